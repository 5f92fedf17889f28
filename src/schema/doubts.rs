//! `doubts.toml`, and the doubts of a plan.

use serde_json::{Value, json};

use super::method::{aggregate, fill};
use super::shape::{Key, either, label, list, need, number_within, numbers, share, table, take, text, word};
use crate::doubt::{LEVELS, WORDS};

pub(super) fn file() -> Value {
    table([take("doubt", "What may reasonably vary, each with its reason.", list(doubt(), 0))])
}

/// One `[[doubt]]`: about exactly one thing.
pub(super) fn doubt() -> Value {
    let of = |word: &'static str| {
        let about = of_word(word).unwrap_or(json!(true));
        table([
            need("id", "A plan replaces or leaves out a doubt by it.", text()),
            need("title", "", label()),
            need("reason", "Why it may reasonably vary.", text()),
            need(word, "What varies.", about),
        ])
    };
    either(WORDS.map(of).to_vec())
}

/// To add a kind of doubt: its arm here.
fn of_word(word: &str) -> Option<Value> {
    Some(match word {
        "measurement" => table([dataset()]),
        "correlation" => table([dataset(), need("none", "Share of the replicates with independent errors.", share())]),
        "hidden-event" => table([
            need("variable", "A count whose zero may hide an event.", text()),
            need("by", "The variable by whose mean the chance is chosen.", text()),
            need("chances", "[[up to, chance], …]", list(numbers(2), 1)),
        ]),
        "weights" => either(vec![
            table([level(), need("concentration", "Dirichlet, α = κ · w.", number_within(0.01, 1e9))]),
            table([level(), need("within", "Within ± this share.", share())]),
        ]),
        "goalposts" => either(vec![
            table([need("within", "Each post moves by up to ± this share of their distance.", share())]),
            table([
                need("variable", "dataset.variable", text()),
                need("alternatives", "[[worst, best], …]", list(numbers(2), 1)),
            ]),
        ]),
        "aggregation" => table([
            need("level", "", levels()),
            need("alternatives", "Other methods, each as likely.", list(aggregate(), 1)),
        ]),
        "gates" => {
            let mut gates = table([
                take("off", "Share of the replicates in which no gate caps.", share()),
                take("cap", "Caps move by up to ± this many points.", number_within(0.0, 100.0)),
            ]);
            gates["minProperties"] = json!(1);
            gates
        }
        "coverage" => table([
            need("level", "", levels()),
            need("alternatives", "Other thresholds, each as likely.", list(share(), 1)),
        ]),
        "leave-one-out" => {
            table([need("chance", "Share of the replicates in which one indicator is left out.", share())])
        }
        "fill" => table([need("alternatives", "Other ways to fill gaps, each as likely.", list(fill(), 1))]),
        _ => return None,
    })
}

fn dataset() -> Key {
    need("dataset", "", text())
}

fn levels() -> Value {
    word(LEVELS.map(|(word, _)| word))
}

fn level() -> Key {
    take("level", "All levels where nothing is said.", levels())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_doubt_has_its_keys_here() {
        let without: Vec<&str> = WORDS.into_iter().filter(|word| of_word(word).is_none()).collect();
        assert_eq!(without, [""; 0], "add their arms to `of_word`");
    }
}
