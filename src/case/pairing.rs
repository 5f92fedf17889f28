//! Judges how a rubric and the evidence fit each other.

mod compared;
mod judged;

use crate::evidence::Evidence;
use crate::formula::{Axes, FillingRule};
use crate::methods::fill::Imputation;
use crate::methods::normalise::Direction;
use crate::panel::{Panel, SlotColumn};
use crate::rubric::{Binding, Duty, Exhibit, Filling, Measure, Rubric, Slot, StatusMeasure, Trigger};
use crate::words::finding::{Finding, Findings};
use crate::words::keys::{Sited, nearest};
use crate::words::number::plain;

pub(super) fn judge(rubric: &Rubric, evidence: &Evidence) -> Findings {
    let mut findings = Findings::default();
    let binding = rubric.instrument.binding.as_ref();
    if let Some(parties) = binding.map(|binding| &binding.parties)
        && !evidence.parties.instruments.contains_key(&parties.value)
    {
        let found = format!("The parties dataset has no instrument `{}`.", parties.value);
        let known = evidence.parties.instruments.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let finding = Finding::fault("unknown-instrument", found).expected(format!("one of {known}"));
        findings.push(finding.help("mend `parties`, or add its facts").at(parties.place.clone()));
    }
    if let (Some(binding), false, false) = (binding, findings.has_fault(), evidence.hypothetical) {
        judge_statuses(binding, evidence, &mut findings);
    }
    for principle in &rubric.principles {
        for slot in &principle.slots {
            judge_slot(slot, principle.duty, evidence, &mut findings);
        }
        let triggers = principle.gates.iter().flat_map(|gate| [Some(&gate.when), gate.undetermined_when.as_ref()]);
        for trigger in triggers.flatten() {
            judge_trigger(trigger, evidence, &mut findings);
        }
        for shown in &principle.evidence {
            match &shown.exhibit {
                Exhibit::Variable(variable) => judge_variable(variable, evidence, &mut findings),
                Exhibit::Status(code) => judge_instrument(code, evidence, &mut findings),
            }
        }
    }
    judge_components(rubric, evidence, &mut findings);
    findings.extend(judged::judge(rubric, evidence));
    findings
}

/// A status that no country has binds nobody, or disputes nothing, without a word.
fn judge_statuses(binding: &Binding, evidence: &Evidence, findings: &mut Findings) {
    let parties = &binding.parties;
    let known = evidence.parties.statuses(&parties.value);
    let unknown = |status: &&String| !known.contains(&status.as_str());
    let found = |status: &String| format!("No country has the status `{status}` under `{}`.", parties.value);
    let help = |status: &String| match nearest(status, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}` in [binding]?"),
        None => "check its spelling in [binding]".to_owned(),
    };
    for status in binding.statuses.iter().filter(unknown) {
        let finding = Finding::fault("unknown-status", found(status)).expected(known.join(", "));
        findings.push(finding.help(help(status)).at(parties.place.clone()));
    }
    for status in binding.disputed.iter().filter(unknown) {
        let finding = Finding::doubtful("unknown-status", found(status)).expected(known.join(", "));
        findings.push(finding.help(help(status)).at(parties.place.clone()));
    }
}

fn judge_variable(variable: &Sited<String>, evidence: &Evidence, findings: &mut Findings) {
    if evidence.variable(&variable.value).is_some() {
        return;
    }
    let names: Vec<String> = evidence.variables().map(|(name, _)| name).collect();
    let help = match nearest(&variable.value, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`? `upheld list variables` shows all"),
        None => "write <dataset>.<variable>; `upheld list variables` shows all".to_owned(),
    };
    let found = format!("No dataset has the variable `{}`.", variable.value);
    findings.push(Finding::fault("unknown-variable", found).help(help).at(variable.place.clone()));
}

/// A gate on what no dataset has, or on a list that could never fire it, would guard nothing.
fn judge_trigger(trigger: &Trigger, evidence: &Evidence, findings: &mut Findings) {
    for variable in trigger.measure.variables() {
        judge_variable(variable, evidence, findings);
    }
    let Measure::Status(status) = &trigger.measure else { return };
    judge_instrument(&status.instrument, evidence, findings);
    let readable = evidence.parties.instruments.get(&status.instrument.value).map(|list| list.readable.is_some());
    let highest = status.codes.iter().map(|(_, value)| *value).fold(status.otherwise, f64::max);
    if readable == Some(false) || highest < trigger.at_least {
        let found = format!("A gate on `{}` could never fire.", status.instrument.value);
        let help = "use a list whose absence may be read as no, and count a violation as `at-least` or more";
        findings.push(Finding::fault("idle-gate", found).help(help).at(status.instrument.place.clone()));
    }
}

fn judge_instrument(code: &Sited<String>, evidence: &Evidence, findings: &mut Findings) {
    let known = &evidence.parties.instruments;
    if known.contains_key(&code.value) {
        return;
    }
    let found = format!("The parties dataset has no instrument `{}`.", code.value);
    let near = nearest(&code.value, known.keys().map(String::as_str));
    let help = near.map_or("add its facts".to_owned(), |near| format!("did you mean `{near}`?"));
    findings.push(Finding::fault("unknown-instrument", found).help(help).at(code.place.clone()));
}

