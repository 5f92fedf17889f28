//! The codes of findings: users filter by them, so each is described once, in `codes.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Severity;

/// What a code stands for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// One for most codes.
    pub severities: Vec<Severity>,
    /// One sentence.
    pub means: String,
    /// What to do about it, in one sentence.
    #[serde(rename = "do")]
    pub remedy: String,
}

impl Code {
    /// Every code by its word, in alphabetical order.
    pub fn all() -> &'static BTreeMap<String, Self> {
        static ALL: LazyLock<BTreeMap<String, Code>> =
            LazyLock::new(|| toml::from_str(include_str!("codes.toml")).unwrap_or_default());
        &ALL
    }

    /// The severities in words: `fault`, or `fault, doubtful`.
    pub fn severity(&self) -> String {
        self.severities.iter().map(|severity| severity.word()).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_described_in_whole_sentences_and_stands_in_its_place() {
        let text = include_str!("codes.toml");
        let listed: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')).collect();
        assert_eq!(listed, Code::all().keys().collect::<Vec<_>>(), "the file is in alphabetical order");
        assert!(listed.len() > 100);
        for (word, code) in Code::all() {
            assert!(code.means.ends_with('.') && code.remedy.ends_with('.'), "{word}: sentences end with a full stop");
            assert!(!code.severities.is_empty() && !code.means.contains('|'), "{word}");
        }
    }
}
