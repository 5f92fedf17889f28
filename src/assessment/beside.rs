//! The outcomes that stand beside the nominal one in every verdict: the same arithmetic under other choices.

use crate::case::Case;
use crate::formula::NodeKind;
use crate::panel::State;
use crate::rubric::Facet;
use crate::score::Ready;
use crate::score::choice::Choice;
use crate::score::outcome::Outcome;
use crate::score::standing::spread;

/// What every verdict looks at.
pub(super) struct Beside<'b> {
    pub(super) case: &'b Case,
    pub(super) ready: Ready<'b>,
    pub(super) nominal: &'b Outcome,
    /// All missing evidence at 0, and what is undetermined a violation.
    pub(super) worst: Outcome,
    /// All missing evidence at 100.
    pub(super) best: Outcome,
    pub(super) law: Outcome,
    pub(super) practice: Outcome,
    /// Without the indicators that only stand in.
    pub(super) direct: Outcome,
    /// Over the clauses that every scored country has, for the headings and for the total.
    pub(super) common: [Outcome; 2],
    /// Shares of the declared slot weight, one per quantity and cell.
    pub(super) observed: Vec<f64>,
    pub(super) judged: Vec<f64>,
    pub(super) carried: Vec<f64>,
    pub(super) imputed: Vec<f64>,
    /// Of coders who agree poorly.
    pub(super) unreliable: Vec<f64>,
}

impl<'b> Beside<'b> {
    pub(super) fn of(case: &'b Case, nominal: &'b Outcome) -> Self {
        let (formula, panel) = (case.formula(), case.panel());
        let ready = formula.ready(panel);
        let all_but = |facet: Facet| -> Vec<bool> { formula.slots.iter().map(|slot| slot.facet != facet).collect() };
        let (all_but_law, all_but_practice) = (all_but(Facet::Law), all_but(Facet::Practice));
        // a law on paper is not gated by what was done; what was done is
        let part = |without: &[bool], gates| {
            let open = Choice { thresholds: false, duties: false, ..Choice::nominal() };
            ready.score(&Choice { without: Some(without), gates, ..open })
        };
        let proxies: Vec<bool> = formula.slots.iter().map(|slot| slot.proxy).collect();
        let unreliable = case.unreliable_fillings();
        let share = |counts: &dyn Fn(State, usize, usize) -> bool| {
            let cells = panel.slots.iter().enumerate().flat_map(|(slot, column)| {
                let cells = column.states.iter().zip(&column.filling);
                cells.map(move |(state, filling)| f64::from(u8::from(counts(*state, slot, usize::from(*filling)))))
            });
            let slots: Vec<f64> = cells.collect();
            spread(formula, &nominal.standing().applies, &slots, panel.cells())
        };
        let none = || vec![0.0; formula.quantities() * panel.cells()];
        let any_judged = !case.evidence().judgements.is_empty();
        Self {
            case,
            nominal,
            worst: ready.score(&Choice::worst()),
            best: ready.score(&Choice::best()),
            law: part(&all_but_law, false),
            practice: part(&all_but_practice, true),
            direct: ready.score(&Choice { without: Some(&proxies), ..Choice::nominal() }),
            common: [false, true].map(|total| on_common_clauses(&ready, nominal, total)),
            observed: share(&|state, _, _| state == State::Observed),
            judged: if any_judged { share(&|state, _, _| state == State::Judged) } else { none() },
            carried: share(&|state, _, _| matches!(state, State::Carried(_))),
            imputed: share(&|state, _, _| matches!(state, State::Imputed(_))),
            unreliable: if unreliable.is_empty() {
                none()
            } else {
                share(&|state, slot, filling| state.is_evidence() && unreliable.contains(&(slot, filling)))
            },
            ready,
        }
    }

    /// The outcome over the common clauses of a node above the principles.
    pub(super) fn common_of(&self, kind: NodeKind) -> &Outcome {
        &self.common[usize::from(kind == NodeKind::Total)]
    }
}

/// Scores the total, or the headings, over the clauses that every country with a score there has in that year: dropping a
/// missing clause imputes it with its siblings, so places over different ones do not compare like with like.
fn on_common_clauses(ready: &Ready<'_>, nominal: &Outcome, total: bool) -> Outcome {
    let (formula, panel) = (ready.formula, ready.panel);
    let mut only = vec![1.0; formula.quantities() * panel.cells()];
    for (at, node) in formula.nodes.iter().enumerate() {
        if matches!(node.kind, NodeKind::Principle(_)) || (node.kind == NodeKind::Total) != total {
            continue;
        }
        for year in 0..panel.years.len() {
            let cells = || (0..panel.countries.len()).map(|country| panel.cell(year, country));
            let scored = |cell: &usize| nominal.score(formula.quantity(at), *cell).is_some();
            for &part in &formula.clauses_of(at) {
                if cells().filter(scored).any(|cell| nominal.score(part, cell).is_none()) {
                    cells().for_each(|cell| only[part * panel.cells() + cell] = 0.0);
                }
            }
        }
    }
    ready.score(&Choice { only: Some(&only), thresholds: false, ..Choice::nominal() })
}
