//! Every aggregation method at every level, from rubric files to scores.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use upheld::case::{Case, Scope};
use upheld::methods::aggregate::Aggregate;
use upheld::rubric::Rubric;
use upheld::score::choice::Choice;
use upheld::shelf::{self, Kind};
use upheld::uncertainty::model::model;
use upheld::uncertainty::ranges::{Kept, RangeTally, Ranges};
use upheld::uncertainty::{Run, Watch};
use upheld::words::year::Years;

use crate::identities::{declared, equal_and_different};
use crate::program::{Ran, run_in};
use crate::shipped;

/// Every method as a rubric writes it.
const METHODS: [&str; 11] = [
    "\"arithmetic\"",
    "{ geometric = { floor = 1 } }",
    "{ harmonic = { floor = 1 } }",
    "{ power = { exponent = -2 } }",
    "\"minimum\"",
    "\"two-worst\"",
    "\"median\"",
    "{ mazziotta-pareto = { penalty = \"low\" } }",
    "\"adjusted-mazziotta-pareto\"",
    "\"copeland\"",
    "{ benefit-of-the-doubt = { least = 0.05, most = 0.6 } }",
];

/// Methods that compare countries, which may place one anywhere whatever its parts are.
const RELATIVE: [&str; 3] = ["mazziotta-pareto", "copeland", "benefit-of-the-doubt"];

fn name(method: &str) -> &str {
    method.trim_start_matches(['{', ' ', '"']).split([' ', '"']).next().unwrap()
}

/// A rubric of two headings, each of two clauses with three indicators, in a folder `pledge`.
fn write(folder: &Path, [principle, heading, total, own]: [&str; 4]) {
    let pledge = folder.join("pledge");
    fs::create_dir_all(&pledge).unwrap();
    let instrument = format!(
        r#"id = "pledge"
version = "1"
title = {{ en = "A pledge", zh-TW = "承諾" }}
short = {{ en = "Pledge", zh-TW = "承諾" }}
adopted = "2022-04-28"
principles = 4
total-over = "principles"
aggregate = {{ principle = {principle}, heading = {heading}, total = {total} }}
coverage = {{ principle = 0.5, heading = 0.5, total = 0.5 }}

[[heading]]
id = "1"
title = {{ en = "One", zh-TW = "一" }}

[[heading]]
id = "2"
title = {{ en = "Two", zh-TW = "二" }}
aggregate = {own}

[[grade]]
id = "any"
from = 0
title = {{ en = "Any", zh-TW = "任何" }}
"#
    );
    fs::write(pledge.join("instrument.toml"), instrument).unwrap();
    let variables = [
        ["v2mecenefi", "v2smregcon", "v2smgovsmmon"],
        ["v2smgovshut", "v2smgovfilprc", "v2smprivcon"],
        ["v2csreprss", "v2cscnsult", "v2smarrest"],
        ["v2meharjrn", "v2meslfcen", "v2smgovdom"],
    ];
    for (id, variables) in ["1.1", "1.2", "2.1", "2.2"].iter().zip(variables) {
        let mut text =
            format!("id = \"{id}\"\nduty = \"promote\"\ntitle = {{ en = \"Clause {id}\", zh-TW = \"條款\" }}\n");
        for variable in variables {
            text.push_str(&format!(
                r#"
[[indicator]]
id = "{variable}"
facet = "practice"
closeness = "direct"
title = {{ en = "{variable}", zh-TW = "指標" }}
variable = "vdem.{variable}"
normalise = {{ goalposts = {{ worst = -3, best = 3 }} }}
weight = 1
max-age = 1
rationale = "For a test."
weakness = "For a test."
"#
            ));
        }
        fs::write(pledge.join(format!("{id}-clause.toml")), text).unwrap();
    }
    fs::write(pledge.join("cases.toml"), "").unwrap();
}

fn done(ran: Ran) -> String {
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

/// The scores of 2021, by country and node.
fn scores(folder: &Path) -> BTreeMap<(String, String), f64> {
    let args = ["assess", "--years", "2021", "--instrument", "./pledge", "--format", "csv", "-q"];
    let text = done(run_in(folder, &args));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|own| own == name).unwrap();
    let [country, node, score] = ["country", "node", "score"].map(column);
    let scored = reader.records().map(Result::unwrap).filter_map(|row| {
        let score = row[score].parse().ok()?;
        Some(((row[country].to_owned(), row[node].to_owned()), score))
    });
    scored.collect()
}

