//! Drawing a choice: every factor takes its numbers from where its source says.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::model::hidden::Trigger;
use super::model::{Effect, Factor, Model, Target, pick};
use super::stream::{Block, Stream};
use crate::formula::Formula;
use crate::methods::aggregate::Aggregate;
use crate::methods::normalise::Normalise;
use crate::panel::{GateColumn, Panel};
use crate::score::Ready;
use crate::score::choice::{Choice, Redrawn};
use crate::score::gate::{self, GateState};
use crate::score::standing::Standing;

/// Where one factor's numbers come from in one run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Source {
    /// For a block of many uniforms: the replicate whose stream it takes.
    pub replicate: u64,
    /// For a factor of one uniform: that uniform; `None` takes the stream's.
    pub point: Option<f64>,
}

impl Source {
    /// A replicate's own numbers.
    pub fn of(replicate: u64) -> Self {
        Self { replicate, point: None }
    }
}

/// What stands under the alternatives of coverage and left-out indicators; shared by all threads, made when first asked
/// for.
#[derive(Debug, Default)]
pub struct Standings(Mutex<BTreeMap<Vec<usize>, Arc<Standing>>>);

/// Draws the choices of replicates; keeps the memory that they need.
#[derive(Debug)]
pub struct Draw<'d> {
    ready: &'d Ready<'d>,
    model: Model,
    stream: Stream,
    standings: &'d Standings,
    uniforms: Vec<f64>,
    weights: Vec<f64>,
    aggregates: Vec<Aggregate>,
    caps: Vec<f64>,
    shares: Vec<f64>,
    columns: Vec<Redrawn>,
    /// For each slot, its place among `columns`.
    column_of: Vec<Option<usize>>,
    gates: Gates<'d>,
    standing: Option<Arc<Standing>>,
    /// Which errors the columns hold, factor by factor: a run that asks for the same has them already.
    held: Vec<Option<Drawn>>,
    /// Where hidden events were put in, with the value before.
    events: Vec<(Target, f64)>,
}

/// One draw of a factor's errors: its replicate, and whether they have nothing in common.
type Drawn = (u64, bool);

impl<'d> Draw<'d> {
    /// Seed 0 is a seed like any other.
    pub fn new(ready: &'d Ready<'d>, model: &Model, standings: &'d Standings, seed: u64) -> Self {
        let (formula, panel) = (ready.formula, ready.panel);
        let mut slots = model.drawn.clone();
        for factor in &model.factors {
            match &factor.effect {
                Effect::Posts(posts) => slots.extend(posts.iter().map(|posts| posts.slot)),
                Effect::OtherPosts(other) => slots.extend(other.fillings.iter().map(|(slot, _)| *slot)),
                _ => {}
            }
        }
        // the drawn ones keep the places that the targets name
        let mut columns: Vec<Redrawn> = Vec::new();
        let mut column_of = vec![None; formula.slots.len()];
        for slot in slots {
            if column_of[slot].is_none() {
                column_of[slot] = Some(columns.len());
                columns.push(Redrawn { slot, values: panel.slots[slot].values.clone(), rules: None });
            }
        }
        Self {
            ready,
            model: model.clone(),
            stream: Stream::new(seed),
            standings,
            uniforms: Vec::new(),
            weights: formula.weights.clone(),
            aggregates: formula.nodes.iter().map(|node| node.aggregate).collect(),
            caps: formula.gates.iter().map(|gate| gate.cap).collect(),
            shares: formula.nodes.iter().map(|node| node.threshold).collect(),
            columns,
            column_of,
            gates: Gates::of(ready),
            standing: None,
            held: Vec::new(),
            events: Vec::new(),
        }
    }

