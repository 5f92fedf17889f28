//! Reads the file of one principle.

use super::reference::Within;
use super::{
    Closeness, Duty, Exhibit, Facet, Filling, Gate, Heading, Measure, NotApplicable, Principle, Shown, Silent, Slot,
    StatusMeasure, Trigger,
};
use crate::methods::fill::Imputation;
use crate::methods::normalise::Normalise;
use crate::methods::transform::Transform;
use crate::methods::treat::Treat;
use crate::words::country::Country;
use crate::words::finding::Findings;
use crate::words::folder::Folder;
use crate::words::keys::{Document, Keys, Sited, Value};

/// More alternatives than this are a slip; the panel counts them in a byte.
const MOST_FILLINGS: usize = 20;

pub(super) fn read(
    folder: &Folder,
    name: &str,
    headings: Option<&[Heading]>,
    within: &Within<'_, '_>,
    findings: &mut Findings,
) -> Option<Principle> {
    let (text, found) = folder.text(name);
    findings.extend(found);
    let (principle, found) = Document::read(&folder.path(name), &text?, |keys| principle(keys, headings, within));
    findings.extend(found);
    principle
}

fn principle(keys: &mut Keys<'_>, headings: Option<&[Heading]>, within: &Within<'_, '_>) -> Option<Principle> {
    let place = keys.place();
    let id = keys.need("id", |value| {
        let id = value.text()?;
        let known = headings.unwrap_or_default();
        let heading = known.iter().position(|heading| id.split('.').next() == Some(heading.id.as_str()));
        match heading {
            Some(heading) => Some((id, heading)),
            None if headings.is_none() => Some((id, 0)),
            None => {
                let ids = known.iter().map(|heading| format!("`{}`", heading.id)).collect::<Vec<_>>().join(", ");
                let found = format!("No heading of the instrument holds the principle `{id}`.");
                value.fault("unknown-heading", found, &format!("an id that begins with {ids}"), "mend the id")
            }
        }
    });
    let duties = [
        ("refrain", Duty::Refrain),
        ("promote", Duty::Promote),
        ("cooperate", Duty::Cooperate),
        ("position", Duty::Position),
    ];
    let duty = keys.need("duty", |value| value.word(&duties));
    let weight = keys.take("weight", weight).unwrap_or(1.0);
    let conditional = keys.take("conditional", Value::boolean).unwrap_or(false);
    let title = keys.need("title", Value::label);
    let asks_for = match duty {
        Some(Duty::Position) => keys.need("asks-for", Value::label),
        Some(_) => None,
        // a duty that could not be read may be this one
        None => keys.take("asks-for", Value::label),
    };
    let slots = keys.each("indicator", |keys| slot(keys, within));
    let gates = keys.each("gate", |keys| gate(keys, within));
    for (at, gate) in gates.iter().enumerate() {
        if gates[..at].iter().any(|earlier| earlier.id == gate.id) {
            let found = format!("The gate `{}` stands twice.", gate.id);
            keys.fault_at(&gate.place, "repeated-gate", found, "give each gate an id of its own");
        }
    }
    if let (Some(Duty::Position), Some(gate)) = (duty, gates.first()) {
        let found = "A position is no promise: nothing can breach it.";
        keys.fault_at(&gate.place, "gate-on-position", found, "remove its gates, or mend `duty`");
    }
    let evidence = keys.each("evidence", shown);
    let has_reason = keys.has("not-assessed");
    let silent = keys.take("not-assessed", |value| {
        value.keys(|keys| {
            let (reason, would_serve) = (keys.need("reason", Value::label), keys.need("would-serve", Value::label));
            Some(Silent { reason: reason?, would_serve: would_serve? })
        })
    });
    if has_reason {
        if !slots.is_empty() || !gates.is_empty() {
            let found = "A principle that is not assessed has no indicator and no gate.";
            keys.fault("indicator-of-silent-principle", found, "", "remove them, or [not-assessed]");
        }
    } else {
        judge_slots(keys, &slots, duty);
        judge_condition(keys, &slots, conditional, duty);
    }
    let (id, heading) = id?;
    Some(Principle {
        id,
        heading,
        weight,
        duty: duty?,
        conditional,
        title: title?,
        asks_for,
        slots,
        gates,
        evidence,
        silent,
        place,
    })
}

