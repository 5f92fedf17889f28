//! Grade odds: in what share of the replicates each country has each grade, as one stacked bar a country.

use super::key::{Key, Sign};
use super::label::{Label, ROW};
use super::page::Page;
use crate::figure::Figure;
use crate::figure::canvas::{Anchor, Canvas, Paragraph, baseline, width};
use crate::figure::contrast::text_on;
use crate::figure::hatch::Hatch;
use crate::figure::theme::{self, Colour, MARGIN, WIDTH};

/// What the chart shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GradeOdds {
    pub page: Page,
    /// "Share of the replicates with each grade"
    pub axis: String,
    pub score_header: String,
    /// Worst first.
    pub grades: Vec<String>,
    /// "no score"
    pub none: String,
    /// In the order to be drawn.
    pub rows: Vec<Row>,
}

/// One country.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub name: String,
    pub tag: Option<String>,
    /// Shares of 1, worst grade first; what is missing to 1 has no score.
    pub odds: Vec<f64>,
    /// The nominal score as printed.
    pub score_label: String,
}

const TICKS: f64 = 20.0;
const NOTHING: Hatch = Hatch { step: 6.0, rising: true, stroke: 1.0, colour: theme::RANGE_END };
/// A share below this is drawn and not printed.
const LEAST: f64 = 0.005;

#[derive(Clone, Copy, Debug)]
enum Mark {
    Grade(Colour),
    Nothing,
}

impl Sign for Mark {
    fn width(&self) -> f64 {
        24.0
    }

    fn draw(&self, canvas: &mut Canvas, x: f64, y: f64) {
        match self {
            Mark::Grade(colour) => canvas.block(x, y - 7.0, x + 16.0, y + 7.0, *colour),
            Mark::Nothing => NOTHING.fill(canvas, x, y - 7.0, x + 16.0, y + 7.0),
        }
    }
}

struct Columns {
    plot: (f64, f64),
    score_right: f64,
    names: Vec<Label>,
    axis: Paragraph,
}

impl Columns {
    fn measure(chart: &GradeOdds) -> Columns {
        let names: Vec<Label> = chart.rows.iter().map(|row| Label::set(&row.name, row.tag.as_deref())).collect();
        let scores = chart.rows.iter().map(|row| width(&row.score_label, theme::STRONG));
        let scores = scores.fold(width(&chart.score_header, theme::HEADER), f64::max);
        let name_right = MARGIN + names.iter().map(|name| name.width).fold(0.0, f64::max);
        let score_right = name_right + 24.0 + scores;
        let plot = (score_right + 24.0, WIDTH - MARGIN - 14.0);
        let axis = Paragraph::set(&chart.axis, theme::TICK, plot.1 - plot.0);
        Columns { plot, score_right, names, axis }
    }

    fn x(&self, share: f64) -> f64 {
        self.plot.0 + (self.plot.1 - self.plot.0) * share.clamp(0.0, 1.0)
    }
}

impl GradeOdds {
    /// Draws the chart, 1200 px wide and as high as it needs. The same input gives the same bytes.
    pub fn draw(&self) -> Figure {
        let columns = Columns::measure(self);
        let header = columns.axis.height() + 6.0 + TICKS;
        let body = if self.rows.is_empty() { 96.0 } else { columns.names.iter().map(|name| name.height).sum() };
        self.page.draw(&self.key(), 20.0, header + body, |canvas, top| {
            self.table(&columns, canvas, top, top + header, top + header + body);
        })
    }

    fn key(&self) -> Key<Mark> {
        let grades = self.grades.len();
        let known = (0..grades).rev().map(|at| (Mark::Grade(theme::grade(at, grades)), self.grades[at].clone()));
        let lacks = self.rows.iter().any(|row| row.odds.iter().sum::<f64>() < 1.0 - LEAST);
        Key::set(known.chain(lacks.then(|| (Mark::Nothing, self.none.clone()))).filter(|_| !self.rows.is_empty()))
    }

