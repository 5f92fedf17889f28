//! What the user sees: results on standard output, findings and progress on standard error.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Common, When};
use crate::render::paint::Paint;
use crate::words::finding::{Finding, Findings, Severity};
use crate::words::locale::Lang;
use crate::words::number;

/// More findings of one kind are counted: a wrong column in a large table would otherwise fill the screen for minutes.
const MOST_OF_A_KIND: usize = 100;

/// Why a command ends early.
#[derive(Debug)]
pub enum Stop {
    Findings(Findings),
    /// Whoever read our output has gone; that is no fault of ours or theirs.
    ClosedPipe,
    Interrupted,
    /// Ctrl-C while replicates ran.
    After {
        done: u64,
        of: u64,
        what: &'static str,
    },
    /// Faults have been shown already.
    Shown,
}

impl From<Findings> for Stop {
    fn from(findings: Findings) -> Self {
        Self::Findings(findings)
    }
}

impl From<Finding> for Stop {
    fn from(finding: Finding) -> Self {
        Self::Findings(finding.into())
    }
}

#[derive(Debug)]
pub struct Screen {
    pub lang: Lang,
    quiet: bool,
    colour_out: bool,
    colour_err: bool,
}

impl Screen {
    pub(super) fn new(common: &Common) -> Self {
        let colour = |terminal: bool| match common.color {
            When::Always => true,
            When::Never => false,
            When::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        Self {
            lang: common.lang,
            quiet: common.quiet,
            colour_out: colour(io::stdout().is_terminal()),
            colour_err: colour(io::stderr().is_terminal()),
        }
    }

    /// The same screen with remarks and notes off.
    pub fn silent(&self) -> Self {
        Self { quiet: true, ..*self }
    }

    /// Styles for standard output.
    pub fn paint(&self) -> Paint {
        Paint(self.colour_out)
    }

    /// A result, on standard output.
    pub fn print(&self, text: &str) -> Result<(), Stop> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Stop::ClosedPipe),
            Err(error) => {
                let finding = Finding::fault("cannot-print", format!("Standard output cannot be written: {error}."));
                Err(finding.help("free some space there, or write somewhere else").into())
            }
        }
    }

    /// A remark on how it went, on standard error; not with `--quiet`.
    pub fn remark(&self, text: &str) {
        if !self.quiet {
            self.err(text);
        }
    }

    fn err(&self, text: &str) {
        // nothing can be done about an error of the error stream
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Findings on standard error. With `--quiet`, faults only.
    pub fn findings(&self, findings: &Findings) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| !self.quiet || finding.severity == Severity::Fault) {
            let count = counts.entry(finding.code).or_default();
            *count += 1;
            if *count <= MOST_OF_A_KIND {
                self.err(&shown(finding, self.colour_err));
            }
        }
        for (code, count) in counts.iter().filter(|(_, count)| **count > MOST_OF_A_KIND) {
            self.err(&format!(
                "… and {} more of {code}; `upheld check --format json` lists all",
                count - MOST_OF_A_KIND
            ));
        }
    }

    /// A bar on standard error; none where that is not a terminal, nor with `--quiet`.
    pub fn progress(&self, steps: u64) -> ProgressBar {
        let shows = io::stderr().is_terminal() && !self.quiet;
        let target = if shows { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(steps), target);
        let style = ProgressStyle::with_template("{bar:30} {human_pos}/{human_len} {msg}, {eta} left");
        style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))
    }

    pub(super) fn stop(&self, stop: Stop) -> ExitCode {
        match stop {
            Stop::Findings(findings) => {
                self.findings(&findings);
                let faults = findings.count(Severity::Fault);
                self.remark(&format!("{faults} {}", if faults == 1 { "fault" } else { "faults" }));
                ExitCode::FAILURE
            }
            Stop::Shown => ExitCode::FAILURE,
            Stop::ClosedPipe => ExitCode::SUCCESS,
            Stop::After { done, of, what } => {
                self.err(&format!(
                    "stopped after {} of {} {what}; nothing was written",
                    number::grouped(done),
                    number::grouped(of)
                ));
                ExitCode::from(130)
            }
            Stop::Interrupted => {
                self.err("stopped; nothing was replaced");
                ExitCode::from(130)
            }
        }
    }
}

/// A finding with its line and carets under what is meant.
fn shown(finding: &Finding, colour: bool) -> String {
    let level = match finding.severity {
        Severity::Fault => Level::ERROR.with_name("fault"),
        Severity::Doubtful => Level::WARNING.with_name("doubtful"),
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(finding.found.as_str()).id(finding.code);
    let expected = if finding.expected.is_empty() { String::new() } else { format!("expected {}", finding.expected) };
    let mut group = match &finding.place {
        Some(place) if place.line > 0 => {
            let (from, to) = place.underline;
            let mut annotation = AnnotationKind::Primary.span(from..to);
            if !expected.is_empty() {
                annotation = annotation.label(expected.as_str());
            }
            let snippet = Snippet::source(place.excerpt.as_str()).line_start(place.line).path(place.file.as_str());
            title.element(snippet.annotation(annotation))
        }
        Some(place) => {
            let group = title.element(annotate_snippets::Origin::path(place.file.as_str()));
            if expected.is_empty() { group } else { group.element(Level::NOTE.message(expected.as_str())) }
        }
        None if expected.is_empty() => annotate_snippets::Group::with_title(title),
        None => title.element(Level::NOTE.message(expected.as_str())),
    };
    if !finding.help.is_empty() {
        group = group.element(Level::HELP.message(finding.help.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}
