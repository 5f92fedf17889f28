//! The key of a ranking: each mark that occurs, and the words for it, in as many lines as they need.

use super::layout::Columns;
use super::{GateMark, Ranking};
use crate::figure::canvas::{Anchor, Canvas, Paragraph, baseline, width};
use crate::figure::mark::{Shape, ring};
use crate::figure::theme::{self, Colour, MARGIN, WIDTH};

/// Room for a mark left of its words.
const SIGN: f64 = 40.0;
/// Between two entries of a line.
const GAP: f64 = 28.0;

#[derive(Clone, Debug)]
enum Sign {
    Score,
    Uncapped,
    Range,
    Gate(GateMark),
    Grade(Shape, Colour),
    Tag(String),
}

impl Sign {
    fn width(&self) -> f64 {
        match self {
            Sign::Uncapped | Sign::Range => SIGN,
            Sign::Tag(tag) => width(tag, theme::SMALL) + 8.0,
            Sign::Score | Sign::Gate(_) | Sign::Grade(..) => 20.0,
        }
    }

    /// Draws the sign in the room left of its words, which begin at `x + self.width()`.
    fn draw(&self, canvas: &mut Canvas, x: f64, y: f64) {
        let (from, to) = (x + 6.0, x + SIGN - 14.0);
        match self {
            Sign::Score => Shape::Disc.draw(canvas, from, y, super::rows::DOT, theme::SOFT),
            Sign::Grade(shape, colour) => shape.draw(canvas, from, y, super::rows::DOT, *colour),
            Sign::Gate(gate) => gate.draw(canvas, from + 1.0, y),
            Sign::Range => {
                super::rows::bar(canvas, x, x + SIGN - 8.0, y);
                Shape::Disc.draw(canvas, x + (SIGN - 8.0) / 2.0, y, super::rows::DOT, theme::SOFT);
            }
            Sign::Uncapped => {
                super::rows::lost(canvas, from, to, y);
                Shape::Disc.draw(canvas, from, y, super::rows::DOT, theme::SOFT);
                ring(canvas, to, y, super::rows::RING, theme::SOFT);
            }
            Sign::Tag(tag) => canvas.text(tag, x, baseline(y, theme::NOTE), Anchor::Start, theme::SMALL),
        }
    }
}

/// The key as laid out.
pub struct Key {
    entries: Vec<Entry>,
    height: f64,
}

struct Entry {
    sign: Sign,
    words: Paragraph,
    x: f64,
    y: f64,
}

impl Key {
    pub fn of(ranking: &Ranking, columns: &Columns) -> Key {
        let mut key = Key { entries: Vec::new(), height: 0.0 };
        let (mut x, mut y) = (MARGIN, 0.0);
        for (sign, text) in entries(ranking, columns) {
            let indent = sign.width();
            let words = Paragraph::set(&text, theme::NOTE, WIDTH - 2.0 * MARGIN - indent);
            let wide = indent + words.width();
            if x > MARGIN && x + wide > WIDTH - MARGIN {
                (x, y) = (MARGIN, key.height + 3.0);
            }
            key.height = key.height.max(y + words.height());
            key.entries.push(Entry { sign, words, x, y });
            x += wide + GAP;
        }
        key
    }

    pub fn height(&self) -> f64 {
        self.height
    }

    pub fn draw(&self, canvas: &mut Canvas, top: f64) {
        for entry in &self.entries {
            let line = entry.words.height() / entry.words.lines.len().max(1) as f64;
            entry.sign.draw(canvas, entry.x, top + entry.y + line / 2.0);
            canvas.paragraph(&entry.words, entry.x + entry.sign.width(), top + entry.y, Anchor::Start);
        }
    }
}

/// The signs that occur and have words, in the order in which a reader meets them.
fn entries(ranking: &Ranking, columns: &Columns) -> Vec<(Sign, String)> {
    let (legend, rows) = (&ranking.legend, &ranking.rows);
    let gate = |gate: GateMark| rows.iter().any(|row| row.gate == gate);
    let grades = ranking.grades();
    let known = [
        (Sign::Score, &legend.score, !rows.is_empty()),
        (Sign::Range, &legend.range, rows.iter().any(|row| row.range.is_some_and(super::rows::is_wide))),
        (Sign::Uncapped, &legend.uncapped, rows.iter().any(|row| row.uncapped.is_some())),
        (Sign::Gate(GateMark::Fired), &legend.gate_fired, gate(GateMark::Fired)),
        (Sign::Gate(GateMark::Held), &legend.gate_held, gate(GateMark::Held)),
        (Sign::Gate(GateMark::Undetermined), &legend.gate_undetermined, gate(GateMark::Undetermined)),
    ];
    let bands = ranking.bands.iter().rev().filter(|_| !columns.bands_over).map(|band| {
        let sign = Sign::Grade(Shape::of(band.grade, grades), theme::grade(band.grade, grades));
        (sign, band.label.clone())
    });
    let marks = known.into_iter().filter(|(_, _, occurs)| *occurs);
    let marks = marks.filter_map(|(sign, words, _)| words.clone().map(|words| (sign, words)));
    let tags = legend.tags.iter().filter(|(tag, _)| rows.iter().any(|row| row.tag.as_ref() == Some(tag)));
    let tags = tags.map(|(tag, words)| (Sign::Tag(tag.clone()), words.clone()));
    bands.chain(marks).chain(tags).collect()
}
