//! What is shown and never scored: evidence, lists, and the country's status.

use std::fmt::Write as _;

use super::Pen;
use crate::assessment::trace::{ListTrace, Trace};
use crate::party::{Confidence, Fact};
use crate::words::year::Year;

impl Pen<'_> {
    pub(super) fn shown(&self, trace: &Trace) -> String {
        if trace.shown.is_empty() && trace.lists.is_empty() {
            return String::new();
        }
        let mut text = self.heading("evidence-shown");
        for part in &trace.shown {
            text.push_str(&self.part(part));
            let _ = writeln!(text, "          {}", self.paint.dim(&part.note));
        }
        for list in &trace.lists {
            text.push_str(&self.list(list, trace.year));
        }
        text
    }

    fn list(&self, list: &ListTrace, year: Year) -> String {
        let mut text = format!("        {}\n", list.title.get(self.lang));
        for fact in &list.facts {
            let _ = writeln!(text, "          {}", self.fact(fact));
        }
        if list.facts.is_empty() {
            let key = if list.absence_is_no { "list-no" } else { "list-silent" };
            let values = [("list", list.list.get(self.lang)), ("year", &year.to_string())];
            let _ = writeln!(text, "          {}", self.say(key, &values));
        }
        for (key, said) in [(None, &list.note), (Some("is-not"), &list.is_not)] {
            let said = key.map_or_else(|| said.clone(), |key| format!("{}: {said}", self.say(key, &[])));
            let _ = writeln!(text, "          {}", self.paint.dim(&said));
        }
        text
    }

    /// An index binds nobody, and nobody has a status under it.
    pub(super) fn history(&self, trace: &Trace) -> String {
        if self.case.rubric().instrument.binding.is_none() {
            return String::new();
        }
        let mut text = self.heading("history");
        if trace.history.is_empty() {
            let _ = writeln!(text, "  {}", self.say("none", &[]));
        }
        for fact in &trace.history {
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
