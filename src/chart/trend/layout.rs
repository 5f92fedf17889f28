//! Where a trend's axes, bands and names lie, measured from its words. Lengths in px, y from the plot's own top.

use super::names::Names;
use super::{Track, Trend, axes, lines, moments, ribbons};
use crate::figure::canvas::{Anchor, Canvas, Paragraph, width};
use crate::figure::theme::{self, MARGIN, WIDTH};

/// Height between the axis' foot and top; more where many lines are to be named.
const HEIGHT: f64 = 420.0;
/// Height of a picture that has no points.
const EMPTY: f64 = 96.0;
/// A band's label is wrapped to this.
const BAND_ROOM: f64 = 96.0;
/// Width of the strip of a band's colour.
pub const STRIP: f64 = 5.0;
/// Below the axis: its years.
const YEARS: f64 = 24.0;

/// The plot as laid out.
pub struct Plot {
    pub left: f64,
    pub right: f64,
    /// Right end of the axis' numbers.
    pub ticks_right: f64,
    /// Labels of the bands, from the left margin; empty if one does not fit beside its band.
    pub bands: Vec<Paragraph>,
    /// First and last year.
    pub years: (i32, i32),
    pub scores: (f64, f64),
    pub axis: Paragraph,
    pub moments: moments::Moments,
    pub names: Names,
    /// Height between the axis' foot and top.
    pub inner: f64,
    domain: (f64, f64),
}

impl Plot {
    pub fn measure(trend: &Trend, tracks: &[Track]) -> Plot {
        let points = || tracks.iter().flat_map(|track| &track.points);
        let first = points().map(|point| point.year).min().unwrap_or(0);
        let last = points().map(|point| point.year).max().unwrap_or(0);
        let scores = scores(trend, tracks);
        let names = Names::set(tracks);
        let inner = if tracks.is_empty() { EMPTY } else { HEIGHT.max(names.stacked_height() + 8.0) };
        let bands = bands(trend, scores, inner);
        let labels = bands.iter().map(Paragraph::width).fold(0.0, f64::max);
        let ticks = axes::ticks(scores).iter().map(|tick| width(&tick.to_string(), theme::TICK)).fold(0.0, f64::max);
        let ticks_right = MARGIN + labels + if labels > 0.0 { 8.0 } else { 0.0 } + ticks;
        let left = ticks_right + 8.0 + STRIP;
        let right = WIDTH - MARGIN - names.width();
        let axis = Paragraph::set(&trend.axis, theme::TICK, WIDTH - 2.0 * MARGIN);
        // Whole years: the first from its beginning, the last to its end.
        let domain = (f64::from(first) - 0.5, f64::from(last) + 0.5);
        let x = |at: f64| left + (right - left) * (at - domain.0) / (domain.1 - domain.0);
        let moments = moments::Moments::set(trend, domain, x);
        let mut plot =
            Plot { left, right, ticks_right, bands, years: (first, last), scores, axis, moments, names, inner, domain };
        let ends: Vec<f64> = tracks.iter().map(|track| plot.y(lines::end(track).score)).collect();
        plot.names.place(&ends, inner);
        plot
    }

    /// The x of a time in years: 2022.0 is the middle of 2022, 2022.5 its end.
    pub fn x(&self, at: f64) -> f64 {
        self.left + (self.right - self.left) * (at - self.domain.0) / (self.domain.1 - self.domain.0)
    }

    /// The y of a score, kept within the axis.
    pub fn y(&self, score: f64) -> f64 {
        let (low, high) = self.scores;
        self.inner * (1.0 - ((score - low) / (high - low)).clamp(0.0, 1.0))
    }

    /// Height of what stands over the axis: its name, and the moments' labels.
    fn above(&self) -> f64 {
        let axis = self.axis.height();
        axis + if axis > 0.0 { 6.0 } else { 0.0 } + self.moments.height() + 4.0
    }

    /// Height of all.
    pub fn height(&self) -> f64 {
        self.above() + self.inner + YEARS
    }

    /// Draws all from `top` down, what lies behind first.
    pub fn draw(&self, trend: &Trend, tracks: &[Track], canvas: &mut Canvas, top: f64) {
        let zero = top + self.above();
        if tracks.is_empty() {
            let sentence = Paragraph::set(&trend.page.empty, theme::STRONG, WIDTH - 2.0 * MARGIN);
            canvas.paragraph(&sentence, MARGIN, zero + 20.0, Anchor::Start);
            return;
        }
        canvas.paragraph(&self.axis, MARGIN, top, Anchor::Start);
        axes::bands(trend, self, canvas, zero);
        ribbons::fills(self, tracks, canvas, zero);
        axes::grid(self, canvas, zero);
        ribbons::edges(self, tracks, canvas, zero);
        self.moments.draw(canvas, zero, self.inner);
        axes::numbers(self, canvas, zero);
        for strong in [false, true] {
            for track in tracks.iter().filter(|track| track.series.strong == strong) {
                lines::draw(self, track, canvas, zero);
            }
        }
        self.names.draw(self, tracks, canvas, zero);
    }
}

/// The axis' ends: as given, and wide enough for every score.
fn scores(trend: &Trend, tracks: &[Track]) -> (f64, f64) {
    let given = trend.range.filter(|(low, high)| low.is_finite() && high.is_finite() && low < high);
    let points = tracks.iter().flat_map(|track| &track.points);
    points.fold(given.unwrap_or((0.0, 100.0)), |(low, high), point| {
        (low.min(point.score.floor()), high.max(point.score.ceil()))
    })
}

/// The bands' labels, if each fits beside its band.
fn bands(trend: &Trend, (low, high): (f64, f64), inner: f64) -> Vec<Paragraph> {
    let set = |label: &str| Paragraph::set(label, theme::TICK.coloured(theme::INK), BAND_ROOM);
    let labels: Vec<Paragraph> = trend.bands.iter().map(|band| set(&band.label)).collect();
    let fits = trend.bands.iter().zip(&labels).all(|(band, label)| {
        let room = (band.to.min(high) - band.from.max(low)) / (high - low) * inner;
        room <= 0.0 || label.height() <= room
    });
    if fits { labels } else { Vec::new() }
}
