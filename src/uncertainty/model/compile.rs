//! Compiles declared doubts against a case: the rubric must have the step that a doubt names.

use std::collections::BTreeMap;

use super::errors::Uncertain;
use super::hidden::{Doubtful, Trigger};
use super::{Effect, Errors, Factor, Hidden, Model, NodeWeights, OtherPosts, ShiftedPosts, Target};
use crate::case::Case;
use crate::dataset::Reading;
use crate::dataset::variable::Variable;
use crate::doubt::{Doubt, Level, Posts, Spread, Vary};
use crate::formula::NodeKind;
use crate::methods::normalise::Normalise;
use crate::methods::normalise::goalposts::Goalposts;
use crate::rubric::{Filling, Slot};
use crate::score::Ready;
use crate::uncertainty::correlated::{Correlation, Row};
use crate::uncertainty::distribution::declared_error::DeclaredError;
use crate::uncertainty::distribution::dirichlet::Dirichlet;
use crate::uncertainty::distribution::split_normal::SplitNormal;
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
            Vary::Correlation { .. } | Vary::Fill => None,
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
                Vary::Fill => ("The rubric fills no gap in: missing is missing.", "remove the doubt"),
                _ => ("The rubric has no node of this level.", "name another level"),
            };
            self.without_step(doubt, found, help);
        }
        effect
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
        let posts =
            posts.iter().map(|(worst, best)| Goalposts { worst: scaled(*worst), best: scaled(*best) }).collect();
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
            for cell in (0..cells.states.len()).filter(|&cell| cells.states[cell].has_value()) {
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

    fn errors(&mut self, doubt: &Doubt, dataset: &Sited<String>) -> Option<Effect> {
        let evidence = self.case.evidence();
        let Some(set) = evidence.datasets.get(&dataset.value) else {
            self.unknown_dataset(dataset);
            return None;
        };
        let mut names: Vec<&str> = self
            .slots
            .iter()
            .flat_map(|slot| &slot.fillings)
            .flat_map(|filling| filling.measure.variables())
            .map(|name| name.value.as_str())
            .filter(|name| of_dataset(name, &dataset.value))
            .collect();
        names.sort_unstable();
        names.dedup();
        let mut cells: BTreeMap<(u32, Year, usize), Uncertain> = BTreeMap::new();
        for (number, name) in (0..).zip(&names) {
            let Some(variable) = evidence.variable(name) else { continue };
            for (country, year, target, read_by) in self.readers(name) {
                if let Some(known) = cells.get_mut(&(number, year, country)) {
                    known.targets.push(target);
                    continue;
                }
                let row = Row { variable: number, year };
                if let Some((value, law)) = self.law(name, variable, country, year, target, read_by) {
                    let uncertain = Uncertain { row, country, value, law, targets: vec![target] };
                    cells.insert((number, year, country), uncertain);
                }
            }
        }
        let has_error = |name: &&str| {
            evidence
                .variable(name)
                .is_some_and(|variable| variable.error.is_some() || variable.interval_level.is_some())
        };
        if !names.iter().any(has_error) {
            let found = if names.is_empty() {
                format!("The rubric reads no variable of `{}`.", dataset.value)
            } else {
                format!("No variable of `{}` that the rubric reads has an error.", dataset.value)
            };
            self.without_step(doubt, found, "declare errors in variables.csv, or remove the doubt");
            return None;
        }
        let given = &set.package.error_correlation;
        let correlation = Correlation { years: given.years, variables: given.variables, countries: given.countries };
        let errors = Errors::new(correlation, &self.places, cells.into_values().collect());
        Some(Effect::Errors(Box::new(errors)))
    }

    fn unknown_dataset(&mut self, dataset: &Sited<String>) {
        let found = format!("There is no dataset `{}`.", dataset.value);
        let known: Vec<&str> = self.case.evidence().datasets.keys().map(String::as_str).collect();
        let finding = Finding::fault("doubt-without-step", found).expected(known.join(", "));
        self.findings.push(finding.help("mend its name, or add it to the plan").at(dataset.place.clone()));
    }

    /// An observed value with the law of its error; `None` where it has none.
    fn law(
        &self,
        name: &str,
        variable: &Variable,
        country: usize,
        year: Year,
        target: Target,
        (slot, filling): (usize, usize),
    ) -> Option<(f64, SplitNormal)> {
        let evidence = self.case.evidence();
        let Reading::Value(observation) = evidence.look(name, self.case.panel().countries[country], year) else {
            return None;
        };
        let (value, bounds) = (observation.value, (variable.minimum, variable.maximum));
        if let (Some(ends), Some(level)) = (observation.lower.zip(observation.upper), variable.interval_level) {
            return Some((value, SplitNormal::of_interval(value, ends, level, bounds)));
        }
        let error = variable.error.as_ref()?;
        let declared = DeclaredError::new(&error.half_widths, error.level);
        let per_unit = self.points_per_unit(slot, filling, value).filter(|points| *points > 0.0)?;
        let deviation = declared.deviation(self.ready.slot_scores(slot)[target.cell as usize]) / per_unit;
        Some((value, SplitNormal::of_widths(value, (deviation, deviation), bounds)))
    }

    /// Under a relative method, the steepness of the straight line through the column.
    fn points_per_unit(&self, slot: usize, filling: usize, value: f64) -> Option<f64> {
        let rule = &self.case.formula().slots[slot].fillings[filling];
        if let Some(points) = rule.points_per_unit(value) {
            return Some(points);
        }
        if !rule.normalise.is_relative() {
            return None;
        }
        let (column, scores) = (&self.case.panel().slots[slot], self.ready.slot_scores(slot));
        let present = (0..column.values.len())
            .filter(|&cell| column.states[cell].has_value() && usize::from(column.filling[cell]) == filling);
        let mut points: Vec<(f64, f64)> = present.map(|cell| (column.values[cell], scores[cell])).collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        let ((low, from), (high, to)) = (*points.first()?, *points.last()?);
        (high > low).then(|| ((to - from) / (high - low)).abs())
    }

    fn hidden(
        &mut self,
        doubt: &Doubt,
        variable: &Sited<String>,
        by: &Sited<String>,
        chances: &[(f64, f64)],
    ) -> Option<Effect> {
        let (evidence, panel) = (self.case.evidence(), self.case.panel());
        let (Some(register), Some(measure)) = (evidence.variable(&variable.value), evidence.variable(&by.value)) else {
            for name in [variable, by].into_iter().filter(|name| evidence.variable(&name.value).is_none()) {
                let found = format!("There is no variable `{}`.", name.value);
                let finding = Finding::fault("unknown-variable", found).help("`upheld list variables` shows all");
                self.findings.push(finding.at(name.place.clone()));
            }
            return None;
        };
        if register.zero.is_none() {
            let found = format!("In `{}` no row is not a zero, so that none can hide an event.", variable.value);
            self.without_step(doubt, found, "name a variable with a zero rule");
            return None;
        }
        let mut targets: BTreeMap<(usize, Year), Vec<Target>> = BTreeMap::new();
        for (country, year, target, _) in self.readers(&variable.value) {
            targets.entry((country, year)).or_default().push(target);
        }
        let last = panel.years.iter().copied().max().unwrap_or(0);
        let mut zeros = Vec::new();
        for (at, &country) in panel.countries.iter().enumerate() {
            let known: Vec<f64> = measure
                .span
                .iter()
                .filter_map(|year| Some(measure.observations.get(&(country, year))?.value))
                .collect();
            if known.is_empty() {
                continue;
            }
            let mean = known.iter().sum::<f64>() / known.len() as f64;
            let Some((_, chance)) = chances.iter().find(|(up_to, _)| mean <= *up_to) else { continue };
            for year in register.span.iter().filter(|year| *year <= last) {
                if evidence.look(&variable.value, country, year) != Reading::Zero {
                    continue;
                }
                let (targets, triggers) =
                    (targets.remove(&(at, year)).unwrap_or_default(), self.triggers(&variable.value, at, year));
                if !targets.is_empty() || !triggers.is_empty() {
                    zeros.push(Doubtful { year, place: self.places[at], chance: *chance, targets, triggers });
                }
            }
        }
        // another doubt may have slots drawn that do not read this variable
        let reads = |filling: &Filling| filling.measure.variables().iter().any(|name| name.value == variable.value);
        let read = self.slots.iter().any(|slot| slot.fillings.iter().any(reads))
            || self.gates_reading(&variable.value).next().is_some();
        if !read {
            self.without_step(doubt, format!("The rubric does not read `{}`.", variable.value), "mend the name");
            return None;
        }
        Some(Effect::Hidden(Box::new(Hidden::new(zeros))))
    }

    /// Gates that read the variable, by number, and whether as what leaves them undetermined.
    fn gates_reading<'v>(&'v self, variable: &'v str) -> impl Iterator<Item = (usize, bool)> + 'v {
        let gates = self.case.rubric().principles.iter().flat_map(|principle| &principle.gates).enumerate();
        gates.flat_map(move |(at, gate)| {
            let reads = |trigger: &crate::rubric::Trigger| {
                trigger.measure.variables().iter().any(|name| name.value == variable)
            };
            let when = reads(&gate.when).then_some((at, false));
            let undetermined = gate.undetermined_when.as_ref().is_some_and(reads).then_some((at, true));
            [when, undetermined].into_iter().flatten()
        })
    }

    fn triggers(&self, variable: &str, country: usize, year: Year) -> Vec<Trigger> {
        let panel = self.case.panel();
        let trigger = |(gate, undetermined): (usize, bool)| {
            let column = &panel.gates[gate];
            let back = usize::try_from(year - column.first).ok().filter(|back| *back < column.years)?;
            let cell = back * panel.countries.len() + country;
            let counts = if undetermined { &column.undetermined } else { &column.when };
            counts[cell].map(|_| Trigger {
                gate: gate as u32,
                cell: cell as u32,
                country: country as u32,
                undetermined,
            })
        };
        self.gates_reading(variable).filter_map(trigger).collect()
    }
}

/// Whether a full name is of a dataset.
fn of_dataset(name: &str, dataset: &str) -> bool {
    name.split_once('.').is_some_and(|(own, _)| own == dataset)
}
