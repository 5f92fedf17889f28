//! What is said under a trend: whose mean a line is, which years do not compare, and what is not drawn.

use super::lines::{self, Drawn};
use crate::assessment::verdict::Standing;
use crate::report::job::{Line, Lines};
use crate::report::view::View;
use crate::words::locale::Text;

/// More titles than this are counted rather than listed.
const MOST_TITLES: usize = 4;

impl View<'_> {
    pub(super) fn trend_notes(&self, job: &Lines, drawn: &[Drawn<'_>]) -> Vec<String> {
        let mut notes: Vec<String> = self.what_is_followed().into_iter().collect();
        notes.extend(self.means(job, drawn));
        notes.extend(self.broken(drawn));
        notes.extend(self.empty_years(job, drawn));
        notes.extend(self.capped(job, drawn));
        for tag in ["tag-disputed", "tag-unconfirmed"] {
            let of = |drawn: &Drawn<'_>| match drawn.line {
                Line::Country(country) => self.status(*country) == Some(tag),
                _ => false,
            };
            if drawn.iter().any(of) {
                let means = self.say(&format!("{tag}-means"), &[]);
                notes.push(self.say("trend-note-tag", &[("tag", self.say(tag, &[])), ("means", means)]));
            }
        }
        notes.extend(self.clauses_left_out());
        notes
    }

    /// Lines without a score in any year.
    pub(super) fn lines_without(&self, drawn: &[Drawn<'_>]) -> Option<String> {
        let without = drawn.iter().filter(|drawn| drawn.points.is_empty());
        let (inapplicable, unscored): (Vec<&Drawn<'_>>, Vec<&Drawn<'_>>) = without.partition(|drawn| {
            let applies = |&country: &usize| self.verdict(country).standing != Standing::NotApplicable;
            drawn.left_out == 0 && !drawn.members.iter().any(applies)
        });
        let said = [("chart-unscored", unscored), ("chart-inapplicable", inapplicable)];
        let said = said.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(key, lines)| {
            let names: Vec<String> = lines.iter().map(|drawn| self.group_title(drawn.line)).collect();
            self.say(key, &[("countries", self.lang.list(&names))])
        });
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| said.join(self.space()))
    }

    /// On which countries the means rest, and who is left out.
    fn means(&self, job: &Lines, drawn: &[Drawn<'_>]) -> Vec<String> {
        let means: Vec<&Drawn<'_>> = drawn.iter().filter(|drawn| !matches!(drawn.line, Line::Country(_))).collect();
        if means.is_empty() {
            return Vec::new();
        }
        let mut sentences =
            vec![self.say("trend-note-means", &[("year", self.assessment.years[self.year].to_string())])];
        let all = || drawn.iter().flat_map(|drawn| &drawn.points);
        for drawn in &means {
            let counts = [("trend-lacking", drawn.left_out), ("trend-never", drawn.never.len())];
            let counts = counts.into_iter().filter(|(_, n)| *n > 0 && !drawn.members.is_empty());
            let who: Vec<String> = counts.map(|(key, n)| self.say(key, &[("n", n.to_string())])).collect();
            if !who.is_empty() {
                let values = [("group", self.group_title(drawn.line)), ("who", self.lang.list(&who))];
                sentences.push(self.say("trend-note-left-out", &values));
            }
            let shown = |at: &&usize| all().any(|point| point.year == self.assessment.years[**at]);
            let too_few: Vec<usize> = drawn.too_few.iter().filter(shown).copied().collect();
            if !too_few.is_empty() && !drawn.members.is_empty() {
                let values = [("group", self.group_title(drawn.line)), ("years", self.years(&too_few))];
                sentences.push(self.say("trend-note-too-few", &values));
            }
        }
        let groups = job.lines.iter().filter(|line| matches!(line, Line::Group(_)));
        let mut members: Vec<usize> = groups.flat_map(|line| lines::members(self, line, &job.lines)).collect();
        members.sort_unstable();
        let all = members.len();
        members.dedup();
        if members.len() < all {
            sentences.push(self.say("trend-note-overlap", &[("n", (all - members.len()).to_string())]));
        }
        vec![sentences.join(self.space())]
    }

    /// Years from which every line that reaches over them is measured otherwise.
    pub(super) fn common_breaks(&self, drawn: &[Drawn<'_>]) -> Vec<usize> {
        let mut years: Vec<usize> = drawn.iter().flat_map(|drawn| &drawn.breaks).map(|found| found.year).collect();
        years.sort_unstable();
        years.dedup();
        years.retain(|&year| {
            let of = self.assessment.years[year];
            let reaches = |drawn: &&Drawn<'_>| {
                drawn.points.iter().any(|point| point.year < of) && drawn.points.iter().any(|point| point.year == of)
            };
            drawn.iter().filter(reaches).all(|drawn| drawn.breaks.iter().any(|found| found.year == year))
        });
        years
    }

    /// A sentence for every year and set of indicators that another variable fills from then on.
    fn broken(&self, drawn: &[Drawn<'_>]) -> Vec<String> {
        let mut found: Vec<(usize, Vec<usize>, Vec<String>)> = Vec::new();
        for drawn in drawn {
            for own in &drawn.breaks {
                match found.iter_mut().find(|(year, slots, _)| *year == own.year && *slots == own.slots) {
                    Some((_, _, names)) => names.push(self.group_title(drawn.line)),
                    None => found.push((own.year, own.slots.clone(), vec![self.group_title(drawn.line)])),
                }
            }
        }
        found.sort_by_key(|(year, ..)| *year);
        let common = self.common_breaks(drawn);
        found
            .into_iter()
            .map(|(year, slots, names)| {
                let key = if common.contains(&year) { "trend-note-break" } else { "trend-note-break-of" };
                let values = [
                    ("year", self.assessment.years[year].to_string()),
                    ("indicators", self.titles(&slots)),
                    ("lines", self.lang.list(&names)),
                ];
                self.say(key, &values)
            })
            .collect()
    }

    fn titles(&self, slots: &[usize]) -> String {
        let all: Vec<&Text> = self
            .case
            .rubric()
            .principles
            .iter()
            .flat_map(|principle| &principle.slots)
            .map(|slot| &slot.title)
            .collect();
        if slots.len() > MOST_TITLES {
            return self.say("trend-indicators", &[("n", slots.len().to_string())]);
        }
        let quoted = |slot: &usize| self.say("trend-indicator", &[("title", all[*slot].get(self.lang).to_owned())]);
        self.lang.list(&slots.iter().map(quoted).collect::<Vec<String>>())
    }

    /// Years asked for in which no line has a score.
    fn empty_years(&self, job: &Lines, drawn: &[Drawn<'_>]) -> Option<String> {
        let points = || drawn.iter().flat_map(|drawn| &drawn.points);
        points().next()?;
        let empty = |at: &&usize| !points().any(|point| point.year == self.assessment.years[**at]);
        let empty: Vec<usize> = job.years.iter().filter(empty).copied().collect();
        (!empty.is_empty()).then(|| self.say("trend-note-empty-years", &[("years", self.years(&empty))]))
    }

    /// Named countries whose score a gate caps, with the years.
    fn capped(&self, job: &Lines, drawn: &[Drawn<'_>]) -> Option<String> {
        let capped = |country: usize, year: usize| {
            let verdict = self.assessment.verdict(self.node, year, country);
            verdict.uncapped.zip(verdict.score).is_some_and(|(uncapped, score)| uncapped > score)
        };
        let of = |drawn: &Drawn<'_>| {
            let Line::Country(country) = drawn.line else { return None };
            let years: Vec<usize> = job.years.iter().filter(|year| capped(*country, **year)).copied().collect();
            let values = [("country", self.name(*country)), ("years", self.years(&years))];
            (!years.is_empty()).then(|| self.say("trend-capped", &values))
        };
        let said: Vec<String> = drawn.iter().filter_map(of).collect();
        (!said.is_empty()).then(|| self.say("trend-note-capped", &[("lines", said.join(self.separator()))]))
    }

    /// Years (positions, ascending) in words, runs of them as spans: "2016–2020 and 2024".
    fn years(&self, positions: &[usize]) -> String {
        let years: Vec<i32> = positions.iter().map(|&at| self.assessment.years[at]).collect();
        let spans = years.chunk_by(|a, b| b - a == 1).map(|run| match run {
            [first, .., last] => format!("{first}–{last}"),
            one => one.iter().map(i32::to_string).collect(),
        });
        self.lang.list(&spans.collect::<Vec<String>>())
    }
}
