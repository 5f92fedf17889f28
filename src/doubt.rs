//! Doubts: what may reasonably vary, as rubrics (`doubts.toml`) and plans declare it, each with its reason.
//!
//! `uncertainty` compiles them against a case and draws from them.

mod read;

pub use read::{LEVELS, WORDS, document, doubt, judge_ids};

use crate::methods::aggregate::Aggregate;
use crate::methods::fill::Imputation;
use crate::words::finding::Place;
use crate::words::keys::Sited;
use crate::words::locale::Text;

/// One doubt as it was read; that the rubric has the step which it names is judged when both meet.
#[derive(Clone, Debug)]
pub struct Doubt {
    pub id: String,
    pub title: Text,
    pub reason: String,
    pub vary: Vary,
    /// Of the step that it names.
    pub place: Place,
}

/// Whether a doubt is about figures or about choices of method; the two are shown apart as well as together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Measurement,
    Method,
}

/// A level of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Principle,
    Heading,
    Total,
}

/// What varies from replicate to replicate. A method doubt takes one draw per replicate for all countries and years, a
/// measurement doubt one per origin cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Vary {
    /// Errors of a dataset's figures: the interval given, else the variable's declared error.
    Measurement { dataset: Sited<String> },
    /// In a share `none` of the replicates a dataset's errors have nothing in common.
    Correlation { dataset: Sited<String>, none: f64 },
    /// A register's zero hides one event, with a chance that falls as the mean of `by` over its span rises: the chance of
    /// the first step whose bound the mean does not exceed, and none above the last.
    HiddenEvent { variable: Sited<String>, by: Sited<String>, chances: Vec<(f64, f64)> },
    /// The weights of every node of a level, or of all levels.
    Weights { level: Option<Level>, by: Spread },
    /// Where the goalposts stand.
    Goalposts(Posts),
    /// The rubric's method or one of these, each as likely.
    Aggregation { level: Level, alternatives: Vec<Aggregate> },
    /// In a share `off` of the replicates no gate caps; in the others every cap moves by up to ± `cap` points.
    Gates { off: f64, cap: f64 },
    /// The rubric's threshold or one of these, each as likely.
    Coverage { level: Level, alternatives: Vec<f64> },
    /// In a share `chance` of the replicates one indicator is left out, each as likely.
    LeaveOneOut { chance: f64 },
    /// The rubric's way to fill gaps or one of these, each as likely, of every indicator whose gaps are filled in.
    Fill { alternatives: Vec<Imputation> },
}

/// How weights vary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// Dirichlet, αᵢ = κ · wᵢ, once per node.
    Concentration(f64),
    /// Anywhere within ± this share of the weight.
    Within(f64),
}

/// How goalposts vary.
#[derive(Clone, Debug, PartialEq)]
pub enum Posts {
    /// Each post moves by up to ± this share of the distance between them; one at a natural bound stays.
    Within(f64),
    /// The rubric's posts or one of these (worst, best), each as likely, wherever the variable is read.
    Alternatives { variable: Sited<String>, posts: Vec<(f64, f64)> },
}

impl Vary {
    pub fn family(&self) -> Family {
        match self {
            Self::Measurement { .. } | Self::Correlation { .. } | Self::HiddenEvent { .. } => Family::Measurement,
            _ => Family::Method,
        }
    }

    /// Whether it may put in a method that compares countries, so that none can be looked at alone.
    pub fn compares_countries(&self) -> bool {
        matches!(self, Self::Aggregation { alternatives, .. } if alternatives.iter().any(Aggregate::is_relative))
    }

    /// Its word in the file.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Measurement { .. } => "measurement",
            Self::Correlation { .. } => "correlation",
            Self::HiddenEvent { .. } => "hidden-event",
            Self::Weights { .. } => "weights",
            Self::Goalposts(_) => "goalposts",
            Self::Aggregation { .. } => "aggregation",
            Self::Gates { .. } => "gates",
            Self::Coverage { .. } => "coverage",
            Self::LeaveOneOut { .. } => "leave-one-out",
            Self::Fill { .. } => "fill",
        }
    }
}

impl Family {
    pub const ALL: [Self; 2] = [Self::Measurement, Self::Method];

    /// Its word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Measurement => "measurement",
            Self::Method => "method",
        }
    }
}
