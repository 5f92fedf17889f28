//! Compiles the chance that a register's zero hides an event: which zeros, how likely, and what they would change.

use std::collections::BTreeMap;

use super::Compiler;
use crate::dataset::Reading;
use crate::doubt::Doubt;
use crate::rubric::Filling;
use crate::uncertainty::model::hidden::{Doubtful, Trigger};
use crate::uncertainty::model::{Effect, Hidden, Target};
use crate::words::keys::Sited;
use crate::words::year::Year;

impl Compiler<'_> {
    pub(super) fn hidden(
        &mut self,
        doubt: &Doubt,
        variable: &Sited<String>,
        by: &Sited<String>,
        chances: &[(f64, f64)],
    ) -> Option<Effect> {
        let (evidence, panel) = (self.case.evidence(), self.case.panel());
        let (Some(register), Some(measure)) = (evidence.variable(&variable.value), evidence.variable(&by.value)) else {
            [variable, by].into_iter().for_each(|name| self.known(name));
            return None;
        };
        if register.zero.is_none() {
            let found = format!("In `{}` no row is not a zero, so that none can hide an event.", variable.value);
            self.without_step(doubt, found, "name a variable with a zero rule");
            return None;
        }
        let divides = |filling: &&Filling| {
            filling.denominate.is_some() && filling.measure.variables().iter().any(|own| own.value == variable.value)
        };
        if self.case.rubric().fillings().any(|filling| divides(&filling)) {
            let found = format!("An indicator divides `{}`: a hidden event is a whole one.", variable.value);
            self.without_step(doubt, found, "remove the doubt, or `denominate`");
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
