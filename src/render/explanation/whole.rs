//! A heading or the total: the principles behind it, and what each adds.

use std::fmt::Write as _;

use super::{Pen, Sure};
use crate::assessment::verdict::Breach;
use crate::assessment::whole::{Whole, WholePart};
use crate::case::Case;
use crate::formula::NodeKind;
use crate::render::paint::Paint;
use crate::words::locale::Lang;

/// The explanation of a heading or the total for one country and year.
pub fn explanation_of_whole(case: &Case, whole: &Whole, sure: Option<&Sure<'_>>, lang: Lang, paint: Paint) -> String {
    let pen = Pen::new(case, lang, paint);
    let mut text = pen.head(whole.name.get(lang), &pen.title(whole), whole.year, None);
    text.push_str(&pen.verdict_of_whole(whole, sure));
    text.push_str(&pen.clauses(whole));
    text
}

impl Pen<'_> {
    fn title(&self, whole: &Whole) -> String {
        match self.case.formula().nodes[whole.node].kind {
            NodeKind::Heading(at) => {
                let heading = &self.case.rubric().instrument.headings[at];
                format!("{} {}", heading.id, heading.title.get(self.lang))
            }
            _ => self.say("total", &[]),
        }
    }

    fn verdict_of_whole(&self, whole: &Whole, sure: Option<&Sure<'_>>) -> String {
        let verdict = &whole.verdict;
        let mut lines = vec![self.score_line(verdict)];
        let kind = self.case.formula().nodes[whole.node].kind;
        lines.extend(self.aggregation_line(kind, verdict));
        lines.extend(sure.into_iter().flat_map(|sure| self.sure_lines(sure)));
        lines.extend(self.place_line(verdict));
        if let Some(score) = verdict.direct.filter(|_| verdict.score.is_some()) {
            lines.push(self.line("without-proxies", self.score(score)));
        }
        lines.extend(self.evidence_lines(verdict));
        lines.extend(self.rests_on(verdict.coverage, None));
        let all = if kind == NodeKind::Total { self.case.rubric().clauses() } else { verdict.clauses.1 };
        let values = [("assessed", verdict.clauses.0.to_string()), ("all", all.to_string())];
        let said = self.say("clauses-are", &values.each_ref().map(|(key, value)| (*key, value.as_str())));
        lines.push(self.line("clauses", said));
        lines.push(self.line("breaches", verdict.breaches.to_string()));
        lines.push(self.binding_line(whole.bond));
        self.lines(&lines)
    }

    fn clauses(&self, whole: &Whole) -> String {
        let mut text = self.heading("clauses");
        let mut heading = None;
        for part in &whole.parts {
            let own = self.case.rubric().principles[part.principle].heading;
            if heading != Some(own) {
                let of = &self.case.rubric().instrument.headings[own];
                let _ = writeln!(text, "  {} {}", of.id, of.title.get(self.lang));
                heading = Some(own);
            }
            let _ = writeln!(text, "    {}", self.clause(part));
        }
        text
    }

    fn clause(&self, part: &WholePart) -> String {
        let principle = &self.case.rubric().principles[part.principle];
        let verdict = &part.verdict;
        let mut said = vec![format!("{} {}", self.paint.bold(&principle.id), principle.title.get(self.lang))];
        match (verdict.score, verdict.grade) {
            (Some(score), Some(grade)) => {
                let grade = self.case.rubric().instrument.grades[grade].title.get(self.lang);
                said.push(format!("{} {grade}", self.paint.bold(&self.score(score))));
            }
            (Some(score), None) => said.push(self.follows_to(score)),
            (None, _) => said.push(self.say(verdict.standing.key(), &[])),
        }
        if let Some(points) = part.contribution {
            said.push(self.say("contributes", &[("points", &self.score(points))]));
        }
        if verdict.breach != Breach::None {
            said.push(self.say(&format!("breach-{}", verdict.breach.key()), &[]));
        }
        said.join(" · ")
    }
}
