//! The files of a package, held against what `datapackage.json` says of them.

use super::draft::Draft;
use super::{Kind, PACKAGE, Resource};
use crate::words::finding::{Finding, Findings};
use crate::words::folder::Folder;
use crate::words::hash::sha256;

/// The resources that a package of this kind has.
fn needed(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Observations => &["observations", "variables"],
        Kind::Parties => &["facts", "groups", "instruments"],
        Kind::Countries => &["countries", "regions"],
        Kind::Judgements => &["judgements"],
    }
}

/// Whether every file is there that the readers of its kind need, sealed or not.
pub(super) fn are_there(draft: &Draft, folder: &Folder) -> bool {
    let there = |name: &&str| {
        draft.resources.iter().any(|resource| resource.name == **name && folder.files.contains_key(&resource.path))
    };
    draft.kind.is_some_and(|kind| needed(kind).iter().all(there))
}

/// `sha256:` and the hash of the bytes, as a resource states it.
pub(super) fn stated(bytes: &[u8]) -> String {
    format!("sha256:{}", sha256(bytes))
}

/// Files that are missing, are not those that were sealed, or belong to no resource.
pub(super) fn judge(draft: &Draft, folder: &Folder) -> Findings {
    let mut findings = Findings::default();
    let package = folder.path(PACKAGE);
    for name in draft.kind.map_or(&[][..], needed) {
        if !draft.resources.iter().any(|resource| resource.name == *name) {
            let found = format!("The resource `{name}` is missing.");
            let help = format!("list `{name}.csv` under `resources`");
            findings.push(Finding::fault("missing-resource", found).help(help).in_file(&package));
        }
    }
    for resource in &draft.resources {
        let path = folder.path(&resource.path);
        match folder.files.get(&resource.path) {
            Some(bytes) => judge_seal(resource, bytes, folder, &mut findings),
            None => {
                let found = format!("The file of the resource `{}` is missing.", resource.name);
                findings.push(Finding::fault("missing-file", found).help("add the file").in_file(&path));
            }
        }
    }
    let named = |file: &str| draft.resources.iter().any(|resource| resource.path == file);
    for file in folder.files.keys().filter(|file| file.ends_with(".csv") && !named(file)) {
        let finding = Finding::doubtful("stray-file", "No resource of the package names this table: nothing reads it.");
        let help = format!("list it under `resources` in {PACKAGE}, or move it elsewhere");
        findings.push(finding.help(help).in_file(&folder.path(file)));
    }
    findings
}

fn judge_seal(resource: &Resource, bytes: &[u8], folder: &Folder, findings: &mut Findings) {
    let path = folder.path(&resource.path);
    let seal = format!("upheld data seal {}", folder.shown.trim_start_matches("built-in:"));
    if resource.hash != stated(bytes) {
        let finding = Finding::fault("wrong-hash", "The file is not the one that the package was sealed with.");
        let expected = if resource.hash.is_empty() { "no hash" } else { &resource.hash };
        let help = format!("restore the file, or run `{seal}` if the change is meant");
        findings.push(finding.expected(expected).help(help).in_file(&path));
    } else if let Some(stated) = resource.bytes.filter(|stated| *stated != bytes.len() as u64) {
        let found = format!("The file has {} bytes, and {PACKAGE} says {stated}.", bytes.len());
        findings.push(Finding::doubtful("wrong-size", found).help(format!("run `{seal}`")).in_file(&path));
    }
}
