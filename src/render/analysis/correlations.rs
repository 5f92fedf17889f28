//! Correlations: a table for each relation; pairs that need not go together are shown to readers only where they stand out.

use super::sheet::{Column, Sheet, Value};
use super::{View, heading, id, name, side};
use crate::analysis::Sample;
use crate::analysis::correlations::{Flag, Pair, Relation, Side};
use crate::statistics::correlation::Coefficient;
use crate::words::locale::Lang;

pub fn correlations(sample: &Sample<'_>, coefficient: Coefficient, pairs: &[Pair], lang: Lang) -> View {
    let shown = Relation::ALL.iter().filter_map(|&relation| of_relation(sample, coefficient, pairs, relation, lang));
    let mut shown: Vec<Sheet> = shown.collect();
    match shown.last_mut() {
        Some(last) => last.notes.push(lang.say("stats-correlation-note", &[])),
        None => shown.push(Sheet {
            title: heading(sample, &lang.say("stats-correlations", &[]), lang),
            notes: vec![lang.say("stats-no-pair", &[])],
            ..Sheet::default()
        }),
    }
    View { shown, data: data(sample, coefficient, pairs, lang) }
}

/// "Pearson's r", "Spearman's ρ", "Kendall's τ-b"
pub fn symbol(coefficient: Coefficient, lang: Lang) -> String {
    match coefficient {
        Coefficient::Pearson => lang.say("stats-pearson", &[]),
        Coefficient::Spearman => lang.say("stats-spearman", &[]),
        Coefficient::Kendall => lang.say("stats-kendall", &[]),
    }
}

pub(super) fn flag(flag: Flag, lang: Lang) -> String {
    match flag {
        Flag::Negative => lang.say("stats-negative", &[]),
        Flag::Redundant => lang.say("stats-redundant", &[]),
    }
}

pub(super) fn relation(relation: Relation, lang: Lang) -> String {
    match relation {
        Relation::WithinPrinciple => lang.say("stats-within-principle", &[]),
        Relation::AcrossPrinciples => lang.say("stats-across-principles", &[]),
        Relation::WithinHeading => lang.say("stats-within-heading", &[]),
        Relation::AcrossHeadings => lang.say("stats-across-headings", &[]),
        Relation::Headings => lang.say("stats-headings", &[]),
        Relation::WithTotal => lang.say("stats-with-total", &[]),
        Relation::Reference => lang.say("stats-reference", &[]),
    }
}

fn of_relation(
    sample: &Sample<'_>,
    coefficient: Coefficient,
    pairs: &[Pair],
    of: Relation,
    lang: Lang,
) -> Option<Sheet> {
    let case = sample.case();
    let all: Vec<&Pair> = pairs.iter().filter(|pair| pair.relation == of).collect();
    let apart = matches!(of, Relation::AcrossPrinciples | Relation::AcrossHeadings);
    let mut kept: Vec<&Pair> = all.iter().copied().filter(|pair| !apart || pair.flag.is_some()).collect();
    if all.is_empty() {
        return None;
    }
    // a reference keeps its own order: the whole before its parts
    if of != Relation::Reference {
        let key = |pair: &Pair| pair.found.value.unwrap_or(f64::NEG_INFINITY);
        kept.sort_by(|a, b| key(b).total_cmp(&key(a)));
    }
    let say = |key: &str| lang.say(key, &[]);
    let columns = vec![
        Column::shown("first", say("stats-first")),
        Column::shown("second", say("stats-second")),
        Column::shown("n", say("stats-n")),
        Column::shown("coefficient", symbol(coefficient, lang)),
        Column { key: "shared", title: say("stats-shared"), shown: of == Relation::Reference },
        Column::shown("flag", say("stats-flags")),
    ];
    let row = |pair: &&Pair| {
        vec![
            Value::text(name(case, pair.first, lang)),
            Value::text(side(case, &pair.second, lang)),
            Value::Count(pair.found.n),
            Value::number(pair.found.value, 2),
            Value::share(pair.found.value.map(|value| value * value)),
            Value::Words(pair.flag.iter().map(|own| (own.word(), flag(*own, lang))).collect()),
        ]
    };
    let left = (all.len() - kept.len()).to_string();
    let notes = (apart && all.len() > kept.len()).then(|| lang.say("stats-not-shown", &[("n", &left)]));
    let title = heading(sample, &relation(of, lang), lang);
    Some(Sheet { title, columns, rows: kept.iter().map(row).collect(), notes: notes.into_iter().collect() })
}

fn data(sample: &Sample<'_>, coefficient: Coefficient, pairs: &[Pair], lang: Lang) -> Sheet {
    let case = sample.case();
    let keys = ["year", "relation", "first_id", "first", "second_id", "second", "method", "n", "coefficient", "flag"];
    let row = |pair: &Pair| {
        let second = match &pair.second {
            Side::Quantity(quantity) => id(case, *quantity),
            Side::Variable(full) => full.clone(),
        };
        vec![
            Value::Year(case.panel().years[sample.year]),
            Value::text(pair.relation.word()),
            Value::text(id(case, pair.first)),
            Value::text(name(case, pair.first, lang)),
            Value::text(second),
            Value::text(side(case, &pair.second, lang)),
            Value::text(coefficient.word()),
            Value::Count(pair.found.n),
            Value::number(pair.found.value, 6),
            pair.flag.map_or(Value::Nothing, |flag| Value::text(flag.word())),
        ]
    };
    Sheet { columns: keys.map(Column::data).to_vec(), rows: pairs.iter().map(row).collect(), ..Sheet::default() }
}