/// "If you act, stay within limits" needs a law that may be good and a practice that may abuse it.
fn judge_condition(keys: &Keys<'_>, slots: &[Slot], conditional: bool, duty: Option<Duty>) {
    if !conditional || slots.len() < keys.count("indicator") {
        return;
    }
    let has = |facet| slots.iter().any(|slot| slot.facet == facet);
    if duty != Some(Duty::Promote) {
        let found = "Only a promise to promote can be conditional.";
        keys.fault("conditional-not-promote", found, "duty = \"promote\"", "remove `conditional`");
    } else if !(has(Facet::Law) && has(Facet::Practice)) {
        let found = "`conditional` has no effect here: a law counts only where no abuse of it is seen in practice.";
        let help = "add the indicator that is missing, or remove `conditional`";
        keys.fault("conditional-without-effect", found, "a law and a practice indicator", help);
    }
}

fn judge_slots(keys: &Keys<'_>, slots: &[Slot], duty: Option<Duty>) {
    for (at, slot) in slots.iter().enumerate() {
        if slots[..at].iter().any(|earlier| earlier.id == slot.id) {
            let found = format!("The indicator `{}` stands twice.", slot.id);
            keys.fault_at(&slot.place, "repeated-indicator", found, "give each indicator an id of its own");
        }
    }
    // of an indicator that could not be read nothing is said but its own faults
    if slots.len() < keys.count("indicator") {
        return;
    }
    if slots.is_empty() {
        keys.fault("no-indicator", "This principle has no indicator.", "", "add an [[indicator]], or [not-assessed]");
    }
    if duty == Some(Duty::Refrain) && !slots.iter().any(|slot| slot.facet == Facet::Practice) {
        let found = "A refrain principle is never assessed without a practice indicator.";
        keys.fault("refrain-without-practice", found, "facet = \"practice\" on one indicator", "add one");
    }
    let joint = |slot: &Slot| matches!(slot.facet, Facet::Participation | Facet::Outcome);
    if duty == Some(Duty::Cooperate) && !slots.iter().any(joint) {
        let found = "A promise to cooperate is never assessed without participation or what came of it.";
        let expected = "facet = \"participation\" or \"outcome\" on one indicator";
        keys.fault("cooperate-without-participation", found, expected, "add one");
    }
}

fn slot(keys: &mut Keys<'_>, within: &Within<'_, '_>) -> Option<Slot> {
    if keys.has("same-as") {
        return within.slot(keys);
    }
    let place = keys.place();
    let (id, title) = (keys.need("id", Value::text), keys.need("title", Value::label));
    let facets = [
        ("law", Facet::Law),
        ("practice", Facet::Practice),
        ("outcome", Facet::Outcome),
        ("participation", Facet::Participation),
    ];
    let facet = keys.need("facet", |value| value.word(&facets));
    let closeness =
        keys.need("closeness", |value| value.word(&[("direct", Closeness::Direct), ("proxy", Closeness::Proxy)]));
    let weight = keys.need("weight", weight);
    let required = keys.take("required", Value::boolean).unwrap_or(false);
    let fillings = if keys.has("any-of") {
        let fillings = keys.each("any-of", filling);
        if fillings.len() > MOST_FILLINGS {
            let found = format!("This indicator has {} alternatives.", fillings.len());
            keys.fault("too-many-alternatives", found, &format!("at most {MOST_FILLINGS}"), "remove some");
        } else if keys.is_empty_list("any-of") {
            keys.fault(
                "empty-list",
                "This indicator has no alternative.",
                "one [[indicator.any-of]] or more",
                "add one",
            );
        }
        if let Some(filling) = fillings.iter().find(|filling| filling.fill.is_some()) {
            let found = "Gaps of an indicator with alternatives are filled by those.";
            keys.fault_at(&filling.place, "fill-beside-alternatives", found, "remove `fill`, or the alternatives");
        }
        (!fillings.is_empty()).then_some(fillings)
    } else {
        filling(keys).map(|filling| vec![filling])
    };
    let not_applicable = keys.take("not-applicable-to", |value| value.keys(not_applicable));
    let (rationale, weakness) = (keys.need("rationale", Value::text), keys.need("weakness", Value::text));
    Some(Slot {
        id: id?,
        title: title?,
        facet: facet?,
        closeness: closeness?,
        weight: weight?,
        required,
        fillings: fillings?,
        not_applicable,
        rationale: rationale?,
        weakness: weakness?,
        same_as: None,
        place,
    })
}

pub(super) fn weight(value: Value<'_>) -> Option<f64> {
    match value.number_within(0.0, 1e6)? {
        0.0 => value.fault(
            "weight-zero",
            "A weight of 0 takes the indicator out.",
            "more than 0",
            "show it as [[evidence]] instead",
        ),
        weight => Some(weight),
    }
}

