//! Judges what relative methods compare with: the baseline year, the reference country, and values that have a fraction.

use crate::evidence::Evidence;
use crate::methods::normalise::fraction_of_max::FractionOfMax;
use crate::methods::normalise::{Direction, Normalise, Over};
use crate::panel::{Panel, SlotColumn};
use crate::rubric::Filling;
use crate::words::country::Country;
use crate::words::finding::{Finding, Findings};
use crate::words::locale::Lang;
use crate::words::number::plain;
use crate::words::year::Year;

/// The reference country must be one.
pub(super) fn judge_reference(filling: &Filling, evidence: &Evidence, findings: &mut Findings) {
    let Some(country) = filling.normalise.reference().filter(|country| !evidence.atlas.has(*country)) else { return };
    let finding = Finding::fault("unknown-country", format!("`{country}` is not a known country."));
    let help = evidence.atlas.unknown(country.as_str());
    findings.push(finding.help(help).at(filling.normalise_place.clone()));
}

/// `at` is the filling's number in its slot.
pub(super) fn judge(
    filling: &Filling,
    at: usize,
    column: &SlotColumn,
    panel: &Panel,
    evidence: &Evidence,
    findings: &mut Findings,
) {
    let Some(over) = filling.normalise.over() else { return };
    let seen = Seen { filling, at, column, panel };
    let mut push = |finding: Finding| findings.push(finding.at(filling.normalise_place.clone()));
    // nothing follows from what the figures of a worked case leave out
    if !evidence.hypothetical {
        let before = match over {
            Over::Baseline(year) => seen.baseline(year),
            _ => None,
        };
        let found = before.or_else(|| filling.normalise.reference().and_then(|country| seen.reference(country, over)));
        if let Some(finding) = found {
            push(finding);
        }
    }
    if let (Normalise::FractionOfMax(_), Some(finding)) = (&filling.normalise, seen.fraction(evidence)) {
        push(finding);
    }
}

/// What one filling shows in the panel.
struct Seen<'s> {
    filling: &'s Filling,
    at: usize,
    column: &'s SlotColumn,
    panel: &'s Panel,
}

impl Seen<'_> {
    /// Whether the cell has its value from the filling.
    fn has(&self, cell: usize) -> bool {
        self.column.states[cell].has_value() && usize::from(self.column.filling[cell]) == self.at
    }

    /// The cells of a year, given as a position.
    fn cells(&self, year: usize) -> std::ops::Range<usize> {
        self.panel.cell(year, 0)..self.panel.cell(year + 1, 0)
    }

    fn baseline(&self, year: Year) -> Option<Finding> {
        let years = &self.panel.years;
        let Some(position) = years.iter().position(|own| *own == year) else {
            let found = format!("The baseline year {year} is not among the years assessed.");
            let span = format!("{} to {}", years.first().unwrap_or(&year), years.last().unwrap_or(&year));
            let help = "take a baseline among them, or widen the plan's `years`";
            return Some(Finding::fault("baseline-without-value", found).expected(span).help(help));
        };
        let any = self.cells(position).any(|cell| self.has(cell));
        let found =
            || format!("No country has a value of {} in the baseline year {year}.", self.filling.measure.wording());
        let help = "take a year that has some as the baseline";
        (!any).then(|| Finding::fault("baseline-without-value", found()).help(help))
    }

    fn reference(&self, country: Country, over: Over) -> Option<Finding> {
        let fault = |found: String, help: &str| Some(Finding::fault("reference-without-value", found).help(help));
        let Some(position) = self.panel.countries.iter().position(|own| *own == country) else {
            let found = format!("The reference country {country} is not among the countries assessed.");
            return fault(found, "take a reference among them, or add it to the plan's `countries`");
        };
        let of = |year: usize| self.has(self.panel.cell(year, position));
        let all = 0..self.panel.years.len();
        let measure = self.filling.measure.wording();
        if over == Over::Panel {
            let found = format!("The reference country {country} has no value of {measure}.");
            return if all.clone().any(of) { None } else { fault(found, "take another") };
        }
        let asked = |year: &usize| match over {
            Over::Baseline(baseline) => self.panel.years[*year] == baseline,
            _ => self.cells(*year).any(|cell| self.has(cell)),
        };
        let missing = all.filter(asked).filter(|year| !of(*year)).map(|year| self.panel.years[year].to_string());
        let missing: Vec<String> = missing.collect();
        let found =
            format!("The reference country {country} has no value of {measure} in {}.", Lang::En.list(&missing));
        let help = "take another, a baseline year in which it has one, or a larger `max-age`";
        if missing.is_empty() { None } else { fault(found, help) }
    }

    /// The first value that has no fraction.
    fn fraction(&self, evidence: &Evidence) -> Option<Finding> {
        let first = self.filling.measure.variables().first().and_then(|name| evidence.variable(&name.value));
        let direction = first.and_then(|variable| variable.direction).unwrap_or(Direction::Higher);
        let scaled = |value: f64| self.filling.transform.as_ref().map_or(value, |to| to.value.apply(value));
        let unknown = |cell: &usize| !FractionOfMax::knows(scaled(self.column.values[*cell]), direction);
        let cell = (0..self.panel.cells()).filter(|cell| self.has(*cell)).find(unknown)?;
        let country = self.panel.countries[cell % self.panel.countries.len()];
        let (value, year) = (plain(self.column.values[cell]), self.column.origin[cell]);
        let measure = self.filling.measure.wording();
        let domain = match direction {
            Direction::Higher => "values of 0 or more",
            Direction::Lower => "values above 0, since lower is better",
        };
        let scale = if self.filling.transform.is_some() { " before its transform" } else { "" };
        let found = format!("`{measure}` is {value}{scale} for {country} in {year}: it has no fraction.");
        let finding = Finding::fault("no-fraction", found).expected(domain);
        Some(finding.help("use `min-max` or `rank`, which ask for no true zero"))
    }
}
