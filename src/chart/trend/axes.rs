//! The ground of a trend: grade bands, grid, and the numbers beside and below it.

use super::Trend;
use super::layout::{Plot, STRIP};
use crate::figure::canvas::{Anchor, Canvas, baseline};
use crate::figure::theme::{self, MARGIN};

/// Two years' labels are at least this far apart, in px.
const YEAR_ROOM: f64 = 46.0;

/// The numbers of the score axis: multiples of 1, 2, 5, 10, 20 … within it.
pub fn ticks((low, high): (f64, f64)) -> Vec<i64> {
    let step = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|step| (high - low) / f64::from(*step) <= 6.0);
    let step = i64::from(step.unwrap_or(200));
    let (first, last) = ((low / step as f64).ceil() as i64, (high / step as f64).floor() as i64);
    (first..=last).map(|n| n * step).collect()
}

/// How many grades there are: colours are spread over them.
pub fn grades(trend: &Trend) -> usize {
    trend.bands.iter().map(|band| band.grade).max().map_or(1, |highest| highest + 1)
}

/// Tints behind the lines, strips of full colour and labels beside them.
pub fn bands(trend: &Trend, plot: &Plot, canvas: &mut Canvas, zero: f64) {
    let grades = grades(trend);
    for (n, band) in trend.bands.iter().enumerate() {
        let (top, bottom) = (zero + plot.y(band.to), zero + plot.y(band.from));
        if bottom - top < 0.5 {
            continue;
        }
        let colour = theme::grade(band.grade, grades);
        canvas.block(plot.left, top, plot.right, bottom, colour.tint(0.07));
        canvas.block(plot.left - STRIP, top + 0.5, plot.left, bottom - 0.5, colour);
        if let Some(label) = plot.bands.get(n) {
            canvas.paragraph(label, MARGIN, (top + bottom - label.height()) / 2.0, Anchor::Start);
        }
    }
}

/// Lines across at the axis' numbers.
pub fn grid(plot: &Plot, canvas: &mut Canvas, zero: f64) {
    for tick in ticks(plot.scores) {
        let y = zero + plot.y(tick as f64);
        canvas.block(plot.left, y - 0.5, plot.right, y + 0.5, theme::GRID);
    }
}

/// Scores beside the axis; years below it, each between the ticks at its beginning and its end.
pub fn numbers(plot: &Plot, canvas: &mut Canvas, zero: f64) {
    for tick in ticks(plot.scores) {
        let y = baseline(zero + plot.y(tick as f64), theme::TICK);
        canvas.text(&tick.to_string(), plot.ticks_right, y, Anchor::End, theme::TICK);
    }
    let foot = zero + plot.inner;
    canvas.block(plot.left, foot - 0.5, plot.right, foot + 0.5, theme::FAINT);
    let (first, last) = plot.years;
    let year = plot.x(f64::from(first) + 1.0) - plot.x(f64::from(first));
    let step = [1, 2, 5, 10, 20, 50].into_iter().find(|step| f64::from(*step) * year >= YEAR_ROOM).unwrap_or(100);
    for at in first..=last + 1 {
        let x = plot.x(f64::from(at) - 0.5);
        canvas.block(x - 0.5, foot, x + 0.5, foot + 5.0, theme::FAINT);
    }
    // Counted from the last year: the one that the names at the right belong to.
    for at in (first..=last).filter(|at| (last - at) % step == 0) {
        let x = plot.x(f64::from(at));
        canvas.text(&at.to_string(), x, baseline(foot + 15.0, theme::TICK), Anchor::Middle, theme::TICK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_within_the_axis() {
        assert_eq!(ticks((0.0, 100.0)), [0, 20, 40, 60, 80, 100]);
        assert_eq!(ticks((62.0, 91.0)), [65, 70, 75, 80, 85, 90]);
        assert_eq!(ticks((48.0, 52.0)), [48, 49, 50, 51, 52]);
        assert_eq!(ticks((-20.0, 110.0)), [0, 50, 100]);
    }
}
