//! Runs that are killed after any step, and the run after them.

use std::collections::BTreeSet;
use std::io;

use super::*;

type Exchange = fn(&Path, &Path) -> io::Result<()>;

/// A system that does not know how to let two paths trade places.
pub(super) fn unknown(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Steps of a system that cannot let two paths trade places.
const ONLY_WHERE_RENAMED: [Step; 2] = [Step::Unreadied, Step::TargetMoved];

/// Publishes the edition of 2024 and drops dead after step number `at`. The step, if the run got that far.
fn killed(exchange: Exchange, target: &Path, at: usize) -> Option<Step> {
    let (mut count, mut last) = (0, None);
    let mut watch = |step| {
        count += 1;
        last = Some(step);
        if count > at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    match publish_by(&mut Hand { exchange, watch: &mut watch }, target, edition(2024), REPLACE) {
        Err(Stop::Dead) => last,
        Err(Stop::Refused(findings)) => panic!("{findings}"),
        Ok(_) => None,
    }
}

/// What stands at the target before the runs.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Before {
    Nothing,
    Ours,
    ChangedByHand,
}

const MINE: &[u8] = b"mine";

fn prepare(target: &Path, before: Before) {
    if before != Before::Nothing {
        publish(target, edition(2023), KEEP).unwrap();
    }
    if before == Before::ChangedByHand {
        fs::write(target.join("scores.csv"), MINE).unwrap();
    }
}

/// Whether the target is as it was before the runs.
fn is_old(target: &Path, before: Before) -> bool {
    match before {
        Before::Nothing => !target.exists(),
        Before::Ours => holds(target, 2023),
        Before::ChangedByHand => fs::read(target.join("scores.csv")).is_ok_and(|bytes| bytes == MINE),
    }
}

/// After a kill: the old or the new edition, whole. Only between two renames may the target be missing.
fn assert_whole(target: &Path, before: Before, renamed: bool, step: Step) {
    let between = renamed && step == Step::TargetMoved && !target.exists();
    assert!(is_old(target, before) || holds(target, 2024) || between, "{before:?}, killed after {step:?}");
}

/// After a run that was let through: the new edition, the user's work, and no leftovers.
fn assert_done(home: &Path, before: Before, story: &str) {
    assert!(holds(&home.join("report"), 2024), "{story}");
    let mut expected = vec![".report.lock", "report"];
    if before == Before::ChangedByHand {
        expected.push("report.aside-1");
        assert_eq!(fs::read(home.join("report.aside-1/scores.csv")).unwrap(), MINE, "{story}");
    }
    assert_eq!(names(home), expected, "{story}");
}

/// A kill in the middle of a removal leaves part of the folder.
fn remove_part_of_what_is_going(home: &Path) {
    for name in names(home).iter().filter(|name| name.contains(".gone-")) {
        fs::remove_file(home.join(name).join(MANIFEST)).unwrap();
    }
}

/// In memory where the system has such a place: some thousand syncs take a disk twenty seconds.
fn home() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Kills a run after every step, the next run after every one of its own, and lets the third through.
fn kill_everywhere(exchange: Exchange, renamed: bool) {
    let mut seen = Vec::new();
    for before in [Before::Nothing, Before::Ours, Before::ChangedByHand] {
        for first in 0.. {
            let mut second = 0;
            let reached = loop {
                let home = home();
                let target = home.path().join("report");
                prepare(&target, before);
                let Some(step) = killed(exchange, &target, first) else { break false };
                seen.push(step);
                assert_whole(&target, before, renamed, step);
                remove_part_of_what_is_going(home.path());
                let again = killed(exchange, &target, second);
                if let Some(again) = again {
                    seen.push(again);
                    assert_whole(&target, before, renamed, again);
                    publish(&target, edition(2024), REPLACE).unwrap();
                }
                assert_done(home.path(), before, &format!("{before:?}, killed after {step:?}, then {again:?}"));
                if again.is_none() {
                    break true;
                }
                second += 1;
            };
            if !reached {
                break;
            }
        }
    }
    let word = |step: &Step| format!("{step:?}");
    let reached = |step: &&Step| renamed || !ONLY_WHERE_RENAMED.contains(step);
    let expected: BTreeSet<String> = EVERY_STEP.iter().filter(reached).map(word).collect();
    assert_eq!(seen.iter().map(word).collect::<BTreeSet<_>>(), expected, "killed after every step");
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_killed_anywhere_leaves_a_whole_edition_where_folders_are_exchanged() {
    kill_everywhere(swap::exchange, false);
}

#[test]
fn a_run_killed_anywhere_leaves_a_whole_edition_where_folders_are_renamed() {
    kill_everywhere(unknown, true);
}

#[test]
fn without_replace_a_folder_changed_by_hand_is_put_back_and_refused() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    prepare(&target, Before::ChangedByHand);
    let at = (0..).find(|at| killed(unknown, &target, *at) == Some(Step::TargetMoved));
    assert!(at.is_some() && !target.exists());
    let findings = publish(&target, edition(2024), KEEP).unwrap_err();
    assert_eq!(findings.iter().next().unwrap().code, "folder-changed");
    assert!(is_old(&target, Before::ChangedByHand));
    assert_eq!(names(home.path()), [".report.lock", "report"]);
}

#[test]
fn names_that_a_run_does_not_give_are_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("report");
    let strangers =
        [".report.next-mine", ".report.old-0123456789abcdef0", ".reports.gone-0123456789abcdef", "report.old"];
    for name in strangers {
        fs::create_dir(home.path().join(name)).unwrap();
    }
    // A file, not a folder: no run makes one of this name.
    fs::write(home.path().join(".report.next-0123456789abcdef"), MINE).unwrap();
    publish(&target, edition(2024), KEEP).unwrap();
    let mut expected = [&strangers[..], &[".report.next-0123456789abcdef", ".report.lock", "report"]].concat();
    expected.sort_unstable();
    assert_eq!(names(home.path()), expected);
}
