//! What links two passages, in words.
#![expect(clippy::indexing_slicing, reason = "ids are positions in tables of this comparison; covered by the alignment tests")]

use super::{Pairing, pair::Pair};
use crate::engine::{segment::Tokens, text::Vocabulary};

/// Words that are named.
const NAMED: usize = 6;

/// The rarest words that both sides hold, as they are written in the first: at most six, in its order.
pub(super) fn shared_words(pair: &Pair<'_>, pairing: &Pairing, tokens: &Tokens, vocabulary: &Vocabulary) -> Vec<String> {
    let mut of_b: Vec<u32> = pairing.b.passages().flat_map(|p| pair.words.b.row(p.0)).map(|(id, _)| id).collect();
    of_b.sort_unstable();
    let mut shared: Vec<u32> = pairing.a.passages().flat_map(|p| pair.words.a.row(p.0)).map(|(id, _)| id).collect();
    shared.sort_unstable();
    shared.dedup();
    shared.retain(|id| of_b.binary_search(id).is_ok());
    let idf = &pair.words.idf;
    shared.sort_by(|x, y| idf[*y as usize].total_cmp(&idf[*x as usize]).then(x.cmp(y)));
    shared.truncate(NAMED);
    let mut words: Vec<&str> = Vec::with_capacity(NAMED);
    for term in tokens.terms_in(tokens.range_of(pairing.a.first, pairing.a.last)).iter().filter_map(|&id| vocabulary.term(id)) {
        if !term.is_light && shared.contains(&term.stem) && !words.contains(&term.form.as_str()) {
            words.push(&term.form);
        }
    }
    if words.is_empty() { Vec::new() } else { vec![format!("shared: {}", words.join(", "))] }
}
