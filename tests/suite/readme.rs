//! What README says can be run is run, and the picture it shows is the one that the program makes.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use upheld::methods::aggregate::Aggregate;
use upheld::methods::fill::Imputation;
use upheld::methods::normalise::Normalise;
use upheld::methods::transform::Transform;
use upheld::methods::treat::Treat;
use upheld::methods::weigh::Weigh;
use upheld::words::finding::Code;
use upheld::words::keys::Document;

use crate::golden;
use crate::program::copy;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The arguments of every `cargo run -- …` line of README.
fn commands() -> Vec<Vec<String>> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let lines = readme.lines().filter_map(|line| line.strip_prefix("cargo run -- "));
    lines
        .map(|line| line.split('#').next().unwrap_or("").split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[test]
fn every_command_of_the_readme_runs_in_a_folder_with_nothing_but_the_examples() {
    let folder = tempfile::tempdir().unwrap();
    let examples = "rubrics/dfi/examples";
    fs::create_dir_all(folder.path().join("rubrics/dfi")).unwrap();
    copy(&root().join(examples), &folder.path().join(examples));
    let commands = commands();
    assert!(commands.len() >= 7, "README's commands were not found");
    for arguments in commands {
        Command::cargo_bin("upheld").unwrap().current_dir(&folder).args(&arguments).assert().success();
    }
    assert!(folder.path().join("reports/dfi/scores.csv").is_file());
}

/// The table of codes as it stands between its two marks.
fn table_of_codes() -> String {
    let rows = Code::all()
        .iter()
        .map(|(word, code)| format!("| `{word}` | {} | {} | {} |\n", code.severity(), code.means, code.remedy));
    format!("| code | severity | what it means | what to do |\n| --- | --- | --- | --- |\n{}", rows.collect::<String>())
}

#[test]
fn the_readme_has_every_code_of_a_finding_as_the_program_lists_it() {
    let file = root().join("README.md");
    let readme = fs::read_to_string(&file).unwrap();
    let (before, rest) = readme.split_once("<!-- codes -->\n\n").unwrap();
    let (_, after) = rest.split_once("\n<!-- end of codes -->").unwrap();
    let expected = format!("{before}<!-- codes -->\n\n{}\n<!-- end of codes -->{after}", table_of_codes());
    if let Some(difference) = golden::difference(&file, &expected) {
        panic!("{difference}");
    }
}

/// Every method by its step in an indicator or instrument.
fn methods() -> Vec<(&'static str, Vec<&'static str>)> {
    vec![
        ("fill", Imputation::NAMES.to_vec()),
        ("treat", Treat::NAMES.to_vec()),
        ("transform", Transform::NAMES.to_vec()),
        ("normalise", Normalise::NAMES.to_vec()),
        ("weigh", Weigh::NAMES.to_vec()),
        ("aggregate", Aggregate::NAMES.to_vec()),
    ]
}

/// Whether a method is read as it is written.
fn reads(step: &str, written: &str) -> bool {
    let text = format!("value = {written}\n");
    let (read, findings) = Document::read("README.md", &text, |keys| {
        keys.need("value", |value| match step {
            "fill" => Imputation::read(value).map(drop),
            "treat" => Treat::read(value).map(drop),
            "transform" => Transform::read(value).map(drop),
            "normalise" => Normalise::read(value).map(drop),
            "weigh" => Weigh::read(value).map(drop),
            _ => Aggregate::read(value).map(drop),
        })
    });
    read.is_some() && findings.is_empty()
}

#[test]
fn the_readme_has_every_method_and_no_other() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, table) = readme.split_once("<!-- methods -->").unwrap();
    let (table, _) = table.split_once("<!-- end of methods -->").unwrap();
    let row = |line: &str| {
        let line = line.replace("\\|", "or");
        let mut fields = line.strip_prefix("| `")?.split(" | ");
        let step = fields.next()?.trim_end_matches('`').to_owned();
        let written = fields.next()?.trim_matches('`').to_owned();
        let name = written.trim_start_matches("{ ").split([' ', '=']).next()?.trim_matches('"').to_owned();
        if !["denominate", "screen"].contains(&step.as_str()) {
            assert!(reads(&step, &written), "{written}");
        }
        Some((step, name))
    };
    let mut found: Vec<(String, String)> = table.lines().filter_map(row).collect();
    found.retain(|(step, _)| !["denominate", "screen"].contains(&step.as_str()));
    let owned = |step: &str, name: &str| (step.to_owned(), name.to_owned());
    let all = methods().into_iter().flat_map(|(step, names)| names.into_iter().map(move |name| owned(step, name)));
    let (mut all, mut sorted) = (all.collect::<Vec<_>>(), found);
    all.sort();
    sorted.sort();
    assert_eq!(sorted, all);
}

#[test]
fn the_picture_in_the_readme_is_the_one_that_the_report_makes() {
    let folder = tempfile::tempdir().unwrap();
    Command::cargo_bin("upheld").unwrap().current_dir(&folder).args(["report", "--quiet"]).assert().success();
    let name = "ranking-total-2023-dfi-partners.en.png";
    let made = fs::read(folder.path().join("reports/dfi/charts").join(name)).unwrap();
    let shown = fs::read(root().join("reports/gallery").join(name)).unwrap();
    assert!(made == shown, "copy the new reports/dfi/charts/{name} to reports/gallery/ after looking at it");
}
