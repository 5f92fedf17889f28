//! Which single missing observation would narrow the envelope most.
//!
//! The envelope of a score runs from all missing evidence at 0 to all of it at 100. If one missing observation became
//! known, the envelope would be narrower whatever it says; what it takes off at least (over its two extremes) is what it
//! is worth.

use crate::score::Ready;
use crate::score::choice::{Choice, Fill};

/// A missing observation and what knowing it is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Narrowing {
    pub slot: usize,
    /// Width of the envelope as it is, in points.
    pub width: f64,
    /// Width at most, once it is known.
    pub known: f64,
}

/// For every cell of a quantity, the missing observation that would narrow its envelope most; `None` where nothing is
/// missing, or nothing of it counts.
pub fn narrowing(ready: &Ready<'_>, quantity: usize) -> Vec<Option<Narrowing>> {
    let ends = |except: Option<(usize, f64)>| {
        let column = |choice: Choice<'_>| {
            let fill = choice.fill.map(|fill| Fill { except, ..fill });
            let outcome = ready.score(&Choice { fill, ..choice });
            (0..outcome.cells).map(|cell| outcome.score(quantity, cell)).collect::<Vec<_>>()
        };
        let (low, high) = (column(Choice::worst()), column(Choice::best()));
        low.into_iter().zip(high).map(|(low, high)| Some((high? - low?).max(0.0))).collect::<Vec<Option<f64>>>()
    };
    let whole = ends(None);
    let mut best: Vec<Option<Narrowing>> = vec![None; whole.len()];
    for slot in 0..ready.formula.slots.len() {
        let states = &ready.panel.slots[slot].states;
        if states.iter().all(|state| state.is_evidence()) {
            continue;
        }
        let known = [0.0, 100.0].map(|score| ends(Some((slot, score))));
        for (cell, best) in best.iter_mut().enumerate().filter(|(cell, _)| !states[*cell].is_evidence()) {
            let (Some(width), Some(low), Some(high)) = (whole[cell], known[0][cell], known[1][cell]) else { continue };
            let known = low.max(high);
            // what takes off a last bit takes off nothing
            let worth = known < width - 1e-9 && best.is_none_or(|best| known < best.known);
            if worth {
                *best = Some(Narrowing { slot, width, known });
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::State;
    use crate::score::fixture;
    use crate::words::gap::Gap;

    #[test]
    fn the_heaviest_missing_indicator_is_worth_most() {
        let (mut formula, mut panel) = fixture::with_gaps(3);
        // of the second principle, which no gate caps
        (formula.weights[3], formula.weights[4], formula.weights[5]) = (1.0, 3.0, 2.0);
        for slot in 3..6 {
            panel.slots[slot].states[0] = State::Missing(Gap::NotReported);
        }
        panel.slots[3].states[0] = State::Observed;
        let found = narrowing(&formula.ready(&panel), formula.quantity(1))[0].unwrap();
        assert_eq!(found.slot, 4);
        // five sixths are missing; three sixths of it would be known
        assert!((found.width - 500.0 / 6.0).abs() < 1e-9 && (found.known - 200.0 / 6.0).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn where_nothing_is_missing_nothing_is_worth_anything() {
        let (formula, mut panel) = fixture::with_gaps(3);
        panel.slots.iter_mut().for_each(|slot| slot.states[0] = State::Observed);
        assert_eq!(narrowing(&formula.ready(&panel), formula.quantity(6))[0], None);
    }
}
