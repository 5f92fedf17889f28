//! The overview: what of all the statistics should be looked at first.

use super::correlations::{flag as pair_flag, symbol};
use super::sheet::{Column, Sheet, Value};
use super::summary::flag as summary_flag;
use super::{View, few, heading, name, side};
use crate::analysis::Sample;
use crate::analysis::availability::{Availability, Subject};
use crate::analysis::correlations::{Flag as PairFlag, Pair, Relation};
use crate::analysis::dimensions::Dimensions;
use crate::analysis::leave_one_out::Effect;
use crate::analysis::reliability::Reliability;
use crate::analysis::summary::{Flag, Summary};
use crate::statistics::correlation::Coefficient;
use crate::words::locale::Lang;
use crate::words::number::{fixed, percent};

/// Everything that was found in one year.
#[derive(Clone, Debug)]
pub struct Findings {
    pub node: usize,
    pub coefficient: Coefficient,
    pub summaries: Vec<Summary>,
    pub availability: Availability,
    pub pairs: Vec<Pair>,
    pub reliabilities: Vec<Reliability>,
    pub dimensions: Dimensions,
    pub effects: Vec<Effect>,
}

pub fn overview(sample: &Sample<'_>, found: &Findings, lang: Lang) -> View {
    let mut writer = Writer { sample, found, lang, rows: Vec::new() };
    writer.availability();
    writer.flags();
    writer.pairs();
    writer.whole();
    writer.leave_one_out();
    let say = |key: &str| lang.say(key, &[]);
    let columns = vec![
        Column::data("year"),
        Column::data("statistic"),
        Column::shown("what", say("stats-what")),
        Column::shown("value", say("stats-value")),
        Column::shown("where", say("stats-where")),
    ];
    let referenced = found.pairs.iter().any(|pair| pair.relation == Relation::Reference);
    let mut notes = vec![say("stats-overview-note")];
    notes.extend((!referenced).then(|| say("stats-against-note")));
    let sheet = Sheet { title: heading(sample, &say("stats-overview"), lang), columns, rows: writer.rows, notes };
    View { shown: vec![sheet.clone()], data: sheet }
}

struct Writer<'w> {
    sample: &'w Sample<'w>,
    found: &'w Findings,
    lang: Lang,
    rows: Vec<Vec<Value>>,
}

impl Writer<'_> {
    fn put(&mut self, word: &'static str, what: String, value: Value, place: String) {
        let year = Value::Year(self.sample.case().panel().years[self.sample.year]);
        self.rows.push(vec![year, Value::text(word), Value::text(what), value, Value::text(place)]);
    }

    fn name(&self, quantity: usize) -> String {
        name(self.sample.case(), quantity, self.lang)
    }

    fn availability(&mut self) {
        let found = &self.found.availability;
        let least = found.indicators.iter().filter_map(|row| Some((row.whole.share()?, &row.subject)));
        let least = least.min_by(|a, b| a.0.total_cmp(&b.0));
        let place = match least {
            Some((share, Subject::Slot(slot))) => {
                let values = [("who", self.name(*slot)), ("share", percent(share))];
                self.lang.say("stats-least", &values.each_ref().map(|(key, value)| (*key, value.as_str())))
            }
            _ => String::new(),
        };
        let what = self.lang.say("stats-available", &[("n", &found.indicators.len().to_string())]);
        self.put("available", what, Value::share(found.all.whole.share()), place);
    }

    fn flags(&mut self) {
        use Flag::{AtEnds, FewValues, ManyZeros, Outliers, Scarce, Skewed};
        for own in [Scarce, Outliers, Skewed, FewValues, ManyZeros, AtEnds] {
            let flagged = self.found.summaries.iter().filter(|summary| summary.flags.contains(&own));
            let mut slots: Vec<usize> = flagged.map(|summary| summary.slot).collect();
            slots.dedup();
            let names: Vec<String> = slots.iter().map(|&slot| self.name(slot)).collect();
            self.put(own.word(), summary_flag(own, self.lang), Value::Count(slots.len()), few(&names, self.lang));
        }
    }

    fn pairs(&mut self) {
        let case = self.sample.case();
        for own in [PairFlag::Redundant, PairFlag::Negative] {
            let flagged = self.found.pairs.iter().filter(|pair| pair.flag == Some(own));
            let names: Vec<String> = flagged
                .map(|pair| {
                    let (second, value) = (side(case, &pair.second, self.lang), pair.found.value.unwrap_or_default());
                    format!("{} · {second} {}", self.name(pair.first), fixed(value, 2).replace('-', "−"))
                })
                .collect();
            let what = self.lang.say("stats-pairs", &[("flag", &pair_flag(own, self.lang))]);
            self.put(own.word(), what, Value::Count(names.len()), few(&names, self.lang));
        }
        let whole = case.formula().quantity(self.found.node);
        let found = self.found;
        let of_whole = found.pairs.iter().filter(|pair| pair.relation == Relation::Reference && pair.first == whole);
        for pair in of_whole {
            let what = format!("{} · {}", self.name(whole), side(case, &pair.second, self.lang));
            let shared = pair.found.value.map(|value| percent(value * value)).unwrap_or_default();
            let values = [("method", symbol(found.coefficient, self.lang)), ("shared", shared)];
            let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
            self.put("reference", what, Value::number(pair.found.value, 2), self.lang.say("stats-shared-is", &values));
        }
    }

    /// Alpha and dimensions of the node looked at.
    fn whole(&mut self) {
        let found = self.found;
        if let Some(own) = found.reliabilities.iter().find(|own| own.node == found.node) {
            let values = [("items", own.items.0.to_string()), ("n", own.n.to_string())];
            let place = self.lang.say("stats-over", &values.each_ref().map(|(key, value)| (*key, value.as_str())));
            self.put("alpha", self.lang.say("stats-reliability", &[]), Value::number(own.alpha, 2), place);
        }
        if let Some(principal) = &found.dimensions.found {
            let values = [
                ("items", found.dimensions.items.len().to_string()),
                ("share", percent(principal.share(0))),
                ("n", found.dimensions.n.to_string()),
            ];
            let place =
                self.lang.say("stats-first-component", &values.each_ref().map(|(key, value)| (*key, value.as_str())));
            let what = self.lang.say("stats-dimensions", &[]);
            self.put("effective-dimensions", what, Value::Number(principal.effective(), 1), place);
        }
    }

    fn leave_one_out(&mut self) {
        let Some((first, most)) = self.found.effects.first().and_then(|first| Some((first, first.most?))) else {
            return;
        };
        let case = self.sample.case();
        let country = case.evidence().atlas.name(case.panel().countries[most.country], self.lang);
        let values = [
            ("indicator", self.name(first.slot)),
            ("country", country),
            ("with", most.with.to_string()),
            ("without", most.without.to_string()),
        ];
        let place = self.lang.say("stats-most-moved", &values.each_ref().map(|(key, value)| (*key, value.as_str())));
        let what = self.lang.say("stats-influence", &[]);
        self.put("leave-one-out", what, Value::number(first.mean, 2), place);
    }
}
