//! Font faces for pictures.
//!
//! Noto Sans is built in and always asked first, because Chinese faces lack letters such as ğ İ ş Č ł. Chinese comes
//! from a folder the caller names or else from the system's font folders; no Chinese font is built in. The renderer's
//! own fallback takes the first face that has a character, which set regular Chinese in bold: here the requested
//! weight decides.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use resvg::usvg::fontdb::{Database, FaceInfo, ID, Source, Style, Weight};
use resvg::usvg::{FontResolver, Options};
use sha2::{Digest, Sha256};
use ttf_parser::Face;

/// Characters of Traditional Chinese that a face must have to be taken: Taiwan, net, border.
const PROBE: [char; 3] = ['臺', '網', '際'];
/// Files of system folders smaller than this are not opened: a face with Chinese is larger, most others are not.
const LEAST_BYTES: u64 = 1_000_000;
/// From this weight on the bold face is meant.
const BOLD_FROM: u16 = 600;

/// A face that a picture was drawn with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FaceRecord {
    /// "Noto Sans CJK TC"
    pub family: String,
    /// "Regular" or "Bold"; other weights as a number.
    pub style: String,
    /// SHA-256 of the whole font file in lower-case hex, as `sha256sum` prints it.
    pub sha256: String,
}

/// The faces that pictures are drawn with.
#[derive(Debug)]
pub struct Faces {
    database: Arc<Database>,
    /// In order of preference; the first two are the built-in Regular and Bold.
    faces: Vec<Loaded>,
}

#[derive(Debug)]
struct Loaded {
    id: ID,
    weight: u16,
    /// A variable face draws every weight itself.
    variable: bool,
    drawn_with: AtomicBool,
}

/// A Chinese face that was found, before it is chosen.
struct Found {
    info: FaceInfo,
    rank: u8,
    variable: bool,
}

impl Faces {
    /// The built-in faces, and a Chinese face in regular and bold where there is one: from `font_dir` if that folder
    /// (with its subfolders) has one, else from the system's font folders. Never fails: see [`Faces::has_han`].
    pub fn load(font_dir: Option<&Path>) -> Faces {
        let mut faces = Faces::built_in();
        let mut found = font_dir.map(|folder| chinese(&[folder.to_owned()], 0)).unwrap_or_default();
        if found.is_empty() {
            found = chinese(&system_folders(), LEAST_BYTES);
        }
        for bold in [false, true] {
            if let Some(face) = choose(&found, bold) {
                faces.add(face.info.clone(), face.variable);
            }
        }
        faces
    }

    /// The built-in faces alone: the same on every machine, without Chinese.
    pub fn built_in() -> Faces {
        let mut faces = Faces { database: Arc::new(Database::new()), faces: Vec::new() };
        for bytes in [notosans::REGULAR_TTF, notosans::BOLD_TTF] {
            let mut scratch = Database::new();
            scratch.load_font_source(Source::Binary(Arc::new(bytes)));
            let info = scratch.faces().next().cloned();
            if let Some(info) = info {
                faces.add(info, false);
            }
        }
        faces
    }

    /// Whether Chinese can be drawn.
    pub fn has_han(&self) -> bool {
        self.faces.len() > 2
    }

    /// The faces that pictures have been drawn with so far, sorted.
    pub fn used(&self) -> Vec<FaceRecord> {
        let used = self.faces.iter().filter(|face| face.drawn_with.load(Ordering::Relaxed));
        let mut records: Vec<FaceRecord> = used.filter_map(|face| self.record(face)).collect();
        records.sort();
        records.dedup();
        records
    }

