//! `instrument.toml`.

use serde_json::{Value, json};

use super::method::aggregate;
use super::shape::{above, day, either, label, list, need, number_within, share, table, take, text, whole, word};
use crate::methods::weigh::Weigh;
use crate::words::score::Rounding;

pub(super) fn file() -> Value {
    let mut file = table([
        need("id", "Short name of the instrument, e.g. dfi.", text()),
        need("version", "Version of this rubric; raise it with every change that moves scores.", text()),
        need("title", "", label()),
        need("short", "Abbreviation, for tables and charts.", label()),
        need("adopted", "Day of adoption: YYYY, YYYY-MM or YYYY-MM-DD.", day()),
        take("parties", "Its code in the parties dataset; together with [binding].", text()),
        need("principles", "How many the instrument has, whether or not a file speaks to them.", whole(1, 999)),
        need("total-over", "What the total runs over.", word(["principles", "headings"])),
        need("aggregate", "How parts become their whole, by level.", levels()),
        take("weigh", "Where weights come from, by level; the rubric gives them where nothing is said.", weighing()),
        take("screen", "Least shares of indicators with data; a country with less takes no part in a year.", screen()),
        need("coverage", "Shares of the declared weight below which there is no score.", thresholds()),
        take("binding", "Whom the instrument binds, and from when.", binding()),
        take("place", "How places are given.", place()),
        need("grade", "Grades, best first; the last one from 0.", list(grade(), 1)),
        take("ceiling", "The best grade above a refrain clause that fails.", ceiling()),
        take("conditional", "What abuse of a conditional clause is.", conditional()),
        take("heading", "Headings, in the instrument's order.", list(heading(), 0)),
    ]);
    // both say together whom it binds
    file["dependentRequired"] = json!({ "parties": ["binding"], "binding": ["parties"] });
    file
}

fn levels() -> Value {
    table([
        need("principle", "Indicators of a principle.", aggregate()),
        need("heading", "Principles of a heading.", aggregate()),
        need("total", "What the total runs over.", aggregate()),
    ])
}

fn weighing() -> Value {
    table(["principle", "heading", "total"].map(|level| take(level, "", word(Weigh::NAMES))))
}

fn screen() -> Value {
    let keys =
        [take("all", "Of all indicators.", fraction()), take("heading", "Of those under each heading.", fraction())];
    let mut screen = table(keys);
    screen["minProperties"] = json!(1);
    screen
}

/// A share as a number, or as a fraction in quotes.
fn fraction() -> Value {
    either(vec![share(), json!({ "type": "string", "pattern": "^\\s*\\d+\\s*/\\s*\\d+\\s*$" })])
}

fn thresholds() -> Value {
    table([
        need("principle", "Of a principle's indicators.", fraction()),
        need("heading", "Of a heading's principles.", fraction()),
        need("total", "Of all.", fraction()),
    ])
}

fn binding() -> Value {
    table([
        need("year", "From which year on, on yearly figures.", word(["first-full-year"])),
        need("statuses", "Statuses that bind.", list(text(), 0)),
        take("disputed", "Statuses under which a breach would be one if bound.", list(text(), 0)),
        need(
            "undated-membership",
            "What a membership without a date means.",
            word(["always", "since-adoption", "unknown"]),
        ),
    ])
}

fn place() -> Value {
    let decimals = whole(0, i64::from(Rounding::MOST_DECIMALS));
    table([need("round", "Decimals of the share from 0 to 1 to which scores are rounded first.", decimals)])
}

fn grade() -> Value {
    table([
        need("id", "", text()),
        need("from", "Lower edge in points, included.", number_within(0.0, 100.0)),
        need("title", "", label()),
    ])
}

fn ceiling() -> Value {
    table([
        need(
            "refrain-below",
            "A refrain clause below this score lowers the grades above it.",
            number_within(0.0, 100.0),
        ),
        need("grade", "Id of the best grade that they then reach.", text()),
    ])
}

fn conditional() -> Value {
    table([need(
        "abuse-below",
        "Practice below this score is abuse: the law then lifts nothing.",
        number_within(0.0, 100.0),
    )])
}

fn heading() -> Value {
    table([
        need("id", "Principles whose ids begin with it and a dot are under it.", text()),
        need("title", "", label()),
        take("aggregate", "In place of the level's method.", aggregate()),
        take("weight", "In a total over headings; 1 where nothing is said.", above(0.0, 1e6)),
    ])
}
