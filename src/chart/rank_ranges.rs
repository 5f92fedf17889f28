//! Rank ranges: which places can be told apart.
//!
//! One row a country, in the order given: a dot at the nominal place, a bar over the places of most replicates, a shaded
//! ground over the places of the countries that are alike to it, and the confidence set of the place in light dashes.

use super::key::{Key, Sign};
use super::label::{Label, ROW};
use super::page::Page;
use crate::figure::Figure;
use crate::figure::canvas::{Anchor, Canvas, Paragraph, baseline, width};
use crate::figure::mark::Shape;
use crate::figure::theme::{self, MARGIN, WIDTH};

/// What the chart shows. Places are from 1, the best.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RankRanges {
    pub page: Page,
    /// "Place among 175 countries (1 = best)"
    pub axis: String,
    /// Header of the column of labels: "Alike".
    pub alike_header: String,
    pub rows: Vec<Row>,
    /// The last place of the axis.
    pub last: usize,
    /// How many grades there are: shapes and colours are spread over them.
    pub grades: usize,
    pub legend: Legend,
}

/// One country.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub name: String,
    pub tag: Option<String>,
    /// The nominal place.
    pub place: usize,
    /// "12", "=12".
    pub place_label: String,
    /// First and last place in most replicates.
    pub range: Option<(usize, usize)>,
    /// Places of the countries that are alike to this one.
    pub alike: Option<(usize, usize)>,
    /// Confidence set, from measurement error alone.
    pub sure: Option<(usize, usize)>,
    /// The own range as printed: "4–9".
    pub label: String,
    /// 0 = worst.
    pub grade: usize,
}

/// The words for the marks; each is drawn only if its mark occurs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    pub place: Option<String>,
    pub range: Option<String>,
    pub alike: Option<String>,
    pub sure: Option<String>,
}

/// Room for a mark left of its words.
const SIGN: f64 = 40.0;
const DOT: f64 = 5.5;
const TICKS: f64 = 20.0;
/// With more rows than this the axis is labelled at the foot as well.
const LONG: usize = 25;

#[derive(Clone, Copy, Debug)]
enum Mark {
    Place,
    Range,
    Alike,
    Sure,
}

impl Sign for Mark {
    fn width(&self) -> f64 {
        if matches!(self, Mark::Place) { 20.0 } else { SIGN }
    }

    fn draw(&self, canvas: &mut Canvas, x: f64, y: f64) {
        let to = x + SIGN - 8.0;
        match self {
            Mark::Place => Shape::Disc.draw(canvas, x + 6.0, y, DOT, theme::SOFT),
            Mark::Range => bar(canvas, x, to, y),
            Mark::Alike => canvas.block(x, y - 8.0, to, y + 8.0, theme::HAIRLINE),
            Mark::Sure => sure(canvas, x, to, y),
        }
    }
}

fn bar(canvas: &mut Canvas, from: f64, to: f64, y: f64) {
    canvas.block(from, y - 1.5, to, y + 1.5, theme::RANGE_END);
    for end in [from, to] {
        canvas.block(end - 0.75, y - 4.5, end + 0.75, y + 4.5, theme::RANGE_END);
    }
}

fn sure(canvas: &mut Canvas, from: f64, to: f64, y: f64) {
    canvas.dashes((from, y), (to, y), 2.0, 1.0, theme::SOFT);
}

/// Where the columns lie.
struct Columns {
    place_right: f64,
    name_left: f64,
    plot: (f64, f64),
    last: f64,
    names: Vec<Label>,
    axis: Paragraph,
}

impl Columns {
    fn measure(chart: &RankRanges) -> Columns {
        let names: Vec<Label> = chart.rows.iter().map(|row| Label::set(&row.name, row.tag.as_deref())).collect();
        let places = chart.rows.iter().map(|row| width(&row.place_label, theme::LABEL)).fold(0.0, f64::max);
        let labels = chart.rows.iter().map(|row| width(&row.label, theme::STRONG));
        let labels = labels.fold(width(&chart.alike_header, theme::HEADER), f64::max);
        let name_left = MARGIN + places + 10.0;
        let left = name_left + names.iter().map(|name| name.width).fold(0.0, f64::max) + 24.0;
        let plot = (left, WIDTH - MARGIN - labels - 26.0);
        let axis = Paragraph::set(&chart.axis, theme::TICK, plot.1 - plot.0);
        Columns { place_right: MARGIN + places, name_left, plot, last: chart.last.max(2) as f64, names, axis }
    }

