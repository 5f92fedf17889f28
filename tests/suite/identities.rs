//! What must hold of the shipped DFI bit for bit.

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
