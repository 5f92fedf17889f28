//! Small columns for the tests of the methods.

use super::*;

/// Every method, with parameters where it takes some.
pub const ALL: [Aggregate; 11] = [
    Aggregate::Arithmetic,
    Aggregate::Geometric { floor: Some(1.0) },
    Aggregate::Harmonic { floor: Some(1.0) },
    Aggregate::Power { exponent: -2.0 },
    Aggregate::Minimum,
    Aggregate::TwoWorst,
    Aggregate::Median,
    Aggregate::MazziottaPareto(Penalty::Low),
    Aggregate::AdjustedMazziottaPareto(Penalty::Low),
    Aggregate::Copeland,
    Aggregate::BenefitOfTheDoubt(Bounds { least: 0.05, most: 0.6 }),
];

/// One cell: (weight, score) of each part; `None` is absent.
pub fn one(method: Aggregate, parts: &[(f64, Option<f64>)]) -> f64 {
    let weights: Vec<f64> = parts.iter().map(|(weight, _)| *weight).collect();
    let scores: Vec<Option<f64>> = parts.iter().map(|(_, score)| *score).collect();
    year(method, &weights, &[&scores])[0]
}

/// One year: of each country the scores of its parts. A country without any does not stand.
pub fn year(method: Aggregate, weights: &[f64], countries: &[&[Option<f64>]]) -> Vec<f64> {
    let columns = Columns::of(weights.len(), countries);
    let mut out = vec![f64::NAN; countries.len()];
    method.apply(columns.parts(weights, countries.len()), &mut out);
    out
}

/// The same columns as a node's parts have them.
#[derive(Debug)]
pub struct Columns {
    starts: Vec<usize>,
    scores: Vec<f64>,
    masks: Vec<f64>,
    stands: Vec<f64>,
}

impl Columns {
    pub fn of(parts: usize, cells: &[&[Option<f64>]]) -> Self {
        let of_part = |part: usize| cells.iter().map(move |cell| cell[part]);
        let mask = |there: bool| f64::from(u8::from(there));
        Self {
            starts: (0..parts).map(|part| part * cells.len()).collect(),
            // what stands under a 0 mask must not matter
            scores: (0..parts).flat_map(of_part).map(|score| score.unwrap_or(77.0)).collect(),
            masks: (0..parts).flat_map(of_part).map(|score| mask(score.is_some())).collect(),
            stands: cells.iter().map(|cell| mask(cell.iter().any(Option::is_some))).collect(),
        }
    }

    pub fn parts<'p>(&'p self, weights: &'p [f64], width: usize) -> Parts<'p> {
        let Self { starts, scores, masks, stands } = self;
        Parts { weights, starts, scores, masks, stands, cells: stands.len(), width, others: None }
    }

    pub fn others(&self) -> Others<'_> {
        Others { scores: &self.scores, masks: &self.masks, stands: &self.stands }
    }
}
