//! Compiles declared doubts against a case: the rubric must have the step that a doubt names.

mod errors;
mod hidden;

use super::{Effect, Factor, Model, NodeWeights, OtherPosts, Refill, ShiftedPosts, Target};
use crate::case::Case;
use crate::doubt::{Doubt, Level, Posts, Spread, Vary};
use crate::formula::NodeKind;
use crate::methods::fill::{Imputation, Recipe};
use crate::methods::normalise::Normalise;
use crate::methods::normalise::goalposts::Goalposts;
use crate::panel::impute;
use crate::rubric::{Filling, Slot};
use crate::score::Ready;
use crate::score::choice::Refilled;
use crate::uncertainty::distribution::dirichlet::Dirichlet;
use crate::uncertainty::share::design::Design;
use crate::uncertainty::stream::Block;
use crate::words::finding::{Finding, Findings};
use crate::words::keys::Sited;
use crate::words::year::Year;

/// What is wrong with doubts on a case.
pub fn judge(case: &Case, doubts: &[Doubt]) -> Findings {
    let ready = case.formula().ready(case.panel());
    model(case, &ready, doubts).err().unwrap_or_default()
}

/// The model of all doubts; `ready` is the case's.
///
/// # Errors
/// Every doubt that names a step which the rubric does not have, at its place.
pub fn model(case: &Case, ready: &Ready<'_>, doubts: &[Doubt]) -> Result<Model, Findings> {
    let mut compiler = Compiler::of(case, ready, doubts);
    let mut factors: Vec<Factor> = Vec::new();
    for (at, doubt) in doubts.iter().enumerate() {
        let effect = match &doubt.vary {
            // it needs the errors, wherever among the doubts they stand
            Vary::Correlation { .. } => continue,
            vary => compiler.effect(doubt, vary),
        };
        factors.extend(effect.map(|effect| factor(at, doubt, effect, &factors)));
    }
    for (at, doubt) in doubts.iter().enumerate() {
        let Vary::Correlation { dataset, none } = &doubt.vary else { continue };
        let measured = |factor: &Factor| match &doubts[factor.doubt].vary {
            Vary::Measurement { dataset: other } => other.value == dataset.value,
            _ => false,
        };
        match factors.iter().position(measured) {
            Some(errors) => {
                let effect = Effect::Correlation { errors, none: *none };
                factors.push(factor(at, doubt, effect, &factors));
            }
            None => compiler.without_step(
                doubt,
                format!("No doubt draws the errors of `{}`.", dataset.value),
                "add a doubt with `measurement` for this dataset, or remove this one",
            ),
        }
    }
    if factors.len() > Design::MOST_FACTORS
        && let Some(doubt) = doubts.get(Design::MOST_FACTORS)
    {
        let found = format!("There are {} doubts.", factors.len());
        let finding = Finding::fault("too-many-doubts", found).expected(format!("at most {}", Design::MOST_FACTORS));
        compiler.findings.push(finding.help("gather some into one").at(doubt.place.clone()));
    }
    let drawn = compiler.drawn;
    if compiler.findings.has_fault() { Err(compiler.findings) } else { Ok(Model { factors, drawn }) }
}

/// A factor whose block is named by the doubt's id.
fn factor(at: usize, doubt: &Doubt, effect: Effect, earlier: &[Factor]) -> Factor {
    let mut number =
        doubt.id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    while number == u32::MAX || earlier.iter().any(|factor| factor.block.factor == number) {
        number = number.wrapping_add(1);
    }
    Factor { doubt: at, block: Block::of(number), family: doubt.vary.family(), effect }
}

struct Compiler<'c> {
    case: &'c Case,
    ready: &'c Ready<'c>,
    /// In the order of the formula's slots.
    slots: Vec<&'c Slot>,
    drawn: Vec<usize>,
    /// Positions of the run's countries among all.
    places: Vec<u32>,
    findings: Findings,
}

impl<'c> Compiler<'c> {
    fn of(case: &'c Case, ready: &'c Ready<'c>, doubts: &[Doubt]) -> Self {
        let slots: Vec<&Slot> = case.rubric().principles.iter().flat_map(|principle| &principle.slots).collect();
        let reads = |slot: &Slot, wanted: &dyn Fn(&str) -> bool| {
            slot.fillings.iter().flat_map(|filling| filling.measure.variables()).any(|name| wanted(&name.value))
        };
        let moved = |slot: &&Slot| {
            doubts.iter().any(|doubt| match &doubt.vary {
                Vary::Measurement { dataset } => reads(slot, &|name| of_dataset(name, &dataset.value)),
                Vary::HiddenEvent { variable, .. } => reads(slot, &|name| name == variable.value),
                _ => false,
            })
        };
        let drawn = (0..slots.len()).filter(|&slot| moved(&slots[slot])).collect();
        let all: Vec<_> = case.evidence().atlas.countries().collect();
        let place = |country| all.iter().position(|known| known == country).unwrap_or(0) as u32;
        let places = case.panel().countries.iter().map(place).collect();
        Self { case, ready, slots, drawn, places, findings: Findings::default() }
    }

