//! Gamma distribution of one shape (scale 1): the logarithm of its quantile, tabulated once and then read.
//!
//! P(a, x) = γ(a, x)/Γ(a) by its series below x = a + 1 and by its continued fraction above. The quantile is found on the
//! scale of y = ln x, on which the density is log-concave: both ln P and ln(1 − P) are concave there, so Newton's steps
//! never miss, and shapes far below 1, whose draws have no double of their own, still have a logarithm. A table over the
//! standard normal deviate of the uniform, with cubics between, then gives a draw for the price of a deviate.
//!
//! Reference: DLMF 8.7.1, 8.9.2; W. Gautschi (1979), ACM TOMS 5, 466–481; E. B. Wilson and M. M. Hilferty (1931), PNAS 17,
//! 684–688, as the start and for shapes over 10⁴. Not for shapes below 0.001.

use super::cubic::Cubic;
use super::normal;

/// Deviates of the table: from −REACH to REACH in steps; a uniform of 52 bits lies within 8.21.
const REACH: f64 = 8.25;
const STEPS_PER_UNIT: f64 = 16.0;
/// Above this shape the cube of Wilson and Hilferty is as good as the table.
const LARGE: f64 = 1e4;

/// The logarithm of a gamma variable, by the uniform below it.
#[derive(Clone, Debug)]
pub enum LogGamma {
    /// By the standard normal deviate of the uniform.
    Table(Cubic),
    /// Wilson and Hilferty's cube, for a large shape.
    Cube(f64),
}

impl LogGamma {
    /// For a shape over 0.
    pub fn of(shape: f64) -> Self {
        if shape > LARGE {
            return Self::Cube(shape);
        }
        Self::Table(Cubic::of(-REACH, REACH, STEPS_PER_UNIT, |z| node(shape, z)))
    }

    /// ln x at which a share `u`, strictly between 0 and 1, lies below x.
    pub fn quantile(&self, u: f64) -> f64 {
        let z = normal::quantile(u);
        match self {
            Self::Cube(shape) => 3.0 * libm::log(wilson_hilferty(*shape, z)) + libm::log(*shape),
            Self::Table(table) => table.at(z),
        }
    }
}

/// The exact ln x at a deviate, and how fast it rises there: φ(z) over the density of ln x.
fn node(shape: f64, z: f64) -> (f64, f64) {
    let y = log_quantile(shape, z);
    let density = shape * y - libm::exp(y) - libm::lgamma(shape);
    (y, libm::exp(normal::log_density(z) - density))
}

/// ln x with P(shape, x) = Φ(z): Newton's steps on ln P below the median and on ln(1 − P) above it.
fn log_quantile(shape: f64, z: f64) -> f64 {
    let lower = z < 0.0;
    let wanted = libm::log(normal::cumulative(-z.abs()));
    let cube = wilson_hilferty(shape, z);
    // far below the median nearly all of P is its first term, x^a / Γ(a + 1)
    let first = (libm::log(normal::cumulative(z)) + libm::lgamma(shape + 1.0)) / shape;
    let mut y = if cube > 0.3 { 3.0 * libm::log(cube) + libm::log(shape) } else { first };
    for _ in 0..100 {
        let (log_p, log_q) = log_tails(shape, y);
        let tail = if lower { log_p } else { log_q };
        let slope = libm::exp(shape * y - libm::exp(y) - libm::lgamma(shape) - tail);
        let step = if lower { (wanted - tail) / slope } else { (tail - wanted) / slope };
        y += step;
        if step.abs() <= 1e-14 * y.abs().max(1.0) {
            break;
        }
    }
    y
}

/// (ln P, ln(1 − P)) at x = e^y.
fn log_tails(shape: f64, y: f64) -> (f64, f64) {
    let x = libm::exp(y);
    let front = shape * y - x - libm::lgamma(shape);
    if x < shape + 1.0 {
        let log_p = front + libm::log(series(shape, x));
        (log_p, libm::log1p(-libm::exp(log_p)))
    } else {
        let log_q = front + libm::log(fraction(shape, x));
        (libm::log1p(-libm::exp(log_q)), log_q)
    }
}

