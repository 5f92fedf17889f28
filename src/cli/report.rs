//! `upheld report`: runs plans and publishes their folders.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;

use super::load::{self, Loaded, Sources};
use super::screen::{Screen, Stop};
use crate::assessment::assess;
use crate::figure::Faces;
use crate::publish::{Options, publish};
use crate::report;
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
    /// Use this rubric in place of the plan's: a built-in name, or a folder written with a slash
    #[arg(long, visible_alias = "rubric", value_name = "NAME|DIR")]
    instrument: Option<String>,
    /// Add a dataset, or replace the plan's of the same name: a built-in name, or a folder written with a slash
    #[arg(long, value_name = "NAME|DIR")]
    data: Vec<String>,
}

impl Report {
    pub(super) fn run(&self, screen: &mut Screen) -> Result<(), Stop> {
        let interrupted = Arc::new(AtomicBool::new(false));
        let flag = interrupted.clone();
        // a second Ctrl-C ends at once: publishing swaps whole folders, so nothing half-written can stand at the target
        let handler = ctrlc::set_handler(move || {
            if flag.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        });
        if let Err(error) = handler {
            screen.remark(&format!("Ctrl-C will end the program without tidying up: {error}"));
        }
        self.judge_targets()?;
        let mut failed = false;
        for plan in &self.plans {
            match self.run_plan(plan, screen, &interrupted) {
                // one failed plan does not stop the others
                Err(Stop::Findings(findings)) if self.plans.len() > 1 && !interrupted.load(Ordering::SeqCst) => {
                    screen.findings(&findings);
                    failed = true;
                }
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
        let Loaded { plan, case, .. } = sources.load_plan(plan, &base, screen)?;
        let assessment = assess(&case);
        let jobs = report::jobs(&plan, &case, &assessment)?;
        stop_if(interrupted)?;
        let bar = screen.progress((jobs.len() * plan.languages.len()) as u64).with_message("pictures");
        let faces = Faces::load(self.font_dir.as_deref());
        let edition = report::edition(&plan, &case, &assessment, &jobs, &faces, || bar.inc(1))?;
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
