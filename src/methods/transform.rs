//! Transforms: raw values are put on another scale before they are normalised.
//!
//! A rubric writes goalposts and ladders in the variable's own unit, as publishers print them; they are transformed with
//! the values. To add a transform: one new file, then its variant here, with an arm in each function.

pub mod log;

use crate::methods::normalise::Normalise;
use crate::words::keys::{Sited, Value};
use crate::words::number::plain;

/// Posts nearer than this on the transformed scale are one: the division between them would leave the numbers there are.
const NEAREST: f64 = 1e-12;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transform {
    /// The natural logarithm.
    Log,
}

impl Transform {
    /// Reads `transform = "log"`.
    pub fn read(value: Value<'_>) -> Option<Sited<Self>> {
        let place = value.place();
        value.word(&[("log", Self::Log)]).map(|value| Sited { value, place })
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
        }
    }

    /// Whether a value has a place on the transformed scale.
    pub fn knows(self, value: f64) -> bool {
        match self {
            Self::Log => log::knows(value),
        }
    }

    /// A value on the transformed scale.
    pub fn apply(self, value: f64) -> f64 {
        match self {
            Self::Log => log::apply(value),
        }
    }

    /// How much the transformed value moves with the raw one, at a value that the transform knows.
    pub fn slope(self, value: f64) -> f64 {
        match self {
            Self::Log => 1.0 / value,
        }
    }

    /// Judges a method that is to follow; `written` is where the rubric has it.
    pub fn judge(self, method: &Normalise, written: Value<'_>) -> Option<()> {
        if let Normalise::Categories(_) = method {
            let found = format!("`categories` looks codes up as they are: `{}` would change nothing.", self.name());
            return written.fault("needless-parameter", found, "a method for measured values", "remove `transform`");
        }
        if let Some(mark) = method.marks().into_iter().find(|mark| !self.knows(*mark)) {
            let found = format!("{} stands here, and `{}` takes numbers above 0 alone.", plain(mark), self.name());
            let help = "write posts and points in the variable's own unit, all above 0";
            return written.fault("no-logarithm", found, "numbers above 0", help);
        }
        let marks = method.after(self).marks();
        if marks.windows(2).any(|pair| (pair[0] - pair[1]).abs() < NEAREST) {
            let found = format!("On the scale of `{}`, two of these stand at one place.", self.name());
            return written.fault("equal-goalposts", found, "different values", "move one of them");
        }
        Some(())
    }
}
