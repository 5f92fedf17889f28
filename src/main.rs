//! The `upheld` program; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    upheld::cli::run()
}
