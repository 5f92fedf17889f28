//! The table of scores: one row per country, year and node. What is exported and what is shown come from it alike.

use polars::prelude::{
    BooleanChunked, Column, DataFrame, DataType, Float64Chunked, Int32Chunked, NewChunkedArray as _, PolarsResult,
    StringChunked, UInt32Chunked,
};
use polars_io::parquet::write::ParquetWriter;
use rayon::prelude::*;

use crate::assessment::Assessment;
use crate::case::Case;
use crate::formula::NodeKind;
use crate::uncertainty::whole::{Spread, Uncertainty};
use crate::words::country::Country;
use crate::words::locale::Lang;
use crate::words::number;
use crate::words::year::Year;

/// Every verdict of an assessment as a table. Units: scores and envelope in points of 100, coverage as shares of 1.
///
/// # Errors
/// Only if columns of different length were built, which cannot happen here.
pub fn table(case: &Case, assessment: &Assessment, uncertainty: Option<&Uncertainty>) -> PolarsResult<DataFrame> {
    let rows = Rows { case, assessment, order: super::reading_order(case) };
    let instrument = &case.rubric().instrument;
    let grade = |grade: Option<usize>| grade.map(|grade| instrument.grades[grade].id.as_str());
    let atlas = &case.evidence().atlas;
    let name = |lang| rows.of(move |at| atlas.name(at.country, lang));
    let mut columns = vec![
        Column::new("instrument".into(), rows.of(|_| instrument.id.as_str())),
        Column::new("country".into(), rows.of(|at| at.country.to_string())),
        Column::new("name_en".into(), name(Lang::En)),
        Column::new("name_zh_tw".into(), name(Lang::ZhTw)),
        Column::new("year".into(), rows.of(|at| at.year)),
        Column::new("level".into(), rows.of(|at| level(at.kind))),
        Column::new("node".into(), rows.of(|at| case.node_id(at.kind).to_owned())),
        Column::new("score".into(), rows.of(|at| at.verdict.score)),
        Column::new("uncapped".into(), rows.of(|at| at.verdict.uncapped)),
        Column::new("grade".into(), rows.of(|at| grade(at.verdict.grade))),
        Column::new("grade_lowered".into(), rows.of(|at| at.verdict.lowered)),
        Column::new("envelope_low".into(), rows.of(|at| at.verdict.envelope.map(|ends| ends.0))),
        Column::new("envelope_high".into(), rows.of(|at| at.verdict.envelope.map(|ends| ends.1))),
        Column::new("standing".into(), rows.of(|at| at.verdict.standing.key())),
        Column::new("observed".into(), rows.of(|at| at.verdict.coverage.observed)),
        Column::new("judged".into(), rows.of(|at| at.verdict.coverage.judged)),
        Column::new("carried".into(), rows.of(|at| at.verdict.coverage.carried)),
        Column::new("imputed".into(), rows.of(|at| at.verdict.coverage.imputed)),
        Column::new("missing".into(), rows.of(|at| at.verdict.coverage.missing)),
        Column::new("low_reliability".into(), rows.of(|at| at.verdict.coverage.unreliable)),
        Column::new("clauses_assessed".into(), rows.of(|at| at.verdict.clauses.0 as u32)),
        Column::new("clauses_in_rubric".into(), rows.of(|at| at.verdict.clauses.1 as u32)),
        Column::new("place".into(), rows.of(|at| at.verdict.place.map(|place| place.0 as u32))),
        Column::new("placed".into(), rows.of(|at| at.verdict.place.map(|place| place.1 as u32))),
        Column::new("without_proxies".into(), rows.of(|at| at.verdict.direct)),
        Column::new("common_score".into(), rows.of(|at| at.verdict.common.map(|common| common.score))),
        Column::new("common_place".into(), rows.of(|at| at.verdict.common.map(|common| common.place as u32))),
        Column::new("common_clauses".into(), rows.of(|at| at.verdict.common.map(|common| common.clauses as u32))),
        Column::new("progress".into(), rows.of(|at| at.verdict.progress.map(|progress| progress.points))),
        Column::new("progress_since".into(), rows.of(|at| at.verdict.progress.map(|progress| progress.since))),
        Column::new("progress_observed".into(), rows.of(|at| at.verdict.progress.map(|progress| progress.share))),
        Column::new("law".into(), rows.of(|at| at.verdict.law)),
        Column::new("practice".into(), rows.of(|at| at.verdict.practice)),
        Column::new("gate".into(), rows.of(|at| at.verdict.gate.map(|gate| gate.key()))),
        Column::new("breach".into(), rows.of(|at| at.verdict.breach.key())),
        Column::new("breaches".into(), rows.of(|at| at.verdict.breaches)),
        Column::new("bond".into(), rows.of(|at| at.bond.key())),
        Column::new("bond_day".into(), rows.of(|at| at.bond.day().map(|day| day.to_string()))),
    ];
    columns.extend(spreads(case, &rows.spreads(uncertainty)));
    DataFrame::new(columns.first().map_or(0, Column::len), columns)
}

