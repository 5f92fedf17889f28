//! The dates that a trend marks.

use super::lines::Drawn;
use crate::chart::trend::Moment;
use crate::party::bond::Bond;
use crate::report::job::Line;
use crate::report::view::View;
use crate::words::day::Day;

impl View<'_> {
    /// The day of the instrument, the days on which named countries joined if they did so later, and years from which
    /// every line is measured otherwise.
    pub(super) fn moments(&self, drawn: &[Drawn<'_>]) -> Vec<Moment> {
        let instrument = &self.case.rubric().instrument;
        let moment = |day: Day, label: String| Moment { at: midst(day), label };
        let values = [("short", instrument.short.get(self.lang).to_owned()), ("day", instrument.adopted.to_string())];
        // an index is no promise: its date changed nothing for anybody
        let adopted = self.binds().then(|| moment(instrument.adopted, self.say("trend-adopted", &values)));
        let mut moments: Vec<Moment> = adopted.into_iter().collect();
        let mut joined: Vec<(Day, Vec<String>)> = Vec::new();
        for drawn in drawn.iter().filter(|drawn| !drawn.points.is_empty()) {
            let Line::Country(country) = drawn.line else { continue };
            let (Bond::Bound(day) | Bond::Joining(day) | Bond::Unconfirmed(Some(day))) =
                self.assessment.bond(self.year, *country)
            else {
                continue;
            };
            match joined.iter_mut().find(|(known, _)| *known == day) {
                Some((_, names)) => names.push(self.name(*country)),
                None if day != instrument.adopted => joined.push((day, vec![self.name(*country)])),
                None => {}
            }
        }
        moments.extend(joined.into_iter().map(|(day, names)| {
            let values = [("countries", self.lang.list(&names)), ("day", day.to_string())];
            moment(day, self.say("trend-joined", &values))
        }));
        moments.extend(self.common_breaks(drawn).into_iter().map(|year| {
            let year = self.assessment.years[year];
            Moment { at: f64::from(year), label: self.say("trend-break", &[("year", year.to_string())]) }
        }));
        moments
    }
}

/// A day in years: the middle of what it may mean.
fn midst(day: Day) -> f64 {
    let at = |(year, month, day): (i32, u8, u8)| {
        f64::from(year) + (f64::from(month) - 1.0 + (f64::from(day) - 0.5) / 31.0) / 12.0
    };
    (at(day.earliest()) + at(day.latest())) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lies_within_its_year_and_a_year_at_its_middle() {
        let at = |text: &str| midst(Day::parse(text).unwrap());
        assert!((at("2022-04-28") - 2022.32).abs() < 0.01);
        assert!((at("2022") - 2022.5).abs() < 0.01);
        assert!(at("2022-01-01") > 2022.0 && at("2022-12-31") < 2023.0);
    }
}
