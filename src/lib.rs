//! Communiqué shows where official wording and spoken positions differ.
pub mod cli;
pub mod engine;
pub mod platform;
pub mod report;
pub mod session;
