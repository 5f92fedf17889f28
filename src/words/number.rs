//! Numbers as text: one function for every way a number is printed.

use crate::words::score::{PLACE_GRAIN, reaches};

/// No figure of this field is larger; what is read beyond it is a slip, and could overflow on the way to a score.
pub const LARGEST_NUMBER: f64 = 1e15;

/// The shortest text that reads back to the same number, without an exponent; `-0` is `0`.
pub fn plain(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { format!("{value}") }
}

/// A fixed number of decimals; never `-0.0`.
pub fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if text.bytes().all(|b| matches!(b, b'-' | b'0' | b'.')) { text.trim_start_matches('-').to_owned() } else { text }
}

/// A number in an exported table: at most six decimals, no trailing zeros.
pub fn exported(value: f64) -> String {
    let text = fixed(value, 6);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A score with one decimal, or as many more as it takes not to contradict its grade or an end of the scale: 79.96 is
/// not printed as `80.0` where 80 opens the next grade, nor 99.98 as `100.0`. `edges` are the lower edges of the grades.
pub fn score(value: f64, edges: &[f64]) -> String {
    decimals_from(1, value, edges)
}

/// A score without decimals where many stand side by side, or with as many as it takes not to contradict its grade.
pub fn whole_score(value: f64, edges: &[f64]) -> String {
    decimals_from(0, value, edges)
}

fn decimals_from(least: usize, value: f64, edges: &[f64]) -> String {
    let ends = [2.0 * PLACE_GRAIN, 100.0];
    for decimals in least..=9 {
        let text = fixed(value, decimals);
        let printed: f64 = text.parse().unwrap_or(value);
        if edges.iter().chain(&ends).all(|&edge| reaches(printed, edge) == reaches(value, edge)) {
            return text;
        }
    }
    fixed(value, least)
}

/// A count in a sentence, with a comma before every three digits, as both languages write it: 10,000.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let (first, rest) = digits.split_at((digits.len() + 2) % 3 + 1);
    rest.as_bytes().chunks(3).fold(first.to_owned(), |text, three| text + "," + &String::from_utf8_lossy(three))
}

/// A value with its unit, if it has one. English units of counts stand in the plural; one of them is singular.
pub fn counted(value: f64, unit: &str) -> String {
    let one = value == 1.0 && unit.is_ascii() && unit.ends_with('s') && !unit.contains(' ');
    let unit = if one { unit.trim_end_matches('s') } else { unit };
    format!("{} {unit}", exported(value)).trim_end().to_owned()
}

/// A share from 0 to 1 as whole percent; a share below 1 is never printed as 100 %, one above 0 never as 0 %.
pub fn percent(share: f64) -> String {
    let whole = (share * 100.0).round();
    if whole >= 100.0 && share < 1.0 - 1e-9 {
        ">99 %".to_owned()
    } else if whole <= 0.0 && share > 1e-9 {
        "<1 %".to_owned()
    } else {
        format!("{whole:.0} %")
    }
}

/// A change with its sign, to one decimal: `+3.4`, `−0.2`, `0.0`.
pub fn signed(points: f64) -> String {
    let text = fixed(points.abs(), 1);
    match points {
        _ if text == "0.0" => text,
        points if points < 0.0 => format!("−{text}"),
        _ => format!("+{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_a_comma_before_every_three_digits() {
        let counts = [0, 20, 999, 1000, 10_000, 123_456, 1_234_567];
        assert_eq!(counts.map(grouped), ["0", "20", "999", "1,000", "10,000", "123,456", "1,234,567"]);
    }

    #[test]
    fn a_printed_score_never_contradicts_its_grade() {
        let edges = [0.0, 40.0, 60.0, 80.0];
        assert_eq!(score(79.96, &edges), "79.96");
        assert_eq!(score(79.94, &edges), "79.9");
        assert_eq!(score(80.0, &edges), "80.0");
        assert_eq!(score(79.999_999, &edges), "79.999999");
        assert_eq!(
            (score(99.98, &edges), score(0.04, &edges), score(0.0, &edges)),
            ("99.98".into(), "0.04".into(), "0.0".into())
        );
        assert_eq!(score(100.0 - 1e-12, &edges), "100.0");
        assert_eq!(score(60.0 - 1e-14, &edges), "60.0");
    }

    #[test]
    fn a_whole_score_has_decimals_only_where_it_would_contradict_its_grade() {
        let edges = [0.0, 40.0, 60.0, 80.0];
        let whole = |value: f64| whole_score(value, &edges);
        assert_eq!([whole(64.2), whole(79.4), whole(79.6), whole(80.3)], ["64", "79", "79.6", "80"]);
        assert_eq!([whole(99.7), whole(100.0), whole(0.3), whole(0.0)], ["99.7", "100", "0.3", "0"]);
    }

    #[test]
    fn an_exported_number_has_no_trailing_zeros() {
        assert_eq!(
            [exported(2.0 / 3.0), exported(50.0), exported(-1e-9), exported(0.5)],
            ["0.666667", "50", "0", "0.5"]
        );
    }

    #[test]
    fn there_is_no_negative_zero() {
        assert_eq!((plain(-0.0).as_str(), fixed(-0.04, 1).as_str()), ("0", "0.0"));
    }

    #[test]
    fn one_of_a_count_is_singular() {
        assert_eq!(
            [counted(1.0, "events"), counted(98.0, "events"), counted(1.0, "次"), counted(1.0, "")],
            ["1 event", "98 events", "1 次", "1"]
        );
    }

    #[test]
    fn percent_keeps_the_ends_for_the_ends() {
        assert_eq!(
            [percent(1.0), percent(0.999), percent(0.001), percent(0.0), percent(2.0 / 3.0)],
            ["100 %", ">99 %", "<1 %", "0 %", "67 %"]
        );
    }
}