    fn without_step(&mut self, doubt: &Doubt, found: impl Into<String>, help: &str) {
        self.findings.push(Finding::fault("doubt-without-step", found).help(help).at(doubt.place.clone()));
    }

    /// Says of a variable that it is not known, if it is not.
    fn known(&mut self, name: &Sited<String>) {
        if self.case.evidence().variable(&name.value).is_none() {
            let found = format!("There is no variable `{}`.", name.value);
            let finding = Finding::fault("unknown-variable", found).help("`upheld list variables` shows all");
            self.findings.push(finding.at(name.place.clone()));
        }
    }

    fn effect(&mut self, doubt: &Doubt, vary: &Vary) -> Option<Effect> {
        let effect = match vary {
            Vary::Measurement { dataset } => return self.errors(doubt, dataset),
            Vary::HiddenEvent { variable, by, chances } => return self.hidden(doubt, variable, by, chances),
            Vary::Weights { level, by } => self.weights(*level, *by),
            Vary::Goalposts(Posts::Within(share)) => self.shifted(*share),
            Vary::Goalposts(Posts::Alternatives { variable, posts }) => self.other_posts(&variable.value, posts),
            Vary::Aggregation { level, alternatives } => {
                let nodes = self.nodes(Some(*level));
                (!nodes.is_empty()).then(|| Effect::Aggregation { nodes, alternatives: alternatives.clone() })
            }
            Vary::Gates { off, cap } => {
                (!self.case.formula().gates.is_empty()).then_some(Effect::Gates { off: *off, cap: *cap })
            }
            Vary::Coverage { level, alternatives } => {
                let nodes = self.nodes(Some(*level));
                (!nodes.is_empty()).then(|| Effect::Coverage { nodes, alternatives: alternatives.clone() })
            }
            Vary::LeaveOneOut { chance } => (self.slots.len() > 1).then_some(Effect::LeaveOneOut { chance: *chance }),
            Vary::Fill { alternatives } => self.fills(alternatives),
            Vary::Correlation { .. } => None,
        };
        if effect.is_none() {
            let (found, help) = match vary {
                Vary::Weights { .. } => ("No node of this level has weights to share out.", "name another level"),
                Vary::Goalposts(Posts::Within(_)) => {
                    ("No goalpost of the rubric stands off a natural bound.", "remove the doubt")
                }
                Vary::Goalposts(Posts::Alternatives { .. }) => {
                    ("No indicator reads this variable through goalposts.", "mend the name, or remove the doubt")
                }
                Vary::Gates { .. } => ("The rubric has no gate.", "remove the doubt"),
                Vary::LeaveOneOut { .. } => ("The rubric has no two indicators.", "remove the doubt"),
                Vary::Fill { .. } => ("The rubric fills no gap in: missing is missing.", "remove the doubt"),
                _ => ("The rubric has no node of this level.", "name another level"),
            };
            self.without_step(doubt, found, help);
        }
        effect
    }

    /// The gaps that the rubric fills in, filled in by each alternative.
    fn fills(&mut self, alternatives: &[Imputation]) -> Option<Effect> {
        let (panel, evidence) = (self.case.panel(), self.case.evidence());
        for name in alternatives.iter().flat_map(Imputation::variables) {
            self.known(name);
        }
        let filled: Vec<usize> = (0..panel.slots.len()).filter(|&at| !panel.slots[at].imputed.is_empty()).collect();
        let refill = |fill: &Imputation| {
            let of = |&slot: &usize| {
                let column = &panel.slots[slot];
                let own = |(cell, _): &(usize, Recipe)| column.imputed.iter().any(|(known, _)| known == cell);
                let recipes = impute::recipes(fill, evidence, (&panel.years, &panel.countries), column);
                Refilled { slot, recipes: recipes.into_iter().filter(own).collect() }
            };
            Refill { name: fill.name(), slots: filled.iter().map(of).collect() }
        };
        (!filled.is_empty()).then(|| Effect::Fill { alternatives: alternatives.iter().map(refill).collect() })
    }

