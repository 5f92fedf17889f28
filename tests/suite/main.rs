//! Behaviour seen from outside: the program is run as its users run it, and its sources are held to the house's rules.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends with what went wrong")]

mod aggregation;
mod asem;
mod bad_input;
mod commands;
mod duties;
mod findings;
mod golden;
mod hdi;
mod identities;
mod judgements;
mod normalisation;
mod positions;
mod preparation;
mod program;
mod readme;
mod report;
mod schema;
mod shared;
mod shipped;
mod sources;
mod stats;
mod statuses;
mod structure;
mod translations;
mod trend;
mod uncertainty;
mod workbench;
mod worked_cases;
