//! What the figures have: datasets, variables, countries and groups.

use std::path::Path;

use super::{Listing, row};
use crate::case::Case;
use crate::dataset::Dataset;
use crate::dataset::package::{Kind as PackageKind, Package};
use crate::dataset::variable::Variable;
use crate::evidence::Evidence;
use crate::group::Group;
use crate::shelf::{self, Kind};
use crate::words::folder::Folder;
use crate::words::locale::Lang;

/// The packages that are built in and not used, with their folders.
fn idle(used: &Evidence) -> Vec<(Package, Folder)> {
    let names: Vec<&str> = packages(used).iter().map(|package| package.name.as_str()).collect();
    let read = |name: &str| {
        let folder = shelf::find(Kind::Dataset, name, Path::new("")).ok()?;
        Some((Package::read(&folder).0?, folder))
    };
    let built_in = shelf::built_in(Kind::Dataset).into_iter().filter_map(read);
    built_in.filter(|(package, _)| !names.contains(&package.name.as_str())).collect()
}

fn packages(used: &Evidence) -> Vec<&Package> {
    let first = [&used.atlas.package, &used.parties.package].into_iter();
    first.chain(used.datasets.values().map(|set| &set.package)).collect()
}

pub(super) fn datasets(used: &Evidence, lang: Lang) -> Listing {
    let fields = |package: &Package, in_use: &str| {
        let licences: Vec<&str> = package.licences.iter().map(|licence| licence.name.as_str()).collect();
        let title = package.title.get(lang);
        row(&[&package.name, &package.version, title, &licences.join(", "), &package.origin, in_use])
    };
    let idle = idle(used);
    let used = packages(used).into_iter().map(|package| fields(package, "yes"));
    let rows = used.chain(idle.iter().map(|(package, _)| fields(package, "no")));
    Listing { header: vec!["name", "version", "title", "licence", "from", "in the plan"], rows: rows.collect() }
}

pub(super) fn variables(used: &Evidence, lang: Lang) -> Listing {
    let fields = |name: String, variable: &Variable| {
        let span = variable.span.to_string();
        row(&[&name, variable.title.get(lang), variable.unit.get(lang), &span, &variable.edition])
    };
    let mut rows: Vec<Vec<String>> = used.variables().map(|(name, variable)| fields(name, variable)).collect();
    for (package, folder) in idle(used).into_iter().filter(|(package, _)| package.kind == PackageKind::Observations) {
        let dataset = Dataset::read(&folder, package, &used.atlas).0;
        for (set, variable) in dataset.iter().flat_map(|set| set.variables.values().map(move |of| (set, of))) {
            rows.push(fields(format!("{}.{}", set.package.name, variable.name), variable));
        }
    }
    Listing { header: vec!["variable", "title", "unit", "years", "edition"], rows }
}

pub(super) fn countries(used: &Evidence, lang: Lang) -> Listing {
    let rows = used.atlas.countries().map(|country| vec![country.to_string(), used.atlas.name(country, lang)]);
    Listing { header: vec!["code", "name"], rows: rows.collect() }
}

pub(super) fn groups(case: &Case, lang: Lang) -> Listing {
    let (used, year) = (case.evidence(), case.panel().years.last().copied().unwrap_or(0));
    let rows = Group::all(&used.atlas, &used.parties).into_iter().map(|group| {
        let members = used.atlas.countries().filter(|at| group.holds(*at, year, &used.atlas, &used.parties)).count();
        row(&[&group.code, group.title.get(lang), &members.to_string(), &year.to_string()])
    });
    Listing { header: vec!["code", "title", "members", "at the end of"], rows: rows.collect() }
}
