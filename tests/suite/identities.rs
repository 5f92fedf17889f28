//! What must hold of the shipped DFI bit for bit.

use upheld::assessment::verdict::Verdict;
use upheld::case::Case;
use upheld::doubt::Doubt;
use upheld::score::choice::Choice;
use upheld::score::outcome::Outcome;
use upheld::uncertainty::model::model;
use upheld::uncertainty::ranges::{Kept, RangeTally, Ranges};
use upheld::uncertainty::tally::Tally;
use upheld::uncertainty::{Run, Watch};

use crate::shipped;

struct Equal {
    nominal: Vec<u64>,
    equal: u32,
    different: u32,
}

impl Tally for Equal {
    fn see(&mut self, _: u64, outcome: &Outcome) {
        if outcome.bits() == self.nominal {
            self.equal += 1;
        } else {
            self.different += 1;
        }
    }

    fn merge(&mut self, other: Self) {
        self.equal += other.equal;
        self.different += other.different;
    }
}

pub fn declared(text: &str) -> Vec<Doubt> {
    let head = "title.en = \"x\"\ntitle.zh-TW = \"x\"\nreason = \"x\"\n";
    let tables = text.lines().enumerate().map(|(at, what)| format!("[[doubt]]\nid = \"{at}\"\n{head}{what}\n"));
    upheld::doubt::document("doubts.toml", &tables.collect::<String>()).0.unwrap()
}

fn tally(doubts: &[Doubt]) -> (u32, u32) {
    equal_and_different(&shipped::case(), doubts)
}

/// How many of 50 replicates are the nominal result bit for bit, and how many are not.
pub fn equal_and_different(case: &Case, doubts: &[Doubt]) -> (u32, u32) {
    let ready = case.formula().ready(case.panel());
    let nominal = case.formula().score(case.panel(), &Choice::nominal()).bits();
    let model = model(case, &ready, doubts).unwrap();
    let run = Run { ready: &ready, model: &model, seed: 0 };
    let empty = || Equal { nominal: nominal.clone(), equal: 0, different: 0 };
    let seen = run.replicate(0..50, &Watch::default(), empty).unwrap();
    (seen.equal, seen.different)
}

#[test]
fn a_replicate_of_the_dfi_with_every_doubt_off_is_the_nominal_result_bit_for_bit() {
    assert_eq!(tally(&[]), (50, 0));
    let widthless = "weights = { within = 0 }\ngates = { off = 0, cap = 0 }\n\
        leave-one-out = { chance = 0 }\ncoverage = { level = \"total\", alternatives = [0.6666666666666666] }\n\
        aggregation = { level = \"total\", alternatives = [\"arithmetic\"] }";
    assert_eq!(tally(&declared(widthless)), (50, 0));
}

#[test]
fn and_with_a_doubt_on_it_is_not() {
    assert_eq!(tally(&declared("weights = { within = 0.25 }")), (0, 50));
    assert_eq!(tally(&declared("measurement = { dataset = \"vdem\" }")), (0, 50));
    assert_eq!(tally(&shipped::case().rubric().doubts), (0, 50));
}

/// Every range of the rubric's doubts over some replicates.
fn ranges(case: &Case, replicates: std::ops::Range<u64>, threads: usize) -> Ranges {
    let ready = case.formula().ready(case.panel());
    let model = model(case, &ready, &case.rubric().doubts).unwrap();
    let run = Run { ready: &ready, model: &model, seed: 0 };
    let kept = Kept::everything(case, &ready, &[(case.formula().nodes.len() - 1, 0)]);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let tally = || run.replicate(replicates.clone(), &Watch::default(), || RangeTally::new(&kept));
    pool.install(tally).unwrap().finish()
}

#[test]
fn ranges_are_the_same_on_one_two_and_seven_threads() {
    let case = shipped::case().narrowed(&[7], None);
    let one = ranges(&case, 0..100, 1);
    assert_eq!(ranges(&case, 0..100, 2), one);
    assert_eq!(ranges(&case, 0..100, 7), one);
}

#[test]
fn a_run_of_40_continued_by_60_is_a_run_of_100() {
    let case = shipped::case().narrowed(&[7], None);
    let ready = case.formula().ready(case.panel());
    let model = model(&case, &ready, &case.rubric().doubts).unwrap();
    let run = Run { ready: &ready, model: &model, seed: 0 };
    let kept = Kept::everything(&case, &ready, &[]);
    let tally = |range| run.replicate(range, &Watch::default(), || RangeTally::new(&kept)).unwrap();
    let mut continued = tally(0..40);
    continued.merge(tally(40..100));
    assert_eq!(continued.finish(), tally(0..100).finish());
}

#[test]
fn one_year_and_one_country_by_themselves_have_the_numbers_that_they_have_among_all() {
    let whole = shipped::case();
    let (year, country) = (7, whole.panel().countries.iter().position(|code| code.as_str() == "TWN").unwrap());
    assert_eq!(whole.panel().years[year], 2023);
    let of_all = ranges(&whole, 0..60, 2);
    let of_year = ranges(&whole.narrowed(&[year], None), 0..60, 2);
    let of_country = ranges(&whole.narrowed(&[year], Some(&[country])), 0..60, 1);
    for node in 0..whole.formula().nodes.len() {
        let scores = [of_all.score(node, year, country), of_year.score(node, 0, country), of_country.score(node, 0, 0)];
        assert!(scores.iter().all(|score| *score == scores[0]), "{node}: {scores:?}");
        assert_eq!(of_all.place(node, year, country), of_year.place(node, 0, country));
        assert_eq!(of_all.odds(node, year, country), of_country.odds(node, 0, 0));
    }
    assert!(of_all.score(whole.formula().nodes.len() - 1, year, country).is_some());
}

#[test]
fn where_nothing_is_missing_the_envelope_is_the_score() {
    let case = shipped::case();
    let assessment = upheld::assessment::assess(&case);
    let mut held = 0;
    for year in 0..assessment.years.len() {
        for country in 0..assessment.countries.len() {
            let verdicts = (0..case.formula().nodes.len()).map(|node| assessment.verdict(node, year, country));
            // a violation that may have happened, or been worse, lowers the lower end without any evidence missing
            let doubtful = |verdict: &Verdict| verdict.gate.is_some_and(|gate| gate.key() != "not-fired");
            if verdicts.clone().any(doubtful) {
                continue;
            }
            for verdict in verdicts.filter(|verdict| verdict.coverage.missing < 1e-12) {
                let (Some(score), Some((low, high))) = (verdict.score, verdict.envelope) else { continue };
                assert!((low - score).abs() < 1e-9 && (high - score).abs() < 1e-9, "{verdict:?}");
                held += 1;
            }
        }
    }
    assert!(held > 10_000, "only {held} verdicts miss nothing");
}
