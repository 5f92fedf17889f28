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
use super::stream::{self, Block, Stream};

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

/// Draws the errors of one publisher; keeps the memory that it needs.
#[derive(Clone, Debug)]
pub struct Correlated {
    terms: Vec<Term>,
    /// Row by row, for each term the place of its key.
    keys: Vec<usize>,
    places: Places,
    spare: Vec<f64>,
    row: Vec<f64>,
}

/// A row of cells: one variable and year, one cell per country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The variable's number among those of its publisher.
    pub variable: u32,
    pub year: i32,
}

/// Where the countries of a run stand among all.
#[derive(Clone, Debug)]
struct Places {
    /// Ascending.
    places: Vec<u32>,
    first: u32,
    /// From the first to the last.
    span: usize,
}

/// One of the ways to share.
#[derive(Clone, Debug)]
struct Term {
    part: u8,
    factor: f64,
    /// Where the uniforms of each key start.
    starts: Vec<u32>,
    /// One normal for all countries.
    common: bool,
    /// Key by key, what it adds for each country; a row's own is not kept.
    added: Vec<f64>,
}

impl Correlated {
    /// `places` are the positions of the run's countries among all, ascending.
    pub fn new(correlation: Correlation, rows: &[Row], places: &[u32]) -> Self {
        let mut terms: Vec<Term> =
            (0..8).map(|part| Term::of(part, correlation)).filter(|term| term.factor > 0.0).collect();
        let keys =
            rows.iter().flat_map(|row| terms.iter_mut().map(|term| term.key(*row)).collect::<Vec<_>>()).collect();
        let (first, last) = (places.first().copied().unwrap_or(0), places.last().copied().unwrap_or(0));
        let span = (last - first) as usize + 1;
        let row = vec![0.0; places.len()];
        let places = Places { places: places.to_vec(), first, span };
        Self { terms, keys, spare: vec![0.0; span], row, places }
    }

    /// One replicate's errors, row by row, one for each country, from the parts of a block.
    pub fn fill(&mut self, stream: &Stream, replicate: u64, block: Block, out: &mut [f64]) {
        let width = self.places.places.len().max(1);
        self.each(stream, replicate, block, |row, errors| {
            out[row * width..(row + 1) * width].copy_from_slice(errors);
        });
    }

    /// One replicate's errors, one row after the other.
    pub fn each(&mut self, stream: &Stream, replicate: u64, block: Block, mut see: impl FnMut(usize, &[f64])) {
        let Self { terms, keys, places, spare, row } = self;
        let mut normals = |term: &Term, start: u32, out: &mut [f64]| {
            let block = block.part(term.part);
            if term.common {
                out.fill(term.factor * normal::quantile_for_draws(stream.uniform(replicate, block, start)));
            } else {
                places.pick(stream, replicate, block, start, spare, out);
                normal::deviates(out);
                out.iter_mut().for_each(|normal| *normal *= term.factor);
            }
        };
        let width = row.len().max(1);
        for term in terms.iter_mut().filter(|term| term.part != OWN) {
            let mut added = std::mem::take(&mut term.added);
            added.resize(term.starts.len() * width, 0.0);
            term.starts
                .iter()
                .zip(added.chunks_exact_mut(width))
                .for_each(|(start, added)| normals(term, *start, added));
            term.added = added;
        }
        for (at, keys) in keys.chunks_exact(terms.len().max(1)).enumerate() {
            row.fill(0.0);
            for (term, &key) in terms.iter().zip(keys) {
                if term.part == OWN {
                    normals(term, term.starts[key], row);
                } else {
                    let added = &term.added[key * width..(key + 1) * width];
                    row.iter_mut().zip(added).for_each(|(error, added)| *error += added);
                }
            }
            see(at, row);
        }
    }
}

impl Places {
    /// The uniforms of the run's countries in a row of all.
    fn pick(&self, stream: &Stream, replicate: u64, block: Block, start: u32, spare: &mut [f64], out: &mut [f64]) {
        if self.span == self.places.len() {
            return stream.fill_from(replicate, block, start + self.first, out);
        }
        stream.fill_from(replicate, block, start + self.first, spare);
        for (picked, place) in out.iter_mut().zip(&self.places) {
            *picked = spare[(place - self.first) as usize];
        }
    }
}