/// What the replicates say, column by column: 5, 50 and 95 % of scores and places, shares of 1.
fn spreads(case: &Case, spreads: &[Option<Spread>]) -> Vec<Column> {
    let score = |name: &str, pick: fn(&Spread) -> Option<f64>| {
        let values: Vec<Option<f64>> = spreads.iter().map(|spread| spread.as_ref().and_then(pick)).collect();
        Column::new(name.into(), values)
    };
    let place = |name: &str, pick: fn(&Spread) -> Option<usize>| {
        let values = spreads.iter().map(|spread| spread.as_ref().and_then(pick).map(|place| place as u32));
        Column::new(name.into(), values.collect::<Vec<Option<u32>>>())
    };
    let mut columns = vec![
        score("score_p05", |spread| Some(spread.score.low)),
        score("score_p50", |spread| Some(spread.score.middle)),
        score("score_p95", |spread| Some(spread.score.high)),
        score("score_measurement_p05", |spread| Some(spread.measurement?.low)),
        score("score_measurement_p95", |spread| Some(spread.measurement?.high)),
        score("score_method_p05", |spread| Some(spread.method?.low)),
        score("score_method_p95", |spread| Some(spread.method?.high)),
        score("scored_share", |spread| Some(spread.scored)),
        place("place_p05", |spread| Some(spread.place?.low)),
        place("place_p50", |spread| Some(spread.place?.middle)),
        place("place_p95", |spread| Some(spread.place?.high)),
        place("alike_first", |spread| Some(spread.alike?.0)),
        place("alike_last", |spread| Some(spread.alike?.1)),
        place("confidence_first", |spread| Some(spread.confidence?.0)),
        place("confidence_last", |spread| Some(spread.confidence?.1)),
    ];
    columns.extend(case.rubric().instrument.grades.iter().enumerate().map(|(at, grade)| {
        let odds = spreads.iter().map(|spread| spread.as_ref()?.odds.as_ref()?.get(at).copied());
        Column::new(format!("odds_{}", grade.id.replace('-', "_")).into(), odds.collect::<Vec<Option<f64>>>())
    }));
    columns
}

/// Keeps the rows for which `keep` says so; it sees country, year and node id.
///
/// # Errors
/// Only if the table lacks one of these columns.
pub fn filter(table: &DataFrame, keep: impl Fn(Country, Year, &str) -> bool) -> PolarsResult<DataFrame> {
    let (countries, years, nodes) =
        (table.column("country")?.str()?, table.column("year")?.i32()?, table.column("node")?.str()?);
    let rows = countries.iter().zip(years.iter()).zip(nodes.iter());
    let mask = BooleanChunked::from_iter_values(
        "keep".into(),
        rows.map(|((country, year), node)| match (country.and_then(Country::parse), year, node) {
            (Some(country), Some(year), Some(node)) => keep(country, year, node),
            _ => false,
        }),
    );
    table.filter(&mask)
}

