//! Wording of several words that stands in two or more statements: all longest shared sequences. Knows tokens; knows
//! nothing of links.
//!
//! ```text
//! suffixes  places that begin with the same words, sorted: what they share is a tree of intervals
//! (here)    each interval that cannot be made longer to either side and lies in two statements is a phrase; weighed
//! ```

mod suffixes;

use crate::engine::{
    segment::Tokens,
    statement::StatementIdx,
    text::{ByteSpan, Cancel, TermId, TokenKind, Vocabulary},
};
use suffixes::Shared;

/// Words of the shortest phrase.
pub const SHORTEST: usize = 4;
/// A phrase holds at least this many words that are no function words.
const CONTENT: usize = 3;

/// Where a phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// In which statement.
    pub statement: StatementIdx,
    /// Where in its text.
    pub span: ByteSpan,
}

/// Wording that stands in two or more statements, and nowhere longer.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// Number of words.
    pub words: usize,
    /// How much its standing in two statements says: the information of its words, in nats, less where it stands often in
    /// each. A long and rare one weighs much, a formula little. Whole hundredths.
    pub weight: f32,
    /// All its places, in order; at least two statements.
    pub occurrences: Vec<Occurrence>,
}

/// The words of all statements without marks: a phrase may cross the end of a sentence, not that of a statement.
struct Words {
    terms: Vec<TermId>,
    spans: Vec<ByteSpan>,
    /// Where each statement begins; at the end the number of words.
    starts: Vec<usize>,
}

impl Words {
    fn new(statements: &[Tokens], cancel: &dyn Cancel) -> Option<Self> {
        let mut all = Self { terms: Vec::new(), spans: Vec::new(), starts: vec![0] };
        for tokens in statements {
            if cancel.is_cancelled() {
                return None;
            }
            let words = tokens.tokens.iter().zip(&tokens.terms).filter(|(token, _)| token.kind != TokenKind::Mark);
            for (token, &term) in words {
                all.spans.push(token.span);
                all.terms.push(term);
            }
            all.starts.push(all.terms.len());
        }
        Some(all)
    }

    /// The statement that the word at `at` stands in.
    fn statement(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at).saturating_sub(1)
    }

    fn occurrence(&self, at: usize, words: usize) -> Option<Occurrence> {
        let span = self.spans.get(at)?.cover(*self.spans.get(at + words - 1)?);
        Some(Occurrence { statement: StatementIdx(self.statement(at)), span })
    }
}

/// All phrases, those of the greatest weight first. None where it was cancelled.
/// Cost: `O(n log n)` in the number of words that stand in two statements, at most [`suffixes::DEEPEST`] each.
pub fn find(statements: &[Tokens], vocabulary: &Vocabulary, cancel: &dyn Cancel) -> Option<Vec<Phrase>> {
    let words = Words::new(statements, cancel)?;
    let information = Information::new(&words.terms, vocabulary);
    let mut phrases = Vec::new();
    suffixes::shared(&words, cancel, |shared: &Shared<'_>| {
        let Some(weight) =
            shared.places.first().and_then(|&at| information.of(words.terms.get(at as usize..at as usize + shared.words)?))
        else {
            return;
        };
        let mut occurrences: Vec<Occurrence> = shared.places.iter().filter_map(|&at| words.occurrence(at as usize, shared.words)).collect();
        occurrences.sort_unstable();
        let often = occurrences.len() as f32 / statements.len().max(1) as f32;
        let weight = (weight / (1.0 + often.max(1.0).ln()) * 100.0).round() / 100.0;
        phrases.push(Phrase { words: shared.words, weight, occurrences });
    })?;
    if cancel.is_cancelled() {
        return None;
    }
    phrases.sort_by(|x, y| y.weight.total_cmp(&x.weight).then(y.words.cmp(&x.words)).then_with(|| x.occurrences.cmp(&y.occurrences)));
    Some(phrases)
}

/// How much each word says: less the more often it stands in the texts; function words nothing.
struct Information(Vec<Option<f32>>);

