//! The errors of one dataset's figures: one draw per origin cell, wherever its value is read or carried to.

use super::{Target, Targets};
use crate::uncertainty::correlated::{Correlated, Correlation, Row};
use crate::uncertainty::distribution::split_normal::SplitNormal;
use crate::uncertainty::stream::{Block, Stream};

/// What the errors need for a draw.
#[derive(Clone, Debug)]
pub struct Errors {
    rows: Vec<Row>,
    together: Correlated,
    /// The same errors with nothing in common.
    apart: Correlated,
    cells: Vec<Origin>,
    targets: Vec<Target>,
    deviates: Vec<f64>,
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
        for Uncertain { row, country, value, law, targets: own } in uncertain {
            let Ok(found) = rows.binary_search(&row) else { continue };
            let from = targets.len() as u32;
            targets.extend(own);
            let at = (found * places.len() + country) as u32;
            cells.push(Origin { at, value, law, targets: from..targets.len() as u32 });
        }
        let none = Correlation { years: 0.0, variables: 0.0, countries: 0.0 };
        let deviates = vec![0.0; rows.len() * places.len()];
        let [together, apart] = [correlation, none].map(|correlation| Correlated::new(correlation, &rows, places));
        Self { rows, together, apart, cells, targets, deviates }
    }

    /// How many values are uncertain.
    pub fn count(&self) -> usize {
        self.cells.len()
    }

    /// How many variables and years they are of.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Adds one replicate's errors to the columns that read them.
    pub fn draw(
        &mut self,
        stream: &Stream,
        replicate: u64,
        block: Block,
        apart: bool,
        mut add: impl FnMut(Target, f64),
    ) {
        let correlated = if apart { &mut self.apart } else { &mut self.together };
        correlated.fill(stream, replicate, block, &mut self.deviates);
        for origin in &self.cells {
            let drawn = origin.law.at_deviate(self.deviates[origin.at as usize]);
            // an error of nothing leaves every bit as it is
            if drawn != origin.value {
                let targets = origin.targets.start as usize..origin.targets.end as usize;
                self.targets[targets].iter().for_each(|target| add(*target, drawn - origin.value));
            }
        }
    }
}
