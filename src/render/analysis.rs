//! What the statistics say, as tables for the terminal and as data.

mod availability;
mod correlations;
mod dimensions;
mod leave_one_out;
mod overview;
mod reliability;
pub mod sheet;
mod summary;

use crate::analysis::Sample;
use crate::analysis::correlations::Side;
use crate::case::Case;
use crate::render::{uncertainty, words};
use crate::rubric::Measure;
use crate::words::locale::Lang;

pub use availability::availability;
pub use correlations::{correlations, symbol};
pub use dimensions::dimensions;
pub use leave_one_out::leave_one_out;
pub use overview::{Findings, overview};
pub use reliability::reliability;
use sheet::Sheet;
pub use summary::summary;

/// One view: what a reader is shown, and the one long table that data is.
#[derive(Clone, Debug, Default)]
pub struct View {
    pub shown: Vec<Sheet>,
    pub data: Sheet,
}

/// "DFI · Cronbach's alpha · 2023 · 60 countries"
fn heading(sample: &Sample<'_>, what: &str, lang: Lang) -> String {
    let case = sample.case();
    let (year, n) = (case.panel().years[sample.year].to_string(), sample.countries.len().to_string());
    let short = case.rubric().instrument.short.get(lang);
    lang.say("stats-heading", &[("instrument", short), ("what", what), ("year", &year), ("n", &n)])
}

/// A slot as "2.1 Reported cuts", a node as "2.1 No shutdowns".
fn name(case: &Case, quantity: usize, lang: Lang) -> String {
    match quantity.checked_sub(case.formula().slots.len()) {
        Some(node) => words::node(case, node, lang),
        None => uncertainty::indicator(case, quantity, lang),
    }
}

/// As it is written in rubric files: `2.1#reported-cuts`, `2.1`, `total`.
fn id(case: &Case, quantity: usize) -> String {
    match quantity.checked_sub(case.formula().slots.len()) {
        Some(node) => case.node_id(case.formula().nodes[node].kind).to_owned(),
        None => {
            let all = case.rubric().principles.iter().flat_map(|rule| rule.slots.iter().map(move |own| (rule, own)));
            let mut all = all.skip(quantity);
            all.next().map(|(rule, own)| format!("{}#{}", rule.id, own.id)).unwrap_or_default()
        }
    }
}

/// "Electoral democracy [vdem.v2x_polyarchy]"
fn variable(case: &Case, full: &str, lang: Lang) -> String {
    let title = case.evidence().variable(full).map(|variable| variable.title.get(lang));
    title.map_or_else(|| full.to_owned(), |title| format!("{title} [{full}]"))
}

/// What a measure reads, by its title.
fn measure(case: &Case, measure: &Measure, lang: Lang) -> String {
    match measure {
        Measure::Sum(variables) => {
            variables.iter().map(|name| variable(case, &name.value, lang)).collect::<Vec<_>>().join(" + ")
        }
        Measure::Status(status) => {
            let list = case.evidence().parties.instruments.get(&status.instrument.value);
            list.map_or_else(|| measure.wording(), |list| list.title.get(lang).to_owned())
        }
    }
}

fn side(case: &Case, side: &Side, lang: Lang) -> String {
    match side {
        Side::Quantity(quantity) => name(case, *quantity, lang),
        Side::Variable(full) => variable(case, full, lang),
    }
}

/// The first few of some names, and how many more there are.
fn few(names: &[String], lang: Lang) -> String {
    const MOST: usize = 4;
    let more = names.len().saturating_sub(MOST);
    let more = (more > 0).then(|| lang.say("stats-more", &[("n", &more.to_string())]));
    let separator = if lang == Lang::En { "; " } else { "；" };
    names.iter().take(MOST).cloned().chain(more).collect::<Vec<_>>().join(separator)
}
