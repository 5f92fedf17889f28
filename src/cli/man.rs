//! `upheld man`: the help of every command as manual pages.

use std::path::PathBuf;

use clap::{Args, Command, CommandFactory as _};

use super::Cli;
use super::screen::{Screen, Stop};
use crate::publish::write_file;
use crate::words::finding::Finding;
use crate::words::keys::nearest;

/// Print the manual page of a command, or write those of all commands
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld man | man -l -                      the page of the program
  upheld man data seal | man -l -            the page of one command
  upheld man --to ~/.local/share/man/man1    all of them: upheld.1, upheld-assess.1, …")]
pub struct Man {
    /// A command, e.g. assess or data seal; the program itself when left out
    #[arg(conflicts_with = "to")]
    command: Vec<String>,
    /// Write the pages of all commands in here
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

/// One manual page.
struct Page {
    file: String,
    text: Vec<u8>,
}

impl Man {
    pub(super) fn run(&self, screen: &Screen) -> Result<(), Stop> {
        let mut program = Cli::command().disable_help_subcommand(true);
        program.build();
        let Some(folder) = &self.to else {
            let page = page(named(&program, &self.command)?)?;
            return screen.print(&String::from_utf8_lossy(&page.text));
        };
        let mut commands = Vec::new();
        gather(&program, &mut commands);
        let pages: Vec<Page> = commands.into_iter().map(page).collect::<Result<_, _>>()?;
        for page in &pages {
            write_file(&folder.join(&page.file), &page.text)?;
        }
        screen.print(&pages.iter().map(|page| format!("{}\n", folder.join(&page.file).display())).collect::<String>())
    }
}

/// The command that the words lead to.
fn named<'c>(program: &'c Command, words: &[String]) -> Result<&'c Command, Finding> {
    words.iter().try_fold(program, |command, word| {
        command.find_subcommand(word).ok_or_else(|| {
            let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
            let help = match nearest(word, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`upheld --help` shows all".to_owned(),
            };
            let finding = Finding::fault("unknown-command", format!("There is no command `{word}`."));
            finding.expected(if names.is_empty() { "no further word".to_owned() } else { names.join(", ") }).help(help)
        })
    })
}

/// The command and those under it.
fn gather<'c>(command: &'c Command, into: &mut Vec<&'c Command>) {
    into.push(command);
    command.get_subcommands().for_each(|command| gather(command, into));
}

fn page(command: &Command) -> Result<Page, Finding> {
    let source = format!("upheld {}", env!("CARGO_PKG_VERSION"));
    let man = clap_mangen::Man::new(command.clone()).source(source);
    let mut text = Vec::new();
    let cannot = |error| Finding::fault("cannot-render", format!("The page cannot be made: {error}."));
    man.render(&mut text).map_err(cannot)?;
    Ok(Page { file: man.get_filename(), text })
}
