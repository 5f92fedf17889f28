//! Declared error: how wide a score's error is where the publisher gives no interval, by the score itself.
//!
//! σ(score) = half width of the step that the score stands on / Φ⁻¹((1 + level)/2): `0:10 50:9 75:7 90:3` at 0.68 says
//! that two thirds of the errors of a score of 60 are under 9 points. The error is σ times a standard normal deviate.
//!
//! Not where the publisher gives an interval of its own for the value.

use super::normal::half_width;

/// Standard deviations in points of the score, by score.
#[derive(Clone, Debug, PartialEq)]
pub struct DeclaredError {
    /// (from this score on, σ), ascending.
    steps: Vec<(f64, f64)>,
}

impl DeclaredError {
    /// From half widths that hold at a level between 0 and 1: (from this score on, half width), ascending from 0.
    pub fn new(half_widths: &[(f64, f64)], level: f64) -> Self {
        let deviations = half_width(level);
        Self { steps: half_widths.iter().map(|(from, half)| (*from, half / deviations)).collect() }
    }

    /// The standard deviation of the error of a score, in points; 0 where nothing is declared.
    pub fn deviation(&self, score: f64) -> f64 {
        let step = self.steps.iter().rev().find(|(from, _)| score >= *from).or(self.steps.first());
        step.map_or(0.0, |(_, deviation)| *deviation)
    }
}

#[cfg(test)]
mod tests {
    use super::super::normal::cumulative;
    use super::*;

    const VDEM: [(f64, f64); 4] = [(0.0, 10.0), (50.0, 9.0), (75.0, 7.0), (90.0, 3.0)];

    #[test]
    fn by_hand() {
        // at 68.27 % the half width is the standard deviation
        let error = DeclaredError::new(&VDEM, 2.0 * cumulative(1.0) - 1.0);
        for (score, deviation) in [(0.0, 10.0), (49.9, 10.0), (50.0, 9.0), (75.0, 7.0), (90.0, 3.0), (100.0, 3.0)] {
            assert!((error.deviation(score) - deviation).abs() < 1e-12, "{score}");
        }
    }

    #[test]
    fn two_thirds_of_the_errors_are_under_the_half_width() {
        let deviation = DeclaredError::new(&VDEM, 0.68).deviation(60.0);
        assert!((1.0 - 2.0 * cumulative(-9.0 / deviation) - 0.68).abs() < 1e-12);
    }

    #[test]
    fn without_a_declaration_there_is_no_error() {
        assert_eq!(DeclaredError::new(&[], 0.68).deviation(50.0), 0.0);
    }
}
