//! `upheld data`: what is done with a dataset by hand.

use std::path::Path;

use clap::{Args, Subcommand};

use super::load;
use super::screen::{Screen, Stop};
use crate::dataset::package::PACKAGE;
use crate::dataset::package::seal::seal;
use crate::publish::write_file;
use crate::shelf::{self, Kind};
use crate::words::finding::{Finding, Findings, Severity};
use crate::words::folder::Folder;

/// Work on datasets that are edited by hand
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld data seal my-data/                  after a figure was mended by hand")]
pub struct Data {
    #[command(subcommand)]
    command: DataCommand,
}

#[derive(Debug, Subcommand)]
enum DataCommand {
    Seal(Seal),
}

/// Put the hashes and sizes of a dataset's files into its datapackage.json, after a clean check
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld data seal my-data/
  upheld data seal my-countries/ my-data/    with country codes of one's own

Every other fault is reported first, and then nothing is written. Only hashes and sizes change in datapackage.json; its
keys, their order and its layout stay. A second run changes nothing.")]
struct Seal {
    /// Folders with a datapackage.json
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<String>,
}

impl Data {
    pub(super) fn run(&self, screen: &Screen) -> Result<(), Stop> {
        match &self.command {
            DataCommand::Seal(command) => command.run(screen),
        }
    }
}

impl Seal {
    fn run(&self, screen: &Screen) -> Result<(), Stop> {
        let (mut folders, mut findings) = (Vec::new(), Findings::default());
        for text in &self.folders {
            match dataset(text) {
                Ok(folder) => folders.push(folder),
                Err(found) => findings.extend(found),
            }
        }
        let atlas = load::atlas(&folders)?;
        for finding in folders.iter().flat_map(|folder| load::judge(folder, &atlas)) {
            // what sealing mends is no reason not to seal
            if !["wrong-hash", "wrong-size"].contains(&finding.code) {
                findings.push(finding);
            }
        }
        if findings.has_fault() {
            screen.findings(&findings);
            let faults = findings.count(Severity::Fault);
            screen.remark(&format!("Nothing was sealed: {faults} {}", if faults == 1 { "fault" } else { "faults" }));
            return Err(Stop::Shown);
        }
        screen.findings(&findings);
        folders.iter().try_for_each(|folder| write(folder, screen))
    }
}

fn dataset(text: &str) -> Result<Folder, Findings> {
    let folder = shelf::find(Kind::Dataset, &load::as_path(text), Path::new(""))?;
    if folder.files.contains_key(PACKAGE) {
        return Ok(folder);
    }
    let finding = Finding::fault("not-recognised", "This folder is not a dataset.").in_file(&folder.shown);
    Err(finding.expected(PACKAGE).help("name the folder that holds it").into())
}

fn write(folder: &Folder, screen: &Screen) -> Result<(), Stop> {
    let file = folder.path(PACKAGE);
    let Some(sealed) = seal(folder) else {
        return screen.print(&format!("{file}: every seal holds already\n"));
    };
    write_file(Path::new(&file), &sealed.bytes)?;
    screen.print(&format!("{file}: sealed {}\n", sealed.files.join(", ")))
}
