//! `upheld judgements`: how far coders agree, and what they said in all.

use clap::{Args, ValueEnum};

use super::load::Sources;
use super::screen::{Screen, Stop};
use crate::judgement::reliability::{RESAMPLES, Reliability};
use crate::render::json;
use crate::render::judgement::{self as render, Draws, Row};
use crate::words::finding::Finding;

/// Show how far coders agree on what people judged (Krippendorff's alpha), and what they said in all
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld judgements --plan rubrics/dfi/examples/judged.toml     the shipped example, with made-up codes
  upheld judgements --data ./my-judgements
  upheld judgements --data ./my-judgements --resamples 10000 --format csv

Alpha is told for each principle or indicator, with a 95 % interval (bootstrap over countries and years). 0.8 is customarily
good; below 0.667 every score that rests on the codes is doubtful. Adjudicated codes stay out of it; `no-evidence` and
`not-applicable` are no codes, and are counted apart.")]
pub struct Judgements {
    /// table for people; csv with one row for each principle or indicator, and json
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Draws of the bootstrap
    #[arg(long, value_name = "N", default_value_t = RESAMPLES, value_parser = clap::value_parser!(u32).range(100..=100_000))]
    resamples: u32,
    /// Seed of the bootstrap
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    #[command(flatten)]
    sources: Sources,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

impl Judgements {
    pub(super) fn run(&self, screen: &Screen) -> Result<(), Stop> {
        let loaded = self.sources.load(screen)?;
        let (case, draws) = (&loaded.case, Draws { resamples: self.resamples, seed: self.seed });
        let packages = &case.evidence().judgements;
        if packages.is_empty() {
            let finding = Finding::fault("no-judgements", "None of the datasets has judgements by people.");
            return Err(finding.help("add such a package with --data, or name it in the plan").into());
        }
        let rows = packages.iter().flat_map(|(package, of)| {
            of.subjects.iter().map(move |(subject, own)| Row {
                package: package.clone(),
                subject: subject.clone(),
                reliability: Reliability::of(own.units.values(), &of.coding, draws.resamples, draws.seed),
            })
        });
        let rows: Vec<Row> = rows.collect();
        match if self.json { Format::Json } else { self.format } {
            Format::Json => screen.print(&json::text(&render::json(case, &rows, draws))),
            Format::Csv => {
                let cannot =
                    |why: csv::Error| Finding::fault("cannot-render", format!("The table cannot be made: {why}."));
                let bytes = render::csv(&rows).map_err(cannot)?;
                screen.print(&String::from_utf8_lossy(&bytes))
            }
            Format::Table => {
                let tables = packages.iter().map(|(package, of)| {
                    let own: Vec<&Row> = rows.iter().filter(|row| row.package == *package).collect();
                    render::table(case, package, of, &own, draws, screen.lang, screen.paint())
                });
                screen.print(&tables.collect::<Vec<_>>().join("\n"))
            }
        }
    }
}
