//! Where each value of a JSON text stands: findings point there, and sealing changes nothing else.

use std::ops::Range;

/// A value with the bytes that it takes.
#[derive(Debug, PartialEq)]
pub(super) struct Outline {
    pub span: Range<usize>,
    /// Of an object: its keys with their values, in the order of the text.
    pub entries: Vec<(Key, Outline)>,
    /// Of a list: its items.
    pub items: Vec<Outline>,
}

#[derive(Debug, PartialEq)]
pub(super) struct Key {
    pub name: String,
    pub span: Range<usize>,
}

impl Outline {
    /// The outline of a text that is known to be JSON.
    pub fn of(text: &str) -> Self {
        Reader { text, at: 0 }.value()
    }

    /// The key of an object with its value.
    pub fn entry(&self, name: &str) -> Option<&(Key, Outline)> {
        self.entries.iter().find(|(key, _)| key.name == name)
    }

    pub fn value(&self, name: &str) -> Option<&Outline> {
        self.entry(name).map(|(_, value)| value)
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, these: &[u8]) {
        while self.next().is_some_and(|byte| these.contains(&byte)) {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Outline {
        self.skip(b" \t\r\n");
        let from = self.at;
        let (mut entries, mut items) = (Vec::new(), Vec::new());
        match self.next() {
            Some(b'{') => self.each(b'}', |reader| {
                let span = reader.string();
                let name = reader.text.get(span.clone()).and_then(|text| serde_json::from_str(text).ok());
                reader.skip(b" \t\r\n:");
                entries.push((Key { name: name.unwrap_or_default(), span }, reader.value()));
            }),
            Some(b'[') => self.each(b']', |reader| items.push(reader.value())),
            Some(b'"') => drop(self.string()),
            _ => {
                while self.next().is_some_and(|byte| !b" \t\r\n,]}".contains(&byte)) {
                    self.at += 1;
                }
            }
        }
        Outline { span: from..self.at, entries, items }
    }

    /// Reads what stands between brackets, part by part.
    fn each(&mut self, end: u8, mut part: impl FnMut(&mut Self)) {
        self.at += 1;
        self.skip(b" \t\r\n,");
        while self.next().is_some_and(|byte| byte != end) {
            let from = self.at;
            part(self);
            // a bracket that opens nothing, in a text that is not JSON
            self.at += usize::from(self.at == from);
            self.skip(b" \t\r\n,");
        }
        self.at = self.text.len().min(self.at + 1);
    }

    fn string(&mut self) -> Range<usize> {
        let from = self.at;
        self.at += 1;
        while let Some(byte) = self.next() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        self.at = self.at.min(self.text.len());
        from..self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_key_and_value_is_found_where_it_stands() {
        let text = r#" { "a": [1, {"臺\"灣" : null}], "b":"x]}", "c": -2.5e3 } "#;
        let outline = Outline::of(text);
        let shown = |outline: &Outline| text[outline.span.clone()].to_owned();
        assert_eq!(shown(outline.value("b").unwrap()), r#""x]}""#);
        assert_eq!(shown(outline.value("c").unwrap()), "-2.5e3");
        let items = &outline.value("a").unwrap().items;
        assert_eq!(items.iter().map(shown).collect::<Vec<_>>(), ["1", r#"{"臺\"灣" : null}"#]);
        let (key, value) = &items[1].entries[0];
        assert_eq!(
            (key.name.as_str(), &text[key.span.clone()], shown(value)),
            ("臺\"灣", r#""臺\"灣""#, "null".into())
        );
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf =
            prop_oneof![Just(serde_json::Value::Null), any::<i32>().prop_map(Into::into), ".*".prop_map(Into::into)];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
                prop::collection::btree_map(".*", inner, 0..5)
                    .prop_map(|map| map.into_iter().collect::<serde_json::Map<_, _>>().into()),
            ]
        })
    }

    fn agrees(text: &str, outline: &Outline, value: &serde_json::Value) -> bool {
        serde_json::from_str::<serde_json::Value>(&text[outline.span.clone()]).is_ok_and(|read| read == *value)
            && value.as_array().is_none_or(|list| {
                list.len() == outline.items.len() && list.iter().zip(&outline.items).all(|(v, o)| agrees(text, o, v))
            })
            && value.as_object().is_none_or(|map| {
                map.len() == outline.entries.len()
                    && map.iter().all(|(key, v)| outline.value(key).is_some_and(|o| agrees(text, o, v)))
            })
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_parser_on_every_text(value in json(), pretty: bool) {
            let text =
                if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
            prop_assert!(agrees(&text, &Outline::of(&text), &value), "{text}");
        }

        #[test]
        fn a_text_that_is_not_json_does_no_harm(text in "[\\[\\]{}\",: a\\\\臺]{0,40}") {
            let span = Outline::of(&text).span;
            prop_assert!(span.start <= span.end && span.end <= text.len());
        }
    }
}
