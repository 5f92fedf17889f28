//! Golden files: text that a person has read and found right.
//!
//! `UPHELD_WRITE_GOLDEN=1 cargo test --test suite` writes what came out in their place. Such a run always fails, so that
//! it never passes for a test; read the difference before it is committed.

use std::fs;
use std::path::Path;

/// `None` when the text is the golden file's; else both, to be shown.
pub fn difference(file: &Path, text: &str) -> Option<String> {
    if std::env::var_os("UPHELD_WRITE_GOLDEN").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let stays = fs::read_to_string(file).is_ok_and(|golden| golden == text);
        if !stays {
            fs::write(file, text).unwrap();
        }
        return Some(format!("{} {}; read it\n", file.display(), if stays { "stays" } else { "was written" }));
    }
    match fs::read_to_string(file) {
        Ok(golden) if golden == text => None,
        Ok(golden) => Some(format!("{} says\n{golden}\nand this came out\n{text}\n", file.display())),
        Err(error) => Some(format!("{}: {error}; this came out\n{text}\n", file.display())),
    }
}

/// Ends the test unless the text is the golden file's under `tests/golden/`.
pub fn holds(name: &str, text: &str) {
    let file = crate::program::root().join("tests/golden").join(name);
    if let Some(difference) = difference(&file, text) {
        panic!("{difference}");
    }
}
