//! A folder of files in memory, as the shelf hands it to the rooms that read it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::words::finding::{Finding, Findings, Place};

/// Files by their path inside the folder, with `/` between names.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// Its own name, e.g. `vdem` or `dfi`.
    pub name: String,
    /// What stands before the path of a file in findings: `datasets/vdem` or the folder the user gave.
    pub shown: String,
    /// `built-in`, or the folder the user gave.
    pub origin: String,
    /// Where it lies on the disk, if it does: paths inside its files start there.
    pub root: Option<PathBuf>,
    pub files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Folder {
    /// How a file of this folder is named in findings.
    pub fn path(&self, file: &str) -> String {
        if self.shown.is_empty() { file.to_owned() } else { format!("{}/{file}", self.shown) }
    }

    /// The text of a file, as [`text`] gives it.
    ///
    /// # Errors
    /// A finding when the file is missing, or what [`text`] finds.
    pub fn text(&self, file: &str) -> (Option<Cow<'_, str>>, Findings) {
        let Some(bytes) = self.files.get(file) else {
            let found = format!("The file `{file}` is missing.");
            return (None, Finding::fault("missing-file", found).in_file(&self.path(file)).help("add it").into());
        };
        text(&self.path(file), bytes)
    }
}

/// Bytes as text, without a byte order mark. What is not UTF-8 becomes `�`, so that the other faults of the file can be
/// shown in the same run.
///
/// # Errors
/// A finding for every line with bytes that are not UTF-8; no text where the file is plainly in another encoding.
pub fn text<'b>(path: &str, bytes: &'b [u8]) -> (Option<Cow<'b, str>>, Findings) {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let finding = Finding::fault("not-utf-8", "The file is UTF-16.").expected("UTF-8 text");
        return (None, finding.help("save the file as UTF-8").in_file(path).into());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    let mut findings = Findings::default();
    if let Cow::Borrowed(_) = text {
        return (Some(text), findings);
    }
    let (mut from, mut line, mut last) = (0, 1, 0);
    for chunk in bytes.utf8_chunks() {
        from += chunk.valid().len();
        line += chunk.valid().matches('\n').count();
        if chunk.invalid().is_empty() {
            continue;
        }
        let to = from + char::REPLACEMENT_CHARACTER.len_utf8();
        if line != last {
            let finding = Finding::fault("not-utf-8", "Here the bytes are not UTF-8.").expected("UTF-8 text");
            let help = "save the file as UTF-8";
            findings.push(finding.help(help).at(Place::on_line(path, &text, line, from, to)));
        }
        (from, last) = (to, line);
    }
    (Some(text), findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_is_not_utf_8_is_shown_and_the_rest_is_read() {
        let (read, findings) = text("t.csv", b"\xef\xbb\xbfa\n\xe9\xff b\nc\n\xe8\x87\xba \xe9 d");
        assert_eq!(read.unwrap(), "a\n\u{fffd}\u{fffd} b\nc\n臺 \u{fffd} d");
        let places: Vec<_> = findings.iter().map(|f| f.place.clone().unwrap()).map(|p| (p.line, p.column)).collect();
        assert_eq!(places, [(2, 1), (4, 3)]);
    }

    #[test]
    fn utf_16_is_called_by_its_name() {
        let (read, findings) = text("t.csv", b"\xff\xfea\0");
        assert_eq!(read, None);
        let expected = "t.csv: fault[not-utf-8]: The file is UTF-16.; expected UTF-8 text; save the file as UTF-8\n";
        assert_eq!(findings.to_string(), expected);
    }
}
