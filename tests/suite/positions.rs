//! Positions beside duties, and indicators by reference, on the small statement under `tests/material/stance`.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{copy, root, run_in};

/// A folder with the statement, the pledge that it refers to, and its plan.
fn material() -> TempDir {
    let place = tempfile::tempdir().unwrap();
    for name in ["pledge", "stance", "stance.toml"] {
        copy(&root().join("tests/material").join(name), &place.path().join(name));
    }
    place
}

fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    fs::write(file, text.replace(from, to)).unwrap();
}

/// A run that must end well; gives what it printed.
fn shown(place: &Path, args: &[&str]) -> String {
    let ran = run_in(place, args);
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
    ran.out
}

#[track_caller]
fn says(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "`{line}` is not in\n{text}");
    }
}

#[test]
fn the_statement_and_the_pledge_are_without_a_finding() {
    assert_eq!(
        shown(material().path(), &["check", "stance", "pledge"]),
        "rubric ./stance checked: 3 principles, 4 worked cases run\n\
         rubric ./pledge checked: 2 principles, 3 worked cases run\n\
         0 faults, 0 doubtful, 0 notes\n"
    );
}

#[test]
fn a_position_is_followed_to_a_degree_and_is_never_kept_or_broken() {
    let place = material();
    let explain = ["explain", "KAZ", "1.1", "--year", "2023", "--instrument", "./stance"];
    let text = shown(place.path(), &explain);
    says(
        &text,
        &[
            "A small statement · a position, not a duty · rubric stance 1\n",
            "Asks for  the state decides what may be read\n",
            "Score     follows the position to 68.8\n",
        ],
    );
    for word in ["Kept", "Broken", "Gates", "Breach", "Binding", "Uncapped"] {
        assert!(!text.contains(word), "{word} in\n{text}");
    }
    let text = shown(place.path(), &[&explain[..], &["--lang", "zh-TW"]].concat());
    says(&text, &["小聲明 · 立場，並非義務 · ", "主張      由國家決定可閱讀的內容\n分數      合於此立場 68.8 分\n"]);
    let json: Value = serde_json::from_str(&shown(place.path(), &[&explain[..], &["--json"]].concat())).unwrap();
    assert_eq!((&json["verdict"]["standing"], &json["verdict"]["grade"]), (&Value::from("position"), &Value::Null));
    assert_eq!(json["principle"]["asks-for"]["en"], "the state decides what may be read");
}

#[test]
fn the_total_passes_over_a_position_and_the_table_says_so() {
    let place = material();
    let assess = ["assess", "--instrument", "./stance", "--year", "2023", "--country", "KAZ"];
    says(
        &shown(place.path(), &assess),
        &[
            "  1.1 ◇    1.2    1.3  Binding\n",
            "  79.5  Kept                100 %      2/2  ",
            "   68.8  59.0†  100.0  since 2001-06-15\n",
            "◇ a position: the score says how far practice follows it, and takes no part in the total",
        ],
    );
    says(
        &shown(place.path(), &[&assess[..], &["--principle", "1.1"]].concat()),
        &[
            "  68.8  follows the position to 68.8               100 %  since 2001-06-15",
            "A position is neither kept nor broken: the score says how far practice follows it. It asks for: the state decides",
        ],
    );
}

#[test]
fn an_explanation_of_the_total_lists_a_position_among_the_clauses_without_adding_it() {
    let place = material();
    let text = shown(place.path(), &["explain", "KAZ", "total", "--year", "2023", "--instrument", "./stance"]);
    let clauses = "  1 The network\n    \
                   1.1 Each state rules its own network · follows the position to 68.8\n    \
                   1.2 No cuts · 59.0 Broken · adds 29.5 points\n    \
                   1.3 A calm network · 100.0 Kept · adds 50.0 points\n";
    says(&text, &["Score       79.5 of 100  Kept (19.5 points above its lower edge)\n", "2 of 2 assessed", clauses]);
}

