//! Standard normal: cumulative distribution Φ and its inverse.
//!
//! Φ(z) = ½ · erfc(−z/√2). The inverse is a quotient of two polynomials of degree 7: one pair for the middle 85 % in
//! (½)² · 0.7225 − (p − ½)², two for the tails in √(−ln p).
//!
//! Reference: M. J. Wichura (1988), Algorithm AS 241, Applied Statistics 37, 477–484 (routine PPND16, relative accuracy
//! 10⁻¹⁶). Not for probabilities near 1, where a double has no room left: ask for the other tail and turn the sign.

use std::sync::LazyLock;

use super::cubic::Cubic;

/// Half of the width of the middle, in probability.
const MIDDLE: f64 = 0.425;
/// √(−ln p) at which the near tail ends.
const FAR: f64 = 5.0;

/// The table of Φ covers ± this.
pub const REACH: f64 = 8.0;
static TABLE: LazyLock<Cubic> =
    LazyLock::new(|| Cubic::of(-REACH, REACH, 32.0, |z| (cumulative(z), libm::exp(log_density(z)))));

/// Numerator and denominator, highest power first.
type Quotient = ([f64; 8], [f64; 8]);

const CENTRAL: Quotient = (
    [
        2_509.080_928_730_122_7,
        33_430.575_583_588_13,
        67_265.770_927_008_7,
        45_921.953_931_549_87,
        13_731.693_765_509_46,
        1_971.590_950_306_551_3,
        133.141_667_891_784_38,
        3.387_132_872_796_366_5,
    ],
    [
        5_226.495_278_852_854,
        28_729.085_735_721_943,
        39_307.895_800_092_71,
        21_213.794_301_586_597,
        5_394.196_021_424_751,
        687.187_007_492_057_9,
        42.313_330_701_600_91,
        1.0,
    ],
);

const NEAR_TAIL: Quotient = (
    [
        7.745_450_142_783_414e-4,
        0.022_723_844_989_269_184,
        0.241_780_725_177_450_6,
        1.270_458_252_452_368_4,
        3.647_848_324_763_204_5,
        5.769_497_221_460_691,
        4.630_337_846_156_546,
        1.423_437_110_749_683_5,
    ],
    [
        1.050_750_071_644_416_9e-9,
        5.475_938_084_995_345e-4,
        0.015_198_666_563_616_457,
        0.148_103_976_427_480_08,
        0.689_767_334_985_1,
        1.676_384_830_183_803_8,
        2.053_191_626_637_759,
        1.0,
    ],
);

const FAR_TAIL: Quotient = (
    [
        2.010_334_399_292_288_1e-7,
        2.711_555_568_743_487_6e-5,
        0.001_242_660_947_388_078_4,
        0.026_532_189_526_576_124,
        0.296_560_571_828_504_87,
        1.784_826_539_917_291_3,
        5.463_784_911_164_114,
        6.657_904_643_501_103,
    ],
    [
        2.044_263_103_389_939_8e-15,
        1.421_511_758_316_446e-7,
        1.846_318_317_510_054_8e-5,
        7.868_691_311_456_133e-4,
        0.014_875_361_290_850_615,
        0.136_929_880_922_735_8,
        0.599_832_206_555_888,
        1.0,
    ],
);

/// The deviate below which a share `p` of the standard normal lies; ∓∞ at 0 and 1.
pub fn quantile(p: f64) -> f64 {
    let centred = p - 0.5;
    if centred.abs() <= MIDDLE { central(centred) } else { tail(p, centred) }
}

/// The table of the inverse covers probabilities from this to 1 less it: few enough are outside, and the table is small
/// enough to stay where the processor is quickest.
const TABLED: f64 = 1.0 / 128.0;
static INVERSE: LazyLock<Cubic> = LazyLock::new(|| {
    Cubic::of(TABLED, 1.0 - TABLED, 1024.0, |p| {
        let z = if p < 0.5 { quantile(p) } else { -quantile(1.0 - p) };
        (z, libm::exp(-log_density(z)))
    })
});

/// A second table of the lower tail, which is steeper, down to this: one draw in 2,000 is outside both.
const TAIL_TABLED: f64 = 1.0 / 4096.0;
static TAIL: LazyLock<Cubic> =
    LazyLock::new(|| Cubic::of(TAIL_TABLED, TABLED, 32_768.0, |p| (quantile(p), libm::exp(-log_density(quantile(p))))));

/// The inverse from tables, less than 10⁻⁵ off: for draws, where it would be most of the cost.
#[inline(always)]
pub fn quantile_for_draws(p: f64) -> f64 {
    if (TABLED..=1.0 - TABLED).contains(&p) { INVERSE.at(p) } else { tail_for_draws(p) }
}

#[cold]
fn tail_for_draws(p: f64) -> f64 {
    let (outside, side) = if p < 0.5 { (p, 1.0) } else { (1.0 - p, -1.0) };
    if outside >= TAIL_TABLED { side * TAIL.at(outside) } else { quantile(p) }
}