    /// What the renderer needs to know to draw with these faces.
    pub(super) fn options(&self) -> Options<'_> {
        Options {
            fontdb: Arc::clone(&self.database),
            font_resolver: FontResolver {
                select_font: Box::new(|font, _| self.take(&[], font.weight() >= BOLD_FROM, None)),
                select_fallback: Box::new(|c, used, database| {
                    let weight = used.first().and_then(|id| database.face(*id)).map_or(0, |face| face.weight.0);
                    self.take(used, weight >= BOLD_FROM, Some(c))
                }),
            },
            ..Options::default()
        }
    }

    /// The first face in order of preference that is not in `but`, has `c`, and has the weight asked for; failing
    /// that, any weight.
    fn take(&self, but: &[ID], bold: bool, c: Option<char>) -> Option<ID> {
        let fits = |face: &&Loaded| !but.contains(&face.id) && c.is_none_or(|c| self.covers(face.id, c));
        let weighs = |face: &&Loaded| face.variable || (face.weight >= BOLD_FROM) == bold;
        let mut candidates = self.faces.iter().filter(fits);
        let face = candidates.clone().find(weighs).or_else(|| candidates.next())?;
        face.drawn_with.store(true, Ordering::Relaxed);
        Some(face.id)
    }

    fn covers(&self, id: ID, c: char) -> bool {
        let has = |data: &[u8], index| Face::parse(data, index).is_ok_and(|face| face.glyph_index(c).is_some());
        self.database.with_face_data(id, has).unwrap_or(false)
    }

    fn add(&mut self, info: FaceInfo, variable: bool) {
        let weight = info.weight.0;
        let id = Arc::make_mut(&mut self.database).push_face_info(info);
        self.faces.push(Loaded { id, weight, variable, drawn_with: AtomicBool::new(false) });
    }

    fn record(&self, face: &Loaded) -> Option<FaceRecord> {
        let info = self.database.face(face.id)?;
        let digest = self.database.with_face_data(face.id, |data, _| Sha256::digest(data))?;
        Some(FaceRecord {
            family: family(info).to_owned(),
            style: match info.weight {
                Weight::NORMAL => "Regular".to_owned(),
                Weight::BOLD => "Bold".to_owned(),
                Weight(other) => other.to_string(),
            },
            sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }
}

/// The best face for a weight: best family, then nearest weight, then the order in which they were found.
fn choose(found: &[Found], bold: bool) -> Option<&Found> {
    let wanted = if bold { Weight::BOLD.0 } else { Weight::NORMAL.0 };
    let best = found.iter().min_by_key(|face| (face.rank, face.info.weight.0.abs_diff(wanted)))?;
    // One face for both weights is enough if there is no bold one.
    let doubled = bold && !best.variable && best.info.weight.0 < BOLD_FROM;
    if doubled || (bold && best.variable) { None } else { Some(best) }
}

/// All upright faces with Traditional Chinese in `folders`. Files are read in order of how promising their names are;
/// once a file has a face, only files that are as promising are read further.
fn chinese(folders: &[PathBuf], least_bytes: u64) -> Vec<Found> {
    let mut files: Vec<(u8, PathBuf)> = Vec::new();
    for folder in folders {
        list(folder, least_bytes, 0, &mut files);
    }
    files.sort();
    files.dedup();
    let mut found = Vec::new();
    let mut settled = None;
    for (promise, path) in files {
        if settled.is_some_and(|level| promise > level) {
            break;
        }
        if let Ok(bytes) = std::fs::read(&path) {
            found.extend(faces_of(bytes));
        }
        if !found.is_empty() {
            settled = Some(promise);
        }
    }
    found
}

fn faces_of(bytes: Vec<u8>) -> Vec<Found> {
    let mut scratch = Database::new();
    let bytes = Arc::new(bytes);
    let source: Arc<dyn AsRef<[u8]> + Send + Sync> = bytes.clone();
    scratch.load_font_source(Source::Binary(source));
    let upright = scratch.faces().filter(|info| info.style == Style::Normal);
    upright
        .filter_map(|info| {
            let face = Face::parse(&bytes, info.index).ok()?;
            let covers = PROBE.iter().all(|c| face.glyph_index(*c).is_some());
            covers.then(|| Found { info: info.clone(), rank: rank(family(info)), variable: face.is_variable() })
        })
        .collect()
}

/// Order of preference of a family: forms for Taiwan first, sans before others, proportional before monospaced.
fn rank(family: &str) -> u8 {
    let among = |names: &[&str]| names.contains(&family);
    match family {
        _ if among(&["Noto Sans CJK TC", "Noto Sans TC"]) => 0,
        _ if among(&["Noto Sans CJK HK", "Noto Sans HK"]) => 1,
        _ if family.starts_with("Noto Sans CJK") => 2,
        _ if family.starts_with("Source Han Sans TC") || family == "Source Han Sans TW" => 3,
        _ if family.starts_with("Source Han Sans") => 4,
        _ if among(&["PingFang TC", "Microsoft JhengHei", "Heiti TC", "WenQuanYi Zen Hei"]) => 5,
        _ if family.contains("Serif") || family.contains("Mono") => 7,
        _ => 6,
    }
}

/// How promising a file's name is, 0 most; `None` for files that are no fonts.
fn promise(path: &Path) -> Option<u8> {
    let kind = path.extension()?.to_str()?.to_ascii_lowercase();
    if !["ttf", "otf", "ttc", "otc"].contains(&kind.as_str()) {
        return None;
    }
    let stem: String = path.file_stem()?.to_str()?.to_ascii_lowercase().replace(['-', '_', ' '], "");
    let begins = |names: &[&str]| names.iter().any(|name| stem.starts_with(name));
    Some(match () {
        () if begins(&["notosanscjk", "notosanstc", "notosanshk"]) => 0,
        () if begins(&["sourcehansans"]) => 1,
        () if begins(&["pingfang", "msjh", "stheiti", "wqy", "droidsansfallback"]) => 2,
        () => 3,
    })
}

/// Font files below `folder`. Folders may link in circles: no deeper than eight.
fn list(folder: &Path, least_bytes: u64, depth: u8, files: &mut Vec<(u8, PathBuf)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let Ok(about) = std::fs::metadata(&path) else { continue };
        if about.is_dir() && depth < 8 {
            list(&path, least_bytes, depth + 1, files);
        } else if about.is_file() && about.len() >= least_bytes {
            files.extend(promise(&path).map(|level| (level, path)));
        }
    }
}

