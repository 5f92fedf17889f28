//! Imputation: a gap is filled in from what was observed elsewhere. Every cell filled in stays marked, is no evidence for
//! coverage, and follows the draws of the cells that it is made of.
//!
//! To add a method: one new file, then its variant here, with an arm in each function.

pub mod group;
pub mod linear;
pub mod panel_mean;
pub mod regression;

use crate::methods::normalise::unknown_method;
use crate::words::keys::{Sited, Value};

/// How gaps of an indicator are filled in. Without one, missing stays missing.
#[derive(Clone, Debug, PartialEq)]
pub enum Imputation {
    /// Between two observed years of the country.
    Linear,
    /// From the countries of the same group in the same year.
    Group(group::Group),
    /// The mean of all that was observed, of all countries and years.
    PanelMean,
    /// From other variables of the same country and year.
    Regression(Vec<Sited<String>>),
}

/// One indicator's raw cells, year by year: `[year * width + country]`.
#[derive(Clone, Copy, Debug)]
pub struct Series<'s> {
    pub values: &'s [f64],
    /// Whether a cell has evidence of its own, and whether it is to be filled in.
    pub observed: &'s [bool],
    pub wanted: &'s [bool],
    /// How many cells a year has.
    pub width: usize,
    pub years: &'s [i32],
    /// The group of each country, as a number.
    pub groups: &'s [Option<usize>],
    /// Of each variable that the regression names, its cells.
    pub predictors: &'s [Vec<Option<f64>>],
}

/// How a filled cell is made of observed ones, so that it moves with them.
#[derive(Clone, Debug, PartialEq)]
pub enum Recipe {
    /// Σ share · value.
    Sum(Vec<(usize, f64)>),
    /// The median of these.
    Median(Vec<usize>),
}

impl Recipe {
    /// The mean of some cells.
    fn mean(cells: &[usize]) -> Self {
        Self::Sum(cells.iter().map(|&cell| (cell, 1.0 / cells.len() as f64)).collect())
    }

    /// What it comes to with these values of all cells.
    pub fn value(&self, values: &[f64]) -> f64 {
        match self {
            Self::Sum(terms) => terms.iter().map(|(cell, share)| share * values[*cell]).sum(),
            Self::Median(cells) => {
                let mut own: Vec<f64> = cells.iter().map(|&cell| values[cell]).collect();
                own.sort_by(f64::total_cmp);
                let middle = own.len() / 2;
                if own.len() % 2 == 1 { own[middle] } else { 0.5 * (own[middle - 1] + own[middle]) }
            }
        }
    }

    /// How many cells it is made of.
    pub fn sources(&self) -> usize {
        match self {
            Self::Sum(terms) => terms.len(),
            Self::Median(cells) => cells.len(),
        }
    }
}

impl Imputation {
    pub const NAMES: [&'static str; 5] = ["linear", "group-mean", "group-median", "panel-mean", "regression"];

    /// Reads `fill = "linear"`, `{ group-mean = "region" }`, `{ regression = ["a.x"] }`.
    pub fn read(value: Value<'_>) -> Option<Self> {
        let (name, under) = value.method()?;
        match (name.value.as_str(), under) {
            ("linear", None) => Some(Self::Linear),
            ("panel-mean", None) => Some(Self::PanelMean),
            ("group-mean" | "group-median", under) => group::Group::read(value, &name.value, under).map(Self::Group),
            ("regression", under) => regression::read(value, under).map(Self::Regression),
            ("linear" | "panel-mean", Some(under)) => {
                let found = format!("`{}` has no parameters.", name.value);
                under.fault("needless-parameter", found, &format!("\"{}\"", name.value), "write its bare name")
            }
            _ => unknown_method(value, &name.value, &Self::NAMES),
        }
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Group(group) => group.name(),
            Self::PanelMean => "panel-mean",
            Self::Regression(_) => "regression",
        }
    }

    /// The variables that it looks at beside the indicator's own.
    pub fn variables(&self) -> &[Sited<String>] {
        match self {
            Self::Regression(on) => on,
            Self::Linear | Self::Group(_) | Self::PanelMean => &[],
        }
    }

    /// The recipe of each wanted cell that can be filled in, with the cell.
    pub fn recipes(&self, series: Series<'_>) -> Vec<(usize, Recipe)> {
        match self {
            Self::Linear => linear::recipes(series),
            Self::Group(group) => group.recipes(series),
            Self::PanelMean => panel_mean::recipes(series),
            Self::Regression(_) => regression::recipes(series),
        }
    }

    /// The method in one line, as it stands in the rubric.
    pub fn wording(&self) -> String {
        match self {
            Self::Linear => "linear between years".to_owned(),
            Self::Group(group) => group.wording(),
            Self::PanelMean => "mean of the panel".to_owned(),
            Self::Regression(on) => {
                let names: Vec<&str> = on.iter().map(|name| name.value.as_str()).collect();
                format!("regression on {}", names.join(", "))
            }
        }
    }
}

impl Series<'_> {
    /// The cells that are wanted.
    fn gaps(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.values.len()).filter(|&cell| self.wanted[cell])
    }

    /// The cells with evidence of their own.
    fn known(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.values.len()).filter(|&cell| self.observed[cell])
    }
}

#[cfg(test)]
pub(crate) mod fixture {
    use super::*;

    /// What a method makes of a column; `None` is a gap that is wanted.
    pub fn filled(
        method: &Imputation,
        cells: &[Option<f64>],
        width: usize,
        groups: &[Option<usize>],
    ) -> Vec<Option<f64>> {
        filled_from(method, cells, width, groups, &[])
    }

    pub fn filled_from(
        method: &Imputation,
        cells: &[Option<f64>],
        width: usize,
        groups: &[Option<usize>],
        predictors: &[Vec<Option<f64>>],
    ) -> Vec<Option<f64>> {
        let values: Vec<f64> = cells.iter().map(|cell| cell.unwrap_or(0.0)).collect();
        let observed: Vec<bool> = cells.iter().map(Option::is_some).collect();
        let wanted: Vec<bool> = cells.iter().map(Option::is_none).collect();
        let years: Vec<i32> = (2000..).take(cells.len() / width).collect();
        let series =
            Series { values: &values, observed: &observed, wanted: &wanted, width, years: &years, groups, predictors };
        let mut out = cells.to_vec();
        for (cell, recipe) in method.recipes(series) {
            out[cell] = Some(recipe.value(&values));
        }
        out
    }
}
