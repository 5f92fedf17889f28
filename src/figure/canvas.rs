//! The sheet a chart is drawn on: plotters' SVG backend behind coordinates in px.
//!
//! Plotters counts in whole pixels; the sheet is therefore eight times as large and the picture's `viewBox` brings it
//! back. Plotters also measures text by bytes: here every text is placed by its own measured width, and where it was
//! placed is kept, so that a chart can be tested for overlaps.

use plotters::coord::Shift;
use plotters::element::{Circle, DashedPathElement, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text};
use plotters::prelude::{DrawingArea, IntoDrawingArea, RGBColor, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, FontTransform, TextStyle};

use super::measure::{self, Weight};
use super::theme::{Colour, Style};

/// Sheet units in one px.
pub(super) const FINENESS: f64 = 8.0;
/// Plotters writes a font size divided by this.
const PLOTTERS_EM: f64 = 1.24;

/// Which side of a text its x stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A text as placed, with the box it may cover, in px from the upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub text: String,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// Text broken into lines of one style.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    pub lines: Vec<String>,
    pub style: Style,
}

impl Paragraph {
    /// Breaks `text` to at most `room` px.
    pub fn set(text: &str, style: Style, room: f64) -> Paragraph {
        Paragraph { lines: measure::wrap(&plain(text), style.size, style.weight, room), style }
    }

    /// The same in as many lines, all of about the same length: no single character on the last.
    pub fn balanced(text: &str, style: Style, room: f64) -> Paragraph {
        let longest = |word: &str| if word.chars().any(measure::is_han) { 0.0 } else { width(word, style) };
        let least = text.split_whitespace().map(longest).fold(style.size, f64::max);
        let widest = Paragraph::set(text, style, room);
        let narrower = (1..).map(|step| room - 4.0 * f64::from(step)).take_while(|room| *room > least);
        let narrower = narrower.map(|room| Paragraph::set(text, style, room));
        let lines = widest.lines.len();
        narrower.take_while(|paragraph| paragraph.lines.len() == lines).last().unwrap_or(widest)
    }

    /// Height in px: 0 without text.
    pub fn height(&self) -> f64 {
        self.lines.len() as f64 * measure::leading(self.style.size)
    }

    /// Width of the widest line in px.
    pub fn width(&self) -> f64 {
        self.lines.iter().map(|line| width(line, self.style)).fold(0.0, f64::max)
    }
}

/// Width of one line of text in px.
pub fn width(text: &str, style: Style) -> f64 {
    measure::width(text, style.size, style.weight)
}

/// Where the baseline of a line of text lies whose capitals and figures are centred on `middle`.
pub fn baseline(middle: f64, style: Style) -> f64 {
    middle + 0.357 * style.size
}

