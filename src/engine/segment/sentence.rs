//! Where sentences end, and where they do not.
//!
//! A full stop, question or exclamation mark ends a sentence, with the quotes and brackets that close behind it, where
//! white space follows, unless what stands before is an abbreviation, an initial, a list number or an ellipsis, or what
//! follows cannot begin a sentence. A line break that was kept always ends one. Korean and Japanese endings are in
//! [`super::east_asian`].

use super::{abbreviations::ABBREVIATIONS, east_asian};
use crate::engine::text::{ByteSpan, Language, language::is_hangul};

/// The sentences of `span`, without the white space between them. Linear in the length.
pub(super) fn sentences(text: &str, span: ByteSpan, language: Language) -> Vec<ByteSpan> {
    let inside = span.of(text);
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in inside.char_indices() {
        if at < start {
            continue;
        }
        let end = match c {
            '\n' => Some(at),
            '.' | '!' | '?' | '\u{203d}' | '\u{2026}' => {
                let end = after_closers(inside, at + c.len_utf8());
                ends_here(inside, start, at, end, c, language).then_some(end)
            }
            '\u{3002}' | '\u{ff01}' | '\u{ff1f}' => {
                let end = after_closers(inside, at + c.len_utf8());
                (!east_asian::goes_on(inside.get(end..).unwrap_or_default(), end > at + c.len_utf8())).then_some(end)
            }
            _ => None,
        };
        if let Some(end) = end {
            push(&mut found, text, span.start + start, span.start + end);
            start = end;
        }
    }
    push(&mut found, text, span.start + start, span.end);
    found
}

fn push(found: &mut Vec<ByteSpan>, text: &str, start: usize, end: usize) {
    let piece = ByteSpan::new(start, end).trimmed(text);
    if !piece.is_empty() {
        found.push(piece);
    }
}

/// Past further stops, closing quotes and brackets.
fn after_closers(inside: &str, from: usize) -> usize {
    let rest = inside.get(from..).unwrap_or_default();
    let kept = rest.trim_start_matches([
        '.', '!', '?', '\u{2026}', '"', '\'', ')', ']', '\u{201d}', '\u{2019}', '\u{bb}', '\u{300d}', '\u{300f}', '\u{203d}',
    ]);
    from + rest.len() - kept.len()
}

/// Whether the stop at `at`, with closers up to `end`, ends the sentence that began at `start`.
fn ends_here(inside: &str, start: usize, at: usize, end: usize, mark: char, language: Language) -> bool {
    let after = inside.get(end..).unwrap_or_default();
    let Some(gap) = after.chars().next() else { return true };
    let before = inside.get(start..at).unwrap_or_default();
    if !gap.is_whitespace() {
        // Korean runs a sentence into the next without a blank; so do some scrapers in English ("end.The").
        let runs_on = match language {
            Language::Korean => east_asian::is_ending(before) && gap.is_alphabetic(),
            _ => runs_on(before, after),
        };
        return mark == '.' && end == at + 1 && runs_on;
    }
    let closed_quote = inside.get(at..end).is_some_and(|closers| closers.contains(['"', '\u{201d}', '\u{2019}', '\'']));
    let next = after.trim_start();
    if language != Language::English && east_asian::goes_on(next, closed_quote) {
        return false;
    }
    let is_ellipsis = mark == '\u{2026}'
        || inside.get(at..end).is_some_and(|stops| stops.starts_with(".."))
        || before.ends_with("..")
        || before.ends_with(". .");
    if is_ellipsis && next.starts_with(is_hangul) {
        // Korean has no capitals: what stood before tells whether the sentence was at its end.
        return east_asian::is_ending(before.trim_end_matches(['.', ' ']));
    }
    if is_ellipsis {
        return begins_sentence(next) && !next.starts_with(['.', '\u{2026}']);
    }
    if next.starts_with('.') {
        // A spaced ellipsis: ". . ."
        return false;
    }
    let lower_follows =
        next.trim_start_matches(['"', '\u{201c}', '\'', '\u{2018}', '(', '[']).chars().next().is_some_and(char::is_lowercase);
    if lower_follows && !is_label(next) {
        // "Will you come?" he asked. — but a stop before a small letter is a slip of the typist, not an end, only in quotes.
        return false;
    }
    if next.starts_with(['\u{2014}', '\u{2013}', ',', ';']) && !next.starts_with("\u{2014} ") {
        return false;
    }
    mark != '.' || end > at + 1 || !is_abbreviation(before, next)
}

