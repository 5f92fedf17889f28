//! Normalisation: raw values of one variable become scores from 0 to 100, 100 = fully kept.
//!
//! To add a method: one new file, then its variant here, with an arm in `read`, `apply` and `name`.

pub mod categories;
pub mod goalposts;
pub mod ladder;
pub mod min_max;
pub mod z_score;

use categories::Categories;
use goalposts::Goalposts;
use ladder::Ladder;
use min_max::MinMax;
use z_score::ZScore;

use crate::methods::transform::Transform;
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
}

/// The set of cells that a relative method compares with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    Year,
    Panel,
}

impl Over {
    /// Reads `over = "year"` or `"panel"`.
    pub fn read(value: Value<'_>) -> Option<Self> {
        value.word(&[("year", Self::Year), ("panel", Self::Panel)])
    }

    /// Calls `each` with every set of cells that is compared among itself, as a range of indices.
    fn split(self, cells: Cells<'_>, mut each: impl FnMut(std::ops::Range<usize>)) {
        let n = cells.values.len();
        match self {
            Self::Panel => each(0..n),
            Self::Year => (0..n).step_by(cells.width.max(1)).for_each(|from| each(from..n.min(from + cells.width))),
        }
    }
}

/// A normalisation method with its parameters.
#[derive(Clone, Debug, PartialEq)]
pub enum Normalise {
    Goalposts(Goalposts),
    Ladder(Ladder),
    Categories(Categories),
    MinMax(MinMax),
    ZScore(ZScore),
}

impl Normalise {
    pub const NAMES: [&'static str; 5] = ["goalposts", "ladder", "categories", "min-max", "z-score"];

    /// Reads `normalise = …` of a rubric file; faults are reported at their places.
    pub fn read(value: Value<'_>) -> Option<Self> {
        let (name, under) = value.method()?;
        match name.value.as_str() {
            "goalposts" => Goalposts::read(value, under).map(Self::Goalposts),
            "ladder" => Ladder::read(value, under).map(Self::Ladder),
            "categories" => Categories::read(value, under).map(Self::Categories),
            "min-max" => MinMax::read(under).map(Self::MinMax),
            "z-score" => ZScore::read(under).map(Self::ZScore),
            _ => unknown_method(value, &name.value, &Self::NAMES),
        }
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Goalposts(_) => "goalposts",
            Self::Ladder(_) => "ladder",
            Self::Categories(_) => "categories",
            Self::MinMax(_) => "min-max",
            Self::ZScore(_) => "z-score",
        }
    }

    /// Whether a score depends on the other cells, so that a change may come from others' values.
    pub fn is_relative(&self) -> bool {
        matches!(self, Self::MinMax(_) | Self::ZScore(_))
    }

    /// What a relative method compares with.
    pub fn over(&self) -> Option<Over> {
        match self {
            Self::MinMax(method) => Some(method.over),
            Self::ZScore(method) => Some(method.over),
            Self::Goalposts(_) | Self::Ladder(_) | Self::Categories(_) => None,
        }
    }

    /// Whether a higher value scores more; `None` where the variable's own direction decides, or the codes do.
    pub fn rises(&self) -> Option<bool> {
        match self {
            Self::Goalposts(method) => Some(method.best > method.worst),
            Self::Ladder(method) => Some(method.rises()),
            Self::Categories(_) | Self::MinMax(_) | Self::ZScore(_) => None,
        }
    }

    /// The parameters that stand in the variable's unit; the codes of `categories` are looked up, not measured.
    pub fn marks(&self) -> Vec<f64> {
        match self {
            Self::Goalposts(method) => vec![method.worst, method.best],
            Self::Ladder(method) => method.values(),
            Self::Categories(_) | Self::MinMax(_) | Self::ZScore(_) => vec![],
        }
    }

    /// How many points of the score one unit of the value is worth at a value, beyond the ends as much as just before
    /// them; `None` where that does not hang on the value alone.
    pub fn points_per_unit(&self, value: f64) -> Option<f64> {
        match self {
            Self::Goalposts(method) => Some(100.0 / (method.best - method.worst).abs()),
            Self::Ladder(method) => Some(method.points_per_unit(value)),
            Self::Categories(_) | Self::MinMax(_) | Self::ZScore(_) => None,
        }
    }

    /// The same method for transformed values, its marks transformed with them.
    pub fn after(&self, transform: Transform) -> Self {
        match self {
            Self::Goalposts(method) => Self::Goalposts(method.after(transform)),
            Self::Ladder(method) => Self::Ladder(method.after(transform)),
            Self::Categories(_) | Self::MinMax(_) | Self::ZScore(_) => self.clone(),
        }
    }

    /// Writes the score of every present cell to `out`; absent cells are left as they are.
    pub fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        match self {
            Self::Goalposts(method) => method.apply(cells, out),
            Self::Ladder(method) => method.apply(cells, out),
            Self::Categories(method) => method.apply(cells, out),
            Self::MinMax(method) => method.apply(cells, out),
            Self::ZScore(method) => method.apply(cells, out),
        }
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
        match self {
            Self::Goalposts(method) => method.wording(),
            Self::Ladder(method) => method.wording(),
            Self::Categories(method) => method.wording(),
            Self::MinMax(method) => method.wording(),
            Self::ZScore(method) => method.wording(),
        }
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
        let present = vec![1.0; values.len()];
        let mut out = vec![f64::NAN; values.len()];
        method.apply(Cells { values, present: &present, width: values.len(), direction }, &mut out);
        out
    }
}
