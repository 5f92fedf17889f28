//! The errors of one dataset's figures: one draw per origin cell, wherever its value is read or carried to.

use std::collections::BTreeMap;

use super::{Target, Targets};
use crate::score::choice::Redrawn;
use crate::uncertainty::correlated::{Correlated, Correlation, Row};
use crate::uncertainty::distribution::split_normal::SplitNormal;
use crate::uncertainty::stream::{Block, Stream};

/// What the errors need for a draw.
#[derive(Clone, Debug)]
pub struct Errors {
    together: Correlated,
    /// The same errors with nothing in common.
    apart: Correlated,
    /// Even errors that no bound cuts, row by row: nearly all, and cheap many at a time.
    bands: Vec<Band>,
    /// The others, row by row.
    cells: Vec<Origin>,
    targets: Vec<Target>,
}

/// The countries of one column and year that read one row.
#[derive(Clone, Debug)]
struct Band {
    row: usize,
    column: usize,
    /// Cell of the first country.
    start: usize,
    values: Vec<f64>,
    /// Standard deviations; 0 for a country that reads another row, or has another law.
    widths: Vec<f64>,
    bounds: (f64, f64),
}

/// One observed value with its error.
#[derive(Clone, Debug)]
struct Origin {
    row: usize,
    country: usize,
    value: f64,
    law: SplitNormal,
    targets: Targets,
}

/// What is known of an origin cell before it is compiled.
#[derive(Clone, Debug)]
pub struct Uncertain {
    pub row: Row,
    /// Place among the run's countries.
    pub country: usize,
    pub value: f64,
    pub law: SplitNormal,
    pub targets: Vec<Target>,
}

impl Errors {
    /// `places` are the positions of the run's countries among all, ascending.
    pub fn new(correlation: Correlation, places: &[u32], uncertain: Vec<Uncertain>) -> Self {
        let mut rows: Vec<Row> = uncertain.iter().map(|cell| cell.row).collect();
        rows.sort_unstable();
        rows.dedup();
        let (mut cells, mut targets): (Vec<Origin>, Vec<Target>) = (Vec::new(), Vec::new());
        let mut bands: BTreeMap<(usize, u32, u32), Band> = BTreeMap::new();
        for Uncertain { row, country, value, law, targets: own } in uncertain {
            let Ok(row) = rows.binary_search(&row) else { continue };
            if let Some(width) = law.even_width() {
                for Target { column, cell } in own {
                    let start = cell - country as u32;
                    let band = bands.entry((row, column, start)).or_insert_with(|| Band {
                        row,
                        column: column as usize,
                        start: start as usize,
                        // any value within the bounds: without a width it stays as it is
                        values: vec![value; places.len()],
                        widths: vec![0.0; places.len()],
                        bounds: law.bounds(),
                    });
                    (band.values[country], band.widths[country]) = (value, width);
                }
                continue;
            }
            let from = targets.len() as u32;
            targets.extend(own);
            cells.push(Origin { row, country, value, law, targets: from..targets.len() as u32 });
        }
        let bands = bands.into_values().collect();
        cells.sort_by_key(|origin| origin.row);
        let none = Correlation { years: 0.0, variables: 0.0, countries: 0.0 };
        let [together, apart] = [correlation, none].map(|correlation| Correlated::new(correlation, &rows, places));
        Self { together, apart, bands, cells, targets }
    }

    /// Adds one replicate's errors to the columns that read them.
    pub fn draw(&mut self, stream: &Stream, replicate: u64, block: Block, apart: bool, columns: &mut [Redrawn]) {
        let Self { together, apart: none, bands, cells, targets } = self;
        let correlated = if apart { none } else { together };
        let (mut bands, mut cells) = (bands.iter().peekable(), cells.iter().peekable());
        correlated.each(stream, replicate, block, |row, deviates| {
            while let Some(band) = bands.next_if(|band| band.row == row) {
                band.add(deviates, &mut columns[band.column].values[band.start..band.start + deviates.len()]);
            }
            while let Some(origin) = cells.next_if(|origin| origin.row == row) {
                let drawn = origin.law.at_deviate(deviates[origin.country]);
                // an error of nothing leaves every bit as it is
                if drawn != origin.value {
                    for target in &targets[origin.targets.start as usize..origin.targets.end as usize] {
                        columns[target.column as usize].values[target.cell as usize] += drawn - origin.value;
                    }
                }
            }
        });
    }
}

impl Band {
    fn add(&self, deviates: &[f64], out: &mut [f64]) {
        let (minimum, maximum) = self.bounds;
        let laws = self.values.iter().zip(&self.widths);
        for ((out, deviate), (value, width)) in out.iter_mut().zip(deviates).zip(laws) {
            let drawn = value + width * deviate;
            let drawn = if drawn > minimum { drawn } else { minimum };
            let drawn = if drawn < maximum { drawn } else { maximum };
            *out += drawn - value;
        }
    }
}
