//! Goalposts: a fixed worst value scores 0, a fixed best value 100, straight between them, held at the ends beyond.
//!
//! score = 100 · (x − worst) / (best − worst), clamped to 0…100. Direction is in the posts: `worst` may be the larger.
//!
//! Reference: UNDP, Human Development Report 2023/24, Technical note 1 (dimension indices). Fixed posts make years and
//! editions comparable; do not use them where no value has a meaning of its own (then a relative method is honest).

use super::{Cells, each_alone};
use crate::methods::transform::Transform;
use crate::words::keys::Value;
use crate::words::number::plain;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goalposts {
    /// The value that scores 0, in the variable's unit.
    pub worst: f64,
    /// The value that scores 100.
    pub best: f64,
}

impl Goalposts {
    pub(super) fn read(value: Value<'_>, under: Option<Value<'_>>) -> Option<Self> {
        let Some(under) = under else {
            let help = "write { goalposts = { worst = 0, best = 100 } }";
            return value.fault("missing-parameter", "`goalposts` needs its posts.", "worst and best", help);
        };
        let (worst, best) = under.keys(|keys| {
            let (worst, best) = (keys.need("worst", Value::number), keys.need("best", Value::number));
            Some((worst?, best?))
        })?;
        // so near that the division would leave the numbers there are
        if (worst - best).abs() < 1e-12 {
            let found = format!("Both goalposts stand at {}.", plain(worst));
            return under.fault("equal-goalposts", found, "two different values", "move one of them");
        }
        Some(Self { worst, best })
    }

    pub(super) fn after(self, transform: Transform) -> Self {
        Self { worst: transform.apply(self.worst), best: transform.apply(self.best) }
    }

    pub(super) fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        each_alone(cells, out, |x| (100.0 * (x - self.worst) / (self.best - self.worst)).clamp(0.0, 100.0));
    }

    pub(super) fn wording(&self) -> String {
        format!("goalposts {}→0, {}→100", plain(self.worst), plain(self.best))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::scores;
    use super::super::{Direction, Normalise};
    use super::*;

    fn goalposts(worst: f64, best: f64) -> Normalise {
        Normalise::Goalposts(Goalposts { worst, best })
    }

    #[test]
    fn by_hand() {
        let up = scores(&goalposts(-2.5, 2.0), &[-3.0, -2.5, -0.25, 2.0, 9.0], Direction::Higher);
        assert_eq!(up, [0.0, 0.0, 50.0, 100.0, 100.0]);
        assert_eq!(scores(&goalposts(1.0, 0.0), &[0.25], Direction::Lower), [75.0]);
    }

    #[test]
    fn published_human_development_index() {
        // UNDP, HDR 2023/24: Switzerland 2022 has 84.255 years, 16.5837 and 13.9041 years of schooling and 69 432.79 PPP
        // dollars a head, and a published index of 0.967.
        let index = |worst, best, x: f64| scores(&goalposts(worst, best), &[x], Direction::Higher)[0] / 100.0;
        let health = index(20.0, 85.0, 84.255);
        let schooling = (index(0.0, 18.0, 16.583_730_7) + index(0.0, 15.0, 13.904_066_22)) / 2.0;
        let income = index(libm::log(100.0), libm::log(75_000.0), libm::log(69_432.786_69));
        let published = libm::cbrt(health * schooling * income);
        assert!((published - 0.967).abs() <= 5e-4, "{published}");
    }

    proptest! {
        #[test]
        fn a_better_value_never_scores_less(a in -10.0..10.0f64, b in -10.0..10.0f64) {
            let out = scores(&goalposts(-2.5, 2.0), &[a.min(b), a.max(b)], Direction::Higher);
            prop_assert!(out[0] <= out[1] && (0.0..=100.0).contains(&out[0]));
        }
    }
}
