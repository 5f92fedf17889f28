//! Reliability: how far the coders of a principle agree, and what they said in all.
//!
//! The interval is a bootstrap over units: as many units as there are are drawn again with replacement, alpha is worked
//! out by the very same arithmetic, and the middle 95 % of what comes out is the interval. Draws without variation have no
//! alpha and stay out; where more than half are so, there is no interval.
//!
//! Reference: A. F. Hayes and K. Krippendorff (2007), Answering the call for a standard reliability measure for coding
//! data, Communication Methods and Measures 1(1). They draw pairs; here whole units are drawn, because the codes of a unit
//! belong together. Not for fewer than some ten units: the interval is then itself a guess.

use std::collections::{BTreeMap, BTreeSet};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::Serialize;

use super::alpha::{GOOD, LOWEST, alpha};
use super::{Code, State, Unit};
use crate::dataset::package::coding::{Coding, Level};

/// Draws of the bootstrap where nothing else is asked for.
pub const RESAMPLES: u32 = 1_000;

/// Share of the draws that the interval holds.
pub const INTERVAL: f64 = 0.95;

/// What is known of the coders of one principle or indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Reliability {
    pub level: Level,
    pub coders: usize,
    /// Countries and years that were judged.
    pub units: usize,
    /// Of those, the ones that two coders or more gave a code: alpha rests on them.
    pub pairable: usize,
    pub alpha: Option<f64>,
    /// Lower and upper end.
    pub interval: Option<(f64, f64)>,
    /// `None` where there is an alpha.
    pub undefined: Option<Undefined>,
    pub agreement: Option<Agreement>,
    /// How often each state was given, by all coders together.
    pub states: BTreeMap<State, usize>,
    /// Units with an adjudicated code.
    pub adjudicated: usize,
}

/// Why there is no alpha.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Undefined {
    OneCoder,
    NoPair,
    NoVariation,
}

/// What an alpha is customarily taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    Good,
    /// Enough for tentative conclusions.
    Tentative,
    Low,
}

impl Undefined {
    pub fn key(self) -> &'static str {
        match self {
            Self::OneCoder => "one-coder",
            Self::NoPair => "no-pair",
            Self::NoVariation => "no-variation",
        }
    }
}

impl Agreement {
    pub fn of(alpha: f64) -> Self {
        match alpha {
            alpha if alpha >= GOOD => Self::Good,
            alpha if alpha >= LOWEST => Self::Tentative,
            _ => Self::Low,
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::Good => "agreement-good",
            Self::Tentative => "agreement-tentative",
            Self::Low => "agreement-low",
        }
    }
}

impl Reliability {
    /// The same seed gives the same interval.
    pub fn of<'u>(units: impl Iterator<Item = &'u Unit>, coding: &Coding, resamples: u32, seed: u64) -> Self {
        let units: Vec<&Unit> = units.collect();
        let position = |code: Code| match code {
            Code::Given(code) => coding.scale.iter().position(|known| *known == code),
            Code::NoEvidence | Code::NotApplicable => None,
        };
        let codes = |unit: &&Unit| -> Vec<usize> {
            unit.judgements.iter().filter_map(|judgement| position(judgement.code)).collect()
        };
        let coded: Vec<Vec<usize>> = units.iter().map(codes).filter(|codes| codes.len() > 1).collect();
        let coded: Vec<&[usize]> = coded.iter().map(Vec::as_slice).collect();
        let judgements = || units.iter().flat_map(|unit| &unit.judgements);
        let coders = judgements().map(|judgement| judgement.coder.as_str()).collect::<BTreeSet<_>>().len();
        let alpha = alpha(&coded, &coding.scale, coding.level);
        let undefined = match alpha {
            Some(_) => None,
            None if coders < 2 => Some(Undefined::OneCoder),
            None if coded.is_empty() => Some(Undefined::NoPair),
            None => Some(Undefined::NoVariation),
        };
        let mut states: BTreeMap<State, usize> = State::ALL.into_iter().map(|state| (state, 0)).collect();
        for judgement in judgements() {
            *states.entry(judgement.code.state(&coding.scale)).or_default() += 1;
        }
        Self {
            level: coding.level,
            coders,
            units: units.len(),
            pairable: coded.len(),
            alpha,
            interval: alpha.and_then(|_| interval(&coded, coding, resamples, seed)),
            undefined,
            agreement: alpha.map(Agreement::of),
            states,
            adjudicated: units.iter().filter(|unit| unit.adjudicated.is_some()).count(),
        }
    }

    /// Whether every score that rests on it is doubtful.
    pub fn is_low(&self) -> bool {
        self.agreement == Some(Agreement::Low)
    }
}

