//! Hatching: diagonal lines that say "there is nothing here", never to be taken for a colour.

use super::canvas::Canvas;
use super::theme::Colour;

/// A pattern of parallel lines at 45°.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hatch {
    /// Distance of two lines along the edge, in px.
    pub step: f64,
    /// Whether the lines rise to the right.
    pub rising: bool,
    /// Px.
    pub stroke: f64,
    pub colour: Colour,
}

impl Hatch {
    /// Fills the box from (left, top) to (right, bottom). Lines keep inside it, and boxes side by side share them.
    pub fn fill(&self, canvas: &mut Canvas, left: f64, top: f64, right: f64, bottom: f64) {
        for (from, to) in self.lines(left, top, right, bottom) {
            canvas.line(&[from, to], self.stroke, self.colour);
        }
    }

    /// The lines x + y = n·step (rising) or y − x = n·step (falling), clipped to the box less half a stroke.
    fn lines(&self, left: f64, top: f64, right: f64, bottom: f64) -> Vec<((f64, f64), (f64, f64))> {
        let edge = self.stroke / 2.0;
        let (left, top, right, bottom) = (left + edge, top + edge, right - edge, bottom - edge);
        if !(left < right && top < bottom && self.step > 0.0) {
            return Vec::new();
        }
        let slope = if self.rising { -1.0 } else { 1.0 };
        let sums = if self.rising { (left + top, right + bottom) } else { (top - right, bottom - left) };
        let (first, last) = ((sums.0 / self.step).ceil() as i64, (sums.1 / self.step).floor() as i64);
        let line = |n: i64| {
            let sum = n as f64 * self.step;
            let y = |x: f64| sum + slope * x;
            let at = |x: f64| (x, y(x).clamp(top, bottom));
            // The x at which the line meets the upper and the lower edge.
            let (a, b) = ((top - sum) * slope, (bottom - sum) * slope);
            let (from, to) = (a.min(b).max(left), a.max(b).min(right));
            (to - from > self.stroke).then(|| (at(from), at(to)))
        };
        (first..=last).filter_map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::theme;

    #[test]
    fn lines_keep_inside_their_box_at_45_degrees_and_a_step_apart() {
        for rising in [false, true] {
            let hatch = Hatch { step: 6.0, rising, stroke: 1.0, colour: theme::INK };
            let lines = hatch.lines(10.0, 20.0, 47.0, 42.0);
            assert!((8..=10).contains(&lines.len()), "{}", lines.len());
            for ((x, y), (right, end)) in lines {
                assert!(x >= 10.5 && right <= 46.5 && y.min(end) >= 20.5 && y.max(end) <= 41.5);
                assert!(((end - y).abs() - (right - x)).abs() < 1e-9 && (end < y) == rising);
                let place = if rising { x + y } else { y - x };
                assert!((place / 6.0 - (place / 6.0).round()).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn a_box_without_room_has_no_lines() {
        let hatch = Hatch { step: 6.0, rising: true, stroke: 1.0, colour: theme::INK };
        assert!(hatch.lines(0.0, 0.0, 1.0, 30.0).is_empty());
        assert!(Hatch { step: 0.0, ..hatch }.lines(0.0, 0.0, 30.0, 30.0).is_empty());
    }
}
