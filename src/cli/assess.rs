//! `upheld assess`: scores on the screen or as data, filtered.

use clap::{Args, ValueEnum};

use super::filter::{Asked, Filter};
use super::load::{Loaded, Sources};
use super::replicates::Replicates;
use super::screen::{Screen, Stop};
use crate::assessment::{Assessment, assess};
use crate::case::Case;
use crate::render::table::{self, View};
use crate::render::{json, scores};
use crate::uncertainty::whole::{Question, Uncertainty};
use crate::words::country::Country;
use crate::words::finding::Finding;

/// Score countries and show the result
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld assess --years 2023 --group dfi-partners
  upheld assess --years 2016..2025 --country TWN --country JPN --format csv > scores.csv
  upheld assess --principle 2.1 --years 2023 --country Senegal
  upheld assess --years 2021,2023 --json
  upheld assess --years 2023 --replicates 0  without intervals, at once

Years are inclusive. Without --years, the latest year in which most countries have a score is shown.
In the table, places are among all countries of the plan, whatever is filtered.")]
pub struct Assess {
    #[command(flatten)]
    asked: Asked,
    /// table for people; csv and json with one row per country, year and node
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

impl Assess {
    pub(super) fn run(&self, screen: &mut Screen) -> Result<(), Stop> {
        let loaded = self.sources.load(screen)?;
        let case = &loaded.case;
        let assessment = assess(case);
        let filter = self.asked.filter(case, &assessment)?;
        let format = if self.json { Format::Json } else { self.format };
        let sure = self.how_sure(&loaded, &filter, format, screen)?;
        match format {
            Format::Table => self.tables(case, &assessment, sure.as_ref(), &filter, screen),
            format => data(case, &assessment, sure.as_ref(), &filter, format, screen),
        }
    }

    /// Replicates of the years asked for; of all countries, because places are among all.
    fn how_sure(
        &self,
        loaded: &Loaded,
        filter: &Filter,
        format: Format,
        screen: &Screen,
    ) -> Result<Option<Uncertainty>, Stop> {
        let narrow = loaded.case.narrowed(&filter.years, None);
        let total = narrow.formula().nodes.len() - 1;
        // a table shows the range of the score alone
        let apart = format != Format::Table;
        let pairs = if apart { (0..narrow.panel().years.len()).map(|year| (total, year)).collect() } else { vec![] };
        let question = Question { apart, pairs, ..self.replicates.question(loaded) };
        self.replicates.run(&narrow, &loaded.vary, &question, screen)
    }

    fn tables(
        &self,
        case: &Case,
        assessment: &Assessment,
        sure: Option<&Uncertainty>,
        filter: &Filter,
        screen: &Screen,
    ) -> Result<(), Stop> {
        let total = case.formula().nodes.len() - 1;
        let nodes = if filter.nodes.is_empty() { vec![total] } else { filter.nodes.clone() };
        let mut text = String::new();
        for &year in &filter.years {
            for &node in &nodes {
                let countries = filter.in_order(case, assessment, (node, year), screen.lang);
                let view = View { year, countries, node, beside: table::beside(case, node) };
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&table::table(case, assessment, sure, &view, screen.lang, screen.paint()));
            }
        }
        screen.print(&text)
    }
}

fn data(
    case: &Case,
    assessment: &Assessment,
    sure: Option<&Uncertainty>,
    filter: &Filter,
    format: Format,
    screen: &Screen,
) -> Result<(), Stop> {
    let ids: Vec<&str> = filter.nodes.iter().map(|&node| case.node_id(case.formula().nodes[node].kind)).collect();
    let cannot = |why: String| Stop::from(Finding::fault("cannot-render", format!("The table cannot be made: {why}.")));
    let keep = |country: Country, year, node: &str| {
        let (Some(year), Some(country)) = (assessment.year(year), assessment.country(country)) else { return false };
        filter.years.contains(&year)
            && (ids.is_empty() || ids.contains(&node))
            && filter.keeps(case, assessment, year, country)
    };
    let table = scores::table(case, assessment, sure).and_then(|table| scores::filter(&table, keep));
    let table = table.map_err(|error| cannot(error.to_string()))?;
    let text = match format {
        Format::Json => json::text(&json::rows(&table)),
        _ => {
            let bytes = scores::csv(&table).map_err(|error| cannot(error.to_string()))?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
    };
    screen.print(&text)
}
