//! `upheld list`: what there is to name.

use clap::{Args, ValueEnum};
use comfy_table::{ContentArrangement, Table, presets};
use serde_json::{Map, Value};

use super::load::{Loaded, Sources};
use super::screen::{Screen, Stop};
use crate::case::Case;
use crate::group::Group;
use crate::plan::chart::ChartKind;
use crate::render::json;
use crate::shelf;
use crate::words::locale::Lang;

/// List what there is to name: instruments, principles, datasets, variables, …
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld list principles
  upheld list variables --json
  upheld list countries --lang zh-TW")]
pub struct List {
    /// What to list
    what: What,
    /// As JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sources: Sources,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    Instruments,
    Principles,
    Datasets,
    Variables,
    Countries,
    Groups,
    Charts,
    Plans,
}

/// Rows under a header.
struct Listing {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl List {
    pub(super) fn run(&self, screen: &mut Screen) -> Result<(), Stop> {
        let Loaded { case, .. } = self.sources.load(&screen.silent())?;
        let listing = listing(self.what, &case, screen.lang);
        screen.print(&if self.json { json::text(&listing.json()) } else { listing.text() })
    }
}

impl Listing {
    fn json(&self) -> Value {
        let object = |row: &Vec<String>| {
            let fields =
                self.header.iter().zip(row).map(|(key, value)| ((*key).to_owned(), Value::from(value.as_str())));
            Value::Object(fields.collect::<Map<_, _>>())
        };
        self.rows.iter().map(object).collect()
    }

    fn text(&self) -> String {
        let mut table = Table::new();
        table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(&self.header);
        for row in &self.rows {
            table.add_row(row);
        }
        format!("{}\n", table.trim_fmt())
    }
}

fn listing(what: What, case: &Case, lang: Lang) -> Listing {
    let (rubric, evidence) = (case.rubric(), case.evidence());
    let instrument = &rubric.instrument;
    let strings = |fields: &[&str]| fields.iter().map(|field| (*field).to_owned()).collect::<Vec<_>>();
    match what {
        What::Instruments => {
            let assessable = rubric.scored().to_string();
            let row = [
                &instrument.id,
                &instrument.version,
                instrument.title.get(lang),
                &instrument.adopted.to_string(),
                &instrument.principles.to_string(),
                &assessable,
            ];
            Listing {
                header: vec!["id", "version", "title", "adopted", "principles", "assessable"],
                rows: vec![strings(&row)],
            }
        }
        What::Principles => Listing {
            header: vec!["id", "duty", "title", "indicators", "gates"],
            rows: rubric
                .principles
                .iter()
                .map(|principle| {
                    let (slots, gates) = (principle.slots.len().to_string(), principle.gates.len().to_string());
                    strings(&[&principle.id, principle.duty.key(), principle.title.get(lang), &slots, &gates])
                })
                .collect(),
        },
        What::Datasets => {
            let packages = [&evidence.atlas.package, &evidence.parties.package].into_iter();
            let packages = packages.chain(evidence.datasets.values().map(|set| &set.package));
            let row = |package: &crate::dataset::package::Package| {
                let licences: Vec<&str> = package.licences.iter().map(|licence| licence.name.as_str()).collect();
                strings(&[
                    &package.name,
                    &package.version,
                    package.title.get(lang),
                    &licences.join(", "),
                    &package.origin,
                ])
            };
            Listing { header: vec!["name", "version", "title", "licence", "from"], rows: packages.map(row).collect() }
        }
        What::Variables => Listing {
            header: vec!["variable", "title", "unit", "years", "edition"],
            rows: evidence
                .variables()
                .map(|(name, variable)| {
                    let span = variable.span.to_string();
                    strings(&[&name, variable.title.get(lang), variable.unit.get(lang), &span, &variable.edition])
                })
                .collect(),
        },
        What::Countries => Listing {
            header: vec!["code", "name"],
            rows: evidence
                .atlas
                .countries()
                .map(|country| vec![country.to_string(), evidence.atlas.name(country, lang)])
                .collect(),
        },
        What::Groups => {
            let year = case.panel().years.last().copied().unwrap_or(0);
            let row = |group: Group| {
                let members = evidence.atlas.countries();
                let n = members.filter(|at| group.holds(*at, year, &evidence.atlas, &evidence.parties)).count();
                strings(&[&group.code, group.title.get(lang), &n.to_string(), &year.to_string()])
            };
            Listing {
                header: vec!["code", "title", "members", "at the end of"],
                rows: Group::all(&evidence.atlas, &evidence.parties).into_iter().map(row).collect(),
            }
        }
        What::Charts => Listing {
            header: vec!["kind", "shows"],
            rows: ChartKind::ALL.iter().map(|(name, kind)| strings(&[name, shows(*kind)])).collect(),
        },
        What::Plans => Listing {
            header: vec!["name"],
            rows: shelf::built_in_plans().iter().map(|(name, _)| strings(&[name])).collect(),
        },
    }
}

fn shows(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Heatmap => "countries by clauses for a year, every score in its cell, gaps hatched",
        ChartKind::Ranking => "countries by score for a year, with grades, evidence, gates and what is left open",
        ChartKind::Trend => "named countries and means of groups over years, lines broken where scores do not compare",
    }
}
