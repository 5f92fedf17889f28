//! Multivariate analysis (Handbook, step 4): what the statistics say of a case's indicators, principles and headings in
//! one year. It looks at the assessment and changes nothing in it.

pub mod availability;
pub mod correlations;
pub mod dimensions;
pub mod leave_one_out;
pub mod reliability;
pub mod summary;

use crate::case::Case;
use crate::dataset::Reading;
use crate::formula::NodeKind;
use crate::score::Ready;
use crate::score::choice::Choice;
use crate::score::outcome::Outcome;

/// A case scored once, for every statistic of it.
#[derive(Debug)]
pub struct Scored<'c> {
    pub case: &'c Case,
    pub ready: Ready<'c>,
    pub outcome: Outcome,
}

impl<'c> Scored<'c> {
    pub fn of(case: &'c Case) -> Self {
        let ready = case.formula().ready(case.panel());
        let outcome = ready.score(&Choice::nominal());
        Self { case, ready, outcome }
    }
}

/// The countries that statistics are taken over, in one year.
#[derive(Clone, Debug)]
pub struct Sample<'s> {
    pub scored: &'s Scored<'s>,
    /// Position in the panel.
    pub year: usize,
    /// Positions in the panel, ascending.
    pub countries: Vec<usize>,
}

impl<'s> Sample<'s> {
    pub fn case(&self) -> &'s Case {
        self.scored.case
    }

    fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        self.countries.iter().map(|&country| self.case().panel().cell(self.year, country))
    }

    /// The published scores of a slot or node, country by country. `quantity` is the formula's.
    pub fn scores(&self, quantity: usize) -> Vec<Option<f64>> {
        self.cells().map(|cell| self.scored.outcome.score(quantity, cell)).collect()
    }

    /// The raw values of a slot that one of its fillings gave: those of several are not comparable.
    pub fn raw(&self, slot: usize, filling: usize) -> Vec<Option<f64>> {
        let column = &self.case().panel().slots[slot];
        let own = |cell: usize| column.states[cell].has_value() && usize::from(column.filling[cell]) == filling;
        self.cells().map(|cell| own(cell).then(|| column.values[cell])).collect()
    }

    /// What a dataset says of a variable, in its own unit and direction.
    pub fn variable(&self, full: &str) -> Vec<Option<f64>> {
        let (panel, evidence) = (self.case().panel(), self.case().evidence());
        let read = |country: &usize| match evidence.look(full, panel.countries[*country], panel.years[self.year]) {
            Reading::Value(observation) => Some(observation.value),
            Reading::Zero => Some(0.0),
            Reading::Gap(_) => None,
        };
        self.countries.iter().map(read).collect()
    }

    /// Those of some quantities that have a score anywhere in the sample.
    pub fn scored_among(&self, quantities: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let any = |quantity: &usize| self.scores(*quantity).iter().any(Option::is_some);
        quantities.into_iter().filter(any).collect()
    }
}

/// The quantities right under a node that make its score.
pub fn parts(case: &Case, node: usize) -> &[usize] {
    let formula = case.formula();
    &formula.parts[formula.nodes[node].edges.clone()]
}

/// The principles under a node that make up its score, or the principle itself: as nodes, in the instrument's order.
pub fn principles(case: &Case, node: usize) -> Vec<usize> {
    let formula = case.formula();
    match formula.nodes[node].kind {
        NodeKind::Principle(_) => vec![node],
        _ => {
            let mut nodes: Vec<usize> = parts(case, node).iter().map(|part| part - formula.slots.len()).collect();
            nodes.sort_unstable();
            nodes
        }
    }
}

/// The slots under a node, those of positions left out unless it is one.
pub fn slots(case: &Case, node: usize) -> Vec<usize> {
    principles(case, node).into_iter().flat_map(|principle| parts(case, principle).iter().copied()).collect()
}

/// The heading of a principle, given as a node.
pub fn heading_of(case: &Case, node: usize) -> Option<usize> {
    match case.formula().nodes[node].kind {
        NodeKind::Principle(at) => Some(case.rubric().principles[at].heading),
        NodeKind::Heading(at) => Some(at),
        NodeKind::Total => None,
    }
}

/// The principle that a slot belongs to, as a node.
pub fn principle_of(case: &Case, slot: usize) -> Option<usize> {
    let nodes = case.formula().nodes.iter().enumerate();
    let mut principles = nodes.filter(|(_, node)| matches!(node.kind, NodeKind::Principle(_)));
    principles.find(|(at, _)| parts(case, *at).contains(&slot)).map(|(at, _)| at)
}
