//! Made-up formulas and panels for tests: the numbers mean nothing, the shapes do.

use crate::formula::{FillingRule, Formula, GateRule, Needs, Node, NodeKind, SlotRule};
use crate::methods::aggregate::Aggregate;
use crate::methods::fill::group::{By, Group, Middle};
use crate::methods::fill::{Imputation, Series};
use crate::methods::normalise::goalposts::Goalposts;
use crate::methods::normalise::{Direction, Normalise};
use crate::panel::{GateColumn, Panel, SlotColumn, State};
use crate::rubric::Facet;
use crate::words::country::Country;
use crate::words::gap::Gap;

/// A small generator, so that a fixture needs nothing but its seed.
struct Lcg(u64);

impl Lcg {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Two headings with two principles each, three slots a principle, one gate; ten countries, three years; about a fifth
/// of the cells missing and a tenth not applicable.
pub fn with_gaps(seed: u64) -> (Formula, Panel) {
    let mut random = Lcg(seed);
    let normalise = Normalise::Goalposts(Goalposts::between(-1.0, 1.0));
    let filling = FillingRule { treat: None, transform: None, normalise, direction: Direction::Higher };
    let slot = |facet| SlotRule { fillings: vec![filling.clone()], facet, proxy: false };
    let slots: Vec<SlotRule> = (0..12).map(|at| slot(if at % 3 == 0 { Facet::Law } else { Facet::Practice })).collect();
    let mut formula = Formula { slots, nodes: vec![], gates: vec![], weights: vec![], parts: vec![], principles: 4 };
    let gate = GateRule { at_least: 1.0, undetermined_at_least: 1.0, cap: 59.0, holds_for: 1 };
    formula.gates.push(gate);
    let add = |formula: &mut Formula, kind, parts: Vec<usize>, gates, random: &mut Lcg| {
        let first = formula.parts.len();
        formula.weights.extend(parts.iter().map(|_| 0.5 + random.next()));
        // beside what the duty asks for, the second principle has a required slot
        let needs = match kind {
            NodeKind::Principle(1) => Needs { one_of: parts[1..].to_vec(), all: vec![parts[2]] },
            NodeKind::Principle(_) => Needs { one_of: parts[1..].to_vec(), all: vec![] },
            _ => Needs::default(),
        };
        formula.parts.extend(parts);
        let edges = first..formula.parts.len();
        let aggregate = Aggregate::Arithmetic;
        formula.nodes.push(Node { kind, edges, aggregate, threshold: 0.5, needs, gates, condition: None });
        formula.slots.len() + formula.nodes.len() - 1
    };
    let mut principles = Vec::new();
    for heading in 0..2 {
        let own: Vec<usize> = (2 * heading..2 * heading + 2)
            .map(|at| {
                let gates = if at == 0 { 0..1 } else { 1..1 };
                add(&mut formula, NodeKind::Principle(at), (3 * at..3 * at + 3).collect(), gates, &mut random)
            })
            .collect();
        principles.extend(own.iter().copied());
        add(&mut formula, NodeKind::Heading(heading), own, 1..1, &mut random);
    }
    add(&mut formula, NodeKind::Total, principles, 1..1, &mut random);
    let cells = 30;
    let column = |random: &mut Lcg| {
        let mut column = SlotColumn {
            values: vec![],
            states: vec![],
            filling: vec![0; cells],
            origin: vec![2021; cells],
            imputed: vec![],
        };
        for _ in 0..cells {
            let state = match random.next() {
                draw if draw < 0.2 => State::Missing(Gap::NotReported),
                draw if draw < 0.3 => State::NotApplicable,
                draw if draw < 0.5 => State::Carried(1),
                _ => State::Observed,
            };
            column.values.push(if state.has_value() { 2.4 * random.next() - 1.2 } else { 0.0 });
            column.states.push(state);
        }
        column
    };
    let mut slots: Vec<SlotColumn> = (0..12).map(|_| column(&mut random)).collect();
    impute(&mut slots[1], 10);
    let mut count = || match random.next() {
        draw if draw < 0.2 => None,
        draw if draw < 0.4 => Some(2.0),
        _ => Some(0.0),
    };
    let gates = vec![GateColumn {
        first: 2021,
        years: 3,
        when: (0..cells).map(|_| count()).collect(),
        undetermined: (0..cells).map(|_| count()).collect(),
    }];
    let countries = (0..10).filter_map(|at| Country::parse(&format!("AA{}", (b'A' + at) as char))).collect();
    (formula, Panel { years: vec![2021, 2022, 2023], countries, slots, gates })
}

/// Fills the gaps of a column in with the mean of the year, as a rubric may ask.
fn impute(column: &mut SlotColumn, width: usize) {
    let observed: Vec<bool> = column.states.iter().map(|state| state.is_evidence()).collect();
    let wanted: Vec<bool> = column.states.iter().map(|state| matches!(state, State::Missing(_))).collect();
    let (years, groups) = ([2021, 2022, 2023], vec![Some(0); width]);
    let by = Imputation::Group(Group { by: By::Region, middle: Middle::Mean });
    column.imputed = by.recipes(Series {
        values: &column.values,
        observed: &observed,
        wanted: &wanted,
        width,
        years: &years,
        groups: &groups,
        predictors: &[],
    });
    for (cell, recipe) in &column.imputed {
        column.values[*cell] = recipe.value(&column.values);
        column.states[*cell] = State::Imputed(Gap::NotReported);
    }
}
