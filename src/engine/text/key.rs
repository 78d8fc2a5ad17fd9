//! Comparison keys: what a token is compared by, apart from what was written.
//!
//! Two keys: the *form* (case, quotes, dashes and compatibility characters folded) decides whether two words are the
//! same in a diff; the *stem* (Snowball for English, ending cut for Korean) decides whether two passages speak of the
//! same thing.

use super::{Language, language::is_hangul, token::is_invisible};
use rust_stemmers::{Algorithm, Stemmer};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The form of a word: NFKC, lower case, straight quotes and hyphens, no invisible characters.
pub fn form(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.nfkc().filter(|&c| !is_invisible(c)).map(fold_mark).flat_map(char::to_lowercase).collect())
}

const fn fold_mark(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '`' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' | '\u{300c}' | '\u{300d}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => c,
    }
}

/// The stem of a form in its language.
pub struct Stems(Stemmer);

impl Default for Stems {
    fn default() -> Self {
        Self(Stemmer::create(Algorithm::English))
    }
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

impl Stems {
    /// The stem of `form`. Stops of abbreviations and a possessive `'s` are dropped; a Korean particle is cut.
    pub fn stem(&self, form: &str, language: Language) -> String {
        if language == Language::Korean || form.chars().next().is_some_and(is_hangul) {
            return without_particle(form).to_owned();
        }
        let bare = without_possessive(form);
        let bare: Cow<'_, str> = if bare.contains('.') && bare.chars().any(char::is_alphabetic) {
            Cow::Owned(bare.replace('.', ""))
        } else {
            Cow::Borrowed(bare)
        };
        self.0.stem(&bare).into_owned()
    }
}

/// A form without its possessive ending: `korea's`, `states'`.
pub fn without_possessive(form: &str) -> &str {
    form.strip_suffix("'s").or_else(|| form.strip_suffix('\'')).unwrap_or(form)
}

/// Particles (josa) that are cut from the end of an eojeol, longest first.
const PARTICLES: [&str; 34] = [
    "에서는",
    "으로서",
    "으로써",
    "에게서",
    "이라고",
    "까지의",
    "에서의",
    "로서",
    "로써",
    "에게",
    "에서",
    "으로",
    "까지",
    "부터",
    "라고",
    "이라",
    "과의",
    "와의",
    "에는",
    "에도",
    "처럼",
    "보다",
    "마다",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "도",
    "로",
    "와",
];

/// A Korean word without its particle, where two syllables or more are left.
pub fn without_particle(eojeol: &str) -> &str {
    let long_enough = |rest: &str| rest.chars().count() >= 2;
    PARTICLES.iter().chain(["과", "만"].iter()).find_map(|p| eojeol.strip_suffix(p).filter(|rest| long_enough(rest))).unwrap_or(eojeol)
}

/// Words that carry little of what a passage says: their match alone shows nothing.
pub fn is_function_word(form: &str) -> bool {
    FUNCTION_WORDS.binary_search(&form).is_ok()
}

/// Sorted by bytes: searched by halves.
const FUNCTION_WORDS: &[&str] = &[
    "'",
    "a",
    "about",
    "after",
    "all",
    "also",
    "am",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "each",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "him",
    "his",
    "how",
    "i",
    "if",
    "in",
    "including",
    "into",
    "is",
    "it",
    "it's",
    "its",
    "just",
    "like",
    "may",
    "me",
    "more",
    "most",
    "my",
    "of",
    "on",
    "one",
    "or",
    "our",
    "out",
    "over",
    "s",
    "she",
    "should",
    "so",
    "some",
    "such",
    "than",
    "that",
    "that's",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "will",
    "with",
    "would",
    "you",
    "your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (word, expected) in [
            ("Alliance", "alliance"),
            ("People\u{2019}s", "people's"),
            ("\u{ff21}\u{ff22}", "ab"),
            ("co\u{ad}op", "coop"),
            ("\u{2014}", "-"),
        ] {
            assert_eq!(form(word), expected, "{word}");
        }
    }

    #[test]
    fn stems() {
        let stems = Stems::default();
        let check = |word: &str, language, expected: &str| assert_eq!(stems.stem(word, language), expected, "{word}");
        check("emphasized", Language::English, "emphas");
        check("emphasizes", Language::English, "emphas");
        check("u.s.", Language::English, "us");
        check("korea's", Language::English, "korea");
        check("한미동맹은", Language::Korean, "한미동맹");
        check("북한의", Language::Korean, "북한");
        check("나는", Language::Korean, "나는");
    }

    #[test]
    fn function_words_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted());
        assert!(is_function_word("the") && is_function_word("your") && !is_function_word("alliance"));
    }
}