/// A sheet to draw on, in px; y grows downwards.
#[allow(missing_debug_implementations, reason = "plotters' drawing area has none")]
pub struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    texts: Vec<Placed>,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(svg: &'a mut String, width: u32, height: u32) -> Canvas<'a> {
        let fine = FINENESS as u32;
        let area = SVGBackend::with_string(svg, (width * fine, height * fine)).into_drawing_area();
        Canvas { area, texts: Vec::new() }
    }

    /// Ends the drawing and gives the texts as placed.
    pub(super) fn close(self) -> Vec<Placed> {
        let _ = self.area.present();
        self.texts
    }

    /// A filled box from (left, top) to (right, bottom).
    pub fn block(&mut self, left: f64, top: f64, right: f64, bottom: f64, fill: Colour) {
        self.draw(&Rectangle::new([fine((left, top)), fine((right, bottom))], rgb(fill).filled()));
    }

    /// A line through `points`, `stroke` px thick.
    pub fn line(&mut self, points: &[(f64, f64)], stroke: f64, colour: Colour) {
        let points: Vec<(i32, i32)> = points.iter().copied().map(fine).collect();
        self.draw(&PathElement::new(points, rgb(colour).stroke_width(thick(stroke))));
    }

    /// A dashed straight line, `stroke` px thick, with dashes and spaces of `dash` px.
    pub fn dashes(&mut self, from: (f64, f64), to: (f64, f64), dash: f64, stroke: f64, colour: Colour) {
        let length = thick(dash) as i32;
        self.draw(&DashedPathElement::new(
            [fine(from), fine(to)],
            length,
            length,
            rgb(colour).stroke_width(thick(stroke)),
        ));
    }

    /// A filled shape.
    pub fn polygon(&mut self, points: &[(f64, f64)], fill: Colour) {
        let points: Vec<(i32, i32)> = points.iter().copied().map(fine).collect();
        self.draw(&Polygon::new(points, rgb(fill).filled()));
    }

    /// A filled disc.
    pub fn disc(&mut self, x: f64, y: f64, radius: f64, fill: Colour) {
        self.draw(&Circle::new(fine((x, y)), thick(radius), rgb(fill).filled()));
    }

    /// One line of text with its baseline at `y`.
    pub fn text(&mut self, text: &str, x: f64, y: f64, anchor: Anchor, style: Style) {
        let text = plain(text);
        if text.is_empty() {
            return;
        }
        let wide = width(&text, style);
        let (left, h_pos) = match anchor {
            Anchor::Start => (x, HPos::Left),
            Anchor::Middle => (x - wide / 2.0, HPos::Center),
            Anchor::End => (x - wide, HPos::Right),
        };
        self.texts.push(Placed {
            text: text.clone(),
            left,
            top: y - measure::ascent(style.size),
            right: left + wide,
            bottom: y + measure::descent(style.size),
        });
        self.draw(&Text::new(text, fine((x, y)), font(style, h_pos, FontTransform::None)));
    }

    /// One line of text that rises from `bottom`, to be read with the head tilted left; its baseline is at `x`.
    fn rising(&mut self, text: &str, x: f64, bottom: f64, style: Style) {
        self.texts.push(Placed {
            text: text.to_owned(),
            left: x - measure::ascent(style.size),
            top: bottom - width(text, style),
            right: x + measure::descent(style.size),
            bottom,
        });
        self.draw(&Text::new(text.to_owned(), fine((x, bottom)), font(style, HPos::Left, FontTransform::Rotate270)));
    }

    /// A paragraph that rises from `bottom`, its lines side by side around the upright line at `middle`.
    pub fn rising_paragraph(&mut self, paragraph: &Paragraph, middle: f64, bottom: f64) {
        let style = paragraph.style;
        let step = measure::leading(style.size);
        let left = middle - paragraph.height() / 2.0;
        for (n, line) in paragraph.lines.iter().enumerate() {
            self.rising(line, baseline(left + (n as f64 + 0.5) * step, style), bottom, style);
        }
    }

    /// A paragraph whose first line's box begins at `top`; gives the y below it.
    pub fn paragraph(&mut self, paragraph: &Paragraph, x: f64, top: f64, anchor: Anchor) -> f64 {
        let style = paragraph.style;
        let step = measure::leading(style.size);
        for (n, line) in paragraph.lines.iter().enumerate() {
            let middle = top + (n as f64 + 0.5) * step;
            self.text(line, x, baseline(middle, style), anchor, style);
        }
        top + paragraph.height()
    }

    fn draw<E>(&mut self, element: &E)
    where
        for<'b> &'b E: PointCollection<'b, (i32, i32)>,
        E: Drawable<SVGBackend<'a>>,
    {
        // The sheet is a string in memory: writing to it has no way to fail.
        let _ = self.area.draw(element);
    }
}

/// "Top" is the one position whose shift is taken out of the SVG again: a text's y then is its baseline, exactly.
fn font(style: Style, h_pos: HPos, turned: FontTransform) -> TextStyle<'static> {
    let weight = match style.weight {
        Weight::Regular => FontStyle::Normal,
        Weight::Bold => FontStyle::Bold,
    };
    FontDesc::new(FontFamily::SansSerif, style.size * FINENESS * PLOTTERS_EM, weight)
        .transform(turned)
        .color(&rgb(style.colour))
        .pos(Pos::new(h_pos, VPos::Top))
}

/// One line of characters that XML can carry: control characters and runs of white space become single spaces.
pub(super) fn plain(text: &str) -> String {
    let legal = |c: char| if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') { ' ' } else { c };
    text.chars()
        .map(legal)
        .collect::<String>()
        .split([' ', '\u{3000}'])
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn fine((x, y): (f64, f64)) -> (i32, i32) {
    ((x * FINENESS).round() as i32, (y * FINENESS).round() as i32)
}

fn thick(px: f64) -> u32 {
    (px * FINENESS).round().max(1.0) as u32
}

fn rgb(colour: Colour) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}
