//! Whether the files of an edition are still those of its manifest.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry};
use std::path::Path;

use super::{FileHash, MANIFEST, Manifest, cannot_read};
use crate::words::finding::Finding;

/// How a folder differs from its manifest: relative paths with `/`, sorted; a folder's path ends in `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files with other bytes, and links, folders or devices that stand where a file was.
    pub changed: Vec<String>,
    /// What the manifest does not name. A folder is named once, without what is in it.
    pub added: Vec<String>,
    /// Files that the manifest names and that are gone.
    pub missing: Vec<String>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.added.is_empty() && self.missing.is_empty()
    }

    /// Each change as its kind and path: changed files first, then added, then missing ones.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let kinds = [("changed", &self.changed), ("added", &self.added), ("missing", &self.missing)];
        kinds.into_iter().flat_map(|(kind, paths)| paths.iter().map(move |path| (kind, path.as_str())))
    }
}

/// Holds the edition in `folder` against its manifest.
///
/// Files that file browsers leave behind (`.DS_Store`, `Thumbs.db`, `desktop.ini`) do not count.
///
/// # Errors
/// `manifest-missing`, `manifest-unreadable` when it is not an edition; `cannot-read` when the system refuses.
pub fn verify(folder: &Path) -> Result<Changes, Finding> {
    changes(folder, &Manifest::of_folder(folder)?)
}

/// Holds the files in `folder` against `manifest`.
///
/// # Errors
/// `cannot-read` when the system refuses.
pub fn changes(folder: &Path, manifest: &Manifest) -> Result<Changes, Finding> {
    let mut walk = Walk { manifest, folders: BTreeSet::new(), seen: BTreeSet::new(), changes: Changes::default() };
    for path in manifest.files.keys() {
        walk.folders.extend(path.match_indices('/').map(|(at, _)| &path[..at]));
    }
    walk.folder(folder, "")?;
    let Walk { seen, mut changes, .. } = walk;
    changes.missing = manifest.files.keys().filter(|path| !seen.contains(*path)).cloned().collect();
    changes.changed.sort();
    changes.added.sort();
    Ok(changes)
}

/// Whether a file of this name was left by a file browser and is nobody's work.
pub(crate) fn is_clutter(entry: &DirEntry) -> bool {
    let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
    is_file && [".DS_Store", "Thumbs.db", "desktop.ini"].iter().any(|name| entry.file_name() == *name)
}

struct Walk<'a> {
    manifest: &'a Manifest,
    /// The folders that the manifest's files lie in.
    folders: BTreeSet<&'a str>,
    seen: BTreeSet<String>,
    changes: Changes,
}

impl Walk<'_> {
    /// `within` is the folder's path in the edition, with `/` at its end unless it is the top.
    fn folder(&mut self, folder: &Path, within: &str) -> Result<(), Finding> {
        for entry in fs::read_dir(folder).map_err(|error| cannot_read(folder, &error))? {
            let entry = entry.map_err(|error| cannot_read(folder, &error))?;
            let name = entry.file_name();
            let path = format!("{within}{}", name.to_string_lossy());
            // A name that is not Unicode must not pass for the file that its replacement characters spell.
            let expected = name.to_str().and_then(|_| self.manifest.files.get(&path));
            let kind = entry.file_type().map_err(|error| cannot_read(&entry.path(), &error))?;
            if let Some(expected) = expected {
                if !(kind.is_file() && same(&entry.path(), expected)?) {
                    self.changes.changed.push(path.clone());
                }
                self.seen.insert(path);
            } else if kind.is_dir() && name.to_str().is_some() && self.folders.contains(path.as_str()) {
                self.folder(&entry.path(), &format!("{path}/"))?;
            } else if kind.is_dir() {
                self.changes.added.push(format!("{path}/"));
            } else if !(path == MANIFEST && kind.is_file() || is_clutter(&entry)) {
                self.changes.added.push(path);
            }
        }
        Ok(())
    }
}

fn same(path: &Path, expected: &FileHash) -> Result<bool, Finding> {
    let size = fs::symlink_metadata(path).map_err(|error| cannot_read(path, &error))?.len();
    if size != expected.bytes {
        return Ok(false);
    }
    let bytes = fs::read(path).map_err(|error| cannot_read(path, &error))?;
    Ok(FileHash::of(&bytes) == *expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = Manifest::default();
        for path in ["a.csv", "charts/b.svg", "charts/c.svg"] {
            fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
            fs::write(folder.path().join(path), path).unwrap();
            manifest.files.insert(path.to_owned(), FileHash::of(path.as_bytes()));
        }
        fs::write(folder.path().join(MANIFEST), manifest.to_json()).unwrap();
        folder
    }

    #[test]
    fn an_untouched_edition_has_no_changes() {
        let folder = edition();
        assert!(verify(folder.path()).unwrap().is_empty());
        fs::write(folder.path().join("charts/.DS_Store"), "by a file browser").unwrap();
        assert!(verify(folder.path()).unwrap().is_empty());
    }

    #[test]
    fn changed_added_and_missing_files_are_told_apart() {
        let folder = edition();
        fs::write(folder.path().join("a.csv"), "A.csv").unwrap();
        fs::write(folder.path().join("charts/note.txt"), "mine").unwrap();
        fs::create_dir_all(folder.path().join("drafts/old")).unwrap();
        fs::remove_file(folder.path().join("charts/c.svg")).unwrap();
        let changes = verify(folder.path()).unwrap();
        let expected =
            [("changed", "a.csv"), ("added", "charts/note.txt"), ("added", "drafts/"), ("missing", "charts/c.svg")];
        assert_eq!(changes.iter().collect::<Vec<_>>(), expected);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_odd_entries_are_changes() {
        use std::os::unix::fs::symlink;
        let folder = edition();
        let at = |name: &str| folder.path().join(name);
        fs::rename(at("a.csv"), at("elsewhere.csv")).unwrap();
        symlink("elsewhere.csv", at("a.csv")).unwrap();
        symlink("charts", at("link")).unwrap();
        let changes = verify(folder.path()).unwrap();
        assert_eq!(changes.changed, ["a.csv"]);
        assert_eq!(changes.added, ["elsewhere.csv", "link"]);
        fs::rename(at("charts"), at("moved")).unwrap();
        symlink("moved", at("charts")).unwrap();
        let changes = verify(folder.path()).unwrap();
        assert_eq!(changes.added, ["charts", "elsewhere.csv", "link", "moved/"]);
        assert_eq!(changes.missing, ["charts/b.svg", "charts/c.svg"]);
    }

    #[test]
    fn a_folder_without_a_manifest_is_not_an_edition() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(verify(folder.path()).unwrap_err().code, "manifest-missing");
        assert_eq!(verify(&folder.path().join("nowhere")).unwrap_err().code, "manifest-missing");
        fs::create_dir(folder.path().join(MANIFEST)).unwrap();
        assert_eq!(verify(folder.path()).unwrap_err().code, "manifest-missing");
    }
}
