//! `upheld rubric show`: the framework of a rubric as a tree.

use clap::{Args, ValueEnum};

use crate::cli::load::Sources;
use crate::cli::screen::{Screen, Stop};
use crate::framework::Framework;
use crate::render::{framework as render, json};
use crate::words::finding::Finding;

/// Show a rubric's framework as a tree: headings, principles and indicators with their effective weights
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld rubric show dfi
  upheld rubric show ./my-rubric --data ./my-data
  upheld rubric show dfi --lang zh-TW
  upheld rubric show dfi --format csv        one row a part

An effective weight is the share of the total that a part has when every indicator has a value.")]
pub(super) struct Show {
    /// A built-in name, or a folder written with a slash [default: the plan's]
    #[arg(value_name = "NAME|DIR")]
    rubric: Option<String>,
    /// A tree, rows, or a nested tree with everything in every language
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The plan whose rubric and datasets are used: a built-in name, or a path to a .toml file
    #[arg(long, default_value = "dfi", value_name = "PLAN")]
    plan: String,
    /// Add a dataset, or replace the plan's of the same name: a built-in name, or a folder written with a slash
    #[arg(long, value_name = "NAME|DIR")]
    data: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Csv,
    Json,
}

impl Show {
    pub(super) fn run(&self, screen: &Screen) -> Result<(), Stop> {
        let sources = Sources { plan: self.plan.clone(), instrument: self.rubric.clone(), data: self.data.clone() };
        let case = sources.load(screen)?.case;
        let framework = Framework::of(&case);
        screen.print(&match self.format {
            Format::Text => render::text(&case, &framework, screen.lang, screen.paint()),
            Format::Json => json::text(&render::json(&case, &framework)),
            Format::Csv => {
                let cannot = |error| Finding::fault("cannot-render", format!("The rows cannot be made: {error}."));
                String::from_utf8_lossy(&render::csv(&case, &framework).map_err(cannot)?).into_owned()
            }
        })
    }
}
