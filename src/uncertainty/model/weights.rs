//! The weights of one node's parts, as they vary.

use std::ops::Range;

use crate::uncertainty::distribution::dirichlet::{Dirichlet, within};

/// One node's weights.
#[derive(Clone, Debug)]
pub enum NodeWeights {
    Dirichlet { edges: Range<usize>, shares: Dirichlet },
    Within { edges: Range<usize>, share: f64 },
}

impl NodeWeights {
    /// `uniforms` has one per edge of the formula, `weights` the weights as they are so far.
    pub fn draw(&self, uniforms: &[f64], nominal: &[f64], weights: &mut [f64]) {
        match self {
            Self::Dirichlet { edges, shares } => shares.draw(&uniforms[edges.clone()], &mut weights[edges.clone()]),
            Self::Within { edges, share } => {
                for edge in edges.clone() {
                    weights[edge] = within(nominal[edge], *share, uniforms[edge]);
                }
            }
        }
    }
}
