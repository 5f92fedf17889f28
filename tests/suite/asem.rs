//! Proof of the whole pipeline: the JRC's ASEM Sustainable Connectivity index of 2018 (51 countries, 49 indicators, four
//! levels), stage by stage, through a rubric and datasets in the ordinary formats.
//!
//! Figures: European Commission, Joint Research Centre, ASEM Sustainable Connectivity Portal (2018), as COINr 1.1.14
//! carries them and works them out.

mod material;

use std::collections::BTreeMap;
use std::sync::Arc;

use material::{Table, material, read};
use upheld::assessment::assess;
use upheld::case::{Case, Scope};
use upheld::evidence::Evidence;
use upheld::panel::State;
use upheld::rubric::Rubric;
use upheld::score::choice::Choice;
use upheld::shelf::{self, Kind};
use upheld::statistics::moments::mean;
use upheld::statistics::quantile::quantile;
use upheld::uncertainty::tally::ranks::RankTally;
use upheld::words::year::Years;

use crate::program::run_in;

/// Relative, at every stage.
const CLOSE: f64 = 1e-9;

fn case(folder: &std::path::Path) -> Case {
    let found = |kind, name: &str| shelf::find(kind, folder.join(name).to_str().unwrap(), folder).unwrap();
    let (evidence, findings) = Evidence::gather(&["lands", "members", "data"].map(|name| found(Kind::Dataset, name)));
    assert!(findings.is_empty(), "{findings}");
    let (rubric, findings) = Rubric::read(&found(Kind::Rubric, "rubric"), &shelf::referred);
    let rubric = rubric.unwrap_or_else(|| panic!("{findings}"));
    let evidence = Arc::new(evidence.unwrap());
    let scope = Scope { years: Years::parse("2018").unwrap(), countries: evidence.atlas.countries().collect() };
    Case::pair(Arc::new(rubric), evidence, &scope).unwrap_or_else(|findings| panic!("{findings}")).0
}

