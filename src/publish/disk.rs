//! What is asked of the disk, with the system's refusals turned into findings.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::words::finding::Finding;

/// The system would not let us write `path`.
pub(super) fn cannot_write(path: &Path, error: &io::Error) -> Finding {
    Finding::fault("cannot-write", format!("Cannot write {}: {error}.", path.display())).help(match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "free some space on that disk, or choose a folder on another one"
        }
        ErrorKind::ReadOnlyFilesystem => "that disk can only be read: choose a folder on another one",
        ErrorKind::PermissionDenied => "you may not write there: choose another folder, or ask for the right to",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "a file stands where a folder is needed: choose another folder, or move the file away"
        }
        ErrorKind::IsADirectory => "a folder stands there: choose another name",
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => {
            "a disk is mounted there, so the folder cannot be swapped: choose a folder inside it"
        }
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => "choose a shorter or plainer name",
        _ => "see that the folder exists and can be written, or choose another one",
    })
}

/// Makes `folder` and those above it, and sees that they outlast a power cut.
pub(super) fn make_folders(folder: &Path) -> Result<(), Finding> {
    let refused = |error: &io::Error| cannot_write(folder, error);
    match fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => return Ok(()),
        Ok(_) => return Err(refused(&ErrorKind::NotADirectory.into())),
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(refused(&error)),
        Err(_) => {}
    }
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folders(parent)?;
    match fs::create_dir(folder) {
        // Another run may have made it in between.
        Err(error) if !folder.is_dir() => Err(refused(&error)),
        _ => sync_folder(parent),
    }
}

/// Sees whether a folder that is not there yet could be made: in the lowest one above it that is there, for a moment.
pub(super) fn probe(target: &Path) -> Result<(), Finding> {
    let above = target.ancestors().skip(1).map(|path| if path.as_os_str().is_empty() { Path::new(".") } else { path });
    let standing = above.into_iter().find(|path| fs::symlink_metadata(path).is_ok()).unwrap_or(Path::new("."));
    let made = tempfile::Builder::new().prefix(".upheld-").tempdir_in(standing);
    // its message names the folder of the moment
    made.map(drop).map_err(|error| cannot_write(target, &error.kind().into()))
}

pub(super) fn rename(from: &Path, to: &Path) -> Result<(), Finding> {
    fs::rename(from, to).map_err(|error| cannot_write(to, &error))
}

pub(super) fn sync_file(path: &Path) -> Result<(), Finding> {
    // Windows syncs only what is open for writing.
    let synced = OpenOptions::new().write(true).open(path).and_then(|file| file.sync_all());
    synced.map_err(|error| cannot_write(path, &error))
}

/// Makes the names in a folder outlast a power cut, where the system can be asked to.
pub(super) fn sync_folder(folder: &Path) -> Result<(), Finding> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(folder).and_then(|file| file.sync_all()) {
        // Some network disks know no sync of folders, and a folder may be one to write in and not to read.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(()),
        Err(error) => Err(cannot_write(folder, &error)),
        Ok(()) => Ok(()),
    }
}
