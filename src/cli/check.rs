//! `upheld check`: every fault of rubrics, datasets and plans, and every worked case.

use std::path::Path;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::load::{self, Sources};
use super::screen::{Screen, Stop};
use crate::assessment::assess;
use crate::dataset::package::{Kind as PackageKind, PACKAGE, Package};
use crate::evidence::Evidence;
use crate::plan::Plan;
use crate::report;
use crate::review;
use crate::rubric::Rubric;
use crate::shelf::{self, Kind};
use crate::trial;
use crate::uncertainty::model;
use crate::words::finding::{Finding, Findings, Severity};
use crate::words::folder::Folder;
use crate::{case::Case, case::Scope};

/// Check rubrics, datasets and plans, and run the worked cases
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld check                               everything built in, and every worked case
  upheld check my-rubric/                    a rubric against the built-in datasets
  upheld check my-rubric/ my-data/           and against a dataset of one's own
  upheld check my-data/ my-plan.toml --format json

Findings are faults, doubtful points or notes; only faults set exit code 1.")]
pub struct Check {
    /// Folders of rubrics and datasets, and plans; everything built in when left out
    paths: Vec<String>,
    /// text with the line and carets, or json
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What was checked, in words, and what was found.
#[derive(Default)]
struct Checked {
    lines: Vec<String>,
    findings: Findings,
}

impl Check {
    pub(super) fn run(&self, screen: &mut Screen) -> Result<(), Stop> {
        let mut checked = Checked::default();
        // a dataset with faults reports them where it is read; the rest is then held against what is built in
        let evidence = evidence(&self.paths, &mut checked).or_else(|| evidence(&[], &mut checked));
        if self.paths.is_empty() {
            for name in shelf::built_in(Kind::Rubric) {
                let folder = shelf::find(Kind::Rubric, name, Path::new(""))?;
                checked.rubric(&folder, evidence.as_ref());
            }
            for (name, text) in shelf::built_in_plans() {
                let (plan, findings) = Plan::read(name, &format!("built-in:reports/{name}.toml"), "built-in", text);
                checked.findings.extend(findings);
                checked.plan(plan, Path::new(""), screen);
            }
        } else {
            // what is built in was only needed as a measure; its own notes are not asked for
            checked = Checked { lines: Vec::new(), findings: Findings::default() };
            for path in &self.paths {
                checked.path(path, evidence.as_ref(), screen);
            }
        }
        self.show(&checked, screen)
    }

    fn show(&self, checked: &Checked, screen: &Screen) -> Result<(), Stop> {
        let counts = [Severity::Fault, Severity::Doubtful, Severity::Note].map(|s| checked.findings.count(s));
        let printed = if self.format == Format::Json {
            let value = serde_json::json!({ "checked": checked.lines, "findings": checked.findings });
            screen.print(&crate::render::json::text(&value))
        } else {
            screen.findings(&checked.findings);
            let mut text = checked.lines.iter().map(|line| format!("{line}\n")).collect::<String>();
            let of = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
            text.push_str(&format!("{}, {} doubtful, {}\n", of(counts[0], "fault"), counts[1], of(counts[2], "note")));
            screen.print(&text)
        };
        // a reader that goes away must not turn faults into success
        if counts[0] > 0 { Err(Stop::Shown) } else { printed }
    }
}

/// The built-in datasets, with those that are checked in the same call in place of their namesakes. Parties of one's own
/// take the place of the built-in ones; countries of one's own leave nothing built in, because that knows others.
fn evidence(paths: &[String], checked: &mut Checked) -> Option<Arc<Evidence>> {
    let given = paths.iter().filter_map(|path| shelf::find(Kind::Dataset, &load::as_path(path), Path::new("")).ok());
    let mut folders: Vec<Folder> = given.filter(|folder| folder.files.contains_key(PACKAGE)).collect();
    let kind = |folder: &Folder| Package::read(folder).0.map(|package| package.kind);
    let given: Vec<Option<PackageKind>> = folders.iter().map(kind).collect();
    let built_in = if given.contains(&Some(PackageKind::Countries)) { vec![] } else { shelf::built_in(Kind::Dataset) };
    for name in built_in {
        let Ok(folder) = shelf::find(Kind::Dataset, name, Path::new("")) else { continue };
        let namesake = folders.iter().any(|known| Package::name_in(known) == Package::name_in(&folder));
        let parties = kind(&folder) == Some(PackageKind::Parties) && given.contains(&Some(PackageKind::Parties));
        if !namesake && !parties {
            folders.push(folder);
        }
    }
    let (evidence, findings) = Evidence::gather(&folders);
    checked.findings.extend(findings);
    for folder in &folders {
        checked.lines.push(format!("dataset {} checked", folder.shown));
    }
    evidence.map(Arc::new)
}

impl Checked {
    fn path(&mut self, text: &str, evidence: Option<&Arc<Evidence>>, screen: &Screen) {
        if text.ends_with(".toml") && Path::new(text).is_file() {
            match load::plan(text) {
                Ok((plan, base)) => self.plan(Some(plan), &base, screen),
                Err(Stop::Findings(findings)) => self.findings.extend(findings),
                Err(_) => {}
            }
            return;
        }
        let path = load::as_path(text);
        match shelf::find(Kind::Rubric, &path, Path::new("")) {
            Ok(folder) if folder.files.contains_key(PACKAGE) => self.dataset(&folder, evidence),
            Ok(folder) if folder.files.contains_key("instrument.toml") => self.rubric(&folder, evidence),
            Ok(folder) => {
                let found = "This folder is neither a rubric nor a dataset.";
                let finding = Finding::fault("not-recognised", found).in_file(&folder.shown);
                self.findings.push(
                    finding
                        .expected(format!("instrument.toml (a rubric) or {PACKAGE} (a dataset)"))
                        .help("name the folder that holds it"),
                );
            }
            Err(findings) => self.findings.extend(findings),
        }
    }

