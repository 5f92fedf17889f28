//! Cronbach's alpha, node by node.

use super::sheet::{Column, Sheet, Value};
use super::{View, heading, id, name};
use crate::analysis::Sample;
use crate::analysis::reliability::Reliability;
use crate::words::locale::Lang;

pub fn reliability(sample: &Sample<'_>, found: &[Reliability], lang: Lang) -> View {
    let case = sample.case();
    let say = |key: &str| lang.say(key, &[]);
    let columns = vec![
        Column::data("year"),
        Column::data("id"),
        Column::shown("of", say("stats-of")),
        Column::shown("items", say("stats-items")),
        Column::shown("declared", say("stats-declared")),
        Column::shown("n", say("stats-complete")),
        Column::shown("alpha", say("stats-alpha")),
    ];
    let row = |found: &Reliability| {
        let quantity = case.formula().quantity(found.node);
        vec![
            Value::Year(case.panel().years[sample.year]),
            Value::text(id(case, quantity)),
            Value::text(name(case, quantity, lang)),
            Value::Count(found.items.0),
            Value::Count(found.items.1),
            Value::Count(found.n),
            Value::number(found.alpha, 2),
        ]
    };
    let sheet = Sheet {
        title: heading(sample, &say("stats-reliability"), lang),
        columns,
        rows: found.iter().map(row).collect(),
        notes: vec![say("stats-reliability-note")],
    };
    View { shown: vec![sheet.clone()], data: sheet }
}
