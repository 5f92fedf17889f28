//! JSON Schemas (draft 2020-12) of the files that people write, so that editors complete and validate them.
//!
//! The readers take keys by hand, with `need` and `take`; here each key stands once more, with its description, under the
//! same two words. Names of methods, kinds and words come from the code's own lists. To add a key: one line in the
//! file of its kind; to add a method: one arm in `method.rs`. Tests hold both against the readers.

mod cases;
mod datapackage;
mod doubts;
mod instrument;
mod method;
mod plan;
mod principle;
mod shape;

use serde_json::{Value, json};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Rubric,
    Instrument,
    Principle,
    Cases,
    Doubts,
    Plan,
    DataPackage,
}

impl Kind {
    /// Every kind by its name.
    pub const ALL: [(&'static str, Self); 7] = [
        ("rubric", Self::Rubric),
        ("instrument", Self::Instrument),
        ("principle", Self::Principle),
        ("cases", Self::Cases),
        ("doubts", Self::Doubts),
        ("plan", Self::Plan),
        ("datapackage", Self::DataPackage),
    ];

    /// What it is the schema of, for lists.
    pub fn says(self) -> &'static str {
        match self {
            Self::Rubric => "any TOML file of a rubric's folder",
            Self::Instrument => "instrument.toml of a rubric",
            Self::Principle => "the file of a principle",
            Self::Cases => "cases.toml of a rubric",
            Self::Doubts => "doubts.toml of a rubric",
            Self::Plan => "a plan, e.g. reports/dfi.toml",
            Self::DataPackage => "datapackage.json of a dataset",
        }
    }

    /// The schema as a document of its own.
    pub fn schema(self) -> Value {
        let mut schema = self.shape();
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        schema["title"] = json!(format!("upheld {}: {}", env!("CARGO_PKG_VERSION"), self.says()));
        schema
    }

    fn shape(self) -> Value {
        match self {
            Self::Rubric => {
                let files = [Self::Instrument, Self::Principle, Self::Cases, Self::Doubts];
                shape::either(files.map(Self::shape).to_vec())
            }
            Self::Instrument => instrument::file(),
            Self::Principle => principle::file(),
            Self::Cases => cases::file(),
            Self::Doubts => doubts::file(),
            Self::Plan => plan::file(),
            Self::DataPackage => datapackage::file(),
        }
    }
}
