//! A country's name and tag as set in the room beside its cells.

use super::Row;
use crate::figure::canvas::{Anchor, Canvas, Paragraph, baseline, width};
use crate::figure::measure::leading;
use crate::figure::theme;

/// Height of a row with a name of one line, in px.
pub const ROW: f64 = 22.0;
/// Between a name and its tag.
const TAG_GAP: f64 = 7.0;

/// A name as set, in px.
pub struct Name {
    lines: Vec<String>,
    /// The tag's line (0 = first) and how far to the right it begins.
    tag: Option<(usize, f64)>,
    pub height: f64,
    pub width: f64,
}

impl Name {
    /// Sets a row's name to at most `room` px.
    pub fn set(row: &Row, room: f64) -> Name {
        let name = Paragraph::set(&row.name, theme::LABEL, room);
        let mut count = name.lines.len();
        let mut wide = name.width();
        let tag = row.tag.as_ref().map(|tag| {
            let tag = width(tag, theme::SMALL);
            let last = name.lines.last().map_or(0.0, |line| width(line, theme::LABEL) + TAG_GAP);
            let beside = last + tag <= room;
            let place = if beside { (count.saturating_sub(1), last) } else { (count, 0.0) };
            count += usize::from(!beside);
            wide = wide.max(place.1 + tag);
            place
        });
        let height = ROW + leading(theme::LABEL.size) * (count.max(1) - 1) as f64;
        Name { lines: name.lines, tag, height, width: wide }
    }

    /// Draws the name and the tag in the row that begins at `top`.
    pub fn draw(&self, row: &Row, canvas: &mut Canvas, left: f64, top: f64) {
        let line = |n: usize| baseline(top + ROW / 2.0 + leading(theme::LABEL.size) * n as f64, theme::LABEL);
        for (n, text) in self.lines.iter().enumerate() {
            canvas.text(text, left, line(n), Anchor::Start, theme::LABEL);
        }
        if let (Some(tag), Some((n, begin))) = (&row.tag, self.tag) {
            canvas.text(tag, left + begin, line(n), Anchor::Start, theme::SMALL);
        }
    }
}
