//! What changed inside a link, word by word: `similar` on interned words, then readability passes, one file each.
//! Knows tokens; knows nothing of how passages were linked.
//!
//! ```text
//! words    similar's Myers on interned forms: words that carry meaning first
//! slide    what was put in or left out stands where clauses begin and end
//! chance   equal runs of function words between changes are no common ground
//! join     what touches becomes one edit
//! whole    names, numbers, compounds and negations are changed as a whole
//! eojeol   inside a replaced Korean word, what stayed at its start stays
//! quiet    marks and capitals are told from words
//! ```

mod chance;
mod eojeol;
mod join;
mod pieces;
mod quiet;
mod slide;
mod whole;
mod words;

use crate::engine::{
    segment::Tokens,
    statement::Statement,
    text::{ByteSpan, TermId, TokenKind, Vocabulary},
};
pub use pieces::{Piece, PieceKind, pieces};
use slide::Edge;
use std::ops::Range;

/// Words of both sides multiplied, above which a link is not diffed word by word but replaced as a whole: bounds the work.
pub const MAX_CELLS: usize = 4_000_000;

/// Marks that end a clause.
const ENDS: [&str; 8] = [",", ".", ";", ":", "!", "?", "\u{3001}", "\u{3002}"];

/// What an edit does to the first side to give the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EditOp {
    /// The same words.
    Equal,
    /// Only in the first.
    Delete,
    /// Only in the second.
    Insert,
    /// Other words.
    Replace,
}

impl EditOp {
    /// The word of the JSON contract.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Delete => "delete",
            Self::Insert => "insert",
            Self::Replace => "replace",
        }
    }
}

/// One step of a diff. The edits of a link cover both sides completely and in order; white space belongs to the edit
/// of the word behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What it does.
    pub op: EditOp,
    /// Bytes of the first statement.
    pub a: ByteSpan,
    /// Bytes of the second statement.
    pub b: ByteSpan,
    /// Only marks, or words that an editor put in brackets, were changed; or, in an equal edit, capitals.
    pub quiet: bool,
}

impl Edit {
    /// The edit that makes the first side of the second.
    pub const fn turned(self) -> Self {
        let op = match self.op {
            EditOp::Delete => EditOp::Insert,
            EditOp::Insert => EditOp::Delete,
            op => op,
        };
        Self { op, a: self.b, b: self.a, quiet: self.quiet }
    }
}

/// A run of tokens of both sides, equal or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    a: Range<usize>,
    b: Range<usize>,
    equal: bool,
}

impl Run {
    /// Whether other words took the place of words.
    fn is_replaced(&self) -> bool {
        !self.equal && !self.a.is_empty() && !self.b.is_empty()
    }
}

/// One side of a link: a statement's text and tokens, and which of its tokens.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    statement: &'a Statement,
    text: &'a str,
    /// The statement's tokens.
    pub tokens: &'a Tokens,
    range: Range<usize>,
}

/// Whether two sides are too long to be compared word by word.
pub fn are_too_long(a: &Side<'_>, b: &Side<'_>) -> bool {
    a.range.len().saturating_mul(b.range.len()) > MAX_CELLS
}

impl<'a> Side<'a> {
    /// The tokens of `statement` at `range`.
    pub fn new(statement: &'a Statement, tokens: &'a Tokens, range: Range<usize>) -> Self {
        Self { statement, text: statement.text(), tokens, range }
    }

    fn terms(&self) -> &[TermId] {
        self.tokens.terms_in(self.range.clone())
    }

    /// Where the link begins and ends in the text.
    fn span(&self) -> ByteSpan {
        self.tokens.span_of(self.range.clone())
    }

    /// Where the token at `at` (counted in the link) ends.
    fn end_of(&self, at: usize) -> usize {
        self.tokens.tokens.get(self.range.start + at).map_or(0, |token| token.span.end)
    }
}

