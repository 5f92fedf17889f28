//! The page that every chart stands on: title and subtitle above, then the key, the chart, its notes and its source.

use super::key::{Key, Sign};
use crate::figure::canvas::Canvas;
use crate::figure::page::Stack;
use crate::figure::theme::{self, MARGIN, WIDTH};
use crate::figure::{Figure, Frame};

/// Between the title and the key, and between the chart and its notes, in px.
const SPACE: (f64, f64) = (14.0, 16.0);

/// The words around a chart, in one language; numbers inside them are printed by the caller.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// BCP 47 tag of all texts: "en", "zh-TW".
    pub lang: String,
    /// Says what is shown: "Who keeps the Declaration for the Future of the Internet".
    pub title: String,
    /// "DFI · total of 3 of 23 clauses · 2023 · 60 of 68 partners with a score"
    pub subtitle: String,
    /// Said in place of the chart if there is nothing to draw: "No country has enough evidence for a score."
    pub empty: String,
    /// One sentence with the countries that are not drawn: "Not assessed: Andorra, …".
    pub unscored: Option<String>,
    /// Notes under the chart, a paragraph each.
    pub notes: Vec<String>,
    /// "Source: V-Dem v14 (CC BY-SA 4.0); … · upheld 0.1.0, rubric dfi 0.1.0"
    pub source: String,
    /// For readers who do not see the picture.
    pub description: String,
}

impl Page {
    /// Draws the page, 1200 px wide and as high as it needs: `chart` draws its `height` px from the y that it is given,
    /// `below` px under the key.
    pub(super) fn draw<S: Sign>(
        &self,
        key: &Key<S>,
        below: f64,
        height: f64,
        chart: impl FnOnce(&mut Canvas, f64),
    ) -> Figure {
        let (head, foot) = (Stack::head(&self.title, &self.subtitle), self.foot());
        let key_top = MARGIN + head.height() + SPACE.0;
        let top = key_top + key.height() + below;
        let foot_top = top + height + SPACE.1;
        let frame = Frame {
            title: &self.title,
            description: &self.description,
            lang: &self.lang,
            width: WIDTH,
            height: foot_top + foot.height() + MARGIN * 0.75,
        };
        Figure::draw(&frame, |canvas| {
            head.draw(canvas, MARGIN);
            key.draw(canvas, key_top);
            chart(canvas, top);
            foot.draw(canvas, foot_top);
        })
    }

    fn foot(&self) -> Stack {
        let mut foot = Stack::default();
        for text in self.unscored.iter().chain(&self.notes) {
            foot.add(text, theme::NOTE, 5.0);
        }
        foot.add(&self.source, theme::SOURCE, 0.0);
        foot
    }
}
