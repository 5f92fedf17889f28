//! The way from a reference to a definition, judged by what the files name before any of them is read in full.

use std::rc::Rc;

use super::library::{Library, Opened};
use super::{Referable, Reference, contents, parts};
use crate::words::finding::Finding;

/// A definition is at most this many references away: nobody follows more of them by hand.
const MOST_STEPS: usize = 8;

/// Of a way that is too long, this many places are shown.
const SHOWN: usize = 4;

/// One indicator or gate on the way along references.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// `indicator` or `gate`.
    word: &'static str,
    pub rubric: Rc<Opened>,
    pub file: String,
    pub at: Reference,
    /// Where the way goes on.
    pub same_as: Option<String>,
}

impl PartialEq for Step {
    /// The way to a folder does not matter, nor what its instrument is called.
    fn eq(&self, other: &Self) -> bool {
        let same_file = self.rubric.key == other.rubric.key && self.file == other.file;
        same_file && self.word == other.word && self.at.id == other.at.id
    }
}

impl Step {
    pub fn of<T: Referable>(rubric: &Rc<Opened>, file: &str, id: &str) -> Self {
        let (instrument, principle) = rubric.catalogue().names(file);
        let entries = rubric.catalogue().principles.get(&principle).map(T::entries).unwrap_or_default();
        let same_as = entries.iter().find(|entry| entry.id == id).and_then(|entry| entry.same_as.clone());
        let at = Reference { instrument, principle, id: id.to_owned() };
        Self { word: T::WORD, rubric: rubric.clone(), file: file.to_owned(), at, same_as }
    }

    /// What the text refers to from a file of `from`.
    pub fn to<T: Referable>(library: &Library<'_>, from: &Rc<Opened>, text: &str) -> Result<Self, Finding> {
        let (rubric, principle, id) = parts(text)?;
        let rubric = library.open(from, rubric)?;
        let contents = contents::<T>(&rubric, principle, id)?;
        Ok(Self::of::<T>(&rubric, &contents.file, id))
    }

    /// Rubric, file and id.
    pub fn key(&self) -> (String, String, String) {
        (self.rubric.key.clone(), self.file.clone(), self.at.id.clone())
    }
}

/// Whether the way from `here` over `next` comes to an end, and soon enough. A step further on that leads nowhere is a
/// fault of the file it stands in.
pub(super) fn judge<T: Referable>(library: &Library<'_>, here: Step, next: Step) -> Result<(), Finding> {
    let mut way = vec![here];
    let mut next = Some(next);
    while let Some(step) = next {
        let closes = way.contains(&step);
        let onward = step.same_as.as_deref().map(|text| Step::to::<T>(library, &step.rubric, text));
        way.push(step);
        if closes {
            let found = format!("These references go in a circle: {}.", chain(&way));
            let finding = Finding::fault("cyclic-reference", found);
            return Err(finding.help("write the indicator or gate out in one of these places"));
        }
        // the first place is where the way begins, and no step of it
        if way.len() > MOST_STEPS + 1 {
            let found = format!("These references do not end within {MOST_STEPS} steps: {} → ….", chain(&way[..SHOWN]));
            let finding = Finding::fault("reference-too-long", found);
            return Err(finding.help("refer to the place where the indicator or gate is written out"));
        }
        next = onward.and_then(Result::ok);
    }
    Ok(())
}

fn chain(way: &[Step]) -> String {
    way.iter().map(|step| step.at.to_string()).collect::<Vec<_>>().join(" → ")
}
