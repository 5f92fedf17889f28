//! A plan.

use serde_json::{Value, json};

use super::doubts::doubt;
use super::shape::{Key, either, label, list, need, table, take, text, whole, word, year, years};
use crate::plan::chart::{ChartKind, LONGEST_NAME};
use crate::plan::uncertainty::MOST_REPLICATES;
use crate::statistics::correlation::Coefficient;
use crate::words::locale::Lang;

pub(super) fn file() -> Value {
    table([
        need("title", "", label()),
        need("instrument", "The rubric: a built-in name, or a folder written with a slash.", text()),
        need("datasets", "Built-in names, or folders written with a slash.", list(text(), 1)),
        need("years", "Inclusive: 2016..2023, or 2016,2021.", years()),
        take("countries", "Codes or names; all where nothing is said.", list(text(), 1)),
        take("languages", "All where nothing is said.", list(word(Lang::ALL.map(Lang::tag)), 1)),
        take("chart", "Pictures.", list(chart(), 0)),
        take("uncertainty", "How uncertainty is run.", uncertainty()),
        take("doubt", "Beside the rubric's; one with the same id takes its place.", list(doubt(), 0)),
        take("conclusion", "Sentences that may be quoted, put to the test.", list(conclusion(), 0)),
    ])
}

fn chart() -> Value {
    let of = |(word, kind): (&'static str, ChartKind)| {
        let name = json!({ "type": "string", "pattern": format!("^\\s*[a-z0-9-]{{1,{LONGEST_NAME}}}\\s*$") });
        let common = [
            need("kind", "What kind of picture.", json!({ "const": word })),
            need("of", "total, or the id of a heading or principle.", text()),
            take("name", "Ends the file's name.", name),
        ];
        table(common.into_iter().chain(of_kind(kind)))
    };
    either(ChartKind::ALL.map(of).to_vec())
}

/// The keys that a kind of chart has of its own.
fn of_kind(kind: ChartKind) -> Vec<Key> {
    match kind {
        ChartKind::Ranking | ChartKind::Heatmap | ChartKind::RankRanges | ChartKind::GradeOdds => vec![
            need("year", "", year()),
            take("group", "A group's code; all countries of the plan where nothing is said.", text()),
        ],
        ChartKind::Trend => vec![
            take("years", "The plan's where nothing is said.", years()),
            take("countries", "One line each.", list(text(), 1)),
            take("groups", "One line each: codes, all or others.", list(text(), 1)),
        ],
        ChartKind::Drivers => vec![need("year", "", year()), need("measure", "What is asked about.", measure())],
        ChartKind::Framework => vec![],
        ChartKind::Correlations => vec![
            need("year", "", year()),
            take("group", "A group's code; all countries of the plan where nothing is said.", text()),
            take("level", "What is correlated; principles where nothing is said.", word(["principles", "indicators"])),
            take("method", "pearson where nothing is said.", word(Coefficient::ALL.map(|(word, _)| word))),
            take("against", "Variables beside the total.", list(text(), 1)),
        ],
        ChartKind::Availability => vec![
            take("years", "The plan's where nothing is said.", years()),
            take("group", "A group's code; all countries of the plan where nothing is said.", text()),
        ],
    }
}

fn measure() -> Value {
    either(vec![
        word(["shift"]),
        table([need("score", "A country.", text())]),
        table([need("rank", "A country.", text())]),
        table([need("gap", "Two groups.", json!({ "type": "array", "items": text(), "minItems": 2, "maxItems": 2 }))]),
    ])
}

fn uncertainty() -> Value {
    table([
        take("replicates", "", whole(0, MOST_REPLICATES as i64)),
        take("seed", "", whole(0, i64::MAX)),
        take("without", "Ids of the rubric's doubts that are left out.", list(text(), 1)),
    ])
}

fn conclusion() -> Value {
    table([
        need("says", "The sentence.", label()),
        need("of", "total, or the id of a heading or principle.", text()),
        need("year", "", year()),
        need("claim", "What it claims.", claim()),
    ])
}

fn claim() -> Value {
    let country = || need("country", "A code or name.", text());
    let since = || need("since", "", year());
    let top = table([country(), need("places", "", whole(1, 9999))]);
    let improved = either(vec![table([country(), since()]), table([need("group", "A code.", text()), since()])]);
    let grade = table([country(), need("at-least", "Id of a grade.", text())]);
    let ahead = table([country(), need("of", "The other country.", text())]);
    either(vec![
        table([need("top", "It is among the first.", top)]),
        table([need("improved", "It scores more than in an earlier year.", improved)]),
        table([need("grade", "It has this grade or a better one.", grade)]),
        table([need("ahead", "It is ahead of another.", ahead)]),
    ])
}
