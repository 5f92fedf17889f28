//! The arithmetic held against a plain second writing of it, and what must hold for every panel.

use proptest::prelude::*;

use super::choice::{Choice, Redrawn};
use super::fixture::with_gaps;
use crate::formula::{Condition, Formula};
use crate::methods::aggregate::Aggregate;
use crate::methods::normalise::Normalise;
use crate::methods::normalise::goalposts::Goalposts;
use crate::panel::{Panel, State};
use crate::score::outcome::Outcome;

/// The score of a quantity, worked out for one cell alone by recursion.
fn plainly(formula: &Formula, panel: &Panel, outcome: &Outcome, quantity: usize, cell: usize) -> Option<f64> {
    let Some(node) = quantity.checked_sub(formula.slots.len()).map(|node| &formula.nodes[node]) else {
        let column = &panel.slots[quantity];
        let score = (50.0 * (column.values[cell] + 1.0)).clamp(0.0, 100.0);
        return column.states[cell].has_value().then_some(score);
    };
    let parts: Vec<(f64, Option<f64>)> = node
        .edges
        .clone()
        .map(|edge| (formula.weights[edge], plainly(formula, panel, outcome, formula.parts[edge], cell)))
        .collect();
    let total: f64 = parts.iter().filter(|part| part.1.is_some()).map(|part| part.0).sum();
    let sum: f64 = parts.iter().filter_map(|part| Some(part.0 * part.1?)).sum();
    let (covered, applicable) = covered(formula, panel, quantity, cell);
    let state = |slot: usize| panel.slots[slot].states[cell];
    let needed = (node.needs.one_of.is_empty() || node.needs.one_of.iter().any(|&slot| state(slot).is_evidence()))
        && node.needs.all.iter().all(|&slot| state(slot).is_evidence() || state(slot) == State::NotApplicable);
    let capped = node.gates.clone().any(|gate| outcome.gate(gate, cell).caps());
    (applicable && total > 0.0 && covered + 1e-9 >= node.threshold && needed)
        .then(|| if capped { (sum / total).min(59.0) } else { sum / total })
}

/// Share of the applicable weight that is covered, and whether anything applies.
fn covered(formula: &Formula, panel: &Panel, quantity: usize, cell: usize) -> (f64, bool) {
    let Some(node) = quantity.checked_sub(formula.slots.len()).map(|node| &formula.nodes[node]) else {
        let state = panel.slots[quantity].states[cell];
        return (f64::from(u8::from(state.is_evidence())), state != State::NotApplicable);
    };
    let (mut sum, mut total) = (0.0, 0.0);
    for edge in node.edges.clone() {
        let (share, applies) = covered(formula, panel, formula.parts[edge], cell);
        if applies {
            sum += formula.weights[edge] * share;
            total += formula.weights[edge];
        }
    }
    (if total > 0.0 { sum / total } else { 0.0 }, total > 0.0)
}

