//! Words that several renderers say the same way.

use crate::party::bond::Bond;
use crate::words::locale::Lang;

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
