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
    /// Even errors that no bound cuts, country by country: nearly all, and cheap many at a time.
    bands: Vec<Band>,
    /// The others.
    cells: Vec<Origin>,
    targets: Vec<Target>,
    deviates: Vec<f64>,
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
    /// Its place among rows × countries.
    at: u32,
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
        let (mut cells, mut targets) = (Vec::new(), Vec::new());
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
                        values: vec![0.0; places.len()],
                        widths: vec![0.0; places.len()],
                        bounds: law.bounds(),
                    });
                    (band.values[country], band.widths[country]) = (value, width);
                }
                continue;
            }
            let from = targets.len() as u32;
            targets.extend(own);
            let at = (row * places.len() + country) as u32;
            cells.push(Origin { at, value, law, targets: from..targets.len() as u32 });
        }
        let bands = bands.into_values().collect();
        let none = Correlation { years: 0.0, variables: 0.0, countries: 0.0 };
        let deviates = vec![0.0; rows.len() * places.len()];
        let [together, apart] = [correlation, none].map(|correlation| Correlated::new(correlation, &rows, places));
        Self { together, apart, bands, cells, targets, deviates }
    }

    /// Adds one replicate's errors to the columns that read them.
    pub fn draw(&mut self, stream: &Stream, replicate: u64, block: Block, apart: bool, columns: &mut [Redrawn]) {
        let correlated = if apart { &mut self.apart } else { &mut self.together };
        correlated.fill(stream, replicate, block, &mut self.deviates);
        for band in &self.bands {
            let width = band.values.len();
            let deviates = &self.deviates[band.row * width..(band.row + 1) * width];
            band.add(deviates, &mut columns[band.column].values[band.start..band.start + width]);
        }
        for origin in &self.cells {
            let drawn = origin.law.at_deviate(self.deviates[origin.at as usize]);
            // an error of nothing leaves every bit as it is
            if drawn != origin.value {
                let targets = origin.targets.start as usize..origin.targets.end as usize;
                for target in &self.targets[targets] {
                    columns[target.column as usize].values[target.cell as usize] += drawn - origin.value;
                }
            }
        }
    }
}

impl Band {
    fn add(&self, deviates: &[f64], out: &mut [f64]) {
        let (minimum, maximum) = self.bounds;
        let laws = self.values.iter().zip(&self.widths);
        for ((out, deviate), (value, width)) in out.iter_mut().zip(deviates).zip(laws) {
            let drawn = (value + width * deviate).max(minimum).min(maximum);
            *out += if *width > 0.0 { drawn - value } else { 0.0 };
        }
    }
}
