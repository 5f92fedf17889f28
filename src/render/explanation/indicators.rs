//! The indicators of a principle, each down to its observations and their source.

use std::fmt::Write as _;

use super::Pen;
use crate::assessment::trace::{PartTrace, SlotTrace, Trace};
use crate::words::number::{counted, exported, percent, plain};

impl Pen<'_> {
    pub(super) fn indicators(&self, trace: &Trace) -> String {
        if trace.slots.is_empty() {
            return String::new();
        }
        let mut text = self.heading("indicators");
        for slot in &trace.slots {
            text.push_str(&self.indicator(slot));
        }
        text
    }

    fn indicator(&self, slot: &SlotTrace) -> String {
        let mut text = String::new();
        let facet = self.say(&format!("facet-{}", slot.facet), &[]);
        let proxy = if slot.proxy { format!(", {}", self.say("proxy", &[])) } else { String::new() };
        let weight = self.say("weight-of", &[("weight", &plain((1000.0 * slot.weight).round() / 1000.0))]);
        let required = if slot.required { format!(", {}", self.say("required", &[])) } else { String::new() };
        let share = match slot.score {
            Some(_) => format!(", {}", self.say("share-of", &[("share", &percent(slot.share))])),
            None => String::new(),
        };
        let (title, same_as) = (self.paint.bold(slot.title.get(self.lang)), self.same_as(slot.same_as.as_ref()));
        let _ = writeln!(text, "  {title} · {facet}{proxy} · {weight}{required}{share}{same_as}");
        match (slot.value, slot.score) {
            (Some(value), Some(score)) => {
                let at_least = if slot.at_least { format!("{} ", self.say("at-least", &[])) } else { String::new() };
                let from = self.came_from(slot);
                let treated = slot.treated.map_or_else(String::new, |treated| {
                    format!(" · {}", self.say("treated-is", &[("value", &exported(treated))]))
                });
                let value = counted(value, slot.unit.get(self.lang));
                let _ = writeln!(text, "      {at_least}{value} · {from}{treated}");
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
                let gap = self.gap(slot);
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

    /// Of which year, and whether it is that of the assessment; or from what it was filled in, and why.
    fn came_from(&self, slot: &SlotTrace) -> String {
        if let Some(sources) = slot.imputed_from {
            let filled = self.say("imputed-is", &[("sources", &sources.to_string())]);
            return format!("{filled} · {}", self.gap(slot));
        }
        let origin = slot.origin.map_or_else(String::new, |year| year.to_string());
        let age = match slot.age {
            0 if slot.judged => self.say("judged", &[]),
            0 => self.say("observed", &[]),
            1 => self.say("carried-one", &[]),
            age => self.say("carried", &[("age", &age.to_string())]),
        };
        format!("{origin} · {age}")
    }

    fn gap(&self, slot: &SlotTrace) -> String {
        let year = slot.gap_year.map_or_else(String::new, |year| year.to_string());
        self.say(slot.gap.unwrap_or("not-reported"), &[("year", &year)])
    }

    pub(super) fn part(&self, part: &PartTrace) -> String {
        let mut text = String::new();
        let mut said = match (part.gap, &part.status) {
            (Some(gap), _) => format!("· {}", self.say(gap, &[("year", &part.year.to_string())])),
            (None, Some(status)) if status.is_empty() => self.say("not-on-list", &[]),
            (None, Some(status)) => status.clone(),
            (None, None) => self.amount(part),
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
        if let Some(judged) = &part.judged {
            text.push_str(&self.judged(judged));
        }
        let source = format!("{}: {} · {}", self.say("source", &[]), part.source, part.dataset);
        let _ = writeln!(text, "          {}", self.paint.dim(&source));
        if !part.is_not.is_empty() {
            let mind = format!("{}: {}", self.say("is-not", &[]), part.is_not);
            let _ = writeln!(text, "          {}", self.paint.dim(&mind));
        }
        text
    }
}
