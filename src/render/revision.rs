//! What changed between two rubrics: in words for the terminal, and as JSON.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use serde_json::{Value, json};

use super::json::rounded;
use super::paint::Paint;
use super::reading_order;
use crate::case::Case;
use crate::formula::NodeKind;
use crate::revision::{Change, Move, Moved};
use crate::words::locale::Lang;
use crate::words::number::{grouped, score, signed};

/// Both rubrics with what was found out of them.
#[derive(Clone, Copy, Debug)]
pub struct Revision<'r> {
    pub before: &'r Case,
    pub after: &'r Case,
    pub changes: &'r [Change],
    pub moved: &'r [Moved],
    /// The node whose movers are listed, in the later case.
    pub node: usize,
    /// How many of them.
    pub limit: usize,
}

fn named(case: &Case) -> String {
    let rubric = case.rubric();
    format!("{} {} ({})", rubric.instrument.id, rubric.instrument.version, rubric.origin)
}

/// In words.
pub fn text(revision: &Revision<'_>, lang: Lang, paint: Paint) -> String {
    let writer = Writer { of: revision, lang };
    let head = paint.bold(&format!("{} → {}", named(revision.before), named(revision.after)));
    let section = |key: &str| paint.bold(&lang.say(key, &[]));
    format!(
        "{head}\n\n{}\n{}\n{}\n{}",
        section("revision-changes"),
        writer.changes(),
        section("revision-scores"),
        writer.scores(paint)
    )
}

struct Writer<'w> {
    of: &'w Revision<'w>,
    lang: Lang,
}

