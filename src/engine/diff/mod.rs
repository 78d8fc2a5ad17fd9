//! What changed inside a link, word by word: `similar` on interned words, then readability passes, one file each.
//! Knows tokens; knows nothing of how passages were linked.
//!
//! ```text
//! words    similar's Myers on interned forms
//! chance   equal runs of function words between changes are no common ground
//! join     what touches becomes one edit
//! eojeol   inside a replaced Korean word, what stayed at its start stays
//! ```

mod chance;
mod eojeol;
mod join;

use crate::engine::{
    segment::Tokens,
    text::{ByteSpan, TermId, Vocabulary},
};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Words of both sides multiplied, above which a link is not diffed word by word but replaced as a whole: bounds the work.
pub const MAX_CELLS: usize = 4_000_000;

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
}

/// A run of tokens of both sides, equal or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    a: Range<usize>,
    b: Range<usize>,
    equal: bool,
}

/// One side of a link: a statement's text and tokens, and which of its tokens.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// The statement's text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a Tokens,
    /// The tokens of the link.
    pub range: Range<usize>,
}

impl Side<'_> {
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
    let mut runs = if left.len().saturating_mul(right.len()) > MAX_CELLS {
        vec![Run { a: 0..left.len(), b: 0..right.len(), equal: false }]
    } else {
        capture_diff_slices(Algorithm::Myers, left, right).iter().map(run_of).collect()
    };
    chance::drop_chance_matches(&mut runs, left, vocabulary);
    join::join_touching(&mut runs);
    let mut edits = spans(&runs, a, b);
    eojeol::refine(&mut edits, a.text, b.text);
    edits
}

fn run_of(op: &DiffOp) -> Run {
    let (_, a, b) = op.as_tag_tuple();
    Run { a, b, equal: matches!(op, DiffOp::Equal { .. }) }
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
        edits.push(Edit { op, a: ByteSpan::new(at_a, end_a), b: ByteSpan::new(at_b, end_b) });
        (at_a, at_b) = (end_a, end_b);
    }
    edits
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "cuts at white space that was just measured")]
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
        let side_a = Side { text: s.text(), tokens: x, range: 0..x.tokens.len() };
        let side_b = Side { text: t.text(), tokens: y, range: 0..y.tokens.len() };
        (diff_link(&side_a, &side_b, &vocabulary), s.text().to_owned(), t.text().to_owned())
    }

    /// Deleted words stand in `[-…-]`, inserted ones in `{+…+}`.
    fn check(a: &str, b: &str, expected: &str) {
        let (edits, a, b) = edits(a, b);
        let mut shown = String::new();
        for edit in edits {
            let (old, new) = (edit.a.of(&a), edit.b.of(&b));
            if edit.op == EditOp::Equal {
                shown += new;
                continue;
            }
            let lead = if old.is_empty() { new } else { old };
            shown += &lead[..lead.len() - lead.trim_start().len()];
            for (text, open, close) in [(old, "[-", "-]"), (new, "{+", "+}")].into_iter().filter(|(text, ..)| !text.is_empty()) {
                shown += open;
                shown += text.trim_start();
                shown += close;
            }
        }
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
        check("They met.", "They met in May.", "They met {+in May+}.");
        check("The \u{201c}Alliance\u{201d} holds", "The \"alliance\" holds", "The \"alliance\" holds");
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
        fn both_sides_are_rebuilt(a in "([a-c가나]{1,3}[ .,]{1,2}){1,20}", b in "([a-c가나]{1,3}[ .,]{1,2}){1,20}") {
            let (edits, a, b) = edits(&a, &b);
            let (mut at_a, mut at_b) = (None, None);
            for edit in &edits {
                for (at, span) in [(&mut at_a, edit.a), (&mut at_b, edit.b)] {
                    prop_assert_eq!(at.unwrap_or(span.start), span.start);
                    *at = Some(span.end);
                }
                prop_assert!(edit.op != EditOp::Equal || !edit.a.is_empty() && !edit.b.is_empty());
                prop_assert!(a.get(edit.a.start..edit.a.end).is_some() && b.get(edit.b.start..edit.b.end).is_some());
            }
            prop_assert_eq!(at_a.unwrap_or(0), a.trim_end().len());
            prop_assert_eq!(at_b.unwrap_or(0), b.trim_end().len());
        }
    }
}
