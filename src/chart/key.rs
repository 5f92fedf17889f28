//! The key of a chart: each sign that occurs, and the words for it, in as many lines as they need.

use crate::figure::canvas::{Anchor, Canvas, Paragraph};
use crate::figure::theme::{self, MARGIN, WIDTH};

/// Between two entries of a line, in px.
const GAP: f64 = 28.0;

/// A sign that stands left of its words.
pub trait Sign {
    /// Room for the sign, the space before its words included, in px.
    fn width(&self) -> f64;
    /// Draws the sign in its room, which begins at `x`; `y` is the middle of the words' first line.
    fn draw(&self, canvas: &mut Canvas, x: f64, y: f64);
}

/// A key as laid out.
#[derive(Clone, Debug)]
pub struct Key<S> {
    entries: Vec<Entry<S>>,
    height: f64,
}

#[derive(Clone, Debug)]
struct Entry<S> {
    sign: S,
    words: Paragraph,
    x: f64,
    y: f64,
}

impl<S: Sign> Key<S> {
    /// Sets the entries one after the other over the whole width.
    pub fn set(entries: impl IntoIterator<Item = (S, String)>) -> Key<S> {
        let mut key = Key { entries: Vec::new(), height: 0.0 };
        let (mut x, mut y) = (MARGIN, 0.0);
        for (sign, text) in entries {
            let indent = sign.width();
            let words = Paragraph::set(&text, theme::NOTE, WIDTH - 2.0 * MARGIN - indent);
            let wide = indent + words.width();
            if x > MARGIN && x + wide > WIDTH - MARGIN {
                (x, y) = (MARGIN, key.height + 5.0);
            }
            key.height = key.height.max(y + words.height());
            key.entries.push(Entry { sign, words, x, y });
            x += wide + GAP;
        }
        key
    }

    /// Height in px: 0 without entries.
    pub fn height(&self) -> f64 {
        self.height
    }

    /// Draws the key from `top` down.
    pub fn draw(&self, canvas: &mut Canvas, top: f64) {
        for entry in &self.entries {
            let line = entry.words.height() / entry.words.lines.len().max(1) as f64;
            entry.sign.draw(canvas, entry.x, top + entry.y + line / 2.0);
            canvas.paragraph(&entry.words, entry.x + entry.sign.width(), top + entry.y, Anchor::Start);
        }
    }
}
