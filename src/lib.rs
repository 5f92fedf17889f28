//! upheld: is this government keeping its commitment, clause by clause, year by year, and how sure are we?

pub mod chart;
pub mod dataset;
pub mod edition;
pub mod figure;
pub mod group;
pub mod methods;
pub mod party;
pub mod publish;
pub mod rubric;
pub mod words;
