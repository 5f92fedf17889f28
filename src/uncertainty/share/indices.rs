//! Sobol' indices: the share of a target's variance that a factor brings by itself (first order), and together with all
//! that it interacts with (total).
//!
//! Jansen's estimators over N base rows, V the variance of f over A and B:
//! first = 1 − Σ (f(B) − f(AB))² / (2 N V), total = Σ (f(A) − f(AB))² / (2 N V), AB being A with the factor of B.
//! Intervals are percentiles over resampled base rows; with Sobol' points, whose rows are better than independent, they
//! are on the wide side. A small negative first-order estimate is the noise around 0 and stays as it is.
//!
//! Reference: M. J. W. Jansen (1999), Computer Physics Communications 117, 35–43; A. Saltelli et al. (2010), the same 181,
//! 259–270; G. E. B. Archer et al. (1997), J. Statist. Comput. Simul. 58, 99–120, for the bootstrap. Not for a target that
//! hardly varies: what is divided by is then an accident.

use crate::uncertainty::stream::{Block, Stream};

/// Below this share of its size a target's spread is rounding, not variance.
const ROUNDING: f64 = 1e-9;
/// With fewer base rows an estimate says nothing.
const FEWEST_ROWS: usize = 16;
/// The bootstrap's own numbers: no doubt has this factor.
const BOOTSTRAP: Block = Block::of(u32::MAX);

/// A share of variance with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    pub estimate: f64,
    pub low: f64,
    pub high: f64,
}

/// What each factor brings to one target.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    pub first: Vec<Share>,
    pub total: Vec<Share>,
    pub variance: f64,
    /// Base rows used, and those left out because the target had no value in one of their runs.
    pub rows: usize,
    pub left_out: usize,
}

/// Why a target has no indices.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Refusal {
    /// It is the same in every run: no doubt moves it.
    NoVariance { value: f64 },
    /// It has a value in too few base rows.
    TooFewRows { rows: usize, needed: usize },
}

/// How intervals are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bootstrap {
    pub resamples: u32,
    /// Probability that an interval holds, e.g. 0.90.
    pub level: f64,
    pub seed: u64,
}

/// The indices of one target, from its value in every run of a design, in the order of the runs.
///
/// # Errors
/// The reason why there are none.
pub fn indices(values: &[Option<f64>], factors: usize, bootstrap: Bootstrap) -> Result<Indices, Refusal> {
    let all = values.len() / (factors + 2);
    let rows: Vec<Row> = values.chunks_exact(factors + 2).filter_map(Row::of).collect();
    if rows.len() < FEWEST_ROWS {
        return Err(Refusal::TooFewRows { rows: rows.len(), needed: FEWEST_ROWS });
    }
    let ends = |pick: fn(f64, f64) -> f64, start| rows.iter().fold(start, |end, row| pick(pick(end, row.a), row.b));
    let (lowest, highest) = (ends(f64::min, f64::INFINITY), ends(f64::max, f64::NEG_INFINITY));
    if highest - lowest <= ROUNDING * highest.abs().max(lowest.abs()).max(1.0) {
        return Err(Refusal::NoVariance { value: rows[0].a });
    }
    let whole = Estimate::of(rows.iter(), factors);
    let resampled = resample(&rows, factors, bootstrap);
    let share = |estimate: f64, pick: &dyn Fn(&Estimate) -> f64| {
        let (low, high) =
            interval(resampled.iter().map(pick).collect(), bootstrap.level).unwrap_or((estimate, estimate));
        Share { estimate, low, high }
    };
    Ok(Indices {
        first: (0..factors).map(|factor| share(whole.first[factor], &|one| one.first[factor])).collect(),
        total: (0..factors).map(|factor| share(whole.total[factor], &|one| one.total[factor])).collect(),
        variance: whole.variance,
        rows: rows.len(),
        left_out: all - rows.len(),
    })
}

/// One base row: both samples, and per factor the squares that the estimators add up.
struct Row {
    a: f64,
    b: f64,
    squares: Vec<(f64, f64)>,
}

impl Row {
    fn of(values: &[Option<f64>]) -> Option<Self> {
        let values: Vec<f64> = values.iter().copied().collect::<Option<_>>()?;
        let (a, b) = (values[0], values[1]);
        Some(Self { a, b, squares: values[2..].iter().map(|ab| ((b - ab) * (b - ab), (a - ab) * (a - ab))).collect() })
    }
}

struct Estimate {
    variance: f64,
    first: Vec<f64>,
    total: Vec<f64>,
}

impl Estimate {
    fn of<'r>(rows: impl Iterator<Item = &'r Row> + Clone, factors: usize) -> Self {
        let count = rows.clone().count() as f64;
        let mean = rows.clone().map(|row| row.a + row.b).sum::<f64>() / (2.0 * count);
        let off = |value: f64| (value - mean) * (value - mean);
        let variance = rows.clone().map(|row| off(row.a) + off(row.b)).sum::<f64>() / (2.0 * count);
        let mut sums = vec![(0.0, 0.0); factors];
        for row in rows {
            for (sum, squares) in sums.iter_mut().zip(&row.squares) {
                sum.0 += squares.0;
                sum.1 += squares.1;
            }
        }
        let share = |sum: f64| sum / (2.0 * count * variance);
        let first = sums.iter().map(|sum| 1.0 - share(sum.0)).collect();
        Self { variance, first, total: sums.iter().map(|sum| share(sum.1)).collect() }
    }
}

/// Estimates over base rows drawn with replacement; draws in which the target happens not to vary are left out.
fn resample(rows: &[Row], factors: usize, bootstrap: Bootstrap) -> Vec<Estimate> {
    let stream = Stream::new(bootstrap.seed);
    let mut uniforms = vec![0.0; rows.len()];
    let mut estimates = Vec::new();
    for resample in 0..bootstrap.resamples {
        stream.fill(u64::from(resample), BOOTSTRAP, &mut uniforms);
        let drawn = uniforms.iter().map(|uniform| &rows[(uniform * rows.len() as f64) as usize]);
        let estimate = Estimate::of(drawn, factors);
        if estimate.variance > 0.0 {
            estimates.push(estimate);
        }
    }
    estimates
}

/// The middle of the resampled estimates that holds a share `level` of them.
fn interval(mut estimates: Vec<f64>, level: f64) -> Option<(f64, f64)> {
    estimates.sort_by(f64::total_cmp);
    let last = estimates.len().checked_sub(1)?;
    let at = |share: f64| estimates[((share * last as f64).round() as usize).min(last)];
    Some((at(0.5 - 0.5 * level), at(0.5 + 0.5 * level)))
}
