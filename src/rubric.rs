//! A rubric: the files that turn each principle of an instrument into scored indicators. Only a rubric without a fault
//! exists as this type; `rubric/` holds the readers.

#[cfg(test)]
pub(crate) mod fixture;
pub mod instrument;
pub mod principle;
pub mod worked;

use crate::methods::aggregate::Aggregate;
use crate::methods::normalise::Normalise;
use crate::words::country::Country;
use crate::words::day::Day;
use crate::words::finding::{Finding, Findings, Place};
use crate::words::folder::Folder;
use crate::words::keys::Sited;
use crate::words::locale::Text;
use worked::WorkedCase;

/// An instrument with its principles, in the instrument's order.
#[derive(Clone, Debug)]
pub struct Rubric {
    pub instrument: Instrument,
    pub principles: Vec<Principle>,
    pub worked: Vec<WorkedCase>,
    /// `built-in`, or the folder the user gave.
    pub origin: String,
    /// Hash over its files, in the order of their names.
    pub sha256: String,
}

#[derive(Clone, Debug)]
pub struct Instrument {
    pub id: String,
    pub version: String,
    pub title: Text,
    pub short: Text,
    pub adopted: Day,
    /// Its code in the parties dataset.
    pub parties: Sited<String>,
    /// How many principles the instrument has, whether or not a file speaks to them.
    pub principles: usize,
    pub headings: Vec<Heading>,
    pub aggregate: Levels,
    pub coverage: Thresholds,
    pub binding: Binding,
    /// Best first; the last one from 0.
    pub grades: Vec<Grade>,
    pub ceiling: Option<Ceiling>,
}

#[derive(Clone, Debug)]
pub struct Heading {
    pub id: String,
    pub title: Text,
}

/// Aggregation method per level.
#[derive(Clone, Copy, Debug)]
pub struct Levels {
    pub principle: Aggregate,
    pub heading: Aggregate,
    pub total: Aggregate,
}

/// Shares of slot weight below which there is no score.
#[derive(Clone, Copy, Debug)]
pub struct Thresholds {
    pub principle: f64,
    pub heading: f64,
    pub total: f64,
}

/// What an undated fact means; declared per instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undated {
    Always,
    SinceAdoption,
    Unknown,
}

/// From when, and by which status, a country is bound.
#[derive(Clone, Debug)]
pub struct Binding {
    pub statuses: Vec<String>,
    /// Statuses under which a breach "would be one if bound".
    pub disputed: Vec<String>,
    pub undated: Undated,
}

#[derive(Clone, Debug)]
pub struct Grade {
    pub id: String,
    pub title: Text,
    /// Lower edge, included.
    pub from: f64,
}

/// A refrain principle below `below` lets its heading and the total reach at most this grade.
#[derive(Clone, Copy, Debug)]
pub struct Ceiling {
    pub below: f64,
    /// Index into the grades.
    pub grade: usize,
}

/// What kind of promise a principle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// One violation breaches.
    Refrain,
    /// Progress counts.
    Promote,
    /// Participation counts.
    Cooperate,
}

impl Duty {
    pub fn key(self) -> &'static str {
        match self {
            Self::Refrain => "refrain",
            Self::Promote => "promote",
            Self::Cooperate => "cooperate",
        }
    }
}

/// What an indicator looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    Law,
    Practice,
    Outcome,
    Participation,
}

