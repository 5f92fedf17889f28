//! Correlated standard normals: errors that a country's years, one publisher's variables, or countries have in common.
//!
//! z = Σ over the eight ways to share: √(Π shared ρ · Π not shared (1 − ρ)) · e, where each e is a standard normal of its
//! own, common to everything along the dimensions that are shared. The squares of the factors add up to 1, so every z has
//! variance 1, and the correlation of two cells is the *product* of the correlations of the dimensions in which they
//! differ. With 0.8 across years and 0.3 across variables: the same variable in another year 0.8, another variable in the
//! same year 0.3, another variable in another year 0.24; another country 0 unless that is declared too.
//!
//! A sum of draws is a possible set of errors for any ρ from 0 to 1, with no matrix to check. (A plain sum of a part per
//! dimension would not do: 0.8 and 0.3 leave less than nothing for a cell's own part.)
//!
//! Reference: one-factor equicorrelation, e.g. Y. L. Tong (1990), The Multivariate Normal Distribution, ch. 5; its product
//! over dimensions is the Kronecker product. Not for negative correlations, nor where errors fade with the years between.

use super::distribution::normal;
use super::stream::{Block, Stream};

/// How strongly errors go together, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    /// The same country and variable in another year.
    pub years: f64,
    /// The same country and year, another variable of the publisher.
    pub variables: f64,
    /// The same variable and year, another country.
    pub countries: f64,
}

/// How many variables, years and countries; cells lie variable by variable, in it year by year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    pub variables: usize,
    pub years: usize,
    pub countries: usize,
}

impl Shape {
    pub fn cells(self) -> usize {
        self.variables * self.years * self.countries
    }
}

/// Draws the errors of one publisher; keeps the memory that it needs.
#[derive(Clone, Debug)]
pub struct Correlated {
    shape: Shape,
    terms: Vec<Term>,
    spare: Vec<f64>,
}

/// One of the ways to share.
#[derive(Clone, Copy, Debug)]
struct Term {
    part: u8,
    factor: f64,
    /// Where the next year, the next variable and the next country find their normal; 0 where they share it.
    steps: Shape,
    /// How many normals.
    length: usize,
}

impl Correlated {
    pub fn new(correlation: Correlation, shape: Shape) -> Self {
        let terms: Vec<Term> =
            (0..8).map(|part| Term::of(part, correlation, shape)).filter(|term| term.factor > 0.0).collect();
        let longest = terms.iter().map(|term| term.length).max().unwrap_or(0);
        Self { shape, terms, spare: vec![0.0; longest] }
    }

    /// One replicate's errors, one for each cell of the shape, from the parts of a block.
    pub fn fill(&mut self, stream: &Stream, replicate: u64, block: Block, out: &mut [f64]) {
        out.fill(0.0);
        for term in &self.terms {
            let normals = &mut self.spare[..term.length];
            stream.fill(replicate, block.part(term.part), normals);
            normal::quantiles(normals);
            term.add(self.shape, normals, out);
        }
    }
}

impl Term {
    /// The bits of `part` say what is shared: 1 years, 2 variables, 4 countries.
    fn of(part: u8, correlation: Correlation, shape: Shape) -> Self {
        let shares = |bit: u8| part & bit != 0;
        let square = |bit, correlation: f64| if shares(bit) { correlation } else { 1.0 - correlation };
        let length = |bit, length: usize| if shares(bit) { 1 } else { length };
        let (years, countries) = (length(1, shape.years), length(4, shape.countries));
        let step = |bit, step: usize| if shares(bit) { 0 } else { step };
        let steps = Shape { countries: step(4, 1), years: step(1, countries), variables: step(2, years * countries) };
        let squares =
            square(1, correlation.years) * square(2, correlation.variables) * square(4, correlation.countries);
        Self { part, factor: squares.sqrt(), steps, length: length(2, shape.variables) * years * countries }
    }

