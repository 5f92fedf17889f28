//! A date that may be known only to the year or the month.

use std::fmt;

use crate::words::year::Year;

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Between its earliest and its latest day nothing is assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: Year,
    month: Option<u8>,
    day: Option<u8>,
}

impl Day {
    /// # Errors
    /// One sentence that says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD");
        let parts: Vec<&str> = text.split('-').collect();
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if parts.len() > 3 || !digits(parts[0], 4) || !parts[1..].iter().all(|part| digits(part, 2)) {
            return Err(wrong());
        }
        let year: Year = parts[0].parse().map_err(|_| wrong())?;
        let month = parts.get(1).and_then(|part| part.parse::<u8>().ok());
        let day = parts.get(2).and_then(|part| part.parse::<u8>().ok());
        let month_exists = month.is_none_or(|month| (1..=12).contains(&month));
        let day_exists =
            day.is_none_or(|day| month.is_some_and(|month| month_exists && (1..=days_in(year, month)).contains(&day)));
        if year == 0 || !month_exists || !day_exists {
            return Err(format!("`{text}` is not a day of the calendar"));
        }
        Ok(Self { year, month, day })
    }

    pub fn year(&self) -> Year {
        self.year
    }

    /// (year, month, day) of the first day it can mean.
    pub fn earliest(&self) -> (Year, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// (year, month, day) of the last day it can mean.
    pub fn latest(&self) -> (Year, u8, u8) {
        let month = self.month.unwrap_or(12);
        (self.year, month, self.day.unwrap_or_else(|| days_in(self.year, month)))
    }
}

fn days_in(year: Year, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_reaches_from_its_first_to_its_last_day() {
        let day = Day::parse("2024-02").unwrap();
        assert_eq!((day.earliest(), day.latest()), ((2024, 2, 1), (2024, 2, 29)));
        assert_eq!(Day::parse("2021").unwrap().latest(), (2021, 12, 31));
        assert_eq!(Day::parse("2022-04-28").unwrap().to_string(), "2022-04-28");
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2023-02-29", "2023-13", "2023-00-01", "0000", "2023-04-31"] {
            assert_eq!(Day::parse(text).unwrap_err(), format!("`{text}` is not a day of the calendar"));
        }
        for text in ["", "23-1-1", "2023/01/01", "2023-01-01-01", "20230101"] {
            assert!(Day::parse(text).unwrap_err().contains("YYYY-MM-DD"), "{text}");
        }
    }
}
