//! The shipped rubric and figures as a case, for the tests that work on them.

use std::path::Path;
use std::sync::Arc;

use upheld::case::{Case, Scope};
use upheld::evidence::Evidence;
use upheld::rubric::Rubric;
use upheld::shelf::{self, Kind};
use upheld::words::year::Years;

pub fn evidence() -> Arc<Evidence> {
    let folders: Vec<_> = shelf::built_in(Kind::Dataset)
        .into_iter()
        .map(|name| shelf::find(Kind::Dataset, name, Path::new("")).unwrap())
        .collect();
    let (evidence, findings) = Evidence::gather(&folders);
    assert!(findings.is_empty(), "{findings}");
    Arc::new(evidence.unwrap())
}

pub fn rubric(name: &str) -> Arc<Rubric> {
    let (rubric, findings) = Rubric::read(&shelf::find(Kind::Rubric, name, Path::new("")).unwrap(), &shelf::referred);
    assert!(!findings.has_fault(), "{findings}");
    Arc::new(rubric.unwrap())
}

/// The DFI on all shipped figures, 2016 to 2025.
pub fn case() -> Case {
    let evidence = evidence();
    let scope = Scope { years: Years::parse("2016..2025").unwrap(), countries: evidence.atlas.countries().collect() };
    Case::pair(rubric("dfi"), evidence, &scope).unwrap().0
}
