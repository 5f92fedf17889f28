//! Duties have arithmetic: conditional promises, cooperation, progress, one fact in two clauses, proxies, and places on
//! the clauses that all have.

use std::fs;

use crate::program::{Ran, copy, root, run_in};

/// Runs the program on the small pledge with some of its files replaced; `cases.toml` goes unless it is given.
fn with(files: &[(&str, &str)], args: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/material/pledge"), &folder.path().join("pledge"));
    fs::write(folder.path().join("pledge/cases.toml"), "").unwrap();
    for (name, text) in files {
        fs::write(folder.path().join("pledge").join(name), text).unwrap();
    }
    run_in(folder.path(), args)
}

fn done(ran: Ran) -> String {
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

fn instrument(change: impl Fn(String) -> String) -> String {
    change(fs::read_to_string(root().join("tests/material/pledge/instrument.toml")).unwrap())
}

fn indicator(id: &str, facet: &str, closeness: &str, variable: &str, worst: &str, best: &str) -> String {
    format!(
        "[[indicator]]\nid = \"{id}\"\nfacet = \"{facet}\"\ncloseness = \"{closeness}\"\ntitle.en = \"{id}\"\n\
         title.zh-TW = \"指標\"\nvariable = \"{variable}\"\n\
         normalise = {{ goalposts = {{ worst = {worst}, best = {best} }} }}\nweight = 1\nmax-age = 2\n\
         rationale = \"For a test.\"\nweakness = \"For a test.\"\n"
    )
}

fn principle(head: &str, parts: &[String]) -> String {
    format!("{head}\ntitle.en = \"A clause\"\ntitle.zh-TW = \"條款\"\n{}", parts.concat())
}

/// Lines of the text that hold this word, trimmed.
fn lines<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    text.lines().map(str::trim).filter(|line| line.contains(word)).collect()
}

/// Fields of the row of a CSV that begins with `begins`, by header.
fn row(csv: &str, country: &str, node: &str) -> std::collections::BTreeMap<String, String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    reader
        .records()
        .map(|record| header.iter().cloned().zip(record.unwrap().iter().map(str::to_owned)).collect())
        .find(|row: &std::collections::BTreeMap<String, String>| row["country"] == country && row["node"] == node)
        .unwrap_or_else(|| panic!("no row of {country} {node}"))
}

#[test]
fn a_law_counts_for_no_more_than_the_practice_where_abuse_is_seen() {
    let clause = principle(
        "id = \"1.2\"\nduty = \"promote\"\nconditional = true",
        &[
            // China's law, at -2.043, scores 100 with these posts; its practice, at -2.152, scores 100 × 0.348 / 4.5 = 7.7
            indicator("law", "law", "direct", "vdem.v2smprivcon", "-2.6", "-2.5"),
            indicator("practice", "practice", "direct", "vdem.v2mecenefi", "-2.5", "2.0"),
        ],
    );
    let rules = instrument(|text| format!("{text}\n[conditional]\nabuse-below = 40\n"));
    let files = [("1.2-openness.toml", clause.as_str()), ("instrument.toml", rules.as_str())];
    let args = |country| ["explain", country, "1.2", "--year", "2021", "--instrument", "./pledge", "-q"];
    let china = done(with(&files, &args("CHN")));
    assert!(china.contains("duty to promote, conditional: the law counts only where no abuse is seen"), "{china}");
    let restrained = lines(&china, "in place of");
    assert_eq!(
        restrained,
        ["The clause is conditional and abuse is seen in practice: the law counts as 7.7 in place of 100.0."]
    );
    assert!(china.contains("Score          7.7 of 100"), "{china}");
    let norway = done(with(&files, &args("NOR")));
    assert_eq!(lines(&norway, "in place of"), [""; 0]);
}

#[test]
fn progress_is_told_since_the_year_of_joining_on_what_was_observed_in_both_years() {
    let args = ["explain", "JPN", "1.2", "--year", "2023", "--instrument", "./pledge", "-q"];
    let japan = done(with(&[], &args));
    let said = lines(&japan, "Progress");
    assert_eq!(said.len(), 1, "{japan}");
    assert!(
        said[0].ends_with("points since 2022, the year of joining, on the 100 % of the weight observed in both years")
    );
    let csv = done(with(&[], &["assess", "--years", "2022,2023", "--instrument", "./pledge", "--format", "csv", "-q"]));
    let of_year = |year: &str| {
        row(
            &csv.lines()
                .enumerate()
                .filter(|(at, line)| *at == 0 || line.contains(&format!(",{year},")))
                .map(|(_, line)| line)
                .collect::<Vec<_>>()
                .join("\n"),
            "JPN",
            "1.2",
        )
    };
    let score = |year: &str| of_year(year)["score"].parse::<f64>().unwrap();
    let progress: f64 = of_year("2023")["progress"].parse().unwrap();
    assert!((progress - (score("2023") - score("2022"))).abs() < 1e-5, "{progress}");
    // a promise not to act has no progress, and who is not bound made none
    assert_eq!(row(&csv, "JPN", "1.1")["progress"], "");
    assert_eq!(row(&csv, "BRA", "1.2")["progress"], "");
}

