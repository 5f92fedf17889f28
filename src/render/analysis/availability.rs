//! Availability: indicators, countries and groups down, years across; as data a row for each of them and year.

use super::sheet::{Column, Sheet, Value};
use super::{View, id, name};
use crate::analysis::availability::{Availability, Have, Row, Subject};
use crate::case::Case;
use crate::words::locale::Lang;

pub fn availability(case: &Case, found: &Availability, lang: Lang) -> View {
    let writer = Writer { case, found, lang };
    let say = |key: &str| lang.say(key, &[]);
    let mut shown = vec![
        writer.sheet(&say("stats-by-indicator"), &say("stats-indicator"), &found.indicators, true),
        writer.sheet(&say("stats-by-group"), &say("stats-group"), &found.groups, false),
        writer.sheet(&say("stats-by-country"), &say("country"), &found.countries, false),
    ];
    if let Some(last) = shown.last_mut() {
        let year = found.years.iter().max().map(|&year| case.panel().years[year].to_string()).unwrap_or_default();
        last.notes = vec![lang.say("stats-availability-note", &[("year", &year)])];
    }
    View { shown, data: writer.data() }
}

struct Writer<'w> {
    case: &'w Case,
    found: &'w Availability,
    lang: Lang,
}

impl Writer<'_> {
    fn sheet(&self, what: &str, first: &str, rows: &[Row], with_all: bool) -> Sheet {
        let panel = self.case.panel();
        let years = || self.found.years.iter().map(|&year| panel.years[year]);
        let several = self.found.years.len() > 1;
        let mut columns = vec![Column::shown("name", first.to_owned())];
        columns.extend(years().map(|year| Column::shown("share", year.to_string())));
        if several {
            columns.push(Column::shown("share", self.lang.say("stats-all-years", &[])));
        }
        columns.push(Column::shown("carried", self.lang.say("stats-carried", &[])));
        columns.push(Column::shown("missing", self.lang.say("stats-missing", &[])));
        let all = with_all.then_some(&self.found.all);
        let row = |row: &Row| {
            let mut values = vec![Value::text(self.name(&row.subject))];
            values.extend(row.years.iter().map(|have| Value::share(have.share())));
            if several {
                values.push(Value::share(row.whole.share()));
            }
            values.push(Value::share(share(row.whole.carried, row.whole.of)));
            values.push(Value::Count(row.whole.of - row.whole.values()));
            values
        };
        let short = self.case.rubric().instrument.short.get(self.lang);
        let span = match (years().next(), years().next_back()) {
            (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
            (first, _) => first.map_or_else(String::new, |year| year.to_string()),
        };
        let title = self.lang.say("year-heading", &[("instrument", short), ("what", what), ("year", &span)]);
        Sheet { title, columns, rows: rows.iter().chain(all).map(row).collect(), notes: vec![] }
    }

    fn name(&self, subject: &Subject) -> String {
        match subject {
            Subject::Slot(slot) => name(self.case, *slot, self.lang),
            Subject::Country(at) => self.case.evidence().atlas.name(self.case.panel().countries[*at], self.lang),
            Subject::Group(group) => group.title.get(self.lang).to_owned(),
            Subject::All => self.lang.say("stats-all", &[]),
        }
    }

    fn data(&self) -> Sheet {
        let keys = ["of", "id", "name", "year", "fresh", "carried", "cells", "share"];
        let rows = [&self.found.indicators, &self.found.countries, &self.found.groups].into_iter().flatten();
        let rows = rows.chain(std::iter::once(&self.found.all)).flat_map(|row| {
            let (of, id) = match &row.subject {
                Subject::Slot(slot) => ("indicator", id(self.case, *slot)),
                Subject::Country(at) => ("country", self.case.panel().countries[*at].to_string()),
                Subject::Group(group) => ("group", group.code.clone()),
                Subject::All => ("all", "all".to_owned()),
            };
            let years = self.found.years.iter().map(|&year| Value::Year(self.case.panel().years[year]));
            let haves = years.zip(row.years.iter().copied());
            let line = move |(year, have): (Value, Have)| {
                let counts = [have.fresh, have.carried, have.of].map(Value::Count);
                let mut values =
                    vec![Value::text(of), Value::text(id.clone()), Value::text(self.name(&row.subject)), year];
                values.extend(counts);
                values.push(Value::share(have.share()));
                values
            };
            haves.map(line)
        });
        Sheet { columns: keys.map(Column::data).to_vec(), rows: rows.collect(), ..Sheet::default() }
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