/// Turns uniforms into deviates for draws in place.
pub fn deviates(uniforms: &mut [f64]) {
    let table = &*INVERSE;
    for uniform in uniforms {
        let p = *uniform;
        *uniform = if (TABLED..=1.0 - TABLED).contains(&p) { table.at(p) } else { tail_for_draws(p) };
    }
}

/// The share of the standard normal below `z`.
pub fn cumulative(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The same from a table, less than 4 · 10⁻⁹ off, and in the lower tail less than 2 · 10⁻⁵ of it: for draws, where
/// `cumulative` would be most of the cost.
#[inline(always)]
pub fn cumulative_for_draws(z: f64) -> f64 {
    if z.abs() < REACH { TABLE.at(z) } else { cumulative(z) }
}

/// The logarithm of the density φ.
pub fn log_density(z: f64) -> f64 {
    const LN_SQRT_2_PI: f64 = 0.918_938_533_204_672_7;
    -0.5 * z * z - LN_SQRT_2_PI
}

/// How many standard deviations the half width of a central interval of this level spans: 0.994 at 0.68.
pub fn half_width(level: f64) -> f64 {
    quantile(0.5 + 0.5 * level)
}

fn central(centred: f64) -> f64 {
    let at = MIDDLE * MIDDLE - centred * centred;
    centred * divide(&CENTRAL, at)
}

fn tail(p: f64, centred: f64) -> f64 {
    let outside = if centred < 0.0 { p } else { 1.0 - p };
    if outside <= 0.0 {
        return f64::INFINITY.copysign(centred);
    }
    let depth = (-libm::log(outside)).sqrt();
    let size = if depth <= FAR { divide(&NEAR_TAIL, depth - 1.6) } else { divide(&FAR_TAIL, depth - FAR) };
    size.copysign(centred)
}

fn divide(quotient: &Quotient, at: f64) -> f64 {
    let horner = |powers: &[f64; 8]| powers[1..].iter().fold(powers[0], |sum, power| sum * at + power);
    horner(&quotient.0) / horner(&quotient.1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Φ comes from erfc, the inverse from other polynomials: they agree to about the last bits.
    const ROUND_TRIP: f64 = 4e-15;

    #[test]
    fn by_hand() {
        assert_eq!(quantile(0.5), 0.0);
        assert_eq!((quantile(0.0), quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
        assert_eq!(quantile(0.25), -quantile(0.75));
        assert_eq!(cumulative(0.0), 0.5);
    }

    #[test]
    fn published_percentage_points() {
        // Wichura (1988), table of test values: p = 0.25, 0.001 and 1e-20.
        let published =
            [(0.25, -0.674_489_750_196_081_7), (1e-3, -3.090_232_306_167_813_5), (1e-20, -9.262_340_089_798_408)];
        for (p, z) in published {
            assert!((quantile(p) - z).abs() <= 1e-15 * z.abs(), "{p}: {}", quantile(p));
        }
        // NIST/SEMATECH e-Handbook, 1.3.6.7.1: Φ(1.96) = 0.97500, Φ(3) = 0.99865
        assert!((cumulative(1.96) - 0.97500).abs() < 5e-6 && (cumulative(3.0) - 0.99865).abs() < 5e-6);
        assert!((half_width(0.95) - 1.959_963_984_540_054).abs() < 1e-14);
    }

    proptest! {
        #[test]
        fn the_inverse_undoes_the_distribution(z in -8.0..8.0f64) {
            let lower = -z.abs();
            let p = cumulative(lower);
            prop_assert!((cumulative(quantile(p)) / p - 1.0).abs() < 100.0 * ROUND_TRIP, "{z}");
            prop_assert!((quantile(p) - lower).abs() < ROUND_TRIP * lower.abs().max(1.0), "{z}: {}", quantile(p));
        }

        #[test]
        fn the_table_is_as_near_as_it_says(z in -9.0..9.0f64) {
            let off = (cumulative_for_draws(z) - cumulative(z)).abs();
            prop_assert!(off < 4e-9 && (z > 0.0 || off < 2e-5 * cumulative(z)), "{z}: {off}");
        }

        #[test]
        fn the_tables_of_the_inverse_are_as_near_as_they_say(
            p in prop_oneof![0.0001..0.9999f64, 0.0001..0.01f64, 0.99..0.9999f64],
        ) {
            let off = (quantile_for_draws(p) - quantile(p)).abs();
            prop_assert!(off < 1e-5, "{p}: {off}");
            let mut one = [p];
            deviates(&mut one);
            prop_assert_eq!(one[0], quantile_for_draws(p));
        }

        #[test]
        fn more_probability_lies_below_a_higher_deviate(a in 1e-300..1.0f64, b in 1e-300..1.0f64) {
            prop_assert!(a >= b || quantile(a) <= quantile(b));
        }
    }
}