    /// The x of a place; half a place of room at both ends.
    fn x(&self, place: f64) -> f64 {
        self.plot.0 + (self.plot.1 - self.plot.0) * (place.clamp(0.5, self.last + 0.5) - 0.5) / self.last
    }

    fn header(&self) -> f64 {
        self.axis.height() + 6.0 + TICKS
    }

    fn body(&self) -> f64 {
        if self.names.is_empty() { 96.0 } else { self.names.iter().map(|name| name.height).sum() }
    }

    fn ticks(&self) -> Vec<f64> {
        let step =
            [5.0, 10.0, 20.0, 25.0, 50.0, 100.0].into_iter().find(|step| self.last / step <= 10.0).unwrap_or(200.0);
        let round = (1..).map(|n| step * f64::from(n)).take_while(|place| *place <= self.last);
        [1.0].into_iter().chain(round).collect()
    }
}

impl RankRanges {
    /// Draws the chart, 1200 px wide and as high as it needs. The same input gives the same bytes.
    pub fn draw(&self) -> Figure {
        let columns = Columns::measure(self);
        let foot = if self.rows.len() > LONG { TICKS } else { 0.0 };
        let height = columns.header() + columns.body() + foot;
        self.page.draw(&self.key(), 20.0, height, |canvas, top| self.table(&columns, canvas, top, foot))
    }

    fn key(&self) -> Key<Mark> {
        let occurs = |has: fn(&Row) -> bool| self.rows.iter().any(has);
        let entries = [
            (Mark::Place, &self.legend.place, !self.rows.is_empty()),
            (Mark::Range, &self.legend.range, occurs(|row| row.range.is_some())),
            (Mark::Alike, &self.legend.alike, occurs(|row| row.alike.is_some())),
            (Mark::Sure, &self.legend.sure, occurs(|row| row.sure.is_some())),
        ];
        let shown = entries.into_iter().filter(|(_, _, occurs)| *occurs);
        Key::set(shown.filter_map(|(mark, words, _)| words.clone().map(|words| (mark, words))))
    }

    fn table(&self, columns: &Columns, canvas: &mut Canvas, top: f64, foot: f64) {
        let body = top + columns.header();
        let end = body + columns.body();
        canvas.paragraph(&columns.axis, columns.plot.0, top, Anchor::Start);
        let header = baseline(body - TICKS / 2.0, theme::HEADER);
        canvas.text(&self.alike_header, WIDTH - MARGIN, header, Anchor::End, theme::HEADER);
        for (y, shown) in [(body - TICKS / 2.0, true), (end + TICKS / 2.0, foot > 0.0)] {
            for tick in columns.ticks().into_iter().filter(|_| shown) {
                let text = format!("{tick:.0}");
                canvas.text(&text, columns.x(tick), baseline(y, theme::TICK), Anchor::Middle, theme::TICK);
            }
        }
        if self.rows.is_empty() {
            let sentence = Paragraph::set(&self.page.empty, theme::STRONG, WIDTH - 2.0 * MARGIN);
            canvas.paragraph(&sentence, WIDTH / 2.0, (body + end - sentence.height()) / 2.0, Anchor::Middle);
            return;
        }
        let mut y = body;
        for (row, name) in self.rows.iter().zip(&columns.names) {
            self.row(row, name, columns, canvas, y);
            y += name.height;
            canvas.block(MARGIN, y - 0.5, WIDTH - MARGIN, y, theme::HAIRLINE);
        }
        canvas.block(MARGIN, body - 1.0, WIDTH - MARGIN, body, theme::FAINT);
    }

