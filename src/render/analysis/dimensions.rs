//! Principal components: how much each brings, and what loads on the first of them.

use super::sheet::{Column, Sheet, Value};
use super::{View, few, heading, id, name};
use crate::analysis::Sample;
use crate::analysis::dimensions::Dimensions;
use crate::statistics::principal::Principal;
use crate::words::locale::Lang;
use crate::words::number::fixed;

/// More components are not shown to readers.
const MOST: usize = 5;

pub fn dimensions(sample: &Sample<'_>, found: &Dimensions, lang: Lang) -> View {
    let whole = name(sample.case(), sample.case().formula().quantity(found.node), lang);
    let title = |key: &str| heading(sample, &lang.say(key, &[("of", &whole)]), lang);
    let left_out: Vec<String> = found.left_out.iter().map(|&part| name(sample.case(), part, lang)).collect();
    let mut notes = Vec::new();
    if !left_out.is_empty() {
        notes.push(lang.say("stats-left-out", &[("items", &few(&left_out, lang))]));
    }
    let Some(principal) = &found.found else {
        notes.push(lang.say("stats-no-components", &[("n", &found.n.to_string())]));
        return View {
            shown: vec![Sheet { title: title("stats-components"), notes, ..Sheet::default() }],
            data: Sheet::default(),
        };
    };
    let above = principal.eigenvalues.iter().filter(|value| **value > 1.0).count();
    let values = [
        ("effective", fixed(principal.effective(), 1)),
        ("items", found.items.len().to_string()),
        ("above", above.to_string()),
        ("n", found.n.to_string()),
    ];
    notes.insert(0, lang.say("stats-effective", &values.each_ref().map(|(key, value)| (*key, value.as_str()))));
    let components = Sheet { title: title("stats-components"), notes: vec![], ..components(principal, lang) };
    let loadings = Sheet { title: title("stats-loadings"), notes, ..loadings(sample, found, principal, lang) };
    View { shown: vec![components, loadings], data: data(sample, found, principal, lang) }
}

fn components(principal: &Principal, lang: Lang) -> Sheet {
    let say = |key: &str| lang.say(key, &[]);
    let columns = vec![
        Column::shown("component", say("stats-component")),
        Column::shown("eigenvalue", say("stats-eigenvalue")),
        Column::shown("share", say("stats-variance")),
        Column::shown("cumulative", say("stats-cumulative")),
    ];
    let mut sum = 0.0;
    let row = |at: usize| {
        sum += principal.share(at);
        let eigenvalue = Value::Number(principal.eigenvalues[at], 2);
        vec![Value::Count(at + 1), eigenvalue, Value::Share(principal.share(at)), Value::Share(sum)]
    };
    Sheet { columns, rows: (0..principal.eigenvalues.len()).map(row).collect(), ..Sheet::default() }
}

fn loadings(sample: &Sample<'_>, found: &Dimensions, principal: &Principal, lang: Lang) -> Sheet {
    let shown = principal.eigenvalues.len().min(MOST);
    let mut columns = vec![Column::shown("item", lang.say("stats-item", &[]))];
    columns.extend((1..=shown).map(|at| Column::shown("loading", at.to_string())));
    let row = |(at, &item): (usize, &usize)| {
        let mut values = vec![Value::text(name(sample.case(), item, lang))];
        values.extend(principal.loadings[..shown].iter().map(|component| Value::Number(component[at], 2)));
        values
    };
    Sheet { columns, rows: found.items.iter().enumerate().map(row).collect(), ..Sheet::default() }
}

fn data(sample: &Sample<'_>, found: &Dimensions, principal: &Principal, lang: Lang) -> Sheet {
    let case = sample.case();
    let keys =
        ["year", "of", "n", "effective_dimensions", "component", "eigenvalue", "share", "item_id", "item", "loading"];
    let mut rows = Vec::new();
    for (component, loadings) in principal.loadings.iter().enumerate() {
        for (&item, &loading) in found.items.iter().zip(loadings) {
            rows.push(vec![
                Value::Year(case.panel().years[sample.year]),
                Value::text(id(case, case.formula().quantity(found.node))),
                Value::Count(found.n),
                Value::Number(principal.effective(), 6),
                Value::Count(component + 1),
                Value::Number(principal.eigenvalues[component], 6),
                Value::Share(principal.share(component)),
                Value::text(id(case, item)),
                Value::text(name(case, item, lang)),
                Value::Number(loading, 6),
            ]);
        }
    }
    Sheet { columns: keys.map(Column::data).to_vec(), rows, ..Sheet::default() }
}
