//! JSON: sorted keys, at most six decimals, the same bytes for the same assessment.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame, DataType};
use rayon::prelude::*;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value, json};

use crate::assessment::Assessment;
use crate::assessment::trace::Trace;
use crate::assessment::verdict::Verdict;
use crate::assessment::whole::{Whole, WholePart};
use crate::case::Case;
use crate::formula::NodeKind;
use crate::methods::fill::Imputation;
use crate::panel::State;
use crate::party::bond::Bond;
use crate::render::explanation::Sure;
use crate::render::uncertainty;
use crate::rubric::Closeness;
use crate::uncertainty::whole::Uncertainty;
use crate::words::gap::Gap;
use crate::words::locale::{Lang, Text};
use crate::words::score::Rounding;

const SCORE_UNIT: &str = "points, 0 to 100 (100 = fully kept; of a position: fully followed)";

/// The whole assessment as compact text: the instrument once, then every verdict and every indicator by country, year
/// and node, and `more` by its keys. A tree of it all would take hundreds of megabytes, so that each country is
/// turned to text by itself.
///
/// # Errors
/// None that this can name: what is written has no keys but texts.
pub fn assessment(
    case: &Case,
    assessment: &Assessment,
    sure: Option<&Uncertainty>,
    more: Map<String, Value>,
) -> serde_json::Result<Vec<u8>> {
    let countries: Vec<usize> = (0..assessment.countries.len()).collect();
    let countries = countries.into_par_iter().map(|at| {
        let text = to_raw_value(&of_country(case, assessment, sure, at))?;
        Ok((assessment.countries[at].to_string(), text))
    });
    let countries: BTreeMap<String, Box<RawValue>> = countries.collect::<serde_json::Result<_>>()?;
    let mut whole = BTreeMap::new();
    for (key, value) in more {
        whole.insert(key, to_raw_value(&value)?);
    }
    let mut put = |key: &str, value: &Value| {
        whole.insert(key.to_owned(), to_raw_value(value)?);
        serde_json::Result::Ok(())
    };
    put("uncertainty", &json!(sure.map(uncertainty::of_run)))?;
    put("instrument", &instrument(case))?;
    put("sources", &sources(case))?;
    put("units", &json!({ "coverage": "share of declared slot weight, 0 to 1", "score": SCORE_UNIT }))?;
    whole.insert("countries".to_owned(), to_raw_value(&countries)?);
    let mut text = serde_json::to_vec(&whole)?;
    text.push(b'\n');
    Ok(text)
}

fn of_country(case: &Case, assessment: &Assessment, sure: Option<&Uncertainty>, at: usize) -> Value {
    let atlas = &case.evidence().atlas;
    let [en, zh_tw] = Lang::ALL.map(|lang| atlas.name(assessment.countries[at], lang));
    let years = assessment.years.iter().enumerate();
    let years: Map<String, Value> =
        years.map(|(year, of)| (of.to_string(), of_year(case, assessment, sure, (year, at)))).collect();
    json!({ "name": Text::new(en, zh_tw), "years": years })
}

fn instrument(case: &Case) -> Value {
    let rubric = case.rubric();
    let instrument = &rubric.instrument;
    let principles: Vec<Value> = rubric
        .principles
        .iter()
        .enumerate()
        .map(|(at, principle)| {
            let indicators: Vec<Value> = principle
                .slots
                .iter()
                .zip(case.formula().slots_of(at))
                .map(|(slot, quantity)| {
                    let fillings: Vec<Value> = slot
                        .fillings
                        .iter()
                        .map(|filling| {
                            json!({
                                "max-age": filling.max_age,
                                "rule": filling.rule(),
                                "variable": filling.measure.wording(),
                            })
                        })
                        .collect();
                    let mut indicator = json!({
                        "any-of": fillings, "facet": slot.facet.key(), "id": slot.id,
                        "proxy": slot.closeness == Closeness::Proxy, "rationale": slot.rationale,
                        "same-as": slot.same_as.as_ref().map(ToString::to_string), "title": slot.title,
                        "weakness": slot.weakness, "weight": number(slot.weight),
                    });
                    if slot.required {
                        indicator["required"] = json!(true);
                    }
                    if let Some(treated) = treated(case, *quantity) {
                        indicator["treated"] = treated;
                    }
                    indicator
                })
                .collect();
            let mut value = json!({
                "conditional": principle.conditional, "duty": principle.duty.key(), "id": principle.id,
                "heading": instrument.headings[principle.heading].id, "indicators": indicators, "title": principle.title,
            });
            if let Some(practice) = &principle.asks_for {
                value["asks-for"] = json!(practice);
            }
            if let Some(silent) = &principle.silent {
                value["not-assessed"] = json!({ "reason": silent.reason, "would-serve": silent.would_serve });
            }
            value
        })
        .collect();
    let headings: Vec<Value> =
        instrument.headings.iter().map(|heading| json!({ "id": heading.id, "title": heading.title })).collect();
    let grades: Vec<Value> = instrument
        .grades
        .iter()
        .map(|grade| json!({ "from": number(grade.from), "id": grade.id, "title": grade.title }))
        .collect();
    let mut value = json!({
        "clauses": rubric.clauses(), "grades": grades, "headings": headings, "id": instrument.id,
        "principles": principles, "title": instrument.title, "version": instrument.version,
    });
    if instrument.rounding != Rounding::FINEST {
        value["places-on-scores-rounded-to"] = json!(instrument.rounding.points());
    }
    value
}

