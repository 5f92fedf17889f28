//! Where a ranking's columns and rows lie, measured from its words. Lengths in px.

use super::{GateMark, Ranking};
use crate::chart::label::Label;
use crate::figure::canvas::{Paragraph, width};
use crate::figure::theme::{self, MARGIN, Style, WIDTH};

/// Length of the bar that stands for full coverage.
pub const COVERAGE_BAR: f64 = 44.0;
/// Height of a picture's plot that has no rows.
const EMPTY: f64 = 96.0;
/// With more rows than this the axis is labelled at the foot as well.
const LONG: usize = 25;
/// Side by side in a band's header: its mark and its label.
pub const BAND_MARK: f64 = 17.0;

/// The columns from left to right, and what stands above and below them.
pub struct Columns {
    pub place_right: f64,
    pub name_left: f64,
    /// Middle of the gates' signs; `None` if there are none.
    pub gate: Option<f64>,
    pub plot: (f64, f64),
    pub score_right: f64,
    /// Left end of the coverage bars, right end of the printed coverage.
    pub coverage: Option<(f64, f64)>,
    pub names: Vec<Label>,
    pub axis: Paragraph,
    pub score_header: Paragraph,
    pub coverage_header: Paragraph,
    /// Whether every band's label fits over its band; if not they stand in the key.
    pub bands_over: bool,
    long: bool,
    empty: bool,
}

impl Columns {
    pub fn measure(ranking: &Ranking) -> Columns {
        let rows = &ranking.rows;
        let names: Vec<Label> = rows.iter().map(|row| Label::set(&row.name, row.tag.as_deref())).collect();
        let widest = |texts: &mut dyn Iterator<Item = &String>, style: Style| {
            texts.map(|text| width(text, style)).fold(0.0, f64::max)
        };
        let places = widest(&mut rows.iter().map(|row| &row.place), theme::LABEL);
        let place_right = MARGIN + places;
        let name_left = place_right + if places > 0.0 { 10.0 } else { 0.0 };
        let mut left = name_left + names.iter().map(|name| name.width).fold(0.0, f64::max);
        let gate = rows.iter().any(|row| row.gate != GateMark::None).then(|| {
            left += 12.0 + 2.0 * GateMark::RADIUS;
            left - GateMark::RADIUS
        });
        left += if rows.is_empty() { 10.0 } else { 20.0 };

        let mut right = WIDTH - MARGIN;
        let labels = widest(&mut rows.iter().map(|row| &row.coverage_label), theme::TICK);
        let coverage_header = header(&ranking.coverage_header, COVERAGE_BAR + 8.0 + labels, labels > 0.0);
        let coverage = (labels > 0.0).then(|| {
            let wide = (COVERAGE_BAR + 8.0 + labels).max(coverage_header.width());
            right -= wide;
            (right, WIDTH - MARGIN)
        });
        let scores = widest(&mut rows.iter().map(|row| &row.label), theme::STRONG);
        let score_header = header(&ranking.score_header, scores, scores > 0.0);
        if coverage.is_some() {
            right -= 26.0;
        }
        let score_right = right;
        right -= scores.max(score_header.width());
        right -= if rows.is_empty() { 14.0 } else { 30.0 };
        let plot = (left, right);
        let bands_over = !ranking.bands.is_empty()
            && ranking.bands.iter().all(|band| {
                let room = (right - left) * (band.to.min(100.0) - band.from.max(0.0)) / 100.0;
                BAND_MARK + width(&band.label, theme::TICK) + 8.0 <= room
            });
        let axis = Paragraph::set(&ranking.axis, theme::TICK, right - left);
        let (long, empty) = (rows.len() > LONG, rows.is_empty());
        Columns {
            place_right,
            name_left,
            gate,
            plot,
            score_right,
            coverage,
            names,
            axis,
            score_header,
            coverage_header,
            bands_over,
            long,
            empty,
        }
    }

    /// The x of a score.
    pub fn x(&self, score: f64) -> f64 {
        self.plot.0 + (self.plot.1 - self.plot.0) * score.clamp(0.0, 100.0) / 100.0
    }

    /// Height of the line with the bands' labels.
    pub fn bands_height(&self) -> f64 {
        if self.bands_over { 22.0 } else { 0.0 }
    }

    /// Height of a line with the axis' numbers.
    pub fn ticks_height(&self) -> f64 {
        20.0
    }

    /// Height of everything above the first row: the axis' name, the bands, the numbers; or the columns' headers.
    pub fn header_height(&self) -> f64 {
        let plot = self.axis.height() + 4.0 + self.bands_height() + self.ticks_height();
        plot.max(self.score_header.height() + 4.0).max(self.coverage_header.height() + 4.0)
    }

    /// Height of all rows.
    pub fn body_height(&self) -> f64 {
        if self.empty { EMPTY } else { self.names.iter().map(|name| name.height).sum() }
    }

    /// Height of what repeats the axis below a long list.
    pub fn footer_height(&self) -> f64 {
        if self.long { self.ticks_height() } else { 0.0 }
    }
}

/// A column's header: as wide as the column's figures, or wider if its longest word is.
fn header(text: &str, room: f64, shown: bool) -> Paragraph {
    let longest = text.split_whitespace().map(|word| width(word, theme::HEADER)).fold(0.0, f64::max).min(120.0);
    let text = if shown { text } else { "" };
    Paragraph::set(text, theme::HEADER, longest.max(room) + 0.5)
}