impl Facet {
    pub fn key(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Practice => "practice",
            Self::Outcome => "outcome",
            Self::Participation => "participation",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closeness {
    Direct,
    Proxy,
}

/// The clause that is assessed.
#[derive(Clone, Debug)]
pub struct Principle {
    pub id: String,
    /// Index into the instrument's headings.
    pub heading: usize,
    pub duty: Duty,
    pub title: Text,
    pub slots: Vec<Slot>,
    pub gates: Vec<Gate>,
    pub evidence: Vec<Shown>,
    /// Why no figure speaks to it; it then has no indicator.
    pub silent: Option<Silent>,
    /// Where it stands, for findings about the whole of it.
    pub place: Place,
}

/// A principle that no figure here can speak to: it is shown, and never scored.
#[derive(Clone, Debug)]
pub struct Silent {
    pub reason: Text,
    /// The public source that would serve.
    pub would_serve: Text,
}

/// The place of an indicator in the tree, with its weight.
#[derive(Clone, Debug)]
pub struct Slot {
    pub id: String,
    pub title: Text,
    pub facet: Facet,
    pub closeness: Closeness,
    pub weight: f64,
    /// Variables that may fill it; not comparable with each other. The freshest fills it, the earlier one on a tie.
    pub fillings: Vec<Filling>,
    pub not_applicable: Option<NotApplicable>,
    pub rationale: String,
    pub weakness: String,
    pub place: Place,
}

#[derive(Clone, Debug)]
pub struct Filling {
    pub measure: Measure,
    pub normalise: Normalise,
    /// Years a value may be carried forward.
    pub max_age: u32,
    pub place: Place,
}

/// What an indicator measures.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// `<dataset>.<variable>`, or the sum of several.
    Sum(Vec<Sited<String>>),
    /// A country's status under an instrument at the end of the year.
    Status(StatusMeasure),
}

/// A status as a number. Outside the years in which absence may be read as no, it is a gap for every country: a list
/// that names only the yes's could only ever add praise.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusMeasure {
    /// Its code in the parties dataset.
    pub instrument: Sited<String>,
    /// Status and the number it counts as.
    pub codes: Vec<(String, f64)>,
    /// The number of every other status, and of none.
    pub otherwise: f64,
}

#[derive(Clone, Debug)]
pub struct NotApplicable {
    pub countries: Vec<Sited<Country>>,
    pub reason: Text,
}

/// A rule that caps a principle when a violation is observed.
#[derive(Clone, Debug)]
pub struct Gate {
    pub id: String,
    pub title: Text,
    pub when: Trigger,
    pub undetermined_when: Option<Trigger>,
    pub cap: f64,
    /// Further years without a violation before the cap lifts.
    pub holds_for: u32,
    pub place: Place,
}

#[derive(Clone, Debug)]
pub struct Trigger {
    pub measure: Measure,
    pub at_least: f64,
}

/// A variable that is shown beside a principle and never scored.
#[derive(Clone, Debug)]
pub struct Shown {
    pub variable: Sited<String>,
    pub title: Text,
    pub note: String,
}

/// An instrument has at least this many worked cases.
const FEWEST_CASES: usize = 3;

impl Rubric {
    /// Reads all files of a rubric's folder.
    ///
    /// # Errors
    /// Every fault of every file at its place.
    pub fn read(folder: &Folder) -> (Option<Self>, Findings) {
        let mut findings = Findings::default();
        let instrument = instrument::read(folder, &mut findings);
        let headings = instrument.as_ref().map(|instrument| instrument.headings.as_slice());
        let mut principles = Vec::new();
        let (mut worked, mut files) = (Vec::new(), 0);
        for name in folder.files.keys() {
            match name.as_str() {
                "instrument.toml" => {}
                "cases.toml" => worked = worked::read(folder, &mut findings),
                name if name.ends_with(".toml") && !name.contains('/') => {
                    files += 1;
                    principles.extend(principle::read(folder, name, headings, &mut findings));
                }
                name => {
                    let found = "This file is not part of a rubric.";
                    let finding =
                        Finding::doubtful("stray-file", found).expected("instrument.toml, cases.toml, *.toml");
                    findings.push(finding.help("move it elsewhere").in_file(&folder.path(name)));
                }
            }
        }
        principles.sort_by_key(|principle: &Principle| id_order(&principle.id));
        if let Some(instrument) = &instrument {
            judge_principles(instrument, &principles, files, folder, &mut findings);
            if worked.len() < FEWEST_CASES && !findings.has_fault() {
                let found = format!("The rubric has {} worked cases.", worked.len());
                let finding = Finding::doubtful("too-few-cases", found).expected(format!("{FEWEST_CASES} or more"));
                let help = "add cases.toml: a sentence, inputs, what must come out; one of them with missing data";
                findings.push(finding.help(help).in_file(&folder.path("cases.toml")));
            }
        }
        let all: Vec<u8> =
            folder.files.iter().flat_map(|(name, bytes)| [name.as_bytes(), b"\0", bytes].concat()).collect();
        let (origin, sha256) = (folder.origin.clone(), crate::words::hash::sha256(&all));
        let rubric = instrument.filter(|_| !findings.has_fault());
        (rubric.map(|instrument| Self { instrument, principles, worked, origin, sha256 }), findings)
    }

