//! Judgements by people, as text, CSV and JSON: how far coders agree, and what they said in all.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use serde_json::{Value, json};

use super::json::rounded;
use super::paint::Paint;
use crate::case::Case;
use crate::dataset::package::coding::{Combine, Level};
use crate::judgement::reliability::Reliability;
use crate::judgement::{Judgements, State};
use crate::words::locale::Lang;
use crate::words::number::{exported, fixed, grouped};

/// One principle or indicator of one package.
#[derive(Clone, Debug)]
pub struct Row {
    pub package: String,
    pub subject: String,
    pub reliability: Reliability,
}

/// How the bootstrap of a table was run.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    pub resamples: u32,
    pub seed: u64,
}

/// Alpha with its interval, or why there is none.
pub fn reliability(of: &Reliability, lang: Lang) -> String {
    let Some(alpha) = of.alpha else {
        let why = of.undefined.map_or_else(String::new, |why| lang.say(why.key(), &[]));
        return lang.say("reliability-undefined", &[("why", &why)]);
    };
    let values = [
        ("alpha", fixed(alpha, 3)),
        ("interval", interval(of, lang)),
        ("level", level(of.level, lang)),
        ("units", of.pairable.to_string()),
        ("coders", of.coders.to_string()),
        ("agreement", of.agreement.map_or_else(String::new, |agreement| lang.say(agreement.key(), &[]))),
    ];
    lang.say("reliability-is", &values.each_ref().map(|(key, value)| (*key, value.as_str())))
}

/// How codes were combined.
pub fn rule(combine: Combine, lang: Lang) -> String {
    lang.say(&format!("combined-{}", combine.key()), &[])
}

fn level(level: Level, lang: Lang) -> String {
    lang.say(&format!("level-{}", level.key()), &[])
}

fn interval(of: &Reliability, lang: Lang) -> String {
    let said = |(low, high): (f64, f64)| {
        let (low, high) = (fixed(low, 3), fixed(high, 3));
        lang.say("interval-ends", &[("low", &low), ("high", &high)])
    };
    of.interval.map_or_else(|| "·".to_owned(), said)
}

/// The titles of the packages that a principle reads, or the whole rubric.
pub fn packages(case: &Case, principle: Option<usize>, lang: Lang) -> String {
    let judged = case.judged_variables(principle);
    let mut names: Vec<&str> = judged.iter().filter_map(|name| Some(name.split_once('.')?.0)).collect();
    names.dedup();
    let title = |name: &str| Some(case.evidence().datasets.get(name)?.package.title.get(lang).to_owned());
    lang.list(&names.into_iter().filter_map(title).collect::<Vec<_>>())
}

/// What a principle reads, or the whole rubric, whose coders agree poorly, each with its alpha.
pub fn unreliable(case: &Case, principle: Option<usize>, lang: Lang) -> String {
    let low = |name: &str| {
        let reliability = &case.evidence().subject(name)?.reliability;
        let alpha = reliability.alpha.filter(|_| reliability.is_low())?;
        Some(format!("{name} (α {})", fixed(alpha, 3)))
    };
    lang.list(&case.judged_variables(principle).into_iter().filter_map(low).collect::<Vec<_>>())
}

/// The table of one package with its heading and notes.
pub fn table(
    case: &Case,
    package: &str,
    of: &Judgements,
    rows: &[&Row],
    draws: Draws,
    lang: Lang,
    paint: Paint,
) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    let mut header = ["judged-what", "coders", "units", "units-paired", "alpha", "interval-95"]
        .map(|key| lang.say(key, &[]))
        .to_vec();
    header.push(lang.say("agreement", &[]));
    header.extend(State::ALL.map(|state| lang.say(state.key(), &[])));
    header.push(lang.say("adjudicated", &[]));
    let align = |(at, text): (usize, String)| {
        let side = if matches!(at, 0 | 6) { CellAlignment::Left } else { CellAlignment::Right };
        Cell::new(text).set_alignment(side)
    };
    table.set_header(header.into_iter().enumerate().map(align));
    for row in rows {
        table.add_row(cells(case, row, lang).into_iter().enumerate().map(align));
    }
    let title = case.evidence().datasets.get(package).map_or(package, |set| set.package.title.get(lang));
    let values = [
        ("level", level(of.coding.level, lang)),
        ("rule", rule(of.coding.combine, lang)),
        ("resamples", grouped(u64::from(draws.resamples))),
        ("seed", draws.seed.to_string()),
    ];
    let note = lang.say("alpha-note", &values.each_ref().map(|(key, value)| (*key, value.as_str())));
    format!("{} [{package}]\n{}\n{}\n", paint.bold(title), table.trim_fmt(), paint.dim(&note))
}

