//! Every sentence that the program asks for is in the table of the program's sentences, and none is there for nothing.
//! That every language has the same keys and placeholders is tested beside the tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::program::root;
use crate::sources;

/// Calls whose literal argument is a key: those of the tables themselves and the closures that wrap them.
const CALLS: [&str; 6] = ["say(\"", ".some(\"", "add(\"", ".heading(\"", ".line(\"", "add(\n                \""];

/// Keys that are put together from a prefix and the key of an enum, by prefix and the file where that happens.
const PUT_TOGETHER: [(&str, &str, &[&str]); 9] = [
    ("level-", "render/judgement.rs", &["nominal", "ordinal", "interval", "ratio"]),
    ("combined-", "render/judgement.rs", &["median", "mean", "majority"]),
    ("family-", "render/uncertainty/text.rs", &["measurement", "method"]),
    ("short-breach-", "render/table.rs", &["called", "joining-year", "would-be", "not-bound", "possible"]),
    ("breach-", "render/explanation.rs", &["none", "called", "joining-year", "would-be", "not-bound", "possible"]),
    ("duty-", "render/explanation.rs", &["refrain", "promote", "cooperate", "position"]),
    ("facet-", "render/explanation/indicators.rs", &["law", "practice", "outcome", "participation"]),
    ("", "render/words.rs", &["disputed-undated", "unconfirmed-undated", "left-undated"]),
    (
        "tag-",
        "report/view.rs",
        &["breach-means", "lowered-means", "disputed-means", "unconfirmed-means", "joining-means"],
    ),
];

fn table() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(root().join("src/words/locale/en.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

fn put_together() -> BTreeSet<String> {
    PUT_TOGETHER.iter().flat_map(|(prefix, _, ends)| ends.iter().map(move |end| format!("{prefix}{end}"))).collect()
}

#[test]
fn every_key_that_is_asked_for_is_in_the_table() {
    let table = table();
    let mut asked = 0;
    for source in sources::all() {
        for call in CALLS {
            for (at, _) in source.text.match_indices(call) {
                let key = source.text[at + call.len()..].split('"').next().unwrap();
                assert!(table.contains_key(key), "{}:{}: no sentence `{key}`", source.name, source.line(at));
                asked += 1;
            }
        }
    }
    assert!(asked > 80, "only {asked} calls were found: do the calls look otherwise now?");
    for key in put_together() {
        assert!(table.contains_key(&key), "no sentence `{key}`");
    }
}

#[test]
fn every_key_in_the_table_is_asked_for() {
    let sources = sources::all();
    let put_together = put_together();
    let quoted = |key: &str| sources.iter().any(|source| source.text.contains(&format!("\"{key}\"")));
    let idle: Vec<String> =
        table().into_keys().filter(|key| !put_together.contains(key.as_str()) && !quoted(key)).collect();
    assert_eq!(idle, [""; 0], "no source asks for these sentences");
}

#[test]
fn every_prefix_is_still_put_together_where_it_says() {
    let sources = sources::all();
    for (prefix, file, ends) in PUT_TOGETHER {
        let source = sources.iter().find(|source| source.name == file).unwrap_or_else(|| panic!("{file} is gone"));
        let made = if prefix == "tag-" || prefix.is_empty() { "format!(\"{" } else { &format!("format!(\"{prefix}{{") };
        assert!(source.text.contains(made), "{file} puts no key together with `{made}`");
        for end in ends.iter().filter(|_| !prefix.is_empty() && prefix != "tag-") {
            let named = sources.iter().any(|source| source.text.contains(&format!("=> \"{end}\"")));
            assert!(named, "no enum has the key `{end}`");
        }
    }
}
