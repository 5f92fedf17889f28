//! The key of a heatmap: colours of the grades, then the gaps and signs that occur.

use super::cells::{self, Corner};
use super::{Band, CellState, Heatmap};
use crate::chart::key::{Key, Sign};
use crate::figure::canvas::{Anchor, Canvas, baseline, width};
use crate::figure::contrast::ground;
use crate::figure::theme::{self, Colour};

/// Width and height of a cell in the key, in px.
const CELL: (f64, f64) = (30.0, 17.0);
/// Between a sign and its words.
const SPACE: f64 = 8.0;

/// A cell as an example, or a tag.
pub enum Swatch {
    Grade(Colour),
    Gap(CellState),
    Corner(Corner),
    Tag(String),
}

impl Sign for Swatch {
    fn width(&self) -> f64 {
        match self {
            Swatch::Tag(tag) => width(tag, theme::SMALL) + SPACE,
            _ => CELL.0 + SPACE,
        }
    }

    fn draw(&self, canvas: &mut Canvas, x: f64, y: f64) {
        let (right, top, bottom) = (x + CELL.0, y - CELL.1 / 2.0, y + CELL.1 / 2.0);
        match self {
            Swatch::Grade(colour) => canvas.block(x, top, right, bottom, *colour),
            Swatch::Gap(CellState::NotApplicable) => {
                let middle = x + CELL.0 / 2.0;
                canvas.line(&[(middle - 4.0, y), (middle + 4.0, y)], 1.25, theme::FAINT);
            }
            Swatch::Gap(CellState::NoRubric) => cells::OPEN.fill(canvas, x, top, right, bottom),
            Swatch::Gap(_) => cells::GAP.fill(canvas, x, top, right, bottom),
            Swatch::Corner(corner) => {
                canvas.block(x, top, right, bottom, theme::GRID);
                cells::corner(*corner, canvas, right, top, theme::GRID);
            }
            Swatch::Tag(tag) => canvas.text(tag, x, baseline(y, theme::NOTE), Anchor::Start, theme::SMALL),
        }
    }
}

/// The grades from best to worst, then each sign that occurs and has words.
pub fn key(map: &Heatmap) -> Key<Swatch> {
    let (legend, grades) = (&map.legend, map.grades());
    let states: Vec<(Corner, CellState)> = map
        .rows
        .iter()
        .flat_map(|row| (0..map.columns.len()).map(|n| map.cell(row, n)))
        .map(|(cell, state)| {
            let corner = cell.filter(|_| state == CellState::Assessed).map_or(Corner::Plain, Corner::of);
            (corner, state)
        })
        .collect();
    let state = |sought: CellState| states.iter().any(|(_, state)| *state == sought);
    let corner = |sought: Corner| states.iter().any(|(corner, _)| *corner == sought);
    let gaps = [
        (CellState::NotAssessed, &legend.not_assessed),
        (CellState::NoRubric, &legend.no_rubric),
        (CellState::NotApplicable, &legend.not_applicable),
    ];
    let gaps = gaps.into_iter().filter(|(gap, _)| state(*gap));
    let gaps = gaps.filter_map(|(gap, words)| Some((Swatch::Gap(gap), with_clauses(map, gap, words.as_ref()?))));
    let corners = [
        (Corner::Fired, &legend.fired),
        (Corner::Held, &legend.held),
        (Corner::Below, &legend.fired_below),
        (Corner::Undetermined, &legend.undetermined),
    ];
    let corners = corners.into_iter().filter(|(sign, _)| corner(*sign));
    let corners = corners.filter_map(|(sign, words)| Some((Swatch::Corner(sign), words.clone()?)));
    let tags = legend.tags.iter().filter(|(tag, _)| map.rows.iter().any(|row| row.tag.as_ref() == Some(tag)));
    let tags = tags.map(|(tag, words)| (Swatch::Tag(tag.clone()), words.clone()));
    let bands = map
        .bands
        .iter()
        .rev()
        .map(|band: &Band| (Swatch::Grade(ground(theme::grade(band.grade, grades))), band.label.clone()));
    Key::set(bands.chain(gaps).chain(corners).chain(tags))
}

/// The words for a gap; for the one that no figure ends, with the clauses whose columns are too narrow for their titles.
fn with_clauses(map: &Heatmap, gap: CellState, words: &str) -> String {
    let columns = map.columns.iter().enumerate().filter(|(n, _)| gap == CellState::NoRubric && map.is_narrow(*n));
    columns.fold(words.to_owned(), |all, (_, column)| format!("{all} · {}\u{A0}{}", column.id, column.title))
}
