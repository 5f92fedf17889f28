//! Normalisation: raw values of one variable become scores from 0 to 100, 100 = fully kept.
//!
//! To add a method: one new file that answers `Method`, then its variant here, its name, and an arm in `read` and in
//! `method`.

pub mod borda;
pub mod categories;
pub mod distance_to_max;
pub mod distance_to_reference;
pub mod distance_to_target;
pub mod fraction_of_max;
pub mod goalposts;
pub mod ladder;
pub mod logistic;
pub mod min_max;
pub mod over;
pub mod percentile_rank;
pub mod rank;
pub mod z_score;

use borda::Borda;
use categories::Categories;
use distance_to_max::DistanceToMax;
use distance_to_reference::DistanceToReference;
use distance_to_target::DistanceToTarget;
use fraction_of_max::FractionOfMax;
use goalposts::Goalposts;
use ladder::Ladder;
use logistic::Logistic;
use min_max::MinMax;
pub use over::Over;
use percentile_rank::PercentileRank;
use rank::Rank;
use z_score::ZScore;

use crate::methods::transform::Transform;
use crate::words::country::Country;
use crate::words::keys::Value;

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Higher,
    Lower,
}

/// The raw cells of one variable, year by year: `values[year * width + country]`. `present` is 1 where there is a value
/// and 0 where there is none; what stands in `values` there is never read.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'c> {
    pub values: &'c [f64],
    pub present: &'c [f64],
    /// How many cells a year has.
    pub width: usize,
    pub direction: Direction,
    /// Which of the years is the baseline of a method that has one.
    pub baseline: Option<usize>,
    /// Which of a year's cells is the reference country's.
    pub reference: Option<usize>,
}

/// A normalisation method with its parameters.
#[derive(Clone, Debug, PartialEq)]
pub enum Normalise {
    Goalposts(Goalposts),
    Ladder(Ladder),
    Categories(Categories),
    MinMax(MinMax),
    ZScore(ZScore),
    Rank(Rank),
    PercentileRank(PercentileRank),
    Borda(Borda),
    FractionOfMax(FractionOfMax),
    DistanceToTarget(DistanceToTarget),
    DistanceToReference(DistanceToReference),
    DistanceToMax(DistanceToMax),
    Logistic(Logistic),
}

/// What every method answers for itself; `Normalise` says what each answer means. Most methods have nothing to add to
/// those that are given here.
trait Method {
    fn name(&self) -> &'static str;

    fn over(&self) -> Option<Over> {
        None
    }

    fn reference(&self) -> Option<Country> {
        None
    }

    fn rises(&self) -> Option<bool> {
        None
    }

    fn marks(&self) -> Vec<f64> {
        vec![]
    }

    fn points_per_unit(&self, _value: f64) -> Option<f64> {
        None
    }

    /// `None` where nothing of it stands in the variable's unit.
    fn after(&self, _transform: Transform) -> Option<Normalise> {
        None
    }

    fn leaves_scale(&self) -> bool {
        false
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]);

    fn wording(&self) -> String;
}

impl Normalise {
    pub const NAMES: [&'static str; 13] = [
        "goalposts",
        "ladder",
        "categories",
        "min-max",
        "z-score",
        "rank",
        "percentile-rank",
        "borda",
        "fraction-of-max",
        "distance-to-target",
        "distance-to-reference",
        "distance-to-max",
        "logistic",
    ];

    /// Reads `normalise = …` of a rubric file; faults are reported at their places.
    pub fn read(value: Value<'_>) -> Option<Self> {
        let (name, under) = value.method()?;
        let over = |method: fn(Over) -> Self| Over::read_alone(under).map(method);
        match name.value.as_str() {
            "goalposts" => Goalposts::read(value, under).map(Self::Goalposts),
            "ladder" => Ladder::read(value, under).map(Self::Ladder),
            "categories" => Categories::read(value, under).map(Self::Categories),
            "min-max" => MinMax::read(under).map(Self::MinMax),
            "z-score" => ZScore::read(under).map(Self::ZScore),
            "rank" => over(|over| Self::Rank(Rank { over })),
            "percentile-rank" => over(|over| Self::PercentileRank(PercentileRank { over })),
            "borda" => over(|over| Self::Borda(Borda { over })),
            "fraction-of-max" => over(|over| Self::FractionOfMax(FractionOfMax { over })),
            "distance-to-target" => DistanceToTarget::read(value, under).map(Self::DistanceToTarget),
            "distance-to-reference" => DistanceToReference::read(value, under).map(Self::DistanceToReference),
            "distance-to-max" => over(|over| Self::DistanceToMax(DistanceToMax { over })),
            "logistic" => Logistic::read(value, under).map(Self::Logistic),
            _ => unknown_method(value, &name.value, &Self::NAMES),
        }
    }

    fn method(&self) -> &dyn Method {
        match self {
            Self::Goalposts(method) => method,
            Self::Ladder(method) => method,
            Self::Categories(method) => method,
            Self::MinMax(method) => method,
            Self::ZScore(method) => method,
            Self::Rank(method) => method,
            Self::PercentileRank(method) => method,
            Self::Borda(method) => method,
            Self::FractionOfMax(method) => method,
            Self::DistanceToTarget(method) => method,
            Self::DistanceToReference(method) => method,
            Self::DistanceToMax(method) => method,
            Self::Logistic(method) => method,
        }
    }

