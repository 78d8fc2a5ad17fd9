//! What links two passages, in words.
#![expect(clippy::indexing_slicing, reason = "ids are positions in tables of this comparison; covered by the alignment tests")]

use super::{Pairing, pair::Pair, reading::Reading};
use crate::engine::{
    segment::Tokens,
    text::{TermId, Vocabulary},
};

/// Words that are named.
const NAMED: usize = 6;
/// Pairs of words that stand for one another that are named.
const NAMED_PAIRS: usize = 3;

/// The sentences: first the rarest words that both sides hold, as they are written in the first and in its order; then
/// words that stand for one another.
pub(super) fn say(
    pair: &Pair<'_>,
    pairing: &Pairing,
    sides: (&Tokens, &Tokens),
    vocabulary: &Vocabulary,
    reading: &Reading,
) -> Vec<String> {
    let shared = shared_stems(pair, pairing);
    let mut named = shared.clone();
    let idf = &pair.words.idf;
    named.sort_by(|x, y| idf[*y as usize].total_cmp(&idf[*x as usize]).then(x.cmp(y)));
    named.truncate(NAMED);
    let terms_a = sides.0.terms_in(sides.0.range_of(pairing.a.first, pairing.a.last));
    let terms_b = sides.1.terms_in(sides.1.range_of(pairing.b.first, pairing.b.last));

    let mut words: Vec<&str> = Vec::with_capacity(NAMED);
    let mut alike: Vec<String> = Vec::new();
    for &id in terms_a {
        let (Some(term), Some(read)) = (vocabulary.term(id), reading.term(id)) else { continue };
        if term.is_light {
            continue;
        }
        if named.contains(&term.stem) {
            if !words.contains(&term.form.as_str()) {
                words.push(&term.form);
            }
        } else if alike.len() < NAMED_PAIRS
            && let Some(list) = read.concept.filter(|&concept| reading.is_list(concept) && shared.binary_search(&term.stem).is_err())
        {
            let stands_for =
                |&other: &TermId| reading.term(other).is_some_and(|other| other.concept == Some(list) && other.stem != term.stem);
            let other = terms_b.iter().copied().find(stands_for).and_then(|other| vocabulary.term(other));
            let said = other.map(|other| format!("{} ~ {}", term.form, other.form));
            alike.extend(said.filter(|said| !alike.contains(said)));
        }
    }
    let mut why = Vec::new();
    if !words.is_empty() {
        why.push(format!("shared: {}", words.join(", ")));
    }
    if !alike.is_empty() {
        why.push(format!("alike: {}", alike.join(", ")));
    }
    why
}

/// Stems that stand on both sides; sorted.
fn shared_stems(pair: &Pair<'_>, pairing: &Pairing) -> Vec<u32> {
    let mut of_b: Vec<u32> = pairing.b.passages().flat_map(|p| pair.words.b.row(p.0)).map(|(id, _)| id).collect();
    of_b.sort_unstable();
    let mut shared: Vec<u32> = pairing.a.passages().flat_map(|p| pair.words.a.row(p.0)).map(|(id, _)| id).collect();
    shared.sort_unstable();
    shared.dedup();
    shared.retain(|id| of_b.binary_search(id).is_ok());
    shared
}
