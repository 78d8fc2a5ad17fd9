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

/// Splits what two replaced stretches share at their start and end off, grapheme by grapheme, where Hangul stands there.
pub(super) fn refine(edits: &mut Vec<Edit>, text_a: &str, text_b: &str) {
    let mut refined = Vec::with_capacity(edits.len());
    for edit in edits.drain(..) {
        let (old, new) = (edit.a.of(text_a), edit.b.of(text_b));
        let is_korean = edit.op == EditOp::Replace && old.trim_start().starts_with(is_hangul) && new.trim_start().starts_with(is_hangul);
        if !is_korean {
            refined.push(edit);
            continue;
        }
        let start = shared(old.graphemes(true), new.graphemes(true));
        let rest_old = old.get(start..).unwrap_or_default();
        let rest_new = new.get(start..).unwrap_or_default();
        let end = shared(rest_old.graphemes(true).rev(), rest_new.graphemes(true).rev());
        let (a1, b1) = (edit.a.start + start, edit.b.start + start);
        let (a2, b2) = (edit.a.end - end, edit.b.end - end);
        // A shared blank alone is no stem.
        let keep_start = old.get(..start).is_some_and(|s| s.contains(is_hangul));
        let (a1, b1) = if keep_start { (a1, b1) } else { (edit.a.start, edit.b.start) };
        push(&mut refined, EditOp::Equal, (edit.a.start, a1), (edit.b.start, b1));
        push(&mut refined, EditOp::Replace, (a1, a2.max(a1)), (b1, b2.max(b1)));
        push(&mut refined, EditOp::Equal, (a2.max(a1), edit.a.end), (b2.max(b1), edit.b.end));
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
    edits.push(Edit { op, a, b });
}

/// Bytes of the graphemes that both begin with.
fn shared<'a>(x: impl Iterator<Item = &'a str>, y: impl Iterator<Item = &'a str>) -> usize {
    x.zip(y).take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum()
}
