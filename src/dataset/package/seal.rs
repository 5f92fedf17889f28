//! Sealing: the hashes and sizes of a package's files are put into `datapackage.json`, and nothing else of it changes.

use std::ops::Range;

use super::files::stated;
use super::outline::Outline;
use super::{PACKAGE, Resource};
use crate::words::folder::Folder;

/// A package sealed anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The new bytes of `datapackage.json`.
    pub bytes: Vec<u8>,
    /// The files whose seal has changed.
    pub files: Vec<String>,
}

/// Seals the files of a package as they are now; `None` where every seal holds. Call it on a package that has been
/// judged: what it cannot read it leaves as it is.
pub fn seal(folder: &Folder) -> Option<Sealed> {
    let bytes = folder.files.get(PACKAGE)?;
    let text = std::str::from_utf8(bytes).ok()?;
    // a byte order mark stays where it is
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let outline = Outline::of(&text[mark..]);
    let (mut sealed, mut files) = (text.to_owned(), Vec::new());
    // from the last to the first, so that the places of those before stay right
    for resource in outline.value("resources")?.items.iter().rev() {
        let read: Resource = serde_json::from_str(&text[mark..][resource.span.clone()]).ok()?;
        let edits = edits(&text[mark..], resource, folder.files.get(&read.path)?);
        if !edits.is_empty() {
            files.push(read.path);
        }
        for (span, new) in edits {
            sealed.replace_range(mark + span.start..mark + span.end, &new);
        }
    }
    files.reverse();
    (!files.is_empty()).then(|| Sealed { bytes: sealed.into_bytes(), files })
}

/// What changes in one resource, the last place first.
fn edits(text: &str, resource: &Outline, file: &[u8]) -> Vec<(Range<usize>, String)> {
    let mut edits = Vec::new();
    let hash = format!("\"{}\"", stated(file));
    match (resource.value("hash"), resource.entry("path")) {
        (Some(value), _) => edits.push((value.span.clone(), hash)),
        (None, Some((key, path))) => {
            // on a line of its own where the path has one
            let before = &text[..key.span.start];
            let gap = &before[before.trim_end().len()..];
            edits.push((path.span.end..path.span.end, format!(",{gap}\"hash\": {hash}")));
        }
        (None, None) => {}
    }
    edits.extend(resource.value("bytes").map(|value| (value.span.clone(), file.len().to_string())));
    edits.retain(|(span, new)| text[span.clone()] != **new);
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\r\n  \"kind\": \"observations\", \"my own\": [ 1,2 ],\r\n  \"resources\": [\r\n    \
                        { \"bytes\": 3, \"hash\": \"sha256:00\", \"path\": \"a.csv\", \"name\": \"a\" },\r\n    {\r\n      \
                        \"path\": \"b.csv\",\r\n      \"name\": \"b\"\r\n    }\r\n  ]\r\n}\r\n";

    fn folder(text: &str) -> Folder {
        let mut folder = Folder::default();
        for (name, bytes) in [(PACKAGE, text.as_bytes()), ("a.csv", b"abc"), ("b.csv", b"")] {
            folder.files.insert(name.to_owned(), bytes.to_vec().into());
        }
        folder
    }

    #[test]
    fn only_the_hashes_and_sizes_change_and_a_second_time_nothing_does() {
        for mark in ["", "\u{feff}"] {
            let sealed = seal(&folder(&format!("{mark}{TEXT}"))).unwrap();
            // the hashes are those that `sha256sum` prints for "abc" and for nothing
            let expected = TEXT
                .replace("sha256:00", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                .replace(
                    "\"b.csv\",\r\n",
                    "\"b.csv\",\r\n      \"hash\": \
                     \"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\r\n",
                );
            assert_eq!(String::from_utf8(sealed.bytes.clone()).unwrap(), format!("{mark}{expected}"));
            assert_eq!(sealed.files, ["a.csv", "b.csv"]);
            assert_eq!(seal(&folder(&String::from_utf8(sealed.bytes).unwrap())), None);
        }
    }

    #[test]
    fn a_stated_size_is_mended_too() {
        let sealed = seal(&folder(TEXT)).unwrap();
        let wrong = String::from_utf8(sealed.bytes.clone()).unwrap().replace("\"bytes\": 3", "\"bytes\": 12345");
        assert_eq!(seal(&folder(&wrong)), Some(Sealed { files: vec!["a.csv".to_owned()], ..sealed }));
    }
}
