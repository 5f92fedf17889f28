//! The words of the charts that show how sure a result is.

use crate::case::Case;
use crate::formula::NodeKind;
use crate::group::Group;
use crate::plan::uncertainty::Measure;
use crate::uncertainty::asked::OTHERS;
use crate::words::locale::Lang;
use crate::words::year::Year;

/// What a target is called: "What drives the place of Taiwan · total, 2023".
pub fn target_title(case: &Case, measure: &Measure, node: usize, year: Year, lang: Lang) -> String {
    let (rubric, evidence) = (case.rubric(), case.evidence());
    let node = match case.formula().nodes[node].kind {
        NodeKind::Total => lang.say("total", &[]),
        NodeKind::Heading(at) => rubric.instrument.headings[at].title.get(lang).to_owned(),
        NodeKind::Principle(at) => format!("{} {}", rubric.principles[at].id, rubric.principles[at].title.get(lang)),
    };
    let year = year.to_string();
    let country =
        |text: &str| evidence.atlas.find(text).map_or_else(|| text.to_owned(), |code| evidence.atlas.name(code, lang));
    let group = |text: &str| match Group::find(text, &evidence.atlas, &evidence.parties) {
        _ if text == OTHERS => lang.say("trend-others", &[]),
        Ok(group) => group.title.get(lang).to_owned(),
        Err(_) => text.to_owned(),
    };
    let place = [("node", node.as_str()), ("year", year.as_str())];
    match measure {
        Measure::Score(of) => lang.say("target-score", &[place[0], place[1], ("country", &country(&of.value))]),
        Measure::Rank(of) => lang.say("target-rank", &[place[0], place[1], ("country", &country(&of.value))]),
        Measure::Gap([first, second]) => {
            let (first, second) = (group(&first.value), group(&second.value));
            lang.say("target-gap", &[place[0], place[1], ("first", &first), ("second", &second)])
        }
        Measure::Shift => lang.say("target-shift", &place),
    }
}