    fn table(&self, columns: &Columns, canvas: &mut Canvas, top: f64, body: f64, end: f64) {
        canvas.paragraph(&columns.axis, columns.plot.0, top, Anchor::Start);
        let header = baseline(body - TICKS / 2.0, theme::HEADER);
        canvas.text(&self.score_header, columns.score_right, header, Anchor::End, theme::HEADER);
        for tick in [0, 25, 50, 75, 100] {
            let text = format!("{tick} %");
            let y = baseline(body - TICKS / 2.0, theme::TICK);
            canvas.text(&text, columns.x(f64::from(tick) / 100.0), y, Anchor::Middle, theme::TICK);
        }
        canvas.block(MARGIN, body - 1.0, WIDTH - MARGIN, body, theme::FAINT);
        if self.rows.is_empty() {
            let sentence = Paragraph::set(&self.page.empty, theme::STRONG, WIDTH - 2.0 * MARGIN);
            canvas.paragraph(&sentence, WIDTH / 2.0, (body + end - sentence.height()) / 2.0, Anchor::Middle);
        }
        let mut y = body;
        for (row, name) in self.rows.iter().zip(&columns.names) {
            name.draw(canvas, MARGIN, y);
            let middle = y + ROW / 2.0;
            let score = baseline(middle, theme::STRONG);
            canvas.text(&row.score_label, columns.score_right, score, Anchor::End, theme::STRONG);
            self.bar(row, columns, canvas, middle);
            y += name.height;
            canvas.block(MARGIN, y - 0.5, WIDTH - MARGIN, y, theme::HAIRLINE);
        }
    }

    fn bar(&self, row: &Row, columns: &Columns, canvas: &mut Canvas, y: f64) {
        let grades = self.grades.len();
        let (top, bottom) = (y - 8.0, y + 8.0);
        let mut from = 0.0;
        for (at, &share) in row.odds.iter().enumerate().filter(|(_, share)| **share > 0.0) {
            let (left, right) = (columns.x(from), columns.x(from + share));
            let colour = theme::grade(at, grades);
            canvas.block(left, top, right, bottom, colour);
            let text = format!("{:.0} %", 100.0 * share);
            let style = theme::TICK.coloured(text_on(colour));
            if share >= LEAST && width(&text, style) + 10.0 <= right - left {
                canvas.text(&text, (left + right) / 2.0, baseline(y, style), Anchor::Middle, style);
            }
            from += share;
        }
        if from < 1.0 - LEAST {
            NOTHING.fill(canvas, columns.x(from), top, columns.x(1.0), bottom);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tidy::{all_texts, assert_tidy, well_formed, words};

    fn chart(odds: &[[f64; 4]], chinese: bool) -> GradeOdds {
        let row = |(at, odds): (usize, &[f64; 4])| Row {
            name: words(chinese, ["Bosnia and Herzegovina", "Chad"][at % 2], "波士尼亞與赫塞哥維納"),
            tag: at.is_multiple_of(3).then(|| words(chinese, "breach", "違反")),
            odds: odds.to_vec(),
            score_label: format!("{}.5", 99 - at),
        };
        let grades = [
            ("Not upheld", "未遵守"),
            ("Partly upheld", "部分遵守"),
            ("Largely upheld", "大致遵守"),
            ("Upheld", "遵守"),
        ];
        GradeOdds {
            page: Page {
                lang: words(chinese, "en", "zh-TW"),
                title: words(chinese, "How likely each grade is", "各等級的可能性"),
                empty: words(chinese, "No country has a score.", "沒有國家有分數。"),
                source: words(chinese, "Source: made up.", "來源：虛構。"),
                ..Page::default()
            },
            axis: words(chinese, "Share of the replicates", "重複計算中的比例"),
            score_header: words(chinese, "Score", "分數"),
            grades: grades.iter().map(|(en, zh)| words(chinese, en, zh)).collect(),
            none: words(chinese, "no score", "無分數"),
            rows: odds.iter().enumerate().map(row).collect(),
        }
    }

    #[test]
    fn bars_and_names_are_tidy_in_both_languages() {
        let extremes =
            [[0.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 0.0], [0.25; 4], [0.0, 0.004, 0.5, 0.3], [0.01, 0.02, 0.03, 0.94]];
        for chinese in [false, true] {
            for rows in [&extremes[..], &extremes.repeat(15), &[]] {
                let figure = chart(rows, chinese).draw();
                assert_tidy(&figure);
                well_formed(&figure);
            }
        }
    }

    #[test]
    fn a_share_is_printed_where_there_is_room_for_it() {
        let texts = all_texts(&chart(&[[0.0, 0.01, 0.29, 0.70]], false).draw());
        assert!(texts.contains("70 %") && texts.contains("29 %") && !texts.contains(" 1 %"), "{texts}");
        assert!(!texts.contains("no score"));
        assert!(all_texts(&chart(&[[0.0, 0.0, 0.3, 0.2]], false).draw()).contains("no score"));
    }
}
