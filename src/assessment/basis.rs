//! The basis of a score: the indicators it rests on, and whether the scores of two years rest on the same.
//!
//! A score moves because a country does, or because it is measured otherwise: an indicator comes or goes, or another
//! variable on another scale fills an indicator's place. The first must not be taken for the second.

use crate::formula::Formula;
use crate::panel::Panel;

/// The slots under a node, each with its share of the declared weight.
#[derive(Clone, Debug)]
pub struct Basis<'c> {
    panel: &'c Panel,
    slots: Vec<(usize, f64)>,
}

/// How the evidence of a year differs from that of the years before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Share of the evidence, by declared weight, that only one of the two years has; 0 to 1.
    pub changed: f64,
    /// Slots that another variable fills than when they last had a value.
    pub refilled: Vec<usize>,
}

impl<'c> Basis<'c> {
    pub fn of(formula: &Formula, panel: &'c Panel, node: usize) -> Self {
        let mut slots = Vec::new();
        gather(formula, node, 1.0, &mut slots);
        Self { panel, slots }
    }

    /// From the latest of the `earlier` years (ascending positions) to the year at `to`. A slot that is empty in between
    /// is held against the variable that filled it last: it does not become comparable by a pause.
    pub fn step(&self, country: usize, earlier: &[usize], to: usize) -> Step {
        let Some(from) = earlier.last() else { return Step::default() };
        let (mut changed, mut all) = (0.0, 0.0);
        let mut refilled = Vec::new();
        for &(slot, share) in &self.slots {
            let column = &self.panel.slots[slot];
            let filling = |year: usize| {
                let cell = self.panel.cell(year, country);
                column.states[cell].is_evidence().then_some(column.filling[cell])
            };
            let (before, now) = (filling(*from), filling(to));
            let last = earlier.iter().rev().find_map(|&year| filling(year));
            let other = now.zip(last).is_some_and(|(now, last)| now != last);
            if other {
                refilled.push(slot);
            }
            if before.is_some() || now.is_some() {
                all += share;
                changed += if before != now { share } else { 0.0 };
            }
        }
        Step { changed: if all > 0.0 { changed / all } else { 0.0 }, refilled }
    }
}

/// Multiplies the declared weights down to the slots.
fn gather(formula: &Formula, node: usize, share: f64, slots: &mut Vec<(usize, f64)>) {
    let edges = formula.nodes[node].edges.clone();
    let whole: f64 = formula.weights[edges.clone()].iter().sum();
    for edge in edges {
        let own = share * formula.weights[edge] / whole;
        match formula.parts[edge].checked_sub(formula.slots.len()) {
            Some(part) => gather(formula, part, own, slots),
            None => slots.push((formula.parts[edge], own)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::State;
    use crate::score::fixture::with_gaps;
    use crate::words::gap::Gap;

    /// A principle of three slots over three years, all observed in the first country.
    fn whole() -> (Formula, Panel) {
        let (mut formula, mut panel) = with_gaps(1);
        formula.weights.fill(1.0);
        for column in &mut panel.slots {
            column.states.fill(State::Observed);
        }
        (formula, panel)
    }

    #[test]
    fn the_same_evidence_is_no_change_whether_it_is_carried_or_observed() {
        let (formula, mut panel) = whole();
        panel.slots[0].states[10] = State::Carried(1);
        assert_eq!(Basis::of(&formula, &panel, 0).step(0, &[0], 1), Step::default());
        assert_eq!(
            Basis::of(&formula, &panel, 0).step(0, &[], 0),
            Step::default(),
            "nothing comes before the first year"
        );
    }

    #[test]
    fn an_indicator_that_comes_or_goes_changes_its_share_of_the_weight() {
        let (formula, mut panel) = whole();
        panel.slots[0].states[10] = State::Missing(Gap::NotReported);
        let last = formula.nodes.len() - 1;
        for (node, share) in [(0, 1.0 / 3.0), (2, 1.0 / 6.0), (last, 1.0 / 12.0)] {
            let basis = Basis::of(&formula, &panel, node);
            for (earlier, to) in [(&[0][..], 1), (&[0, 1], 2)] {
                let step = basis.step(0, earlier, to);
                assert!((step.changed - share).abs() < 1e-12 && step.refilled.is_empty(), "{node}: {step:?}");
            }
        }
    }

    #[test]
    fn another_variable_in_a_slot_is_found_even_after_a_pause() {
        let (formula, mut panel) = whole();
        panel.slots[1].states[10] = State::Missing(Gap::NotReported);
        panel.slots[1].filling[20] = 1;
        let basis = Basis::of(&formula, &panel, 0);
        assert!(basis.step(0, &[0], 1).refilled.is_empty());
        assert_eq!(basis.step(0, &[0, 1], 2).refilled, [1]);
        assert!(basis.step(0, &[1], 2).refilled.is_empty(), "no earlier year that is looked at has a value");
    }
}
