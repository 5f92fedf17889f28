//! Charts: each a pure function from plain values and words to a [`Figure`](crate::figure::Figure).

pub mod heatmap;
mod key;
pub mod page;
pub mod ranking;
#[cfg(test)]
mod tidy;
pub mod trend;
