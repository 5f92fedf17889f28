//! Where the rows and columns of a correlation matrix lie, measured from its names. Lengths in px.

use super::{Correlations, Item};
use crate::figure::canvas::{Paragraph, width};
use crate::figure::measure::Weight;
use crate::figure::theme::{self, MARGIN, Style, WIDTH};

/// Room for the ids under the columns.
pub const FOOT: f64 = 22.0;
/// Between the diagonal and a name.
pub const PAD: f64 = 6.0;
/// The last name needs this much room right of the diagonal.
const NAME: f64 = 330.0;
/// Cells are not wider than this.
const WIDEST: f64 = 64.0;
/// Least height of a row.
const ROW: f64 = 25.0;
/// Between the columns, and the rows, of two headings.
const GAP: f64 = 9.0;
/// Coefficients are printed in sizes from this on, or not at all.
const SMALLEST: f64 = 8.5;

/// Rows and columns.
pub struct Grid {
    /// Left and right edge of every item's column.
    pub columns: Vec<(f64, f64)>,
    pub rows: Vec<Row>,
    pub height: f64,
    /// Size of the printed coefficients; `None` where there is no room.
    pub label: Option<f64>,
}

/// An item's row, from the top of the matrix.
pub struct Row {
    pub top: f64,
    pub height: f64,
    pub name: Paragraph,
    /// Over the first item of a heading.
    pub heading: Option<Paragraph>,
}

impl Grid {
    pub fn measure(chart: &Correlations) -> Grid {
        let items = &chart.items;
        let apart = |a: &Item, b: &Item| a.group != b.group || a.strong != b.strong;
        let parted: Vec<bool> = (0..items.len()).map(|n| n > 0 && apart(&items[n - 1], &items[n])).collect();
        let gaps = parted.iter().filter(|parted| **parted).count() as f64 * GAP;
        let steps = items.len().saturating_sub(1).max(1) as f64;
        let wide = ((WIDTH - 2.0 * MARGIN - NAME - gaps) / steps).clamp(1.0, WIDEST);
        let (mut x, mut y) = (MARGIN, 0.0);
        let (mut columns, mut rows) = (Vec::new(), Vec::new());
        for (n, item) in items.iter().enumerate() {
            let opens = n == 0 || parted[n];
            x += if parted[n] { GAP } else { 0.0 };
            columns.push((x, x + wide));
            let room = WIDTH - MARGIN - x - PAD;
            let style = if item.strong { theme::STRONG } else { theme::LABEL };
            let name = Paragraph::set(&item.name, style, room);
            let title = item.group.filter(|_| opens).and_then(|group| chart.groups.get(group));
            let heading = title.map(|title| Paragraph::set(title, theme::HEADER, room));
            y += heading.as_ref().map_or(if parted[n] { GAP } else { 0.0 }, |title| title.height() + 8.0);
            let height = ROW.max(name.height() + 4.0);
            rows.push(Row { top: y, height, name, heading });
            x += wide;
            y += height;
        }
        Grid { label: size(chart, wide), columns, rows, height: y + FOOT }
    }
}

/// The size at which the widest coefficient fits into its cell.
fn size(chart: &Correlations, wide: f64) -> Option<f64> {
    let style = Style { weight: Weight::Bold, ..theme::TICK };
    let labels = chart.items.iter().flat_map(|item| &item.cells).map(|cell| width(&cell.label, style));
    let widest = labels.fold(1.0, f64::max);
    let size = (style.size * (wide - 4.0) / widest).min(style.size);
    (size >= SMALLEST).then_some((size * 10.0).floor() / 10.0)
}