    fn rubric(&mut self, folder: &Folder, evidence: Option<&Arc<Evidence>>) {
        let (rubric, findings) = Rubric::read(folder, &shelf::referred);
        self.findings.extend(findings);
        let (Some(rubric), Some(evidence)) = (rubric.map(Arc::new), evidence) else {
            self.lines.push(format!("rubric {} read; it has faults, so its worked cases were not run", folder.shown));
            return;
        };
        let years = evidence.variables().flat_map(|(_, variable)| variable.span.iter().collect::<Vec<_>>());
        let Ok(years) = crate::words::year::Years::parse(&span(years)) else { return };
        let scope = Scope { years, countries: evidence.atlas.countries().collect() };
        match Case::pair(rubric.clone(), evidence.clone(), &scope) {
            Ok((case, findings)) => {
                self.findings.extend(findings);
                self.findings.extend(model::judge(&case, &rubric.doubts));
                self.findings.extend(review::judge(&case));
            }
            Err(findings) => return self.findings.extend(findings),
        }
        let trials = trial::run(&rubric, evidence);
        self.findings.extend(trials.findings);
        let principles = rubric.principles.len();
        self.lines
            .push(format!("rubric {} checked: {principles} principles, {} worked cases run", folder.shown, trials.run));
    }

    fn dataset(&mut self, folder: &Folder, evidence: Option<&Arc<Evidence>>) {
        self.findings.extend(match evidence {
            Some(evidence) => load::judge(folder, &evidence.atlas),
            None => Package::read(folder).1,
        });
        self.lines.push(format!("dataset {} checked", folder.shown));
    }

    /// A plan is run as far as its names go; nothing is drawn or written.
    fn plan(&mut self, plan: Option<Plan>, base: &Path, screen: &Screen) {
        let Some(plan) = plan else { return };
        let (sources, name) = (Sources { plan: String::new(), instrument: None, data: Vec::new() }, plan.name.clone());
        match sources.load_plan(plan, base, &screen.silent()) {
            Ok(loaded) => {
                // what the rubric and the datasets of this very call have said already
                let known: Vec<Finding> = self.findings.iter().cloned().collect();
                loaded.doubts.into_iter().filter(|doubt| !known.contains(doubt)).for_each(|it| self.findings.push(it));
                self.findings.extend(review::judge_years(&loaded.case));
                let assessment = assess(&loaded.case);
                if let Err(findings) = report::jobs(&loaded.plan, &loaded.case, &assessment) {
                    self.findings.extend(findings);
                }
                if let Err(findings) = report::stated(&loaded.plan, &loaded.case, &assessment) {
                    self.findings.extend(findings);
                }
            }
            Err(Stop::Findings(findings)) => self.findings.extend(findings),
            Err(_) => {}
        }
        self.lines.push(format!("plan {name} checked"));
    }
}

fn span(years: impl Iterator<Item = i32>) -> String {
    let (first, last) = years.fold((i32::MAX, i32::MIN), |(first, last), year| (first.min(year), last.max(year)));
    format!("{first}..{last}")
}
