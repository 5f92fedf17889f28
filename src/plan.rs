//! A plan: which rubric, datasets, years, countries, languages and charts. A run of it writes one folder.

pub mod chart;
pub mod uncertainty;

use chart::ChartPlan;
use uncertainty::Settings;

use crate::words::finding::Findings;
use crate::words::keys::{Document, Sited, Value};
use crate::words::locale::{Lang, Text};
use crate::words::year::Years;

/// A plan as it was read; that its names are known is judged when it is run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The file's name without its ending; the report's folder is called like it.
    pub name: String,
    pub title: Text,
    pub instrument: Sited<String>,
    pub datasets: Vec<Sited<String>>,
    pub years: Years,
    /// Codes or names; every country when nothing is said.
    pub countries: Option<Vec<Sited<String>>>,
    pub languages: Vec<Lang>,
    pub charts: Vec<ChartPlan>,
    pub uncertainty: Settings,
    /// `built-in`, or the path the user gave.
    pub origin: String,
    pub sha256: String,
}

impl Plan {
    /// Reads a plan. `file` is what findings call it.
    ///
    /// # Errors
    /// Every fault of the file at its place.
    pub fn read(name: &str, file: &str, origin: &str, text: &str) -> (Option<Self>, Findings) {
        let sha256 = crate::words::hash::sha256(text.as_bytes());
        Document::read(file, text, |keys| {
            let title = keys.need("title", Value::label);
            let instrument = keys.need("instrument", Value::sited_text);
            let datasets = keys.need("datasets", some_texts);
            let years = keys.need("years", Value::years);
            let countries = keys.take("countries", some_texts);
            let languages = keys.take("languages", languages).unwrap_or_else(|| Lang::ALL.to_vec());
            let charts = keys.each("chart", chart::chart);
            let uncertainty = Settings::read(keys);
            Some(Self {
                name: name.to_owned(),
                title: title?,
                instrument: instrument?,
                datasets: datasets?,
                years: years?,
                countries,
                languages,
                charts,
                uncertainty,
                origin: origin.to_owned(),
                sha256,
            })
        })
    }
}

fn some_texts(value: Value<'_>) -> Option<Vec<Sited<String>>> {
    match value.texts()? {
        texts if texts.is_empty() => {
            value.fault("empty-list", "Nothing is named here.", "one name or more", "name one, or remove the key")
        }
        texts => Some(texts),
    }
}

fn languages(value: Value<'_>) -> Option<Vec<Lang>> {
    let known = Lang::ALL.map(|lang| (lang.tag(), lang));
    let items = value.list()?;
    if items.is_empty() {
        return value.fault("empty-list", "No language is named.", "[\"en\", \"zh-TW\"]", "name one");
    }
    Some(items.into_iter().filter_map(|item| item.word(&known)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_plan_comes_out_at_once() {
        let text = "title.en = \"x\"\ninstrument = \"dfi\"\ndatasets = \"vdem\"\nyears = \"2023..2016\"\nlanguages = [\"fr\"]\n\
                    [[chart]]\nkind = \"pie\"\nof = \"total\"\nyear = 2023\n";
        let (plan, findings) = Plan::read("p", "p.toml", "p.toml", text);
        assert!(plan.is_none());
        let codes: Vec<_> = findings.iter().map(|f| (f.code, f.place.as_ref().map_or(0, |p| p.line))).collect();
        assert_eq!(
            codes,
            [("missing-key", 1), ("wrong-type", 3), ("bad-years", 4), ("unknown-word", 5), ("unknown-word", 7)]
        );
    }
}
