//! The same for the terminal.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

use super::{option, why};
use crate::assessment::Assessment;
use crate::case::Case;
use crate::doubt::Doubt;
use crate::plan::uncertainty::Conclusion;
use crate::render::paint::Paint;
use crate::render::table::View;
use crate::render::words;
use crate::uncertainty::model::Model;
use crate::uncertainty::ranges::Interval;
use crate::uncertainty::sensitivity::Shares;
use crate::uncertainty::share::indices::Share;
use crate::uncertainty::whole::Uncertainty;
use crate::words::locale::Lang;
use crate::words::number::{self, percent, plain};

/// "61.2–73.9"
pub fn points(interval: &Interval<f64>, edges: &[f64]) -> String {
    format!("{}–{}", number::score(interval.low, edges), number::score(interval.high, edges))
}

/// "4–9", or "4" where both ends are one place.
pub fn places((first, last): (usize, usize)) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// Rows under a header; the columns named in `left` begin at the left.
pub(in crate::render) fn grid(header: Vec<String>, rows: Vec<Vec<String>>, left: &[usize]) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    let align = |at: usize, text: String| {
        let side = if left.contains(&at) { CellAlignment::Left } else { CellAlignment::Right };
        Cell::new(text).set_alignment(side)
    };
    table.set_header(header.into_iter().enumerate().map(|(at, text)| align(at, text)));
    for row in rows {
        table.add_row(row.into_iter().enumerate().map(|(at, text)| align(at, text)));
    }
    table.trim_fmt()
}

/// A node in a year: score and place with their ranges, both families apart, and the chance of each grade.
pub fn table(
    case: &Case,
    assessment: &Assessment,
    uncertainty: &Uncertainty,
    view: &View,
    lang: Lang,
    paint: Paint,
) -> String {
    let edges = case.rubric().edges();
    let say = |key: &str| lang.say(key, &[]);
    let grades = &case.rubric().instrument.grades;
    let rubric = case.rubric();
    let what = words::node(case, view.node, lang);
    let year = assessment.years[view.year].to_string();
    let short = rubric.instrument.short.get(lang);
    let heading = lang.say("year-heading", &[("instrument", short), ("what", &what), ("year", &year)]);
    if view.countries.is_empty() {
        return format!("{}\n{}\n", paint.bold(&heading), say("no-rows"));
    }
    let spread = |country: usize| uncertainty.spread(assessment, view.node, view.year, country);
    let alone = uncertainty.measurement.is_some() && uncertainty.method.is_some();
    let graded = !case.is_position(view.node);
    let mut header =
        vec![say("place"), say("range-places"), say("range-alike"), say("country"), say("score"), say("range-score")];
    if alone {
        header.extend([say("range-measurement"), say("range-method")]);
    }
    if graded {
        header.extend(grades.iter().map(|grade| grade.title.get(lang).to_owned()));
    }
    let row = |&country: &usize| {
        let verdict = assessment.verdict(view.node, view.year, country);
        let name = case.evidence().atlas.name(assessment.countries[country], lang);
        let dot = || "·".to_owned();
        let place = verdict.place.map_or_else(dot, |(place, _)| place.to_string());
        let score = verdict.score.map_or_else(dot, |score| number::score(score, &edges));
        let spread = spread(country);
        let spread = spread.as_ref();
        let interval = |interval: Option<&Interval<f64>>| interval.map_or_else(dot, |own| points(own, &edges));
        let mut row = vec![
            place,
            spread.and_then(|own| own.place).map_or_else(dot, |place| places((place.low, place.high))),
            spread.and_then(|own| own.alike).map_or_else(dot, places),
            name,
            score,
            interval(spread.map(|own| &own.score)),
        ];
        if alone {
            row.push(interval(spread.and_then(|own| own.measurement.as_ref())));
            row.push(interval(spread.and_then(|own| own.method.as_ref())));
        }
        if graded {
            let odds = spread.and_then(|own| own.odds.as_ref());
            row.extend((0..grades.len()).map(|at| odds.map_or_else(dot, |odds| chance(odds[at]))));
        }
        row
    };
    let rows = view.countries.iter().map(row).collect();
    let note = lang.say(
        "range-note",
        &[("replicates", &number::grouped(uncertainty.ranges.replicates)), ("seed", &uncertainty.seed.to_string())],
    );
    format!("{}\n{}\n{}\n", paint.bold(&heading), grid(header, rows, &[3]), paint.dim(&note))
}

