//! Held against the shared material beside the clone. `cargo test` passes without it; `.ci/run` runs these too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use upheld::assessment::verdict::Verdict;
use upheld::assessment::{Assessment, assess};
use upheld::case::Case;
use upheld::words::locale::Lang;

use crate::shipped;

fn shared(file: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Rows of a CSV text as fields, without the header.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn shipped_file(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets").join(file)).unwrap()
}

/// (country, year, variable) → value, lower, upper, as they are printed.
fn figures(text: &str) -> BTreeMap<(String, String, String), Vec<String>> {
    rows(text)
        .into_iter()
        .filter(|row| !row[3].is_empty())
        .map(|row| ((row[0].clone(), row[1].clone(), row[2].clone()), row[3..].to_vec()))
        .collect()
}

#[test]
#[ignore = "needs ../shared"]
fn the_shipped_observations_are_the_figures_as_they_are_printed() {
    for name in ["vdem", "shutdowns", "worldbank"] {
        let shipped = figures(&shipped_file(&format!("{name}/observations.csv")));
        let given = figures(&shared(&format!("figures/{name}.csv")));
        assert_eq!(shipped.len(), given.len(), "{name}");
        assert!(shipped == given, "{name}: a figure differs");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn the_shipped_facts_and_countries_are_the_figures() {
    let key = |row: &Vec<String>| (row[0].clone(), row[1].clone(), row[2].clone(), row[3].clone());
    let shipped: BTreeSet<_> = rows(&shipped_file("parties/facts.csv")).iter().map(key).collect();
    for file in ["parties", "law_facts", "coalition_facts"] {
        let given = rows(&shared(&format!("figures/{file}.csv")));
        // The coalition's members stand in two files, and the later one with days is shipped; of CBPR a financial centre
        // that is no country and a superseded application are left out.
        let left_out = |row: &&Vec<String>| {
            row[0] == "FOC" || (row[0] == "CBPR" && (row[1] == "ARE" || row[2] == "global-associate-applied"))
        };
        let missing: Vec<_> =
            given.iter().filter(|row| !left_out(row)).map(key).filter(|fact| !shipped.contains(fact)).collect();
        assert_eq!(missing, [], "{file}");
    }
    let members = |facts: &[Vec<String>]| {
        let of = facts.iter().filter(|row| row[0] == "FOC" && row[2] == "member");
        of.map(|row| row[1].clone()).collect::<BTreeSet<_>>()
    };
    let ours = members(&rows(&shipped_file("parties/facts.csv")));
    assert_eq!(ours, members(&rows(&shared("figures/parties.csv"))), "members of the Freedom Online Coalition");
    let name = |row: &Vec<String>| (row[0].clone(), row[2].clone(), row[3].clone());
    let shipped: Vec<_> = rows(&shipped_file("countries/countries.csv")).iter().map(name).collect();
    let given: Vec<_> = rows(&shared("figures/countries.csv")).iter().map(name).collect();
    assert_eq!(shipped, given);
}

/// The scores of 2023 that were worked out roughly outside the engine, by English name and column.
fn rough_table() -> Vec<(String, BTreeMap<String, String>)> {
    let text = shared("dfi_indicators.md");
    let mut lines = text.lines().skip_while(|line| !line.starts_with("| country | 1.1"));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let header = cells(lines.next().unwrap());
    lines
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let row = cells(line);
            let name = row[0].split(" (").next().unwrap().to_owned();
            (name, header.iter().cloned().zip(row).collect())
        })
        .collect()
}

const ABUSE: &str = "abuse is seen in practice, so the law counts no more than it";

/// The clauses of 2023 that differ from the rough table by more than a point, and why.
const DIFFERENT: [(&str, &str, &str); 5] = [
    ("Kosovo", "4.6", "only the election index speaks there, and a refrain clause is not assessed without practice"),
    ("Kenya", "2.2", "a service blocked over exams caps the clause at 59; the table has no gate there"),
    ("Türkiye", "1.4", ABUSE),
    ("Ethiopia", "1.4", ABUSE),
    ("Myanmar", "1.4", ABUSE),
];

/// The rough score of a column, whatever marks stand beside its number; `None` where the table has none.
fn rough(row: &BTreeMap<String, String>, node: &str) -> Option<f64> {
    let cell = row.get(node).or_else(|| row.get(&format!("{node}*")))?;
    cell.trim_end_matches('†').parse().ok()
}

struct Scores2023 {
    case: Case,
    assessment: Assessment,
}

impl Scores2023 {
    fn work_out() -> Self {
        let case = shipped::case();
        let assessment = assess(&case);
        Self { case, assessment }
    }

    fn verdict(&self, name: &str, node: &str) -> &Verdict {
        let known = match name {
            "Russia" => "RUS",
            "China" => "CHN",
            "Iran" => "IRN",
            other => other,
        };
        let country = self.case.evidence().atlas.find(known).unwrap_or_else(|| panic!("{name} is not a country"));
        let (year, at) = (self.assessment.year(2023).unwrap(), self.assessment.country(country).unwrap());
        self.assessment.verdict(self.case.find_node(node).unwrap(), year, at)
    }
}

#[test]
#[ignore = "needs ../shared"]
fn the_scores_of_2023_agree_with_the_rough_table_within_a_point() {
    let scores = Scores2023::work_out();
    let table = rough_table();
    assert!(table.len() >= 25, "the table was not read");
    let (mut compared, mut apart) = (0, Vec::new());
    for (name, row) in &table {
        let columns = row.keys().map(|column| column.trim_end_matches('*'));
        // 4.2 is not assessed here, on purpose: its file says why
        for node in columns.filter(|column| column.contains('.') && *column != "4.2") {
            // Ethiopia 2.1 is 28 there before its cap of 39, Iran 9: caps above the score change nothing
            let (score, rough) = (scores.verdict(name, node).score, rough(row, node));
            let agree = score.zip(rough).is_some_and(|(score, rough)| (score - rough).abs() <= 1.0);
            if !agree && score != rough {
                apart.push((name.as_str(), node));
                eprintln!("{name} {node}: {score:?} here, {rough:?} there");
            }
            compared += usize::from(agree);
        }
    }
    assert_eq!(apart, DIFFERENT.map(|(name, node, _)| (name, node)), "scores that differ from the rough table");
    assert!(compared > 300, "only {compared} scores were compared");
    let atlas = &scores.case.evidence().atlas;
    assert_eq!(atlas.name(atlas.find("TWN").unwrap(), Lang::ZhTw), "臺灣");
}

/// The rough totals have 4.2 and no 4.1, ours the other way round: with the clauses that differ exchanged they agree.
#[test]
#[ignore = "needs ../shared"]
fn the_totals_of_2023_agree_with_the_rough_table_once_the_clauses_are_the_same() {
    let scores = Scores2023::work_out();
    for (name, row) in &rough_table() {
        let total = scores.verdict(name, "total");
        let (mut sum, mut clauses) = (total.score.unwrap() * total.clauses.0 as f64, total.clauses.0 as f64);
        let different = DIFFERENT.iter().filter(|(country, ..)| country == name).map(|(_, node, _)| *node);
        for node in different.chain(["4.1", "4.2"]) {
            let (ours, theirs) = (scores.verdict(name, node).score, rough(row, node));
            sum += theirs.unwrap_or(0.0) - ours.unwrap_or(0.0);
            clauses += f64::from(u8::from(theirs.is_some())) - f64::from(u8::from(ours.is_some()));
        }
        assert_eq!(Some(clauses), rough(row, "clauses"), "{name}: clauses");
        let rough = rough(row, "total").unwrap();
        assert!((sum / clauses - rough).abs() <= 0.2, "{name}: {} is not {rough}", sum / clauses);
    }
}
