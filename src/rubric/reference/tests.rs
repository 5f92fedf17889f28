//! References between made-up rubrics in memory: "a" has the folder `a`, and so on.

use std::borrow::Cow;

use crate::rubric::Rubric;
use crate::words::finding::{Finding, Findings};
use crate::words::folder::Folder;
use crate::words::locale::Lang;

const INSTRUMENT: &str = r#"
version = "7"
title = { en = "T", zh-TW = "題" }
short = { en = "T", zh-TW = "題" }
adopted = "2022"
parties = "DFI"
principles = 2
total-over = "principles"
aggregate = { principle = "arithmetic", heading = "arithmetic", total = "arithmetic" }
coverage = { principle = 0.5, heading = 0.5, total = 0.5 }
binding = { year = "first-full-year", statuses = ["endorsed"], undated-membership = "unknown" }
grade = [{ id = "any", title = { en = "Any", zh-TW = "皆可" }, from = 0 }]
heading = [{ id = "1", title = { en = "H", zh-TW = "章" } }]
"#;

const CUTS: &str = r#"
[[indicator]]
id = "cuts"
facet = "practice"
closeness = "proxy"
title = { en = "Cuts", zh-TW = "斷網" }
variable = "d.cuts"
normalise = { ladder = [[0, 100], [10, 0]] }
weight = 3
max-age = 2
not-applicable-to = { countries = ["TWN"], reason = { en = "R", zh-TW = "因" } }
rationale = "Because."
weakness = "Weak."

[[gate]]
id = "a-cut"
title = { en = "A cut", zh-TW = "斷網" }
when = { variable = "d.cuts", at-least = 1 }
cap = 59
holds-for = 1
"#;

/// A rubric of these principles, each its id and what stands under its title.
fn rubric(name: &str, principles: &[(&str, &str)]) -> Folder {
    let mut folder = Folder { name: name.to_owned(), shown: name.to_owned(), ..Folder::default() };
    let mut put = |file: String, text: String| folder.files.insert(file, Cow::Owned(text.into_bytes()));
    put("instrument.toml".to_owned(), format!("id = \"{name}\"\n{INSTRUMENT}"));
    for (id, rest) in principles {
        let head = format!("id = \"{id}\"\nduty = \"promote\"\ntitle = {{ en = \"P\", zh-TW = \"則\" }}\n");
        put(format!("{id}.toml"), format!("{head}{rest}"));
    }
    folder
}

/// An indicator of weight 1 by reference.
fn same_as(reference: &str, id: &str) -> String {
    format!("\n[[indicator]]\nsame-as = \"{reference}\"\nid = \"{id}\"\nweight = 1\n")
}