/// The edits that make the second side of the first. Both sides are covered completely and in order.
/// `O((n + m) d)` in the number of words and of differences, at most [`MAX_CELLS`].
pub fn diff_link(a: &Side<'_>, b: &Side<'_>, vocabulary: &Vocabulary) -> Vec<Edit> {
    let (left, right) = (a.terms(), b.terms());
    let edge = |id: TermId| edge(id, vocabulary);
    let mut runs = if are_too_long(a, b) {
        vec![Run { a: 0..left.len(), b: 0..right.len(), equal: false }]
    } else {
        words::matched(left, right, |id| edge(id) != Edge::Content)
    };
    slide::to_edges(&mut runs, (left, right), edge);
    chance::drop_chance_matches(&mut runs, left, |id| edge(id) != Edge::Content);
    join::join_touching(&mut runs);
    whole::keep_whole(&mut runs, a, b, vocabulary);
    let mut edits = spans(&runs, a, b);
    eojeol::refine(&mut edits, a.text, b.text);
    quiet::mark(&mut edits, a, b);
    edits
}

/// What a word is for the edge of a change.
fn edge(id: TermId, vocabulary: &Vocabulary) -> Edge {
    match vocabulary.term(id) {
        Some(term) if term.kind == TokenKind::Mark && ENDS.contains(&term.form.as_str()) => Edge::Mark,
        Some(term) if term.is_light => Edge::Light,
        _ => Edge::Content,
    }
}

