//! Writing what is not there yet: a file or folder of a person's own, which nothing may be put in place of.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::disk;
use super::file::write_new;
use super::refusal::already_there;
use super::site::{Role, Site};
use crate::words::finding::Finding;

/// Writes a file that is not there yet, by a temporary file beside it, so that it is there as a whole or not at all.
///
/// # Errors
/// `already-there` when the name is taken; `target-without-name`; `cannot-write` when the system refuses.
pub fn write_new_file(target: &Path, bytes: &[u8]) -> Result<(), Finding> {
    let site = free(target)?;
    let next = site.fresh(Role::Next);
    let written = write_new(&next, bytes, None).map_err(|error| disk::cannot_write(target, &error));
    settle(&site, &next, written, |next| drop(fs::remove_file(next)))
}

/// Writes a folder that is not there yet with its files, built beside it and renamed.
///
/// # Errors
/// As for [`write_new_file`].
pub fn write_new_folder(target: &Path, files: &BTreeMap<String, String>) -> Result<(), Finding> {
    let site = free(target)?;
    let next = site.fresh(Role::Next);
    let built = fs::create_dir(&next)
        .and_then(|()| files.iter().try_for_each(|(name, text)| write_new(&next.join(name), text.as_bytes(), None)))
        .map_err(|error| disk::cannot_write(target, &error))
        .and_then(|()| disk::sync_folder(&next));
    settle(&site, &next, built, |next| drop(fs::remove_dir_all(next)))
}

/// The target's site, where nothing stands there.
fn free(target: &Path) -> Result<Site, Finding> {
    if fs::symlink_metadata(target).is_ok() {
        return Err(already_there(target));
    }
    Site::of(target)
}

/// Gives what was written its name, and removes it where that cannot be.
fn settle(site: &Site, next: &Path, written: Result<(), Finding>, remove: impl Fn(&Path)) -> Result<(), Finding> {
    let named = written.and_then(|()| match fs::symlink_metadata(&site.target) {
        // somebody was faster
        Ok(_) => Err(already_there(&site.target)),
        Err(_) => disk::rename(next, &site.target),
    });
    if named.is_err() {
        remove(next);
    }
    named?;
    disk::sync_folder(site.parent())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_folder_is_written_whole_with_the_folders_above_it_and_nothing_beside() {
        let home = tempfile::tempdir().unwrap();
        let files = BTreeMap::from([("a.toml".to_owned(), "a".to_owned()), ("b.toml".to_owned(), "b".to_owned())]);
        write_new_folder(&home.path().join("rubrics/mine"), &files).unwrap();
        assert_eq!(names(&home.path().join("rubrics")), ["mine"]);
        assert_eq!(fs::read(home.path().join("rubrics/mine/b.toml")).unwrap(), b"b");
    }

    #[test]
    fn what_is_there_is_never_written_over() {
        let home = tempfile::tempdir().unwrap();
        let (file, folder) = (home.path().join("file"), home.path().join("folder"));
        write_new_file(&file, b"mine").unwrap();
        fs::create_dir(&folder).unwrap();
        for target in [&file, &folder] {
            assert_eq!(write_new_file(target, b"other").unwrap_err().code, "already-there");
            assert_eq!(write_new_folder(target, &BTreeMap::new()).unwrap_err().code, "already-there");
        }
        assert_eq!(fs::read(&file).unwrap(), b"mine");
        assert_eq!(names(home.path()).len(), 2);
    }

    #[test]
    fn a_file_name_that_cannot_be_leaves_nothing_behind() {
        let home = tempfile::tempdir().unwrap();
        let files = BTreeMap::from([("a/b.toml".to_owned(), String::new())]);
        assert_eq!(write_new_folder(&home.path().join("mine"), &files).unwrap_err().code, "cannot-write");
        assert_eq!(names(home.path()), [""; 0]);
    }
}
