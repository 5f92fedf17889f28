//! A rubric: the files that turn each principle of an instrument into scored indicators. Only a rubric without a fault
//! exists as this type; `rubric/` holds the readers.

mod duty;
#[cfg(test)]
pub(crate) mod fixture;
pub mod instrument;
pub mod principle;
pub mod reference;
mod whole;
pub mod worked;

pub use duty::{Closeness, Duty, Facet};

use crate::doubt::Doubt;
use crate::methods::aggregate::Aggregate;
use crate::methods::fill::Imputation;
use crate::methods::normalise::{Normalise, Over};
use crate::methods::transform::Transform;
use crate::methods::treat::Treat;
use crate::methods::weigh::Weigh;
use crate::words::country::Country;
use crate::words::day::Day;
use crate::words::finding::Place;
use crate::words::keys::Sited;
use crate::words::locale::Text;
use crate::words::score::{Rounding, reaches};
use crate::words::year::Year;
use reference::{Reference, Referred};
use worked::WorkedCase;

/// An instrument with its principles, in the instrument's order.
#[derive(Clone, Debug)]
pub struct Rubric {
    pub instrument: Instrument,
    pub principles: Vec<Principle>,
    pub worked: Vec<WorkedCase>,
    /// What of it may reasonably vary.
    pub doubts: Vec<Doubt>,
    /// `built-in`, or the folder the user gave.
    pub origin: String,
    /// Files of other rubrics that indicators or gates of this one stand in.
    pub referred: Vec<Referred>,
    /// Hash over its files, in the order of their names, and over those it refers to.
    pub sha256: String,
}

#[derive(Clone, Debug)]
pub struct Instrument {
    pub id: String,
    pub version: String,
    pub title: Text,
    pub short: Text,
    pub adopted: Day,
    /// How many principles the instrument has, whether or not a file speaks to them.
    pub principles: usize,
    pub headings: Vec<Heading>,
    pub total_over: TotalOver,
    pub aggregate: Levels,
    pub weigh: Weighing,
    pub coverage: Thresholds,
    pub screen: Option<Screen>,
    /// `None` where it binds nobody, as an index does.
    pub binding: Option<Binding>,
    /// How far scores are rounded before places are given.
    pub rounding: Rounding,
    /// Best first; the last one from 0.
    pub grades: Vec<Grade>,
    pub ceiling: Option<Ceiling>,
    /// A conditional clause whose practice scores below this is abused: its law then lifts nothing.
    pub abuse_below: Option<f64>,
}

#[derive(Clone, Debug)]
pub struct Heading {
    pub id: String,
    pub title: Text,
    /// In place of the level's method.
    pub aggregate: Option<Aggregate>,
    /// In a total over headings.
    pub weight: f64,
    pub place: Place,
}

/// What the total is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TotalOver {
    /// Every principle counts for itself, whatever heading it stands under.
    Principles,
    /// Every heading counts for itself, however many principles it has.
    Headings,
}

/// Aggregation method per level.
#[derive(Clone, Copy, Debug)]
pub struct Levels {
    pub principle: Aggregate,
    pub heading: Aggregate,
    pub total: Aggregate,
}

/// Where the weights of a level's parts come from, and where the file says so.
#[derive(Clone, Debug, Default)]
pub struct Weighing {
    pub principle: Option<Sited<Weigh>>,
    pub heading: Option<Sited<Weigh>>,
    pub total: Option<Sited<Weigh>>,
}

/// Shares of slot weight below which there is no score.
#[derive(Clone, Copy, Debug)]
pub struct Thresholds {
    pub principle: f64,
    pub heading: f64,
    pub total: f64,
}

/// Least shares of indicators with data; a country with less takes no part in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    pub all: Option<f64>,
    /// Under each heading.
    pub heading: Option<f64>,
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
    /// The instrument's code in the parties dataset.
    pub parties: Sited<String>,
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

impl Ceiling {
    /// Whether this score of a refrain clause lowers the grade of what it is part of.
    pub fn lowers(self, score: f64) -> bool {
        !reaches(score, self.below)
    }
}

