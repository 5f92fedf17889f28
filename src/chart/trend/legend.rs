//! The key of a trend: marks that occur and have words; bands where they have no room beside the axis.

use super::layout::Plot;
use super::{Track, Trend, axes, lines, ribbons};
use crate::chart::key::{Key, Sign};
use crate::figure::canvas::Canvas;
use crate::figure::mark::Shape;
use crate::figure::theme::{self, Colour};

/// Width of a sign and of the space after it, in px.
const SIGN: (f64, f64) = (30.0, 8.0);

/// A sample of a mark.
#[derive(Clone, Copy, Debug)]
pub enum Sample {
    Carried,
    Range,
    Dashes,
    Band(Colour),
}

impl Sign for Sample {
    fn width(&self) -> f64 {
        SIGN.0 + SIGN.1
    }

    fn draw(&self, canvas: &mut Canvas, x: f64, y: f64) {
        let (middle, right) = (x + SIGN.0 / 2.0, x + SIGN.0);
        match self {
            Sample::Carried => {
                canvas.line(&[(x, y), (right, y)], 2.0, theme::SOFT);
                Shape::Disc.hollow(canvas, middle, y, 4.5, theme::SOFT);
            }
            Sample::Range => {
                canvas.block(x, y - 7.0, right, y + 7.0, theme::SOFT.tint(0.16));
                for edge in [y - 7.0, y + 7.0] {
                    canvas.line(&[(x, edge), (right, edge)], 0.75, theme::SOFT.tint(0.5));
                }
                canvas.line(&[(x, y), (right, y)], 2.0, theme::SOFT);
            }
            Sample::Dashes => {
                lines::dashes(canvas, (x + 4.0, y), (right - 4.0, y), theme::SOFT);
                for end in [x + 3.0, right - 3.0] {
                    Shape::Disc.draw(canvas, end, y, 3.0, theme::SOFT);
                }
            }
            Sample::Band(colour) => {
                canvas.block(x, y - 8.0, right, y + 8.0, colour.tint(0.07));
                canvas.block(x, y - 8.0, x + 5.0, y + 8.0, *colour);
            }
        }
    }
}

pub fn key(trend: &Trend, plot: &Plot, tracks: &[Track]) -> Key<Sample> {
    let legend = &trend.legend;
    let grades = axes::grades(trend);
    let bands = trend.bands.iter().rev().filter(|_| plot.bands.is_empty() && !tracks.is_empty());
    let bands = bands.map(|band| (Sample::Band(theme::grade(band.grade, grades)), band.label.clone()));
    let carried = tracks.iter().flat_map(|track| &track.points).any(|point| point.carried);
    let dashes = tracks.iter().any(|track| track.dashed().next().is_some());
    let ranges = tracks.iter().any(|track| !ribbons::runs(track).is_empty());
    let marks = [
        (Sample::Range, &legend.range, ranges),
        (Sample::Dashes, &legend.dashes, dashes),
        (Sample::Carried, &legend.carried, carried),
    ];
    let marks = marks.into_iter().filter(|(_, _, occurs)| *occurs);
    Key::set(bands.chain(marks.filter_map(|(sample, words, _)| Some((sample, words.clone()?)))))
}
