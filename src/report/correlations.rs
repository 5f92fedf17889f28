//! The words and cells of a correlation matrix.

use crate::analysis::correlations::{REDUNDANT, Side, column};
use crate::analysis::{Sample, Scored, heading_of, principle_of, principles, slots};
use crate::assessment::Assessment;
use crate::case::Case;
use crate::chart::correlations::{Cell, Correlations, Item};
use crate::chart::page::Page;
use crate::formula::NodeKind;
use crate::plan::chart::Level;
use crate::render::analysis::symbol;
use crate::render::uncertainty::indicator;
use crate::render::words;
use crate::report::job::Correlations as Asked;
use crate::report::view::View;
use crate::statistics::correlation::Correlation;
use crate::words::locale::Lang;
use crate::words::number::fixed;

/// What the correlation matrix of a node shows, in one language: its principles or indicators, itself, and references.
pub fn correlations(case: &Case, assessment: &Assessment, node: usize, asked: &Asked, lang: Lang) -> Correlations {
    View::of(case, assessment, None, node, &asked.countries, lang).correlations(asked)
}

impl View<'_> {
    fn correlations(&self, asked: &Asked) -> Correlations {
        let scored = Scored::of(self.case);
        let (all, _) = self.countries();
        let atlas = &self.case.evidence().atlas;
        let countries: Vec<usize> =
            all.into_iter().filter(|&country| atlas.is_country(self.assessment.countries[country])).collect();
        let sample = Sample { scored: &scored, year: self.year, countries };
        let sides = self.sides(&sample, asked);
        let columns: Vec<Vec<Option<f64>>> = sides.iter().map(|side| column(&sample, side)).collect();
        let found = |i: usize| -> Vec<Correlation> {
            columns[..i].iter().map(|earlier| asked.coefficient.of(&columns[i], earlier)).collect()
        };
        let found: Vec<Vec<Correlation>> = (0..sides.len()).map(found).collect();
        let items = sides
            .iter()
            .zip(&found)
            .map(|(side, row)| Item { cells: row.iter().map(cell).collect(), ..self.item(side) });
        let instrument = &self.case.rubric().instrument;
        let group =
            self.group.map_or_else(|| self.say("all-countries", &[]), |group| group.title.get(self.lang).to_owned());
        let subtitle = [
            ("short", instrument.short.get(self.lang).to_owned()),
            ("method", symbol(asked.coefficient, self.lang)),
            ("year", self.assessment.years[self.year].to_string()),
            ("group", group),
            ("countries", sample.countries.len().to_string()),
        ];
        Correlations {
            page: Page {
                lang: self.lang.tag().to_owned(),
                title: self.say(title_key(asked.level, self.kind()), &[("title", self.title_of_node())]),
                subtitle: self.say("correlations-subtitle", &subtitle),
                empty: self.say("stats-no-pair", &[]),
                unscored: None,
                notes: self.correlation_notes(&found),
                source: self.source_with(&asked.against),
                description: self.say("correlations-description", &[("n", sides.len().to_string())]),
            },
            groups: instrument
                .headings
                .iter()
                .map(|heading| format!("{} {}", heading.id, heading.title.get(self.lang)))
                .collect(),
            items: items.collect(),
            scale: symbol(asked.coefficient, self.lang),
            gap: self.say("correlations-gap", &[]),
        }
    }

    /// What is held against each other, in the order of the picture.
    fn sides(&self, sample: &Sample<'_>, asked: &Asked) -> Vec<Side> {
        let formula = self.case.formula();
        let own = formula.quantity(self.node);
        let parts = if is_of_indicators(asked.level, self.kind()) {
            slots(self.case, self.node)
        } else {
            principles(self.case, self.node).into_iter().map(|node| formula.quantity(node)).collect()
        };
        let parts = sample.scored_among(parts);
        let whole = sample.scored_among([own]);
        let quantities = parts.into_iter().chain(whole).map(Side::Quantity);
        quantities.chain(asked.against.iter().cloned().map(Side::Variable)).collect()
    }

    /// A row without its cells.
    fn item(&self, side: &Side) -> Item {
        let case = self.case;
        let slots = case.formula().slots.len();
        let grouped = |node: usize| heading_of(case, node).filter(|_| self.kind() == NodeKind::Total);
        match side {
            Side::Variable(full) => {
                let title = case.evidence().variable(full).map_or(full.as_str(), |found| found.title.get(self.lang));
                let slots = case.rubric().principles.iter().flat_map(|principle| &principle.slots);
                let mut fillings = slots.flat_map(|slot| &slot.fillings);
                let scored = fillings.any(|filling| filling.measure.variables().iter().any(|own| own.value == *full));
                let key = if scored { "correlations-reference-scored" } else { "correlations-reference" };
                let name = self.say(key, &[("variable", title.to_owned())]);
                Item { name, strong: true, ..Item::default() }
            }
            Side::Quantity(slot) if *slot < slots => {
                let principle = principle_of(case, *slot);
                let id = principle.map(|node| case.node_id(case.formula().nodes[node].kind).to_owned());
                let group = principle.and_then(grouped);
                Item { id: id.unwrap_or_default(), name: indicator(case, *slot, self.lang), group, ..Item::default() }
            }
            Side::Quantity(quantity) => {
                let node = quantity - slots;
                let name = words::node(case, node, self.lang);
                // the node itself stands apart from its parts
                let own = node == self.node;
                let id = if own { String::new() } else { case.node_id(case.formula().nodes[node].kind).to_owned() };
                Item { id, name, group: grouped(node).filter(|_| !own), strong: own, cells: vec![] }
            }
        }
    }

    fn correlation_notes(&self, found: &[Vec<Correlation>]) -> Vec<String> {
        let counts = || found.iter().flatten().map(|found| found.n);
        let (Some(least), Some(most)) = (counts().min(), counts().max()) else { return vec![] };
        let values = [("least", least.to_string()), ("most", most.to_string())];
        let mut notes = vec![self.say("correlations-note-read", &[]), self.say("correlations-note-countries", &values)];
        notes.extend(self.clauses_left_out());
        notes
    }
}

fn is_of_indicators(level: Level, kind: NodeKind) -> bool {
    level == Level::Indicators || matches!(kind, NodeKind::Principle(_))
}

fn title_key(level: Level, kind: NodeKind) -> &'static str {
    if is_of_indicators(level, kind) { "correlations-title-indicators" } else { "correlations-title" }
}

fn cell(found: &Correlation) -> Cell {
    let label = found.value.map(|value| fixed(value, 2).replace('-', "−")).unwrap_or_default();
    Cell { value: found.value, label, strong: found.value.is_some_and(|value| value.abs() > REDUNDANT) }
}
