//! How sure results are, seen from outside: the two commands, and what every output says of it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::program::{ran, run, run_in, shown, upheld};

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&shown(args)).unwrap()
}

#[test]
fn sensitivity_names_what_drives_the_place_of_taiwan() {
    let args = ["sensitivity", "--instrument", "dfi", "--year", "2023", "--target", "rank:TWN", "--rows", "256"];
    let ran = run(&args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("2,560 runs: 256 base rows, 8 doubts"), "the cost is said first: {}", ran.err);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[0], "What drives the place of Taiwan · Total, 2023");
    assert!(lines[2].contains("Errors of the expert ratings") && lines[2].ends_with("figures"), "{}", ran.out);
    assert!(ran.out.contains(" Weights ") && ran.out.contains("256 base rows"), "{}", ran.out);
}

#[test]
fn shares_are_those_of_a_design_and_a_target_that_nothing_moves_is_refused() {
    let args = ["sensitivity", "--year", "2023", "--target", "score:IND", "--of", "3.1", "--rows", "64", "--json"];
    let found = json(&args);
    assert_eq!((found["runs"].as_u64(), found["base-rows"].as_u64()), (Some(640), Some(64)));
    // Internet use stands between natural ends, has no declared error and no second indicator beside it
    assert!(found["targets"][0]["result"]["refused"].as_str().unwrap().contains("no variance"), "{found}");
    let ranks = ["sensitivity", "--year", "2023", "--target", "rank:IND", "--rows", "64", "--json"];
    let one = json(&ranks);
    assert_eq!(one, json(&ranks), "the same seed gives the same shares");
    let shares = one["targets"][0]["result"]["shares"].as_array().unwrap();
    assert_eq!(shares.len(), 8);
    for share in shares {
        let [low, estimate, high] = [0, 1, 2].map(|at| share["total"][at].as_f64().unwrap());
        assert!(low <= estimate + 1e-9 && estimate <= high + 1e-9, "{share}");
    }
}

#[test]
fn every_score_has_its_range_and_every_range_its_score() {
    let args = ["uncertainty", "--year", "2023", "--group", "dfi-partners", "--format", "csv", "--replicates", "100"];
    let mut reader = csv::Reader::from_reader(shown(&args).into_bytes().leak() as &[u8]);
    let header = reader.headers().unwrap().clone();
    let rows: Vec<BTreeMap<String, String>> = reader
        .records()
        .map(|row| header.iter().map(str::to_owned).zip(row.unwrap().iter().map(str::to_owned)).collect())
        .collect();
    assert_eq!(rows.len(), 68);
    let number = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<f64>().ok();
    let mut scored = 0;
    for row in &rows {
        let ranges = ["score_p05", "score_p50", "score_p95", "place_p05", "alike_first", "confidence_first"];
        let has = ranges.map(|column| !row[column].is_empty());
        assert_eq!(has, [!row["score"].is_empty(); 6], "{row:?}");
        let Some((low, high)) = number(row, "score_p05").zip(number(row, "score_p95")) else { continue };
        assert!(low <= high && (0.0..=100.0).contains(&low) && high <= 100.0);
        let odds = ["odds_upheld", "odds_largely_upheld", "odds_partly_upheld", "odds_not_upheld"];
        let sum: f64 = odds.iter().filter_map(|column| number(row, column)).sum();
        assert!((sum - number(row, "scored_share").unwrap()).abs() < 1e-9, "{row:?}");
        let place = number(row, "place").unwrap();
        assert!(number(row, "alike_first").unwrap() <= place && place <= number(row, "alike_last").unwrap());
        scored += 1;
    }
    assert_eq!(scored, 60);
}

