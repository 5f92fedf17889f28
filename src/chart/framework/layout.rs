//! Where the boxes of a framework lie, measured from their names. Lengths in px, y from the top of the chart.

use super::Part;
use crate::figure::canvas::{Paragraph, width};
use crate::figure::theme::{self, MARGIN, Style, WIDTH};

/// Between a box's edge and its words.
pub const PAD: f64 = 8.0;
/// Between boxes, where the paper shows.
const GAP: f64 = 1.5;
/// Between two headings.
const WIDE_GAP: f64 = 6.0;
/// Width of the picture's whole, whose name rises.
const WHOLE: f64 = 34.0;
/// Height of all that has a share: more room is given only as long as names need it.
const HEIGHT: (f64, f64) = (320.0, 2400.0);
/// What a box has above and below its words.
const AIR: f64 = 5.0;

/// One box as laid out.
pub struct Box<'p> {
    pub part: &'p Part,
    pub across: (f64, f64),
    pub down: (f64, f64),
    pub name: Paragraph,
    /// Whether its name is to be read with the head tilted left.
    pub rising: bool,
    /// Whether the name is not given in full.
    pub short: bool,
}

pub struct Layout<'p> {
    pub boxes: Vec<Box<'p>>,
    pub height: f64,
}

impl<'p> Layout<'p> {
    /// Nothing where the whole itself has no share.
    pub fn of(parts: &'p [Part]) -> Self {
        if parts.first().is_none_or(|whole| whole.share.is_none()) {
            return Self { boxes: Vec::new(), height: 0.0 };
        }
        let measure = Measure { parts, columns: columns(parts) };
        let scale = measure.scale();
        let mut layout = Self { boxes: Vec::new(), height: 0.0 };
        let mut y = 0.0;
        let spans: Vec<(f64, f64)> = (0..parts.len())
            .map(|at| {
                let from = y;
                if measure.is_leaf(at) {
                    y += measure.height(at, scale);
                    let next = parts.get(at + 1);
                    y += match next {
                        Some(next) if next.depth == 1 && parts[at].depth > 0 => WIDE_GAP,
                        Some(_) => GAP,
                        None => 0.0,
                    };
                }
                (from, y)
            })
            .collect();
        for at in 0..parts.len() {
            let end = measure.end(at);
            let last = spans[end - 1].1;
            // the space after its last leaf belongs to nobody
            let gap = parts.get(end).map_or(0.0, |next| if next.depth == 1 { WIDE_GAP } else { GAP });
            layout.boxes.push(measure.place(at, (spans[at].0, last - gap)));
        }
        layout.height = y;
        layout
    }

    /// The names that are not given in full.
    pub fn shortened(&self) -> Vec<String> {
        self.boxes.iter().filter(|own| own.short).map(|own| own.part.name.clone()).collect()
    }
}

/// Left ends of the columns, and the right end of the last.
fn columns(parts: &[Part]) -> Vec<f64> {
    let deepest = parts.iter().map(|part| part.depth).max().unwrap_or(0);
    let left = MARGIN + WHOLE;
    let room = WIDTH - MARGIN - left;
    let shares: &[f64] = match deepest {
        0 => return vec![MARGIN, WIDTH - MARGIN],
        1 => &[1.0],
        2 => &[0.45, 0.55],
        _ => &[0.22, 0.36, 0.42],
    };
    let mut ends = vec![MARGIN, left];
    for share in shares {
        ends.push(ends.last().copied().unwrap_or(left) + room * share);
    }
    ends
}

struct Measure<'p> {
    parts: &'p [Part],
    columns: Vec<f64>,
}

impl<'p> Measure<'p> {
    fn is_leaf(&self, at: usize) -> bool {
        self.parts.get(at + 1).is_none_or(|next| next.depth <= self.parts[at].depth)
    }

    /// One past its last part, however far below.
    fn end(&self, at: usize) -> usize {
        let below = self.parts[at + 1..].iter().take_while(|part| part.depth > self.parts[at].depth);
        at + 1 + below.count()
    }

    fn style(&self, at: usize) -> Style {
        if self.parts[at].depth <= 1 { theme::HEADER } else { theme::TICK }
    }

    /// A leaf reaches to the right edge of the chart.
    fn across(&self, at: usize) -> (f64, f64) {
        let depth = self.parts[at].depth.min(self.columns.len() - 2);
        let right = if self.is_leaf(at) { self.columns.len() - 1 } else { depth + 1 };
        let gap = if right + 1 == self.columns.len() { 0.0 } else { GAP };
        (self.columns[depth], self.columns[right] - gap)
    }

    /// Room for the name beside the printed share.
    fn room(&self, at: usize) -> f64 {
        let (left, right) = self.across(at);
        let label = width(&self.parts[at].label, theme::TICK);
        right - left - 2.0 * PAD - if label > 0.0 { label + PAD } else { 0.0 }
    }

    fn name(&self, at: usize) -> Paragraph {
        Paragraph::balanced(&self.parts[at].name, self.style(at), self.room(at))
    }

    /// Px for the whole of it: enough for every name, within bounds.
    fn scale(&self) -> f64 {
        let needed = (1..self.parts.len()).filter_map(|at| {
            let share = self.parts[at].share.filter(|share| *share > 0.0)?;
            Some((self.name(at).height() + AIR) / share)
        });
        needed.fold(HEIGHT.0, f64::max).min(HEIGHT.1)
    }

    /// A leaf is never lower than one line of its name; without a share, it gives room to the names above it as well.
    fn height(&self, at: usize, scale: f64) -> f64 {
        let name = self.name(at);
        match self.parts[at].share {
            Some(share) => {
                let line = name.height() / name.lines.len().max(1) as f64;
                (share * scale).max(line + AIR)
            }
            None => self.parts[..=at].iter().enumerate().rev().fold(name.height() + AIR, |height, (above, part)| {
                let holds = part.share.is_none() && part.depth < self.parts[at].depth && self.end(above) > at;
                let leaves = (above..self.end(above)).filter(|&part| self.is_leaf(part)).count();
                if holds { height.max((self.name(above).height() + AIR) / leaves as f64) } else { height }
            }),
        }
    }

    fn place(&self, at: usize, down: (f64, f64)) -> Box<'p> {
        let (part, across) = (&self.parts[at], self.across(at));
        let rising = part.depth == 0 && !self.is_leaf(at);
        if rising {
            let text =
                if part.label.is_empty() { part.name.clone() } else { format!("{} · {}", part.name, part.label) };
            let room = down.1 - down.0 - 2.0 * PAD;
            let (name, short) = shorten(&text, theme::HEADER, room, 1);
            return Box { part, across, down, name, rising, short };
        }
        let line = self.name(at).height() / self.name(at).lines.len().max(1) as f64;
        let lines = (((down.1 - down.0) / line).floor() as usize).max(1);
        let (name, short) = shorten(&part.name, self.style(at), self.room(at), lines);
        Box { part, across, down, name, rising, short }
    }
}

/// A name in at most so many lines; what has no room gives way to an ellipsis, and that is said.
fn shorten(text: &str, style: Style, room: f64, lines: usize) -> (Paragraph, bool) {
    let whole = Paragraph::balanced(text, style, room);
    if whole.lines.len() <= lines {
        return (whole, false);
    }
    let mut kept = text.to_owned();
    while kept.pop().is_some() {
        let shorter = Paragraph::set(&format!("{}…", kept.trim_end()), style, room);
        if shorter.lines.len() <= lines {
            return (shorter, true);
        }
    }
    (Paragraph { lines: Vec::new(), style }, true)
}
