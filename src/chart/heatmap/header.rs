//! What stands over a heatmap's columns: headings, titles and ids. Lengths in px.
//!
//! Titles lie over wide columns. Over narrow ones they rise, and Chinese ones are set in short lines; where even that
//! has no room, only the ids stand here and a table under the head says what they are.

use super::headings::{self, Heading};
use super::layout::Grid;
use super::{Column, Heatmap};
use crate::figure::canvas::{Anchor, Canvas, Paragraph, width};
use crate::figure::measure::{Weight, is_han};
use crate::figure::theme::{self, Style};

const ID: Style = Style { weight: Weight::Bold, colour: theme::INK, ..theme::TICK };
const TITLE: Style = Style { colour: theme::INK, ..theme::TICK };
/// A title of more lines than this does not lie over its column.
pub const LINES: usize = 5;
/// A Chinese title in a column narrower than this many characters is hard to read: lying, and in short lines.
pub const HAN_LINE: (f64, f64) = (5.0, 2.0);
/// A Chinese title in short lines has at most this many.
const SHORT_LINES: usize = 9;
/// A title rises at most this many times 10 px.
const RISE: u32 = 22;
/// Free on either side of a title.
const AROUND: f64 = 3.0;
/// Between a heading's title and its line, and between that and what stands below.
const BRACKET: f64 = 9.0;

/// The header as laid out.
pub struct Header {
    /// Whether titles stand in a table of their own and only ids over the columns.
    pub keyed: bool,
    pub height: f64,
    /// Height of the ids (or of the titles of columns without one).
    pub ids_height: f64,
    ids: Vec<Paragraph>,
    titles: Titles,
    headings: Vec<Heading>,
}

/// The columns' titles, one a column.
enum Titles {
    /// Under the ids.
    Lying(Vec<Paragraph>),
    /// Over the ids; whether each rises. None over narrow columns and those without an id.
    Upright(Vec<(Paragraph, bool)>),
    /// In the table of clauses.
    Keyed,
}

impl Titles {
    fn set(map: &Heatmap, grid: &Grid) -> Titles {
        let columns = || map.columns.iter().zip(&grid.columns);
        if columns().all(|(column, span)| fits(&column.title, TITLE, room(*span))) {
            let style = |column: &Column| if column.strong { ID } else { TITLE };
            let titles = columns().map(|(column, span)| Paragraph::balanced(&column.title, style(column), room(*span)));
            return Titles::Lying(titles.collect());
        }
        // As low a header as has room for all of them.
        let upright = |rise: f64| -> Option<Vec<(Paragraph, bool)>> {
            let bare = |n: usize, column: &Column| map.is_narrow(n) || column.id.is_empty();
            let set = columns().enumerate().map(|(n, (column, span))| match bare(n, column) {
                true => Some((Paragraph::set("", TITLE, rise), false)),
                false => upright(&column.title, *span, rise),
            });
            set.collect()
        };
        (6..=RISE).find_map(|step| upright(f64::from(step) * 10.0)).map_or(Titles::Keyed, Titles::Upright)
    }

    fn height(&self) -> f64 {
        let heights: Vec<f64> = match self {
            Titles::Lying(titles) => titles.iter().map(Paragraph::height).collect(),
            Titles::Upright(titles) => titles
                .iter()
                .map(|(title, rises)| if *rises { title.width() } else { title.height() } + BRACKET / 2.0)
                .collect(),
            Titles::Keyed => Vec::new(),
        };
        heights.into_iter().fold(0.0, f64::max)
    }
}

