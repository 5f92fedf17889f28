//! How sure: what replicates and shares say, as JSON and as text for the terminal.

mod text;

use serde_json::{Map, Value, json};

use super::json::number;
use crate::case::Case;
use crate::doubt::{Doubt, Family, Posts, Spread as WeightSpread, Vary};
use crate::methods::fill::Imputation;
use crate::plan::uncertainty::Conclusion;
use crate::render::explanation::Sure;
use crate::uncertainty::audit::{Audited, Taken};
use crate::uncertainty::missing::Narrowing;
use crate::uncertainty::model::{Effect, Model};
use crate::uncertainty::ranges::Interval;
use crate::uncertainty::sensitivity::Shares;
use crate::uncertainty::share::indices::{Refusal, Share};
use crate::uncertainty::whole::{Spread, Uncertainty};
use crate::words::locale::Lang;
use crate::words::number::plain;

pub(super) use text::grid;
pub use text::{audit, drivers, places, points, table};

/// The run, and every doubt that took part.
pub fn of_run(uncertainty: &Uncertainty) -> Value {
    let took = uncertainty.model.factors.iter().map(|factor| doubt(&uncertainty.doubts[factor.doubt]));
    json!({
        "doubts": took.collect::<Vec<_>>(),
        "only": uncertainty.only.map(Family::key),
        "quantiles": [0.05, 0.5, 0.95],
        "replicates": uncertainty.ranges.replicates,
        "seed": uncertainty.seed,
    })
}

fn doubt(doubt: &Doubt) -> Value {
    json!({
        "family": doubt.vary.family().key(), "id": doubt.id, "kind": doubt.vary.word(), "reason": doubt.reason,
        "title": doubt.title,
    })
}

/// What the replicates say of one verdict.
pub fn of_spread(case: &Case, spread: &Spread) -> Value {
    let interval =
        |interval: &Interval<f64>| json!([number(interval.low), number(interval.middle), number(interval.high)]);
    let mut value = json!({ "score": interval(&spread.score), "scored-share": number(spread.scored) });
    let Value::Object(object) = &mut value else { return value };
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    if let Some(place) = spread.place {
        put("place", json!([place.low, place.middle, place.high]));
    }
    if let Some((first, last)) = spread.alike {
        put("alike-places", json!([first, last]));
    }
    if let Some((first, last)) = spread.confidence {
        put("confidence-set-of-places", json!([first, last]));
    }
    if let Some(odds) = &spread.odds {
        let grades = case.rubric().instrument.grades.iter().zip(odds);
        put(
            "grades",
            grades.map(|(grade, share)| (grade.id.clone(), json!(number(*share)))).collect::<Map<_, _>>().into(),
        );
    }
    for (key, alone) in [("score-measurement-alone", &spread.measurement), ("score-method-alone", &spread.method)] {
        if let Some(alone) = alone {
            put(key, interval(alone));
        }
    }
    value
}

/// How sure one verdict is.
pub fn of_sure(case: &Case, sure: &Sure<'_>) -> Value {
    json!({
        "drivers": sure.shares.map(|shares| of_shares(sure.doubts, sure.model, shares)),
        "most-worth-knowing": sure.next.map(|next| of_narrowing(case, &next)),
        "replicates": sure.replicates,
        "spread": sure.spread.map(|spread| of_spread(case, spread)),
    })
}

/// What became of the conclusions.
pub fn of_audit(case: &Case, uncertainty: &Uncertainty, conclusions: &[Conclusion]) -> Value {
    let audited = conclusions.iter().zip(&uncertainty.audited);
    let one = |(conclusion, audited): (&Conclusion, &Audited)| {
        let failing = audited.failing().into_iter().map(|(taken, share)| {
            let doubt = &uncertainty.doubts[uncertainty.model.factors[taken.factor].doubt];
            json!({ "choice": option(case, uncertainty, taken, Lang::En), "doubt": doubt.id, "survives": number(share) })
        });
        json!({
            "fails-under": failing.collect::<Vec<_>>(), "judged": audited.whole.judged, "nominal": audited.nominal,
            "of": conclusion.of.value, "replicates": audited.replicates, "says": conclusion.says,
            "survives": audited.whole.share().map(number), "year": conclusion.year.value,
        })
    };
    audited.map(one).collect()
}

