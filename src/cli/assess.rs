//! `upheld assess`: scores on the screen or as data, filtered.

use clap::{Args, ValueEnum};

use super::load::{self, Loaded, Sources};
use super::screen::{Screen, Stop};
use crate::assessment::{Assessment, assess};
use crate::case::Case;
use crate::group::Group;
use crate::render::table::{self, View};
use crate::render::{json, scores};
use crate::words::country::Country;
use crate::words::finding::Finding;
use crate::words::year::Years;

/// Score countries and show the result
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld assess --years 2023 --group dfi-partners
  upheld assess --years 2016..2025 --country TWN --country JPN --format csv > scores.csv
  upheld assess --principle 2.1 --years 2023 --country Senegal
  upheld assess --years 2021,2023 --json

Years are inclusive. Without --years, the latest year in which most countries have a score is shown.
In the table, places are among all countries of the plan, whatever is filtered.")]
pub struct Assess {
    /// Years such as 2023, 2016..2023 or 2016,2021 (both ends belong)
    #[arg(long, visible_alias = "year", value_parser = Years::parse)]
    years: Option<Years>,
    /// A country by code or name; may be repeated
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,
    /// Members of this group at the end of each year (see: upheld list groups)
    #[arg(long, value_name = "CODE")]
    group: Option<String>,
    /// A principle, a heading or total; may be repeated
    #[arg(long, visible_alias = "heading", value_name = "ID")]
    principle: Vec<String>,
    /// table for people; csv and json with one row per country, year and node
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    #[command(flatten)]
    sources: Sources,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

/// What is left after the filters.
struct Filter {
    years: Vec<usize>,
    countries: Option<Vec<Country>>,
    group: Option<Group>,
    nodes: Vec<usize>,
}

impl Assess {
    pub(super) fn run(&self, screen: &mut Screen) -> Result<(), Stop> {
        let Loaded { case, .. } = self.sources.load(screen)?;
        let assessment = assess(&case);
        let filter = self.filter(&case, &assessment)?;
        match if self.json { Format::Json } else { self.format } {
            Format::Table => self.tables(&case, &assessment, &filter, screen),
            format => data(&case, &assessment, &filter, format, screen),
        }
    }

    fn filter(&self, case: &Case, assessment: &Assessment) -> Result<Filter, Stop> {
        let mut findings = crate::words::finding::Findings::default();
        let evidence = case.evidence();
        let years = match &self.years {
            Some(asked) => load::years(asked, case),
            None => Ok(vec![latest(case, assessment)]),
        };
        let years = years.unwrap_or_else(|finding| {
            findings.push(finding);
            Vec::new()
        });
        let countries = load::named_countries(&self.country, &evidence.atlas).unwrap_or_else(|found| {
            findings.extend(found);
            Vec::new()
        });
        let group = self.group.as_ref().and_then(|code| {
            let found =
                |help: String| Finding::fault("unknown-group", format!("There is no group `{code}`.")).help(help);
            let group = Group::find(code, &evidence.atlas, &evidence.parties).map_err(found);
            group.map_err(|finding| findings.push(finding)).ok()
        });
        let mut nodes = Vec::new();
        for id in &self.principle {
            match load::node(case, id) {
                Ok(node) => nodes.push(node),
                Err(finding) => findings.push(finding),
            }
        }
        if findings.has_fault() {
            return Err(findings.into());
        }
        Ok(Filter { years, countries: (!self.country.is_empty()).then_some(countries), group, nodes })
    }

    fn tables(&self, case: &Case, assessment: &Assessment, filter: &Filter, screen: &Screen) -> Result<(), Stop> {
        let total = case.formula().nodes.len() - 1;
        let nodes = if filter.nodes.is_empty() { vec![total] } else { filter.nodes.clone() };
        let mut text = String::new();
        for &year in &filter.years {
            for &node in &nodes {
                let mut countries: Vec<usize> =
                    (0..assessment.countries.len()).filter(|&at| filter.keeps(case, assessment, year, at)).collect();
                countries.sort_by_key(|&at| {
                    let place = assessment.verdict(node, year, at).place.map_or(usize::MAX, |place| place.0);
                    (place, case.evidence().atlas.name(assessment.countries[at], screen.lang))
                });
                let view = View { year, countries, node, beside: table::beside(case, node) };
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&table::table(case, assessment, &view, screen.lang, screen.paint()));
            }
        }
        screen.print(&text)
    }
}

impl Filter {
    fn keeps(&self, case: &Case, assessment: &Assessment, year: usize, country: usize) -> bool {
        let (evidence, code) = (case.evidence(), assessment.countries[country]);
        self.countries.as_ref().is_none_or(|countries| countries.contains(&code))
            && self
                .group
                .as_ref()
                .is_none_or(|group| group.holds(code, assessment.years[year], &evidence.atlas, &evidence.parties))
    }
}

fn data(case: &Case, assessment: &Assessment, filter: &Filter, format: Format, screen: &Screen) -> Result<(), Stop> {
    let ids: Vec<&str> = filter.nodes.iter().map(|&node| case.node_id(case.formula().nodes[node].kind)).collect();
    let cannot = |why: String| Stop::from(Finding::fault("cannot-render", format!("The table cannot be made: {why}.")));
    let keep = |country: Country, year, node: &str| {
        let (Some(year), Some(country)) = (assessment.year(year), assessment.country(country)) else { return false };
        filter.years.contains(&year)
            && (ids.is_empty() || ids.contains(&node))
            && filter.keeps(case, assessment, year, country)
    };
    let table = scores::table(case, assessment, None).and_then(|table| scores::filter(&table, keep));
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

/// The latest year in which most of the countries that ever have a total have one; where positions make no total, of
/// those that ever have a score.
fn latest(case: &Case, assessment: &Assessment) -> usize {
    let total = case.formula().nodes.len() - 1;
    let nodes = if case.is_position(total) { 0..total } else { total..total + 1 };
    let has = |year, at| nodes.clone().any(|node| assessment.verdict(node, year, at).score.is_some());
    let scored = |year: usize| (0..assessment.countries.len()).filter(|&at| has(year, at)).count();
    let counts: Vec<usize> = (0..assessment.years.len()).map(scored).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    counts.iter().rposition(|&count| count * 2 >= most).unwrap_or(0)
}
