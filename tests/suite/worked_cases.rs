//! Every shipped rubric pairs with the shipped datasets without a fault, and its worked cases come out.

use std::path::Path;
use std::sync::Arc;

use upheld::evidence::Evidence;
use upheld::rubric::Rubric;
use upheld::shelf::{self, Kind};
use upheld::trial;

#[test]
fn every_worked_case_of_every_shipped_rubric_comes_out() {
    let folders: Vec<_> = shelf::built_in(Kind::Dataset)
        .into_iter()
        .map(|name| shelf::find(Kind::Dataset, name, Path::new("")).unwrap())
        .collect();
    let (evidence, findings) = Evidence::gather(&folders);
    assert!(findings.is_empty(), "{findings}");
    let evidence = Arc::new(evidence.unwrap());
    for name in shelf::built_in(Kind::Rubric) {
        let (rubric, findings) = Rubric::read(&shelf::find(Kind::Rubric, name, Path::new("")).unwrap());
        assert!(!findings.has_fault(), "{findings}");
        let trials = trial::run(&Arc::new(rubric.unwrap()), &evidence);
        assert!(trials.findings.is_empty(), "{}", trials.findings);
        assert!(trials.run >= 3, "{name}: at least three worked cases");
    }
}