/// A choice in words: what a doubt put in place of what the rubric says.
pub fn option(case: &Case, uncertainty: &Uncertainty, taken: Taken, lang: Lang) -> String {
    let factor = &uncertainty.model.factors[taken.factor];
    let Some(other) = taken.option.checked_sub(1) else { return lang.say("option-own", &[]) };
    match &factor.effect {
        Effect::Aggregation { alternatives, .. } => {
            alternatives.get(other).map(|method| method.wording()).unwrap_or_default()
        }
        Effect::Coverage { alternatives, .. } => alternatives.get(other).map(|share| plain(*share)).unwrap_or_default(),
        Effect::Fill { alternatives } => alternatives.get(other).map_or("", |refill| refill.name).to_owned(),
        Effect::OtherPosts(posts) => posts
            .posts
            .get(other)
            .map(|posts| format!("{} – {}", plain(posts.worst), plain(posts.best)))
            .unwrap_or_default(),
        Effect::Gates { .. } => lang.say("option-gates-off", &[]),
        Effect::Correlation { .. } => lang.say("option-independent", &[]),
        Effect::LeaveOneOut { .. } => lang.say("option-without", &[("indicator", &indicator(case, other, lang))]),
        Effect::Weights(_) | Effect::Posts(_) | Effect::Errors(_) | Effect::Hidden(_) => String::new(),
    }
}

/// An indicator by its slot: "2.1 Reported cuts".
pub fn indicator(case: &Case, slot: usize, lang: Lang) -> String {
    let all = case.rubric().principles.iter().flat_map(|rule| rule.slots.iter().map(move |own| (rule, own)));
    let mut all = all.skip(slot);
    all.next().map(|(rule, own)| format!("{} {}", rule.id, own.title.get(lang))).unwrap_or_default()
}

/// What one target's shares are.
pub fn of_shares(doubts: &[Doubt], model: &Model, shares: &Shares) -> Value {
    let share = |share: &Share| json!([number(share.low), number(share.estimate), number(share.high)]);
    match &shares.indices {
        Err(refusal) => json!({ "refused": why(refusal, Lang::En) }),
        Ok(indices) => {
            let factors = model.factors.iter().zip(indices.first.iter().zip(&indices.total));
            let rows = factors.map(|(factor, (first, total))| {
                json!({ "doubt": doubts[factor.doubt].id, "first-order": share(first), "total": share(total) })
            });
            json!({
                "base-rows": indices.rows, "interval": 0.9, "left-out": indices.left_out, "mean": shares.mean.map(number),
                "shares": rows.collect::<Vec<_>>(), "standard-deviation": number(indices.variance.sqrt()),
            })
        }
    }
}

/// Why a target has no shares.
pub fn why(refusal: &Refusal, lang: Lang) -> String {
    match refusal {
        Refusal::NoVariance { value } => lang.say("no-variance", &[("value", &plain((value * 100.0).round() / 100.0))]),
        Refusal::TooFewRows { rows, needed } => {
            lang.say("too-few-rows", &[("rows", &rows.to_string()), ("needed", &needed.to_string())])
        }
    }
}

/// What a doubt does, in a few words.
pub fn wording(doubt: &Doubt) -> String {
    let steps = |steps: &[(f64, f64)]| {
        steps.iter().map(|(to, chance)| format!("≤ {}: {}", plain(*to), plain(*chance))).collect::<Vec<_>>().join(", ")
    };
    match &doubt.vary {
        Vary::Measurement { dataset } => format!("measurement {}", dataset.value),
        Vary::Correlation { dataset, none } => format!("correlation {} · none in {}", dataset.value, plain(*none)),
        Vary::HiddenEvent { variable, by, chances } => {
            format!("hidden-event {} by {} ({})", variable.value, by.value, steps(chances))
        }
        Vary::Weights { by: WeightSpread::Concentration(kappa), .. } => {
            format!("weights Dirichlet κ = {}", plain(*kappa))
        }
        Vary::Weights { by: WeightSpread::Within(share), .. } => format!("weights ± {}", plain(*share)),
        Vary::Goalposts(Posts::Within(share)) => format!("goalposts ± {}", plain(*share)),
        Vary::Goalposts(Posts::Alternatives { variable, posts }) => {
            format!("goalposts {} · {} alternatives", variable.value, posts.len())
        }
        Vary::Aggregation { alternatives, .. } => {
            let methods: Vec<String> = alternatives.iter().map(|method| method.wording()).collect();
            format!("aggregation or {}", methods.join(", "))
        }
        Vary::Gates { off, cap } => format!("gates off in {} · caps ± {}", plain(*off), plain(*cap)),
        Vary::Coverage { alternatives, .. } => {
            format!("coverage or {}", alternatives.iter().map(|share| plain(*share)).collect::<Vec<_>>().join(", "))
        }
        Vary::LeaveOneOut { chance } => format!("leave-one-out in {}", plain(*chance)),
        Vary::Fill { alternatives } => {
            format!("fill or {}", alternatives.iter().map(Imputation::name).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Which missing observation would narrow the envelope most.
pub fn of_narrowing(case: &Case, narrowing: &Narrowing) -> Value {
    json!({
        "envelope-width": number(narrowing.width), "indicator": indicator(case, narrowing.slot, Lang::En),
        "width-once-known": number(narrowing.known),
    })
}
