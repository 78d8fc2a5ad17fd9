//! The engine against its corpus in `tests/cases`: what a misfit taught stands there as a case.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod divergences;
mod links;
mod sentences;
