//! Scores before and after: which country and year moved at which node.

use crate::assessment::Assessment;
use crate::case::Case;
use crate::words::country::Country;
use crate::words::year::Year;

/// Smaller differences are of the last bits.
const LEAST: f64 = 1e-9;

/// What became of one node that both rubrics have.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// In the later rubric's case.
    pub node: usize,
    /// Scores that stand before, after, or both.
    pub of: usize,
    pub moves: Vec<Move>,
}

/// One score that moved, came or went.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    pub country: Country,
    pub year: Year,
    pub before: Option<f64>,
    pub after: Option<f64>,
    /// Ids of the grades, where they differ.
    pub grades: Option<(Option<String>, Option<String>)>,
}

impl Move {
    /// By how many points; `None` where a score came or went.
    pub fn points(&self) -> Option<f64> {
        Some(self.after? - self.before?)
    }
}

impl Moved {
    /// Scores that came and those that went.
    pub fn came_and_went(&self) -> (usize, usize) {
        let count = |is: fn(&Move) -> bool| self.moves.iter().filter(|own| is(own)).count();
        (count(|own| own.before.is_none()), count(|own| own.after.is_none()))
    }

    /// How many changed their grade.
    pub fn regraded(&self) -> usize {
        self.moves.iter().filter(|own| own.grades.is_some()).count()
    }

    /// Mean of the points of those that stand before and after.
    pub fn mean(&self) -> Option<f64> {
        let points: Vec<f64> = self.moves.iter().filter_map(Move::points).collect();
        (!points.is_empty()).then(|| points.iter().sum::<f64>() / points.len() as f64)
    }
}

/// Every node that both cases have, with the scores that differ, the largest moves first. Both cases have one scope.
pub fn moved(before: (&Case, &Assessment), after: (&Case, &Assessment)) -> Vec<Moved> {
    let nodes = after.0.formula().nodes.iter().enumerate();
    let known = nodes.filter_map(|(node, own)| Some((node, before.0.find_node(after.0.node_id(own.kind))?)));
    known.map(|(node, earlier)| of_node(before, after, (earlier, node))).collect()
}

fn of_node(before: (&Case, &Assessment), after: (&Case, &Assessment), nodes: (usize, usize)) -> Moved {
    let mut moved = Moved { node: nodes.1, of: 0, moves: Vec::new() };
    let grade = |case: &Case, grade: Option<usize>| {
        grade.and_then(|grade| case.rubric().instrument.grades.get(grade)).map(|grade| grade.id.clone())
    };
    for (year, &of_year) in after.1.years.iter().enumerate() {
        for (country, &code) in after.1.countries.iter().enumerate() {
            let earlier = before.1.year(of_year).zip(before.1.country(code));
            let earlier = earlier.map(|(year, country)| before.1.verdict(nodes.0, year, country));
            let later = after.1.verdict(nodes.1, year, country);
            let scores = (earlier.and_then(|verdict| verdict.score), later.score);
            let differs = match scores {
                (None, None) => continue,
                (Some(a), Some(b)) => (a - b).abs() > LEAST,
                _ => true,
            };
            moved.of += 1;
            let grades = (grade(before.0, earlier.and_then(|verdict| verdict.grade)), grade(after.0, later.grade));
            let grades = (grades.0 != grades.1).then_some(grades);
            if differs || grades.is_some() {
                moved.moves.push(Move { country: code, year: of_year, before: scores.0, after: scores.1, grades });
            }
        }
    }
    // what came or went before what moved, then the largest moves
    let size = |own: &Move| own.points().map_or(f64::INFINITY, f64::abs);
    moved.moves.sort_by(|a, b| size(b).total_cmp(&size(a)).then((a.country, a.year).cmp(&(b.country, b.year))));
    moved
}
