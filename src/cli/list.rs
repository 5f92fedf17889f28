//! `upheld list`: what there is to name.

mod data;
mod program;
mod rubric;

use clap::{Args, ValueEnum};
use comfy_table::{ContentArrangement, Table, presets};
use serde_json::{Map, Value};

use super::load::Sources;
use super::screen::{Screen, Stop};
use crate::render::json;

/// List what there is to name: instruments, principles, indicators, datasets, variables, …
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Examples:
  upheld list principles
  upheld list indicators --instrument ./my-rubric
  upheld list doubts                         what may reasonably vary, and why
  upheld list variables --json
  upheld list countries --lang zh-TW
  upheld list findings                       every code of a finding, and what to do

Instruments, datasets and variables are those that are built in and those that are given.")]
pub struct List {
    /// What to list
    what: What,
    /// As JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sources: Sources,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    Instruments,
    Principles,
    Indicators,
    Doubts,
    Datasets,
    Variables,
    Countries,
    Groups,
    Charts,
    Plans,
    Findings,
}

/// Rows under a header.
struct Listing {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl List {
    pub(super) fn run(&self, screen: &mut Screen) -> Result<(), Stop> {
        let lang = screen.lang;
        let case = || Ok::<_, Stop>(self.sources.load(&screen.silent())?.case);
        let listing = match self.what {
            What::Instruments => rubric::instruments(case()?.rubric(), lang),
            What::Principles => rubric::principles(case()?.rubric(), lang),
            What::Indicators => rubric::indicators(case()?.rubric(), lang),
            What::Doubts => rubric::doubts(&self.sources.load(&screen.silent())?.vary, lang),
            What::Datasets => data::datasets(case()?.evidence(), lang),
            What::Variables => data::variables(case()?.evidence(), lang),
            What::Countries => data::countries(case()?.evidence(), lang),
            What::Groups => data::groups(&case()?, lang),
            What::Charts => program::charts(),
            What::Plans => program::plans(),
            What::Findings => program::findings(),
        };
        screen.print(&if self.json { json::text(&listing.json()) } else { listing.text() })
    }
}

impl Listing {
    fn json(&self) -> Value {
        let object = |row: &Vec<String>| {
            let fields =
                self.header.iter().zip(row).map(|(key, value)| ((*key).to_owned(), Value::from(value.as_str())));
            Value::Object(fields.collect::<Map<_, _>>())
        };
        self.rows.iter().map(object).collect()
    }

    fn text(&self) -> String {
        let mut table = Table::new();
        table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(&self.header);
        for row in &self.rows {
            table.add_row(row);
        }
        format!("{}\n", table.trim_fmt())
    }
}

/// The fields of one row.
fn row(fields: &[&str]) -> Vec<String> {
    fields.iter().map(|field| (*field).to_owned()).collect()
}
