//! Where a heatmap's rows and columns lie, measured from its words. Lengths in px.

use super::name::Name;
use super::{Cell, CellState, Column, Heatmap, MANY};
use crate::figure::canvas::width;
use crate::figure::measure;
use crate::figure::theme::{self, MARGIN, Style, WIDTH};

/// Names wider than this, tag included, are wrapped: beside few columns and beside many.
const NAME_ROOM: (f64, f64) = (350.0, 215.0);
/// Columns are not wider than this.
const WIDEST: f64 = 220.0;
/// Between the columns of two headings.
const GROUP_GAP: f64 = 7.0;
/// Width of a column whose clause no figure speaks to, where room is scarce.
const NARROW: f64 = 26.0;
/// A column in bold is this many times as wide as one that is not.
const STRONG: f64 = 1.2;
/// Free on either side of a printed score; more where a question mark stands beside it.
const AROUND: f64 = 2.0;
/// All scores are printed in one size, at least this; a longer one is then smaller by itself.
const SMALLEST: f64 = 9.0;
/// Height of a picture's table that has no rows.
const EMPTY: f64 = 72.0;
/// With more rows than this the columns' ids are repeated at the foot.
const LONG: usize = 25;

/// Rows and columns.
pub struct Grid {
    pub place_right: f64,
    pub name_left: f64,
    pub names: Vec<Name>,
    /// Left and right edge of every column.
    pub columns: Vec<(f64, f64)>,
    /// Height of all rows.
    pub height: f64,
    /// How scores are printed in plain and in bold columns.
    pub label: (Style, Style),
    /// Whether the table is too long for its header to be seen from its end.
    pub long: bool,
}

impl Grid {
    pub fn measure(map: &Heatmap) -> Grid {
        let rows = &map.rows;
        let room = if map.columns.len() < MANY { NAME_ROOM.0 } else { NAME_ROOM.1 };
        let names: Vec<Name> = rows.iter().map(|row| Name::set(row, room)).collect();
        let places = rows.iter().map(|row| width(&row.place, theme::LABEL)).fold(0.0, f64::max);
        let place_right = MARGIN + places;
        let name_left = place_right + if places > 0.0 { 10.0 } else { 0.0 };
        let widest = names.iter().map(|name| name.width).fold(0.0, f64::max);
        let left = name_left + widest + if widest > 0.0 { 14.0 } else { 0.0 };
        let columns = spans(map, left, WIDTH - MARGIN);
        let height = if rows.is_empty() { EMPTY } else { names.iter().map(|name| name.height).sum() };
        let label = label_styles(map, &columns);
        Grid { place_right, name_left, names, columns, height, label, long: rows.len() > LONG }
    }

    /// Left edge of the first column and right edge of the last.
    pub fn edges(&self) -> (f64, f64) {
        let left = self.columns.first().map_or(self.name_left, |column| column.0);
        (left, self.columns.last().map_or(WIDTH - MARGIN, |column| column.1))
    }

    /// How the score of a cell in a column is printed.
    pub fn style(&self, column: &Column, span: (f64, f64), cell: &Cell) -> Style {
        let style = if column.strong { self.label.1 } else { self.label.0 };
        let (wide, room) = (width(&cell.label, style), room(span, cell));
        if wide > room { Style { size: style.size * room / wide, ..style } } else { style }
    }
}

/// Whether a space parts two columns: another heading begins, or the clauses after a total.
fn parted(a: &Column, b: &Column) -> bool {
    a.group != b.group || a.strong != b.strong
}

fn spans(map: &Heatmap, left: f64, right: f64) -> Vec<(f64, f64)> {
    let columns = &map.columns;
    let narrow: Vec<bool> = (0..columns.len()).map(|n| map.is_narrow(n)).collect();
    let fixed = narrow.iter().filter(|narrow| **narrow).count() as f64 * NARROW;
    let gaps = columns.windows(2).filter(|pair| parted(&pair[0], &pair[1])).count() as f64 * GROUP_GAP;
    let share = |column: &Column| if column.strong { STRONG } else { 1.0 };
    let shares: f64 =
        columns.iter().zip(&narrow).filter(|(_, narrow)| !**narrow).map(|(column, _)| share(column)).sum();
    let wide = ((right - left - gaps - fixed) / shares.max(1.0)).clamp(1.0, WIDEST);
    let mut x = left;
    let mut spans = Vec::with_capacity(columns.len());
    for (n, column) in columns.iter().enumerate() {
        if n > 0 && parted(&columns[n - 1], column) {
            x += GROUP_GAP;
        }
        let end = x + if narrow[n] { NARROW } else { (wide * share(column)).min(WIDEST) };
        spans.push((x, end));
        x = end;
    }
    spans
}

/// Plain and bold at the size at which the widest score fits into its cell.
fn label_styles(map: &Heatmap, spans: &[(f64, f64)]) -> (Style, Style) {
    let bold = Style { weight: measure::Weight::Bold, ..theme::TICK };
    let mut size = theme::TICK.size;
    for row in &map.rows {
        for (n, (column, span)) in map.columns.iter().zip(spans).enumerate() {
            let (Some(cell), CellState::Assessed) = map.cell(row, n) else { continue };
            let wide = width(&cell.label, if column.strong { bold } else { theme::TICK });
            if wide > 0.0 {
                size = size.min((room(*span, cell) / wide * theme::TICK.size * 10.0).floor() / 10.0);
            }
        }
    }
    let size = size.max(SMALLEST);
    (Style { size, ..theme::TICK }, Style { size, ..bold })
}

/// Room for a printed score.
fn room((left, right): (f64, f64), cell: &Cell) -> f64 {
    (right - left - 2.0 * AROUND - super::cells::question_room(cell)).max(1.0)
}
