//! Runs replicates for a command: its arguments, its progress and its end.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::interrupt;
use super::load::Loaded;
use super::screen::{Screen, Stop};
use crate::case::Case;
use crate::doubt::{Doubt, Family};
use crate::plan::uncertainty::MOST_REPLICATES;
use crate::uncertainty::model::model;
use crate::uncertainty::sensitivity::{self, Shares, Target};
use crate::uncertainty::whole::{Question, Uncertainty, uncertainty};
use crate::uncertainty::{Run, Stopped, Watch};

/// How often the bar is drawn and Ctrl-C looked for.
const TICK: Duration = Duration::from_millis(100);

/// How uncertainty is run.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Uncertainty")]
pub struct Replicates {
    /// Replicates behind the intervals; 0 leaves intervals out [default: the plan's, 10000 in the built-in one]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=MOST_REPLICATES))]
    pub replicates: Option<u64>,
    /// Seed of every random number; the same seed gives the same bytes [default: the plan's, 0 in the built-in one]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}

/// A family of doubts by its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Only {
    Measurement,
    Method,
}

impl From<Only> for Family {
    fn from(only: Only) -> Self {
        match only {
            Only::Measurement => Self::Measurement,
            Only::Method => Self::Method,
        }
    }
}

impl Replicates {
    /// The question that the arguments and the plan ask, about nothing in particular.
    pub fn question(&self, loaded: &Loaded) -> Question {
        let settings = &loaded.plan.uncertainty;
        let replicates = self.replicates.unwrap_or(settings.replicates);
        Question { replicates, seed: self.seed.unwrap_or(settings.seed), ..Question::default() }
    }

    /// Runs the question on a case. `None` where no replicate is asked for or nothing is doubted.
    pub fn run(
        &self,
        case: &Case,
        doubts: &[Doubt],
        question: &Question,
        screen: &Screen,
    ) -> Result<Option<Uncertainty>, Stop> {
        if question.replicates == 0 || doubts.is_empty() {
            return Ok(None);
        }
        let ready = case.formula().ready(case.panel());
        let model = model(case, &ready, doubts)?;
        let runs = question.runs(&model);
        let work = |watch: &Watch| uncertainty(case, &ready, (doubts, &model), question, watch);
        follow(screen, runs, "replicates", work).map(Some)
    }
}

/// The shares of every target, a run for each year; `rows` base rows.
pub fn shares(
    case: &Case,
    doubts: &[Doubt],
    targets: &[Target],
    (rows, seed): (u32, u64),
    screen: &Screen,
) -> Result<Vec<Shares>, Stop> {
    let mut by_year: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    targets.iter().enumerate().for_each(|(at, target)| by_year.entry(target.year).or_default().push(at));
    let mut found: Vec<Option<Shares>> = vec![None; targets.len()];
    for (year, of_year) in by_year {
        let narrow = case.narrowed(&[year], None);
        let years = &narrow.panel().years;
        let at = years.iter().position(|own| *own == case.panel().years[year]).unwrap_or(0);
        let ready = narrow.formula().ready(narrow.panel());
        let model = model(&narrow, &ready, doubts)?;
        let run = Run { ready: &ready, model: &model, seed };
        let Some(design) = sensitivity::design(&run, rows) else { continue };
        let asked: Vec<Target> = of_year.iter().map(|&own| Target { year: at, ..targets[own].clone() }).collect();
        let rounding = narrow.rubric().instrument.rounding;
        let shares =
            follow(screen, design.runs(), "runs", |watch| sensitivity::shares(&run, &design, rounding, &asked, watch))?;
        of_year.into_iter().zip(shares).for_each(|(own, shares)| found[own] = Some(shares));
    }
    Ok(found.into_iter().flatten().collect())
}

/// Does the work with a bar, and stops it at Ctrl-C.
pub fn follow<T>(
    screen: &Screen,
    steps: u64,
    what: &'static str,
    work: impl FnOnce(&Watch) -> Result<T, Stopped>,
) -> Result<T, Stop> {
    let interrupted = interrupt::listen(screen);
    let (watch, bar) = (Watch::default(), screen.progress(steps).with_message(what));
    let (over, ended) = std::sync::mpsc::channel::<()>();
    let done = std::thread::scope(|scope| {
        let (watch, bar) = (&watch, &bar);
        scope.spawn(move || {
            while ended.recv_timeout(TICK) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                bar.set_position(watch.done());
                if interrupted.load(Ordering::SeqCst) {
                    watch.stop();
                }
            }
        });
        let done = work(watch);
        drop(over);
        done
    });
    bar.finish_and_clear();
    done.map_err(|Stopped { .. }| Stop::After { done: watch.done(), of: steps, what })
}