/// The part of a row's own normals: nothing is shared.
const OWN: u8 = 0;

impl Term {
    /// The bits of `part` say what is shared: 1 years, 2 variables, 4 countries.
    fn of(part: u8, correlation: Correlation) -> Self {
        let square = |bit, correlation: f64| if part & bit != 0 { correlation } else { 1.0 - correlation };
        let squares =
            square(1, correlation.years) * square(2, correlation.variables) * square(4, correlation.countries);
        Self { part, factor: squares.sqrt(), starts: Vec::new(), common: part & 4 != 0, added: Vec::new() }
    }

    /// The place of a row's key.
    fn key(&mut self, row: Row) -> usize {
        let shares = |bit: u8| self.part & bit != 0;
        let variable = if shares(2) { 0 } else { row.variable };
        let start = stream::row(variable, if shares(1) { 0 } else { row.year });
        self.starts.iter().position(|known| *known == start).unwrap_or_else(|| {
            self.starts.push(start);
            self.starts.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COUNTRIES: usize = 4;
    const EXPERTS: Correlation = Correlation { years: 0.8, variables: 0.3, countries: 0.0 };

    /// Three variables in two years each.
    fn rows() -> Vec<Row> {
        (0..3).flat_map(|variable| [2021, 2022].map(|year| Row { variable, year })).collect()
    }

    fn errors(correlation: Correlation, replicate: u64) -> Vec<f64> {
        let mut out = vec![f64::NAN; rows().len() * COUNTRIES];
        Correlated::new(correlation, &rows(), &[0, 1, 2, 3]).fill(&Stream::new(0), replicate, Block::of(3), &mut out);
        out
    }

    fn at(variable: usize, year: usize, country: usize) -> usize {
        (variable * 2 + year) * COUNTRIES + country
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
        // one variable and country in two years: z = √0.8 · country's + √0.2 · year's
        let correlation = Correlation { years: 0.8, variables: 0.0, countries: 0.0 };
        let (stream, years) = (Stream::new(5), [2021, 2022]);
        let mut z = [0.0; 2];
        let rows = years.map(|year| Row { variable: 0, year });
        Correlated::new(correlation, &rows, &[7]).fill(&stream, 9, Block::of(3), &mut z);
        let country = normal::quantile_for_draws(stream.uniform(9, Block::of(3).part(1), stream::row(0, 0) + 7));
        for (year, z) in years.into_iter().zip(z) {
            let own = normal::quantile_for_draws(stream.uniform(9, Block::of(3), stream::row(0, year) + 7));
            let expected = 0.8f64.sqrt() * country + 0.2f64.sqrt() * own;
            assert!((z - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn fewer_rows_and_countries_have_the_same_errors() {
        let whole = errors(EXPERTS, 2);
        let mut part = [0.0; 4];
        let rows = [Row { variable: 1, year: 2022 }, Row { variable: 2, year: 2021 }];
        Correlated::new(EXPERTS, &rows, &[1, 3]).fill(&Stream::new(0), 2, Block::of(3), &mut part);
        assert_eq!(part, [whole[at(1, 1, 1)], whole[at(1, 1, 3)], whole[at(2, 0, 1)], whole[at(2, 0, 3)]]);
    }

    #[test]
    fn full_correlation_makes_one_number_and_none_makes_every_number_its_own() {
        let one = errors(Correlation { years: 1.0, variables: 1.0, countries: 1.0 }, 4);
        assert!(one.iter().all(|z| *z == one[0]));
        let mut own = errors(Correlation { years: 0.0, variables: 0.0, countries: 0.0 }, 4);
        own.sort_by(f64::total_cmp);
        own.dedup();
        assert_eq!(own.len(), rows().len() * COUNTRIES);
    }

    proptest! {
        #[test]
        fn the_parts_make_a_variance_of_one(years in 0.0..=1.0f64, variables in 0.0..=1.0f64, countries in 0.0..=1.0f64) {
            let drawn = Correlated::new(Correlation { years, variables, countries }, &rows(), &[0]);
            let variance: f64 = drawn.terms.iter().map(|term| term.factor * term.factor).sum();
            prop_assert!((variance - 1.0).abs() < 1e-12);
        }
    }
}
