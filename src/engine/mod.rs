//! Bytes in, [`Comparison`](comparison::Comparison) out. Pure: knows no files, paths, clock, environment, threads'
//! owners, sessions, commands or windows.

pub mod align;
pub mod comparison;
pub mod diff;
pub mod divergence;
pub mod import;
pub mod issues;
pub mod phrases;
pub mod segment;
pub mod statement;
pub mod text;