/// Token runs to byte spans: each reaches from the end of the last to the end of its last token.
fn spans(runs: &[Run], a: &Side<'_>, b: &Side<'_>) -> Vec<Edit> {
    let (whole_a, whole_b) = (a.span(), b.span());
    let (mut at_a, mut at_b) = (whole_a.start, whole_b.start);
    let mut edits = Vec::with_capacity(runs.len());
    for run in runs {
        let end_a = if run.a.is_empty() { at_a } else { a.end_of(run.a.end - 1) };
        let end_b = if run.b.is_empty() { at_b } else { b.end_of(run.b.end - 1) };
        let op = match (run.equal, run.a.is_empty(), run.b.is_empty()) {
            (true, ..) => EditOp::Equal,
            (false, true, _) => EditOp::Insert,
            (false, _, true) => EditOp::Delete,
            (false, false, false) => EditOp::Replace,
        };
        edits.push(Edit { op, a: ByteSpan::new(at_a, end_a), b: ByteSpan::new(at_b, end_b), quiet: false });
        (at_a, at_b) = (end_a, end_b);
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{import::import, segment::segment};
    use proptest::prelude::*;

    fn edits(a: &str, b: &str) -> (Vec<Edit>, String, String) {
        let mut vocabulary = Vocabulary::default();
        let statements = [a, b].map(|text| segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x"));
        let tokens = [0, 1].map(|i: usize| statements.get(i).map(|s| Tokens::new(s, &mut vocabulary)).unwrap_or_default());
        let [x, y] = &tokens;
        let [s, t] = &statements;
        let side_a = Side::new(s, x, 0..x.tokens.len());
        let side_b = Side::new(t, y, 0..y.tokens.len());
        (diff_link(&side_a, &side_b, &vocabulary), s.text().to_owned(), t.text().to_owned())
    }

    /// Deleted words stand in `[-…-]`, inserted ones in `{+…+}`.
    fn check(a: &str, b: &str, expected: &str) {
        let (edits, a, b) = edits(a, b);
        let shown: String = pieces(edits.into_iter(), &a, &b).into_iter().map(Piece::bracketed).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn words() {
        check("They decided to meet.", "They agreed to meet.", "They [-decided-]{+agreed+} to meet.");
        check(
            "the complete denuclearization of the Korean Peninsula",
            "the complete denuclearization of North Korea",
            "the complete denuclearization of [-the Korean Peninsula-]{+North Korea+}",
        );
        check("Gains were strong.", "Job gains were strong.", "{+Job+} gains were strong.");
        check("They met.", "They met in May.", "They met {+in May+}.");
        check("The \u{201c}Alliance\u{201d} holds", "The \"Alliance\" holds", "The \"Alliance\" holds");
        check(
            "The council of the league condemned the seizure.",
            "Seizure of the vessels: the council condemned it.",
            "{+Seizure of the vessels:+} the council [-of the league-] condemned [-the seizure-]{+it+}.",
        );
    }

    #[test]
    fn changes_stand_where_clauses_do() {
        check("peace and security", "peace and prosperity and security", "peace {+and prosperity+} and security");
        check("for trade, for peace.", "for trade, for growth, for peace.", "for trade, {+for growth,+} for peace.");
        check("They met in Seoul and in Busan.", "They met in Busan.", "They met [-in Seoul and-] in Busan.");
        check("We agreed. We met.", "We agreed. We talked. We met.", "We agreed. {+We talked.+} We met.");
    }

    #[test]
    fn what_is_one_is_changed_as_one() {
        check("a conditions-based plan", "a time-based plan", "a [-conditions-based-]{+time-based+} plan");
        check("talks with South Korea now", "talks with North Korea now", "talks with [-South Korea-]{+North Korea+} now");
        check("talks with Korea now", "talks with North Korea now", "talks with {+North+} Korea now");
        check("gave $300 million in aid", "gave $500 million in aid", "gave [-$300 million-]{+$500 million+} in aid");
        check("they will not accept it", "they will not reject it", "they will [-not accept-]{+not reject+} it");
        check("they will accept it", "they will not accept it", "they will {+not+} accept it");
        check("to 1-1/4 then", "to 2-1/4 then", "to [-1-1/4-]{+2-1/4+} then");
        check("by 3 percent", "by 2.5 percent", "by [-3 percent-]{+2.5 percent+}");
    }

    #[test]
    fn marks_and_capitals_are_quiet() {
        let told = |a: &str, b: &str| {
            let (edits, a, b) = edits(a, b);
            let quiet = edits.iter().filter(|edit| edit.quiet);
            quiet.map(|edit| format!("{}|{}", edit.a.of(&a).trim(), edit.b.of(&b).trim())).collect::<Vec<_>>()
        };
        assert_eq!(told("The Alliance, they said, holds.", "the alliance they said holds."), ["Alliance|alliance", ",|", ",|"]);
        assert!(told("They said it.", "They denied it.").is_empty());
        assert_eq!(told("They [the leaders] met now.", "They met now."), ["[the leaders]|"]);
        assert!(told("They [the leaders] met now.", "They gladly met now.").is_empty());
    }

    #[test]
    fn chance_matches_are_dropped() {
        check(
            "They condemned the seizure of vessels in the strait.",
            "They welcomed the return to talks of experts.",
            "They [-condemned the seizure of vessels in the strait-]{+welcomed the return to talks of experts+}.",
        );
    }

    #[test]
    fn inside_korean_words() {
        check("양국은 비핵화를 논의하였다.", "양국은 비핵화에 합의하였다.", "양국은 비핵화[-를 논의하였다-]{+에 합의하였다+}.");
        check("동맹을 강화", "동맹의 강화", "동맹[-을-]{+의+} 강화");
    }

    proptest! {
        #[test]
        fn both_sides_are_rebuilt(a in "([a-cA가나1]{1,3}[ .,-]{1,2}){1,20}", b in "([a-cA가나1]{1,3}[ .,-]{1,2}){1,20}") {
            let (edits, a, b) = edits(&a, &b);
            let (mut at_a, mut at_b) = (None, None);
            for edit in &edits {
                for (at, span) in [(&mut at_a, edit.a), (&mut at_b, edit.b)] {
                    prop_assert_eq!(at.unwrap_or(span.start), span.start);
                    *at = Some(span.end);
                }
                prop_assert!(edit.op != EditOp::Equal || !edit.a.is_empty() && !edit.b.is_empty());
                prop_assert!(edit.op != EditOp::Insert || edit.a.is_empty() && !edit.b.is_empty());
                prop_assert!(edit.op != EditOp::Delete || edit.b.is_empty() && !edit.a.is_empty());
                prop_assert!(a.get(edit.a.start..edit.a.end).is_some() && b.get(edit.b.start..edit.b.end).is_some());
            }
            prop_assert_eq!(at_a.unwrap_or(0), a.trim_end().len());
            prop_assert_eq!(at_b.unwrap_or(0), b.trim_end().len());
        }
    }
}
