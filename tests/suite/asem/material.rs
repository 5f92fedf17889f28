//! The index's published inputs and stages, and their conversion into a rubric, datasets and a plan in a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use upheld::words::hash::sha256;

use crate::program::root;

/// A table of text by its header.
pub struct Table {
    rows: Vec<BTreeMap<String, String>>,
    key: String,
}

impl Table {
    pub fn rows(&self) -> impl Iterator<Item = &BTreeMap<String, String>> {
        self.rows.iter()
    }

    /// The number in a row, named by its first column; `None` where it is empty.
    pub fn value(&self, row: &str, column: &str) -> Option<f64> {
        let row = self.rows.iter().find(|own| own[&self.key] == row).unwrap_or_else(|| panic!("no row {row}"));
        row[column].parse().ok()
    }
}

pub fn read(file: &str) -> Table {
    let path = root().join("../shared/reference/asem_coin_2018").join(file);
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let header = reader.headers().unwrap().clone();
    let owned = |text: &str| text.to_owned();
    let rows = reader.records().map(|row| header.iter().map(owned).zip(row.unwrap().iter().map(owned)).collect());
    Table { rows: rows.collect(), key: header[0].to_owned() }
}

const LEVELS: [(&str, [&str; 5]); 2] = [
    ("Conn", ["Physical", "ConEcFin", "Political", "Instit", "P2P"]),
    ("Sust", ["Environ", "Social", "SusEcFin", "", ""]),
];

fn label(out: &mut String, key: &str, text: &str) {
    writeln!(out, "{key}.en = {text:?}\n{key}.zh-TW = {text:?}").unwrap();
}

/// The rubric, both datasets and a plan.
pub fn material(folder: &Path) {
    let (meta, raw) = (read("input_meta.csv"), read("input_raw.csv"));
    rubric(&folder.join("rubric"), &meta);
    let denominators = ["Den_Area", "Den_Energy", "Den_GDP", "Den_Pop"];
    let lower: BTreeSet<&str> =
        meta.rows().filter(|row| row["direction"] == "-1").map(|row| row["code"].as_str()).collect();
    let codes: Vec<&str> = meta.rows().map(|row| row["code"].as_str()).chain(denominators).collect();
    let mut variables = "variable,title_en,title_zh_tw,unit_en,unit_zh_tw,direction,span,edition,source\n".to_owned();
    let mut observations = "country,year,variable,value\n".to_owned();
    for code in &codes {
        let direction = if lower.contains(code) { "lower" } else { "higher" };
        let name = code.to_lowercase();
        writeln!(variables, "{name},{code},{code},unit,單位,{direction},2018,2018,JRC").unwrap();
        for row in raw.rows().filter(|row| !row[*code].is_empty()) {
            writeln!(observations, "{},2018,{name},{}", row["UnitCode"], row[*code]).unwrap();
        }
    }
    package(&folder.join("data"), "asem", "observations", &[("observations", observations), ("variables", variables)]);
    let mut countries = "country,iso2,name_en,name_zh_tw,kind,un_region,un_subregion,wb_income_group\n".to_owned();
    for (at, row) in raw.rows().enumerate() {
        let iso2 = [b'A' + (at / 26) as u8, b'A' + (at % 26) as u8].map(char::from).iter().collect::<String>();
        let (code, name, group) = (&row["UnitCode"], &row["UnitName"], &row["Group_EurAsia"]);
        writeln!(countries, "{code},{iso2},\"{name}\",\"{name}\",country,{group},,").unwrap();
    }
    let regions =
        "code,title_en,title_zh_tw,of,value\nasia,Asia,亞洲,un_region,Asia\neurope,Europe,歐洲,un_region,Europe\n";
    package(&folder.join("lands"), "lands", "countries", &[("countries", countries), ("regions", regions.to_owned())]);
    let header = |file: &str| {
        let text = fs::read_to_string(root().join("tests/material/members").join(file)).unwrap();
        format!("{}\n", text.lines().next().unwrap())
    };
    let files = ["facts", "groups", "instruments"].map(|name| (name, header(&format!("{name}.csv"))));
    package(&folder.join("members"), "members", "parties", &files);
    let plan = "title.en = \"ASEM\"\ntitle.zh-TW = \"ASEM\"\ninstrument = \"./rubric\"\n\
                datasets = [\"./lands\", \"./members\", \"./data\"]\nyears = \"2018\"\n\
                [[chart]]\nkind = \"ranking\"\nof = \"total\"\nyear = 2018\n";
    fs::write(folder.join("asem.toml"), plan).unwrap();
}

