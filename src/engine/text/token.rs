//! A text as tokens: words, numbers and marks, with their places. White space is no token.
//!
//! Boundaries are those of UAX 29, with one repair: an abbreviation keeps its last full stop (`U.S.` is one token).

use super::{ByteSpan, language::is_east_asian};
use unicode_segmentation::UnicodeSegmentation;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters; a Korean eojeol; one ideograph.
    Word,
    /// Begins with a digit.
    Number,
    /// Everything else: punctuation, symbols.
    Mark,
}

/// A word, number or mark and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Its place in the statement's text.
    pub span: ByteSpan,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of `span` in `text`, in order. Linear in the length.
pub fn tokenise(text: &str, span: ByteSpan) -> Vec<Token> {
    let inside = span.of(text);
    let mut tokens: Vec<Token> = Vec::with_capacity(inside.len() / 5);
    for (offset, piece) in inside.split_word_bound_indices() {
        let start = span.start + offset;
        let end = start + piece.len();
        let Some(first) = piece.chars().next() else { continue };
        if first.is_whitespace() || is_invisible(first) && piece.chars().all(is_invisible) {
            continue;
        }
        if piece == "." && closes_abbreviation(text, &tokens, start) {
            if let Some(last) = tokens.last_mut() {
                last.span.end = end;
            }
            continue;
        }
        let kind = if first.is_numeric() && !is_east_asian(first) {
            TokenKind::Number
        } else if piece.chars().any(char::is_alphanumeric) {
            TokenKind::Word
        } else {
            TokenKind::Mark
        };
        tokens.push(Token { span: ByteSpan::new(start, end), kind });
    }
    tokens
}

/// Zero-width and direction marks and the soft hyphen: they do not disturb comparing.
pub const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn closes_abbreviation(text: &str, tokens: &[Token], start: usize) -> bool {
    tokens.last().is_some_and(|last| {
        last.span.end == start && last.kind == TokenKind::Word && {
            let word = last.span.of(text);
            word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokenise(text, ByteSpan::new(0, text.len())).iter().map(|t| t.span.of(text)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn words_and_marks() {
        check("The U.S. side's \u{201c}view\u{201d}.", &["The", "U.S.", "side's", "\u{201c}", "view", "\u{201d}", "."]);
        check("1,000 and 2.5 percent", &["1,000", "and", "2.5", "percent"]);
        check("conditions-based", &["conditions", "-", "based"]);
        check("it ended.", &["it", "ended", "."]);
    }

    #[test]
    fn korean_and_ideographs() {
        check("한미동맹은 굳건하다.", &["한미동맹은", "굳건하다", "."]);
        check("日米", &["日", "米"]);
    }

    #[test]
    fn invisible_characters_are_no_tokens() {
        check("a \u{200b} b", &["a", "b"]);
        check("", &[]);
    }
}
