//! Korean and Japanese sentence ends: a quotation goes on with a particle, and an ending may stand without a blank behind it.

/// What follows a closed quotation inside the same sentence: 라고, 이라고, 고, 는, … / と, という.
const AFTER_QUOTE: &[&str] = &[
    "라고",
    "라는",
    "라며",
    "라면서",
    "이라고",
    "이라는",
    "이라며",
    "고 ",
    "며 ",
    "면서",
    "는 ",
    "은 ",
    "을 ",
    "를 ",
    "의 ",
    "에 ",
    "로 ",
    "으로",
    "와 ",
    "과 ",
    "하고",
    "と",
    "って",
    "など",
    "の",
    "を",
    "は",
    "が",
];

/// Whether the sentence goes on with `next` although a stop stood before; `closed_quote` tells whether a quotation ended there.
pub(super) fn goes_on(next: &str, closed_quote: bool) -> bool {
    let next = next.trim_start();
    closed_quote && AFTER_QUOTE.iter().any(|particle| next.starts_with(particle)) || next.starts_with("라고 ") || next.starts_with("라며 ")
}

/// Whether `before` ends as a Korean sentence does: 다, 요, 까, 오, 죠, 자, 라.
pub(super) fn is_ending(before: &str) -> bool {
    before.ends_with(['다', '요', '까', '죠'])
}

/// Whether a word is one of the syllables that number Korean items: `가.`, `나.`, `다.`
pub(super) fn is_label(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| "가나다라마바사아자차카타파하".contains(c)) && chars.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_go_on() {
        assert!(goes_on("라고 말했다", true) && goes_on(" 이라며 ", true) && goes_on("と述べた", true));
        assert!(!goes_on("양측은", true) && !goes_on("고려하면", false));
        assert!(is_ending("하였다") && !is_ending("3"));
    }
}
