//! The program's own sources, read as text.

use std::path::Path;

use crate::program::{files, root};

/// One file under `src/`.
#[derive(Debug)]
pub struct Source {
    /// `case/pairing.rs`
    pub name: String,
    /// Without its unit tests and without comments.
    pub text: String,
    /// As it is.
    pub whole: String,
}

impl Source {
    /// The room that the file belongs to: `case` for `case.rs` and for all under `case/`.
    pub fn room(&self) -> &str {
        self.name.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// The line on which a byte of `text` stands.
    pub fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }
}

/// Every source file but those that are only tests.
pub fn all() -> Vec<Source> {
    let sources: Vec<Source> = files(&root().join("src"))
        .into_iter()
        .filter(|(name, _)| {
            name.ends_with(".rs")
                && !name.contains("/tests/")
                && !name.ends_with("/tests.rs")
                && !name.ends_with("/fixture.rs")
        })
        .map(|(name, bytes)| {
            let whole = String::from_utf8(bytes).unwrap();
            Source { text: without_comments(before_tests(&whole)), name, whole }
        })
        .collect();
    assert!(sources.len() > 50, "the sources are under {}", Path::new("src").display());
    sources
}

fn before_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod tests").map_or(text, |at| &text[..at])
}

fn without_comments(text: &str) -> String {
    let blank = |line: &str| if line.trim_start().starts_with("//") { String::new() } else { line.to_owned() };
    text.lines().map(blank).collect::<Vec<_>>().join("\n")
}

/// The arguments of a call, split at the commas between them. `text` begins behind the opening parenthesis.
pub fn arguments(text: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut escaped, mut from) = (0, false, false, 0);
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => {
                found.push(text[from..at].trim());
                break;
            }
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// The text of a string literal; `None` for any other expression.
pub fn literal(argument: &str) -> Option<&str> {
    argument.strip_prefix('"')?.strip_suffix('"').filter(|text| !text.contains('"'))
}
