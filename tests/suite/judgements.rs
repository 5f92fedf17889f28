//! Judgements by people: from the codes to scores, reliability, and what is said of both.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use upheld::dataset::package::coding::Level;
use upheld::judgement::alpha::alpha;
use upheld::rubric::Rubric;
use upheld::shelf::{self, Kind};

use crate::golden;
use crate::program::{Ran, copy, root, run_in};

const PLAN: [&str; 2] = ["--plan", "rubrics/dfi/examples/judged.toml"];

/// A run on the shipped example.
fn example(args: &[&str]) -> Ran {
    let ran = run_in(&root(), &[args, &PLAN].concat());
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
    ran
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Holds what runs on the example print against their golden files, all of them before it ends.
fn hold(runs: &[(&str, &[&str])]) {
    let folder = root().join("tests/golden/judged");
    let different = runs.iter().filter_map(|(name, args)| golden::difference(&folder.join(name), &example(args).out));
    let different: Vec<String> = different.collect();
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn the_shipped_example_is_without_a_fault_and_its_worked_cases_come_out() {
    let folders = ["rubrics/dfi/examples/two-clauses", "rubrics/dfi/examples/codes"];
    let ran = run_in(&root(), &[&["check"], &folders[..]].concat());
    assert!(ran.code == 0 && ran.out.contains("2 principles, 4 worked cases run"), "{}{}", ran.out, ran.err);
    assert!(ran.out.ends_with("\n0 faults, 1 doubtful, 0 notes\n") && ran.err.contains("[low-reliability]"));
}

#[test]
fn every_row_of_the_shipped_example_says_that_it_is_made_up_and_names_nobody() {
    let text = fs::read_to_string(root().join("rubrics/dfi/examples/codes/judgements.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.len() > 50);
    assert!(rows.iter().all(|row| row[5].starts_with("ILLUSTRATIVE") && ["coder A", "coder B"].contains(&&row[3])));
}

#[test]
fn the_examples_are_no_part_of_the_rubric_beside_them() {
    let mut folder = shelf::find(Kind::Rubric, "dfi", Path::new("")).unwrap();
    let (with, findings) = Rubric::read(&folder, &shelf::referred);
    assert!(!findings.iter().any(|finding| finding.code == "stray-file"), "{findings}");
    let before = folder.files.len();
    folder.files.retain(|name, _| !name.starts_with("examples/"));
    assert!(folder.files.len() < before);
    let (without, _) = Rubric::read(&folder, &shelf::referred);
    assert_eq!(with.unwrap().sha256, without.unwrap().sha256);
}

#[test]
fn a_table_marks_what_people_judged_and_what_is_doubtful() {
    let ran = example(&["assess", "--years", "2023"]);
    golden::holds("judged/assess.txt", &ran.out);
    assert!(ran.err.contains("doubtful[low-reliability]"), "{}", ran.err);
    let chinese = example(&["assess", "--years", "2023", "--lang", "zh-TW"]);
    assert!(chinese.out.contains("§ 以人工判斷為據：示範用虛構編碼\n存疑：編碼員對 illustration.4.2#practice"));
}

#[test]
fn an_explanation_shows_every_coder_with_code_evidence_and_date() {
    hold(&[
        ("explain-settled.txt", &["explain", "EST", "3.2", "--year", "2023"]),
        ("explain-doubtful.zh-TW.txt", &["explain", "NOR", "4.2", "--year", "2023", "--lang", "zh-TW"]),
        ("explain-total.txt", &["explain", "NOR", "--year", "2023"]),
    ]);
}

#[test]
fn reliability_is_told_by_principle_as_table_csv_and_json() {
    hold(&[
        ("judgements.txt", &["judgements"]),
        ("judgements.zh-TW.txt", &["judgements", "--lang", "zh-TW"]),
        ("judgements.csv", &["judgements", "--format", "csv"]),
    ]);
}

#[test]
fn the_interval_hangs_on_the_seed_and_alpha_does_not() {
    let json = value(&example(&["judgements", "--format", "json"]).out);
    let package = &json["packages"][0];
    assert_eq!(
        (package["name"].as_str(), package["combined-by"].as_str(), package["scale"].to_string().as_str()),
        (Some("illustration"), Some("median"), "[-1.0,0.0,1.0]")
    );
    let low = &package["judged"][2];
    assert_eq!(
        (low["principle"].as_str(), low["read-as"].as_str()),
        (Some("4.2#practice"), Some("illustration.4.2#practice"))
    );
    assert_eq!(low["reliability"]["agreement"], "low");
    let other = example(&["judgements", "--json", "--seed", "1", "--resamples", "500"]);
    let other = value(&other.out);
    let of = |json: &Value, key: &str| json["packages"][0]["judged"][2]["reliability"][key].clone();
    assert_eq!(of(&other, "alpha"), of(&json, "alpha"));
    assert_ne!(of(&other, "interval"), of(&json, "interval"));
}

#[test]
fn the_rubric_with_two_judged_clauses_assesses_two_clauses_more() {
    let folder = tempfile::tempdir().unwrap();
    let (rubric, examples) = (folder.path().join("mine"), root().join("rubrics/dfi/examples"));
    copy(&root().join("rubrics/dfi"), &rubric);
    for name in ["3.2-skills.toml", "4.2-government-data.toml"] {
        copy(&examples.join("two-clauses").join(name), &rubric.join(name));
    }
    copy(&examples.join("codes"), &folder.path().join("codes"));
    let args =
        ["assess", "--instrument", "./mine", "--data", "./codes", "--years", "2023", "--country", "EST", "--json"];
    let ran = run_in(folder.path(), &args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let rows = value(&ran.out);
    let total = rows.as_array().unwrap().iter().find(|row| row["node"] == "total").unwrap();
    assert_eq!(total["clauses_assessed"], 16);
    let [judged, low] = ["judged", "low_reliability"].map(|key| total[key].as_f64().unwrap());
    assert!(judged > 0.05 && low > 0.0 && low < judged, "{total}");
    assert!(ran.err.contains("[low-reliability]"));
}

/// The small pledge with its second clause judged by the jury.
fn judged_pledge() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/material"), folder.path());
    let change = |name: &str, changes: &[(&str, &str)]| {
        let file = folder.path().join(name);
        let mut text = fs::read_to_string(&file).unwrap();
        for (from, to) in changes {
            assert_eq!(text.matches(from).count(), 1, "{from}");
            text = text.replace(from, to);
        }
        fs::write(file, text).unwrap();
    };
    let categories = "categories = [[-1, 0], [0, 40], [1, 100]]";
    change(
        "pledge/1.2-openness.toml",
        &[("vdem.v2mecenefi", "jury.1.2"), ("goalposts = { worst = -2.5, best = 2.0 }", categories)],
    );
    let countries = "[\"TWN\", \"NOR\", \"DEU\", \"FRA\", \"JPN\"]";
    change("plan.toml", &[("\"./register\"", "\"./register\", \"./jury\""), ("[\"TWN\", \"NOR\"]", countries)]);
    folder
}

#[test]
fn five_states_are_never_merged_and_what_has_no_code_is_never_a_0() {
    let folder = judged_pledge();
    let mut found = BTreeMap::new();
    for (country, year) in
        [("NOR", 2022), ("DEU", 2022), ("FRA", 2022), ("NOR", 2023), ("TWN", 2023), ("TWN", 2022), ("JPN", 2023)]
    {
        let year = year.to_string();
        let args = ["explain", country, "1.2", "--year", &year, "--json", "--plan", "plan.toml"];
        let ran = run_in(folder.path(), &args);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let json = value(&ran.out);
        let indicator = &json["indicators"][0];
        let said = |value: &Value| value.as_str().map(str::to_owned).or(value.as_f64().map(|score| score.to_string()));
        found.insert(
            format!("{country} {year}"),
            said(&indicator["score"]).or_else(|| said(&indicator["gap"])).unwrap(),
        );
    }
    let found: Vec<(&str, &str)> = found.iter().map(|(cell, said)| (cell.as_str(), said.as_str())).collect();
    let expected = [
        ("DEU 2022", "40"),
        ("FRA 2022", "0"),
        // a code of the year before, which may be carried for a year
        ("JPN 2023", "100"),
        ("NOR 2022", "100"),
        // coders looked, so that what they found a year before does not stand in
        ("NOR 2023", "no-evidence"),
        ("TWN 2022", "undecided"),
        ("TWN 2023", "not-applicable"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_settled_code_counts_and_the_export_has_coders_codes_evidence_and_date() {
    let folder = judged_pledge();
    let ran = run_in(folder.path(), &["report", "plan.toml", "--quiet"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let json = value(&fs::read_to_string(folder.path().join("plan/assessment.json")).unwrap());
    let indicator = &json["countries"]["DEU"]["years"]["2023"]["nodes"]["1.2"]["indicators"]["censorship"];
    assert_eq!(indicator["value"], 1.0);
    let judged = &indicator["judged"]["jury.1.2"];
    assert_eq!(judged["adjudicated"]["state"], "met");
    assert_eq!(
        judged["coders"][1],
        serde_json::json!({ "coder": "coder B", "code": 0.0, "date": "2024-02-02", "evidence": "Made up.", "state": "partly" })
    );
    assert_eq!(judged["reliability"]["coders"], 2);
    let verdict = &json["countries"]["DEU"]["years"]["2023"]["nodes"]["1.2"];
    assert_eq!(
        (verdict["coverage"]["judged"].as_f64(), verdict["coverage"]["observed"].as_f64()),
        (Some(1.0), Some(0.0))
    );
    let names: Vec<&str> = json["sources"].as_array().unwrap().iter().filter_map(|it| it["name"].as_str()).collect();
    assert!(names.contains(&"jury"), "{names:?}");
}

#[test]
fn a_code_that_the_rubric_gives_no_score_is_refused() {
    let folder = judged_pledge();
    let file = folder.path().join("pledge/1.2-openness.toml");
    let text = fs::read_to_string(&file).unwrap().replace("[-1, 0], ", "");
    fs::write(file, text).unwrap();
    let ran = run_in(folder.path(), &["assess", "--plan", "plan.toml"]);
    assert!(ran.code == 1 && ran.err.contains("The categories leave out -1, a value of `1.2`."), "{}", ran.err);
}

#[test]
fn every_fault_of_judgements_comes_out_in_one_run() {
    let folder = judged_pledge();
    let file = folder.path().join("jury/judgements.csv");
    let rows = "QQQ,last,,coder A,2,,2024-13,\nJPN,2023,1.2 law,,met,Made up.,yesterday,maybe\nJPN,2023,1.2,coder A,1,,2024-01-01,\n\
                JPN,2022,1.2,coder A,0,Made up.,2023-02-02,\n";
    fs::write(&file, fs::read_to_string(&file).unwrap() + rows).unwrap();
    let ran = run_in(folder.path(), &["check", "jury"]);
    assert_eq!(ran.code, 1);
    golden::holds("bad-input/judgements.txt", &ran.err);
}

#[test]
#[ignore = "needs ../shared"]
fn krippendorffs_alpha_is_the_reference_to_a_millionth() {
    let read = |name: &str| {
        let path = root().join("../shared/reference/krippendorff_alpha").join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let (ratings, expected) = (read("input_ratings.csv"), read("expected.csv"));
    let rows = |text: &str| -> Vec<Vec<String>> {
        text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
    };
    let ratings = rows(&ratings);
    let codes = [1.0, 2.0, 3.0, 4.0, 5.0];
    let of_unit = |unit: usize| -> Vec<usize> {
        ratings.iter().filter_map(|row| row.get(unit)?.parse::<usize>().ok()).map(|code| code - 1).collect()
    };
    let units: Vec<Vec<usize>> = (1..=12).map(of_unit).collect();
    assert_eq!(units.iter().map(Vec::len).sum::<usize>(), 41);
    let units: Vec<&[usize]> = units.iter().map(Vec::as_slice).collect();
    let expected = rows(&expected);
    assert_eq!(expected.len(), 4);
    for row in expected {
        let level = match row[0].as_str() {
            "nominal" => Level::Nominal,
            "ordinal" => Level::Ordinal,
            "interval" => Level::Interval,
            _ => Level::Ratio,
        };
        let (found, reference): (f64, f64) = (alpha(&units, &codes, level).unwrap(), row[2].parse().unwrap());
        assert!((found - reference).abs() < 1e-6, "{}: {found}", row[0]);
    }
}