#[test]
fn every_method_at_every_level_is_checked_and_assessed() {
    for at in 0..METHODS.len() {
        let methods = [0, 1, 2, 3].map(|step| METHODS[(at + step) % METHODS.len()]);
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), methods);
        let checked = run_in(folder.path(), &["check", "./pledge"]);
        assert_eq!(checked.code, 0, "{methods:?}: {}{}", checked.out, checked.err);
        let found = scores(folder.path());
        let countries: Vec<&String> = found.keys().filter(|(_, node)| node == "total").map(|(code, _)| code).collect();
        assert!(countries.len() > 150 && found.values().all(|score| (0.0..=100.0).contains(score)), "{methods:?}");
        let wholes = [("1", vec!["1.1", "1.2"], 1), ("2", vec!["2.1", "2.2"], 3)];
        let total = ("total", vec!["1.1", "1.2", "2.1", "2.2"], 2);
        for (whole, parts, level) in wholes.into_iter().chain([total]) {
            if RELATIVE.contains(&name(methods[level])) {
                continue;
            }
            for &country in &countries {
                let of = |node: &str| found.get(&(country.clone(), node.to_owned())).copied();
                let Some(score) = of(whole) else { continue };
                let present: Vec<f64> = parts.iter().filter_map(|part| of(part)).collect();
                let (low, high) =
                    present.iter().fold((100.0, 0.0), |(low, high), x| (f64::min(low, *x), f64::max(high, *x)));
                // exported numbers have six decimals
                assert!(
                    low - 1e-5 <= score && score <= high + 1e-5,
                    "{methods:?} {country} {whole}: {score} {present:?}"
                );
            }
        }
    }
}

#[test]
fn each_level_and_heading_has_the_method_that_it_declares() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), ["\"minimum\"", "\"median\"", "\"copeland\"", "\"two-worst\""]);
    let found = scores(folder.path());
    let totals: Vec<f64> = found.iter().filter(|((_, node), _)| node == "total").map(|(_, score)| *score).collect();
    // wins and losses balance
    assert!((totals.iter().sum::<f64>() / totals.len() as f64 - 50.0).abs() < 1e-4);
    let of = |node: &str| found[&("TWN".to_owned(), node.to_owned())];
    // of two parts the median, like the two worst, is the plain mean
    assert!((of("1") - 0.5 * (of("1.1") + of("1.2"))).abs() < 1e-5);
    assert!((of("2") - 0.5 * (of("2.1") + of("2.2"))).abs() < 1e-5);
    let explained = |lang| {
        let args = ["explain", "TWN", "total", "--year", "2021", "--instrument", "./pledge", "--replicates", "0", "-q"];
        done(run_in(folder.path(), &[args.as_slice(), &["--lang", lang]].concat()))
    };
    let (english, chinese) = (explained("en"), explained("zh-TW"));
    let line = "copeland, among the countries of the year; no part adds points of its own";
    assert!(english.contains(line) && !english.contains("adds 0"), "{english}");
    assert!(chinese.contains("copeland，與當年其他國家相比；各部分不單獨貢獻分數"), "{chinese}");
}

#[test]
fn a_doubt_may_put_in_any_method_and_explain_shows_the_same_range_as_all_countries_together() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), ["\"arithmetic\""; 4]);
    let others = METHODS[1..].join(", ");
    let doubts = format!(
        "[[doubt]]\nid = \"how\"\ntitle.en = \"How\"\ntitle.zh-TW = \"如何\"\nreason = \"For a test.\"\n\
         aggregation = {{ level = \"total\", alternatives = [{others}] }}\n"
    );
    fs::write(folder.path().join("pledge/doubts.toml"), doubts).unwrap();
    let range = |args: &[&str]| {
        let common = ["--year", "2021", "--instrument", "./pledge", "--replicates", "30", "--json", "-q"];
        let text = done(run_in(folder.path(), &[args, &common].concat()));
        serde_json::from_str::<serde_json::Value>(&text).unwrap()
    };
    let alone = range(&["explain", "TWN", "total"]);
    let all = range(&["uncertainty"]);
    let of_all = &all["years"]["2021"]["total"]["TWN"]["spread"]["score"];
    let of_one = find(&alone, "spread").map(|spread| &spread["score"]).unwrap();
    assert!(of_all.is_object() || of_all.is_array(), "{all}");
    assert_eq!(of_one, of_all);
}