impl Writer<'_> {
    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.lang.say(key, values)
    }

    fn changes(&self) -> String {
        let mut text = String::new();
        let of_method = self.of.changes.iter().filter(|change| !change.words);
        for change in of_method.clone() {
            let way = change.way.join(" › ");
            text.push_str(&match (&change.before, &change.after) {
                (Some(before), Some(after)) => format!("  {way}: {before} → {after}\n"),
                (None, Some(after)) => format!("  {way}: {}\n", self.with("revision-added", after)),
                (before, None) => {
                    format!("  {way}: {}\n", self.with("revision-removed", before.as_deref().unwrap_or("")))
                }
            });
        }
        if of_method.count() == 0 {
            text.push_str(&format!("  {}\n", self.say("revision-no-change", &[])));
        }
        let words: Vec<String> =
            self.of.changes.iter().filter(|change| change.words).map(|change| change.way.join(" › ")).collect();
        if !words.is_empty() {
            text.push_str(&format!("  {}\n", self.say("revision-words", &[("keys", &words.join(", "))])));
        }
        text
    }

    /// That something was added or removed, and its value where it has one of its own.
    fn with(&self, key: &str, value: &str) -> String {
        let said = self.say(key, &[]);
        // a whole part has the word for its kind in place of a value
        let part = value.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        if part { said } else { format!("{said} {value}") }
    }

    fn title(&self, node: usize) -> String {
        let (case, rubric) = (self.of.after, self.of.after.rubric());
        match case.formula().nodes[node].kind {
            NodeKind::Total => self.say("total", &[]),
            NodeKind::Heading(at) => {
                let heading = &rubric.instrument.headings[at];
                format!("{} {}", heading.id, heading.title.get(self.lang))
            }
            NodeKind::Principle(at) => {
                format!("{} {}", rubric.principles[at].id, rubric.principles[at].title.get(self.lang))
            }
        }
    }

    fn scores(&self, paint: Paint) -> String {
        let order = reading_order(self.of.after);
        let mut shown: Vec<&Moved> = self.of.moved.iter().filter(|own| !own.moves.is_empty()).collect();
        shown.sort_by_key(|own| order.iter().position(|node| *node == own.node));
        if shown.is_empty() {
            return format!("  {}\n", self.say("revision-no-move", &[]));
        }
        let mut table = Table::new();
        table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        let header = ["revision-node", "revision-moved", "revision-mean", "revision-largest", "revision-regraded"];
        table.set_header(header.map(|key| self.say(key, &[])));
        for own in &shown {
            let values = [("n", grouped(own.moves.len() as u64)), ("of", grouped(own.of as u64))];
            let largest = own.moves.iter().find(|own| own.points().is_some());
            table.add_row([
                Cell::new(self.title(own.node)),
                Cell::new(self.say("revision-n-of", &values.each_ref().map(|(key, value)| (*key, value.as_str())))),
                Cell::new(own.mean().map_or_else(|| "–".to_owned(), signed)).set_alignment(CellAlignment::Right),
                Cell::new(largest.map_or_else(|| "–".to_owned(), |own| self.mover(own))),
                Cell::new(own.regraded().to_string()).set_alignment(CellAlignment::Right),
            ]);
        }
        let mut text = format!("{}\n", table.trim_fmt());
        let own = shown.into_iter().find(|own| own.node == self.of.node);
        let Some(own) = own.filter(|_| self.of.limit > 0) else { return text };
        let (came, went) = own.came_and_went();
        let counts = [("came", came.to_string()), ("went", went.to_string())];
        let counts = counts.each_ref().map(|(key, value)| (*key, value.as_str()));
        let shown = own.moves.len().min(self.of.limit).to_string();
        let values = [("node", self.title(own.node)), ("n", shown), ("of", grouped(own.moves.len() as u64))];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        text.push_str(&format!("\n{}\n", paint.bold(&self.say("revision-movers", &values))));
        if came + went > 0 {
            text.push_str(&format!("  {}\n", self.say("revision-came-went", &counts)));
        }
        for mover in own.moves.iter().take(self.of.limit) {
            text.push_str(&format!("  {}\n", self.mover(mover)));
        }
        text
    }

    /// "India 2023: 41.0 → 43.2 (+2.2), partly upheld → not upheld"
    fn mover(&self, own: &Move) -> String {
        let print = |case: &Case, value: Option<f64>| {
            value.map_or_else(|| "–".to_owned(), |value| score(value, &case.rubric().edges()))
        };
        let name = self.of.after.evidence().atlas.name(own.country, self.lang);
        let (before, after) = (print(self.of.before, own.before), print(self.of.after, own.after));
        let mut text = format!("{name} {}: {before} → {after}", own.year);
        if let Some(points) = own.points() {
            text.push_str(&format!(" ({})", signed(points)));
        }
        if let Some((from, to)) = own.grades.as_ref().filter(|_| own.points().is_some()) {
            let (from, to) = (self.grade(self.of.before, from.as_deref()), self.grade(self.of.after, to.as_deref()));
            text.push_str(&format!(", {from} → {to}"));
        }
        text
    }

    fn grade(&self, case: &Case, id: Option<&str>) -> String {
        let grade = case.rubric().instrument.grades.iter().find(|grade| Some(grade.id.as_str()) == id);
        grade.map_or_else(|| "–".to_owned(), |grade| grade.title.get(self.lang).to_owned())
    }
}

/// As data; of each node the `limit` largest moves.
pub fn json(revision: &Revision<'_>) -> Value {
    let rubric = |case: &Case| {
        let rubric = case.rubric();
        json!({ "id": rubric.instrument.id, "version": rubric.instrument.version, "origin": rubric.origin, "sha256": rubric.sha256 })
    };
    let change = |change: &Change| json!({ "way": change.way, "before": change.before, "after": change.after, "words": change.words });
    let mover = |own: &Move| {
        let (from, to) = own.grades.clone().unwrap_or_default();
        json!({
            "country": own.country.to_string(), "year": own.year, "before": own.before, "after": own.after,
            "points": own.points(), "regraded": own.grades.is_some(), "grade-before": from, "grade-after": to,
        })
    };
    let moved = |own: &Moved| {
        let (came, went) = own.came_and_went();
        json!({
            "node": revision.after.node_id(revision.after.formula().nodes[own.node].kind), "scores": own.of,
            "moved": own.moves.len(), "came": came, "went": went, "mean": own.mean(), "regraded": own.regraded(),
            "largest": own.moves.iter().take(revision.limit).map(mover).collect::<Vec<_>>(),
        })
    };
    rounded(json!({
        "before": rubric(revision.before), "after": rubric(revision.after),
        "changes": revision.changes.iter().map(change).collect::<Vec<_>>(),
        "scores": revision.moved.iter().map(moved).collect::<Vec<_>>(),
    }))
}
