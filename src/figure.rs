//! Figures: a chart as one SVG, from which the report, the `.svg` file and the PNG all come.

use std::fmt;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

pub mod canvas;
pub mod contrast;
pub mod face;
pub mod hatch;
pub mod mark;
pub mod measure;
pub mod page;
pub mod theme;

pub use canvas::{Canvas, Placed};
pub use face::{FaceRecord, Faces};

/// Families a reader's browser may have. The first is the one that pictures are drawn with.
const FAMILIES: &str =
    "'Noto Sans', 'Noto Sans CJK TC', 'Noto Sans TC', 'PingFang TC', 'Microsoft JhengHei', sans-serif";
/// Pixels in a metre at scale 1: 96 in an inch.
const PIXELS_IN_METRE: f32 = 96.0 / 0.0254;
/// A PNG's sides stay below this: the renderer's own limit on memory comes later and as a panic.
const LONGEST_SIDE: f32 = 32_000.0;

/// A picture: an SVG document with its size and what it says to those who do not see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// A whole SVG document, UTF-8, without XML declaration (it may be put into HTML as it is).
    pub svg: String,
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// What is shown, in one line.
    pub title: String,
    /// What is shown, in sentences.
    pub description: String,
    /// Every text with the box it may cover, in the order drawn.
    pub texts: Vec<Placed>,
}

/// What a figure is called and how large it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame<'a> {
    pub title: &'a str,
    pub description: &'a str,
    /// BCP 47 tag: "en", "zh-TW".
    pub lang: &'a str,
    /// Px; rounded up.
    pub width: f64,
    /// Px; rounded up.
    pub height: f64,
}

impl Figure {
    /// Draws a figure: `paint` is given a white sheet of the frame's size.
    pub fn draw(frame: &Frame, paint: impl FnOnce(&mut Canvas)) -> Figure {
        let (width, height) = (frame.width.ceil().max(1.0) as u32, frame.height.ceil().max(1.0) as u32);
        let mut sheet = String::new();
        let mut canvas = Canvas::new(&mut sheet, width, height);
        canvas.block(0.0, 0.0, f64::from(width), f64::from(height), theme::PAPER);
        paint(&mut canvas);
        let texts = canvas.close();
        let (title, description) = (canvas::plain(frame.title), canvas::plain(frame.description));
        let root = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {} {}\" \
             role=\"img\" lang=\"{}\" font-family=\"{FAMILIES}\">\n<title>{}</title>\n<desc>{}</desc>\n",
            f64::from(width) * canvas::FINENESS,
            f64::from(height) * canvas::FINENESS,
            escaped(&canvas::plain(frame.lang)),
            escaped(&title),
            escaped(&description),
        );
        Figure { svg: root + &drawing(&sheet), width, height, title, description, texts }
    }

    /// Whether drawing pixels needs a Chinese face. The SVG never does: a browser brings its own.
    pub fn needs_han(&self) -> bool {
        self.texts.iter().any(|placed| placed.text.chars().any(measure::is_han))
    }

    /// The figure in pixels, `scale` for each px (2.0 prints well), as PNG with its title and its size in print.
    ///
    /// # Errors
    /// [`PictureFault::NoChineseFace`] rather than a picture full of empty boxes; a scale that is not positive or makes
    /// the picture too large; an SVG or PNG library's own fault.
    pub fn to_png(&self, faces: &Faces, scale: f32) -> Result<Vec<u8>, PictureFault> {
        if self.needs_han() && !faces.has_han() {
            return Err(PictureFault::NoChineseFace);
        }
        let (width, height) = (self.width as f32 * scale, self.height as f32 * scale);
        let possible = |side: f32| (1.0..=LONGEST_SIDE).contains(&side);
        if !possible(width) || !possible(height) {
            return Err(PictureFault::Size { width, height });
        }
        let tree = usvg::Tree::from_str(&self.svg, &faces.options()).map_err(PictureFault::Svg)?;
        let mut pixels =
            Pixmap::new(width.round() as u32, height.round() as u32).ok_or(PictureFault::Size { width, height })?;
        pixels.fill(resvg::tiny_skia::Color::WHITE);
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        self.encode(&pixels, scale).map_err(PictureFault::Png)
    }

    /// The sheet is white and opaque: three bytes a pixel say everything.
    fn encode(&self, pixels: &Pixmap, scale: f32) -> Result<Vec<u8>, png::EncodingError> {
        let rgb: Vec<u8> = pixels.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Balanced);
        encoder.set_source_srgb(png::SrgbRenderingIntent::RelativeColorimetric);
        let in_metre = (PIXELS_IN_METRE * scale).round() as u32;
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: in_metre, yppu: in_metre, unit: png::Unit::Meter }));
        encoder.add_itxt_chunk("Title".to_owned(), self.title.clone())?;
        encoder.add_itxt_chunk("Description".to_owned(), self.description.clone())?;
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&rgb)?;
        writer.finish()?;
        Ok(bytes)
    }
}

/// Why there is no PNG.
#[derive(Debug)]
pub enum PictureFault {
    /// The figure has Chinese text and no Chinese face was found.
    NoChineseFace,
    /// Too large or too small, in pixels.
    Size {
        width: f32,
        height: f32,
    },
    Svg(usvg::Error),
    Png(png::EncodingError),
}

impl fmt::Display for PictureFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PictureFault::NoChineseFace => f.write_str("the picture has Chinese text and no Chinese font was found"),
            PictureFault::Size { width, height } => {
                write!(f, "a picture of {width} by {height} pixels is not possible")
            }
            PictureFault::Svg(fault) => write!(f, "the drawing is not valid SVG: {fault}"),
            PictureFault::Png(fault) => write!(f, "the PNG could not be written: {fault}"),
        }
    }
}

impl std::error::Error for PictureFault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PictureFault::NoChineseFace | PictureFault::Size { .. } => None,
            PictureFault::Svg(fault) => Some(fault),
            PictureFault::Png(fault) => Some(fault),
        }
    }
}

/// What plotters drew, without its root tag and without what every element repeats. Quotes inside texts are escaped,
/// so none of these can be part of a text.
fn drawing(sheet: &str) -> String {
    let body = sheet.split_once(">\n").map_or("", |(_, body)| body);
    let mut drawing = body.to_owned();
    for repeated in [
        " opacity=\"1\"",
        " stroke=\"none\"",
        " dy=\"0.76em\"",
        " font-family=\"sans-serif\"",
        " text-anchor=\"start\"",
    ] {
        drawing = drawing.replace(repeated, "");
    }
    // Plotters puts line ends around a text; some readers show them as spaces.
    drawing.replace("\n</text>", "</text>").lines().fold(String::new(), |mut whole, line| {
        whole.push_str(&sized(line));
        if !line.starts_with("<text ") || line.ends_with("</text>") {
            whole.push('\n');
        }
        whole
    })
}

/// A font size after plotters' division is a hair off a round number: 104.00000000000001 becomes 104.
fn sized(line: &str) -> String {
    const NAME: &str = " font-size=\"";
    let found = line.split_once(NAME).and_then(|(before, rest)| Some((before, rest.split_once('"')?)));
    match found.map(|(before, (size, after))| (before, size.parse::<f64>(), after)) {
        Some((before, Ok(size), after)) => format!("{before}{NAME}{}\"{after}", (size * 1000.0).round() / 1000.0),
        _ => line.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
