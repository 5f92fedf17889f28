//! The only writer. A folder is built beside its target, synced and swapped in, so that the target is always one whole
//! edition: the old one or the new one, whenever the run is stopped. Nothing that a person made is ever deleted.
//!
//! Beside a target `report` a run uses these names, where `…` are sixteen hex digits:
//!
//! | name | what |
//! | --- | --- |
//! | `.report.lock` | one run at a time; stays behind, since removing it would race with the next run |
//! | `.report.next-…` | the new edition while it is built; the next run removes it |
//! | `.report.old-…` | what trades places with the target; the next run puts it back, removes it or sets it aside |
//! | `.report.gone-…` | an old edition while it is removed; the next run removes the rest |
//! | `report.aside-1` | a folder that was not ours to delete, moved aside |

mod build;
mod disk;
mod file;
mod leftover;
mod lock;
mod new;
mod refusal;
mod site;
mod standing;
mod step;
mod swap;

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use self::build::build;
use self::site::{Role, Site};
use self::standing::Standing;
use self::step::{Hand, Stop};
use crate::edition::{FileHash, Manifest};
use crate::words::finding::Findings;

pub use self::file::write_file;
pub use self::new::{write_new_file, write_new_folder};

/// What is to be published.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// Its `files` are filled in when it is published.
    pub manifest: Manifest,
    /// Relative path with `/` → the file's bytes.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// How to publish.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Move a folder that was changed by hand, or that is not ours, aside. Without it such a folder is a finding.
    pub replace: bool,
    /// Set by Ctrl-C: the run stops at the next file, and changes nothing.
    pub interrupted: &'a AtomicBool,
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The target as it was given.
    pub folder: PathBuf,
    /// How many files it holds, the manifest among them.
    pub files: usize,
    /// Their sizes together.
    pub bytes: u64,
    /// Where a folder that was changed by hand, or that was not ours, has been moved.
    pub set_aside: Option<PathBuf>,
    /// The same edition was there already, so nothing was written.
    pub unchanged: bool,
}

/// Puts `edition` in place of the folder `target`; missing folders above it are made.
///
/// An existing folder is replaced only if it is empty, or an edition that nobody has changed. A link to a folder is
/// followed, and the folder it leads to is replaced.
///
/// # Errors
/// Nothing at `target` has changed when an error is returned, save for a `cannot-write` after the swap, which says
/// that the old folder could not be moved aside or the disk did not confirm. The codes: `bad-path`,
/// `target-without-name`, `target-not-a-folder`, `target-locked`, `folder-changed`, `folder-not-ours`, `interrupted`,
/// `cannot-read`, `cannot-write`.
pub fn publish(target: &Path, edition: Edition, options: Options) -> Result<Published, Findings> {
    let mut watch = |_| ControlFlow::Continue(());
    publish_by(&mut Hand::of_the_system(&mut watch), target, edition, options).map_err(|stop| match stop {
        Stop::Refused(findings) => findings,
        // Only a test's hand stops dead.
        Stop::Dead => refusal::interrupted().into(),
    })
}

/// Refuses early what `publish` would refuse after the work: a folder that was changed by hand, is not ours, is locked,
/// or lies where nothing may be written. Nothing is left of a folder that is not there yet.
///
/// # Errors
/// As for `publish`.
pub fn foresee(target: &Path, replace: bool) -> Result<(), Findings> {
    if fs::symlink_metadata(target).is_err() {
        return Ok(disk::probe(target)?);
    }
    let site = Site::of(target)?;
    let _lock = lock::take(&site)?;
    match Standing::of(&site.target)? {
        Standing::Changed(finding) if !replace => Err(finding.into()),
        _ => Ok(()),
    }
}

fn publish_by(hand: &mut Hand, target: &Path, edition: Edition, options: Options) -> Result<Published, Stop> {
    refusal::bad_paths(&edition)?;
    let manifest = sealed(&edition);
    let json = manifest.to_json();
    let site = Site::of(target)?;
    let _lock = lock::take(&site)?;
    let recovered = leftover::recover(&site, hand)?;

    let bytes = manifest.files.values().map(|file| file.bytes).sum::<u64>() + json.len() as u64;
    let files = manifest.files.len() + 1;
    let mut published = Published { folder: target.to_owned(), files, bytes, set_aside: recovered, unchanged: false };
    match Standing::of(&site.target)? {
        Standing::Ours(standing) if *standing == manifest => {
            published.unchanged = true;
            return Ok(published);
        }
        Standing::Changed(finding) if !options.replace => return Err(finding.into()),
        Standing::Missing | Standing::Empty | Standing::Ours(_) | Standing::Changed(_) => {}
    }

    let next = site.fresh(Role::Next);
    let swapped = build(&next, &edition, &json, options.interrupted, hand).and_then(|()| {
        check(options.interrupted)?;
        swap::swap(&site, &next, hand)
    });
    if let Err(Stop::Refused(_)) = &swapped {
        // What cannot be removed now is removed by the next run.
        let _ = fs::remove_dir_all(&next);
    }
    if let Some(old) = swapped? {
        published.set_aside = leftover::retire(&site, &old, hand)?.or(published.set_aside);
    }
    Ok(published)
}

/// The manifest with the hashes of the edition's files.
fn sealed(edition: &Edition) -> Manifest {
    let mut manifest = edition.manifest.clone();
    manifest.files = edition.files.iter().map(|(path, bytes)| (path.clone(), FileHash::of(bytes))).collect();
    manifest
}

fn check(interrupted: &AtomicBool) -> Result<(), Stop> {
    if interrupted.load(Ordering::Relaxed) { Err(refusal::interrupted().into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
