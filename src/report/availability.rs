//! The words and cells of an availability map.

use crate::analysis::availability::{Have, Row as Found, Subject, availability as found};
use crate::analysis::{Scored, heading_of, principle_of, slots};
use crate::assessment::Assessment;
use crate::case::Case;
use crate::chart::availability::{Availability, Cell, Legend, Row};
use crate::chart::page::Page;
use crate::formula::NodeKind;
use crate::render::uncertainty::indicator;
use crate::report::job::Span;
use crate::report::view::View;
use crate::words::locale::Lang;
use crate::words::number::percent;

/// What the availability map of a node shows, in one language: its indicators over years.
pub fn availability(case: &Case, assessment: &Assessment, node: usize, span: &Span, lang: Lang) -> Availability {
    View::of(case, assessment, None, node, &span.countries, lang).availability(span)
}

impl View<'_> {
    fn availability(&self, span: &Span) -> Availability {
        let (all, _) = self.countries();
        let slots = slots(self.case, self.node);
        let found = found(&Scored::of(self.case), &span.years, &slots, |country| all.contains(&country));
        let instrument = &self.case.rubric().instrument;
        let years: Vec<String> = span.years.iter().map(|&year| self.assessment.years[year].to_string()).collect();
        let group =
            self.group.map_or_else(|| self.say("all-countries", &[]), |group| group.title.get(self.lang).to_owned());
        let (first, last) = (years.first().cloned().unwrap_or_default(), years.last().cloned().unwrap_or_default());
        let share = found.all.whole.share().map(percent).unwrap_or_default();
        let subtitle = [
            ("short", instrument.short.get(self.lang).to_owned()),
            ("n", slots.len().to_string()),
            ("first", first),
            ("last", last.clone()),
            ("group", group),
            ("countries", found.countries.len().to_string()),
        ];
        let mut rows: Vec<Row> = found.indicators.iter().map(|row| self.available(row)).collect();
        if rows.len() > 1 {
            rows.push(self.available(&found.all));
        }
        Availability {
            page: Page {
                lang: self.lang.tag().to_owned(),
                title: self.say("availability-title", &[("title", self.title_of_node())]),
                subtitle: self.say("availability-subtitle", &subtitle),
                empty: self.say("availability-empty", &[]),
                unscored: None,
                notes: self.availability_notes(last),
                source: self.source(),
                description: self.say("availability-description", &[("n", slots.len().to_string()), ("share", share)]),
            },
            columns: years,
            groups: instrument
                .headings
                .iter()
                .map(|heading| format!("{} {}", heading.id, heading.title.get(self.lang)))
                .collect(),
            rows,
            legend: Legend {
                scale: self.say("availability-scale", &[]),
                none: self.say("availability-none", &[]),
                carried: self.say("availability-carried", &[]),
            },
        }
    }

    fn available(&self, row: &Found) -> Row {
        let (name, group) = match row.subject {
            Subject::Slot(slot) => {
                let heading = principle_of(self.case, slot).and_then(|node| heading_of(self.case, node));
                // one heading over all rows would say what the title says
                let group = heading.filter(|_| self.kind() == NodeKind::Total);
                (indicator(self.case, slot, self.lang), group)
            }
            _ => (self.say("availability-all", &[]), None),
        };
        let cell = |have: &Have| Cell {
            share: have.share(),
            label: have.share().map(percent).unwrap_or_default(),
            carried: if have.values() > 0 { have.carried as f64 / have.values() as f64 } else { 0.0 },
        };
        let strong = row.subject == Subject::All;
        Row { name, group, strong, cells: row.years.iter().map(cell).collect() }
    }

    fn availability_notes(&self, last: String) -> Vec<String> {
        let members = self.group.map(|_| self.say("availability-note-members", &[("year", last)]));
        let mut notes = vec![self.say("availability-note", &[])];
        notes.extend(members);
        notes.extend(self.clauses_left_out());
        notes
    }
}
