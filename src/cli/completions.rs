//! `upheld completions`: what a shell needs to complete commands and options.

use std::path::PathBuf;

use clap::{Args, CommandFactory as _};
use clap_complete::{Generator as _, Shell, generate};

use super::Cli;
use super::screen::{Screen, Stop};
use crate::publish::write_file;

/// Print what a shell needs to complete commands and options
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld completions bash --to ~/.local/share/bash-completion/completions
  upheld completions zsh --to ~/.zfunc       a folder of $fpath
  upheld completions fish --to ~/.config/fish/completions
  upheld completions powershell >> $PROFILE
  upheld completions elvish >> ~/.config/elvish/rc.elv

With --to the file gets the name under which the shell looks for it.")]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
    /// Write the file in here
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

impl Completions {
    pub(super) fn run(&self, screen: &Screen) -> Result<(), Stop> {
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "upheld", &mut script);
        let Some(folder) = &self.to else { return screen.print(&String::from_utf8_lossy(&script)) };
        let file = folder.join(self.shell.file_name("upheld"));
        write_file(&file, &script)?;
        screen.print(&format!("{}\n", file.display()))
    }
}
