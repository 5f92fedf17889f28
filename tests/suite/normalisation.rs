//! Every normalisation method and transform once, in a rubric that is written here and run from outside.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use upheld::methods::normalise::Normalise;
use upheld::methods::transform::Transform;
use upheld::words::hash::sha256;

use crate::program::{root, run_in};

/// Figures that are easy to reckon with: of `up` more is better, of `down` less, and `code` is a code.
const OBSERVATIONS: &str = "country,year,variable,value
TWN,2022,up,8\nNOR,2022,up,10\nDEU,2022,up,4\nFRA,2022,up,2
TWN,2023,up,9\nNOR,2023,up,12\nDEU,2023,up,4\nFRA,2023,up,1
TWN,2022,down,1\nNOR,2022,down,2\nDEU,2022,down,4\nFRA,2022,down,8
TWN,2023,down,1\nNOR,2023,down,2\nDEU,2023,down,5\nFRA,2023,down,10
TWN,2023,code,2\nNOR,2023,code,1\nDEU,2023,code,1\nFRA,2023,code,0
";

/// Name, variable, what stands in the rubric, and the scores of 2023: Taiwan's, Norway's, Germany's, France's.
type Row = (&'static str, &'static str, &'static str, [f64; 4]);

const METHODS: [Row; 13] = [
    (
        "goalposts",
        "up",
        "normalise = { goalposts = { worst = 2, best = 10, clamped = false } }",
        // Norway's indicator scores 125, France's −12.5: the principle is held at 100 and 0
        [87.5, 100.0, 25.0, 0.0],
    ),
    ("ladder", "up", "normalise = { ladder = [[0, 0], [5, 60], [10, 100]] }", [92.0, 100.0, 48.0, 12.0]),
    ("categories", "code", "normalise = { categories = [[0, 0], [1, 30], [2, 100]] }", [100.0, 30.0, 30.0, 0.0]),
    // between 2 and 10 in 2022
    ("min-max", "up", "normalise = { min-max = { over = 2022, to = [20, 100] } }", [90.0, 100.0, 40.0, 20.0]),
    // mean 6.5, standard deviation √(73 / 3)
    (
        "z-score",
        "up",
        "normalise = { z-score = { over = \"year\", mean = 50, sd = 20 } }",
        [60.136_062, 72.299_336, 39.863_938, 27.700_664],
    ),
    ("rank", "up", "normalise = { rank = { over = \"year\" } }", [66.666_667, 100.0, 33.333_333, 0.0]),
    // of eight cells, six are worse than Taiwan's and one equals it
    ("percentile-rank", "down", "normalise = \"percentile-rank\"", [92.857_143, 64.285_714, 28.571_429, 0.0]),
    ("borda", "down", "normalise = { borda = { over = \"year\" } }", [100.0, 66.666_667, 33.333_333, 0.0]),
    ("fraction-of-max", "down", "normalise = { fraction-of-max = { over = \"year\" } }", [100.0, 50.0, 20.0, 10.0]),
    (
        "distance-to-target",
        "down",
        "normalise = { distance-to-target = { worst = 12, target = 2, capped = false } }",
        // Taiwan's indicator scores 110
        [100.0, 100.0, 70.0, 20.0],
    ),
    (
        "distance-to-reference",
        "up",
        "normalise = { distance-to-reference = { country = \"TWN\", over = \"year\" } }",
        [100.0, 100.0, 37.5, 0.0],
    ),
    (
        "distance-to-max",
        "down",
        "normalise = { distance-to-max = { over = \"panel\" } }",
        [100.0, 88.888_889, 55.555_556, 0.0],
    ),
    // 1 / (1 + e^−2), 1 / (1 + e^−3.5), 1 / (1 + e^0.5), 1 / (1 + e^2)
    (
        "logistic",
        "up",
        "normalise = { logistic = { midpoint = 5, slope = 0.5 } }",
        [88.079_708, 97.068_777, 37.754_067, 11.920_292],
    ),
];

const TRANSFORMS: [Row; 3] = [
    // ln x / ln 10
    (
        "log",
        "down",
        "transform = \"log\"\nnormalise = { goalposts = { worst = 10, best = 1 } }",
        [100.0, 69.897, 30.103, 0.0],
    ),
    // ln (1 + x) from ln 1 to ln 100
    (
        "log1p",
        "up",
        "transform = \"log1p\"\nnormalise = { goalposts = { worst = 0, best = 99 } }",
        [50.0, 55.697_168, 34.948_500, 15.051_500],
    ),
    // √x from 0 to 4
    (
        "box-cox",
        "up",
        "transform = { box-cox = { lambda = 0.5 } }\nnormalise = { goalposts = { worst = 0, best = 16 } }",
        [75.0, 86.602_540, 50.0, 25.0],
    ),
];

fn rows() -> impl Iterator<Item = (usize, Row)> {
    (1..).zip(METHODS.into_iter().chain(TRANSFORMS))
}

/// The rubric with a principle for each, the dataset and a plan.
fn material(folder: &Path) {
    let rubric = folder.join("rubric");
    fs::create_dir_all(&rubric).unwrap();
    let instrument = fs::read_to_string(root().join("tests/material/hdi/instrument.toml")).unwrap();
    let instrument = instrument.replace("\"geometric\"", "\"arithmetic\"").replace("principles = 3", "principles = 16");
    fs::write(rubric.join("instrument.toml"), instrument).unwrap();
    let mut cases = String::new();
    for (number, (name, variable, written, scores)) in rows() {
        let principle = format!(
            "id = \"1.{number}\"\nduty = \"promote\"\ntitle.en = \"{name}\"\ntitle.zh-TW = \"{name}\"\n\n[[indicator]]\n\
             id = \"{name}\"\nfacet = \"outcome\"\ncloseness = \"direct\"\ntitle.en = \"{name}\"\ntitle.zh-TW = \"{name}\"\n\
             variable = \"made.{variable}\"\n{written}\nweight = 1\nmax-age = 0\nrationale = \"A.\"\nweakness = \"B.\"\n"
        );
        fs::write(rubric.join(format!("1.{number}-{name}.toml")), principle).unwrap();
        // relative to others of the year or a baseline, a worked case of the figures themselves comes out like the run
        if !["percentile-rank", "distance-to-max"].contains(&name) {
            write!(
                cases,
                "[[case]]\nid = \"{name}\"\nsays.en = \"{name}\"\nsays.zh-TW = \"{name}\"\ncountry = \"DEU\"\nyear = 2023\n\
                 node = \"1.{number}\"\nexpect = {{ score = \"{:.1}\" }}\n",
                scores[2]
            )
            .unwrap();
        }
    }
    fs::write(rubric.join("cases.toml"), cases).unwrap();
    let doubts = "[[doubt]]\nid = \"posts\"\ntitle.en = \"Posts\"\ntitle.zh-TW = \"基準\"\nreason = \"They may move.\"\n\
                  goalposts = { within = 0.1 }\n";
    fs::write(rubric.join("doubts.toml"), doubts).unwrap();

    let data = folder.join("data");
    fs::create_dir_all(&data).unwrap();
    let variables = "variable,title_en,title_zh_tw,unit_en,unit_zh_tw,direction,minimum,span,edition,source\n\
                     up,Up,上升,points,分,higher,,2022..2023,1,Made up\n\
                     down,Down,下降,points,分,lower,,2022..2023,1,Made up\n\
                     code,Code,代碼,code,代碼,none,,2022..2023,1,Made up\n";
    let resources = [("observations", OBSERVATIONS), ("variables", variables)].map(|(name, text)| {
        fs::write(data.join(format!("{name}.csv")), text).unwrap();
        let hash = format!("sha256:{}", sha256(text.as_bytes()));
        serde_json::json!({ "name": name, "path": format!("{name}.csv"), "hash": hash })
    });
    let package = serde_json::json!({
        "name": "made", "title": "Made up", "title-zh-TW": "虛構", "version": "1", "kind": "observations",
        "licenses": [{ "name": "CC0-1.0" }], "sources": [{ "title": "Made up" }], "citation": "None.",
        "short-source": "made up", "short-source-zh-TW": "虛構", "resources": resources,
    });
    fs::write(data.join("datapackage.json"), package.to_string()).unwrap();
    let plan = "title.en = \"Methods\"\ntitle.zh-TW = \"方法\"\ninstrument = \"./rubric\"\n\
                datasets = [\"countries\", \"parties\", \"./data\"]\nyears = \"2022..2023\"\n\
                countries = [\"TWN\", \"NOR\", \"DEU\", \"FRA\"]\n";
    fs::write(folder.join("methods.toml"), plan).unwrap();
}

#[test]
fn every_method_and_transform_stands_here_once() {
    assert_eq!(METHODS.map(|row| row.0), Normalise::NAMES);
    assert_eq!(TRANSFORMS.map(|row| row.0), Transform::NAMES);
}

#[test]
fn a_rubric_with_every_method_is_checked_with_notes_alone_and_its_worked_cases_hold() {
    let folder = tempfile::tempdir().unwrap();
    material(folder.path());
    let ran = run_in(folder.path(), &["check", "./rubric", "./data", "./methods.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("16 principles, 14 worked cases run"), "{}", ran.out);
    assert!(ran.out.contains("\n0 faults, "), "{}", ran.out);
}

#[test]
fn every_method_scores_as_by_hand_also_where_replicates_see_one_year_alone() {
    let folder = tempfile::tempdir().unwrap();
    material(folder.path());
    let args = ["assess", "--plan", "methods.toml", "--years", "2023", "--format", "csv", "--quiet"];
    let ran = run_in(folder.path(), &args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let table: Vec<std::collections::HashMap<String, String>> =
        csv::Reader::from_reader(ran.out.as_bytes()).deserialize().map(Result::unwrap).collect();
    let mut held = 0;
    for (number, (name, _, written, scores)) in rows() {
        for (country, by_hand) in ["TWN", "NOR", "DEU", "FRA"].iter().zip(scores) {
            let own = |row: &&std::collections::HashMap<_, _>| {
                row["country"] == *country && row["node"] == format!("1.{number}")
            };
            let row = table.iter().find(own).unwrap();
            let number = |column: &str| row[column].parse::<f64>().unwrap();
            assert!((number("score") - by_hand).abs() < 1e-5, "{name} {country}: {} is not {by_hand}", row["score"]);
            let ends = [number("score_p05"), number("score_p95")];
            assert!(ends.iter().all(|end| (0.0..=100.0).contains(end)), "{name} {country}: {ends:?}");
            // only goalposts move: by the years and countries that a replicate keeps, the others score as nominally
            let still = written.contains("goalposts") || ends.iter().all(|end| (end - by_hand).abs() < 1e-5);
            assert!(still, "{name} {country}: {ends:?} are not {by_hand}");
            held += 1;
        }
    }
    assert_eq!(held, 64);
}

#[test]
fn an_explanation_shows_the_method_and_what_it_gave_before_the_principle_is_held() {
    let folder = tempfile::tempdir().unwrap();
    material(folder.path());
    let shown = |country: &str, principle: &str| {
        let args = ["explain", country, principle, "--year", "2023", "--plan", "methods.toml", "--quiet"];
        let ran = run_in(folder.path(), &[&args[..], &crate::program::FEW].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        ran.out
    };
    let posts = shown("NOR", "1.1");
    assert!(posts.contains("goalposts 2→0, 10→100, unclamped") && posts.contains("125"), "{posts}");
    let reference = shown("DEU", "1.11");
    assert!(reference.contains("distance-to-reference TWN over the year"), "{reference}");
    let power = shown("DEU", "1.16");
    assert!(power.contains("box-cox with lambda 0.5, then goalposts 0→0, 16→100"), "{power}");
}

#[test]
fn what_could_have_no_effect_outside_a_mean_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    material(folder.path());
    let file = folder.path().join("rubric/instrument.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("principle = \"arithmetic\"", "principle = \"minimum\"")).unwrap();
    let ran = run_in(folder.path(), &["check", "./rubric", "./data"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.err.matches("[needless-parameter]").count(), 2, "{}", ran.err);
    assert!(
        ran.err.contains("Scores of `goalposts` beyond 0 and 100 count only in an arithmetic mean."),
        "{}",
        ran.err
    );
}
