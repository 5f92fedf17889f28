//! A doubt: anything that may reasonably vary.

/// What varies from replicate to replicate. Method draws are one per replicate for all countries and years.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Doubt {
    /// Every weight lies anywhere within ± this share of what the rubric gives it; 0 to 1.
    Weights { spread: f64 },
}
