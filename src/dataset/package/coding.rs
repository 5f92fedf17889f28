//! How a package of judgements was coded: the codes that coders may give, how those of several coders become one value,
//! and at which level of measurement their agreement is told.

use serde::{Deserialize, Serialize};

use super::Kind;
use super::draft::Draft;
use super::outline::Outline;
use crate::words::finding::{Finding, Findings, Place};

/// The scale of the G20 Research Group: not met, partly met, met.
pub const G20_SCALE: [f64; 3] = [-1.0, 0.0, 1.0];

/// Nobody tells more apart; from 0 to 100 there are as many.
const MOST_CODES: usize = 101;

/// The codebook of a package of judgements.
#[derive(Clone, Debug, PartialEq)]
pub struct Coding {
    /// Ascending, two or more: the first is not met, the last met, every one between them partly met.
    pub scale: Vec<f64>,
    pub combine: Combine,
    pub level: Level,
}

/// How the codes of several coders become one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Combine {
    /// The middle code, or the mean of the middle two.
    Median,
    Mean,
    /// The code that more than half of them gave; without one there is no value.
    Majority,
}

/// The level of measurement of the codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Nominal,
    Ordinal,
    Interval,
    Ratio,
}

impl Combine {
    pub fn key(self) -> &'static str {
        match self {
            Self::Median => "median",
            Self::Mean => "mean",
            Self::Majority => "majority",
        }
    }
}

impl Level {
    pub fn key(self) -> &'static str {
        match self {
            Self::Nominal => "nominal",
            Self::Ordinal => "ordinal",
            Self::Interval => "interval",
            Self::Ratio => "ratio",
        }
    }
}

/// `judgements` of `datapackage.json` as it is written.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CodingDraft {
    scale: Option<Vec<f64>>,
    combine: Combine,
    level: Option<Level>,
}

impl From<CodingDraft> for Coding {
    fn from(draft: CodingDraft) -> Self {
        Self {
            scale: draft.scale.unwrap_or_else(|| G20_SCALE.to_vec()),
            combine: draft.combine,
            level: draft.level.unwrap_or(Level::Ordinal),
        }
    }
}

/// What is missing in the codebook, or does not go together.
pub(super) fn judge(draft: &Draft, outline: &Outline, file: &str, text: &str) -> Findings {
    let mut findings = Findings::default();
    let is_judged = draft.kind == Some(Kind::Judgements);
    let Some(coding) = &draft.judgements else {
        if is_judged {
            let finding = Finding::fault("missing-key", "The key `judgements` is missing or empty.").in_file(file);
            findings.push(finding.help("add `\"judgements\": { \"combine\": \"median\" }`"));
        }
        return findings;
    };
    let place = outline.value("judgements").map_or(0..0, |value| value.span.clone());
    let mut wrong = |found: &str, expected: &str, help: &str| {
        let finding = Finding::fault("bad-coding", found).expected(expected).help(help);
        findings.push(finding.at(Place::of_bytes(file, text, place.start, place.end)));
    };
    let scale = coding.scale.as_deref().unwrap_or(&G20_SCALE);
    if !is_judged {
        wrong("Only a package of judgements has a codebook.", "", "remove `judgements`, or mend `kind`");
    }
    if !(2..=MOST_CODES).contains(&scale.len()) || scale.windows(2).any(|pair| pair[0] >= pair[1]) {
        let expected = format!("2 to {MOST_CODES} codes in ascending order");
        wrong("This scale is no scale.", &expected, "write the worst code first, e.g. [-1, 0, 1]");
    }
    if coding.level == Some(Level::Ratio) && scale.iter().any(|code| *code < 0.0) {
        wrong("A ratio scale has no code below 0.", "codes from 0 upwards", "choose another `level`, or mend `scale`");
    }
    if coding.level == Some(Level::Nominal) && coding.combine != Combine::Majority {
        let help = "combine by majority, or choose another `level`";
        wrong("Nominal codes have no order, and so no median or mean.", "majority", help);
    }
    findings
}