    /// How many principles have an indicator.
    pub fn scored(&self) -> usize {
        self.principles.iter().filter(|principle| principle.silent.is_none()).count()
    }

    /// The lower edges of the grades.
    pub fn edges(&self) -> Vec<f64> {
        self.instrument.grades.iter().map(|grade| grade.from).collect()
    }
}

fn judge_principle(instrument: &Instrument, principle: &Principle, findings: &mut Findings) {
    if instrument.headings.iter().any(|heading| heading.id == principle.id) {
        let found = format!("`{}` is taken: a heading is called so.", principle.id);
        let help = "write the heading's id, a dot and a number, e.g. 2.1";
        findings.push(Finding::fault("id-taken", found).help(help).at(principle.place.clone()));
    }
    for gate in &principle.gates {
        if instrument.grades.iter().any(|grade| grade.from > 0.0 && grade.from == gate.cap) {
            let found = format!("The cap of `{}` stands on the edge of a grade.", gate.id);
            let help = "put it one point below, so that a capped score is plainly in the lower grade";
            findings.push(Finding::fault("cap-on-edge", found).help(help).at(gate.place.clone()));
        }
    }
}

/// `have` is the number of principle files, of which those with faults are not among `principles`.
fn judge_principles(
    instrument: &Instrument,
    principles: &[Principle],
    have: usize,
    folder: &Folder,
    findings: &mut Findings,
) {
    for pair in principles.windows(2).filter(|pair| pair[0].id == pair[1].id) {
        let found = format!("The principle `{}` has two files.", pair[1].id);
        findings.push(Finding::fault("repeated-principle", found).help("remove one").at(pair[1].place.clone()));
    }
    for principle in principles {
        judge_principle(instrument, principle, findings);
    }
    let file = folder.path("instrument.toml");
    if have > instrument.principles {
        let found = format!("There are {have} principle files, and the instrument says {}.", instrument.principles);
        findings.push(Finding::fault("too-many-principles", found).help("mend `principles`").in_file(&file));
    } else if have == 0 {
        let found = "There is no principle file.";
        findings.push(Finding::fault("no-principle", found).help("add one file per principle").in_file(&file));
    } else if have < instrument.principles {
        let found = format!("{have} of {} principles have a file.", instrument.principles);
        let help = "the others count as not assessed in the instrument coverage";
        findings.push(Finding::note("principles-without-file", found).help(help).in_file(&file));
    }
}

/// `2.10` comes after `2.9`.
fn id_order(id: &str) -> Vec<(u32, String)> {
    id.split('.').map(|part| (part.parse().unwrap_or(u32::MAX), part.to_owned())).collect()
}

impl Measure {
    /// The name of the only variable, `a + b`, or the status under an instrument.
    pub fn wording(&self) -> String {
        match self {
            Self::Sum(variables) => {
                variables.iter().map(|variable| variable.value.as_str()).collect::<Vec<_>>().join(" + ")
            }
            Self::Status(status) => format!("status under {}", status.instrument.value),
        }
    }

    /// The variables it reads; none where it reads a status.
    pub fn variables(&self) -> &[Sited<String>] {
        match self {
            Self::Sum(variables) => variables,
            Self::Status(_) => &[],
        }
    }
}
