//! Sizes and colours that every chart shares.
//!
//! A grade is told by colour, by lightness and by the shape of its mark ([`Shape`](super::mark::Shape)), so that no
//! meaning rests on colour alone: the ramp runs from dark brown-red over orange and light blue to dark blue, which
//! stays apart for readers without red or green cones and on a grey printer (tests below).

use super::measure::Weight;

/// A colour in sRGB, opaque. Tints are mixed beforehand, so that a picture never depends on a viewer's blending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// This colour laid over white: `share` 1 is the colour itself, 0 is white.
    pub fn tint(self, share: f64) -> Colour {
        blend(PAPER, self, share)
    }
}

/// A way to set text: size in px, weight, colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    pub size: f64,
    pub weight: Weight,
    pub colour: Colour,
}

impl Style {
    const fn new(size: f64, weight: Weight, colour: Colour) -> Style {
        Style { size, weight, colour }
    }

    /// The same style in another colour.
    pub const fn coloured(self, colour: Colour) -> Style {
        Style { colour, ..self }
    }
}

/// Width of a chart in px.
pub const WIDTH: f64 = 1200.0;
/// Free space between the edge of the picture and anything drawn, in px.
pub const MARGIN: f64 = 36.0;

pub const PAPER: Colour = Colour(255, 255, 255);
pub const INK: Colour = Colour(27, 31, 36);
/// Second-rank text: contrast with white above 7.
pub const SOFT: Colour = Colour(80, 88, 97);
/// Third-rank text and marks: contrast with white above 4.5.
pub const FAINT: Colour = Colour(106, 115, 125);
pub const GRID: Colour = Colour(214, 219, 224);
pub const HAIRLINE: Colour = Colour(228, 231, 235);
/// The bar of a possible range: light, because a cap's dashes may lie on it.
pub const RANGE: Colour = Colour(184, 193, 203);
/// The ends of that bar: contrast with white above 3.
pub const RANGE_END: Colour = Colour(125, 136, 148);

pub const TITLE: Style = Style::new(28.0, Weight::Bold, INK);
pub const SUBTITLE: Style = Style::new(16.0, Weight::Regular, SOFT);
pub const HEADER: Style = Style::new(13.0, Weight::Bold, INK);
pub const LABEL: Style = Style::new(14.0, Weight::Regular, INK);
pub const STRONG: Style = Style::new(14.0, Weight::Bold, INK);
pub const SMALL: Style = Style::new(12.0, Weight::Regular, FAINT);
pub const TICK: Style = Style::new(12.0, Weight::Regular, SOFT);
pub const NOTE: Style = Style::new(13.0, Weight::Regular, SOFT);
pub const SOURCE: Style = Style::new(12.0, Weight::Regular, FAINT);

/// The four anchors of the grade ramp, worst to best.
const RAMP: [Colour; 4] = [Colour(122, 36, 16), Colour(217, 128, 26), Colour(74, 155, 210), Colour(16, 68, 130)];

/// The colour of grade `grade` out of `grades`, 0 = worst. With four grades these are the ramp's own anchors.
pub fn grade(grade: usize, grades: usize) -> Colour {
    let last = RAMP.len() - 1;
    if grades < 2 {
        return RAMP[last];
    }
    let place = grade.min(grades - 1) as f64 / (grades - 1) as f64 * last as f64;
    let low = (place.floor() as usize).min(last - 1);
    blend(RAMP[low], RAMP[low + 1], place - low as f64)
}

/// Neither way: just seen on white.
const NEITHER: Colour = Colour(243, 244, 245);

/// The colour of a value from −1 to 1: the ramp's brown-red below 0, its dark blue above, pale around 0.
pub fn diverging(value: f64) -> Colour {
    let end = if value < 0.0 { RAMP[0] } else { RAMP[RAMP.len() - 1] };
    blend(NEITHER, end, value.abs())
}