    /// The choice of one replicate.
    pub fn replicate(&mut self, replicate: u64) -> Choice<'_> {
        self.choice(|_| Some(Source::of(replicate)))
    }

    /// The choice of one run; `source` says of each factor where its numbers come from, `None` of one that is off.
    pub fn choice(&mut self, source: impl Fn(usize) -> Option<Source>) -> Choice<'_> {
        let (formula, panel) = (self.ready.formula, self.ready.panel);
        self.reset(formula, panel);
        let mut on = true;
        let mut left_out = None;
        let mut named = Vec::new();
        let mut refilled = None;
        let mut factors = std::mem::take(&mut self.model.factors);
        self.draw_errors(&mut factors, &source);
        for (at, factor) in factors.iter_mut().enumerate() {
            let (Some(source), block) = (source(at), factor.block) else { continue };
            match &mut factor.effect {
                Effect::Weights(nodes) => {
                    self.fill(source, block, formula.weights.len());
                    nodes.iter().for_each(|node| node.draw(&self.uniforms, &formula.weights, &mut self.weights));
                }
                Effect::Posts(posts) => {
                    let last = posts.last().map_or(0, |posts| posts.at + 2);
                    self.fill(source, block, last);
                    for posts in posts.iter() {
                        let drawn = posts.draw(&self.uniforms);
                        self.put_rule(posts.slot, posts.filling, Normalise::Goalposts(drawn));
                    }
                }
                Effect::OtherPosts(other) => {
                    if let Some(posts) = other.draw(self.switch(source, block)) {
                        for &(slot, filling) in &other.fillings {
                            let own = &formula.slots[slot].fillings[filling].normalise;
                            self.put_rule(slot, filling, Normalise::Goalposts(posts.in_place_of(own)));
                        }
                    }
                }
                Effect::Aggregation { nodes, alternatives } => {
                    let picked = pick(self.switch(source, block), alternatives.len() + 1);
                    if let Some(alternative) = picked.checked_sub(1) {
                        nodes.iter().for_each(|&node| self.aggregates[node] = alternatives[alternative]);
                    }
                }
                Effect::Gates { off, cap } => {
                    self.fill(source, block, 2);
                    on &= self.uniforms[0] >= *off;
                    let shift = *cap * (2.0 * self.uniforms[1] - 1.0);
                    self.caps.iter_mut().for_each(|cap| *cap = (*cap + shift).clamp(0.0, 100.0));
                }
                Effect::Coverage { nodes, alternatives } => {
                    let picked = pick(self.switch(source, block), alternatives.len() + 1);
                    named.push(picked);
                    if let Some(alternative) = picked.checked_sub(1) {
                        nodes.iter().for_each(|&node| self.shares[node] = alternatives[alternative]);
                    }
                }
                Effect::Fill { alternatives } => {
                    let picked = pick(self.switch(source, block), alternatives.len() + 1);
                    refilled = picked.checked_sub(1).map(|alternative| (at, alternative)).or(refilled);
                }
                Effect::LeaveOneOut { chance } => {
                    let uniform = self.switch(source, block);
                    if uniform < *chance {
                        left_out = Some(pick(uniform / *chance, formula.slots.len()));
                    }
                }
                // drawn already
                Effect::Errors(_) | Effect::Correlation { .. } => {}
                Effect::Hidden(hidden) => {
                    let (columns, gates, before) = (&mut self.columns, &mut self.gates, &mut self.events);
                    let put = |target: Target, events: f64| {
                        let value = &mut columns[target.column as usize].values[target.cell as usize];
                        before.push((target, *value));
                        *value += events;
                    };
                    hidden.draw(&self.stream, source.replicate, block, put, |trigger| gates.fire(trigger));
                }
            }
        }
        self.model.factors = factors;
        self.gates.settle(formula, panel);
        self.standing = self.stands(left_out, &named);
        Choice {
            weights: Some(&self.weights),
            columns: &self.columns,
            refilled: refilled.map_or(&[], |(factor, alternative)| match &self.model.factors[factor].effect {
                Effect::Fill { alternatives } => &alternatives[alternative].slots,
                _ => &[],
            }),
            aggregates: Some(&self.aggregates),
            caps: Some(&self.caps),
            states: self.gates.touched(),
            standing: self.standing.as_ref(),
            gates: on,
            ..Choice::nominal()
        }
    }

    fn reset(&mut self, formula: &Formula, panel: &Panel) {
        self.weights.copy_from_slice(&formula.weights);
        self.aggregates.iter_mut().zip(&formula.nodes).for_each(|(own, node)| *own = node.aggregate);
        self.caps.iter_mut().zip(&formula.gates).for_each(|(own, gate)| *own = gate.cap);
        self.shares.iter_mut().zip(&formula.nodes).for_each(|(own, node)| *own = node.threshold);
        for (target, before) in self.events.drain(..).rev() {
            self.columns[target.column as usize].values[target.cell as usize] = before;
        }
        for column in &mut self.columns {
            if let Some(rules) = &mut column.rules {
                rules.clone_from(&formula.slots[column.slot].fillings);
            }
        }
        self.gates.restore(panel);
    }

    /// Puts the errors of every dataset into the columns, unless they are there from the run before: the runs of a
    /// design, and a family by itself, share most of what they draw.
    fn draw_errors(&mut self, factors: &mut [Factor], source: impl Fn(usize) -> Option<Source>) {
        let apart = |wanted: usize| {
            factors.iter().enumerate().any(|(at, factor)| match (&factor.effect, source(at)) {
                (Effect::Correlation { errors, none }, Some(source)) => {
                    *errors == wanted && self.switch(source, factor.block) < *none
                }
                _ => false,
            })
        };
        let drawn = |(at, factor): (usize, &Factor)| match factor.effect {
            Effect::Errors(_) => Some((source(at)?.replicate, apart(at))),
            _ => None,
        };
        let asked: Vec<Option<Drawn>> = factors.iter().enumerate().map(drawn).collect();
        if asked == self.held {
            return;
        }
        let columns = self.model.drawn.len();
        for column in &mut self.columns[..columns] {
            column.values.copy_from_slice(&self.ready.panel.slots[column.slot].values);
        }
        for (factor, drawn) in factors.iter_mut().zip(&asked) {
            if let (Effect::Errors(errors), Some((replicate, apart))) = (&mut factor.effect, *drawn) {
                errors.draw(&self.stream, replicate, factor.block, apart, &mut self.columns);
            }
        }
        self.held = asked;
    }

    fn fill(&mut self, source: Source, block: Block, count: usize) {
        self.uniforms.resize(count, 0.0);
        self.stream.fill(source.replicate, block, &mut self.uniforms);
    }

    fn switch(&self, source: Source, block: Block) -> f64 {
        source.point.unwrap_or_else(|| self.stream.uniform(source.replicate, block, 0))
    }

    fn put_rule(&mut self, slot: usize, filling: usize, normalise: Normalise) {
        let Some(column) = self.column_of[slot].map(|at| &mut self.columns[at]) else { return };
        let rules = column.rules.get_or_insert_with(|| self.ready.formula.slots[slot].fillings.clone());
        rules[filling].normalise = normalise;
    }

    /// What stands; coverage keeps its nominal status unless it is the doubt, and an indicator left out takes away only
    /// what has nothing left, or nothing left that its duty asks for.
    fn stands(&self, left_out: Option<usize>, named: &[usize]) -> Option<Arc<Standing>> {
        let nominal = named.iter().all(|picked| *picked == 0);
        if left_out.is_none() && nominal {
            return None;
        }
        let make = || {
            let shares = Choice { shares: Some(&self.shares), ..Choice::nominal() };
            let open = if nominal { self.ready.nominal().clone() } else { self.ready.standing(&shares) };
            match left_out {
                Some(slot) => self.ready.standing_without(slot, &open),
                None => open,
            }
        };
        let key = named.iter().copied().chain([left_out.map_or(0, |slot| slot + 1)]).collect();
        match self.standings.0.lock() {
            Ok(mut known) => Some(known.entry(key).or_insert_with(make).clone()),
            // another thread has failed; this one goes on by itself
            Err(_) => Some(make()),
        }
    }
}