/// Every point of a slot that treatment of outliers moves; `None` where nothing is treated.
fn treated(case: &Case, slot: usize) -> Option<Value> {
    let (panel, treated) = (case.panel(), case.treated(slot)?);
    let raw = &panel.slots[slot].values;
    let moved = (0..raw.len()).filter(|&cell| raw[cell] != treated[cell]);
    let point = |cell: usize| {
        let width = panel.countries.len();
        json!({
            "country": panel.countries[cell % width], "from": number(raw[cell]), "to": number(treated[cell]),
            "year": panel.years[cell / width],
        })
    };
    Some(moved.map(point).collect())
}

fn sources(case: &Case) -> Value {
    let evidence = case.evidence();
    let packages = [&evidence.atlas.package, &evidence.parties.package]
        .into_iter()
        .chain(evidence.datasets.values().map(|set| &set.package));
    packages
        .map(|package| {
            json!({
                "citation": package.citation, "licences": package.licences, "name": package.name,
                "title": package.title, "version": package.version,
            })
        })
        .collect()
}

fn of_year(case: &Case, assessment: &Assessment, sure: Option<&Uncertainty>, (year, country): (usize, usize)) -> Value {
    let mut nodes = Map::new();
    for (at, node) in case.formula().nodes.iter().enumerate() {
        let mut verdict = verdict(case, assessment.verdict(at, year, country));
        if let Some(spread) = sure.and_then(|sure| sure.spread(assessment, at, year, country)) {
            verdict["uncertainty"] = uncertainty::of_spread(case, &spread);
        }
        if let (NodeKind::Principle(principle), Value::Object(verdict)) = (node.kind, &mut verdict) {
            verdict.insert("indicators".to_owned(), indicators(case, principle, case.panel().cell(year, country)));
        }
        nodes.insert(case.node_id(node.kind).to_owned(), verdict);
    }
    json!({ "binding": bond(assessment.bond(year, country)), "nodes": nodes })
}

/// What is known of the bond.
pub fn bond(bond: Bond) -> Value {
    match bond.day() {
        Some(day) => json!({ "day": day.to_string(), "status": bond.key() }),
        None => json!({ "status": bond.key() }),
    }
}

fn verdict(case: &Case, verdict: &Verdict) -> Value {
    let grade = verdict.grade.map(|grade| case.rubric().instrument.grades[grade].id.as_str());
    let coverage = verdict.coverage;
    let mut value = json!({
        "clauses": [verdict.clauses.0, verdict.clauses.1],
        "coverage": {
            "carried": number(coverage.carried), "judged": number(coverage.judged), "missing": number(coverage.missing),
            "observed": number(coverage.observed),
        },
        "grade": grade,
        "score": verdict.score.map(number),
        "standing": verdict.standing,
    });
    if coverage.imputed > 0.0 {
        value["coverage"]["imputed"] = json!(number(coverage.imputed));
    }
    let Value::Object(object) = &mut value else { return value };
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    if let Some((low, high)) = verdict.envelope {
        put("envelope", json!([number(low), number(high)]));
    }
    if let Some((place, of)) = verdict.place {
        put("place", json!([place, of]));
    }
    if let Some(gate) = verdict.gate {
        put("gate", json!(gate.key()));
        put("uncapped", json!(verdict.uncapped.map(number)));
        put("breach", json!(verdict.breach));
    }
    if let Some(common) = verdict.common {
        let place = verdict.place.map_or(0, |place| place.1);
        put(
            "on-common-clauses",
            json!({
                "clauses": common.clauses, "place": [common.place, place], "score": number(common.score),
            }),
        );
    }
    if verdict.direct != verdict.score {
        put("without-proxies", json!(verdict.direct.map(number)));
    }
    if let Some(progress) = verdict.progress {
        put(
            "progress",
            json!({
                "observed-in-both": number(progress.share), "points": number(progress.points), "since": progress.since,
            }),
        );
    }
    if verdict.breaches > 0 {
        put("breaches", json!(verdict.breaches));
    }
    if coverage.unreliable > 0.0 {
        put("rests-on-low-reliability", json!(number(coverage.unreliable)));
    }
    if verdict.lowered {
        put("grade-lowered", json!(true));
    }
    for (key, part) in [("law", verdict.law), ("practice", verdict.practice)] {
        if let Some(score) = part {
            put(key, json!(number(score)));
        }
    }
    value
}

