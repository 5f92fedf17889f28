//! Drivers: the share of a target's variance that each doubt brings, by itself and with all that it interacts with.

use super::key::{Key, Sign};
use super::label::Label;
use super::page::Page;
use crate::figure::Figure;
use crate::figure::canvas::{Anchor, Canvas, Paragraph, baseline, width};
use crate::figure::theme::{self, Colour, MARGIN, WIDTH};

/// What the chart shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drivers {
    pub page: Page,
    /// "Share of the variance"
    pub axis: String,
    pub first_header: String,
    pub total_header: String,
    /// In the order to be drawn.
    pub rows: Vec<Row>,
}

/// One doubt.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub name: String,
    /// Shown small after the name: "figures", "method".
    pub family: Option<String>,
    pub first: Share,
    pub total: Share,
    pub first_label: String,
    pub total_label: String,
}

/// A share of the variance with its interval; noise may take it below 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share {
    pub estimate: f64,
    pub low: f64,
    pub high: f64,
}

const TICKS: f64 = 20.0;
/// Height of a row with two bars.
const HEIGHT: f64 = 36.0;
const FIRST: Colour = Colour(16, 68, 130);
const TOTAL: Colour = Colour(150, 190, 225);

#[derive(Clone, Copy, Debug)]
struct Mark(Colour);

impl Sign for Mark {
    fn width(&self) -> f64 {
        24.0
    }

    fn draw(&self, canvas: &mut Canvas, x: f64, y: f64) {
        canvas.block(x, y - 5.0, x + 16.0, y + 5.0, self.0);
    }
}

struct Columns {
    plot: (f64, f64),
    /// Share at the right end of the axis.
    most: f64,
    /// Right ends of the two columns of labels.
    labels: (f64, f64),
    names: Vec<Label>,
    axis: Paragraph,
}

impl Columns {
    fn measure(chart: &Drivers) -> Columns {
        let names: Vec<Label> = chart.rows.iter().map(|row| Label::set(&row.name, row.family.as_deref())).collect();
        let column = |header: &str, labels: &mut dyn Iterator<Item = &String>| {
            labels.map(|label| width(label, theme::STRONG)).fold(width(header, theme::HEADER), f64::max)
        };
        let first = column(&chart.first_header, &mut chart.rows.iter().map(|row| &row.first_label));
        let total = column(&chart.total_header, &mut chart.rows.iter().map(|row| &row.total_label));
        let right = WIDTH - MARGIN;
        let left = MARGIN + names.iter().map(|name| name.width).fold(0.0, f64::max) + 24.0;
        let plot = (left, right - first - total - 24.0 - 30.0);
        let highest = chart.rows.iter().flat_map(|row| [row.first.high, row.total.high]).fold(1.0, f64::max);
        let axis = Paragraph::set(&chart.axis, theme::TICK, plot.1 - plot.0);
        Columns { plot, most: (highest * 5.0).ceil() / 5.0, labels: (right - total - 24.0, right), names, axis }
    }

    fn x(&self, share: f64) -> f64 {
        self.plot.0 + (self.plot.1 - self.plot.0) * share.clamp(0.0, self.most) / self.most
    }
}

impl Drivers {
    /// Draws the chart, 1200 px wide and as high as it needs. The same input gives the same bytes.
    pub fn draw(&self) -> Figure {
        let columns = Columns::measure(self);
        let header = columns.axis.height() + 6.0 + TICKS;
        let body = if self.rows.is_empty() { 96.0 } else { columns.names.iter().map(row_height).sum() };
        let entries = [(Mark(FIRST), self.first_header.clone()), (Mark(TOTAL), self.total_header.clone())];
        let key = Key::set(entries.into_iter().filter(|_| !self.rows.is_empty()));
        self.page.draw(&key, 20.0, header + body, |canvas, top| {
            self.table(&columns, canvas, top, top + header, top + header + body);
        })
    }

