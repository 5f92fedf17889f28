//! Codes of several coders become one value.
//!
//! Median: the middle code, or the mean of the middle two. Mean: Σ x / n. Majority: the code that more than half of the
//! coders gave who gave one; where there is none, the cell has no value. Coders who found no evidence, or for whom it does
//! not apply, have no part in the value; where nobody gave a code it does not apply if all say so, and otherwise no
//! evidence was found.
//!
//! Reference: K. Krippendorff (2018), Content Analysis, 4th ed., chapter 12. Do not combine by mean what is only ordered:
//! it takes the steps of the scale for equal.

use super::{Code, Unit};
use crate::dataset::package::coding::Combine;
use crate::words::gap::Gap;

impl Unit {
    /// The value that counts, or why there is none.
    pub fn combined(&self, combine: Combine) -> Result<f64, Gap> {
        if let Some(settled) = self.adjudicated {
            return settled.value();
        }
        let codes = self.judgements.iter().filter_map(|judgement| judgement.code.value().ok());
        let mut codes: Vec<f64> = codes.collect();
        codes.sort_by(f64::total_cmp);
        let (n, half) = (codes.len(), codes.len() / 2);
        let Some(&middle) = codes.get(half) else {
            let inapplicable = self.judgements.iter().all(|judgement| judgement.code == Code::NotApplicable);
            return Err(if inapplicable { Gap::NotApplicable } else { Gap::NoEvidence });
        };
        match combine {
            Combine::Median if n.is_multiple_of(2) => Ok(f64::midpoint(codes[half - 1], middle)),
            Combine::Median => Ok(middle),
            Combine::Mean => Ok(codes.iter().sum::<f64>() / n as f64),
            // the code of more than half of them stands in the middle
            Combine::Majority if 2 * codes.iter().filter(|code| **code == middle).count() > n => Ok(middle),
            Combine::Majority => Err(Gap::Undecided),
        }
    }

    /// Whether it applies is disputed, and not settled.
    pub fn disputed(&self) -> bool {
        let says = |inapplicable: bool| {
            self.judgements.iter().any(|judgement| (judgement.code == Code::NotApplicable) == inapplicable)
        };
        self.adjudicated.is_none() && says(true) && says(false)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::judgement::Judgement;
    use crate::words::day::Day;

    const RULES: [Combine; 3] = [Combine::Median, Combine::Mean, Combine::Majority];

    fn unit(codes: &[Code]) -> Unit {
        let judgement = |(at, code): (usize, &Code)| Judgement {
            coder: format!("coder {at}"),
            code: *code,
            evidence: String::new(),
            day: Day::parse("2024").unwrap(),
        };
        Unit { judgements: codes.iter().enumerate().map(judgement).collect(), adjudicated: None }
    }

    fn given(codes: &[f64]) -> Unit {
        unit(&codes.iter().map(|code| Code::Given(*code)).collect::<Vec<_>>())
    }

    #[test]
    fn by_hand() {
        let all = |codes: &[f64]| RULES.map(|rule| given(codes).combined(rule));
        assert_eq!(all(&[1.0, -1.0, 1.0]), [Ok(1.0), Ok(1.0 / 3.0), Ok(1.0)]);
        assert_eq!(all(&[0.0, 1.0]), [Ok(0.5), Ok(0.5), Err(Gap::Undecided)]);
        assert_eq!(all(&[-1.0]), [Ok(-1.0); 3]);
        assert_eq!(all(&[1.0, 0.0, -1.0, 1.0]), [Ok(0.5), Ok(0.25), Err(Gap::Undecided)]);
    }

    #[test]
    fn no_evidence_and_not_applicable_are_never_a_code() {
        for rule in RULES {
            let of = |codes: &[Code]| unit(codes).combined(rule);
            assert_eq!(of(&[Code::NoEvidence, Code::Given(1.0)]), Ok(1.0));
            assert_eq!(of(&[Code::NoEvidence, Code::NoEvidence]), Err(Gap::NoEvidence));
            assert_eq!(of(&[Code::NotApplicable, Code::NotApplicable]), Err(Gap::NotApplicable));
            assert_eq!(of(&[Code::NotApplicable, Code::NoEvidence]), Err(Gap::NoEvidence));
        }
        assert!(unit(&[Code::NotApplicable, Code::Given(1.0)]).disputed());
        assert!(!unit(&[Code::NoEvidence, Code::Given(1.0)]).disputed());
    }

    #[test]
    fn an_adjudicated_code_counts_in_place_of_all() {
        let settled = |code| Unit { adjudicated: Some(code), ..given(&[1.0, -1.0]) };
        for rule in RULES {
            assert_eq!(settled(Code::Given(-1.0)).combined(rule), Ok(-1.0));
            assert_eq!(settled(Code::NoEvidence).combined(rule), Err(Gap::NoEvidence));
        }
    }

    proptest! {
        #[test]
        fn the_value_lies_among_the_codes_whatever_their_order(codes in prop::collection::vec(-1i8..=1, 1..8)) {
            let codes: Vec<f64> = codes.into_iter().map(f64::from).collect();
            let turned: Vec<f64> = codes.iter().rev().copied().collect();
            for rule in RULES {
                let value = given(&codes).combined(rule);
                prop_assert_eq!(value, given(&turned).combined(rule));
                if let Ok(value) = value {
                    let (low, high) = codes.iter().fold((1.0_f64, -1.0_f64), |(l, h), c| (l.min(*c), h.max(*c)));
                    prop_assert!((low..=high).contains(&value));
                }
            }
        }
    }
}
