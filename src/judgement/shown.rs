//! A judged cell as it is shown: who said what, on which evidence, and how far such words agree.

use serde::Serialize;

use super::reliability::Reliability;
use super::{Code, Judgements, State};
use crate::dataset::package::coding::Combine;
use crate::words::country::Country;
use crate::words::year::Year;

/// Everything behind one judged cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Judged {
    pub combined_by: Combine,
    /// The code that counts in place of the coders' own.
    pub adjudicated: Option<Mark>,
    pub coders: Vec<Said>,
    pub reliability: Reliability,
}

/// A code and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// `None` where there is no evidence, or it does not apply.
    pub code: Option<f64>,
    pub state: State,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Said {
    pub coder: String,
    #[serde(flatten)]
    pub mark: Mark,
    pub evidence: String,
    pub date: String,
}

impl Judgements {
    /// What was judged of a country and year, if anything was.
    pub fn judged(&self, subject: &str, country: Country, year: Year) -> Option<Judged> {
        let subject = self.subjects.get(subject)?;
        let unit = subject.units.get(&(country, year))?;
        let mark = |code: Code| Mark { code: code.value().ok(), state: code.state(&self.coding.scale) };
        let said = unit.judgements.iter().map(|judgement| Said {
            coder: judgement.coder.clone(),
            mark: mark(judgement.code),
            evidence: judgement.evidence.clone(),
            date: judgement.day.to_string(),
        });
        Some(Judged {
            combined_by: self.coding.combine,
            adjudicated: unit.adjudicated.map(mark),
            coders: said.collect(),
            reliability: subject.reliability.clone(),
        })
    }
}
