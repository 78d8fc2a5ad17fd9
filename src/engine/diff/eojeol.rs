//! Inside replaced Korean words: a stem that stayed is not marked with the particle that changed.
//!
//! ```text
//! old   동맹을 강화
//! new   동맹의 강화
//! ugly  [-동맹을-]{+동맹의+} 강화
//! want  동맹[-을-]{+의+} 강화
//! ```

use super::{Edit, EditOp};
use crate::engine::text::{ByteSpan, language::is_hangul};
use unicode_segmentation::UnicodeSegmentation;

/// Splits what two replaced stretches share at their start off, grapheme by grapheme, where Hangul stands there. What
/// they share at their end is an ending of other words, and chance.
pub(super) fn refine(edits: &mut Vec<Edit>, text_a: &str, text_b: &str) {
    let mut refined = Vec::with_capacity(edits.len());
    for edit in edits.drain(..) {
        let (old, new) = (edit.a.of(text_a), edit.b.of(text_b));
        let is_korean = edit.op == EditOp::Replace && old.trim_start().starts_with(is_hangul) && new.trim_start().starts_with(is_hangul);
        let start = if is_korean { shared(old.graphemes(true), new.graphemes(true)) } else { 0 };
        if old.get(..start).is_some_and(|stem| stem.contains(is_hangul)) {
            let (a, b) = (edit.a.start + start, edit.b.start + start);
            push(&mut refined, EditOp::Equal, (edit.a.start, a), (edit.b.start, b));
            push(&mut refined, EditOp::Replace, (a, edit.a.end), (b, edit.b.end));
        } else {
            refined.push(edit);
        }
    }
    *edits = refined;
}

fn push(edits: &mut Vec<Edit>, op: EditOp, a: (usize, usize), b: (usize, usize)) {
    let (a, b) = (ByteSpan::new(a.0, a.1), ByteSpan::new(b.0, b.1));
    let op = match (op, a.is_empty(), b.is_empty()) {
        (_, true, true) => return,
        (EditOp::Replace, true, false) => EditOp::Insert,
        (EditOp::Replace, false, true) => EditOp::Delete,
        (op, ..) => op,
    };
    edits.push(Edit { op, a, b, quiet: false });
}

/// Bytes of the graphemes that both begin with.
fn shared<'a>(x: impl Iterator<Item = &'a str>, y: impl Iterator<Item = &'a str>) -> usize {
    x.zip(y).take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum()
}