fn judge_slot(slot: &Slot, duty: Duty, evidence: &Evidence, findings: &mut Findings) {
    for filling in &slot.fillings {
        for variable in filling.measure.variables() {
            judge_variable(variable, evidence, findings);
        }
        let regressed = filling.fill.as_ref().map_or(&[][..], Imputation::variables);
        for variable in regressed.iter().chain(&filling.denominate) {
            judge_variable(variable, evidence, findings);
        }
        judge_filling(filling, duty, evidence, findings);
        compared::judge_reference(filling, evidence, findings);
    }
    for country in slot.not_applicable.iter().flat_map(|rule| &rule.countries) {
        if !evidence.atlas.has(country.value) {
            let found = format!("`{}` is not a known country.", country.value);
            let help = evidence.atlas.unknown(country.value.as_str());
            findings.push(Finding::fault("unknown-country", found).help(help).at(country.place.clone()));
        }
    }
}

fn judge_filling(filling: &Filling, duty: Duty, evidence: &Evidence, findings: &mut Findings) {
    let variables: Vec<_> =
        filling.measure.variables().iter().filter_map(|name| evidence.variable(&name.value)).collect();
    if let Measure::Status(status) = &filling.measure {
        judge_status(status, filling, evidence, findings);
    }
    // a quotient has other bounds than what is divided
    if !variables.is_empty() && filling.denominate.is_none() {
        let least = variables.iter().map(|variable| variable.minimum).sum();
        judge_reach(filling, (least, variables.iter().map(|variable| variable.maximum).sum()), findings);
    }
    let mut all_known = true;
    for variable in &variables {
        if filling.normalise.is_relative() && variable.direction.is_none() {
            let found = format!("`{}` says of neither direction that it is better.", variable.name);
            let finding = Finding::fault("direction-missing", found).expected("higher or lower in variables.csv");
            let help = format!("use goalposts or a ladder in place of {}", filling.normalise.name());
            findings.push(finding.help(help).at(filling.place.clone()));
        }
        // a position may well ask for what others call worse
        if let (Some(rises), Some(direction)) = (filling.normalise.rises(), variable.direction)
            && duty != Duty::Position
            && rises != (direction == Direction::Higher)
        {
            let found = format!("A better value of `{}` scores less here.", variable.name);
            let help = "turn the scores round, or mend the direction in variables.csv";
            findings.push(Finding::doubtful("against-direction", found).help(help).at(filling.place.clone()));
        }
        let values = variable.observations.values().map(|observation| observation.value);
        let mut values = values.chain(variable.zero.as_ref().map(|_| 0.0)).chain(judged::codes(filling, evidence));
        if let Some(value) = values.find(|value| !filling.normalise.knows(*value)) {
            all_known = false;
            let value = plain(value);
            let found = format!("The categories leave out {value}, a value of `{}`.", variable.name);
            let finding = Finding::fault("value-without-category", found).expected("a score for every value");
            findings.push(finding.help(format!("add [{value}, …]")).at(filling.place.clone()));
        }
    }
    // a quotient is another number, and a scale of codes names the no's, even where every code happens to be a yes
    let open = filling.denominate.is_some()
        || filling.normalise.is_relative()
        || evidence.hypothetical
        || evidence.is_judged(&filling.measure);
    if let ([variable], false) = (variables.as_slice(), open) {
        let mut values: Vec<f64> = variable.observations.values().map(|observation| observation.value).collect();
        values.extend(variable.zero.as_ref().map(|_| 0.0));
        if all_known && !values.is_empty() && scores(filling, &values).iter().all(|score| *score >= 100.0) {
            let found = format!("Every value of `{}` scores 100: it can only add praise.", variable.name);
            let help = "show it as [[evidence]], or use a list that names the no's as well";
            findings.push(Finding::fault("yes-only", found).help(help).at(filling.place.clone()));
        }
    }
}

/// Goalposts that no value can reach are most often in another unit than the variable. `bounds` are its natural ones.
fn judge_reach(filling: &Filling, bounds: (Option<f64>, Option<f64>), findings: &mut Findings) {
    let marks = filling.normalise.marks();
    let (low, high) = marks.iter().fold((f64::MAX, f64::MIN), |(low, high), mark| (low.min(*mark), high.max(*mark)));
    if bounds.0.is_some_and(|minimum| low < minimum) || bounds.1.is_some_and(|maximum| high > maximum) {
        let (low, high, measure) = (plain(low), plain(high), filling.measure.wording());
        let found =
            format!("`{}` from {low} to {high} reaches beyond what {measure} can be.", filling.normalise.name());
        let expected = match (bounds.0.map(plain), bounds.1.map(plain)) {
            (Some(minimum), Some(maximum)) => format!("values from {minimum} to {maximum}"),
            (Some(minimum), None) => format!("values of {minimum} or more"),
            (None, maximum) => format!("values of {} or less", maximum.unwrap_or_default()),
        };
        let finding = Finding::doubtful("goalposts-beyond-bounds", found).expected(expected);
        let help = "see that the unit is the variable's, or mend its bounds in variables.csv";
        findings.push(finding.help(help).at(filling.place.clone()));
    }
}

