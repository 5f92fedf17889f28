//! Weights that are not the rubric's own: equal ones, or such as the figures give, level by level from below.

use crate::formula::{Formula, NodeKind};
use crate::methods::weigh::Weigh;
use crate::panel::Panel;
use crate::rubric::{Rubric, Weighing};
use crate::score::choice::Choice;
use crate::words::finding::{Finding, Findings};
use crate::words::keys::Sited;

/// Puts them in place of the rubric's. `hypothetical` figures, made up for a worked case, give no weights.
pub(super) fn apply(rubric: &Rubric, panel: &Panel, hypothetical: bool, formula: &mut Formula) -> Findings {
    let mut findings = Findings::default();
    let Weighing { principle, heading, total } = &rubric.instrument.weigh;
    let levels = [(principle, "principle"), (heading, "heading"), (total, "total")];
    for (weigh, level) in levels.into_iter().filter_map(|(weigh, level)| Some((weigh.as_ref()?, level))) {
        if weigh.value == Weigh::Given || (hypothetical && weigh.value.is_from_data()) {
            continue;
        }
        if weigh.value.is_from_data() && rubric.instrument.binding.is_some() {
            let found = format!("The weights of this {level} come from the figures by `{}`.", weigh.value.name());
            let help = "what was promised should set them: use \"given\" or \"equal\", and leave this to an index";
            findings.push(Finding::doubtful("weights-from-data", found).help(help).at(weigh.place.clone()));
        }
        // the levels below have their weights already
        let outcome = formula.score(panel, &Choice::nominal());
        for node in 0..formula.nodes.len() {
            let of_level = match formula.nodes[node].kind {
                NodeKind::Principle(_) => level == "principle",
                NodeKind::Heading(_) => level == "heading",
                NodeKind::Total => level == "total",
            };
            let edges = formula.nodes[node].edges.clone();
            if !of_level || edges.len() < 2 {
                continue;
            }
            let column = |&part: &usize| (0..panel.cells()).map(|cell| outcome.score(part, cell)).collect();
            let parts: Vec<Vec<Option<f64>>> = formula.parts[edges.clone()].iter().map(column).collect();
            match weigh.value.derive(&parts) {
                Some(weights) => formula.weights[edges].copy_from_slice(&weights),
                None => findings.push(without(weigh, &name(rubric, formula.nodes[node].kind))),
            }
        }
    }
    findings
}

fn name(rubric: &Rubric, kind: NodeKind) -> String {
    match kind {
        NodeKind::Principle(at) => rubric.principles[at].id.clone(),
        NodeKind::Heading(at) => rubric.instrument.headings[at].id.clone(),
        NodeKind::Total => "total".to_owned(),
    }
}

fn without(weigh: &Sited<Weigh>, node: &str) -> Finding {
    let found = format!("The figures give no weights for the parts of `{node}` by `{}`.", weigh.value.name());
    let finding =
        Finding::doubtful("weights-not-derived", found).expected("parts that vary, three rows with all of them");
    finding.help("the rubric's own weights stay there; choose another method, or more years").at(weigh.place.clone())
}