/// The colour of a share from 0 to 1: pale to the ramp's dark blue.
pub fn sequential(share: f64) -> Colour {
    blend(NEITHER, RAMP[RAMP.len() - 1], share)
}

/// Colours of lines, to be told apart by every kind of sight and readable on white (tests below).
pub const LINES: [Colour; 8] = [
    Colour(23, 65, 221),
    Colour(154, 56, 0),
    Colour(8, 117, 81),
    Colour(147, 69, 153),
    INK,
    Colour(206, 128, 29),
    Colour(48, 143, 255),
    Colour(85, 25, 1),
];

fn blend(from: Colour, to: Colour, share: f64) -> Colour {
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share.clamp(0.0, 1.0)).round() as u8;
    Colour(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of the matrices of Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
    const SIGHT: [(&str, [[f64; 3]; 3]); 4] = [
        ("typical", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protanopia",
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        ),
        (
            "deuteranopia",
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        ),
        (
            "tritanopia",
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
        ),
    ];

    fn linear(colour: Colour) -> [f64; 3] {
        [colour.0, colour.1, colour.2].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
        })
    }

    fn seen(colour: Colour, by: &[[f64; 3]; 3]) -> [f64; 3] {
        let rgb = linear(colour);
        by.map(|row| (row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]).clamp(0.0, 1.0))
    }

    fn lab(rgb: [f64; 3]) -> [f64; 3] {
        let x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047;
        let y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
        let z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883;
        let [x, y, z] = [x, y, z].map(|t| if t > 0.008856 { libm::cbrt(t) } else { 7.787 * t + 16.0 / 116.0 });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn contrast_with_white(colour: Colour) -> f64 {
        let [r, g, b] = linear(colour);
        1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
    }

    #[test]
    fn grades_stay_apart_for_every_kind_of_sight() {
        for (name, matrix) in &SIGHT {
            for a in 0..4 {
                for b in a + 1..4 {
                    let (p, q) = (lab(seen(grade(a, 4), matrix)), lab(seen(grade(b, 4), matrix)));
                    let apart = p.iter().zip(q).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt();
                    assert!(apart > 20.0, "{name}: grades {a} and {b} are {apart:.1} apart");
                }
            }
        }
    }

    #[test]
    fn lines_stay_apart_for_every_kind_of_sight() {
        for (name, matrix) in &SIGHT {
            for (n, a) in LINES.iter().enumerate() {
                assert!(contrast_with_white(*a) >= 3.0, "{a:?}");
                for b in &LINES[..n] {
                    let (p, q) = (lab(seen(*a, matrix)), lab(seen(*b, matrix)));
                    let apart = p.iter().zip(q).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt();
                    assert!(apart > 20.0, "{name}: lines {a:?} and {b:?} are {apart:.1} apart");
                }
            }
        }
    }

    #[test]
    fn dark_ends_and_light_middle_stay_apart_in_grey() {
        let light = |n| lab(linear(grade(n, 4)))[0];
        assert!(light(1) - light(0) > 25.0 && light(2) - light(3) > 25.0);
    }

    #[test]
    fn marks_and_text_are_readable_on_white() {
        for n in 0..4 {
            let contrast = contrast_with_white(grade(n, 4));
            assert!(contrast >= 2.9, "grade {n}: {contrast:.2}");
        }
        for (colour, least) in [(INK, 12.0), (SOFT, 7.0), (FAINT, 4.5)] {
            assert!(contrast_with_white(colour) >= least, "{colour:?}: {:.2}", contrast_with_white(colour));
        }
    }

    #[test]
    fn any_number_of_grades_has_colours() {
        assert_eq!(grade(0, 4), RAMP[0]);
        assert_eq!(grade(3, 4), RAMP[3]);
        assert_eq!(grade(0, 1), RAMP[3]);
        assert_eq!(grade(9, 2), RAMP[3]);
        assert_ne!(grade(1, 5), grade(2, 5));
    }
}
