//! Observations: one value of one variable for one country and year, as the publisher gives it.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::atlas::Atlas;
use super::variable::Variable;
use crate::words::finding::{Finding, Findings};
use crate::words::keys::nearest;
use crate::words::sheet::{Row, Sheet};
use crate::words::year::Year;

/// In the variable's unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    pub value: f64,
    /// Bounds at the variable's interval level.
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    /// The row's own source; empty where the variable's holds.
    pub source: String,
    pub note: String,
}

impl Observation {
    /// A bare value, as worked cases give it.
    pub fn bare(value: f64) -> Self {
        Self { value, lower: None, upper: None, source: String::new(), note: String::new() }
    }
}

const REQUIRED: [&str; 4] = ["country", "year", "variable", "value"];
const OPTIONAL: [&str; 4] = ["lower", "upper", "source", "note"];

/// Reads `observations.csv` into its variables. Of those named in `unsure`, whose own row has a fault, no value is judged:
/// every one of them would look wrong.
///
/// # Errors
/// Every fault of the file at its place.
pub fn read(
    file: &str,
    text: &str,
    atlas: &Atlas,
    variables: &mut BTreeMap<String, Variable>,
    unsure: &BTreeSet<String>,
) -> Findings {
    let (sheet, mut findings) = Sheet::read(file, text, &REQUIRED, &OPTIONAL);
    if sheet.is_empty() && !findings.has_fault() {
        let finding = Finding::fault("empty-dataset", "The file has a header and no row.");
        findings.push(finding.help("add observations, or leave the dataset out of the plan").in_file(file));
    }
    for row in sheet.rows() {
        let mut reader = Reader { row, findings: &mut findings };
        let (country, name) = (reader.keep(atlas.judge(row, "country")), row.field("variable"));
        if unsure.contains(name) {
            continue;
        }
        let Some(variable) = variables.get_mut(name) else {
            reader.unknown_variable(variables);
            continue;
        };
        let (year, observation) = (reader.year(variable), reader.observation(variable));
        let (Some(country), Some(year)) = (country, year) else { continue };
        match (variable.observations.entry((country, year)), observation) {
            (Entry::Vacant(free), Some(observation)) => drop(free.insert(observation)),
            (Entry::Vacant(_), None) => {}
            (Entry::Occupied(_), _) => {
                let found = format!("`{name}` for {country} in {year} stands twice.");
                findings.push(row.fault("country", "repeated-observation", found).help("keep one of the rows"));
            }
        }
    }
    findings
}

/// Reads one row, and gathers every fault of it.
struct Reader<'r> {
    row: Row<'r>,
    findings: &'r mut Findings,
}

impl Reader<'_> {
    fn keep<T>(&mut self, read: Result<T, Finding>) -> Option<T> {
        read.map_err(|finding| self.findings.push(finding)).ok()
    }

    fn unknown_variable(&mut self, variables: &BTreeMap<String, Variable>) {
        let name = self.row.field("variable");
        let help = match nearest(name, variables.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`? Otherwise add its row to variables.csv"),
            None => "add its row to variables.csv".to_owned(),
        };
        let found = format!("The variable `{name}` is not described in variables.csv.");
        self.findings.push(self.row.fault("variable", "unknown-variable", found).help(help));
    }

    fn year(&mut self, variable: &Variable) -> Option<Year> {
        let (row, text) = (self.row, self.row.field("year"));
        let Ok(year) = text.parse::<Year>() else {
            let found = format!("`{text}` is not a year.");
            self.findings.push(row.fault("year", "bad-years", found).help("write four digits"));
            return None;
        };
        if !variable.span.contains(year) {
            let found = format!("{year} is outside the span of `{}`.", variable.name);
            let finding = row.fault("year", "outside-span", found).expected(variable.span.to_string());
            self.findings.push(finding.help("mend the year, or widen the span in variables.csv"));
            return None;
        }
        Some(year)
    }

    fn observation(&mut self, variable: &Variable) -> Option<Observation> {
        let row = self.row;
        let (lower, upper) = (self.keep(row.number("lower")), self.keep(row.number("upper")));
        let Some(value) = self.keep(row.number("value"))? else {
            let found = "There is no value.";
            let help = "leave the row out when there is no value";
            self.findings.push(row.fault("value", "empty-field", found).help(help));
            return None;
        };
        if let Some(expected) = beyond(value, variable) {
            let found = format!("{value} is beyond the natural bounds of `{}`.", variable.name);
            self.findings.push(row.fault("value", "beyond-bounds", found).expected(expected).help("mend the value"));
        }
        let (lower, upper) = (lower?, upper?);
        let too_high = lower.is_some_and(|lower| lower > value);
        if too_high || upper.is_some_and(|upper| upper < value) {
            let found = format!("The interval does not hold the value {value}.");
            let column = if too_high { "lower" } else { "upper" };
            self.findings.push(row.fault(column, "interval-misses-value", found).help("mend the bounds"));
        }
        if lower.is_some() != upper.is_some() {
            let found = "Only one end of the interval is given.";
            let column = if lower.is_none() { "lower" } else { "upper" };
            self.findings.push(row.fault(column, "half-interval", found).help("give both ends or none"));
        }
        let (source, note) = (row.field("source").to_owned(), row.field("note").to_owned());
        Some(Observation { value, lower, upper, source, note })
    }
}

/// The natural bounds, if the value is not within them.
fn beyond(value: f64, variable: &Variable) -> Option<String> {
    let below = variable.minimum.is_some_and(|minimum| value < minimum);
    let above = variable.maximum.is_some_and(|maximum| value > maximum);
    let bound = |bound: Option<f64>| bound.map_or("…".to_owned(), crate::words::number::plain);
    (below || above).then(|| format!("{} to {}", bound(variable.minimum), bound(variable.maximum)))
}
