//! `upheld uncertainty`: where every score, place and grade lies over the doubts.

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use super::filter::{Asked, Filter};
use super::load::{self, Loaded, Sources};
use super::replicates::{Only, Replicates};
use super::screen::{Screen, Stop};
use crate::assessment::{Assessment, assess};
use crate::case::Case;
use crate::doubt::Family;
use crate::plan::uncertainty::Conclusion;
use crate::render::table::View;
use crate::render::{json, scores, uncertainty as render};
use crate::report;
use crate::uncertainty::missing;
use crate::uncertainty::whole::{Question, Uncertainty as Found};
use crate::words::finding::{Finding, Findings};
use crate::words::number::percent;

/// Show how sure scores, places and grades are, over everything that may reasonably vary
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld uncertainty --year 2023 --group dfi-partners
  upheld uncertainty --year 2023 --only measurement     errors of the figures alone
  upheld uncertainty --year 2023 --pair TWN:USA --pair TWN:JPN
  upheld uncertainty --year 2023 --matrix > ahead.csv   P(row ahead of column) for every pair
  upheld uncertainty --principle 2.1 --year 2023 --json
  upheld list doubts                                    what varies, and why

Ranges hold 90 % of the replicates. Without --years, the latest year in which most countries have a score is shown. The
conclusions of the plan are put to the test where their years and no filter but years are asked for.")]
pub struct Uncertainty {
    #[command(flatten)]
    asked: Asked,
    /// One family of doubts alone: errors of figures, or choices of method
    #[arg(long, value_enum, value_name = "FAMILY")]
    only: Option<Only>,
    /// P(first ahead of second), e.g. TWN:USA; may be repeated
    #[arg(long, value_name = "A:B")]
    pair: Vec<String>,
    /// P(row ahead of column) for every pair of countries shown, as CSV
    #[arg(long, conflicts_with_all = ["format", "json", "pair"])]
    matrix: bool,
    /// table for people; csv and json for data
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    #[command(flatten)]
    replicates: Replicates,
    #[command(flatten)]
    sources: Sources,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

/// What is shown, looked up.
struct Shown<'s> {
    case: &'s Case,
    assessment: &'s Assessment,
    found: &'s Found,
    filter: Filter,
    nodes: Vec<usize>,
    pairs: Vec<(usize, usize)>,
    conclusions: &'s [Conclusion],
}

impl Uncertainty {
    pub(super) fn run(&self, screen: &Screen) -> Result<(), Stop> {
        let loaded = self.sources.load(screen)?;
        let Loaded { plan, case, vary, .. } = &loaded;
        let assessment = assess(case);
        let filter = self.asked.filter(case, &assessment)?;
        let pairs = self.pairs(case, &assessment)?;
        let total = case.formula().nodes.len() - 1;
        let nodes = if filter.nodes.is_empty() { vec![total] } else { filter.nodes.clone() };
        // conclusions are put to the test where the run covers every year that they speak of
        let every = self.asked.country.is_empty() && self.asked.group.is_none() && self.asked.principle.is_empty();
        let own = self.sources.instrument.is_none();
        let conclusions: &[Conclusion] = if every && own && !self.matrix { &plan.uncertainty.conclusions } else { &[] };
        let stated = if conclusions.is_empty() { vec![] } else { report::stated(plan, case, &assessment)? };
        let mut years = filter.years.clone();
        years.extend(stated.iter().flat_map(|stated| stated.claim.years()));
        years.sort_unstable();
        years.dedup();
        let narrow = case.narrowed(&years, None);
        let position =
            |year: usize| narrow.panel().years.iter().position(|own| *own == assessment.years[year]).unwrap_or(0);
        let counted = nodes.iter().flat_map(|&node| filter.years.iter().map(move |&year| (node, year)));
        let question = Question {
            apart: true,
            only: self.only.map(Family::from),
            pairs: counted.map(|(node, year)| (node, position(year))).collect(),
            stated: stated.into_iter().map(|stated| stated.at(position)).collect(),
            ..self.replicates.question(&loaded)
        };
        let found = self.replicates.run(&narrow, vary, &question, screen)?;
        let Some(found) = found.filter(|found| !found.model.is_empty()) else {
            return Err(nothing_varies(question.replicates).into());
        };
        let shown = Shown { case, assessment: &assessment, found: &found, filter, nodes, pairs, conclusions };
        let format = if self.json { Format::Json } else { self.format };
        match format {
            _ if self.matrix => shown.matrix(screen),
            Format::Table => shown.tables(screen),
            Format::Csv => shown.csv(screen),
            Format::Json => shown.json(screen),
        }
    }

    fn pairs(&self, case: &Case, assessment: &Assessment) -> Result<Vec<(usize, usize)>, Findings> {
        let mut findings = Findings::default();
        let mut pairs = Vec::new();
        for text in &self.pair {
            let Some((first, second)) = text.split_once(':') else {
                let finding = Finding::fault("not-a-pair", format!("`{text}` is not a pair."));
                findings.push(finding.expected("two countries with a colon between").help("e.g. --pair TWN:USA"));
                continue;
            };
            match load::named_countries(&[first.to_owned(), second.to_owned()], &case.evidence().atlas) {
                Ok(named) => pairs.extend(assessment.country(named[0]).zip(assessment.country(named[1]))),
                Err(found) => findings.extend(found),
            }
        }
        if findings.has_fault() { Err(findings) } else { Ok(pairs) }
    }
}

fn nothing_varies(replicates: u64) -> Finding {
    let found = if replicates == 0 { "No replicate is asked for." } else { "Nothing is doubted here." };
    let help = "add doubts.toml to the rubric or [[doubt]] to the plan, and ask for replicates";
    Finding::fault("nothing-varies", found).help(help)
}

