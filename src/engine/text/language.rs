//! Which language a text is in, by its scripts.

use serde::{Deserialize, Serialize};

/// The languages that the engine treats apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English, and any other text in Latin letters.
    #[default]
    English,
    /// Korean.
    Korean,
    /// Japanese.
    Japanese,
    /// Chinese.
    Chinese,
}

impl Language {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::English, Self::Korean, Self::Japanese, Self::Chinese];

    /// The language's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Korean => "Korean",
            Self::Japanese => "Japanese",
            Self::Chinese => "Chinese",
        }
    }

    /// The ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
            Self::Japanese => "ja",
            Self::Chinese => "zh",
        }
    }

    /// Guesses from the letters of the first 20,000 characters: a syllable or ideograph counts as much as three letters.
    pub fn guess(text: &str) -> Self {
        let (mut latin, mut hangul, mut kana, mut han) = (0_usize, 0_usize, 0_usize, 0_usize);
        for c in text.chars().take(20_000) {
            match c {
                c if is_hangul(c) => hangul += 3,
                '\u{3040}'..='\u{30ff}' => kana += 3,
                '\u{4e00}'..='\u{9fff}' => han += 3,
                c if c.is_alphabetic() => latin += 1,
                _ => {}
            }
        }
        if kana > 0 && kana + han > latin && kana * 10 > han {
            Self::Japanese
        } else if hangul > latin && hangul >= han {
            Self::Korean
        } else if han > latin {
            Self::Chinese
        } else {
            Self::English
        }
    }
}

/// Whether `c` is a Hangul syllable or letter.
pub const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}')
}

/// Whether `c` is Hangul, kana or an ideograph: written without, or with other, word ends than Latin.
pub const fn is_east_asian(c: char) -> bool {
    is_hangul(c) || matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn guesses() {
        for (text, expected) in [
            ("The two sides met in Seoul (서울).", Language::English),
            ("양측은 한미동맹(ROK-U.S. Alliance)의 중요성을 재확인하였다.", Language::Korean),
            ("両国は日米同盟の重要性を再確認した。", Language::Japanese),
            ("双方重申了合作的重要性。", Language::Chinese),
            ("", Language::English),
        ] {
            assert_eq!(Language::guess(text), expected, "{text}");
        }
    }
}
