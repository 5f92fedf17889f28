//! The schemas and the readers say the same: every shipped file is valid, what the readers refuse for its form is not,
//! and the keys of every table are those that its reader takes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use upheld::doubt::WORDS;
use upheld::methods::aggregate::Aggregate;
use upheld::methods::fill::Imputation;
use upheld::methods::normalise::Normalise;
use upheld::methods::transform::Transform;
use upheld::methods::treat::Treat;
use upheld::plan::Plan;
use upheld::rubric::Rubric;
use upheld::schema::Kind;
use upheld::shelf;
use upheld::words::finding::Findings;
use upheld::words::folder::Folder;

use crate::findings;
use crate::program::{files, root, run, shown};

/// One of each normalisation method with all its parameters. To add a method: its line here.
const NORMALISE: [&str; 13] = [
    "{ goalposts = { worst = 0, best = 1, clamped = false } }",
    "{ ladder = [[0, 0], [1, 100]] }",
    "{ categories = [[0, 0], [1, 100]] }",
    "{ min-max = { over = \"panel\", to = [10, 90] } }",
    "{ z-score = { over = 2021, mean = 50, sd = 10 } }",
    "{ rank = { over = \"year\" } }",
    "{ percentile-rank = { over = \"year\" } }",
    "{ borda = { over = \"year\" } }",
    "{ fraction-of-max = { over = \"year\" } }",
    "{ distance-to-target = { worst = 0, target = 1, capped = false } }",
    "{ distance-to-reference = { country = \"EST\", over = \"panel\", capped = true } }",
    "{ distance-to-max = { over = \"year\" } }",
    "{ logistic = { midpoint = 0, slope = 1 } }",
];

/// One of each step before it, with all its parameters. To add a method: its line here.
const FILL: [&str; 5] = [
    "\"linear\"",
    "{ group-mean = \"region\" }",
    "{ group-median = \"income\" }",
    "\"panel-mean\"",
    "{ regression = [\"vdem.v2x_rule\"] }",
];
const TREAT: [&str; 2] =
    ["{ winsorise = { most = 5, over = \"year\" } }", "{ iqr-fence = { times = 1.5, over = \"panel\" } }"];
const TRANSFORM: [&str; 3] = ["\"log\"", "\"log1p\"", "{ box-cox = { lambda = 0.5 } }"];

/// One of each aggregation method with all its parameters. To add a method: its line here.
const AGGREGATE: [&str; 11] = [
    "\"arithmetic\"",
    "{ geometric = { floor = 1 } }",
    "{ harmonic = { floor = 1 } }",
    "{ power = { exponent = 0.5 } }",
    "\"minimum\"",
    "\"two-worst\"",
    "\"median\"",
    "{ mazziotta-pareto = { penalty = \"low\" } }",
    "{ adjusted-mazziotta-pareto = { penalty = \"high\" } }",
    "\"copeland\"",
    "{ benefit-of-the-doubt = { least = 0.05, most = 0.6 } }",
];

/// One of each kind of doubt with all its keys. To add a kind: its line here.
const DOUBTS: [&str; 12] = [
    "measurement = { dataset = \"vdem\" }",
    "correlation = { dataset = \"vdem\", none = 0.25 }",
    "hidden-event = { variable = \"a.b\", by = \"a.c\", chances = [[0.2, 0.3]] }",
    "weights = { concentration = 50, level = \"total\" }",
    "weights = { within = 0.25 }",
    "goalposts = { within = 0.1 }",
    "goalposts = { variable = \"a.b\", alternatives = [[-3, 2]] }",
    "aggregation = { level = \"total\", alternatives = [\"minimum\"] }",
    "gates = { off = 0.1, cap = 5 }",
    "coverage = { level = \"total\", alternatives = [0.5] }",
    "leave-one-out = { chance = 0.5 }",
    "fill = { alternatives = [\"panel-mean\"] }",
];

