//! What is declared and has no effect on any score.

use crate::rubric::Rubric;
use crate::words::finding::{Finding, Findings};
use crate::words::number::plain;

pub(super) fn judge(rubric: &Rubric, findings: &mut Findings) {
    for principle in &rubric.principles {
        let [only] = principle.slots.as_slice() else { continue };
        if only.weight != 1.0 {
            let found =
                format!("The weight {} does nothing: `{}` has no other indicator.", plain(only.weight), principle.id);
            let help = "write 1, or add the indicators that it was weighed against";
            findings.push(Finding::note("idle-weight", found).help(help).at(only.place.clone()));
        }
    }
}
