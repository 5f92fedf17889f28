//! Goalposts as they vary.

use super::pick;
use crate::methods::normalise::goalposts::Goalposts;

/// The posts of one filling, each of which may stand a little elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct ShiftedPosts {
    pub slot: usize,
    pub filling: usize,
    /// Place of its two uniforms in the block.
    pub at: usize,
    /// On the scale of the rule.
    pub posts: Goalposts,
    /// Up to ± this on the same scale; 0 where a post stands at a natural bound.
    pub worst: f64,
    pub best: f64,
}

impl ShiftedPosts {
    pub fn draw(&self, uniforms: &[f64]) -> Goalposts {
        let shift = |reach: f64, uniform: f64| reach * (2.0 * uniform - 1.0);
        Goalposts {
            worst: self.posts.worst + shift(self.worst, uniforms[self.at]),
            best: self.posts.best + shift(self.best, uniforms[self.at + 1]),
            ..self.posts
        }
    }
}

/// Fillings that read one variable, with the posts in place of their own.
#[derive(Clone, Debug)]
pub struct OtherPosts {
    /// (slot, filling).
    pub fillings: Vec<(usize, usize)>,
    /// On the scale of the rules; whether they are clamped is each filling's own.
    pub posts: Vec<Goalposts>,
}

impl OtherPosts {
    /// `None`: the rubric's own.
    pub fn draw(&self, uniform: f64) -> Option<Goalposts> {
        pick(uniform, self.posts.len() + 1).checked_sub(1).map(|at| self.posts[at])
    }
}
