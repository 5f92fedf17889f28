//! Ladder: score by given points with straight lines between them, held at the first and last point beyond.
//!
//! Between (x₁, s₁) and (x₂, s₂): s₁ + (s₂ − s₁) · (x − x₁) / (x₂ − x₁).
//!
//! Reference: piecewise-linear value functions, OECD/JRC Handbook on Constructing Composite Indicators (2008), step 5.
//! For counts whose first step matters most. Do not use it to fine-tune ranks: every point is a judgement to defend.

use super::{Cells, Method, Normalise, each_alone, points_wording, read_points};
use crate::methods::transform::Transform;
use crate::words::keys::Value;
use crate::words::number::plain;

#[derive(Clone, Debug, PartialEq)]
pub struct Ladder {
    /// (value, score), values strictly ascending, two or more.
    points: Vec<(f64, f64)>,
}

impl Ladder {
    pub(super) fn read(value: Value<'_>, under: Option<Value<'_>>) -> Option<Self> {
        let points = read_points(value, under, "ladder")?;
        for pair in points.windows(2) {
            if pair[0].0 >= pair[1].0 {
                let found = format!("After {} comes {}.", plain(pair[0].0), plain(pair[1].0));
                return value.fault("unordered-ladder", found, "values in ascending order", "sort the points");
            }
        }
        let falls = points.windows(2).all(|pair| pair[0].1 >= pair[1].1);
        let rises = points.windows(2).all(|pair| pair[0].1 <= pair[1].1);
        if !falls && !rises {
            let found = "The scores of this ladder rise and fall.";
            return value.fault("bent-ladder", found, "scores that only rise or only fall", "mend the scores");
        }
        Some(Self { points })
    }

    fn score(&self, x: f64) -> f64 {
        let (first, last) = (self.points[0], self.points[self.points.len() - 1]);
        if x <= first.0 {
            return first.1;
        }
        for pair in self.points.windows(2) {
            let ((x1, s1), (x2, s2)) = (pair[0], pair[1]);
            if x < x2 {
                return s1 + (s2 - s1) * (x - x1) / (x2 - x1);
            }
        }
        last.1
    }
}

impl Method for Ladder {
    fn name(&self) -> &'static str {
        "ladder"
    }

    fn rises(&self) -> Option<bool> {
        Some(self.points[0].1 < self.points[self.points.len() - 1].1)
    }

    fn marks(&self) -> Vec<f64> {
        self.points.iter().map(|(value, _)| *value).collect()
    }

    /// Of the step that the value stands on, or is nearest to.
    fn points_per_unit(&self, x: f64) -> Option<f64> {
        let steps = self.points.len() - 1;
        let at = self.points[1..steps].iter().take_while(|(value, _)| *value <= x).count();
        let ((x1, s1), (x2, s2)) = (self.points[at], self.points[at + 1]);
        Some(((s2 - s1) / (x2 - x1)).abs())
    }

    /// Straight lines between the points are then straight on the transformed scale.
    fn after(&self, transform: Transform) -> Option<Normalise> {
        let points = self.points.iter().map(|(value, score)| (transform.apply(*value), *score)).collect();
        Some(Normalise::Ladder(Self { points }))
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        each_alone(cells, out, |x| self.score(x));
    }

    fn wording(&self) -> String {
        points_wording("ladder", &self.points)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Direction;
    use super::super::fixture::scores;
    use super::*;

    fn cuts() -> Normalise {
        let points = vec![(0.0, 100.0), (1.0, 60.0), (3.0, 40.0), (10.0, 15.0), (30.0, 0.0)];
        Normalise::Ladder(Ladder { points })
    }

    #[test]
    fn by_hand() {
        let counts = [0.0, 1.0, 2.0, 3.0, 10.0, 20.0, 30.0, 98.0, -1.0];
        let expected = [100.0, 60.0, 50.0, 40.0, 15.0, 7.5, 0.0, 0.0, 100.0];
        assert_eq!(scores(&cuts(), &counts, Direction::Lower), expected);
    }

    #[test]
    fn published_two_points_are_goalposts() {
        // UNDP, HDR 2001, technical note 2: royalties of 13.0 dollars a head between 0 and 272.6 give 0.048.
        let ladder = Normalise::Ladder(Ladder { points: vec![(0.0, 0.0), (272.6, 100.0)] });
        assert!((scores(&ladder, &[13.0], Direction::Higher)[0] - 4.8).abs() <= 0.05);
    }

    #[test]
    fn a_step_is_as_steep_as_its_points_say() {
        let Normalise::Ladder(ladder) = cuts() else { unreachable!() };
        assert_eq!(
            [-1.0, 0.5, 2.0, 20.0, 99.0].map(|x| ladder.points_per_unit(x).unwrap()),
            [40.0, 40.0, 10.0, 0.75, 0.75]
        );
    }

    proptest! {
        #[test]
        fn more_cuts_never_score_more(a in 0.0..50.0f64, b in 0.0..50.0f64) {
            let out = scores(&cuts(), &[a.min(b), a.max(b)], Direction::Lower);
            prop_assert!(out[0] >= out[1]);
        }
    }
}