/// Holds a column against the published one; `None` is a country without a value in both.
fn hold(stage: &str, table: &Table, name: &str, case: &Case, own: impl Fn(usize) -> Option<f64>) {
    for (cell, country) in case.panel().countries.iter().enumerate() {
        let expected = table.value(country.as_str(), name);
        let found = own(cell);
        let close = match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() <= CLOSE * expected.abs().max(1e-3),
            (found, expected) => found == expected,
        };
        assert!(close, "{stage}, {name}, {country}: {found:?} is not {expected:?}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn every_stage_of_the_asem_index_comes_out_and_all_51_ranks() {
    let folder = tempfile::tempdir().unwrap();
    material(folder.path());
    let case = case(folder.path());
    let (formula, panel) = (case.formula(), case.panel());
    let ready = formula.ready(panel);
    let codes: BTreeMap<String, usize> = case
        .rubric()
        .principles
        .iter()
        .flat_map(|principle| &principle.slots)
        .enumerate()
        .map(|(at, slot)| (slot.title.en.clone(), at))
        .collect();
    let stages =
        ["denominated", "imputed", "treated", "normalised"].map(|stage| read(&format!("expected_{stage}.csv")));
    let treatment = read("expected_treatment.csv");
    let mut imputed = 0;
    for row in read("input_meta.csv").rows() {
        let (code, slot) = (&row["code"], codes[&row["name"]]);
        let (column, rule) = (&panel.slots[slot], &formula.slots[slot].fillings[0]);
        let value = |cell: usize, counts: bool| counts.then(|| column.values[cell]);
        hold("denominated", &stages[0], code, &case, |cell| value(cell, column.states[cell].is_evidence()));
        hold("imputed", &stages[1], code, &case, |cell| value(cell, column.states[cell].has_value()));
        imputed += column.states.iter().filter(|state| matches!(state, State::Imputed(_))).count();
        let present = vec![1.0; panel.cells()];
        let treated = rule.treated(&column.values, &present, panel.cells()).unwrap();
        hold("treated", &stages[2], code, &case, |cell| Some(treated[cell]));
        let moved = treated.iter().zip(&column.values).filter(|(treated, raw)| treated != raw).count();
        let expected =
            treatment.value(code, "winsorised_low").unwrap() + treatment.value(code, "winsorised_high").unwrap();
        assert_eq!(moved as f64, expected, "{code}: points treated");
        hold("normalised", &stages[3], code, &case, |cell| Some(ready.slot_scores(slot)[cell]));
    }
    assert_eq!(imputed, 65);
    let (outcome, aggregated) = (ready.score(&Choice::nominal()), read("expected_aggregated.csv"));
    for (at, node) in formula.nodes.iter().enumerate() {
        let name = match node.kind {
            upheld::formula::NodeKind::Principle(at) => case.rubric().principles[at].title.en.clone(),
            upheld::formula::NodeKind::Heading(at) => case.rubric().instrument.headings[at].title.en.clone(),
            upheld::formula::NodeKind::Total => "Index".to_owned(),
        };
        hold("aggregated", &aggregated, &name, &case, |cell| outcome.score(formula.quantity(at), cell));
    }
    let (assessment, published) = (assess(&case), read("expected_results_2dp.csv"));
    let total = case.find_node("total").unwrap();
    for (at, country) in panel.countries.iter().enumerate() {
        let place = assessment.verdict(total, 0, at).place.unwrap();
        assert_eq!((place.0 as f64, place.1), (published.value(country.as_str(), "Rank").unwrap(), 51), "{country}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn the_asem_index_runs_through_the_program_and_says_what_was_filled_in_and_treated() {
    let folder = tempfile::tempdir().unwrap();
    material(folder.path());
    let said = |arguments: &[&str]| {
        let out = run_in(folder.path(), arguments);
        assert_eq!(out.code, 0, "{}", out.err);
        out.out
    };
    // a rubric with countries of its own is held against those
    let checked = said(&["check", "./rubric", "./data", "./lands", "./members"]);
    assert!(checked.contains("8 principles") && checked.contains("\n0 faults, "), "{checked}");
    let table = said(&["assess", "--plan", "./asem.toml", "--replicates", "0", "--quiet"]);
    assert!(table.contains("Switzerland") && table.contains("68.4"), "{table}");
    // Brunei has cells that are filled in from Asia
    let explained =
        said(&["explain", "BRN", "2.2", "--year", "2018", "--plan", "./asem.toml", "--replicates", "0", "--quiet"]);
    assert!(explained.contains("filled in from"), "{explained}");
    assert!(explained.contains("gaps filled in by mean of the region in the year, then winsorised, at most 6 points"));
    let table = said(&["assess", "--plan", "./asem.toml", "--replicates", "0", "--format", "csv", "--quiet"]);
    assert!(table.lines().next().unwrap().contains(",imputed,"));
    // every treated point is recorded
    said(&["report", "./asem.toml", "--replicates", "0", "--quiet"]);
    let text = std::fs::read_to_string(folder.path().join("asem/assessment.json")).unwrap();
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    let principles = whole["instrument"]["principles"].as_array().unwrap();
    let indicators = principles.iter().flat_map(|principle| principle["indicators"].as_array().unwrap());
    let treated: usize = indicators.map(|indicator| indicator["treated"].as_array().unwrap().len()).sum();
    let treatment = read("expected_treatment.csv");
    let expected: f64 = treatment
        .rows()
        .flat_map(|row| ["winsorised_low", "winsorised_high"].map(|column| row[column].parse::<f64>().unwrap()))
        .sum();
    assert_eq!(treated as f64, expected);
}

#[test]
#[ignore = "needs ../shared"]
fn the_published_statistics_of_100_replicates_come_out_of_the_tally_of_places() {
    let (given, expected) = (read("ua_input_ranks.csv"), read("ua_expected_rankstats.csv"));
    let codes: Vec<String> = given.rows().map(|row| row["UnitCode"].clone()).collect();
    let mut tally = RankTally::new(codes.len(), codes.len());
    for replicate in 1..=100 {
        let place = |code: &String| given.value(code, &format!("r{replicate}")).unwrap() as u32;
        tally.see(&codes.iter().map(place).collect::<Vec<_>>());
    }
    let ranks = tally.finish();
    for (at, code) in codes.iter().enumerate() {
        let times = (1..).zip(ranks.counts(at)).map(|(place, times)| vec![f64::from(place); *times as usize]);
        let places: Vec<f64> = times.flatten().collect();
        let own = [
            ("Mean", mean(&places)),
            ("Median", quantile(&places, 0.5)),
            ("Q5", quantile(&places, 0.05)),
            ("Q95", quantile(&places, 0.95)),
        ];
        for (name, found) in own {
            let (found, expected) = (found.unwrap(), expected.value(code, name).unwrap());
            assert!((found - expected).abs() < 1e-9, "{name} of {code}: {found} is not {expected}");
        }
    }
}
