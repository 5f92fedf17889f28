//! What part of an assessment is shown: years, countries, a group, nodes.

use clap::Args;

use super::load;
use super::screen::Stop;
use crate::assessment::Assessment;
use crate::case::Case;
use crate::group::Group;
use crate::words::country::Country;
use crate::words::finding::Finding;
use crate::words::locale::Lang;
use crate::words::year::Years;

/// As it is asked for.
#[derive(Clone, Debug, Args)]
pub struct Asked {
    /// Years such as 2023, 2016..2023 or 2016,2021 (both ends belong)
    #[arg(long, visible_alias = "year", value_parser = Years::parse)]
    pub years: Option<Years>,
    /// A country by code or name; may be repeated
    #[arg(long, value_name = "COUNTRY")]
    pub country: Vec<String>,
    /// Members of this group at the end of each year (see: upheld list groups)
    #[arg(long, value_name = "CODE")]
    pub group: Option<String>,
    /// A principle, a heading or total; may be repeated
    #[arg(long, visible_alias = "heading", value_name = "ID")]
    pub principle: Vec<String>,
}

/// What is left after the filters.
pub struct Filter {
    pub years: Vec<usize>,
    pub countries: Option<Vec<Country>>,
    pub group: Option<Group>,
    pub nodes: Vec<usize>,
}

impl Asked {
    /// Looks the names up.
    pub fn filter(&self, case: &Case, assessment: &Assessment) -> Result<Filter, Stop> {
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
}

impl Filter {
    pub fn keeps(&self, case: &Case, assessment: &Assessment, year: usize, country: usize) -> bool {
        let (evidence, code) = (case.evidence(), assessment.countries[country]);
        self.countries.as_ref().is_none_or(|countries| countries.contains(&code))
            && self
                .group
                .as_ref()
                .is_none_or(|group| group.holds(code, assessment.years[year], &evidence.atlas, &evidence.parties))
    }

    /// The countries kept in a node and year, by place and name.
    pub fn in_order(
        &self,
        case: &Case,
        assessment: &Assessment,
        (node, year): (usize, usize),
        lang: Lang,
    ) -> Vec<usize> {
        let mut countries: Vec<usize> =
            (0..assessment.countries.len()).filter(|&at| self.keeps(case, assessment, year, at)).collect();
        countries.sort_by_key(|&at| {
            let place = assessment.verdict(node, year, at).place.map_or(usize::MAX, |place| place.0);
            (place, case.evidence().atlas.name(assessment.countries[at], lang))
        });
        countries
    }
}

/// The latest year in which most of the countries that ever have a total have one; where positions make no total, of
/// those that ever have a score.
pub fn latest(case: &Case, assessment: &Assessment) -> usize {
    let total = case.formula().nodes.len() - 1;
    let nodes = if case.is_position(total) { 0..total } else { total..total + 1 };
    let has = |year, at| nodes.clone().any(|node| assessment.verdict(node, year, at).score.is_some());
    let scored = |year: usize| (0..assessment.countries.len()).filter(|&at| has(year, at)).count();
    let counts: Vec<usize> = (0..assessment.years.len()).map(scored).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    counts.iter().rposition(|&count| count * 2 >= most).unwrap_or(0)
}
