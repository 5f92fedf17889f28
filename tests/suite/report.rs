//! A report: what is written, that it is whole, and that nothing of anybody's is lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use polars::prelude::{AnyValue, DataFrame, DataType};
use polars_io::SerReader as _;
use polars_io::parquet::read::ParquetReader;
use serde_json::Value;
use upheld::edition::{Manifest, verify};
use upheld::words::hash::sha256;
use upheld::words::number;

use crate::program::{FEW, Ran, files, run_in, upheld};

/// A plan with one chart in both languages, quick to run.
const SMALL: &str = r#"
title.en = "Shutdowns"
title.zh-TW = "斷網"
instrument = "dfi"
datasets = ["countries", "parties", "shutdowns", "vdem", "worldbank"]
years = "2022..2023"
languages = ["en", "zh-TW"]

[[chart]]
kind = "ranking"
of = "2.1"
year = 2023
group = "dfi-partners"
"#;

fn folder_with(plans: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in plans {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn report(folder: &Path, args: &[&str]) -> Ran {
    run_in(folder, &[&["report"], args].concat())
}

/// Ends the test unless every file is there with the hash that the manifest states, and no other file.
fn whole(folder: &Path) -> Manifest {
    let bytes = fs::read(folder.join("manifest.json")).unwrap_or_else(|error| panic!("no manifest: {error}"));
    let manifest = Manifest::read(&bytes).unwrap();
    let mut on_disk = files(folder);
    on_disk.remove("manifest.json");
    let hashes = |name: &String, bytes: &Vec<u8>| (name.clone(), (bytes.len() as u64, sha256(bytes)));
    let have: BTreeMap<_, _> = on_disk.iter().map(|(name, bytes)| hashes(name, bytes)).collect();
    let stated: BTreeMap<_, _> =
        manifest.files.iter().map(|(name, file)| (name.clone(), (file.bytes, file.sha256.clone()))).collect();
    assert_eq!(have, stated);
    manifest
}

#[test]
fn the_manifest_names_every_file_with_its_hash_and_every_picture_that_could_not_be_made() {
    let folder = folder_with(&[]);
    let ran = report(folder.path(), &["--to", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let manifest = whole(&folder.path().join("out/dfi"));
    assert_eq!(ran.out.split(" (").next(), Some("out/dfi"), "{}", ran.out);
    let changes = verify(&folder.path().join("out/dfi")).unwrap();
    assert!(changes.is_empty(), "{changes:?}");
    let left_out: Vec<&str> = manifest.left_out.iter().map(|left| left.file.as_str()).collect();
    let of_2023 = [
        "ranking-total",
        "ranking-2.1",
        "ranking-2.2",
        "ranking-4.3",
        "heatmap-total",
        "rank-ranges-total",
        "grade-odds-total",
    ];
    let of_2023 = of_2023.map(|chart| format!("charts/{chart}-2023-dfi-partners"));
    let trends = ["total", "2.2"].map(|of| format!("charts/trend-{of}-2016-2025"));
    let drivers = ["rank-twn", "gap-dfi-partners-others", "shift"].map(|of| format!("charts/drivers-total-2023-{of}"));
    let others = ["framework-total", "correlations-total-2023-all", "availability-total-2016-2025-all"];
    let others = others.map(|chart| format!("charts/{chart}"));
    for chart in of_2023.iter().chain(&trends).chain(&drivers).chain(&others) {
        for name in ["en.svg", "en.png", "zh-TW.svg"].map(|end| format!("{chart}.{end}")) {
            assert!(manifest.files.contains_key(&name), "{name}");
        }
        // with a Chinese font on the machine the picture is there; without one the manifest says so
        let png = format!("{chart}.zh-TW.png");
        assert_ne!(manifest.files.contains_key(&png), left_out.contains(&png.as_str()), "{png}");
        assert_eq!(ran.err.contains(&format!("Left out {png}: ")), left_out.contains(&png.as_str()), "{}", ran.err);
    }
    assert_eq!(manifest.files.len() + left_out.len(), 15 * 4 + 3, "{:?}", manifest.files.keys());
    assert!(manifest.left_out.iter().all(|left| left.reason.contains("no Chinese font was found")));
    let inputs: Vec<&str> = manifest.inputs.iter().map(|input| input.name.as_str()).collect();
    let datasets = ["countries", "parties", "shutdowns", "vdem", "worldbank"].map(|name| format!("dataset {name}"));
    assert_eq!(inputs[..5], datasets);
    assert_eq!(inputs[5..], ["rubric dfi"]);
    assert!(manifest.inputs.iter().all(|input| input.origin == "built-in"));
    let again = report(folder.path(), &["--to", "out"]);
    assert!(again.out.contains(", as it was already)"), "{}", again.out);
}

#[test]
fn parquet_csv_and_json_say_the_same() {
    let folder = folder_with(&[("small.toml", SMALL)]);
    let ran = report(folder.path(), &["small.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let out = folder.path().join("small");
    let table = ParquetReader::new(fs::File::open(out.join("scores.parquet")).unwrap()).finish().unwrap();
    let csv = fs::read_to_string(out.join("scores.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(header, table.get_column_names().iter().map(|name| name.as_str()).collect::<Vec<_>>());
    let types = ["year", "score", "grade_lowered", "place", "country"].map(|name| table.column(name).unwrap().dtype());
    assert_eq!(
        types.map(Clone::clone),
        [DataType::Int32, DataType::Float64, DataType::Boolean, DataType::UInt32, DataType::String]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), table.height());
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<String> = table.columns().iter().map(|column| text(&column.get(at).unwrap())).collect();
        assert_eq!(row.iter().collect::<Vec<_>>(), cells, "row {at}");
    }
    let json: Value = serde_json::from_str(&fs::read_to_string(out.join("assessment.json")).unwrap()).unwrap();
    let india = &json["countries"]["IND"]["years"]["2023"]["nodes"]["2.1"];
    assert_eq!(india["grade"], "not-upheld", "{india:#}");
    assert_eq!(india["breach"], "not-bound");
    assert_eq!(india["gate"], "fired");
    let row = score_of(&table, "IND", 2023, "2.1");
    assert_eq!(number::exported(india["score"].as_f64().unwrap()), number::exported(row));
}

/// A cell as the CSV writes it.
fn text(cell: &AnyValue<'_>) -> String {
    match cell {
        AnyValue::Null => String::new(),
        AnyValue::Float64(value) => number::exported(*value),
        AnyValue::String(text) => (*text).to_owned(),
        AnyValue::StringOwned(text) => text.to_string(),
        other => other.to_string(),
    }
}

fn score_of(table: &DataFrame, country: &str, year: i32, node: &str) -> f64 {
    let is = |at: usize| {
        table.column("country").unwrap().str().unwrap().get(at) == Some(country)
            && table.column("year").unwrap().i32().unwrap().get(at) == Some(year)
            && table.column("node").unwrap().str().unwrap().get(at) == Some(node)
    };
    let at = (0..table.height()).find(|at| is(*at)).unwrap();
    table.column("score").unwrap().f64().unwrap().get(at).unwrap()
}

#[test]
fn work_done_by_hand_is_refused_and_kept_and_replace_moves_it_aside() {
    let folder = folder_with(&[("small.toml", SMALL)]);
    let out = folder.path().join("small");
    assert_eq!(report(folder.path(), &["small.toml"]).code, 0);
    let published = files(&out);
    let scores = fs::read_to_string(out.join("scores.csv")).unwrap();
    fs::write(out.join("scores.csv"), format!("{scores}my own row\n")).unwrap();
    fs::write(out.join("notes.txt"), "three days of work\n").unwrap();
    let mine = files(&out);

    let refused = report(folder.path(), &["small.toml", "--quiet"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert_eq!(
        refused.err,
        "fault[folder-changed]: small was changed after it was published: 2 files, scores.csv (changed), notes.txt (added).\n \
         |\n \
         = note: expected the files that its manifest.json names, as they were written\n \
         = help: keep your changes elsewhere, or run again with --replace, which moves the old folder aside\n"
    );
    assert_eq!(files(&out), mine, "nothing is lost");

    let replaced = report(folder.path(), &["small.toml", "--replace"]);
    assert_eq!(replaced.code, 0, "{}", replaced.err);
    assert_eq!(files(&out), published);
    let aside = replaced.err.lines().find_map(|line| line.strip_prefix("The changed folder is now ")).unwrap();
    assert_eq!(files(&folder.path().join(aside)), mine, "nothing is lost");
}

#[test]
fn one_thread_or_two_give_the_same_bytes() {
    let folder = folder_with(&[]);
    for threads in ["1", "2"] {
        let output = upheld(folder.path())
            .args(["report", "--to", threads])
            .args(FEW)
            .env("RAYON_NUM_THREADS", threads)
            .env("POLARS_MAX_THREADS", threads)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    let [one, two] = ["1/dfi", "2/dfi"].map(|name| files(&folder.path().join(name)));
    assert!(one.len() >= 4 * 3 + 4);
    let differing: Vec<&String> = one.keys().filter(|name| two.get(*name) != one.get(*name)).collect();
    assert_eq!(differing, [""; 0]);
    assert_eq!(one.len(), two.len());
}

#[test]
fn a_plan_with_one_unknown_name_writes_nothing() {
    let broken = SMALL.replace("of = \"2.1\"", "of = \"2.7\"");
    let folder = folder_with(&[("broken.toml", &broken)]);
    let ran = report(folder.path(), &["broken.toml", "--quiet"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(
        ran.err,
        "fault[unknown-node]: The rubric has no `2.7`.\n  \
         --> broken.toml:11:6\n   \
         |\n\
         11 | of = \"2.7\"\n   \
         |      ^^^^^ expected total, or the id of a heading or principle\n   \
         |\n   \
         = help: `upheld list principles` shows all\n"
    );
    assert_eq!(files(folder.path()).keys().collect::<Vec<_>>(), ["broken.toml"]);
}

#[test]
fn a_plan_with_faults_does_not_stop_a_good_one() {
    let broken = SMALL.replace("years = \"2022..2023\"", "years = \"2023..2022\"");
    let folder = folder_with(&[("broken.toml", &broken), ("good.toml", SMALL)]);
    let ran = report(folder.path(), &["broken.toml", "good.toml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.starts_with("fault[bad-years]: Here the span `2023..2022` runs backwards.\n"), "{}", ran.err);
    assert!(ran.out.starts_with("good ("), "{}", ran.out);
    whole(&folder.path().join("good"));
    assert!(!folder.path().join("broken").exists());
}

/// Two plans of one name in turn, so that every run has something to replace: what they write, and a folder in which
/// the first of them stands.
#[cfg(unix)]
struct Turns {
    folder: tempfile::TempDir,
    plans: [String; 2],
    written: [BTreeMap<String, Vec<u8>>; 2],
    /// Which of the two stands.
    now: usize,
}

#[cfg(unix)]
impl Turns {
    fn new() -> Self {
        let plans = [SMALL.to_owned(), SMALL.replace("2022..2023", "2021..2023")];
        let written = plans.each_ref().map(|plan| {
            let folder = folder_with(&[("turn.toml", plan)]);
            assert_eq!(report(folder.path(), &["turn.toml"]).code, 0);
            files(&folder.path().join("turn"))
        });
        assert_ne!(written[0], written[1]);
        let folder = folder_with(&[("turn.toml", &plans[0])]);
        assert_eq!(report(folder.path(), &["turn.toml"]).code, 0);
        Self { folder, plans, written, now: 0 }
    }

    fn start_the_other(&self) -> std::process::Child {
        fs::write(self.folder.path().join("turn.toml"), &self.plans[1 - self.now]).unwrap();
        upheld(self.folder.path())
            .args(["report", "turn.toml"])
            .args(FEW)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Whether the new report stands; ends the test unless it is the new or the old one, whole.
    fn has_turned(&mut self) -> bool {
        whole(&self.folder.path().join("turn"));
        let stands = files(&self.folder.path().join("turn"));
        let turned = stands == self.written[1 - self.now];
        assert!(turned || stands == self.written[self.now], "the folder is neither the old report nor the new one");
        self.now = if turned { 1 - self.now } else { self.now };
        turned
    }

    /// Until publishing has begun: its hidden folder stands beside the target. Gives up when the run has ended.
    fn await_publishing(&self, child: &mut std::process::Child) {
        let begun = || {
            let mut entries = fs::read_dir(self.folder.path()).unwrap().filter_map(Result::ok);
            entries.any(|entry| entry.file_name().to_string_lossy().starts_with(".turn.next-"))
        };
        while !begun() && child.try_wait().unwrap().is_none() {
            std::hint::spin_loop();
        }
    }
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_the_old_report_or_the_new_one_whole() {
    use std::time::Duration;
    let mut turns = Turns::new();
    let (mut kept, mut killed) = (0, 0);
    for (after_begin, micros) in [
        (false, 0),
        (false, 30_000),
        (false, 100_000),
        (true, 0),
        (true, 200),
        (true, 500),
        (true, 1_000),
        (true, 2_000),
        (true, 4_000),
        (true, 8_000),
        (true, 16_000),
        (true, 32_000),
        (true, 64_000),
    ] {
        let mut child = turns.start_the_other();
        if after_begin {
            turns.await_publishing(&mut child);
        }
        std::thread::sleep(Duration::from_micros(micros));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        kept += usize::from(!turns.has_turned());
    }
    assert!(killed >= 3 && kept >= 3, "{killed} runs were killed and {kept} left the old report: kill earlier");
    // the next run finishes or undoes what the killed ones began, and leaves nothing of it behind
    let last = turns.start_the_other().wait_with_output().unwrap();
    assert!(last.status.success(), "{last:?}");
    assert!(turns.has_turned());
    let names: Vec<String> = fs::read_dir(turns.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.') && name != ".turn.lock")
        .collect();
    assert_eq!(names, [""; 0]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_with_the_finished_report_or_with_the_old_one() {
    use std::os::unix::process::ExitStatusExt as _;
    use std::time::Duration;
    let mut turns = Turns::new();
    let mut stopped = 0;
    for (after_begin, micros) in
        [(false, 40_000), (false, 80_000), (false, 160_000), (true, 0), (true, 500), (true, 4_000), (true, 32_000)]
    {
        let mut child = turns.start_the_other();
        if after_begin {
            turns.await_publishing(&mut child);
        }
        std::thread::sleep(Duration::from_micros(micros));
        let pid = child.id().to_string();
        // the run may have ended already; then there is nobody to interrupt
        std::process::Command::new("kill").args(["-INT", &pid]).output().unwrap();
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        let turned = turns.has_turned();
        match (output.status.code(), output.status.signal()) {
            (Some(0), _) => assert!(turned, "exit code 0 without the report: {err}"),
            (Some(130), _) => {
                assert!(!turned, "exit code 130, and the report was replaced: {err}");
                // among the replicates it says how many were done
                let said = err.lines().last().unwrap_or_default();
                let counted = said.starts_with("stopped after ") && said.ends_with(" replicates; nothing was written");
                assert!(said == "stopped; nothing was replaced" || counted, "{err}");
                stopped += 1;
            }
            // so early that the program did not listen yet; a shell calls this 130 too
            (None, Some(2)) => assert!(!turned),
            other => panic!("{other:?}: {err}"),
        }
    }
    assert!(stopped >= 1, "no run was stopped: interrupt earlier");
}
