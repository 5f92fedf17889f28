//! What a plan says of uncertainty: how many replicates, which doubts, and which conclusions are put to the test.

use crate::doubt::{self, Doubt};
use crate::words::finding::Place;
use crate::words::keys::{Keys, Sited, Value};
use crate::words::locale::Text;
use crate::words::year::Year;

/// Replicates where a plan says nothing.
pub const REPLICATES: u64 = 10_000;
/// More would not be done in a day.
pub const MOST_REPLICATES: u64 = 100_000_000;

/// How a plan's uncertainty is run.
#[derive(Clone, Debug)]
pub struct Settings {
    pub replicates: u64,
    pub seed: u64,
    /// Ids of the rubric's doubts that are left out.
    pub without: Vec<Sited<String>>,
    /// Beside the rubric's; one with the same id takes its place.
    pub doubts: Vec<Doubt>,
    pub conclusions: Vec<Conclusion>,
}

/// A sentence that readers will quote, and what it claims.
#[derive(Clone, Debug)]
pub struct Conclusion {
    pub says: Text,
    /// `total`, or the id of a heading or principle.
    pub of: Sited<String>,
    pub year: Sited<Year>,
    pub claim: Claim,
    pub place: Place,
}

/// What is claimed of the year.
#[derive(Clone, Debug)]
pub enum Claim {
    Top { country: Sited<String>, places: usize },
    Improved { who: Who, since: Sited<Year> },
    Grade { country: Sited<String>, at_least: Sited<String> },
    Ahead { country: Sited<String>, of: Sited<String> },
}

/// One country, or the mean of a group.
#[derive(Clone, Debug)]
pub enum Who {
    Country(Sited<String>),
    Group(Sited<String>),
}

/// What the doubts' shares are asked of.
#[derive(Clone, Debug)]
pub enum Measure {
    Score(Sited<String>),
    Rank(Sited<String>),
    /// Between the means of two groups; `others` are the countries of neither.
    Gap([Sited<String>; 2]),
    /// Of all places against the nominal ones.
    Shift,
}

impl Measure {
    /// As it ends the name of a file.
    pub fn word(&self) -> String {
        let plain = |text: &str| text.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        match self {
            Self::Score(country) => format!("score-{}", plain(&country.value)),
            Self::Rank(country) => format!("rank-{}", plain(&country.value)),
            Self::Gap([first, second]) => format!("gap-{}-{}", plain(&first.value), plain(&second.value)),
            Self::Shift => "shift".to_owned(),
        }
    }
}

impl Settings {
    pub(super) fn read(keys: &mut Keys<'_>) -> Self {
        let run = keys.take("uncertainty", |value| {
            value.keys(|keys| {
                let replicates = keys.take("replicates", |value| value.whole(0, MOST_REPLICATES as i64));
                let seed = keys.take("seed", |value| value.whole(0, i64::MAX));
                let without = keys.take("without", super::some_texts).unwrap_or_default();
                Some((replicates.map_or(REPLICATES, |count| count as u64), seed.unwrap_or(0) as u64, without))
            })
        });
        let (replicates, seed, without) = run.unwrap_or((REPLICATES, 0, Vec::new()));
        let doubts = keys.each("doubt", doubt::doubt);
        doubt::judge_ids(keys, &doubts);
        Self { replicates, seed, without, doubts, conclusions: keys.each("conclusion", conclusion) }
    }

    /// The doubts of a run: the rubric's without those left out, then the plan's own.
    pub fn doubts_beside(&self, rubric: &[Doubt]) -> Vec<Doubt> {
        let kept = |doubt: &&Doubt| {
            !self.without.iter().any(|id| id.value == doubt.id) && !self.doubts.iter().any(|own| own.id == doubt.id)
        };
        rubric.iter().filter(kept).chain(&self.doubts).cloned().collect()
    }
}

fn conclusion(keys: &mut Keys<'_>) -> Option<Conclusion> {
    let place = keys.place();
    let (says, of) = (keys.need("says", Value::label), keys.need("of", Value::sited_text));
    let year = keys.need("year", super::chart::sited_year);
    let claim = keys.need("claim", claim);
    Some(Conclusion { says: says?, of: of?, year: year?, claim: claim?, place })
}

const CLAIMS: [&str; 4] = ["top", "improved", "grade", "ahead"];

fn claim(value: Value<'_>) -> Option<Claim> {
    let (name, under) = value.method()?;
    let Some(under) = under.filter(|_| CLAIMS.contains(&name.value.as_str())) else {
        let expected = CLAIMS.map(|name| format!("`{name} = {{ … }}`")).join(", ");
        let help = "e.g. claim = { top = { country = \"TWN\", places = 10 } }";
        return value.fault("unknown-word", format!("`{}` is not a claim.", name.value), &expected, help);
    };
    under.keys(|keys| match name.value.as_str() {
        "top" => {
            let country = keys.need("country", Value::sited_text);
            let places = keys.need("places", |value| value.whole(1, 9999));
            Some(Claim::Top { country: country?, places: places? as usize })
        }
        "improved" => {
            let country = keys.take("country", Value::sited_text).map(Who::Country);
            let group = keys.take("group", Value::sited_text).map(Who::Group);
            if keys.has("country") == keys.has("group") {
                keys.fault("missing-key", "Nothing says who improved.", "`country` or `group`", "name one of them");
            }
            let since = keys.need("since", super::chart::sited_year);
            Some(Claim::Improved { who: country.or(group)?, since: since? })
        }
        "grade" => {
            let country = keys.need("country", Value::sited_text);
            let at_least = keys.need("at-least", Value::sited_text);
            Some(Claim::Grade { country: country?, at_least: at_least? })
        }
        _ => {
            let (country, of) = (keys.need("country", Value::sited_text), keys.need("of", Value::sited_text));
            Some(Claim::Ahead { country: country?, of: of? })
        }
    })
}

/// Reads `measure = …` of a drivers chart.
pub(super) fn measure(value: Value<'_>) -> Option<Measure> {
    let (name, under) = value.method()?;
    match (name.value.as_str(), under) {
        ("shift", None) => Some(Measure::Shift),
        ("score", Some(under)) => under.sited_text().map(Measure::Score),
        ("rank", Some(under)) => under.sited_text().map(Measure::Rank),
        ("gap", Some(under)) => {
            let groups = under.texts()?;
            match <[Sited<String>; 2]>::try_from(groups) {
                Ok(groups) => Some(Measure::Gap(groups)),
                Err(_) => under.fault(
                    "wrong-length",
                    "A gap is between two groups.",
                    "two codes of groups",
                    "e.g. gap = [\"dfi-partners\", \"others\"]",
                ),
            }
        }
        _ => value.fault(
            "unknown-word",
            format!("`{}` is nothing that can be measured so.", name.value),
            "{ score = \"TWN\" }, { rank = \"TWN\" }, { gap = [\"a\", \"b\"] } or \"shift\"",
            "write one of these",
        ),
    }
}