/// Whether a blank was lost behind a stop, "programs.Both leaders": small letters before it, a word with a capital behind
/// it, and neither is part of an address.
fn runs_on(before: &str, after: &str) -> bool {
    let (word, next) = (before.split_whitespace().next_back().unwrap_or_default(), after.split_whitespace().next().unwrap_or_default());
    let is_address = |word: &str| word.contains(['.', '/', '@', ':', '_']);
    let small = word.trim_start_matches(['(', '"', '\u{201c}', '\u{2018}']);
    let mut letters = next.chars();
    small.chars().count() >= 4
        && small.chars().all(char::is_lowercase)
        && letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_none_or(char::is_lowercase)
        && !is_address(word)
        && !is_address(next.trim_end_matches(['.', ':']))
}

/// Whether what follows can begin a sentence: a capital, a digit, an opening quote or bracket, or a script without case.
fn begins_sentence(next: &str) -> bool {
    let first = next.trim_start_matches(['"', '\u{201c}', '\'', '\u{2018}', '(', '[', '\u{2014}', ' ']).chars().next();
    first.is_none_or(|c| !c.is_lowercase())
}

/// Whether a list label such as `(b)` or `(iii)` follows, which opens a sentence although its letter is small.
fn is_label(next: &str) -> bool {
    let inside = next.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    inside.is_some_and(|(label, rest)| {
        (1..=4).contains(&label.len()) && label.chars().all(|c| c.is_ascii_alphanumeric()) && rest.starts_with(' ') && begins_sentence(rest)
    })
}

