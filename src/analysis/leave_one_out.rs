//! Leaving one indicator out: how far each country's place moves when the indicator does not count.
//!
//! Coverage keeps its nominal status, and both places are among the countries that keep a score, so that nobody moves only
//! because another has dropped out.

use super::{Sample, slots};
use crate::score::choice::Choice;
use crate::words::score::places;

/// The effect of one indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    pub slot: usize,
    /// Countries of the sample with a place both times.
    pub n: usize,
    /// Countries of the sample whose score goes with the indicator.
    pub lost: usize,
    /// Mean of the absolute shifts of places.
    pub mean: Option<f64>,
    /// Who moves most, if anybody does; of several, the first in the panel.
    pub most: Option<Moved>,
}

/// A country's places with the indicator and without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Position in the panel.
    pub country: usize,
    pub with: usize,
    pub without: usize,
}

impl Moved {
    pub fn shift(self) -> usize {
        self.with.abs_diff(self.without)
    }
}

/// Of every slot under a node, on the places at that node; the largest mean shift first.
pub fn effects(sample: &Sample<'_>, node: usize) -> Vec<Effect> {
    let mut effects: Vec<Effect> =
        slots(sample.case(), node).into_iter().map(|slot| effect(sample, node, slot)).collect();
    effects.sort_by(|a, b| b.mean.unwrap_or(-1.0).total_cmp(&a.mean.unwrap_or(-1.0)).then(a.slot.cmp(&b.slot)));
    effects
}

fn effect(sample: &Sample<'_>, node: usize, slot: usize) -> Effect {
    let (case, ready) = (sample.case(), &sample.scored.ready);
    let (quantity, panel) = (case.formula().quantity(node), case.panel());
    let standing = ready.standing_without(slot, ready.nominal());
    let without = ready.score(&Choice { standing: Some(&standing), ..Choice::nominal() });
    // places are among all countries, whatever is looked at
    let all = |score: &dyn Fn(usize) -> Option<f64>| -> Vec<Option<f64>> {
        (0..panel.countries.len()).map(|country| score(panel.cell(sample.year, country))).collect()
    };
    let before = all(&|cell| sample.scored.outcome.score(quantity, cell));
    let after = all(&|cell| without.score(quantity, cell));
    let both = |own: &[Option<f64>], other: &[Option<f64>]| -> Vec<Option<f64>> {
        own.iter().zip(other).map(|(own, other)| own.filter(|_| other.is_some())).collect()
    };
    let rounding = case.rubric().instrument.rounding;
    let with = places(&both(&before, &after), rounding);
    let left = places(&both(&after, &before), rounding);
    let moved = |&country: &usize| {
        let (with, without) = with[country].zip(left[country])?;
        Some(Moved { country, with, without })
    };
    let moved: Vec<Moved> = sample.countries.iter().filter_map(moved).collect();
    let lost = sample.countries.iter().filter(|&&at| before[at].is_some() && after[at].is_none()).count();
    let shifts: usize = moved.iter().map(|moved| moved.shift()).sum();
    // the first of the largest
    let most = moved.iter().copied().rev().max_by_key(|moved| moved.shift()).filter(|most| most.shift() > 0);
    let mean = (!moved.is_empty()).then(|| shifts as f64 / moved.len() as f64);
    Effect { slot, n: moved.len(), lost, mean, most }
}
