//! The gates of a principle: what each looked at, and what would lift its cap.

use std::fmt::Write as _;

use super::Pen;
use crate::assessment::trace::{GateTrace, Trace};
use crate::words::number::plain;
use crate::words::year::Year;

impl Pen<'_> {
    pub(super) fn gates(&self, trace: &Trace) -> String {
        let mut text = self.heading("gates");
        if trace.gates.is_empty() {
            let _ = writeln!(text, "  {}", self.say("no-gate", &[]));
        }
        for gate in &trace.gates {
            let state = self.say(gate.state, &[]);
            let same_as = self.same_as(gate.same_as.as_ref());
            let _ = writeln!(text, "  {} · {}{same_as}", self.paint.bold(&state), gate.title.get(self.lang));
            for line in self.gate(gate, trace.year) {
                let _ = writeln!(text, "      {line}");
            }
        }
        text
    }

    fn gate(&self, gate: &GateTrace, now: Year) -> Vec<String> {
        let mut lines = Vec::new();
        let (year, at_least) = (now.to_string(), plain(gate.at_least));
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
            if violated != now {
                lines.push(self.say("gate-held", &[("violated", &violated.to_string())]));
            }
            let key = if gate.clear_years_needed == 1 { "gate-lifts-one" } else { "gate-lifts" };
            let years = gate.clear_years_needed.to_string();
            lines.push(self.say(key, &[("cap", &plain(gate.cap)), ("years", &years)]));
        }
        lines
    }
}
