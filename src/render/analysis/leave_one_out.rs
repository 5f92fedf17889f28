//! What leaving out each indicator does to places.

use super::sheet::{Column, Sheet, Value};
use super::{View, heading, id, name};
use crate::analysis::Sample;
use crate::analysis::leave_one_out::{Effect, Moved};
use crate::words::locale::Lang;

pub fn leave_one_out(sample: &Sample<'_>, node: usize, effects: &[Effect], lang: Lang) -> View {
    let case = sample.case();
    let say = |key: &str| lang.say(key, &[]);
    let columns = vec![
        Column::data("year"),
        Column::data("places_of"),
        Column::data("id"),
        Column::shown("indicator", say("stats-without")),
        Column::shown("mean_shift", say("stats-mean-shift")),
        Column::shown("largest_shift", say("stats-largest-shift")),
        Column::data("country"),
        Column::shown("name", say("stats-moves-most")),
        Column::shown("place", say("stats-place-with")),
        Column::shown("place_without", say("stats-place-without")),
        Column::shown("n", say("stats-n")),
        Column::shown("lost", say("stats-lost")),
    ];
    let whole = case.formula().quantity(node);
    let row = |effect: &Effect| {
        let country = effect.most.map(|most| case.panel().countries[most.country]);
        let count = |count: Option<usize>| count.map_or(Value::Nothing, Value::Count);
        let named = country.map(|code| case.evidence().atlas.name(code, lang));
        vec![
            Value::Year(case.panel().years[sample.year]),
            Value::text(id(case, whole)),
            Value::text(id(case, effect.slot)),
            Value::text(name(case, effect.slot, lang)),
            Value::number(effect.mean, 2),
            count(effect.mean.map(|_| effect.most.map_or(0, Moved::shift))),
            country.map_or(Value::Nothing, |code| Value::text(code.to_string())),
            named.map_or(Value::Nothing, Value::Text),
            count(effect.most.map(|most| most.with)),
            count(effect.most.map(|most| most.without)),
            Value::Count(effect.n),
            Value::Count(effect.lost),
        ]
    };
    let what = lang.say("stats-leave-one-out", &[("of", &name(case, whole, lang))]);
    let sheet = Sheet {
        title: heading(sample, &what, lang),
        columns,
        rows: effects.iter().map(row).collect(),
        notes: vec![say("stats-leave-one-out-note")],
    };
    View { shown: vec![sheet.clone()], data: sheet }
}