/// The clause that is assessed.
#[derive(Clone, Debug)]
pub struct Principle {
    pub id: String,
    /// Index into the instrument's headings.
    pub heading: usize,
    /// Among the parts of its heading, and of a total over principles.
    pub weight: f64,
    pub duty: Duty,
    /// "If you act, stay within limits": a good law counts only where no abuse of it is seen.
    pub conditional: bool,
    pub title: Text,
    /// Of a position, and only of one: which practice it asks for.
    pub asks_for: Option<Text>,
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
    /// Without a value here the principle has no score, whatever the coverage.
    pub required: bool,
    /// Variables that may fill it; not comparable with each other. The freshest fills it, the earlier one on a tie.
    pub fillings: Vec<Filling>,
    pub not_applicable: Option<NotApplicable>,
    pub rationale: String,
    pub weakness: String,
    /// Where it is defined, if that is elsewhere.
    pub same_as: Option<Reference>,
    pub place: Place,
}

#[derive(Clone, Debug)]
pub struct Filling {
    pub measure: Measure,
    /// What the measure is divided by, of the same country and year.
    pub denominate: Option<Sited<String>>,
    /// How gaps are filled in; only where nothing else may fill the slot.
    pub fill: Option<Imputation>,
    /// Done to outliers.
    pub treat: Option<Treat>,
    /// Done to raw values before they are normalised.
    pub transform: Option<Sited<Transform>>,
    /// In the variable's own unit, even where a transform comes first.
    pub normalise: Normalise,
    /// Where the rubric has it.
    pub normalise_place: Place,
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
    /// Principles whose gates may have fired on the very same events: one fact in two clauses, counted once above them.
    pub same_events_as: Vec<Sited<String>>,
    /// Where it is defined, if that is elsewhere.
    pub same_as: Option<Reference>,
    pub place: Place,
}

#[derive(Clone, Debug)]
pub struct Trigger {
    pub measure: Measure,
    pub at_least: f64,
}

/// Evidence that is shown beside a principle and never scored.
#[derive(Clone, Debug)]
pub struct Shown {
    pub exhibit: Exhibit,
    pub title: Text,
    pub note: String,
}

/// What is shown.
#[derive(Clone, Debug)]
pub enum Exhibit {
    /// `<dataset>.<variable>`.
    Variable(Sited<String>),
    /// What is known of the country under an instrument, by its code in the parties dataset; a list that names only the
    /// yes's is welcome here.
    Status(Sited<String>),
}

impl Principle {
    /// Whether any country can have a score: not where no figure speaks to it, nor where only the law does.
    pub fn can_be_judged(&self) -> bool {
        self.slots.iter().any(|slot| self.duty.is_judged_by(slot.facet))
    }

    /// Whether one violation breaches it: a refrain clause, and a conditional one whose limits were overstepped.
    pub fn can_be_breached(&self) -> bool {
        self.duty == Duty::Refrain || self.conditional
    }

    /// Whether it is a stance, which nobody keeps or breaks.
    pub fn is_position(&self) -> bool {
        self.duty == Duty::Position
    }
}

impl Rubric {
    /// How many clauses can have a score.
    pub fn scored(&self) -> usize {
        let clauses = self.principles.iter().filter(|principle| !principle.is_position());
        clauses.filter(|principle| principle.can_be_judged()).count()
    }

    /// How many clauses the instrument has: all principles but its positions, which nobody promised to keep.
    pub fn clauses(&self) -> usize {
        self.instrument.principles - self.positions()
    }

    pub fn positions(&self) -> usize {
        self.principles.iter().filter(|principle| principle.is_position()).count()
    }

    /// Every way in which an indicator is filled, in the order of the slots.
    pub fn fillings(&self) -> impl Iterator<Item = &Filling> {
        self.principles.iter().flat_map(|principle| &principle.slots).flat_map(|slot| &slot.fillings)
    }

    /// The years that relative methods compare all others with.
    pub fn baselines(&self) -> impl Iterator<Item = Year> {
        self.fillings().filter_map(|filling| match filling.normalise.over() {
            Some(Over::Baseline(year)) => Some(year),
            _ => None,
        })
    }

    /// The lower edges of the grades.
    pub fn edges(&self) -> Vec<f64> {
        self.instrument.grades.iter().map(|grade| grade.from).collect()
    }
}

impl Filling {
    /// How a value becomes a score, in one line, as it stands in the rubric.
    pub fn rule(&self) -> String {
        let steps = [
            self.denominate.as_ref().map(|by| format!("divided by {}", by.value)),
            self.fill.as_ref().map(|fill| format!("gaps filled in by {}", fill.wording())),
            self.treat.as_ref().map(Treat::wording),
            self.transform.as_ref().map(|transform| transform.value.wording()),
        ];
        steps.into_iter().flatten().chain([self.normalise.wording()]).collect::<Vec<_>>().join(", then ")
    }
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
