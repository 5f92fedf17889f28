//! How sure one verdict is: its range, the chance of each grade, what drives it, and what is most worth knowing.

use super::{Lines, Pen};
use crate::doubt::Doubt;
use crate::render::uncertainty::{indicator, why};
use crate::uncertainty::missing::Narrowing;
use crate::uncertainty::model::Model;
use crate::uncertainty::ranges::Interval;
use crate::uncertainty::sensitivity::Shares;
use crate::uncertainty::whole::Spread;
use crate::words::number::{self, percent};

/// At most so many drivers are named.
const MOST_DRIVERS: usize = 3;
/// What brings less than this share of the variance is not named.
const LEAST_SHARE: f64 = 0.05;

/// What replicates say of one verdict.
#[derive(Clone, Copy, Debug)]
pub struct Sure<'s> {
    pub replicates: u64,
    pub spread: Option<&'s Spread>,
    pub doubts: &'s [Doubt],
    pub model: &'s Model,
    pub shares: Option<&'s Shares>,
    pub next: Option<Narrowing>,
}

impl Pen<'_> {
    pub(super) fn sure_lines(&self, sure: &Sure<'_>) -> Lines {
        let mut lines = Lines::new();
        if let Some(spread) = sure.spread {
            lines.push(self.line("range-90", self.range(spread, sure.replicates)));
            if let Some(odds) = &spread.odds {
                let grades = self.case.rubric().instrument.grades.iter().zip(odds).filter(|(_, share)| **share > 0.0);
                let said = grades.map(|(grade, share)| format!("{} {}", grade.title.get(self.lang), percent(*share)));
                lines.push(self.line("grade-odds", said.collect::<Vec<_>>().join(" · ")));
            }
            lines.extend(sure.shares.map(|shares| self.line("driven-by", self.driven(sure, shares))));
        }
        if let Some(next) = sure.next {
            let values = [
                ("indicator", indicator(self.case, next.slot, self.lang)),
                ("width", self.score(next.width)),
                ("known", self.score(next.known)),
            ];
            let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
            lines.push(self.line("next-observation", self.say("next-said", &values)));
        }
        lines
    }

    fn range(&self, spread: &Spread, replicates: u64) -> String {
        let ends = |interval: &Interval<f64>| format!("{}–{}", self.score(interval.low), self.score(interval.high));
        let mut said =
            vec![self.say(
                "interval-said",
                &[("range", &ends(&spread.score)), ("replicates", &number::grouped(replicates))],
            )];
        if spread.scored < 1.0 {
            said.push(self.say("interval-scored", &[("share", &percent(spread.scored))]));
        }
        if let (Some(measurement), Some(method)) = (&spread.measurement, &spread.method) {
            let values = [("measurement", ends(measurement)), ("method", ends(method))];
            said.push(self.say("interval-apart", &values.each_ref().map(|(key, value)| (*key, value.as_str()))));
        }
        said.join(" · ")
    }

    fn driven(&self, sure: &Sure<'_>, shares: &Shares) -> String {
        let indices = match &shares.indices {
            Ok(indices) => indices,
            Err(refusal) => return why(refusal, self.lang),
        };
        let mut order: Vec<(usize, f64)> = indices.total.iter().map(|share| share.estimate).enumerate().collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let heavy = order.into_iter().take(MOST_DRIVERS).filter(|(_, share)| *share >= LEAST_SHARE);
        let drivers: Vec<String> = heavy
            .map(|(at, share)| {
                let title = sure.doubts[sure.model.factors[at].doubt].title.get(self.lang);
                self.say("driven", &[("doubt", title), ("share", &percent(share.min(1.0)))])
            })
            .collect();
        if drivers.is_empty() {
            return self.say("not-driven", &[]);
        }
        self.say("driven-note", &[("drivers", &drivers.join(" · "))])
    }
}
