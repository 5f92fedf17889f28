//! The key of a ranking: the marks that occur, and the words for them.

use super::layout::Columns;
use super::{GateMark, Ranking};
use crate::chart::key::{Key, Sign};
use crate::figure::canvas::{Anchor, Canvas, baseline, width};
use crate::figure::mark::{Shape, ring};
use crate::figure::theme::{self, Colour};

/// Room for a mark left of its words.
const SIGN: f64 = 40.0;
/// A mark of the plot as an example, or a tag.
#[derive(Clone, Debug)]
pub enum Mark {
    Score,
    Uncapped,
    Range,
    Interval,
    Gate(GateMark),
    Grade(Shape, Colour),
    Tag(String),
}

impl Sign for Mark {
    fn width(&self) -> f64 {
        match self {
            Mark::Uncapped | Mark::Range | Mark::Interval => SIGN,
            Mark::Tag(tag) => width(tag, theme::SMALL) + 8.0,
            Mark::Score | Mark::Gate(_) | Mark::Grade(..) => 20.0,
        }
    }

    fn draw(&self, canvas: &mut Canvas, x: f64, y: f64) {
        let (from, to) = (x + 6.0, x + SIGN - 14.0);
        match self {
            Mark::Score => Shape::Disc.draw(canvas, from, y, super::rows::DOT, theme::SOFT),
            Mark::Grade(shape, colour) => shape.draw(canvas, from, y, super::rows::DOT, *colour),
            Mark::Gate(gate) => gate.draw(canvas, from + 1.0, y),
            Mark::Range => {
                super::rows::bar(canvas, x, x + SIGN - 8.0, y);
                Shape::Disc.draw(canvas, x + (SIGN - 8.0) / 2.0, y, super::rows::DOT, theme::SOFT);
            }
            Mark::Interval => {
                super::rows::whisker(canvas, x, x + SIGN - 8.0, y);
                Shape::Disc.draw(canvas, x + (SIGN - 8.0) / 2.0, y, super::rows::DOT, theme::SOFT);
            }
            Mark::Uncapped => {
                super::rows::lost(canvas, from, to, y);
                Shape::Disc.draw(canvas, from, y, super::rows::DOT, theme::SOFT);
                ring(canvas, to, y, super::rows::RING, theme::SOFT);
            }
            Mark::Tag(tag) => canvas.text(tag, x, baseline(y, theme::NOTE), Anchor::Start, theme::SMALL),
        }
    }
}

/// The signs that occur and have words, in the order in which a reader meets them.
pub fn key(ranking: &Ranking, columns: &Columns) -> Key<Mark> {
    Key::set(entries(ranking, columns))
}

fn entries(ranking: &Ranking, columns: &Columns) -> Vec<(Mark, String)> {
    let (legend, rows) = (&ranking.legend, &ranking.rows);
    let gate = |gate: GateMark| rows.iter().any(|row| row.gate == gate);
    let grades = ranking.grades();
    let known = [
        (Mark::Score, &legend.score, !rows.is_empty()),
        (Mark::Interval, &legend.interval, rows.iter().any(|row| row.interval.is_some())),
        (Mark::Range, &legend.range, rows.iter().any(|row| row.range.is_some_and(super::rows::is_wide))),
        (Mark::Uncapped, &legend.uncapped, rows.iter().any(|row| row.uncapped.is_some())),
        (Mark::Gate(GateMark::Fired), &legend.gate_fired, gate(GateMark::Fired)),
        (Mark::Gate(GateMark::Held), &legend.gate_held, gate(GateMark::Held)),
        (Mark::Gate(GateMark::Undetermined), &legend.gate_undetermined, gate(GateMark::Undetermined)),
    ];
    let bands = ranking.bands.iter().rev().filter(|_| !columns.bands_over).map(|band| {
        let sign = Mark::Grade(Shape::of(band.grade, grades), theme::grade(band.grade, grades));
        (sign, band.label.clone())
    });
    let marks = known.into_iter().filter(|(_, _, occurs)| *occurs);
    let marks = marks.filter_map(|(sign, words, _)| words.clone().map(|words| (sign, words)));
    let tags = legend.tags.iter().filter(|(tag, _)| rows.iter().any(|row| row.tag.as_ref() == Some(tag)));
    let tags = tags.map(|(tag, words)| (Mark::Tag(tag.clone()), words.clone()));
    bands.chain(marks).chain(tags).collect()
}
