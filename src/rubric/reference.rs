//! Indicators and gates by reference: `same-as = "dfi/2.1#reported-cuts"` takes what is defined there, so that one change
//! of goalposts moves both.
//!
//! `<principle>#<id>` is of the same rubric, `<instrument>/<principle>#<id>` of another: a built-in name, or a path from
//! the folder that refers. Id and weight are written where it is used; `required`, title and rationale may be; nothing else.

mod library;
mod way;

use std::fmt;
use std::rc::Rc;

pub(super) use self::library::Library;
use self::library::{Contents, Entry, Opened, Resolved};
use self::way::Step;
use super::{Gate, Principle, Slot, principle};
use crate::words::finding::{Finding, Findings};
use crate::words::folder::Folder;
use crate::words::keys::{Keys, Value, nearest};

/// Finds the folder of another rubric, by its name or by a path that starts at the folder given.
pub type Lookup<'l> = &'l dyn Fn(&Folder, &str) -> Result<Folder, Findings>;

/// Where an indicator or gate is defined that is written by reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub instrument: String,
    pub principle: String,
    pub id: String,
}

impl fmt::Display for Reference {
    /// As it is written after `same-as`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}#{}", self.instrument, self.principle, self.id)
    }
}

/// A file of another rubric that something was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referred {
    /// `dfi/2.1-shutdowns.toml`
    pub name: String,
    /// Of its instrument.
    pub version: String,
    pub origin: String,
    pub sha256: String,
}

/// What can be taken from elsewhere.
trait Referable: Clone {
    const WORD: &'static str;
    fn entries(contents: &Contents) -> &[Entry];
    fn resolved<'r>(library: &'r Library<'_>) -> &'r Resolved<Self>;
    fn of(principle: Principle, id: &str) -> Option<Self>;
    fn same_as(&self) -> Option<&Reference>;
    fn unknown(found: String) -> Finding;
}

impl Referable for Slot {
    const WORD: &'static str = "indicator";

    fn entries(contents: &Contents) -> &[Entry] {
        &contents.indicators
    }

    fn resolved<'r>(library: &'r Library<'_>) -> &'r Resolved<Self> {
        &library.indicators
    }

    fn of(principle: Principle, id: &str) -> Option<Self> {
        principle.slots.into_iter().find(|slot| slot.id == id)
    }

    fn same_as(&self) -> Option<&Reference> {
        self.same_as.as_ref()
    }

    fn unknown(found: String) -> Finding {
        Finding::fault("unknown-indicator", found)
    }
}

impl Referable for Gate {
    const WORD: &'static str = "gate";

    fn entries(contents: &Contents) -> &[Entry] {
        &contents.gates
    }

    fn resolved<'r>(library: &'r Library<'_>) -> &'r Resolved<Self> {
        &library.gates
    }

    fn of(principle: Principle, id: &str) -> Option<Self> {
        principle.gates.into_iter().find(|gate| gate.id == id)
    }

    fn same_as(&self) -> Option<&Reference> {
        self.same_as.as_ref()
    }

    fn unknown(found: String) -> Finding {
        Finding::fault("unknown-gate", found)
    }
}

/// The principle file that is being read, and on whose behalf.
pub(super) struct Within<'w, 'l> {
    library: &'w Library<'l>,
    rubric: Rc<Opened>,
    file: &'w str,
    /// What a reference asks for here, where one led to the file: every other reference of it is left alone.
    asked: Option<&'w Step>,
}

impl<'w, 'l> Within<'w, 'l> {
    /// A file of the rubric that is read.
    pub(super) fn of(library: &'w Library<'l>, file: &'w str) -> Self {
        Self { library, rubric: library.own.clone(), file, asked: None }
    }

    pub(super) fn slot(&self, keys: &mut Keys<'_>) -> Option<Slot> {
        let place = keys.place();
        let (id, weight) = (keys.need("id", Value::text), keys.need("weight", principle::weight));
        // what the indicator is to its principle is said here, as its weight is
        let required = keys.take("required", Value::boolean).unwrap_or(false);
        let (title, rationale) = (keys.take("title", Value::label), keys.take("rationale", Value::text));
        let (target, same_as) = self.follow::<Slot>(keys, id.as_deref())?;
        Some(Slot {
            id: id?,
            weight: weight?,
            required,
            title: title.unwrap_or(target.title),
            rationale: rationale.unwrap_or(target.rationale),
            same_as: Some(same_as),
            place,
            ..target
        })
    }

