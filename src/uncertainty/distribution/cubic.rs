//! A smooth function tabulated once on an even grid, and read by the cubic through two neighbours and their slopes.
//!
//! With steps of h the cubic is off by at most h⁴/384 · max |f⁗|.
//!
//! Reference: DLMF 3.3 (Hermite interpolation). Not outside the grid: the outermost cubics go on there.

/// The table.
#[derive(Clone, Debug)]
pub struct Cubic {
    from: f64,
    per_unit: f64,
    /// The last step.
    last: f64,
    /// Value, and what the slope adds over one step.
    nodes: Vec<(f64, f64)>,
}

impl Cubic {
    /// Tabulates a function, given as value and slope, from one point to another with a number of steps a unit.
    pub fn of(from: f64, to: f64, per_unit: f64, function: impl Fn(f64) -> (f64, f64)) -> Self {
        let steps = ((to - from) * per_unit).ceil().max(1.0) as i32;
        let node = |step| {
            let (value, slope) = function(from + f64::from(step) / per_unit);
            (value, slope / per_unit)
        };
        Self { from, per_unit, last: f64::from(steps - 1), nodes: (0..=steps).map(node).collect() }
    }

    #[inline(always)]
    pub fn at(&self, x: f64) -> f64 {
        // a number so large that nothing is left behind its point: its lowest bits are then the step, with no conversion
        const LARGE: f64 = (1u64 << 52) as f64;
        let at = (x - self.from) * self.per_unit;
        let inside = at - 0.5;
        let inside = if inside > 0.0 { inside } else { 0.0 };
        let inside = if inside < self.last { inside } else { self.last };
        let step = inside + LARGE;
        let t = at - (step - LARGE);
        let node = (step.to_bits() & 0xffff_ffff) as usize;
        let ((y0, slope0), (y1, slope1)) = (self.nodes[node], self.nodes[node + 1]);
        let rise = y1 - y0;
        y0 + t * (rise + (1.0 - t) * ((slope0 - rise) * (1.0 - t) - (slope1 - rise) * t))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table() -> Cubic {
        Cubic::of(-2.0, 3.0, 4.0, |x| (x * x * x - x, 3.0 * x * x - 1.0))
    }

    #[test]
    fn by_hand() {
        // values and slopes at 0 and 1 of x² are 0, 0 and 1, 2: halfway a quarter
        let square = Cubic::of(0.0, 1.0, 1.0, |x| (x * x, 2.0 * x));
        assert_eq!([0.0, 0.5, 1.0].map(|x| square.at(x)), [0.0, 0.25, 1.0]);
    }

    proptest! {
        #[test]
        fn a_cubic_is_read_as_it_is_and_beyond_the_grid_too(x in -3.0..4.0f64) {
            prop_assert!((table().at(x) - (x * x * x - x)).abs() < 1e-11);
        }
    }
}