/// The table as CSV: English headers, at most six decimals, an empty field where there is no value.
///
/// # Errors
/// Only if memory cannot be written, which cannot happen.
pub fn csv(table: &DataFrame) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(table.columns().iter().map(|column| column.name().as_str()))?;
    let fields: Vec<Fields<'_>> = table.columns().iter().filter_map(Fields::of).collect();
    // one field at a time: the cells of a long table as texts would take many times its memory
    let mut text = String::new();
    for row in 0..table.height() {
        for field in &fields {
            text.clear();
            field.write(row, &mut text);
            writer.write_field(&text)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// The table as Parquet.
///
/// # Errors
/// Only if polars refuses the table.
pub fn parquet(table: &DataFrame) -> PolarsResult<Vec<u8>> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).set_parallel(false).finish(&mut table.clone())?;
    Ok(bytes)
}

/// A column by its type: what is printed of it, row by row.
enum Fields<'c> {
    Floats(&'c Float64Chunked),
    Texts(&'c StringChunked),
    Flags(&'c BooleanChunked),
    Counts(&'c UInt32Chunked),
    Years(&'c Int32Chunked),
}

impl<'c> Fields<'c> {
    /// `None` for a type that no table here has.
    fn of(column: &'c Column) -> Option<Self> {
        let fields = match column.dtype() {
            DataType::Float64 => Self::Floats(column.f64().ok()?),
            DataType::String => Self::Texts(column.str().ok()?),
            DataType::Boolean => Self::Flags(column.bool().ok()?),
            DataType::UInt32 => Self::Counts(column.u32().ok()?),
            DataType::Int32 => Self::Years(column.i32().ok()?),
            _ => return None,
        };
        Some(fields)
    }

    /// Adds the field to a text; nothing where there is no value.
    fn write(&self, row: usize, text: &mut String) {
        use std::fmt::Write as _;
        let written = match self {
            Self::Floats(values) => values.get(row).map(|value| text.push_str(&number::exported(value))),
            Self::Texts(values) => values.get(row).map(|value| text.push_str(value)),
            Self::Flags(values) => values.get(row).map(|value| text.push_str(if value { "true" } else { "false" })),
            Self::Counts(values) => values.get(row).map(|value| write!(text, "{value}").unwrap_or_default()),
            Self::Years(values) => values.get(row).map(|value| write!(text, "{value}").unwrap_or_default()),
        };
        written.unwrap_or_default();
    }
}

/// A column as texts.
pub(super) fn texts(column: &Column) -> Vec<String> {
    let fields = Fields::of(column);
    let text = |row| {
        let mut text = String::new();
        fields.iter().for_each(|fields| fields.write(row, &mut text));
        text
    };
    (0..column.len()).map(text).collect()
}

fn level(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Principle(_) => "principle",
        NodeKind::Heading(_) => "heading",
        NodeKind::Total => "total",
    }
}

struct Rows<'r> {
    case: &'r Case,
    assessment: &'r Assessment,
    /// The nodes as a reader expects them.
    order: Vec<usize>,
}

/// One row.
struct At<'r> {
    country: Country,
    year: Year,
    kind: NodeKind,
    verdict: &'r crate::assessment::verdict::Verdict,
    bond: crate::party::bond::Bond,
}

impl<'r> Rows<'r> {
    /// What the replicates say of each row.
    fn spreads(&self, uncertainty: Option<&Uncertainty>) -> Vec<Option<Spread>> {
        let assessment = self.assessment;
        let countries = 0..assessment.countries.len();
        let of = |country: usize| {
            let years = 0..assessment.years.len();
            let cells = years.flat_map(|year| self.order.iter().map(move |&node| (node, year)));
            cells.map(|(node, year)| uncertainty?.spread(assessment, node, year, country)).collect::<Vec<_>>()
        };
        countries.into_par_iter().flat_map_iter(of).collect()
    }

    /// One value per row: by country, then year, then node with the total first.
    fn of<T>(&self, mut value: impl FnMut(At<'r>) -> T) -> Vec<T> {
        let (assessment, nodes) = (self.assessment, &self.case.formula().nodes);
        let mut values = Vec::with_capacity(assessment.countries.len() * assessment.years.len() * nodes.len());
        for (country, &code) in assessment.countries.iter().enumerate() {
            for (year, &of) in assessment.years.iter().enumerate() {
                for &at in &self.order {
                    let verdict = assessment.verdict(at, year, country);
                    let bond = assessment.bond(year, country);
                    values.push(value(At { country: code, year: of, kind: nodes[at].kind, verdict, bond }));
                }
            }
        }
        values
    }
}
