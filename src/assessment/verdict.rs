//! A verdict: what is said of one country and year at one node of the instrument.

use serde::Serialize;

use super::progress::Progress;
use crate::party::bond::Bond;
use crate::score::gate::{GateState, Seen};

/// Shares of the applicable declared slot weight; the first four add up to 1 where anything applies,
/// and are 0 where nothing does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Coverage {
    pub observed: f64,
    /// By people, in this very year.
    pub judged: f64,
    pub carried: f64,
    pub missing: f64,
    /// The part of what is missing that was filled in: it takes part in the score, and is no evidence.
    pub imputed: f64,
    /// Of what is judged or carried, the part that rests on coders who agree poorly.
    pub unreliable: f64,
}

impl Coverage {
    /// What thresholds act on.
    pub fn covered(self) -> f64 {
        self.observed + self.judged + self.carried
    }
}

/// A score over the clauses that every country with a score there has in that year: what places may be compared on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Common {
    /// 0–100.
    pub score: f64,
    pub place: usize,
    /// How many clauses these are.
    pub clauses: usize,
}

/// Whether there is a score, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    Assessed,
    /// Less of the weight is covered than the rubric asks for.
    BelowCoverage,
    /// An indicator without which the rubric gives no score has no value.
    RequiredMissing,
    /// A refrain principle without observed practice.
    WithoutPractice,
    /// A promise of conduct is not judged by the law on paper.
    LawAlone,
    /// A promise to cooperate without observed participation, or anything that came of it.
    WithoutParticipation,
    NotApplicable,
    /// A stance: a score says how far practice follows it, and a heading or total of nothing else has none.
    Position,
    /// No figure speaks to it, in any country.
    Silent,
}

impl Standing {
    pub fn key(self) -> &'static str {
        match self {
            Self::Assessed => "assessed",
            Self::BelowCoverage => "below-coverage",
            Self::RequiredMissing => "required-missing",
            Self::WithoutPractice => "without-practice",
            Self::LawAlone => "law-alone",
            Self::WithoutParticipation => "without-participation",
            Self::NotApplicable => "not-applicable",
            Self::Position => "position",
            Self::Silent => "silent",
        }
    }
}

/// What a violation in this year amounts to. A cap that is only held is no new violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Breach {
    None,
    /// Observed while bound.
    Called,
    /// Observed in the year of joining or leaving: a yearly count cannot say on which side of the day.
    JoiningYear,
    /// Would be a breach if bound: the status is disputed, undated or rests on general knowledge.
    WouldBe,
    /// Observed, and the country made no such promise.
    NotBound,
    /// Possible: something happened while bound, its author is not recorded.
    Possible,
}

impl Breach {
    pub(super) fn of(gate: Option<GateState>, bond: Bond) -> Self {
        match (gate.map(|gate| gate.seen), bond) {
            (Some(Seen::Fired), Bond::Bound(_)) => Self::Called,
            (Some(Seen::Fired), Bond::Joining(_) | Bond::Leaving(_)) => Self::JoiningYear,
            (Some(Seen::Fired), Bond::Disputed(_) | Bond::Unconfirmed(_) | Bond::Undated) => Self::WouldBe,
            (Some(Seen::Fired), Bond::Nobody | Bond::NotParty | Bond::NotListed | Bond::NotYet(_) | Bond::Left(_)) => {
                Self::NotBound
            }
            (Some(Seen::Undetermined), Bond::Bound(_)) => Self::Possible,
            _ => Self::None,
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Called => "called",
            Self::JoiningYear => "joining-year",
            Self::WouldBe => "would-be",
            Self::NotBound => "not-bound",
            Self::Possible => "possible",
        }
    }
}

/// One cell of the assessment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// 0–100; `None` is not assessed, never a number. Of a position: how far practice follows it.
    pub score: Option<f64>,
    /// Before any cap.
    pub uncapped: Option<f64>,
    pub standing: Standing,
    /// Index into the rubric's grades; a position has none.
    pub grade: Option<usize>,
    /// A failed refrain clause lowered the grade below what the score says.
    pub lowered: bool,
    pub coverage: Coverage,
    /// The score if all missing evidence were 0 (and what is undetermined a violation), and if it were 100; it always
    /// holds the score.
    pub envelope: Option<(f64, f64)>,
    /// The gravest state of the principle's gates; `None` where it has none.
    pub gate: Option<GateState>,
    pub breach: Breach,
    /// From the law indicators alone, and from the practice indicators alone.
    pub law: Option<f64>,
    pub practice: Option<f64>,
    /// Without the indicators that only stand in.
    pub direct: Option<f64>,
    /// Competition place and how many have one.
    pub place: Option<(usize, usize)>,
    /// Of a heading or the total, over the clauses that every country with a score there has.
    pub common: Option<Common>,
    /// Of a promise to promote, since joining.
    pub progress: Option<Progress>,
    /// Principles assessed, and principles of the rubric under this node.
    pub clauses: (usize, usize),
    /// Breaches called under this node; one fact in two clauses counts once.
    pub breaches: u32,
}
