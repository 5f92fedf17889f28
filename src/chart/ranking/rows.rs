//! The table of a ranking: headers, grade bands, grid, and a row a country.

use super::layout::{BAND_MARK, COVERAGE_BAR, Columns};
use super::{GateMark, Ranking, Row};
use crate::chart::label::{Label, ROW};
use crate::figure::canvas::{Anchor, Canvas, Paragraph, baseline, width};
use crate::figure::mark::{Shape, ring};
use crate::figure::theme::{self, Colour, MARGIN, WIDTH};

/// Radius of a score's disc; other shapes look as heavy.
pub const DOT: f64 = 5.5;
/// Radius of the ring of a score before its cap.
pub const RING: f64 = 5.0;
/// A range narrower than this many points lies under its dot.
const NARROW: f64 = 0.5;

/// Draws the table from `top` down.
pub fn draw(ranking: &Ranking, columns: &Columns, canvas: &mut Canvas, top: f64) {
    let body = top + columns.header_height();
    let foot = body + columns.body_height();
    header(ranking, columns, canvas, top, body);
    ground(ranking, columns, canvas, body, foot);
    if columns.footer_height() > 0.0 {
        ticks(columns, canvas, foot + columns.ticks_height() / 2.0);
    }
    if ranking.rows.is_empty() {
        let (left, right) = columns.plot;
        let sentence = Paragraph::set(&ranking.page.empty, theme::STRONG, right - left - 32.0);
        let line = (body + foot - sentence.height()) / 2.0;
        let (middle, half) = ((left + right) / 2.0, sentence.width() / 2.0 + 14.0);
        canvas.block(middle - half, line - 8.0, middle + half, line + sentence.height() + 8.0, theme::PAPER);
        canvas.paragraph(&sentence, middle, line, Anchor::Middle);
        return;
    }
    let grades = ranking.grades();
    let mut y = body;
    for (row, name) in ranking.rows.iter().zip(&columns.names) {
        label(row, name, columns, canvas, y);
        marks(row, columns, canvas, y + ROW / 2.0, grades);
        figures(row, columns, canvas, y + ROW / 2.0);
        y += name.height;
    }
}

/// Whether a possible range shows at all.
pub fn is_wide((low, high): (f64, f64)) -> bool {
    high - low >= NARROW
}

/// The bar of a possible range.
pub fn bar(canvas: &mut Canvas, from: f64, to: f64, y: f64) {
    canvas.block(from, y - 2.0, to, y + 2.0, theme::RANGE);
    for end in [from, to] {
        canvas.block(end - 0.75, y - 4.0, end + 0.75, y + 4.0, theme::RANGE_END);
    }
}

/// A range over replicates: a thin dark line with ends.
pub fn whisker(canvas: &mut Canvas, from: f64, to: f64, y: f64) {
    canvas.block(from, y - 0.75, to, y + 0.75, theme::INK);
    for end in [from, to] {
        canvas.block(end - 0.75, y - 4.0, end + 0.75, y + 4.0, theme::INK);
    }
}

/// What a cap took away: dashes from the score to what it was before.
pub fn lost(canvas: &mut Canvas, from: f64, to: f64, y: f64) {
    canvas.dashes((from, y), (to, y), 3.0, 1.5, theme::INK);
}

fn header(ranking: &Ranking, columns: &Columns, canvas: &mut Canvas, top: f64, body: f64) {
    let bands = body - columns.ticks_height() - columns.bands_height();
    let axis = (bands - 4.0 - columns.axis.height()).max(top);
    canvas.paragraph(&columns.axis, columns.plot.0, axis, Anchor::Start);
    ticks(columns, canvas, body - columns.ticks_height() / 2.0);
    if columns.bands_over {
        let grades = ranking.grades();
        for band in &ranking.bands {
            let wide = BAND_MARK + width(&band.label, theme::TICK);
            let left = (columns.x(band.from) + columns.x(band.to) - wide) / 2.0;
            let y = bands + columns.bands_height() / 2.0;
            Shape::of(band.grade, grades).draw(canvas, left + DOT, y, DOT, theme::grade(band.grade, grades));
            canvas.text(
                &band.label,
                left + BAND_MARK,
                baseline(y, theme::TICK),
                Anchor::Start,
                theme::TICK.coloured(theme::INK),
            );
        }
    }
    let score = body - columns.score_header.height() - 2.0;
    canvas.paragraph(&columns.score_header, columns.score_right, score, Anchor::End);
    if let Some((_, right)) = columns.coverage {
        canvas.paragraph(&columns.coverage_header, right, body - columns.coverage_header.height() - 2.0, Anchor::End);
    }
}

