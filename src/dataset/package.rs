//! `datapackage.json`: what a package is, under which licence, and the hash of each of its files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::words::country::Country;
use crate::words::finding::{Finding, Findings, Place};
use crate::words::folder::Folder;
use crate::words::hash::sha256;
use crate::words::locale::Text;

pub const PACKAGE: &str = "datapackage.json";

/// What the rows of a package are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Observations,
    Parties,
    Countries,
}

/// A judged package: every file is there and has the hash that the package states.
#[derive(Clone, Debug)]
pub struct Package {
    pub name: String,
    pub title: Text,
    pub description: String,
    pub version: String,
    pub kind: Kind,
    pub licences: Vec<Licence>,
    pub sources: Vec<Source>,
    pub citation: String,
    /// For the source line of charts.
    pub short_source: Text,
    pub notes: Vec<String>,
    /// Lists of countries in which nobody could have reported, by name.
    pub blind_lists: BTreeMap<String, BlindList>,
    pub resources: Vec<Resource>,
    /// `built-in`, or the folder the user gave.
    pub origin: String,
    /// Hash of `datapackage.json`, which holds the hashes of all the others.
    pub sha256: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Licence {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub path: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Source {
    pub title: String,
    #[serde(default)]
    pub path: String,
    #[serde(default)]
    pub version: String,
}

#[derive(Clone, Debug)]
pub struct BlindList {
    pub reason: Text,
    pub countries: Vec<Country>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Resource {
    pub name: String,
    pub path: String,
    #[serde(default)]
    pub hash: String,
}

/// The file as it is written; every key may be missing here, so that all that are can be reported together.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", default)]
#[derive(Default)]
struct Draft {
    name: String,
    title: String,
    #[serde(rename = "title-zh-TW")]
    title_zh_tw: String,
    description: String,
    version: String,
    kind: Option<Kind>,
    licenses: Vec<Licence>,
    sources: Vec<Source>,
    citation: String,
    short_source: String,
    #[serde(rename = "short-source-zh-TW")]
    short_source_zh_tw: String,
    notes: Vec<String>,
    blind_lists: BTreeMap<String, BlindDraft>,
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct BlindDraft {
    reason: String,
    #[serde(rename = "reason-zh-TW")]
    reason_zh_tw: String,
    countries: Vec<String>,
}

impl Package {
    /// Reads `datapackage.json` and holds every file against its hash.
    ///
    /// # Errors
    /// What is missing in the package, files that are missing, hashes that do not hold.
    pub fn read(folder: &Folder) -> (Option<Self>, Findings) {
        let file = folder.path(PACKAGE);
        let text = match folder.text(PACKAGE) {
            Ok(text) => text,
            Err(findings) => return (None, findings),
        };
        let draft: Draft = match serde_json::from_str(text) {
            Ok(draft) => draft,
            Err(error) => {
                let at: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
                let at = at + error.column().saturating_sub(1);
                let found = format!("This is not a data package: {error}.");
                let place = Place::of_bytes(&file, text, at, at + 1);
                return (None, Finding::fault("bad-package", found).help("mend the line").at(place).into());
            }
        };
        let mut findings = judge(&draft, &file);
        findings.extend(judge_files(&draft, folder));
        if findings.has_fault() {
            return (None, findings);
        }
        (Some(Self::of(draft, folder, sha256(text.as_bytes()))), findings)
    }

    fn of(draft: Draft, folder: &Folder, sha256: String) -> Self {
        let blind = |list: BlindDraft| BlindList {
            reason: Text::new(list.reason, list.reason_zh_tw),
            countries: list.countries.iter().filter_map(|code| Country::parse(code)).collect(),
        };
        Self {
            name: draft.name,
            title: Text::new(draft.title, draft.title_zh_tw),
            description: draft.description,
            version: draft.version,
            kind: draft.kind.unwrap_or(Kind::Observations),
            licences: draft.licenses,
            sources: draft.sources,
            citation: draft.citation,
            short_source: Text::new(draft.short_source, draft.short_source_zh_tw),
            notes: draft.notes,
            blind_lists: draft.blind_lists.into_iter().map(|(name, list)| (name, blind(list))).collect(),
            resources: draft.resources,
            origin: folder.origin.clone(),
            sha256,
        }
    }

    /// A package without files, for tests.
    #[cfg(test)]
    pub(crate) fn unsealed(name: &str) -> Self {
        Self::of(Draft { name: name.to_owned(), ..Draft::default() }, &Folder::default(), String::new())
    }

    /// The name that a folder's package gives itself; the folder's own where it gives none.
    pub fn name_in(folder: &Folder) -> String {
        let draft = folder.text(PACKAGE).ok().and_then(|text| serde_json::from_str::<Draft>(text).ok());
        draft.map(|draft| draft.name).filter(|name| !name.is_empty()).unwrap_or_else(|| folder.name.clone())
    }

    /// The path of the resource with this name; by convention `<name>.csv`.
    pub fn path_of(&self, resource: &str) -> &str {
        self.resources.iter().find(|known| known.name == resource).map_or("", |known| &known.path)
    }

    pub fn is_blind(&self, list: &str, country: Country) -> bool {
        self.blind_lists.get(list).is_some_and(|list| list.countries.contains(&country))
    }
}

fn judge(draft: &Draft, file: &str) -> Findings {
    let mut findings = Findings::default();
    let keys = [
        ("name", draft.name.is_empty()),
        ("title", draft.title.is_empty()),
        ("title-zh-TW", draft.title_zh_tw.is_empty()),
        ("version", draft.version.is_empty()),
        ("kind", draft.kind.is_none()),
        ("licenses", draft.licenses.is_empty()),
        ("sources", draft.sources.is_empty()),
        ("citation", draft.citation.is_empty()),
        ("short-source", draft.short_source.is_empty()),
        ("short-source-zh-TW", draft.short_source_zh_tw.is_empty()),
        ("resources", draft.resources.is_empty()),
    ];
    for (key, missing) in keys {
        if missing {
            let found = format!("The key `{key}` is missing or empty.");
            findings.push(Finding::fault("missing-key", found).help(format!("add `\"{key}\": …`")).in_file(file));
        }
    }
    for (name, list) in &draft.blind_lists {
        for code in list.countries.iter().filter(|code| Country::parse(code).is_none()) {
            let found = format!("`{code}` in the blind list `{name}` is not a country code.");
            findings.push(Finding::fault("unknown-country", found).help("use ISO 3166-1 alpha-3").in_file(file));
        }
    }
    findings
}

fn judge_files(draft: &Draft, folder: &Folder) -> Findings {
    let mut findings = Findings::default();
    let needed: &[&str] = match draft.kind {
        Some(Kind::Observations) => &["observations", "variables"],
        Some(Kind::Parties) => &["facts", "groups", "instruments"],
        Some(Kind::Countries) => &["countries", "regions"],
        None => &[],
    };
    for name in needed {
        if !draft.resources.iter().any(|resource| resource.name == *name) {
            let found = format!("The resource `{name}` is missing.");
            let help = format!("list `{name}.csv` under `resources`");
            findings.push(Finding::fault("missing-resource", found).help(help).in_file(&folder.path(PACKAGE)));
        }
    }
    for resource in &draft.resources {
        let path = folder.path(&resource.path);
        let Some(bytes) = folder.files.get(&resource.path) else {
            let found = format!("The file of the resource `{}` is missing.", resource.name);
            findings.push(Finding::fault("missing-file", found).help("add the file").in_file(&path));
            continue;
        };
        let hash = format!("sha256:{}", sha256(bytes));
        if resource.hash != hash {
            let finding = Finding::fault("wrong-hash", "The file is not the one that the package was sealed with.");
            let stated = if resource.hash.is_empty() { "no hash" } else { &resource.hash };
            let help = format!("restore the file, or check it and put \"hash\": \"{hash}\" into {PACKAGE}");
            findings.push(finding.expected(stated).help(help).in_file(&path));
        }
    }
    findings
}
