//! Country codes: ISO 3166-1 alpha-3, and `XKX` (Kosovo) and `EUE` (European Commission as a partner).

use std::fmt;

use serde::{Serialize, Serializer};

/// Three capital letters. That the code names a known country is judged against the `countries` dataset.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 3]);

impl Country {
    /// `None` unless the text is three ASCII capitals.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 3] = text.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_capitals_are_a_code() {
        assert_eq!(Country::parse("TWN").map(|c| c.to_string()).as_deref(), Some("TWN"));
        for wrong in ["twn", "TW", "TWNX", "T1N", "", "臺"] {
            assert_eq!(Country::parse(wrong), None, "{wrong}");
        }
    }
}