impl Header {
    pub fn measure(map: &Heatmap, grid: &Grid) -> Header {
        let titles = Titles::set(map, grid);
        let lying = matches!(titles, Titles::Lying(_));
        let ids = map.columns.iter().zip(&grid.columns).map(|(column, span)| {
            let text = if !lying && column.id.is_empty() { &column.title } else { &column.id };
            Paragraph::set(text, ID, room(*span))
        });
        let ids: Vec<Paragraph> = ids.collect();
        let keyed = matches!(titles, Titles::Keyed);
        let headings = headings::over(map, grid, keyed);
        let ids_height = ids.iter().map(Paragraph::height).fold(0.0, f64::max);
        let over = headings.iter().map(Heading::height).fold(0.0, f64::max);
        let brackets = if headings.is_empty() { 0.0 } else { BRACKET };
        let height = over + brackets + titles.height() + ids_height + 5.0;
        Header { keyed, height, ids_height, ids, titles, headings }
    }

    /// Draws the header from `top` down; texts stand at its foot.
    pub fn draw(&self, grid: &Grid, canvas: &mut Canvas, top: f64) {
        let foot = top + self.height - 5.0;
        let below = foot - self.ids_height - self.titles.height();
        for heading in &self.headings {
            heading.draw(canvas, below - BRACKET / 2.0);
        }
        let middles = || grid.columns.iter().map(|(left, right)| (left + right) / 2.0);
        match &self.titles {
            Titles::Lying(titles) => {
                self.ids(grid, canvas, below, true);
                for (title, middle) in titles.iter().zip(middles()) {
                    canvas.paragraph(title, middle, foot - self.titles.height(), Anchor::Middle);
                }
            }
            Titles::Upright(titles) => {
                self.ids(grid, canvas, foot - self.ids_height, true);
                let bottom = foot - self.ids_height - BRACKET / 2.0;
                for ((title, rises), middle) in titles.iter().zip(middles()) {
                    if *rises {
                        canvas.rising_paragraph(title, middle, bottom);
                    } else {
                        canvas.paragraph(title, middle, bottom - title.height(), Anchor::Middle);
                    }
                }
            }
            Titles::Keyed => self.ids(grid, canvas, below, true),
        }
    }

    /// The ids again, under a long table.
    pub fn repeat(&self, grid: &Grid, canvas: &mut Canvas, top: f64) {
        self.ids(grid, canvas, top, false);
    }

    fn ids(&self, grid: &Grid, canvas: &mut Canvas, top: f64, at_foot: bool) {
        for (id, (left, right)) in self.ids.iter().zip(&grid.columns) {
            let lower = if at_foot { self.ids_height - id.height() } else { 0.0 };
            canvas.paragraph(id, (left + right) / 2.0, top + lower, Anchor::Middle);
        }
    }
}

fn room((left, right): (f64, f64)) -> f64 {
    right - left - 2.0 * AROUND
}

pub fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

/// Width of the longest word that must not be broken.
pub fn longest_word(text: &str, style: Style) -> f64 {
    let words = text.split_whitespace().filter(|word| !has_han(word));
    words.map(|word| width(word, style)).fold(0.0, f64::max)
}

/// Whether a text can be set in `room` in few lines and without breaking a word.
fn fits(text: &str, style: Style, room: f64) -> bool {
    let wide_enough = !has_han(text) || room >= HAN_LINE.0 * style.size || width(text, style) <= room;
    wide_enough && longest_word(text, style) <= room && Paragraph::set(text, style, room).lines.len() <= LINES
}

/// A title over a narrow column, and whether it rises (then at most `rise` px); `None` if it has no room.
fn upright(title: &str, span: (f64, f64), rise: f64) -> Option<(Paragraph, bool)> {
    let wide = span.1 - span.0;
    if has_han(title) {
        let lines = Paragraph::set(title, TITLE, wide - 2.0);
        let possible = wide - 2.0 >= HAN_LINE.1 * TITLE.size && longest_word(title, TITLE) <= wide - 2.0;
        return (possible && lines.lines.len() <= SHORT_LINES).then_some((lines, false));
    }
    let rising = Paragraph::balanced(title, TITLE, rise);
    (rising.height() <= wide && longest_word(title, TITLE) <= rise).then_some((rising, true))
}
