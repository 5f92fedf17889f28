//! The command line: the only room that prints, and the only one that reads arguments, clocks and signals.

mod assess;
mod check;
mod completions;
mod data;
mod explain;
mod filter;
mod interrupt;
mod judgements;
mod list;
mod load;
mod man;
mod new;
mod replicates;
mod report;
mod rubric;
mod schema;
mod screen;
mod sensitivity;
mod stats;
mod uncertainty;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::words::locale::Lang;
use screen::Screen;

/// Is this government keeping its commitment, clause by clause, year by year?
#[derive(Debug, Parser)]
#[command(name = "upheld", version, max_term_width = 110, arg_required_else_help = true)]
#[command(after_help = "Examples:
  upheld report                              the built-in plan, into reports/dfi/
  upheld assess --years 2023 --group dfi-partners
  upheld explain IND 2.1 --year 2023         from the grade down to each observation
  upheld uncertainty --year 2023 --group dfi-partners
  upheld sensitivity --year 2023             what drives Taiwan's place, and more
  upheld stats                               distributions, gaps, correlations, dimensions
  upheld judgements --data ./my-judgements   how far coders agree (Krippendorff's alpha)
  upheld check my-rubric/                    every fault of a rubric, at its line and column
  upheld new instrument my-pledge            a rubric to start from
  upheld rubric show dfi                     the framework as a tree, with effective weights
  upheld list variables

Exit codes: 0 done, 1 faults were found or something failed, 2 wrong arguments, 130 stopped by Ctrl-C.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Subcommand)]
enum Command {
    Report(report::Report),
    Assess(assess::Assess),
    Explain(explain::Explain),
    Uncertainty(uncertainty::Uncertainty),
    Sensitivity(sensitivity::Sensitivity),
    Stats(stats::Stats),
    Judgements(judgements::Judgements),
    Check(check::Check),
    New(new::New),
    Rubric(rubric::Rubric),
    Schema(schema::Schema),
    Data(data::Data),
    List(list::List),
    Completions(completions::Completions),
    Man(man::Man),
}

#[derive(Debug, Args)]
struct Common {
    /// Language of what is shown: en or zh-TW
    #[arg(long, global = true, value_parser = lang, default_value = "en", value_name = "TAG")]
    lang: Lang,
    /// Print results and faults only
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Colour: auto only on a terminal, and not where NO_COLOR is set
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    color: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

fn lang(tag: &str) -> Result<Lang, String> {
    Lang::parse(tag).ok_or_else(|| format!("the languages are {}", Lang::ALL.map(Lang::tag).join(" and ")))
}

/// A write beyond `ulimit -f` kills by default; listened to, it fails like a write to a full disk, and is tidied up after.
fn outlive_full_disks() {
    #[cfg(unix)]
    // where it cannot be listened to, such a write kills as before, and the next run tidies up
    drop(signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default()));
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    outlive_full_disks();
    let cli = Cli::parse();
    let mut screen = Screen::new(&cli.common);
    let done = match cli.command {
        Command::Report(command) => command.run(&mut screen),
        Command::Assess(command) => command.run(&mut screen),
        Command::Explain(command) => command.run(&mut screen),
        Command::Uncertainty(command) => command.run(&screen),
        Command::Sensitivity(command) => command.run(&screen),
        Command::Stats(command) => command.run(&screen),
        Command::Judgements(command) => command.run(&screen),
        Command::Check(command) => command.run(&mut screen),
        Command::New(command) => command.run(&screen),
        Command::Rubric(command) => command.run(&screen),
        Command::Schema(command) => command.run(&screen),
        Command::Data(command) => command.run(&screen),
        Command::List(command) => command.run(&mut screen),
        Command::Completions(command) => command.run(&screen),
        Command::Man(command) => command.run(&screen),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => screen.stop(stop),
    }
}
