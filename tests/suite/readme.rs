//! What README says can be run is run, and the picture it shows is the one that the program makes.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

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
fn every_command_of_the_readme_runs_in_an_empty_folder() {
    let folder = tempfile::tempdir().unwrap();
    let commands = commands();
    assert!(commands.len() >= 7, "README's commands were not found");
    for arguments in commands {
        Command::cargo_bin("upheld").unwrap().current_dir(&folder).args(&arguments).assert().success();
    }
    assert!(folder.path().join("reports/dfi/scores.csv").is_file());
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