/// Gates on everything that can be measured.
const GATES: &str = r#"
[[gate]]
id = "left"
title.en = "Left"
title.zh-TW = "退出"
when = { variable = { status = "BUDAPEST", counts = { party = 0 }, otherwise = 1 }, at-least = 1 }
undetermined-when = { variable = { status = "CRI", counts = { member = 0 }, otherwise = 1 }, at-least = 1 }
cap = 59
holds-for = 0

[[gate]]
id = "cut"
title.en = "Cut"
title.zh-TW = "斷網"
when = { variable = { sum = ["a.b", "a.c"] }, at-least = 1 }
undetermined-when = { variable = { sum = ["a.b", "a.d"] }, at-least = 1 }
cap = 59
holds-for = 0
"#;

/// Findings that are about the form of a file: whatever has one breaks its schema too.
const FORM: [&str; 5] = ["unknown-key", "missing-key", "unknown-method", "needless-parameter", "unknown-property"];

fn kind_of(file: &Path) -> Option<Kind> {
    let (name, folder) = (file.file_name()?.to_str()?, file.parent()?);
    match name {
        "instrument.toml" => Some(Kind::Instrument),
        "cases.toml" => Some(Kind::Cases),
        "doubts.toml" => Some(Kind::Doubts),
        "datapackage.json" => Some(Kind::DataPackage),
        _ if !name.ends_with(".toml") => None,
        _ if folder.join("instrument.toml").is_file() => Some(Kind::Principle),
        _ => Some(Kind::Plan),
    }
}

fn instance(name: &str, text: &str) -> Result<Value, String> {
    if name.ends_with(".json") {
        return serde_json::from_str(text).map_err(|error| error.to_string());
    }
    toml::from_str(text).map_err(|error| error.to_string())
}

/// What a schema has against an instance.
fn objections(kind: Kind, instance: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(&kind.schema()).unwrap();
    let line = |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
    validator.iter_errors(instance).map(line).collect()
}

fn shipped() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["rubrics", "reports", "datasets", "tests/material"] {
        found.extend(files(&root().join(folder)).into_keys().map(|name| root().join(folder).join(name)));
    }
    found.retain(|file| kind_of(file).is_some());
    found
}

#[test]
fn every_schema_is_one_by_its_own_draft() {
    for (name, kind) in Kind::ALL {
        assert!(jsonschema::draft202012::meta::is_valid(&kind.schema()), "{name}");
        let printed: Value = serde_json::from_str(&shown(&["schema", name])).unwrap();
        assert_eq!(printed, kind.schema(), "{name}");
    }
}

#[test]
fn every_shipped_file_is_valid() {
    let files = shipped();
    assert!(files.len() > 40, "only {} files were found", files.len());
    for file in files {
        let kind = kind_of(&file).unwrap();
        let read = instance(&file.to_string_lossy(), &fs::read_to_string(&file).unwrap()).unwrap();
        assert_eq!(objections(kind, &read), [""; 0], "{}", file.display());
        if matches!(kind, Kind::Instrument | Kind::Principle | Kind::Cases | Kind::Doubts) {
            assert_eq!(objections(Kind::Rubric, &read), [""; 0], "{}", file.display());
        }
    }
}

#[test]
fn what_the_readers_refuse_for_its_form_breaks_the_schema_too() {
    let mut seen = 0;
    for code in FORM {
        let (place, changed) = findings::broken(code);
        let refused = changed.iter().any(|name| {
            let file = place.path().join(name);
            let read = instance(name, &fs::read_to_string(&file).unwrap()).unwrap();
            !objections(kind_of(&file).unwrap(), &read).is_empty()
        });
        assert!(refused, "{code}: the schema finds nothing in {changed:?}");
        seen += 1;
    }
    assert!(seen >= 5);
}