fn interval(units: &[&[usize]], coding: &Coding, resamples: u32, seed: u64) -> Option<(f64, f64)> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let n = units.len();
    // the upper half of the product is a whole number below n
    let mut draw = || units[((u128::from(random.next_u64()) * n as u128) >> 64) as usize];
    let mut alphas = Vec::new();
    for _ in 0..resamples {
        let drawn: Vec<&[usize]> = (0..n).map(|_| draw()).collect();
        alphas.extend(alpha(&drawn, &coding.scale, coding.level));
    }
    if alphas.is_empty() || alphas.len() * 2 < resamples as usize {
        return None;
    }
    alphas.sort_by(f64::total_cmp);
    let tail = (1.0 - INTERVAL) / 2.0;
    Some((quantile(&alphas, tail), quantile(&alphas, 1.0 - tail)))
}

/// Type 7: a straight line between the two nearest of the sorted values.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = share * (sorted.len() - 1) as f64;
    let (below, rest) = (at.floor(), at - at.floor());
    let value = |at: f64| sorted[(at as usize).min(sorted.len() - 1)];
    value(below) + rest * (value(below + 1.0) - value(below))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::package::coding::{Combine, G20_SCALE};
    use crate::judgement::Judgement;
    use crate::words::day::Day;

    fn coding() -> Coding {
        Coding { scale: G20_SCALE.to_vec(), combine: Combine::Median, level: Level::Ordinal }
    }

    fn unit(codes: &[Code]) -> Unit {
        let judgement = |(at, code): (usize, &Code)| Judgement {
            coder: format!("coder {at}"),
            code: *code,
            evidence: String::new(),
            day: Day::parse("2024").unwrap(),
        };
        Unit { judgements: codes.iter().enumerate().map(judgement).collect(), adjudicated: None }
    }

    fn pairs(pairs: &[(f64, f64)]) -> Vec<Unit> {
        pairs.iter().map(|(a, b)| unit(&[Code::Given(*a), Code::Given(*b)])).collect()
    }

    fn of(units: &[Unit]) -> Reliability {
        Reliability::of(units.iter(), &coding(), RESAMPLES, 0)
    }

    #[test]
    fn every_state_is_counted_and_only_codes_are_compared() {
        let mut units = pairs(&[(1.0, 1.0), (0.0, 0.0), (-1.0, 0.0)]);
        units.push(unit(&[Code::NoEvidence, Code::Given(1.0)]));
        units.push(unit(&[Code::NotApplicable, Code::NotApplicable]));
        let found = of(&units);
        assert_eq!(State::ALL.map(|state| found.states[&state]), [3, 3, 1, 1, 2]);
        assert_eq!((found.coders, found.units, found.pairable), (2, 5, 3));
        assert_eq!(found.alpha, of(&units[..3]).alpha);
    }

    #[test]
    fn an_adjudicated_code_is_counted_and_stays_out_of_alpha() {
        let mut units = pairs(&[(1.0, 1.0), (0.0, 0.0), (-1.0, 0.0), (1.0, -1.0)]);
        let apart = of(&units);
        units[3].adjudicated = Some(Code::Given(1.0));
        let settled = of(&units);
        assert_eq!((apart.alpha, apart.interval), (settled.alpha, settled.interval));
        assert_eq!((apart.adjudicated, settled.adjudicated), (0, 1));
    }

    #[test]
    fn without_a_second_coder_a_pair_or_variation_alpha_is_undefined() {
        let alone = [unit(&[Code::Given(1.0)]), unit(&[Code::Given(0.0)])];
        let unpaired = [unit(&[Code::Given(1.0), Code::NoEvidence])];
        let same = pairs(&[(1.0, 1.0), (1.0, 1.0)]);
        for (units, why) in
            [(&alone[..], Undefined::OneCoder), (&unpaired, Undefined::NoPair), (&same, Undefined::NoVariation)]
        {
            let found = of(units);
            assert_eq!((found.alpha, found.interval, found.undefined, found.is_low()), (None, None, Some(why), false));
        }
    }

    #[test]
    fn the_interval_holds_alpha_and_hangs_on_the_seed_alone() {
        let codes = [(1.0, 1.0), (0.0, 0.0), (-1.0, -1.0), (1.0, 0.0), (0.0, -1.0), (1.0, 1.0), (-1.0, -1.0)];
        let units: Vec<Unit> = std::iter::repeat_n(pairs(&codes), 4).flatten().collect();
        let found = of(&units);
        let (low, high) = found.interval.unwrap();
        assert!(low < found.alpha.unwrap() && found.alpha.unwrap() < high && high <= 1.0, "{found:?}");
        assert_eq!(found, of(&units));
        assert_ne!(found.interval, Reliability::of(units.iter(), &coding(), RESAMPLES, 1).interval);
    }

    #[test]
    fn alpha_is_named_by_the_customary_edges() {
        let named = [0.8, 0.799, 0.667, 0.666, -1.0].map(Agreement::of);
        use Agreement::{Good, Low, Tentative};
        assert_eq!(named, [Good, Tentative, Tentative, Low, Low]);
    }

    #[test]
    fn quantiles_are_of_type_7() {
        assert_eq!([0.0, 0.25, 0.5, 1.0].map(|share| quantile(&[1.0, 2.0, 4.0], share)), [1.0, 1.5, 2.0, 4.0]);
    }
}
