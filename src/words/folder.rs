//! A folder of files in memory, as the shelf hands it to the rooms that read it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::words::finding::{Finding, Findings};

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

    /// The text of a file.
    ///
    /// # Errors
    /// A finding when the file is missing or its bytes are not UTF-8.
    pub fn text(&self, file: &str) -> Result<&str, Findings> {
        let Some(bytes) = self.files.get(file) else {
            let found = format!("The file `{file}` is missing.");
            return Err(Finding::fault("missing-file", found).in_file(&self.path(file)).help("add it").into());
        };
        text(&self.path(file), bytes)
    }
}

/// Bytes as text.
///
/// # Errors
/// A finding at the first byte that is not UTF-8.
pub fn text<'b>(path: &str, bytes: &'b [u8]) -> Result<&'b str, Findings> {
    std::str::from_utf8(bytes).map_err(|error| {
        let upto = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
        let place = crate::words::finding::Place::of_bytes(path, &upto, upto.len(), upto.len());
        Finding::fault("not-utf-8", "Here the bytes are not UTF-8.")
            .expected("UTF-8 text")
            .help("save the file as UTF-8")
            .at(place)
            .into()
    })
}
