//! Reads a TOML file key by key and gathers every fault at its place, where a plain deserialiser stops at the first.

mod value;

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub use self::value::Value;
use crate::words::finding::{Finding, Findings, Place};

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

    /// Adds a finding that knows its place.
    pub fn push(&self, finding: Finding) {
        self.document.findings.borrow_mut().push(finding);
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
