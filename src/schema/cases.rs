//! `cases.toml`.

use serde_json::{Value, json};

use super::shape::{code, day, label, list, need, number, table, take, text, year};
use crate::rubric::worked::EXPECTABLE;

pub(super) fn file() -> Value {
    table([take("case", "Worked cases: inputs and what must come out.", list(case(), 0))])
}

fn case() -> Value {
    let mut expect = table(EXPECTABLE.map(|what| take(what, "As it is shown, in quotes.", text())));
    expect["minProperties"] = json!(1);
    table([
        need("id", "", text()),
        need("says", "What happens, in a sentence.", label()),
        need("country", "Its code.", code()),
        need("year", "", year()),
        need("node", "A principle, a heading or total.", text()),
        take("given", "Observations in place of all shipped figures; [] for none.", list(given(), 0)),
        take("joined", "The day on which the country joined, as its only status.", day()),
        need("expect", "What must come out.", expect),
    ])
}

fn given() -> Value {
    table([need("variable", "dataset.variable", text()), need("year", "", year()), need("value", "", number())])
}
