//! Treatment of outliers: a few far values are brought nearer before they are normalised, so that they do not press all
//! others together.
//!
//! To add a treatment: one new file, then its variant here, with an arm in each function.

pub mod iqr_fence;
pub mod winsorise;

use crate::methods::normalise::{Over, unknown_method};
use crate::words::keys::Value;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Treat {
    Winsorise(winsorise::Winsorise),
    IqrFence(iqr_fence::IqrFence),
}

impl Treat {
    pub const NAMES: [&'static str; 2] = ["winsorise", "iqr-fence"];

    /// Reads `treat = { winsorise = { most = 5 } }` of a rubric file; faults are reported at their places.
    pub fn read(value: Value<'_>) -> Option<Self> {
        let (name, under) = value.method()?;
        match name.value.as_str() {
            "winsorise" => winsorise::Winsorise::read(under).map(Self::Winsorise),
            "iqr-fence" => iqr_fence::IqrFence::read(under).map(Self::IqrFence),
            _ => unknown_method(value, &name.value, &Self::NAMES),
        }
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Winsorise(_) => "winsorise",
            Self::IqrFence(_) => "iqr-fence",
        }
    }

    /// The cells among which a value is far or not.
    pub fn over(&self) -> Over {
        match self {
            Self::Winsorise(method) => method.over,
            Self::IqrFence(method) => method.over,
        }
    }

    /// Treats the present cells of a column in place; `width` is how many cells a year has.
    pub fn apply(&self, values: &mut [f64], present: &[f64], width: usize) {
        let years = match self.over() {
            Over::Year => width,
            Over::Panel | Over::Baseline(_) => values.len(),
        };
        for (values, present) in values.chunks_mut(years.max(1)).zip(present.chunks(years.max(1))) {
            let mut cells: Vec<usize> = (0..values.len()).filter(|&cell| present[cell] != 0.0).collect();
            cells.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
            let mut sorted: Vec<f64> = cells.iter().map(|&cell| values[cell]).collect();
            match self {
                Self::Winsorise(method) => method.apply(&mut sorted),
                Self::IqrFence(method) => method.apply(&mut sorted),
            }
            cells.into_iter().zip(sorted).for_each(|(cell, value)| values[cell] = value);
        }
    }

    /// The treatment in one line, as it stands in the rubric.
    pub fn wording(&self) -> String {
        let how = match self {
            Self::Winsorise(method) => format!("winsorised, at most {} points", method.most),
            Self::IqrFence(method) => {
                format!("held within {} interquartile ranges", crate::words::number::plain(method.times))
            }
        };
        format!("{how} over the {}", if self.over() == Over::Year { "year" } else { "panel" })
    }
}

/// `over = "year"` or `"panel"`: what is far is far from those beside it.
fn over(value: Value<'_>) -> Option<Over> {
    value.word(&[("year", Over::Year), ("panel", Over::Panel)])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::winsorise::Winsorise;
    use super::*;

    #[test]
    fn a_year_is_treated_by_itself_and_a_gap_not_at_all() {
        let treat = Treat::Winsorise(Winsorise { most: 5, over: Over::Year });
        let year: Vec<f64> = (0..20).map(f64::from).chain([1e6, 5e9]).collect();
        let mut values: Vec<f64> = year.iter().chain(&year).copied().collect();
        let mut present = vec![1.0; 44];
        present[21] = 0.0;
        present[43] = 0.0;
        treat.apply(&mut values, &present, 22);
        assert_eq!((values[20], values[21], values[42]), (19.0, 5e9, 19.0));
    }

    proptest! {
        #[test]
        fn no_order_is_turned_round(
            values in prop::collection::vec(prop_oneof![-10.0..10.0f64, -1e5..1e5f64], 3..40), most in 0usize..8,
            times in 0.5..3.0f64,
        ) {
            let over = Over::Panel;
            let methods = [
                Treat::Winsorise(Winsorise { most, over }), Treat::IqrFence(iqr_fence::IqrFence { times, over }),
            ];
            for treat in methods {
                let mut treated = values.clone();
                treat.apply(&mut treated, &vec![1.0; values.len()], values.len());
                for (a, x) in values.iter().zip(&treated) {
                    prop_assert!(values.iter().zip(&treated).all(|(b, y)| a > b || x <= y));
                }
            }
        }
    }
}
