//! Aggregation: the scores of a node's parts become the node's score, column by column.
//!
//! To add a method: one new file, then its variant here, with an arm in `read`, `name`, `wording` and `apply`.

pub mod adjusted_mazziotta_pareto;
pub mod arithmetic;
pub mod benefit_of_the_doubt;
pub mod copeland;
pub mod geometric;
pub mod harmonic;
pub mod mazziotta_pareto;
pub mod median;
pub mod minimum;
mod parts;
pub mod power;
pub mod two_worst;

use benefit_of_the_doubt::Bounds;
use mazziotta_pareto::Penalty;
pub use parts::{Others, Parts};

use crate::methods::normalise::unknown_method;
use crate::words::keys::Value;
use crate::words::number::plain;

/// An aggregation method.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aggregate {
    Arithmetic,
    /// With the score that a 0 is lifted to, if the rubric declares one.
    Geometric {
        floor: Option<f64>,
    },
    /// The same.
    Harmonic {
        floor: Option<f64>,
    },
    Power {
        exponent: f64,
    },
    Minimum,
    TwoWorst,
    Median,
    MazziottaPareto(Penalty),
    AdjustedMazziottaPareto(Penalty),
    Copeland,
    BenefitOfTheDoubt(Bounds),
}

impl Aggregate {
    pub const NAMES: [&'static str; 11] = [
        "arithmetic",
        "geometric",
        "harmonic",
        "power",
        "minimum",
        "two-worst",
        "median",
        "mazziotta-pareto",
        "adjusted-mazziotta-pareto",
        "copeland",
        "benefit-of-the-doubt",
    ];

    /// Reads `"arithmetic"`, `{ geometric = { floor = 1 } }` and so on.
    pub fn read(value: Value<'_>) -> Option<Self> {
        let (name, under) = value.method()?;
        let bare = match name.value.as_str() {
            "geometric" => return Some(Self::Geometric { floor: geometric::read_floor(under)? }),
            "harmonic" => return Some(Self::Harmonic { floor: geometric::read_floor(under)? }),
            "power" => return Some(Self::Power { exponent: power::read_exponent(value, under)? }),
            "mazziotta-pareto" => return Some(Self::MazziottaPareto(Penalty::read(under)?)),
            "adjusted-mazziotta-pareto" => return Some(Self::AdjustedMazziottaPareto(Penalty::read(under)?)),
            "benefit-of-the-doubt" => return Some(Self::BenefitOfTheDoubt(Bounds::read(value, under)?)),
            "arithmetic" => Self::Arithmetic,
            "minimum" => Self::Minimum,
            "two-worst" => Self::TwoWorst,
            "median" => Self::Median,
            "copeland" => Self::Copeland,
            _ => return unknown_method(value, &name.value, &Self::NAMES),
        };
        match under {
            None => Some(bare),
            Some(under) => under.fault(
                "needless-parameter",
                format!("`{}` takes no parameters.", name.value),
                "its bare name",
                "write the name in quotes",
            ),
        }
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Arithmetic => "arithmetic",
            Self::Geometric { .. } => "geometric",
            Self::Harmonic { .. } => "harmonic",
            Self::Power { .. } => "power",
            Self::Minimum => "minimum",
            Self::TwoWorst => "two-worst",
            Self::Median => "median",
            Self::MazziottaPareto(_) => "mazziotta-pareto",
            Self::AdjustedMazziottaPareto(_) => "adjusted-mazziotta-pareto",
            Self::Copeland => "copeland",
            Self::BenefitOfTheDoubt(_) => "benefit-of-the-doubt",
        }
    }

    /// The method and its parameters in one line, as they stand in the rubric.
    pub fn wording(&self) -> String {
        match self {
            Self::Geometric { floor: Some(floor) } | Self::Harmonic { floor: Some(floor) } => {
                format!("{} floor {}", self.name(), plain(*floor))
            }
            Self::Power { exponent } => format!("power {}", plain(*exponent)),
            Self::MazziottaPareto(Penalty::High) | Self::AdjustedMazziottaPareto(Penalty::High) => {
                format!("{} penalty high", self.name())
            }
            Self::BenefitOfTheDoubt(bounds) => {
                format!("benefit-of-the-doubt {}–{}", plain(bounds.least), plain(bounds.most))
            }
            _ => self.name().to_owned(),
        }
    }

    /// Whether a country's score depends on the other countries of its year.
    pub fn is_relative(&self) -> bool {
        matches!(self, Self::MazziottaPareto(_) | Self::Copeland | Self::BenefitOfTheDoubt(_))
    }

    /// Writes the node's column to `out`: 0 where no part is present.
    pub fn apply(&self, parts: Parts<'_>, out: &mut [f64]) {
        match self {
            Self::Arithmetic => arithmetic::apply(parts, out),
            Self::Geometric { floor } => geometric::apply(parts, *floor, out),
            Self::Harmonic { floor } => harmonic::apply(parts, *floor, out),
            Self::Power { exponent } => power::apply(parts, *exponent, out),
            Self::Minimum => minimum::apply(parts, out),
            Self::TwoWorst => two_worst::apply(parts, out),
            Self::Median => median::apply(parts, out),
            Self::MazziottaPareto(penalty) => mazziotta_pareto::apply(parts, *penalty, out),
            Self::AdjustedMazziottaPareto(penalty) => adjusted_mazziotta_pareto::apply(parts, *penalty, out),
            Self::Copeland => copeland::apply(parts, out),
            Self::BenefitOfTheDoubt(bounds) => benefit_of_the_doubt::apply(parts, *bounds, out),
        }
    }
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
