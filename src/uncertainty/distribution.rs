//! Distributions by their inverse: one uniform in, one draw out. The same number of uniforms is used whatever the
//! parameters are, neighbours in are neighbours out, and low-discrepancy points can stand in for random ones.

pub mod cubic;
pub mod declared_error;
pub mod dirichlet;
pub mod gamma;
pub mod normal;
pub mod split_normal;
