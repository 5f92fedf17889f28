//! A report: every file of one edition, as bytes, with the manifest of what it was made from.

pub mod heatmap;
pub mod ranking;
mod view;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::assessment::Assessment;
use crate::case::Case;
use crate::edition::{Face, Input, LeftOut, Manifest};
use crate::figure::{Faces, Figure, PictureFault};
use crate::formula::NodeKind;
use crate::group::Group;
use crate::plan::{ChartKind, ChartPlan, Plan};
use crate::publish::Edition;
use crate::render::{json, scores};
use crate::words::finding::{Finding, Findings};
use crate::words::locale::Lang;

/// Pixels of a PNG per pixel of the drawing: sharp on a dense screen and in print.
const PNG_SCALE: f32 = 2.0;

/// A chart of the plan whose names have been found.
#[derive(Clone, Debug)]
pub struct ChartJob {
    pub kind: ChartKind,
    pub node: usize,
    /// Position in the assessment.
    pub year: usize,
    pub group: Option<Group>,
    /// File name without language and ending.
    pub name: String,
}

/// Finds the nodes, years and groups that a plan's charts name.
///
/// # Errors
/// Every name that is not known, at its place in the plan.
pub fn jobs(plan: &Plan, case: &Case, assessment: &Assessment) -> Result<Vec<ChartJob>, Findings> {
    let mut findings = Findings::default();
    let mut jobs: Vec<ChartJob> = Vec::new();
    for chart in &plan.charts {
        match job(chart, case, assessment) {
            Ok(job) if jobs.iter().any(|earlier| earlier.name == job.name) => {
                let finding = Finding::fault("repeated-chart", "This chart stands twice.").help("remove one of them");
                findings.push(finding.at(chart.of.place.clone()));
            }
            Ok(job) => jobs.push(job),
            Err(found) => findings.extend(found),
        }
    }
    if findings.has_fault() { Err(findings) } else { Ok(jobs) }
}

fn job(chart: &ChartPlan, case: &Case, assessment: &Assessment) -> Result<ChartJob, Findings> {
    let mut findings = Findings::default();
    let node = case.find_node(&chart.of.value);
    if node.is_none() {
        let found = format!("The rubric has no `{}`.", chart.of.value);
        let finding = Finding::fault("unknown-node", found).expected("total, or the id of a heading or principle");
        findings.push(finding.help("`upheld list principles` shows all").at(chart.of.place.clone()));
    }
    if let Some(node) = node {
        findings.extend(judge_position(chart, case, node));
    }
    let year = assessment.year(chart.year.value);
    if year.is_none() {
        let found = format!("{} is not among the plan's years.", chart.year.value);
        let finding = Finding::fault("year-outside-plan", found).help("mend it, or widen `years`");
        findings.push(finding.at(chart.year.place.clone()));
    }
    let evidence = case.evidence();
    let group = chart.group.as_ref().map(|code| {
        Group::find(&code.value, &evidence.atlas, &evidence.parties).map_err(|help| {
            let found = format!("There is no group `{}`.", code.value);
            Finding::fault("unknown-group", found).help(help).at(code.place.clone())
        })
    });
    let group = match group.transpose() {
        Ok(group) => group,
        Err(finding) => {
            findings.push(finding);
            None
        }
    };
    match (node, year) {
        (Some(node), Some(year)) if !findings.has_fault() => {
            let of = chart.group.as_ref().map_or_else(|| "all".to_owned(), |group| group.value.clone());
            let name = format!("{}-{}-{}-{of}", chart.kind.word(), chart.of.value, chart.year.value);
            Ok(ChartJob { kind: chart.kind, node, year, group, name })
        }
        _ => Err(findings),
    }
}

/// A position has a score and no grade; a heading or total over positions alone has neither.
fn judge_position(chart: &ChartPlan, case: &Case, node: usize) -> Findings {
    let principle = matches!(case.formula().nodes[node].kind, NodeKind::Principle(_));
    if !case.is_position(node) || (principle && chart.kind == ChartKind::Ranking) {
        return Findings::default();
    }
    let found = if principle {
        format!("`{}` is a position: it has no grade to colour a {} with.", chart.of.value, chart.kind.word())
    } else {
        format!("`{}` holds nothing but positions, and they make no score together.", chart.of.value)
    };
    let finding = Finding::fault("chart-of-position", found).help("draw a ranking of one position");
    finding.at(chart.of.place.clone()).into()
}

