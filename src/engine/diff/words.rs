//! Which words stayed: first words that carry meaning, by `similar`, then the function words and marks between them.
//!
//! Asked for the most equal words at once, a diff gives a name away for two articles.
//!
//! ```text
//! old   The council of the league condemned the seizure.
//! new   Seizure of the vessels: the council condemned it.
//! ugly  [-The council-]{+Seizure+} of the [-league condemned-]{+vessels:+} the [-seizure-]{+council condemned it+}.
//! want  {+Seizure of the vessels:+} the council [-of the league-] condemned [-the seizure-]{+it+}.
//! ```

use super::Run;
use crate::engine::text::TermId;
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Runs that cover both sides in order. `is_light` says of a word that its match alone shows nothing.
/// `O((n + m) d)` in the number of words and of differences.
pub(super) fn matched(left: &[TermId], right: &[TermId], is_light: impl Fn(TermId) -> bool) -> Vec<Run> {
    if left == right {
        return vec![Run { a: 0..left.len(), b: 0..right.len(), equal: true }];
    }
    let content =
        |side: &[TermId]| -> (Vec<usize>, Vec<TermId>) { side.iter().copied().enumerate().filter(|(_, id)| !is_light(*id)).unzip() };
    let ((at_a, content_a), (at_b, content_b)) = (content(left), content(right));
    let mut runs = Vec::new();
    let (mut a, mut b) = (0, 0);
    for op in capture_diff_slices(Algorithm::Myers, &content_a, &content_b) {
        let (tag, these, those) = op.as_tag_tuple();
        if tag != DiffTag::Equal {
            continue;
        }
        for (&x, &y) in at_a.get(these).unwrap_or_default().iter().zip(at_b.get(those).unwrap_or_default()) {
            between(&mut runs, (left, right), (a, b), (x, y));
            runs.push(Run { a: x..x + 1, b: y..y + 1, equal: true });
            (a, b) = (x + 1, y + 1);
        }
    }
    between(&mut runs, (left, right), (a, b), (left.len(), right.len()));
    super::join::join_touching(&mut runs);
    runs
}

/// What stands between two words that stayed: what is equal there stays too.
fn between(runs: &mut Vec<Run>, (left, right): (&[TermId], &[TermId]), from: (usize, usize), to: (usize, usize)) {
    let (a, b) = (from.0..to.0, from.1..to.1);
    if a.is_empty() || b.is_empty() {
        if !a.is_empty() || !b.is_empty() {
            runs.push(Run { a, b, equal: false });
        }
        return;
    }
    let (these, those) = (left.get(a).unwrap_or_default(), right.get(b).unwrap_or_default());
    runs.extend(capture_diff_slices(Algorithm::Myers, these, those).iter().map(|op| {
        let (tag, a, b) = op.as_tag_tuple();
        Run { a: from.0 + a.start..from.0 + a.end, b: from.1 + b.start..from.1 + b.end, equal: tag == DiffTag::Equal }
    }));
}