proptest! {
    #[test]
    fn a_plain_recursion_cell_by_cell_gives_the_same_scores(seed in any::<u64>()) {
        let (formula, panel) = with_gaps(seed);
        let outcome = formula.score(&panel, &Choice::nominal());
        for quantity in 0..formula.quantities() {
            for cell in 0..panel.cells() {
                let (fast, plain) = (outcome.score(quantity, cell), plainly(&formula, &panel, &outcome, quantity, cell));
                prop_assert_eq!(fast.is_some(), plain.is_some(), "quantity {} cell {}", quantity, cell);
                if let (Some(fast), Some(plain)) = (fast, plain) {
                    prop_assert!((fast - plain).abs() < 1e-9, "{} is not {}", fast, plain);
                }
            }
        }
    }

    #[test]
    fn an_outcome_used_again_keeps_nothing_of_the_choice_before(seed in any::<u64>(), order in prop::collection::vec(0usize..5, 2..8)) {
        let (mut formula, panel) = with_gaps(seed);
        let first = formula.nodes[0].edges.start;
        formula.nodes[0].condition = Some(Condition { below: 60.0, law: vec![first], practice: vec![first + 1, first + 2] });
        let ready = formula.ready(&panel);
        let redrawn = |slot: usize| Redrawn { slot, values: vec![0.25; panel.cells()], rules: None };
        let (one, other) = ([redrawn(0), redrawn(5)], [redrawn(5), redrawn(7)]);
        let choices = [
            Choice::nominal(),
            Choice { columns: &one, ..Choice::nominal() },
            Choice { columns: &other, conditions: false, ..Choice::nominal() },
            Choice::worst(),
            Choice { conditions: false, ..Choice::best() },
        ];
        let mut used = ready.score(&Choice::nominal());
        for choice in order {
            ready.score_into(&choices[choice], &mut used);
            let fresh = ready.score(&choices[choice]);
            for quantity in 0..formula.quantities() {
for cell in 0..panel.cells() {
                    // what stands; under a 0 mask anything may be left
                    prop_assert_eq!(used.score(quantity, cell), fresh.score(quantity, cell), "choice {}", choice);
                }
            }
        }
    }

    #[test]
    fn a_score_lies_in_its_envelope_and_the_envelope_in_the_scale(seed in any::<u64>()) {
        let (formula, panel) = with_gaps(seed);
        let ready = formula.ready(&panel);
        let [worst, nominal, best] =
            [Choice::worst(), Choice { thresholds: false, ..Choice::nominal() }, Choice::best()]
                // what a duty asks for may take a part out of the score and not out of the ends
                .map(|choice| ready.score(&Choice { duties: false, ..choice }));
        // Where a cap applies the score may lie above the envelope: a capped principle without a score is left out of
        // the nominal mean, and the best that it could add is its cap.
        let capped = |cell: usize| nominal.gate(0, cell).key() != "not-fired" && nominal.gate(0, cell).key() != "unknown";
        for quantity in formula.slots.len()..formula.quantities() {
            for cell in (0..panel.cells()).filter(|&cell| !capped(cell)) {
                if let Some(score) = nominal.score(quantity, cell) {
                    let low = worst.score(quantity, cell).unwrap();
                    let high = best.score(quantity, cell).unwrap();
                    prop_assert!(low <= score + 1e-9 && score <= high + 1e-9, "{} {} {}", low, score, high);
                    prop_assert!(low >= 0.0 && high <= 100.0 + 1e-9);
                }
            }
        }
    }

    #[test]
    fn weights_times_a_constant_change_nothing_that_is_printed(seed in any::<u64>(), factor in 0.1..10.0f64) {
        let (formula, panel) = with_gaps(seed);
        let weights: Vec<f64> = formula.weights.iter().map(|weight| weight * factor).collect();
        let nominal = formula.score(&panel, &Choice::nominal());
        let scaled = formula.score(&panel, &Choice { weights: Some(&weights), ..Choice::nominal() });
        for quantity in 0..formula.quantities() {
            for cell in 0..panel.cells() {
                let pair = nominal.score(quantity, cell).zip(scaled.score(quantity, cell));
                prop_assert!(pair.is_none_or(|(a, b)| (a - b).abs() < 1e-9));
            }
        }
    }
}

/// The score of principle 0 in the first cell where all its three slots have a value, its law (slot 0) and its two
/// practices (slots 1 and 2) set to these raw values, under these choices.
fn conditional(law: f64, practice: [f64; 2], conditions: bool) -> (f64, f64) {
    let (mut formula, mut panel) = with_gaps(11);
    let node = &mut formula.nodes[0];
    node.condition = Some(Condition { below: 40.0, law: vec![0], practice: vec![1, 2] });
    (formula.weights[0], formula.weights[1], formula.weights[2]) = (1.0, 3.0, 1.0);
    let full = |cell: &usize| (0..3).all(|slot| panel.slots[slot].states[*cell].has_value());
    let cell = (0..panel.cells()).find(full).unwrap();
    for (slot, value) in [law, practice[0], practice[1]].into_iter().enumerate() {
        panel.slots[slot].values[cell] = value;
    }
    let choice = Choice { conditions, gates: false, ..Choice::nominal() };
    let outcome = formula.score(&panel, &choice);
    (outcome.score(0, cell).unwrap(), outcome.score(12, cell).unwrap())
}

#[test]
fn a_conditional_law_lifts_nothing_where_abuse_is_seen() {
    // practice (3 × 20 + 1 × 40) / 4 = 25 is below 40: the law of 100 counts as 25, and so does the whole
    assert_eq!(conditional(1.0, [-0.6, -0.2], true), (25.0, 25.0));
    assert_eq!(conditional(1.0, [-0.6, -0.2], false), (100.0, 40.0));
    // a law worse than the practice stays as bad as it is: (0 + 3 × 20 + 40) / 5 = 20
    assert_eq!(conditional(-1.0, [-0.6, -0.2], true), (0.0, 20.0));
}

