//! How the raw cells of one filling become scores.

use crate::methods::normalise::{Cells, Direction, Normalise, Over};
use crate::methods::transform::Transform;
use crate::methods::treat::Treat;
use crate::rubric::Filling;
use crate::words::country::Country;
use crate::words::year::Year;

/// What the cells of a column stand for: year by year, and in each year country by country.
#[derive(Clone, Copy, Debug)]
pub struct Axes<'a> {
    pub years: &'a [Year],
    pub countries: &'a [Country],
}

#[derive(Clone, Debug)]
pub struct FillingRule {
    pub treat: Option<Treat>,
    pub transform: Option<Transform>,
    /// Its posts and points are on the transformed scale.
    pub normalise: Normalise,
    pub direction: Direction,
}

impl FillingRule {
    /// `direction` is the variable's own; only relative methods ask for it.
    pub fn of(filling: &Filling, direction: Direction) -> Self {
        let transform = filling.transform.as_ref().map(|transform| transform.value);
        let normalise = transform.map_or_else(|| filling.normalise.clone(), |to| filling.normalise.after(to));
        Self { treat: filling.treat, transform, normalise, direction }
    }

    /// How many points of the score one raw unit is worth at a value; `None` under relative methods and codes.
    pub fn points_per_unit(&self, value: f64) -> Option<f64> {
        match self.transform {
            None => self.normalise.points_per_unit(value),
            Some(transform) => {
                let steepness = self.normalise.points_per_unit(transform.apply(value))?;
                Some(steepness * transform.slope(value))
            }
        }
    }

    /// What the scores of a column are held against, where it is more than each cell by itself.
    pub fn over(&self) -> Vec<Over> {
        self.treat.iter().map(Treat::over).chain(self.normalise.over()).collect()
    }

    /// The raw values after treatment, where there is one; `width` is how many cells a year has.
    pub fn treated(&self, values: &[f64], present: &[f64], width: usize) -> Option<Vec<f64>> {
        let treat = self.treat?;
        let mut treated = values.to_vec();
        treat.apply(&mut treated, present, width);
        Some(treated)
    }

    /// Writes the score of every present cell to `out`; absent cells are left as they are.
    pub fn apply(&self, values: &[f64], present: &[f64], axes: Axes<'_>, out: &mut [f64]) {
        let baseline = match self.normalise.over() {
            Some(Over::Baseline(year)) => axes.years.iter().position(|own| *own == year),
            _ => None,
        };
        let reference = self.normalise.reference();
        let reference = reference.and_then(|country| axes.countries.iter().position(|own| *own == country));
        let (width, direction) = (axes.countries.len(), self.direction);
        let cells = |values| Cells { values, present, width, direction, baseline, reference };
        let treated = self.treated(values, present, width);
        let values = treated.as_deref().unwrap_or(values);
        match self.transform {
            None => self.normalise.apply(cells(values), out),
            Some(transform) => {
                let transformed: Vec<f64> = values.iter().map(|value| transform.apply(*value)).collect();
                self.normalise.apply(cells(&transformed), out);
            }
        }
    }
}
