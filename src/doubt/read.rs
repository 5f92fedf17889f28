//! Reads `[[doubt]]` tables.

use super::{Doubt, Level, Posts, Spread, Vary};
use crate::methods::aggregate::Aggregate;
use crate::methods::fill::Imputation;
use crate::words::finding::Findings;
use crate::words::keys::{Document, Keys, Sited, Value};

/// The words that say what varies; exactly one stands in a doubt.
pub const WORDS: [&str; 10] = [
    "measurement",
    "correlation",
    "hidden-event",
    "weights",
    "goalposts",
    "aggregation",
    "gates",
    "coverage",
    "leave-one-out",
    "fill",
];

/// Levels by their words.
pub const LEVELS: [(&str, Level); 3] =
    [("principle", Level::Principle), ("heading", Level::Heading), ("total", Level::Total)];

/// Reads the doubts of a rubric's `doubts.toml`.
///
/// # Errors
/// Every fault of the file at its place.
pub fn document(file: &str, text: &str) -> (Option<Vec<Doubt>>, Findings) {
    Document::read(file, text, |keys| {
        let doubts = keys.each("doubt", doubt);
        judge_ids(keys, &doubts);
        Some(doubts)
    })
}

/// Two doubts of one file cannot share an id.
pub fn judge_ids(keys: &Keys<'_>, doubts: &[Doubt]) {
    for (at, doubt) in doubts.iter().enumerate() {
        if doubts[..at].iter().any(|earlier| earlier.id == doubt.id) {
            let found = format!("The doubt `{}` stands twice.", doubt.id);
            keys.fault_at(&doubt.place, "repeated-doubt", found, "remove one of them, or give it an id of its own");
        }
    }
}

/// Reads one `[[doubt]]`.
pub fn doubt(keys: &mut Keys<'_>) -> Option<Doubt> {
    let (id, title) = (keys.need("id", Value::text), keys.need("title", Value::label));
    let reason = keys.need("reason", Value::text);
    let there: Vec<&str> = WORDS.into_iter().filter(|word| keys.has(word)).collect();
    if there.len() != 1 {
        let found = match there.len() {
            0 => "This doubt does not say what varies.".to_owned(),
            _ => format!("This doubt is about several things: {}.", there.join(", ")),
        };
        let expected = WORDS.map(|word| format!("`{word}`")).join(", ");
        keys.fault("not-one-doubt", found, &format!("exactly one of {expected}"), "write a [[doubt]] for each");
    }
    let (mut vary, mut place) = (None, keys.place());
    for word in there {
        vary = keys.take(word, |value| {
            place = value.place();
            what(word, value)
        });
    }
    Some(Doubt { id: id?, title: title?, reason: reason?, vary: vary?, place })
}

fn what(word: &str, value: Value<'_>) -> Option<Vary> {
    value.keys(|keys| match word {
        "measurement" => Some(Vary::Measurement { dataset: keys.need("dataset", Value::sited_text)? }),
        "correlation" => {
            let (dataset, none) = (keys.need("dataset", Value::sited_text), keys.need("none", share));
            Some(Vary::Correlation { dataset: dataset?, none: none? })
        }
        "hidden-event" => hidden_event(keys),
        "weights" => weights(keys),
        "goalposts" => goalposts(keys).map(Vary::Goalposts),
        "aggregation" => {
            let level = keys.need("level", |value| value.word(&LEVELS));
            let alternatives = keys.need("alternatives", |value| some(value, Aggregate::read));
            Some(Vary::Aggregation { level: level?, alternatives: alternatives? })
        }
        "gates" => {
            let off = keys.take("off", share);
            let cap = keys.take("cap", |value| value.number_within(0.0, 100.0));
            if !keys.has("off") && !keys.has("cap") {
                let expected = "`off`, `cap` or both";
                keys.fault(
                    "missing-key",
                    "Nothing is said of the gates.",
                    expected,
                    "e.g. gates = { off = 0.1, cap = 5 }",
                );
            }
            Some(Vary::Gates { off: off.unwrap_or(0.0), cap: cap.unwrap_or(0.0) })
        }
        "coverage" => {
            let level = keys.need("level", |value| value.word(&LEVELS));
            let alternatives = keys.need("alternatives", |value| some(value, share));
            Some(Vary::Coverage { level: level?, alternatives: alternatives? })
        }
        "fill" => {
            let alternatives = keys.need("alternatives", |value| some(value, Imputation::read));
            Some(Vary::Fill { alternatives: alternatives? })
        }
        _ => Some(Vary::LeaveOneOut { chance: keys.need("chance", share)? }),
    })
}

fn share(value: Value<'_>) -> Option<f64> {
    value.number_within(0.0, 1.0)
}

/// A list that is not empty.
fn some<T>(value: Value<'_>, item: impl Fn(Value<'_>) -> Option<T>) -> Option<Vec<T>> {
    let items = value.list()?;
    if items.is_empty() {
        return value.fault("empty-list", "No alternative is named.", "one or more", "name one, or remove the doubt");
    }
    let count = items.len();
    let read: Vec<T> = items.into_iter().filter_map(item).collect();
    (read.len() == count).then_some(read)
}

