//! The workbench: a rubric is started, shown, compared and looked through.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{copy, files, root, run, run_in, shown};

/// Everything that is switched off by a `#` without a space.
fn switched_on(folder: &Path) {
    for name in files(folder).into_keys() {
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        let lines = text.lines().map(|line| match line.strip_prefix('#') {
            // its goalposts stand at natural bounds, where nothing may move
            Some(rest) if !rest.starts_with(' ') && !rest.is_empty() && name != "doubts.toml" => rest,
            _ => line,
        });
        fs::write(folder.join(&name), lines.map(|line| format!("{line}\n")).collect::<String>()).unwrap();
    }
}

#[test]
fn a_new_instrument_passes_check_and_is_assessed_as_it_stands() {
    let home = tempfile::tempdir().unwrap();
    let ran = run_in(home.path(), &["new", "instrument", "digital-compact"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "Next: upheld check digital-compact\n"));
    let names = ["1.1.toml", "cases.toml", "doubts.toml", "instrument.toml"];
    assert_eq!(ran.out, names.map(|name| format!("digital-compact/{name}\n")).concat());
    assert_eq!(files(home.path()).len(), 4, "nothing else is left behind");
    let check = run_in(home.path(), &["check", "digital-compact"]);
    assert_eq!(check.code, 0, "{}", check.err);
    assert!(check.out.ends_with("1 principles, 3 worked cases run\n0 faults, 0 doubtful, 1 note\n"), "{}", check.out);
    let assess = ["assess", "--instrument", "./digital-compact", "--years", "2023", "--country", "TWN", "--quiet"];
    let assessed = run_in(home.path(), &assess);
    assert!(assessed.code == 0 && assessed.out.contains(" Taiwan "), "{}{}", assessed.out, assessed.err);
}

#[test]
fn a_new_principle_stands_beside_the_first_and_passes_check() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(run_in(home.path(), &["new", "instrument", "mine", "--to", "rubrics"]).code, 0);
    let ran = run_in(home.path(), &["new", "principle", "1.2", "--in", "rubrics/mine"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "rubrics/mine/1.2.toml\n"), "{}", ran.err);
    let check = run_in(home.path(), &["check", "rubrics/mine"]);
    assert_eq!(check.code, 0, "{}", check.err);
    assert!(check.out.contains("2 principles"), "{}", check.out);
}

#[test]
fn what_the_files_leave_switched_off_works_when_it_is_switched_on() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(run_in(home.path(), &["new", "instrument", "mine"]).code, 0);
    let folder = home.path().join("mine");
    let before = files(&folder);
    switched_on(&folder);
    let changed = files(&folder).into_iter().filter(|(name, bytes)| before[name] != *bytes).count();
    assert_eq!(changed, 2, "instrument and principle have something to switch on");
    let check = run_in(home.path(), &["check", "mine"]);
    assert_eq!(check.code, 0, "{}", check.err);
}

#[test]
fn nothing_is_overwritten_and_every_refusal_says_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let ran = |args: &str| run_in(home.path(), &args.split(' ').collect::<Vec<_>>());
    assert_eq!(ran("new instrument mine").code, 0);
    let before = files(home.path());
    for (args, says) in [
        ("new instrument mine", "fault[already-there]: mine is there already."),
        ("new instrument Mine", "fault[bad-name]: `Mine` cannot be the name of an instrument."),
        ("new principle 1.1 --in mine", "fault[repeated-principle]: The principle `1.1` has a file already."),
        (
            "new principle 2.1 --in mine",
            "fault[unknown-heading]: No heading of the instrument holds the principle `2.1`.",
        ),
        ("new principle 1 --in mine", "fault[bad-name]: `1` cannot be the id of a principle."),
        ("new principle 1.2 --in nowhere", "fault[cannot-read]"),
    ] {
        let ran = ran(args);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{args}");
        assert!(ran.err.contains(says), "{args}\n{}", ran.err);
    }
    for id in ["1.2", "1.3", "1.4", "1.5"] {
        assert_eq!(ran(&format!("new principle {id} --in mine")).code, 0);
    }
    let full = ran("new principle 1.6 --in mine");
    assert!(full.err.contains("fault[too-many-principles]: All 5 principles"), "{}", full.err);
    fs::write(home.path().join("mine/1.2.toml"), "id = 3\n").unwrap();
    let faulty = ran("new principle 1.7 --in mine");
    assert!(faulty.code == 1 && faulty.err.contains("./mine/1.2.toml:1:6"), "{}", faulty.err);
    assert!(before.iter().all(|(name, bytes)| files(home.path())[name] == *bytes));
}

