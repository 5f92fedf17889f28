//! Summaries of indicators: raw values and scores in two tables for readers, in one as data.

use super::sheet::{Column, Sheet, Value};
use super::{View, heading, id, measure, name};
use crate::analysis::Sample;
use crate::analysis::summary::{Basis, Flag, Summary};
use crate::words::locale::Lang;

pub fn summary(sample: &Sample<'_>, summaries: &[Summary], lang: Lang) -> View {
    let (raw, scores): (Vec<&Summary>, Vec<&Summary>) =
        summaries.iter().partition(|summary| summary.basis != Basis::Scores);
    let writer = Writer { sample, lang };
    let shown = [writer.sheet("stats-summary-raw", &raw, false), writer.sheet("stats-summary-scores", &scores, true)];
    View {
        shown: shown.to_vec(),
        data: writer.sheet("stats-summary-raw", &summaries.iter().collect::<Vec<_>>(), false),
    }
}

/// A flag in the reader's language.
pub(super) fn flag(flag: Flag, lang: Lang) -> String {
    match flag {
        Flag::Scarce => lang.say("stats-scarce", &[]),
        Flag::Outliers => lang.say("stats-outliers", &[]),
        Flag::Skewed => lang.say("stats-skewed", &[]),
        Flag::FewValues => lang.say("stats-few-values", &[]),
        Flag::ManyZeros => lang.say("stats-many-zeros", &[]),
        Flag::AtEnds => lang.say("stats-at-ends", &[]),
    }
}

struct Writer<'w> {
    sample: &'w Sample<'w>,
    lang: Lang,
}

impl Writer<'_> {
    fn sheet(&self, title: &str, summaries: &[&Summary], of_scores: bool) -> Sheet {
        let say = |key: &str| self.lang.say(key, &[]);
        let only = |key, title: &str, shown: bool| Column { key, title: say(title), shown };
        let columns = vec![
            Column::data("year"),
            Column::data("id"),
            Column::shown("indicator", say("stats-indicator")),
            Column::data("of"),
            only("variable", "stats-variable", !of_scores),
            Column::shown("n", say("stats-n")),
            Column::shown("missing", say("stats-missing")),
            Column::data("distinct"),
            Column::shown("minimum", say("stats-minimum")),
            Column::data("lower_quartile"),
            Column::shown("median", say("stats-median")),
            Column::shown("mean", say("stats-mean")),
            Column::data("upper_quartile"),
            Column::shown("maximum", say("stats-maximum")),
            Column::shown("standard_deviation", say("stats-deviation")),
            Column::shown("skewness", say("stats-skewness")),
            Column::shown("kurtosis", say("stats-kurtosis")),
            only("zeros", "stats-zeros", !of_scores),
            only("at_worst", "stats-at-worst", of_scores),
            only("at_best", "stats-at-best", of_scores),
            Column::shown("flags", say("stats-flags")),
        ];
        let rows = summaries.iter().map(|summary| self.row(summary)).collect();
        let notes = if of_scores { vec![say("stats-summary-note")] } else { vec![] };
        Sheet { title: heading(self.sample, &say(title), self.lang), columns, rows, notes }
    }

    fn row(&self, summary: &Summary) -> Vec<Value> {
        let (case, described) = (self.sample.case(), &summary.described);
        let (of, measured): (&str, fn(Option<f64>) -> Value) = match summary.basis {
            Basis::Raw(_) => ("raw", Value::measured),
            Basis::Scores => ("scores", |value| Value::number(value, 1)),
        };
        let flags = summary.flags.iter().map(|own| (own.word(), flag(*own, self.lang)));
        vec![
            Value::Year(case.panel().years[self.sample.year]),
            Value::text(id(case, summary.slot)),
            Value::text(name(case, summary.slot, self.lang)),
            Value::text(of),
            self.variable(summary),
            Value::Count(described.n),
            Value::Count(summary.missing),
            Value::Count(described.distinct),
            measured(described.minimum),
            measured(described.lower_quartile),
            measured(described.median),
            measured(described.mean),
            measured(described.upper_quartile),
            measured(described.maximum),
            measured(described.deviation),
            Value::number(described.skewness, 2),
            Value::number(described.kurtosis, 2),
            Value::share(summary.zeros),
            Value::share(summary.ends.map(|ends| ends.0)),
            Value::share(summary.ends.map(|ends| ends.1)),
            Value::Words(flags.collect()),
        ]
    }

    /// What raw values were read from.
    fn variable(&self, summary: &Summary) -> Value {
        let Basis::Raw(filling) = summary.basis else { return Value::Nothing };
        let case = self.sample.case();
        let mut slots = case.rubric().principles.iter().flat_map(|rule| &rule.slots).skip(summary.slot);
        let read = slots.next().map(|slot| measure(case, &slot.fillings[filling].measure, self.lang));
        read.map_or(Value::Nothing, Value::Text)
    }
}
