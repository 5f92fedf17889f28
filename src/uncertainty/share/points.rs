//! Sobol' points: uniforms that fill the unit cube far more evenly than random ones, in up to 100 dimensions.
//!
//! Each digit of a coordinate is a sum modulo 2 of direction numbers chosen by the digits of the point's number (in Gray
//! code, the published order). Owen's scrambling then flips each digit by a coin that hangs on the digits before it, here a
//! hash of seed, dimension and those digits: every point is uniform, and the points are as evenly spread as before.
//!
//! Reference: I. M. Sobol' (1967); S. Joe and F. Y. Kuo (2008), see the table; A. B. Owen (1995), Randomly permuted
//! (t,m,s)-nets and (t,s)-sequences; G. L. Steele et al. (2014), Fast splittable pseudorandom number generators, for the
//! hash. Use a power of two of points: another count loses the evenness. Not for thousands of dimensions.

use super::directions::DIRECTIONS;
use crate::uncertainty::stream::open_uniform;

/// How many dimensions there are numbers for.
pub const DIMENSIONS: usize = DIRECTIONS.len() + 1;
/// Digits of the sequence: 2³² points.
const DIGITS: usize = 32;
/// Digits of a uniform.
const SCRAMBLED: u32 = 52;

/// Points in some dimensions.
#[derive(Clone, Debug)]
pub struct Points {
    /// Per dimension, the directions as binary fractions of 64 digits.
    directions: Vec<[u64; DIGITS]>,
    keys: Vec<u64>,
}

impl Points {
    /// `None` beyond 100 dimensions. Another seed gives other points, as evenly spread.
    pub fn new(dimensions: usize, seed: u64) -> Option<Self> {
        let directions = (0..dimensions).map(directions).collect::<Option<Vec<_>>>()?;
        let keys = (1..=dimensions as u64).map(|dimension| hash(hash(seed, 0), dimension)).collect();
        Some(Self { directions, keys })
    }

    /// One coordinate of a point, strictly between 0 and 1; points are numbered from 0.
    pub fn coordinate(&self, number: u32, dimension: usize) -> f64 {
        open_uniform(scramble(self.digits(number, dimension), self.keys[dimension]))
    }

    /// The coordinate before scrambling, as a binary fraction.
    fn digits(&self, number: u32, dimension: usize) -> u64 {
        let gray = number ^ (number >> 1);
        let chosen = self.directions[dimension].iter().enumerate().filter(|(digit, _)| gray >> digit & 1 == 1);
        chosen.fold(0, |sum, (_, direction)| sum ^ direction)
    }
}

/// Directions v₁, v₂, … of a dimension: vₖ = mₖ / 2ᵏ, and vₖ is the sum modulo 2 of vₖ₋ₛ / 2ˢ, vₖ₋ₛ and the earlier ones
/// that the polynomial of degree s names.
fn directions(dimension: usize) -> Option<[u64; DIGITS]> {
    let mut v = [0u64; DIGITS];
    let Some(row) = dimension.checked_sub(1) else {
        v.iter_mut().enumerate().for_each(|(k, v)| *v = 1 << (63 - k));
        return Some(v);
    };
    let (polynomial, first) = DIRECTIONS.get(row)?;
    let degree = first.len();
    for k in 0..DIGITS {
        v[k] = match first.get(k) {
            Some(m) => m << (63 - k),
            None => {
                let named = (1..degree).filter(|back| polynomial >> (degree - 1 - back) & 1 == 1);
                named.fold(v[k - degree] ^ (v[k - degree] >> degree), |sum, back| sum ^ v[k - back])
            }
        };
    }
    Some(v)
}

/// Owen's scrambling, digit by digit from the first.
fn scramble(digits: u64, key: u64) -> u64 {
    (0..SCRAMBLED).fold(digits, |scrambled, depth| {
        // the digits before this one, with a leading 1: a name for this place in the tree of digits
        let place = (1 << depth) | (digits.checked_shr(64 - depth).unwrap_or(0));
        scrambled ^ ((hash(key, place) >> 63) << (63 - depth))
    })
}

