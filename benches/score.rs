//! How fast one score is: `cargo bench --bench score`. Every figure stands beside a plain writing of the same work,
//! measured in the same run, because machines differ and are noisy.

#![allow(clippy::unwrap_used, reason = "a bench that cannot set itself up should stop")]

mod material;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use material::{complete, plainly, shipped};
use upheld::score::choice::Choice;

fn nominal(c: &mut Criterion) {
    let mut group = c.benchmark_group("one score");
    let ((formula, panel), case) = (complete(), shipped("2016..2025"));
    group.bench_function("complete", |b| b.iter(|| black_box(formula.score(&panel, &Choice::nominal()))));
    group.bench_function("dfi as shipped", |b| {
        b.iter(|| black_box(case.formula().score(case.panel(), &Choice::nominal())));
    });
    let scores: Vec<Vec<f64>> =
        panel.slots.iter().map(|column| column.values.iter().map(|value| 100.0 * value).collect()).collect();
    group.bench_function("complete, plain baseline", |b| {
        b.iter(|| (0..200).map(|at| plainly(&formula, &scores, &formula.weights, at)).collect::<Vec<f64>>());
    });
    group.finish();
}

criterion_group!(benches, nominal);
criterion_main!(benches);
