//! Publications as a user meets them.

mod crash;
mod refused;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::edition::{MANIFEST, verify};
use crate::publish::step::Step;

static GO_ON: AtomicBool = AtomicBool::new(false);
const KEEP: Options = Options { replace: false, interrupted: &GO_ON };
const REPLACE: Options = Options { replace: true, interrupted: &GO_ON };

/// In the order in which a run may come to them.
const EVERY_STEP: [Step; 15] = [
    Step::Undone,
    Step::NextMade,
    Step::FileBegun,
    Step::FileWritten,
    Step::FilesSynced,
    Step::ManifestBegun,
    Step::ManifestWritten,
    Step::Readied,
    Step::Unreadied,
    Step::TargetMoved,
    Step::Swapped,
    Step::ParentSynced,
    Step::GoneNamed,
    Step::Removed,
    Step::SetAside,
];

/// Three files whose bytes speak of `year`; the last exists in that year's edition only.
fn edition(year: u32) -> Edition {
    let file = |path: &str| (path.to_owned(), format!("{path} of {year}\n").into_bytes());
    let only = format!("charts/{year}/gap.svg");
    let files = ["charts/ranking.svg", "scores.csv", &only].map(file).into();
    let manifest = Manifest { tool: "upheld 0.1.0".to_owned(), ..Manifest::default() };
    Edition { manifest, files }
}

/// Every file in a folder: path → bytes. An empty map also stands for a folder that is not there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found
}

/// Whether `folder` holds the edition of `year`, all of it and nothing else.
fn holds(folder: &Path, year: u32) -> bool {
    let mut found = files(folder);
    found.remove(MANIFEST).is_some()
        && found == edition(year).files
        && verify(folder).is_ok_and(|changes| changes.is_empty())
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_first_publication_makes_the_folder_and_those_above_it() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("2024/dfi/report");
    let published = publish(&target, edition(2024), KEEP).unwrap();
    assert!(holds(&target, 2024));
    let bytes = files(&target).values().map(|bytes| bytes.len() as u64).sum();
    let expected = Published { folder: target.clone(), files: 4, bytes, set_aside: None, unchanged: false };
    assert_eq!(published, expected);
    assert_eq!(names(&home.path().join("2024/dfi")), [".report.lock", "report"]);
}

#[test]
fn the_same_edition_again_leaves_every_file_as_it_is() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    let first = publish(&target, edition(2024), KEEP).unwrap();
    let time = |path: &str| fs::metadata(target.join(path)).unwrap().modified().unwrap();
    let before = (time("scores.csv"), time(MANIFEST), files(&target));
    let second = publish(&target, edition(2024), KEEP).unwrap();
    assert_eq!(second, Published { unchanged: true, ..first });
    assert_eq!((time("scores.csv"), time(MANIFEST), files(&target)), before);
}

#[test]
fn a_new_edition_takes_the_place_of_the_old_one() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    publish(&target, edition(2023), KEEP).unwrap();
    let published = publish(&target, edition(2024), KEEP).unwrap();
    assert!(holds(&target, 2024));
    assert_eq!((published.set_aside, published.unchanged), (None, false));
    assert_eq!(names(home.path()), [".report.lock", "report"]);
}

#[test]
fn two_folders_with_the_same_edition_hold_the_same_bytes() {
    let home = tempfile::tempdir().unwrap();
    let (a, b) = (home.path().join("a"), home.path().join("b"));
    publish(&a, edition(2024), KEEP).unwrap();
    publish(&b, edition(2024), KEEP).unwrap();
    assert_eq!(files(&a), files(&b));
}

#[test]
fn an_empty_folder_is_replaced() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    fs::create_dir(&target).unwrap();
    assert_eq!(publish(&target, edition(2024), KEEP).unwrap().set_aside, None);
    assert!(holds(&target, 2024));
    assert_eq!(names(home.path()), [".report.lock", "report"]);
}

#[test]
fn replace_moves_a_changed_folder_aside_under_a_name_that_is_free() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    for (round, aside) in ["report.aside-1", "report.aside-2"].iter().enumerate() {
        publish(&target, edition(2023), REPLACE).unwrap();
        fs::write(target.join("scores.csv"), format!("mine {round}")).unwrap();
        let mine = files(&target);
        let published = publish(&target, edition(2024), REPLACE).unwrap();
        assert_eq!(published.set_aside, Some(home.path().join(aside)));
        assert_eq!(files(&home.path().join(aside)), mine);
        assert!(holds(&target, 2024));
    }
    assert_eq!(names(home.path()), [".report.lock", "report", "report.aside-1", "report.aside-2"]);
}

#[test]
fn replace_moves_a_folder_that_is_not_ours_aside() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    fs::create_dir(&target).unwrap();
    fs::write(target.join("thesis.odt"), "years of work").unwrap();
    publish(&target, edition(2024), REPLACE).unwrap();
    assert!(holds(&target, 2024));
    assert_eq!(fs::read(home.path().join("report.aside-1/thesis.odt")).unwrap(), b"years of work");
}

#[test]
fn work_put_into_the_old_folder_while_the_new_one_is_built_is_kept() {
    for exchange in [swap::exchange, crash::unknown] {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("report");
        publish(&target, edition(2023), KEEP).unwrap();
        let mut watch = |step| {
            if step == Step::ManifestWritten {
                fs::write(target.join("note.txt"), "just now").unwrap();
            }
            ControlFlow::Continue(())
        };
        let published = publish_by(&mut Hand { exchange, watch: &mut watch }, &target, edition(2024), KEEP).unwrap();
        assert!(holds(&target, 2024));
        assert_eq!(fs::read(published.set_aside.unwrap().join("note.txt")).unwrap(), b"just now");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_is_followed_and_stays_a_link() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("disk/real")).unwrap();
    let link = home.path().join("report");
    std::os::unix::fs::symlink("disk/real", &link).unwrap();
    for year in [2023, 2024] {
        // With a slash at its end the system would already have followed it.
        let target = home.path().join(if year == 2023 { "report" } else { "report/" });
        assert_eq!(publish(&target, edition(year), KEEP).unwrap().folder, target);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(holds(&home.path().join("disk/real"), year));
    }
    assert_eq!(names(home.path()), ["disk", "report"]);
}

#[cfg(unix)]
#[test]
fn a_published_folder_can_be_read_by_those_who_may_read_other_new_folders() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let (plain, target) = (home.path().join("plain"), home.path().join("report"));
    fs::create_dir(&plain).unwrap();
    fs::write(plain.join("file"), "").unwrap();
    publish(&target, edition(2024), KEEP).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&target), mode(&plain));
    assert_eq!(mode(&target.join("scores.csv")), mode(&plain.join("file")));
}
