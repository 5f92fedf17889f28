//! The words of a framework chart, from the rubric.

use crate::assessment::Assessment;
use crate::case::Case;
use crate::chart::framework::{Framework as Chart, Legend, Part};
use crate::chart::page::Page;
use crate::formula::NodeKind;
use crate::framework::{Framework, Kind};
use crate::render::framework::{marks_of, name};
use crate::report::job::Snapshot;
use crate::report::view::View;
use crate::words::locale::Lang;
use crate::words::number::fixed;

/// What the framework under a node is made of, in one language.
pub fn framework(case: &Case, assessment: &Assessment, node: usize, lang: Lang) -> Chart {
    let snapshot = Snapshot { year: 0, group: None };
    View::of(case, assessment, None, node, &snapshot, lang).framework()
}

impl View<'_> {
    fn framework(&self) -> Chart {
        let tree = Framework::of(self.case);
        let root = match self.kind() {
            NodeKind::Total => Kind::Total,
            NodeKind::Heading(at) => Kind::Heading(at),
            NodeKind::Principle(at) => Kind::Principle(at),
        };
        let first = tree.parts.iter().position(|part| part.kind == root).unwrap_or(0);
        let depth = root.depth();
        let below = tree.parts[first + 1..].iter().take_while(|part| part.kind.depth() > depth);
        let shown: Vec<_> = tree.parts[first..=first].iter().chain(below).collect();
        let whole = tree.parts[first].share;
        let part = |part: &&crate::framework::Part| {
            let share = part.share.zip(whole).map(|(own, whole)| own / whole);
            Part {
                depth: part.kind.depth() - depth,
                name: self.part_name(part),
                share,
                label: share.map_or_else(String::new, |share| format!("{} %", fixed(100.0 * share, 1))),
                group: self.heading_of(part.kind),
            }
        };
        let rubric = self.case.rubric();
        let methods: Vec<String> = tree.other_methods().into_iter().map(str::to_owned).collect();
        let mut notes = Vec::new();
        if !methods.is_empty() {
            notes.push(self.say("framework-methods", &[("methods", self.lang.list(&methods))]));
        }
        let values = [
            ("short", rubric.instrument.short.get(self.lang).to_owned()),
            ("version", rubric.instrument.version.clone()),
            ("assessed", rubric.scored().to_string()),
            ("all", rubric.clauses().to_string()),
        ];
        let title = self.say("framework-title", &[("title", self.title_of_node())]);
        Chart {
            page: Page {
                lang: self.lang.tag().to_owned(),
                description: self.say("framework-description", &[("title", title.clone())]),
                title,
                subtitle: self.say("framework-subtitle", &values),
                empty: self.say("framework-empty", &[]),
                unscored: None,
                notes,
                source: self.source(),
            },
            parts: shown.iter().map(part).collect(),
            legend: Legend {
                share: self.some("framework-legend-share"),
                without: self.some("framework-legend-without"),
                shortened: self.say("framework-shortened", &[]),
            },
        }
    }

    fn part_name(&self, part: &crate::framework::Part) -> String {
        let (id, title) = name(self.case, part);
        let title = title.get(self.lang);
        match part.kind {
            Kind::Total => self.say("total", &[]),
            Kind::Heading(_) => format!("{id} {title}"),
            Kind::Principle(_) | Kind::Indicator { .. } => {
                let head = if part.kind.depth() == 2 { format!("{id} {title}") } else { title.to_owned() };
                [vec![head], marks_of(self.case, part, self.lang)].concat().join(" · ")
            }
        }
    }

    fn heading_of(&self, kind: Kind) -> Option<usize> {
        match kind {
            Kind::Total => None,
            Kind::Heading(at) => Some(at),
            Kind::Principle(at) | Kind::Indicator { principle: at, .. } => {
                Some(self.case.rubric().principles[at].heading)
            }
        }
    }
}
