//! Contrast: whether text can be read on a ground.
//!
//! Contrast is (lighter + 0.05) / (darker + 0.05) of relative luminances, 1 to 21, after W3C, Web Content
//! Accessibility Guidelines 2.2, 1.4.3, which asks for at least 4.5 for text of this size.

use super::theme::{self, Colour};

/// What small text needs.
pub const READABLE: f64 = 4.5;

/// Contrast of two colours, 1–21.
pub fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colour, made lighter by as little as is needed for ink or white to be readable on it.
pub fn ground(colour: Colour) -> Colour {
    let tints = (0..=20).map(|step| colour.tint(1.0 - f64::from(step) / 20.0));
    tints.clone().find(|tint| contrast(*tint, text_on(*tint)) >= READABLE).unwrap_or(theme::PAPER)
}

/// The colour of text on `ground`: ink or white, whichever stands out more.
pub fn text_on(ground: Colour) -> Colour {
    let dark = contrast(ground, theme::INK) >= contrast(ground, theme::PAPER);
    if dark { theme::INK } else { theme::PAPER }
}

/// Relative luminance, 0 (black) to 1 (white).
fn luminance(colour: Colour) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
    };
    0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_by_hand_and_as_published() {
        assert!((contrast(Colour(0, 0, 0), Colour(255, 255, 255)) - 21.0).abs() < 1e-9);
        assert_eq!(contrast(theme::INK, theme::INK), 1.0);
        // The lightest grey that passes on white, as W3C's own examples have it: #767676, 4.54.
        assert!((contrast(Colour(0x76, 0x76, 0x76), theme::PAPER) - 4.54).abs() < 0.005);
    }

    #[test]
    fn text_is_readable_on_the_ground_of_every_grade_and_every_grey() {
        let grades = (1..=9).flat_map(|grades| (0..grades).map(move |grade| theme::grade(grade, grades)));
        let values = (-50..=50).map(|step| theme::diverging(f64::from(step) / 50.0));
        for colour in grades.chain(values).chain((0..=255).map(|part| Colour(part, part, part))) {
            let ground = ground(colour);
            assert!(contrast(ground, text_on(ground)) >= READABLE, "{colour:?}");
        }
    }

    #[test]
    fn a_value_further_from_0_is_never_lighter_whichever_way() {
        for sign in [-1.0, 1.0] {
            let light = |step: u8| luminance(ground(theme::diverging(sign * f64::from(step) / 20.0)));
            assert!((1..=20).all(|step| light(step) < light(step - 1)), "{sign}");
        }
        assert!(contrast(theme::diverging(0.0), theme::PAPER) > 1.05);
    }
}
