//! Benefit of the doubt: each country under the weights that flatter it most, as a share of what the best country attains
//! under the same weights. Relative.
//!
//! score = 100 · max over v of v·x / max over the countries b of the year of v·x_b, where the weights v of the present
//! parts add up to 1 and each is at least `least` and at most `most`. It is one linear programme per country and year:
//! the weights are scaled so that no country attains more than 1, and the constraint of another country is put in only
//! once it is broken. The bounds are shares of the weight, not of the score: scores stand on one scale, and a share of
//! the score would make one part at 0 a 0. Where too few parts are present to keep the bounds, they give way as far as
//! equal weights. A part that the country lacks takes no part; one that another lacks adds nothing to what that one is
//! known to attain. The rubric's weights only say which parts count.
//!
//! Reference: Cherchye, Moesen, Rogge and Van Puyenbroeck (2007), An introduction to 'benefit of the doubt' composite
//! indicators, Social Indicators Research 82. Do not use it where what was promised sets the weights, nor to compare
//! years; without bounds whoever leads in one part is perfect. It costs more than all other methods together.

use std::ops::Range;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Solution, SolveOptions, Variable};

use super::Parts;
use crate::words::keys::Value;

/// What another country may attain more than 1 before its constraint counts as broken.
const BROKEN: f64 = 1e-9;
/// Smaller shares of the best score are 0 to the solver, which wants numbers of like size.
const NEGLIGIBLE: f64 = 1e-6;

/// Shares of the weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub least: f64,
    pub most: f64,
}

impl Bounds {
    pub(super) fn read(value: Value<'_>, under: Option<Value<'_>>) -> Option<Self> {
        let Some(under) = under else {
            let help = "write { benefit-of-the-doubt = { least = 0.05, most = 0.6 } }";
            let found = "`benefit-of-the-doubt` needs its bounds.";
            return value.fault("missing-parameter", found, "the least and the most share of a part", help);
        };
        under.keys(|keys| {
            let share = |value: Value<'_>| value.number_within(0.0, 1.0);
            let (least, most) = (keys.need("least", share), keys.need("most", share));
            let bounds = Self { least: least?, most: most? };
            if bounds.least >= bounds.most {
                let found = "The least share of a part is not below the most.";
                return under.fault("bounds-reversed", found, "least below most", "mend one of them");
            }
            Some(bounds)
        })
    }

    /// As far as so many parts can keep them.
    fn over(self, parts: usize) -> Self {
        let equal = 1.0 / parts as f64;
        Self { least: self.least.min(equal), most: self.most.max(equal) }
    }
}

pub(super) fn apply(parts: Parts<'_>, bounds: Bounds, out: &mut [f64]) {
    let others = parts.others();
    out.fill(0.0);
    for year in parts.years() {
        for cell in year.clone().filter(|&cell| parts.stands(cell)) {
            out[cell] = score(&Contest::of(&parts, &others, cell, year.clone()), bounds);
        }
    }
}

fn score(contest: &Contest<'_>, bounds: Bounds) -> f64 {
    if contest.own.iter().all(|score| *score <= 0.0) {
        return 0.0;
    }
    // where the solver gives up, equal weights are some that are within the bounds
    let equal = || vec![1.0 / contest.own.len() as f64; contest.own.len()];
    let weights = flattering(contest, bounds.over(contest.own.len())).unwrap_or_else(equal);
    let own = weighted(&weights, &contest.own);
    100.0 * (own / contest.strongest(&weights).map_or(own, |(_, best)| best.max(own)))
}

/// One country's present parts and whom it is compared with.
struct Contest<'c> {
    others: &'c Parts<'c>,
    cell: usize,
    year: Range<usize>,
    /// Where the columns of its present parts start.
    starts: Vec<usize>,
    own: Vec<f64>,
}

impl<'c> Contest<'c> {
    fn of(parts: &Parts<'_>, others: &'c Parts<'c>, cell: usize, year: Range<usize>) -> Self {
        let counts = |(_, start): &(&f64, &usize)| parts.masks[**start + cell] != 0.0;
        let weighted = parts.weights.iter().zip(parts.starts).filter(|(weight, _)| **weight > 0.0);
        let starts: Vec<usize> = weighted.filter(counts).map(|(_, start)| *start).collect();
        let own = starts.iter().map(|start| parts.scores[start + cell]).collect();
        Self { others, cell, year, starts, own }
    }

    /// What another country is known to score in the parts.
    fn known(&self, other: usize) -> impl Iterator<Item = f64> {
        self.starts.iter().map(move |start| self.others.scores[start + other] * self.others.masks[start + other])
    }

