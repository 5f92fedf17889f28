//! The commands, run as analysts run them.

use std::collections::BTreeMap;
use std::process::Stdio;

use serde_json::Value;

use crate::golden;
use crate::program::{copy, root, run, run_in, shown, upheld};

const LISTS: [&str; 10] = [
    "instruments",
    "principles",
    "indicators",
    "datasets",
    "variables",
    "countries",
    "groups",
    "charts",
    "plans",
    "findings",
];

/// Explains a score and holds every line of it against the golden file; `says` are the lines that it is there for.
fn explains(args: &[&str], name: &str, says: &[&str]) {
    let text = shown(&[&["explain"], args].concat());
    // how far apart a label and its words stand is the golden file's matter
    let close = |text: &str| {
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") + "\n").collect::<String>()
    };
    for line in says {
        assert!(close(&text).contains(close(line).trim_end()), "`{line}` is not in\n{text}");
    }
    golden::holds(&format!("explain-{name}.txt"), &text);
}

#[test]
fn india_2023_shows_98_cuts_both_gates_and_that_no_promise_was_made() {
    explains(
        &["IND", "2.1", "--year", "2023"],
        "india-2023",
        &[
            "Score     4.1 of 100  Not upheld",
            "Uncapped  4.1  already at or below the cap of 39",
            "Binding   not bound: not on the list of parties, which is not known to be complete",
            "  fired · A full-network cut ordered by the state\n      98 events in 2023, the gate fires at 1",
        ],
    );
}

#[test]
fn ukraine_2022_shows_21_cuts_by_others_and_no_breach() {
    explains(
        &["UKR", "2.1", "--year", "2022"],
        "ukraine-2022",
        &[
            "Breach    none\n",
            "  not fired · A full-network cut ordered by the state",
            "  not fired · Three or more full-network cuts ordered by the state",
            "[shutdowns.stop_events_full_network_third_party], 2022: 21 events",
        ],
    );
}

#[test]
fn ethiopia_2021_leaves_the_gate_undetermined() {
    explains(
        &["ETH", "2.1", "--year", "2021"],
        "ethiopia-2021",
        &[
            "  undetermined · A full-network cut ordered by the state",
            "possible breach, author not recorded: 1 event in 2021",
            "Breach    none\n",
        ],
    );
}

#[test]
fn north_korea_2023_refuses_the_zero_and_is_not_assessed() {
    explains(
        &["PRK", "2.1", "--year", "2023"],
        "north-korea-2023",
        &[
            "Score     not assessed: too little of the evidence is there",
            "2023: · zero refused: nobody there could have reported an event",
        ],
    );
}

#[test]
fn a_total_shows_what_each_clause_adds() {
    explains(
        &["Senegal", "--year", "2023"],
        "senegal-total-2023",
        &["2.1 No government-ordered shutdowns · 59.0 Partly upheld"],
    );
}

#[test]
fn a_heading_shows_what_each_clause_adds() {
    explains(
        &["TWN", "2", "--year", "2023", "--lang", "zh-TW"],
        "taiwan-heading-2023.zh-TW",
        &["臺灣 · 2 全球化的網際網路 · 2023"],
    );
}

#[test]
fn senegal_2023_is_capped_and_a_breach() {
    explains(
        &["Senegal", "2.1", "--year", "2023"],
        "senegal-2023",
        &[
            "Score     59.0 of 100  Partly upheld",
            "Uncapped  62.8  capped at 59 by a gate",
            "Breach    breach: the violation was observed while bound",
        ],
    );
}

#[test]
fn kenya_2023_is_disputed() {
    explains(
        &["KEN", "2.1", "--year", "2023"],
        "kenya-2023",
        &["Binding   listed, but its status is disputed since 2022-05-02", "  2022-05-02  disputed  (confirmed; "],
    );
}

#[test]
fn taiwan_2023_speaks_chinese() {
    explains(
        &["臺灣", "4.3", "--year", "2023", "--lang", "zh-TW"],
        "taiwan-2023.zh-TW",
        &["臺灣 · 4.3 保護隱私與通訊機密性 · 2023", "拘束        自 2022-04-28 起受拘束"],
    );
}

