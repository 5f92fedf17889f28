//! Bad input and a bad surrounding: every fault comes out in one run, in words that help, and nothing half-written stays.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::golden;
use crate::program::{Ran, copy, files, ran, root, run_in};

/// The whole material, with the plan that works on it.
fn material() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/material"), folder.path());
    folder
}

fn replace(file: &Path, changes: &[(&str, &str)]) {
    let mut text = fs::read_to_string(file).unwrap();
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "`{from}` stands once in {}", file.display());
        text = text.replace(from, to);
    }
    fs::write(file, text).unwrap();
}

/// Seven faults of seven kinds in one file of a rubric, one of them behind Chinese text.
fn seven_faults() -> tempfile::TempDir {
    let folder = material();
    let changes = [
        ("duty = \"refrain\"", "duty = \"refrian\""),
        ("title.zh-TW = \"不斷網\"", "title = { zh-TW = \"不斷網，也不限速\", en = 7 }"),
        ("title.en = \"No cuts\"\n", ""),
        ("weight = 1", "wieght = 1"),
        ("max-age = 0", "max-age = -1"),
        ("rationale = \"Counts what the clause forbids.\"", "rationale = \"\""),
        ("[[0, 100], [1, 60], [30, 0]]", "[[0, 100], [30, 0], [1, 60]]"),
        ("holds-for = 1", "holds-for = one"),
    ];
    replace(&folder.path().join("pledge/1.1-cuts.toml"), &changes);
    folder
}