impl Information {
    fn new(terms: &[TermId], vocabulary: &Vocabulary) -> Self {
        let mut counts = vec![0_u32; vocabulary.terms().len()];
        for term in terms {
            if let Some(count) = counts.get_mut(term.0 as usize) {
                *count += 1;
            }
        }
        let total = terms.len() as f32;
        let of = vocabulary.terms().iter().zip(counts).map(|(term, count)| (!term.is_light).then(|| (total / count.max(1) as f32).ln()));
        Self(of.collect())
    }

    /// The information of a phrase in nats; none where too few of its words carry meaning.
    fn of(&self, phrase: &[TermId]) -> Option<f32> {
        let each = phrase.iter().filter_map(|term| self.0.get(term.0 as usize).copied().flatten());
        (each.clone().count() >= CONTENT).then(|| each.sum())
    }
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
            .unwrap_or_default()
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

    #[test]
    fn the_rare_and_long_comes_before_the_formula() {
        let formula = "the Republic of Avelia and the Kingdom of Norrland";
        let text = |rest: &str| format!("{formula} met. {formula} agreed. {formula} spoke. {formula} left. {rest}");
        let found = phrases(&[&text("Fishing grounds reopen gradually."), &text("They said: fishing grounds reopen gradually.")]);
        let position = |words: usize| found.iter().position(|(found, _)| *found == words);
        assert!(position(4).is_some() && position(9).is_some() && position(4) < position(9), "{found:?}");
    }

    #[test]
    fn copies_of_a_long_text() {
        let words: Vec<String> = (0..300).map(|n| format!("w{n}")).collect();
        let (whole, half) = (words.join(" "), words.get(150..).unwrap_or_default().join(" "));
        let check = |texts: &[&str], expected: &[(usize, usize)]| {
            let found: Vec<_> = phrases(texts).into_iter().map(|(words, places)| (words, places.len())).collect();
            assert_eq!(found, expected);
        };
        check(&[&whole, &whole], &[(300, 2)]);
        check(&[&whole, &format!("so {half}"), &whole], &[(300, 2), (150, 3)]);
    }

    proptest! {
        #[test]
        fn every_place_of_a_phrase_has_its_words(a in "((xxx|yyy|zzzz) ){0,30}", b in "((xxx|yyy|zzzz) ){0,30}") {
            for (words, places) in phrases(&[&a, &b]) {
                let texts: Vec<&str> = places.iter().filter_map(|p| p.split_once(':')).map(|(_, t)| t).collect();
                prop_assert!(texts.len() >= 2 && texts.windows(2).all(|w| w[0] == w[1]));
                prop_assert_eq!(texts[0].split_whitespace().count(), words);
            }
        }

        /// Whatever two statements share and cannot be made longer is found at both places.
        #[test]
        fn no_shared_sequence_is_missed(texts in prop::collection::vec("((xxx|yyy) ){0,24}", 2..4)) {
            let found = phrases(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            let words: Vec<Vec<&str>> = texts.iter().map(|text| text.split_whitespace().collect()).collect();
            for (a, b) in [(0, 1), (0, words.len() - 1), (1, words.len() - 1)] {
                for (x, y) in (0..words[a].len()).flat_map(|x| (0..words[b].len()).map(move |y| (x, y))).filter(|_| a != b) {
                    let long = words[a][x..].iter().zip(&words[b][y..]).take_while(|(x, y)| x == y).count();
                    let may_be_longer = x > 0 && y > 0 && words[a][x - 1] == words[b][y - 1];
                    if long >= SHORTEST && !may_be_longer {
                        let phrase = words[a][x..x + long].join(" ");
                        let places: Vec<_> = found.iter().filter(|(n, _)| *n == long).flat_map(|(_, places)| places).collect();
                        prop_assert!([a, b].iter().all(|s| places.contains(&&format!("{s}:{phrase}"))), "{}", phrase);
                    }
                }
            }
        }
    }
}
