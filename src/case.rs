//! A case: a rubric and the evidence, judged to fit each other. The only fallible step; nothing after it can fail.

mod pairing;
mod weighing;

use std::sync::Arc;

use crate::evidence::Evidence;
use crate::formula::{FillingRule, Formula, NodeKind};
use crate::methods::normalise::Over;
use crate::panel::Panel;
use crate::rubric::{Duty, Rubric};
use crate::words::country::Country;
use crate::words::finding::Findings;
use crate::words::keys::Sited;
use crate::words::year::{Year, Years};

/// Which years and countries are assessed.
#[derive(Clone, Debug)]
pub struct Scope {
    pub years: Years,
    /// Ascending; every country of the atlas when nothing narrower is asked.
    pub countries: Vec<Country>,
}

/// That files and their pairing have been judged is this type, not a promise.
#[derive(Clone, Debug)]
pub struct Case {
    rubric: Arc<Rubric>,
    evidence: Arc<Evidence>,
    formula: Formula,
    panel: Panel,
}

impl Case {
    /// Judges how a rubric and the evidence fit, and aligns them.
    ///
    /// # Errors
    /// Every fault of the pairing at its place in the rubric. Findings that are no faults come with the case.
    pub fn pair(rubric: Arc<Rubric>, evidence: Arc<Evidence>, scope: &Scope) -> Result<(Self, Findings), Findings> {
        let mut findings = pairing::judge(&rubric, &evidence);
        if findings.has_fault() {
            return Err(findings);
        }
        let panel = Panel::of(&rubric, &evidence, scope.years.as_slice(), &scope.countries);
        findings.extend(pairing::judge_panel(&rubric, &evidence, &panel));
        if findings.has_fault() {
            return Err(findings);
        }
        let mut formula = Formula::of(&rubric, &evidence);
        findings.extend(weighing::apply(&rubric, &panel, evidence.hypothetical, &mut formula));
        Ok((Self { rubric, evidence, formula, panel }, findings))
    }

    pub fn rubric(&self) -> &Rubric {
        &self.rubric
    }

    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    pub fn formula(&self) -> &Formula {
        &self.formula
    }

    pub fn panel(&self) -> &Panel {
        &self.panel
    }

    /// A slot's raw values after treatment of outliers, one per cell; `None` where nothing is treated.
    pub fn treated(&self, slot: usize) -> Option<Vec<f64>> {
        let (column, fillings) = (&self.panel.slots[slot], &self.formula.slots[slot].fillings);
        fillings.iter().find(|filling| filling.treat.is_some())?;
        let mut values = column.values.clone();
        for (at, filling) in fillings.iter().enumerate() {
            // no cell is of two fillings, and the absent ones are left as they are
            let treated = filling.treated(&values, &column.present(at), self.panel.countries.len());
            values = treated.unwrap_or(values);
        }
        Some(values)
    }

    /// The id of a node as users write it: `2.1`, `2` or `total`.
    pub fn node_id(&self, kind: NodeKind) -> &str {
        match kind {
            NodeKind::Principle(at) => &self.rubric.principles[at].id,
            NodeKind::Heading(at) => &self.rubric.instrument.headings[at].id,
            NodeKind::Total => "total",
        }
    }

    /// Whether a node is a position, or a heading or total over nothing but positions.
    pub fn is_position(&self, node: usize) -> bool {
        let node = &self.formula.nodes[node];
        match node.kind {
            NodeKind::Principle(at) => self.rubric.principles[at].is_position(),
            NodeKind::Heading(_) => node.edges.is_empty(),
            NodeKind::Total => self.rubric.clauses() == 0,
        }
    }

    /// The refrain clauses under a heading or the total, as quantities: one that fails lowers its grade.
    pub fn refrain_parts(&self, node: usize) -> Vec<usize> {
        if let NodeKind::Principle(_) = self.formula.nodes[node].kind {
            return Vec::new();
        }
        let parts = self.formula.clauses_of(node).into_iter();
        let refrains = |part: &usize| {
            let below = part.checked_sub(self.formula.slots.len()).map(|node| self.formula.nodes[node].kind);
            matches!(below, Some(NodeKind::Principle(at)) if self.rubric.principles[at].duty == Duty::Refrain)
        };
        parts.filter(refrains).collect()
    }

