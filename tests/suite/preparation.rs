//! Every step before and beside normalisation, end to end: divided, filled in, treated, screened and weighed rubrics go
//! through `check`, `assess` and `explain`.

use std::fs;

use upheld::methods::fill::Imputation;
use upheld::methods::treat::Treat;
use upheld::methods::weigh::Weigh;

use crate::program::{Ran, copy, root, run_in};

/// The small pledge with other lines for its second clause and further ones for its instrument.
fn pledge(lines: &str, instrument: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/material/pledge"), &folder.path().join("pledge"));
    let change = |file: &str, from: &str, to: &str| {
        let file = folder.path().join("pledge").join(file);
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from}");
        fs::write(&file, text.replace(from, to)).unwrap();
    };
    let own = "variable = \"vdem.v2mecenefi\"\nnormalise = { goalposts = { worst = -2.5, best = 2.0 } }\nweight = 1\nmax-age = 1";
    change("1.2-openness.toml", own, lines);
    change("instrument.toml", "[coverage]\n", &format!("{instrument}\n[coverage]\n"));
    folder
}

#[track_caller]
fn done(ran: &Ran) -> &str {
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    &ran.out
}

fn assess(folder: &tempfile::TempDir) -> Vec<csv::StringRecord> {
    let arguments =
        ["assess", "--instrument", "./pledge", "--years", "2023", "--format", "csv", "--replicates", "20", "--quiet"];
    let ran = run_in(folder.path(), &arguments);
    let mut reader = csv::Reader::from_reader(done(&ran).as_bytes());
    let header = reader.headers().unwrap().clone();
    [header].into_iter().chain(reader.records().map(Result::unwrap)).collect()
}

/// The rows of a node in which a column has a number above 0.
fn above_nothing(rows: &[csv::StringRecord], node: &str, column: &str) -> usize {
    let at = |name: &str| rows[0].iter().position(|own| own == name).unwrap_or_else(|| panic!("no column {name}"));
    let of_node = rows[1..].iter().filter(|row| &row[at("node")] == node);
    of_node.filter(|row| row[at(column)].parse::<f64>().is_ok_and(|number| number > 0.0)).count()
}

const PLAIN: &str = "normalise = { goalposts = { worst = -2.5, best = 2.0 } }\nweight = 1\nmax-age = 0";

#[test]
fn every_way_to_fill_gaps_runs_and_marks_what_it_fills() {
    let written = [
        "\"linear\"",
        "{ group-mean = \"region\" }",
        "{ group-median = \"income\" }",
        "\"panel-mean\"",
        "{ regression = [\"worldbank.IT.NET.USER.ZS\"] }",
    ];
    assert_eq!(written.len(), Imputation::NAMES.len());
    for fill in written {
        let folder = pledge(&format!("variable = \"vdem.v2mecenefi\"\nfill = {fill}\n{PLAIN}"), "");
        let rows = assess(&folder);
        let imputed = above_nothing(&rows, "1.2", "imputed");
        // nobody there has a year before and a year after a gap
        assert_eq!(imputed > 0, fill != "\"linear\"", "{fill}: {imputed}");
    }
    let folder = pledge(&format!("variable = \"vdem.v2mecenefi\"\nfill = \"panel-mean\"\n{PLAIN}"), "");
    let arguments =
        ["explain", "AND", "1.2", "--instrument", "./pledge", "--year", "2023", "--replicates", "0", "--quiet"];
    let explained = run_in(folder.path(), &arguments);
    assert!(done(&explained).contains("filled in from"), "{}", explained.out);
    // it takes part in a score, and a promise to promote cannot stand on it alone
    assert!(explained.out.contains("not assessed"), "{}", explained.out);
}

#[test]
fn quotients_and_every_treatment_run_and_are_said() {
    let written = ["{ winsorise = { most = 5 } }", "{ iqr-fence = { times = 1.5 } }"];
    assert_eq!(written.len(), Treat::NAMES.len());
    for treat in written {
        let lines = format!(
            "variable = \"worldbank.NY.GDP.PCAP.CD\"\ndenominate = \"worldbank.IT.NET.USER.ZS\"\ntreat = {treat}\n\
             normalise = {{ goalposts = {{ worst = 0, best = 1000 }} }}\nweight = 1\nmax-age = 0"
        );
        let folder = pledge(&lines, "");
        assert!(above_nothing(&assess(&folder), "1.2", "score") > 100, "{treat}");
        let arguments =
            ["explain", "NOR", "1.2", "--instrument", "./pledge", "--year", "2023", "--replicates", "0", "--quiet"];
        let explained = run_in(folder.path(), &arguments);
        assert!(done(&explained).contains("divided by worldbank.IT.NET.USER.ZS, then "), "{}", explained.out);
    }
}

#[test]
fn a_screened_country_takes_no_part_and_the_reason_is_said() {
    let lines = format!("variable = \"vdem.v2mecenefi\"\n{PLAIN}");
    let (open, screened) = (pledge(&lines, ""), pledge(&lines, "[screen]\nall = 1\n"));
    let counts = [&open, &screened].map(|folder| above_nothing(&assess(folder), "1.1", "observed"));
    assert!(counts[1] < counts[0] && counts[1] > 100, "{counts:?}");
    let arguments =
        ["explain", "AND", "1.1", "--instrument", "./pledge", "--year", "2023", "--replicates", "0", "--quiet"];
    let explained = run_in(screened.path(), &arguments);
    assert!(done(&explained).contains("too few of the country's indicators have data"), "{}", explained.out);
}

#[test]
fn every_way_to_weigh_runs_at_every_level() {
    let lines = format!("variable = \"vdem.v2mecenefi\"\n{PLAIN}");
    for weigh in Weigh::NAMES {
        let levels = ["principle", "heading", "total"].map(|level| format!("{level} = \"{weigh}\"\n")).concat();
        let folder = pledge(&lines, &format!("[weigh]\n{levels}"));
        assert!(above_nothing(&assess(&folder), "total", "score") > 100, "{weigh}");
    }
}
