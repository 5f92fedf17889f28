//! `upheld new`: files to start a rubric from.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::load;
use super::screen::{Screen, Stop};
use crate::publish::{write_new_file, write_new_folder};
use crate::rubric::Rubric;
use crate::scaffold;
use crate::shelf::{self, Kind};
use crate::words::finding::Finding;

/// Start a rubric: commented files that pass `upheld check` as they stand
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld new instrument my-pledge            my-pledge/ with an instrument, a clause, worked cases and doubts
  upheld new instrument my-pledge --to rubrics
  upheld new principle 1.2 --in my-pledge    a further clause
  upheld check my-pledge
  upheld assess --instrument ./my-pledge

Nothing is overwritten. In the files, what begins with `#` and no space can be switched on by removing the sign.")]
pub struct New {
    #[command(subcommand)]
    command: NewCommand,
}

#[derive(Debug, Subcommand)]
enum NewCommand {
    Instrument(Instrument),
    Principle(Principle),
}

/// Write the folder of a new rubric: instrument, one principle, worked cases, doubts
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld new instrument my-pledge
  upheld new instrument my-pledge --to rubrics")]
struct Instrument {
    /// Its id, and the name of its folder: small letters, digits and hyphens
    name: String,
    /// Write the folder in here
    #[arg(long, value_name = "DIR", default_value = ".")]
    to: PathBuf,
}

/// Write the file of a further principle into the folder of a rubric
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld new principle 1.2 --in my-pledge")]
struct Principle {
    /// Its id: that of a heading, a dot and a number, e.g. 2.1
    id: String,
    /// The folder of the rubric
    #[arg(long = "in", value_name = "DIR")]
    folder: String,
}

impl New {
    pub(super) fn run(&self, screen: &Screen) -> Result<(), Stop> {
        match &self.command {
            NewCommand::Instrument(command) => command.run(screen),
            NewCommand::Principle(command) => command.run(screen),
        }
    }
}

impl Instrument {
    fn run(&self, screen: &Screen) -> Result<(), Stop> {
        let files = scaffold::instrument(&self.name)?;
        let target = if self.to == Path::new(".") { PathBuf::from(&self.name) } else { self.to.join(&self.name) };
        write_new_folder(&target, &files)?;
        screen.remark(&format!("Next: upheld check {}", target.display()));
        let lines = files.keys().map(|name| format!("{}\n", target.join(name).display()));
        screen.print(&lines.collect::<String>())
    }
}

impl Principle {
    fn run(&self, screen: &Screen) -> Result<(), Stop> {
        let (name, text) = scaffold::principle(&self.id)?;
        let folder = shelf::find(Kind::Rubric, &load::as_path(&self.folder), Path::new(""))?;
        if !folder.files.contains_key("instrument.toml") {
            let finding = Finding::fault("not-recognised", "This folder is not a rubric.").in_file(&folder.shown);
            return Err(finding.expected("instrument.toml").help("name the folder that holds it").into());
        }
        let (rubric, findings) = Rubric::read(&folder, &shelf::referred);
        // a clause beside faults could not be checked
        let Some(rubric) = rubric else { return Err(findings.into()) };
        judge(&rubric, &self.id)?;
        let target = Path::new(&self.folder).join(name);
        write_new_file(&target, text.as_bytes())?;
        screen.remark(&format!("Next: upheld check {}", self.folder));
        screen.print(&format!("{}\n", target.display()))
    }
}

/// Whether the rubric has room for a principle with this id.
fn judge(rubric: &Rubric, id: &str) -> Result<(), Finding> {
    let headings = &rubric.instrument.headings;
    let heading = id.split('.').next().unwrap_or_default();
    if !headings.iter().any(|known| known.id == heading) {
        let known = headings.iter().map(|heading| format!("`{}`", heading.id)).collect::<Vec<_>>().join(", ");
        let found = format!("No heading of the instrument holds the principle `{id}`.");
        let finding = Finding::fault("unknown-heading", found).expected(format!("an id that begins with {known}"));
        return Err(finding.help("add the heading to instrument.toml first"));
    }
    if rubric.principles.iter().any(|known| known.id == id) {
        let found = format!("The principle `{id}` has a file already.");
        return Err(Finding::fault("repeated-principle", found).help("choose another id"));
    }
    if rubric.principles.len() >= rubric.instrument.principles {
        let found = format!("All {} principles of the instrument have a file.", rubric.instrument.principles);
        return Err(Finding::fault("too-many-principles", found).help("raise `principles` in instrument.toml first"));
    }
    Ok(())
}
