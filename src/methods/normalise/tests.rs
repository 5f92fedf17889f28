//! What holds for every method.

use proptest::prelude::*;

use super::fixture::scores_of_years;
use super::*;
use crate::words::keys::Document;

/// Every method as a rubric may write it, in the order of the names.
const WRITTEN: [&str; 13] = [
    "{ goalposts = { worst = -9, best = 9, clamped = false } }",
    "{ ladder = [[-9, 0], [0, 60], [9, 100]] }",
    "{ categories = [[0, 0], [1, 100]] }",
    "{ min-max = { over = \"year\", to = [20, 80] } }",
    "{ z-score = { over = 2020, mean = 40, sd = 10 } }",
    "\"rank\"",
    "{ percentile-rank = { over = 2020 } }",
    "{ borda = { over = \"year\" } }",
    "{ fraction-of-max = { over = \"year\" } }",
    "{ distance-to-target = { worst = -9, target = 3, capped = false } }",
    "{ distance-to-reference = { country = \"TWN\", over = \"panel\", capped = false } }",
    "{ distance-to-max = { over = \"panel\" } }",
    "{ logistic = { midpoint = 1, slope = 0.5 } }",
];

fn read(written: &str) -> Result<Normalise, String> {
    let text = format!("normalise = {written}\n");
    let (read, findings) = Document::read("a.toml", &text, |keys| keys.need("normalise", Normalise::read));
    read.ok_or_else(|| findings.to_string())
}

#[test]
fn every_method_is_read_by_its_name_and_says_what_it_is() {
    for (written, name) in WRITTEN.iter().zip(Normalise::NAMES) {
        let method = read(written).unwrap();
        assert_eq!(method.name(), name);
        assert!(method.wording().starts_with(name), "{}", method.wording());
    }
    let wordings = [3, 4, 5, 9, 10, 12].map(|at| read(WRITTEN[at]).unwrap().wording());
    let expected = [
        "min-max over the year to 20…80",
        "z-score over the baseline year 2020, mean 40, standard deviation 10",
        "rank over the panel",
        "distance-to-target -9→0, 3→100, uncapped",
        "distance-to-reference TWN over the panel, uncapped",
        "logistic 1→50, slope 0.5",
    ];
    assert_eq!(wordings, expected);
}

#[test]
fn what_makes_no_sense_is_refused_at_its_place() {
    let refused = [
        ("{ min-max = { over = \"year\", to = [80, 20] } }", "1:47: fault[out-of-range]"),
        ("{ min-max = { over = \"year\", to = [0, 200] } }", "1:47: fault[out-of-range]"),
        ("{ min-max = { over = \"decade\" } }", "1:34: fault[unknown-word]"),
        ("{ rank = { over = 20200 } }", "1:31: fault[out-of-range]"),
        ("{ borda = { } }", "fault[missing-key]"),
        ("\"distance-to-reference\"", "fault[missing-parameter]"),
        ("{ distance-to-reference = { country = \"Taiwan\", over = \"year\" } }", "1:51: fault[unknown-country]"),
        ("{ distance-to-target = { worst = 1, target = 1 } }", "fault[equal-goalposts]"),
        ("{ logistic = { midpoint = 1, slope = 0 } }", "fault[out-of-range]"),
        ("{ goalposts = { worst = 0, best = 1, clamped = 1 } }", "1:60: fault[wrong-type]"),
        ("\"ranks\"", "did you mean `rank`?"),
    ];
    for (written, says) in refused {
        let found = read(written).unwrap_err();
        assert!(found.contains(says), "{written}: {found}");
    }
}

#[test]
fn with_nothing_to_compare_with_every_relative_score_is_50() {
    let cells = Cells {
        values: &[7.0, 8.0],
        present: &[1.0, 1.0],
        width: 2,
        direction: Direction::Lower,
        baseline: None,
        reference: None,
    };
    for name in ["rank", "percentile-rank", "borda", "fraction-of-max", "distance-to-max", "min-max", "z-score"] {
        let mut out = [f64::NAN; 2];
        read(&format!("{{ {name} = {{ over = 1999 }} }}")).unwrap().apply(cells, &mut out);
        assert_eq!(out, [50.0, 50.0], "{name}");
    }
}

proptest! {
    #[test]
    fn a_turned_direction_and_negated_values_give_the_same_scores(
        values in prop::collection::vec(-1e3..1e3f64, 3..30), over in 0..3usize,
    ) {
        let values = &values[..values.len() / 3 * 3];
        let turned: Vec<f64> = values.iter().map(|x| -x).collect();
        let over = ["\"year\"", "\"panel\"", "2020"][over];
        for name in ["rank", "percentile-rank", "borda", "distance-to-max", "min-max", "z-score",
                     "distance-to-reference"] {
            let country = if name == "distance-to-reference" { "country = \"TWN\", " } else { "" };
            let method = read(&format!("{{ {name} = {{ {country}over = {over} }} }}")).unwrap();
            let up = scores_of_years(&method, values, 3, Direction::Higher);
            prop_assert_eq!(&up, &scores_of_years(&method, &turned, 3, Direction::Lower), "{}", name);
            prop_assert!(up.iter().all(|score| (0.0..=100.0).contains(score)), "{}: {:?}", name, up);
        }
    }

    #[test]
    fn a_better_value_never_scores_less(
        values in prop::collection::vec(0.1..1e3f64, 3..30), lower in any::<bool>(), over in 0..3usize,
    ) {
        let (direction, sign) = if lower { (Direction::Lower, -1.0) } else { (Direction::Higher, 1.0) };
        let values = &values[..values.len() / 3 * 3];
        let over = ["\"year\"", "\"panel\"", "2020"][over];
        for name in ["rank", "percentile-rank", "borda", "distance-to-max", "min-max", "z-score",
                     "fraction-of-max"] {
            let method = read(&format!("{{ {name} = {{ over = {over} }} }}")).unwrap();
            let scores = scores_of_years(&method, values, 3, direction);
            // over a year, scores of two years have nothing to do with each other
            let compared = if over == "\"year\"" { 3 } else { values.len() };
            for (a, b) in (0..compared).flat_map(|a| (0..compared).map(move |b| (a, b))) {
                prop_assert!(sign * values[a] < sign * values[b] || scores[a] >= scores[b], "{}", name);
            }
        }
    }
}
