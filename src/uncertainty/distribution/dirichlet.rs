//! Weights that vary: around the declared ones by a Dirichlet distribution, or evenly within ± a share.
//!
//! Dirichlet: wᵢ = W · gᵢ / Σg with gᵢ gamma of shape κ · wᵢ / W and W = Σw. The mean of each share is the declared one,
//! its variance share · (1 − share) / (κ + 1): at κ = 100 a weight of a tenth is 0.10 ± 0.03. One draw per replicate for
//! all countries and years.
//!
//! Reference: L. Devroye (1986), Non-Uniform Random Variate Generation, ch. XI.4. Not with κ far below the number of
//! parts: nearly all weight then falls on one part by chance.

use super::gamma::LogGamma;

/// The weights of one node's parts.
#[derive(Clone, Debug)]
pub struct Dirichlet {
    weights: Vec<f64>,
    total: f64,
    /// One per part; `None` where the declared weight is 0. Empty where nothing varies.
    shares: Vec<Option<LogGamma>>,
}

impl Dirichlet {
    /// Around weights of at least 0. The larger the concentration κ, the nearer the draws; at ∞ nothing varies, and a
    /// single part has nothing to share with.
    pub fn around(weights: &[f64], concentration: f64) -> Self {
        let total: f64 = weights.iter().sum();
        let parts = weights.iter().filter(|weight| **weight > 0.0).count();
        let varies = concentration.is_finite() && parts > 1;
        let mut shares: Vec<Option<LogGamma>> = Vec::new();
        for (at, weight) in weights.iter().enumerate().filter(|_| varies) {
            // equal weights are common, and a table costs a fifth of a millisecond
            let known = weights[..at].iter().position(|other| other == weight);
            let share = || (*weight > 0.0).then(|| LogGamma::of(concentration * weight / total));
            shares.push(known.map_or_else(share, |known| shares[known].clone()));
        }
        Self { weights: weights.to_vec(), total, shares }
    }

    /// Weights with the sum of the declared ones, from one uniform per part.
    pub fn draw(&self, uniforms: &[f64], out: &mut [f64]) {
        if self.shares.is_empty() {
            return out.copy_from_slice(&self.weights);
        }
        for ((share, uniform), out) in self.shares.iter().zip(uniforms).zip(out.iter_mut()) {
            *out = share.as_ref().map_or(f64::NEG_INFINITY, |share| share.quantile(*uniform));
        }
        // against the largest, so that small shapes, whose draws are too small for a double, still add up
        let largest = out.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut sum = 0.0;
        for out in out.iter_mut() {
            *out = libm::exp(*out - largest);
            sum += *out;
        }
        out.iter_mut().for_each(|out| *out *= self.total / sum);
    }
}

/// A weight anywhere within ± a share of itself, every place as likely; with a share of 0 the weight bit for bit.
pub fn within(weight: f64, share: f64, uniform: f64) -> f64 {
    weight * (1.0 + share * (2.0 * uniform - 1.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::uncertainty::stream::{Block, Stream};

    fn draws(weights: &[f64], concentration: f64, runs: u64) -> Vec<Vec<f64>> {
        let (dirichlet, stream) = (Dirichlet::around(weights, concentration), Stream::new(0));
        let mut uniforms = vec![0.0; weights.len()];
        let draw = |replicate| {
            let mut out = vec![f64::NAN; weights.len()];
            stream.fill(replicate, Block::of(1), &mut uniforms);
            dirichlet.draw(&uniforms, &mut out);
            out
        };
        (0..runs).map(draw).collect()
    }

    #[test]
    fn published_mean_and_variance() {
        // Devroye (1986), ch. XI.4: the mean is the share, the variance share (1 − share)/(κ + 1)
        let weights = [1.0, 2.0, 5.0];
        for concentration in [0.5, 8.0, 100.0] {
            let draws = draws(&weights, concentration, 20_000);
            for (part, weight) in weights.iter().enumerate() {
                let share = weight / 8.0;
                let shares: Vec<f64> = draws.iter().map(|draw| draw[part] / 8.0).collect();
                let mean = shares.iter().sum::<f64>() / 20_000.0;
                let variance = shares.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 20_000.0;
                let expected = share * (1.0 - share) / (concentration + 1.0);
                assert!((mean - share).abs() < 4.0 * (expected / 20_000.0).sqrt(), "{concentration}: {mean}");
                assert!((variance / expected - 1.0).abs() < 0.05, "{concentration}: {variance}, not {expected}");
            }
        }
    }

    #[test]
    fn by_hand() {
        // two parts of shape 1: the first's share is gamma₁ / (gamma₁ + gamma₂) with gammas −ln(1 − u)
        let mut out = [0.0; 2];
        Dirichlet::around(&[3.0, 3.0], 2.0).draw(&[0.5, 0.75], &mut out);
        assert!((out[0] - 2.0).abs() < 1e-6 && (out[1] - 4.0).abs() < 1e-6, "{out:?}");
        assert_eq!(within(2.0, 0.25, 0.75), 2.25);
    }

    #[test]
    fn without_doubt_the_weights_are_theirs_bit_for_bit() {
        let weights = [0.1, 0.7, 0.3];
        assert_eq!(draws(&weights, f64::INFINITY, 1)[0], weights);
        assert_eq!(weights.map(|weight| within(weight, 0.0, 0.123)), weights);
        // one part, or one that counts, has nothing to share with
        assert_eq!(draws(&[0.1], 5.0, 1)[0], [0.1]);
        assert_eq!(draws(&[0.0, 0.1], 5.0, 1)[0], [0.0, 0.1]);
    }

    proptest! {
        #[test]
        fn weights_keep_their_sum_and_their_zeros(
            weights in prop::collection::vec(prop_oneof![Just(0.0), 0.1..9.0f64], 1..8), log_kappa in -4.0..12.0f64,
        ) {
            let total: f64 = weights.iter().sum();
            let drawn = draws(&weights, libm::exp(log_kappa), 1).remove(0);
            prop_assert!((drawn.iter().sum::<f64>() - total).abs() < 1e-9);
            prop_assert!(drawn.iter().zip(&weights).all(|(drawn, weight)| *drawn >= 0.0 && (*weight > 0.0 || *drawn == 0.0)));
        }

        #[test]
        fn an_even_spread_stays_within_its_share(weight in 0.0..9.0f64, share in 0.0..=1.0f64, u in 0.0..1.0f64) {
            let drawn = within(weight, share, u);
            prop_assert!(weight * (1.0 - share) - 1e-12 <= drawn && drawn <= weight * (1.0 + share) + 1e-12);
        }
    }
}
