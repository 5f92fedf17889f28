//! What the tests of every chart ask of its picture.

use resvg::usvg;

use crate::figure::Figure;

/// Every text lies inside the figure and no two texts touch.
pub fn assert_tidy(figure: &Figure) {
    for (n, a) in figure.texts.iter().enumerate() {
        let inside =
            a.left >= 0.0 && a.top >= 0.0 && a.right <= f64::from(figure.width) && a.bottom <= f64::from(figure.height);
        assert!(inside, "outside the figure: {a:?}");
        for b in &figure.texts[n + 1..] {
            let apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            assert!(apart, "overlap:\n{a:?}\n{b:?}");
        }
    }
}

/// The figure's SVG, read by the renderer.
pub fn well_formed(figure: &Figure) -> usvg::Tree {
    usvg::Tree::from_str(&figure.svg, &usvg::Options::default()).unwrap()
}

/// All texts of a figure, a space after each.
pub fn all_texts(figure: &Figure) -> String {
    figure.texts.iter().map(|placed| format!("{} ", placed.text)).collect()
}

/// English or Chinese, as a test asks.
pub fn words(chinese: bool, english: &str, other: &str) -> String {
    if chinese { other } else { english }.to_owned()
}
