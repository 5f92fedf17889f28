//! The lines of a trend: their years, countries and groups looked up.

use super::{Line, Lines, Search};
use crate::chart::trend::MOST_LINES;
use crate::plan::chart as planned;
use crate::words::finding::{Finding, Place};
use crate::words::keys::Sited;
use crate::words::year::Years;

/// The words that `groups` may hold beside codes of groups.
const ALL: &str = "all";
const OTHERS: &str = "others";

impl Search<'_> {
    /// `place` is where to point when the plan's own years are too few.
    pub(super) fn lines(&mut self, plan: &planned::Lines, place: &Place, years: &Years) -> Option<Lines> {
        let place = plan.years.as_ref().map_or(place, |years| &years.place);
        if let Some(outside) = years.iter().find(|year| self.assessment.year(*year).is_none()) {
            let found = format!("{outside} is not among the plan's years.");
            let finding = Finding::fault("year-outside-plan", found).help("mend it, or widen the plan's `years`");
            self.found(finding, place);
        } else if years.first() == years.last() {
            let found = format!("A trend of {years} alone shows no change.");
            let finding = Finding::fault("single-year", found).expected("two years or more");
            self.found(finding.help("widen `years`, or draw a ranking"), place);
        }
        let years = years.iter().filter_map(|year| self.assessment.year(year)).collect();
        let mut lines: Vec<Line> = Vec::new();
        for (at, text) in plan.countries.iter().chain(&plan.groups).enumerate() {
            let found = if at < plan.countries.len() { self.country(text) } else { self.mean(text, plan) };
            let Some(line) = found else { continue };
            if lines.contains(&line) {
                let finding = Finding::fault("repeated-line", format!("`{}` is drawn by an earlier line.", text.value));
                self.found(finding.help("remove one of the two"), &text.place);
            }
            lines.push(line);
        }
        if let Some(text) = plan.countries.iter().chain(&plan.groups).nth(MOST_LINES) {
            let many = plan.countries.len() + plan.groups.len();
            let finding = Finding::fault("too-many-lines", format!("This trend has {many} lines."));
            let finding = finding.expected(format!("at most {MOST_LINES}: more have no colour of their own"));
            self.found(finding.help("leave some out, or draw two charts"), &text.place);
        }
        Some(Lines { years, lines })
    }

    fn country(&mut self, text: &Sited<String>) -> Option<Line> {
        let atlas = &self.case.evidence().atlas;
        let Some(country) = atlas.find(&text.value) else {
            let finding = Finding::fault("unknown-country", format!("`{}` is not a known country.", text.value));
            self.found(finding.help(atlas.unknown(&text.value)), &text.place);
            return None;
        };
        let position = self.assessment.country(country);
        if position.is_none() {
            let found = format!("{country} is not among the plan's countries.");
            let finding = Finding::fault("country-outside-plan", found);
            self.found(finding.help("leave it out, or add it to the plan's `countries`"), &text.place);
        }
        position.map(Line::Country)
    }

    fn mean(&mut self, text: &Sited<String>, plan: &planned::Lines) -> Option<Line> {
        match text.value.as_str() {
            ALL => Some(Line::All),
            OTHERS => {
                if !plan.groups.iter().any(|group| ![ALL, OTHERS].contains(&group.value.as_str())) {
                    let finding =
                        Finding::fault("others-of-nothing", "No group is named that these are the others of.");
                    self.found(finding.help("name the group, or write \"all\""), &text.place);
                }
                Some(Line::Others)
            }
            _ => self.group(text).map(Line::Group),
        }
    }
}
