//! `upheld rubric diff`: what changed between two rubrics, and which scores moved.

use std::path::Path;

use clap::{Args, ValueEnum};

use crate::assessment::assess;
use crate::cli::load::{self, Sources};
use crate::cli::screen::{Screen, Stop};
use crate::render::{json, revision as render};
use crate::revision::{changes, moved};
use crate::shelf::{self, Kind};

/// Say in words what changed between two rubrics, and which scores moved on the plan's figures
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld rubric diff dfi ./my-dfi
  upheld rubric diff ./old ./new --principle 2.1 --limit 30
  upheld rubric diff dfi ./my-dfi --format json

Keys are compared as they are written; titles and other words are listed last. Worked cases are no part of the method.")]
pub(super) struct Diff {
    /// The earlier rubric: a built-in name, or a folder written with a slash
    #[arg(value_name = "BEFORE")]
    before: String,
    /// The later one
    #[arg(value_name = "AFTER")]
    after: String,
    /// The node whose largest moves are listed: total, a heading or a principle
    #[arg(long, value_name = "ID", default_value = "total")]
    principle: String,
    /// How many moves are listed
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Words, or data with the largest moves of every node
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The plan whose datasets, years and countries are used: a built-in name, or a path to a .toml file
    #[arg(long, default_value = "dfi", value_name = "PLAN")]
    plan: String,
    /// Add a dataset, or replace the plan's of the same name: a built-in name, or a folder written with a slash
    #[arg(long, value_name = "NAME|DIR")]
    data: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Diff {
    pub(super) fn run(&self, screen: &Screen) -> Result<(), Stop> {
        let [before, after] = [&self.before, &self.after].map(|name| {
            let folder = shelf::find(Kind::Rubric, name, Path::new(""))?;
            let sources = Sources { plan: self.plan.clone(), instrument: Some(name.clone()), data: self.data.clone() };
            Ok::<_, Stop>((folder, sources.load(&screen.silent())?.case))
        });
        let ((before_folder, before), (after_folder, after)) = (before?, after?);
        let node = load::node(&after, &self.principle)?;
        let (earlier, later) = (assess(&before), assess(&after));
        let revision = render::Revision {
            before: &before,
            after: &after,
            changes: &changes(&before_folder, &after_folder),
            moved: &moved((&before, &earlier), (&after, &later)),
            node,
            limit: self.limit,
        };
        screen.print(&match self.format {
            Format::Text => render::text(&revision, screen.lang, screen.paint()),
            Format::Json => json::text(&render::json(&revision)),
        })
    }
}