fn filling(keys: &mut Keys<'_>) -> Option<Filling> {
    let place = keys.place();
    let measure = keys.need("variable", measure);
    let denominate = keys.take("denominate", Value::sited_text);
    let fill = keys.take("fill", Imputation::read);
    let treat = keys.take("treat", Treat::read);
    let steps = ["denominate", "fill", "treat"].into_iter().find(|step| keys.has(step));
    let transform = keys.take("transform", Transform::read);
    let mut normalise_place = place.clone();
    let normalise = keys.need("normalise", |value| {
        normalise_place = value.place();
        let method = Normalise::read(value)?;
        if let (Normalise::Categories(_), Some(step)) = (&method, steps) {
            let found = format!("`categories` looks codes up as they are, and `{step}` makes others of them.");
            let help = format!("remove `{step}`");
            return value.fault("needless-parameter", found, "a method for measured values", &help);
        }
        transform.as_ref().map_or(Some(()), |transform| transform.value.judge(&method, value))?;
        Some(method)
    });
    let max_age = keys.need("max-age", |value| value.whole(0, 100));
    let (measure, normalise, max_age) = (measure?, normalise?, max_age? as u32);
    Some(Filling { measure, denominate, fill, treat, transform, normalise, normalise_place, max_age, place })
}

/// `"vdem.v2x_rule"`, `{ sum = ["a.x", "a.y"] }`, or `{ status = "BUDAPEST", counts = { party = 2 }, otherwise = 0 }`.
fn measure(value: Value<'_>) -> Option<Measure> {
    if !value.is_table() {
        return Some(Measure::Sum(vec![value.sited_text()?]));
    }
    value.keys(|keys| {
        if keys.has("status") {
            return status(keys).map(Measure::Status);
        }
        let variables = keys.need("sum", Value::texts)?;
        if variables.len() < 2 {
            let found = "A sum has two variables or more.";
            return value.fault("wrong-length", found, "", "name them, or drop the sum");
        }
        Some(Measure::Sum(variables))
    })
}

fn status(keys: &mut Keys<'_>) -> Option<StatusMeasure> {
    let instrument = keys.need("status", Value::sited_text);
    let codes = keys.need("counts", |value| value.numbers_by_name());
    let otherwise = keys.need("otherwise", Value::number);
    Some(StatusMeasure { instrument: instrument?, codes: codes?, otherwise: otherwise? })
}

fn not_applicable(keys: &mut Keys<'_>) -> Option<NotApplicable> {
    let countries = keys.need("countries", |value| {
        let read = |code: Value<'_>| {
            let text = code.sited_text()?;
            match Country::parse(&text.value) {
                Some(country) => Some(Sited { value: country, place: text.place }),
                None => {
                    code.fault("unknown-country", format!("`{}` is not a code.", text.value), "e.g. TWN", "mend it")
                }
            }
        };
        Some(value.list()?.into_iter().filter_map(read).collect())
    });
    let reason = keys.need("reason", Value::label);
    Some(NotApplicable { countries: countries?, reason: reason? })
}

fn gate(keys: &mut Keys<'_>, within: &Within<'_, '_>) -> Option<Gate> {
    if keys.has("same-as") {
        return within.gate(keys);
    }
    let place = keys.place();
    let (id, title) = (keys.need("id", Value::text), keys.need("title", Value::label));
    let when = keys.need("when", |value| value.keys(trigger));
    let undetermined_when = keys.take("undetermined-when", |value| value.keys(trigger));
    let cap = keys.need("cap", |value| value.number_within(0.0, 100.0));
    let holds_for = keys.need("holds-for", |value| value.whole(0, 100));
    let same_events_as = keys.take("same-events-as", Value::texts).unwrap_or_default();
    Some(Gate {
        id: id?,
        title: title?,
        when: when?,
        undetermined_when,
        cap: cap?,
        holds_for: holds_for? as u32,
        same_events_as,
        same_as: None,
        place,
    })
}

fn trigger(keys: &mut Keys<'_>) -> Option<Trigger> {
    let measure = keys.need("variable", measure);
    // at 0 or below, no event at all would fire
    let at_least = keys.need("at-least", |value| value.number_within(f64::MIN_POSITIVE, 1e15));
    Some(Trigger { measure: measure?, at_least: at_least? })
}

fn shown(keys: &mut Keys<'_>) -> Option<Shown> {
    let exhibit = if keys.has("status") {
        keys.need("status", Value::sited_text).map(Exhibit::Status)
    } else {
        keys.need("variable", Value::sited_text).map(Exhibit::Variable)
    };
    let (title, note) = (keys.need("title", Value::label), keys.need("note", Value::text));
    Some(Shown { exhibit: exhibit?, title: title?, note: note? })
}
