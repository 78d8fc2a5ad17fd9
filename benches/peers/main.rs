//! What `peers.py` needs of Rust: two texts of a length, and a word diff by `imara-diff` as a whole process.
//!
//! ```text
//! peers texts WORDS FOLDER     writes FOLDER/a.txt and FOLDER/b.txt
//! peers imara A B              prints how many words were put in and left out
//! ```
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a tool that cannot go on fails"
)]

#[path = "../texts.rs"]
mod texts;

use std::{fs, path::Path};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["texts", words, folder] => {
            let (one, two) = texts::pair(words.parse().unwrap());
            fs::write(Path::new(folder).join("a.txt"), one).unwrap();
            fs::write(Path::new(folder).join("b.txt"), two).unwrap();
        }
        ["imara", a, b] => {
            let (one, two) = (fs::read_to_string(a).unwrap(), fs::read_to_string(b).unwrap());
            let mut input = imara_diff::InternedInput::default();
            input.update_before(one.split_whitespace());
            input.update_after(two.split_whitespace());
            let diff = imara_diff::Diff::compute(imara_diff::Algorithm::Histogram, &input);
            println!("{} {}", diff.count_additions(), diff.count_removals());
        }
        _ => println!("peers texts WORDS FOLDER | peers imara A B"),
    }
}
