//! The lines of a trend and their points.

use super::layout::Plot;
use super::{Point, Track};
use crate::figure::canvas::Canvas;
use crate::figure::theme::Colour;

/// Radius of a point, and of one where many years leave little room, in px.
const DOT: (f64, f64) = (4.5, 3.6);
/// With more years than this only ends, single years and carried points are marked.
const MANY: i32 = 16;

/// Thickness of a line in px.
pub fn stroke(track: &Track) -> f64 {
    if track.series.strong { 3.25 } else { 2.0 }
}

/// The last point. A track has at least one.
pub fn end(track: &Track) -> Point {
    track.points.last().copied().unwrap_or_default()
}

/// Light dashes between two years that can be compared in part.
pub fn dashes(canvas: &mut Canvas, from: (f64, f64), to: (f64, f64), colour: Colour) {
    canvas.dashes(from, to, 4.0, 1.5, colour.tint(0.75));
}

/// Draws a track's line, whole or in dashes as its points say, then its points.
pub fn draw(plot: &Plot, track: &Track, canvas: &mut Canvas, zero: f64) {
    let at = |point: &Point| (plot.x(f64::from(point.year)), zero + plot.y(point.score));
    for (before, after) in track.dashed() {
        dashes(canvas, at(before), at(after), track.colour);
    }
    for run in track.runs().filter(|run| run.len() > 1) {
        let points: Vec<(f64, f64)> = run.iter().map(at).collect();
        canvas.line(&points, stroke(track), track.colour);
    }
    let many = plot.years.1 - plot.years.0 >= MANY;
    let radius = if many { DOT.1 } else { DOT.0 } + if track.series.strong { 0.75 } else { 0.0 };
    for run in track.runs() {
        for (n, point) in run.iter().enumerate() {
            let (x, y) = at(point);
            if point.carried {
                track.shape.hollow(canvas, x, y, radius, track.colour);
            } else if !many || n == 0 || n + 1 == run.len() {
                track.shape.draw(canvas, x, y, radius, track.colour);
            }
        }
    }
}
