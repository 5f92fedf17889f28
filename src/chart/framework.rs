//! Framework: an icicle of an instrument, each column one level down, each box as high as its share of the whole.
//!
//! Parts that take no part in the whole are hatched, one line high and outside the scale. A name is wrapped; where even
//! so it has no room it is shortened, and the notes give it in full.

mod layout;
#[cfg(test)]
mod tests;

use super::key::{Key, Sign};
use super::page::Page;
use crate::figure::Figure;
use crate::figure::canvas::{Anchor, Canvas, Paragraph, baseline};
use crate::figure::contrast::{ground, text_on};
use crate::figure::hatch::Hatch;
use crate::figure::theme::{self, Colour};
use layout::{Box, Layout};

/// What the chart shows, in one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Framework {
    pub page: Page,
    /// In reading order: each whole before its parts.
    pub parts: Vec<Part>,
    pub legend: Legend,
}

/// One box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// 0 is the whole picture's, which has no whole of its own.
    pub depth: usize,
    pub name: String,
    /// Share of the picture's whole, 0–1; `None` where it takes no part in it.
    pub share: Option<f64>,
    /// The share as printed: "7.1 %".
    pub label: String,
    /// Which heading's colour it has; `None` for what holds several.
    pub group: Option<usize>,
}

/// The words for the signs. Each is drawn only if it occurs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// "height: share of the total"
    pub share: Option<String>,
    /// "takes no part in the total; not to scale"
    pub without: Option<String>,
    /// "Shortened above"
    pub shortened: String,
}

/// Lines of what takes no part.
const WITHOUT: Hatch = Hatch { step: 7.0, rising: true, stroke: 0.9, colour: theme::GRID };
/// How strong a heading's colour is, by how far below it a box lies.
const TINTS: [f64; 3] = [0.85, 0.34, 0.16];
const TOTAL: Colour = theme::HAIRLINE;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Mark {
    Share,
    Without,
}

impl Sign for Mark {
    fn width(&self) -> f64 {
        34.0
    }

    fn draw(&self, canvas: &mut Canvas, x: f64, y: f64) {
        match self {
            Mark::Share => canvas.block(x, y - 7.0, x + 26.0, y + 7.0, theme::LINES[0].tint(TINTS[1])),
            Mark::Without => WITHOUT.fill(canvas, x, y - 7.0, x + 26.0, y + 7.0),
        }
    }
}

impl Framework {
    /// Draws the chart, 1200 px wide and as high as it needs. The same input gives the same bytes.
    pub fn draw(&self) -> Figure {
        let layout = Layout::of(&self.parts);
        let mut page = self.page.clone();
        let shortened = layout.shortened();
        if !shortened.is_empty() {
            page.notes.push(format!("{}{}", self.legend.shortened, shortened.join("; ")));
        }
        let entries = [(Mark::Share, &self.legend.share, true), (Mark::Without, &self.legend.without, false)];
        let occurs = |with: bool| self.parts.iter().any(|part| part.share.is_some() == with);
        let entries = entries.into_iter().filter(|(_, _, with)| !layout.boxes.is_empty() && occurs(*with));
        let key = Key::set(entries.filter_map(|(mark, words, _)| Some((mark, words.clone()?))));
        let height = if layout.boxes.is_empty() { 96.0 } else { layout.height };
        page.draw(&key, 16.0, height, |canvas, top| {
            if layout.boxes.is_empty() {
                let sentence = Paragraph::set(&self.page.empty, theme::STRONG, theme::WIDTH - 2.0 * theme::MARGIN);
                canvas.paragraph(&sentence, theme::WIDTH / 2.0, top + 36.0, Anchor::Middle);
            }
            layout.boxes.iter().for_each(|own| draw(own, canvas, top));
        })
    }
}

/// The ground of a box.
fn fill(own: &Box) -> Colour {
    let step = own.part.depth.saturating_sub(1).min(TINTS.len() - 1);
    own.part.group.map_or(TOTAL, |group| ground(theme::LINES[group % theme::LINES.len()].tint(TINTS[step])))
}

fn draw(own: &Box, canvas: &mut Canvas, top: f64) {
    let (left, right) = own.across;
    let (from, to) = (top + own.down.0, top + own.down.1);
    let ink = if own.part.share.is_some() {
        let fill = fill(own);
        canvas.block(left, from, right, to, fill);
        text_on(fill)
    } else {
        WITHOUT.fill(canvas, left, from, right, to);
        theme::SOFT
    };
    let mut name = own.name.clone();
    name.style = name.style.coloured(ink);
    if own.rising {
        let middle = f64::midpoint(left, right);
        return canvas.rising_paragraph(&name, middle, f64::midpoint(from, to) + name.width() / 2.0);
    }
    // text on hatching needs a ground of its own
    let first = (from + to - name.height()) / 2.0;
    if own.part.share.is_none() {
        let end = left + layout::PAD + name.width() + 3.0;
        canvas.block(left + layout::PAD - 3.0, first, end, first + name.height(), theme::PAPER);
    }
    canvas.paragraph(&name, left + layout::PAD, first, Anchor::Start);
    let line = baseline(f64::midpoint(from, to), theme::TICK);
    canvas.text(&own.part.label, right - layout::PAD, line, Anchor::End, theme::TICK.coloured(ink));
}
