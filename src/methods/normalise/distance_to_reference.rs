//! Distance to a reference country: how much of the way from the worst of the compared cells to that country has been
//! gone.
//!
//! score = 100 · (x − worst) / (reference − worst), held at 0 below; above the reference held at 100 unless
//! `capped = false`. The reference's value is that of the year, of the baseline year, or over the panel the mean of its
//! values. Where the reference is itself the worst, everyone who is no worse scores 100. Uncapped, the principle's own
//! score is held at 100 all the same.
//!
//! Reference: OECD/JRC Handbook (2008), step 5 (distance to a reference country); COINr n_dist2ref. Relative: choose a
//! country that readers will accept as a yardstick and that has a value in every year; do not use it where the reference
//! is near the worst, since small differences are then blown up.

use super::goalposts::NEAREST;
use super::{Cells, Method, Over};
use crate::words::country::Country;
use crate::words::keys::Value;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DistanceToReference {
    pub over: Over,
    pub country: Country,
    /// Whether what is beyond the reference scores no more.
    pub capped: bool,
}

impl DistanceToReference {
    pub(super) fn read(value: Value<'_>, under: Option<Value<'_>>) -> Option<Self> {
        let Some(under) = under else {
            let help = "write { distance-to-reference = { country = \"TWN\", over = \"year\" } }";
            let found = "`distance-to-reference` needs its reference.";
            return value.fault("missing-parameter", found, "country and over", help);
        };
        under.keys(|keys| {
            let country = keys.need("country", |value| {
                let code = value.text()?;
                let found = format!("`{code}` is not a code.");
                Country::parse(&code).or_else(|| value.fault("unknown-country", found, "e.g. TWN", "mend it"))
            });
            let over = keys.need("over", Over::read);
            let capped = keys.take("capped", Value::boolean).unwrap_or(true);
            Some(Self { over: over?, country: country?, capped })
        })
    }
}

impl Method for DistanceToReference {
    fn name(&self) -> &'static str {
        "distance-to-reference"
    }

    fn over(&self) -> Option<Over> {
        Some(self.over)
    }

    fn reference(&self) -> Option<Country> {
        Some(self.country)
    }

    fn leaves_scale(&self) -> bool {
        !self.capped
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        let most = if self.capped { 100.0 } else { f64::INFINITY };
        self.over.score(cells, out, |compared| {
            let (worst, best) = compared.ends();
            // that the reference has a value has been judged, but for a worked case's made-up figures
            let reference = compared.reference.unwrap_or(best);
            let way = reference - worst;
            move |x| match way < NEAREST {
                true if x < reference => 0.0,
                true => 100.0,
                false => (100.0 * (x - worst) / way).clamp(0.0, most),
            }
        });
    }

    fn wording(&self) -> String {
        let beyond = if self.capped { "" } else { ", uncapped" };
        format!("distance-to-reference {} {}{beyond}", self.country, self.over.wording())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{scores, scores_of_years};
    use super::super::{Direction, Normalise};
    use super::*;

    /// The fixture's reference is the first country.
    fn to_first(over: Over, capped: bool) -> Normalise {
        let country = Country::parse("TWN").unwrap();
        Normalise::DistanceToReference(DistanceToReference { over, country, capped })
    }

    #[test]
    fn by_hand() {
        let (capped, open) = (to_first(Over::Year, true), to_first(Over::Year, false));
        assert_eq!(scores(&capped, &[6.0, 2.0, 4.0, 8.0], Direction::Higher), [100.0, 0.0, 50.0, 100.0]);
        assert_eq!(scores(&open, &[6.0, 2.0, 4.0, 8.0], Direction::Higher), [100.0, 0.0, 50.0, 150.0]);
        assert_eq!(scores(&open, &[4.0, 8.0, 6.0, 2.0], Direction::Lower), [100.0, 0.0, 50.0, 150.0]);
        assert_eq!(scores(&open, &[1.0, 1.0, 5.0], Direction::Higher), [100.0, 100.0, 100.0]);
    }

    #[test]
    fn the_reference_is_of_the_year_of_the_baseline_or_the_mean_of_the_panel() {
        let values = [4.0, 0.0, 2.0, 8.0, 0.0, 2.0];
        let over = |over| scores_of_years(&to_first(over, true), &values, 3, Direction::Higher);
        assert_eq!(over(Over::Year), [100.0, 0.0, 50.0, 100.0, 0.0, 25.0]);
        assert_eq!(over(Over::Baseline(2020)), [100.0, 0.0, 50.0, 100.0, 0.0, 50.0]);
        let third = 100.0 * 2.0 / 6.0;
        assert_eq!(over(Over::Panel), [200.0 * 2.0 / 6.0, 0.0, third, 100.0, 0.0, third]);
    }

    #[test]
    fn published_technology_achievement() {
        // UNDP, HDR 2001, technical note 2: 103 patents a million people, between none and Japan's 994, give 0.104.
        let out = scores(&to_first(Over::Year, true), &[994.0, 103.0, 0.0], Direction::Higher);
        assert!((out[1] - 10.4).abs() <= 0.05);
    }

    proptest! {
        #[test]
        fn the_reference_scores_100_and_the_unit_changes_nothing(
            values in prop::collection::vec(-1e2..1e2f64, 2..20), shift in -50.0..50.0f64, stretch in 0.5..5.0f64,
        ) {
            let moved: Vec<f64> = values.iter().map(|x| shift + stretch * x).collect();
            let (a, b) = (scores(&to_first(Over::Year, true), &values, Direction::Lower),
                          scores(&to_first(Over::Year, true), &moved, Direction::Lower));
            prop_assert!((a[0] - 100.0).abs() < 1e-9);
            prop_assert!(a.iter().zip(&b).all(|(a, b)| (a - b).abs() < 1e-6 && (0.0..=100.0).contains(a)));
        }
    }
}
