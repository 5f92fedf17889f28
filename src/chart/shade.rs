//! The key of a chart whose cells are shaded by a number: steps of the scale, each with its number, and the gap.

use super::heatmap::cells::GAP;
use super::key::Sign;
use crate::figure::canvas::{Anchor, Canvas, baseline};
use crate::figure::contrast::{ground, text_on};
use crate::figure::theme::{self, Colour};

/// Width and height of a step, in px.
const STEP: (f64, f64) = (38.0, 18.0);
/// Between a sign and its words.
const SPACE: f64 = 8.0;

/// A part of the scale, or what stands for no number.
#[derive(Clone, Debug)]
pub enum Shade {
    Scale(Vec<(Colour, String)>),
    Gap,
    /// A cell with a line of so much of its width at its foot.
    Lined(Colour, f64),
}

impl Sign for Shade {
    fn width(&self) -> f64 {
        match self {
            Shade::Scale(steps) => steps.len() as f64 * STEP.0 + SPACE,
            Shade::Gap | Shade::Lined(..) => STEP.0 + SPACE,
        }
    }

    fn draw(&self, canvas: &mut Canvas, x: f64, y: f64) {
        let (top, bottom) = (y - STEP.1 / 2.0, y + STEP.1 / 2.0);
        match self {
            Shade::Scale(steps) => {
                for (n, (colour, label)) in steps.iter().enumerate() {
                    let left = x + n as f64 * STEP.0;
                    let fill = ground(*colour);
                    canvas.block(left, top, left + STEP.0, bottom, fill);
                    let style = theme::TICK.coloured(text_on(fill));
                    canvas.text(label, left + STEP.0 / 2.0, baseline(y, style), Anchor::Middle, style);
                }
            }
            Shade::Gap => GAP.fill(canvas, x, top, x + STEP.0, bottom),
            Shade::Lined(colour, share) => {
                canvas.block(x, top, x + STEP.0, bottom, *colour);
                line(canvas, (x, x + STEP.0), bottom, *share);
            }
        }
    }
}

/// A line of paper at the foot of a cell, over a share of its width.
pub fn line(canvas: &mut Canvas, (left, right): (f64, f64), bottom: f64, share: f64) {
    canvas.block(left, bottom - 4.0, left + share * (right - left), bottom - 1.5, theme::PAPER);
}
