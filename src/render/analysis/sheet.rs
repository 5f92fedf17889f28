//! A table that can be shown and exported: each value knows how it is printed, and stays a number as data.

use serde_json::{Map, Value as Json, json};

use crate::render::json::number as rounded;
use crate::render::paint::Paint;
use crate::render::uncertainty::grid;
use crate::words::number::{exported, fixed, percent};
use crate::words::year::Year;

/// Rows under a title, with notes below.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Value>>,
    pub notes: Vec<String>,
}

/// A column by its key in data and its title for readers.
#[derive(Clone, Debug)]
pub struct Column {
    pub key: &'static str,
    pub title: String,
    /// Ids and quartiles are for data alone.
    pub shown: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    /// Words of data, with what readers see of each.
    Words(Vec<(&'static str, String)>),
    Count(usize),
    Year(Year),
    /// Printed with so many decimals.
    Number(f64, usize),
    /// In a unit of its own: printed with four significant figures.
    Measured(f64),
    /// From 0 to 1.
    Share(f64),
    Nothing,
}

impl Column {
    pub fn shown(key: &'static str, title: String) -> Self {
        Self { key, title, shown: true }
    }

    pub fn data(key: &'static str) -> Self {
        Self { key, title: String::new(), shown: false }
    }
}

impl Value {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn number(value: Option<f64>, decimals: usize) -> Self {
        value.map_or(Self::Nothing, |value| Self::Number(value, decimals))
    }

    pub fn measured(value: Option<f64>) -> Self {
        value.map_or(Self::Nothing, Self::Measured)
    }

    pub fn share(value: Option<f64>) -> Self {
        value.map_or(Self::Nothing, Self::Share)
    }

    fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Words(words) => words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(", "),
            Self::Count(count) => count.to_string(),
            Self::Year(year) => year.to_string(),
            Self::Number(value, decimals) => fixed(*value, *decimals).replace('-', "−"),
            Self::Measured(value) => significant(*value).replace('-', "−"),
            Self::Share(share) => percent(*share),
            Self::Nothing => "·".to_owned(),
        }
    }

    fn field(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Words(words) => words.iter().map(|(key, _)| *key).collect::<Vec<_>>().join(" "),
            Self::Count(count) => count.to_string(),
            Self::Year(year) => year.to_string(),
            Self::Number(value, _) | Self::Measured(value) | Self::Share(value) => exported(*value),
            Self::Nothing => String::new(),
        }
    }

    fn json(&self) -> Json {
        match self {
            Self::Text(text) => json!(text),
            Self::Words(words) => words.iter().map(|(key, _)| json!(key)).collect(),
            Self::Count(count) => json!(count),
            Self::Year(year) => json!(year),
            Self::Number(value, _) | Self::Measured(value) | Self::Share(value) => json!(rounded(*value)),
            Self::Nothing => Json::Null,
        }
    }

    fn is_text(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Words(_))
    }
}

/// Four significant figures, and no more than three decimals.
fn significant(value: f64) -> String {
    let decimals = [1000.0, 100.0, 10.0].iter().filter(|edge| value.abs() < **edge).count();
    let text = fixed(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

impl Sheet {
    /// For the terminal.
    pub fn text(&self, paint: Paint) -> String {
        let shown: Vec<usize> = (0..self.columns.len()).filter(|&at| self.columns[at].shown).collect();
        let header = shown.iter().map(|&at| self.columns[at].title.clone()).collect();
        let rows = self.rows.iter().map(|row| shown.iter().map(|&at| row[at].shown()).collect()).collect();
        let left = shown.iter().enumerate().filter(|(_, at)| self.rows.iter().any(|row| row[**at].is_text()));
        let left: Vec<usize> = left.map(|(place, _)| place).collect();
        let table = if self.rows.is_empty() { String::new() } else { grid(header, rows, &left) + "\n" };
        let notes: String = self.notes.iter().map(|note| paint.dim(note) + "\n").collect();
        format!("{}\n{table}{notes}", paint.bold(&self.title))
    }

    /// Takes the rows of another of the same columns.
    pub fn append(&mut self, other: Self) {
        if self.columns.is_empty() {
            *self = other;
        } else {
            self.rows.extend(other.rows);
        }
    }

    /// # Errors
    /// Only if memory cannot be written, which cannot happen.
    pub fn csv(&self) -> Result<String, csv::Error> {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        writer.write_record(self.columns.iter().map(|column| column.key))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(Value::field))?;
        }
        let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// A list of objects; what is missing is null.
    pub fn json(&self) -> Json {
        let object = |row: &Vec<Value>| {
            let fields = self.columns.iter().zip(row).map(|(column, value)| (column.key.to_owned(), value.json()));
            Json::Object(fields.collect::<Map<_, _>>())
        };
        self.rows.iter().map(object).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            title: "Two rows".to_owned(),
            columns: vec![
                Column::data("id"),
                Column::shown("name", "Name".to_owned()),
                Column::shown("share", "Share".to_owned()),
                Column::shown("flags", "Flags".to_owned()),
            ],
            rows: vec![
                vec![
                    Value::text("a,b"),
                    Value::text("First"),
                    Value::Share(0.25),
                    Value::Words(vec![("few", "wenige".into())]),
                ],
                vec![Value::Nothing, Value::text("Second"), Value::Nothing, Value::Words(vec![])],
            ],
            notes: vec!["A note.".to_owned()],
        }
    }

    #[test]
    fn readers_see_names_and_percent_and_data_has_ids_and_shares() {
        let shown = sheet().text(Paint(false));
        assert_eq!(shown, "Two rows\n Name    Share  Flags\n First    25 %  wenige\n Second      ·\nA note.\n");
        assert_eq!(sheet().csv().unwrap(), "id,name,share,flags\n\"a,b\",First,0.25,few\n,Second,,\n");
        assert_eq!(
            sheet().json(),
            json!([
                { "flags": ["few"], "id": "a,b", "name": "First", "share": 0.25 },
                { "flags": [], "id": null, "name": "Second", "share": null },
            ])
        );
    }

    #[test]
    fn measured_values_have_four_figures() {
        let shown = [123_456.0, 123.456, 12.3456, 1.5, 0.000_4, -7.25].map(significant);
        assert_eq!(shown, ["123456", "123.5", "12.35", "1.5", "0", "-7.25"]);
    }
}
