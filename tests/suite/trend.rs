//! The trend chart: what its lines are means of, and where they break.

use std::collections::BTreeMap;
use std::fs;

use crate::program::{copy, root, run_in};

/// Runs a plan with one trend of 2.2 and gives its tables and its English picture.
fn drawn(lines: &str) -> (String, String) {
    let plan = format!(
        "title.en = \"Trend\"\ntitle.zh-TW = \"趨勢\"\ninstrument = \"dfi\"\n\
         datasets = [\"countries\", \"parties\", \"shutdowns\", \"vdem\", \"worldbank\"]\nyears = \"2016..2025\"\n\
         languages = [\"en\"]\n[[chart]]\nkind = \"trend\"\nof = \"2.2\"\nname = \"here\"\n{lines}"
    );
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    let ran = run_in(folder.path(), &["report", "plan.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let read = |name: &str| fs::read_to_string(folder.path().join("plan").join(name)).unwrap();
    (read("scores.csv"), read("charts/trend-2.2-here.en.svg"))
}

/// Scores of 2.2 by country and year, for every country to which it applies.
fn scores(csv: &str) -> BTreeMap<String, BTreeMap<i32, f64>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    let [country, year, node, score, standing] = ["country", "year", "node", "score", "standing"].map(column);
    let mut scores: BTreeMap<String, BTreeMap<i32, f64>> = BTreeMap::new();
    let applies = |row: &csv::StringRecord| &row[node] == "2.2" && &row[standing] != "not-applicable";
    for row in reader.records().map(Result::unwrap).filter(applies) {
        let own = scores.entry(row[country].to_owned()).or_default();
        if !row[score].is_empty() {
            own.insert(row[year].parse().unwrap(), row[score].parse().unwrap());
        }
    }
    scores
}

fn description(svg: &str) -> &str {
    svg.split("<desc>").nth(1).unwrap().split("</desc>").next().unwrap()
}

/// Every text of the picture, a space after each: a note goes on from one line to the next.
fn said(svg: &str) -> String {
    let texts = svg.split("</text>").filter_map(|text| text.rsplit_once('>'));
    texts.map(|(_, text)| format!("{text} ")).collect()
}

#[test]
fn a_mean_is_over_the_countries_that_have_a_score_in_every_year() {
    let (csv, svg) = drawn("groups = [\"all\"]\n");
    let scores = scores(&csv);
    let whole: Vec<_> = scores.values().filter(|years| (2016..=2025).all(|year| years.contains_key(&year))).collect();
    let mean = |year: i32| whole.iter().map(|years| years[&year]).sum::<f64>() / whole.len() as f64;
    assert!(whole.len() > 150 && whole.len() < scores.len(), "{} of {}", whole.len(), scores.len());
    let expected = format!(
        "Line chart of scores by year, 1 lines. Countries of the plan (mean of {}): {:.1} in 2016, {:.1} in 2025.",
        whole.len(),
        mean(2016),
        mean(2025)
    );
    assert_eq!(description(&svg), expected);
    let left_out = format!("“Countries of the plan”: {} without a score in some year", scores.len() - whole.len());
    assert!(said(&svg).contains(&left_out), "{left_out}");
}

#[test]
fn the_others_are_all_that_are_in_no_group_of_the_chart() {
    let n = |svg: &str, group: &str| -> usize {
        let after = description(svg).split(&format!("{group} (mean of ")).nth(1).unwrap_or_else(|| panic!("{group}"));
        after.split(')').next().unwrap().parse().unwrap()
    };
    let (_, svg) = drawn("groups = [\"sco\", \"g7\", \"others\", \"all\"]\nyears = \"2019..2023\"\n");
    let named = n(&svg, "Shanghai Cooperation Organisation members") + n(&svg, "G7 members");
    assert_eq!(named + n(&svg, "Other countries"), n(&svg, "Countries of the plan"));
}

#[test]
fn a_line_breaks_where_another_variable_fills_a_slot() {
    let (csv, svg) = drawn("countries = [\"TWN\"]\nyears = \"2023..2025\"\n");
    assert_eq!(scores(&csv)["TWN"].keys().filter(|year| **year >= 2023).count(), 3, "a score in every year");
    for said in [">other scale from 2025</text>", ">Scores before and from 2025 are not comparable: "] {
        assert!(svg.contains(said), "{said}");
    }
    let (_, earlier) = drawn("countries = [\"TWN\"]\nyears = \"2022..2024\"\n");
    assert!(!earlier.contains("not comparable") && !earlier.contains("other scale"));
}

#[test]
fn the_instrument_and_a_later_joining_are_marked_and_who_cannot_be_assessed_is_named() {
    let (_, svg) = drawn("countries = [\"TWN\", \"NOR\", \"KEN\", \"EUE\"]\nyears = \"2021..2023\"\n");
    for said in [
        ">DFI adopted, 2022-04-28</text>",
        ">Norway joined, 2022-11-02</text>",
        ">Kenya · disputed</text>",
        ">“disputed”: the status as a party is disputed.</text>",
        ">Does not apply to: European Union (European Commission).</text>",
    ] {
        assert!(svg.contains(said), "{said}");
    }
    assert!(!svg.contains("Taiwan joined"), "Taiwan was there from the first day");
    let (_, before) = drawn("countries = [\"TWN\", \"NOR\"]\nyears = \"2018..2020\"\n");
    assert!(!before.contains("adopted,") && !before.contains("joined,"), "days outside the years drawn");
}

#[test]
fn a_trend_of_a_position_names_its_axis_and_has_no_grades() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["pledge", "stance", "stance.toml"] {
        copy(&root().join("tests/material").join(name), &folder.path().join(name));
    }
    let plan = fs::read_to_string(folder.path().join("stance.toml")).unwrap();
    let (head, _) = plan.split_once("[[chart]]").unwrap();
    let trend = "[[chart]]\nkind = \"trend\"\nof = \"1.1\"\ncountries = [\"KAZ\"]\ngroups = [\"sco\"]\n";
    fs::write(folder.path().join("stance.toml"), format!("{head}{trend}")).unwrap();
    let ran = run_in(folder.path(), &["report", "stance.toml", "--to", "out", "--quiet"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let svg = fs::read_to_string(folder.path().join("out/stance/charts/trend-1.1-2020-2023.en.svg")).unwrap();
    for text in ["How far practice follows the position, 0–100", "A position is neither kept nor broken."] {
        assert!(svg.contains(text), "{text}");
    }
    assert!(description(&svg).contains("Kazakhstan: "), "{}", description(&svg));
    assert!(!svg.contains(">Kept<"), "a grade");
}
