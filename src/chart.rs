//! Charts: each a pure function from plain values and words to a [`Figure`](crate::figure::Figure).

pub mod ranking;
