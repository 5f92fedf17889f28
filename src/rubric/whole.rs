//! Reads a rubric's folder as a whole, and judges what no file shows alone.

use super::reference::{Library, Lookup, Within};
use super::worked::WorkedCase;
use super::{Duty, Instrument, Principle, Referred, Rubric, instrument, principle, worked};
use crate::doubt::Doubt;
use crate::methods::aggregate::Aggregate;
use crate::words::finding::{Finding, Findings};
use crate::words::folder::Folder;
use crate::words::hash::sha256;

/// An instrument has at least this many worked cases.
const FEWEST_CASES: usize = 3;

const EXAMPLES: &str = "examples/";

impl Rubric {
    /// Reads all files of a rubric's folder. `lookup` finds the other rubrics that it refers to.
    ///
    /// # Errors
    /// Every fault of every file at its place.
    pub fn read(folder: &Folder, lookup: Lookup<'_>) -> (Option<Self>, Findings) {
        let mut findings = Findings::default();
        let library = Library::of(folder, lookup);
        let instrument = instrument::read(folder, &mut findings);
        let headings = instrument.as_ref().map(|instrument| instrument.headings.as_slice());
        let mut principles = Vec::new();
        let (mut worked, mut doubts, mut files) = (Vec::new(), Vec::new(), 0);
        for (name, _) in own(folder) {
            match name.as_str() {
                "instrument.toml" => {}
                "cases.toml" => worked = worked::read(folder, &mut findings),
                "doubts.toml" => doubts = read_doubts(folder, name, &mut findings),
                name if name.ends_with(".toml") && !name.contains('/') => {
                    files += 1;
                    let within = Within::of(&library, name);
                    principles.extend(principle::read(folder, name, headings, &within, &mut findings));
                }
                name => {
                    let found = "This file is not part of a rubric.";
                    let finding = Finding::doubtful("stray-file", found)
                        .expected("instrument.toml, cases.toml, doubts.toml, *.toml");
                    findings.push(finding.help("move it elsewhere").in_file(&folder.path(name)));
                }
            }
        }
        principles.sort_by_key(|principle: &Principle| id_order(&principle.id));
        if let Some(instrument) = &instrument {
            judge_principles(instrument, &principles, files, folder, &mut findings);
            judge_worked(instrument, &worked, &mut findings);
            if worked.len() < FEWEST_CASES && !findings.has_fault() {
                let found = format!("The rubric has {} worked cases.", worked.len());
                let finding = Finding::doubtful("too-few-cases", found).expected(format!("{FEWEST_CASES} or more"));
                let help = "add cases.toml: a sentence, inputs, what must come out; one of them with missing data";
                findings.push(finding.help(help).in_file(&folder.path("cases.toml")));
            }
        }
        let referred = library.referred();
        let (origin, sha256) = (folder.origin.clone(), hash(folder, &referred));
        let rubric = instrument.filter(|_| !findings.has_fault());
        (rubric.map(|instrument| Self { instrument, principles, worked, doubts, origin, referred, sha256 }), findings)
    }
}

/// The files of the rubric itself: what lies under `examples` shows how it may be added to, and is no part of it.
fn own(folder: &Folder) -> impl Iterator<Item = (&String, &[u8])> {
    let files = folder.files.iter().filter(|(name, _)| !name.starts_with(EXAMPLES));
    files.map(|(name, bytes)| (name, bytes.as_ref()))
}

fn read_doubts(folder: &Folder, name: &str, findings: &mut Findings) -> Vec<Doubt> {
    let (text, found) = folder.text(name);
    findings.extend(found);
    let Some(text) = text else { return Vec::new() };
    let (doubts, found) = crate::doubt::document(&folder.path(name), &text);
    findings.extend(found);
    doubts.unwrap_or_default()
}

/// One line per file, its name and hash: of the rubric's own files, then of those that something is taken from, since a
/// change there is a change of this rubric.
fn hash(folder: &Folder, referred: &[Referred]) -> String {
    let own = own(folder).map(|(name, bytes)| format!("{name}\0{}\n", sha256(bytes)));
    let taken = referred.iter().map(|file| format!("{}\0{}\n", file.name, file.sha256));
    sha256(own.chain(taken).collect::<String>().as_bytes())
}

fn judge_worked(instrument: &Instrument, worked: &[WorkedCase], findings: &mut Findings) {
    for case in worked.iter().filter(|case| case.joined.is_some() && instrument.binding.is_none()) {
        let found = format!("The case `{}` joins an instrument that binds nobody.", case.id);
        let help = "remove `joined`, or add `parties` and [binding] to instrument.toml";
        findings.push(Finding::fault("case-joins-nothing", found).help(help).at(case.place.clone()));
    }
}

