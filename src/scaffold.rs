//! Scaffolds: commented files to start a rubric from. They pass `upheld check` as they stand, and a test holds them to it.
//!
//! The texts are the templates under `scaffold/`. In them `{id}` and `{title}` stand for what is asked for, and a line
//! that begins with `#` and no space is a key that may be switched on.

use std::collections::BTreeMap;

use crate::words::finding::{Finding, Findings};

const INSTRUMENT: &str = include_str!("scaffold/instrument.toml");
const PRINCIPLE: &str = include_str!("scaffold/principle.toml");
const CASES: &str = include_str!("scaffold/cases.toml");
const DOUBTS: &str = include_str!("scaffold/doubts.toml");

/// The principle that a new instrument begins with.
const FIRST: &str = "1.1";

/// A name longer than this makes file names that some systems refuse.
const LONGEST_NAME: usize = 60;

/// The files of a new instrument, by name.
///
/// # Errors
/// `bad-name` where `name` cannot be the name of a folder everywhere.
pub fn instrument(name: &str) -> Result<BTreeMap<String, String>, Findings> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !is_name(name, plain) {
        let finding = Finding::fault("bad-name", format!("`{name}` cannot be the name of an instrument."));
        let expected = format!("small letters, digits and hyphens, at most {LONGEST_NAME}");
        return Err(finding.expected(expected).help("e.g. upheld new instrument digital-compact").into());
    }
    let title = name.replace('-', " ");
    let texts = [
        ("instrument.toml".to_owned(), filled(INSTRUMENT, name, &title)),
        (file_of(FIRST), filled(PRINCIPLE, FIRST, "The first clause")),
        ("cases.toml".to_owned(), filled(CASES, FIRST, "")),
        ("doubts.toml".to_owned(), filled(DOUBTS, name, &title)),
    ];
    Ok(BTreeMap::from(texts))
}

/// The file of a new principle.
///
/// # Errors
/// `bad-name` where `id` is not a heading's id, a dot and more.
pub fn principle(id: &str) -> Result<(String, String), Findings> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    if !is_name(id, plain) || id.split('.').any(str::is_empty) || !id.contains('.') {
        let finding = Finding::fault("bad-name", format!("`{id}` cannot be the id of a principle."));
        let expected = "a heading's id, a dot and a number or word of letters, digits and hyphens";
        return Err(finding.expected(expected).help("e.g. upheld new principle 2.1 --in my-pledge").into());
    }
    Ok((file_of(id), filled(PRINCIPLE, id, &format!("Clause {id}"))))
}

fn is_name(name: &str, plain: impl Fn(u8) -> bool) -> bool {
    let ends = name.starts_with('-') || name.ends_with('-');
    !name.is_empty() && name.len() <= LONGEST_NAME && !ends && name.bytes().all(plain)
}

fn file_of(id: &str) -> String {
    format!("{id}.toml")
}

fn filled(template: &str, id: &str, title: &str) -> String {
    template.replace("{id}", id).replace("{title}", title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_folder_cannot_have_are_refused() {
        for name in ["", "My Pledge", "a/b", "..", "-x", "x-", &"x".repeat(61), "宣言"] {
            let findings = instrument(name).unwrap_err();
            assert!(findings.to_string().contains("fault[bad-name]"), "{name}");
        }
        for id in ["", "1", "1.", ".1", "1..2", "1.1/2", "1.1 b"] {
            assert!(principle(id).unwrap_err().to_string().contains("fault[bad-name]"), "{id}");
        }
        assert_eq!(principle("2.10-b").unwrap().0, "2.10-b.toml");
    }

    #[test]
    fn nothing_is_left_to_be_filled_in() {
        for text in instrument("digital-compact").unwrap().values() {
            assert!(!text.contains("{id}") && !text.contains("{title}"), "{text}");
        }
    }
}
