//! The words that every room shares: countries, years, days, scores, gaps, sources, numbers, findings and languages.

pub mod country;
pub mod day;
pub mod finding;
pub mod folder;
pub mod gap;
pub mod hash;
pub mod keys;
pub mod locale;
pub mod number;
pub mod score;
pub mod sheet;
pub mod year;