/// Every file of the edition. `done` is called after each picture.
///
/// # Errors
/// A picture or table that could not be made.
pub fn edition(
    plan: &Plan,
    case: &Case,
    assessment: &Assessment,
    jobs: &[ChartJob],
    faces: &Faces,
    done: impl Fn() + Sync,
) -> Result<Edition, Findings> {
    let mut files = BTreeMap::new();
    let cannot = |what: &str, why: String| Findings::from(Finding::fault("cannot-render", format!("{what}: {why}.")));
    let table = scores::table(case, assessment).map_err(|error| cannot("scores", error.to_string()))?;
    let csv = scores::csv(&table).map_err(|error| cannot("scores.csv", error.to_string()))?;
    files.insert("scores.csv".to_owned(), csv);
    let parquet = scores::parquet(&table).map_err(|error| cannot("scores.parquet", error.to_string()))?;
    files.insert("scores.parquet".to_owned(), parquet);
    let mut whole = json::assessment(case, assessment);
    whole["plan"] = serde_json::json!({ "name": plan.name, "title": plan.title });
    files.insert("assessment.json".to_owned(), compact(&whole));
    let pictures: Vec<(String, Lang, &ChartJob)> = plan
        .languages
        .iter()
        .flat_map(|lang| jobs.iter().map(|job| (format!("charts/{}.{}", job.name, lang.tag()), *lang, job)))
        .collect();
    let drawn: Vec<(String, Figure, Result<Vec<u8>, PictureFault>)> = pictures
        .into_par_iter()
        .map(|(name, lang, job)| {
            let figure = match job.kind {
                ChartKind::Ranking => ranking::ranking(case, assessment, job, lang).draw(),
                ChartKind::Heatmap => heatmap::heatmap(case, assessment, job, lang).draw(),
            };
            let png = figure.to_png(faces, PNG_SCALE);
            done();
            (name, figure, png)
        })
        .collect();
    let mut left_out = Vec::new();
    for (name, figure, png) in drawn {
        files.insert(format!("{name}.svg"), figure.svg.into_bytes());
        match png {
            Ok(bytes) => {
                files.insert(format!("{name}.png"), bytes);
            }
            Err(fault @ PictureFault::NoChineseFace) => {
                left_out.push(LeftOut { file: format!("{name}.png"), reason: fault.to_string() });
            }
            Err(fault) => return Err(cannot(&name, fault.to_string())),
        }
    }
    let manifest = Manifest { left_out, faces: used(faces), ..manifest(plan, case) };
    Ok(Edition { manifest, files })
}

fn compact(value: &serde_json::Value) -> Vec<u8> {
    format!("{value}\n").into_bytes()
}

fn used(faces: &Faces) -> Vec<Face> {
    let face = |face: crate::figure::FaceRecord| Face { family: face.family, style: face.style, sha256: face.sha256 };
    faces.used().into_iter().map(face).collect()
}

fn manifest(plan: &Plan, case: &Case) -> Manifest {
    let rubric = case.rubric();
    let input = |name: String, origin: &str, version: &str, sha256: &str| Input {
        name,
        origin: origin.to_owned(),
        sha256: sha256.to_owned(),
        version: (!version.is_empty()).then(|| version.to_owned()),
    };
    let evidence = case.evidence();
    let packages = [&evidence.atlas.package, &evidence.parties.package];
    let packages = packages.into_iter().chain(evidence.datasets.values().map(|set| &set.package));
    let mut inputs: Vec<Input> = packages
        .map(|package| input(format!("dataset {}", package.name), &package.origin, &package.version, &package.sha256))
        .collect();
    let instrument = &rubric.instrument;
    inputs.push(input(format!("rubric {}", instrument.id), &rubric.origin, &instrument.version, &rubric.sha256));
    let referred = rubric.referred.iter();
    inputs
        .extend(referred.map(|file| input(format!("rubric {}", file.name), &file.origin, &file.version, &file.sha256)));
    Manifest {
        tool: format!("upheld {}", env!("CARGO_PKG_VERSION")),
        plan: input(plan.name.clone(), &plan.origin, "", &plan.sha256),
        inputs,
        ..Manifest::default()
    }
}
