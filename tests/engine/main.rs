//! The engine against its corpus in `tests/cases`: what a misfit taught stands there as a case.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod links;
mod sentences;
