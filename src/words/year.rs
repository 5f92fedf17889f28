//! Years and inclusive spans of years.

use std::fmt;

/// A calendar year.
pub type Year = i32;

/// The widest span anyone may ask for; a typing slip such as `20162..2023` must not fill the memory.
const WIDEST: i32 = 500;

/// A set of years, ascending, never empty. Written `2016..2023`, `2021` or `2016..2018,2021`; both ends belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Years(Vec<Year>);

impl Years {
    /// # Errors
    /// One sentence that says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut years = Vec::new();
        for part in text.split(',') {
            let (from, to) = match part.split_once("..") {
                Some((from, to)) => (year(from)?, year(to.trim_start_matches('='))?),
                None => (year(part)?, year(part)?),
            };
            if from > to {
                return Err(format!("the span `{}` runs backwards", part.trim()));
            }
            if to - from >= WIDEST {
                return Err(format!("the span `{}` is wider than {WIDEST} years", part.trim()));
            }
            years.extend(from..=to);
        }
        years.sort_unstable();
        years.dedup();
        Ok(Self(years))
    }

    pub fn one(year: Year) -> Self {
        Self(vec![year])
    }

    /// Both ends belong to it.
    pub fn span(first: Year, last: Year) -> Self {
        Self((first.min(last)..=last).collect())
    }

    pub fn first(&self) -> Year {
        self.0[0]
    }

    pub fn last(&self) -> Year {
        self.0[self.0.len() - 1]
    }

    pub fn contains(&self, year: Year) -> bool {
        self.0.binary_search(&year).is_ok()
    }

    pub fn iter(&self) -> impl Iterator<Item = Year> + '_ {
        self.0.iter().copied()
    }

    pub fn as_slice(&self) -> &[Year] {
        &self.0
    }
}

fn year(text: &str) -> Result<Year, String> {
    let text = text.trim();
    match text.parse::<Year>() {
        Ok(year) if (1..=9999).contains(&year) => Ok(year),
        _ => Err(format!("`{text}` is not a year")),
    }
}

impl fmt::Display for Years {
    /// As short as it can be written: runs as spans.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut at = 0;
        while at < self.0.len() {
            let mut end = at;
            while end + 1 < self.0.len() && self.0[end + 1] == self.0[end] + 1 {
                end += 1;
            }
            let comma = if at > 0 { "," } else { "" };
            if end > at {
                write!(f, "{comma}{}..{}", self.0[at], self.0[end])?;
            } else {
                write!(f, "{comma}{}", self.0[at])?;
            }
            at = end + 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_inclusive_and_print_as_they_were_written() {
        for text in ["2016..2023", "2021", "2016,2021", "2016..2018,2021"] {
            assert_eq!(Years::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Years::parse("2016..2018").unwrap().as_slice(), [2016, 2017, 2018]);
    }

    #[test]
    fn wrong_spans_say_what_is_wrong() {
        assert_eq!(Years::parse("2023..2016").unwrap_err(), "the span `2023..2016` runs backwards");
        assert_eq!(Years::parse("soon").unwrap_err(), "`soon` is not a year");
        assert_eq!(Years::parse("").unwrap_err(), "`` is not a year");
        assert_eq!(Years::parse("1..9999").unwrap_err(), "the span `1..9999` is wider than 500 years");
    }
}