    /// Which other country attains most under these weights, and how much.
    fn strongest(&self, weights: &[f64]) -> Option<(usize, f64)> {
        let mut strongest: Option<(usize, f64)> = None;
        for other in self.year.clone().filter(|&other| other != self.cell && self.others.stands(other)) {
            let attained = weights.iter().zip(self.known(other)).map(|(weight, score)| weight * score).sum();
            if strongest.is_none_or(|(_, most)| attained > most) {
                strongest = Some((other, attained));
            }
        }
        strongest
    }
}

fn weighted(weights: &[f64], scores: &[f64]) -> f64 {
    weights.iter().zip(scores).map(|(weight, score)| weight * score).sum()
}

/// The weights, adding up to 1, under which the country is nearest to the best; `None` where the solver fails.
fn flattering(contest: &Contest<'_>, bounds: Bounds) -> Option<Vec<f64>> {
    let count = contest.own.len();
    // every part has the least to begin with, and the programme deals out what is left
    let left = 1.0 - bounds.least * count as f64;
    if left <= NEGLIGIBLE {
        return Some(vec![1.0 / count as f64; count]);
    }
    let size = contest.own.iter().fold(0.0, |most: f64, score| most.max(*score));
    let coefficients = |scores: &mut dyn Iterator<Item = f64>| -> Vec<f64> {
        let shares: Vec<f64> = scores.map(|score| score / size).collect();
        let common = bounds.least / left * shares.iter().sum::<f64>();
        shares.iter().map(|share| share + common).map(|share| if share < NEGLIGIBLE { 0.0 } else { share }).collect()
    };
    let own = coefficients(&mut contest.own.iter().copied());
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let dealt: Vec<Variable> = own.iter().map(|gain| problem.add_var(*gain, (0.0, f64::INFINITY))).collect();
    let row = |coefficients: &[f64]| -> Vec<(Variable, f64)> {
        dealt.iter().copied().zip(coefficients.iter().copied()).collect()
    };
    let most = (bounds.most - bounds.least) / left;
    for part in (0..count).filter(|_| most < 1.0) {
        let over: Vec<f64> = (0..count).map(|other| if other == part { 1.0 - most } else { -most }).collect();
        problem.add_constraint(row(&over), ComparisonOp::Le, 0.0);
    }
    problem.add_constraint(row(&own), ComparisonOp::Le, 1.0);
    let mut options = SolveOptions::default();
    options.presolve = false;
    let mut solution = problem.solve_with(options).ok()?.into_solution().ok()?;
    let mut met = Vec::new();
    loop {
        let weights = weights_of(&solution, &dealt, bounds.least, left)?;
        let limit = weighted(&weights, &contest.own) * (1.0 + BROKEN);
        match contest.strongest(&weights) {
            Some((other, attained)) if attained > limit && !met.contains(&other) => {
                met.push(other);
                let constraint = row(&coefficients(&mut contest.known(other)));
                solution = solution.add_constraint(constraint, ComparisonOp::Le, 1.0).ok()?.into_solution().ok()?;
            }
            _ => return Some(weights),
        }
    }
}

