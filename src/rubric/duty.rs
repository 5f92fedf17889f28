//! What kind of promise a principle is, and what its indicators look at.

/// What kind of promise a principle is, if it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// One violation breaches.
    Refrain,
    /// Progress counts.
    Promote,
    /// Participation counts.
    Cooperate,
    /// No promise but a stance: practice is placed on an axis, and is neither kept nor broken.
    Position,
}

impl Duty {
    pub const ALL: [Self; 4] = [Self::Refrain, Self::Promote, Self::Cooperate, Self::Position];

    /// Whether an indicator of this facet is enough to judge a principle of this duty.
    pub fn is_judged_by(self, facet: Facet) -> bool {
        match self {
            Self::Refrain => facet == Facet::Practice,
            Self::Promote | Self::Position => facet != Facet::Law,
            Self::Cooperate => matches!(facet, Facet::Participation | Facet::Outcome),
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::Refrain => "refrain",
            Self::Promote => "promote",
            Self::Cooperate => "cooperate",
            Self::Position => "position",
        }
    }
}

/// What an indicator looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    Law,
    Practice,
    Outcome,
    Participation,
}

impl Facet {
    pub const ALL: [Self; 4] = [Self::Law, Self::Practice, Self::Outcome, Self::Participation];

    pub fn key(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Practice => "practice",
            Self::Outcome => "outcome",
            Self::Participation => "participation",
        }
    }
}

/// Whether an indicator looks at what the clause names, or only stands in for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closeness {
    Direct,
    Proxy,
}
