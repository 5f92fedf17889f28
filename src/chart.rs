//! Charts: each a pure function from plain values and words to a [`Figure`](crate::figure::Figure).

pub mod availability;
pub mod correlations;
pub mod drivers;
pub mod framework;
pub mod grade_odds;
pub mod heatmap;
mod key;
mod label;
pub mod page;
pub mod rank_ranges;
pub mod ranking;
mod shade;
#[cfg(test)]
mod tidy;
pub mod trend;