    /// The same case over some of its years and countries, given as positions; with all that a relative method compares
    /// with, because with fewer cells it would score otherwise. A doubt may bring in a method that compares: see
    /// `Vary::compares_countries`.
    pub fn narrowed(&self, years: &[usize], countries: Option<&[usize]>) -> Self {
        let fillings = self.formula.slots.iter().flat_map(|slot| &slot.fillings);
        let compared: Vec<Over> = fillings.flat_map(FillingRule::over).collect();
        // what is filled in is made of other countries and years, if not by the rubric then by a doubt
        let over_panel =
            compared.contains(&Over::Panel) || self.rubric.fillings().any(|filling| filling.fill.is_some());
        let aggregated = self.formula.nodes.iter().any(|node| node.aggregate.is_relative());
        let over_countries = over_panel || aggregated || !compared.is_empty();
        let kept =
            |at: usize, year: Year| years.contains(&at) || over_panel || compared.contains(&Over::Baseline(year));
        let all = self.panel.years.iter().enumerate();
        let years: Vec<Year> = all.filter(|(at, year)| kept(*at, **year)).map(|(_, year)| *year).collect();
        let countries: Vec<Country> = match countries {
            Some(countries) if !over_countries => countries.iter().map(|&at| self.panel.countries[at]).collect(),
            _ => self.panel.countries.clone(),
        };
        let panel = Panel::of(&self.rubric, &self.evidence, &years, &countries);
        let (rubric, evidence) = (self.rubric.clone(), self.evidence.clone());
        Self { rubric, evidence, formula: self.formula.clone(), panel }
    }

    /// The positions that stand beside the parts of a heading or the total: as principles, and as nodes.
    pub fn positions(&self, node: usize) -> Vec<(usize, usize)> {
        let whole = self.formula.nodes[node].kind;
        let below = |principle: usize| match whole {
            NodeKind::Principle(_) => false,
            NodeKind::Heading(heading) => self.rubric.principles[principle].heading == heading,
            NodeKind::Total => true,
        };
        let nodes = self.formula.nodes.iter().enumerate();
        let positions = nodes.filter(|(at, _)| self.is_position(*at));
        let principles = positions.filter_map(|(at, node)| match node.kind {
            NodeKind::Principle(principle) => Some((principle, at)),
            _ => None,
        });
        principles.filter(|(principle, _)| below(*principle)).collect()
    }

    /// The fillings, as slot and position in it, whose coders agree poorly.
    pub fn unreliable_fillings(&self) -> Vec<(usize, usize)> {
        let slots = self.rubric.principles.iter().flat_map(|principle| &principle.slots).enumerate();
        let fillings =
            slots.flat_map(|(slot, rule)| rule.fillings.iter().enumerate().map(move |(at, own)| (slot, at, own)));
        let low = |name: &Sited<String>| self.evidence.subject(&name.value).is_some_and(|on| on.reliability.is_low());
        let unreliable = fillings.filter(|(_, _, filling)| filling.measure.variables().iter().any(low));
        unreliable.map(|(slot, at, _)| (slot, at)).collect()
    }

    /// The judged variables that a principle reads, or the whole rubric, each once.
    pub fn judged_variables(&self, principle: Option<usize>) -> Vec<&str> {
        let principles = self.rubric.principles.iter().enumerate();
        let slots = principles.filter(|(at, _)| principle.is_none_or(|own| own == *at)).flat_map(|(_, own)| &own.slots);
        let names = slots.flat_map(|slot| &slot.fillings).flat_map(|filling| filling.measure.variables());
        let mut judged: Vec<&str> =
            names.map(|name| name.value.as_str()).filter(|name| self.evidence.subject(name).is_some()).collect();
        judged.sort_unstable();
        judged.dedup();
        judged
    }

    /// The node with this id.
    pub fn find_node(&self, id: &str) -> Option<usize> {
        self.formula.nodes.iter().position(|node| self.node_id(node.kind) == id)
    }
}
