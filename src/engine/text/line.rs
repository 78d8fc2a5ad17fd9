//! Words on one line.

/// The words with one blank between them, whatever white space stood there; none at the ends.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn white_space_is_a_blank() {
        assert_eq!(one_line(" a\tb\u{a0}c\n\nd "), "a b c d");
    }
}
