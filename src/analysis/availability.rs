//! Availability: how much of what the indicators ask for is there, by indicator, country and group, year by year.
//!
//! Each cell (an indicator of a country in a year) counts once, whatever its weight; cells to which an indicator does not
//! apply do not count. Coverage, which thresholds act on, is the same with weights.

use super::Scored;
use crate::group::Group;
use crate::panel::State;

/// So many cells have a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Have {
    /// From the year itself.
    pub fresh: usize,
    /// From an earlier year.
    pub carried: usize,
    /// Cells to which the indicator applies.
    pub of: usize,
}

impl Have {
    fn add(&mut self, other: Self) {
        self.fresh += other.fresh;
        self.carried += other.carried;
        self.of += other.of;
    }

    fn count(state: State) -> Self {
        match state {
            State::NotApplicable => Self::default(),
            State::Carried(_) => Self { carried: 1, of: 1, ..Self::default() },
            state => Self { fresh: usize::from(state.is_evidence()), of: 1, ..Self::default() },
        }
    }

    pub fn values(self) -> usize {
        self.fresh + self.carried
    }

    /// From 0 to 1; `None` where nothing applies.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.values() as f64 / self.of as f64)
    }
}

/// Whose availability.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    Slot(usize),
    /// Position in the panel.
    Country(usize),
    /// Its members at the end of the last year.
    Group(Group),
    /// Every country looked at.
    All,
}

/// Year by year, and in all of them together.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub subject: Subject,
    pub years: Vec<Have>,
    pub whole: Have,
}

impl Row {
    fn of(subject: Subject, years: Vec<Have>) -> Self {
        let mut whole = Have::default();
        years.iter().for_each(|year| whole.add(*year));
        Self { subject, years, whole }
    }
}

/// What is there, of some slots in some years.
#[derive(Clone, Debug, PartialEq)]
pub struct Availability {
    /// Positions in the panel.
    pub years: Vec<usize>,
    pub indicators: Vec<Row>,
    /// Worst first.
    pub countries: Vec<Row>,
    pub groups: Vec<Row>,
    pub all: Row,
}

/// The same countries in every year: those of which `keeps` says so, as positions in the panel.
pub fn availability(
    scored: &Scored<'_>,
    years: &[usize],
    slots: &[usize],
    keeps: impl Fn(usize) -> bool,
) -> Availability {
    let (panel, evidence) = (scored.case.panel(), scored.case.evidence());
    let last = years.iter().copied().max().unwrap_or(0);
    let count = |slots: &[usize], year: usize, kept: &dyn Fn(usize) -> bool| {
        let mut have = Have::default();
        for country in (0..panel.countries.len()).filter(|&country| keeps(country) && kept(country)) {
            let cell = panel.cell(year, country);
            slots.iter().for_each(|&slot| have.add(Have::count(panel.slots[slot].states[cell])));
        }
        have
    };
    let row = |subject: Subject, slots: &[usize], kept: &dyn Fn(usize) -> bool| {
        Row::of(subject, years.iter().map(|&year| count(slots, year, kept)).collect())
    };
    let of_slot = |&slot: &usize| row(Subject::Slot(slot), &[slot], &|_| true);
    let of_country = |country: usize| row(Subject::Country(country), slots, &|other| other == country);
    let of_group = |group: Group| {
        let holds = |country: usize| {
            group.holds(panel.countries[country], panel.years[last], &evidence.atlas, &evidence.parties)
        };
        row(Subject::Group(group.clone()), slots, &holds)
    };
    let applies = |row: &Row| row.whole.of > 0;
    let mut countries: Vec<Row> = (0..panel.countries.len()).map(of_country).filter(applies).collect();
    // a stable order: of equally poor ones the panel's
    countries.sort_by(|a, b| (a.whole.values() * b.whole.of).cmp(&(b.whole.values() * a.whole.of)));
    let groups = Group::all(&evidence.atlas, &evidence.parties).into_iter().map(of_group).filter(applies);
    Availability {
        years: years.to_vec(),
        indicators: slots.iter().map(of_slot).collect(),
        countries,
        groups: groups.collect(),
        all: row(Subject::All, slots, &|_| true),
    }
}
