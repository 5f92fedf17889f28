//! Languages: labels that files carry in both, and the table of the program's own sentences.
//!
//! Adding a language is adding a file under `locale/`, a variant here and the column in the datasets.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Serialize, Serializer};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lang {
    En,
    ZhTw,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::En, Self::ZhTw];

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhTw => "zh-TW",
        }
    }

    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(tag))
    }

    fn table(self) -> &'static BTreeMap<String, String> {
        static EN: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| read(include_str!("locale/en.toml")));
        static ZH_TW: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| read(include_str!("locale/zh-TW.toml")));
        match self {
            Self::En => &EN,
            Self::ZhTw => &ZH_TW,
        }
    }

    /// The sentence under `key`, with each `{name}` replaced by its value. An unknown key is printed as it is; a test
    /// keeps the tables equal and complete.
    pub fn say(self, key: &str, values: &[(&str, &str)]) -> String {
        let Some(sentence) = self.table().get(key) else { return key.to_owned() };
        let mut said = sentence.clone();
        for (name, value) in values {
            said = said.replace(&format!("{{{name}}}"), value);
        }
        said
    }

    /// A list in words: "a, b and c"; "a、b和c".
    pub fn list(self, items: &[String]) -> String {
        let (comma, and) = match self {
            Self::En => (", ", " and "),
            Self::ZhTw => ("、", "和"),
        };
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{}{and}{last}", first.join(comma)),
        }
    }
}

impl Serialize for Lang {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}

fn read(table: &str) -> BTreeMap<String, String> {
    toml::from_str(table).unwrap_or_default()
}

/// A label in every language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Text {
    pub en: String,
    #[serde(rename = "zh-TW")]
    pub zh_tw: String,
}

impl Text {
    pub fn new(en: impl Into<String>, zh_tw: impl Into<String>) -> Self {
        Self { en: en.into(), zh_tw: zh_tw.into() }
    }

    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::ZhTw => &self.zh_tw,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placeholders(sentence: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn every_language_has_the_same_keys_and_placeholders() {
        let english = Lang::En.table();
        assert!(english.len() > 10);
        for lang in Lang::ALL {
            let keys: Vec<_> = lang.table().keys().collect();
            assert_eq!(keys, english.keys().collect::<Vec<_>>(), "{}", lang.tag());
            for (key, sentence) in lang.table() {
                assert_eq!(placeholders(sentence), placeholders(&english[key]), "{} {key}", lang.tag());
                assert!(!sentence.trim().is_empty(), "{} {key}", lang.tag());
            }
        }
    }

    #[test]
    fn a_list_reads_naturally() {
        let items: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!((Lang::En.list(&items), Lang::ZhTw.list(&items)), ("a, b and c".into(), "a、b和c".into()));
    }
}
