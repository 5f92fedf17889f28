//! What stands above and below every chart: title and subtitle, notes and source.

use super::canvas::{Anchor, Canvas, Paragraph};
use super::theme::{self, MARGIN, Style, WIDTH};

/// Texts one below the other over the whole width, left-aligned.
#[derive(Clone, Debug, Default)]
pub struct Stack {
    parts: Vec<(Paragraph, f64)>,
}

impl Stack {
    /// Title and subtitle.
    pub fn head(title: &str, subtitle: &str) -> Stack {
        let mut stack = Stack::default();
        stack.add(title, theme::TITLE, 6.0);
        stack.add(subtitle, theme::SUBTITLE, 0.0);
        stack
    }

    /// Adds a text, wrapped, with `space` px below it. Empty texts take no room.
    pub fn add(&mut self, text: &str, style: Style, space: f64) {
        let paragraph = Paragraph::set(text, style, WIDTH - 2.0 * MARGIN);
        if !paragraph.lines.is_empty() {
            self.parts.push((paragraph, space));
        }
    }

    /// Height in px.
    pub fn height(&self) -> f64 {
        self.parts.iter().map(|(paragraph, space)| paragraph.height() + space).sum()
    }

    /// Draws the texts from `top` down; gives the y below them.
    pub fn draw(&self, canvas: &mut Canvas, top: f64) -> f64 {
        self.parts
            .iter()
            .fold(top, |y, (paragraph, space)| canvas.paragraph(paragraph, MARGIN, y, Anchor::Start) + space)
    }
}