fn judge_principle(instrument: &Instrument, principle: &Principle, findings: &mut Findings) {
    if instrument.headings.iter().any(|heading| heading.id == principle.id) {
        let found = format!("`{}` is taken: a heading is called so.", principle.id);
        let help = "write the heading's id, a dot and a number, e.g. 2.1";
        findings.push(Finding::fault("id-taken", found).help(help).at(principle.place.clone()));
    }
    if principle.conditional && principle.silent.is_none() && instrument.abuse_below.is_none() {
        let found = format!("`{}` is conditional, and the instrument does not say what abuse is.", principle.id);
        let help = "add [conditional] with `abuse-below = 40` to instrument.toml: the practice score below which a law lifts nothing";
        findings.push(Finding::fault("abuse-undefined", found).help(help).at(principle.place.clone()));
    }
    if instrument.aggregate.principle != Aggregate::Arithmetic {
        for slot in principle.slots.iter().filter(|slot| slot.fillings.iter().any(|one| one.normalise.leaves_scale())) {
            let found = format!("Scores of `{}` beyond 0 and 100 count only in an arithmetic mean.", slot.id);
            let help = "clamp or cap its scores, or write principle = \"arithmetic\" under [aggregate]";
            findings.push(Finding::fault("needless-parameter", found).help(help).at(slot.place.clone()));
        }
    }
    for gate in &principle.gates {
        if instrument.grades.iter().any(|grade| grade.from > 0.0 && grade.from == gate.cap) {
            let found = format!("The cap of `{}` stands on the edge of a grade.", gate.id);
            let help = "put it one point below, so that a capped score is plainly in the lower grade";
            findings.push(Finding::fault("cap-on-edge", found).help(help).at(gate.place.clone()));
        }
    }
}

/// A gate may share its events only with another principle's gates.
fn judge_same_events(principle: &Principle, principles: &[Principle], have: usize, findings: &mut Findings) {
    // of a principle whose file could not be read nothing is known
    if principles.len() < have {
        return;
    }
    for other in principle.gates.iter().flat_map(|gate| &gate.same_events_as) {
        let found = match principles.iter().find(|known| known.id == other.value) {
            _ if other.value == principle.id => "A gate shares its events with those of another principle.".to_owned(),
            None => format!("There is no principle `{}`.", other.value),
            Some(known) if known.gates.is_empty() => format!("The principle `{}` has no gate.", known.id),
            Some(_) => continue,
        };
        let finding =
            Finding::fault("not-a-gated-principle", found).expected("the id of another principle with a gate");
        findings.push(finding.help("mend `same-events-as`").at(other.place.clone()));
    }
}

/// `have` is the number of principle files, of which those with faults are not among `principles`.
fn judge_principles(
    instrument: &Instrument,
    principles: &[Principle],
    have: usize,
    folder: &Folder,
    findings: &mut Findings,
) {
    for pair in principles.windows(2).filter(|pair| pair[0].id == pair[1].id) {
        let found = format!("The principle `{}` has two files.", pair[1].id);
        findings.push(Finding::fault("repeated-principle", found).help("remove one").at(pair[1].place.clone()));
    }
    for principle in principles {
        judge_principle(instrument, principle, findings);
        judge_same_events(principle, principles, have, findings);
    }
    let file = folder.path("instrument.toml");
    if have > instrument.principles {
        let found = format!("There are {have} principle files, and the instrument says {}.", instrument.principles);
        findings.push(Finding::fault("too-many-principles", found).help("mend `principles`").in_file(&file));
    } else if have == 0 {
        let found = "There is no principle file.";
        findings.push(Finding::fault("no-principle", found).help("add one file per principle").in_file(&file));
    } else if have < instrument.principles {
        let found = format!("{have} of {} principles have a file.", instrument.principles);
        let help = "the others count as not assessed in the instrument coverage";
        findings.push(Finding::note("principles-without-file", found).help(help).in_file(&file));
    } else if principles.len() == have {
        judge_use(instrument, principles, &file, findings);
    }
}

/// What the instrument declares and no principle uses. It is asked only where every principle has its file.
fn judge_use(instrument: &Instrument, principles: &[Principle], file: &str, findings: &mut Findings) {
    for (at, heading) in instrument.headings.iter().enumerate() {
        if !principles.iter().any(|principle| principle.heading == at) {
            let found = format!("The heading `{}` has no principle.", heading.id);
            let help = "remove it, or mend the ids of the principles that belong to it";
            findings.push(Finding::note("heading-without-principle", found).help(help).at(heading.place.clone()));
        }
    }
    let mut idle = |key: &str, lacks: &str| {
        let found = format!("[{key}] does nothing: no principle {lacks}.");
        findings.push(Finding::note("idle-key", found).help("remove it").in_file(file));
    };
    if instrument.abuse_below.is_some() && !principles.iter().any(|principle| principle.conditional) {
        idle("conditional", "is conditional");
    }
    if instrument.ceiling.is_some() && !principles.iter().any(|principle| principle.duty == Duty::Refrain) {
        idle("ceiling", "is one to refrain");
    }
}

/// `2.10` comes after `2.9`.
fn id_order(id: &str) -> Vec<(u32, String)> {
    id.split('.').map(|part| (part.parse().unwrap_or(u32::MAX), part.to_owned())).collect()
}
