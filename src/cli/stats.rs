//! `upheld stats`: what the statistics say of indicators, principles and headings.

use clap::{Args, ValueEnum};
use serde_json::{Map, Value};

use super::filter::{Asked, Filter};
use super::load::{Loaded, Sources};
use super::screen::{Screen, Stop};
use crate::analysis::availability::{Availability, availability};
use crate::analysis::correlations::correlations;
use crate::analysis::leave_one_out::effects;
use crate::analysis::reliability::reliabilities;
use crate::analysis::summary::summaries;
use crate::analysis::{Sample, Scored, dimensions, principles, slots};
use crate::assessment::{Assessment, assess};
use crate::case::Case;
use crate::formula::NodeKind;
use crate::render::analysis::sheet::Sheet;
use crate::render::analysis::{self as render, View};
use crate::render::json;
use crate::statistics::correlation::Coefficient;
use crate::words::finding::{Finding, Findings};
use crate::words::keys::nearest;

/// Describe indicators and how they go together: distributions, gaps, correlations, reliability, dimensions
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld stats                                        what should be looked at first
  upheld stats summary --year 2023                    each indicator's distribution, raw and as scores
  upheld stats availability --years 2016..2025        what is there, by indicator, group and country
  upheld stats correlations --method spearman --group dfi-partners
  upheld stats correlations --against vdem.v2x_polyarchy    is the total a democracy index again?
  upheld stats reliability --principle 2              Cronbach's alpha of a heading and its principles
  upheld stats dimensions                             principal components of the principles
  upheld stats leave-one-out --format csv             what each indicator does to places

Statistics are taken over the countries of one year; several years give one table each. Without --years, the latest year
in which most countries have a score is shown, and availability in all years of the plan. --principle (a principle or a
heading) narrows all of it to what stands under it.")]
pub struct Stats {
    /// What is shown
    #[arg(value_enum, default_value = "overview", hide_default_value = true)]
    view: Which,
    #[command(flatten)]
    asked: Asked,
    /// Which correlation: pearson, spearman or kendall (tau-b)
    #[arg(long, value_enum, default_value = "pearson", value_name = "METHOD")]
    method: Method,
    /// A variable to hold scores against, scored or not, e.g. vdem.v2x_polyarchy; may be repeated
    #[arg(long, value_name = "VARIABLE")]
    against: Vec<String>,
    /// table for people; csv and json for data
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    #[command(flatten)]
    sources: Sources,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    /// What of all of them should be looked at first
    Overview,
    /// Distribution of each indicator, with outlier, skew and other flags
    Summary,
    /// Shares of values that are there, by indicator, group and country over years
    Availability,
    /// Correlations within and across principles and headings, and with reference variables
    Correlations,
    /// Cronbach's alpha of principles, headings and the total
    Reliability,
    /// Principal components, loadings and the effective number of dimensions
    Dimensions,
    /// What leaving out each indicator does to places
    LeaveOneOut,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Method {
    Pearson,
    Spearman,
    Kendall,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

impl From<Method> for Coefficient {
    fn from(method: Method) -> Self {
        match method {
            Method::Pearson => Self::Pearson,
            Method::Spearman => Self::Spearman,
            Method::Kendall => Self::Kendall,
        }
    }
}

/// What is asked, looked up.
struct Question<'q> {
    scored: &'q Scored<'q>,
    assessment: &'q Assessment,
    filter: &'q Filter,
    /// The node that everything is about.
    node: usize,
    coefficient: Coefficient,
    against: &'q [String],
    screen: &'q Screen,
}

impl Stats {
    pub(super) fn run(&self, screen: &Screen) -> Result<(), Stop> {
        let loaded = self.sources.load(screen)?;
        let Loaded { case, .. } = &loaded;
        let assessment = assess(case);
        let mut filter = self.asked.filter(case, &assessment)?;
        if self.view == Which::Availability && self.asked.years.is_none() {
            filter.years = (0..assessment.years.len()).collect();
        }
        judge_variables(case, &self.against)?;
        let scored = Scored::of(case);
        let total = case.formula().nodes.len() - 1;
        let nodes = if filter.nodes.is_empty() { vec![total] } else { filter.nodes.clone() };
        let question = |node: usize| Question {
            scored: &scored,
            assessment: &assessment,
            filter: &filter,
            node,
            coefficient: self.method.into(),
            against: &self.against,
            screen,
        };
        let views = |which: Which| nodes.iter().flat_map(|&node| question(node).views(which)).collect::<Vec<View>>();
        let format = if self.json { Format::Json } else { self.format };
        if let (Which::Overview, Format::Json) = (self.view, format) {
            return screen.print(&json::text(&everything(views)));
        }
        let views = views(self.view);
        if format == Format::Table {
            let shown = views.iter().flat_map(|view| &view.shown).map(|sheet| sheet.text(screen.paint()));
            return screen.print(&shown.collect::<Vec<_>>().join("\n"));
        }
        let data = all_rows(views);
        if format == Format::Json {
            return screen.print(&json::text(&data.json()));
        }
        let cannot = |why: csv::Error| Finding::fault("cannot-render", format!("The table cannot be made: {why}."));
        screen.print(&data.csv().map_err(cannot)?)
    }
}

/// The data of several years below each other.
fn all_rows(views: Vec<View>) -> Sheet {
    let mut all = Sheet::default();
    views.into_iter().for_each(|view| all.append(view.data));
    all
}

/// Every view as data, by its name.
fn everything(views: impl Fn(Which) -> Vec<View>) -> Value {
    let named = Which::value_variants().iter().map(|which| {
        let name = which.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        (name, all_rows(views(*which)).json())
    });
    Value::Object(named.collect::<Map<_, _>>())
}

impl Question<'_> {
    /// One view a year; of availability, one of all years.
    fn views(&self, which: Which) -> Vec<View> {
        let lang = self.screen.lang;
        if which == Which::Availability {
            let found = self.availability(&self.filter.years);
            return vec![render::availability(self.scored.case, &found, lang)];
        }
        self.filter.years.iter().map(|&year| self.view(which, year)).collect()
    }

