//! Marks: the shapes that stand for grades, and the signs beside them.

use super::canvas::Canvas;
use super::theme::{self, Colour};

/// Half the square root of two: an eighth of a turn.
const DIAGONAL: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// The shape of a mark: of a grade (the best is a disc, each grade below has a shape of its own) or of a line's points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Disc,
    Square,
    Diamond,
    Triangle,
    Hexagon,
    /// A triangle that points up.
    Peak,
    Plus,
    Cross,
}

impl Shape {
    /// Eight shapes that tell lines apart, the plainest first.
    pub const LINES: [Shape; 8] = [
        Shape::Disc,
        Shape::Square,
        Shape::Triangle,
        Shape::Diamond,
        Shape::Peak,
        Shape::Plus,
        Shape::Hexagon,
        Shape::Cross,
    ];

    /// The shape of grade `grade` out of `grades`, 0 = worst. The worst is always the triangle, the best the disc.
    pub fn of(grade: usize, grades: usize) -> Shape {
        let below = grades.saturating_sub(1).saturating_sub(grade);
        match below {
            0 => Shape::Disc,
            _ if grade == 0 => Shape::Triangle,
            1 => Shape::Square,
            2 => Shape::Diamond,
            _ => Shape::Hexagon,
        }
    }

    /// Draws the shape around (x, y) with a white rim, so that it stands out from lines beneath. `radius` in px is the
    /// disc's; the other shapes are sized to look as heavy.
    pub fn draw(self, canvas: &mut Canvas, x: f64, y: f64, radius: f64, colour: Colour) {
        if self == Shape::Disc {
            canvas.disc(x, y, radius + 1.2, theme::PAPER);
            canvas.disc(x, y, radius, colour);
            return;
        }
        for (grown, fill) in [(1.2, theme::PAPER), (0.0, colour)] {
            let points: Vec<(f64, f64)> =
                self.corners(radius, grown).into_iter().map(|(dx, dy)| (x + dx, y + dy)).collect();
            canvas.polygon(&points, fill);
        }
    }

    /// Draws the shape empty: an outline in `colour` around white.
    pub fn hollow(self, canvas: &mut Canvas, x: f64, y: f64, radius: f64, colour: Colour) {
        self.draw(canvas, x, y, radius, colour);
        if self == Shape::Disc {
            canvas.disc(x, y, radius - 1.7, theme::PAPER);
            return;
        }
        let inner = self.corners(radius, if matches!(self, Shape::Plus | Shape::Cross) { -1.2 } else { -1.6 });
        let points: Vec<(f64, f64)> = inner.into_iter().map(|(dx, dy)| (x + dx, y + dy)).collect();
        canvas.polygon(&points, theme::PAPER);
    }

    fn corners(self, radius: f64, grown: f64) -> Vec<(f64, f64)> {
        match self {
            Shape::Disc => Vec::new(),
            Shape::Square => {
                let r = radius * 0.89 + grown;
                vec![(-r, -r), (r, -r), (r, r), (-r, r)]
            }
            Shape::Diamond => {
                let r = radius * 1.25 + grown * 1.4;
                vec![(0.0, -r), (r, 0.0), (0.0, r), (-r, 0.0)]
            }
            // Points down; moved so that its weight sits on the line.
            Shape::Triangle => {
                let r = radius * 1.25 + grown * 1.8;
                let (base, tip) = (-radius * 0.85 - grown, radius * 1.15 + grown * 2.0);
                vec![(-r, base), (r, base), (0.0, tip)]
            }
            Shape::Hexagon => {
                let r = radius * 1.08 + grown;
                vec![
                    (-r, 0.0),
                    (-r / 2.0, -r * 0.9),
                    (r / 2.0, -r * 0.9),
                    (r, 0.0),
                    (r / 2.0, r * 0.9),
                    (-r / 2.0, r * 0.9),
                ]
            }
            Shape::Peak => Shape::Triangle.corners(radius, grown).into_iter().map(|(dx, dy)| (dx, -dy)).collect(),
            Shape::Plus => {
                let (r, arm) = (radius * 1.2 + grown, radius * 0.42 + grown);
                vec![
                    (-arm, -r),
                    (arm, -r),
                    (arm, -arm),
                    (r, -arm),
                    (r, arm),
                    (arm, arm),
                    (arm, r),
                    (-arm, r),
                    (-arm, arm),
                    (-r, arm),
                    (-r, -arm),
                    (-arm, -arm),
                ]
            }
            Shape::Cross => {
                let turn = |(dx, dy): (f64, f64)| ((dx - dy) * DIAGONAL, (dx + dy) * DIAGONAL);
                Shape::Plus.corners(radius, grown).into_iter().map(turn).collect()
            }
        }
    }
}

/// A ring: a score before a cap.
pub fn ring(canvas: &mut Canvas, x: f64, y: f64, radius: f64, colour: Colour) {
    canvas.disc(x, y, radius, colour);
    canvas.disc(x, y, radius - 1.5, theme::PAPER);
}

/// The sign of a gate: what became of the rule that caps a score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GateMark {
    /// No gate, or one that did not fire.
    #[default]
    None,
    /// A violation was observed this year.
    Fired,
    /// The cap of an earlier year still holds.
    Held,
    /// Something happened; its author is not recorded.
    Undetermined,
}

impl GateMark {
    /// Half the sign's side, in px.
    pub const RADIUS: f64 = 6.5;

    /// Draws the sign around (x, y): a full box with a cross, an empty box with a cross, or an empty box with a
    /// question mark.
    pub fn draw(self, canvas: &mut Canvas, x: f64, y: f64) {
        let r = Self::RADIUS;
        let corners = |r: f64| [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)];
        if self == GateMark::None {
            return;
        }
        canvas.polygon(&corners(r), theme::INK);
        let cross = match self {
            GateMark::Fired => theme::PAPER,
            _ => {
                canvas.polygon(&corners(r - 1.25), theme::PAPER);
                theme::INK
            }
        };
        if self == GateMark::Undetermined {
            question(canvas, x, y, 1.0, theme::INK);
        } else {
            let arm = 3.0;
            canvas.line(&[(x - arm, y - arm), (x + arm, y + arm)], 1.75, cross);
            canvas.line(&[(x - arm, y + arm), (x + arm, y - arm)], 1.75, cross);
        }
    }
}

/// A question mark as strokes, 8 px high at `size` 1: as text it would be at the mercy of the reader's font.
pub fn question(canvas: &mut Canvas, x: f64, y: f64, size: f64, colour: Colour) {
    let hook = [(-2.1, -2.4), (-1.5, -3.5), (0.0, -4.0), (1.5, -3.5), (2.1, -2.3), (1.5, -1.1), (0.2, 0.0), (0.0, 1.6)];
    let points: Vec<(f64, f64)> = hook.iter().map(|(dx, dy)| (x + dx * size, y + dy * size)).collect();
    canvas.line(&points, 1.5 * size, colour);
    canvas.disc(x, y + 3.7 * size, 0.95 * size, colour);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_to_five_grades_have_shapes_of_their_own() {
        for grades in 1..=5 {
            let shapes: Vec<Shape> = (0..grades).map(|grade| Shape::of(grade, grades)).collect();
            for (n, shape) in shapes.iter().enumerate() {
                assert!(!shapes[..n].contains(shape), "{grades} grades: {shapes:?}");
            }
        }
        assert_eq!(Shape::of(3, 4), Shape::Disc);
        assert_eq!(Shape::of(0, 4), Shape::Triangle);
    }
}
