//! Changes of marks, of capitals and of what an editor put in brackets are quieter than those of words.
//!
//! ```text
//! old   The Alliance, they said, holds.
//! new   The alliance they said holds.
//! want  the commas quiet, "Alliance" equal and quiet: the words are the same
//! ```

use super::{Edit, EditOp, Side};
use crate::engine::text::{ByteSpan, TokenKind};

/// Marks behind which a sentence begins.
const ENDS_OF_SENTENCES: [&str; 4] = [".", "!", "?", ":"];

/// Marks edits as quiet that change no word, and cuts words that differ in capitals alone out of equal runs.
pub(super) fn mark(edits: &mut Vec<Edit>, a: &Side<'_>, b: &Side<'_>) {
    let mut marked = Vec::with_capacity(edits.len());
    for mut edit in edits.drain(..) {
        if edit.op == EditOp::Equal {
            cut_capitals(&mut marked, edit, a, b);
        } else {
            edit.quiet = [(a, edit.a), (b, edit.b)].into_iter().all(|(side, span)| holds_no_words(side, span));
            marked.push(edit);
        }
    }
    *edits = marked;
}

/// Tokens that end inside `span`.
fn tokens_in<'a>(side: &'a Side<'_>, span: ByteSpan) -> &'a [crate::engine::text::Token] {
    let tokens = side.tokens.tokens.get(side.range.clone()).unwrap_or_default();
    let from = tokens.partition_point(|token| token.span.end <= span.start);
    let to = tokens.partition_point(|token| token.span.end <= span.end);
    tokens.get(from..to).unwrap_or_default()
}

fn holds_no_words(side: &Side<'_>, span: ByteSpan) -> bool {
    let tokens = tokens_in(side, span);
    let ends_here = tokens.last().is_none_or(|last| last.span.end == span.end);
    ends_here
        && (span.is_empty() || !tokens.is_empty())
        && tokens.iter().all(|token| token.kind == TokenKind::Mark || side.statement.is_inserted(token.span))
}

fn cut_capitals(marked: &mut Vec<Edit>, edit: Edit, a: &Side<'_>, b: &Side<'_>) {
    if edit.a.of(a.text) == edit.b.of(b.text) {
        marked.push(edit);
        return;
    }
    let mut rest = edit;
    let (mut end_a, mut end_b) = (rest.a.start, rest.b.start);
    let mut begins = edit.a.start == a.span().start || edit.b.start == b.span().start;
    for (x, y) in tokens_in(a, edit.a).iter().zip(tokens_in(b, edit.b)) {
        let (old, new) = (x.span.of(a.text), y.span.of(b.text));
        // A capital at the start of a sentence says nothing.
        let begins = std::mem::replace(&mut begins, [old, new].iter().any(|word| ENDS_OF_SENTENCES.contains(word)));
        if x.kind != TokenKind::Mark && !begins && old != new && differ_in_case(old, new) {
            if end_a > rest.a.start {
                marked.push(Edit { a: ByteSpan::new(rest.a.start, end_a), b: ByteSpan::new(rest.b.start, end_b), ..rest });
            }
            marked.push(Edit { a: ByteSpan::new(end_a, x.span.end), b: ByteSpan::new(end_b, y.span.end), quiet: true, ..rest });
            (rest.a.start, rest.b.start) = (x.span.end, y.span.end);
        }
        (end_a, end_b) = (x.span.end, y.span.end);
    }
    if !rest.a.is_empty() || !rest.b.is_empty() {
        marked.push(rest);
    }
}

fn differ_in_case(old: &str, new: &str) -> bool {
    old.chars().flat_map(char::to_lowercase).eq(new.chars().flat_map(char::to_lowercase))
}
