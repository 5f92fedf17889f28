//! Correlations: the lower triangle of a matrix, each coefficient in its cell.
//!
//! An item's name stands on the diagonal, in the free half: its row is what lies left of the name, its column what lies
//! below. So each name is written once, in full and level. Headings part the blocks; what is too little to be correlated
//! is hatched.

mod layout;

use super::heatmap::cells::GAP;
use super::key::Key;
use super::page::Page;
use super::shade::Shade;
use crate::figure::Figure;
use crate::figure::canvas::{Anchor, Canvas, Paragraph, baseline};
use crate::figure::contrast::{ground, text_on};
use crate::figure::measure::Weight;
use crate::figure::theme::{self, MARGIN, Style, WIDTH};
use layout::Grid;

/// What the chart shows. Texts are in one language; numbers inside them are printed by the caller.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correlations {
    pub page: Page,
    /// Titles of the headings that items belong to.
    pub groups: Vec<String>,
    /// In the order to be drawn: items of one heading side by side.
    pub items: Vec<Item>,
    /// "Pearson's r"
    pub scale: String,
    /// "fewer than three countries, or no variation"
    pub gap: String,
}

/// A row that is a column too.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// "2.1", under its column; may be empty.
    pub id: String,
    pub name: String,
    /// Index into [`Correlations::groups`].
    pub group: Option<usize>,
    /// A whole or a reference, set apart from the parts.
    pub strong: bool,
    /// With every earlier item.
    pub cells: Vec<Cell>,
}

/// A coefficient as it is and as it is printed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    pub value: Option<f64>,
    pub label: String,
    /// Printed in bold.
    pub strong: bool,
}

/// Height of a table without two items.
const EMPTY: f64 = 72.0;

impl Correlations {
    /// Draws the chart, 1200 px wide and as high as it needs. The same input gives the same bytes.
    pub fn draw(&self) -> Figure {
        let grid = Grid::measure(self);
        let drawn = self.items.len() > 1;
        let steps = [-1.0, -0.5, 0.0, 0.5, 1.0].into_iter().zip(["−1", "−0.5", "0", "0.5", "1"]);
        let scale = Shade::Scale(steps.map(|(value, text)| (theme::diverging(value), text.to_owned())).collect());
        let mut signs = vec![(scale, self.scale.clone())];
        if self.items.iter().flat_map(|item| &item.cells).any(|cell| cell.value.is_none()) {
            signs.push((Shade::Gap, self.gap.clone()));
        }
        let key = Key::set(signs.into_iter().filter(|_| drawn));
        let height = if drawn { grid.height } else { EMPTY };
        self.page.draw(&key, 14.0, height, |canvas, top| {
            if drawn {
                self.matrix(&grid, canvas, top);
            } else {
                let sentence = Paragraph::set(&self.page.empty, theme::STRONG, WIDTH - 2.0 * MARGIN);
                canvas.paragraph(&sentence, MARGIN, top + (EMPTY - sentence.height()) / 2.0, Anchor::Start);
            }
        })
    }

    fn matrix(&self, grid: &Grid, canvas: &mut Canvas, top: f64) {
        for (n, (item, row)) in self.items.iter().zip(&grid.rows).enumerate() {
            let (above, below) = (top + row.top, top + row.top + row.height);
            let left = grid.columns[n].0 + layout::PAD;
            if let Some(title) = &row.heading {
                canvas.paragraph(title, left, above - title.height() - 1.0, Anchor::Start);
            }
            canvas.paragraph(&row.name, left, above + (row.height - row.name.height()) / 2.0, Anchor::Start);
            for (cell, span) in item.cells.iter().zip(&grid.columns) {
                draw(cell, canvas, *span, (above, below), grid.label);
            }
        }
        let foot = top + grid.height - layout::FOOT;
        for (item, (left, right)) in self.items.iter().zip(&grid.columns).take(self.items.len() - 1) {
            let style = Style { weight: Weight::Bold, colour: theme::INK, ..theme::TICK };
            let line = baseline(foot + layout::FOOT / 2.0, style);
            canvas.text(&item.id, (left + right) / 2.0, line, Anchor::Middle, style);
        }
    }
}

fn draw(cell: &Cell, canvas: &mut Canvas, (left, right): (f64, f64), (top, bottom): (f64, f64), size: Option<f64>) {
    let (left, right, top, bottom) = (left + 0.5, right - 0.5, top + 0.5, bottom - 0.5);
    let Some(value) = cell.value else { return GAP.fill(canvas, left, top, right, bottom) };
    let fill = ground(theme::diverging(value));
    canvas.block(left, top, right, bottom, fill);
    let Some(size) = size else { return };
    let weight = if cell.strong { Weight::Bold } else { Weight::Regular };
    let style = Style { size, weight, colour: text_on(fill) };
    canvas.text(&cell.label, (left + right) / 2.0, baseline((top + bottom) / 2.0, style), Anchor::Middle, style);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tidy::{all_texts, assert_tidy, well_formed, words};

    fn chart(items: usize, chinese: bool) -> Correlations {
        let value = |i: usize, j: usize| ((i * 7 + j * 13) % 41) as f64 / 20.0 - 1.0;
        let cell = |i: usize, j: usize| match (i + j) % 11 {
            0 => Cell::default(),
            _ => Cell { value: Some(value(i, j)), label: format!("{:.2}", value(i, j)), strong: value(i, j) > 0.9 },
        };
        let item = |i: usize| Item {
            id: format!("{}.{}", i / 4, i % 4),
            name: words(
                chinese,
                "State authority used with respect for human rights and the rule of law",
                "國家權力之行使尊重人權與法治，並及於數位環境的一切面向",
            ),
            group: (i + 1 < items).then_some(i / 4),
            strong: i + 1 == items,
            cells: (0..i).map(|j| cell(i, j)).collect(),
        };
        Correlations {
            page: Page {
                title: words(chinese, "Which clauses go together?", "哪些條款同進退？"),
                empty: words(chinese, "There is nothing to correlate.", "無可相關。"),
                source: words(chinese, "Source: made up.", "來源：虛構。"),
                ..Page::default()
            },
            groups: (0..8).map(|n| words(chinese, "A heading of some length", "一個標題") + &n.to_string()).collect(),
            items: (0..items).map(item).collect(),
            scale: words(chinese, "Pearson's r", "皮爾森 r"),
            gap: words(chinese, "too few countries", "國家太少"),
        }
    }

    #[test]
    fn any_number_of_items_is_tidy_in_both_languages() {
        for chinese in [false, true] {
            for items in [0, 1, 2, 5, 14, 28] {
                let figure = chart(items, chinese).draw();
                assert_tidy(&figure);
                well_formed(&figure);
            }
        }
    }

    #[test]
    fn every_name_and_number_is_there_and_the_gap_is_in_the_key_only_where_there_is_one() {
        let mut chart = chart(7, false);
        let texts = all_texts(&chart.draw());
        assert_eq!(texts.matches("State authority").count(), 7);
        assert!(texts.contains("too few countries") && texts.contains(&chart.items[4].cells[3].label), "{texts}");
        chart.items.iter_mut().flat_map(|item| &mut item.cells).for_each(|cell| cell.value = Some(0.1));
        assert!(!all_texts(&chart.draw()).contains("too few countries"));
        chart.items.clear();
        assert!(all_texts(&chart.draw()).contains("There is nothing to correlate."));
    }
}
