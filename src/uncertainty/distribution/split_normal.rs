//! Split normal: a value whose error has one width downwards and another upwards, cut at the value's natural bounds.
//!
//! Two halves of normal curves meet at the value, which is the mode; the share of mass below it is σ₁ / (σ₁ + σ₂). With
//! σ = half width / Φ⁻¹((1 + level)/2) on each side the given interval holds exactly `level`, whatever the two widths.
//! What lies beyond a bound is cut off and the rest made whole again, so that nothing piles up on the bound:
//! x = F⁻¹(F(min) + u · (F(max) − F(min))).
//!
//! Reference: K. F. Wallis (2014), The two-piece normal, binormal, or double Gaussian distribution, Statistical Science
//! 29, 106–112. Not for counts, nor where the published value is a mean: a lopsided or cut error moves the mean of the
//! draws away from the value.

use super::normal::{REACH, cumulative, cumulative_for_draws, half_width, quantile, quantile_for_draws};

/// A bound that cuts off less than this share of the mass does not count: the draw is then one step cheaper.
const NO_CUT: f64 = 1e-9;

/// The distribution of one uncertain value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SplitNormal {
    value: f64,
    /// σ₁ and −σ₂: what a deviate under the value moves it by, and what the same deviate of the other half does.
    widths: [f64; 2],
    /// Share of the whole mass below the value.
    split: f64,
    minimum: f64,
    maximum: f64,
    /// Shares of the whole mass under the minimum and over the maximum.
    cut: Tails,
    /// What is left between them.
    left: f64,
    /// What turns a share of the whole mass below and above the value into a tail of a normal curve.
    halves: [f64; 2],
}

/// A number for the lower and one for the upper side. Of a probability both are kept, because 1 − p has no digits left
/// where p is near 1.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Tails {
    lower: f64,
    upper: f64,
}

impl SplitNormal {
    /// From a value with the interval that holds it at a level between 0 and 1. The interval holds the value, and so do
    /// the natural bounds, in the same unit.
    pub fn of_interval(value: f64, (lower, upper): (f64, f64), level: f64, bounds: (Option<f64>, Option<f64>)) -> Self {
        let deviations = half_width(level);
        Self::of_widths(value, ((value - lower) / deviations, (upper - value) / deviations), bounds)
    }

    /// From the standard deviation of each half, σ₁ downwards and σ₂ upwards.
    pub fn of_widths(value: f64, (below, above): (f64, f64), (minimum, maximum): (Option<f64>, Option<f64>)) -> Self {
        let split = if below + above > 0.0 { below / (below + above) } else { 0.0 };
        let (minimum, maximum) = (minimum.unwrap_or(f64::NEG_INFINITY), maximum.unwrap_or(f64::INFINITY));
        let cut = Tails { lower: 0.0, upper: 0.0 };
        let (widths, halves) = ([below, -above], [0.5 / split, 0.5 / (1.0 - split)]);
        let mut whole = Self { value, widths, split, minimum, maximum, cut, left: 1.0, halves };
        let counts = |share: f64| if share < NO_CUT { 0.0 } else { share };
        whole.cut = Tails { lower: counts(whole.tails(minimum).lower), upper: counts(whole.tails(maximum).upper) };
        whole.left = 1.0 - whole.cut.lower - whole.cut.upper;
        whole
    }

    /// The standard deviation where both halves have one and no bound cuts: the draw is then value + σ z, held at the
    /// bounds.
    pub fn even_width(&self) -> Option<f64> {
        let free = self.cut == Tails { lower: 0.0, upper: 0.0 };
        let [below, above] = self.widths;
        (free && below == -above).then_some(below)
    }

    /// Natural bounds; infinite where there is none.
    pub fn bounds(&self) -> (f64, f64) {
        (self.minimum, self.maximum)
    }

    /// The value below which a share `u` of the draws lies, u strictly between 0 and 1.
    pub fn quantile(&self, u: f64) -> f64 {
        self.place(Tails { lower: u, upper: 1.0 - u }, quantile)
    }

    /// The value at a standard normal deviate: how correlated errors reach values whose widths and bounds differ.
    pub fn at_deviate(&self, z: f64) -> f64 {
        if let Some(width) = self.even_width() {
            return self.within_bounds(self.value + width * z);
        }
        let lower = cumulative_for_draws(z);
        let upper = if z < REACH { 1.0 - lower } else { cumulative(-z) };
        self.place(Tails { lower, upper }, quantile_for_draws)
    }

    #[inline(always)]
    fn place(&self, u: Tails, quantile: impl Fn(f64) -> f64) -> f64 {
        if self.widths == [0.0, 0.0] || self.left <= 0.0 {
            return self.value;
        }
        let lower = self.cut.lower + self.left * u.lower;
        let upper = self.cut.upper + self.left * u.upper;
        // which half it is cannot be foreseen, so it is looked up and not branched on
        let half = usize::from(lower >= self.split);
        let tail = [lower, upper][half] * self.halves[half];
        self.within_bounds(self.value + self.widths[half] * quantile(tail.min(0.5)))
    }

    /// For the last bit, and for the tail that `NO_CUT` leaves.
    fn within_bounds(&self, drawn: f64) -> f64 {
        drawn.max(self.minimum).min(self.maximum)
    }

