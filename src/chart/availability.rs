//! Availability: indicators by years, each cell shaded by the share of countries with a value.
//!
//! A line at the foot of a cell says how much of it is carried forward. No value at all is hatched, so that it cannot be
//! taken for a little.

use super::heatmap::cells::GAP;
use super::key::Key;
use super::label::Label;
use super::page::Page;
use super::shade::{Shade, line};
use crate::figure::Figure;
use crate::figure::canvas::{Anchor, Canvas, Paragraph, baseline, width};
use crate::figure::contrast::{ground, text_on};
use crate::figure::theme::{self, MARGIN, WIDTH};

/// What the chart shows. Texts are in one language; numbers inside them are printed by the caller.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Availability {
    pub page: Page,
    /// Years, from left to right.
    pub columns: Vec<String>,
    /// Titles of the headings that rows belong to.
    pub groups: Vec<String>,
    /// In the order to be drawn.
    pub rows: Vec<Row>,
    pub legend: Legend,
}

/// An indicator, or all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub name: String,
    /// Index into [`Availability::groups`].
    pub group: Option<usize>,
    /// The row for all, set apart.
    pub strong: bool,
    /// One a column. One that is lacking applies to nobody.
    pub cells: Vec<Cell>,
}

/// One indicator in one year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// From 0 to 1; `None` where it applies to nobody.
    pub share: Option<f64>,
    pub label: String,
    /// The part of the values that is carried forward, from 0 to 1.
    pub carried: f64,
}

/// The words for the signs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// "share of the countries with a value"
    pub scale: String,
    /// "no value"
    pub none: String,
    /// "the part carried forward from earlier years"
    pub carried: String,
}

const HEADER: f64 = 24.0;
/// Columns are not wider than this.
const WIDEST: f64 = 96.0;
/// With more rows than this the years are repeated at the foot.
const LONG: usize = 15;
const EMPTY: f64 = 72.0;

struct Grid {
    names: Vec<Label>,
    /// Over the first row of a heading.
    headings: Vec<Option<Paragraph>>,
    columns: Vec<(f64, f64)>,
    height: f64,
}

impl Grid {
    fn measure(chart: &Availability) -> Grid {
        let names: Vec<Label> = chart.rows.iter().map(|row| Label::set(&row.name, None)).collect();
        let left = MARGIN + names.iter().map(|name| name.width).fold(0.0, f64::max) + 16.0;
        let wide = ((WIDTH - MARGIN - left) / chart.columns.len().max(1) as f64).min(WIDEST);
        let columns = (0..chart.columns.len()).map(|n| (left + n as f64 * wide, left + (n + 1) as f64 * wide));
        let key = |n: usize| (chart.rows[n].group, chart.rows[n].strong);
        let opens = |n: usize| n == 0 || key(n) != key(n - 1);
        let title = |n: usize| chart.rows[n].group.filter(|_| opens(n)).and_then(|group| chart.groups.get(group));
        let headings = (0..chart.rows.len()).map(|n| {
            let title = title(n).map(String::as_str);
            // the row for all has a space before it
            title
                .or((n > 0 && opens(n)).then_some(""))
                .map(|title| Paragraph::set(title, theme::HEADER, WIDTH - 2.0 * MARGIN))
        });
        let headings: Vec<Option<Paragraph>> = headings.collect();
        let over: f64 = headings.iter().map(above).sum();
        let height = names.iter().map(|name| name.height).sum::<f64>() + over;
        Grid { headings, columns: columns.collect(), height, names }
    }
}

/// Height of what stands over a row.
fn above(heading: &Option<Paragraph>) -> f64 {
    heading.as_ref().map_or(0.0, |title| title.height() + 10.0)
}

impl Availability {
    /// Draws the chart, 1200 px wide and as high as it needs. The same input gives the same bytes.
    pub fn draw(&self) -> Figure {
        let grid = Grid::measure(self);
        let key = Key::set(self.signs());
        let foot = if self.rows.len() > LONG { HEADER } else { 0.0 };
        let height = if self.rows.is_empty() { EMPTY } else { HEADER + grid.height + foot };
        self.page.draw(&key, 12.0, height, |canvas, top| {
            if self.rows.is_empty() {
                let sentence = Paragraph::set(&self.page.empty, theme::STRONG, WIDTH - 2.0 * MARGIN);
                canvas.paragraph(&sentence, MARGIN, top + (EMPTY - sentence.height()) / 2.0, Anchor::Start);
                return;
            }
            self.years(&grid, canvas, top);
            self.table(&grid, canvas, top + HEADER);
            if foot > 0.0 {
                self.years(&grid, canvas, top + HEADER + grid.height);
            }
        })
    }

