//! What every method, or every relative one, must do.

use proptest::prelude::*;

use super::fixture::{ALL, Columns, one, year};
use super::*;
use crate::words::keys::Document;

/// What the solver's tolerance may cost.
const NEAR: f64 = 1e-4;

fn read(text: &str) -> (Option<Aggregate>, Vec<&'static str>) {
    let (read, findings) = Document::read("f.toml", &format!("a = {text}\n"), |keys| keys.need("a", Aggregate::read));
    (read, findings.iter().map(|finding| finding.code).collect())
}

#[test]
fn every_name_is_read_and_none_is_left_out() {
    assert_eq!(ALL.map(|method| method.name()), Aggregate::NAMES);
    let written = [
        "\"arithmetic\"",
        "{ geometric = { floor = 1 } }",
        "{ harmonic = { floor = 1 } }",
        "{ power = { exponent = -2 } }",
        "\"minimum\"",
        "\"two-worst\"",
        "\"median\"",
        "\"mazziotta-pareto\"",
        "{ adjusted-mazziotta-pareto = { penalty = \"low\" } }",
        "\"copeland\"",
        "{ benefit-of-the-doubt = { least = 0.05, most = 0.6 } }",
    ];
    assert_eq!(written.map(|text| read(text).0), ALL.map(Some));
    assert_eq!(read("\"harmonic\"").0, Some(Aggregate::Harmonic { floor: None }));
    assert_eq!(
        read("{ mazziotta-pareto = { penalty = \"high\" } }").0,
        Some(Aggregate::MazziottaPareto(Penalty::High))
    );
}

#[test]
fn a_slip_in_a_method_is_a_finding() {
    for (text, code) in [
        ("\"copelan\"", "unknown-method"),
        ("{ copeland = {} }", "needless-parameter"),
        ("{ median = { floor = 1 } }", "needless-parameter"),
        ("\"power\"", "missing-parameter"),
        ("{ power = { exponent = 11 } }", "out-of-range"),
        ("{ power = {} }", "missing-key"),
        ("{ harmonic = { flor = 1 } }", "unknown-key"),
        ("{ harmonic = { floor = 0 } }", "out-of-range"),
        ("{ mazziotta-pareto = { penalty = \"none\" } }", "unknown-word"),
        ("\"benefit-of-the-doubt\"", "missing-parameter"),
        ("{ benefit-of-the-doubt = { least = 0.6, most = 0.6 } }", "bounds-reversed"),
        ("{ benefit-of-the-doubt = { least = -0.1, most = 2 } }", "out-of-range"),
    ] {
        let (method, codes) = read(text);
        assert!(method.is_none() && codes.iter().all(|found| *found == code) && !codes.is_empty(), "{text}: {codes:?}");
    }
}

#[test]
fn parameters_stand_in_the_wording_so_that_two_of_one_name_are_told_apart() {
    assert_eq!(
        ALL.map(|method| method.wording()),
        [
            "arithmetic",
            "geometric floor 1",
            "harmonic floor 1",
            "power -2",
            "minimum",
            "two-worst",
            "median",
            "mazziotta-pareto",
            "adjusted-mazziotta-pareto",
            "copeland",
            "benefit-of-the-doubt 0.05–0.6",
        ]
    );
    assert_eq!(Aggregate::MazziottaPareto(Penalty::High).wording(), "mazziotta-pareto penalty high");
}

#[test]
fn nothing_present_is_a_zero_that_does_not_stand_and_nothing_is_left_of_what_was_there() {
    for method in ALL {
        assert_eq!(year(method, &[1.0, 2.0], &[&[None, None], &[None, None]]), [0.0, 0.0], "{method:?}");
    }
}

