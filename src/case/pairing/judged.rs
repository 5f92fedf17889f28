//! Judges how a rubric and what people judged fit each other, and how far their words can be relied on.

use crate::evidence::Evidence;
use crate::judgement::alpha::LOWEST;
use crate::judgement::reliability::{Reliability, Undefined};
use crate::rubric::{Exhibit, Filling, Rubric, Slot};
use crate::words::finding::{Finding, Findings};
use crate::words::keys::Sited;
use crate::words::number::fixed;

pub(super) fn judge(rubric: &Rubric, evidence: &Evidence) -> Findings {
    let mut findings = Findings::default();
    if evidence.hypothetical || evidence.judgements.is_empty() {
        return findings;
    }
    let slots = rubric.principles.iter().flat_map(|principle| &principle.slots);
    let read: Vec<(&Slot, &Sited<String>)> = slots
        .flat_map(|slot| {
            slot.fillings.iter().flat_map(move |own| own.measure.variables().iter().map(move |v| (slot, v)))
        })
        .collect();
    for (slot, variable) in &read {
        let subject = evidence.subject(&variable.value);
        if let Some(finding) = subject.and_then(|subject| reliability(&variable.value, &subject.reliability)) {
            // an indicator from elsewhere is no fault there
            let place = if slot.same_as.is_some() { &slot.place } else { &variable.place };
            findings.push(finding.at(place.clone()));
        }
    }
    for (package, judgements) in &evidence.judgements {
        for subject in judgements.subjects.keys().map(|subject| format!("{package}.{subject}")) {
            if !shown(rubric, &subject) && !read.iter().any(|(_, variable)| variable.value == subject) {
                let found = format!("No indicator reads what was judged as `{subject}`.");
                let help = format!("write `variable = \"{subject}\"` in an indicator, or leave it");
                findings.push(Finding::note("judgement-unread", found).help(help));
            }
        }
    }
    findings
}

/// Whether a gate looks at it, or it is shown as evidence.
fn shown(rubric: &Rubric, subject: &str) -> bool {
    let gates = rubric.principles.iter().flat_map(|principle| &principle.gates);
    let triggers = gates.flat_map(|gate| [Some(&gate.when), gate.undetermined_when.as_ref()]).flatten();
    let evidence = rubric.principles.iter().flat_map(|principle| &principle.evidence);
    triggers.flat_map(|trigger| trigger.measure.variables()).any(|variable| variable.value == subject)
        || evidence.into_iter().any(|own| matches!(&own.exhibit, Exhibit::Variable(name) if name.value == subject))
}

/// Whether the coders agree well enough for scores to rest on them.
fn reliability(name: &str, of: &Reliability) -> Option<Finding> {
    let why = match of.undefined {
        Some(Undefined::OneCoder) => "one coder gave them all",
        Some(Undefined::NoPair) => "no country and year has two codes",
        Some(Undefined::NoVariation) => "they do not vary",
        None if of.is_low() => {
            let interval = of
                .interval
                .map_or_else(String::new, |(low, high)| format!(", 95 % {} to {}", fixed(low, 3), fixed(high, 3)));
            let found = format!(
                "The coders of `{name}` agree poorly: Krippendorff's alpha ({}) is {}{interval}, on {} units.",
                of.level.key(),
                fixed(of.alpha.unwrap_or_default(), 3),
                of.pairable
            );
            let finding = Finding::doubtful("low-reliability", found).expected(format!("{LOWEST} or more"));
            return Some(finding.help("sharpen the codebook and code again: every score that it feeds is doubtful"));
        }
        None => return None,
    };
    let found = format!("How reliable the codes of `{name}` are is not known: {why}.");
    Some(Finding::note("reliability-unknown", found).help("let two coders or more judge the same countries and years"))
}

/// Every code that coders may give of what a filling reads.
pub(super) fn codes(filling: &Filling, evidence: &Evidence) -> Vec<f64> {
    let packages = filling.measure.variables().iter().filter_map(|name| Some(name.value.split_once('.')?.0));
    let judged = packages.filter_map(|package| evidence.judgements.get(package));
    judged.flat_map(|judgements| judgements.coding.scale.iter().copied()).collect()
}