    fn row(&self, row: &Row, name: &Label, columns: &Columns, canvas: &mut Canvas, top: f64) {
        let y = top + ROW / 2.0;
        let place = theme::LABEL.coloured(theme::FAINT);
        canvas.text(&row.place_label, columns.place_right, baseline(y, place), Anchor::End, place);
        name.draw(canvas, columns.name_left, top);
        if let Some((first, last)) = row.alike {
            let ends = (columns.x(first as f64 - 0.5), columns.x(last as f64 + 0.5));
            canvas.block(ends.0, top + 1.5, ends.1, top + ROW - 2.0, theme::HAIRLINE);
        }
        if let Some((first, last)) = row.sure {
            sure(canvas, columns.x(first as f64), columns.x(last as f64), y + 6.5);
        }
        if let Some((first, last)) = row.range {
            bar(canvas, columns.x(first as f64), columns.x(last as f64), y);
        }
        let grades = self.grades.max(1);
        Shape::of(row.grade, grades).draw(canvas, columns.x(row.place as f64), y, DOT, theme::grade(row.grade, grades));
        canvas.text(&row.label, WIDTH - MARGIN, baseline(y, theme::STRONG), Anchor::End, theme::STRONG);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tidy::{all_texts, assert_tidy, well_formed, words};

    fn chart(rows: usize, chinese: bool) -> RankRanges {
        let name = |at: usize| match at % 3 {
            0 => words(chinese, "Saint Vincent and the Grenadines", "聖文森及格瑞那丁"),
            1 => words(
                chinese,
                "European Union (European Commission), a name of two lines by itself",
                "歐洲聯盟（歐盟執委會）",
            ),
            _ => words(chinese, "Chad", "查德"),
        };
        let row = |at: usize| Row {
            name: name(at),
            tag: at.is_multiple_of(4).then(|| words(chinese, "disputed", "有爭議")),
            place: at + 1,
            place_label: format!("={}", at + 1),
            range: Some((at.max(1), (at + 12).min(rows.max(2)))),
            alike: (!at.is_multiple_of(5)).then_some((at.max(1), at + 3)),
            sure: Some((1, rows.max(2))),
            label: format!("{}–{}", at.max(1), at + 3),
            grade: at % 4,
        };
        let legend = Legend {
            place: Some(words(chinese, "place", "名次")),
            range: Some(words(chinese, "places in 90 % of the replicates", "九成重複計算中的名次")),
            alike: Some(words(chinese, "alike", "難分高下")),
            sure: Some(words(chinese, "confidence set", "信賴集合")),
        };
        let page = Page {
            lang: words(chinese, "en", "zh-TW"),
            title: words(chinese, "Which places can be told apart", "哪些名次可以區分"),
            empty: words(chinese, "No country has a score.", "沒有國家有分數。"),
            source: words(chinese, "Source: made up.", "來源：虛構。"),
            ..Page::default()
        };
        RankRanges {
            page,
            axis: words(chinese, "Place (1 = best)", "名次（1 為最佳）"),
            alike_header: words(chinese, "Alike", "難分高下"),
            rows: (0..rows).map(row).collect(),
            last: rows,
            grades: 4,
            legend,
        }
    }

    #[test]
    fn rows_names_and_ticks_are_tidy_in_both_languages() {
        for (rows, chinese) in [(0, false), (1, true), (2, false), (30, true), (180, false)] {
            let figure = chart(rows, chinese).draw();
            assert_tidy(&figure);
            well_formed(&figure);
        }
    }

    #[test]
    fn every_label_is_printed_and_an_empty_chart_says_why() {
        let texts = all_texts(&chart(5, false).draw());
        assert!(texts.contains("3–6") && texts.contains("Alike") && texts.contains("=4"), "{texts}");
        assert!(all_texts(&chart(0, false).draw()).contains("No country has a score."));
    }

    #[test]
    fn the_axis_runs_from_the_first_place_to_the_last() {
        let columns = Columns::measure(&chart(175, false));
        assert_eq!(columns.ticks().first(), Some(&1.0));
        assert_eq!(columns.ticks().last(), Some(&160.0));
        assert!(columns.x(1.0) > columns.plot.0 && columns.x(175.0) < columns.plot.1);
    }
}
