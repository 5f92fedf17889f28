//! What schemas are made of: tables with their keys, and the forms that a value may have.

use serde_json::{Map, Value, json};

use crate::words::locale::Lang;

/// One key of a table.
pub(super) struct Key {
    name: &'static str,
    needed: bool,
    shape: Value,
}

/// A key that must be there.
pub(super) fn need(name: &'static str, says: &str, shape: Value) -> Key {
    Key { name, needed: true, shape: described(shape, says) }
}

/// A key that may be left out.
pub(super) fn take(name: &'static str, says: &str, shape: Value) -> Key {
    Key { name, needed: false, shape: described(shape, says) }
}

fn described(mut shape: Value, says: &str) -> Value {
    if let (Some(object), false) = (shape.as_object_mut(), says.is_empty()) {
        object.insert("description".to_owned(), says.into());
    }
    shape
}

/// A table with these keys and no others.
pub(super) fn table(keys: impl IntoIterator<Item = Key>) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for key in keys {
        if key.needed {
            required.push(key.name);
        }
        properties.insert(key.name.to_owned(), key.shape);
    }
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// Exactly one of these.
pub(super) fn either(shapes: Vec<Value>) -> Value {
    json!({ "oneOf": shapes })
}

/// A text that is not empty.
pub(super) fn text() -> Value {
    json!({ "type": "string", "pattern": "\\S" })
}

pub(super) fn boolean() -> Value {
    json!({ "type": "boolean" })
}

pub(super) fn number() -> Value {
    number_within(-1e15, 1e15)
}

pub(super) fn number_within(from: f64, to: f64) -> Value {
    json!({ "type": "number", "minimum": from, "maximum": to })
}

pub(super) fn above(from: f64, to: f64) -> Value {
    json!({ "type": "number", "exclusiveMinimum": from, "maximum": to })
}

pub(super) fn whole(from: i64, to: i64) -> Value {
    json!({ "type": "integer", "minimum": from, "maximum": to })
}

/// A list of this many items or more.
pub(super) fn list(item: Value, fewest: usize) -> Value {
    json!({ "type": "array", "items": item, "minItems": fewest })
}

/// A list of exactly this many numbers.
pub(super) fn numbers(count: usize) -> Value {
    json!({ "type": "array", "items": number(), "minItems": count, "maxItems": count })
}

/// One of the words.
pub(super) fn word<'w>(words: impl IntoIterator<Item = &'w str>) -> Value {
    json!({ "enum": words.into_iter().collect::<Vec<_>>() })
}

/// A label in every language.
pub(super) fn label() -> Value {
    table(Lang::ALL.map(|lang| need(lang.tag(), "", text())))
}

/// A table of numbers under names of the writer's choice.
pub(super) fn numbers_by_name() -> Value {
    json!({ "type": "object", "additionalProperties": number() })
}

pub(super) fn day() -> Value {
    json!({ "type": "string", "pattern": "^\\d{4}(-\\d{2}(-\\d{2})?)?$" })
}

pub(super) fn year() -> Value {
    whole(1, 9999)
}

pub(super) fn years() -> Value {
    either(vec![year(), text()])
}

/// A share of 1.
pub(super) fn share() -> Value {
    number_within(0.0, 1.0)
}

/// A three-letter code.
pub(super) fn code() -> Value {
    json!({ "type": "string", "pattern": "^\\s*[A-Za-z]{3}\\s*$" })
}