#[test]
fn taiwan_2023_cannot_join_and_has_no_zero() {
    explains(
        &["TWN", "4.1", "--year", "2023", "--lang", "zh-TW"],
        "taiwan-cybercrime-2023.zh-TW",
        &["分數  不適用\n", "[parties.BUDAPEST], 2023: 不在名單上\n"],
    );
}

#[test]
fn myanmar_2023_has_a_law_that_counts_no_more_than_its_practice() {
    explains(
        &["MMR", "1.4", "--year", "2023"],
        "myanmar-content-2023",
        &["Law, practice  25.7 and 3.6", "abuse is seen in practice: the law counts as 3.6 in place of 25.7"],
    );
}

#[test]
fn the_united_states_2023_have_dated_facts_on_suppliers_and_no_score() {
    explains(
        &["USA", "4.5", "--year", "2023"],
        "united-states-suppliers-2023",
        &["Score        not assessed: no figure here speaks to this clause", "  2020-06-30  restricts  (confirmed; "],
    );
}

#[test]
fn an_explanation_as_json_has_the_same_score() {
    let value: Value = serde_json::from_str(&shown(&["explain", "SEN", "2.1", "--year", "2023", "--json"])).unwrap();
    let verdict = &value["verdict"];
    assert_eq!((&verdict["score"], &verdict["uncapped"]), (&Value::from(59.0), &Value::from(62.844961)), "{value:#}");
    assert_eq!((&verdict["breach"], &verdict["gate"]), (&Value::from("called"), &Value::from("fired")));
    assert_eq!(value["name"]["zh-TW"], "塞內加爾");
    let text = value.to_string();
    let long = text
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .find(|word| word.split_once('.').is_some_and(|(whole, decimals)| !whole.is_empty() && decimals.len() > 6));
    assert_eq!(long, None, "numbers have at most six decimals");
}

#[test]
fn partners_of_2023_have_taiwan_and_kosovo_among_them() {
    let text = shown(&["assess", "--years", "2023", "--group", "dfi-partners"]);
    let row = |name: &str| text.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name}\n{text}"));
    let taiwan = [" 84.5 ", "–", " Upheld ", " 11/23 "].map(|part| row(" Taiwan ").contains(part));
    assert_eq!(taiwan, [true; 4], "{}", row(" Taiwan "));
    assert!(row(" Kosovo ").contains("since 2022-04-28"), "{}", row(" Kosovo "));
    assert!(row(" Kenya !").contains("disputed"), "{}", row(" Kenya !"));
    assert!(!text.contains("India"), "India is no partner\n{text}");
    assert!(text.starts_with("DFI · Total · 2023\n"), "{text}");
    let chinese = shown(&["assess", "--years", "2023", "--group", "dfi-partners", "--lang", "zh-TW"]);
    assert!(chinese.contains(" 臺灣 ") && chinese.contains(" 科索沃 "), "{chinese}");
    assert_eq!(chinese.lines().count(), text.lines().count());
}

/// Rows of a CSV text as maps from column to field.
fn csv_rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect::<BTreeMap<_, _>>()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn csv_and_json_have_the_same_rows() {
    let args = ["assess", "--years", "2021..2023", "--group", "dfi-partners", "--format"];
    let rows = csv_rows(&shown(&[&args[..], &["csv"]].concat()));
    let json: Vec<BTreeMap<String, Value>> = serde_json::from_str(&shown(&[&args[..], &["json"]].concat())).unwrap();
    assert!(rows.len() > 500, "{}", rows.len());
    assert_eq!(rows.len(), json.len());
    for (row, object) in rows.iter().zip(&json) {
        assert_eq!(row.keys().collect::<Vec<_>>(), object.keys().collect::<Vec<_>>());
        for (column, field) in row {
            match &object[column] {
                Value::Null => assert_eq!(field, "", "{column} of {row:?}"),
                Value::String(text) => assert_eq!(field, text, "{column} of {row:?}"),
                Value::Bool(is) => assert_eq!(field, &is.to_string(), "{column} of {row:?}"),
                number => assert_eq!(field.parse::<f64>().unwrap(), number.as_f64().unwrap(), "{column} of {row:?}"),
            }
        }
    }
}

