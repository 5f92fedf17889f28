//! Compiles measurement doubts: which observed values have an error, and what law it has.

use std::collections::BTreeMap;

use super::{Compiler, of_dataset};
use crate::dataset::Reading;
use crate::dataset::variable::Variable;
use crate::doubt::Doubt;
use crate::panel::denominator;
use crate::uncertainty::correlated::{Correlation, Row};
use crate::uncertainty::distribution::declared_error::DeclaredError;
use crate::uncertainty::distribution::split_normal::SplitNormal;
use crate::uncertainty::model::errors::Uncertain;
use crate::uncertainty::model::{Effect, Errors, Target};
use crate::words::finding::Finding;
use crate::words::keys::Sited;
use crate::words::year::Year;

impl Compiler<'_> {
    pub(super) fn errors(&mut self, doubt: &Doubt, dataset: &Sited<String>) -> Option<Effect> {
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
        // a quotient has the error of what is divided, in its own unit
        let mut cells: BTreeMap<(u32, Year, usize, Option<&str>), Uncertain> = BTreeMap::new();
        for (number, name) in (0..).zip(&names) {
            let Some(variable) = evidence.variable(name) else { continue };
            for (country, year, target, read_by) in self.readers(name) {
                let denominate = self.slots[read_by.0].fillings[read_by.1].denominate.as_ref();
                let key = (number, year, country, denominate.map(|by| by.value.as_str()));
                if let Some(known) = cells.get_mut(&key) {
                    known.targets.push(target);
                    continue;
                }
                let row = Row { variable: number, year };
                if let Some((value, law)) = self.law(name, variable, country, year, target, read_by) {
                    let uncertain = Uncertain { row, country, value, law, targets: vec![target] };
                    cells.insert(key, uncertain);
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
        let by = match &self.slots[slot].fillings[filling].denominate {
            Some(by) => denominator(evidence, &by.value, self.case.panel().countries[country], year)?,
            None => 1.0,
        };
        let value = observation.value / by;
        // by less than 0 the ends change places
        let ordered = |low: Option<f64>, high: Option<f64>| {
            let (low, high) = (low.map(|end| end / by), high.map(|end| end / by));
            if by < 0.0 { (high, low) } else { (low, high) }
        };
        let bounds = ordered(variable.minimum, variable.maximum);
        if let ((Some(low), Some(high)), Some(level)) =
            (ordered(observation.lower, observation.upper), variable.interval_level)
        {
            return Some((value, SplitNormal::of_interval(value, (low, high), level, bounds)));
        }
        let error = variable.error.as_ref()?;
        let declared = DeclaredError::new(&error.half_widths, error.level);
        let per_unit =
            self.points_per_unit(slot, filling, value).filter(|points| *points > 0.0 && points.is_finite())?;
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
}
