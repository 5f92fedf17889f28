//! `upheld sensitivity`: what drives a score, a place, a gap between groups, or all places.

use clap::Args;
use serde_json::json;

use super::filter;
use super::load::{Loaded, Sources};
use super::replicates::{self, Only};
use super::screen::{Screen, Stop};
use crate::assessment::{Assessment, assess};
use crate::case::Case;
use crate::doubt::Family;
use crate::plan::Plan;
use crate::plan::chart::Shows;
use crate::plan::uncertainty::Measure;
use crate::render::{json, uncertainty as render};
use crate::report;
use crate::uncertainty::asked::Search;
use crate::uncertainty::model::model;
use crate::uncertainty::sensitivity::{ROWS, Target};
use crate::words::finding::{Finding, Place};
use crate::words::keys::Sited;
use crate::words::number;
use crate::words::year::Year;

/// Show which doubts drive a result, and how much each brings (Sobol' indices)
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld sensitivity --instrument dfi --year 2023     what the plan's drivers charts ask
  upheld sensitivity --year 2023 --target rank:TWN --target score:IND
  upheld sensitivity --year 2023 --target gap:dfi-partners:others
  upheld sensitivity --year 2023 --target shift --of 2.1
  upheld sensitivity --year 2023 --rows 4096 --json

A target is rank:COUNTRY, score:COUNTRY, gap:GROUP:GROUP or shift (of all places, against the nominal ones). A run takes
rows x (doubts + 2) scores of one year; how many is said before it starts.")]
pub struct Sensitivity {
    /// The year; without it, the years of the plan's drivers charts
    #[arg(long)]
    year: Option<Year>,
    /// What is asked about; may be repeated [default: the plan's drivers charts]
    #[arg(long, value_name = "TARGET")]
    target: Vec<String>,
    /// The node of the targets: total, a heading or a principle
    #[arg(long, value_name = "ID", default_value = "total")]
    of: String,
    /// Base rows of the design; a power of two is best
    #[arg(long, value_name = "N", default_value_t = ROWS, value_parser = clap::value_parser!(u32).range(16..=1 << 20))]
    rows: u32,
    /// Seed of every random number [default: the plan's, 0 in the built-in one]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// One family of doubts alone: errors of figures, or choices of method
    #[arg(long, value_enum, value_name = "FAMILY")]
    only: Option<Only>,
    /// As JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sources: Sources,
}

/// A target with what it is called.
struct Named {
    target: Target,
    measure: Measure,
    node: usize,
}

impl Sensitivity {
    pub(super) fn run(&self, screen: &Screen) -> Result<(), Stop> {
        let loaded = self.sources.load(screen)?;
        let Loaded { plan, case, vary, .. } = &loaded;
        let assessment = assess(case);
        let named = self.targets(plan, case, &assessment)?;
        let kept: Vec<_> = vary
            .iter()
            .filter(|doubt| self.only.is_none_or(|only| doubt.vary.family() == Family::from(only)))
            .collect();
        let doubts: Vec<_> = kept.into_iter().cloned().collect();
        if doubts.is_empty() {
            let finding = Finding::fault("nothing-varies", "Nothing is doubted here.");
            return Err(finding.help("add doubts.toml to the rubric, or [[doubt]] to the plan").into());
        }
        let ready = case.formula().ready(case.panel());
        let compiled = model(case, &ready, &doubts)?;
        let mut years: Vec<usize> = named.iter().map(|named| named.target.year).collect();
        years.sort_unstable();
        years.dedup();
        let runs = u64::from(self.rows) * (compiled.factors.len() as u64 + 2) * years.len() as u64;
        screen.remark(&format!(
            "{} runs: {} base rows, {} doubts",
            number::grouped(runs),
            number::grouped(u64::from(self.rows)),
            compiled.factors.len()
        ));
        let targets: Vec<Target> = named.iter().map(|named| named.target.clone()).collect();
        let seed = self.seed.unwrap_or(plan.uncertainty.seed);
        let shares = replicates::shares(case, &doubts, &targets, (self.rows, seed), screen)?;
        let title = |named: &Named, lang| {
            let year = assessment.years[named.target.year];
            report::target_title(case, &named.measure, named.node, year, lang)
        };
        if self.json {
            let targets = named.iter().zip(&shares).map(|(named, shares)| {
                json!({
                    "node": case.node_id(case.formula().nodes[named.node].kind),
                    "result": render::of_shares(&doubts, &compiled, shares), "target": named.measure.word(),
                    "title": title(named, screen.lang), "year": assessment.years[named.target.year],
                })
            });
            let value = json!({
                "base-rows": self.rows, "runs": runs, "seed": seed, "targets": targets.collect::<Vec<_>>(),
            });
            return screen.print(&json::text(&value));
        }
        let texts = named.iter().zip(&shares).map(|(named, shares)| {
            let title = title(named, screen.lang);
            render::drivers(&doubts, &compiled, &title, shares, screen.lang, screen.paint())
        });
        screen.print(&texts.collect::<Vec<_>>().join("\n"))
    }

    fn targets(&self, plan: &Plan, case: &Case, assessment: &Assessment) -> Result<Vec<Named>, Stop> {
        let mut search = Search::new(case, assessment);
        let sited = |value: &str| Sited { value: value.to_owned(), place: Place::of_file("the command line") };
        let mut named = Vec::new();
        let year = |planned: Option<Year>| {
            self.year.or(planned).map(|year| Sited { value: year, place: Place::of_file("the command line") })
        };
        let mut asked: Vec<(Measure, Sited<String>, Option<Sited<Year>>)> = Vec::new();
        if self.target.is_empty() {
            for chart in &plan.charts {
                if let Shows::Drivers(drivers) = &chart.shows {
                    asked.push((drivers.measure.clone(), chart.of.clone(), year(Some(drivers.year.value))));
                }
            }
        }
        for text in &self.target {
            match measure(text) {
                Some(measure) => asked.push((measure, sited(&self.of), year(None))),
                None => search.findings.push(
                    Finding::fault("not-a-target", format!("`{text}` is not a target."))
                        .expected("rank:COUNTRY, score:COUNTRY, gap:GROUP:GROUP or shift")
                        .help("e.g. --target rank:TWN"),
                ),
            }
        }
        if asked.is_empty() && !search.findings.has_fault() {
            let finding = Finding::fault("not-a-target", "Nothing is asked about.").expected("a target");
            let help = "name one with --target, or add a chart of the kind drivers to the plan";
            return Err(finding.help(help).into());
        }
        for (measure, of, year) in asked {
            let node = search.node(&of);
            let year = match year {
                Some(year) => search.year(&year),
                None => Some(filter::latest(case, assessment)),
            };
            let (Some(node), Some(year)) = (node, year) else { continue };
            let target = search.target(&measure, node, year);
            named.extend(target.map(|target| Named { target, measure, node }));
        }
        if search.findings.has_fault() { Err(search.findings.into()) } else { Ok(named) }
    }
}

/// Reads a target of the command line.
fn measure(text: &str) -> Option<Measure> {
    let sited = |value: &str| Sited { value: value.to_owned(), place: Place::of_file("the command line") };
    let parts: Vec<&str> = text.split(':').collect();
    match parts.as_slice() {
        ["shift"] => Some(Measure::Shift),
        ["score", country] => Some(Measure::Score(sited(country))),
        ["rank", country] => Some(Measure::Rank(sited(country))),
        ["gap", first, second] => Some(Measure::Gap([sited(first), sited(second)])),
        _ => None,
    }
}
