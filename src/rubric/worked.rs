//! Worked cases: a sentence, inputs and the expected outcome, as data in `cases.toml`. `trial` runs them.

use crate::words::country::Country;
use crate::words::day::Day;
use crate::words::finding::{Findings, Place};
use crate::words::folder::Folder;
use crate::words::keys::{Document, Keys, Sited, Value};
use crate::words::locale::Text;
use crate::words::year::Year;

/// One case of `cases.toml`.
#[derive(Clone, Debug)]
pub struct WorkedCase {
    pub id: String,
    pub says: Text,
    pub country: Sited<Country>,
    pub year: Year,
    /// The id of a principle or heading, or `total`.
    pub node: Sited<String>,
    /// Observations that stand in place of the shipped ones; `None` runs the case on the shipped figures.
    pub given: Option<Vec<Given>>,
    /// The country's only status fact, in place of the shipped ones: joined on this day.
    pub joined: Option<Day>,
    pub expect: Vec<Expected>,
    pub place: Place,
}

/// One observation of a case.
#[derive(Clone, Debug)]
pub struct Given {
    pub variable: Sited<String>,
    pub year: Year,
    pub value: f64,
}

/// One thing that must come out, as the text it is shown with: `("score", "59.0")`.
#[derive(Clone, Debug)]
pub struct Expected {
    pub what: &'static str,
    pub value: Sited<String>,
}

/// What a case may expect. `trial` gives each its value.
pub const EXPECTABLE: [&str; 14] = [
    "score",
    "uncapped",
    "grade",
    "gate",
    "breach",
    "coverage",
    "missing",
    "law",
    "practice",
    "without-proxies",
    "clauses",
    "breaches",
    "bond",
    "progress",
];

pub(super) fn read(folder: &Folder, findings: &mut Findings) -> Vec<WorkedCase> {
    let name = "cases.toml";
    let (text, found) = folder.text(name);
    findings.extend(found);
    let Some(text) = text else { return Vec::new() };
    let (cases, found) = Document::read(&folder.path(name), &text, |keys| Some(keys.each("case", case)));
    findings.extend(found);
    cases.unwrap_or_default()
}

fn case(keys: &mut Keys<'_>) -> Option<WorkedCase> {
    let place = keys.place();
    let (id, says) = (keys.need("id", Value::text), keys.need("says", Value::label));
    let country = keys.need("country", |value| {
        let text = value.sited_text()?;
        match Country::parse(&text.value) {
            Some(country) => Some(Sited { value: country, place: text.place }),
            None => value.fault("unknown-country", format!("`{}` is not a code.", text.value), "e.g. TWN", "mend it"),
        }
    });
    let year = keys.need("year", |value| value.whole(1, 9999));
    let node = keys.need("node", Value::sited_text);
    let given = keys.has("given").then(|| keys.each("given", given));
    let joined = keys.take("joined", |value| match Day::parse(&value.text()?) {
        Ok(day) => Some(day),
        Err(wrong) => value.fault("bad-date", format!("Here {wrong}."), "\"YYYY-MM-DD\"", "mend the date"),
    });
    let expect = keys.need("expect", |value| {
        value.keys(|keys| {
            let take = |what| keys.take(what, Value::sited_text).map(|value| Expected { what, value });
            Some(EXPECTABLE.into_iter().filter_map(take).collect::<Vec<_>>())
        })
    });
    if expect.as_ref().is_some_and(Vec::is_empty) {
        keys.fault("case-expects-nothing", "This case expects nothing.", "a key under `expect`", "say what comes out");
    }
    Some(WorkedCase {
        id: id?,
        says: says?,
        country: country?,
        year: year? as Year,
        node: node?,
        given,
        joined,
        expect: expect?,
        place,
    })
}

fn given(keys: &mut Keys<'_>) -> Option<Given> {
    let variable = keys.need("variable", Value::sited_text);
    let year = keys.need("year", |value| value.whole(1, 9999));
    let value = keys.need("value", Value::number);
    Some(Given { variable: variable?, year: year? as Year, value: value? })
}
