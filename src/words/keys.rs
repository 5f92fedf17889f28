//! Reads a TOML file key by key and gathers every fault at its place, where a plain deserialiser stops at the first.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::words::finding::{Finding, Findings, Place};
use crate::words::locale::Text;
use crate::words::number::LARGEST_NUMBER;
use crate::words::year::Years;

/// No file that people write by hand is larger.
const LARGEST: usize = 4 << 20;

/// A value with the place it was read from, so that a later judgement can point at it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sited<T> {
    pub value: T,
    pub place: Place,
}

/// One file and what has been found in it so far.
#[derive(Debug)]
pub struct Document<'d> {
    file: &'d str,
    text: &'d str,
    findings: RefCell<Findings>,
}

impl<'d> Document<'d> {
    /// Reads the file with `shape`, which takes what it knows from the keys and may give up with `None`.
    ///
    /// # Errors
    /// Every fault of the file: syntax, missing, unknown or mistyped keys, and what `shape` added.
    pub fn read<T>(
        file: &'d str,
        text: &'d str,
        shape: impl FnOnce(&mut Keys<'_>) -> Option<T>,
    ) -> (Option<T>, Findings) {
        if text.len() > LARGEST {
            let found = format!("The file is larger than {} MiB.", LARGEST >> 20);
            let finding = Finding::fault("file-too-large", found).help("put figures into a dataset").in_file(file);
            return (None, finding.into());
        }
        let document = Self { file, text, findings: RefCell::default() };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let found = format!("This is not TOML: {}.", error.message());
            document.fault("toml-syntax", span, found, "", "mend the line; see https://toml.io for the format");
        }
        let mut keys = Keys::new(&document, table.get_ref(), 0..text.len().min(1));
        let read = shape(&mut keys);
        keys.finish();
        let mut findings = document.findings.into_inner();
        findings.sort();
        let findings = without_guesses(findings);
        (if findings.has_fault() { None } else { read }, findings)
    }

    fn fault(&self, code: &'static str, span: Range<usize>, found: impl Into<String>, expected: &str, help: &str) {
        let place = self.place(&span);
        self.findings.borrow_mut().push(Finding::fault(code, found).expected(expected).help(help).at(place));
    }

    fn place(&self, span: &Range<usize>) -> Place {
        Place::of_bytes(self.file, self.text, span.start, span.end)
    }
}

/// What the recovering parser put in place of a line that is not TOML was never written: findings about it are dropped.
fn without_guesses(findings: Findings) -> Findings {
    let line = |finding: &Finding| finding.place.as_ref().map(|place| place.line);
    let broken: Vec<_> = findings.iter().filter(|finding| finding.code == "toml-syntax").map(line).collect();
    let mut kept = Findings::default();
    for finding in findings.iter() {
        if finding.code == "toml-syntax" || !broken.contains(&line(finding)) {
            kept.push(finding.clone());
        }
    }
    kept
}

/// The keys of one table. Each is taken once; those left over when it is finished are unknown.
#[derive(Debug)]
pub struct Keys<'k> {
    document: &'k Document<'k>,
    table: &'k DeTable<'k>,
    /// Where to point when a key is missing.
    whole: Range<usize>,
    asked: Vec<&'static str>,
}

impl<'k> Keys<'k> {
    fn new(document: &'k Document<'k>, table: &'k DeTable<'k>, whole: Range<usize>) -> Self {
        Self { document, table, whole, asked: Vec::new() }
    }