/// Σ xⁿ / (a (a + 1) … (a + n)).
fn series(shape: f64, x: f64) -> f64 {
    let mut term = 1.0 / shape;
    let mut sum = term;
    let mut under = shape;
    while term > sum * f64::EPSILON * 0.25 {
        under += 1.0;
        term *= x / under;
        sum += term;
    }
    sum
}

/// The continued fraction of Γ(a, x) eˣ x⁻ᵃ, by Lentz's way from the front.
fn fraction(shape: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - shape;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut value = d;
    for n in 1..10_000 {
        let n = f64::from(n);
        let a = n * (shape - n);
        b += 2.0;
        d = 1.0 / keep_off_zero(a * d + b, TINY);
        c = keep_off_zero(b + a / c, TINY);
        value *= c * d;
        if (c * d - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

fn keep_off_zero(x: f64, tiny: f64) -> f64 {
    if x.abs() < tiny { tiny } else { x }
}

/// The cube root of x/a, which is nearly normal.
fn wilson_hilferty(shape: f64, z: f64) -> f64 {
    1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// How far the table may lie from the exact quantile, in probability.
    const OFF: f64 = 1e-7;

    fn draw(shape: f64, u: f64) -> f64 {
        libm::exp(LogGamma::of(shape).quantile(u))
    }

    #[test]
    fn by_hand() {
        // shape 1 is exponential: x = −ln(1 − u); shape ½ is half the square of a normal
        for u in [1e-9, 0.001, 0.25, 0.5, 0.9, 0.999_999] {
            let exponential = -libm::log1p(-u);
            assert!((draw(1.0, u) / exponential - 1.0).abs() < OFF, "{u}");
            let normal = normal::quantile(0.5 * (1.0 - u));
            assert!((draw(0.5, u) / (0.5 * normal * normal) - 1.0).abs() < OFF, "{u}");
        }
    }

    #[test]
    fn published_chi_square() {
        // NIST/SEMATECH e-Handbook, 1.3.6.7.4: ν degrees of freedom are twice a gamma of shape ν/2
        let published = [
            (1.0, 0.95, 3.841),
            (1.0, 0.99, 6.635),
            (2.0, 0.05, 0.103),
            (10.0, 0.05, 3.940),
            (10.0, 0.975, 20.483),
            (100.0, 0.95, 124.342),
            (100.0, 0.01, 70.065),
        ];
        for (freedom, u, chi) in published {
            assert!((2.0 * draw(0.5 * freedom, u) - chi).abs() <= 5e-4, "{freedom} {u}");
        }
    }

    #[test]
    fn a_draw_too_small_for_a_double_still_has_a_logarithm() {
        // u = x^a / Γ(a + 1) to the last digit when x is nothing
        let (shape, u) = (0.01, 1e-5);
        let exact = (libm::log(u) + libm::lgamma(shape + 1.0)) / shape;
        assert!(exact < -1000.0 && (LogGamma::of(shape).quantile(u) / exact - 1.0).abs() < OFF);
    }

    #[test]
    fn the_cube_takes_over_without_a_step() {
        let (table, cube) = (LogGamma::of(LARGE), LogGamma::Cube(LARGE));
        for u in [1e-6, 0.01, 0.5, 0.99, 1.0 - 1e-6] {
            assert!((table.quantile(u) - cube.quantile(u)).abs() < 1e-6, "{u}");
        }
    }

    proptest! {
        #[test]
        fn the_share_below_a_draw_is_its_uniform(log_shape in -6.9..9.2f64, u in 1e-12..1.0f64) {
            let shape = libm::exp(log_shape);
            let (log_p, log_q) = log_tails(shape, LogGamma::of(shape).quantile(u));
            prop_assert!((log_p - libm::log(u)).abs() < OFF || (log_q - libm::log1p(-u)).abs() < OFF, "{shape} {u}");
        }
    }
}
