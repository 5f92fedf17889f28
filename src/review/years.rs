//! Methods that compare within one year, in a plan of several: a score may then change because others did.

use crate::case::Case;
use crate::methods::normalise::Over;
use crate::words::finding::{Finding, Findings};

/// Every indicator whose scores of two years do not compare, where the case has several years.
pub fn judge(case: &Case) -> Findings {
    let mut findings = Findings::default();
    if case.panel().years.len() < 2 {
        return findings;
    }
    for slot in case.rubric().principles.iter().flat_map(|principle| &principle.slots) {
        for filling in slot.fillings.iter().filter(|filling| filling.normalise.over() == Some(Over::Year)) {
            let name = filling.normalise.name();
            let found = format!("`{name}` compares within each year: a change of `{}` may be that of others.", slot.id);
            let help = "use goalposts or `over = \"panel\"` where years are compared, or a plan of one year";
            findings.push(Finding::doubtful("relative-over-years", found).help(help).at(filling.place.clone()));
        }
    }
    findings
}
