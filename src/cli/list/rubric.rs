//! What a rubric has: instruments, principles and indicators.

use std::path::Path;

use super::{Listing, row};
use crate::doubt::Doubt;
use crate::render::uncertainty;
use crate::rubric::{Closeness, Rubric, Slot};
use crate::shelf::{self, Kind};
use crate::words::locale::Lang;
use crate::words::number::plain;

/// Those that are built in, and the one that is given.
pub(super) fn instruments(given: &Rubric, lang: Lang) -> Listing {
    let built_in = shelf::built_in(Kind::Rubric).into_iter();
    let read = |name: &str| {
        let folder = shelf::find(Kind::Rubric, name, Path::new("")).ok()?;
        Rubric::read(&folder, &shelf::referred).0
    };
    let mut rubrics: Vec<Rubric> = built_in.filter_map(read).collect();
    if !rubrics.iter().any(|rubric| rubric.sha256 == given.sha256) {
        rubrics.push(given.clone());
    }
    let fields = |rubric: &Rubric| {
        let instrument = &rubric.instrument;
        row(&[
            &instrument.id,
            &instrument.version,
            instrument.title.get(lang),
            &instrument.adopted.to_string(),
            &instrument.principles.to_string(),
            &rubric.scored().to_string(),
            &rubric.origin,
        ])
    };
    Listing {
        header: vec!["id", "version", "title", "adopted", "principles", "assessable", "from"],
        rows: rubrics.iter().map(fields).collect(),
    }
}

pub(super) fn principles(rubric: &Rubric, lang: Lang) -> Listing {
    let rows = rubric.principles.iter().map(|principle| {
        let (slots, gates) = (principle.slots.len().to_string(), principle.gates.len().to_string());
        row(&[&principle.id, principle.duty.key(), principle.title.get(lang), &slots, &gates])
    });
    Listing { header: vec!["id", "duty", "title", "indicators", "gates"], rows: rows.collect() }
}

pub(super) fn indicators(rubric: &Rubric, lang: Lang) -> Listing {
    let rows = rubric.principles.iter().flat_map(|principle| {
        let whole: f64 = principle.slots.iter().map(|slot| slot.weight).sum();
        principle.slots.iter().map(move |slot| {
            let closeness = match slot.closeness {
                Closeness::Direct => "direct",
                Closeness::Proxy => "proxy",
            };
            row(&[
                &principle.id,
                &slot.id,
                slot.title.get(lang),
                slot.facet.key(),
                closeness,
                &plain(slot.weight),
                &format!("{:.1} %", 100.0 * slot.weight / whole),
                &variables(slot),
            ])
        })
    });
    Listing {
        header: vec!["principle", "id", "title", "facet", "closeness", "weight", "effective weight", "variable"],
        rows: rows.collect(),
    }
}

fn variables(slot: &Slot) -> String {
    slot.fillings.iter().map(|filling| filling.measure.wording()).collect::<Vec<_>>().join(" or ")
}

/// What varies in a run, and why.
pub(super) fn doubts(doubts: &[Doubt], lang: Lang) -> Listing {
    let fields = |doubt: &Doubt| {
        let about = doubt.vary.family().key();
        row(&[&doubt.id, doubt.title.get(lang), about, &uncertainty::wording(doubt), &doubt.reason])
    };
    Listing { header: vec!["id", "title", "about", "varies", "reason"], rows: doubts.iter().map(fields).collect() }
}