    fn find(&mut self, key: &'static str) -> Option<&'k Spanned<DeValue<'k>>> {
        self.asked.push(key);
        self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key).map(|(_, value)| value)
    }

    /// Whether the key stands there, without taking it.
    pub fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.get_ref().as_ref() == key)
    }

    /// How many items stand in the list under the key, read or not; 0 where there is no list.
    pub fn count(&self, key: &str) -> usize {
        let value = self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key).map(|(_, value)| value);
        match value.map(Spanned::get_ref) {
            Some(DeValue::Array(items)) => items.len(),
            _ => 0,
        }
    }

    /// The place of this table, for faults that are about all of it.
    pub fn place(&self) -> Place {
        self.document.place(&self.whole)
    }

    /// A key that must be there.
    pub fn need<T>(&mut self, key: &'static str, take: impl FnOnce(Value<'k>) -> Option<T>) -> Option<T> {
        let Some(value) = self.find(key) else {
            let found = format!("The key `{key}` is missing here.");
            self.document.fault("missing-key", self.whole.clone(), found, "", &format!("add a line `{key} = …`"));
            return None;
        };
        take(Value { document: self.document, value })
    }

    /// A key that may be left out.
    pub fn take<T>(&mut self, key: &'static str, take: impl FnOnce(Value<'k>) -> Option<T>) -> Option<T> {
        self.find(key).and_then(|value| take(Value { document: self.document, value }))
    }

    /// A list of tables (`[[key]]`), each read by `shape`; absent means none.
    pub fn each<T>(&mut self, key: &'static str, mut shape: impl FnMut(&mut Keys<'k>) -> Option<T>) -> Vec<T> {
        let Some(items) = self.take(key, |value| value.list()) else { return Vec::new() };
        items.into_iter().filter_map(|item| item.keys(&mut shape)).collect()
    }

    /// Whether a list stands there with nothing in it.
    pub fn is_empty_list(&self, key: &str) -> bool {
        let value =
            self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key).map(|(_, value)| value.get_ref());
        matches!(value, Some(DeValue::Array(items)) if items.is_empty())
    }

    /// Adds a fault of the caller's own, at this table.
    pub fn fault(&self, code: &'static str, found: impl Into<String>, expected: &str, help: &str) {
        self.document.fault(code, self.whole.clone(), found, expected, help);
    }

    /// Adds a fault of the caller's own, at a place inside this table.
    pub fn fault_at(&self, place: &Place, code: &'static str, found: impl Into<String>, help: &str) {
        self.document.findings.borrow_mut().push(Finding::fault(code, found).help(help).at(place.clone()));
    }

    fn finish(&mut self) {
        for (name, _) in self.table.iter() {
            let key = name.get_ref().as_ref();
            if self.asked.contains(&key) {
                continue;
            }
            let found = format!("The key `{key}` is not known here.");
            let known = self.asked.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
            let help = match nearest(key, self.asked.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "remove it, or move it to the table it belongs to".to_owned(),
            };
            self.document.fault("unknown-key", name.span(), found, &format!("one of {known}"), &help);
        }
    }
}

/// One value of the file with its place.
#[derive(Debug, Clone, Copy)]
pub struct Value<'k> {
    document: &'k Document<'k>,
    value: &'k Spanned<DeValue<'k>>,
}

impl<'k> Value<'k> {
    pub fn place(&self) -> Place {
        self.document.place(&self.value.span())
    }

    /// Adds a fault of the caller's own, at this value.
    pub fn fault<T>(&self, code: &'static str, found: impl Into<String>, expected: &str, help: &str) -> Option<T> {
        self.document.fault(code, self.value.span(), found, expected, help);
        None
    }

    fn wrong_type<T>(&self, expected: &str) -> Option<T> {
        let kind = match self.value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.fault("wrong-type", format!("This is {kind}."), expected, "write the value in the expected form")
    }

