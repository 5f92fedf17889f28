//! What must hold of the shipped DFI bit for bit.

use upheld::assessment::verdict::Verdict;
use upheld::score::choice::Choice;
use upheld::score::outcome::Outcome;
use upheld::uncertainty::doubt::Doubt;
use upheld::uncertainty::replicate;
use upheld::uncertainty::tally::Tally;

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

fn tally(doubts: &[Doubt]) -> (u32, u32) {
    let case = shipped::case();
    let ready = case.formula().ready(case.panel());
    let nominal = case.formula().score(case.panel(), &Choice::nominal()).bits();
    let seen = replicate(&ready, doubts, 0, 0..50, || Equal { nominal: nominal.clone(), equal: 0, different: 0 });
    (seen.equal, seen.different)
}

#[test]
fn a_replicate_of_the_dfi_with_every_doubt_off_is_the_nominal_result_bit_for_bit() {
    assert_eq!(tally(&[]), (50, 0));
    assert_eq!(tally(&[Doubt::Weights { spread: 0.0 }]), (50, 0));
}

#[test]
fn and_with_a_doubt_on_it_is_not() {
    assert_eq!(tally(&[Doubt::Weights { spread: 0.25 }]), (0, 50));
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
