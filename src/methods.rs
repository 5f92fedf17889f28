//! Plain arithmetic on columns, one method a file. Methods see numbers, never countries or files.

pub mod aggregate;
pub mod fill;
pub mod normalise;
pub mod transform;
pub mod treat;
pub mod weigh;
