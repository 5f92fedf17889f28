//! Behaviour seen from outside.

mod worked_cases;
