//! One value of a TOML file, taken in the form that is asked for; what has another form is a fault at its place.

use toml::Spanned;
use toml::de::DeValue;

use super::{Document, Keys, Sited, nearest};
use crate::words::finding::Place;
use crate::words::locale::Text;
use crate::words::number::LARGEST_NUMBER;
use crate::words::year::Years;

/// One value of the file with its place.
#[derive(Debug, Clone, Copy)]
pub struct Value<'k> {
    pub(super) document: &'k Document<'k>,
    pub(super) value: &'k Spanned<DeValue<'k>>,
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
