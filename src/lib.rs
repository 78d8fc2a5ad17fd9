//! Communiqué
pub mod engine;