#[test]
fn what_assess_gives_as_csv_stands_in_the_report_too() {
    let folder = tempfile::tempdir().unwrap();
    let plan = std::fs::read_to_string(root().join("reports/dfi.toml")).unwrap();
    let tables_only = plan.split("[[chart]]").next().unwrap();
    std::fs::write(folder.path().join("tables.toml"), tables_only).unwrap();
    let report = run_in(folder.path(), &["report", "tables.toml"]);
    assert_eq!(report.code, 0, "{}", report.err);
    let scores = std::fs::read_to_string(folder.path().join("tables/scores.csv")).unwrap();
    let all: Vec<_> = csv_rows(&scores);
    for filter in [&["--country", "TWN", "--country", "Kosovo"][..], &["--group", "sco", "--principle", "2.1"]] {
        let args = [&["assess", "--years", "2016..2025", "--format", "csv"], filter].concat();
        let rows = csv_rows(&shown(&args));
        assert!(rows.len() > 50, "{filter:?}: {} rows", rows.len());
        assert!(rows.len() < all.len() / 10, "{filter:?} filters");
        for row in &rows {
            assert!(all.contains(row), "{row:?} is not in the report");
        }
    }
}

#[test]
fn wrong_arguments_say_what_was_meant() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/material"), folder.path());
    let mut text = String::new();
    for (args, code) in [
        ("explain TWX 2.1 --year 2023", 1),
        ("explain TIAWAN 2.1 --year 2023", 1),
        ("explain Wakanda 2.1 --year 2023", 1),
        ("explain Tawain 1.11 --year 2030 --plan plan.toml", 1),
        ("explain TWN 2.1 --year 2030", 1),
        ("explain TWN 2.1", 2),
        ("explain TWN 2.1 --year last", 2),
        ("explain TWN 2.1 --year 2021..2023", 2),
        ("assess --principle 9.9 --plan plan.toml", 1),
        ("assess --group dfi-partner", 1),
        ("assess --group nobody --country Narnia --principle 6 --years 1815 --plan plan.toml", 1),
        ("assess --years 2023..2016", 2),
        ("assess --years 2020..2030", 1),
        ("assess --json --format csv", 2),
        ("assess --plan dfj", 1),
        ("assess --instrument dfy", 1),
        ("assess --data vdme", 1),
        ("report dfj", 1),
        ("report nowhere.toml", 1),
        ("check nowhere.toml", 1),
        ("list variable", 2),
        ("list plans --lang fr", 2),
        ("asess", 2),
    ] {
        let words: Vec<&str> = ["--quiet"].into_iter().chain(args.split(' ')).collect();
        let ran = run_in(folder.path(), &words);
        assert_eq!(ran.code, code, "{args}: {}", ran.err);
        if args.starts_with("check") {
            assert_eq!(ran.out, "1 fault, 0 doubtful, 0 notes\n");
        } else {
            assert_eq!(ran.out, "", "{args}: nothing is shown beside the fault");
        }
        text.push_str(&format!("$ upheld {args}\n{}\n", ran.err));
    }
    golden::holds("wrong-arguments.txt", &text);
}