fn rubric(folder: &Path, meta: &Table) {
    fs::create_dir_all(folder).unwrap();
    let mut instrument = "id = \"asem\"\nversion = \"2018\"\nadopted = \"2018\"\nprinciples = 8\n\
                          total-over = \"headings\"\naggregate.principle = \"arithmetic\"\n\
                          aggregate.heading = \"arithmetic\"\naggregate.total = \"arithmetic\"\n\
                          coverage.principle = 0\ncoverage.heading = 0\ncoverage.total = 0.5\nscreen.all = 0.5\n"
        .to_owned();
    label(&mut instrument, "title", "ASEM Sustainable Connectivity");
    label(&mut instrument, "short", "ASEM");
    instrument.push_str("[[grade]]\nid = \"any\"\nfrom = 0\ntitle.en = \"Any\"\ntitle.zh-TW = \"皆可\"\n");
    for (at, (heading, pillars)) in (1..).zip(LEVELS) {
        writeln!(instrument, "[[heading]]\nid = \"{at}\"").unwrap();
        label(&mut instrument, "title", heading);
        for (pillar, name) in (1..).zip(pillars.into_iter().filter(|name| !name.is_empty())) {
            let mut principle = format!("id = \"{at}.{pillar}\"\nduty = \"promote\"\n");
            label(&mut principle, "title", name);
            for row in meta.rows().filter(|row| row["level2"] == name) {
                indicator(&mut principle, row);
            }
            fs::write(folder.join(format!("{at}.{pillar}-{}.toml", name.to_lowercase())), principle).unwrap();
        }
    }
    fs::write(folder.join("instrument.toml"), instrument).unwrap();
}

fn indicator(principle: &mut String, row: &BTreeMap<String, String>) {
    let code = row["code"].to_lowercase();
    writeln!(principle, "[[indicator]]\nid = \"{code}\"\nfacet = \"outcome\"\ncloseness = \"direct\"").unwrap();
    label(principle, "title", &row["name"]);
    writeln!(principle, "variable = \"asem.{code}\"\nweight = {}\nmax-age = 0", row["weight"]).unwrap();
    if !row["denominator"].is_empty() {
        writeln!(principle, "denominate = \"asem.{}\"", row["denominator"].to_lowercase()).unwrap();
    }
    principle.push_str(
        "fill = { group-mean = \"region\" }\ntreat = { winsorise = { most = 6 } }\nnormalise = \"min-max\"\n\
         rationale = \"Of the JRC's index.\"\nweakness = \"See there.\"\n",
    );
}

/// Writes a package and seals it.
fn package(folder: &Path, name: &str, kind: &str, files: &[(&str, String)]) {
    fs::create_dir_all(folder).unwrap();
    let resources = files.iter().map(|(resource, text)| {
        let path = format!("{resource}.csv");
        fs::write(folder.join(&path), text).unwrap();
        serde_json::json!({ "name": resource, "path": path, "hash": format!("sha256:{}", sha256(text.as_bytes())) })
    });
    let package = serde_json::json!({
        "name": name, "title": "ASEM 2018", "title-zh-TW": "ASEM 2018", "version": "2018", "kind": kind,
        "licenses": [{ "name": "MIT" }], "sources": [{ "title": "JRC" }],
        "citation": "European Commission, Joint Research Centre, ASEM Sustainable Connectivity Portal, 2018.",
        "short-source": "JRC", "short-source-zh-TW": "歐盟聯合研究中心",
        "resources": resources.collect::<Vec<_>>(),
    });
    fs::write(folder.join("datapackage.json"), package.to_string()).unwrap();
}
