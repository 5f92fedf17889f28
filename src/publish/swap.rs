//! Putting the new folder in the target's place.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk;
use super::site::{Role, Site};
use super::step::{Hand, Step, Stop};

/// Puts the finished folder `next` in the target's place, and says where what stood there is now.
///
/// The new folder takes the name of an old one before the two trade places. So a name of the role `Next` never holds
/// what a person may have made, and one of the role `Old` is looked into before it is removed.
pub(super) fn swap(site: &Site, next: &Path, hand: &mut Hand) -> Result<Option<PathBuf>, Stop> {
    let target = &site.target;
    if fs::symlink_metadata(target).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        disk::rename(next, target)?;
        settle(site, hand)?;
        return Ok(None);
    }
    let old = site.fresh(Role::Old);
    disk::rename(next, &old)?;
    hand.done(Step::Readied)?;
    match (hand.exchange)(&old, target) {
        Ok(()) => {
            settle(site, hand)?;
            return Ok(Some(old));
        }
        Err(error) => {
            disk::rename(&old, next)?;
            if !is_unknown(&error) {
                return Err(disk::cannot_write(target, &error).into());
            }
        }
    }
    hand.done(Step::Unreadied)?;
    disk::rename(target, &old)?;
    // Stopped here, the target is missing until the next run puts the old folder back.
    hand.done(Step::TargetMoved)?;
    if let Err(finding) = disk::rename(next, target) {
        disk::rename(&old, target)?;
        return Err(finding.into());
    }
    settle(site, hand)?;
    Ok(Some(old))
}

fn settle(site: &Site, hand: &mut Hand) -> Result<(), Stop> {
    hand.done(Step::Swapped)?;
    disk::sync_folder(site.parent())?;
    hand.done(Step::ParentSynced)
}

/// Lets two paths trade places in one step.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Whether the kernel (ENOSYS) or the disk (EINVAL, EOPNOTSUPP) does not know the exchange.
fn is_unknown(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use rustix::io::Errno;

    #[test]
    fn systems_that_do_not_know_the_exchange_are_told_from_those_that_refuse_it() {
        for errno in [Errno::NOSYS, Errno::INVAL, Errno::OPNOTSUPP] {
            assert!(is_unknown(&errno.into()), "{errno:?}");
        }
        for errno in [Errno::ACCESS, Errno::BUSY, Errno::ROFS, Errno::XDEV, Errno::IO] {
            assert!(!is_unknown(&errno.into()), "{errno:?}");
        }
    }
}
