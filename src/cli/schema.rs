//! `upheld schema`: the JSON Schemas of the files that people write, for their editors.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValue;

use super::screen::{Screen, Stop};
use crate::publish::write_file;
use crate::render::json;
use crate::schema::Kind;

/// Print the JSON Schema of a kind of file, or write them all, for editors that complete and validate
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Examples:
  upheld schema principle
  upheld schema rubric                       any TOML file of a rubric's folder
  upheld schema --to schemas                 all of them: schemas/principle.schema.json, …

In an editor with Taplo or Even Better TOML, a first line

  #:schema ../../schemas/principle.schema.json

in a file, or a rule in .taplo.toml, is enough:

  [[rule]]
  include = [\"rubrics/*/*.toml\"]
  schema.path = \"schemas/rubric.schema.json\"")]
pub struct Schema {
    /// The kind of file
    #[arg(value_parser = kinds(), required_unless_present = "to", conflicts_with = "to")]
    kind: Option<String>,
    /// Write the schemas of all kinds in here
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

fn kinds() -> clap::builder::PossibleValuesParser {
    Kind::ALL.map(|(name, kind)| PossibleValue::new(name).help(kind.says())).into()
}

impl Schema {
    pub(super) fn run(&self, screen: &Screen) -> Result<(), Stop> {
        let Some(folder) = &self.to else {
            let kind = Kind::ALL.iter().find(|(name, _)| self.kind.as_deref() == Some(name));
            return kind.map_or(Ok(()), |(_, kind)| screen.print(&json::text(&kind.schema())));
        };
        let mut written = String::new();
        for (name, kind) in Kind::ALL {
            let file = folder.join(format!("{name}.schema.json"));
            write_file(&file, json::text(&kind.schema()).as_bytes())?;
            written.push_str(&format!("{}\n", file.display()));
        }
        screen.print(&written)
    }
}
