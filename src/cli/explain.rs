//! `upheld explain`: how one score came about.

use clap::Args;

use super::load::{self, Loaded, Sources};
use super::replicates::{self, Replicates};
use super::screen::{Screen, Stop};
use crate::assessment::trace::Trace;
use crate::assessment::whole::Whole;
use crate::assessment::{Assessment, assess};
use crate::formula::NodeKind;
use crate::render::explanation::{Sure, explanation, explanation_of_whole};
use crate::render::json;
use crate::uncertainty::missing::{self, Narrowing};
use crate::uncertainty::sensitivity::{self, Measure, Shares, Target};
use crate::uncertainty::whole::{Question, Spread, Uncertainty};
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
    replicates: Replicates,
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
        let loaded = self.sources.load(screen)?;
        let case = &loaded.case;
        let mut findings = crate::words::finding::Findings::default();
        let country = load::named_countries(std::slice::from_ref(&self.country), &case.evidence().atlas);
        let country = country.map_err(|found| findings.extend(found)).ok().and_then(|found| found.first().copied());
        let node = load::node(case, &self.principle).map_err(|finding| findings.push(finding)).ok();
        let years = load::years(&Years::one(self.year), case).map_err(|finding| findings.push(finding)).ok();
        let (Some(country), Some(node), Some(years)) = (country, node, years) else { return Err(findings.into()) };
        let assessment = assess(case);
        let Some(position) = assessment.country(country) else {
            let found = format!("{country} is not among the countries of the plan.");
            return Err(Finding::fault("country-outside-plan", found).help("ask for a country of the plan").into());
        };
        let (lang, paint) = (screen.lang, screen.paint());
        let sureness = self.how_sure(&loaded, &assessment, (node, years[0], position), screen)?;
        let sure = sureness.as_ref().map(Sureness::said);
        let text = match case.formula().nodes[node].kind {
            NodeKind::Principle(principle) => {
                let trace = Trace::of(case, &assessment, node, principle, years[0], position);
                if self.json {
                    json::text(&json::trace(case, &trace, sure.as_ref()))
                } else {
                    explanation(case, &trace, sure.as_ref(), lang, paint)
                }
            }
            NodeKind::Heading(_) | NodeKind::Total => {
                let whole = Whole::of(case, &assessment, node, years[0], position);
                if self.json {
                    json::text(&json::whole(case, &whole, sure.as_ref()))
                } else {
                    explanation_of_whole(case, &whole, sure.as_ref(), lang, paint)
                }
            }
        };
        screen.print(&text)
    }

    /// Replicates and shares of this verdict alone: the country's own panel, which draws the same numbers as all of it,
    /// unless a doubt compares it with others.
    fn how_sure(
        &self,
        loaded: &Loaded,
        assessment: &Assessment,
        (node, year, country): (usize, usize, usize),
        screen: &Screen,
    ) -> Result<Option<Sureness>, Stop> {
        let alone = [country];
        let compared = loaded.vary.iter().any(|doubt| doubt.vary.compares_countries());
        let narrow = loaded.case.narrowed(&[year], (!compared).then_some(&alone));
        let question = Question { apart: true, ..self.replicates.question(loaded) };
        let Some(uncertainty) = self.replicates.run(&narrow, &loaded.vary, &question, screen)? else { return Ok(None) };
        let spread = uncertainty.spread(assessment, node, year, country);
        let own = narrow.panel();
        let at = own.countries.iter().position(|code| *code == assessment.countries[country]).unwrap_or(0);
        let of_year = own.years.iter().position(|own| *own == assessment.years[year]).unwrap_or(0);
        let quantity = narrow.formula().quantity(node);
        let target = Target { measure: Measure::Score(at), quantity, year: of_year };
        let rows = sensitivity::ROWS;
        let shares = match spread {
            Some(_) => replicates::shares(&narrow, &loaded.vary, &[target], (rows, question.seed), screen)?,
            None => Vec::new(),
        };
        let cell = own.cell(of_year, at);
        let next = missing::narrowing(&narrow.formula().ready(own), quantity)[cell];
        Ok(Some(Sureness { uncertainty, spread, shares: shares.into_iter().next(), next }))
    }
}

/// What was found out of one verdict.
struct Sureness {
    uncertainty: Uncertainty,
    spread: Option<Spread>,
    shares: Option<Shares>,
    next: Option<Narrowing>,
}

impl Sureness {
    fn said(&self) -> Sure<'_> {
        Sure {
            replicates: self.uncertainty.ranges.replicates,
            spread: self.spread.as_ref(),
            doubts: &self.uncertainty.doubts,
            model: &self.uncertainty.model,
            shares: self.shares.as_ref(),
            next: self.next,
        }
    }
}