/// Reads the first of the rubrics, which may refer to all.
fn read(folders: &[Folder]) -> (Option<Rubric>, Vec<(&'static str, String)>) {
    let lookup = |_: &Folder, name: &str| {
        let known = folders.iter().find(|folder| folder.name == name).cloned();
        known.ok_or_else(|| Findings::from(Finding::fault("not-there", "There is none.").help("write another")))
    };
    let (rubric, findings) = Rubric::read(&folders[0], &lookup);
    let faults = findings.iter().filter(|finding| finding.severity == crate::words::finding::Severity::Fault);
    (rubric, faults.map(|finding| (finding.code, finding.found.clone())).collect())
}

#[test]
fn everything_but_id_and_weight_comes_from_where_it_is_defined() {
    let user = rubric(
        "b",
        &[("1.1", &format!("{}\n[[gate]]\nsame-as = \"a/1.2#a-cut\"\nid = \"g\"\n", same_as("a/1.2#cuts", "mine")))],
    );
    let (read, faults) = read(&[user, rubric("a", &[("1.2", CUTS)])]);
    assert_eq!(faults, []);
    let principle = &read.unwrap().principles[0];
    let (slot, gate) = (&principle.slots[0], &principle.gates[0]);
    assert_eq!((slot.id.as_str(), slot.weight, slot.fillings[0].max_age), ("mine", 1.0, 2));
    assert_eq!(slot.fillings[0].normalise.wording(), "ladder 0→100, 10→0");
    assert_eq!(
        (slot.title.get(Lang::En), slot.rationale.as_str(), slot.weakness.as_str()),
        ("Cuts", "Because.", "Weak.")
    );
    assert_eq!(slot.not_applicable.as_ref().unwrap().countries[0].value.as_str(), "TWN");
    assert_eq!(slot.same_as.as_ref().unwrap().to_string(), "a/1.2#cuts");
    assert_eq!((gate.id.as_str(), gate.cap, gate.holds_for), ("g", 59.0, 1));
    assert_eq!(gate.same_as.as_ref().unwrap().to_string(), "a/1.2#a-cut");
    assert_eq!((slot.place.file.as_str(), slot.fillings[0].place.file.as_str()), ("b/1.1.toml", "a/1.2.toml"));
}

#[test]
fn title_and_rationale_may_be_ones_own_and_hold_for_those_who_refer_to_them() {
    let own = "title = { en = \"Mine\", zh-TW = \"自訂\" }\nrationale = \"Mine too.\"\n";
    let middle = rubric("b", &[("1.1", &(same_as("a/1.2#cuts", "x") + own))]);
    let (read, faults) =
        read(&[rubric("c", &[("1.1", &same_as("b/1.1#x", "y"))]), middle, rubric("a", &[("1.2", CUTS)])]);
    assert_eq!(faults, []);
    let rubric = read.unwrap();
    let slot = &rubric.principles[0].slots[0];
    assert_eq!(
        (slot.title.get(Lang::ZhTw), slot.rationale.as_str(), slot.weakness.as_str()),
        ("自訂", "Mine too.", "Weak.")
    );
    assert_eq!(slot.same_as.as_ref().unwrap().to_string(), "a/1.2#cuts", "where it is defined, not the way there");
    let names: Vec<_> = rubric.referred.iter().map(|file| (file.name.as_str(), file.version.as_str())).collect();
    assert_eq!(names, [("a/1.2.toml", "7"), ("b/1.1.toml", "7")]);
}

#[test]
fn a_rubric_refers_to_itself_with_or_without_its_name() {
    for reference in ["1.2#cuts", "a/1.2#cuts"] {
        let (read, faults) = read(&[rubric("a", &[("1.1", &same_as(reference, "x")), ("1.2", CUTS)])]);
        assert_eq!(faults, []);
        let rubric = read.unwrap();
        assert_eq!(rubric.principles[0].slots[0].fillings[0].measure.wording(), "d.cuts");
        assert_eq!(rubric.referred, [], "its own files are hashed as they are");
    }
}

#[test]
fn the_hash_follows_what_is_referred_to_and_nothing_else_there() {
    let hash = |cuts: &str, other: &str| {
        let defined = rubric("a", &[("1.1", &same_as("1.2#cuts", other)), ("1.2", cuts)]);
        let (read, faults) = read(&[rubric("b", &[("1.1", &same_as("a/1.2#cuts", "x"))]), defined]);
        assert_eq!(faults, []);
        read.unwrap().sha256
    };
    let moved = CUTS.replace("[10, 0]", "[20, 0]");
    assert_ne!(hash(CUTS, "x"), hash(&moved, "x"));
    assert_eq!(hash(CUTS, "x"), hash(CUTS, "y"));
}

#[test]
fn a_circle_is_told_to_each_of_its_members_and_to_those_who_lead_to_it() {
    let circle = [("1.1", &*same_as("1.2#y", "x")), ("1.2", &*same_as("a/1.1#x", "y"))];
    let (_, faults) = read(&[rubric("a", &circle)]);
    let says = |chain: &str| ("cyclic-reference", format!("These references go in a circle: {chain}."));
    assert_eq!(faults, [says("a/1.1#x → a/1.2#y → a/1.1#x"), says("a/1.2#y → a/1.1#x → a/1.2#y")]);
    let (_, faults) = read(&[rubric("b", &[("1.1", &same_as("a/1.1#x", "z"))]), rubric("a", &circle)]);
    assert_eq!(faults, [says("b/1.1#z → a/1.1#x → a/1.2#y → a/1.1#x")]);
    let (_, faults) = read(&[rubric("a", &[("1.1", &same_as("1.1#x", "x"))])]);
    assert_eq!(faults, [says("a/1.1#x → a/1.1#x")]);
}

#[test]
fn two_files_may_refer_to_each_other_where_no_indicator_does() {
    let one = CUTS.to_owned() + &same_as("1.2#own", "theirs");
    let two = CUTS.replace("\"cuts\"", "\"own\"") + &same_as("1.1#cuts", "theirs");
    let (rubric, faults) = read(&[rubric("a", &[("1.1", &one), ("1.2", &two)])]);
    assert_eq!(faults, []);
    let ids: Vec<_> = rubric.unwrap().principles.iter().map(|principle| principle.slots.len()).collect();
    assert_eq!(ids, [2, 2]);
}

#[test]
fn a_key_that_belongs_to_the_definition_is_refused_beside_a_reference() {
    let user = rubric("b", &[("1.1", &(same_as("a/1.2#cuts", "x") + "max-age = 1\n"))]);
    let (_, faults) = read(&[user, rubric("a", &[("1.2", CUTS)])]);
    assert_eq!(faults, [("unknown-key", "The key `max-age` is not known here.".to_owned())]);
}

#[test]
fn a_fault_of_ones_own_is_said_once_where_it_stands_and_one_elsewhere_is_pointed_to() {
    let broken = CUTS.replace("weight = 3", "weight = 0");
    let (_, faults) = read(&[rubric("a", &[("1.1", &same_as("1.2#cuts", "x")), ("1.2", &broken)])]);
    assert_eq!(faults, [("weight-zero", "A weight of 0 takes the indicator out.".to_owned())]);
    let (_, faults) = read(&[rubric("b", &[("1.1", &same_as("a/1.2#cuts", "x"))]), rubric("a", &[("1.2", &broken)])]);
    assert_eq!(faults, [("faulty-reference", "`a/1.2#cuts` stands in a file with faults of its own.".to_owned())]);
}

#[test]
fn what_does_not_say_where_to_look_is_refused() {
    for reference in ["", "1.2", "1.2#", "#cuts", "a/#cuts", "/1.2#cuts", "a/1.2#cu ts", "a/1.2#b#c", "a/1.2#b/c"] {
        let (_, faults) = read(&[rubric("a", &[("1.1", &same_as(reference, "x"))])]);
        let code = if reference.is_empty() { "empty-text" } else { "bad-reference" };
        assert_eq!(faults.iter().map(|fault| fault.0).collect::<Vec<_>>(), [code], "{reference}");
    }
}

#[test]
fn whether_it_is_required_is_said_where_it_is_used_as_its_weight_is() {
    let required = CUTS.replace("weight = 3", "weight = 3\nrequired = true");
    let refers = format!("{}{}required = true\n", same_as("b/1.1#cuts", "x"), same_as("b/1.2#cuts", "y"));
    let (a, b) = (rubric("a", &[("1.1", &refers)]), rubric("b", &[("1.1", CUTS), ("1.2", &required)]));
    let taken: Vec<bool> = read(&[a, b]).0.unwrap().principles[0].slots.iter().map(|slot| slot.required).collect();
    assert_eq!(taken, [false, true]);
    let (a, b) = (rubric("a", &[("1.1", &same_as("b/1.1#cuts", "x"))]), rubric("b", &[("1.1", &required)]));
    assert!(!read(&[a, b]).0.unwrap().principles[0].slots[0].required);
}

/// Indicators `x0` to `x<last>` of one principle, each as the next and the last as `1.2#cuts`; each is written `times`.
fn chained(last: usize, times: usize) -> String {
    let next = |at: usize| if at == last { "1.2#cuts".to_owned() } else { format!("1.1#x{}", at + 1) };
    (0..=last).map(|at| same_as(&next(at), &format!("x{at}")).repeat(times)).collect()
}

#[test]
fn a_definition_is_eight_steps_away_at_most() {
    let (read_eight, faults) = read(&[rubric("a", &[("1.1", &chained(7, 1)), ("1.2", CUTS)])]);
    assert_eq!(faults, []);
    let slots = &read_eight.unwrap().principles[0].slots;
    assert!(slots.iter().all(|slot| slot.same_as.as_ref().unwrap().to_string() == "a/1.2#cuts"));
    let (_, faults) = read(&[rubric("a", &[("1.1", &chained(8, 1)), ("1.2", CUTS)])]);
    let found = "These references do not end within 8 steps: a/1.1#x0 → a/1.1#x1 → a/1.1#x2 → a/1.1#x3 → ….";
    assert_eq!(faults, [("reference-too-long", found.to_owned())]);
}

#[test]
fn a_thousand_chained_indicators_end_soon_in_findings() {
    let began = std::time::Instant::now();
    let (_, faults) = read(&[rubric("a", &[("1.1", &chained(999, 1)), ("1.2", CUTS)])]);
    assert_eq!(faults.len(), 992, "all but the last eight");
    assert!(faults.iter().all(|fault| fault.0 == "reference-too-long"));
    assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
}

#[test]
fn chained_ids_that_stand_twice_are_each_followed_once() {
    let began = std::time::Instant::now();
    let files: Vec<(String, String)> = (0..40)
        .map(|at| (format!("1.{at}"), same_as(&format!("1.{}#x", at + 1), "x").repeat(2)))
        .chain([("1.40".to_owned(), CUTS.replace("\"cuts\"", "\"x\""))])
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(id, rest)| (id.as_str(), rest.as_str())).collect();
    let codes: Vec<_> = read(&[rubric("a", &files)]).1.into_iter().map(|fault| fault.0).collect();
    assert!(codes.contains(&"reference-too-long"), "{codes:?}");
    assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
}

#[test]
fn of_two_items_with_one_id_only_the_first_is_followed() {
    // by their second items x and y would go round each other for ever
    let one = same_as("1.2#cuts", "x") + &same_as("1.3#y", "x");
    let three = same_as("1.2#cuts", "y") + &same_as("1.1#x", "y");
    let (_, faults) = read(&[rubric("a", &[("1.1", &one), ("1.2", CUTS), ("1.3", &three)])]);
    assert!(!faults.iter().any(|fault| fault.0 == "cyclic-reference"), "{faults:?}");
}

#[test]
fn a_file_cannot_pass_for_the_end_of_another_in_the_hash() {
    let hash = |files: &[(&str, &[u8])]| {
        let mut folder = rubric("a", &[("1.2", CUTS)]);
        let owned = |(name, bytes): &(&str, &[u8])| ((*name).to_owned(), Cow::Owned(bytes.to_vec()));
        folder.files.extend(files.iter().map(owned));
        read(&[folder]).0.unwrap().sha256
    };
    assert_ne!(hash(&[("s", b"1t\x002")]), hash(&[("s", b"1"), ("t", b"2")]));
}
