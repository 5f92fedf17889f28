//! The rubrics that one rubric refers to, each opened once while it is read.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Lookup, Reference, Referred};
use crate::rubric::{Gate, Slot};
use crate::words::finding::Finding;
use crate::words::folder::Folder;
use crate::words::hash::sha256;
use crate::words::keys::{Document, Keys, Value};

/// What has been read along references by rubric, file and id, and where it is defined; `None` where it has faults.
pub(super) type Resolved<T> = RefCell<BTreeMap<(String, String, String), Option<(T, Reference)>>>;

/// Opens rubrics, and remembers what was taken from them.
pub(in crate::rubric) struct Library<'l> {
    lookup: Lookup<'l>,
    /// The rubric that is read.
    pub(super) own: Rc<Opened>,
    /// By the folder that refers and the name it writes.
    opened: RefCell<BTreeMap<(String, String), Rc<Opened>>>,
    referred: RefCell<BTreeMap<(String, String), Referred>>,
    pub(super) indicators: Resolved<Slot>,
    pub(super) gates: Resolved<Gate>,
}

/// A rubric's folder.
#[derive(Debug)]
pub(super) struct Opened {
    pub folder: Folder,
    /// The same for every way to the folder.
    pub key: String,
    catalogue: OnceCell<Catalogue>,
}

/// What there is in a rubric to refer to, faults or not.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    pub instrument: String,
    version: String,
    /// By id.
    pub principles: BTreeMap<String, Contents>,
}

/// What the file of one principle holds.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub file: String,
    pub indicators: Vec<Entry>,
    pub gates: Vec<Entry>,
}

/// An indicator or gate by its id.
#[derive(Debug)]
pub(super) struct Entry {
    pub id: String,
    /// What it refers to, as it is written.
    pub same_as: Option<String>,
}

impl<'l> Library<'l> {
    pub(in crate::rubric) fn of(folder: &Folder, lookup: Lookup<'l>) -> Self {
        let own = Rc::new(Opened::of(folder.clone()));
        let (opened, referred) = (RefCell::default(), RefCell::default());
        Self { lookup, own, opened, referred, indicators: RefCell::default(), gates: RefCell::default() }
    }

    /// Files of other rubrics that something was taken from, in an order that does not depend on where they lie.
    pub(in crate::rubric) fn referred(&self) -> Vec<Referred> {
        let mut referred: Vec<Referred> = self.referred.borrow().values().cloned().collect();
        referred.sort_by(|a, b| (&a.name, &a.sha256).cmp(&(&b.name, &b.sha256)));
        referred
    }

    /// The rubric that `from` calls so; `from` itself where it gives no name, or its own.
    pub(super) fn open(&self, from: &Rc<Opened>, name: Option<&str>) -> Result<Rc<Opened>, Finding> {
        let Some(name) = name.filter(|name| *name != from.catalogue().instrument) else { return Ok(from.clone()) };
        let key = (from.key.clone(), name.to_owned());
        if let Some(known) = self.opened.borrow().get(&key) {
            return Ok(known.clone());
        }
        let folder = (self.lookup)(&from.folder, name).map_err(|findings| {
            let why = findings.iter().next().cloned();
            let finding = unknown(format!("The rubric `{name}` cannot be opened."));
            why.map_or(finding.clone(), |why| finding.expected(why.expected).help(why.help))
        })?;
        if !folder.files.contains_key("instrument.toml") {
            let found = format!("{} is no rubric: it has no instrument.toml.", folder.shown);
            return Err(unknown(found).help("name the folder that holds it"));
        }
        let opened = Rc::new(Opened::of(folder));
        self.opened.borrow_mut().insert(key, opened.clone());
        Ok(opened)
    }

    /// Remembers that something was taken from a file.
    pub(super) fn follow(&self, rubric: &Opened, file: &str) {
        if rubric.key == self.own.key {
            return;
        }
        let catalogue = rubric.catalogue();
        let referred = Referred {
            name: format!("{}/{file}", catalogue.instrument),
            version: catalogue.version.clone(),
            origin: rubric.folder.origin.clone(),
            sha256: rubric.folder.files.get(file).map(|bytes| sha256(bytes)).unwrap_or_default(),
        };
        self.referred.borrow_mut().insert((rubric.key.clone(), file.to_owned()), referred);
    }
}

fn unknown(found: String) -> Finding {
    Finding::fault("unknown-rubric", found)
}

impl Opened {
    fn of(folder: Folder) -> Self {
        let key = folder.root.as_ref().map_or_else(|| folder.shown.clone(), |root| root.display().to_string());
        Self { folder, key, catalogue: OnceCell::new() }
    }

    pub fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(|| Catalogue::of(&self.folder))
    }
}

impl Catalogue {
    fn of(folder: &Folder) -> Self {
        let mut catalogue = Self { instrument: folder.name.clone(), ..Self::default() };
        glance(folder, "instrument.toml", |keys| {
            catalogue.instrument = keys.take("id", Value::text).unwrap_or_default();
            catalogue.version = keys.take("version", Value::text).unwrap_or_default();
        });
        for file in folder.files.keys().filter(|name| name.ends_with(".toml") && !name.contains('/')) {
            glance(folder, file, |keys| {
                let Some(id) = keys.take("id", Value::text) else { return };
                let indicators = keys.each("indicator", entry);
                let gates = keys.each("gate", entry);
                let contents = Contents { file: file.clone(), indicators, gates };
                if file != "instrument.toml" {
                    catalogue.principles.entry(id).or_insert(contents);
                }
            });
        }
        catalogue
    }

    /// What the instrument and the principle of a file are called.
    pub fn names(&self, file: &str) -> (String, String) {
        let principle = self.principles.iter().find(|(_, contents)| contents.file == file);
        (self.instrument.clone(), principle.map_or_else(|| file.to_owned(), |(id, _)| id.clone()))
    }
}

fn entry(keys: &mut Keys<'_>) -> Option<Entry> {
    let same_as = keys.take("same-as", Value::text);
    Some(Entry { id: keys.take("id", Value::text)?, same_as })
}

/// Looks at some keys of a file, whatever else is wrong with it: its faults are found when it is read.
fn glance(folder: &Folder, file: &str, mut look: impl FnMut(&mut Keys<'_>)) {
    if let Some(text) = folder.text(file).0 {
        Document::read(file, &text, |keys| {
            look(keys);
            Some(())
        });
    }
}