#[test]
fn one_key_that_nobody_knows_breaks_every_schema_at_every_table_that_readers_check() {
    let mut tables = 0;
    for sample in samples() {
        for way in ways(&sample.value) {
            let Some(asked) = sample.asked(&way) else { continue };
            let mut broken = sample.json();
            put(&mut broken, &way, PROBE);
            let objections = objections(sample.kind, &broken);
            assert!(!objections.is_empty(), "{} {way:?}: the schema allows any key, the reader {asked:?}", sample.name);
            tables += 1;
        }
    }
    assert!(tables > 300, "only {tables} tables were tried");
}

#[test]
fn the_keys_of_every_table_are_those_that_its_reader_takes() {
    let mut asked: BTreeMap<(String, Vec<String>), BTreeSet<String>> = BTreeMap::new();
    let mut known: BTreeMap<(String, Vec<String>), BTreeSet<String>> = BTreeMap::new();
    for sample in samples() {
        let schema = sample.kind.schema();
        for way in ways(&sample.value) {
            let Some(taken) = sample.asked(&way) else { continue };
            let keys = keys_at(&schema, &way);
            let missing: Vec<_> = taken.difference(&keys).collect();
            assert!(missing.is_empty(), "{} {way:?}: not in the schema: {missing:?}", sample.name);
            let general: Vec<String> = way.iter().filter(|step| step.parse::<usize>().is_err()).cloned().collect();
            let at = (format!("{:?}", sample.kind), general);
            asked.entry(at.clone()).or_default().extend(taken);
            known.entry(at).or_default().extend(keys);
        }
    }
    assert!(asked.len() > 60, "only {} kinds of table were tried", asked.len());
    let idle = known.into_iter().map(|(at, keys)| (keys.difference(&asked[&at]).cloned().collect::<Vec<_>>(), at));
    let idle: Vec<_> = idle.filter(|(keys, _)| !keys.is_empty()).collect();
    assert!(idle.is_empty(), "in the schema, and no reader takes them: {idle:#?}");
}

#[test]
fn every_method_and_every_kind_of_doubt_has_a_sample() {
    let lacks = |name: &&str, samples: &[&str]| {
        let (bare, table) = (format!("\"{name}\""), format!("{{ {name} = "));
        !samples.iter().any(|sample| *sample == bare || sample.starts_with(&table))
    };
    let without = |names: &[&'static str], samples: &[&str]| {
        names.iter().copied().filter(|name| lacks(name, samples)).collect::<Vec<_>>()
    };
    assert_eq!(without(&Normalise::NAMES, &NORMALISE), [""; 0], "add their lines to NORMALISE");
    assert_eq!(without(&Imputation::NAMES, &FILL), [""; 0], "add their lines to FILL");
    assert_eq!(without(&Treat::NAMES, &TREAT), [""; 0], "add their lines to TREAT");
    assert_eq!(without(&Transform::NAMES, &TRANSFORM), [""; 0], "add their lines to TRANSFORM");
    assert_eq!(without(&Aggregate::NAMES, &AGGREGATE), [""; 0], "add their lines to AGGREGATE");
    let doubts: Vec<&str> = WORDS.into_iter().filter(|word| !DOUBTS.iter().any(|own| own.starts_with(word))).collect();
    assert_eq!(doubts, [""; 0], "add their lines to DOUBTS");
}

#[test]
fn schemas_are_written_all_at_once_and_a_kind_is_asked_for_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let ran = crate::program::run_in(folder.path(), &["schema", "--to", "schemas"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, Kind::ALL.len()), "{}", ran.err);
    for (name, kind) in Kind::ALL {
        let text = fs::read_to_string(folder.path().join(format!("schemas/{name}.schema.json"))).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), kind.schema());
    }
    assert_eq!(run(&["schema", "principal"]).code, 2);
}

const PROBE: &str = "key-of-nobody";

/// A file, and how its reader is called.
struct Sample {
    name: String,
    kind: Kind,
    value: toml::Value,
    /// The rubric that it is part of.
    folder: Option<(Folder, String)>,
}

impl Sample {
    fn json(&self) -> Value {
        serde_json::to_value(&self.value).unwrap()
    }

