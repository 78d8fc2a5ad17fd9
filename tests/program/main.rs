//! The program without its window, driven by commands with a fake platform; the command line and its JSON contract.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test that cannot go on fails")]

mod cli;
mod fake;
mod formats;
mod sample;
mod work;
