//! Trend: scores over years, a line a country or group.
//!
//! Every line is named at its right end, so that nobody has to look up a legend; colour and the shape of its points
//! tell it apart as well. A year without a score is a gap in its line and nothing bridges it; nor are two scores joined
//! that cannot be compared. A point that rests on carried figures is empty, and grade bands lie lightly behind. All
//! words come from the caller; the layout is measured from them.

mod axes;
mod layout;
mod legend;
mod lines;
mod moments;
mod names;
mod ribbons;
#[cfg(test)]
mod tests;

use super::page::Page;
use crate::figure::Figure;
use crate::figure::mark::Shape;
use crate::figure::theme::{self, Colour};

pub use super::ranking::Band;

/// More lines than this have no colour of their own.
pub const MOST_LINES: usize = theme::LINES.len();

/// What a trend shows. Texts are in one language; numbers inside them are printed by the caller.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trend {
    pub page: Page,
    /// "Score, 0–100 (100 = fully kept)"; says so if the axis does not begin at 0.
    pub axis: String,
    /// Score points at the foot and the top of the axis, 0–100 unless given; widened where a score lies outside.
    pub range: Option<(f64, f64)>,
    /// Grade bands, worst to best.
    pub bands: Vec<Band>,
    /// Up to [`MOST_LINES`] are readable; colours repeat after that. A series without a finite score is not drawn.
    pub series: Vec<Series>,
    /// Dates marked by an upright line; those outside the years drawn are left out.
    pub moments: Vec<Moment>,
    pub legend: Legend,
}

/// One country's or group's scores.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    pub name: String,
    /// The last score as printed: "87.3".
    pub label: String,
    /// In any order; of two of one year the last counts. A year that is lacking is a gap.
    pub points: Vec<Point>,
    /// Drawn thicker and named in bold: the one that the picture is about.
    pub strong: bool,
}

/// One year's score.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub year: i32,
    /// 0–100. A point that is not finite is a gap.
    pub score: f64,
    /// Low and high end of the score's interval.
    pub range: Option<(f64, f64)>,
    /// Rests on figures carried forward from earlier years.
    pub carried: bool,
    /// How the line leads here from the year before.
    pub join: Join,
}

impl Point {
    /// How this point is joined to the one before it on its line: not at all over a year without a score.
    fn joins(&self, before: &Point) -> Join {
        if self.year - before.year == 1 { self.join } else { Join::Nothing }
    }
}

/// How two years that follow each other are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Join {
    #[default]
    Line,
    /// Light dashes: the two can be compared in part.
    Dashes,
    /// Nothing: the two cannot be compared.
    Nothing,
}

/// A date worth a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moment {
    /// In years: 28 April 2022 is 2022.32. A year's score stands at the middle of its year.
    pub at: f64,
    /// "Declaration signed, 28 April 2022"
    pub label: String,
}

/// The words for the marks. Each is drawn only if it is given and its mark occurs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// Empty point: "half of the evidence or more is carried forward".
    pub carried: Option<String>,
    /// Ribbon: "90 % simulation range".
    pub range: Option<String>,
    /// Light dashes: "other indicators than in the year before".
    pub dashes: Option<String>,
}

impl Trend {
    /// Draws the trend, 1200 px wide and as high as it needs. The same input gives the same bytes.
    pub fn draw(&self) -> Figure {
        let tracks = self.tracks();
        let plot = layout::Plot::measure(self, &tracks);
        let key = legend::key(self, &plot, &tracks);
        let below = if key.height() > 0.0 { 14.0 } else { 0.0 };
        self.page.draw(&key, below, plot.height(), |canvas, top| plot.draw(self, &tracks, canvas, top))
    }

    /// The series that have a score, with their points in order of years.
    fn tracks(&self) -> Vec<Track<'_>> {
        let tracks = self.series.iter().enumerate().map(|(n, series)| Track::of(n, series));
        tracks.filter(|track| !track.points.is_empty()).collect()
    }
}

/// A series with its look and its points: finite, in order, one a year, at least one.
struct Track<'a> {
    series: &'a Series,
    points: Vec<Point>,
    colour: Colour,
    shape: Shape,
}

impl Track<'_> {
    fn of(n: usize, series: &Series) -> Track<'_> {
        let mut points: Vec<Point> = Vec::new();
        for point in series.points.iter().filter(|point| point.score.is_finite()) {
            match points.binary_search_by_key(&point.year, |known| known.year) {
                Ok(place) => points[place] = *point,
                Err(place) => points.insert(place, *point),
            }
        }
        let (colours, shapes) = (theme::LINES, Shape::LINES);
        // After eight the same colours come with other shapes.
        let (colour, shape) = (colours[n % colours.len()], shapes[(n + n / colours.len()) % shapes.len()]);
        Track { series, points, colour, shape }
    }

    /// The points in runs that a whole line joins.
    fn runs(&self) -> impl Iterator<Item = &[Point]> {
        self.points.chunk_by(|a, b| b.joins(a) == Join::Line)
    }

    /// Points of two years that light dashes join.
    fn dashed(&self) -> impl Iterator<Item = (&Point, &Point)> {
        let pairs = self.points.windows(2).map(|pair| (&pair[0], &pair[1]));
        pairs.filter(|(before, after)| after.joins(before) == Join::Dashes)
    }
}
