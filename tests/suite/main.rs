//! Behaviour seen from outside.

mod identities;
mod readme;
mod shared;
mod shipped;
mod worked_cases;
