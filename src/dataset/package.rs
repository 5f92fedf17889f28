//! `datapackage.json`: what a package is, under which licence, and the hash of each of its files.

pub mod coding;
mod draft;
mod files;
mod outline;
pub mod seal;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use coding::Coding;
use draft::{BlindDraft, CorrelationDraft, Draft};
pub use draft::{OF_PACKAGES, OF_RESOURCES};

use crate::words::country::Country;
use crate::words::finding::Findings;
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
    /// Codes that people gave.
    Judgements,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Observations, Self::Parties, Self::Countries, Self::Judgements];

    /// Its word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Observations => "observations",
            Self::Parties => "parties",
            Self::Countries => "countries",
            Self::Judgements => "judgements",
        }
    }
}

/// A package whose files are there; where none of its findings is a fault, they are those that it was sealed with.
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
    /// How far the errors of its figures go together; independent where nothing is said.
    pub error_correlation: ErrorCorrelation,
    /// Of judgements, and only of them: how they were coded.
    pub coding: Option<Coding>,
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

/// Correlations of errors, each from 0 to 1, with the reason.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ErrorCorrelation {
    /// The same country and variable in another year.
    pub years: f64,
    /// The same country and year, another variable of the package.
    pub variables: f64,
    /// The same variable and year, another country.
    pub countries: f64,
    pub reason: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Resource {
    pub name: String,
    pub path: String,
    #[serde(default)]
    pub hash: String,
    #[serde(default)]
    pub bytes: Option<u64>,
}

impl From<CorrelationDraft> for ErrorCorrelation {
    fn from(draft: CorrelationDraft) -> Self {
        let CorrelationDraft { years, variables, countries, reason } = draft;
        Self { years, variables, countries, reason }
    }
}

impl Package {
    /// Reads `datapackage.json` and holds every file against its hash. A package with faults is given all the same where
    /// its files can be read, so that theirs come out in the same run.
    ///
    /// # Errors
    /// What is missing in the package, files that are missing, hashes that do not hold.
    pub fn read(folder: &Folder) -> (Option<Self>, Findings) {
        let file = folder.path(PACKAGE);
        let (text, mut findings) = folder.text(PACKAGE);
        let Some(text) = text else { return (None, findings) };
        let draft = match Draft::read(&file, &text) {
            Ok(draft) => draft,
            Err(finding) => {
                findings.push(finding);
                return (None, findings);
            }
        };
        findings.extend(draft.judge(&file, &text));
        findings.extend(files::judge(&draft, folder));
        let readable = files::are_there(&draft, folder);
        let sha256 = folder.files.get(PACKAGE).map(|bytes| sha256(bytes)).unwrap_or_default();
        (readable.then(|| Self::of(draft, folder, sha256)), findings)
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
            error_correlation: draft.error_correlation.map(ErrorCorrelation::from).unwrap_or_default(),
            coding: draft.judgements.map(Coding::from),
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
        let draft = folder.text(PACKAGE).0.and_then(|text| serde_json::from_str::<Draft>(&text).ok());
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
