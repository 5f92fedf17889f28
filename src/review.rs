//! Review: what an experienced reader would ask about a rubric that has no fault. `upheld check` says it; no score
//! hangs on it.

mod clipping;
mod idle;
mod overlap;
mod years;

use crate::case::Case;
use crate::words::finding::Findings;

pub use years::judge as judge_years;

/// What deserves a look, as notes at their places.
pub fn judge(case: &Case) -> Findings {
    let mut findings = Findings::default();
    idle::judge(case.rubric(), &mut findings);
    clipping::judge(case, &mut findings);
    overlap::judge(case, &mut findings);
    findings
}