    pub fn text(self) -> Option<String> {
        match self.value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            DeValue::String(_) => self.fault("empty-text", "This text is empty.", "", "write it, or remove the key"),
            _ => self.wrong_type("a text in quotes"),
        }
    }

    /// The text if the value is one; no finding otherwise.
    pub fn text_if_any(&self) -> Option<&'k str> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text.as_ref()),
            _ => None,
        }
    }

    pub fn sited_text(self) -> Option<Sited<String>> {
        Some(Sited { place: self.place(), value: self.text()? })
    }

    pub fn boolean(self) -> Option<bool> {
        match self.value.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            _ => self.wrong_type("true or false"),
        }
    }

    /// A number of which differences and sums stay finite.
    pub fn number(self) -> Option<f64> {
        let read = match self.value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().replace('_', "").parse().ok(),
            DeValue::Float(float) => float.as_str().replace('_', "").parse::<f64>().ok(),
            _ => return self.wrong_type("a number"),
        };
        match read.filter(|number| number.abs() <= LARGEST_NUMBER) {
            Some(number) => Some(number),
            None => {
                let found = "This is no number that can be worked with.";
                self.fault("not-finite", found, "a number up to 1e15 in size", "write it out, or change the unit")
            }
        }
    }

    /// A number that is at least `from` and at most `to`.
    pub fn number_within(self, from: f64, to: f64) -> Option<f64> {
        let number = self.number()?;
        if (from..=to).contains(&number) {
            return Some(number);
        }
        let expected = if to.is_infinite() { format!("{from} or more") } else { format!("{from} to {to}") };
        self.fault("out-of-range", format!("{number} is out of range."), &expected, "choose a value within the range")
    }

    /// A whole number from `from` to `to`.
    pub fn whole(self, from: i64, to: i64) -> Option<i64> {
        match self.value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => {
                match integer.as_str().replace('_', "").parse::<i64>() {
                    Ok(number) if (from..=to).contains(&number) => Some(number),
                    _ => self.fault(
                        "out-of-range",
                        format!("{} is out of range.", integer.as_str()),
                        &format!("a whole number from {from} to {to}"),
                        "choose a value within the range",
                    ),
                }
            }
            _ => self.wrong_type("a whole number"),
        }
    }

    pub fn list(self) -> Option<Vec<Value<'k>>> {
        match self.value.get_ref() {
            DeValue::Array(items) => Some(items.iter().map(|value| Value { document: self.document, value }).collect()),
            _ => self.wrong_type("a list in square brackets"),
        }
    }

    /// A list of numbers of exactly this length.
    pub fn numbers<const N: usize>(self) -> Option<[f64; N]> {
        let items = self.list()?;
        if items.len() != N {
            let found = format!("This list has {} items.", items.len());
            return self.fault("wrong-length", found, &format!("{N} numbers"), "write one number for each");
        }
        let numbers: Vec<f64> = items.into_iter().filter_map(Value::number).collect();
        numbers.try_into().ok()
    }

    /// A table of numbers, e.g. `{ party = 2, signed = 1 }`.
    pub fn numbers_by_name(self) -> Option<Vec<(String, f64)>> {
        let DeValue::Table(table) = self.value.get_ref() else { return self.wrong_type("a table of numbers") };
        let entries = table.iter().map(|(name, value)| {
            let number = Value { document: self.document, value }.number()?;
            Some((name.get_ref().as_ref().to_owned(), number))
        });
        entries.collect()
    }

    /// A list of texts.
    pub fn texts(self) -> Option<Vec<Sited<String>>> {
        Some(self.list()?.into_iter().filter_map(Value::sited_text).collect())
    }

    /// A nested table.
    pub fn keys<T>(self, shape: impl FnOnce(&mut Keys<'k>) -> Option<T>) -> Option<T> {
        let DeValue::Table(table) = self.value.get_ref() else { return self.wrong_type("a table") };
        let mut keys = Keys::new(self.document, table, self.value.span());
        let read = shape(&mut keys);
        keys.finish();
        read
    }

    /// Whether the value is a table (and not, say, the bare name of a method).
    pub fn is_table(&self) -> bool {
        matches!(self.value.get_ref(), DeValue::Table(_))
    }

    /// A label: `key.en = "…"` and `key.zh-TW = "…"`.
    pub fn label(self) -> Option<Text> {
        self.keys(|keys| {
            let (en, zh_tw) = (keys.need("en", Value::text), keys.need("zh-TW", Value::text));
            Some(Text::new(en?, zh_tw?))
        })
    }

    /// `"2016..2023"`, `"2016,2021"` or a single year.
    pub fn years(self) -> Option<Years> {
        if let DeValue::Integer(_) = self.value.get_ref() {
            return self.whole(1, 9999).map(|year| Years::one(year as i32));
        }
        match Years::parse(&self.text()?) {
            Ok(years) => Some(years),
            Err(wrong) => self.fault(
                "bad-years",
                format!("Here {wrong}."),
                "inclusive years such as \"2016..2023\" or \"2016,2021\"",
                "write the earlier year first",
            ),
        }
    }

    /// One of the listed words.
    pub fn word<T: Copy>(self, known: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        if let Some((_, value)) = known.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let words = known.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let help = match nearest(&text, known.iter().map(|(word, _)| *word)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "choose one of them".to_owned(),
        };
        self.fault("unknown-word", format!("`{text}` is not known here."), &format!("one of {words}"), &help)
    }

    /// A method: its bare name, or a table with its name as the only key. Gives the name and the value under it.
    pub fn method(self) -> Option<(Sited<String>, Option<Value<'k>>)> {
        if !self.is_table() {
            return Some((self.sited_text()?, None));
        }
        let DeValue::Table(table) = self.value.get_ref() else { return None };
        let mut entries = table.iter();
        match (entries.next(), entries.next()) {
            (Some((name, value)), None) => {
                let place = self.document.place(&name.span());
                let name = Sited { place, value: name.get_ref().as_ref().to_owned() };
                Some((name, Some(Value { document: self.document, value })))
            }
            _ => self.fault(
                "not-one-method",
                "A method is written as its name alone, or as a table with its name as the only key.",
                "e.g. normalise = { goalposts = { worst = 0, best = 100 } }",
                "keep exactly one method",
            ),
        }
    }
}

