//! Heatmap: countries by clauses, every score in its cell.
//!
//! One row a country, one column a clause (or a heading, or the total), in the order given. A cell has the colour of
//! its grade and its score in print; what is missing is hatched, never coloured, so that it cannot be taken for a low
//! score. Titles stand over wide columns; over narrow ones stand the ids, and a table under the head says what they
//! are. All words come from the caller; the layout is measured from them.

pub(super) mod cells;
mod clauses;
mod header;
mod headings;
mod layout;
mod legend;
mod name;
#[cfg(test)]
mod tests;

use super::page::Page;
use crate::figure::Figure;

pub use super::ranking::Band;
pub use crate::figure::mark::GateMark;

/// From this many columns on there is little room: names are narrower, and a clause that no figure speaks to is too.
pub const MANY: usize = 10;

/// What a heatmap shows. Texts are in one language; numbers inside them are printed by the caller.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heatmap {
    pub page: Page,
    /// From left to right: up to 24 clauses and a total are readable.
    pub columns: Vec<Column>,
    /// Titles of the headings that columns belong to.
    pub groups: Vec<String>,
    /// In the order to be drawn.
    pub rows: Vec<Row>,
    /// Grades, worst to best: their words stand in the key.
    pub bands: Vec<Band>,
    pub legend: Legend,
}

/// A clause, a heading or the total.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// "2.1"; may be empty, the title then always stands over the column.
    pub id: String,
    /// "No government-ordered shutdowns"
    pub title: String,
    /// Index into [`Heatmap::groups`]; columns of one group stand side by side. `None` for a total.
    pub group: Option<usize>,
    /// Scores in bold, and set apart from the clauses: a total or a heading.
    pub strong: bool,
}

/// One country.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// "1", "=3", "2–5"; may be empty.
    pub place: String,
    pub name: String,
    /// Shown small after the name: "disputed", "not bound".
    pub tag: Option<String>,
    /// One a column, in the columns' order. One that is lacking is drawn as not assessed.
    pub cells: Vec<Cell>,
}

/// One country's score in one clause.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// 0–100. An assessed cell without a finite score is drawn as not assessed.
    pub score: Option<f64>,
    /// The score as printed: "97.5", "98".
    pub label: String,
    /// 0 = worst.
    pub grade: usize,
    /// Whether a gate took something off the score or the grade.
    pub capped: bool,
    pub mark: GateMark,
    pub state: CellState,
}

/// Why a cell has a score or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellState {
    Assessed,
    /// Too little evidence: hatched.
    #[default]
    NotAssessed,
    /// The clause cannot apply to the country: blank, with a dash.
    NotApplicable,
    /// No figure speaks to the clause: hatched the other way, lighter.
    NoRubric,
}

/// The words for the signs. Each is drawn only if it is given and its sign occurs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// "too little evidence: not assessed"
    pub not_assessed: Option<String>,
    /// "does not apply"
    pub not_applicable: Option<String>,
    /// "no figure here speaks to this clause"
    pub no_rubric: Option<String>,
    /// Full corner: "violation observed: score capped".
    pub fired: Option<String>,
    /// Empty corner: "cap still holds from an earlier year".
    pub held: Option<String>,
    /// Full square: "violation observed, score already below the cap".
    pub fired_below: Option<String>,
    /// Question mark: "possible breach, author not recorded".
    pub undetermined: Option<String>,
    /// A row's tag and what it means: ("disputed", "the signature is contested").
    pub tags: Vec<(String, String)>,
}

impl Heatmap {
    /// Draws the heatmap, 1200 px wide and as high as it needs. The same input gives the same bytes.
    pub fn draw(&self) -> Figure {
        let grid = layout::Grid::measure(self);
        let header = header::Header::measure(self, &grid);
        let key = legend::key(self);
        let clauses = clauses::Clauses::set(self, header.keyed);
        let clauses_height = clauses.height() + if clauses.height() > 0.0 { 18.0 } else { 4.0 };
        let repeated = if grid.long { header.ids_height + 2.0 } else { 0.0 };
        let height = clauses_height + header.height + grid.height + repeated;
        self.page.draw(&key, 14.0, height, |canvas, top| {
            let body = top + clauses_height + header.height;
            clauses.draw(canvas, top);
            header.draw(&grid, canvas, top + clauses_height);
            cells::draw(self, &grid, canvas, body);
            if grid.long {
                header.repeat(&grid, canvas, body + grid.height + 2.0);
            }
        })
    }

    /// Whether no figure speaks to the clause of column `n` in any country, and room is scarce: the column is narrow and
    /// its title stands in the key.
    fn is_narrow(&self, n: usize) -> bool {
        let silent = |row: &Row| self.cell(row, n).1 == CellState::NoRubric;
        self.columns.len() >= MANY && !self.rows.is_empty() && self.rows.iter().all(silent)
    }

    /// How many grades there are: colours are spread over them.
    fn grades(&self) -> usize {
        let cells = self.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.grade);
        self.bands.iter().map(|band| band.grade).chain(cells).max().map_or(1, |highest| highest + 1)
    }

    /// The cell of a row in column `n`, and what is to be drawn there.
    fn cell<'a>(&self, row: &'a Row, n: usize) -> (Option<&'a Cell>, CellState) {
        let cell = row.cells.get(n);
        let state = match cell {
            None => CellState::NotAssessed,
            Some(cell) => match cell.state {
                CellState::Assessed if !cell.score.is_some_and(f64::is_finite) => CellState::NotAssessed,
                state => state,
            },
        };
        (cell, state)
    }
}
