//! What stands at the target.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::refusal;
use crate::edition::verify::{changes, is_clutter};
use crate::edition::{Manifest, cannot_read};
use crate::words::finding::Finding;

/// What stands at the target before the swap.
pub(super) enum Standing {
    Missing,
    Empty,
    /// An edition as it was published.
    Ours(Box<Manifest>),
    /// Something that a person made or changed, with the finding that refuses to replace it.
    Changed(Finding),
}

impl Standing {
    pub fn of(target: &Path) -> Result<Self, Finding> {
        match fs::symlink_metadata(target) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => return Err(refusal::target_not_a_folder(target)),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::Missing),
            Err(error) => return Err(cannot_read(target, &error)),
        }
        let manifest = match Manifest::of_folder(target) {
            Ok(manifest) => manifest,
            Err(finding) if finding.code == "cannot-read" => return Err(finding),
            Err(_) => {
                let entries = entries(target)?;
                let empty = entries.is_empty();
                return Ok(if empty { Self::Empty } else { Self::Changed(refusal::folder_not_ours(target, &entries)) });
            }
        };
        let changes = changes(target, &manifest)?;
        if changes.is_empty() {
            Ok(Self::Ours(Box::new(manifest)))
        } else {
            Ok(Self::Changed(refusal::folder_changed(target, &changes)))
        }
    }

    /// Whether nobody loses work when it is removed.
    pub fn is_disposable(&self) -> bool {
        matches!(self, Self::Empty | Self::Ours(_))
    }
}

fn entries(folder: &Path) -> Result<Vec<String>, Finding> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| cannot_read(folder, &error))? {
        let entry = entry.map_err(|error| cannot_read(folder, &error))?;
        if !is_clutter(&entry) {
            let slash = if entry.file_type().is_ok_and(|kind| kind.is_dir()) { "/" } else { "" };
            names.push(format!("{}{slash}", entry.file_name().to_string_lossy()));
        }
    }
    names.sort();
    Ok(names)
}
