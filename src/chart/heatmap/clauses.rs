//! The table under the head that says what the columns' ids stand for. Lengths in px.

use super::Heatmap;
use crate::figure::canvas::{Anchor, Canvas, Paragraph, width};
use crate::figure::measure::Weight;
use crate::figure::theme::{self, MARGIN, Style, WIDTH};

const HEADING: Style = Style { weight: Weight::Bold, colour: theme::INK, ..theme::TICK };
const ID: Style = Style { weight: Weight::Bold, colour: theme::SOFT, ..theme::TICK };
const TITLE: Style = Style { colour: theme::INK, ..theme::TICK };
/// At most as many blocks of text side by side.
const ABREAST: usize = 4;
/// Between two blocks side by side.
const GUTTER: f64 = 24.0;
/// Between two headings one below the other.
const SPACE: f64 = 8.0;

/// The table as laid out.
pub struct Clauses {
    blocks: Vec<Block>,
    height: f64,
}

/// A heading and its clauses.
struct Block {
    heading: Paragraph,
    items: Vec<(String, Paragraph)>,
    indent: f64,
    x: f64,
    y: f64,
}

impl Block {
    fn height(&self) -> f64 {
        self.heading.height() + self.items.iter().map(|item| item.1.height()).sum::<f64>()
    }
}

impl Clauses {
    /// Sets the table; an empty one unless `keyed`.
    pub fn set(map: &Heatmap, keyed: bool) -> Clauses {
        let none = Clauses { blocks: Vec::new(), height: 0.0 };
        if !keyed {
            return none;
        }
        // The lowest of the arrangements; of two alike the one with fewer, wider blocks.
        let arranged = (1..=ABREAST).map(|abreast| arrange(blocks(map, abreast), abreast));
        arranged
            .fold(none, |best, other| if best.blocks.is_empty() || other.height < best.height { other } else { best })
    }

    pub fn height(&self) -> f64 {
        self.height
    }

    pub fn draw(&self, canvas: &mut Canvas, top: f64) {
        for block in &self.blocks {
            let mut y = canvas.paragraph(&block.heading, block.x, top + block.y, Anchor::Start);
            for (id, title) in &block.items {
                let id = Paragraph { lines: vec![id.clone()], style: ID };
                canvas.paragraph(&id, block.x, y, Anchor::Start);
                y = canvas.paragraph(title, block.x + block.indent, y, Anchor::Start);
            }
        }
    }
}

fn column_width(abreast: usize) -> f64 {
    (WIDTH - 2.0 * MARGIN - GUTTER * (abreast - 1) as f64) / abreast as f64
}

/// The headings in the order of the columns, set to the width of `abreast` blocks side by side.
fn blocks(map: &Heatmap, abreast: usize) -> Vec<Block> {
    let wide = column_width(abreast);
    let named = || map.columns.iter().filter(|column| !column.id.is_empty() && !column.title.is_empty());
    let indent = named().map(|column| width(&column.id, ID)).fold(0.0, f64::max) + 8.0;
    let mut blocks: Vec<(Option<usize>, Block)> = Vec::new();
    for column in named() {
        let item = (column.id.clone(), Paragraph::set(&column.title, TITLE, wide - indent));
        match blocks.iter_mut().find(|(group, _)| *group == column.group) {
            Some((_, block)) => block.items.push(item),
            None => {
                let heading = column.group.and_then(|group| map.groups.get(group)).map_or("", String::as_str);
                let heading = Paragraph::set(heading, HEADING, wide);
                blocks.push((column.group, Block { heading, items: vec![item], indent, x: 0.0, y: 0.0 }));
            }
        }
    }
    blocks.into_iter().map(|(_, block)| block).collect()
}

/// Puts the blocks in order into `abreast` columns such that the highest column is as low as can be.
fn arrange(mut blocks: Vec<Block>, abreast: usize) -> Clauses {
    let heights: Vec<f64> = blocks.iter().map(Block::height).collect();
    // Every possible height of a column is that of some run of blocks; the least one with which all fit is taken.
    let run = |from: usize, to: usize| heights[from..to].iter().sum::<f64>() + SPACE * (to - from - 1) as f64;
    let mut limits: Vec<f64> = (0..heights.len())
        .flat_map(|from| (from + 1..=heights.len()).map(move |to| (from, to)))
        .map(|(a, b)| run(a, b))
        .collect();
    limits.sort_by(f64::total_cmp);
    let limit = limits.into_iter().find(|limit| places(&heights, *limit).last().is_none_or(|last| last.0 < abreast));
    let places = places(&heights, limit.unwrap_or(f64::INFINITY));
    for (block, (column, y)) in blocks.iter_mut().zip(places) {
        (block.x, block.y) = (MARGIN + column as f64 * (column_width(abreast) + GUTTER), y);
    }
    let height = blocks.iter().map(|block| block.y + block.height()).fold(0.0, f64::max);
    Clauses { blocks, height }
}

/// Column and y of each block if columns are filled up to `limit`.
fn places(heights: &[f64], limit: f64) -> Vec<(usize, f64)> {
    let (mut column, mut y) = (0, 0.0);
    let mut places = Vec::new();
    for height in heights {
        if y > 0.0 && y + height > limit + 0.01 {
            (column, y) = (column + 1, 0.0);
        }
        places.push((column, y));
        y += height + SPACE;
    }
    places
}
