//! Indices of functions whose indices are known.

use std::f64::consts::PI;

use super::design::Design;
use super::indices::{Bootstrap, Indices, Refusal, indices};
use crate::uncertainty::draw::Source;
use crate::uncertainty::stream::{Block, Stream};

const BOOTSTRAP: Bootstrap = Bootstrap { resamples: 200, level: 0.90, seed: 0 };

/// Runs a function of each factor's source through the design.
fn run(factors: usize, rows: u32, function: impl Fn(&[Source]) -> Option<f64>) -> Result<Indices, Refusal> {
    let design = Design::new(factors, rows, 0).unwrap();
    let one = |run| function(&(0..factors).map(|factor| design.source(run, factor)).collect::<Vec<_>>());
    indices(&(0..design.runs()).map(one).collect::<Vec<_>>(), factors, BOOTSTRAP)
}

/// Ishigami and Homma (1990), a = 7, b = 0.1.
fn ishigami([x1, x2, x3]: [f64; 3]) -> f64 {
    let angle = |u: f64| PI * (2.0 * u - 1.0);
    let (sin1, sin2, x3) = (libm::sin(angle(x1)), libm::sin(angle(x2)), angle(x3));
    sin1 + 7.0 * sin2 * sin2 + 0.1 * x3 * x3 * x3 * x3 * sin1
}

fn points(sources: &[Source]) -> Vec<f64> {
    sources.iter().map(|source| source.point.unwrap()).collect()
}

fn close(found: &Indices, first: &[f64], total: &[f64], tolerance: f64) {
    for (found, expected) in found.first.iter().zip(first).chain(found.total.iter().zip(total)) {
        assert!((found.estimate - expected).abs() < tolerance, "{found:?}, not {expected}");
        assert!(found.low <= found.estimate && found.estimate <= found.high);
        assert!(found.low - 0.005 <= *expected && *expected <= found.high + 0.005, "{found:?} misses {expected}");
    }
    assert_eq!((found.first.len(), found.total.len()), (first.len(), total.len()));
}

#[test]
fn published_ishigami_from_points() {
    let found = run(3, 4096, |sources| Some(ishigami([0, 1, 2].map(|at| points(sources)[at])))).unwrap();
    close(&found, &[0.3139, 0.4424, 0.0], &[0.5576, 0.4424, 0.2437], 0.01);
    assert!((found.variance - 13.8446).abs() < 0.1, "{}", found.variance);
    assert_eq!((found.rows, found.left_out), (4096, 0));
}

#[test]
fn published_ishigami_from_streams() {
    let stream = Stream::new(3);
    let draw = |sources: &[Source], at: usize| stream.uniform(sources[at].replicate, Block::of(at as u32), 0);
    let found = run(3, 8192, |sources| Some(ishigami([0, 1, 2].map(|at| draw(sources, at))))).unwrap();
    close(&found, &[0.3139, 0.4424, 0.0], &[0.5576, 0.4424, 0.2437], 0.04);
}

#[test]
fn a_block_is_swapped_whole() {
    // x1 and x3 in one block: by itself it brings S1 + S3 + S13 = 0.5576, and with x2 it does not interact
    let stream = Stream::new(3);
    let block = |source: Source, index| stream.uniform(source.replicate, Block::of(0), index);
    let found =
        run(2, 8192, |sources| Some(ishigami([block(sources[0], 0), sources[1].point.unwrap(), block(sources[0], 1)])));
    close(&found.unwrap(), &[0.5576, 0.4424], &[0.5576, 0.4424], 0.03);
}

#[test]
fn published_g_function() {
    // Sobol' g-function in eight dimensions, Saltelli et al. (2010). Closed form: Vᵢ = 1 / (3 (1 + aᵢ)²),
    // V = Π (1 + Vᵢ) − 1, first Vᵢ / V, total Vᵢ Π over the others (1 + V) / V: 0.716 and 0.787 for the first factor.
    let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
    let g = |sources: &[Source]| {
        points(sources).iter().zip(a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
    };
    let own = a.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let product: f64 = own.iter().map(|own| 1.0 + own).product();
    let found = run(8, 4096, |sources| Some(g(sources))).unwrap();
    let total = own.map(|own| own * product / (1.0 + own) / (product - 1.0));
    close(&found, &own.map(|own| own / (product - 1.0)), &total, 0.01);
    assert!((total[0] - 0.787).abs() < 5e-4 && (own[0] / (product - 1.0) - 0.716).abs() < 5e-4);
}

#[test]
fn the_same_seed_gives_the_same_shares_and_intervals() {
    let once = || run(2, 64, |sources| Some(sources[0].point.unwrap() + 3.0 * sources[1].point.unwrap()));
    assert_eq!(once(), once());
}

#[test]
fn a_factor_that_does_nothing_brings_nothing() {
    let found = run(2, 1024, |sources| Some(sources[0].point.unwrap())).unwrap();
    close(&found, &[1.0, 0.0], &[1.0, 0.0], 0.01);
    assert_eq!((found.total[1].estimate, found.total[1].high), (0.0, 0.0));
}

#[test]
fn a_small_negative_estimate_is_left_as_it_is() {
    let noise = |sources: &[Source]| Stream::new(1).uniform(sources[0].replicate, Block::of(9), 0);
    let found: Vec<Indices> = (64..80).map(|rows| run(2, rows, |sources| Some(noise(sources))).unwrap()).collect();
    assert!(found.iter().any(|found| found.first[1].estimate < 0.0));
}

#[test]
fn a_target_that_no_doubt_moves_is_refused() {
    assert_eq!(run(2, 64, |_| Some(59.0)), Err(Refusal::NoVariance { value: 59.0 }));
    let rounding = run(2, 64, |sources| Some(59.0 + 1e-13 * sources[0].point.unwrap()));
    assert!(matches!(rounding, Err(Refusal::NoVariance { .. })));
}

#[test]
fn rows_in_which_the_target_has_no_value_are_left_out_whole() {
    let half = |sources: &[Source]| (sources[1].point.unwrap() > 0.01).then(|| sources[0].point.unwrap());
    let found = run(2, 1024, half).unwrap();
    assert!(found.left_out > 10 && found.rows + found.left_out == 1024, "{} left out", found.left_out);
    let none = run(2, 1024, |_| None);
    assert_eq!(none, Err(Refusal::TooFewRows { rows: 0, needed: 16 }));
}