#[test]
fn a_file_with_seven_faults_gives_seven_findings() {
    let folder = seven_faults();
    let ran = run_in(folder.path(), &["check", "pledge"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.ends_with("\n7 faults, 0 doubtful, 0 notes\n"), "{}", ran.out);
    golden::holds("bad-input/seven-faults.txt", &ran.err);
}

/// Twelve faults of twelve kinds in one file of a rubric.
const TWELVE_FAULTS: &str = r#"id = "9.1"
duty = "refrian"
title = { zh-TW = "不斷網，也不限速", en = 7 }
conditonal = true

[[indicator]]
id = "cuts"
facet = "practice"
closeness = "direct"
title.en = "Cuts ordered by the state"
title.zh-TW = "國家下令的斷網"
variable = "shutdowns.stop_events_full_network_state"
normalise = { ladder = [[0, 100], [30, 0], [1, 60]] }
weight = 0
max-age = -1
rationale = ""
weakness = "One cut may last an hour or a year."

[[indicator]]
id = "censorship"
facet = "practice"
closeness = "direct"
title.en = "Freedom from censorship"
title.zh-TW = "免於審查"
variable = "vdem.v2mecenefi"
normalise = { goalposts = { worst = 2, best = 2 } }
weight = 1
rationale = "Speaks for every year."
weakness = "Experts repeat the year before."

[[indicator]]
same-as = "cuts"
id = "again"
weight = 1

[[gate]]
id = "a-cut"
title.en = "A cut ordered by the state"
title.zh-TW = "國家下令斷網"
when = { variable = "shutdowns.stop_events_full_network_state", at-least = 1 }
cap = 59
holds-for = one
"#;

#[test]
fn a_file_with_twelve_faults_gives_twelve_findings_at_their_places() {
    let folder = material();
    fs::write(folder.path().join("pledge/1.1-cuts.toml"), TWELVE_FAULTS).unwrap();
    let ran = run_in(folder.path(), &["check", "pledge", "--format", "json"]);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    let findings = value["findings"].as_array().unwrap();
    let codes: BTreeSet<&str> = findings.iter().filter_map(|finding| finding["code"].as_str()).collect();
    assert_eq!((ran.code, findings.len(), codes.len()), (1, 12, 12), "{codes:?}");
    golden::holds("bad-input/twelve-faults.txt", &run_in(folder.path(), &["check", "pledge"]).err);
}

#[test]
fn findings_as_json_have_the_same_words_and_places() {
    let folder = seven_faults();
    let ran = run_in(folder.path(), &["check", "pledge", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(value["findings"].as_array().unwrap().len(), 7);
    golden::holds("bad-input/seven-faults.json", &ran.out);
}

#[test]
fn every_fault_of_a_dataset_comes_out_in_one_run_whatever_its_hash() {
    let folder = material();
    let table = folder.path().join("register/observations.csv");
    let mut bytes = fs::read(&table).unwrap();
    for row in [
        "TWM,2022,rating,3.5,3.1,3.8",
        "NOR,2022,rating,3.6,3.2,3.9",
        "TWN,2023,rating,\"3,5\",,",
        "TWN,2031,cuts,1,,",
        "XKX,2022,rating,3.5,3.6,3.8",
        "DEU,2022,rating,4.5,,",
        "QQQ,last,rating,x,1,",
        "FRA,2022,cuts,1",
    ] {
        bytes.extend_from_slice(row.as_bytes());
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(b"CIV,2022,C\xf4te,1,,\n");
    fs::write(&table, bytes).unwrap();
    let package = folder.path().join("register/datapackage.json");
    replace(&package, &[("\"citation\": \"None.\",", ""), ("\"PRK\"", "\"PRK\", \"ZZZ\"")]);
    let ran = run_in(folder.path(), &["check", "register"]);
    assert_eq!(ran.code, 1);
    golden::holds("bad-input/dataset.txt", &ran.err);
}

/// Runs a line of the shell in the folder; `upheld` is the program.
#[cfg(unix)]
fn shell(folder: &Path, line: &str) -> Ran {
    let program = assert_cmd::cargo::cargo_bin!("upheld");
    let line = format!("upheld() {{ '{}' \"$@\"; }}; {line}", program.display());
    ran(&std::process::Command::new("bash").args(["-c", &line]).current_dir(folder).output().unwrap())
}

/// Without the sixteen digits of a hidden name, which are others in every run.
fn without_digits(text: &str) -> String {
    let Some((before, after)) = text.split_once(".next-") else { return text.to_owned() };
    format!("{before}.next-…{}", after.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_keeps_the_old_report_and_nothing_half_written() {
    let folder = material();
    let says = "fault[cannot-write]: Cannot write .plan.next-…/assessment.json: File too large (os error 27).\n |\n = help: \
                free some space on that disk, or choose a folder on another one\n";
    let full = || shell(folder.path(), "ulimit -f 1; upheld report plan.toml --quiet");
    let before = files(folder.path());
    let ran = full();
    assert_eq!((ran.code, ran.out.as_str(), without_digits(&ran.err).as_str()), (1, "", says));
    let mut after = files(folder.path());
    assert_eq!(after.remove(".plan.lock"), Some(Vec::new()));
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());

    assert_eq!(run_in(folder.path(), &["report", "plan.toml"]).code, 0);
    replace(&folder.path().join("plan.toml"), &[("2022..2023", "2021..2023")]);
    let old = files(folder.path());
    assert_eq!((full().code, files(folder.path())), (1, old), "the old report stands as it was");
}

#[cfg(unix)]
#[test]
fn a_table_that_does_not_fit_on_the_disk_ends_with_exit_code_1() {
    let folder = material();
    let ran = shell(folder.path(), "ulimit -f 1; upheld assess --years 2016..2025 --format csv --quiet > scores.csv");
    let says = "fault[cannot-print]: Standard output cannot be written: File too large (os error 27).\n |\n = help: free some \
                space there, or write somewhere else\n";
    assert_eq!((ran.code, ran.err.as_str()), (1, says));
}

#[cfg(unix)]
#[test]
fn a_dataset_that_cannot_be_sealed_stays_as_it_was() {
    let folder = material();
    let table = folder.path().join("register/observations.csv");
    replace(&table, &[("3.5,3.1,3.8", "3.6,3.1,3.8")]);
    let before = files(folder.path());
    let ran = shell(folder.path(), "ulimit -f 0; upheld data seal register");
    let says = "fault[cannot-write]: Cannot write ./register/datapackage.json: File too large (os error 27).\n |\n = help: \
                free some space on that disk, or choose a folder on another one\n1 fault\n";
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, "", says));
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_dataset_edited_by_hand_is_sealed_after_a_clean_check() {
    let folder = material();
    let [package, table] =
        ["datapackage.json", "observations.csv"].map(|name| folder.path().join("register").join(name));
    let old = fs::read_to_string(&package).unwrap();
    replace(&table, &[("3.5,3.1,3.8", "3.6,3.1,3.8")]);
    replace(&package, &[("\"kind\": \"observations\",", "\"kind\" :\"observations\", \"edited-by-hand\": [1,  2],")]);

    replace(&table, &[("3.6,3.1,3.8", "3.9,3.1,3.8")]);
    let before = files(folder.path());
    let refused = run_in(folder.path(), &["data", "seal", "register"]);
    golden::holds("bad-input/seal-refused.txt", &refused.err);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert_eq!(files(folder.path()), before, "nothing was written");

    replace(&table, &[("3.9,3.1,3.8", "3.6,3.1,3.8")]);
    let sealed = run_in(folder.path(), &["data", "seal", "register", "--quiet"]);
    assert_eq!((sealed.code, sealed.err.as_str()), (0, ""));
    assert_eq!(sealed.out, "./register/datapackage.json: sealed observations.csv\n");
    // what `sha256sum` prints for the file
    let hashes = [
        "e010fee5788c4c4423c6b51c271e15a642a78e0ea0029580b2e863efd44a7b36",
        "0bd796f2ba72e5f28b5e3fa33f8edb142b623f57b3f99f75b23e88c2aa3d6998",
    ];
    let expected = old.replace(hashes[0], hashes[1]);
    let expected =
        expected.replace("\"kind\": \"observations\",", "\"kind\" :\"observations\", \"edited-by-hand\": [1,  2],");
    assert_eq!(fs::read_to_string(&package).unwrap(), expected, "only the hash has changed");
    let after = files(folder.path());
    let again = run_in(folder.path(), &["data", "seal", "register", "--quiet"]);
    assert_eq!((again.code, again.out.as_str()), (0, "./register/datapackage.json: every seal holds already\n"));
    assert_eq!(files(folder.path()), after);
    assert_eq!(run_in(folder.path(), &["check", "register"]).code, 0);
}

#[test]
fn what_cannot_be_read_or_written_or_is_too_large_is_refused_in_clear_words() {
    let folder = material();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("folder.toml")).unwrap();
    fs::write(path("latin1.toml"), b"title.en = \"Qu\xe9bec\"\n").unwrap();
    fs::write(path("utf16.toml"), b"\xff\xfet\0").unwrap();
    fs::File::create(path("large.toml")).unwrap().set_len(50 << 20).unwrap();
    copy(&path("register"), &path("long"));
    let row = format!("NOR,2021,cuts,{},,\n", "0".repeat(100 << 20));
    fs::write(path("long/observations.csv"), format!("country,year,variable,value,lower,upper\n{row}")).unwrap();
    copy(&path("register"), &path("bare"));
    fs::remove_file(path("bare/datapackage.json")).unwrap();
    copy(&path("register"), &path("more"));
    fs::copy(path("more/variables.csv"), path("more/old variables.csv")).unwrap();
    let before = files(folder.path()).keys().cloned().collect::<Vec<_>>();
    let mut text = String::new();
    for (args, code) in [
        ("report folder.toml", 1),
        ("report latin1.toml", 1),
        ("report utf16.toml", 1),
        ("report large.toml", 1),
        ("report plan.toml --to large.toml", 1),
        ("completions bash --to large.toml", 1),
        ("man --to plan.toml/man1", 1),
        ("check long", 1),
        ("data seal nowhere bare pledge", 1),
        ("data seal more", 0),
    ] {
        let words: Vec<&str> = args.split(' ').collect();
        let ran = run_in(folder.path(), &words);
        assert_eq!(ran.code, code, "{args}: {}", ran.err);
        text.push_str(&format!("$ upheld {args}\n{}{}\n", ran.err, ran.out));
    }
    golden::holds("bad-input/refused.txt", &text);
    assert_eq!(files(folder.path()).into_keys().collect::<Vec<_>>(), before, "nothing was written");
}

#[test]
fn remarks_on_what_is_loaded_are_counted_and_not_said_with_quiet() {
    let folder = material();
    fs::write(folder.path().join("pledge/notes.txt"), "to do\n").unwrap();
    let args = ["assess", "--plan", "plan.toml", "--years", "2023"];
    let ran = run_in(folder.path(), &args);
    let line = "1 remark on the rubric and the data: `upheld check plan.toml` shows it\n";
    assert!(ran.code == 0 && ran.err.ends_with(line), "{}", ran.err);
    let shown = run_in(folder.path(), &["check", "plan.toml"]);
    assert!(shown.err.contains("doubtful[stray-file]") && shown.out.ends_with(" 1 doubtful, 0 notes\n"), "{shown:?}");
    let quiet = run_in(folder.path(), &[&args[..], &["--quiet"]].concat());
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""));
    fs::remove_file(folder.path().join("pledge/notes.txt")).unwrap();
    assert!(!run_in(folder.path(), &args).err.contains("remark"));
}

#[test]
fn every_command_has_a_manual_page_with_examples_and_every_shell_its_completions() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run_in(folder.path(), &["man", "--to", "man1"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let pages: BTreeMap<String, Vec<u8>> = files(&folder.path().join("man1"));
    let names: BTreeSet<&str> = pages.keys().map(|name| name.trim_end_matches(".1")).collect();
    let commands = [
        "assess",
        "check",
        "completions",
        "data",
        "data-seal",
        "explain",
        "judgements",
        "list",
        "man",
        "new",
        "new-instrument",
        "new-principle",
        "report",
        "rubric",
        "rubric-diff",
        "rubric-show",
        "schema",
        "sensitivity",
        "stats",
        "uncertainty",
    ];
    let expected: Vec<String> =
        ["upheld".to_owned()].into_iter().chain(commands.map(|command| format!("upheld-{command}"))).collect();
    assert_eq!(names, expected.iter().map(String::as_str).collect());
    assert_eq!(ran.out.lines().count(), pages.len());
    for (name, page) in &pages {
        let page = String::from_utf8(page.clone()).unwrap();
        let words = name.trim_end_matches(".1").replace('-', " ");
        assert!(page.starts_with(".ie ") && page.contains(".SH NAME"), "{name}: {page}");
        assert!(page.contains("Examples:\n  upheld "), "{name} has no example");
        let args: Vec<&str> = ["man"].into_iter().chain(words.split(' ').skip(1)).collect();
        assert_eq!(run_in(folder.path(), &args).out, page, "{args:?}");
    }
    for (shell, file) in [
        ("bash", "upheld.bash"),
        ("zsh", "_upheld"),
        ("fish", "upheld.fish"),
        ("powershell", "_upheld.ps1"),
        ("elvish", "upheld.elv"),
    ] {
        let ran = run_in(folder.path(), &["completions", shell, "--to", "to"]);
        assert_eq!((ran.code, ran.out), (0, format!("to/{file}\n")), "{}", ran.err);
        let script = fs::read_to_string(folder.path().join("to").join(file)).unwrap();
        assert!(commands.iter().all(|command| script.contains(command.split('-').next().unwrap())), "{shell}");
        assert_eq!(run_in(folder.path(), &["completions", shell]).out, script);
    }
}
