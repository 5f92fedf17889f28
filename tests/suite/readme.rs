//! What README says can be run is run, and the picture it shows is the one that the program makes.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use upheld::words::finding::Code;

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

#[test]
fn the_picture_in_the_readme_is_the_one_that_the_report_makes() {
    let folder = tempfile::tempdir().unwrap();
    Command::cargo_bin("upheld").unwrap().current_dir(&folder).args(["report", "--quiet"]).assert().success();
    let name = "ranking-total-2023-dfi-partners.en.png";
    let made = fs::read(folder.path().join("reports/dfi/charts").join(name)).unwrap();
    let shown = fs::read(root().join("reports/gallery").join(name)).unwrap();
    assert!(made == shown, "copy the new reports/dfi/charts/{name} to reports/gallery/ after looking at it");
}