/// The known word that a slip of the fingers may have meant.
pub fn nearest<'w>(text: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    // of words that are equally near, the one that begins alike: a first letter is rarely the wrong one
    let begin = |word: &str| text.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    known
        .map(|word| (strsim::damerau_levenshtein(text, word), std::cmp::Reverse(begin(word)), word))
        .filter(|&(distance, _, word)| distance <= 1 + word.len() / 4 && distance < word.len())
        .min()
        .map(|(_, _, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_faults_in_one_file_are_seven_findings_at_their_places() {
        let text = "id = 3\ntitel = \"x\"\nyears = \"2023..2016\"\nduty = \"refrian\"\nshare = 1.5\n[a]\nb = \nc = 1\n";
        let (read, findings) = Document::read("bad.toml", text, |keys| {
            keys.need("id", Value::text);
            keys.need("title", Value::text);
            keys.take("years", Value::years);
            keys.take("duty", |value| value.word(&[("refrain", 1), ("promote", 2)]));
            keys.take("share", |value| value.number_within(0.0, 1.0));
            keys.take("a", |value| value.keys(|keys| keys.take("c", Value::text)));
            Some(())
        });
        assert_eq!(read, None);
        let places: Vec<_> = findings
            .iter()
            .map(|f| (f.code, f.place.as_ref().map_or((0, 0), |place| (place.line, place.column))))
            .collect();
        for wanted in [
            ("missing-key", (1, 1)),
            ("wrong-type", (1, 6)),
            ("unknown-key", (2, 1)),
            ("bad-years", (3, 9)),
            ("unknown-word", (4, 8)),
            ("out-of-range", (5, 9)),
            ("wrong-type", (8, 5)),
        ] {
            assert!(places.contains(&wanted), "{wanted:?} is not among {places:?}");
        }
        assert!(places.iter().any(|(code, (line, _))| *code == "toml-syntax" && *line == 7), "{places:?}");
        assert!(findings.to_string().contains("did you mean `title`?"), "{findings}");
        assert!(findings.to_string().contains("did you mean `refrain`?"), "{findings}");
    }

    #[test]
    fn a_method_is_a_name_or_a_table_with_one_key() {
        let text = "a = \"rank\"\nb = { ladder = [1] }\nc = { x = 1, y = 2 }\n";
        let (_, findings) = Document::read("m.toml", text, |keys| {
            assert_eq!(keys.need("a", Value::method).unwrap().0.value, "rank");
            assert_eq!(keys.need("b", Value::method).unwrap().0.value, "ladder");
            keys.need("c", Value::method);
            Some(())
        });
        assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["not-one-method"]);
    }
}
