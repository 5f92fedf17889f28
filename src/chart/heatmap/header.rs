//! What stands over a heatmap's columns: headings, ids, and titles where they fit. Lengths in px.

use super::layout::Grid;
use super::{Column, Heatmap};
use crate::figure::canvas::{Anchor, Canvas, Paragraph, width};
use crate::figure::measure::{Weight, is_han};
use crate::figure::theme::{self, Style};

const ID: Style = Style { weight: Weight::Bold, colour: theme::INK, ..theme::TICK };
const TITLE: Style = Style { colour: theme::INK, ..theme::TICK };
const GROUP: Style = Style { weight: Weight::Bold, ..theme::TICK };
/// A title of more lines than this is not set over its column.
const LINES: usize = 5;
/// A Chinese title in a column narrower than this many characters is hard to read.
const HAN_LINE: f64 = 5.0;
/// Free on either side of a title.
const AROUND: f64 = 3.0;
/// Between a heading's title and its line, and between that and the ids.
const BRACKET: f64 = 9.0;

/// The header as laid out.
pub struct Header {
    /// Whether titles stand in a table of their own and only ids over the columns.
    pub keyed: bool,
    pub height: f64,
    /// Height of the ids (or of the titles of columns without one).
    pub ids_height: f64,
    ids: Vec<Paragraph>,
    titles: Vec<Paragraph>,
    /// Headings over their columns: left edge, right edge, title (empty where titles do not fit).
    groups: Vec<(f64, f64, Paragraph)>,
}

impl Header {
    pub fn measure(map: &Heatmap, grid: &Grid) -> Header {
        let columns = || map.columns.iter().zip(&grid.columns);
        let keyed = !columns().all(|(column, span)| fits(&column.title, TITLE, room(*span)));
        let ids = columns().map(|(column, span)| {
            let text = if keyed && column.id.is_empty() { &column.title } else { &column.id };
            Paragraph::set(text, ID, room(*span))
        });
        let ids: Vec<Paragraph> = ids.collect();
        let titles = columns().filter(|_| !keyed);
        let titles: Vec<Paragraph> = titles
            .map(|(column, span)| {
                Paragraph::balanced(&column.title, if column.strong { ID } else { TITLE }, room(*span))
            })
            .collect();
        let groups = groups(map, grid, keyed);
        let tallest = |paragraphs: &[Paragraph]| paragraphs.iter().map(Paragraph::height).fold(0.0, f64::max);
        let ids_height = tallest(&ids);
        let over = groups.iter().map(|group| group.2.height()).fold(0.0, f64::max);
        let brackets = if groups.is_empty() { 0.0 } else { BRACKET };
        let height = over + brackets + ids_height + tallest(&titles) + 5.0;
        Header { keyed, height, ids_height, ids, titles, groups }
    }

    /// Draws the header from `top` down; texts stand at its foot.
    pub fn draw(&self, map: &Heatmap, grid: &Grid, canvas: &mut Canvas, top: f64) {
        let titles = self.titles.iter().map(Paragraph::height).fold(0.0, f64::max);
        let foot = top + self.height - 5.0;
        let ids = foot - titles - self.ids_height;
        for (left, right, title) in &self.groups {
            let line = ids - BRACKET / 2.0;
            canvas.block(left + 0.5, line - 0.5, right - 0.5, line + 0.5, theme::FAINT);
            canvas.paragraph(title, *left + 0.5, line - 3.0 - title.height(), Anchor::Start);
        }
        self.line(map, grid, canvas, ids, true);
        for (title, (left, right)) in self.titles.iter().zip(&grid.columns) {
            canvas.paragraph(title, (left + right) / 2.0, foot - titles, Anchor::Middle);
        }
    }

    /// The ids again, under a long table.
    pub fn repeat(&self, map: &Heatmap, grid: &Grid, canvas: &mut Canvas, top: f64) {
        self.line(map, grid, canvas, top, false);
    }

    fn line(&self, map: &Heatmap, grid: &Grid, canvas: &mut Canvas, top: f64, at_foot: bool) {
        for ((id, (left, right)), _) in self.ids.iter().zip(&grid.columns).zip(&map.columns) {
            let lower = if at_foot { self.ids_height - id.height() } else { 0.0 };
            canvas.paragraph(id, (left + right) / 2.0, top + lower, Anchor::Middle);
        }
    }
}

fn room((left, right): (f64, f64)) -> f64 {
    right - left - 2.0 * AROUND
}

/// Whether a text can be set in `room` in few lines and without breaking a word.
fn fits(text: &str, style: Style, room: f64) -> bool {
    let whole = |word: &str| word.chars().any(is_han) || width(word, style) <= room;
    let wide_enough = !text.chars().any(is_han) || room >= HAN_LINE * style.size || width(text, style) <= room;
    wide_enough && text.split_whitespace().all(whole) && Paragraph::set(text, style, room).lines.len() <= LINES
}

/// The headings over their columns; with titles if every one of them fits and no table of clauses has them already.
fn groups(map: &Heatmap, grid: &Grid, keyed: bool) -> Vec<(f64, f64, Paragraph)> {
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
    let title = |group: usize| map.groups.get(group).map_or("", String::as_str);
    let all = !keyed && spans.iter().all(|(group, left, right)| fits(title(*group), GROUP, right - left));
    let set = |group: usize, wide: f64| Paragraph::set(if all { title(group) } else { "" }, GROUP, wide);
    let lines = spans.into_iter().map(|(group, left, right)| (left, right, set(group, right - left)));
    lines.collect()
}
