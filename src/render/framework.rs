//! The framework of an instrument: a tree for the terminal, rows as CSV, a nested JSON.

use serde_json::{Value, json};

use super::json::rounded;
use super::paint::Paint;
use crate::case::Case;
use crate::framework::{Framework, Kind, Part};
use crate::rubric::{Closeness, Principle, Slot};
use crate::words::locale::{Lang, Text};
use crate::words::number::{exported, fixed, plain};

/// Why a part takes no part in the total; empty where it does.
fn standing(case: &Case, part: &Part) -> &'static str {
    let principles = &case.rubric().principles;
    match part.kind {
        _ if part.share.is_some() => "assessed",
        Kind::Principle(at) if principles[at].is_position() => "position",
        Kind::Principle(at) if !principles[at].slots.is_empty() => "law-alone",
        Kind::Indicator { principle, .. } if principles[principle].is_position() => "position",
        Kind::Indicator { .. } => "law-alone",
        Kind::Principle(_) => "silent",
        Kind::Total | Kind::Heading(_) => "without-part",
    }
}

/// What must stand behind the name of a part wherever it is shown: what an indicator looks at and whether it only stands
/// in, and why a part has no share.
pub fn marks_of(case: &Case, part: &Part, lang: Lang) -> Vec<String> {
    let say = |key: &str| lang.say(key, &[]);
    if let Some(slot) = slot(case, part) {
        let proxy = (slot.closeness == Closeness::Proxy).then(|| say("proxy"));
        return [say(&format!("facet-{}", slot.facet.key()))].into_iter().chain(proxy).collect();
    }
    match standing(case, part) {
        "assessed" => vec![],
        "position" => vec![say("duty-position")],
        "without-part" => vec![say("framework-without-part")],
        why => vec![say(why)],
    }
}

/// Its id and title.
pub fn name<'c>(case: &'c Case, part: &Part) -> (&'c str, &'c Text) {
    let (instrument, principles) = (&case.rubric().instrument, &case.rubric().principles);
    match part.kind {
        Kind::Total => ("total", &instrument.title),
        Kind::Heading(at) => (&instrument.headings[at].id, &instrument.headings[at].title),
        Kind::Principle(at) => (&principles[at].id, &principles[at].title),
        Kind::Indicator { principle, slot } => {
            (&principles[principle].slots[slot].id, &principles[principle].slots[slot].title)
        }
    }
}

fn slot<'c>(case: &'c Case, part: &Part) -> Option<&'c Slot> {
    match part.kind {
        Kind::Indicator { principle, slot } => case.rubric().principles[principle].slots.get(slot),
        _ => None,
    }
}

fn principle<'c>(case: &'c Case, part: &Part) -> Option<&'c Principle> {
    match part.kind {
        Kind::Principle(at) => case.rubric().principles.get(at),
        _ => None,
    }
}

fn variables(slot: &Slot) -> String {
    slot.fillings.iter().map(|filling| filling.measure.wording()).collect::<Vec<_>>().join(" or ")
}

/// A tree with the share of the total before each line.
pub fn text(case: &Case, framework: &Framework, lang: Lang, paint: Paint) -> String {
    let rubric = case.rubric();
    let instrument = &rubric.instrument;
    let title = format!("{} · {} {}", instrument.title.get(lang), instrument.id, instrument.version);
    let counts = [("assessed", rubric.scored().to_string()), ("all", rubric.clauses().to_string())];
    let counts = counts.each_ref().map(|(key, value)| (*key, value.as_str()));
    let mut text = format!("{}\n{}\n\n", paint.bold(&title), lang.say("framework-assessable", &counts));
    let writer = Writer { case, framework, lang, paint };
    writer.branch(0, "", "", &mut text);
    text.push_str(&format!("\n{}\n", paint.dim(&lang.say("framework-note", &[]))));
    let methods: Vec<String> = framework.other_methods().into_iter().map(str::to_owned).collect();
    if !methods.is_empty() {
        text.push_str(&format!(
            "{}\n",
            paint.dim(&lang.say("framework-methods", &[("methods", &lang.list(&methods))]))
        ));
    }
    text
}

struct Writer<'w> {
    case: &'w Case,
    framework: &'w Framework,
    lang: Lang,
    paint: Paint,
}