#[test]
fn a_total_is_also_given_without_proxies_and_on_the_clauses_that_all_have() {
    let clause = principle(
        "id = \"1.2\"\nduty = \"promote\"",
        &[indicator("stand-in", "practice", "proxy", "vdem.v2smgovsmmon", "-2.5", "2.0")],
    );
    let rules = instrument(|text| text.replace("total = \"2/3\"", "total = 0.5"));
    let files = [("1.2-openness.toml", clause.as_str()), ("instrument.toml", rules.as_str())];
    let csv = done(with(&files, &["assess", "--years", "2021", "--instrument", "./pledge", "--format", "csv", "-q"]));
    let (cuts, total) = (row(&csv, "USA", "1.1"), row(&csv, "USA", "total"));
    assert_eq!(total["without_proxies"], cuts["score"]);
    assert_ne!(total["without_proxies"], total["score"]);
    // Kosovo has no figure on monitoring, and China none on cuts: no clause is common to all
    assert_eq!(row(&csv, "XKX", "1.2")["score"], "");
    assert_eq!((total["common_clauses"].as_str(), total["common_score"].as_str()), ("", ""));
    // of three clauses China lacks the first and Kosovo the last: places are given beside on the second alone
    let third = clause.replace("1.2", "1.3").replace("proxy", "direct");
    let rules = instrument(|text| text.replace("principles = 2", "principles = 3"));
    let files = [("1.3-monitoring.toml", third.as_str()), ("instrument.toml", rules.as_str())];
    let csv = done(with(&files, &["assess", "--years", "2021", "--instrument", "./pledge", "--format", "csv", "-q"]));
    let (open, total) = (row(&csv, "USA", "1.2"), row(&csv, "USA", "total"));
    assert_eq!((row(&csv, "CHN", "1.1")["score"].as_str(), row(&csv, "XKX", "1.3")["score"].as_str()), ("", ""));
    assert!(["CHN", "XKX"].iter().all(|country| !row(&csv, country, "total")["score"].is_empty()));
    assert_eq!((total["common_clauses"].as_str(), &total["common_score"]), ("1", &open["score"]));
    assert_eq!(total["common_place"], open["place"]);
    assert_ne!(total["place"], open["place"]);
}

#[test]
fn one_fact_in_two_clauses_is_counted_once() {
    let second = fs::read_to_string(root().join("tests/material/pledge/1.1-cuts.toml"))
        .unwrap()
        .replace("id = \"1.1\"", "id = \"1.2\"");
    let shared = second.replace("holds-for = 1", "holds-for = 1\nsame-events-as = [\"1.1\"]");
    let breaches = |text: &str| {
        let csv = done(with(
            &[("1.2-openness.toml", text)],
            &["assess", "--years", "2023", "--instrument", "./pledge", "--format", "csv", "-q"],
        ));
        assert_eq!(
            (row(&csv, "SEN", "1.1")["breach"].as_str(), row(&csv, "SEN", "1.2")["breach"].as_str()),
            ("called", "called")
        );
        row(&csv, "SEN", "total")["breaches"].clone()
    };
    assert_eq!(breaches(&second), "2");
    assert_eq!(breaches(&shared), "1");
    // the first clause may say so as well as the second
    let first = fs::read_to_string(root().join("tests/material/pledge/1.1-cuts.toml")).unwrap();
    let first = first.replace("holds-for = 1", "holds-for = 1\nsame-events-as = [\"1.2\"]");
    let files = [("1.1-cuts.toml", first.as_str()), ("1.2-openness.toml", second.as_str())];
    let csv = done(with(&files, &["assess", "--years", "2023", "--instrument", "./pledge", "--format", "csv", "-q"]));
    assert_eq!(row(&csv, "SEN", "total")["breaches"], "1");
    let said = done(with(
        &[("1.2-openness.toml", &shared)],
        &["explain", "SEN", "1.2", "--year", "2023", "--instrument", "./pledge", "-q"],
    ));
    assert!(
        said.contains(
            "the same events may have fired the gate of 1.1: one fact in two clauses, counted once above them"
        ),
        "{said}"
    );
}

#[test]
fn a_list_that_names_only_the_yes_s_is_shown_as_evidence() {
    let clause = |list: &str| {
        format!(
            "{}\n[[evidence]]\nstatus = \"{list}\"\ntitle.en = \"Net-neutrality rules\"\ntitle.zh-TW = \"網路中立規範\"\nnote = \"Shown, not scored.\"\n",
            fs::read_to_string(root().join("tests/material/pledge/1.2-openness.toml")).unwrap()
        )
    };
    let said = |list: &str, country: &str| {
        done(with(
            &[("1.2-openness.toml", &clause(list))],
            &["explain", country, "1.2", "--year", "2023", "--instrument", "./pledge", "-q"],
        ))
    };
    assert!(said("NETNEUTRALITY", "IND").contains("  in-force  ("), "{}", said("NETNEUTRALITY", "IND"));
    assert!(said("NETNEUTRALITY", "PRK").contains(
        "not on the list of the Net-neutrality rules in force; the list is not known to be complete for 2023, so that says nothing"
    ));
    assert!(said("FOC", "PRK").contains("not on the list of the Freedom Online Coalition, which is complete for 2023"));
    let ran = with(&[("1.2-openness.toml", &clause("NETNEUTRALTY"))], &["check", "./pledge"]);
    assert!(
        ran.err.contains("fault[unknown-instrument]: The parties dataset has no instrument `NETNEUTRALTY`."),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("did you mean `NETNEUTRALITY`?"), "{}", ran.err);
}