fn weights_of(solution: &Solution, dealt: &[Variable], least: f64, left: f64) -> Option<Vec<f64>> {
    let dealt: Vec<f64> = dealt.iter().map(|part| solution.var_value(*part).max(0.0)).collect();
    let all: f64 = dealt.iter().sum();
    (all > 0.0).then(|| dealt.iter().map(|part| least + left * part / all).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Aggregate;
    use super::super::fixture::{one, year};
    use super::Bounds;

    /// What the solver's own tolerance may cost.
    const NEAR: f64 = 1e-5;

    fn of(least: f64, most: f64) -> Aggregate {
        Aggregate::BenefitOfTheDoubt(Bounds { least, most })
    }

    fn near(found: &[f64], expected: &[f64]) -> bool {
        found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < NEAR)
    }

    #[test]
    fn by_hand() {
        let countries: [&[_]; 3] = [&[Some(80.0), Some(40.0)], &[Some(40.0), Some(80.0)], &[Some(40.0), Some(40.0)]];
        // the first two lead on their better part; the third does best where both are weakest: 40 of 60
        assert!(near(&year(of(0.25, 0.75), &[1.0, 1.0], &countries), &[100.0, 100.0, 200.0 / 3.0]));
        // with equal weights forced, too few parts for less
        assert!(near(&year(of(0.0, 0.5), &[1.0, 1.0], &countries), &[100.0, 100.0, 200.0 / 3.0]));
        // (90, 10) against (60, 60): 0.6 · 90 + 0.4 · 10 = 58 of 60, at most; 0.9 leads
        let countries: [&[_]; 2] = [&[Some(90.0), Some(10.0)], &[Some(60.0), Some(60.0)]];
        assert!(near(&year(of(0.05, 0.6), &[1.0, 1.0], &countries), &[100.0 * 58.0 / 60.0, 100.0]));
        assert!(near(&year(of(0.05, 0.9), &[1.0, 1.0], &countries), &[100.0, 100.0]));
    }

    #[test]
    fn of_one_part_it_is_the_fraction_of_the_best() {
        let countries: [&[_]; 4] = [&[Some(20.0)], &[Some(80.0)], &[None], &[Some(0.0)]];
        assert!(near(&year(of(0.05, 0.6), &[1.0], &countries), &[25.0, 100.0, 0.0, 0.0]));
        assert_eq!(one(of(0.05, 0.6), &[(1.0, Some(3.0))]), 100.0);
    }

    #[test]
    fn a_gap_takes_no_part_and_another_ones_adds_nothing() {
        // the second is known to attain 0.4 · 60 = 24 and more only where the first part weighs more
        let countries: [&[_]; 2] = [&[Some(30.0), Some(30.0)], &[Some(60.0), None]];
        assert!(near(&year(of(0.0, 0.6), &[1.0, 1.0], &countries), &[100.0, 100.0]));
        let countries: [&[_]; 2] = [&[Some(30.0), None], &[Some(60.0), Some(0.0)]];
        assert!(near(&year(of(0.0, 0.6), &[1.0, 1.0], &countries), &[50.0, 100.0]));
        // a part without weight takes none either
        let countries: [&[_]; 2] = [&[Some(30.0), Some(99.0)], &[Some(60.0), Some(0.0)]];
        assert!(near(&year(of(0.0, 1.0), &[1.0, 0.0], &countries), &[50.0, 100.0]));
    }

    /// The best over a fine grid of weights of three parts.
    fn tried(rows: &[[f64; 3]], own: usize, bounds: Bounds) -> f64 {
        let (steps, mut best) = (40, 0.0);
        let kept = |weight: f64| weight >= bounds.least - 1e-9 && weight <= bounds.most + 1e-9;
        for first in 0..=steps {
            for second in 0..=steps - first {
                let [a, b] = [first, second].map(|step| f64::from(step) / f64::from(steps));
                let weights = [a, b, 1.0 - a - b];
                let attained = |row: &[f64; 3]| weights.iter().zip(row).map(|(w, x)| w * x).sum::<f64>();
                let most = rows.iter().map(attained).fold(0.0, f64::max);
                if weights.into_iter().all(kept) && most > 0.0 {
                    best = f64::max(best, 100.0 * attained(&rows[own]) / most);
                }
            }
        }
        best
    }

    proptest! {
        #[test]
        fn no_weights_within_the_bounds_are_better_and_none_are_needed_that_are_not(
            scores in prop::collection::vec((1.0..100.0f64, 1.0..100.0f64, 1.0..100.0f64), 1..12),
            bounds in prop::sample::select(vec![(0.0, 1.0), (0.05, 0.6), (0.2, 0.5), (0.3, 0.35)]),
        ) {
            let rows: Vec<[f64; 3]> = scores.iter().map(|(a, b, c)| [*a, *b, *c]).collect();
            let given: Vec<[Option<f64>; 3]> = rows.iter().map(|row| row.map(Some)).collect();
            let countries: Vec<&[_]> = given.iter().map(|row| row.as_slice()).collect();
            let bounds = Bounds { least: bounds.0, most: bounds.1 };
            let found = year(Aggregate::BenefitOfTheDoubt(bounds), &[1.0, 1.0, 1.0], &countries);
            for (own, score) in found.iter().enumerate() {
                let tried = tried(&rows, own, bounds);
                prop_assert!(*score <= 100.0 && *score >= tried - NEAR, "{} below {}", score, tried);
            }
            prop_assert!(found.iter().any(|score| *score > 100.0 - NEAR));
        }

        #[test]
        fn tighter_bounds_never_help(
            scores in prop::collection::vec(prop::collection::vec(0.0..100.0f64, 4), 2..15),
        ) {
            let given: Vec<Vec<Option<f64>>> = scores.iter().map(|row| row.iter().map(|x| Some(*x)).collect()).collect();
            let countries: Vec<&[_]> = given.iter().map(Vec::as_slice).collect();
            let [free, loose, tight] =
                [(0.0, 1.0), (0.05, 0.6), (0.2, 0.3)].map(|(l, m)| year(of(l, m), &[1.0; 4], &countries));
            for ((free, loose), tight) in free.iter().zip(&loose).zip(&tight) {
                prop_assert!(tight <= &(loose + NEAR) && loose <= &(free + NEAR));
            }
        }
    }
}