    /// The keys that the reader takes at a table; `None` where it takes any, or never comes there.
    fn asked(&self, way: &[String]) -> Option<BTreeSet<String>> {
        let mut value = self.value.clone();
        let table = way.iter().try_fold(&mut value, |value, step| match value {
            toml::Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
            other => other.get_mut(step),
        })?;
        table.as_table_mut()?.insert(PROBE.to_owned(), toml::Value::Integer(1));
        let found = self.read(&toml::to_string(&value).unwrap());
        let unknown = format!("The key `{PROBE}` is not known here.");
        let finding = found.iter().find(|finding| finding.code == "unknown-key" && finding.found == unknown)?;
        let keys = finding.expected.trim_start_matches("one of ").split(", ");
        Some(keys.map(|key| key.trim_matches('`').to_owned()).filter(|key| !key.is_empty()).collect())
    }

    fn read(&self, text: &str) -> Findings {
        match &self.folder {
            None => Plan::read("plan", "plan.toml", "plan.toml", text).1,
            Some((folder, name)) => {
                let mut folder = folder.clone();
                folder.files.insert(name.clone(), Cow::Owned(text.as_bytes().to_vec()));
                Rubric::read(&folder, &shelf::referred).1
            }
        }
    }
}

/// Every table of a value, as the steps to it.
fn ways(value: &toml::Value) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![(Vec::new(), value)];
    while let Some((way, value)) = open.pop() {
        let then = |step: String| [way.clone(), vec![step]].concat();
        match value {
            toml::Value::Table(table) => {
                open.extend(table.iter().map(|(key, value)| (then(key.clone()), value)));
                found.push(way);
            }
            toml::Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(at, value)| (then(at.to_string()), value)));
            }
            _ => {}
        }
    }
    found
}

fn put(value: &mut Value, way: &[String], key: &str) {
    let table = way.iter().fold(value, |value, step| match value {
        Value::Array(items) => &mut items[step.parse::<usize>().unwrap()],
        other => &mut other[step.as_str()],
    });
    table[key] = 1.into();
}

/// The keys that a schema knows at a table.
fn keys_at(schema: &Value, way: &[String]) -> BTreeSet<String> {
    let mut at = vec![schema];
    for step in way {
        let branches: Vec<&Value> = at.into_iter().flat_map(branches).collect();
        at = branches.into_iter().filter_map(|schema| under(schema, step)).collect();
    }
    let keys = at.into_iter().flat_map(branches).filter_map(|schema| schema.get("properties")?.as_object());
    keys.flat_map(|own| own.iter().filter(|(_, value)| **value != false).map(|(key, _)| key.clone())).collect()
}

/// What a schema says of what stands one step below.
fn under<'s>(schema: &'s Value, step: &str) -> Option<&'s Value> {
    match step.parse::<usize>() {
        Ok(_) => schema.get("items"),
        Err(_) => schema.get("properties")?.get(step),
    }
}

/// A schema and every branch of it.
fn branches(schema: &Value) -> Vec<&Value> {
    let under = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|key| schema.get(key)?.as_array()).flatten();
    let more = under.flat_map(branches);
    [schema].into_iter().chain(more).collect()
}

