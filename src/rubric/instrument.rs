//! Reads `instrument.toml`.

use super::principle::weight;
use super::{Binding, Ceiling, Grade, Heading, Instrument, Levels, Screen, Thresholds, TotalOver, Undated, Weighing};
use crate::methods::aggregate::Aggregate;
use crate::methods::weigh::Weigh;
use crate::words::day::Day;
use crate::words::finding::{Findings, Place};
use crate::words::folder::Folder;
use crate::words::keys::{Document, Keys, Sited, Value};
use crate::words::score::Rounding;

pub(super) fn read(folder: &Folder, findings: &mut Findings) -> Option<Instrument> {
    let name = "instrument.toml";
    let (text, found) = folder.text(name);
    findings.extend(found);
    let (instrument, found) = Document::read(&folder.path(name), &text?, instrument);
    findings.extend(found);
    instrument
}

fn instrument(keys: &mut Keys<'_>) -> Option<Instrument> {
    let id = keys.need("id", Value::text);
    let version = keys.need("version", Value::text);
    let (title, short) = (keys.need("title", Value::label), keys.need("short", Value::label));
    let adopted = keys.need("adopted", day);
    let principles = keys.need("principles", |value| value.whole(1, 999));
    let headings = keys.each("heading", |keys| {
        let (id, title) = (keys.need("id", Value::text), keys.need("title", Value::label));
        let aggregate = keys.take("aggregate", Aggregate::read);
        let weight = keys.take("weight", weight).unwrap_or(1.0);
        Some(Heading { id: id?, title: title?, aggregate, weight, place: keys.place() })
    });
    let over = [("principles", TotalOver::Principles), ("headings", TotalOver::Headings)];
    let total_over = keys.need("total-over", |value| value.word(&over));
    let aggregate = keys.need("aggregate", |value| value.keys(levels));
    let weigh = keys.take("weigh", |value| value.keys(|keys| Some(weighing(keys)))).unwrap_or_default();
    let coverage = keys.need("coverage", |value| value.keys(thresholds));
    let screen = keys.take("screen", |value| value.keys(screen));
    let binding = bond(keys);
    let rounding = keys.take("place", |value| value.keys(|keys| keys.need("round", rounding)));
    let mut edges = Vec::new();
    let grades = keys.each("grade", |keys| {
        let (id, title) = (keys.need("id", Value::text), keys.need("title", Value::label));
        let from = keys.need("from", |value| {
            let edge = value.place();
            value.number_within(0.0, 100.0).map(|from| (from, edge))
        });
        let (id, title, (from, edge)) = (id?, title?, from?);
        edges.push(edge);
        Some(Grade { id, title, from })
    });
    judge_grades(keys, &grades, &edges);
    let ceiling = keys.take("ceiling", |value| value.keys(|keys| ceiling(keys, &grades)));
    let abuse_below = keys.take("conditional", |value| {
        value.keys(|keys| keys.need("abuse-below", |value| value.number_within(0.0, 100.0)))
    });
    for (at, heading) in headings.iter().enumerate() {
        if headings[..at].iter().any(|earlier| earlier.id == heading.id) {
            let found = format!("The heading `{}` stands twice.", heading.id);
            keys.fault_at(&heading.place, "repeated-heading", found, "remove one of them");
        }
    }
    Some(Instrument {
        id: id?,
        version: version?,
        title: title?,
        short: short?,
        adopted: adopted?,
        principles: principles? as usize,
        headings,
        total_over: total_over?,
        aggregate: aggregate?,
        weigh,
        coverage: coverage?,
        screen,
        binding,
        rounding: rounding.unwrap_or(Rounding::FINEST),
        grades,
        ceiling,
        abuse_below,
    })
}

fn day(value: Value<'_>) -> Option<Day> {
    match Day::parse(&value.text()?) {
        Ok(day) => Some(day),
        Err(wrong) => value.fault("bad-date", format!("Here {wrong}."), "\"YYYY-MM-DD\"", "mend the date"),
    }
}

fn levels(keys: &mut Keys<'_>) -> Option<Levels> {
    let principle = keys.need("principle", Aggregate::read);
    let (heading, total) = (keys.need("heading", Aggregate::read), keys.need("total", Aggregate::read));
    Some(Levels { principle: principle?, heading: heading?, total: total? })
}

fn weighing(keys: &mut Keys<'_>) -> Weighing {
    let weigh = |value: Value<'_>| Weigh::read(value).map(|own| Sited { value: own, place: value.place() });
    Weighing {
        principle: keys.take("principle", weigh),
        heading: keys.take("heading", weigh),
        total: keys.take("total", weigh),
    }
}