/// Number `at` of the SplitMix64 sequence from a state.
fn hash(state: u64, at: u64) -> u64 {
    let mut bits = state.wrapping_add(at.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(number: u32, dimension: usize) -> f64 {
        Points::new(DIMENSIONS, 0).unwrap().digits(number, dimension) as f64 / (1u128 << 64) as f64
    }

    #[test]
    fn published_first_points() {
        // Joe and Kuo, Notes on generating Sobol sequences (2008): the first ten points in three dimensions
        let published = [
            [0.0, 0.0, 0.0],
            [0.5, 0.5, 0.5],
            [0.75, 0.25, 0.25],
            [0.25, 0.75, 0.75],
            [0.375, 0.375, 0.625],
            [0.875, 0.875, 0.125],
            [0.625, 0.125, 0.875],
            [0.125, 0.625, 0.375],
            [0.1875, 0.3125, 0.9375],
            [0.6875, 0.8125, 0.4375],
        ];
        for (number, point) in (0..).zip(published) {
            assert_eq!([0, 1, 2].map(|dimension| plain(number, dimension)), point, "{number}");
        }
    }

    #[test]
    fn the_same_points_as_another_program() {
        // The crate `sobol` 1.0.2 (its table is `new-joe-kuo-6.21201`, 64 digits): all 100 dimensions of points 1 to 1023,
        // folded into one number.
        let points = Points::new(DIMENSIONS, 0).unwrap();
        let all = (1..1024).flat_map(|number| (0..DIMENSIONS).map(move |dimension| (number, dimension)));
        let folded = all.fold(0u64, |sum, (number, dimension)| {
            sum.wrapping_mul(31).wrapping_add(points.digits(number, dimension) >> 32)
        });
        assert_eq!(folded, 16_970_224_064_981_368_832);
    }

    #[test]
    fn published_hash() {
        // SplitMix64 from state 1234567: the reference output of S. Vigna's splitmix64.c
        let first = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!([0, 1, 2].map(|at| hash(1_234_567, at)), first);
    }

    #[test]
    fn every_polynomial_is_primitive_and_every_first_number_odd_and_small() {
        let mut seen = Vec::new();
        for (inner, first) in DIRECTIONS {
            let degree = first.len();
            let polynomial = 1 << degree | inner << 1 | 1;
            // primitive: the powers of x run through every remainder but 0 before they come back to 1
            let times_x =
                |power: &u64| Some(if power << 1 >> degree & 1 == 1 { power << 1 ^ polynomial } else { power << 1 });
            let order = std::iter::successors(times_x(&1), times_x).position(|power| power == 1).unwrap() + 1;
            assert_eq!(order, (1 << degree) - 1, "{polynomial:b}");
            assert!(first.iter().enumerate().all(|(k, m)| m % 2 == 1 && *m < 2 << k), "{first:?}");
            seen.push(polynomial);
        }
        assert!(seen.windows(2).all(|pair| pair[0] < pair[1]), "each polynomial once, in order");
    }

    #[test]
    fn beyond_the_table_there_are_no_points() {
        assert!(Points::new(100, 0).is_some() && Points::new(101, 0).is_none());
    }

    proptest! {
        #[test]
        fn scrambled_or_not_every_part_of_a_side_holds_its_point(seed: u64, dimension in 0..DIMENSIONS, digits in 0u32..9) {
            let points = Points::new(DIMENSIONS, seed).unwrap();
            let count = 1 << digits;
            let part = |number| (points.coordinate(number, dimension) * f64::from(count)) as u32;
            let mut parts: Vec<u32> = (0..count).map(part).collect();
            parts.sort_unstable();
            prop_assert_eq!(parts, (0..count).collect::<Vec<u32>>());
        }

        #[test]
        fn in_two_dimensions_every_box_of_the_net_holds_its_point(seed: u64, wide in 0u32..5, high in 0u32..5) {
            let points = Points::new(2, seed).unwrap();
            let count = 1u32 << (wide + high);
            let cut = |number, dimension, digits: u32| (points.coordinate(number, dimension) * f64::from(1 << digits)) as u32;
            let mut boxes: Vec<u32> = (0..count).map(|n| cut(n, 0, wide) << high | cut(n, 1, high)).collect();
            boxes.sort_unstable();
            prop_assert_eq!(boxes, (0..count).collect::<Vec<u32>>());
        }
    }

    #[test]
    fn a_scrambled_coordinate_is_uniform_over_seeds() {
        let mean = (0..4000).map(|seed| Points::new(3, seed).unwrap().coordinate(5, 2)).sum::<f64>() / 4000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
        assert_ne!(Points::new(1, 0).unwrap().coordinate(5, 0), Points::new(1, 1).unwrap().coordinate(5, 0));
    }
}
