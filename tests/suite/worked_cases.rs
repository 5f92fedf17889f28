//! Every shipped rubric pairs with the shipped datasets without a fault, and its worked cases come out.

use upheld::shelf::{self, Kind};
use upheld::trial;

use crate::shipped;

#[test]
fn every_worked_case_of_every_shipped_rubric_comes_out() {
    let evidence = shipped::evidence();
    for name in shelf::built_in(Kind::Rubric) {
        let trials = trial::run(&shipped::rubric(name), &evidence);
        assert!(trials.findings.is_empty(), "{}", trials.findings);
        assert!(trials.run >= 3, "{name}: at least three worked cases");
    }
}