#[test]
fn measurement_and_method_can_be_run_apart() {
    let run = |only: &str| {
        let args =
            ["uncertainty", "--year", "2023", "--country", "TWN", "--only", only, "--replicates", "200", "--json"];
        json(&args)
    };
    let (measurement, method) = (run("measurement"), run("method"));
    let kinds = |run: &Value| {
        let doubts = run["run"]["doubts"].as_array().unwrap().clone();
        doubts.iter().map(|doubt| doubt["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&measurement), ["measurement", "hidden-event", "correlation"]);
    assert_eq!(kinds(&method), ["weights", "goalposts", "aggregation", "gates", "leave-one-out"]);
    let score = |run: &Value| run["years"]["2023"]["total"]["TWN"]["spread"]["score"].clone();
    assert_ne!(score(&measurement), score(&method));
    let spread = &measurement["years"]["2023"]["total"]["TWN"];
    assert!(spread["spread"]["confidence-set-of-places"].is_array(), "{spread}");
    assert_eq!(spread["most-worth-knowing"]["indicator"], "3.1 People using the Internet");
}

#[test]
fn conclusions_of_the_plan_are_put_to_the_test() {
    let text = shown(&["uncertainty", "--year", "2023", "--replicates", "1000"]);
    let (_, audit) = text.split_once("Stated conclusions").unwrap();
    assert!(
        audit.contains("% ") && audit.contains("Taiwan is among the first forty in 2023 (holds nominally)"),
        "{audit}"
    );
    assert!(audit.contains("Taiwan is ahead of the United States in 2023 (does not hold nominally)"), "{audit}");
    assert!(audit.contains("India partly upholds it in 2023, at least"), "{audit}");
    let failing = " under How clauses make the total: geometric floor 10\n";
    assert!(audit.contains(failing), "the choice that it fails under: {audit}");
}

#[test]
fn a_pair_and_the_matrix_say_the_same() {
    let pair = json(&["uncertainty", "--year", "2023", "--pair", "TWN:USA", "--replicates", "200", "--json"]);
    let share = pair["pairs"][0]["p-first-ahead"].as_f64().unwrap();
    let matrix = shown(&["uncertainty", "--year", "2023", "--matrix", "--replicates", "200"]);
    let mut lines = matrix.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let column = header.iter().position(|code| *code == "USA").unwrap();
    let taiwan = lines.find(|line| line[0] == "TWN").unwrap();
    assert_eq!(taiwan[column].parse::<f64>().unwrap(), share);
    assert_eq!(taiwan[header.iter().position(|code| *code == "TWN").unwrap()], "");
}

#[test]
fn one_thread_or_two_give_the_same_ranges() {
    let folder = tempfile::tempdir().unwrap();
    let run = |threads: &str| {
        let mut command = upheld(folder.path());
        command.args(["uncertainty", "--year", "2023", "--format", "csv", "--replicates", "300", "--quiet"]);
        ran(&command.env("RAYON_NUM_THREADS", threads).env("POLARS_MAX_THREADS", threads).output().unwrap())
    };
    let one = run("1");
    assert_eq!(one.code, 0, "{}", one.err);
    assert_eq!(run("2").out, one.out);
    assert_eq!(run("7").out, one.out);
}

#[test]
fn a_rubric_without_doubts_has_no_ranges_and_says_so_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    crate::program::copy(&crate::program::root().join("tests/material/pledge"), &folder.path().join("pledge"));
    let table = run_in(folder.path(), &["assess", "--instrument", "./pledge", "--year", "2023", "--country", "TWN"]);
    assert_eq!(table.code, 0, "{}", table.err);
    assert!(!table.out.contains("90 %"), "{}", table.out);
    let asked = run_in(folder.path(), &["uncertainty", "--instrument", "./pledge", "--year", "2023"]);
    assert!(asked.code == 1 && asked.err.contains("nothing-varies"), "{}", asked.err);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_replicates_and_says_how_many_were_done() {
    let folder = tempfile::tempdir().unwrap();
    let child = upheld(folder.path())
        .args(["uncertainty", "--year", "2023", "--replicates", "10000000", "--quiet"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_secs(4));
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let ran = ran(&child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.out.as_str()), (130, ""), "{}", ran.err);
    assert!(
        ran.err.starts_with("stopped after ") && ran.err.contains(" replicates; nothing was written"),
        "{}",
        ran.err
    );
}
