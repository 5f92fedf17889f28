//! A finding: one thing that is wrong, doubtful or worth knowing about what was read, with its place and what to do.

mod code;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::code::Code;

/// How much a finding weighs. Only faults stop the work and set exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    Fault,
    Doubtful,
    Note,
}

impl Severity {
    /// As it is shown and filtered by.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fault => "fault",
            Self::Doubtful => "doubtful",
            Self::Note => "note",
        }
    }
}

/// Where in a file a finding stands. Lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Place {
    pub file: String,
    pub line: usize,
    pub column: usize,
    /// The whole line, so that it can be shown without reading the file again.
    pub excerpt: String,
    /// The bytes of `excerpt` that are meant.
    #[serde(skip)]
    pub underline: (usize, usize),
}

impl Place {
    /// The place of the bytes `from..to` of `text`, which is the whole of `file`.
    pub fn of_bytes(file: &str, text: &str, from: usize, to: usize) -> Self {
        let start = text[..floor_char_boundary(text, from)].rfind('\n').map_or(0, |at| at + 1);
        Self::on_line(file, text, text[..start].matches('\n').count() + 1, from, to)
    }

    /// The same where the line is known: a large file with many faults must not be counted through for each.
    pub fn on_line(file: &str, text: &str, line: usize, from: usize, to: usize) -> Self {
        let from = floor_char_boundary(text, from);
        let start = text[..from].rfind('\n').map_or(0, |at| at + 1);
        let end = text[from..].find('\n').map_or(text.len(), |at| from + at);
        let excerpt = text[start..end].trim_end_matches('\r').to_owned();
        let to = floor_char_boundary(text, to.clamp(from, start + excerpt.len().max(from - start)));
        Self {
            file: file.to_owned(),
            line,
            column: text[start..from].chars().count() + 1,
            underline: (from - start, to - start),
            excerpt,
        }
    }

    /// A file as a whole, when no single line is to blame.
    pub fn of_file(file: &str) -> Self {
        Self { file: file.to_owned(), line: 0, column: 0, excerpt: String::new(), underline: (0, 0) }
    }
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One finding. `code` is stable and kebab-case: users filter by it and fixtures are named after it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Finding {
    pub severity: Severity,
    pub code: &'static str,
    pub place: Option<Place>,
    /// One sentence: what was found.
    pub found: String,
    /// What was expected there; empty when the first sentence says it all.
    pub expected: String,
    /// What to do about it.
    pub help: String,
}

impl Finding {
    pub fn fault(code: &'static str, found: impl Into<String>) -> Self {
        Self::new(Severity::Fault, code, found)
    }

    pub fn doubtful(code: &'static str, found: impl Into<String>) -> Self {
        Self::new(Severity::Doubtful, code, found)
    }

    pub fn note(code: &'static str, found: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, found)
    }

    fn new(severity: Severity, code: &'static str, found: impl Into<String>) -> Self {
        let (expected, help) = (String::new(), String::new());
        Self { severity, code, place: None, found: found.into(), expected, help }
    }

    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    #[must_use]
    pub fn in_file(self, file: &str) -> Self {
        self.at(Place::of_file(file))
    }

    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// All findings of one reading or pairing, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Findings(Vec<Finding>);

impl Findings {
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    pub fn extend(&mut self, other: Findings) {
        self.0.extend(other.0);
    }

    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|finding| finding.severity == severity).count()
    }

    pub fn has_fault(&self) -> bool {
        self.count(Severity::Fault) > 0
    }

    /// By file, then line and column; findings without a place come first.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| a.place.cmp(&b.place).then(a.severity.cmp(&b.severity)));
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self(vec![finding])
    }
}

impl fmt::Display for Findings {
    /// Plain lines without colour or excerpt, for logs and tests; the terminal's form is made in `cli`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in self.iter() {
            match &finding.place {
                Some(place) if place.line > 0 => write!(f, "{}:{}:{}: ", place.file, place.line, place.column)?,
                Some(place) => write!(f, "{}: ", place.file)?,
                None => {}
            }
            write!(f, "{}[{}]: {}", finding.severity.word(), finding.code, finding.found)?;
            if !finding.expected.is_empty() {
                write!(f, "; expected {}", finding.expected)?;
            }
            if !finding.help.is_empty() {
                write!(f, "; {}", finding.help)?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let text = "first\ntitle = \"臺灣\" x\nthird";
        let at = text.find('x').unwrap();
        let place = Place::of_bytes("a.toml", text, at, at + 1);
        assert_eq!((place.line, place.column), (2, 14));
        assert_eq!(&place.excerpt[place.underline.0..place.underline.1], "x");
    }

    #[test]
    fn a_place_beyond_the_end_is_held_at_the_end() {
        let place = Place::of_bytes("a.toml", "abc", 90, 99);
        assert_eq!((place.line, place.column), (1, 4));
    }

    #[test]
    fn only_faults_count_as_faults() {
        let mut findings = Findings::from(Finding::note("nothing", "Nothing."));
        assert!(!findings.has_fault());
        findings.push(Finding::fault("wrong", "Wrong.").in_file("a.csv").expected("right").help("mend it"));
        assert!(findings.has_fault());
        assert_eq!(
            findings.to_string(),
            "note[nothing]: Nothing.\na.csv: fault[wrong]: Wrong.; expected right; mend it\n"
        );
    }
}
