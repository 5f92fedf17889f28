//! Every finding that the readers and the pairing can make has a broken fixture named after it, and the whole message
//! that a user sees is what `message.txt` beside it says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Deserialize;
use upheld::words::finding::{Code, Severity};
use upheld::words::hash::sha256;

use crate::golden;
use crate::program::{copy, ran, root, upheld};
use crate::sources::{self, Source};

/// Codes without a fixture, each with the reason.
const WITHOUT_FIXTURE: [(&str, &str); 2] = [
    ("cannot-render", "polars and plotters refuse nothing that this program hands them"),
    ("csv-syntax", "the csv reader accepts every text; the arm is there because its type has an error"),
];

/// Rooms whose codes are shown by unit tests of their own, on folders made for them.
const SHOWN_ELSEWHERE: [&str; 2] = ["publish", "edition"];

/// `patch.toml`: how a fixture is made from the whole material under `tests/material/`, and the run that finds it out.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Patch {
    /// What is broken, in a sentence.
    says: String,
    /// Material that is copied into the folder of the run.
    #[serde(rename = "use")]
    uses: Vec<String>,
    run: Vec<String>,
    #[serde(default = "one")]
    exit: i32,
    /// Where standard output goes in place of the test.
    stdout: Option<String>,
    /// Whether packages are sealed again after the change.
    #[serde(default = "yes")]
    seal: bool,
    #[serde(default, rename = "change")]
    changes: Vec<Change>,
}

/// One change of one file. Exactly one of `with`, `byte`, `create`, `append`, `remove`, `copy` and `size`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Change {
    file: String,
    /// The text that must stand in the file exactly once.
    replace: Option<String>,
    with: Option<String>,
    /// A single byte in place of the text, for what is not UTF-8.
    byte: Option<u8>,
    create: Option<String>,
    /// A text that is added at the end, as often as `times` says.
    append: Option<String>,
    #[serde(default)]
    times: usize,
    #[serde(default)]
    remove: bool,
    /// Other material under this name.
    copy: Option<String>,
    /// Bytes of a file that is empty but for its length.
    size: Option<u64>,
}

fn one() -> i32 {
    1
}

fn yes() -> bool {
    true
}

fn fixtures() -> BTreeMap<String, PathBuf> {
    let entries = fs::read_dir(root().join("tests/fixtures")).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.file_name().into_string().unwrap(), entry.path())).collect()
}

