//! Loads what a command works on: plan, rubric, datasets, and the case they make.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::screen::{Screen, Stop};
use crate::case::{Case, Scope};
use crate::dataset::Dataset;
use crate::dataset::atlas::Atlas;
use crate::dataset::package::{Kind as PackageKind, Package};
use crate::doubt::Doubt;
use crate::evidence::Evidence;
use crate::judgement::Judgements;
use crate::party::Parties;
use crate::plan::Plan;
use crate::rubric::Rubric;
use crate::shelf::{self, Kind};
use crate::uncertainty::model;
use crate::words::country::Country;
use crate::words::finding::{Finding, Findings};
use crate::words::folder::Folder;
use crate::words::keys::nearest;
use crate::words::locale::Lang;
use crate::words::year::{Year, Years};

/// Where a command takes its plan, rubric and figures from.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Sources")]
pub struct Sources {
    /// The plan whose rubric and datasets are used: a built-in name, or a path to a .toml file
    #[arg(long, default_value = "dfi", value_name = "PLAN")]
    pub plan: String,
    /// Use this rubric in place of the plan's: a built-in name, or a folder written with a slash
    #[arg(long, visible_alias = "rubric", value_name = "NAME|DIR")]
    pub instrument: Option<String>,
    /// Add a dataset, or replace the plan's of the same name: a built-in name, or a folder written with a slash
    #[arg(long, value_name = "NAME|DIR")]
    pub data: Vec<String>,
}

/// Everything a command works on.
#[derive(Debug)]
pub struct Loaded {
    pub plan: Plan,
    pub case: Case,
    /// What may reasonably vary: the rubric's doubts as the plan wants them.
    pub vary: Vec<Doubt>,
    /// Doubtful points and notes on the rubric, the figures and their pairing.
    pub doubts: Findings,
}

impl Sources {
    /// The case of the plan with the command line's replacements.
    pub fn load(&self, screen: &Screen) -> Result<Loaded, Stop> {
        let (plan, base) = plan(&self.plan)?;
        self.load_plan(plan, &base, screen)
    }

    /// The same for a plan that has been read.
    pub fn load_plan(&self, plan: Plan, base: &Path, screen: &Screen) -> Result<Loaded, Stop> {
        let (rubric, evidence) = (self.rubric(&plan, base), self.evidence(&plan, base));
        let (rubric, evidence, mut doubts) = match (rubric, evidence) {
            (Ok((rubric, mut doubts)), Ok((evidence, more))) => {
                doubts.extend(more);
                (rubric, evidence, doubts)
            }
            (rubric, evidence) => {
                let mut findings = rubric.err().unwrap_or_default();
                findings.extend(evidence.err().unwrap_or_default());
                return Err(findings.into());
            }
        };
        let (countries, mut findings) = countries(&plan, &evidence.atlas);
        let scope = Scope { years: plan.years.clone(), countries };
        let paired = Case::pair(Arc::new(rubric), Arc::new(evidence), &scope);
        let (case, of_pairing) = match paired {
            Ok(paired) if !findings.has_fault() => paired,
            Ok(_) => return Err(findings.into()),
            Err(found) => {
                findings.extend(found);
                return Err(findings.into());
            }
        };
        // what a plan says of its rubric's doubts is not said of another
        let own = self.instrument.is_none();
        let vary = if own { varying(&plan, &case)? } else { case.rubric().doubts.clone() };
        let faults = model::judge(&case, &vary);
        if faults.has_fault() {
            return Err(faults.into());
        }
        screen.findings(&of_pairing);
        screen.remark(&used(&case));
        if !doubts.is_empty() {
            let (n, check) = (doubts.iter().count(), self.check(&plan));
            let (s, them) = if n == 1 { ("", "it") } else { ("s", "them") };
            screen.remark(&format!("{n} remark{s} on the rubric and the data: `{check}` shows {them}"));
        }
        doubts.extend(of_pairing);
        Ok(Loaded { plan, case, vary, doubts })
    }

    /// The command that shows every finding on what is loaded.
    fn check(&self, plan: &Plan) -> String {
        let given = self.instrument.iter().chain(&self.data).map(String::as_str).filter(|text| shelf::is_path(text));
        let plan = Some(plan.origin.as_str()).filter(|origin| *origin != "built-in");
        ["upheld", "check"].into_iter().chain(plan).chain(given).collect::<Vec<_>>().join(" ")
    }

