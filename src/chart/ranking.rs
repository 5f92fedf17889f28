//! Ranking: who stands where, with what a score leaves open.
//!
//! One row a country, in the order given: place, name, a dot at the score in colour and shape of its grade, the range
//! the score could have if missing evidence were 0 or 100, the score before a cap, the sign of a gate, the score as
//! printed, and how much evidence there was. All words come from the caller; the margins are measured from them.

mod key;
mod layout;
mod rows;
#[cfg(test)]
mod tests;

use super::page::Page;
use crate::figure::Figure;

pub use crate::figure::mark::GateMark;

/// What a ranking shows. Texts are in one language; numbers inside them are printed by the caller.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    pub page: Page,
    /// "Score, 0–100 (100 = fully kept)"
    pub axis: String,
    /// Header of the column of printed scores: "Score".
    pub score_header: String,
    /// Header of the column of coverage: "Evidence".
    pub coverage_header: String,
    /// Grade bands, worst to best.
    pub bands: Vec<Band>,
    /// In the order to be drawn.
    pub rows: Vec<Row>,
    pub legend: Legend,
}

/// A grade's span of the axis, in score points.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    pub from: f64,
    pub to: f64,
    /// "largely upheld"
    pub label: String,
    /// 0 = worst.
    pub grade: usize,
}

/// One country.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// "1", "=3", "2–5"; may be empty.
    pub place: String,
    pub name: String,
    /// 0–100; the dot. A row whose score is not finite has no dot.
    pub score: f64,
    /// The score as printed: "97.5".
    pub label: String,
    /// 0 = worst.
    pub grade: usize,
    /// The score before a cap, where one applies.
    pub uncapped: Option<f64>,
    /// The score if all missing evidence were 0, and if it were 100.
    pub range: Option<(f64, f64)>,
    /// Where the score lies over the replicates: a thin dark line through the dot.
    pub interval: Option<(f64, f64)>,
    /// Share of the evidence that was there, 0–1.
    pub coverage: f64,
    /// The part of it that was carried forward from earlier years, 0–1; drawn lighter.
    pub carried: f64,
    /// The coverage as printed: "67 %". Without any of these there is no such column.
    pub coverage_label: String,
    pub gate: GateMark,
    /// Shown small after the name: "disputed", "not bound".
    pub tag: Option<String>,
}

/// The words for the marks. Each is drawn only if it is given and its mark occurs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// "score; shape and colour show the grade"
    pub score: Option<String>,
    /// "score before a gate capped it"
    pub uncapped: Option<String>,
    /// "possible range if missing evidence were 0 or 100"
    pub range: Option<String>,
    /// "90 % of the replicates"
    pub interval: Option<String>,
    /// "gate fired: a violation was observed"
    pub gate_fired: Option<String>,
    /// "gate holds from an earlier year"
    pub gate_held: Option<String>,
    /// "possible breach, author not recorded"
    pub gate_undetermined: Option<String>,
    /// A row's tag and what it means: ("disputed", "the signature is contested").
    pub tags: Vec<(String, String)>,
}

impl Ranking {
    /// Draws the ranking, 1200 px wide and as high as it needs. The same input gives the same bytes.
    pub fn draw(&self) -> Figure {
        let columns = layout::Columns::measure(self);
        let key = key::key(self, &columns);
        let height = columns.header_height() + columns.body_height() + columns.footer_height();
        self.page.draw(&key, 20.0, height, |canvas, top| rows::draw(self, &columns, canvas, top))
    }

    /// How many grades there are: colours and shapes are spread over them.
    fn grades(&self) -> usize {
        let named = self.bands.iter().map(|band| band.grade);
        named.chain(self.rows.iter().map(|row| row.grade)).max().map_or(1, |highest| highest + 1)
    }
}
