//! `datapackage.json`.

use serde_json::{Map, Value, json};

use super::shape::{Key, code, list, need, number, share, table, take, text, whole, word};
use crate::dataset::package::{Kind, OF_PACKAGES, OF_RESOURCES};

pub(super) fn file() -> Value {
    let own = [
        need("name", "Short name: variables are written <name>.<variable>.", text()),
        need("title", "", text()),
        need("title-zh-TW", "", text()),
        take("description", "", json!({ "type": "string" })),
        need("version", "Edition of the package.", text()),
        need("kind", "What its rows are.", word(Kind::ALL.map(Kind::key))),
        need("licenses", "", list(open([text_of("name"), text_of("title"), text_of("path")]), 1)),
        need("sources", "", list(open([need("title", "", text()), text_of("path"), text_of("version")]), 1)),
        need("citation", "", text()),
        need("short-source", "For the source line of charts.", text()),
        need("short-source-zh-TW", "", text()),
        take("notes", "", list(json!({ "type": "string" }), 0)),
        take("blind-lists", "Countries in which nobody could have reported, by a name.", blind_lists()),
        take("error-correlation", "How far the errors of its figures go together.", correlation()),
        take("judgements", "How codes that people gave were given, and become one.", coding()),
        need("resources", "Its files.", list(resource(), 1)),
    ];
    with_standard(table(own), &OF_PACKAGES)
}

/// The properties that the standard has beside our own may hold anything.
fn with_standard(mut table: Value, known: &[&str]) -> Value {
    if let Some(properties) = table["properties"].as_object_mut() {
        for name in known {
            properties.entry(*name).or_insert(json!(true));
        }
    }
    table
}

/// A table that may hold further keys of the standard.
fn open(keys: impl IntoIterator<Item = Key>) -> Value {
    let mut open = table(keys);
    open["additionalProperties"] = json!(true);
    open
}

fn text_of(name: &'static str) -> Key {
    take(name, "", json!({ "type": "string" }))
}

fn blind_lists() -> Value {
    let list = open([
        need("reason", "", json!({ "type": "string" })),
        need("reason-zh-TW", "", json!({ "type": "string" })),
        need("countries", "Codes.", list(code(), 0)),
    ]);
    json!({ "type": "object", "additionalProperties": list, "properties": Map::new() })
}

fn correlation() -> Value {
    table([
        need("years", "The same country and variable in another year.", share()),
        need("variables", "Another variable of the package.", share()),
        need("countries", "Another country.", share()),
        need("reason", "", text()),
    ])
}

fn coding() -> Value {
    table([
        take("scale", "Ascending; -1, 0 and 1 where nothing is said.", list(number(), 2)),
        take("combine", "How the codes of several coders become one.", word(["median", "mean", "majority"])),
        take("level", "Of measurement.", word(["nominal", "ordinal", "interval", "ratio"])),
    ])
}

fn resource() -> Value {
    let own = table([
        need("name", "What the file holds: observations, variables, facts, …", text()),
        need("path", "Inside the folder.", text()),
        take("hash", "sha256:…; `upheld data seal` writes it.", json!({ "type": "string" })),
        take("bytes", "Its size.", whole(0, i64::MAX)),
    ]);
    with_standard(own, &OF_RESOURCES)
}
