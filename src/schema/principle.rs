//! The file of one principle.

use serde_json::{Value, json};

use super::method::{fill, normalise, transform, treat};
use super::shape::{
    Key, above, boolean, code, either, label, list, need, number, number_within, numbers_by_name, table, take, text,
    whole, word,
};
use crate::rubric::{Duty, Facet};

pub(super) fn file() -> Value {
    let mut file = table([
        need("id", "The heading's id, a dot and more, e.g. 2.1.", text()),
        need("duty", "What kind of promise it is, if it is one.", word(Duty::ALL.map(Duty::key))),
        take(
            "weight",
            "Among the principles of its heading, and of a total over principles; 1 where nothing is said.",
            weight(),
        ),
        take("conditional", "If you act, stay within limits: a law counts only where no abuse is seen.", boolean()),
        need("title", "", label()),
        take("asks-for", "Of a position: which practice it asks for.", label()),
        take("indicator", "Figures that are scored.", list(indicator(), 0)),
        take("gate", "Rules that cap the score where a violation was observed.", list(gate(), 0)),
        take("evidence", "What is shown beside the clause and never scored.", list(evidence(), 0)),
        take("not-assessed", "Why no figure speaks to it; in place of indicators.", silent()),
    ]);
    let position = json!({ "properties": { "duty": { "const": Duty::Position.key() } } });
    file["if"] = position;
    file["then"] = json!({ "required": ["asks-for"] });
    file["else"] = json!({ "properties": { "asks-for": false } });
    file
}

fn indicator() -> Value {
    let by_reference = table([
        need("same-as", "Where it is defined: 2.1#reported-cuts, or dfi/2.1#reported-cuts.", text()),
        need("id", "", text()),
        need("weight", "Beside the other indicators of the principle.", weight()),
        take("required", "Without a value here the principle has no score.", boolean()),
        take("title", "In place of that of the definition.", label()),
        take("rationale", "In place of that of the definition.", text()),
    ]);
    let any_of = need("any-of", "Variables that do not compare; the freshest counts.", list(table(filling()), 1));
    either(vec![
        table(described().into_iter().chain(filling())),
        table(described().into_iter().chain([any_of])),
        by_reference,
    ])
}

/// What every indicator says of itself.
fn described() -> Vec<Key> {
    vec![
        need("id", "", text()),
        need("title", "", label()),
        need("facet", "What it looks at.", word(Facet::ALL.map(Facet::key))),
        need("closeness", "direct: what the clause names; proxy: it only stands in.", word(["direct", "proxy"])),
        need("weight", "Beside the other indicators of the principle.", weight()),
        take("required", "Without a value here the principle has no score.", boolean()),
        take("not-applicable-to", "Countries that it cannot apply to.", not_applicable()),
        need("rationale", "Why this figure tells whether the clause is kept.", text()),
        need("weakness", "What it cannot tell.", text()),
    ]
}

/// How a variable becomes a score.
fn filling() -> Vec<Key> {
    vec![
        need("variable", "dataset.variable; { sum = […] }; or a status.", measure()),
        take("denominate", "A variable that it is divided by.", text()),
        take("fill", "How gaps are filled in; missing stays missing where nothing is said.", fill()),
        take("treat", "Done to outliers.", treat()),
        take("transform", "Done to raw values before they are normalised.", transform()),
        need("normalise", "How a value becomes a score from 0 to 100.", normalise()),
        need("max-age", "Years for which a value may be carried forward.", whole(0, 100)),
    ]
}

fn weight() -> Value {
    above(0.0, 1e6)
}

fn measure() -> Value {
    let sum = table([need("sum", "Two variables or more.", list(text(), 2))]);
    let status = table([
        need("status", "Code of an instrument in the parties dataset.", text()),
        need("counts", "The number that each status counts as.", numbers_by_name()),
        need("otherwise", "The number of every other status, and of none.", number()),
    ]);
    either(vec![text(), sum, status])
}

fn not_applicable() -> Value {
    table([need("countries", "Codes.", list(code(), 0)), need("reason", "", label())])
}

fn gate() -> Value {
    let same_events = || take("same-events-as", "Principles whose gates may fire on the same events.", list(text(), 0));
    let own = table([
        need("id", "", text()),
        need("title", "", label()),
        need("when", "What fires it.", trigger()),
        take("undetermined-when", "What may be a violation, its author not being recorded.", trigger()),
        need("cap", "The score that it caps at; one point below a grade's edge.", number_within(0.0, 100.0)),
        need("holds-for", "Further years without a violation before it lifts.", whole(0, 100)),
        same_events(),
    ]);
    let by_reference = table([
        need("same-as", "Where it is defined: 2.1#a-cut, or dfi/2.1#a-cut.", text()),
        need("id", "", text()),
        take("title", "In place of that of the definition.", label()),
        same_events(),
    ]);
    either(vec![own, by_reference])
}

fn trigger() -> Value {
    table([
        need("variable", "dataset.variable; { sum = […] }; or a status.", measure()),
        need("at-least", "The value from which on it fires.", above(0.0, 1e15)),
    ])
}

fn evidence() -> Value {
    let labels = || [need("title", "", label()), need("note", "Why it is shown and not scored.", text())];
    let variable = need("variable", "dataset.variable", text());
    let status = need("status", "Code of an instrument in the parties dataset.", text());
    either(vec![table([variable].into_iter().chain(labels())), table([status].into_iter().chain(labels()))])
}

fn silent() -> Value {
    table([
        need("reason", "Why no figure speaks to it.", label()),
        need("would-serve", "The public source that would serve.", label()),
    ])
}
