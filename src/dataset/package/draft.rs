//! `datapackage.json` as it is written, and what is missing or misspelt in it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::coding::{self, CodingDraft};
use super::outline::Outline;
use super::{Kind, Licence, Resource, Source};
use crate::words::country::Country;
use crate::words::finding::{Finding, Findings, Place};
use crate::words::keys::nearest;

/// Every key may be missing here, so that all that are can be reported together.
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct Draft {
    pub name: String,
    pub title: String,
    #[serde(rename = "title-zh-TW")]
    pub title_zh_tw: String,
    pub description: String,
    pub version: String,
    pub kind: Option<Kind>,
    pub licenses: Vec<Licence>,
    pub sources: Vec<Source>,
    pub citation: String,
    pub short_source: String,
    #[serde(rename = "short-source-zh-TW")]
    pub short_source_zh_tw: String,
    pub notes: Vec<String>,
    pub blind_lists: BTreeMap<String, BlindDraft>,
    pub error_correlation: Option<CorrelationDraft>,
    pub judgements: Option<CodingDraft>,
    pub resources: Vec<Resource>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct BlindDraft {
    pub reason: String,
    #[serde(rename = "reason-zh-TW")]
    pub reason_zh_tw: String,
    pub countries: Vec<String>,
}

/// How far errors go together; each from 0 to 1.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CorrelationDraft {
    pub years: f64,
    pub variables: f64,
    pub countries: f64,
    pub reason: String,
}

/// The properties of a package: our own, then those that the standard has beside them (Data Package 2.0 and 1.0).
pub const OF_PACKAGES: [&str; 26] = [
    "name",
    "title",
    "title-zh-TW",
    "description",
    "version",
    "kind",
    "licenses",
    "sources",
    "citation",
    "short-source",
    "short-source-zh-TW",
    "notes",
    "blind-lists",
    "error-correlation",
    "judgements",
    "resources",
    "$schema",
    "profile",
    "id",
    "homepage",
    "image",
    "created",
    "modified",
    "keywords",
    "contributors",
    "maintainers",
];

/// The properties that the standard gives a resource.
pub const OF_RESOURCES: [&str; 18] = [
    "name",
    "path",
    "hash",
    "bytes",
    "type",
    "title",
    "description",
    "format",
    "mediatype",
    "encoding",
    "schema",
    "dialect",
    "data",
    "sources",
    "licenses",
    "homepage",
    "$schema",
    "profile",
];

impl Draft {
    /// Reads the text; a text that is no package is a finding at the place where that shows.
    pub fn read(file: &str, text: &str) -> Result<Self, Finding> {
        // a draft skips what it does not know however deep it goes; a value has a depth beyond which it is refused
        let depth = serde_json::from_str::<serde_json::Value>(text);
        depth.and_then(|_| serde_json::from_str(text)).map_err(|error| {
            let at: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let at = at + error.column().saturating_sub(1);
            let found = format!("This is not a data package: {error}.");
            Finding::fault("bad-package", found).help("mend the line").at(Place::of_bytes(file, text, at, at + 1))
        })
    }

    /// What is missing, misspelt or unknown in it.
    pub fn judge(&self, file: &str, text: &str) -> Findings {
        let mut findings = Findings::default();
        let keys = [
            ("name", self.name.is_empty()),
            ("title", self.title.is_empty()),
            ("title-zh-TW", self.title_zh_tw.is_empty()),
            ("version", self.version.is_empty()),
            ("kind", self.kind.is_none()),
            ("licenses", self.licenses.is_empty()),
            ("sources", self.sources.is_empty()),
            ("citation", self.citation.is_empty()),
            ("short-source", self.short_source.is_empty()),
            ("short-source-zh-TW", self.short_source_zh_tw.is_empty()),
            ("resources", self.resources.is_empty()),
        ];
        for (key, _) in keys.iter().filter(|(_, missing)| *missing) {
            let found = format!("The key `{key}` is missing or empty.");
            findings.push(Finding::fault("missing-key", found).help(format!("add `\"{key}\": …`")).in_file(file));
        }
        for (name, list) in &self.blind_lists {
            for code in list.countries.iter().filter(|code| Country::parse(code).is_none()) {
                let found = format!("`{code}` in the blind list `{name}` is not a country code.");
                findings.push(Finding::fault("unknown-country", found).help("use ISO 3166-1 alpha-3").in_file(file));
            }
        }
        if let Some(errors) = &self.error_correlation {
            let given = [("years", errors.years), ("variables", errors.variables), ("countries", errors.countries)];
            for (key, value) in given.into_iter().filter(|(_, value)| !(0.0..=1.0).contains(value)) {
                let found = format!("The correlation `{key}` of errors is {value}.");
                findings.push(Finding::fault("out-of-range", found).expected("0 to 1").help("mend it").in_file(file));
            }
            if errors.reason.is_empty() {
                let found = "The correlation of errors has no reason.";
                findings.push(Finding::fault("empty-text", found).help("write `\"reason\": …`").in_file(file));
            }
        }
        let outline = Outline::of(text);
        findings.extend(coding::judge(self, &outline, file, text));
        judge_properties(&outline, &OF_PACKAGES, file, text, &mut findings);
        for resource in outline.value("resources").iter().flat_map(|resources| &resources.items) {
            judge_properties(resource, &OF_RESOURCES, file, text, &mut findings);
        }
        findings
    }
}

/// A property that nobody knows is most often a slip; the standard allows it, so it is no fault.
fn judge_properties(outline: &Outline, known: &[&str], file: &str, text: &str, findings: &mut Findings) {
    for (key, _) in outline.entries.iter().filter(|(key, _)| !known.contains(&key.name.as_str())) {
        let found = format!("The property `{}` is neither the standard's nor upheld's.", key.name);
        let help = match nearest(&key.name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "check its spelling, or leave it: nothing reads it".to_owned(),
        };
        let place = Place::of_bytes(file, text, key.span.start, key.span.end);
        findings.push(Finding::doubtful("unknown-property", found).help(help).at(place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_that_is_nested_without_end_is_refused() {
        let text = format!("{{ \"x\": {}{} }}", "[".repeat(1_000_000), "]".repeat(1_000_000));
        let finding = Draft::read("p.json", &text).err().unwrap();
        assert_eq!(finding.code, "bad-package");
        assert_eq!(finding.found, "This is not a data package: recursion limit exceeded at line 1 column 134.");
    }
}