impl Shown<'_> {
    fn tables(&self, screen: &Screen) -> Result<(), Stop> {
        let (case, assessment, lang, paint) = (self.case, self.assessment, screen.lang, screen.paint());
        let mut texts = Vec::new();
        for &year in &self.filter.years {
            for &node in &self.nodes {
                let countries = self.filter.in_order(case, assessment, (node, year), lang);
                let view = View { year, countries, node, beside: vec![] };
                let mut text = render::table(case, assessment, self.found, &view, lang, paint);
                for &(first, second) in &self.pairs {
                    let name = |at: usize| case.evidence().atlas.name(assessment.countries[at], lang);
                    let share = self.found.ahead(assessment, node, year, (first, second));
                    let said = lang.say("ahead-of", &[("first", &name(first)), ("second", &name(second))]);
                    text.push_str(&format!("{said}: {}\n", share.map_or_else(|| "·".to_owned(), percent)));
                }
                texts.push(text);
            }
        }
        if !self.conclusions.is_empty() {
            texts.push(render::audit(case, self.found, self.conclusions, lang, paint));
        }
        screen.print(&texts.join("\n"))
    }

    fn keeps(&self, country: usize, year: usize) -> bool {
        self.filter.years.contains(&year) && self.filter.keeps(self.case, self.assessment, year, country)
    }

    fn csv(&self, screen: &Screen) -> Result<(), Stop> {
        let cannot =
            |why: String| Stop::from(Finding::fault("cannot-render", format!("The table cannot be made: {why}.")));
        let ids: Vec<&str> =
            self.nodes.iter().map(|&node| self.case.node_id(self.case.formula().nodes[node].kind)).collect();
        let table = scores::table(self.case, self.assessment, Some(self.found));
        let table = table.and_then(|table| {
            scores::filter(&table, |country, year, node| {
                let (country, year) = (self.assessment.country(country), self.assessment.year(year));
                ids.contains(&node) && country.zip(year).is_some_and(|(country, year)| self.keeps(country, year))
            })
        });
        let table = table.map_err(|error| cannot(error.to_string()))?;
        let bytes = scores::csv(&table).map_err(|error| cannot(error.to_string()))?;
        screen.print(&String::from_utf8_lossy(&bytes))
    }

    fn json(&self, screen: &Screen) -> Result<(), Stop> {
        let (case, assessment) = (self.case, self.assessment);
        let mut years = Map::new();
        for &year in &self.filter.years {
            let narrow = case.narrowed(&[year], None);
            let at = narrow.panel().years.iter().position(|own| *own == assessment.years[year]).unwrap_or(0);
            let mut nodes = Map::new();
            for &node in &self.nodes {
                let ready = narrow.formula().ready(narrow.panel());
                let next = missing::narrowing(&ready, narrow.formula().quantity(node));
                let mut countries = Map::new();
                for country in self.filter.in_order(case, assessment, (node, year), screen.lang) {
                    let spread = self.found.spread(assessment, node, year, country);
                    let next = next[narrow.panel().cell(at, country)];
                    let value = json!({
                        "most-worth-knowing": next.map(|next| render::of_narrowing(case, &next)),
                        "name": case.evidence().atlas.name(assessment.countries[country], screen.lang),
                        "spread": spread.map(|spread| render::of_spread(case, &spread)),
                    });
                    countries.insert(assessment.countries[country].to_string(), value);
                }
                nodes.insert(case.node_id(case.formula().nodes[node].kind).to_owned(), countries.into());
            }
            years.insert(assessment.years[year].to_string(), nodes.into());
        }
        let pairs = self.pairs.iter().flat_map(|&pair| {
            let places = self.filter.years.iter().flat_map(|&year| self.nodes.iter().map(move |&node| (node, year)));
            places.map(move |(node, year)| self.pair(node, year, pair))
        });
        let value = json!({
            "conclusions": render::of_audit(case, self.found, self.conclusions),
            "pairs": pairs.collect::<Vec<Value>>(), "run": render::of_run(self.found), "years": years,
        });
        screen.print(&json::text(&value))
    }

    fn pair(&self, node: usize, year: usize, pair: (usize, usize)) -> Value {
        let share = self.found.ahead(self.assessment, node, year, pair);
        json!({
            "first": self.assessment.countries[pair.0], "node": self.case.node_id(self.case.formula().nodes[node].kind),
            "p-first-ahead": share, "second": self.assessment.countries[pair.1], "year": self.assessment.years[year],
        })
    }

    /// Every pair of the first node and year shown.
    fn matrix(&self, screen: &Screen) -> Result<(), Stop> {
        let (node, year) = (self.nodes[0], self.filter.years[0]);
        let scored = |at: &usize| self.assessment.verdict(node, year, *at).score.is_some();
        let countries: Vec<usize> = self
            .filter
            .in_order(self.case, self.assessment, (node, year), screen.lang)
            .into_iter()
            .filter(scored)
            .collect();
        let codes = || countries.iter().map(|&at| self.assessment.countries[at].to_string());
        let mut text = format!("ahead,{}\n", codes().collect::<Vec<_>>().join(","));
        for (&own, code) in countries.iter().zip(codes()) {
            let share = |&other: &usize| {
                let share = self.found.ahead(self.assessment, node, year, (own, other));
                share.map_or_else(String::new, crate::words::number::exported)
            };
            text.push_str(&format!("{code},{}\n", countries.iter().map(share).collect::<Vec<_>>().join(",")));
        }
        screen.print(&text)
    }
}