    fn view(&self, which: Which, year: usize) -> View {
        let (case, lang, node) = (self.scored.case, self.screen.lang, self.node);
        let sample = self.sample(year);
        match which {
            Which::Overview | Which::Availability => render::overview(&sample, &self.findings(&sample), lang),
            Which::Summary => render::summary(&sample, &summaries(&sample, &slots(case, node)), lang),
            Which::Correlations => {
                let pairs = correlations(&sample, self.coefficient, node, self.against);
                render::correlations(&sample, self.coefficient, &pairs, lang)
            }
            Which::Reliability => render::reliability(&sample, &reliabilities(&sample, &self.nodes()), lang),
            Which::Dimensions => render::dimensions(&sample, &dimensions::of_parts(&sample, node), lang),
            Which::LeaveOneOut => render::leave_one_out(&sample, node, &effects(&sample, node), lang),
        }
    }

    fn findings(&self, sample: &Sample<'_>) -> render::Findings {
        let case = self.scored.case;
        render::Findings {
            node: self.node,
            coefficient: self.coefficient,
            summaries: summaries(sample, &slots(case, self.node)),
            availability: self.availability(&[sample.year]),
            pairs: correlations(sample, self.coefficient, self.node, self.against),
            reliabilities: reliabilities(sample, &self.nodes()),
            dimensions: dimensions::of_parts(sample, self.node),
            effects: effects(sample, self.node),
        }
    }

    fn sample(&self, year: usize) -> Sample<'_> {
        // nobody is measured that is no country
        let atlas = &self.scored.case.evidence().atlas;
        let kept =
            |country: &usize| atlas.is_country(self.assessment.countries[*country]) && self.keeps(year, *country);
        let countries = (0..self.assessment.countries.len()).filter(kept).collect();
        Sample { scored: self.scored, year, countries }
    }

    fn keeps(&self, year: usize, country: usize) -> bool {
        self.filter.keeps(self.scored.case, self.assessment, year, country)
    }

    fn availability(&self, years: &[usize]) -> Availability {
        // the same countries in every year, so that a gap is no change of members
        let last = years.iter().copied().max().unwrap_or(0);
        availability(self.scored, years, &slots(self.scored.case, self.node), |country| self.keeps(last, country))
    }

    /// The node with all that stands under it, the whole before its parts.
    fn nodes(&self) -> Vec<usize> {
        let case = self.scored.case;
        let below = principles(case, self.node);
        let holds = |at: &usize| match case.formula().nodes[*at].kind {
            NodeKind::Heading(_) => self.is_total() && !case.is_position(*at),
            _ => *at == self.node || below.contains(at),
        };
        let order = crate::render::reading_order(case);
        let own = |at: &usize| *at == self.node || holds(at);
        order.into_iter().filter(own).collect()
    }

    fn is_total(&self) -> bool {
        self.scored.case.formula().nodes[self.node].kind == NodeKind::Total
    }
}

fn judge_variables(case: &Case, names: &[String]) -> Result<(), Findings> {
    let evidence = case.evidence();
    let mut findings = Findings::default();
    for name in names.iter().filter(|name| evidence.variable(name).is_none()) {
        let known: Vec<String> = evidence.variables().map(|(full, _)| full).collect();
        let near = nearest(name, known.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`? "));
        let help = format!("{}`upheld list variables` shows all", near.unwrap_or_default());
        findings.push(Finding::fault("unknown-variable", format!("No dataset has the variable `{name}`.")).help(help));
    }
    if findings.has_fault() { Err(findings) } else { Ok(()) }
}
