//! Variables: what a column of figures measures, in which unit, and what a missing row means.

use std::collections::{BTreeMap, BTreeSet};

use super::observation::Observation;
use super::package::Package;
use crate::methods::normalise::Direction;
use crate::words::country::Country;
use crate::words::finding::{Finding, Findings, Severity};
use crate::words::folder::Folder;
use crate::words::locale::Text;
use crate::words::sheet::{Row, Sheet};
use crate::words::year::{Year, Years};

/// One variable of a dataset with its observations.
#[derive(Clone, Debug)]
pub struct Variable {
    pub name: String,
    pub title: Text,
    pub unit: Text,
    /// Which way is better; `None` where neither is.
    pub direction: Option<Direction>,
    /// Natural bounds, in the variable's unit.
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
    /// The years of which the publisher speaks; outside them a missing row says nothing.
    pub span: Years,
    pub edition: String,
    /// Probability that the given bounds hold the true value, e.g. 0.68.
    pub interval_level: Option<f64>,
    pub error: Option<DeclaredError>,
    pub zero: Option<ZeroRule>,
    /// Variables of the same dataset that are inside this index.
    pub components: Vec<String>,
    pub description: String,
    /// What it must not be taken for.
    pub is_not: String,
    pub source: String,
    pub observations: BTreeMap<(Country, Year), Observation>,
}

/// Measurement error where the publisher gives no interval: half widths in points of the score, by score.
#[derive(Clone, Debug, PartialEq)]
pub struct DeclaredError {
    /// (from this score on, half width in points of the score), ascending, the first from 0.
    pub half_widths: Vec<(f64, f64)>,
    /// Probability that the interval holds the true value.
    pub level: f64,
}

/// When no row means zero.
#[derive(Clone, Debug, PartialEq)]
pub struct ZeroRule {
    /// Only where this other variable is zero too.
    pub only_if: Option<String>,
    /// The package's list of countries in which nobody could have reported.
    pub blind: Option<String>,
}

const REQUIRED: [&str; 9] =
    ["variable", "title_en", "title_zh_tw", "unit_en", "unit_zh_tw", "direction", "span", "edition", "source"];
const OPTIONAL: [&str; 11] = [
    "minimum",
    "maximum",
    "interval_level",
    "error_half_width",
    "error_level",
    "zero_rule",
    "zero_only_if",
    "blind_list",
    "components",
    "description",
    "is_not",
];

/// Reads `variables.csv`; the second part names the variables whose row has a fault.
///
/// # Errors
/// Every fault of the file at its place.
pub fn read(folder: &Folder, package: &Package) -> (Vec<Variable>, BTreeSet<String>, Findings) {
    let name = package.path_of("variables");
    let path = folder.path(name);
    let (text, mut findings) = folder.text(name);
    let (mut variables, mut unsure): (Vec<Variable>, _) = (Vec::new(), BTreeSet::new());
    let Some(text) = text else { return (variables, unsure, findings) };
    let (sheet, header) = Sheet::read(&path, &text, &REQUIRED, &OPTIONAL);
    findings.extend(header);
    let names: Vec<&str> = sheet.rows().map(|row| row.field("variable")).collect();
    for row in sheet.rows() {
        let before = findings.count(Severity::Fault);
        let mut reader = Reader { row, names: &names, package, findings: &mut findings };
        let variable = reader.variable();
        if variables.iter().any(|known| known.name == variable.name) {
            let found = format!("The variable `{}` stands twice.", variable.name);
            findings.push(row.fault("variable", "repeated-variable", found).help("remove one of the rows"));
        }
        if findings.count(Severity::Fault) > before {
            unsure.insert(variable.name.clone());
        }
        variables.push(variable);
    }
    for row in sheet.rows() {
        let next = |name: &str| variables.iter().find(|v| v.name == name)?.zero.as_ref()?.only_if.clone();
        let mut at = next(row.field("variable"));
        for _ in 0..variables.len() {
            at = at.as_deref().and_then(next);
        }
        if at.is_some() {
            let found = "This zero rule leads back to itself.";
            findings.push(row.fault("zero_only_if", "zero-rule-cycle", found).help("let one of them stand alone"));
        }
    }
    (variables, unsure, findings)
}

struct Reader<'r> {
    row: Row<'r>,
    names: &'r [&'r str],
    package: &'r Package,
    findings: &'r mut Findings,
}