fn indicators(case: &Case, principle: usize, cell: usize) -> Value {
    let rule = &case.rubric().principles[principle];
    let mut indicators = Map::new();
    for (slot, quantity) in rule.slots.iter().zip(case.formula().slots_of(principle)) {
        let column = &case.panel().slots[*quantity];
        let filling = &slot.fillings[usize::from(column.filling[cell])];
        let mut value = match column.states[cell] {
            State::Observed | State::Judged | State::Carried(_) => json!({
                "rule": filling.rule(),
                "value": number(column.values[cell]),
                "variable": filling.measure.wording(),
                "year": column.origin[cell],
            }),
            State::Imputed(gap) => json!({
                "gap": gap.key(),
                "imputed": filling.fill.as_ref().map(Imputation::wording),
                "rule": filling.rule(),
                "value": number(column.values[cell]),
                "variable": filling.measure.wording(),
            }),
            State::NotApplicable => json!({ "gap": Gap::NotApplicable.key() }),
            State::Missing(gap) => json!({ "gap": gap.key() }),
        };
        let country = case.panel().countries[cell % case.panel().countries.len()];
        let judged = filling.measure.variables().iter().filter_map(|name| {
            let judged = case.evidence().judged(&name.value, country, column.origin[cell])?;
            Some((name.value.clone(), rounded(json!(judged))))
        });
        let judged: Map<String, Value> = judged.collect();
        if !judged.is_empty() {
            value["judged"] = judged.into();
        }
        indicators.insert(slot.id.clone(), value);
    }
    Value::Object(indicators)
}

/// A table as a list of objects; a missing value is null.
pub fn rows(table: &DataFrame) -> Value {
    let columns: Vec<(&str, Vec<Value>)> =
        table.columns().iter().map(|column| (column.name().as_str(), values(column))).collect();
    (0..table.height())
        .map(|row| {
            let fields = columns.iter().map(|(name, values)| ((*name).to_owned(), values[row].clone()));
            Value::Object(fields.collect::<Map<_, _>>())
        })
        .collect()
}

fn values(column: &Column) -> Vec<Value> {
    let texts = super::scores::texts(column).into_iter();
    let missing = column.is_null();
    let value = |(text, missing): (String, Option<bool>)| match column.dtype() {
        _ if missing == Some(true) => Value::Null,
        DataType::String => Value::from(text),
        _ => serde_json::from_str(&text).unwrap_or(Value::Null),
    };
    texts.zip(missing.iter()).map(value).collect()
}

/// A trace with every label in every language.
pub fn trace(case: &Case, trace: &Trace, sure: Option<&Sure<'_>>) -> Value {
    let principle = &case.rubric().principles[trace.principle];
    rounded(json!({
        "binding": bond(trace.bond),
        "country": trace.country,
        "duty": principle.duty.key(),
        "evidence": trace.shown,
        "evidence-lists": trace.lists,
        "gates": trace.gates,
        "indicators": trace.slots,
        "name": trace.name,
        "principle": { "asks-for": principle.asks_for, "id": principle.id, "title": principle.title },
        "status-history": trace.history,
        "uncertainty": sure.map(|sure| uncertainty::of_sure(case, sure)),
        "verdict": verdict(case, &trace.verdict),
        "year": trace.year,
    }))
}

/// A heading or the total with the clauses behind it.
pub fn whole(case: &Case, whole: &Whole, sure: Option<&Sure<'_>>) -> Value {
    let clause = |part: &WholePart| {
        let principle = &case.rubric().principles[part.principle];
        json!({
            "contribution": part.contribution, "id": principle.id, "title": principle.title,
            "verdict": verdict(case, &part.verdict),
        })
    };
    rounded(json!({
        "binding": bond(whole.bond),
        "clauses": whole.parts.iter().map(clause).collect::<Vec<_>>(),
        "country": whole.country,
        "name": whole.name,
        "node": case.node_id(case.formula().nodes[whole.node].kind),
        "uncertainty": sure.map(|sure| uncertainty::of_sure(case, sure)),
        "verdict": verdict(case, &whole.verdict),
        "year": whole.year,
    }))
}

/// Every number of a value with at most six decimals.
pub(super) fn rounded(value: Value) -> Value {
    match value {
        Value::Number(own) => match own.as_f64().filter(|_| own.is_f64()) {
            Some(float) => Value::from(number(float)),
            None => Value::Number(own),
        },
        Value::Array(items) => items.into_iter().map(rounded).collect(),
        Value::Object(map) => Value::Object(map.into_iter().map(|(key, value)| (key, rounded(value))).collect()),
        other => other,
    }
}

/// At most six decimals.
pub(super) fn number(value: f64) -> f64 {
    let rounded = (value * 1e6).round() / 1e6;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// A value as text: pretty, with a line end.
pub fn text(value: &Value) -> String {
    format!("{value:#}\n")
}