fn system_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = Vec::new();
    if cfg!(target_os = "windows") {
        let root = std::env::var_os("SYSTEMROOT").map_or_else(|| PathBuf::from(r"C:\Windows"), PathBuf::from);
        folders.push(root.join("Fonts"));
        let own = std::env::var_os("LOCALAPPDATA").map(PathBuf::from);
        folders.extend(own.map(|own| own.join(r"Microsoft\Windows\Fonts")));
        return folders;
    }
    let (shared, own): (&[&str], &[&str]) = if cfg!(target_os = "macos") {
        (&["/System/Library/Fonts", "/Library/Fonts"], &["Library/Fonts"])
    } else {
        (&["/usr/share/fonts", "/usr/local/share/fonts"], &[".fonts", ".local/share/fonts"])
    };
    folders.extend(shared.iter().map(PathBuf::from));
    if let Some(home) = std::env::var_os("HOME").map(PathBuf::from) {
        folders.extend(own.iter().map(|folder| home.join(folder)));
    }
    folders
}

fn family(info: &FaceInfo) -> &str {
    info.families.first().map_or("", |(name, _)| name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_faces_are_noto_sans_regular_and_bold_and_have_no_chinese() {
        let faces = Faces::built_in();
        assert_eq!(faces.faces.iter().map(|face| face.weight).collect::<Vec<_>>(), [400, 700]);
        assert!(!faces.has_han());
        assert!(faces.used().is_empty());
        for letter in ['ğ', 'İ', 'ş', 'Č', 'ł', 'ü'] {
            assert!(faces.covers(faces.faces[0].id, letter), "{letter}");
            assert!(faces.covers(faces.faces[1].id, letter), "{letter}");
        }
    }

    #[test]
    fn a_folder_without_fonts_is_no_fault() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("broken.ttf"), b"not a font").unwrap();
        let found = chinese(&[folder.path().to_owned(), folder.path().join("absent")], 0);
        assert!(found.is_empty());
    }

    #[test]
    fn forms_for_taiwan_are_preferred() {
        let mut families =
            ["AR PL UMing TW", "Source Han Sans JP", "Noto Sans CJK JP", "PingFang TC", "Noto Sans CJK TC"];
        families.sort_by_key(|family| rank(family));
        assert_eq!(
            families,
            ["Noto Sans CJK TC", "Noto Sans CJK JP", "Source Han Sans JP", "PingFang TC", "AR PL UMing TW"]
        );
        assert_eq!(promise(Path::new("fonts/NotoSansCJK-Regular.ttc")), Some(0));
        assert_eq!(promise(Path::new("fonts/readme.txt")), None);
    }

    #[test]
    fn faces_used_are_recorded_with_the_hash_of_their_file() {
        let faces = Faces::built_in();
        assert!(faces.take(&[], true, None).is_some());
        let used = faces.used();
        assert_eq!(used.len(), 1);
        assert_eq!((used[0].family.as_str(), used[0].style.as_str()), ("Noto Sans", "Bold"));
        assert_eq!(used[0].sha256.len(), 64);
    }
}
