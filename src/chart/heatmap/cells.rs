//! The table of a heatmap: a row a country, a cell a clause.

use super::layout::Grid;
use super::name::ROW;
use super::{Cell, CellState, GateMark, Heatmap};
use crate::figure::canvas::{Anchor, Canvas, Paragraph, baseline};
use crate::figure::contrast::{ground, text_on};
use crate::figure::hatch::Hatch;
use crate::figure::mark::question;
use crate::figure::theme::{self, Colour, MARGIN};

/// Side of the sign in a cell's corner, in px.
const CORNER: f64 = 7.5;
/// Too little evidence.
pub const GAP: Hatch = Hatch { step: 6.0, rising: true, stroke: 0.9, colour: theme::RANGE_END };
/// Nothing says how to judge.
pub const OPEN: Hatch = Hatch { step: 10.0, rising: false, stroke: 0.75, colour: theme::RANGE };

/// Draws the rows from `top` down.
pub fn draw(map: &Heatmap, grid: &Grid, canvas: &mut Canvas, top: f64) {
    let (left, right) = grid.edges();
    if map.rows.is_empty() {
        let sentence = Paragraph::set(&map.page.empty, theme::STRONG, right - MARGIN);
        canvas.paragraph(&sentence, MARGIN, top + (grid.height - sentence.height()) / 2.0, Anchor::Start);
        return;
    }
    gaps(map, grid, canvas, top);
    let grades = map.grades();
    let mut y = top;
    for (row, name) in map.rows.iter().zip(&grid.names) {
        let bottom = y + name.height;
        let place = theme::LABEL.coloured(theme::FAINT);
        canvas.text(&row.place, grid.place_right, baseline(y + ROW / 2.0, place), Anchor::End, place);
        name.draw(row, canvas, grid.name_left, y);
        for (n, span) in grid.columns.iter().enumerate() {
            let (cell, state) = map.cell(row, n);
            let (x, middle) = ((span.0 + span.1) / 2.0, (y + bottom) / 2.0);
            match (cell, state) {
                (Some(cell), CellState::Assessed) => {
                    let fill = ground(theme::grade(cell.grade, grades));
                    canvas.block(span.0 + 0.5, y + 0.5, span.1 - 0.5, bottom - 0.5, fill);
                    let style = grid.style(&map.columns[n], *span, cell).coloured(text_on(fill));
                    let x = x - question_room(cell) / 2.0;
                    canvas.text(&cell.label, x, baseline(middle, style), Anchor::Middle, style);
                    corner(Corner::of(cell), canvas, span.1 - 0.5, y + 0.5, fill);
                }
                (_, CellState::NotApplicable) => {
                    canvas.line(&[(x - 4.0, middle), (x + 4.0, middle)], 1.25, theme::FAINT)
                }
                _ => {}
            }
        }
        canvas.block(MARGIN, bottom - 0.5, left - 6.0, bottom, theme::HAIRLINE);
        y = bottom;
    }
}

/// The hatched cells. One pattern runs down through all that lie one below the other; lines of paper part them.
fn gaps(map: &Heatmap, grid: &Grid, canvas: &mut Canvas, top: f64) {
    for (n, span) in grid.columns.iter().enumerate() {
        let mut run: Option<(CellState, f64)> = None;
        let mut y = top;
        for (row, name) in map.rows.iter().zip(&grid.names) {
            let (_, state) = map.cell(row, n);
            if let Some((before, begin)) = run.filter(|(before, _)| *before != state) {
                hatch(before, canvas, *span, (begin, y));
                run = None;
            }
            run = run.or(Some((state, y)));
            y += name.height;
        }
        if let Some((state, begin)) = run {
            hatch(state, canvas, *span, (begin, y));
        }
    }
    let (left, right) = grid.edges();
    let mut y = top;
    for name in &grid.names {
        y += name.height;
        canvas.block(left, y - 0.5, right, y + 0.5, theme::PAPER);
    }
}

fn hatch(state: CellState, canvas: &mut Canvas, (left, right): (f64, f64), (top, bottom): (f64, f64)) {
    let pattern = match state {
        CellState::NotAssessed => GAP,
        CellState::NoRubric => OPEN,
        CellState::Assessed | CellState::NotApplicable => return,
    };
    pattern.fill(canvas, left + 0.5, top + 0.5, right - 0.5, bottom - 0.5);
}

/// The sign in a cell's upper right corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    Plain,
    /// Capped by a violation of this year: a full triangle.
    Fired,
    /// Capped by one of an earlier year: an empty triangle.
    Held,
    /// A violation that took nothing off: a full square.
    Below,
    /// A question mark.
    Undetermined,
}

impl Corner {
    pub fn of(cell: &Cell) -> Corner {
        match (cell.mark, cell.capped) {
            (GateMark::Held, true) => Corner::Held,
            (GateMark::Undetermined, _) => Corner::Undetermined,
            (_, true) => Corner::Fired,
            (GateMark::Fired, false) => Corner::Below,
            (GateMark::None | GateMark::Held, false) => Corner::Plain,
        }
    }
}

/// How far a score gives way to a question mark beside it, in px.
pub fn question_room(cell: &Cell) -> f64 {
    if Corner::of(cell) == Corner::Undetermined { 5.5 } else { 0.0 }
}

/// Draws the sign into the corner at (right, top) of a cell filled with `fill`.
pub fn corner(corner: Corner, canvas: &mut Canvas, right: f64, top: f64, fill: Colour) {
    let ink = text_on(fill);
    let triangle = |side: f64, inset: f64| {
        let (right, top) = (right - inset, top + inset);
        [(right - side, top), (right, top), (right, top + side)]
    };
    match corner {
        Corner::Plain => {}
        Corner::Fired => canvas.polygon(&triangle(CORNER, 0.0), ink),
        Corner::Held => {
            canvas.polygon(&triangle(CORNER + 1.0, 0.0), ink);
            canvas.polygon(&triangle(CORNER - 2.5, 1.0), fill);
        }
        Corner::Below => canvas.block(right - 5.0, top, right, top + 5.0, ink),
        Corner::Undetermined => question(canvas, right - 4.0, top + 5.5, 0.85, ink),
    }
}
