//! Writing one file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use super::disk;
use super::site::{Role, Site};
use crate::words::finding::Finding;

/// Writes one file by a temporary file beside it and a rename, so that a reader sees the old bytes or the new ones.
///
/// Missing folders above it are made. A link is followed, a file that is replaced keeps its permissions, and a device
/// or pipe, such as `/dev/stdout`, is written to as it is.
///
/// # Errors
/// `target-without-name` when `target` has no file name; `cannot-write` when the system refuses. The old file is then
/// untouched.
pub fn write_file(target: &Path, bytes: &[u8]) -> Result<(), Finding> {
    let old = fs::metadata(target).ok();
    match &old {
        Some(metadata) if metadata.is_dir() => {
            return Err(disk::cannot_write(target, &ErrorKind::IsADirectory.into()));
        }
        Some(metadata) if !metadata.is_file() => {
            let written = OpenOptions::new().write(true).open(target).and_then(|mut file| file.write_all(bytes));
            return written.map_err(|error| disk::cannot_write(target, &error));
        }
        _ => {}
    }
    let site = Site::of(target)?;
    let next = site.fresh(Role::Next);
    let written = write_new(&next, bytes, old.map(|metadata| metadata.permissions()))
        .and_then(|()| fs::rename(&next, &site.target))
        .map_err(|error| disk::cannot_write(target, &error));
    if written.is_err() {
        let _ = fs::remove_file(&next);
    }
    written?;
    disk::sync_folder(site.parent())
}

pub(super) fn write_new(path: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_with_the_folders_above_it_and_replaced() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("tables/scores.csv");
        for bytes in [b"one".as_slice(), b"two"] {
            write_file(&target, bytes).unwrap();
            assert_eq!(fs::read(&target).unwrap(), bytes);
            assert_eq!(fs::read_dir(home.path().join("tables")).unwrap().count(), 1);
        }
    }

    #[test]
    fn a_folder_is_not_replaced_by_a_file() {
        let home = tempfile::tempdir().unwrap();
        let finding = write_file(home.path(), b"bytes").unwrap_err();
        let found = format!("Cannot write {}: is a directory.", home.path().display());
        assert_eq!((finding.code, finding.found), ("cannot-write", found));
        assert_eq!(finding.help, "a folder stands there: choose another name");
    }

    #[test]
    fn a_file_below_a_file_is_refused_and_nothing_is_lost() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "mine").unwrap();
        let finding = write_file(&file.join("below"), b"bytes").unwrap_err();
        assert_eq!(finding.found, format!("Cannot write {}: not a directory.", file.display()));
        assert_eq!(fs::read(&file).unwrap(), b"mine");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_named_and_a_device_is_written_to_as_it_is() {
        let finding = write_file(Path::new("/dev/full"), b"bytes").unwrap_err();
        assert_eq!(finding.found, "Cannot write /dev/full: No space left on device (os error 28).");
        assert_eq!(finding.help, "free some space on that disk, or choose a folder on another one");
        write_file(Path::new("/dev/null"), b"bytes").unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let home = tempfile::tempdir().unwrap();
        let (real, link) = (home.path().join("real.csv"), home.path().join("link.csv"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o604)).unwrap();
        symlink("real.csv", &link).unwrap();
        write_file(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o604);
    }
}