#[test]
fn and_counts_in_full_where_practice_is_at_the_threshold_or_above() {
    // practice (3 × 30 + 1 × 70) / 4 = 40: (100 + 90 + 70) / 5 = 52
    let (law, whole) = conditional(1.0, [-0.4, 0.4], true);
    assert!((law - 100.0).abs() < 1e-9 && (whole - 52.0).abs() < 1e-9, "{law} {whole}");
}

/// The first slot's and the first principle's score in a cell where all its three slots have a value: the first, whose
/// posts are not clamped, of this raw value, the others of that one.
fn unclamped(first: f64, others: f64, aggregate: Aggregate) -> (f64, f64) {
    let (mut formula, mut panel) = with_gaps(11);
    let posts = Goalposts { clamped: false, ..Goalposts::between(-1.0, 1.0) };
    formula.slots[0].fillings[0].normalise = Normalise::Goalposts(posts);
    formula.weights[..3].fill(1.0);
    formula.nodes[0].aggregate = aggregate;
    let full = |cell: &usize| (0..3).all(|slot| panel.slots[slot].states[*cell].has_value());
    let cell = (0..panel.cells()).find(full).unwrap();
    for (slot, value) in [first, others, others].into_iter().enumerate() {
        panel.slots[slot].values[cell] = value;
    }
    let outcome = formula.score(&panel, &Choice { gates: false, ..Choice::nominal() });
    (outcome.score(0, cell).unwrap(), outcome.score(12, cell).unwrap())
}

#[test]
fn a_score_beyond_the_scale_counts_in_full_in_a_mean_that_is_itself_held_within() {
    let (plain, geometric) = (Aggregate::Arithmetic, Aggregate::Geometric { floor: None });
    // 200 and twice 50: 100; three times 200 is held; −100 and twice 80: 20; and −100 alone is 0
    assert_eq!(unclamped(3.0, 0.0, plain), (200.0, 100.0));
    assert_eq!(unclamped(3.0, 1.0, plain), (200.0, 100.0));
    assert_eq!(unclamped(-3.0, 0.6, plain), (-100.0, 20.0));
    assert_eq!(unclamped(-3.0, -1.0, plain), (-100.0, 0.0));
    // every other method is given 100 and 0
    assert!((unclamped(3.0, -0.5, geometric).1 - libm::cbrt(100.0 * 25.0 * 25.0)).abs() < 1e-9);
    assert_eq!(unclamped(-3.0, 1.0, geometric), (-100.0, 0.0));
    assert_eq!(unclamped(-3.0, 1.0, Aggregate::Minimum), (-100.0, 0.0));
}

#[test]
fn what_a_mask_leaves_out_is_missing() {
    let (formula, panel) = with_gaps(5);
    let cells = panel.cells();
    let mut only = vec![1.0; formula.quantities() * cells];
    // principle 0 in every cell
    only[12 * cells..13 * cells].fill(0.0);
    let open = Choice { thresholds: false, ..Choice::nominal() };
    let (all, masked) = (formula.score(&panel, &open), formula.score(&panel, &Choice { only: Some(&only), ..open }));
    for cell in 0..cells {
        assert_eq!(masked.score(12, cell), None);
        assert_eq!(masked.score(13, cell), all.score(13, cell));
        // heading 0 is left with principle 1 alone
        let pair = masked.score(14, cell).zip(all.score(13, cell));
        assert!(pair.is_none_or(|(heading, principle)| (heading - principle).abs() < 1e-9));
        assert_eq!(masked.score(14, cell).is_some(), all.score(13, cell).is_some());
    }
}

#[test]
fn a_perturbed_column_moves_only_what_stands_above_it() {
    let (formula, panel) = with_gaps(3);
    let values: Vec<f64> = panel.slots[0].values.iter().map(|value| value - 0.5).collect();
    let nominal = formula.score(&panel, &Choice::nominal());
    let moved = formula.score(
        &panel,
        &Choice { columns: &[Redrawn { slot: 0, values: values.clone(), rules: None }], ..Choice::nominal() },
    );
    let differs = |quantity: usize| nominal.scores(quantity) != moved.scores(quantity);
    let differing: Vec<usize> = (0..formula.quantities()).filter(|&quantity| differs(quantity)).collect();
    // slot 0, principle 0 (quantity 12), heading 0 (14), the total (18)
    assert_eq!(differing, [0, 12, 14, 18]);
}
