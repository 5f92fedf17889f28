//! Names at the right ends of a trend's lines, moved apart so that none touches another. Lengths in px.

use super::layout::Plot;
use super::{Track, lines};
use crate::figure::canvas::{Anchor, Canvas, Paragraph, baseline, width};
use crate::figure::measure::leading;
use crate::figure::theme::{self, Style};

/// A name is wrapped to this.
const ROOM: f64 = 210.0;
/// From the plot's edge to the mark before a name: room for the line that leads there.
const LEADER: f64 = 30.0;
/// From the mark's middle to the score.
const MARK: f64 = 12.0;
/// Between score and name.
const SPACE: f64 = 8.0;
/// Between two names one below the other.
const APART: f64 = 4.0;
/// Radius of the mark.
const DOT: f64 = 4.5;

/// The names as set, one a track.
pub struct Names {
    names: Vec<Paragraph>,
    scores: f64,
    /// Middle of each, below the plot's top.
    middles: Vec<f64>,
}

fn style(track: &Track) -> Style {
    if track.series.strong { theme::STRONG } else { theme::LABEL }
}

impl Names {
    pub fn set(tracks: &[Track]) -> Names {
        let names = tracks.iter().map(|track| Paragraph::balanced(&track.series.name, style(track), ROOM)).collect();
        let scores = tracks.iter().map(|track| width(&track.series.label, theme::STRONG)).fold(0.0, f64::max);
        Names { names, scores, middles: Vec::new() }
    }

    fn heights(&self) -> Vec<f64> {
        self.names.iter().map(|name| name.height().max(leading(theme::LABEL.size)) + APART).collect()
    }

    /// Height of all names one below the other.
    pub fn stacked_height(&self) -> f64 {
        self.heights().iter().sum()
    }

    /// Width from the plot's edge to the end of the widest name.
    pub fn width(&self) -> f64 {
        if self.names.is_empty() {
            return 0.0;
        }
        let names = self.names.iter().map(Paragraph::width).fold(0.0, f64::max);
        LEADER + MARK + self.scores + if self.scores > 0.0 { SPACE } else { 0.0 } + names
    }

    /// Puts the names as near to their lines' ends as they can be, within the plot's height.
    pub fn place(&mut self, ends: &[f64], inner: f64) {
        self.middles = spread(ends, &self.heights(), inner);
    }

    /// Draws names, scores, marks, and the thin lines that lead there.
    pub fn draw(&self, plot: &Plot, tracks: &[Track], canvas: &mut Canvas, zero: f64) {
        let mark = plot.right + LEADER;
        for ((track, name), middle) in tracks.iter().zip(&self.names).zip(&self.middles) {
            let end = lines::end(track);
            let (x, y, to) = (plot.x(f64::from(end.year)), zero + plot.y(end.score), zero + middle);
            let tint = track.colour.tint(0.6);
            // Within the plot dots, which nobody takes for scores.
            canvas.dashes((x + 8.0, y), (plot.right, y), 1.0, 1.0, tint);
            canvas.line(&[(plot.right, y), (plot.right + 4.0, y), (mark - 9.0, to), (mark - 7.0, to)], 1.0, tint);
            if end.carried {
                track.shape.hollow(canvas, mark, to, DOT, track.colour);
            } else {
                track.shape.draw(canvas, mark, to, DOT, track.colour);
            }
            let left = mark + MARK;
            let score = theme::STRONG;
            canvas.text(&track.series.label, left + self.scores, baseline(to, score), Anchor::End, score);
            let left = left + self.scores + if self.scores > 0.0 { SPACE } else { 0.0 };
            canvas.paragraph(name, left, to - name.height() / 2.0, Anchor::Start);
        }
    }
}

/// Middles of boxes of the given heights that touch nowhere, keep the order of `ends`, lie within 0 and `inner`, and
/// are moved as little as possible (least squares): neighbours that would touch are pooled around their mean.
fn spread(ends: &[f64], heights: &[f64], inner: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by(|a, b| ends[*a].total_cmp(&ends[*b]));
    // How far each box's middle lies below the first box's top if all are stacked.
    let mut stacked = vec![0.0; ends.len()];
    let mut below = 0.0;
    for n in &order {
        stacked[*n] = below + heights[*n] / 2.0;
        below += heights[*n];
    }
    // Pools of neighbours: sum of wishes, how many.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for n in &order {
        let mut pool = (ends[*n] - stacked[*n], 1);
        while let Some(before) = pools.pop_if(|before| before.0 * pool.1 as f64 >= pool.0 * before.1 as f64) {
            pool = (pool.0 + before.0, pool.1 + before.1);
        }
        pools.push(pool);
    }
    let room = (inner - below).max(0.0);
    let tops = pools.iter().flat_map(|(sum, count)| {
        let top = (sum / *count as f64).clamp(0.0, room);
        std::iter::repeat_n(top, *count)
    });
    let mut middles = vec![0.0; ends.len()];
    for (n, top) in order.iter().zip(tops) {
        middles[*n] = top + stacked[*n];
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_would_touch_are_pooled_around_their_mean() {
        assert_eq!(spread(&[50.0, 100.0], &[20.0, 20.0], 400.0), [50.0, 100.0]);
        assert_eq!(spread(&[100.0, 100.0], &[20.0, 20.0], 400.0), [90.0, 110.0]);
        assert_eq!(spread(&[104.0, 100.0, 102.0], &[20.0; 3], 400.0), [122.0, 82.0, 102.0]);
    }

    #[test]
    fn names_keep_within_the_plot() {
        assert_eq!(spread(&[0.0, 1.0], &[20.0, 20.0], 400.0), [10.0, 30.0]);
        assert_eq!(spread(&[400.0, 398.0, 50.0], &[20.0; 3], 400.0), [390.0, 370.0, 50.0]);
        assert!(spread(&[], &[], 400.0).is_empty());
    }

    #[test]
    fn names_never_touch_and_keep_their_order() {
        let ends: Vec<f64> = (0..19).map(|n| f64::from(n * n * 7 % 101)).collect();
        let heights: Vec<f64> = (0..19).map(|n| f64::from(18 + n % 3 * 6)).collect();
        let middles = spread(&ends, &heights, 500.0);
        for a in 0..19 {
            for b in 0..19 {
                if ends[a] < ends[b] {
                    assert!(middles[b] - middles[a] >= (heights[a] + heights[b]) / 2.0 - 1e-9);
                }
            }
        }
    }
}
