//! A status under an instrument as an indicator, and a principle that no figure speaks to.

use std::fs;
use std::path::Path;

use crate::program::{copy, root, run_in};

const CYBERCRIME: &str = r#"
id = "1.2"
duty = "cooperate"
title.en = "Join the convention"
title.zh-TW = "加入公約"

[[indicator]]
id = "convention"
facet = "participation"
closeness = "direct"
title.en = "Party to the Budapest Convention"
title.zh-TW = "布達佩斯公約締約國"
variable = { status = "BUDAPEST", counts = { party = 1, in-force = 1 }, otherwise = 0 }
normalise = { categories = [[0, 0], [1, 100]] }
weight = 1
max-age = 0
rationale = "The clause's own route."
weakness = "A signature says nothing of practice."
[indicator.not-applicable-to]
countries = ["TWN", "XKX"]
reason.en = "A convention of UN members."
reason.zh-TW = "聯合國會員國之公約。"
"#;

const SILENT: &str = r#"
id = "1.2"
duty = "promote"
title.en = "Skills"
title.zh-TW = "技能"

[not-assessed]
reason.en = "No figure here speaks to it."
reason.zh-TW = "無資料涉及此條款。"
would-serve.en = "SDG 4.4.1 of UNESCO."
would-serve.zh-TW = "聯合國教科文組織 SDG 4.4.1。"
"#;

/// What `explain` says of clause 1.2 of the small pledge, its file replaced by this text.
fn explained(text: &str, country: &str, year: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/material/pledge"), &folder.path().join("pledge"));
    fs::write(folder.path().join("pledge/1.2-openness.toml"), text).unwrap();
    fs::remove_file(folder.path().join("pledge/cases.toml")).unwrap();
    fs::write(folder.path().join("pledge/cases.toml"), "").unwrap();
    let ran = run_in(folder.path(), &["explain", country, "1.2", "--year", year, "--instrument", "./pledge", "-q"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(Path::new(folder.path()).is_dir());
    ran.out
}

#[test]
fn a_party_scores_100_and_a_country_that_is_not_on_a_complete_list_0() {
    for (country, score, status) in [("FRA", "100.0", "in-force"), ("IND", "0.0", "not on the list")] {
        let text = explained(CYBERCRIME, country, "2020");
        assert!(text.contains(&format!("Score     {score} of 100")), "{text}");
        assert!(text.contains(&format!("[parties.BUDAPEST], 2020: {status}\n")), "{text}");
    }
}

#[test]
fn a_principle_of_law_alone_shows_what_the_law_scores_and_has_no_score_of_its_own() {
    let law = CYBERCRIME.replace("\"cooperate\"", "\"promote\"").replace("\"participation\"", "\"law\"");
    let text = explained(&law, "FRA", "2020");
    for line in ["Score      not assessed: the law alone does not show what is done", "Law alone  100.0"] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn beyond_the_years_of_the_list_nobody_has_a_score() {
    for country in ["FRA", "IND"] {
        let text = explained(CYBERCRIME, country, "2025");
        assert!(text.contains("not assessed: too little of the evidence is there"), "{text}");
    }
}

#[test]
fn a_status_is_carried_forward_like_any_other_value() {
    let carried = CYBERCRIME.replace("max-age = 0", "max-age = 1");
    let text = explained(&carried, "FRA", "2025");
    assert!(text.contains("2024 · carried forward, 1 year old"), "{text}");
}

#[test]
fn who_cannot_join_has_no_zero() {
    let text = explained(CYBERCRIME, "TWN", "2020");
    assert!(text.contains("not applicable: A convention of UN members."), "{text}");
    assert!(!text.contains("0.0 of 100"), "{text}");
}

#[test]
fn a_principle_that_no_figure_speaks_to_says_why_and_what_would_serve() {
    let text = explained(SILENT, "FRA", "2020");
    for line in
        ["not assessed: no figure here speaks to this clause", "SDG 4.4.1 of UNESCO.", "No figure here speaks to it."]
    {
        assert!(text.contains(line), "{line}\n{text}");
    }
}
