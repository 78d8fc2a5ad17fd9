//! Wording of several words that stands in two or more statements: all longest shared runs, found by seeds of
//! [`SEED`] words that are then extended. Knows tokens; knows nothing of links.
#![expect(clippy::indexing_slicing, reason = "positions come from enumerating the same slices; covered by the property test")]

use crate::engine::{
    segment::Tokens,
    statement::StatementIdx,
    text::{ByteSpan, Cancel, TermId, TokenKind, Vocabulary},
};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Words of the shortest phrase.
pub const SEED: usize = 4;
/// A phrase holds at least this many words that are no function words.
const CONTENT: usize = 3;
/// Places of a seed that are followed up; a seed that stands more often is a formula.
const MAX_PLACES: usize = 64;

/// Where a phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// In which statement.
    pub statement: StatementIdx,
    /// Where in its text.
    pub span: ByteSpan,
}

/// Wording that stands in two or more statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Number of words.
    pub words: usize,
    /// All its places, in order; at least two statements.
    pub occurrences: Vec<Occurrence>,
}

/// Words without marks, over the whole statement: a phrase may cross the end of a sentence.
struct Words {
    terms: Vec<TermId>,
    spans: Vec<ByteSpan>,
}

/// All phrases, longest first. Linear in the number of words times the places of a seed (at most 64).
pub fn find(statements: &[Tokens], vocabulary: &Vocabulary, cancel: &dyn Cancel) -> Vec<Phrase> {
    let words: Vec<Words> = statements.iter().map(words_of).collect();
    let mut seeds: FxHashMap<&[TermId], Vec<(u32, u32)>> = FxHashMap::default();
    for (statement, words) in words.iter().enumerate() {
        if cancel.is_cancelled() {
            return Vec::new();
        }
        for (at, seed) in words.terms.windows(SEED).enumerate() {
            seeds.entry(seed).or_default().push((statement as u32, at as u32));
        }
    }
    let mut found: BTreeMap<Vec<TermId>, Vec<Occurrence>> = BTreeMap::new();
    for (statement, these) in words.iter().enumerate() {
        for at in 0..these.terms.len().saturating_sub(SEED - 1) {
            if at % 4_096 == 0 && cancel.is_cancelled() {
                return Vec::new();
            }
            let Some(places) = seeds.get(&these.terms[at..at + SEED]).filter(|places| places.len() <= MAX_PLACES) else { continue };
            for &(other, place) in places.iter().filter(|&&(other, _)| other as usize != statement) {
                let those = &words[other as usize];
                let (at, place) = (at, place as usize);
                let continues_left = at > 0 && place > 0 && these.terms[at - 1] == those.terms[place - 1];
                if continues_left {
                    continue;
                }
                let len = these.terms[at..].iter().zip(&those.terms[place..]).take_while(|(x, y)| x == y).count();
                let phrase = &these.terms[at..at + len];
                if content(phrase, vocabulary) >= CONTENT {
                    let span = these.spans[at].cover(these.spans[at + len - 1]);
                    found.entry(phrase.to_vec()).or_default().push(Occurrence { statement: StatementIdx(statement), span });
                }
            }
        }
    }
    let mut phrases: Vec<Phrase> = found
        .into_iter()
        .map(|(terms, mut occurrences)| {
            occurrences.sort_unstable();
            occurrences.dedup();
            Phrase { words: terms.len(), occurrences }
        })
        .collect();
    phrases.sort_by(|x, y| y.words.cmp(&x.words).then_with(|| x.occurrences.cmp(&y.occurrences)));
    phrases
}

fn words_of(tokens: &Tokens) -> Words {
    let words = tokens.tokens.iter().zip(&tokens.terms).filter(|(token, _)| token.kind != TokenKind::Mark);
    let (spans, terms) = words.map(|(token, &term)| (token.span, term)).unzip();
    Words { terms, spans }
}

fn content(phrase: &[TermId], vocabulary: &Vocabulary) -> usize {
    phrase.iter().filter(|&&id| vocabulary.term(id).is_some_and(|term| !term.is_light)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{import::import, segment::segment, text::Never};
    use proptest::prelude::*;

    fn phrases(texts: &[&str]) -> Vec<(usize, Vec<String>)> {
        let mut vocabulary = Vocabulary::default();
        let statements: Vec<_> = texts.iter().map(|t| segment(import(t.as_bytes(), "x.txt").unwrap_or_default(), "x")).collect();
        let tokens: Vec<_> = statements.iter().map(|s| Tokens::new(s, &mut vocabulary)).collect();
        find(&tokens, &vocabulary, &Never)
            .into_iter()
            .map(|p| {
                (
                    p.words,
                    p.occurrences
                        .iter()
                        .map(|o| format!("{}:{}", o.statement.0, statements.get(o.statement.0).map_or("", |s| o.span.of(s.text()))))
                        .collect(),
                )
            })
            .collect()
    }

    fn check(texts: &[&str], expected: &[(usize, &[&str])]) {
        let expected: Vec<_> = expected.iter().map(|(n, places)| (*n, places.iter().map(|&p| p.to_owned()).collect::<Vec<_>>())).collect();
        assert_eq!(phrases(texts), expected);
    }

    #[test]
    fn shared_wording() {
        check(
            &[
                "We keep full implementation of relevant council resolutions in view.",
                "They want full implementation of relevant Council resolutions now.",
            ],
            &[(6, &["0:full implementation of relevant council resolutions", "1:full implementation of relevant Council resolutions"])],
        );
        check(&["of the and to be it was", "of the and to be it was"], &[]);
        check(
            &["Peace, prosperity and stability. Together always.", "peace prosperity and stability together"],
            &[(5, &["0:Peace, prosperity and stability. Together", "1:peace prosperity and stability together"])],
        );
    }

    proptest! {
        #[test]
        fn every_place_of_a_phrase_has_its_words(a in "([x-z]{3,4} ){0,30}", b in "([x-z]{3,4} ){0,30}") {
            for (words, places) in phrases(&[&a, &b]) {
                let texts: Vec<&str> = places.iter().filter_map(|p| p.split_once(':')).map(|(_, t)| t).collect();
                prop_assert!(texts.len() >= 2 && texts.windows(2).all(|w| w[0] == w[1]));
                prop_assert_eq!(texts[0].split_whitespace().count(), words);
            }
        }
    }
}