fn ticks(columns: &Columns, canvas: &mut Canvas, y: f64) {
    for tick in [0, 20, 40, 60, 80, 100] {
        let x = columns.x(f64::from(tick));
        canvas.text(&tick.to_string(), x, baseline(y, theme::TICK), Anchor::Middle, theme::TICK);
    }
}

/// Bands, grid and hairlines, beneath everything else.
fn ground(ranking: &Ranking, columns: &Columns, canvas: &mut Canvas, body: f64, foot: f64) {
    let grades = ranking.grades();
    for band in &ranking.bands {
        let tint = theme::grade(band.grade, grades).tint(0.09);
        canvas.block(columns.x(band.from), body, columns.x(band.to), foot, tint);
    }
    let mut y = body;
    for name in &columns.names {
        y += name.height;
        canvas.block(MARGIN, y - 0.5, WIDTH - MARGIN, y, theme::HAIRLINE);
    }
    for tick in [0.0, 20.0, 40.0, 60.0, 80.0, 100.0] {
        let x = columns.x(tick);
        canvas.block(x - 0.5, body, x + 0.5, foot, theme::GRID);
    }
    canvas.block(MARGIN, body - 1.0, WIDTH - MARGIN, body, theme::FAINT);
}

fn label(row: &Row, name: &Label, columns: &Columns, canvas: &mut Canvas, top: f64) {
    let line = baseline(top + ROW / 2.0, theme::LABEL);
    canvas.text(&row.place, columns.place_right, line, Anchor::End, theme::LABEL.coloured(theme::FAINT));
    name.draw(canvas, columns.name_left, top);
}

fn marks(row: &Row, columns: &Columns, canvas: &mut Canvas, y: f64, grades: usize) {
    if let (Some(x), true) = (columns.gate, row.gate != GateMark::None) {
        row.gate.draw(canvas, x, y);
    }
    if let Some((low, high)) = row.range.filter(|range| is_wide(*range)) {
        bar(canvas, columns.x(low), columns.x(high), y);
    }
    if !row.score.is_finite() {
        return;
    }
    let x = columns.x(row.score);
    if let Some((low, high)) = row.interval {
        whisker(canvas, columns.x(low), columns.x(high), y);
    }
    if let Some(before) = row.uncapped.filter(|before| before.is_finite()).map(|before| columns.x(before)) {
        lost(canvas, x, before, y);
        ring(canvas, before, y, RING, theme::INK);
    }
    let colour: Colour = theme::grade(row.grade, grades);
    Shape::of(row.grade, grades).draw(canvas, x, y, DOT, colour);
}

fn figures(row: &Row, columns: &Columns, canvas: &mut Canvas, y: f64) {
    canvas.text(&row.label, columns.score_right, baseline(y, theme::STRONG), Anchor::End, theme::STRONG);
    let Some((left, right)) = columns.coverage else { return };
    if row.coverage_label.is_empty() {
        return;
    }
    let share = |share: f64| if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let bar =
        [(1.0, theme::GRID), (share(row.coverage), theme::RANGE), (share(row.coverage - row.carried), theme::FAINT)];
    for (share, colour) in bar {
        canvas.block(left, y - 2.5, left + COVERAGE_BAR * share, y + 2.5, colour);
    }
    canvas.text(&row.coverage_label, right, baseline(y, theme::TICK), Anchor::End, theme::TICK);
}
