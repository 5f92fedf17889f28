//! One run at a time for each target.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;

use super::site::Site;
use super::{disk, refusal};
use crate::words::finding::Finding;

/// Takes the lock of the target; it is held until the file is dropped, or the program dies.
pub(super) fn take(site: &Site) -> Result<File, Finding> {
    let path = site.lock();
    let file = open(&path).map_err(|error| disk::cannot_write(&path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(refusal::target_locked(&site.target)),
        // Without a lock two runs could remove each other's folders.
        Err(TryLockError::Error(error)) => {
            Err(disk::cannot_write(&path, &error).help("that disk knows no locks: choose a folder on a local one"))
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    match OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path) {
        // In a shared folder the lock file may be a colleague's; reading is enough to lock it.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => File::open(path).map_err(|_| error),
        opened => opened,
    }
}
