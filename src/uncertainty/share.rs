//! Shares of uncertainty: how much of a target's variance each doubt brings, by Sobol' indices over a design of runs.

pub mod design;
mod directions;
pub mod indices;
pub mod points;

#[cfg(test)]
mod tests;