#[test]
fn every_finding_shows_its_place_and_what_to_do() {
    let fixtures = fixtures();
    let wrong: Vec<String> = fixtures.par_iter().filter_map(|(code, folder)| judge(code, folder).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn patch(code: &str, folder: &Path) -> Result<Patch, String> {
    let patch: Patch = toml::from_str(&fs::read_to_string(folder.join("patch.toml")).unwrap())
        .map_err(|error| format!("{code}: patch.toml: {error}"))?;
    assert!(patch.says.ends_with('.'), "{code}: `says` is a sentence");
    Ok(patch)
}

/// The material with the changes of a fixture made in it.
fn patched(code: &str, patch: &Patch) -> Result<tempfile::TempDir, String> {
    let place = tempfile::tempdir().unwrap();
    let material = root().join("tests/material");
    for name in &patch.uses {
        copy(&material.join(name), &place.path().join(name));
    }
    for change in &patch.changes {
        make(change, &material, place.path()).map_err(|why| format!("{code}: {}: {why}", change.file))?;
    }
    if patch.seal {
        patch.uses.iter().for_each(|name| seal(&place.path().join(name)));
    }
    Ok(place)
}

/// The folder of a fixture, and which of its files are broken.
pub fn broken(code: &str) -> (tempfile::TempDir, Vec<String>) {
    let patch = patch(code, &fixtures()[code]).unwrap();
    let changed = patch.changes.iter().map(|change| change.file.clone()).collect();
    (patched(code, &patch).unwrap(), changed)
}

fn judge(code: &str, folder: &Path) -> Result<(), String> {
    let patch = patch(code, folder)?;
    let place = patched(code, &patch)?;
    let args: Vec<&str> = patch.run.iter().map(String::as_str).collect();
    let mut command = upheld(place.path());
    if let Some(path) = &patch.stdout {
        command.stdout(fs::File::create(path).map_err(|error| format!("{code}: {path}: {error}"))?);
    }
    let ran = ran(&command.args(&args).output().unwrap());
    if ran.code != patch.exit {
        return Err(format!("{code}: exit code {} in place of {}\n{}{}", ran.code, patch.exit, ran.out, ran.err));
    }
    if !ran.err.contains(&format!("[{code}]")) {
        return Err(format!("{code} is not among the findings\n{}", ran.err));
    }
    if ran.err.contains('\u{1b}') || ran.err.contains(&*place.path().to_string_lossy()) {
        return Err(format!("{code}: colour, or the folder of this run, in\n{}", ran.err));
    }
    golden::difference(&folder.join("message.txt"), &ran.err).map_or(Ok(()), Err)
}

fn make(change: &Change, material: &Path, place: &Path) -> Result<(), String> {
    let file = place.join(&change.file);
    if change.remove {
        return fs::remove_file(&file).map_err(|error| error.to_string());
    }
    if let Some(name) = &change.copy {
        copy(&material.join(name), &file);
        return Ok(());
    }
    if let Some(text) = &change.create {
        return fs::write(&file, text).map_err(|error| error.to_string());
    }
    if let Some(text) = &change.append {
        let old = fs::read_to_string(&file).map_err(|error| error.to_string())?;
        return fs::write(&file, old + &text.repeat(change.times)).map_err(|error| error.to_string());
    }
    if let Some(bytes) = change.size {
        return fs::File::create(&file).and_then(|file| file.set_len(bytes)).map_err(|error| error.to_string());
    }
    let text = fs::read_to_string(&file).map_err(|error| error.to_string())?;
    let replace = change.replace.as_ref().ok_or("nothing is changed")?;
    let (before, after) = text.split_once(replace).ok_or_else(|| format!("`{replace}` does not stand there"))?;
    if after.contains(replace.as_str()) {
        return Err(format!("`{replace}` stands there more than once"));
    }
    let middle = match (&change.with, change.byte) {
        (Some(with), None) => with.as_bytes().to_vec(),
        (None, Some(byte)) => vec![byte],
        _ => return Err("either `with` or `byte`".to_owned()),
    };
    fs::write(&file, [before.as_bytes(), &middle, after.as_bytes()].concat()).map_err(|error| error.to_string())
}

/// Puts the hashes of the files as they are now in place of those of the material.
fn seal(folder: &Path) {
    let Ok(mut package) = fs::read_to_string(folder.join("datapackage.json")) else { return };
    let sealed = root().join("tests/material").join(folder.file_name().unwrap());
    for entry in fs::read_dir(&sealed).unwrap() {
        let name = entry.unwrap().file_name();
        if let (Ok(old), Ok(new)) = (fs::read(sealed.join(&name)), fs::read(folder.join(&name))) {
            package = package.replace(&sha256(&old), &sha256(&new));
        }
    }
    fs::write(folder.join("datapackage.json"), package).unwrap();
}

#[test]
fn every_code_in_the_sources_has_a_fixture_and_every_fixture_a_code() {
    let elsewhere = |source: &&Source| !SHOWN_ELSEWHERE.contains(&source.room());
    let codes: BTreeSet<String> = codes(sources::all().iter().filter(elsewhere)).into_keys().collect();
    let exceptions: BTreeSet<String> = WITHOUT_FIXTURE.iter().map(|(code, _)| (*code).to_owned()).collect();
    let less = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
    assert_eq!(less(&exceptions, &codes), [""; 0], "exceptions that no source has");
    let expected: BTreeSet<String> = codes.difference(&exceptions).cloned().collect();
    let have: BTreeSet<String> = fixtures().into_keys().collect();
    assert_eq!(less(&expected, &have), [""; 0], "codes without a fixture");
    assert_eq!(less(&have, &expected), [""; 0], "fixtures without a code");
}

#[test]
fn every_code_is_described_with_the_severities_that_it_has() {
    let line = |word: &String, severities: String| format!("{word} ({severities})");
    let words = |severities: BTreeSet<Severity>| severities.iter().map(|it| it.word()).collect::<Vec<_>>().join(", ");
    let made: BTreeSet<String> =
        codes(sources::all().iter()).into_iter().map(|(word, of)| line(&word, words(of))).collect();
    let described = Code::all().iter().map(|(word, code)| line(word, code.severity())).collect();
    let less = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
    assert_eq!(less(&made, &described), [""; 0], "describe these in src/words/finding/codes.toml");
    assert_eq!(less(&described, &made), [""; 0], "no source makes these");
}

/// The severities of every code that stands in the sources as the first argument of `fault(`, `doubtful(` or `note(`, or
/// as the second one where a row of a table names its column first, or a place stands first.
fn codes<'s>(sources: impl Iterator<Item = &'s Source>) -> BTreeMap<String, BTreeSet<Severity>> {
    let mut codes: BTreeMap<String, BTreeSet<Severity>> = BTreeMap::new();
    for source in sources {
        for (at, call) in [".fault(", ".fault_at(", "::fault(", "::doubtful(", "::note("]
            .iter()
            .flat_map(|call| source.text.match_indices(call))
        {
            let arguments = sources::arguments(&source.text[at + call.len()..]);
            let of_row = source.text[..at].trim_end().ends_with("row") || arguments.first() == Some(&"column");
            let second = of_row || call == ".fault_at(";
            let code = arguments.get(usize::from(second)).copied().unwrap_or_default();
            match sources::literal(code) {
                Some(code) => {
                    let kebab = code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                    assert!(kebab && !code.is_empty(), "{}:{}: `{code}`", source.name, source.line(at));
                    let severity = match call {
                        "::doubtful(" => Severity::Doubtful,
                        "::note(" => Severity::Note,
                        _ => Severity::Fault,
                    };
                    codes.entry(code.to_owned()).or_default().insert(severity);
                }
                // a code handed on from a caller that is scanned itself
                None => assert_eq!(code, "code", "{}:{}: no literal", source.name, source.line(at)),
            }
        }
    }
    codes
}
