//! Intervals of a trend's scores, as ribbons behind the lines.
//!
//! Tints cover each other: wide ribbons are laid first, and the edges of all are drawn over them.

use super::layout::Plot;
use super::{Join, Point, Track};
use crate::figure::canvas::Canvas;

/// Lightness of the ribbon and of its edge.
const TINTS: (f64, f64) = (0.16, 0.5);
/// Half the width of an interval's bar over a single year, in px.
const BAR: f64 = 4.0;

/// A year with its interval.
type Interval = (i32, f64, f64);

/// A track's intervals, in runs of years that can be compared.
pub fn runs(track: &Track) -> Vec<Vec<Interval>> {
    let alike = |a: &Point, b: &Point| b.joins(a) != Join::Nothing && interval(a).is_some() == interval(b).is_some();
    let runs = track.points.chunk_by(alike).map(|run| run.iter().filter_map(interval).collect());
    runs.filter(|run: &Vec<Interval>| !run.is_empty()).collect()
}

fn interval(point: &Point) -> Option<Interval> {
    let (low, high) = point.range.filter(|(low, high)| low.is_finite() && high.is_finite() && low <= high)?;
    Some((point.year, low, high))
}

/// The ribbons' ground.
pub fn fills(plot: &Plot, tracks: &[Track], canvas: &mut Canvas, zero: f64) {
    let mut ribbons: Vec<(f64, &Track, Vec<Interval>)> = Vec::new();
    for track in tracks {
        for run in runs(track) {
            let mean = run.iter().map(|(_, low, high)| high - low).sum::<f64>() / run.len() as f64;
            ribbons.push((mean, track, run));
        }
    }
    ribbons.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, track, run) in &ribbons {
        let (lower, upper) = outline(plot, run, zero);
        let around: Vec<(f64, f64)> = upper.into_iter().chain(lower.into_iter().rev()).collect();
        canvas.polygon(&around, track.colour.tint(TINTS.0));
    }
}

/// The ribbons' edges; ends across where an interval stands alone.
pub fn edges(plot: &Plot, tracks: &[Track], canvas: &mut Canvas, zero: f64) {
    for track in tracks {
        let colour = track.colour.tint(TINTS.1);
        for run in runs(track) {
            let (lower, upper) = outline(plot, &run, zero);
            canvas.line(&lower, 0.75, colour);
            canvas.line(&upper, 0.75, colour);
        }
    }
}

type Edge = Vec<(f64, f64)>;

/// Lower and upper edge from left to right. A single year's is as wide as a bar.
fn outline(plot: &Plot, run: &[Interval], zero: f64) -> (Edge, Edge) {
    let wide: &[f64] = if run.len() == 1 { &[-BAR, BAR] } else { &[0.0] };
    let edge = |score: fn(&Interval) -> f64| {
        let at = |interval: &Interval| (plot.x(f64::from(interval.0)), zero + plot.y(score(interval)));
        run.iter().map(at).flat_map(|(x, y)| wide.iter().map(move |by| (x + by, y))).collect()
    };
    (edge(|interval| interval.1), edge(|interval| interval.2))
}
