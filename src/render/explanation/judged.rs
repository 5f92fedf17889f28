//! What people judged: each coder with code, evidence and date, and how far they agree.

use std::fmt::Write as _;

use super::Pen;
use crate::assessment::verdict::Coverage;
use crate::judgement::{Judged, Mark};
use crate::render::judgement;
use crate::words::number::{percent, plain};

impl Pen<'_> {
    pub(super) fn judged(&self, judged: &Judged) -> String {
        let mut text = String::new();
        for said in &judged.coders {
            let evidence = if said.evidence.is_empty() { String::new() } else { format!(": {}", said.evidence) };
            let mark = self.paint.bold(&self.mark(said.mark));
            let _ = writeln!(text, "          {} · {mark} · {}{evidence}", said.coder, said.date);
        }
        let counts = match judged.adjudicated {
            Some(mark) => self.say("adjudicated-is", &[("mark", &self.mark(mark))]),
            None => self.say("combined-by", &[("rule", &judgement::rule(judged.combined_by, self.lang))]),
        };
        let _ = writeln!(text, "          {counts}");
        let _ = writeln!(text, "          {}", judgement::reliability(&judged.reliability, self.lang));
        text
    }

    fn mark(&self, mark: Mark) -> String {
        let state = self.say(mark.state.key(), &[]);
        mark.code.map_or_else(|| state.clone(), |code| format!("{state} ({})", plain(code)))
    }

    /// What a verdict owes to people; `None` where it owes them nothing.
    pub(super) fn rests_on(&self, coverage: Coverage, principle: Option<usize>) -> Option<(String, String)> {
        if coverage.judged == 0.0 && coverage.unreliable == 0.0 {
            return None;
        }
        let mut said = judgement::packages(self.case, principle, self.lang);
        if coverage.unreliable > 0.0 {
            let values = [
                ("share", percent(coverage.unreliable)),
                ("subjects", judgement::unreliable(self.case, principle, self.lang)),
            ];
            let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
            said.push_str(&format!("; {}", self.say("doubtful-share", &values)));
        }
        Some(self.line("judgements", said))
    }
}