#[test]
fn in_an_envelope_a_country_is_filled_among_the_others_as_they_are() {
    let asked: [&[_]; 4] =
        [&[Some(60.0), None], &[Some(50.0), Some(50.0)], &[Some(30.0), None], &[Some(20.0), Some(70.0)]];
    let filled = |score| -> Vec<[Option<f64>; 2]> {
        asked.iter().map(|row| [row[0].or(Some(score)), row[1].or(Some(score))]).collect()
    };
    let weights = [1.0, 1.0];
    let observed = Columns::of(2, &asked);
    for method in ALL.into_iter().filter(Aggregate::is_relative) {
        let nominal = year(method, &weights, &asked);
        let end = |score: f64| {
            let rows = filled(score);
            let rows: Vec<&[_]> = rows.iter().map(|row| row.as_slice()).collect();
            let columns = Columns::of(2, &rows);
            let mut out = vec![f64::NAN; 4];
            method.apply(Parts { others: Some(observed.others()), ..columns.parts(&weights, 4) }, &mut out);
            out
        };
        let (low, high) = (end(0.0), end(100.0));
        // who misses nothing is where it was, whatever the others miss
        for country in [1, 3] {
            assert_eq!([low[country], high[country]], [nominal[country]; 2], "{method:?}");
        }
        for country in [0, 2] {
            assert!(
                low[country] < nominal[country] && nominal[country] <= high[country],
                "{method:?} {low:?} {high:?}"
            );
        }
    }
}

#[test]
fn years_are_compared_with_themselves() {
    let rows: [&[_]; 4] =
        [&[Some(10.0), Some(20.0)], &[Some(30.0), None], &[Some(90.0), Some(5.0)], &[Some(80.0), None]];
    let columns = Columns::of(2, &rows);
    for method in ALL {
        let mut both = vec![f64::NAN; 4];
        method.apply(columns.parts(&[1.0, 2.0], 2), &mut both);
        let alone = [year(method, &[1.0, 2.0], &rows[..2]), year(method, &[1.0, 2.0], &rows[2..])].concat();
        assert_eq!(both, alone, "{method:?}");
    }
}

fn cell() -> impl Strategy<Value = Vec<Option<f64>>> {
    prop::collection::vec(prop::option::weighted(0.8, 0.0..100.0f64), 4)
}

proptest! {
    #[test]
    fn equal_parts_are_their_score_and_all_stay_on_the_scale(
        score in 1.0..100.0f64,
        parts in prop::collection::vec((0.1..5.0f64, prop::option::of(0.0..100.0f64)), 1..9),
    ) {
        for method in ALL {
            let found = one(method, &parts);
            prop_assert!((0.0..=100.0 + 1e-9).contains(&found), "{:?} {}", method, found);
            if !method.is_relative() {
                let equal: Vec<_> = parts.iter().map(|(weight, _)| (*weight, Some(score))).collect();
                prop_assert!((one(method, &equal) - score).abs() < 1e-9, "{:?}", method);
            }
        }
    }

    #[test]
    fn a_rise_in_one_part_never_lowers_the_country(
        rows in prop::collection::vec(cell(), 1..12),
        weights in prop::collection::vec(0.1..5.0f64, 4),
        rise in 0.0..50.0f64,
    ) {
        // unbalance is what a Mazziotta–Pareto index penalises; its files say so
        let penalises = |method: &Aggregate| method.name().ends_with("mazziotta-pareto");
        let mut risen = rows.clone();
        for part in risen[0].iter_mut().take(2) {
            *part = part.map(|score| (score + rise).min(100.0));
        }
        let [before, after] = [&rows, &risen].map(|rows| rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
        for method in ALL.into_iter().filter(|method| !penalises(method)) {
            let (before, after) = (year(method, &weights, &before)[0], year(method, &weights, &after)[0]);
            prop_assert!(after >= before - NEAR, "{:?}: {} to {}", method, before, after);
        }
    }

    #[test]
    fn weights_times_a_constant_change_nothing(
        rows in prop::collection::vec(cell(), 1..12),
        weights in prop::collection::vec(0.1..5.0f64, 4),
        factor in 0.01..100.0f64,
    ) {
        let countries: Vec<&[_]> = rows.iter().map(Vec::as_slice).collect();
        let scaled: Vec<f64> = weights.iter().map(|weight| weight * factor).collect();
        for method in ALL {
            let [own, other] = [&weights, &scaled].map(|weights| year(method, weights, &countries));
            prop_assert!(own.iter().zip(&other).all(|(a, b)| (a - b).abs() < 1e-9), "{:?}", method);
        }
    }
}
