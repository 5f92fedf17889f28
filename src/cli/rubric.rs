//! `upheld rubric`: what a rubric is made of, and what became of it.

mod diff;
mod show;

use clap::{Args, Subcommand};

use super::screen::{Screen, Stop};

/// Show the framework of a rubric, or what changed between two
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld rubric show dfi                     the tree, with the share of the total of every part
  upheld rubric diff dfi ./my-dfi            what changed, in words, and which scores moved")]
pub struct Rubric {
    #[command(subcommand)]
    command: RubricCommand,
}

#[derive(Debug, Subcommand)]
enum RubricCommand {
    Show(show::Show),
    Diff(diff::Diff),
}

impl Rubric {
    pub(super) fn run(&self, screen: &Screen) -> Result<(), Stop> {
        match &self.command {
            RubricCommand::Show(command) => command.run(screen),
            RubricCommand::Diff(command) => command.run(screen),
        }
    }
}
