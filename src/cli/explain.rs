//! `upheld explain`: how one score came about.

use clap::Args;

use super::load::{self, Loaded, Sources};
use super::screen::{Screen, Stop};
use crate::assessment::assess;
use crate::assessment::trace::Trace;
use crate::assessment::whole::Whole;
use crate::formula::NodeKind;
use crate::render::explanation::{explanation, explanation_of_whole};
use crate::render::json;
use crate::words::finding::Finding;
use crate::words::year::{Year, Years};

/// Show how a score came about: from the grade down to each observation, its source and its age
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld explain IND 2.1 --year 2023
  upheld explain Norway --year 2023
  upheld explain Taiwan 4.3 --year 2023 --lang zh-TW
  upheld explain SEN 2.1 --year 2023 --json")]
pub struct Explain {
    /// A country by code or name
    country: String,
    /// A principle, e.g. 2.1; a heading, or the total, shows what each clause adds
    #[arg(default_value = "total")]
    principle: String,
    /// The year
    #[arg(long, value_parser = one_year)]
    year: Year,
    /// As JSON, with every label in every language
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sources: Sources,
}

fn one_year(text: &str) -> Result<Year, String> {
    match Years::parse(text)?.as_slice() {
        [year] => Ok(*year),
        _ => Err("one score is of one year; `upheld assess` takes several".to_owned()),
    }
}

impl Explain {
    pub(super) fn run(&self, screen: &mut Screen) -> Result<(), Stop> {
        let Loaded { case, .. } = self.sources.load(screen)?;
        let mut findings = crate::words::finding::Findings::default();
        let country = load::named_countries(std::slice::from_ref(&self.country), &case.evidence().atlas);
        let country = country.map_err(|found| findings.extend(found)).ok().and_then(|found| found.first().copied());
        let node = load::node(&case, &self.principle).map_err(|finding| findings.push(finding)).ok();
        let years = load::years(&Years::one(self.year), &case).map_err(|finding| findings.push(finding)).ok();
        let (Some(country), Some(node), Some(years)) = (country, node, years) else { return Err(findings.into()) };
        let assessment = assess(&case);
        let Some(position) = assessment.country(country) else {
            let found = format!("{country} is not among the countries of the plan.");
            return Err(Finding::fault("country-outside-plan", found).help("ask for a country of the plan").into());
        };
        let (lang, paint) = (screen.lang, screen.paint());
        let text = match case.formula().nodes[node].kind {
            NodeKind::Principle(principle) => {
                let trace = Trace::of(&case, &assessment, node, principle, years[0], position);
                if self.json {
                    json::text(&json::trace(&case, &trace))
                } else {
                    explanation(&case, &trace, lang, paint)
                }
            }
            NodeKind::Heading(_) | NodeKind::Total => {
                let whole = Whole::of(&case, &assessment, node, years[0], position);
                if self.json {
                    json::text(&json::whole(&case, &whole))
                } else {
                    explanation_of_whole(&case, &whole, lang, paint)
                }
            }
        };
        screen.print(&text)
    }
}