    /// The nodes of a level with parts; positions take no part in anything above them, but have parts of their own.
    fn nodes(&self, level: Option<Level>) -> Vec<usize> {
        let of_level = |kind| match level {
            None => true,
            Some(Level::Principle) => matches!(kind, NodeKind::Principle(_)),
            Some(Level::Heading) => matches!(kind, NodeKind::Heading(_)),
            Some(Level::Total) => kind == NodeKind::Total,
        };
        let nodes = self.case.formula().nodes.iter().enumerate();
        nodes.filter(|(_, node)| of_level(node.kind) && !node.edges.is_empty()).map(|(at, _)| at).collect()
    }

    fn weights(&self, level: Option<Level>, by: Spread) -> Option<Effect> {
        let formula = self.case.formula();
        let nodes = self.nodes(level).into_iter().map(|at| formula.nodes[at].edges.clone());
        let weights: Vec<NodeWeights> = nodes
            .filter(|edges| edges.len() > 1)
            .map(|edges| match by {
                Spread::Concentration(concentration) => {
                    let shares = Dirichlet::around(&formula.weights[edges.clone()], concentration);
                    NodeWeights::Dirichlet { edges, shares }
                }
                Spread::Within(share) => NodeWeights::Within { edges, share },
            })
            .collect();
        (!weights.is_empty()).then_some(Effect::Weights(weights))
    }

    /// Every filling with its slot, its number there and its number among all.
    fn fillings(&self) -> impl Iterator<Item = (usize, usize, usize, &'c Filling)> {
        let slots = self.slots.iter().enumerate();
        let all = slots.flat_map(|(slot, rule)| rule.fillings.iter().enumerate().map(move |(at, f)| (slot, at, f)));
        let all: Vec<_> = all.enumerate().map(|(number, (slot, at, filling))| (slot, at, number, filling)).collect();
        all.into_iter()
    }

    fn shifted(&self, share: f64) -> Option<Effect> {
        let evidence = self.case.evidence();
        let mut shifted = Vec::new();
        for (slot, filling, number, rule) in self.fillings() {
            let compiled = &self.case.formula().slots[slot].fillings[filling].normalise;
            let (Normalise::Goalposts(raw), Normalise::Goalposts(posts)) = (&rule.normalise, compiled) else {
                continue;
            };
            // a sum or a status has no bound of its own but those of its parts
            let variable = match rule.measure.variables() {
                [name] => evidence.variable(&name.value),
                _ => continue,
            };
            let bounds = variable.map_or((None, None), |variable| (variable.minimum, variable.maximum));
            let natural = |post: f64| bounds.0 == Some(post) || bounds.1 == Some(post);
            let reach = |post| if natural(post) { 0.0 } else { share * (posts.best - posts.worst).abs() };
            let (worst, best) = (reach(raw.worst), reach(raw.best));
            if worst > 0.0 || best > 0.0 {
                shifted.push(ShiftedPosts { slot, filling, at: 2 * number, posts: *posts, worst, best });
            }
        }
        (!shifted.is_empty()).then_some(Effect::Posts(shifted))
    }

    fn other_posts(&self, variable: &str, posts: &[(f64, f64)]) -> Option<Effect> {
        let reads = |rule: &Filling| {
            matches!(rule.normalise, Normalise::Goalposts(_))
                && rule.measure.variables().iter().any(|name| name.value == variable)
        };
        let found: Vec<_> = self.fillings().filter(|(_, _, _, rule)| reads(rule)).collect();
        let first = found.first()?.3;
        let scaled = |value: f64| first.transform.as_ref().map_or(value, |transform| transform.value.apply(value));
        let posts = posts.iter().map(|(worst, best)| Goalposts::between(scaled(*worst), scaled(*best))).collect();
        let fillings = found.into_iter().map(|(slot, filling, _, _)| (slot, filling)).collect();
        Some(Effect::OtherPosts(OtherPosts { fillings, posts }))
    }

    /// Every cell of a drawn slot that reads the variable: the country's place, the year of the observation, the target,
    /// and by which slot and filling.
    fn readers(&self, variable: &str) -> Vec<(usize, Year, Target, (usize, usize))> {
        let panel = self.case.panel();
        let mut readers = Vec::new();
        for (column, &slot) in self.drawn.iter().enumerate() {
            let cells = &panel.slots[slot];
            for cell in (0..cells.states.len()).filter(|&cell| cells.states[cell].is_evidence()) {
                let filling = usize::from(cells.filling[cell]);
                let names = self.slots[slot].fillings[filling].measure.variables();
                if names.iter().any(|name| name.value == variable) {
                    let target = Target { column: column as u32, cell: cell as u32 };
                    readers.push((cell % panel.countries.len(), cells.origin[cell], target, (slot, filling)));
                }
            }
        }
        readers
    }
}

/// Whether a full name is of a dataset.
fn of_dataset(name: &str, dataset: &str) -> bool {
    name.split_once('.').is_some_and(|(own, _)| own == dataset)
}
