//! The rooms of the program, and who may use whom: a lower room never uses a higher one.

use std::collections::BTreeMap;

use crate::sources::{self, Source};

/// Every room with those that it may use beside itself, from the lowest up. `words` may be used by all.
const ROOMS: [(&str, &[&str]); 32] = [
    ("words", &[]),
    ("statistics", &[]),
    ("methods", &["statistics"]),
    ("doubt", &["methods"]),
    ("rubric", &["methods", "doubt"]),
    ("dataset", &["methods"]),
    ("party", &["rubric", "dataset"]),
    ("group", &["party", "dataset"]),
    ("plan", &["statistics", "doubt"]),
    ("schema", &["statistics", "methods", "doubt", "rubric", "dataset", "plan"]),
    ("scaffold", &[]),
    ("shelf", &[]),
    ("judgement", &["methods", "dataset"]),
    ("evidence", &["rubric", "dataset", "party", "judgement"]),
    ("panel", &["methods", "rubric", "evidence"]),
    ("formula", &["rubric", "evidence", "methods"]),
    ("score", &["methods", "panel", "formula"]),
    ("case", &["methods", "rubric", "judgement", "evidence", "panel", "formula", "score"]),
    ("framework", &["methods", "rubric", "formula", "case"]),
    ("review", &["statistics", "methods", "rubric", "panel", "formula", "case"]),
    ("analysis", &["statistics", "dataset", "group", "panel", "formula", "score", "case"]),
    ("assessment", &["dataset", "rubric", "party", "judgement", "panel", "formula", "score", "case"]),
    ("revision", &["case", "assessment"]),
    ("trial", &["rubric", "party", "evidence", "case", "assessment"]),
    (
        "uncertainty",
        &["methods", "doubt", "rubric", "dataset", "group", "plan", "formula", "panel", "score", "case", "assessment"],
    ),
    ("figure", &[]),
    ("chart", &["figure"]),
    (
        "render",
        &[
            "statistics",
            "methods",
            "doubt",
            "rubric",
            "dataset",
            "party",
            "judgement",
            "plan",
            "panel",
            "formula",
            "case",
            "framework",
            "analysis",
            "assessment",
            "revision",
            "uncertainty",
            "figure",
        ],
    ),
    ("edition", &[]),
    ("publish", &["edition"]),
    (
        "report",
        &[
            "statistics",
            "rubric",
            "party",
            "group",
            "plan",
            "formula",
            "score",
            "case",
            "framework",
            "analysis",
            "assessment",
            "uncertainty",
            "figure",
            "chart",
            "render",
            "edition",
            "publish",
        ],
    ),
    ("cli", &["*"]),
];

/// Where the world outside may be touched: only `cli` prints, only `publish` writes, the shelf reads what users name,
/// an edition is read to be verified, and fonts are looked for on the system.
const OUTSIDE: [&str; 5] = ["cli", "shelf", "publish", "edition", "figure/face.rs"];

/// Method files without a test called `published_…`, each with the reason.
const NOT_PUBLISHED: [(&str, &str); 12] = [
    (
        "methods/normalise/categories.rs",
        "a table of codes: every value is the rubric's own, so there is none to publish",
    ),
    ("methods/normalise/over.rs", "no method: it says which cells the relative ones compare with"),
    ("methods/aggregate/harmonic.rs", "held against the power mean of exponent −1, whose limits are published"),
    ("methods/aggregate/two_worst.rs", "between the minimum and the mean; no publication works one out"),
    ("methods/aggregate/mazziotta_pareto.rs", "no worked example with its raw data was at hand"),
    ("methods/aggregate/adjusted_mazziotta_pareto.rs", "the same"),
    ("methods/aggregate/benefit_of_the_doubt.rs", "held against a search over a grid of all weights"),
    ("methods/weigh/pca.rs", "the components themselves are held against published ones in statistics/principal.rs"),
    ("methods/weigh/entropy.rs", "worked out by hand: the entropy of three quarters and one is a constant of its own"),
    ("methods/weigh/critic.rs", "worked out by hand: the paper's example stands on a scale of its own"),
    ("methods/fill/linear.rs", "a line through two points: nobody publishes one to be held against"),
    ("methods/fill/panel_mean.rs", "a mean: nobody publishes one to be held against"),
];