/// Whether the stop behind `before` belongs to a word, given what follows it.
fn is_abbreviation(before: &str, next: &str) -> bool {
    let word_start = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '\u{201c}' | '\u{2018}' | '/' | '-' | '\u{2014}' | '\u{2013}'))
        .map_or(0, |i| i + before.get(i..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8));
    let word = before.get(word_start..).unwrap_or_default();
    let lead = before.get(..word_start).unwrap_or_default().trim();
    let lower = word.to_lowercase();
    let next_word: String = next.trim_start_matches(['"', '\u{201c}', '(', '[']).chars().take_while(|c| c.is_alphanumeric()).collect();
    let digit_follows = next_word.starts_with(|c: char| c.is_ascii_digit());
    let lists = &*ABBREVIATIONS;

    // "3." or "(a)" or "IV." alone at the start numbers what follows; so does "2021. 3. 18." everywhere.
    let is_number = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    if is_number && (lead.is_empty() && word.len() <= 3 || digit_follows && (word.len() <= 2 || word.len() == 4)) {
        return true;
    }
    // The last stop of a Korean date, "2021. 3. 18. 서울에서".
    let date_before = lead.strip_suffix('.').is_some_and(|lead| lead.ends_with(|c: char| c.is_ascii_digit()));
    if is_number && word.len() <= 2 && date_before && next.starts_with(is_hangul) {
        return true;
    }
    if lead.is_empty() && east_asian::is_label(word) {
        return true;
    }
    if lead.is_empty() && word.len() <= 4 && !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) {
        return true;
    }
    if lists.titles.contains(&lower) {
        // "the Hon. Member"; but "on 3 Min. The" stays rare enough.
        return word.chars().next().is_some_and(char::is_uppercase) || lower.contains('.');
    }
    if lists.inner.contains(&lower) {
        return true;
    }
    if lists.before_number.contains(&lower) {
        return digit_follows;
    }
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    if is_initial {
        // "Joseph R. Biden", "J. R. Ord"; but "Plan B. The", "vitamin C. We".
        return !lists.starters.contains(&next_word.to_lowercase()) || lead.is_empty();
    }
    let is_dotted = word.contains('.') && word.split('.').all(|part| (1..=2).contains(&part.chars().count()));
    (is_dotted || lists.general.contains(&lower)) && !lists.starters.contains(&next_word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks where one sentence ends and the next begins.
    fn check(marked: &str) {
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        let text = expected.join(" ");
        let found: Vec<&str> = sentences(&text, ByteSpan::new(0, text.len()), Language::guess(&text)).iter().map(|s| s.of(&text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn plain() {
        check("They met. | They spoke! | Did they agree? | Yes.");
        check("One sentence without a stop");
        check("It rose by 2.5 percent. | It fell by 1,000.");
    }

    #[test]
    fn abbreviations() {
        check("The U.S. Secretary met Gen. Brooks and Mr. Ord in Washington, D.C. | They spoke.");
        check("It concerns the U.S. | The other side was silent.");
        check("See Resolution No. 5 and Art. 3 of it. | No. | We do not agree.");
        check("President Joseph R. Arlo, Jr. is honored to welcome J. R. Ord.");
        check("Officials, e.g. Ministers, met at 10 a.m. | They left at 5 p.m. on Monday.");
        check("The talks of Sept. 3 were held. | So were those of Oct. 4.");
        check("We have plan B. | The rest is known.");
        check("The Lorne-U.S. Mutual Aid Treaty stands. | So does the alliance with the EU-U.K. | The rest is open.");
    }

    #[test]
    fn lost_blanks() {
        for (text, expected) in [
            ("They ended the programs.Both sides agreed.", 2),
            ("See Harbour.Gov and www.port.Lorne for more.", 1),
            ("It rose by 2.Then it fell.", 1),
        ] {
            assert_eq!(sentences(text, ByteSpan::new(0, text.len()), Language::English).len(), expected, "{text}");
        }
    }

    #[test]
    fn numbers_and_lists() {
        check("3. No. 4 was adopted. | It was long.");
        check("IV. Further matters");
        check("It was in 2021. | The year was long.");
    }

    #[test]
    fn quotations() {
        check("\u{201c}Will you come?\u{201d} he asked. | Nobody answered.");
        check("\u{201c}We agreed.\u{201d} | \u{201c}On what?\u{201d}");
        check("He said \u{201c}no.\u{201d} | Then he left. | (They stayed.) | All of them.");
    }

    #[test]
    fn ellipses_and_dashes() {
        check("We will\u{2026} consider it. | Later.");
        check("We will ... consider it.");
        check("We hoped... | Then came Monday.");
        check("We . . . agreed.");
        check("I \u{2014} we agreed. | \u{2014} And then?");
    }

    #[test]
    fn korean() {
        check("양측은 동맹의 중요성을 재확인하였다. | 양국은 협력하기로 했다.");
        check("회담은 2021. 3. 18. 서울에서 열렸다. | 다음 회담은 내년이다.");
        check("그는 \u{201c}두 나라 모두 중요하다.\u{201d}라고 말했다. | 회의는 끝났다.");
        check("그는 \u{201c}환영합니다.\u{201d} 라고 밝혔다. | 끝.");
        check("합의했습니까? | 네, 합의했습니다.");
    }

    #[test]
    fn japanese() {
        for (text, expected) in [
            ("両国は合意した。次回は来年だ。", vec!["両国は合意した。", "次回は来年だ。"]),
            ("「行く。」と述べた。", vec!["「行く。」と述べた。"]),
        ] {
            let found: Vec<&str> = sentences(text, ByteSpan::new(0, text.len()), Language::Japanese).iter().map(|s| s.of(text)).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn kept_line_breaks_end_sentences() {
        let text = "Seoul\nMarch 18";
        assert_eq!(sentences(text, ByteSpan::new(0, text.len()), Language::English).len(), 2);
    }
}
