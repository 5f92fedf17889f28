//! What a draw and a count cost: `cargo bench --bench draws`. Every figure is per draw, per cell or per column, as its
//! group says; the published DFI has about 200 countries, 10 years and 18,000 uncertain values.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use upheld::uncertainty::correlated::{Correlated, Correlation, Row};
use upheld::uncertainty::distribution::dirichlet::Dirichlet;
use upheld::uncertainty::distribution::normal;
use upheld::uncertainty::distribution::split_normal::SplitNormal;
use upheld::uncertainty::share::design::Design;
use upheld::uncertainty::share::indices::{Bootstrap, indices};
use upheld::uncertainty::stream::{Block, Stream};
use upheld::uncertainty::tally::grades::Grades;
use upheld::uncertainty::tally::pairs::AllPairs;
use upheld::uncertainty::tally::places::Placing;
use upheld::uncertainty::tally::ranks::Ranks;
use upheld::uncertainty::tally::scores::ScoreTally;
use upheld::words::score::Rounding;

const CELLS: usize = 10_000;
const COUNTRIES: usize = 200;
const BLOCK: Block = Block::of(1);

/// `count` uniforms of one replicate.
fn uniforms(count: usize, replicate: u64) -> Vec<f64> {
    let mut out = vec![0.0; count];
    Stream::new(0).fill(replicate, BLOCK, &mut out);
    out
}

/// Columns of `cells` scores, each a few points around its own middle.
fn columns(cells: usize) -> Vec<Vec<f64>> {
    let middles = uniforms(cells, 0);
    let column = |replicate| {
        let drawn = uniforms(cells, replicate);
        drawn.iter().zip(&middles).map(|(u, middle)| (100.0 * middle + 12.0 * (u - 0.5)).clamp(0.0, 100.0)).collect()
    };
    (1..65).map(column).collect()
}

fn draws(c: &mut Criterion) {
    let mut group = c.benchmark_group("10,000 draws");
    group.throughput(Throughput::Elements(CELLS as u64));
    let (stream, drawn) = (Stream::new(0), uniforms(CELLS, 0));
    let mut out = vec![0.0; CELLS];
    group.bench_function("uniforms", |b| b.iter(|| stream.fill(black_box(7), BLOCK, &mut out)));
    group.bench_function("normals from uniforms", |b| {
        b.iter(|| {
            out.copy_from_slice(&drawn);
            normal::deviates(black_box(&mut out));
        });
    });
    let deviates: Vec<f64> = drawn.iter().map(|u| normal::quantile(*u)).collect();
    let errors = [
        ("values from deviates, even and free of bounds", SplitNormal::of_widths(0.5, (0.05, 0.05), (None, Some(1.0)))),
        ("values from deviates, uneven", SplitNormal::of_widths(0.5, (0.05, 0.08), (None, Some(1.0)))),
        ("values from deviates, cut by a bound", SplitNormal::of_widths(0.9, (0.1, 0.1), (None, Some(1.0)))),
    ];
    for (name, error) in errors {
        let errors = vec![error; CELLS];
        group.bench_function(name, |b| {
            b.iter(|| {
                let cells = errors.iter().zip(&deviates).zip(&mut out);
                cells.for_each(|((error, z), out)| *out = error.at_deviate(*z));
            });
        });
    }
    let correlation = Correlation { years: 0.8, variables: 0.3, countries: 0.0 };
    let rows: Vec<Row> = (0..10).flat_map(|variable| (2019..2024).map(move |year| Row { variable, year })).collect();
    let places: Vec<u32> = (0..COUNTRIES as u32).collect();
    let mut correlated = Correlated::new(correlation, &rows, &places);
    group.bench_function("correlated deviates", |b| b.iter(|| correlated.fill(&stream, 7, BLOCK, &mut out)));
    group.finish();

    let mut group = c.benchmark_group("100 weights");
    group.throughput(Throughput::Elements(100));
    group.bench_function("uniforms", |b| b.iter(|| stream.fill(black_box(7), BLOCK, &mut out[..100])));
    let weights = Dirichlet::around(&[1.0; 100], 500.0);
    group.bench_function("Dirichlet from uniforms", |b| b.iter(|| weights.draw(&drawn[..100], &mut out[..100])));
    group.bench_function("Dirichlet made ready", |b| b.iter(|| Dirichlet::around(black_box(&[1.0; 100]), 500.0)));
    group.finish();
}

fn counts(c: &mut Criterion) {
    for cells in [COUNTRIES, 2_000, 58_000] {
        let mut group = c.benchmark_group(format!("a column of {cells} cells"));
        group.throughput(Throughput::Elements(cells as u64));
        let columns = columns(cells);
        let (mut scores, mut grades) = (ScoreTally::new(cells), Grades::new(cells, &[80.0, 60.0, 40.0, 0.0]));
        let mut columns = columns.iter().cycle();
        group.bench_function("scores", |b| b.iter(|| columns.next().map(|column| scores.see(column))));
        group.bench_function("grades", |b| b.iter(|| columns.next().map(|column| grades.see(column, None))));
        group.finish();
    }
    let mut group = c.benchmark_group("one column of 200 countries");
    let (columns, masks) = (columns(COUNTRIES), vec![1.0; COUNTRIES]);
    let mut columns = columns.iter().cycle();
    let (mut placing, mut ranks, mut pairs) =
        (Placing::new(Rounding::FINEST), Ranks::new(COUNTRIES, COUNTRIES), AllPairs::new(COUNTRIES));
    group.bench_function("places", |b| b.iter(|| columns.next().map(|column| placing.of(column, &masks).len())));
    let plainly = |column: &Vec<f64>| {
        let given: Vec<Option<f64>> = column.iter().map(|score| Some(*score)).collect();
        upheld::words::score::places(&given, Rounding::FINEST).len()
    };
    group.bench_function("places, by the nominal function", |b| b.iter(|| columns.next().map(plainly)));
    let places = columns.next().map(|column| placing.of(column, &masks).to_vec()).unwrap_or_default();
    group.bench_function("counts of places", |b| b.iter(|| ranks.see(black_box(&places))));
    group.bench_function("every pair", |b| b.iter(|| pairs.see(black_box(&places))));
    group.finish();
}

fn shares(c: &mut Criterion) {
    let mut group = c.benchmark_group("Sobol' indices, 10 factors, 1,024 base rows");
    group.sample_size(10);
    let Some(design) = Design::new(10, 1024, 0) else { return };
    let source = |run: u64| (0..10).map(move |factor| (run, factor));
    let points =
        || (0..design.runs()).flat_map(source).map(|(run, factor)| design.source(run, factor).point.unwrap_or(0.5));
    group.bench_function("all sources", |b| b.iter(|| points().sum::<f64>()));
    let drawn: Vec<f64> = points().collect();
    let values: Vec<Option<f64>> =
        drawn.chunks(10).map(|run| Some(run.iter().zip(1..).map(|(x, by)| x * f64::from(by)).sum())).collect();
    let bootstrap = Bootstrap { resamples: 1000, level: 0.90, seed: 0 };
    group.bench_function("one target with 1,000 resamples", |b| b.iter(|| indices(black_box(&values), 10, bootstrap)));
    group.finish();
}

criterion_group!(benches, draws, counts, shares);
criterion_main!(benches);
