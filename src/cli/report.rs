//! `upheld report`: runs plans and publishes their folders.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;

use super::interrupt;
use super::load::{self, Loaded, Sources};
use super::replicates::{self, Replicates};
use super::screen::{Screen, Stop};
use crate::assessment::{Assessment, assess};
use crate::figure::Faces;
use crate::publish::{self, Options, publish};
use crate::report::{self, job::ChartJob};
use crate::uncertainty::sensitivity::{self, Target};
use crate::uncertainty::whole::Question;
use crate::words::finding::Finding;

/// Run a plan and write its folder: tables, charts, manifest
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upheld report                              the built-in plan, into reports/dfi/
  upheld report my-plan.toml                 into my-plan/ beside the file
  upheld report my-plan.toml --to out        into out/my-plan/
  upheld report --font-dir ~/fonts           with a Chinese font from there

A folder is replaced only if it is an earlier report that nobody has changed; --replace moves a changed one aside.
Without a Chinese font, Chinese PNGs are left out and the manifest says so; Chinese SVGs are always written.")]
pub struct Report {
    /// Plans to run: built-in names, or paths to .toml files
    #[arg(default_value = "dfi", value_name = "PLAN")]
    plans: Vec<String>,
    /// Write the folders in here (default: beside the plan; reports/ for built-in plans)
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// Move a folder that was changed by hand aside, and write a new one
    #[arg(long)]
    replace: bool,
    /// Look for a Chinese font in this folder first
    #[arg(long, value_name = "DIR")]
    font_dir: Option<PathBuf>,
    #[command(flatten)]
    replicates: Replicates,
    /// Use this rubric in place of the plan's: a built-in name, or a folder written with a slash
    #[arg(long, visible_alias = "rubric", value_name = "NAME|DIR")]
    instrument: Option<String>,
    /// Add a dataset, or replace the plan's of the same name: a built-in name, or a folder written with a slash
    #[arg(long, value_name = "NAME|DIR")]
    data: Vec<String>,
}

impl Report {
    pub(super) fn run(&self, screen: &mut Screen) -> Result<(), Stop> {
        let interrupted = interrupt::listen(screen);
        self.judge_targets()?;
        let mut failed = false;
        for plan in &self.plans {
            match self.run_plan(plan, screen, interrupted) {
                // one failed plan does not stop the others
                Err(Stop::Findings(findings)) if self.plans.len() > 1 && !interrupted.load(Ordering::SeqCst) => {
                    screen.findings(&findings);
                    failed = true;
                }
                Err(stop @ Stop::After { .. }) => return Err(stop),
                Err(_) if interrupted.load(Ordering::SeqCst) => return Err(Stop::Interrupted),
                done => done?,
            }
        }
        if failed { Err(Stop::Shown) } else { Ok(()) }
    }

    /// Two plans that would write one folder: the second would replace the first.
    fn judge_targets(&self) -> Result<(), Stop> {
        let target = |text: &String| {
            let path = Path::new(text);
            let stem = path.file_stem().map_or_else(|| text.clone(), |stem| stem.to_string_lossy().into_owned());
            self.target(text, &crate::shelf::base_of(path), &stem)
        };
        for (at, plan) in self.plans.iter().enumerate() {
            if self.plans[..at].iter().any(|earlier| target(earlier) == target(plan)) {
                let found = format!("Two plans would write the folder {}.", target(plan).display());
                let finding = Finding::fault("same-folder", found).help("rename one of the plans, or run them apart");
                return Err(finding.into());
            }
        }
        Ok(())
    }

    fn run_plan(&self, text: &str, screen: &Screen, interrupted: &AtomicBool) -> Result<(), Stop> {
        let (plan, base) = load::plan(text)?;
        let target = self.target(text, &base, &plan.name);
        let sources = Sources { plan: text.to_owned(), instrument: self.instrument.clone(), data: self.data.clone() };
        let loaded = sources.load_plan(plan, &base, screen)?;
        let Loaded { plan, case, .. } = &loaded;
        let assessment = assess(case);
        let jobs = report::jobs(plan, case, &assessment)?;
        publish::foresee(&target, self.replace)?;
        stop_if(interrupted)?;
        let sure = self.how_sure(&loaded, &assessment, &jobs, screen)?;
        stop_if(interrupted)?;
        let bar = screen.progress((jobs.len() * plan.languages.len()) as u64).with_message("pictures");
        let faces = Faces::load(self.font_dir.as_deref());
        let of = report::Material { plan, case, assessment: &assessment, sure: &sure, jobs: &jobs };
        let edition = report::edition(of, &faces, || bar.inc(1))?;
        bar.finish_and_clear();
        stop_if(interrupted)?;
        let left_out: Vec<String> =
            edition.manifest.left_out.iter().map(|left| format!("Left out {}: {}", left.file, left.reason)).collect();
        let published = publish(&target, edition, Options { replace: self.replace, interrupted })?;
        for line in left_out {
            screen.remark(&line);
        }
        if let Some(aside) = &published.set_aside {
            screen.remark(&format!("The changed folder is now {}", aside.display()));
        }
        let how = if published.unchanged { ", as it was already" } else { "" };
        let (files, kib) = (published.files, published.bytes.div_ceil(1024));
        screen.print(&format!("{} ({files} files, {kib} KiB{how})\n", published.folder.display()))
    }

    /// Runs what the plan asks of uncertainty: every pair where a picture shows places, and of the total in every year.
    fn how_sure(
        &self,
        loaded: &Loaded,
        assessment: &Assessment,
        jobs: &[ChartJob],
        screen: &Screen,
    ) -> Result<report::Sure, Stop> {
        let Loaded { plan, case, vary, .. } = loaded;
        let total = case.formula().nodes.len() - 1;
        let mut pairs: Vec<(usize, usize)> = (0..assessment.years.len()).map(|year| (total, year)).collect();
        pairs.extend(jobs.iter().filter_map(|job| Some((job.node, job.scene.snapshot()?.year))));
        pairs.sort_unstable();
        pairs.dedup();
        let stated = report::stated(plan, case, assessment)?;
        let question = Question { apart: true, pairs, stated, ..self.replicates.question(loaded) };
        let uncertainty = self.replicates.run(case, vary, &question, screen)?;
        let targets: Vec<Target> = jobs.iter().filter_map(|job| job.scene.target().cloned()).collect();
        let shares = match uncertainty {
            Some(_) => replicates::shares(case, vary, &targets, (sensitivity::ROWS, question.seed), screen)?,
            None => Vec::new(),
        };
        Ok(report::Sure { uncertainty, shares })
    }

    fn target(&self, text: &str, base: &Path, name: &str) -> PathBuf {
        match &self.to {
            Some(folder) => folder.join(name),
            None if text.ends_with(".toml") => base.join(name),
            None => Path::new("reports").join(name),
        }
    }
}

fn stop_if(interrupted: &AtomicBool) -> Result<(), Stop> {
    if interrupted.load(Ordering::SeqCst) { Err(Stop::Interrupted) } else { Ok(()) }
}
