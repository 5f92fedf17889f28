//! Goalposts: a fixed worst value scores 0, a fixed best value 100, straight between them, held at the ends beyond.
//!
//! score = 100 · (x − worst) / (best − worst), clamped to 0…100. Direction is in the posts: `worst` may be the larger.
//! With `clamped = false` the line goes on beyond the posts: an indicator may then make up for another of its principle
//! by more than 100, or spoil it by less than 0, where the principle is an arithmetic mean. The principle's own score
//! is held at 0 and 100 all the same, and every other aggregation is given parts held at the ends: grades, envelopes
//! and logarithms mean nothing outside.
//!
//! Reference: UNDP, Human Development Report 2023/24, Technical note 1 (dimension indices). Fixed posts make years and
//! editions comparable; do not use them where no value has a meaning of its own (then a relative method is honest).

use super::{Cells, Method, Normalise, each_alone};
use crate::methods::transform::Transform;
use crate::words::keys::Value;
use crate::words::number::plain;

/// Posts nearer than this are one: the division between them would leave the numbers there are.
pub(super) const NEAREST: f64 = 1e-12;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goalposts {
    /// The value that scores 0, in the variable's unit.
    pub worst: f64,
    /// The value that scores 100.
    pub best: f64,
    /// Whether scores beyond the posts are held at 0 and 100.
    pub clamped: bool,
}

impl Goalposts {
    /// Clamped, as they are unless the rubric says otherwise.
    pub const fn between(worst: f64, best: f64) -> Self {
        Self { worst, best, clamped: true }
    }

    /// These posts in place of another method's, held at the ends as that one is.
    pub fn in_place_of(self, other: &Normalise) -> Self {
        Self { clamped: !other.leaves_scale(), ..self }
    }

    pub(super) fn read(value: Value<'_>, under: Option<Value<'_>>) -> Option<Self> {
        let Some(under) = under else {
            let help = "write { goalposts = { worst = 0, best = 100 } }";
            return value.fault("missing-parameter", "`goalposts` needs its posts.", "worst and best", help);
        };
        let (worst, best, clamped) = under.keys(|keys| {
            let (worst, best) = (keys.need("worst", Value::number), keys.need("best", Value::number));
            let clamped = keys.take("clamped", Value::boolean).unwrap_or(true);
            Some((worst?, best?, clamped))
        })?;
        if (worst - best).abs() < NEAREST {
            let found = format!("Both goalposts stand at {}.", plain(worst));
            return under.fault("equal-goalposts", found, "two different values", "move one of them");
        }
        Some(Self { worst, best, clamped })
    }
}

impl Method for Goalposts {
    fn name(&self) -> &'static str {
        "goalposts"
    }

    fn rises(&self) -> Option<bool> {
        Some(self.best > self.worst)
    }

    fn marks(&self) -> Vec<f64> {
        vec![self.worst, self.best]
    }

    fn points_per_unit(&self, _value: f64) -> Option<f64> {
        Some(100.0 / (self.best - self.worst).abs())
    }

    fn after(&self, transform: Transform) -> Option<Normalise> {
        let (worst, best) = (transform.apply(self.worst), transform.apply(self.best));
        Some(Normalise::Goalposts(Self { worst, best, ..*self }))
    }

    fn leaves_scale(&self) -> bool {
        !self.clamped
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        let line = |x: f64| 100.0 * (x - self.worst) / (self.best - self.worst);
        if self.clamped {
            each_alone(cells, out, |x| line(x).clamp(0.0, 100.0));
        } else {
            each_alone(cells, out, line);
        }
    }

    fn wording(&self) -> String {
        let beyond = if self.clamped { "" } else { ", unclamped" };
        format!("goalposts {}→0, {}→100{beyond}", plain(self.worst), plain(self.best))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Direction;
    use super::super::fixture::scores;
    use super::*;

    fn goalposts(worst: f64, best: f64) -> Normalise {
        Normalise::Goalposts(Goalposts::between(worst, best))
    }

    #[test]
    fn by_hand() {
        let up = scores(&goalposts(-2.5, 2.0), &[-3.0, -2.5, -0.25, 2.0, 9.0], Direction::Higher);
        assert_eq!(up, [0.0, 0.0, 50.0, 100.0, 100.0]);
        assert_eq!(scores(&goalposts(1.0, 0.0), &[0.25], Direction::Lower), [75.0]);
        let open = Normalise::Goalposts(Goalposts { clamped: false, ..Goalposts::between(0.0, 10.0) });
        assert_eq!(scores(&open, &[-5.0, 4.0, 12.0], Direction::Higher), [-50.0, 40.0, 120.0]);
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