#[test]
fn an_instrument_of_positions_alone_has_no_total() {
    let place = material();
    let stance = place.path().join("stance");
    for name in ["1.2-cuts.toml", "1.3-calm.toml", "cases.toml"] {
        fs::remove_file(stance.join(name)).unwrap();
    }
    change(&stance.join("instrument.toml"), "principles = 3", "principles = 1");
    let assess = ["assess", "--instrument", "./stance", "--country", "KAZ", "--year", "2023"];
    says(
        &shown(place.path(), &assess),
        &["Statement · Total · 2023\n", "There are only positions here, and they make no total."],
    );
    let explain = ["explain", "KAZ", "total", "--year", "2023", "--instrument", "./stance"];
    says(&shown(place.path(), &explain), &["There are only positions here, and they make no total.\n"]);
    let csv = shown(place.path(), &[&assess[..], &["--format", "csv"]].concat());
    let mut rows = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let column = |name: &str| header.iter().position(|column| *column == name).unwrap();
    let columns = ["node", "score", "grade", "standing", "clauses_in_rubric", "breach"].map(column);
    let rows: Vec<Vec<&str>> = rows.map(|row| columns.iter().map(|&at| row[at]).collect()).collect();
    assert_eq!(
        rows,
        [
            ["total", "", "", "position", "0", "none"],
            ["1", "", "", "position", "0", "none"],
            ["1.1", "68.822222", "", "position", "0", "none"],
        ]
    );
}

#[test]
fn one_change_of_the_pledge_moves_the_statement_and_its_hash() {
    let place = material();
    let mut seen = Vec::new();
    for ladder in ["[30, 0]", "[60, 0]"] {
        change(&place.path().join("pledge/1.1-cuts.toml"), "[30, 0]", ladder);
        shown(place.path(), &["report", "stance.toml", "--to", "out", "--quiet"]);
        let folder = place.path().join("out/stance");
        let manifest: Value = serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap();
        let input = |name: &str| {
            let inputs = manifest["inputs"].as_array().unwrap();
            inputs.iter().find(|input| input["name"] == name).unwrap_or_else(|| panic!("no {name}")).clone()
        };
        let referred = input("rubric pledge/1.1-cuts.toml");
        assert_eq!((&referred["origin"], &referred["version"]), (&"./stance/../pledge".into(), &"1".into()));
        let scores = fs::read_to_string(folder.join("scores.csv")).unwrap();
        let russia =
            scores.lines().find(|line| line.starts_with("stance,RUS,Russia,俄羅斯,2023,principle,1.2,")).unwrap();
        let score = russia.split(',').nth(7).unwrap().to_owned();
        seen.push((score, input("rubric stance")["sha256"].clone(), referred["sha256"].clone()));
    }
    let (before, after) = (&seen[0], &seen[1]);
    assert!(before.0 != after.0 && before.1 != after.1 && before.2 != after.2, "{seen:?}");
}