    /// The whole mass on either side of a point, before any cut.
    fn tails(&self, at: f64) -> Tails {
        let [below, above] = [self.widths[0], -self.widths[1]];
        if at < self.value {
            let lower = if below > 0.0 { 2.0 * self.split * cumulative((at - self.value) / below) } else { 0.0 };
            Tails { lower, upper: 1.0 - lower }
        } else {
            let rest = 2.0 * (1.0 - self.split);
            let upper = if above > 0.0 { rest * cumulative((self.value - at) / above) } else { 0.0 };
            Tails { lower: 1.0 - upper, upper }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CLOSE: f64 = 1e-9;
    const FREE: (Option<f64>, Option<f64>) = (None, None);

    /// Evenly spread uniforms: what a draw gives on average, without chance.
    fn grid(of: &SplitNormal) -> Vec<f64> {
        (0..1000).map(|at| of.quantile((f64::from(at) + 0.5) / 1000.0)).collect()
    }

    #[test]
    fn by_hand() {
        // 68.27 % is one standard deviation: 2 down, 4 up, so a third of the mass lies below
        let level = 2.0 * cumulative(1.0) - 1.0;
        let error = SplitNormal::of_interval(10.0, (8.0, 14.0), level, FREE);
        assert!((error.quantile(1.0 / 3.0) - 10.0).abs() < CLOSE);
        // the interval leaves 15.87 % of each half outside: of the third below, and of the two thirds above
        assert!((error.quantile(2.0 / 3.0 * cumulative(-1.0)) - 8.0).abs() < CLOSE);
        assert!((error.quantile(1.0 - 4.0 / 3.0 * cumulative(-1.0)) - 14.0).abs() < CLOSE);
    }

    #[test]
    fn a_bound_cuts_and_nothing_piles_up_on_it() {
        let error = SplitNormal::of_interval(95.0, (85.0, 105.0), 0.68, (Some(0.0), Some(100.0)));
        let draws = grid(&error);
        assert!(draws.iter().all(|draw| *draw < 100.0));
        // a normal curve cut at half a deviation over its mode: the last point takes no more than its neighbours
        let near = |from: f64| draws.iter().filter(|draw| (from..from + 1.0).contains(*draw)).count();
        assert!(near(99.0) <= near(98.0) && near(99.0) > 40, "{} {}", near(98.0), near(99.0));
    }

    #[test]
    fn a_width_of_zero_gives_the_value_bit_for_bit() {
        for bounds in [FREE, (Some(0.1), None), (None, Some(0.1)), (Some(0.1), Some(0.1))] {
            let certain = SplitNormal::of_interval(0.1, (0.1, 0.1), 0.68, bounds);
            assert!(grid(&certain).iter().all(|draw| draw.to_bits() == 0.1f64.to_bits()));
            assert_eq!(certain.at_deviate(3.0).to_bits(), 0.1f64.to_bits());
        }
        // no room between the bounds is no width either
        let pinned = SplitNormal::of_interval(1.0, (0.5, 2.0), 0.68, (Some(1.0), Some(1.0)));
        assert_eq!((pinned.quantile(0.01), pinned.quantile(0.99)), (1.0, 1.0));
    }

    #[test]
    fn one_side_alone_may_be_certain() {
        let up = SplitNormal::of_interval(0.0, (0.0, 1.0), 0.68, (Some(0.0), None));
        assert!(grid(&up).iter().all(|draw| *draw > 0.0 && draw.is_finite()));
        let down = SplitNormal::of_interval(1.0, (0.0, 1.0), 0.68, (None, Some(1.0)));
        assert!(grid(&down).iter().all(|draw| *draw < 1.0 && draw.is_finite()));
        assert!(down.at_deviate(30.0) <= 1.0 && down.at_deviate(-30.0).is_finite());
    }

    #[test]
    fn published_mean_and_variance() {
        // Wallis (2014), eq. (2): mean = mode + √(2/π) (σ₂ − σ₁), variance = (1 − 2/π)(σ₂ − σ₁)² + σ₁ σ₂
        let draws = grid(&SplitNormal::of_widths(5.0, (1.0, 3.0), FREE));
        let mean = draws.iter().sum::<f64>() / 1000.0;
        let variance = draws.iter().map(|draw| (draw - mean) * (draw - mean)).sum::<f64>() / 1000.0;
        let two_over_pi = std::f64::consts::FRAC_2_PI;
        assert!((mean - (5.0 + 2.0 * two_over_pi.sqrt())).abs() < 0.005, "{mean}");
        assert!((variance - (4.0 * (1.0 - two_over_pi) + 3.0)).abs() < 0.05, "{variance}");
    }

    proptest! {
        #[test]
        fn draws_keep_to_the_bounds_and_their_order(
            value in 0.0..1.0f64, down in 0.0..2.0f64, up in 0.0..2.0f64, level in 0.1..0.99f64, a in 1e-12..1.0f64,
            b in 1e-12..1.0f64,
        ) {
            let error = SplitNormal::of_interval(value, (value - down, value + up), level, (Some(0.0), Some(1.0)));
            let (first, second) = (error.quantile(a.min(b)), error.quantile(a.max(b)));
            prop_assert!(0.0 <= first && first <= second + CLOSE && second <= 1.0, "{first} {second}");
        }

        #[test]
        fn a_deviate_is_the_uniform_below_it(value in 0.0..1.0f64, down in 0.0..1.0f64, up in 0.0..1.0f64, z in -5.0..5.0f64) {
            for bounds in [FREE, (Some(0.0), Some(1.0))] {
                let error = SplitNormal::of_interval(value, (value - down, value + up), 0.68, bounds);
                prop_assert!((error.at_deviate(z) - error.quantile(cumulative(z))).abs() < 2e-5);
            }
        }

        #[test]
        fn the_interval_holds_its_level(down in 0.01..2.0f64, up in 0.01..2.0f64, level in 0.1..0.95f64) {
            let draws = grid(&SplitNormal::of_interval(0.0, (-down, up), level, FREE));
            let inside = draws.iter().filter(|draw| (-down..=up).contains(*draw)).count() as f64 / 1000.0;
            prop_assert!((inside - level).abs() <= 0.002, "{inside}");
        }
    }
}
