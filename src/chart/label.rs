//! A row's name and what stands small after it, as every chart of rows sets them.

use crate::figure::canvas::{Anchor, Canvas, Paragraph, baseline, width};
use crate::figure::measure::leading;
use crate::figure::theme;

/// Height of a row with a name of one line, in px.
pub const ROW: f64 = 22.0;
/// Names wider than this, tag included, are wrapped.
const ROOM: f64 = 350.0;
/// Between a name and its tag.
const TAG_GAP: f64 = 7.0;

/// A name as set: its lines, and which line its tag follows.
#[derive(Clone, Debug)]
pub struct Label {
    pub lines: Vec<String>,
    /// The tag, its line (0 = first) and how far to the right it begins.
    pub tag: Option<(String, usize, f64)>,
    pub height: f64,
    pub width: f64,
}

impl Label {
    pub fn set(name: &str, tag: Option<&str>) -> Label {
        let lines = Paragraph::set(name, theme::LABEL, ROOM).lines;
        let mut label = Label { width: 0.0, tag: None, height: 0.0, lines };
        label.width = label.lines.iter().map(|line| width(line, theme::LABEL)).fold(0.0, f64::max);
        let mut count = label.lines.len();
        if let Some(tag) = tag {
            let wide = width(tag, theme::SMALL);
            let last = label.lines.last().map_or(0.0, |line| width(line, theme::LABEL) + TAG_GAP);
            let beside = last + wide <= ROOM;
            let begin = if beside { last } else { 0.0 };
            label.tag = Some((tag.to_owned(), if beside { count.saturating_sub(1) } else { count }, begin));
            count += usize::from(!beside);
            label.width = label.width.max(begin + wide);
        }
        label.height = ROW + leading(theme::LABEL.size) * (count.max(1) - 1) as f64;
        label
    }

    /// Draws the label from `top` down, its first line in the middle of a row of one line.
    pub fn draw(&self, canvas: &mut Canvas, left: f64, top: f64) {
        let line = |n: usize| baseline(top + ROW / 2.0 + leading(theme::LABEL.size) * n as f64, theme::LABEL);
        for (n, text) in self.lines.iter().enumerate() {
            canvas.text(text, left, line(n), Anchor::Start, theme::LABEL);
        }
        if let Some((tag, n, begin)) = &self.tag {
            canvas.text(tag, left + begin, line(*n), Anchor::Start, theme::SMALL);
        }
    }
}
