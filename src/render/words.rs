//! Words that several renderers say the same way.

use crate::case::Case;
use crate::formula::NodeKind;
use crate::party::bond::Bond;
use crate::words::locale::Lang;
use crate::words::number::plain;
use crate::words::score::Rounding;

/// A node as "2.1 No government-ordered shutdowns"; the total by its word.
pub fn node(case: &Case, node: usize, lang: Lang) -> String {
    let rubric = case.rubric();
    match case.formula().nodes[node].kind {
        NodeKind::Total => lang.say("total", &[]),
        NodeKind::Heading(at) => {
            let heading = &rubric.instrument.headings[at];
            format!("{} {}", heading.id, heading.title.get(lang))
        }
        NodeKind::Principle(at) => format!("{} {}", rubric.principles[at].id, rubric.principles[at].title.get(lang)),
    }
}

/// What is known of the bond, as one sentence.
pub fn bond(bond: Bond, lang: Lang) -> String {
    match (bond, bond.day()) {
        (_, Some(day)) => lang.say(bond.key(), &[("day", &day.to_string())]),
        (Bond::Disputed(_) | Bond::Unconfirmed(_) | Bond::Left(_), None) => {
            lang.say(&format!("{}-undated", bond.key()), &[])
        }
        (_, None) => lang.say(bond.key(), &[]),
    }
}

/// That places are given on rounded scores, where the rubric says so.
pub fn rounded(rounding: Rounding, lang: Lang) -> Option<String> {
    let points = plain(rounding.points());
    (rounding != Rounding::FINEST).then(|| lang.say("place-rounded", &[("points", &points)]))
}

/// What is known of the bond, in a word or two for a table.
pub fn short_bond(bond: Bond, lang: Lang) -> String {
    let with = |key: &str, day: crate::words::day::Day| lang.say(key, &[("day", &day.to_string())]);
    match bond {
        Bond::Nobody | Bond::NotParty | Bond::NotListed => lang.say("bond-no", &[]),
        Bond::Bound(day) => with("bond-since", day),
        Bond::NotYet(day) => with("bond-from", day),
        Bond::Joining(_) => lang.say("tag-joining", &[]),
        Bond::Disputed(_) => lang.say("tag-disputed", &[]),
        Bond::Unconfirmed(_) | Bond::Undated => lang.say("tag-unconfirmed", &[]),
        Bond::Leaving(_) | Bond::Left(_) => lang.say("bond-left", &[]),
    }
}
