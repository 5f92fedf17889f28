//! What an earlier run left beside the target, and what this one leaves after the swap.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::disk;
use super::site::{Role, Site};
use super::standing::Standing;
use super::step::{Hand, Step, Stop};
use crate::edition::cannot_read;
use crate::words::finding::Finding;

/// Finishes or undoes a run that was killed. Returns the folder that had to be moved aside, if any.
pub(super) fn recover(site: &Site, hand: &mut Hand) -> Result<Option<PathBuf>, Stop> {
    let mut set_aside = None;
    for (name, role) in leftovers(site)? {
        let path = site.target.with_file_name(name);
        match role {
            // What cannot be removed is in nobody's way, and the next run tries again.
            Role::Next | Role::Gone => drop(fs::remove_dir_all(&path)),
            Role::Old if matches!(Standing::of(&site.target), Ok(Standing::Missing)) => {
                disk::rename(&path, &site.target)?;
                disk::sync_folder(site.parent())?;
            }
            Role::Old => set_aside = retire(site, &path, hand)?.or(set_aside),
        }
        hand.done(Step::Undone)?;
    }
    Ok(set_aside)
}

/// Removes a folder that stood at the target; if a person has put work into it, it is moved aside and its new path
/// returned. It may have been changed since it was last looked at, so it is looked at again.
pub(super) fn retire(site: &Site, old: &Path, hand: &mut Hand) -> Result<Option<PathBuf>, Stop> {
    if Standing::of(old).is_ok_and(|standing| standing.is_disposable()) {
        // Half removed it would look like an edition changed by hand, so it takes another name first.
        let gone = site.fresh(Role::Gone);
        disk::rename(old, &gone)?;
        hand.done(Step::GoneNamed)?;
        let _ = fs::remove_dir_all(&gone);
        hand.done(Step::Removed)?;
        return Ok(None);
    }
    let aside = site.aside();
    disk::rename(old, &aside)?;
    hand.done(Step::SetAside)?;
    disk::sync_folder(site.parent())?;
    Ok(Some(aside))
}

/// The folders beside the target that a run has named: what may have to be put back first, then by name.
fn leftovers(site: &Site) -> Result<Vec<(OsString, Role)>, Finding> {
    let refused = |error: std::io::Error| cannot_read(site.parent(), &error);
    let mut found = Vec::new();
    for entry in fs::read_dir(site.parent()).map_err(refused)? {
        let entry = entry.map_err(refused)?;
        let role = site.role(&entry.file_name());
        if let Some(role) = role.filter(|_| entry.file_type().is_ok_and(|kind| kind.is_dir())) {
            found.push((entry.file_name(), role));
        }
    }
    found.sort_by(|(a, one), (b, other)| (*one != Role::Old, a).cmp(&(*other != Role::Old, b)));
    Ok(found)
}
