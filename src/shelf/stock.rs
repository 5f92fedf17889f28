//! Lists every file under `rubrics/` and `datasets/` and the shipped plans, so that the installed program works from any
//! folder. A list made here notices new files; a macro that includes a folder does not.

#![allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    for folder in ["rubrics", "datasets"] {
        gather(&root, Path::new(folder), &mut files)?;
    }
    for entry in fs::read_dir(root.join("reports"))? {
        let name = PathBuf::from("reports").join(entry?.file_name());
        if name.extension().is_some_and(|ending| ending == "toml") {
            files.push(name);
        }
    }
    println!("cargo::rerun-if-changed=reports");
    files.sort();
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("built_in.rs");
    let mut list = fs::File::create(out)?;
    writeln!(list, "pub(super) static FILES: &[(&str, &[u8])] = &[")?;
    for file in &files {
        let shown = file.to_string_lossy().replace('\\', "/");
        // named from where the crate is compiled: a built tree may serve clones that lie elsewhere
        let path = format!("/{shown}");
        writeln!(list, "    ({shown:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),")?;
    }
    writeln!(list, "];")
}

fn gather(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            gather(root, &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
