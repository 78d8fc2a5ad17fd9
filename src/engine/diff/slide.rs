//! Words that were put in or left out beside equal ones: of the places where they can stand, the one that reads best.
//!
//! ```text
//! old   peace and security
//! new   peace and prosperity and security
//! ugly  peace and {+prosperity and+} security
//! want  peace {+and prosperity+} and security
//! ```

use super::Run;
use crate::engine::text::TermId;

/// What a word is for the edge of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// A mark that ends a clause or sentence.
    Mark,
    /// A function word or another mark.
    Light,
    /// A word that carries meaning.
    Content,
}

/// Moves such runs along the equal words around them. `edge` says what a word is. Linear in the number of places.
pub(super) fn to_edges(runs: &mut [Run], (left, right): (&[TermId], &[TermId]), edge: impl Fn(TermId) -> Edge) {
    for at in 1..runs.len().saturating_sub(1) {
        let Some([before, run, after]) = runs.get_mut(at - 1..=at + 1) else { continue };
        if run.equal || !before.equal || !after.equal || run.a.is_empty() == run.b.is_empty() {
            continue;
        }
        let (words, range) = if run.a.is_empty() { (right, run.b.clone()) } else { (left, run.a.clone()) };
        let by = best_shift(words, range, before.a.len(), after.a.len(), &edge);
        let shift = |at: &mut usize| *at = at.saturating_add_signed(by);
        for side in [&mut before.a, &mut before.b] {
            shift(&mut side.end);
        }
        for side in [&mut run.a, &mut run.b] {
            shift(&mut side.start);
            shift(&mut side.end);
        }
        for side in [&mut after.a, &mut after.b] {
            shift(&mut side.start);
        }
    }
}

/// How far the run reads best from where it is: the words that it passes are the same as those that it gains. One word
/// of each neighbour stays.
fn best_shift(words: &[TermId], run: std::ops::Range<usize>, before: usize, after: usize, edge: &impl Fn(TermId) -> Edge) -> isize {
    let word = |at: usize| words.get(at).copied();
    let left = (1..before).take_while(|by| word(run.start - by) == word(run.end - by)).count();
    let right = (0..after.saturating_sub(1)).take_while(|by| word(run.start + by) == word(run.end + by)).count();
    let score = |by: isize| {
        let kind = |at: usize| word(at).map_or(Edge::Mark, edge);
        let (start, end) = (run.start.saturating_add_signed(by), run.end.saturating_add_signed(by));
        let (outside, first, last) = (kind(start.wrapping_sub(1)), kind(start), kind(end.wrapping_sub(1)));
        // Whole clauses first; then "and prosperity" rather than "prosperity and"; then what is nearest.
        let clause = i32::from(outside == Edge::Mark && last == Edge::Mark) * 4;
        let led = i32::from(first == Edge::Light) * 2 + i32::from(first == Edge::Mark && last == Edge::Content) * 3;
        (clause + led + i32::from(last == Edge::Content), -by.abs())
    };
    (-(left as isize)..=right as isize).max_by_key(|&by| score(by)).unwrap_or(0)
}