/// Files beside the methods that are none themselves.
const NO_METHODS: [&str; 3] = ["parts.rs", "fixture.rs", "tests.rs"];

/// Every `crate::<room>` of a source with its line.
fn uses(source: &Source) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (at, _) in source.text.match_indices("crate::") {
        let rest = &source.text[at + "crate::".len()..];
        let room = |text: &str| text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            // use crate::{case::Case, case::Scope};
            Some(list) => {
                let list = list.split('}').next().unwrap_or_default();
                found.extend(list.split(',').map(|item| (room(item.trim()), source.line(at))));
            }
            None => found.push((room(rest), source.line(at))),
        }
    }
    found
}

#[test]
fn a_lower_room_never_uses_a_higher_one() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for source in sources::all() {
        if ["lib", "main"].contains(&source.room()) {
            continue;
        }
        let allowed = ROOMS.iter().find(|(room, _)| *room == source.room()).map(|(_, uses)| *uses);
        let Some(allowed) = allowed else {
            wrong.push(format!("{} belongs to no room of the list", source.name));
            continue;
        };
        for (used, line) in uses(&source) {
            seen += 1;
            let may = used == source.room() || used == "words" || allowed.contains(&used.as_str()) || allowed == ["*"];
            if !may {
                wrong.push(format!("src/{}:{line}: `{}` may not use `{used}`", source.name, source.room()));
            }
        }
    }
    assert!(seen > 300, "only {seen} uses were found");
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn the_list_of_rooms_is_in_order_and_names_no_room_that_is_not_used() {
    let sources = sources::all();
    let mut used: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for source in &sources {
        used.entry(source.room()).or_default().extend(uses(source).into_iter().map(|(room, _)| room));
    }
    for (at, (room, may_use)) in ROOMS.iter().enumerate() {
        assert!(used.contains_key(room), "there is no room `{room}`");
        for other in may_use.iter().filter(|other| **other != "*") {
            assert!(ROOMS[..at].iter().any(|(lower, _)| lower == other), "`{other}` does not stand below `{room}`");
            assert!(
                used[room].iter().any(|used| used == other),
                "`{room}` does not use `{other}`: take it off the list"
            );
        }
    }
}

#[test]
fn only_few_rooms_touch_the_world_outside() {
    let mut wrong = Vec::new();
    for source in sources::all() {
        if OUTSIDE.contains(&source.room()) || OUTSIDE.contains(&source.name.as_str()) {
            continue;
        }
        for touch in ["println!", "print!", "eprintln!", "eprint!", "std::fs", "std::env::", "SystemTime", "Instant::"]
        {
            for (at, _) in source.text.match_indices(touch) {
                wrong.push(format!("src/{}:{}: {touch}", source.name, source.line(at)));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn only_the_command_line_prints() {
    for source in sources::all().iter().filter(|source| source.room() != "cli") {
        // cargo reads what a build script prints
        if source.name == "shelf/stock.rs" {
            continue;
        }
        for touch in ["println!", "eprintln!", "io::stdout", "io::stderr"] {
            assert!(!source.text.contains(touch), "src/{}: {touch}", source.name);
        }
    }
}

#[test]
fn every_method_is_tested_by_hand_by_a_property_and_by_a_published_value() {
    let methods: Vec<Source> = sources::all()
        .into_iter()
        .filter(|source| source.name.matches('/').count() == 2 && source.room() == "methods")
        .filter(|source| !NO_METHODS.iter().any(|name| source.name.ends_with(&format!("/{name}"))))
        .collect();
    assert!(methods.len() >= 8, "only {} method files were found", methods.len());
    for method in &methods {
        let has = |text: &str| method.whole.contains(text);
        assert!(has("fn by_hand"), "src/{}: no test called by_hand", method.name);
        assert!(has("proptest! {"), "src/{}: no property", method.name);
        let excused = NOT_PUBLISHED.iter().any(|(name, _)| *name == method.name);
        assert_ne!(has("fn published_"), excused, "src/{}: a test called published_…, or a reason", method.name);
    }
}
