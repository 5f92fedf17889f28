//! A revision: what changed between two rubrics, and which scores moved.
//!
//! Files are compared key by key as they are written, so that a key that a later version adds is compared without a
//! word about it here. Principles, indicators, gates and grades are told apart by their ids, whatever file and order
//! they stand in.

mod scores;

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::words::folder::Folder;

pub use scores::{Move, Moved, moved};

/// Keys that say something to readers and nothing to the arithmetic.
const WORDS: [&str; 10] =
    ["title", "short", "rationale", "weakness", "note", "reason", "would-serve", "asks-for", "says", "version"];

/// The first step to the keys of instrument.toml.
const WHOLE: &str = "instrument";

/// One key, or one whole part, that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The way to it: `["2.1", "indicator reported-cuts", "weight"]`.
    pub way: Vec<String>,
    /// As it is written; `None` where it was not there.
    pub before: Option<String>,
    pub after: Option<String>,
    /// Whether only words changed.
    pub words: bool,
}

/// What differs between two rubrics, in the order of the instrument; worked cases are no part of the method.
pub fn changes(before: &Folder, after: &Folder) -> Vec<Change> {
    let (before, after) = (entries(before), entries(after));
    let mut ways: Vec<&Way> = before.keys().chain(after.keys()).collect();
    ways.sort();
    ways.dedup();
    let differs = |way: &&Way| before.get(*way) != after.get(*way);
    let mut changes: Vec<Change> = Vec::new();
    for way in ways.into_iter().filter(differs) {
        let of = |entries: &BTreeMap<Way, String>| entries.get(way).cloned();
        // of a part that is new or gone nothing more is said than that
        let known = |entries: &BTreeMap<Way, String>| {
            (1..way.0.len()).all(|end| entries.contains_key(&Way(way.0[..end].to_vec())) || !is_part(&way.0[end - 1].1))
        };
        if !known(&before) || !known(&after) {
            continue;
        }
        let words = way.0.iter().any(|(_, step)| WORDS.contains(&step.as_str()));
        let way = way.0.iter().map(|(_, step)| step.clone()).collect();
        changes.push(Change { way, before: of(&before), after: of(&after), words });
    }
    changes
}

/// The steps to a key, each with what it is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Way(Vec<(Vec<u32>, String)>);

impl Way {
    fn then(&self, step: String) -> Self {
        // what is said of all comes first, and 2.10 after 2.9
        let number = |part: &str| part.parse().unwrap_or(u32::MAX);
        let order = if step == WHOLE { vec![0] } else { step.split(['.', ' ']).map(number).collect() };
        Self(self.0.iter().cloned().chain([(order, step)]).collect())
    }
}

/// A step that names a part with an id: it is there or not there as a whole.
fn is_part(step: &str) -> bool {
    step.contains(' ') || step.starts_with(|c: char| c.is_ascii_digit())
}

/// Every key of a rubric's files, and every part with an id under the text of its own.
fn entries(folder: &Folder) -> BTreeMap<Way, String> {
    let mut entries = BTreeMap::new();
    for name in folder.files.keys().filter(|name| name.ends_with(".toml") && *name != "cases.toml") {
        let text = folder.text(name).0.unwrap_or_default();
        let Ok(table) = text.parse::<Table>() else { continue };
        let whole = match (name.as_str(), table.get("id").and_then(Value::as_str)) {
            ("instrument.toml", _) => WHOLE.to_owned(),
            ("doubts.toml", _) => "doubts".to_owned(),
            (_, Some(id)) => id.to_owned(),
            (name, None) => name.to_owned(),
        };
        let way = Way(Vec::new()).then(whole);
        if is_part(&way.0[0].1) {
            entries.insert(way.clone(), "principle".to_owned());
        }
        gather(&way, &table, &mut entries);
    }
    entries
}

fn gather(way: &Way, table: &Table, entries: &mut BTreeMap<Way, String>) {
    for (key, value) in table.iter().filter(|(key, _)| *key != "id") {
        match value {
            Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_table) => {
                for (at, item) in items.iter().filter_map(Value::as_table).enumerate() {
                    let id =
                        ["id", "variable", "status"].iter().find_map(|name| item.get(*name).and_then(Value::as_str));
                    let id = id.map_or_else(|| (at + 1).to_string(), str::to_owned);
                    let way = way.then(format!("{key} {id}"));
                    entries.insert(way.clone(), key.clone());
                    gather(&way, item, entries);
                }
            }
            // tables of the instrument and labels are gone into; a method and its parameters are one thing
            Value::Table(inner) if is_open(key) => gather(&way.then(key.clone()), inner, entries),
            value => {
                entries.insert(way.then(key.clone()), value.to_string());
            }
        }
    }
}

fn is_open(key: &str) -> bool {
    ["aggregate", "weigh", "screen", "coverage", "binding", "place", "ceiling", "conditional", "not-assessed"]
        .contains(&key)
        || WORDS.contains(&key)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn folder(files: &[(&str, &str)]) -> Folder {
        let file = |(name, text): &(&str, &str)| ((*name).to_owned(), Cow::Owned(text.as_bytes().to_vec()));
        Folder { files: files.iter().map(file).collect(), ..Folder::default() }
    }

    fn said(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<String> {
        let changes = changes(&folder(before), &folder(after));
        let text = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
        let line = |own: Change| format!("{}: {} → {}", own.way.join(" › "), text(own.before), text(own.after));
        changes.into_iter().map(line).collect()
    }

    #[test]
    fn keys_are_compared_by_id_whatever_their_file_and_order() {
        let a =
            "id = \"1.1\"\n[[indicator]]\nid = \"x\"\nweight = 2\nnormalise = \"rank\"\n[[indicator]]\nid = \"y\"\n";
        let b = "id = \"1.1\"\n[[indicator]]\nid = \"y\"\n[[indicator]]\nid = \"x\"\nweight = 1\nnormalise = { borda = 1 }\n";
        assert_eq!(
            said(&[("a.toml", a)], &[("b.toml", b)]),
            ["1.1 › indicator x › normalise: \"rank\" → { borda = 1 }", "1.1 › indicator x › weight: 2 → 1"]
        );
        assert_eq!(said(&[("a.toml", a)], &[("a.toml", a)]), [""; 0]);
    }

    #[test]
    fn a_new_part_is_one_change_and_tables_of_the_instrument_are_gone_into() {
        let a =
            [("instrument.toml", "id = \"i\"\n[aggregate]\ntotal = \"arithmetic\"\n"), ("1.toml", "id = \"1.9\"\n")];
        let b = [
            ("instrument.toml", "id = \"i\"\n[aggregate]\ntotal = \"minimum\"\n"),
            ("1.toml", "id = \"1.9\"\n[[gate]]\nid = \"g\"\ncap = 59\n"),
            ("2.toml", "id = \"1.10\"\nduty = \"refrain\"\n"),
        ];
        assert_eq!(
            said(&a, &b),
            [
                "instrument › aggregate › total: \"arithmetic\" → \"minimum\"",
                "1.9 › gate g: – → gate",
                "1.10: – → principle"
            ]
        );
    }
}
