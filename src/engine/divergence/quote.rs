//! Quotes for the lines of the list.

use super::{Divergence, Evidence};
use crate::engine::{
    statement::{PassageIdx, Role, Statement, StatementIdx},
    text::{one_line, span::floor_boundary},
};
use std::cmp::Reverse;

/// The passage as evidence.
pub(super) fn passage_evidence(statements: &[&Statement], statement: StatementIdx, passage: PassageIdx) -> Option<Evidence> {
    Some(Evidence { statement, span: statements.get(statement.0)?.passage(passage)?.span })
}

/// Bytes of a passage that are quoted in a title.
const LONGEST: usize = 96;

/// The beginning of a passage, on one line, cut at a word.
pub(super) fn short(words: &str) -> String {
    let words = one_line(words);
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

/// Whether a passage is a position: said by an official, or by nobody in particular, and not by a journalist or moderator.
pub(super) fn is_position(statement: &Statement, passage: PassageIdx) -> bool {
    statement.turn_of(passage).is_none_or(|turn| matches!(turn.role, Role::Official | Role::Unknown))
}

/// Whose position a passage gives.
pub(super) fn owner(statement: &Statement, passage: PassageIdx) -> Option<&str> {
    statement.turn_of(passage).and_then(|turn| turn.party.as_deref()).or(statement.party.as_deref())
}

/// The `most` weightiest of what was found in one statement, each with its weight and passage; of equals the first.
pub(super) fn weightiest(mut found: Vec<(f32, PassageIdx, Divergence)>, most: usize) -> impl Iterator<Item = Divergence> {
    found.sort_by_key(|(weight, at, _)| (Reverse((weight * 1e6) as i64), *at));
    found.truncate(most);
    found.into_iter().map(|(.., divergence)| divergence)
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
