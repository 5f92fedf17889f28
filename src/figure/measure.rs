//! How wide text is, and where it may break.
//!
//! Widths come from the advances of the built-in Noto Sans. Han characters and fullwidth marks are one em wide in
//! every Chinese face, so Chinese text is laid out without a Chinese font being there.

use std::sync::OnceLock;

use ttf_parser::Face;

/// The two weights a chart uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// Noto Sans' own vertical extent, in em: what a line of text may cover above and below its baseline.
const ASCENT: f64 = 1.069;
const DESCENT: f64 = 0.293;
/// Distance of two baselines in a paragraph, in em.
const LEADING: f64 = 1.4;
/// Width in em where even Noto Sans has no glyph; wide on purpose.
const UNKNOWN: f64 = 1.0;

/// How far text of `size` px may reach above its baseline, in px.
pub fn ascent(size: f64) -> f64 {
    ASCENT * size
}

/// How far text of `size` px may reach below its baseline, in px.
pub fn descent(size: f64) -> f64 {
    DESCENT * size
}

/// Distance of two baselines in a paragraph of `size` px, in px.
pub fn leading(size: f64) -> f64 {
    (LEADING * size).round()
}

/// Width of one line of `text` set in `size` px, in px.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    // Beside Han a renderer may take the shared marks (dashes, quotes, dots) from the Chinese face: one em each.
    let chinese = text.chars().any(is_han);
    text.chars().map(|c| if chinese && is_shared(c) { 1.0 } else { advance(c, weight) }).sum::<f64>() * size
}

/// Breaks `text` into lines of at most `room` px: at spaces in Latin text, anywhere between Han characters, but never
/// before a closing mark nor after an opening one. A word wider than `room` is broken inside: nothing is ever cut off.
/// Empty text has no lines.
pub fn wrap(text: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let longer = format!("{line}{piece}");
        if width(longer.trim_end(), size, weight) <= room {
            line = longer;
            continue;
        }
        push(&mut lines, &line);
        line = String::new();
        for c in piece.chars() {
            if !line.is_empty() && width(&format!("{line}{c}"), size, weight) > room && !c.is_whitespace() {
                push(&mut lines, &line);
                line = String::new();
            }
            line.push(c);
        }
    }
    push(&mut lines, &line);
    lines
}

/// Whether a character needs a Chinese face: Han, kana, bopomofo, hangul, and fullwidth or ideographic marks.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}')
}

fn push(lines: &mut Vec<String>, line: &str) {
    let line = line.trim();
    if !line.is_empty() {
        lines.push(line.to_owned());
    }
}

/// `text` cut at every place where a line may end; a piece keeps the spaces that follow it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut last: Option<char> = None;
    for c in text.chars() {
        match pieces.last_mut() {
            Some(piece) if !last.is_some_and(|before| may_break(before, c)) => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        last = Some(c);
    }
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if after.is_whitespace() {
        return false;
    }
    if before == ' ' {
        return true;
    }
    (is_han(before) || is_han(after)) && !is_opening(before) && !is_closing(after) && before != '\u{A0}'
}

fn is_closing(c: char) -> bool {
    "，。、；：？！）」』】〕》〉％,.;:?!)]}%’”…—–·・".contains(c)
}

fn is_opening(c: char) -> bool {
    "（「『【〔《〈([{‘“".contains(c)
}

fn is_shared(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '…' | '—' | '·')
}

fn advance(c: char, weight: Weight) -> f64 {
    if is_han(c) {
        return 1.0;
    }
    let Some(face) = face(weight) else { return UNKNOWN };
    face.glyph_index(c)
        .and_then(|glyph| face.glyph_hor_advance(glyph))
        .map_or(UNKNOWN, |units| f64::from(units) / f64::from(face.units_per_em()))
}

fn face(weight: Weight) -> Option<&'static Face<'static>> {
    static REGULAR: OnceLock<Option<Face<'static>>> = OnceLock::new();
    static BOLD: OnceLock<Option<Face<'static>>> = OnceLock::new();
    let (cell, bytes) = match weight {
        Weight::Regular => (&REGULAR, notosans::REGULAR_TTF),
        Weight::Bold => (&BOLD, notosans::BOLD_TTF),
    };
    cell.get_or_init(|| Face::parse(bytes, 0).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_is_counted_in_advances_and_not_in_bytes() {
        assert_eq!(width("臺灣", 10.0, Weight::Regular), 20.0);
        assert_eq!(width("，", 10.0, Weight::Bold), 10.0);
        assert!((width("0000", 10.0, Weight::Regular) - 4.0 * 5.72).abs() < 0.02);
        assert_eq!(width("é", 10.0, Weight::Regular), width("e", 10.0, Weight::Regular));
        assert!(width("Türkiye", 10.0, Weight::Bold) > width("Türkiye", 10.0, Weight::Regular));
        assert_eq!(width("", 10.0, Weight::Regular), 0.0);
    }

    #[test]
    fn the_line_box_is_that_of_the_built_in_face() {
        for bytes in [notosans::REGULAR_TTF, notosans::BOLD_TTF] {
            let face = Face::parse(bytes, 0).unwrap();
            let em = f64::from(face.units_per_em());
            let (up, down) = (f64::from(face.ascender()) / em, -f64::from(face.descender()) / em);
            assert!(up <= ASCENT && ASCENT - up < 0.001, "{up}");
            assert!(down <= DESCENT && DESCENT - down < 0.001, "{down}");
        }
    }

    #[test]
    fn latin_text_breaks_at_spaces() {
        let lines = wrap("Saint Vincent and the Grenadines", 14.0, Weight::Regular, 120.0);
        assert_eq!(lines, ["Saint Vincent and", "the Grenadines"]);
    }

    #[test]
    fn chinese_text_breaks_anywhere_but_not_before_closing_or_after_opening_marks() {
        assert_eq!(wrap("一二三四五六", 10.0, Weight::Regular, 30.0), ["一二三", "四五六"]);
        assert_eq!(wrap("一二三，四五", 10.0, Weight::Regular, 30.0), ["一二", "三，四", "五"]);
        assert_eq!(wrap("一二（三四）", 10.0, Weight::Regular, 30.0), ["一二", "（三", "四）"]);
    }

    #[test]
    fn a_word_wider_than_the_room_is_broken_and_never_lost() {
        let lines = wrap("Llanfairpwllgwyngyll", 14.0, Weight::Regular, 50.0);
        assert!(lines.len() > 2);
        assert_eq!(lines.concat(), "Llanfairpwllgwyngyll");
        assert!(lines.iter().all(|line| width(line, 14.0, Weight::Regular) <= 50.0));
        assert!(wrap("  ", 14.0, Weight::Regular, 50.0).is_empty());
    }
}
