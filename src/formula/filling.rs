//! How the raw cells of one filling become scores.

use crate::methods::normalise::{Cells, Direction, Normalise};
use crate::methods::transform::Transform;
use crate::rubric::Filling;

#[derive(Clone, Debug)]
pub struct FillingRule {
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
        Self { transform, normalise, direction }
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

    /// Writes the score of every present cell to `out`; absent cells are left as they are. `width` is how many cells a
    /// year has.
    pub fn apply(&self, values: &[f64], present: &[f64], width: usize, out: &mut [f64]) {
        let cells = |values| Cells { values, present, width, direction: self.direction };
        match self.transform {
            None => self.normalise.apply(cells(values), out),
            Some(transform) => {
                let transformed: Vec<f64> = values.iter().map(|value| transform.apply(*value)).collect();
                self.normalise.apply(cells(&transformed), out);
            }
        }
    }
}