    pub fn name(&self) -> &'static str {
        self.method().name()
    }

    /// Whether a score depends on the other cells, so that a change may come from others' values.
    pub fn is_relative(&self) -> bool {
        self.over().is_some()
    }

    /// What a relative method compares with; `None` where a score hangs on its own value alone.
    pub fn over(&self) -> Option<Over> {
        self.method().over()
    }

    /// The country that all others are measured by.
    pub fn reference(&self) -> Option<Country> {
        self.method().reference()
    }

    /// Whether a higher value scores more; `None` where the variable's own direction decides, or the codes do.
    pub fn rises(&self) -> Option<bool> {
        self.method().rises()
    }

    /// The parameters that stand in the variable's unit; the codes of `categories` are looked up, not measured.
    pub fn marks(&self) -> Vec<f64> {
        self.method().marks()
    }

    /// How many points of the score one unit of the value is worth at a value, beyond the ends as much as just before
    /// them; `None` where that does not hang on the value alone.
    pub fn points_per_unit(&self, value: f64) -> Option<f64> {
        self.method().points_per_unit(value)
    }

    /// The same method for transformed values, its marks transformed with them.
    pub fn after(&self, transform: Transform) -> Self {
        self.method().after(transform).unwrap_or_else(|| self.clone())
    }

    /// Whether scores may leave 0 to 100: they count in full in their principle's arithmetic mean, and the principle's
    /// own score is held at the ends.
    pub fn leaves_scale(&self) -> bool {
        self.method().leaves_scale()
    }

    /// Writes the score of every present cell to `out`; absent cells are left as they are.
    pub fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        self.method().apply(cells, out);
    }

    /// Whether this raw value is one that the method knows; only `categories` can meet one it does not.
    pub fn knows(&self, value: f64) -> bool {
        match self {
            Self::Categories(method) => method.score(value).is_some(),
            _ => true,
        }
    }

    /// The method and its parameters in one line, as they stand in the rubric.
    pub fn wording(&self) -> String {
        self.method().wording()
    }
}

/// Applies a method that scores every cell by its own value alone.
fn each_alone(cells: Cells<'_>, out: &mut [f64], score: impl Fn(f64) -> f64) {
    for ((value, present), out) in cells.values.iter().zip(cells.present).zip(out) {
        // scored either way, so that several cells can be taken at once
        let score = score(*value);
        *out = if *present != 0.0 { score } else { *out };
    }
}

/// Reports a method name that is not known, with the nearest one that is.
pub(super) fn unknown_method<T>(value: Value<'_>, name: &str, known: &[&str]) -> Option<T> {
    let words = known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let help = match crate::words::keys::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "choose one of them".to_owned(),
    };
    value.fault("unknown-method", format!("`{name}` is not a method."), &format!("one of {words}"), &help)
}

/// Points `[[value, score], …]` as they stand in a rubric.
fn read_points(value: Value<'_>, under: Option<Value<'_>>, name: &str) -> Option<Vec<(f64, f64)>> {
    let Some(under) = under else {
        let help = format!("write {{ {name} = [[0, 0], [1, 100]] }}");
        return value.fault("missing-parameter", format!("`{name}` needs its points."), "[[value, score], …]", &help);
    };
    let points: Vec<_> = under.list()?.into_iter().map(|point| (point, point.numbers::<2>())).collect();
    let mut read = Vec::new();
    for (point, pair) in &points {
        let [x, score] = (*pair)?;
        if !(0.0..=100.0).contains(&score) {
            return point.fault("out-of-range", format!("The score {score} is out of range."), "0 to 100", "mend it");
        }
        read.push((x, score));
    }
    if read.len() < 2 {
        return under.fault("too-few-points", "One point says nothing.", "two points or more", "add a point");
    }
    Some(read)
}

fn points_wording(name: &str, points: &[(f64, f64)]) -> String {
    use crate::words::number::plain;
    let points: Vec<String> = points.iter().map(|(x, score)| format!("{}→{}", plain(*x), plain(*score))).collect();
    format!("{name} {}", points.join(", "))
}

#[cfg(test)]
pub(crate) mod fixture {
    use super::*;

    /// Applies a method to one year without gaps.
    pub fn scores(method: &Normalise, values: &[f64], direction: Direction) -> Vec<f64> {
        scores_of_years(method, values, values.len(), direction)
    }

    /// Applies a method to years of `width` countries without gaps; the first year is the baseline, the first country
    /// the reference.
    pub fn scores_of_years(method: &Normalise, values: &[f64], width: usize, direction: Direction) -> Vec<f64> {
        let present = vec![1.0; values.len()];
        let mut out = vec![f64::NAN; values.len()];
        let cells = Cells { values, present: &present, width, direction, baseline: Some(0), reference: Some(0) };
        method.apply(cells, &mut out);
        out
    }
}

#[cfg(test)]
mod tests;
