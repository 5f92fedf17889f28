//! The shelf answers "which file, from where": the command line, then the plan, then what is built in; never a folder
//! that merely happens to be there. A name is built in; a text with a `/` is a path.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::words::finding::{Finding, Findings};
use crate::words::folder::Folder;
use crate::words::keys::nearest;

mod built_in {
    include!(concat!(env!("OUT_DIR"), "/built_in.rs"));
}

/// Nothing on a shelf is larger; a file that is was named by mistake.
const LARGEST: u64 = 512 << 20;

/// What can stand on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Rubric,
    Dataset,
}

impl Kind {
    fn folder(self) -> &'static str {
        match self {
            Self::Rubric => "rubrics",
            Self::Dataset => "datasets",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Rubric => "rubric",
            Self::Dataset => "dataset",
        }
    }
}

/// The names that are built in, in alphabetical order.
pub fn built_in(kind: Kind) -> Vec<&'static str> {
    let mut names: Vec<&str> = built_in::FILES
        .iter()
        .filter_map(|(path, _)| path.strip_prefix(kind.folder())?.strip_prefix('/')?.split_once('/'))
        .map(|(name, _)| name)
        .collect();
    names.dedup();
    names
}

/// The plans that are built in, by name.
pub fn built_in_plans() -> Vec<(&'static str, &'static str)> {
    built_in::FILES
        .iter()
        .filter_map(|(path, bytes)| {
            let name = path.strip_prefix("reports/")?.strip_suffix(".toml")?;
            Some((name, std::str::from_utf8(bytes).ok()?))
        })
        .collect()
}

/// Whether a text is a path rather than a name.
pub fn is_path(text: &str) -> bool {
    text.contains('/') || text.contains('\\') || text == "." || text == ".."
}

/// The folder of a rubric or dataset. `text` is a built-in name or a path; a relative path starts at `base`.
///
/// # Errors
/// A finding when there is no such thing, or it cannot be read.
pub fn find(kind: Kind, text: &str, base: &Path) -> Result<Folder, Findings> {
    if is_path(text) { from_disk(text, &base.join(text)) } else { from_built_in(kind, text) }
}

/// The rubric that another one refers to: by the name of a built-in one, or by a path that starts at the folder `from`.
/// What is built in refers to what is built in alone.
///
/// # Errors
/// A finding when there is no such thing, or it cannot be read.
pub fn referred(from: &Folder, text: &str) -> Result<Folder, Findings> {
    match &from.root {
        Some(root) if is_path(text) => from_disk(&format!("{}/{text}", from.shown), &root.join(text)),
        _ => from_built_in(Kind::Rubric, text),
    }
}

fn from_built_in(kind: Kind, text: &str) -> Result<Folder, Findings> {
    let prefix = format!("{}/{text}", kind.folder());
    let files: BTreeMap<String, Cow<'static, [u8]>> = built_in::FILES
        .iter()
        .filter_map(|(path, bytes)| {
            let file = path.strip_prefix(&prefix)?.strip_prefix('/')?;
            Some((file.to_owned(), Cow::Borrowed(*bytes)))
        })
        .collect();
    if files.is_empty() {
        let known = built_in(kind);
        let near = nearest(text, known.iter().copied()).map(|near| format!("did you mean `{near}`? "));
        let found = format!("No {} called `{text}` is built in.", kind.word());
        let help = format!("{}a folder is written with a slash, e.g. ./{text}", near.unwrap_or_default());
        return Err(Finding::fault("not-built-in", found).expected(known.join(", ")).help(help).into());
    }
    let (name, shown) = (text.to_owned(), format!("built-in:{prefix}"));
    Ok(Folder { name, shown, origin: "built-in".to_owned(), root: None, files })
}

fn from_disk(shown: &str, path: &Path) -> Result<Folder, Findings> {
    let shown = shown.trim_end_matches('/').to_owned();
    let mut files = BTreeMap::new();
    let mut findings = Findings::default();
    gather(path, Path::new(""), &mut files, &mut findings);
    if findings.has_fault() {
        return Err(findings);
    }
    let name = path.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
    // one folder has one root, whatever the way to it
    let root = Some(path.canonicalize().unwrap_or_else(|_| path.to_path_buf()));
    Ok(Folder { name, origin: shown.clone(), shown, root, files })
}

fn gather(root: &Path, within: &Path, files: &mut BTreeMap<String, Cow<'static, [u8]>>, findings: &mut Findings) {
    let folder = if within.as_os_str().is_empty() { root.to_path_buf() } else { root.join(within) };
    let entries = match fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(entries) => entries,
        Err(error) => return findings.push(cannot_read(&folder, &error)),
    };
    for entry in entries {
        let name = entry.file_name();
        let path = within.join(&name);
        // hidden files belong to editors and version control
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        if folder.join(&name).is_dir() {
            gather(root, &path, files, findings);
            continue;
        }
        match read_file(&folder.join(&name)) {
            Ok(bytes) => {
                files.insert(path.to_string_lossy().replace('\\', "/"), Cow::Owned(bytes));
            }
            Err(finding) => findings.push(finding),
        }
    }
}

/// The bytes of a file.
///
/// # Errors
/// A finding when it cannot be read or is larger than anything a shelf holds.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Finding> {
    let size = fs::metadata(path).map_err(|error| cannot_read(path, &error))?.len();
    if size > LARGEST {
        let found = format!("The file is larger than {} MiB.", LARGEST >> 20);
        return Err(Finding::fault("file-too-large", found).help("split it").in_file(&path.to_string_lossy()));
    }
    fs::read(path).map_err(|error| cannot_read(path, &error))
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Finding {
    let found = format!("It cannot be read: {error}.");
    let finding = Finding::fault("cannot-read", found).in_file(&path.to_string_lossy());
    finding.help("check the name, and that you may read it")
}

/// The folder that relative paths in a plan start from.
pub fn base_of(plan: &Path) -> PathBuf {
    plan.parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_rubrics_datasets_and_plans_are_built_in() {
        assert_eq!(built_in(Kind::Dataset), ["countries", "parties", "shutdowns", "vdem", "worldbank"]);
        assert_eq!(built_in(Kind::Rubric), ["dfi"]);
        assert_eq!(built_in_plans().iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["dfi"]);
    }

    #[test]
    fn an_unknown_name_is_told_the_nearest_and_how_a_folder_is_written() {
        let findings = find(Kind::Dataset, "vdme", Path::new("")).unwrap_err();
        assert_eq!(
            findings.to_string(),
            "fault[not-built-in]: No dataset called `vdme` is built in.; expected countries, parties, shutdowns, vdem, \
             worldbank; \
             did you mean `vdem`? a folder is written with a slash, e.g. ./vdme\n"
        );
    }

    #[test]
    fn what_is_built_in_refers_to_what_is_built_in_alone() {
        let dfi = find(Kind::Rubric, "dfi", Path::new("")).unwrap();
        assert_eq!(referred(&dfi, "dfi").unwrap().shown, "built-in:rubrics/dfi");
        let findings = referred(&dfi, "../dfi").unwrap_err();
        assert!(findings.to_string().contains("No rubric called `../dfi` is built in."), "{findings}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_finding() {
        let findings = find(Kind::Dataset, "./no-such-folder", Path::new("")).unwrap_err();
        assert!(findings.to_string().contains("fault[cannot-read]"), "{findings}");
    }
}
