//! Where an edition goes: the target folder and the names beside it that a run may use.

use std::ffi::{OsStr, OsString};
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::{fs, process};

use super::{disk, refusal};
use crate::words::finding::Finding;

/// What a hidden folder beside the target is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Next,
    Old,
    Gone,
}

impl Role {
    fn word(self) -> &'static str {
        match self {
            Self::Next => "next-",
            Self::Old => "old-",
            Self::Gone => "gone-",
        }
    }
}

/// The target, with links followed, and the folder it lies in, which exists.
pub(super) struct Site {
    pub target: PathBuf,
    parent: PathBuf,
    name: OsString,
}

impl Site {
    /// Follows links and makes the folders above the target.
    pub fn of(target: &Path) -> Result<Self, Finding> {
        let mut site = Self::named(target)?;
        if fs::symlink_metadata(&site.target).is_ok_and(|metadata| metadata.is_symlink()) {
            let real = fs::canonicalize(&site.target).map_err(|error| disk::cannot_write(target, &error))?;
            site = Self::named(&real)?;
        }
        disk::make_folders(site.parent())?;
        Ok(site)
    }

    fn named(target: &Path) -> Result<Self, Finding> {
        let parts = target.parent().zip(target.file_name());
        let (parent, name) = parts.ok_or_else(|| refusal::target_without_name(target))?;
        Ok(Self { target: parent.join(name), parent: parent.to_owned(), name: name.to_owned() })
    }

    /// The folder that the target lies in.
    pub fn parent(&self) -> &Path {
        if self.parent.as_os_str().is_empty() { Path::new(".") } else { &self.parent }
    }

    pub fn lock(&self) -> PathBuf {
        let mut name = self.hidden();
        name.push("lock");
        self.parent.join(name)
    }

    /// A path that nothing has yet. The digits reach no byte of the edition.
    pub fn fresh(&self, role: Role) -> PathBuf {
        let mut name = self.prefix(role);
        name.push(format!("{:016x}", RandomState::new().hash_one(process::id())));
        self.parent.join(name)
    }

    /// The role that a name beside the target speaks of, if it is a name that only a run gives.
    pub fn role(&self, name: &OsStr) -> Option<Role> {
        let is_of = |role| {
            let digits = name.as_encoded_bytes().strip_prefix(self.prefix(role).as_encoded_bytes());
            digits.is_some_and(|digits| digits.len() == 16 && digits.iter().all(u8::is_ascii_hexdigit))
        };
        [Role::Next, Role::Old, Role::Gone].into_iter().find(|role| is_of(*role))
    }

    /// The first free name for a folder that is moved aside.
    pub fn aside(&self) -> PathBuf {
        let mut number = 1_u32;
        loop {
            let mut name = self.name.clone();
            name.push(format!(".aside-{number}"));
            let path = self.parent.join(name);
            // An error other than "not found" comes back when the folder is moved there.
            if fs::symlink_metadata(&path).is_err() {
                return path;
            }
            number += 1;
        }
    }

    fn prefix(&self, role: Role) -> OsString {
        let mut name = self.hidden();
        name.push(role.word());
        name
    }

    fn hidden(&self) -> OsString {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".");
        name
    }
}