    fn rubric(&self, plan: &Plan, base: &Path) -> Result<(Rubric, Findings), Findings> {
        let folder = match &self.instrument {
            Some(text) => shelf::find(Kind::Rubric, text, Path::new(""))?,
            None => {
                shelf::find(Kind::Rubric, &plan.instrument.value, base).map_err(|f| at(f, &plan.instrument.place))?
            }
        };
        match Rubric::read(&folder, &shelf::referred) {
            (Some(rubric), findings) => Ok((rubric, findings)),
            (None, findings) => Err(findings),
        }
    }

    fn evidence(&self, plan: &Plan, base: &Path) -> Result<(Evidence, Findings), Findings> {
        let mut findings = Findings::default();
        let mut keep = |found: Result<Folder, Findings>| found.map_err(|found| findings.extend(found)).ok();
        let given = self.data.iter().map(|text| shelf::find(Kind::Dataset, text, Path::new("")));
        let mut folders: Vec<Folder> = given.filter_map(&mut keep).collect();
        // Packages are known by the name they give themselves, not by the folder they lie in. What the command line
        // gives replaces the plan's of the same name.
        let replaced: Vec<String> = folders.iter().map(Package::name_in).collect();
        let planned = plan
            .datasets
            .iter()
            .map(|text| shelf::find(Kind::Dataset, &text.value, base).map_err(|findings| at(findings, &text.place)));
        folders.extend(planned.filter_map(&mut keep).filter(|folder| !replaced.contains(&Package::name_in(folder))));
        let (evidence, found) = Evidence::gather(&folders);
        findings.extend(found);
        match evidence.filter(|_| !findings.has_fault()) {
            Some(evidence) => Ok((evidence, findings)),
            None => Err(findings),
        }
    }
}

