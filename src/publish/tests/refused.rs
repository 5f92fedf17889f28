//! Publications that are refused. Nothing is lost, and the user is told what to do.

use std::fs::File;
use std::io;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::words::finding::Finding;

fn refused(target: &Path, edition: Edition) -> Finding {
    let findings = publish(target, edition, KEEP).unwrap_err();
    findings.iter().next().unwrap().clone()
}

/// Publishes 2023, lets `hand` change it, and checks that 2024 is refused with `found` and leaves all as it was.
fn refused_after(hand: impl Fn(&Path), code: &str, found: &str) {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    publish(&target, edition(2023), KEEP).unwrap();
    hand(&target);
    let before = files(home.path());
    let finding = refused(&target, edition(2024));
    assert_eq!((finding.code, finding.found), (code, found.replace("REPORT", &target.display().to_string())));
    assert_eq!(files(home.path()), before);
}

#[test]
fn a_folder_changed_by_hand_is_refused_in_full_words() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    publish(&target, edition(2023), KEEP).unwrap();
    fs::write(target.join("scores.csv"), "corrected by hand").unwrap();
    let before = files(home.path());
    let findings = publish(&target, edition(2024), KEEP).unwrap_err();
    let expected = format!(
        "fault[folder-changed]: {} was changed after it was published: 1 file, scores.csv (changed).; expected the files \
         that its manifest.json names, as they were written; keep your changes elsewhere, or run again with --replace, \
         which moves the old folder aside\n",
        target.display()
    );
    assert_eq!(findings.to_string(), expected);
    assert_eq!(files(home.path()), before);
}

#[test]
fn what_would_be_refused_after_the_work_is_refused_before_it() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    foresee(&target, false).unwrap();
    assert_eq!(files(home.path()), Default::default(), "nothing is made for a folder that is not there yet");
    fs::write(home.path().join("file"), "").unwrap();
    let below = home.path().join("file/report");
    assert!(foresee(&below, false).unwrap_err().to_string().contains("cannot-write"), "a file stands above it");
    assert!(foresee(&home.path().join("new/folders/report"), false).is_ok());
    publish(&target, edition(2023), KEEP).unwrap();
    foresee(&target, false).unwrap();
    fs::write(target.join("scores.csv"), "corrected by hand").unwrap();
    let before = files(home.path());
    let early = foresee(&target, false).unwrap_err().to_string();
    assert_eq!(early, publish(&target, edition(2024), KEEP).unwrap_err().to_string());
    foresee(&target, true).unwrap();
    assert_eq!(files(home.path()), before);
}

#[test]
fn a_change_of_the_same_length_is_seen() {
    let hand = |target: &Path| fs::write(target.join("scores.csv"), "scores.csv of 2032\n").unwrap();
    let found = "REPORT was changed after it was published: 1 file, scores.csv (changed).";
    refused_after(hand, "folder-changed", found);
}

#[test]
fn added_and_missing_files_are_named() {
    let hand = |target: &Path| {
        fs::write(target.join("charts/note.txt"), "mine").unwrap();
        fs::create_dir(target.join("drafts")).unwrap();
        fs::remove_file(target.join("scores.csv")).unwrap();
    };
    let found = "REPORT was changed after it was published: 3 files, charts/note.txt (added), drafts/ (added), \
                 scores.csv (missing).";
    refused_after(hand, "folder-changed", found);
}

#[test]
fn more_than_ten_files_are_counted() {
    let hand = |target: &Path| (10..22).for_each(|i| fs::write(target.join(format!("{i}")), "").unwrap());
    let ten = (10..20).map(|i| format!("{i} (added)")).collect::<Vec<_>>().join(", ");
    let found = format!("REPORT was changed after it was published: 12 files, {ten} and 2 more.");
    refused_after(hand, "folder-changed", &found);
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let found = "REPORT holds other files: 2 files, charts/, scores.csv.";
    refused_after(|target| fs::remove_file(target.join(MANIFEST)).unwrap(), "folder-not-ours", found);
    let found = "REPORT holds other files: 3 files, charts/, manifest.json, scores.csv.";
    let hand = |target: &Path| fs::write(target.join(MANIFEST), r#"{ "name": "My web app" }"#).unwrap();
    refused_after(hand, "folder-not-ours", found);
}

#[test]
fn a_file_is_not_replaced_even_with_replace() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    fs::write(&target, "mine").unwrap();
    for options in [KEEP, REPLACE] {
        let findings = publish(&target, edition(2024), options).unwrap_err();
        let expected = format!(
            "fault[target-not-a-folder]: {} is not a folder.; expected a folder, or a name that is free; choose another \
             name, or move the file away\n",
            target.display()
        );
        assert_eq!(findings.to_string(), expected);
    }
    assert_eq!(fs::read(&target).unwrap(), b"mine");
    let finding = refused(&target.join("below/it"), edition(2024));
    assert_eq!(finding.code, "cannot-write");
    assert_eq!(finding.help, "a file stands where a folder is needed: choose another folder, or move the file away");
}

