//! Quotes for the lines of the list.

use super::Evidence;
use crate::engine::{
    statement::{PassageIdx, Statement, StatementIdx},
    text::span::floor_boundary,
};

/// The passage as evidence.
pub(super) fn passage_evidence(statements: &[&Statement], statement: StatementIdx, passage: PassageIdx) -> Option<Evidence> {
    Some(Evidence { statement, span: statements.get(statement.0)?.passage(passage)?.span })
}

/// Bytes of a passage that are quoted in a title.
const LONGEST: usize = 96;

/// The beginning of a passage, on one line, cut at a word.
pub(super) fn short(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.len() <= LONGEST {
        return words;
    }
    let cut = words.get(..floor_boundary(&words, LONGEST)).unwrap_or_default();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}\u{2026}", cut.get(..end).unwrap_or(cut).trim_end_matches([',', ';', ':']))
}

/// Who says a passage, behind a quote: " (Moon)"; nothing of what is written.
pub(super) fn speaker_of(statement: &Statement, passage: PassageIdx) -> Option<String> {
    statement.turn_of(passage).and_then(|turn| turn.name.clone())
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn long_passages_are_cut_at_a_word() {
        assert_eq!(short("They\nmet."), "They met.");
        let long = "word ".repeat(30);
        assert!(short(&long).ends_with("word\u{2026}") && short(&long).len() < 100);
        assert!(short(&"\u{d55c}".repeat(60)).ends_with('\u{2026}'));
    }
}