#[test]
fn a_ranking_of_a_position_names_its_axis_and_a_heatmap_leaves_it_aside() {
    let place = material();
    // the path to the pledge starts at the statement's folder, wherever the program runs
    let plan = place.path().join("stance.toml");
    let elsewhere = tempfile::tempdir().unwrap();
    let args = ["report", plan.to_str().unwrap(), "--to", "out", "--quiet"];
    shown(elsewhere.path(), &args);
    let chart = |name: &str| fs::read_to_string(elsewhere.path().join("out/stance/charts").join(name)).unwrap();
    let ranking = chart("ranking-1.1-2023-sco.en.svg");
    says(&ranking, &["whose practice follows the position?", "How far practice follows the position, 0–100"]);
    says(&chart("ranking-1.1-2023-sco.zh-TW.svg"), &["誰的作為合於此立場？", "實際作為合於該立場的程度，0–100"]);
    let heatmap = chart("heatmap-total-2023-sco.en.svg");
    says(&heatmap, &["mean of 2 of 2 clauses", "Positions have no grade and are not in the picture: 1.1."]);
    for (text, word) in [(&ranking, ">Kept<"), (&ranking, "bound from"), (&heatmap, "Each state rules")] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn an_explanation_says_where_an_indicator_and_a_gate_are_defined() {
    let place = material();
    let explain = ["explain", "KAZ", "1.2", "--year", "2022", "--instrument", "./stance"];
    let ran = run_in(place.path(), &explain);
    says(&ran.err, &["Rubric stance 1 (./stance); refers to pledge/1.1-cuts.toml (./stance/../pledge); data "]);
    says(
        &ran.out,
        &[
            "  fired · A cut ordered by the state · same as pledge/1.1#a-cut\n",
            "  Cuts ordered by the state · practice · weight 1, 100 % of what is there · same as pledge/1.1#cuts\n",
        ],
    );
    let json: Value = serde_json::from_str(&shown(place.path(), &[&explain[..], &["--json"]].concat())).unwrap();
    assert_eq!(json["indicators"][0]["same-as"], "pledge/1.1#cuts");
    assert_eq!(json["gates"][0]["same-as"], "pledge/1.1#a-cut");
}

#[test]
fn an_index_by_reference_beside_its_own_component_is_refused_at_the_reference() {
    let place = material();
    change(
        &place.path().join("pledge/1.2-openness.toml"),
        "variable = \"vdem.v2mecenefi\"",
        "variable = \"shutdowns.stop_events\"",
    );
    change(&place.path().join("stance/1.3-calm.toml"), "\"1.2#reported\"", "\"../pledge/1.2#censorship\"");
    let ran = run_in(place.path(), &["check", "stance"]);
    assert_eq!(ran.code, 1);
    says(
        &ran.err,
        &[
            "fault[index-beside-component]: `shutdowns.stop_events` contains `shutdowns.stop_events_full_network_state`, \
           which this rubric scores too.\n --> ./stance/1.3-calm.toml:6:1\n",
        ],
    );
}

#[test]
fn a_position_says_which_practice_it_asks_for_and_a_duty_does_not() {
    let place = material();
    let asks_for =
        "asks-for.en = \"the state decides what may be read\"\nasks-for.zh-TW = \"由國家決定可閱讀的內容\"\n";
    change(&place.path().join("stance/1.1-own-rules.toml"), asks_for, "");
    change(
        &place.path().join("stance/1.3-calm.toml"),
        "title.en = \"A calm network\"",
        "title.en = \"Calm\"\nasks-for.en = \"calm\"",
    );
    let ran = run_in(place.path(), &["check", "stance"]);
    assert_eq!(ran.code, 1);
    says(
        &ran.err,
        &[
            "fault[missing-key]: The key `asks-for` is missing here.\n --> ./stance/1.1-own-rules.toml:1:1\n",
            "fault[unknown-key]: The key `asks-for` is not known here.\n --> ./stance/1.3-calm.toml:4:1\n",
        ],
    );
}

#[test]
fn what_is_built_in_is_referred_to_by_its_name() {
    let place = material();
    let cuts = place.path().join("stance/1.2-cuts.toml");
    change(&cuts, "../pledge/1.1#cuts", "dfi/2.1#reported-cuts");
    change(&cuts, "../pledge/1.1#a-cut", "dfi/2.1#state-ordered-cut");
    let ran = run_in(place.path(), &["explain", "KAZ", "1.2", "--year", "2022", "--instrument", "./stance"]);
    says(&ran.err, &["; refers to dfi/2.1-shutdowns.toml (built-in); "]);
    says(&ran.out, &[" · same as dfi/2.1#state-ordered-cut\n", " · same as dfi/2.1#reported-cuts\n"]);
    change(&cuts, "dfi/2.1#reported-cuts", "dfj/2.1#reported-cuts");
    let ran = run_in(place.path(), &["check", "stance"]);
    says(&ran.err, &["fault[unknown-rubric]: The rubric `dfj` cannot be opened.", "did you mean `dfi`?"]);
}