#[test]
fn a_target_without_a_name_is_refused() {
    for target in [".", "..", "/", ""] {
        assert_eq!(refused(Path::new(target), edition(2024)).code, "target-without-name", "{target:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_that_cannot_be_written_is_refused_with_the_systems_reason() {
    let finding = refused(Path::new("/proc/upheld/report"), edition(2024));
    assert_eq!(finding.code, "cannot-write");
    assert_eq!(finding.found, "Cannot write /proc/upheld: No such file or directory (os error 2).");
}

#[test]
fn an_error_half_way_removes_what_was_begun_and_keeps_the_old_edition() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    publish(&target, edition(2023), KEEP).unwrap();
    let mut next = edition(2024);
    next.files.insert(format!("zz/{}", "long".repeat(100)), b"no disk takes this name".to_vec());
    let finding = refused(&target, next);
    assert_eq!((finding.code, finding.help.as_str()), ("cannot-write", "choose a shorter or plainer name"));
    assert!(holds(&target, 2023));
    assert_eq!(names(home.path()), [".report.lock", "report"]);
}

#[test]
fn an_exchange_that_the_system_refuses_keeps_the_old_edition() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    publish(&target, edition(2023), KEEP).unwrap();
    let mut watch = |_| ControlFlow::Continue(());
    let mut hand = Hand { exchange: |_, _| Err(io::ErrorKind::ResourceBusy.into()), watch: &mut watch };
    let Err(Stop::Refused(findings)) = publish_by(&mut hand, &target, edition(2024), KEEP) else { panic!() };
    let finding = findings.iter().next().unwrap();
    assert_eq!(finding.found, format!("Cannot write {}: resource busy.", target.display()));
    assert_eq!(finding.help, "a disk is mounted there, so the folder cannot be swapped: choose a folder inside it");
    assert!(holds(&target, 2023));
    assert_eq!(names(home.path()), [".report.lock", "report"]);
}

#[test]
fn a_second_run_on_the_same_target_is_told_to_wait() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    publish(&target, edition(2023), KEEP).unwrap();
    let other = File::open(home.path().join(".report.lock")).unwrap();
    other.lock().unwrap();
    let findings = publish(&target, edition(2024), REPLACE).unwrap_err();
    let expected = format!(
        "fault[target-locked]: Another run is writing {}.; wait for it, or choose another folder\n",
        target.display()
    );
    assert_eq!(findings.to_string(), expected);
    publish(&home.path().join("elsewhere"), edition(2024), KEEP).unwrap();
    drop(other);
    publish(&target, edition(2024), KEEP).unwrap();
    assert!(holds(&target, 2024));
}

#[test]
fn ctrl_c_at_any_step_ends_with_the_old_edition_or_the_new_one_and_no_leftovers() {
    let last = EVERY_STEP.iter().position(|step| *step == Step::ManifestWritten).unwrap();
    for (position, at) in EVERY_STEP.into_iter().enumerate() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("report");
        publish(&target, edition(2023), KEEP).unwrap();
        let (interrupted, mut reached) = (AtomicBool::new(false), false);
        let mut watch = |step| {
            reached |= step == at;
            interrupted.store(reached, Ordering::Relaxed);
            ControlFlow::Continue(())
        };
        let options = Options { replace: true, interrupted: &interrupted };
        let done = publish_by(&mut Hand::of_the_system(&mut watch), &target, edition(2024), options);
        // once the swap has begun, the run is let through: to undo it would take as long
        let stops = reached && position <= last;
        match done {
            Err(Stop::Refused(findings)) if stops => {
                let expected =
                    "fault[interrupted]: Stopped before anything was replaced.; run the same command again\n";
                assert_eq!(findings.to_string(), expected);
            }
            Ok(_) if !stops => {}
            other => panic!("{at:?}: {other:?}"),
        }
        assert!(holds(&target, if stops { 2023 } else { 2024 }), "{at:?}");
        assert_eq!(names(home.path()), [".report.lock", "report"], "{at:?}");
    }
}

#[test]
fn all_bad_paths_are_named_and_nothing_is_written() {
    let home = tempfile::tempdir().unwrap();
    let bad =
        ["", "../a", "/etc/a", "C:a", "Manifest.json", "a", "a/b", "a//b", "b\\c", "b/./c", "b/", "manifest.json"];
    let files = bad.iter().map(|path| ((*path).to_owned(), Vec::new())).collect();
    let findings = publish(&home.path().join("report"), Edition { files, ..edition(2024) }, KEEP).unwrap_err();
    assert!(findings.iter().all(|finding| finding.code == "bad-path"));
    let found: Vec<_> = findings.iter().map(|finding| finding.found.as_str()).collect();
    let expected = [
        "\"\" cannot be a file of an edition: it is empty.",
        "\"../a\" cannot be a file of an edition: it has an empty part, \".\" or \"..\".",
        "\"/etc/a\" cannot be a file of an edition: it is absolute.",
        "\"C:a\" cannot be a file of an edition: it has a backslash, a colon or a control character.",
        "\"Manifest.json\" cannot be a file of an edition: manifest.json is written by the publication itself.",
        "\"a//b\" cannot be a file of an edition: it has an empty part, \".\" or \"..\".",
        "\"a/b\" cannot be a file of an edition: a is a file and cannot be a folder too.",
        "\"b/\" cannot be a file of an edition: it has an empty part, \".\" or \"..\".",
        "\"b/./c\" cannot be a file of an edition: it has an empty part, \".\" or \"..\".",
        "\"b\\\\c\" cannot be a file of an edition: it has a backslash, a colon or a control character.",
        "\"manifest.json\" cannot be a file of an edition: manifest.json is written by the publication itself.",
    ];
    assert_eq!(found, expected);
    assert!(names(home.path()).is_empty());
}
