//! Dates marked by upright lines, their labels over the plot. Lengths in px.

use super::Trend;
use crate::figure::canvas::{Anchor, Canvas, Paragraph};
use crate::figure::theme::{self, MARGIN, Style, WIDTH};

const LABEL: Style = Style { colour: theme::INK, ..theme::TICK };
/// A label is wrapped to this.
const ROOM: f64 = 260.0;
/// Between a line and its label.
const SPACE: f64 = 5.0;

/// The moments as laid out.
pub struct Moments {
    moments: Vec<Laid>,
    height: f64,
}

struct Laid {
    x: f64,
    /// Left end of the label.
    left: f64,
    /// Height of the label's foot over the plot.
    foot: f64,
    label: Paragraph,
}

impl Laid {
    fn right(&self) -> f64 {
        self.left + self.label.width()
    }
}

impl Moments {
    /// Lays the moments within `domain` (years; the middle of a year is whole) at the x given by `x`.
    pub fn set(trend: &Trend, domain: (f64, f64), x: impl Fn(f64) -> f64) -> Moments {
        let mut moments: Vec<Laid> = trend
            .moments
            .iter()
            .filter(|moment| (domain.0..=domain.1).contains(&(moment.at - 0.5)))
            .map(|moment| {
                let label = Paragraph::set(&moment.label, LABEL, ROOM);
                let x = x(moment.at - 0.5);
                let beside = x + SPACE + label.width() <= WIDTH - MARGIN;
                let left = if beside { x + SPACE } else { x - SPACE - label.width() };
                Laid { x, left, foot: 0.0, label }
            })
            .collect();
        // From the right: a label that reaches over its neighbour goes above it, so that no line crosses a label.
        moments.sort_by(|a, b| b.x.total_cmp(&a.x));
        for n in 1..moments.len() {
            let (laid, rest) = moments.split_at_mut(n);
            let Some(new) = rest.first_mut() else { continue };
            let reached = |other: &&Laid| {
                let (left, right) = (other.left.min(other.x), other.right().max(other.x));
                new.left.min(new.x) - SPACE < right && left < new.right().max(new.x) + SPACE
            };
            let over = laid.iter().filter(reached).map(|other| other.foot + other.label.height()).fold(0.0, f64::max);
            new.foot = over;
        }
        let height = moments.iter().map(|moment| moment.foot + moment.label.height()).fold(0.0, f64::max);
        Moments { moments, height }
    }

    /// Height of the labels.
    pub fn height(&self) -> f64 {
        self.height
    }

    /// Draws the lines, and the labels over the plot whose top is at `zero`.
    pub fn draw(&self, canvas: &mut Canvas, zero: f64, inner: f64) {
        for moment in &self.moments {
            let top = zero - moment.foot - moment.label.height() - 2.0;
            canvas.dashes((moment.x, top + 2.0), (moment.x, zero + inner), 3.0, 1.25, theme::INK);
        }
        for moment in &self.moments {
            let top = zero - moment.foot - moment.label.height() - 2.0;
            let (left, right) = (moment.left, moment.right());
            if moment.foot < self.height && !moment.label.lines.is_empty() {
                canvas.block(left - 2.0, top, right + 2.0, top + moment.label.height(), theme::PAPER);
            }
            canvas.paragraph(&moment.label, left, top, Anchor::Start);
        }
    }
}
