//! Observations: one value of one variable for one country and year, as the publisher gives it.

use std::collections::BTreeMap;

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

/// Reads `observations.csv` into its variables.
///
/// # Errors
/// Every fault of the file at its place.
pub fn read(file: &str, text: &str, atlas: &Atlas, variables: &mut BTreeMap<String, Variable>) -> Findings {
    let (sheet, mut findings) = Sheet::read(file, text, &REQUIRED, &OPTIONAL);
    if findings.has_fault() {
        return findings;
    }
    if sheet.is_empty() {
        let finding = Finding::fault("empty-dataset", "The file has a header and no row.");
        findings.push(finding.help("add observations, or leave the dataset out of the plan").in_file(file));
    }
    for row in sheet.rows() {
        if let Err(finding) = read_row(row, atlas, variables) {
            findings.push(finding);
        }
    }
    findings
}

fn read_row(row: Row<'_>, atlas: &Atlas, variables: &mut BTreeMap<String, Variable>) -> Result<(), Finding> {
    let country = atlas.judge(row, "country")?;
    let name = row.field("variable");
    if !variables.contains_key(name) {
        let help = match nearest(name, variables.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`? Otherwise add its row to variables.csv"),
            None => "add its row to variables.csv".to_owned(),
        };
        let found = format!("The variable `{name}` is not described in variables.csv.");
        return Err(row.fault("variable", "unknown-variable", found).help(help));
    }
    let Some(variable) = variables.get_mut(name) else { return Ok(()) };
    let year = year(row, variable)?;
    let observation = observation(row, variable)?;
    if variable.observations.insert((country, year), observation).is_some() {
        let found = format!("`{name}` for {country} in {year} stands twice.");
        return Err(row.fault("country", "repeated-observation", found).help("keep one of the rows"));
    }
    Ok(())
}

fn year(row: Row<'_>, variable: &Variable) -> Result<Year, Finding> {
    let text = row.field("year");
    let Ok(year) = text.parse::<Year>() else {
        return Err(row.fault("year", "bad-years", format!("`{text}` is not a year.")).help("write four digits"));
    };
    if !variable.span.contains(year) {
        let found = format!("{year} is outside the span of `{}`.", variable.name);
        let finding = row.fault("year", "outside-span", found).expected(variable.span.to_string());
        return Err(finding.help("mend the year, or widen the span in variables.csv"));
    }
    Ok(year)
}

fn observation(row: Row<'_>, variable: &Variable) -> Result<Observation, Finding> {
    let Some(value) = row.number("value")? else {
        let found = "There is no value.";
        return Err(row.fault("value", "empty-field", found).help("leave the row out when there is no value"));
    };
    let below = variable.minimum.is_some_and(|minimum| value < minimum);
    if below || variable.maximum.is_some_and(|maximum| value > maximum) {
        let bound = |bound: Option<f64>| bound.map_or("…".to_owned(), crate::words::number::plain);
        let found = format!("{value} is beyond the natural bounds of `{}`.", variable.name);
        let expected = format!("{} to {}", bound(variable.minimum), bound(variable.maximum));
        return Err(row.fault("value", "beyond-bounds", found).expected(expected).help("mend the value"));
    }
    let (lower, upper) = (row.number("lower")?, row.number("upper")?);
    let too_high = lower.is_some_and(|lower| lower > value);
    if too_high || upper.is_some_and(|upper| upper < value) {
        let found = format!("The interval does not hold the value {value}.");
        let column = if too_high { "lower" } else { "upper" };
        return Err(row.fault(column, "interval-misses-value", found).help("mend the bounds"));
    }
    if lower.is_some() != upper.is_some() {
        let found = "Only one end of the interval is given.";
        let column = if lower.is_none() { "lower" } else { "upper" };
        return Err(row.fault(column, "half-interval", found).help("give both ends or none"));
    }
    Ok(Observation { value, lower, upper, source: row.field("source").to_owned(), note: row.field("note").to_owned() })
}
