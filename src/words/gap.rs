//! Why a cell of the panel has no value. Missing is never zero.

use serde::Serialize;

use crate::words::year::Year;

/// The reason that is shown wherever a value is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// Inside the variable's span, but the publisher has no value for this country.
    NotReported,
    /// The publisher did not speak about this year.
    OutsideSpan,
    /// The newest value is from this year, and older than the rubric lets it be carried.
    TooOld(Year),
    /// A register holds no event, in a country where nobody could have reported one.
    RefusedZero,
    /// What the value is divided by is missing, or 0.
    WithoutDenominator,
    /// The country has too few data for the rubric, and is left out in this year.
    Screened,
    /// Judged by people, and no coder speaks of this country and year.
    NotJudged,
    /// Coders looked, and found no evidence.
    NoEvidence,
    /// Coders gave codes of which none has a majority.
    Undecided,
    /// The rubric, or every coder, says that this cannot apply to the country.
    NotApplicable,
}

impl Gap {
    /// The key of its sentence in the language tables, and its name in CSV and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotReported => "not-reported",
            Self::OutsideSpan => "outside-span",
            Self::TooOld(_) => "too-old",
            Self::RefusedZero => "refused-zero",
            Self::WithoutDenominator => "without-denominator",
            Self::Screened => "screened",
            Self::NotJudged => "not-judged",
            Self::NoEvidence => "no-evidence",
            Self::Undecided => "undecided",
            Self::NotApplicable => "not-applicable",
        }
    }
}