    fn signs(&self) -> Vec<(Shade, String)> {
        let cells = || self.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.share.is_some());
        if cells().next().is_none() {
            return Vec::new();
        }
        let steps =
            [0.2, 0.4, 0.6, 0.8, 1.0].map(|share| (theme::sequential(share), format!("{:.0} %", 100.0 * share)));
        let mut signs = vec![(Shade::Scale(steps.to_vec()), self.legend.scale.clone())];
        if cells().any(|cell| cell.share == Some(0.0)) {
            signs.push((Shade::Gap, self.legend.none.clone()));
        }
        if cells().any(|cell| cell.carried > 0.0) {
            signs.push((Shade::Lined(ground(theme::sequential(1.0)), 0.6), self.legend.carried.clone()));
        }
        signs
    }

    fn years(&self, grid: &Grid, canvas: &mut Canvas, top: f64) {
        let widest = self.columns.iter().map(|year| width(year, theme::HEADER)).fold(0.0, f64::max) + 8.0;
        let wide = grid.columns.first().map_or(widest, |(left, right)| right - left);
        // of narrow columns only some have their year over them
        let step = (widest / wide).ceil().max(1.0) as usize;
        for (year, (left, right)) in self.columns.iter().zip(&grid.columns).step_by(step) {
            let line = baseline(top + HEADER / 2.0, theme::HEADER);
            canvas.text(year, (left + right) / 2.0, line, Anchor::Middle, theme::HEADER);
        }
    }

    fn table(&self, grid: &Grid, canvas: &mut Canvas, top: f64) {
        let mut y = top;
        for ((row, name), heading) in self.rows.iter().zip(&grid.names).zip(&grid.headings) {
            if let Some(title) = heading {
                canvas.paragraph(title, MARGIN, y + 7.0, Anchor::Start);
            }
            y += above(heading);
            name.draw(canvas, MARGIN, y);
            for (cell, span) in row.cells.iter().zip(&grid.columns) {
                draw(cell, canvas, *span, (y, y + name.height));
            }
            y += name.height;
        }
    }
}

fn draw(cell: &Cell, canvas: &mut Canvas, (left, right): (f64, f64), (top, bottom): (f64, f64)) {
    let (left, right, top, bottom) = (left + 0.5, right - 0.5, top + 0.5, bottom - 0.5);
    let (middle, across) = ((top + bottom) / 2.0, (left + right) / 2.0);
    match cell.share {
        None => canvas.line(&[(across - 4.0, middle), (across + 4.0, middle)], 1.25, theme::FAINT),
        Some(0.0) => GAP.fill(canvas, left, top, right, bottom),
        Some(share) => {
            let fill = ground(theme::sequential(share));
            canvas.block(left, top, right, bottom, fill);
            let style = theme::TICK.coloured(text_on(fill));
            if width(&cell.label, style) < right - left {
                canvas.text(&cell.label, across, baseline(middle - 1.0, style), Anchor::Middle, style);
            }
            if cell.carried > 0.0 {
                line(canvas, (left, right), bottom, cell.carried);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tidy::{all_texts, assert_tidy, well_formed, words};

    fn chart(rows: usize, years: usize, chinese: bool) -> Availability {
        let cell = |at: usize| {
            let share = (at % 11) as f64 / 10.0;
            Cell { share: Some(share), label: format!("{:.0} %", 100.0 * share), carried: (at % 3) as f64 / 2.0 }
        };
        let row = |n: usize| Row {
            name: words(
                chinese,
                "1.1 Equality before the law, and individual liberty of all",
                "1.1 法律之前的平等與所有人的個人自由",
            ),
            group: (n + 1 < rows).then_some(n / 5),
            strong: n + 1 == rows,
            cells: (0..years).map(|year| cell(n * 3 + year)).collect(),
        };
        Availability {
            page: Page {
                title: words(chinese, "Which figures are there?", "有哪些數據？"),
                empty: words(chinese, "Nothing is asked for.", "無所求。"),
                source: words(chinese, "Source: made up.", "來源：虛構。"),
                ..Page::default()
            },
            columns: (0..years).map(|year| (2016 + year).to_string()).collect(),
            groups: (0..9).map(|n| words(chinese, "A heading of some length", "標題") + &n.to_string()).collect(),
            rows: (0..rows).map(row).collect(),
            legend: Legend {
                scale: words(chinese, "share of the countries with a value", "有值國家的比例"),
                none: words(chinese, "no value", "無值"),
                carried: words(chinese, "the part carried forward", "沿用的部分"),
            },
        }
    }

    #[test]
    fn any_number_of_rows_and_years_is_tidy_in_both_languages() {
        for chinese in [false, true] {
            for (rows, years) in [(0, 3), (1, 1), (6, 10), (30, 10), (12, 40)] {
                let figure = chart(rows, years, chinese).draw();
                assert_tidy(&figure);
                well_formed(&figure);
            }
        }
    }

    #[test]
    fn signs_are_explained_only_where_they_occur() {
        let mut chart = chart(6, 4, false);
        let texts = all_texts(&chart.draw());
        assert!(
            texts.contains("no value") && texts.contains("carried forward") && texts.contains("A heading"),
            "{texts}"
        );
        for cell in chart.rows.iter_mut().flat_map(|row| &mut row.cells) {
            *cell = Cell { share: Some(1.0), label: "100 %".to_owned(), carried: 0.0 };
        }
        let texts = all_texts(&chart.draw());
        assert!(!texts.contains("no value") && !texts.contains("carried forward"), "{texts}");
        chart.rows.clear();
        assert!(all_texts(&chart.draw()).contains("Nothing is asked for."));
    }
}
