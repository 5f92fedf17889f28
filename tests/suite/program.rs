//! The built program, run in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The top of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program in a folder, with nothing of the surroundings that could change what it shows.
pub fn upheld(folder: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("upheld"));
    command.current_dir(folder);
    for variable in ["NO_COLOR", "RAYON_NUM_THREADS", "POLARS_MAX_THREADS"] {
        command.env_remove(variable);
    }
    command
}

/// Runs the program in a folder to its end. Ten thousand replicates are a matter of their own: what does not ask for any
/// has a handful.
pub fn run_in(folder: &Path, args: &[&str]) -> Ran {
    let few = matches!(args.first(), Some(&"report" | &"assess")) && !args.contains(&"--replicates");
    let few: &[&str] = if few { &FEW } else { &[] };
    ran(&upheld(folder).args(args).args(few).output().unwrap())
}

/// So few replicates that a run takes no longer for them.
pub const FEW: [&str; 2] = ["--replicates", "20"];

/// Runs the program in an empty folder, with nothing but what is built in.
pub fn run(args: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    run_in(folder.path(), args)
}

/// A run that must end well; gives what it printed.
pub fn shown(args: &[&str]) -> String {
    let ran = run(args);
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
    ran.out
}

pub fn ran(output: &Output) -> Ran {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Ran { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

/// Copies a folder, or a single file, with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        std::fs::copy(from, to).unwrap();
        return;
    }
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

/// Every file under a folder by its path inside it, in alphabetical order; hidden ones too.
pub fn files(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}
