//! Correlations between scores: indicators of a principle, principles of a heading, headings with each other and with the
//! total, and all of them with declared reference variables.

use super::{Sample, heading_of, parts, principle_of, principles, slots};
use crate::formula::NodeKind;
use crate::statistics::correlation::{Coefficient, Correlation};

/// Above this, two things say the same.
pub const REDUNDANT: f64 = 0.95;
/// A coefficient so many times 1/√n below 0 is no accident of the sample.
const ERRORS: f64 = 2.0;

/// What is held against what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// A slot or node, as the formula's quantity.
    Quantity(usize),
    /// A variable by its full name.
    Variable(String),
}

/// How the two belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Two indicators of one principle.
    WithinPrinciple,
    /// Two indicators of two principles.
    AcrossPrinciples,
    /// Two principles of one heading.
    WithinHeading,
    /// Two principles of two headings.
    AcrossHeadings,
    Headings,
    /// A principle or heading with the total that it is part of.
    WithTotal,
    Reference,
}

impl Relation {
    pub const ALL: [Self; 7] = [
        Self::WithinPrinciple,
        Self::WithinHeading,
        Self::AcrossHeadings,
        Self::Headings,
        Self::WithTotal,
        Self::Reference,
        Self::AcrossPrinciples,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::WithinPrinciple => "within-principle",
            Self::AcrossPrinciples => "across-principles",
            Self::WithinHeading => "within-heading",
            Self::AcrossHeadings => "across-headings",
            Self::Headings => "headings",
            Self::WithTotal => "with-total",
            Self::Reference => "reference",
        }
    }

    /// Whether the two are meant to say something alike: parts of one whole.
    fn belongs(self) -> bool {
        matches!(self, Self::WithinPrinciple | Self::WithinHeading | Self::WithTotal)
    }
}

/// What should be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Parts of one whole that go against each other.
    Negative,
    /// They say the same.
    Redundant,
}

impl Flag {
    pub fn word(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::Redundant => "redundant",
        }
    }
}

/// Two columns and their correlation.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub first: usize,
    pub second: Side,
    pub relation: Relation,
    pub found: Correlation,
    pub flag: Option<Flag>,
}

/// Every pair under a node, relation by relation. `against` are full names of variables.
pub fn correlations(sample: &Sample<'_>, coefficient: Coefficient, node: usize, against: &[String]) -> Vec<Pair> {
    let case = sample.case();
    let formula = case.formula();
    let indicators = sample.scored_among(slots(case, node));
    let principles = sample.scored_among(principles(case, node).into_iter().map(|node| formula.quantity(node)));
    let is_heading = |at: &usize| matches!(formula.nodes[*at].kind, NodeKind::Heading(_)) && !case.is_position(*at);
    let headings = match formula.nodes[node].kind {
        NodeKind::Total => sample.scored_among((0..node).filter(is_heading).map(|at| formula.quantity(at))),
        _ => vec![],
    };
    let total = formula.nodes.len() - 1;
    let mut pairs = Pairs { sample, coefficient, pairs: Vec::new() };
    let principle = |slot| principle_of(case, slot);
    pairs.all(&indicators, |a, b| match principle(a) == principle(b) {
        true => Relation::WithinPrinciple,
        false => Relation::AcrossPrinciples,
    });
    let heading = |quantity: usize| heading_of(case, quantity - formula.slots.len());
    pairs.all(&principles, |a, b| match heading(a) == heading(b) {
        true => Relation::WithinHeading,
        false => Relation::AcrossHeadings,
    });
    pairs.all(&headings, |_, _| Relation::Headings);
    if !parts(case, total).is_empty() {
        for &part in principles.iter().chain(&headings) {
            pairs.add(part, Side::Quantity(formula.quantity(total)), Relation::WithTotal);
        }
    }
    let own = formula.quantity(node);
    let mut seen = principles;
    seen.extend(headings);
    seen.retain(|quantity| *quantity != own);
    for name in against {
        for &quantity in std::iter::once(&own).chain(&seen) {
            pairs.add(quantity, Side::Variable(name.clone()), Relation::Reference);
        }
    }
    let mut pairs = pairs.pairs;
    pairs.sort_by_key(|pair| Relation::ALL.iter().position(|relation| *relation == pair.relation));
    pairs
}

struct Pairs<'p> {
    sample: &'p Sample<'p>,
    coefficient: Coefficient,
    pairs: Vec<Pair>,
}

impl Pairs<'_> {
    fn all(&mut self, quantities: &[usize], relation: impl Fn(usize, usize) -> Relation) {
        for (at, &first) in quantities.iter().enumerate() {
            for &second in &quantities[at + 1..] {
                self.add(first, Side::Quantity(second), relation(first, second));
            }
        }
    }

    fn add(&mut self, first: usize, second: Side, relation: Relation) {
        let column = column(self.sample, &second);
        let found = self.coefficient.of(&self.sample.scores(first), &column);
        self.pairs.push(Pair { first, second, relation, found, flag: flag(relation, found) });
    }
}

/// The values of one side.
pub fn column(sample: &Sample<'_>, side: &Side) -> Vec<Option<f64>> {
    match side {
        Side::Quantity(quantity) => sample.scores(*quantity),
        Side::Variable(name) => sample.variable(name),
    }
}

fn flag(relation: Relation, found: Correlation) -> Option<Flag> {
    let value = found.value?;
    let below = -ERRORS / (found.n as f64).sqrt();
    // a reference may count the other way round
    let strength = if relation == Relation::Reference { value.abs() } else { value };
    match value {
        _ if strength > REDUNDANT => Some(Flag::Redundant),
        value if relation.belongs() && value < below => Some(Flag::Negative),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_one_whole_are_flagged_where_they_clearly_go_against_each_other() {
        let of = |relation, n, value| flag(relation, Correlation { n, value: Some(value) });
        assert_eq!(of(Relation::WithinHeading, 100, -0.21), Some(Flag::Negative));
        assert_eq!(of(Relation::WithinHeading, 100, -0.19), None);
        assert_eq!(of(Relation::AcrossHeadings, 100, -0.5), None);
        assert_eq!(of(Relation::AcrossPrinciples, 9, 0.96), Some(Flag::Redundant));
        assert_eq!(of(Relation::Reference, 9, -0.96), Some(Flag::Redundant));
        assert_eq!(of(Relation::Headings, 9, 0.95), None);
        assert_eq!(flag(Relation::Headings, Correlation { n: 2, value: None }), None);
    }
}