impl Writer<'_> {
    /// One part and all below it; `stem` is what stands before its own branches, `twig` before its name.
    fn branch(&self, at: usize, stem: &str, twig: &str, into: &mut String) {
        let part = &self.framework.parts[at];
        let share = part.share.map_or("–".to_owned(), |share| format!("{} %", fixed(100.0 * share, 1)));
        into.push_str(&format!("{share:>7}  {}{}\n", self.paint.dim(twig), self.line(part)));
        let below: Vec<usize> = self.framework.below(at).collect();
        for (n, &part) in below.iter().enumerate() {
            let (own, further) = if n + 1 == below.len() { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            self.branch(part, &format!("{stem}{further}"), &format!("{stem}{own}"), into);
        }
    }

    fn line(&self, part: &Part) -> String {
        let (id, title) = name(self.case, part);
        let mut words = vec![match part.kind {
            Kind::Total => self.paint.bold(&self.say("total")),
            Kind::Heading(_) | Kind::Principle(_) => self.paint.bold(&format!("{id} {}", title.get(self.lang))),
            Kind::Indicator { .. } => title.get(self.lang).to_owned(),
        }];
        words.extend(self.marks(part));
        let mut line = words.join(" · ");
        if let Some(slot) = slot(self.case, part) {
            line.push_str(&self.paint.dim(&format!("  [{}]", variables(slot))));
        }
        line
    }

    /// What is said of a part behind its name.
    fn marks(&self, part: &Part) -> Vec<String> {
        let mut marks = marks_of(self.case, part, self.lang);
        if let Some(slot) = slot(self.case, part) {
            marks.push(self.lang.say("weight-of", &[("weight", &plain(slot.weight))]));
            marks.extend(slot.required.then(|| self.say("required")));
            let same_as = slot.same_as.as_ref().map(ToString::to_string);
            marks.extend(same_as.map(|own| self.lang.say("same-as", &[("reference", &own)])));
            return marks;
        }
        if let Some(principle) = principle(self.case, part) {
            // a position says so already
            let duty = (!principle.is_position()).then(|| self.say(&format!("duty-{}", principle.duty.key())));
            marks.splice(0..0, duty);
            marks.extend(principle.conditional.then(|| self.say("framework-conditional")));
            let gates = principle.gates.len().to_string();
            marks.extend((gates != "0").then(|| self.lang.say("framework-gates", &[("n", &gates)])));
        }
        if part.share.is_some() {
            marks.extend(part.aggregate.map(|method| method.name().to_owned()));
        }
        marks
    }

    fn say(&self, key: &str) -> String {
        self.lang.say(key, &[])
    }
}

/// One row a part, titles in every language; shares of 1.
///
/// # Errors
/// None that could happen here: what is written is text in memory.
pub fn csv(case: &Case, framework: &Framework) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "level",
        "id",
        "whole",
        "title_en",
        "title_zh_tw",
        "share",
        "weight",
        "aggregate",
        "standing",
        "duty",
        "facet",
        "closeness",
        "variable",
    ])?;
    for part in &framework.parts {
        let (id, title) = name(case, part);
        let whole = part.whole.map_or("", |whole| name(case, &framework.parts[whole]).0);
        let slot = slot(case, part);
        writer.write_record([
            part.kind.level(),
            id,
            whole,
            title.get(Lang::En),
            title.get(Lang::ZhTw),
            &part.share.map_or_else(String::new, exported),
            &exported(part.weight),
            part.aggregate.map_or("", |method| method.name()),
            standing(case, part),
            principle(case, part).map_or("", |principle| principle.duty.key()),
            slot.map_or("", |slot| slot.facet.key()),
            slot.map_or("", |slot| closeness(slot)),
            &slot.map_or_else(String::new, variables),
        ])?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn closeness(slot: &Slot) -> &'static str {
    match slot.closeness {
        Closeness::Direct => "direct",
        Closeness::Proxy => "proxy",
    }
}

/// The tree with every label in every language; shares of 1.
pub fn json(case: &Case, framework: &Framework) -> Value {
    let rubric = case.rubric();
    rounded(json!({
        "clauses": rubric.clauses(), "assessable": rubric.scored(), "instrument": rubric.instrument.id,
        "version": rubric.instrument.version, "origin": rubric.origin, "sha256": rubric.sha256,
        "tree": branch(case, framework, 0),
    }))
}

fn branch(case: &Case, framework: &Framework, at: usize) -> Value {
    let part = &framework.parts[at];
    let (id, title) = name(case, part);
    let mut value = json!({
        "level": part.kind.level(), "id": id, "title": title, "share": part.share, "weight": part.weight,
        "standing": standing(case, part),
    });
    let mut put = |key: &str, own: Value| value[key] = own;
    if let Some(method) = part.aggregate {
        put("aggregate", method.name().into());
        put("parts", framework.below(at).map(|part| branch(case, framework, part)).collect());
    }
    if let Some(principle) = principle(case, part) {
        put("duty", principle.duty.key().into());
        put("conditional", principle.conditional.into());
        put("gates", principle.gates.iter().map(|gate| gate.id.as_str()).collect());
        put("not-assessed", json!(principle.silent.as_ref().map(|silent| &silent.reason)));
    }
    if let Some(slot) = slot(case, part) {
        put("facet", slot.facet.key().into());
        put("closeness", closeness(slot).into());
        put("required", slot.required.into());
        put("same-as", json!(slot.same_as.as_ref().map(ToString::to_string)));
        let rules = slot.fillings.iter();
        put("variables", rules.map(|own| json!({ "variable": own.measure.wording(), "rule": own.rule() })).collect());
    }
    value
}