fn judge_status(status: &StatusMeasure, filling: &Filling, evidence: &Evidence, findings: &mut Findings) {
    let (code, place) = (&status.instrument.value, status.instrument.place.clone());
    match evidence.parties.instruments.get(code) {
        None => judge_instrument(&status.instrument, evidence, findings),
        Some(list) if list.readable.is_none() => {
            let found = format!("The list of `{code}` names only the yes's: it could only add praise.");
            let help = "show it as evidence, or use a list whose absence may be read as no";
            findings.push(Finding::fault("yes-only", found).help(help).at(place));
        }
        Some(_) => {
            let values = status.codes.iter().map(|(_, value)| *value).chain([status.otherwise]);
            for value in values.filter(|value| !filling.normalise.knows(*value)) {
                let found = format!("The categories leave out {}, a value of this status.", plain(value));
                let finding = Finding::fault("value-without-category", found).expected("a score for every value");
                findings.push(finding.help(format!("add [{}, …]", plain(value))).at(filling.place.clone()));
            }
        }
    }
}

fn scores(filling: &Filling, values: &[f64]) -> Vec<f64> {
    let present = vec![1.0; values.len()];
    let mut out = vec![0.0; values.len()];
    let axes = Axes { years: &[], countries: &[] };
    FillingRule::of(filling, Direction::Higher).apply(values, &present, axes, &mut out);
    out
}

/// An index beside its own component counts the same thing twice.
fn judge_components(rubric: &Rubric, evidence: &Evidence, findings: &mut Findings) {
    let slots = rubric.principles.iter().flat_map(|principle| &principle.slots);
    let scored: Vec<(&Slot, &Sited<String>)> = slots
        .flat_map(|slot| slot.fillings.iter().map(move |filling| (slot, filling)))
        .flat_map(|(slot, filling)| filling.measure.variables().iter().map(move |variable| (slot, variable)))
        .collect();
    for (slot, index) in &scored {
        let Some((dataset, variable)) = index.value.split_once('.').zip(evidence.variable(&index.value)) else {
            continue;
        };
        // an indicator from elsewhere is no fault there
        let place = if slot.same_as.is_some() { &slot.place } else { &index.place };
        for component in &variable.components {
            let full = format!("{}.{component}", dataset.0);
            if scored.iter().any(|(_, other)| other.value == full) {
                let found = format!("`{}` contains `{full}`, which this rubric scores too.", index.value);
                let finding = Finding::fault("index-beside-component", found).help("score one of the two");
                findings.push(finding.at(place.clone()));
            }
        }
    }
}

/// What the aligned panel shows: slots that have no value anywhere, and values that cannot be transformed.
pub(super) fn judge_panel(rubric: &Rubric, evidence: &Evidence, panel: &Panel) -> Findings {
    let mut findings = Findings::default();
    let slots = rubric.principles.iter().flat_map(|principle| &principle.slots);
    for (slot, column) in slots.zip(&panel.slots) {
        for (at, filling) in slot.fillings.iter().enumerate() {
            judge_transform(filling, at, column, panel, &mut findings);
            compared::judge(filling, at, column, panel, evidence, &mut findings);
        }
        if !column.states.iter().any(|state| state.has_value()) {
            let found = format!("The indicator `{}` has no value in any country and year assessed.", slot.id);
            let help = "check its variable's span and max-age, or the years and countries asked for";
            findings.push(Finding::doubtful("indicator-without-data", found).help(help).at(slot.place.clone()));
        }
    }
    findings
}

/// The first value that the transform does not know. It is looked for in the panel because sums, and zeros that follow
/// from no row, stand nowhere else.
fn judge_transform(filling: &Filling, at: usize, column: &SlotColumn, panel: &Panel, findings: &mut Findings) {
    let Some(transform) = &filling.transform else { return };
    let own = |cell: &usize| column.states[*cell].has_value() && usize::from(column.filling[*cell]) == at;
    let unknown = |cell: &usize| !transform.value.knows(column.values[*cell]);
    if let Some(cell) = (0..panel.cells()).filter(own).find(unknown) {
        let country = panel.countries[cell % panel.countries.len()];
        let (value, year) = (plain(column.values[cell]), column.origin[cell]);
        let (measure, name, domain) = (filling.measure.wording(), transform.value.name(), transform.value.domain());
        let found = format!("`{measure}` is {value} for {country} in {year}, and `{name}` takes {domain} alone.");
        let finding = Finding::fault("no-logarithm", found);
        let help = format!("leave `transform` out, or take a variable that has {domain} alone");
        findings.push(finding.help(help).at(transform.place.clone()));
    }
}
