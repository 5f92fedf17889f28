//! What the statistics say, held against the scores that the program prints elsewhere.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::program::{copy, root, run, run_in, shown};

/// Rows of a CSV by their header.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    reader.records().map(|row| header.iter().cloned().zip(row.unwrap().iter().map(str::to_owned)).collect()).collect()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is no number"))
}

/// The scores of a node in 2023 by country, as `assess` exports them; no organisation is a country.
fn scores(node: &str) -> BTreeMap<String, f64> {
    let text = shown(&["assess", "--principle", node, "--year", "2023", "--format", "csv", "--quiet"]);
    let scored = rows(&text).into_iter().filter(|row| row["country"] != "EUE" && !row["score"].is_empty());
    scored.map(|row| (row["country"].clone(), number(&row["score"]))).collect()
}

#[test]
fn correlations_are_those_of_the_scores_that_assess_prints() {
    let data = shown(&["stats", "correlations", "--year", "2023", "--format", "csv", "--quiet"]);
    let data = rows(&data);
    for (first, second, relation) in
        [("2.1", "2.2", "within-heading"), ("1", "4", "headings"), ("3", "total", "with-total")]
    {
        let found = data.iter().find(|row| row["first_id"] == first && row["second_id"] == second).unwrap();
        assert_eq!(found["relation"], relation);
        let (a, b) = (scores(first), scores(second));
        let pairs: Vec<(f64, f64)> = a.iter().filter_map(|(code, a)| Some((*a, *b.get(code)?))).collect();
        assert_eq!(number(&found["n"]), pairs.len() as f64);
        let n = pairs.len() as f64;
        let (of_a, of_b) = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0 / n, sum.1 + pair.1 / n));
        let sum = |of: fn(f64, f64) -> f64| pairs.iter().map(|(a, b)| of(a - of_a, b - of_b)).sum::<f64>();
        let r = sum(|a, b| a * b) / (sum(|a, _| a * a) * sum(|_, b| b * b)).sqrt();
        assert!((number(&found["coefficient"]) - r).abs() < 2e-6, "{first} and {second}: {r}");
    }
}

#[test]
fn a_variable_in_two_clauses_is_said_to_be_redundant_and_a_reference_is_held_against_the_total() {
    let text = shown(&["stats", "--year", "2023", "--against", "vdem.v2x_polyarchy", "--quiet"]);
    assert!(
        text.contains("1.6 Political content online unwatched · 4.3 Freedom from monitoring of political content 1.00")
    );
    assert!(text.contains("Total · Electoral democracy [vdem.v2x_polyarchy]"), "{text}");
    let ranks =
        shown(&["stats", "correlations", "--year", "2023", "--method", "kendall", "--against", "vdem.v2x_polyarchy"]);
    assert!(ranks.contains("DFI · Reference variables · 2023 · ") && ranks.contains("Kendall's τ-b"), "{ranks}");
}

#[test]
fn what_is_never_scored_moves_nobody_when_it_is_left_out() {
    let data = shown(&["stats", "leave-one-out", "--year", "2023", "--format", "csv", "--quiet"]);
    let data = rows(&data);
    let own = |id: &str| data.iter().find(|row| row["id"] == id).unwrap();
    let law_alone = own("1.2#child-exploitation-protocol");
    assert_eq!((law_alone["mean_shift"].as_str(), law_alone["largest_shift"].as_str()), ("0", "0"));
    assert!(law_alone["country"].is_empty());
    let others: Vec<f64> = data.iter().map(|row| number(&row["mean_shift"])).collect();
    assert!(others.windows(2).all(|pair| pair[0] >= pair[1]) && others[0] > 1.0, "{others:?}");
    for row in data.iter().filter(|row| !row["country"].is_empty()) {
        assert_eq!(number(&row["largest_shift"]), (number(&row["place"]) - number(&row["place_without"])).abs());
    }
}

#[test]
fn availability_counts_what_is_there_year_by_year() {
    let data = shown(&["stats", "availability", "--principle", "2.1", "--format", "csv", "--quiet"]);
    let data = rows(&data);
    let of = |of: &str, year: &str| -> Vec<&BTreeMap<String, String>> {
        data.iter().filter(|row| row["of"] == of && row["year"] == year).collect()
    };
    let (slots, all) = (of("indicator", "2023"), of("all", "2023"));
    let sum = |key: &str| slots.iter().map(|row| number(&row[key])).sum::<f64>();
    assert_eq!((slots.len(), all.len()), (2, 1));
    assert_eq!(
        (sum("fresh"), sum("carried"), sum("cells")),
        (number(&all[0]["fresh"]), number(&all[0]["carried"]), number(&all[0]["cells"]))
    );
    let countries: f64 = of("country", "2023").iter().map(|row| number(&row["fresh"])).sum();
    assert_eq!(countries, sum("fresh"));
    let shares: Vec<f64> = of("country", "2023").iter().map(|row| number(&row["share"])).collect();
    assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
}

#[test]
fn json_of_the_overview_has_every_view_and_chinese_tables_have_no_english_word() {
    let whole: Value = serde_json::from_str(&shown(&["stats", "--year", "2023", "--json", "--quiet"])).unwrap();
    let views: Vec<&String> = whole.as_object().unwrap().keys().collect();
    assert_eq!(
        views,
        ["availability", "correlations", "dimensions", "leave-one-out", "overview", "reliability", "summary"]
    );
    let summary = &whole["summary"].as_array().unwrap()[0];
    assert_eq!((summary["of"].as_str(), summary["id"].as_str()), (Some("raw"), Some("1.1#equal-before-the-law")));
    for view in ["summary", "reliability", "dimensions", "leave-one-out"] {
        let text = shown(&["stats", view, "--year", "2023", "--lang", "zh-TW", "--quiet"]);
        assert!(!text.contains("Mean") && !text.contains("Alpha") && text.starts_with("DFI · "), "{text}");
    }
}

#[test]
fn a_variable_that_no_dataset_has_is_told_the_nearest_one_on_the_command_line_and_in_a_plan() {
    let ran = run(&["stats", "correlations", "--against", "vdem.v2x_poliarchy"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.contains("fault[unknown-variable]: No dataset has the variable `vdem.v2x_poliarchy`."),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("did you mean `vdem.v2x_polyarchy`?"), "{}", ran.err);
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("reports/dfi.toml"), &folder.path().join("own.toml"));
    let plan = std::fs::read_to_string(folder.path().join("own.toml")).unwrap();
    for (to, fault) in [
        ("[\"vdem.v2x_polyarch\"]", "No dataset has the variable `vdem.v2x_polyarch`."),
        ("[\"vdem.v2x_polyarchy\"]\nlevel = \"clauses\"", "`clauses` is not known here."),
    ] {
        std::fs::write(folder.path().join("own.toml"), plan.replace("[\"vdem.v2x_polyarchy\"]", to)).unwrap();
        let ran = run_in(folder.path(), &["report", "own.toml"]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains(fault) && ran.err.contains("--> own.toml:"), "{}", ran.err);
    }
}