#[test]
fn check_of_nothing_runs_every_worked_case_that_is_built_in() {
    let cases = std::fs::read_to_string(root().join("rubrics/dfi/cases.toml")).unwrap().matches("[[case]]").count();
    let ran = run(&["check"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains(&format!("{cases} worked cases run\n")), "{cases}: {}", ran.out);
    for line in ["dataset built-in:datasets/vdem checked\n", "plan dfi checked\n", "0 faults, 0 doubtful, "] {
        assert!(ran.out.contains(line), "{line}{}", ran.out);
    }
}

#[test]
fn check_of_a_broken_worked_case_fails_and_says_what_came_out() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("rubrics/dfi"), &folder.path().join("mine"));
    let cases = folder.path().join("mine/cases.toml");
    let text = std::fs::read_to_string(&cases).unwrap();
    let broken = text.replacen(r#"uncapped = "73.3", score = "59.0""#, r#"uncapped = "73.3", score = "73.3""#, 1);
    assert_ne!(text, broken, "the worked case of one cut is written otherwise now");
    std::fs::write(&cases, &broken).unwrap();
    let ran = run_in(folder.path(), &["check", "mine/", "--quiet"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.starts_with(
            "fault[worked-case-fails]: The worked case `one-cut-while-bound` came out otherwise: score is 59.0. "
        ),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("^^^^^^ expected 73.3\n"), "{}", ran.err);
    assert!(ran.out.contains(" worked cases run\n1 fault, "), "{}", ran.out);
    let json = run_in(folder.path(), &["check", "mine/", "--format", "json"]);
    let value: Value = serde_json::from_str(&json.out).unwrap();
    let faults: Vec<&Value> =
        value["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "fault").collect();
    assert_eq!((json.code, faults.len()), (1, 1), "{value:#}");
    assert_eq!(faults[0]["code"], "worked-case-fails");
    assert_eq!(faults[0]["place"]["file"], "mine/cases.toml");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["list", "variables"][..],
        &["assess", "--years", "2016..2025", "--format", "csv", "--replicates", "20"],
        &["check"],
    ] {
        let mut child = upheld(folder.path())
            .args(args)
            .arg("--quiet")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ran = crate::program::ran(&child.wait_with_output().unwrap());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn quiet_leaves_results_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["assess", "--years", "2023", "--country", "TWN"][..],
        &["explain", "TWN", "2.1", "--year", "2023"],
        &["check"],
        &["list", "groups"],
        &["report"],
    ] {
        let ran = run_in(folder.path(), &[args, &["--quiet"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        assert!(!ran.out.is_empty(), "{args:?}");
    }
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    for args in [
        &["assess", "--years", "2023", "--group", "dfi-partners"][..],
        &["explain", "IND", "2.1", "--year", "2023"],
        &["explain", "TWX", "2.1", "--year", "2023"],
    ] {
        for (colour, has) in [(&[][..], false), (&["--color", "never"], false), (&["--color", "always"], true)] {
            let ran = run(&[args, colour].concat());
            let escapes = ran.out.contains('\u{1b}') || ran.err.contains('\u{1b}');
            assert_eq!(escapes, has, "{args:?} {colour:?}");
        }
    }
    let plain = shown(&["explain", "IND", "2.1", "--year", "2023"]);
    let mut painted = shown(&["explain", "IND", "2.1", "--year", "2023", "--color", "always"]);
    while let Some(from) = painted.find('\u{1b}') {
        let to = painted[from..].find('m').unwrap();
        painted.replace_range(from..=from + to, "");
    }
    assert_eq!(plain, painted, "colour moves nothing");
}

#[test]
fn everything_that_can_be_named_is_listed_in_both_languages_and_as_json() {
    let count = |text: &str| text.lines().count();
    for what in LISTS {
        let english = shown(&["list", what]);
        let chinese = shown(&["list", what, "--lang", "zh-TW"]);
        let rows: Vec<BTreeMap<String, String>> = serde_json::from_str(&shown(&["list", what, "--json"])).unwrap();
        assert!(!rows.is_empty(), "{what}");
        assert_eq!((count(&english), count(&chinese)), (rows.len() + 1, rows.len() + 1), "{what}");
        for row in &rows {
            assert!(row.values().all(|value| english.contains(value.as_str())), "{what}: {row:?}");
        }
        let has_titles = rows[0].contains_key("title") || rows[0].contains_key("name") && what == "countries";
        assert_eq!(english != chinese, has_titles, "{what} in Chinese\n{chinese}");
    }
    assert!(shown(&["list", "countries"]).contains("TWN   Taiwan\n"));
    assert!(shown(&["list", "countries", "--lang", "zh-TW"]).contains("TWN   臺灣\n"));
    assert!(shown(&["list", "countries"]).contains("XKX   Kosovo\n"));
}