/// The gates' counts and states, with hidden events put in and taken out again.
#[derive(Debug)]
struct Gates<'g> {
    nominal: &'g [GateState],
    columns: Vec<GateColumn>,
    states: Vec<GateState>,
    /// What was changed: gate, country, cell, whether of what leaves it undetermined.
    fired: Vec<Trigger>,
    /// The gates and countries that were.
    histories: Vec<(u32, u32)>,
}

impl<'g> Gates<'g> {
    fn of(ready: &'g Ready<'_>) -> Self {
        let nominal = ready.gates();
        Self {
            nominal,
            columns: ready.panel.gates.clone(),
            states: nominal.to_vec(),
            fired: Vec::new(),
            histories: Vec::new(),
        }
    }

    fn fire(&mut self, trigger: Trigger) {
        let column = &mut self.columns[trigger.gate as usize];
        let counts = if trigger.undetermined { &mut column.undetermined } else { &mut column.when };
        if let Some(count) = &mut counts[trigger.cell as usize] {
            *count += 1.0;
        }
        self.fired.push(trigger);
    }

    /// Works out the states of the gates that events were put into.
    fn settle(&mut self, formula: &Formula, panel: &Panel) {
        self.histories.clear();
        self.histories.extend(self.fired.iter().map(|trigger| (trigger.gate, trigger.country)));
        // one country has several hidden events, and one history
        self.histories.sort_unstable();
        self.histories.dedup();
        for &(gate, country) in &self.histories {
            let (gate, states) = (gate as usize, &mut self.states);
            let put = |cell: usize, state| states[gate * panel.cells() + cell] = state;
            gate::restate(&formula.gates[gate], &self.columns[gate], panel, country as usize, put);
        }
    }

    fn restore(&mut self, panel: &Panel) {
        for trigger in self.fired.drain(..) {
            let (gate, cell) = (trigger.gate as usize, trigger.cell as usize);
            let (own, nominal) = (&mut self.columns[gate], &panel.gates[gate]);
            own.when[cell] = nominal.when[cell];
            own.undetermined[cell] = nominal.undetermined[cell];
        }
        for (gate, country) in self.histories.drain(..) {
            for year in 0..panel.years.len() {
                let at = gate as usize * panel.cells() + panel.cell(year, country as usize);
                self.states[at] = self.nominal[at];
            }
        }
    }

    fn touched(&self) -> Option<&[GateState]> {
        (!self.fired.is_empty()).then_some(&self.states[..])
    }
}
