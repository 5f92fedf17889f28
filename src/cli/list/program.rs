//! What the program itself has: charts, plans and the codes of its findings.

use super::{Listing, row};
use crate::plan::chart::ChartKind;
use crate::shelf;
use crate::words::finding::Code;

pub(super) fn charts() -> Listing {
    let rows = ChartKind::ALL.iter().map(|(name, kind)| row(&[name, shows(*kind)]));
    Listing { header: vec!["kind", "shows"], rows: rows.collect() }
}

fn shows(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Heatmap => "countries by clauses for a year, every score in its cell, gaps hatched",
        ChartKind::RankRanges => {
            "countries by place for a year, with the range of places over the doubts and who is alike"
        }
        ChartKind::GradeOdds => "countries for a year, with the share of the replicates in which each has each grade",
        ChartKind::Framework => "what the score is made of: headings, principles and indicators by effective weight",
        ChartKind::Drivers => "what brings the uncertainty of a score, a place, a gap or all places: Sobol' indices",
        ChartKind::Ranking => "countries by score for a year, with grades, evidence, gates and what is left open",
        ChartKind::Correlations => {
            "how principles or indicators go together in a year, with the total and with references"
        }
        ChartKind::Availability => "indicators by years, shaded by the share of countries with a value",
        ChartKind::Trend => "named countries and means of groups over years, lines broken where scores do not compare",
    }
}

pub(super) fn plans() -> Listing {
    Listing { header: vec!["name"], rows: shelf::built_in_plans().iter().map(|(name, _)| row(&[name])).collect() }
}

pub(super) fn findings() -> Listing {
    let rows = Code::all().iter().map(|(word, code)| row(&[word, &code.severity(), &code.means, &code.remedy]));
    Listing { header: vec!["code", "severity", "means", "do"], rows: rows.collect() }
}
