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

use crate::figure::page::Stack;
use crate::figure::theme::{self, MARGIN, WIDTH};
use crate::figure::{Figure, Frame};

pub use crate::figure::mark::GateMark;

/// What a ranking shows. Texts are in one language; numbers inside them are printed by the caller.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// BCP 47 tag of all texts: "en", "zh-TW".
    pub lang: String,
    /// Says what is shown: "Who keeps the Declaration for the Future of the Internet".
    pub title: String,
    /// "DFI · total of 3 of 23 clauses · 2023 · 60 of 68 partners with a score"
    pub subtitle: String,
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
    /// Said in the middle of the picture if there are no rows: "No country has enough evidence for a score."
    pub empty: String,
    /// One sentence with the countries without a score: "Not assessed: Andorra, …".
    pub unscored: Option<String>,
    /// Notes under the chart, a paragraph each.
    pub notes: Vec<String>,
    /// "Source: V-Dem v14 (CC BY-SA 4.0); … · upheld 0.1.0, rubric dfi 0.1.0"
    pub source: String,
    /// For readers who do not see the picture.
    pub description: String,
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
        let head = Stack::head(&self.title, &self.subtitle);
        let foot = self.foot();
        let top = MARGIN;
        let key_top = top + head.height() + 14.0;
        let table_top = key_top + key.height() + 20.0;
        let table_bottom = table_top + columns.header_height() + columns.body_height() + columns.footer_height();
        let foot_top = table_bottom + 16.0;
        let height = foot_top + foot.height() + MARGIN * 0.75;
        let frame =
            Frame { title: &self.title, description: &self.description, lang: &self.lang, width: WIDTH, height };
        Figure::draw(&frame, |canvas| {
            head.draw(canvas, top);
            key.draw(canvas, key_top);
            rows::draw(self, &columns, canvas, table_top);
            foot.draw(canvas, foot_top);
        })
    }

    fn foot(&self) -> Stack {
        let mut foot = Stack::default();
        for text in self.unscored.iter().chain(&self.notes) {
            foot.add(text, theme::NOTE, 5.0);
        }
        foot.add(&self.source, theme::SOURCE, 0.0);
        foot
    }

    /// How many grades there are: colours and shapes are spread over them.
    fn grades(&self) -> usize {
        let named = self.bands.iter().map(|band| band.grade);
        named.chain(self.rows.iter().map(|row| row.grade)).max().map_or(1, |highest| highest + 1)
    }
}