fn hidden_event(keys: &mut Keys<'_>) -> Option<Vary> {
    let (variable, by) = (keys.need("variable", Value::sited_text), keys.need("by", Value::sited_text));
    let chances = keys.need("chances", |value| {
        let steps = some(value, |step| {
            let [up_to, chance] = step.numbers::<2>()?;
            if !(0.0..=1.0).contains(&chance) {
                let found = format!("The chance {chance} is out of range.");
                return step.fault("out-of-range", found, "0 to 1", "mend it");
            }
            Some((up_to, chance))
        })?;
        if steps.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
            let expected = "bounds in ascending order";
            return value.fault("unordered-ladder", "The bounds of the chances do not ascend.", expected, "sort them");
        }
        Some(steps)
    });
    Some(Vary::HiddenEvent { variable: variable?, by: by?, chances: chances? })
}

fn weights(keys: &mut Keys<'_>) -> Option<Vary> {
    let level = keys.take("level", |value| value.word(&LEVELS));
    let concentration = keys.take("concentration", |value| value.number_within(0.01, 1e9).map(Spread::Concentration));
    let within = keys.take("within", |value| share(value).map(Spread::Within));
    if keys.has("concentration") == keys.has("within") {
        let expected = "`concentration` (Dirichlet) or `within` (± a share), and not both";
        keys.fault(
            "missing-key",
            "Nothing says how the weights vary.",
            expected,
            "e.g. weights = { concentration = 50 }",
        );
    }
    Some(Vary::Weights { level, by: concentration.or(within)? })
}

fn goalposts(keys: &mut Keys<'_>) -> Option<Posts> {
    let within = keys.take("within", share);
    let variable: Option<Sited<String>> = keys.take("variable", Value::sited_text);
    let posts = keys.take("alternatives", |value| some(value, pair));
    match (keys.has("within"), keys.has("variable"), keys.has("alternatives")) {
        (true, false, false) => within.map(Posts::Within),
        (false, true, true) => Some(Posts::Alternatives { variable: variable?, posts: posts? }),
        _ => {
            let found = "It is not said how the goalposts vary.";
            let expected = "`within` alone, or `variable` with `alternatives`";
            keys.fault("missing-key", found, expected, "e.g. goalposts = { within = 0.1 }");
            None
        }
    }
}

fn pair(value: Value<'_>) -> Option<(f64, f64)> {
    let [worst, best] = value.numbers::<2>()?;
    if (worst - best).abs() < 1e-12 {
        return value.fault(
            "equal-goalposts",
            "Both goalposts stand at one value.",
            "[worst, best]",
            "mend one of them",
        );
    }
    Some((worst, best))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(what: &str) -> (Option<Vec<Doubt>>, Vec<String>) {
        let text = format!("[[doubt]]\nid = \"x\"\ntitle.en = \"X\"\ntitle.zh-TW = \"甲\"\nreason = \"r\"\n{what}\n");
        let (doubts, findings) = document("doubts.toml", &text);
        (doubts, findings.iter().map(|finding| finding.code.to_owned()).collect())
    }

    #[test]
    fn every_kind_of_doubt_is_read() {
        for what in [
            "measurement = { dataset = \"vdem\" }",
            "correlation = { dataset = \"vdem\", none = 0.25 }",
            "hidden-event = { variable = \"a.b\", by = \"a.c\", chances = [[0.2, 0.3], [0.8, 0.1]] }",
            "weights = { concentration = 50 }",
            "weights = { within = 0.25, level = \"total\" }",
            "goalposts = { within = 0.1 }",
            "goalposts = { variable = \"a.b\", alternatives = [[-3, 2]] }",
            "aggregation = { level = \"total\", alternatives = [{ geometric = { floor = 1 } }, \"minimum\"] }",
            "gates = { off = 0.1, cap = 5 }",
            "coverage = { level = \"total\", alternatives = [0.5] }",
            "leave-one-out = { chance = 0.5 }",
            "fill = { alternatives = [\"panel-mean\", { group-median = \"income\" }] }",
        ] {
            let (doubts, codes) = read(what);
            assert_eq!((doubts.map(|doubts| doubts.len()), codes), (Some(1), vec![]), "{what}");
        }
    }

    #[test]
    fn a_doubt_is_about_one_thing() {
        assert_eq!(read("").1, ["not-one-doubt"]);
        assert_eq!(read("gates = { off = 0.1 }\nleave-one-out = { chance = 1 }").1, ["not-one-doubt"]);
        assert_eq!(read("gates = {}").1, ["missing-key"]);
        assert_eq!(read("weights = {}").1, ["missing-key"]);
        assert_eq!(read("goalposts = { within = 0.1, variable = \"a.b\" }").1, ["missing-key"]);
        assert_eq!(read("leave-one-out = { chance = 2 }").1, ["out-of-range"]);
    }
}