/// The first value under this key, however deep.
fn find<'v>(value: &'v serde_json::Value, key: &str) -> Option<&'v serde_json::Value> {
    match value {
        serde_json::Value::Object(entries) => {
            entries.get(key).or_else(|| entries.values().find_map(|inner| find(inner, key)))
        }
        serde_json::Value::Array(items) => items.iter().find_map(|inner| find(inner, key)),
        _ => None,
    }
}

/// The pledge on all shipped figures of two years.
fn case(methods: [&str; 4]) -> Case {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), methods);
    let pledge = folder.path().join("pledge");
    let pledge = shelf::find(Kind::Rubric, pledge.to_str().unwrap(), Path::new("")).unwrap();
    let (rubric, findings) = Rubric::read(&pledge, &shelf::referred);
    assert!(!findings.has_fault(), "{findings}");
    let evidence = shipped::evidence();
    let scope = Scope { years: Years::parse("2020..2021").unwrap(), countries: evidence.atlas.countries().collect() };
    Case::pair(Arc::new(rubric.unwrap()), evidence, &scope).unwrap().0
}

fn ranges(case: &Case) -> Ranges {
    let doubts = declared("weights = { within = 0.2 }");
    let ready = case.formula().ready(case.panel());
    let model = model(case, &ready, &doubts).unwrap();
    let kept = Kept::everything(case, &ready, &[]);
    Run { ready: &ready, model: &model, seed: 0 }
        .replicate(0..20, &Watch::default(), || RangeTally::new(&kept))
        .unwrap()
        .finish()
}

#[test]
fn a_year_or_a_country_by_itself_has_the_numbers_that_it_has_among_all() {
    for relative in ["\"copeland\"", "\"mazziotta-pareto\"", "{ benefit-of-the-doubt = { least = 0.05, most = 0.6 } }"]
    {
        let whole = case([relative; 4]);
        let total = whole.formula().nodes.len() - 1;
        let country = whole.panel().countries.iter().position(|code| code.as_str() == "TWN").unwrap();
        let narrow = whole.narrowed(&[1], Some(&[country]));
        assert_eq!((narrow.panel().years.len(), &narrow.panel().countries), (1, &whole.panel().countries));
        let [all, one] = [&whole, &narrow].map(|case| case.formula().score(case.panel(), &Choice::nominal()));
        let quantity = whole.formula().quantity(total);
        let cell = whole.panel().cell(1, country);
        assert_eq!(all.score(quantity, cell), one.score(quantity, country), "{relative}");
        assert!(all.score(quantity, cell).is_some());
        let (all, one) = (ranges(&whole), ranges(&narrow));
        assert_eq!(all.score(total, 1, country), one.score(total, 0, country), "{relative}");
    }
}

#[test]
fn with_every_doubt_off_a_replicate_of_relative_methods_is_the_nominal_result_bit_for_bit() {
    let case = case([METHODS[9], METHODS[10], METHODS[7], METHODS[9]]);
    assert_eq!(equal_and_different(&case, &declared("weights = { within = 0 }")), (50, 0));
    assert_eq!(equal_and_different(&case, &declared("weights = { within = 0.2 }")), (0, 50));
}

#[test]
fn where_nothing_is_missing_the_envelope_of_a_relative_method_is_the_score() {
    let methods = [METHODS[9], METHODS[10], METHODS[7], METHODS[9]];
    let case = case(methods);
    let ready = case.formula().ready(case.panel());
    let [nominal, worst, best] =
        [Choice::nominal(), Choice::worst(), Choice::best()].map(|choice| ready.score(&choice));
    let (mut full, mut gaps) = (0, 0);
    for quantity in case.formula().slots.len()..case.formula().quantities() {
        for cell in 0..case.panel().cells() {
            let Some(score) = nominal.score(quantity, cell) else { continue };
            let ends = [&worst, &best].map(|outcome| outcome.score(quantity, cell).unwrap());
            if nominal.coverage(quantity, cell) > 1.0 - 1e-12 {
                assert_eq!(ends, [score; 2], "{quantity} {cell}");
                full += 1;
            } else {
                assert!(ends.iter().all(|end| (0.0..=100.0).contains(end)), "{ends:?}");
                gaps += 1;
            }
        }
    }
    assert!(full > 1000 && gaps > 0, "{full} {gaps}");
}

#[test]
fn all_methods_are_named_here() {
    assert_eq!(METHODS.map(name), Aggregate::NAMES);
}
