//! An explanation as text: the tree from the grade to the observations.

use std::fmt::Write as _;

use super::paint::Paint;
use super::words;
use crate::assessment::trace::{GateTrace, ListTrace, PartTrace, SlotTrace, Trace};
use crate::assessment::verdict::Standing;
use crate::case::Case;
use crate::party::{Confidence, Fact};
use crate::words::locale::Lang;
use crate::words::number::{counted, exported, percent, plain, signed};

/// The explanation of one principle for one country and year.
pub fn explanation(case: &Case, trace: &Trace, lang: Lang, paint: Paint) -> String {
    let writer = Writer { case, trace, lang, paint, edges: case.rubric().edges() };
    let mut text = writer.head();
    text.push_str(&writer.verdict());
    text.push_str(&writer.gates());
    text.push_str(&writer.indicators());
    text.push_str(&writer.shown());
    text.push_str(&writer.history());
    text
}

struct Writer<'w> {
    case: &'w Case,
    trace: &'w Trace,
    lang: Lang,
    paint: Paint,
    edges: Vec<f64>,
}

impl Writer<'_> {
    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.lang.say(key, values)
    }

    fn score(&self, score: f64) -> String {
        crate::words::number::score(score, &self.edges)
    }

    fn head(&self) -> String {
        let (rubric, trace) = (self.case.rubric(), self.trace);
        let principle = &rubric.principles[trace.principle];
        let title = format!(
            "{} · {} {} · {}",
            trace.name.get(self.lang),
            principle.id,
            principle.title.get(self.lang),
            trace.year
        );
        let duty = self.say(&format!("duty-{}", principle.duty.key()), &[]);
        let version = self.say("rubric-is", &[("id", &rubric.instrument.id), ("version", &rubric.instrument.version)]);
        let condition =
            if principle.conditional { format!(", {}", self.say("conditional", &[])) } else { String::new() };
        let below = format!("{} · {duty}{condition} · {version}", rubric.instrument.title.get(self.lang));
        format!("{}\n{}\n\n", self.paint.bold(&title), self.paint.dim(&below))
    }

    /// Aligned lines of a key and what is said of it.
    fn lines(&self, lines: &[(String, String)]) -> String {
        let width = lines.iter().map(|(key, _)| shown_width(key)).max().unwrap_or(0);
        let mut text = String::new();
        for (key, said) in lines {
            let space = " ".repeat(width - shown_width(key) + 2);
            let _ = writeln!(text, "{}{space}{said}", self.paint.bold(key));
        }
        text
    }

    fn verdict(&self) -> String {
        let verdict = &self.trace.verdict;
        let mut lines = Vec::new();
        let mut add = |key: &str, said: String| lines.push((self.say(key, &[]), said));
        match (verdict.score, verdict.uncapped) {
            (Some(score), Some(uncapped)) => {
                add("score", format!("{} {}  {}", self.score(score), self.say("of-100", &[]), self.grade(score)));
                add("uncapped", format!("{}  {}", self.score(uncapped), self.cap(score, uncapped)));
            }
            _ => add("score", self.say(verdict.standing.key(), &[])),
        }
        if let Some(silent) = &self.case.rubric().principles[self.trace.principle].silent {
            add("why-silent", silent.reason.get(self.lang).to_owned());
            add("would-serve", silent.would_serve.get(self.lang).to_owned());
        }
        if let Some((place, of)) = verdict.place {
            add("place", self.say("place-of", &[("place", &place.to_string()), ("of", &of.to_string())]));
        }
        if let Some((low, high)) = verdict.envelope {
            add("envelope", self.say("envelope-is", &[("low", &self.score(low)), ("high", &self.score(high))]));
        }
        let coverage = verdict.coverage;
        let covers = !matches!(verdict.standing, Standing::Silent | Standing::NotApplicable);
        let shares = [coverage.observed, coverage.carried, coverage.missing].map(percent);
        let values = [("observed", shares[0].as_str()), ("carried", &shares[1]), ("missing", &shares[2])];
        if covers {
            add("coverage", self.say("coverage-is", &values));
        }
        if let (Some(law), Some(practice)) = (verdict.law, verdict.practice) {
            let values = [("law", self.score(law)), ("practice", self.score(practice))];
            add(
                "law-practice",
                self.say("law-practice-is", &values.each_ref().map(|(key, value)| (*key, value.as_str()))),
            );
        }
        if let Some(progress) = verdict.progress {
            let (points, since) = (signed(progress.points), progress.since.to_string());
            let values = [("points", points.as_str()), ("since", &since), ("share", &percent(progress.share))];
            add("progress", self.say("progress-is", &values));
        }
        add("binding", words::bond(self.trace.bond, self.lang));
        add("breach", self.say(&format!("breach-{}", verdict.breach.key()), &[]));
        self.lines(&lines)
    }

    fn grade(&self, score: f64) -> String {
        let grades = &self.case.rubric().instrument.grades;
        let Some(at) = self.trace.verdict.grade else { return String::new() };
        let distance = match at.checked_sub(1).map(|better| &grades[better]) {
            Some(better) if better.from - score <= score - grades[at].from => {
                let points = self.distance(better.from - score);
                self.say("to-next-grade", &[("points", &points), ("grade", better.title.get(self.lang))])
            }
            _ if grades[at].from > 0.0 => {
                self.say("above-edge", &[("points", &self.distance(score - grades[at].from))])
            }
            Some(better) => {
                let points = self.distance(better.from - score);
                self.say("to-next-grade", &[("points", &points), ("grade", better.title.get(self.lang))])
            }
            None => String::new(),
        };
        format!("{} ({distance})", self.paint.bold(grades[at].title.get(self.lang)))
    }

    /// Points to an edge; what is not 0 is not printed as 0.
    fn distance(&self, points: f64) -> String {
        crate::words::number::score(points, &[])
    }

    fn cap(&self, score: f64, uncapped: f64) -> String {
        let caps = self.trace.gates.iter().filter(|gate| gate.caps).map(|gate| gate.cap);
        match caps.min_by(f64::total_cmp) {
            Some(cap) if score < uncapped => self.say("capped-at", &[("cap", &plain(cap))]),
            Some(cap) => self.say("cap-idle", &[("cap", &plain(cap))]),
            None => self.say("no-cap", &[]),
        }
    }

    fn heading(&self, key: &str) -> String {
        format!("\n{}\n", self.paint.bold(&self.say(key, &[])))
    }

    fn gates(&self) -> String {
        let mut text = self.heading("gates");
        if self.trace.gates.is_empty() {
            let _ = writeln!(text, "  {}", self.say("no-gate", &[]));
        }
        for gate in &self.trace.gates {
            let state = self.say(gate.state, &[]);
            let _ = writeln!(text, "  {} · {}", self.paint.bold(&state), gate.title.get(self.lang));
            for line in self.gate(gate) {
                let _ = writeln!(text, "      {line}");
            }
        }
        text
    }

    fn gate(&self, gate: &GateTrace) -> Vec<String> {
        let mut lines = Vec::new();
        let (year, at_least) = (self.trace.year.to_string(), plain(gate.at_least));
        let looked = self.amount(&gate.looked_at);
        let seen = match gate.looked_at.value {
            Some(value) if value >= gate.at_least => "gate-fired",
            Some(_) => "gate-not-fired",
            None if gate.looked_at.gap == Some("refused-zero") => "gate-refused",
            None => "gate-unknown",
        };
        lines.push(self.say(seen, &[("value", &looked), ("year", &year), ("at_least", &at_least)]));
        if let (true, Some(part)) = (gate.state == "undetermined", &gate.undetermined) {
            lines.push(self.say("gate-undetermined", &[("value", &self.amount(part)), ("year", &year)]));
        }
        if gate.looked_at.value.is_some_and(|value| value >= gate.at_least) && !gate.same_events_as.is_empty() {
            lines.push(self.say("gate-same-events", &[("principles", &self.lang.list(&gate.same_events_as))]));
        }
        if let Some(violated) = gate.violated_in {
            if violated != self.trace.year {
                lines.push(self.say("gate-held", &[("violated", &violated.to_string())]));
            }
            let key = if gate.clear_years_needed == 1 { "gate-lifts-one" } else { "gate-lifts" };
            let years = gate.clear_years_needed.to_string();
            lines.push(self.say(key, &[("cap", &plain(gate.cap)), ("years", &years)]));
        }
        lines
    }

    fn amount(&self, part: &PartTrace) -> String {
        let unit = part.unit.get(self.lang);
        part.value.map_or_else(|| "·".to_owned(), |value| counted(value, unit))
    }

    fn indicators(&self) -> String {
        if self.trace.slots.is_empty() {
            return String::new();
        }
        let mut text = self.heading("indicators");
        for slot in &self.trace.slots {
            text.push_str(&self.indicator(slot));
        }
        text
    }

    fn indicator(&self, slot: &SlotTrace) -> String {
        let mut text = String::new();
        let facet = self.say(&format!("facet-{}", slot.facet), &[]);
        let proxy = if slot.proxy { format!(", {}", self.say("proxy", &[])) } else { String::new() };
        let weight = self.say("weight-of", &[("weight", &plain(slot.weight))]);
        let share = match slot.score {
            Some(_) => format!(", {}", self.say("share-of", &[("share", &percent(slot.share))])),
            None => String::new(),
        };
        let _ = writeln!(text, "  {} · {facet}{proxy} · {weight}{share}", self.paint.bold(slot.title.get(self.lang)));
        match (slot.value, slot.score) {
            (Some(value), Some(score)) => {
                let at_least = if slot.at_least { format!("{} ", self.say("at-least", &[])) } else { String::new() };
                let age = self.age(slot);
                let origin = slot.origin.map_or_else(String::new, |year| year.to_string());
                let value = counted(value, slot.unit.get(self.lang));
                let _ = writeln!(text, "      {at_least}{value} · {origin} · {age}");
                let gives = self.say("gives", &[("score", &self.paint.bold(&self.score(score)))]);
                let adds = slot.contribution.map_or_else(String::new, |points| {
                    format!(", {}", self.say("contributes", &[("points", &self.score(points))]))
                });
                let _ = writeln!(text, "      {}: {} · {gives}{adds}", self.say("rule", &[]), slot.rule);
                if let Some(before) = slot.before_condition {
                    let values = [("before", self.score(before)), ("score", self.score(score))];
                    let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
                    let _ = writeln!(text, "      {}", self.say("condition-restrains", &values));
                }
            }
            _ => {
                let year = slot.gap_year.map_or_else(String::new, |year| year.to_string());
                let gap = self.say(slot.gap.unwrap_or("not-reported"), &[("year", &year)]);
                let reason =
                    slot.reason.as_ref().map_or_else(String::new, |reason| format!(": {}", reason.get(self.lang)));
                let _ = writeln!(text, "      · {gap}{reason}");
            }
        }
        for part in &slot.parts {
            text.push_str(&self.part(part));
        }
        let _ = writeln!(
            text,
            "      {}",
            self.paint.dim(&format!("{}: {}", self.say("known-weakness", &[]), slot.weakness))
        );
        text
    }

    fn age(&self, slot: &SlotTrace) -> String {
        match slot.age {
            0 => self.say("observed", &[]),
            1 => self.say("carried-one", &[]),
            age => self.say("carried", &[("age", &age.to_string())]),
        }
    }

    fn part(&self, part: &PartTrace) -> String {
        let mut text = String::new();
        let mut said = match part.gap {
            Some(gap) => format!("· {}", self.say(gap, &[("year", &part.year.to_string())])),
            None => self.amount(part),
        };
        if part.implied_zero {
            let _ = write!(said, " ({})", self.say("implied-zero", &[]));
        }
        if let (Some(lower), Some(upper), Some(level)) = (part.lower, part.upper, part.interval_level) {
            let values = [("lower", exported(lower)), ("upper", exported(upper)), ("level", percent(level))];
            let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
            let _ = write!(said, " ({})", self.say("interval", &values));
        }
        let _ = writeln!(text, "        {} [{}], {}: {said}", part.title.get(self.lang), part.variable, part.year);
        let source = format!("{}: {} · {}", self.say("source", &[]), part.source, part.dataset);
        let _ = writeln!(text, "          {}", self.paint.dim(&source));
        if !part.is_not.is_empty() {
            let mind = format!("{}: {}", self.say("is-not", &[]), part.is_not);
            let _ = writeln!(text, "          {}", self.paint.dim(&mind));
        }
        text
    }

    fn shown(&self) -> String {
        if self.trace.shown.is_empty() && self.trace.lists.is_empty() {
            return String::new();
        }
        let mut text = self.heading("evidence-shown");
        for part in &self.trace.shown {
            text.push_str(&self.part(part));
            let _ = writeln!(text, "          {}", self.paint.dim(&part.note));
        }
        for list in &self.trace.lists {
            text.push_str(&self.list(list));
        }
        text
    }

    fn list(&self, list: &ListTrace) -> String {
        let mut text = format!("        {}\n", list.title.get(self.lang));
        for fact in &list.facts {
            let _ = writeln!(text, "          {}", self.fact(fact));
        }
        if list.facts.is_empty() {
            let key = if list.absence_is_no { "list-no" } else { "list-silent" };
            let values = [("list", list.list.get(self.lang)), ("year", &self.trace.year.to_string())];
            let _ = writeln!(text, "          {}", self.say(key, &values));
        }
        for (key, said) in [(None, &list.note), (Some("is-not"), &list.is_not)] {
            let said = key.map_or_else(|| said.clone(), |key| format!("{}: {said}", self.say(key, &[])));
            let _ = writeln!(text, "          {}", self.paint.dim(&said));
        }
        text
    }

    fn history(&self) -> String {
        let mut text = self.heading("history");
        if self.trace.history.is_empty() {
            let _ = writeln!(text, "  {}", self.say("none", &[]));
        }
        for fact in &self.trace.history {
            let _ = writeln!(text, "  {}", self.fact(fact));
        }
        text
    }

    fn fact(&self, fact: &Fact) -> String {
        let day = fact.day.map_or_else(|| self.say("undated-fact", &[]), |day| day.to_string());
        let confidence = match fact.confidence {
            Confidence::Confirmed => "confidence-confirmed",
            Confidence::Derived => "confidence-derived",
            Confidence::GeneralKnowledge => "confidence-general-knowledge",
        };
        format!("{day}  {}  ({}; {})", fact.status, self.say(confidence, &[]), fact.source)
    }
}

/// Columns on a terminal: Han and full-width characters take two.
fn shown_width(text: &str) -> usize {
    text.chars().map(|c| if crate::figure::measure::is_han(c) { 2 } else { 1 }).sum()
}
