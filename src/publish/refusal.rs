//! The words in which a publication is refused.

use std::path::Path;

use super::Edition;
use crate::edition::{Changes, MANIFEST};
use crate::words::finding::{Finding, Findings};

/// How many files a finding names.
const NAMED: usize = 10;

const REPLACE: &str = "keep your changes elsewhere, or run again with --replace, which moves the old folder aside";

pub(super) fn target_without_name(target: &Path) -> Finding {
    Finding::fault("target-without-name", format!("\"{}\" is not the name of a folder.", target.display()))
        .help("name the folder to write, such as report")
}

pub(super) fn already_there(target: &Path) -> Finding {
    Finding::fault("already-there", format!("{} is there already.", target.display()))
        .help("choose another name, or move what stands there away")
}

pub(super) fn target_not_a_folder(target: &Path) -> Finding {
    Finding::fault("target-not-a-folder", format!("{} is not a folder.", target.display()))
        .expected("a folder, or a name that is free")
        .help("choose another name, or move the file away")
}

pub(super) fn target_locked(target: &Path) -> Finding {
    Finding::fault("target-locked", format!("Another run is writing {}.", target.display()))
        .help("wait for it, or choose another folder")
}

pub(super) fn interrupted() -> Finding {
    Finding::fault("interrupted", "Stopped before anything was replaced.").help("run the same command again")
}

pub(super) fn folder_changed(target: &Path, changes: &Changes) -> Finding {
    let files: Vec<_> = changes.iter().map(|(kind, path)| format!("{path} ({kind})")).collect();
    let found = format!("{} was changed after it was published: {}.", target.display(), listed(&files));
    Finding::fault("folder-changed", found)
        .expected(format!("the files that its {MANIFEST} names, as they were written"))
        .help(REPLACE)
}

pub(super) fn folder_not_ours(target: &Path, entries: &[String]) -> Finding {
    let found = format!("{} holds other files: {}.", target.display(), listed(entries));
    Finding::fault("folder-not-ours", found)
        .expected(format!("an empty folder, or an edition with a {MANIFEST} that this version can read"))
        .help("choose another folder, or run again with --replace, which moves the old folder aside")
}

fn listed(files: &[String]) -> String {
    let count = match files.len() {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    };
    let named = files.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match files.len().saturating_sub(NAMED) {
        0 => format!("{count}, {named}"),
        more => format!("{count}, {named} and {more} more"),
    }
}

/// Refuses paths that would leave the folder, clash with one another, or mean something else on another system.
pub(super) fn bad_paths(edition: &Edition) -> Result<(), Findings> {
    let mut findings = Findings::default();
    for path in edition.files.keys() {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let reason = if path.is_empty() {
            "it is empty".to_owned()
        } else if path.starts_with('/') {
            "it is absolute".to_owned()
        } else if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            "it has an empty part, \".\" or \"..\"".to_owned()
        } else if path.contains(|c: char| matches!(c, '\\' | ':') || c.is_control()) {
            "it has a backslash, a colon or a control character".to_owned()
        } else if path.split('/').next().is_some_and(|part| part.eq_ignore_ascii_case(MANIFEST)) {
            format!("{MANIFEST} is written by the publication itself")
        } else if let Some(file) = folders.into_iter().find(|folder| edition.files.contains_key(*folder)) {
            format!("{file} is a file and cannot be a folder too")
        } else {
            continue;
        };
        let finding = Finding::fault("bad-path", format!("{path:?} cannot be a file of an edition: {reason}."));
        findings.push(finding.expected("a relative path such as charts/ranking.svg").help("give it another name"));
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}
