//! Passages that the reader split or joined: places in the text, carried out on what the program cut.

use crate::engine::{
    statement::{Passage, Statement},
    text::ByteSpan,
};
use serde::{Deserialize, Serialize};

/// A passage that is cut otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PassageCut {
    /// The passage that holds this byte ends before it.
    Split(usize),
    /// The passage that begins at this byte is one with that before it.
    Join(usize),
}

/// The passages with the reader's cuts; a cut that fits nowhere is left out. Linear in the number of passages a cut.
pub(super) fn recut(statement: &Statement, passages: &[Passage], cuts: &[PassageCut]) -> Vec<Passage> {
    let mut all = passages.to_vec();
    for cut in cuts {
        match *cut {
            PassageCut::Split(at) => split(statement.text(), &mut all, at),
            PassageCut::Join(at) => join(&mut all, at),
        }
    }
    all
}

fn split(text: &str, all: &mut Vec<Passage>, at: usize) {
    let Some(idx) = all.iter().position(|passage| passage.span.start < at && at < passage.span.end) else { return };
    let Some(passage) = all.get_mut(idx).filter(|_| text.is_char_boundary(at)) else { return };
    let (left, right) = (ByteSpan::new(passage.span.start, at).trimmed(text), ByteSpan::new(at, passage.span.end).trimmed(text));
    if !left.is_empty() && !right.is_empty() {
        let rest = Passage { span: right, ..*passage };
        passage.span = left;
        all.insert(idx + 1, rest);
    }
}

fn join(all: &mut Vec<Passage>, at: usize) {
    let Some(idx) = all.iter().position(|passage| passage.span.start == at).filter(|idx| *idx > 0) else { return };
    let (Some(before), Some(passage)) = (all.get(idx - 1), all.get(idx)) else { return };
    if before.paragraph == passage.paragraph && before.turn == passage.turn && before.kind == passage.kind {
        let span = before.span.cover(passage.span);
        if let Some(before) = all.get_mut(idx - 1) {
            before.span = span;
        }
        all.remove(idx);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{import::import, segment::segment};

    fn check(text: &str, cuts: &[PassageCut], expected: &[&str]) {
        let statement = segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x");
        let found = recut(&statement, &statement.passages, cuts);
        assert_eq!(found.iter().map(|passage| passage.span.of(statement.text())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn cuts() {
        let text = "We met; we talked. We left.\n\nNothing else.";
        check(text, &[PassageCut::Split(8)], &["We met;", "we talked.", "We left.", "Nothing else."]);
        check(text, &[PassageCut::Join(19)], &["We met; we talked. We left.", "Nothing else."]);
        check(text, &[PassageCut::Split(8), PassageCut::Join(8)], &["We met; we talked.", "We left.", "Nothing else."]);
        // Not across paragraphs, not at an edge, not where nothing begins.
        let plain = ["We met; we talked.", "We left.", "Nothing else."];
        check(text, &[PassageCut::Join(29), PassageCut::Split(0), PassageCut::Join(3), PassageCut::Split(18)], &plain);
    }
}