/// A share of replicates; nothing where it never happened.
fn chance(share: f64) -> String {
    if share == 0.0 { "·".to_owned() } else { percent(share) }
}

/// What became of the conclusions, each with the choices under which it fails.
pub fn audit(case: &Case, uncertainty: &Uncertainty, conclusions: &[Conclusion], lang: Lang, paint: Paint) -> String {
    let mut text = format!("{}\n", paint.bold(&lang.say("audit", &[])));
    for (conclusion, audited) in conclusions.iter().zip(&uncertainty.audited) {
        let share = audited.whole.share().map_or_else(|| "·".to_owned(), percent);
        let nominal = match audited.nominal {
            Some(true) => "audit-holds",
            Some(false) => "audit-fails",
            None => "audit-unjudged",
        };
        let judged = if audited.whole.judged < audited.replicates {
            let share = percent(audited.whole.judged as f64 / audited.replicates.max(1) as f64);
            format!(" · {}", lang.say("audit-judged", &[("share", &share)]))
        } else {
            String::new()
        };
        let says = conclusion.says.get(lang);
        text.push_str(&format!("{share:>5}  {says} ({}{judged})\n", lang.say(nominal, &[])));
        for (taken, share) in audited.failing().into_iter().take(3) {
            let doubt = &uncertainty.doubts[uncertainty.model.factors[taken.factor].doubt];
            let values = [
                ("doubt", doubt.title.get(lang)),
                ("choice", &option(case, uncertainty, taken, lang)),
                ("share", &percent(share)),
            ];
            text.push_str(&format!("         {}\n", paint.dim(&lang.say("audit-under", &values))));
        }
    }
    text.push_str(&format!("{}\n", paint.dim(&lang.say("audit-note", &[]))));
    text
}

/// The doubts that drive a target, the heaviest first.
pub fn drivers(doubts: &[Doubt], model: &Model, title: &str, shares: &Shares, lang: Lang, paint: Paint) -> String {
    let heading = paint.bold(title);
    let indices = match &shares.indices {
        Ok(indices) => indices,
        Err(refusal) => return format!("{heading}\n{}\n", why(refusal, lang)),
    };
    let mut order: Vec<usize> = (0..model.factors.len()).collect();
    order.sort_by(|a, b| indices.total[*b].estimate.total_cmp(&indices.total[*a].estimate));
    let share = |share: &Share| {
        let whole = |share: f64| format!("{:.0}", (100.0 * share).round() + 0.0);
        [format!("{} %", whole(share.estimate)), format!("{}–{}", whole(share.low), whole(share.high))]
    };
    let header = ["driver", "driver-first", "interval-90", "driver-total", "interval-90", "driver-family"];
    let header = header.map(|key| lang.say(key, &[])).to_vec();
    let row = |at: usize| {
        let doubt = &doubts[model.factors[at].doubt];
        let ([first, first_ends], [total, total_ends]) = (share(&indices.first[at]), share(&indices.total[at]));
        let of = lang.say(&format!("family-{}", doubt.vary.family().key()), &[]);
        vec![doubt.title.get(lang).to_owned(), first, first_ends, total, total_ends, of]
    };
    let rows = order.into_iter().map(row).collect();
    let mean = shares.mean.map_or_else(|| "·".to_owned(), |mean| plain((100.0 * mean).round() / 100.0));
    let deviation = plain((100.0 * indices.variance.sqrt()).round() / 100.0);
    let values = [("mean", mean.as_str()), ("deviation", &deviation), ("rows", &number::grouped(indices.rows as u64))];
    let mut note = lang.say("driver-note", &values);
    if indices.left_out > 0 {
        note.push_str(&lang.say("driver-left-out", &[("rows", &number::grouped(indices.left_out as u64))]));
    }
    format!("{heading}\n{}\n{}\n", grid(header, rows, &[0, 5]), paint.dim(&note))
}