    pub(super) fn gate(&self, keys: &mut Keys<'_>) -> Option<Gate> {
        let place = keys.place();
        let (id, title) = (keys.need("id", Value::text), keys.take("title", Value::label));
        // principles beside it, which are others where it is defined
        let same_events_as = keys.take("same-events-as", Value::texts).unwrap_or_default();
        let (target, same_as) = self.follow::<Gate>(keys, id.as_deref())?;
        let (title, same_as) = (title.unwrap_or(target.title), Some(same_as));
        Some(Gate { id: id?, title, same_events_as, same_as, place, ..target })
    }

    /// What `same-as` refers to, and where that is defined.
    fn follow<T: Referable>(&self, keys: &mut Keys<'_>, id: Option<&str>) -> Option<(T, Reference)> {
        let text = keys.need("same-as", Value::sited_text)?;
        let here = Step::of::<T>(&self.rubric, self.file, id?);
        // of two items with one id the first counts, as it does for whoever refers to them
        let is_asked = |asked: &Step| *asked == here && here.same_as.as_deref() == Some(&*text.value);
        if self.asked.is_some_and(|asked| !is_asked(asked)) {
            return None;
        }
        let found = self.target(&text.value, here);
        found.map_err(|finding| keys.push(finding.at(text.place))).ok().flatten()
    }

    /// Reads what is referred to; `None` where its own faults are said anyway, because it is of the rubric that is read.
    fn target<T: Referable>(&self, text: &str, here: Step) -> Result<Option<(T, Reference)>, Finding> {
        let step = Step::to::<T>(self.library, &self.rubric, text)?;
        way::judge::<T>(self.library, here, step.clone())?;
        if let Some(target) = self.resolve::<T>(&step) {
            return Ok(Some(target));
        }
        if step.rubric.key == self.library.own.key {
            return Ok(None);
        }
        let found = format!("`{text}` stands in a file with faults of its own.");
        let help = format!("`upheld check` of {} shows them", step.rubric.folder.shown);
        Err(Finding::fault("faulty-reference", found).help(help))
    }

    /// What stands at the end of a way that has been judged, read once however many refer to it.
    fn resolve<T: Referable>(&self, step: &Step) -> Option<(T, Reference)> {
        let resolved = T::resolved(self.library);
        if let Some(known) = resolved.borrow().get(&step.key()) {
            return known.clone();
        }
        let within = Within { library: self.library, rubric: step.rubric.clone(), file: &step.file, asked: Some(step) };
        let read = principle::read(&step.rubric.folder, &step.file, None, &within, &mut Findings::default());
        let target = read.and_then(|principle| T::of(principle, &step.at.id)).map(|target| {
            self.library.follow(&step.rubric, &step.file);
            let at = target.same_as().unwrap_or(&step.at).clone();
            (target, at)
        });
        resolved.borrow_mut().insert(step.key(), target.clone());
        target
    }
}

/// `dfi/2.1#reported-cuts` as rubric, principle and id.
fn parts(text: &str) -> Result<(Option<&str>, &str, &str), Finding> {
    let split = text.split_once('#').map(|(before, id)| match before.rsplit_once('/') {
        Some((rubric, principle)) => (Some(rubric), principle, id),
        None => (None, before, id),
    });
    let whole = |part: &str| !part.is_empty() && !part.contains(['#', ' ']);
    split
        .filter(|(rubric, principle, id)| {
            rubric.is_none_or(whole) && whole(principle) && !id.contains('/') && whole(id)
        })
        .ok_or_else(|| {
            let expected = "\"2.1#reported-cuts\" in this rubric, \"dfi/2.1#reported-cuts\" in another";
            let finding = Finding::fault("bad-reference", format!("`{text}` does not say where to look."));
            finding.expected(expected).help("write the principle's id, # and the id of what stands there")
        })
}

/// What the principle's file holds, if the id is in it.
fn contents<'c, T: Referable>(rubric: &'c Opened, principle: &str, id: &str) -> Result<&'c Contents, Finding> {
    let catalogue = rubric.catalogue();
    let listed = |known: &[&str]| known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    let help = |text: &str, known: &[&str]| match nearest(text, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "mend the reference".to_owned(),
    };
    let Some(contents) = catalogue.principles.get(principle) else {
        let known: Vec<&str> = catalogue.principles.keys().map(String::as_str).collect();
        let found = format!("`{}` has no file for a principle `{principle}`.", catalogue.instrument);
        let finding = Finding::fault("unknown-principle", found).expected(listed(&known));
        return Err(finding.help(help(principle, &known)));
    };
    let known: Vec<&str> = T::entries(contents).iter().map(|entry| entry.id.as_str()).collect();
    if known.contains(&id) {
        return Ok(contents);
    }
    let found = format!("`{}/{principle}` has no {} `{id}`.", catalogue.instrument, T::WORD);
    Err(T::unknown(found).expected(listed(&known)).help(help(id, &known)))
}

#[cfg(test)]
mod tests;