fn samples() -> Vec<Sample> {
    let mut samples = Vec::new();
    for (folder, names) in [
        ("rubrics/dfi", "dfi"),
        ("tests/material/pledge", "pledge"),
        ("tests/material/stance", "stance"),
        ("tests/material/hdi", "hdi"),
    ] {
        let whole = folder_of(&root().join(folder), names);
        for name in whole.files.keys() {
            // a case is like another
            // and what lies in a folder below is no part of the rubric
            if (names == "dfi" && name == "cases.toml") || name.contains('/') {
                continue;
            }
            let text = whole.text(name).0.unwrap().into_owned();
            samples.push(Sample {
                name: format!("{folder}/{name}"),
                kind: kind_of(&root().join(folder).join(name)).unwrap(),
                value: toml::from_str(&text).unwrap(),
                folder: Some((whole.clone(), name.clone())),
            });
        }
    }
    for plan in ["reports/dfi.toml", "tests/material/plan.toml", "tests/material/stance.toml"] {
        let value = toml::from_str(&fs::read_to_string(root().join(plan)).unwrap()).unwrap();
        samples.push(Sample { name: plan.to_owned(), kind: Kind::Plan, value, folder: None });
    }
    let pledge = folder_of(&root().join("tests/material/pledge"), "pledge");
    for (file, kind, text) in specimens(&pledge) {
        let folder = Some((pledge.clone(), file.to_owned()));
        let sample = Sample { name: format!("sample of {file}"), kind, value: toml::from_str(&text).unwrap(), folder };
        let found = sample.read(&text);
        assert!(!found.iter().any(|finding| finding.code.starts_with("unknown-")), "{}\n{found}", sample.name);
        assert_eq!(objections(kind, &sample.json()), [""; 0], "{}", sample.name);
        samples.push(sample);
    }
    samples
}

/// Files that have every method and every kind of doubt.
fn specimens(pledge: &Folder) -> [(&'static str, Kind, String); 3] {
    let cuts = pledge.text("1.1-cuts.toml").0.unwrap().into_owned();
    let (head, indicator) = cuts.split_once("[[indicator]]").unwrap();
    let (indicator, _) = indicator.split_once("[[gate]]").unwrap();
    let ladder = indicator.lines().find(|line| line.starts_with("normalise")).unwrap();
    let goalposts = "normalise = { goalposts = { worst = 1, best = 2 } }\ndenominate = \"worldbank.population\"";
    let step = |key: &'static str, methods: &[&str]| {
        methods.iter().map(|method| format!("{goalposts}\n{key} = {method}")).collect::<Vec<_>>()
    };
    let methods = NORMALISE.iter().map(|method| format!("normalise = {method}"));
    let methods = methods.chain(step("fill", &FILL)).chain(step("treat", &TREAT)).chain(step("transform", &TRANSFORM));
    let indicators = methods.enumerate().map(|(at, lines)| {
        let own = indicator.replace(ladder, &lines);
        format!("[[indicator]]{}", own.replace("id = \"cuts\"", &format!("id = \"cuts-{at}\"")))
    });
    let headings = AGGREGATE.iter().enumerate().map(|(at, method)| {
        format!(
            "[[heading]]\nid = \"{}\"\ntitle.en = \"H\"\ntitle.zh-TW = \"甲\"\nweight = 2\naggregate = {method}\n",
            at + 2
        )
    });
    let instrument = pledge.text("instrument.toml").0.unwrap().into_owned() + &headings.collect::<String>();
    let doubts = DOUBTS.iter().enumerate().map(|(at, what)| {
        format!("[[doubt]]\nid = \"d{at}\"\ntitle.en = \"D\"\ntitle.zh-TW = \"乙\"\nreason = \"r\"\n{what}\n")
    });
    let rest = "[place]\nround = 3\n[conditional]\nabuse-below = 40\n[screen]\nall = 0.5\nheading = \"1/3\"\n\
                [weigh]\nprinciple = \"equal\"\nheading = \"pca\"\ntotal = \"given\"\n";
    [
        (
            "1.1-cuts.toml",
            Kind::Principle,
            head.replace("duty =", "weight = 2\nduty =") + &indicators.collect::<String>() + GATES,
        ),
        ("instrument.toml", Kind::Instrument, instrument + rest),
        ("doubts.toml", Kind::Doubts, doubts.collect()),
    ]
}

fn folder_of(path: &Path, name: &str) -> Folder {
    let files = files(path).into_iter().map(|(name, bytes)| (name, Cow::Owned(bytes))).collect();
    let (name, shown) = (name.to_owned(), format!("./{name}"));
    Folder { name, origin: shown.clone(), shown, root: Some(path.to_owned()), files }
}