/// The doubts of a plan's run.
fn varying(plan: &Plan, case: &Case) -> Result<Vec<Doubt>, Findings> {
    let (settings, known) = (&plan.uncertainty, &case.rubric().doubts);
    let mut findings = Findings::default();
    for id in settings.without.iter().filter(|id| !known.iter().any(|doubt| doubt.id == id.value)) {
        let found = format!("The rubric has no doubt `{}`.", id.value);
        let ids: Vec<&str> = known.iter().map(|doubt| doubt.id.as_str()).collect();
        let finding = Finding::fault("unknown-doubt", found).expected(ids.join(", "));
        let near = nearest(&id.value, ids.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let help = near.unwrap_or_else(|| "remove it: `upheld list doubts` shows all".to_owned());
        findings.push(finding.help(help).at(id.place.clone()));
    }
    if findings.has_fault() { Err(findings) } else { Ok(settings.doubts_beside(known)) }
}

/// An argument that is always a path; the shelf asks for the slash only where names are possible too.
pub fn as_path(text: &str) -> String {
    if shelf::is_path(text) { text.to_owned() } else { format!("./{text}") }
}

/// The countries by which datasets are judged: those of a folder given, else those built in.
pub fn atlas(given: &[Folder]) -> Result<Atlas, Findings> {
    let of = |folder: &Folder| {
        let package = Package::read(folder).0.filter(|package| package.kind == PackageKind::Countries)?;
        Atlas::read(folder, package).0
    };
    match given.iter().find_map(of) {
        Some(atlas) => Ok(atlas),
        None => {
            let folder = shelf::find(Kind::Dataset, "countries", Path::new(""))?;
            of(&folder).ok_or_else(|| Package::read(&folder).1)
        }
    }
}

/// Every finding of one dataset.
pub fn judge(folder: &Folder, atlas: &Atlas) -> Findings {
    let (package, mut findings) = Package::read(folder);
    let found = package.map(|package| match package.kind {
        PackageKind::Countries => Atlas::read(folder, package).1,
        PackageKind::Parties => Parties::read(folder, package, atlas).1,
        PackageKind::Observations => Dataset::read(folder, package, atlas).1,
        PackageKind::Judgements => Judgements::read(folder, package, atlas).1,
    });
    findings.extend(found.unwrap_or_default());
    findings
}

/// Points findings about a name of the plan at its place there.
fn at(findings: Findings, place: &crate::words::finding::Place) -> Findings {
    let mut placed = Findings::default();
    for finding in findings.iter() {
        let finding = finding.clone();
        placed.push(if finding.place.is_none() { finding.at(place.clone()) } else { finding });
    }
    placed
}

/// A plan by name or path, and the folder its relative paths start from.
pub fn plan(text: &str) -> Result<(Plan, PathBuf), Stop> {
    let read = |name: &str, file: &str, origin: &str, text: &str, mut findings: Findings| {
        let (plan, found) = Plan::read(name, file, origin, text);
        findings.extend(found);
        plan.filter(|_| !findings.has_fault()).ok_or(Stop::from(findings))
    };
    if !shelf::is_path(text) && !text.ends_with(".toml") {
        let plans = shelf::built_in_plans();
        let Some((name, content)) = plans.iter().find(|(name, _)| *name == text) else {
            let near = nearest(text, plans.iter().map(|(name, _)| *name));
            let help = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            let finding = Finding::fault("not-built-in", format!("No plan called `{text}` is built in."));
            return Err(finding.help(format!("{help}a file is written with its ending, e.g. {text}.toml")).into());
        };
        let file = format!("built-in:reports/{name}.toml");
        return Ok((read(name, &file, "built-in", content, Findings::default())?, PathBuf::new()));
    }
    let path = Path::new(text);
    let bytes = shelf::read_file(path)?;
    let (content, findings) = crate::words::folder::text(text, &bytes);
    let Some(content) = content else { return Err(findings.into()) };
    let name = path.file_stem().map_or_else(|| "report".to_owned(), |stem| stem.to_string_lossy().into_owned());
    Ok((read(&name, text, text, &content, findings)?, shelf::base_of(path)))
}

/// The countries of a plan, without those that are not known; all of them where it names none.
fn countries(plan: &Plan, atlas: &Atlas) -> (Vec<Country>, Findings) {
    let mut findings = Findings::default();
    let Some(named) = &plan.countries else { return (atlas.countries().collect(), findings) };
    let mut countries = Vec::new();
    for text in named {
        match atlas.find(&text.value) {
            Some(country) => countries.push(country),
            None => findings.push(
                Finding::fault("unknown-country", format!("`{}` is not a known country.", text.value))
                    .help(atlas.unknown(&text.value))
                    .at(text.place.clone()),
            ),
        }
    }
    countries.sort_unstable();
    countries.dedup();
    (countries, findings)
}

/// Countries named on the command line, as positions.
pub fn named_countries(texts: &[String], atlas: &Atlas) -> Result<Vec<Country>, Findings> {
    let mut findings = Findings::default();
    let mut countries = Vec::new();
    for text in texts {
        match atlas.find(text) {
            Some(country) => countries.push(country),
            None => {
                let finding = Finding::fault("unknown-country", format!("`{text}` is not a known country."));
                findings.push(finding.help(atlas.unknown(text)));
            }
        }
    }
    if findings.has_fault() { Err(findings) } else { Ok(countries) }
}

/// The node with this id.
pub fn node(case: &Case, id: &str) -> Result<usize, Finding> {
    case.find_node(id).ok_or_else(|| {
        let ids: Vec<&str> = case.formula().nodes.iter().map(|node| case.node_id(node.kind)).collect();
        let help = match nearest(id, ids.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? `upheld list principles` shows all"),
            None => "`upheld list principles` shows all".to_owned(),
        };
        Finding::fault("unknown-node", format!("The rubric has no `{id}`.")).expected(ids.join(", ")).help(help)
    })
}

/// The positions of the years asked for; those that the plan does not have are a fault.
pub fn years(asked: &Years, case: &Case) -> Result<Vec<usize>, Finding> {
    let known = &case.panel().years;
    let position = |year: Year| known.iter().position(|known| *known == year);
    let missing: Vec<String> =
        asked.iter().filter(|year| position(*year).is_none()).map(|year| year.to_string()).collect();
    if !missing.is_empty() {
        let found = format!("The plan does not cover {}.", Lang::En.list(&missing));
        let span = format!("{} to {}", known.first().unwrap_or(&0), known.last().unwrap_or(&0));
        let help = "ask for years of the plan, or widen its `years`";
        return Err(Finding::fault("years-outside-plan", found).expected(span).help(help));
    }
    Ok(asked.iter().filter_map(position).collect())
}

fn used(case: &Case) -> String {
    let (rubric, evidence) = (case.rubric(), case.evidence());
    let packages = [&evidence.atlas.package, &evidence.parties.package].into_iter();
    let packages = packages.chain(evidence.datasets.values().map(|set| &set.package));
    let named: Vec<String> =
        packages.map(|package| format!("{} {} ({})", package.name, package.version, package.origin)).collect();
    let instrument = &rubric.instrument;
    let referred: Vec<String> =
        rubric.referred.iter().map(|file| format!("; refers to {} ({})", file.name, file.origin)).collect();
    let (id, version, origin) = (&instrument.id, &instrument.version, &rubric.origin);
    format!("Rubric {id} {version} ({origin}){}; data {}", referred.concat(), named.join(", "))
}
