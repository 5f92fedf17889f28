//! The headings over a heatmap's columns: a line over those that belong to it, and its title. Lengths in px.

use super::header::{HAN_LINE, LINES, has_han, longest_word};
use super::layout::Grid;
use super::{Column, Heatmap};
use crate::figure::canvas::{Anchor, Canvas, Paragraph};
use crate::figure::measure::Weight;
use crate::figure::theme::{self, Style};

const TITLE: Style = Style { weight: Weight::Bold, ..theme::TICK };
/// Between two titles.
const APART: f64 = 12.0;

/// A heading over its columns.
pub struct Heading {
    left: f64,
    right: f64,
    /// Empty where the titles of all have no room.
    title: Paragraph,
    /// Where the title begins, or where it ends if it reaches over its neighbour's columns.
    at: (f64, Anchor),
}

impl Heading {
    /// Height of the title.
    pub fn height(&self) -> f64 {
        self.title.height()
    }

    /// Draws the title over a line at `y`, which spans the columns.
    pub fn draw(&self, canvas: &mut Canvas, y: f64) {
        canvas.block(self.left + 0.5, y - 0.5, self.right - 0.5, y + 0.5, theme::FAINT);
        let (x, anchor) = self.at;
        canvas.paragraph(&self.title, x, y - 3.0 - self.title.height(), anchor);
    }

    /// Right edge of the title.
    fn end(&self) -> f64 {
        match self.at {
            (x, Anchor::Start) => x + self.title.width(),
            (x, _) => x,
        }
    }
}

/// The headings over their columns; with titles if every one of them has room and no table of clauses has them already.
pub fn over(map: &Heatmap, grid: &Grid, keyed: bool) -> Vec<Heading> {
    let mut spans: Vec<(usize, f64, f64)> = Vec::new();
    let mut before: Option<&Column> = None;
    for (column, (left, right)) in map.columns.iter().zip(&grid.columns) {
        let joined = before.is_some_and(|before| before.group == column.group);
        match (column.group, spans.last_mut()) {
            (Some(_), Some(last)) if joined => last.2 = *right,
            (Some(group), _) => spans.push((group, *left, *right)),
            (None, _) => {}
        }
        before = Some(column);
    }
    let titled = if keyed { None } else { titled(map, &spans) };
    titled.unwrap_or_else(|| {
        let bare = |(_, left, right): &(usize, f64, f64)| Heading {
            left: *left,
            right: *right,
            title: Paragraph::set("", TITLE, 1.0),
            at: (*left, Anchor::Start),
        };
        spans.iter().map(bare).collect()
    })
}

/// Every heading with its title: over its own columns, or reaching over its neighbour's where that leaves room.
fn titled(map: &Heatmap, spans: &[(usize, f64, f64)]) -> Option<Vec<Heading>> {
    let mut headings: Vec<Heading> = Vec::new();
    for (n, &(group, left, right)) in spans.iter().enumerate() {
        let text = map.groups.get(group).map_or("", String::as_str);
        let least = if has_han(text) { HAN_LINE.0 * TITLE.size } else { longest_word(text, TITLE) };
        let title = Paragraph::balanced(text, TITLE, (right - left).max(least + 1.0));
        let free = spans.get(n + 1).map_or(right, |next| next.1 - APART);
        let begins = left + title.width() <= free.max(right);
        let taken = headings.last().map_or(0.0, Heading::end) + APART;
        if title.lines.len() > LINES || (if begins { left } else { right - title.width() }) < taken.min(left) {
            return None;
        }
        let at = if begins { (left, Anchor::Start) } else { (right, Anchor::End) };
        headings.push(Heading { left, right, title, at });
    }
    Some(headings)
}
