//! A report: every file of one edition, as bytes, with the manifest of what it was made from.

mod availability;
mod correlations;
pub mod framework;
pub mod heatmap;
pub mod job;
pub mod ranking;
pub mod trend;
mod uncertainty;
mod view;

use std::collections::BTreeMap;
use std::fmt::Display;

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::assessment::Assessment;
use crate::case::Case;
use crate::edition::{Face, Input, LeftOut, Manifest};
use crate::figure::{Faces, Figure, PictureFault};
use crate::plan::Plan;
use crate::publish::Edition;
use crate::render::{json, scores, uncertainty as render};
use crate::uncertainty::asked::Search;
use crate::uncertainty::audit::Stated;
use crate::uncertainty::sensitivity::Shares;
use crate::uncertainty::whole::Uncertainty;
use crate::words::finding::{Finding, Findings};
use crate::words::locale::Lang;
use job::{ChartJob, Scene};

pub use job::jobs;
pub use uncertainty::target_title;

/// Pixels of a PNG per pixel of the drawing: sharp on a dense screen and in print.
const PNG_SCALE: f32 = 2.0;

/// How sure an assessment is; empty where nothing is doubted, or no replicate was asked for.
#[derive(Clone, Debug, Default)]
pub struct Sure {
    pub uncertainty: Option<Uncertainty>,
    /// Of every drivers chart, in the order of the jobs.
    pub shares: Vec<Shares>,
}

impl Sure {
    /// The shares of one drivers chart.
    fn shares_of(&self, jobs: &[ChartJob], job: &ChartJob) -> Option<&Shares> {
        let mut drivers = jobs.iter().filter(|job| job.scene.target().is_some());
        self.shares.get(drivers.position(|other| other.name == job.name)?)
    }
}

/// The conclusions of a plan, with their names looked up.
///
/// # Errors
/// Every name that is not known, at its place in the plan.
pub fn stated(plan: &Plan, case: &Case, assessment: &Assessment) -> Result<Vec<Stated>, Findings> {
    let mut search = Search::new(case, assessment);
    let stated = plan.uncertainty.conclusions.iter().filter_map(|conclusion| search.stated(conclusion)).collect();
    if search.findings.has_fault() { Err(search.findings) } else { Ok(stated) }
}

/// What an edition is made of.
#[derive(Clone, Copy, Debug)]
pub struct Material<'m> {
    pub plan: &'m Plan,
    pub case: &'m Case,
    pub assessment: &'m Assessment,
    pub sure: &'m Sure,
    pub jobs: &'m [ChartJob],
}

/// Every file of the edition. `done` is called after each picture.
///
/// # Errors
/// A picture or table that could not be made.
pub fn edition(of: Material<'_>, faces: &Faces, done: impl Fn() + Sync) -> Result<Edition, Findings> {
    let (tables, drawn) = rayon::join(|| tables(of), || pictures(of, faces, &done));
    let mut files = tables?;
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
            Err(fault) => return Err(cannot(&name, fault)),
        }
    }
    let manifest = Manifest { left_out, faces: used(faces), ..manifest(of.plan, of.case) };
    Ok(Edition { manifest, files })
}

fn cannot(what: &str, why: impl Display) -> Findings {
    Findings::from(Finding::fault("cannot-render", format!("{what}: {why}.")))
}

/// The scores as CSV and Parquet, and everything as JSON.
fn tables(of: Material<'_>) -> Result<BTreeMap<String, Vec<u8>>, Findings> {
    let Material { case, assessment, sure, .. } = of;
    let table = || -> Result<_, Findings> {
        let table =
            scores::table(case, assessment, sure.uncertainty.as_ref()).map_err(|error| cannot("scores", error))?;
        let csv = scores::csv(&table).map_err(|error| cannot("scores.csv", error))?;
        let parquet = scores::parquet(&table).map_err(|error| cannot("scores.parquet", error))?;
        Ok([("scores.csv".to_owned(), csv), ("scores.parquet".to_owned(), parquet)])
    };
    let (table, json) = rayon::join(table, || {
        let more = besides(of);
        json::assessment(case, assessment, sure.uncertainty.as_ref(), more)
            .map_err(|error| cannot("assessment.json", error))
    });
    let mut files = BTreeMap::from(table?);
    files.insert("assessment.json".to_owned(), json?);
    Ok(files)
}

/// What the JSON has beside the assessment.
fn besides(of: Material<'_>) -> Map<String, Value> {
    let Material { plan, case, assessment, sure, jobs } = of;
    let mut more = Map::new();
    if let Some(own) = &sure.uncertainty {
        more.insert("conclusions".to_owned(), render::of_audit(case, own, &plan.uncertainty.conclusions));
        let drivers = jobs.iter().filter(|job| job.scene.target().is_some()).zip(&sure.shares);
        let shares = drivers.map(|(job, shares)| {
            json!({
                "chart": job.name, "result": render::of_shares(&own.doubts, &own.model, shares),
                "title": uncertainty::title_of(case, assessment, job, Lang::En),
            })
        });
        more.insert("drivers".to_owned(), shares.collect());
    }
    more.insert("plan".to_owned(), json!({ "name": plan.name, "title": plan.title }));
    more
}

type Drawn = (String, Figure, Result<Vec<u8>, PictureFault>);

/// Every chart of the plan in every language.
fn pictures(of: Material<'_>, faces: &Faces, done: &(impl Fn() + Sync)) -> Vec<Drawn> {
    let Material { plan, case, assessment, sure, jobs } = of;
    let pictures: Vec<(String, Lang, &ChartJob)> = plan
        .languages
        .iter()
        .flat_map(|lang| jobs.iter().map(|job| (format!("charts/{}.{}", job.name, lang.tag()), *lang, job)))
        .collect();
    pictures
        .into_par_iter()
        .map(|(name, lang, job)| {
            let own = sure.uncertainty.as_ref();
            let figure = match &job.scene {
                Scene::Ranking(snapshot) => ranking::ranking(case, assessment, own, job.node, snapshot, lang).draw(),
                Scene::Heatmap(snapshot) => heatmap::heatmap(case, assessment, job.node, snapshot, lang).draw(),
                Scene::Trend(lines) => trend::trend(case, assessment, own, job.node, lines, lang).draw(),
                Scene::RankRanges(snapshot) => {
                    uncertainty::rank_ranges(case, assessment, own, job.node, snapshot, lang).draw()
                }
                Scene::GradeOdds(snapshot) => {
                    uncertainty::grade_odds(case, assessment, own, job.node, snapshot, lang).draw()
                }
                Scene::Framework => framework::framework(case, assessment, job.node, lang).draw(),
                Scene::Drivers(drivers) => {
                    let shares = sure.shares_of(jobs, job);
                    uncertainty::drivers(case, assessment, own.zip(shares), job.node, drivers, lang).draw()
                }
                Scene::Correlations(asked) => {
                    correlations::correlations(case, assessment, job.node, asked, lang).draw()
                }
                Scene::Availability(span) => availability::availability(case, assessment, job.node, span, lang).draw(),
            };
            let png = figure.to_png(faces, PNG_SCALE);
            done();
            (name, figure, png)
        })
        .collect()
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