    fn table(&self, columns: &Columns, canvas: &mut Canvas, top: f64, body: f64, end: f64) {
        canvas.paragraph(&columns.axis, columns.plot.0, top, Anchor::Start);
        let middle = baseline(body - TICKS / 2.0, theme::HEADER);
        let heads = [(columns.labels.0, &self.first_header), (columns.labels.1, &self.total_header)];
        for (right, text) in heads.into_iter().filter(|_| !self.rows.is_empty()) {
            canvas.text(text, right, middle, Anchor::End, theme::HEADER);
        }
        let ticks = (0..).map(|at| f64::from(at) * 0.2).take_while(|share| *share <= columns.most + 1e-9);
        for share in ticks {
            let x = columns.x(share);
            let text = format!("{:.0} %", 100.0 * share);
            canvas.text(&text, x, baseline(body - TICKS / 2.0, theme::TICK), Anchor::Middle, theme::TICK);
            canvas.block(x - 0.5, body, x + 0.5, end, theme::GRID);
        }
        canvas.block(MARGIN, body - 1.0, WIDTH - MARGIN, body, theme::FAINT);
        if self.rows.is_empty() {
            let sentence = Paragraph::set(&self.page.empty, theme::STRONG, WIDTH - 2.0 * MARGIN);
            let (wide, line) = (sentence.width() / 2.0 + 12.0, (body + end - sentence.height()) / 2.0);
            let around = (WIDTH / 2.0 - wide, WIDTH / 2.0 + wide);
            canvas.block(around.0, line - 6.0, around.1, line + sentence.height() + 6.0, theme::PAPER);
            canvas.paragraph(&sentence, WIDTH / 2.0, line, Anchor::Middle);
        }
        let mut top = body;
        for (row, name) in self.rows.iter().zip(&columns.names) {
            let height = row_height(name);
            name.draw(canvas, MARGIN, top + (height - name.height) / 2.0);
            bar(canvas, columns, row.first, top + height / 2.0 - 7.5, FIRST);
            bar(canvas, columns, row.total, top + height / 2.0 + 7.5, TOTAL);
            let line = baseline(top + height / 2.0, theme::STRONG);
            canvas.text(&row.first_label, columns.labels.0, line, Anchor::End, theme::STRONG);
            canvas.text(&row.total_label, columns.labels.1, line, Anchor::End, theme::STRONG);
            top += height;
            canvas.block(MARGIN, top - 0.5, WIDTH - MARGIN, top, theme::HAIRLINE);
        }
    }
}

/// Two bars, or a name of several lines.
fn row_height(name: &Label) -> f64 {
    HEIGHT.max(name.height + 4.0)
}

/// One share with its interval.
fn bar(canvas: &mut Canvas, columns: &Columns, share: Share, y: f64, colour: Colour) {
    let (zero, low, high) = (columns.x(0.0), columns.x(share.low), columns.x(share.high));
    canvas.block(zero, y - 5.0, columns.x(share.estimate), y + 5.0, colour);
    // a dark line is seen on a light bar, and a light rim keeps it visible on a dark one
    canvas.block(low, y - 1.75, high, y + 1.75, theme::PAPER);
    canvas.block(low, y - 0.75, high, y + 0.75, theme::INK);
    for end in [low, high] {
        canvas.block(end - 0.75, y - 3.5, end + 0.75, y + 3.5, theme::INK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tidy::{all_texts, assert_tidy, well_formed, words};

    fn chart(estimates: &[f64], chinese: bool) -> Drivers {
        let row = |(at, &estimate): (usize, &f64)| Row {
            name: words(
                chinese,
                "Whether the errors of the experts go together in every country",
                "專家誤差是否彼此相關",
            ),
            family: Some(words(chinese, ["figures", "method"][at % 2], "方法")),
            first: Share { estimate, low: estimate - 0.07, high: estimate + 0.07 },
            total: Share { estimate: estimate + 0.1, low: estimate, high: estimate + 0.2 },
            first_label: format!("{:.0} %", 100.0 * estimate),
            total_label: format!("{:.0} %", 100.0 * estimate + 10.0),
        };
        Drivers {
            page: Page {
                lang: words(chinese, "en", "zh-TW"),
                title: words(chinese, "What drives the place of Chad", "何者左右查德的名次"),
                empty: words(chinese, "No doubt moves it.", "沒有任何疑慮會使它變動。"),
                source: words(chinese, "Source: made up.", "來源：虛構。"),
                ..Page::default()
            },
            axis: words(chinese, "Share of the variance", "占變異的比例"),
            first_header: words(chinese, "By itself", "單獨"),
            total_header: words(chinese, "With interactions", "含交互作用"),
            rows: estimates.iter().enumerate().map(row).collect(),
        }
    }

    #[test]
    fn bars_below_nothing_and_over_all_are_tidy_in_both_languages() {
        for chinese in [false, true] {
            for estimates in [&[0.6, 0.3, 0.0, -0.05][..], &[1.15], &[0.1; 50], &[]] {
                let figure = chart(estimates, chinese).draw();
                assert_tidy(&figure);
                well_formed(&figure);
            }
        }
    }

    #[test]
    fn the_axis_ends_at_all_of_it_or_at_the_highest_interval() {
        assert_eq!(Columns::measure(&chart(&[0.5], false)).most, 1.0);
        assert_eq!(Columns::measure(&chart(&[1.0], false)).most, 1.2);
    }

    #[test]
    fn shares_are_printed_and_an_empty_chart_says_why() {
        let texts = all_texts(&chart(&[0.61], false).draw());
        assert!(texts.contains("61 %") && texts.contains("71 %"), "{texts}");
        assert!(all_texts(&chart(&[], false).draw()).contains("No doubt moves it."));
    }
}
