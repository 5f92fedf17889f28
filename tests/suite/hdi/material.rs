//! The index's published inputs and results, and their conversion into a rubric, a dataset and a plan in a folder.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use upheld::words::hash::sha256;
use upheld::words::year::Year;

use crate::program::{copy, root};

/// Figures of UNDP's time series of composite indices, HDR 2023/24 (CC BY 3.0 IGO): the first fourteen of 2022 with their
/// published ranks, posts that are passed (Hong Kong 2021, Liechtenstein 2022), halves that are all but exact (Colombia
/// 1999, the Philippines 1991), a tie at the edge of a band (Uganda, Zimbabwe), and years with a part missing.
const PUBLISHED: &str = "\
iso3,year,le,eys,mys,gnipc,hdi,rank
CHE,2022,84.255,16.5837307,13.90406622,69432.78669,0.967,1
NOR,2022,83.393,18.63846016,13.06234279,69189.76165,0.966,2
ISL,2022,82.815,19.10672951,13.76716995,54688.37921,0.959,3
HKG,2022,84.315,17.8495903,12.34776974,62485.50516,0.956,4
DNK,2022,81.882,18.77403069,12.96049023,62018.95694,0.952,5
SWE,2022,83.505,19.03676987,12.67372015,56995.84796,0.952,5
DEU,2022,80.989,17.34334946,14.25594044,55340.19722,0.95,7
IRL,2022,82.716,19.12610054,11.6569568,87467.51391,0.95,7
SGP,2022,84.133,16.90273094,11.92488003,88761.14559,0.949,9
AUS,2022,83.579,21.0800209,12.72681999,49257.1352,0.946,10
NLD,2022,82.451,18.58348083,12.58162975,57278.31015,0.946,10
BEL,2022,82.293,18.94573975,12.52857789,53644.03854,0.942,12
FIN,2022,82.351,19.22859001,12.92915501,49522.09853,0.942,12
LIE,2022,84.656,15.46640015,12.351169,146673.2415,0.942,12
UGA,2022,63.638,11.49553237,6.235476362,2240.585404,0.55,
ZWE,2022,59.391,11.02558696,8.807762621,2078.918063,0.55,
HKG,2021,85.473,17.72920036,12.3072497,64150.85303,0.959,
COL,1999,70.926,11.71802044,6.81047639,8887.309223,0.665,
PHL,1991,66.304,10.75755978,7.217683172,4093.484916,0.6,
AZE,1993,61.286,11.3253789,,4214.389084,,
HRV,1990,72.25,9.719560833,6.569557049,,,
";

/// Our variables beside their columns in UNDP's file.
const VARIABLES: [(&str, &str); 4] =
    [("life_expectancy", "le"), ("expected_schooling", "eys"), ("mean_schooling", "mys"), ("income", "gnipc")];

/// One country and year as UNDP published it; an empty text is not published.
pub struct Row {
    pub code: String,
    pub year: Year,
    /// In the order of `VARIABLES`.
    pub inputs: [String; 4],
    pub index: String,
    pub rank: String,
}

/// Rows of a table with inputs, and of one with results that may be the same.
fn rows(inputs: &str, results: &str, [index, rank]: [&str; 2]) -> Vec<Row> {
    let table = |text: &str| -> Vec<HashMap<String, String>> {
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
    };
    let row = |(given, came): (HashMap<String, String>, HashMap<_, _>)| {
        assert_eq!((&given["iso3"], &given["year"]), (&came["iso3"], &came["year"]), "the tables are row by row");
        Row {
            code: given["iso3"].clone(),
            year: given["year"].parse().unwrap(),
            inputs: VARIABLES.map(|(_, column)| given[column].clone()),
            index: came[index].clone(),
            rank: came[rank].clone(),
        }
    };
    table(inputs).into_iter().zip(table(results)).map(row).collect()
}

pub fn published() -> Vec<Row> {
    rows(PUBLISHED, PUBLISHED, ["hdi", "rank"])
}

pub fn shared() -> Vec<Row> {
    let read = |file: &str| {
        let path = root().join("../shared/reference/hdi_hdr2023_24").join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    rows(&read("input.csv"), &read("expected.csv"), ["hdi", "hdi_rank_2022"])
}

/// World, regions and levels of development have a dot in their code: they are no countries.
pub fn is_country(row: &Row) -> bool {
    !row.code.contains('.')
}

/// Writes a package and seals it.
pub fn package(folder: &Path, name: &str, kind: &str, files: &[(&str, String)]) {
    fs::create_dir_all(folder).unwrap();
    let resources = files.iter().map(|(resource, text)| {
        let path = format!("{resource}.csv");
        fs::write(folder.join(&path), text).unwrap();
        serde_json::json!({ "name": resource, "path": path, "hash": format!("sha256:{}", sha256(text.as_bytes())) })
    });
    let package = serde_json::json!({
        "name": name, "title": "HDR 2023/24", "title-zh-TW": "2023/24 年人類發展報告", "version": "2023/24",
        "kind": kind, "licenses": [{ "name": "CC-BY-3.0-IGO" }], "sources": [{ "title": "UNDP" }],
        "citation": "UNDP, Human Development Report 2023/24.", "short-source": "UNDP", "short-source-zh-TW": "聯合國開發計劃署",
        "resources": resources.collect::<Vec<_>>(),
    });
    fs::write(folder.join("datapackage.json"), package.to_string()).unwrap();
}

/// The rubric, a dataset of these rows and a plan, in a folder.
pub fn material<'r>(folder: &Path, rows: impl Iterator<Item = &'r Row>) {
    copy(&root().join("tests/material/hdi"), &folder.join("rubric"));
    let mut observations = "country,year,variable,value\n".to_owned();
    for row in rows {
        for ((variable, _), value) in VARIABLES.iter().zip(&row.inputs).filter(|(_, value)| !value.is_empty()) {
            writeln!(observations, "{},{},{variable},{value}", row.code, row.year).unwrap();
        }
    }
    let mut variables =
        "variable,title_en,title_zh_tw,unit_en,unit_zh_tw,direction,minimum,span,edition,source\n".to_owned();
    for (variable, column) in VARIABLES {
        let unit = if variable == "income" { "PPP dollars,國際元" } else { "years,年" };
        writeln!(variables, "{variable},{column},{column},{unit},higher,0,1990..2022,HDR 2023/24,UNDP").unwrap();
    }
    package(&folder.join("data"), "hdi", "observations", &[("observations", observations), ("variables", variables)]);
    let plan = "title.en = \"HDI\"\ntitle.zh-TW = \"HDI\"\ninstrument = \"./rubric\"\n\
                datasets = [\"countries\", \"parties\", \"./data\"]\nyears = \"1990..2022\"\n\
                [[chart]]\nkind = \"ranking\"\nof = \"total\"\nyear = 2022\n";
    fs::write(folder.join("hdi.toml"), plan).unwrap();
}
