//! Methods: a bare name, or a table with the name as its only key and the parameters under it.

use serde_json::{Map, Value, json};

use super::shape::{
    Key, above, boolean, code, either, list, need, number, number_within, numbers, share, table, take, text, whole,
    word, year,
};
use crate::methods::aggregate::Aggregate;
use crate::methods::fill::Imputation;
use crate::methods::normalise::Normalise;
use crate::methods::transform::Transform;
use crate::methods::treat::Treat;

/// What may follow a method's name.
pub(super) enum Parameters {
    /// Its bare name alone.
    None,
    /// Its bare name, or these.
    Optional(Value),
    /// Never without these.
    Needed(Value),
}

/// `normalise = …`
pub(super) fn normalise() -> Value {
    method(&Normalise::NAMES, of_normalise)
}

/// `aggregate = …`
pub(super) fn aggregate() -> Value {
    method(&Aggregate::NAMES, of_aggregate)
}

/// To add a normalisation method: its arm here.
fn of_normalise(name: &str) -> Option<Parameters> {
    use Parameters::{Needed, Optional};
    let alone = || Optional(table([compared()]));
    let capped = || take("capped", "Whether what lies beyond scores 100 and no more.", boolean());
    Some(match name {
        "goalposts" => Needed(table([
            need("worst", "The value that scores 0, in the variable's unit.", number()),
            need("best", "The value that scores 100.", number()),
            take("clamped", "Whether scores stop at the ends.", boolean()),
        ])),
        "ladder" | "categories" => Needed(list(numbers(2), 2)),
        "min-max" => Optional(table([
            compared(),
            take("to", "The scores of the worst and the best; [0, 100] where nothing is said.", numbers(2)),
        ])),
        "z-score" => Optional(table([
            compared(),
            take("mean", "Points that the mean scores; 50 where nothing is said.", number_within(0.0, 100.0)),
            take("sd", "Points of one standard deviation; 20 where nothing is said.", number_within(0.1, 100.0)),
        ])),
        "rank" | "percentile-rank" | "borda" | "fraction-of-max" | "distance-to-max" => alone(),
        "distance-to-target" => Needed(table([
            need("worst", "The value that scores 0.", number()),
            need("target", "The value that scores 100.", number()),
            capped(),
        ])),
        "distance-to-reference" => {
            Needed(table([need("country", "The country that all are held against.", code()), compared(), capped()]))
        }
        "logistic" => Needed(table([
            need("midpoint", "The value that scores 50.", number()),
            need("slope", "Steepness there; below 0 where lower is better.", number()),
        ])),
        _ => return None,
    })
}

/// What a relative method compares with.
fn compared() -> Key {
    need(
        "over",
        "The cells that are compared: year, panel, or a baseline year.",
        either(vec![word(["year", "panel"]), year()]),
    )
}

/// `fill = …`
pub(super) fn fill() -> Value {
    method(&Imputation::NAMES, of_fill)
}

/// To add a way to fill gaps: its arm here.
fn of_fill(name: &str) -> Option<Parameters> {
    use Parameters::{Needed, None as Bare};
    Some(match name {
        "linear" | "panel-mean" => Bare,
        "group-mean" | "group-median" => Needed(word(["region", "subregion", "income"])),
        "regression" => Needed(list(text(), 1)),
        _ => return None,
    })
}

/// `treat = …`
pub(super) fn treat() -> Value {
    method(&Treat::NAMES, of_treat)
}

/// To add a treatment: its arm here.
fn of_treat(name: &str) -> Option<Parameters> {
    use Parameters::Optional;
    let over = || take("over", "The panel where nothing is said.", word(["year", "panel"]));
    Some(match name {
        "winsorise" => Optional(table([need("most", "Points that may be treated.", whole(1, 1000)), over()])),
        "iqr-fence" => Optional(table([
            need("times", "Interquartile ranges from the quartiles to the fences.", number_within(0.1, 100.0)),
            over(),
        ])),
        _ => return None,
    })
}

/// `transform = …`
pub(super) fn transform() -> Value {
    method(&Transform::NAMES, of_transform)
}

/// To add a transform: its arm here.
fn of_transform(name: &str) -> Option<Parameters> {
    use Parameters::{Needed, None as Bare};
    Some(match name {
        "log" | "log1p" => Bare,
        "box-cox" => Needed(table([need("lambda", "The power.", number_within(-3.0, 3.0))])),
        _ => return None,
    })
}

/// To add an aggregation method: its arm here.
fn of_aggregate(name: &str) -> Option<Parameters> {
    use Parameters::{Needed, None as Bare, Optional};
    let penalty = || table([need("penalty", "For too little, or for too much.", word(["low", "high"]))]);
    Some(match name {
        "arithmetic" | "minimum" | "two-worst" | "median" | "copeland" => Bare,
        "power" => Needed(table([need("exponent", "Below 1 the low parts pull harder.", number_within(-10.0, 10.0))])),
        "mazziotta-pareto" | "adjusted-mazziotta-pareto" => Optional(penalty()),
        "benefit-of-the-doubt" => Needed(table([
            need("least", "Least share of a part.", share()),
            need("most", "Most share of a part.", share()),
        ])),
        "geometric" | "harmonic" => {
            Optional(table([need("floor", "The score that a 0 is lifted to.", above(0.0, 100.0))]))
        }
        _ => return None,
    })
}

/// A method that nobody has described here may be written either way, with anything under it; a test asks for its arm.
fn method(names: &[&'static str], of: fn(&str) -> Option<Parameters>) -> Value {
    let (mut bare, mut tables) = (Vec::new(), Map::new());
    for name in names {
        let parameters = of(name).unwrap_or(Parameters::Optional(json!(true)));
        if !matches!(parameters, Parameters::Needed(_)) {
            bare.push(*name);
        }
        if let Parameters::Optional(under) | Parameters::Needed(under) = parameters {
            tables.insert((*name).to_owned(), under);
        }
    }
    let one = json!({
        "type": "object", "properties": tables, "additionalProperties": false, "minProperties": 1, "maxProperties": 1,
    });
    either(vec![word(bare), one])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_has_its_parameters_here() {
        let without = |names: &[&'static str], of: fn(&str) -> Option<Parameters>| {
            names.iter().copied().filter(|name| of(name).is_none()).collect::<Vec<_>>()
        };
        assert_eq!(without(&Normalise::NAMES, of_normalise), [""; 0], "add their arms to `of_normalise`");
        assert_eq!(without(&Imputation::NAMES, of_fill), [""; 0], "add their arms to `of_fill`");
        assert_eq!(without(&Treat::NAMES, of_treat), [""; 0], "add their arms to `of_treat`");
        assert_eq!(without(&Transform::NAMES, of_transform), [""; 0], "add their arms to `of_transform`");
        assert_eq!(without(&Aggregate::NAMES, of_aggregate), [""; 0], "add their arms to `of_aggregate`");
    }
}
