//! A CSV file that people edit, read with the place of every field so that all of its faults can be shown at once.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};

use crate::words::finding::{Finding, Findings, Place};
use crate::words::keys::nearest;
use crate::words::number::LARGEST_NUMBER;

/// In bytes. No figure or fact with its note comes near it; a quote that is never closed does.
const LONGEST_ROW: usize = 64 << 10;

/// The rows of a file whose header has been judged.
#[derive(Debug)]
pub struct Sheet<'s> {
    file: &'s str,
    text: &'s str,
    columns: HashMap<&'static str, usize>,
    rows: Vec<StringRecord>,
}

/// One row; fields are asked for by the name of their column.
#[derive(Debug, Clone, Copy)]
pub struct Row<'s> {
    sheet: &'s Sheet<'s>,
    record: &'s StringRecord,
}

impl<'s> Sheet<'s> {
    /// Reads the file. `required` columns must be there, `optional` ones may; every other column is a finding. A file
    /// whose header has a fault has no rows: each of them would look wrong.
    pub fn read(
        file: &'s str,
        text: &'s str,
        required: &[&'static str],
        optional: &[&'static str],
    ) -> (Self, Findings) {
        let mut sheet = Self { file, text, columns: HashMap::new(), rows: Vec::new() };
        let mut findings = Findings::default();
        judge_lines(file, text, &mut findings);
        if findings.has_fault() {
            return (sheet, findings);
        }
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut records = reader.records();
        let Some(Ok(header)) = records.next() else {
            let found = "The file is empty.";
            let header = required.join(",");
            findings.push(Finding::fault("empty-file", found).expected(format!("the header {header}")).in_file(file));
            return (sheet, findings);
        };
        sheet.judge_header(&header, required, optional, &mut findings);
        let sound = !findings.has_fault();
        while let Some(record) = records.next() {
            let end = records.reader().position().byte() as usize;
            match record {
                Ok(record) if end - start_of(&record) > LONGEST_ROW => {
                    findings.push(too_long(end - start_of(&record)).at(sheet.place_of_row(&record)));
                }
                Ok(record) if record.len() == header.len() => sheet.rows.push(record),
                Ok(record) => findings.push(
                    Finding::fault("wrong-field-count", format!("This row has {} fields.", record.len()))
                        .expected(format!("{} fields, as in the header", header.len()))
                        .help("add or remove a comma, or put quotes around a text with commas")
                        .at(sheet.place_of_row(&record)),
                ),
                Err(error) => {
                    let found = format!("This is not CSV: {error}.");
                    findings.push(Finding::fault("csv-syntax", found).help("mend the row").in_file(file));
                }
            }
        }
        if !sound {
            sheet.rows.clear();
        }
        (sheet, findings)
    }

    fn judge_header(
        &mut self,
        header: &StringRecord,
        required: &[&'static str],
        optional: &[&'static str],
        findings: &mut Findings,
    ) {
        for (at, name) in header.iter().enumerate() {
            let known = required.iter().chain(optional).find(|known| **known == name);
            match known {
                Some(known) if self.columns.insert(known, at).is_none() => {}
                Some(_) => findings.push(
                    Finding::fault("repeated-column", format!("The column `{name}` stands twice."))
                        .help("remove one of them")
                        .at(self.place_of_field(header, at)),
                ),
                None => {
                    let help = match nearest(name, required.iter().chain(optional).copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "remove the column".to_owned(),
                    };
                    let known: Vec<&str> = required.iter().chain(optional).copied().collect();
                    findings.push(
                        Finding::fault("unknown-column", format!("The column `{name}` is not known here."))
                            .expected(known.join(","))
                            .help(help)
                            .at(self.place_of_field(header, at)),
                    );
                }
            }
        }
        for name in required {
            if !self.columns.contains_key(name) {
                findings.push(
                    Finding::fault("missing-column", format!("The column `{name}` is missing."))
                        .help("add it")
                        .at(self.place_of_row(header)),
                );
            }
        }
    }

    pub fn rows(&'s self) -> impl Iterator<Item = Row<'s>> {
        self.rows.iter().map(move |record| Row { sheet: self, record })
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn place_of_row(&self, record: &StringRecord) -> Place {
        let from = start_of(record);
        let end = self.text[from.min(self.text.len())..].find('\n').map_or(self.text.len(), |at| from + at);
        Place::on_line(self.file, self.text, line_of(record), from, end)
    }

    fn place_of_field(&self, record: &StringRecord, field: usize) -> Place {
        let start = start_of(record).min(self.text.len());
        let (mut from, mut quoted, mut at_field) = (start, false, 0);
        let mut end = self.text.len();
        for (offset, byte) in self.text.as_bytes()[start..].iter().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b',' | b'\n' if !quoted => {
                    if at_field == field || *byte == b'\n' {
                        end = start + offset;
                        break;
                    }
                    at_field += 1;
                    from = start + offset + 1;
                }
                _ => {}
            }
        }
        // a field behind a quoted line end stands on a later line than its row
        let line = line_of(record) + self.text[start..from].matches('\n').count();
        Place::on_line(self.file, self.text, line, from, end)
    }
}

/// Refuses lines that are too long before any of them is taken apart or shown.
fn judge_lines(file: &str, text: &str, findings: &mut Findings) {
    for (at, line) in text.split('\n').enumerate().filter(|(_, line)| line.len() > LONGEST_ROW) {
        let excerpt: String = line.chars().take(60).chain(['…']).collect();
        let underline = (0, excerpt.len());
        let place = Place { file: file.to_owned(), line: at + 1, column: 1, excerpt, underline };
        findings.push(too_long(line.len()).at(place));
    }
}

fn too_long(bytes: usize) -> Finding {
    Finding::fault("row-too-long", format!("This row has {bytes} bytes."))
        .expected(format!("at most {LONGEST_ROW} bytes"))
        .help("close the quote that opens in it, or move the text elsewhere")
}

fn start_of(record: &StringRecord) -> usize {
    record.position().map_or(0, |position| position.byte() as usize)
}

fn line_of(record: &StringRecord) -> usize {
    record.position().map_or(1, |position| position.line() as usize)
}

impl<'s> Row<'s> {
    /// The trimmed text of a field; empty when the column is not there.
    pub fn field(&self, column: &str) -> &'s str {
        self.sheet.columns.get(column).and_then(|&at| self.record.get(at)).unwrap_or("").trim()
    }

    /// The text, or nothing when the field is empty.
    pub fn filled(&self, column: &str) -> Option<&'s str> {
        Some(self.field(column)).filter(|text| !text.is_empty())
    }

    /// Where the field stands; the row when the column is not there.
    pub fn place(&self, column: &str) -> Place {
        match self.sheet.columns.get(column) {
            Some(&at) => self.sheet.place_of_field(self.record, at),
            None => self.sheet.place_of_row(self.record),
        }
    }

    /// A fault at a field.
    pub fn fault(&self, column: &str, code: &'static str, found: impl Into<String>) -> Finding {
        Finding::fault(code, found).at(self.place(column))
    }

    /// A finite number, `Ok(None)` when the field is empty.
    ///
    /// # Errors
    /// A finding when the text is not a finite number.
    pub fn number(&self, column: &str) -> Result<Option<f64>, Finding> {
        let Some(text) = self.filled(column) else { return Ok(None) };
        match text.parse::<f64>() {
            Ok(number) if number.abs() <= LARGEST_NUMBER => Ok(Some(number)),
            _ => Err(self
                .fault(column, "not-a-number", format!("`{text}` is not a number."))
                .expected("digits with a decimal point, up to 1e15 in size")
                .help("leave the row out when there is no value")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_shown_at_its_line_and_column_even_behind_quotes_and_chinese() {
        let text = "name,value\n\"臺灣, a, b\",x\nplain,2\n";
        let (sheet, findings) = Sheet::read("t.csv", text, &["name", "value"], &[]);
        assert!(findings.is_empty());
        let row = sheet.rows().next().unwrap();
        let finding = row.number("value").unwrap_err();
        let place = finding.place.unwrap();
        assert_eq!((place.line, place.column), (2, 12));
        assert_eq!(&place.excerpt[place.underline.0..place.underline.1], "x");
    }

    #[test]
    fn every_fault_of_the_header_and_the_rows_is_found() {
        let text = "nmae,value,value\na,1,2\nb,1\n";
        let (_, findings) = Sheet::read("t.csv", text, &["name", "value"], &[]);
        assert_eq!(
            findings.iter().map(|f| f.code).collect::<Vec<_>>(),
            ["unknown-column", "repeated-column", "missing-column", "wrong-field-count"]
        );
        assert!(findings.to_string().contains("did you mean `name`?"));
    }

    #[test]
    fn an_empty_file_says_which_header_is_expected() {
        let (_, findings) = Sheet::read("t.csv", "", &["name", "value"], &[]);
        assert_eq!(
            findings.to_string(),
            "t.csv: fault[empty-file]: The file is empty.; expected the header name,value\n"
        );
    }
}
