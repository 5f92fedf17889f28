//! An edition: the files of one publication, and the manifest that says what they were made from and what they hold.

pub mod verify;

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};

pub use self::verify::{Changes, verify};
use crate::words::finding::Finding;
use crate::words::hash::sha256;

/// The manifest's file name, at the top of an edition's folder.
pub const MANIFEST: &str = "manifest.json";

// The fields of these structs stand in the alphabetical order of their keys: that is the order in which they are
// written, and the file promises sorted keys.

/// What an edition was made from and what it holds. It carries no clock: the same inputs give the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Manifest {
    /// The font faces used in the PNGs.
    pub faces: Vec<Face>,
    /// Every file of the edition but the manifest itself: relative path with `/` → size and hash.
    pub files: BTreeMap<String, FileHash>,
    /// Each rubric, dataset file, … that was used.
    pub inputs: Vec<Input>,
    /// What could not be made, and why.
    pub left_out: Vec<LeftOut>,
    /// The plan that was run.
    pub plan: Input,
    /// The program and its version: `upheld 0.1.0`.
    pub tool: String,
}

/// One file that an edition was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Input {
    pub name: String,
    /// `built-in`, or the path as the user gave it.
    pub origin: String,
    /// Lower hex.
    pub sha256: String,
    pub version: Option<String>,
}

/// One font face: the same text drawn with another face gives another picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Face {
    pub family: String,
    /// Lower hex.
    pub sha256: String,
    pub style: String,
}

/// A file that belongs to the edition and could not be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LeftOut {
    pub file: String,
    pub reason: String,
}

/// Size and hash of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FileHash {
    pub bytes: u64,
    /// Lower hex, as `sha256sum` prints it.
    pub sha256: String,
}

impl FileHash {
    pub fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.len() as u64, sha256: sha256(bytes) }
    }
}

impl Manifest {
    /// Indented JSON with sorted keys and a line end at the end.
    pub fn to_json(&self) -> String {
        // Writing to a string fails only for keys that are not strings, and there are none here.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }

    /// Reads the bytes of a manifest.
    ///
    /// # Errors
    /// `manifest-unreadable` when the bytes are not JSON, or JSON of another shape: a file of the same name that
    /// another program wrote, or a manifest with keys that this version does not know.
    pub fn read(bytes: &[u8]) -> Result<Self, Finding> {
        serde_json::from_slice(bytes).map_err(|error| {
            Finding::fault("manifest-unreadable", format!("{MANIFEST} is not a manifest of an edition: {error}."))
                .in_file(MANIFEST)
                .help("publish the edition again, into another folder")
        })
    }

    /// Reads the manifest of the edition in `folder`.
    ///
    /// # Errors
    /// `manifest-missing` when there is none, or something other than a plain file has its name; `cannot-read` when
    /// the system refuses; `manifest-unreadable` as for [`Manifest::read`].
    pub fn of_folder(folder: &Path) -> Result<Self, Finding> {
        let path = folder.join(MANIFEST);
        let is_file = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata.is_file(),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => false,
            Err(error) => return Err(cannot_read(&path, &error)),
        };
        if !is_file {
            let found = format!("{} is not an edition: it has no {MANIFEST}.", folder.display());
            return Err(Finding::fault("manifest-missing", found).help("name the folder that a report was written to"));
        }
        let bytes = fs::read(&path).map_err(|error| cannot_read(&path, &error))?;
        Self::read(&bytes).map_err(|finding| finding.in_file(&path.display().to_string()))
    }
}

pub(crate) fn cannot_read(path: &Path, error: &io::Error) -> Finding {
    Finding::fault("cannot-read", format!("Cannot read {}: {error}.", path.display()))
        .help("see that the file exists and that you may read it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let mut manifest = Manifest { tool: "upheld 0.1.0".to_owned(), ..Manifest::default() };
        manifest.plan =
            Input { name: "plan".to_owned(), origin: "plan.toml".to_owned(), version: None, sha256: sha256(b"plan") };
        manifest.inputs.push(Input {
            name: "dfi".to_owned(),
            origin: "built-in".to_owned(),
            version: Some("1".to_owned()),
            sha256: sha256(b"dfi"),
        });
        let (family, style) = ("Noto Sans".to_owned(), "Regular".to_owned());
        manifest.faces.push(Face { family, style, sha256: sha256(b"face") });
        let (file, reason) = ("charts/ranking.zh-TW.png".to_owned(), "no font with Chinese characters".to_owned());
        manifest.left_out.push(LeftOut { file, reason });
        for name in ["scores.csv", "charts/ranking.svg"] {
            manifest.files.insert(name.to_owned(), FileHash::of(name.as_bytes()));
        }
        manifest
    }

    const JSON: &str = r#"{
  "faces": [
    {
      "family": "Noto Sans",
      "sha256": "0282d9b79f42c74c1550b20ff2dd16aafc3fe5d8ae9a00b2f66996d0ae882775",
      "style": "Regular"
    }
  ],
  "files": {
    "charts/ranking.svg": {
      "bytes": 18,
      "sha256": "5c218d54c799278b235edebe5978d59e14d37550e288d9e46891f098e780f9e1"
    },
    "scores.csv": {
      "bytes": 10,
      "sha256": "a8edeb792edcc1153c3f8ac5460110b3fd3b29689dc186e67dbc2973c3bfb075"
    }
  },
  "inputs": [
    {
      "name": "dfi",
      "origin": "built-in",
      "sha256": "c5ca51bd3f9992c275ed397a515e77b98b07ad16f732207fd88b9f05f4660ce2",
      "version": "1"
    }
  ],
  "left-out": [
    {
      "file": "charts/ranking.zh-TW.png",
      "reason": "no font with Chinese characters"
    }
  ],
  "plan": {
    "name": "plan",
    "origin": "plan.toml",
    "sha256": "64879f7d6b960a01909762d911a32d4582c20010c5641ee90278b644a9e3b525",
    "version": null
  },
  "tool": "upheld 0.1.0"
}
"#;

    #[test]
    fn a_hash_is_the_one_that_sha256sum_prints() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_manifest_is_written_with_sorted_keys_and_read_back_the_same() {
        let json = manifest().to_json();
        assert_eq!(json, JSON);
        assert_eq!(Manifest::read(json.as_bytes()).unwrap(), manifest());
    }

    #[test]
    fn a_manifest_of_another_program_is_refused() {
        let finding = Manifest::read(br#"{ "name": "My web app" }"#).unwrap_err();
        assert_eq!(finding.code, "manifest-unreadable");
        assert!(finding.found.starts_with("manifest.json is not a manifest of an edition: unknown field `name`"));
        assert_eq!(Manifest::read(b"not JSON").unwrap_err().code, "manifest-unreadable");
    }
}