impl Reader<'_> {
    fn variable(&mut self) -> Variable {
        let row = self.row;
        for column in REQUIRED {
            if row.filled(column).is_none() && column != "direction" {
                let found = format!("The field `{column}` is empty.");
                self.findings.push(row.fault(column, "empty-field", found).help("fill it in"));
            }
        }
        let (minimum, maximum) = (self.number("minimum"), self.number("maximum"));
        if minimum.zip(maximum).is_some_and(|(minimum, maximum)| minimum >= maximum) {
            let found = "The minimum is not below the maximum.";
            self.findings.push(row.fault("minimum", "bounds-reversed", found).help("mend the bounds"));
        }
        Variable {
            name: row.field("variable").to_owned(),
            title: Text::new(row.field("title_en"), row.field("title_zh_tw")),
            unit: Text::new(row.field("unit_en"), row.field("unit_zh_tw")),
            direction: self.direction(),
            minimum,
            maximum,
            span: self.span(),
            edition: row.field("edition").to_owned(),
            interval_level: self.level("interval_level"),
            error: self.error(),
            zero: self.zero(),
            components: self.components(),
            description: row.field("description").to_owned(),
            is_not: row.field("is_not").to_owned(),
            source: row.field("source").to_owned(),
            observations: BTreeMap::new(),
        }
    }

    fn number(&mut self, column: &str) -> Option<f64> {
        match self.row.number(column) {
            Ok(number) => number,
            Err(finding) => {
                self.findings.push(finding);
                None
            }
        }
    }

    fn level(&mut self, column: &str) -> Option<f64> {
        let level = self.number(column)?;
        if level > 0.0 && level < 1.0 {
            return Some(level);
        }
        let finding = self.row.fault(column, "out-of-range", format!("{level} is not a level."));
        self.findings.push(finding.expected("a probability between 0 and 1, e.g. 0.68").help("mend it"));
        None
    }

    fn direction(&mut self) -> Option<Direction> {
        match self.row.field("direction") {
            "higher" => Some(Direction::Higher),
            "lower" => Some(Direction::Lower),
            "none" => None,
            other => {
                let finding = self.row.fault("direction", "unknown-word", format!("`{other}` is not a direction."));
                self.findings.push(finding.expected("higher, lower or none").help("say which way is better"));
                None
            }
        }
    }

    fn span(&mut self) -> Years {
        Years::parse(self.row.field("span")).unwrap_or_else(|wrong| {
            let finding = self.row.fault("span", "bad-years", format!("Here {wrong}."));
            self.findings.push(finding.expected("inclusive years such as 2016..2023").help("mend the span"));
            Years::one(1)
        })
    }

    fn error(&mut self) -> Option<DeclaredError> {
        let text = self.row.filled("error_half_width")?;
        let steps: Option<Vec<(f64, f64)>> = text
            .split_whitespace()
            .map(|step| step.split_once(':').and_then(|(from, half)| Some((from.parse().ok()?, half.parse().ok()?))))
            .collect();
        let level = self.level("error_level");
        let ascending = |steps: &[(f64, f64)]| {
            steps.first().is_some_and(|first| first.0 == 0.0)
                && steps.windows(2).all(|pair| pair[0].0 < pair[1].0)
                && steps.iter().all(|step| step.1 > 0.0 && step.1.is_finite() && step.0 < 100.0)
        };
        match (steps.filter(|steps| ascending(steps)), level) {
            (Some(half_widths), Some(level)) => Some(DeclaredError { half_widths, level }),
            _ => {
                let finding = self.row.fault("error_half_width", "bad-error", format!("`{text}` is not an error."));
                let expected = "score:half-width pairs from 0 upwards such as 0:10 50:9, and error_level beside it";
                self.findings.push(finding.expected(expected).help("mend it"));
                None
            }
        }
    }

    fn zero(&mut self) -> Option<ZeroRule> {
        let row = self.row;
        let (only_if, blind) = (row.filled("zero_only_if"), row.filled("blind_list"));
        if let Some(name) = only_if.filter(|name| !self.names.contains(name)) {
            let found = format!("`{name}` is not a variable of this package.");
            self.findings.push(row.fault("zero_only_if", "unknown-variable", found).help("name one of its variables"));
        }
        if let Some(list) = blind.filter(|list| !self.package.blind_lists.contains_key(*list)) {
            let found = format!("`{list}` is not a blind list of this package.");
            let help = "add it to `blind-lists` in datapackage.json";
            self.findings.push(row.fault("blind_list", "unknown-blind-list", found).help(help));
        }
        if row.filled("zero_rule").is_none() && (only_if.is_some() || blind.is_some()) {
            let column = if only_if.is_some() { "zero_only_if" } else { "blind_list" };
            let found = format!("`{column}` says nothing without a zero rule.");
            self.findings
                .push(row.fault(column, "zero-rule-missing", found).help("add zero_rule in-span, or clear it"));
        }
        match row.filled("zero_rule") {
            Some("in-span") => Some(ZeroRule { only_if: only_if.map(str::to_owned), blind: blind.map(str::to_owned) }),
            Some(other) => {
                let finding = row.fault("zero_rule", "unknown-word", format!("`{other}` is not a zero rule."));
                self.findings.push(finding.expected("in-span, or nothing").help("mend it"));
                None
            }
            None => None,
        }
    }

    fn components(&mut self) -> Vec<String> {
        let names: Vec<String> = self.row.field("components").split_whitespace().map(str::to_owned).collect();
        for name in names.iter().filter(|name| !self.names.contains(&name.as_str())) {
            let finding = self.row.fault("components", "unknown-variable", format!("`{name}` is not in this package."));
            self.findings.push(Finding { help: "name variables of this package".into(), ..finding });
        }
        names
    }
}