#[test]
fn the_framework_is_a_tree_whose_shares_add_up_to_the_total() {
    let text = shown(&["rubric", "show", "dfi"]);
    for line in [
        "14 of 23 clauses can be assessed.\n",
        "100.0 %  Total · arithmetic\n",
        "  7.1 %  │  ├─ 2.1 No government-ordered shutdowns · duty to refrain · gates: 2 · arithmetic\n",
        "  4.8 %  │  │  ├─ Full-network cuts not known to be another's doing · practice · weight 2  [shutdowns.",
        "      –  │  ├─ 3.2 Digital literacy and skills · duty to promote · not assessed: no figure here speaks to this clause\n",
        " · outcome · stands in only · weight 1  [",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let chinese = shown(&["rubric", "show", "dfi", "--lang", "zh-TW"]);
    assert!(chinese.contains("2.1 避免強制關閉網際網路 · 不作為義務"), "{chinese}");
    let mut rows =
        csv::Reader::from_reader(shown(&["rubric", "show", "dfi", "--format", "csv"]).into_bytes().leak() as &[u8]);
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    for level in ["heading", "principle", "indicator"] {
        let shares = rows.iter().filter(|row| &row[0] == level).filter_map(|row| row[5].parse::<f64>().ok());
        let sum: f64 = shares.sum();
        assert!((sum - 1.0).abs() < 1e-4, "{level}: {sum}");
    }
    let json: Value = serde_json::from_str(&shown(&["rubric", "show", "dfi", "--format", "json"])).unwrap();
    assert_eq!((&json["clauses"], &json["tree"]["parts"][1]["parts"][0]["id"]), (&23.into(), &"2.1".into()));
}

#[test]
fn a_position_has_no_share_of_a_total_and_a_reference_is_named() {
    let home = tempfile::tempdir().unwrap();
    copy(&root().join("tests/material"), home.path());
    let ran = run_in(home.path(), &["rubric", "show", "./stance"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for line in [
        "      –  ",
        "1.1 Each state rules its own network · a position, not a duty\n",
        " 50.0 %     ├─ 1.2 No cuts · duty to refrain · gates: 1 · arithmetic\n",
        " · weight 1 · same as pledge/1.1#cuts  [",
    ] {
        assert!(ran.out.contains(line), "{line}\n{}", ran.out);
    }
}

#[test]
fn a_revision_is_said_in_words_with_the_scores_that_moved() {
    let home = tempfile::tempdir().unwrap();
    copy(&root().join("tests/material/pledge"), &home.path().join("pledge"));
    copy(&root().join("tests/material/pledge"), &home.path().join("mine"));
    let change = |name: &str, from: &str, to: &str| {
        let file = home.path().join("mine").join(name);
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(&file, text.replacen(from, to, 1)).unwrap();
    };
    change("instrument.toml", "total = \"arithmetic\"", "total = \"minimum\"");
    change("1.1-cuts.toml", "cap = 59", "cap = 39");
    change("1.2-openness.toml", "best = 2.0", "best = 1.5");
    change("1.2-openness.toml", "title.en = \"Openness\"", "title.en = \"An open network\"");
    let args = ["rubric", "diff", "./pledge", "./mine"];
    let ran = run_in(home.path(), &args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.starts_with(
            "pledge 1 (./pledge) → pledge 1 (./mine)\n\nWhat changed\n\
             \u{20} instrument › aggregate › total: \"arithmetic\" → \"minimum\"\n\
             \u{20} 1.1 › gate a-cut › cap: 59 → 39\n\
             \u{20} 1.2 › indicator censorship › normalise: { goalposts = { best = 2.0, worst = -2.5 } } → \
             { goalposts = { best = 1.5, worst = -2.5 } }\n\
             \u{20} Words alone: 1.2 › title › en.\n\nWhich scores moved\n"
        ),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("Total: the 10 largest of "), "{}", ran.out);
    let json = run_in(home.path(), &[&args[..], &["--format", "json", "--limit", "2"]].concat());
    let json: Value = serde_json::from_str(&json.out).unwrap();
    let of = |node: &str| json["scores"].as_array().unwrap().iter().find(|own| own["node"] == node).unwrap();
    let total = of("total");
    assert_eq!(total["largest"].as_array().unwrap().len(), 2);
    let points = |at: usize| total["largest"][at]["points"].as_f64().unwrap().abs();
    assert!(points(0) >= points(1) && points(1) > 0.0, "{total:#}");
    let cuts = &of("1.1")["largest"][0];
    assert_eq!((&cuts["before"], &cuts["after"], &cuts["points"]), (&59.0.into(), &39.0.into(), &(-20.0).into()));
    assert_eq!(json["changes"].as_array().unwrap().len(), 4);
}

#[test]
fn a_rubric_has_not_changed_against_itself() {
    let text = shown(&["rubric", "diff", "dfi", "dfi"]);
    assert!(text.contains("Nothing that bears on a score.") && text.contains("None: every score"), "{text}");
    let ran = run(&["rubric", "diff", "dfi", "dfj"]);
    assert!(ran.code == 1 && ran.err.contains("fault[not-built-in]"), "{}", ran.err);
}
