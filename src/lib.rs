//! upheld: is this government keeping its commitment, clause by clause, year by year, and how sure are we?

pub mod chart;
pub mod edition;
pub mod figure;
pub mod methods;
pub mod publish;
pub mod words;