    fn add(&self, shape: Shape, normals: &[f64], out: &mut [f64]) {
        let mut rows = out.chunks_exact_mut(shape.countries.max(1));
        for variable in 0..shape.variables {
            for (year, row) in (0..shape.years).zip(&mut rows) {
                let from = &normals[variable * self.steps.variables + year * self.steps.years..];
                if self.steps.countries == 0 {
                    row.iter_mut().for_each(|out| *out += self.factor * from[0]);
                } else {
                    row.iter_mut().zip(from).for_each(|(out, normal)| *out += self.factor * normal);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHAPE: Shape = Shape { variables: 3, years: 2, countries: 4 };
    const EXPERTS: Correlation = Correlation { years: 0.8, variables: 0.3, countries: 0.0 };

    fn errors(correlation: Correlation, replicate: u64) -> Vec<f64> {
        let mut out = vec![f64::NAN; SHAPE.cells()];
        Correlated::new(correlation, SHAPE).fill(&Stream::new(0), replicate, Block::of(3), &mut out);
        out
    }

    fn at(variable: usize, year: usize, country: usize) -> usize {
        (variable * SHAPE.years + year) * SHAPE.countries + country
    }

    /// Mean product over replicates: the correlation, as every mean is 0 and every variance 1.
    fn together(correlation: Correlation, a: usize, b: usize) -> f64 {
        let runs = 20_000;
        (0..runs).map(|replicate| errors(correlation, replicate)).map(|z| z[a] * z[b]).sum::<f64>() / runs as f64
    }

    #[test]
    fn two_cells_correlate_by_the_product_over_what_differs() {
        let first = at(0, 0, 0);
        let close = |correlation, other, expected: f64| {
            let seen = together(correlation, first, other);
            assert!((seen - expected).abs() < 0.03, "{other}: {seen}, not {expected}");
        };
        close(EXPERTS, first, 1.0);
        close(EXPERTS, at(0, 1, 0), 0.8);
        close(EXPERTS, at(2, 0, 0), 0.3);
        close(EXPERTS, at(1, 1, 0), 0.24);
        close(EXPERTS, at(0, 0, 1), 0.0);
        let common = Correlation { countries: 0.5, ..EXPERTS };
        close(common, first, 1.0);
        close(common, at(0, 0, 3), 0.5);
        close(common, at(1, 1, 3), 0.12);
    }

    #[test]
    fn by_hand() {
        // one variable, one year, one country each: z = √0.8 · country's + √0.2 · year's
        let shape = Shape { variables: 1, years: 2, countries: 1 };
        let correlation = Correlation { years: 0.8, variables: 0.0, countries: 0.0 };
        let stream = Stream::new(5);
        let mut z = [0.0; 2];
        Correlated::new(correlation, shape).fill(&stream, 9, Block::of(3), &mut z);
        let own = |index| normal::quantile(stream.uniform(9, Block::of(3), index));
        let country = normal::quantile(stream.uniform(9, Block::of(3).part(1), 0));
        for (year, z) in z.iter().enumerate() {
            let expected = 0.8f64.sqrt() * country + 0.2f64.sqrt() * own(year as u32);
            assert!((z - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn full_correlation_makes_one_number_and_none_makes_every_number_its_own() {
        let one = errors(Correlation { years: 1.0, variables: 1.0, countries: 1.0 }, 4);
        assert!(one.iter().all(|z| *z == one[0]));
        let mut own = errors(Correlation { years: 0.0, variables: 0.0, countries: 0.0 }, 4);
        own.sort_by(f64::total_cmp);
        own.dedup();
        assert_eq!(own.len(), SHAPE.cells());
    }

    proptest! {
        #[test]
        fn the_parts_make_a_variance_of_one(years in 0.0..=1.0f64, variables in 0.0..=1.0f64, countries in 0.0..=1.0f64) {
            let drawn = Correlated::new(Correlation { years, variables, countries }, SHAPE);
            let variance: f64 = drawn.terms.iter().map(|term| term.factor * term.factor).sum();
            prop_assert!((variance - 1.0).abs() < 1e-12);
        }
    }
}
