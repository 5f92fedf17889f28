//! upheld: is this government keeping its commitment, clause by clause, year by year, and how sure are we?
//!
//! Three steps, one arithmetic: `Case::pair` judges files and their pairing, `Formula::score` does the arithmetic, and
//! `Assessment` puts it into grades, coverage and words.

pub mod analysis;
pub mod assessment;
pub mod case;
pub mod chart;
pub mod cli;
pub mod dataset;
pub mod doubt;
pub mod edition;
pub mod evidence;
pub mod figure;
pub mod formula;
pub mod framework;
pub mod group;
pub mod judgement;
pub mod methods;
pub mod panel;
pub mod party;
pub mod plan;
pub mod publish;
pub mod render;
pub mod report;
pub mod review;
pub mod revision;
pub mod rubric;
pub mod scaffold;
pub mod schema;
pub mod score;
pub mod shelf;
pub mod statistics;
pub mod trial;
pub mod uncertainty;
pub mod words;
