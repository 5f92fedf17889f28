//! Transforms: raw values are put on another scale before they are normalised.
//!
//! A rubric writes goalposts and ladders in the variable's own unit, as publishers print them; they are transformed with
//! the values. To add a transform: one new file, then its variant here, with an arm in each function.

pub mod box_cox;
pub mod log;
pub mod log1p;

use box_cox::BoxCox;

use crate::methods::normalise::{Normalise, unknown_method};
use crate::words::keys::{Sited, Value};
use crate::words::number::plain;

/// Posts nearer than this on the transformed scale are one: the division between them would leave the numbers there are.
const NEAREST: f64 = 1e-12;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Transform {
    /// The natural logarithm.
    Log,
    /// The natural logarithm of one more.
    Log1p,
    /// A power.
    BoxCox(BoxCox),
}

impl Transform {
    pub const NAMES: [&'static str; 3] = ["log", "log1p", "box-cox"];

    /// Reads `transform = "log"`, `{ box-cox = { lambda = 0.5 } }` and so on.
    pub fn read(value: Value<'_>) -> Option<Sited<Self>> {
        let place = value.place();
        let (name, under) = value.method()?;
        let read = match (name.value.as_str(), under) {
            ("log", None) => Some(Self::Log),
            ("log1p", None) => Some(Self::Log1p),
            ("box-cox", under) => BoxCox::read(value, under).map(Self::BoxCox),
            ("log" | "log1p", Some(under)) => {
                let found = format!("`{}` takes no parameters.", name.value);
                under.fault("needless-parameter", found, "its bare name", "write the name in quotes")
            }
            _ => unknown_method(value, &name.value, &Self::NAMES),
        };
        read.map(|value| Sited { value, place })
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Log1p => "log1p",
            Self::BoxCox(_) => "box-cox",
        }
    }

    /// The transform and its parameters in a few words.
    pub fn wording(self) -> String {
        match self {
            Self::Log | Self::Log1p => self.name().to_owned(),
            Self::BoxCox(power) => power.wording(),
        }
    }

    /// The numbers that have a place on the transformed scale, in words.
    pub fn domain(self) -> &'static str {
        match self {
            Self::Log => log::DOMAIN,
            Self::Log1p => log1p::DOMAIN,
            Self::BoxCox(power) => power.domain(),
        }
    }

    /// Whether a value has a place on the transformed scale.
    pub fn knows(self, value: f64) -> bool {
        match self {
            Self::Log => log::knows(value),
            Self::Log1p => log1p::knows(value),
            Self::BoxCox(power) => power.knows(value),
        }
    }

    /// A value on the transformed scale; more is always more there too.
    pub fn apply(self, value: f64) -> f64 {
        match self {
            Self::Log => log::apply(value),
            Self::Log1p => log1p::apply(value),
            Self::BoxCox(power) => power.apply(value),
        }
    }

    /// How much the transformed value moves with the raw one, at a value that the transform knows.
    pub fn slope(self, value: f64) -> f64 {
        match self {
            Self::Log => 1.0 / value,
            Self::Log1p => log1p::slope(value),
            Self::BoxCox(power) => power.slope(value),
        }
    }

    /// Judges a method that is to follow; `written` is where the rubric has it.
    pub fn judge(self, method: &Normalise, written: Value<'_>) -> Option<()> {
        if let Normalise::Categories(_) = method {
            let found = format!("`categories` looks codes up as they are: `{}` would change nothing.", self.name());
            return written.fault("needless-parameter", found, "a method for measured values", "remove `transform`");
        }
        if let Some(mark) = method.marks().into_iter().find(|mark| !self.knows(*mark)) {
            let (domain, mark) = (self.domain(), plain(mark));
            let found = format!("{mark} stands here, and `{}` takes {domain} alone.", self.name());
            let help = format!("write what stands in the variable's own unit as {domain}");
            return written.fault("no-logarithm", found, domain, &help);
        }
        if let (Normalise::Logistic(curve), Normalise::Logistic(scaled)) = (method, method.after(self))
            && !(scaled.slope.is_finite() && scaled.slope != 0.0)
        {
            let found = format!("At {}, `{}` has no slope.", plain(curve.midpoint), self.name());
            return written.fault("no-logarithm", found, "a midpoint above 0", "move the midpoint");
        }
        let marks = method.after(self).marks();
        if marks.windows(2).any(|pair| (pair[0] - pair[1]).abs() < NEAREST) {
            let found = format!("On the scale of `{}`, two of these stand at one place.", self.name());
            return written.fault("equal-goalposts", found, "different values", "move one of them");
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::keys::Document;

    fn read(transform: &str, normalise: &str) -> String {
        let text = format!("transform = {transform}\nnormalise = {normalise}\n");
        let (_, findings) = Document::read("a.toml", &text, |keys| {
            let transform = keys.need("transform", Transform::read);
            keys.need("normalise", |value| transform?.value.judge(&Normalise::read(value)?, value))
        });
        findings.to_string()
    }

    #[test]
    fn every_transform_is_read_by_its_name_and_says_what_it_cannot_take() {
        let posts = "{ goalposts = { worst = 0, best = 5 } }";
        for known in ["\"log1p\"", "{ box-cox = { lambda = 0.5 } }"] {
            assert_eq!(read(known, posts), "");
        }
        for (transform, normalise, says) in [
            ("\"log\"", posts, "0 stands here, and `log` takes numbers above 0 alone"),
            ("\"log1p\"", "{ logistic = { midpoint = -1, slope = 1 } }", "`log1p` takes numbers above -1 alone"),
            ("{ box-cox = { lambda = -1 } }", posts, "`box-cox` takes numbers above 0 alone"),
            ("{ box-cox = { lambda = 4 } }", posts, "fault[out-of-range]"),
            ("{ box-cox = { lambda = 0.5 } }", "{ logistic = { midpoint = 0, slope = 1 } }", "`box-cox` has no slope"),
            ("\"box-cox\"", posts, "fault[missing-parameter]"),
            ("{ log = { base = 2 } }", posts, "fault[needless-parameter]"),
            ("\"logs\"", posts, "did you mean `log`?"),
        ] {
            let found = read(transform, normalise);
            assert!(found.contains(says), "{transform} {normalise}: {found}");
        }
    }
}