fn cells(case: &Case, row: &Row, lang: Lang) -> Vec<String> {
    let of = &row.reliability;
    let said = match (of.agreement, of.undefined) {
        (Some(agreement), _) => lang.say(agreement.key(), &[]),
        (None, why) => why.map_or_else(String::new, |why| lang.say(why.key(), &[])),
    };
    let mut cells = vec![
        format!("{} {}", row.subject, title(case, &row.subject, lang)).trim_end().to_owned(),
        of.coders.to_string(),
        of.units.to_string(),
        of.pairable.to_string(),
        of.alpha.map_or_else(|| "·".to_owned(), |alpha| fixed(alpha, 3)),
        interval(of, lang),
        said,
    ];
    cells.extend(State::ALL.map(|state| of.states.get(&state).copied().unwrap_or(0).to_string()));
    cells.push(of.adjudicated.to_string());
    cells
}

/// The principle's title, if the rubric has the principle.
fn title(case: &Case, subject: &str, lang: Lang) -> String {
    let id = subject.split('#').next().unwrap_or(subject);
    let principle = case.rubric().principles.iter().find(|principle| principle.id == id);
    principle.map_or_else(String::new, |principle| principle.title.get(lang).to_owned())
}

/// English headers; an empty field where there is no alpha.
///
/// # Errors
/// Only if memory cannot be written, which cannot happen.
pub fn csv(rows: &[Row]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let before = [
        "package",
        "principle",
        "level",
        "coders",
        "units",
        "units_paired",
        "alpha",
        "alpha_low",
        "alpha_high",
        "undefined",
    ];
    let states = State::ALL.map(|state| state.key().replace('-', "_"));
    let header = before.into_iter().map(str::to_owned).chain(states).chain(["adjudicated".to_owned()]);
    writer.write_record(header)?;
    for row in rows {
        let of = &row.reliability;
        let number = |value: Option<f64>| value.map_or_else(String::new, exported);
        let mut record = vec![row.package.clone(), row.subject.clone(), of.level.key().to_owned()];
        record.extend([of.coders, of.units, of.pairable].map(|count| count.to_string()));
        record.extend([of.alpha, of.interval.map(|ends| ends.0), of.interval.map(|ends| ends.1)].map(number));
        record.push(of.undefined.map_or("", |why| why.key()).to_owned());
        record.extend(State::ALL.map(|state| of.states.get(&state).copied().unwrap_or(0).to_string()));
        record.push(of.adjudicated.to_string());
        writer.write_record(record)?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

pub fn json(case: &Case, rows: &[Row], draws: Draws) -> Value {
    let packages = case.evidence().judgements.iter().map(|(name, of)| {
        let own = rows.iter().filter(|row| row.package == *name);
        let judged = own.map(|row| {
            json!({
                "principle": row.subject, "reliability": row.reliability, "read-as": format!("{name}.{}", row.subject),
            })
        });
        json!({
            "combined-by": of.coding.combine, "judged": judged.collect::<Vec<_>>(), "level": of.coding.level, "name": name,
            "scale": of.coding.scale, "title": case.evidence().datasets.get(name).map(|set| &set.package.title),
        })
    });
    rounded(json!({ "packages": packages.collect::<Vec<_>>(), "resamples": draws.resamples, "seed": draws.seed }))
}