fn thresholds(keys: &mut Keys<'_>) -> Option<Thresholds> {
    let principle = keys.need("principle", share);
    let (heading, total) = (keys.need("heading", share), keys.need("total", share));
    Some(Thresholds { principle: principle?, heading: heading?, total: total? })
}

fn screen(keys: &mut Keys<'_>) -> Option<Screen> {
    if !keys.has("all") && !keys.has("heading") {
        let found = "A screen needs a least share of data.";
        keys.fault("missing-parameter", found, "`all`, `heading` or both", "write all = 0.65");
        return None;
    }
    let (wanted, all, heading) = (keys.has("all"), keys.take("all", share), keys.take("heading", share));
    // of a share that could not be read nothing is said but its own fault
    (!wanted || all.is_some()).then_some(Screen { all, heading })
}

/// A share as a number, or as a fraction in quotes: `"2/3"` has no decimal form.
fn share(value: Value<'_>) -> Option<f64> {
    if let Some((above, below)) = value.text_if_any().and_then(|text| {
        let (above, below) = text.split_once('/')?;
        Some((above.trim().parse::<u32>().ok()?, below.trim().parse::<u32>().ok()?))
    }) && above <= below
        && below > 0
    {
        return Some(f64::from(above) / f64::from(below));
    }
    value.number_within(0.0, 1.0)
}

/// Decimals of the share from 0 to 1; finer than the grain on which scores are compared is no rounding.
fn rounding(value: Value<'_>) -> Option<Rounding> {
    value.whole(0, i64::from(Rounding::MOST_DECIMALS)).map(|decimals| Rounding::of_share(decimals as u32))
}

/// `parties` and `[binding]` say together whom the instrument binds; without both it binds nobody, as an index does.
fn bond(keys: &mut Keys<'_>) -> Option<Binding> {
    let (parties, bound) = (keys.has("parties"), keys.has("binding"));
    if parties != bound {
        let (there, missing) = if parties { ("parties", "binding") } else { ("binding", "parties") };
        let found = format!("`{there}` stands here without `{missing}`.");
        keys.fault("missing-key", found, "both, or neither: then it binds nobody", &format!("add `{missing}`"));
    }
    let parties = keys.take("parties", Value::sited_text);
    keys.take("binding", |value| value.keys(|keys| binding(keys, parties)))
}

fn binding(keys: &mut Keys<'_>, parties: Option<Sited<String>>) -> Option<Binding> {
    // declared so that the file says it; the first full year is the only choice on yearly figures
    keys.need("year", |value| value.word(&[("first-full-year", ())]));
    let statuses = keys.need("statuses", Value::texts);
    let disputed = keys.take("disputed", Value::texts).unwrap_or_default();
    let undated = keys.need("undated-membership", |value| {
        let known =
            [("always", Undated::Always), ("since-adoption", Undated::SinceAdoption), ("unknown", Undated::Unknown)];
        value.word(&known)
    });
    let plain = |texts: Vec<Sited<String>>| texts.into_iter().map(|text| text.value).collect();
    Some(Binding { parties: parties?, statuses: plain(statuses?), disputed: plain(disputed), undated: undated? })
}

/// `edges` are the places of the grades' lower edges.
fn judge_grades(keys: &Keys<'_>, grades: &[Grade], edges: &[Place]) {
    // of a grade that could not be read nothing is said but its own faults
    if grades.len() < keys.count("grade") {
        return;
    }
    let (Some(last), Some(edge)) = (grades.last(), edges.last()) else {
        keys.fault("missing-key", "There is no `[[grade]]`.", "", "add the grades, best first, the last from 0");
        return;
    };
    for (pair, edge) in grades.windows(2).zip(&edges[1..]) {
        if pair[0].from <= pair[1].from {
            let found = format!("The grades `{}` and `{}` overlap.", pair[0].id, pair[1].id);
            keys.fault_at(
                edge,
                "overlapping-grades",
                found,
                "write the best grade first, each with a lower edge below",
            );
        }
    }
    if last.from != 0.0 {
        let found = "The last grade does not start at 0.";
        keys.fault_at(edge, "grades-leave-a-hole", found, "write `from = 0`, or add a grade below");
    }
}

fn ceiling(keys: &mut Keys<'_>, grades: &[Grade]) -> Option<Ceiling> {
    let below = keys.need("refrain-below", |value| value.number_within(0.0, 100.0));
    let known: Vec<(&str, usize)> = grades.iter().enumerate().map(|(at, grade)| (grade.id.as_str(), at)).collect();
    let grade = keys.need("grade", |value| value.word(&known));
    Some(Ceiling { below: below?, grade: grade? })
}
