//! The steps of a publication, and the ways in which it may stop between two of them.

use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use super::swap;
use crate::words::finding::{Finding, Findings};

/// What has just been done on the disk. A run that is killed is killed after one of these, or in the middle of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Undone,
    NextMade,
    FileBegun,
    FileWritten,
    FilesSynced,
    ManifestBegun,
    ManifestWritten,
    Readied,
    Unreadied,
    TargetMoved,
    Swapped,
    ParentSynced,
    GoneNamed,
    Removed,
    SetAside,
}

/// Why a publication ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// What was begun is cleaned away, and the user is told.
    Refused(Findings),
    /// As if killed: nothing more is done.
    Dead,
}

impl From<Finding> for Stop {
    fn from(finding: Finding) -> Self {
        Self::Refused(finding.into())
    }
}

impl From<Findings> for Stop {
    fn from(findings: Findings) -> Self {
        Self::Refused(findings)
    }
}

/// The hand that does the steps: the system's, or in tests one that fails or drops dead where it is told.
pub(super) struct Hand<'a> {
    /// Lets two paths trade places in one step.
    pub exchange: fn(&Path, &Path) -> io::Result<()>,
    /// Is told of every step; `Break` stops the run dead.
    pub watch: &'a mut dyn FnMut(Step) -> ControlFlow<()>,
}

impl<'a> Hand<'a> {
    /// The system's own exchange, watched by `watch`.
    pub fn of_the_system(watch: &'a mut dyn FnMut(Step) -> ControlFlow<()>) -> Self {
        Self { exchange: swap::exchange, watch }
    }

    pub fn done(&mut self, step: Step) -> Result<(), Stop> {
        match (self.watch)(step) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Dead),
        }
    }
}
