//! Building the new edition in its hidden folder.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::step::{Hand, Step, Stop};
use super::{Edition, check, disk};
use crate::edition::MANIFEST;

/// Writes every file of `edition` into the new folder `next`, and the manifest `json` last: a folder with a manifest
/// is whole.
pub(super) fn build(
    next: &Path,
    edition: &Edition,
    json: &str,
    interrupted: &AtomicBool,
    hand: &mut Hand,
) -> Result<(), Stop> {
    fs::create_dir(next).map_err(|error| disk::cannot_write(next, &error))?;
    hand.done(Step::NextMade)?;
    let mut files = Vec::new();
    let mut folders = BTreeSet::<PathBuf>::new();
    for (path, bytes) in &edition.files {
        check(interrupted)?;
        let path: PathBuf = next.join(path.split('/').collect::<PathBuf>());
        // Every folder from the file's own up to, and without, the edition's.
        let above: Vec<_> = path.ancestors().skip(1).take_while(|folder| *folder != next).collect();
        for folder in above.into_iter().rev() {
            if folders.insert(folder.to_owned()) {
                fs::create_dir(folder).map_err(|error| disk::cannot_write(folder, &error))?;
            }
        }
        write(&path, bytes, (Step::FileBegun, Step::FileWritten), hand)?;
        files.push(path);
    }
    // All writes before the first sync: the disk then takes them together.
    for path in &files {
        check(interrupted)?;
        disk::sync_file(path)?;
    }
    folders.iter().try_for_each(|folder| disk::sync_folder(folder))?;
    hand.done(Step::FilesSynced)?;
    let manifest = next.join(MANIFEST);
    write(&manifest, json.as_bytes(), (Step::ManifestBegun, Step::ManifestWritten), hand)?;
    disk::sync_file(&manifest)?;
    Ok(disk::sync_folder(next)?)
}

fn write(path: &Path, bytes: &[u8], (begun, written): (Step, Step), hand: &mut Hand) -> Result<(), Stop> {
    let mut file = File::create_new(path).map_err(|error| disk::cannot_write(path, &error))?;
    hand.done(begun)?;
    file.write_all(bytes).map_err(|error| disk::cannot_write(path, &error))?;
    hand.done(written)
}
