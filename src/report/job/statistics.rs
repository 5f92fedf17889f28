//! The charts of statistics: their variables, years and countries looked up.

use super::{Correlations, Search, Snapshot, Span};
use crate::plan::chart as planned;
use crate::words::finding::{Finding, Place};
use crate::words::keys::nearest;
use crate::words::year::Years;

impl Search<'_> {
    pub(super) fn correlations(&mut self, plan: &planned::Correlations) -> Option<Correlations> {
        let countries = self.snapshot(&plan.countries);
        let evidence = self.case.evidence();
        for name in plan.against.iter().filter(|name| evidence.variable(&name.value).is_none()) {
            let known: Vec<String> = evidence.variables().map(|(full, _)| full).collect();
            let near = nearest(&name.value, known.iter().map(String::as_str));
            let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            let finding = Finding::fault("unknown-variable", format!("No dataset has the variable `{}`.", name.value));
            self.found(finding.help(format!("{near}`upheld list variables` shows all")), &name.place);
        }
        Some(Correlations {
            countries: countries?,
            level: plan.level,
            coefficient: plan.coefficient,
            against: plan.against.iter().map(|name| name.value.clone()).collect(),
        })
    }

    /// `place` is where to point when the plan's own years are to blame.
    pub(super) fn span(&mut self, plan: &planned::Span, place: &Place, years: &Years) -> Option<Span> {
        let place = plan.years.as_ref().map_or(place, |years| &years.place);
        if let Some(outside) = years.iter().find(|year| self.assessment.year(*year).is_none()) {
            let found = format!("{outside} is not among the plan's years.");
            let finding = Finding::fault("year-outside-plan", found).help("mend it, or widen the plan's `years`");
            self.found(finding, place);
        }
        let group = self.group_if_any(plan.group.as_ref());
        let years: Vec<usize> = years.iter().filter_map(|year| self.assessment.year(year)).collect();
        let countries = Snapshot { year: *years.last()?, group: group? };
        Some(Span { years, countries })
    }
}
