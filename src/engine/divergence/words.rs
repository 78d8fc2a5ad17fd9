//! The words that weigh: ladders and lists of `assets/lexicons/ladders.ron`, as numbers of stems.

use crate::engine::text::{ByteSpan, Language, TokenKind, key, key::Stems, language::is_hangul, tokenise};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Debug, Default, Deserialize)]
struct Lists {
    ladders: Vec<(String, Vec<Vec<String>>)>,
    negations: Vec<String>,
    conditions: Vec<String>,
    hedges: Vec<String>,
    degrees: Vec<String>,
    quantities: Vec<String>,
    futures: Vec<String>,
    deeds: Vec<String>,
    demands: Vec<String>,
    claims: Vec<String>,
    dates: Vec<String>,
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// The numbers of the stems of its words.
    Stems(Vec<u32>),
    /// How a Korean word begins: what follows is particle or ending.
    Beginning(String),
}

/// Stems as numbers. Words come back again and again, and stemming is what costs.
pub(super) struct Stemmer {
    of_form: FxHashMap<String, u32>,
    numbers: FxHashMap<String, u32>,
    stems: Stems,
}

/// A word of a stretch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) stem: u32,
    pub(super) shown: &'a str,
    pub(super) kind: TokenKind,
    /// Where it stands in the text.
    pub(super) span: ByteSpan,
}

impl Stemmer {
    fn number(&mut self, form: &str) -> u32 {
        if let Some(number) = self.of_form.get(form) {
            return *number;
        }
        let next = self.numbers.len() as u32;
        let number = *self.numbers.entry(self.stems.stem(form, Language::English)).or_insert(next);
        self.of_form.insert(form.to_owned(), number);
        number
    }

    /// The words of `span`, without marks. Linear in its length.
    pub(super) fn words<'a>(&mut self, text: &'a str, span: ByteSpan) -> Vec<Word<'a>> {
        let tokens = tokenise(text, span);
        let words = tokens.iter().filter(|token| token.kind != TokenKind::Mark);
        words
            .map(|token| {
                let shown = token.span.of(text);
                let form = key::form(shown);
                // "n't" is "not"; "May" is a month.
                let form = if form.ends_with("n't") { "not" } else { &form };
                let form = if shown == "May" { "may (month)" } else { form };
                Word { stem: self.number(form), shown, kind: token.kind, span: token.span }
            })
            .collect()
    }
}

/// The lists, as numbers of stems.
pub(super) struct Words {
    /// Name and rungs, the strongest first.
    pub(super) ladders: Vec<(String, Vec<Vec<Entry>>)>,
    pub(super) negations: Vec<Entry>,
    pub(super) conditions: Vec<Entry>,
    pub(super) hedges: Vec<Entry>,
    pub(super) degrees: Vec<Entry>,
    pub(super) quantities: Vec<Entry>,
    pub(super) futures: Vec<Entry>,
    pub(super) deeds: Vec<Entry>,
    pub(super) demands: Vec<Entry>,
    pub(super) claims: Vec<Entry>,
    pub(super) dates: Vec<Entry>,
    of_form: FxHashMap<String, u32>,
    numbers: FxHashMap<String, u32>,
}

impl Words {
    /// A stemmer that knows the numbers of the lists.
    pub(super) fn stemmer(&self) -> Stemmer {
        Stemmer { of_form: self.of_form.clone(), numbers: self.numbers.clone(), stems: Stems::default() }
    }
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = ron::from_str(include_str!("../../../assets/lexicons/ladders.ron")).unwrap_or_default();
    let mut stemmer = Stemmer { of_form: FxHashMap::default(), numbers: FxHashMap::default(), stems: Stems::default() };
    let mut all = |words: &[String]| -> Vec<Entry> {
        let entry = |words: &String| {
            if words.contains(is_hangul) {
                return Entry::Beginning(words.clone());
            }
            Entry::Stems(stemmer.words(words, ByteSpan::new(0, words.len())).iter().map(|word| word.stem).collect())
        };
        words.iter().map(entry).collect()
    };
    let ladders = lists.ladders.iter().map(|(name, rungs)| (name.clone(), rungs.iter().map(|rung| all(rung)).collect())).collect();
    let [negations, conditions, hedges] = [&lists.negations, &lists.conditions, &lists.hedges].map(|list| all(list));
    let [degrees, quantities, futures, deeds] = [&lists.degrees, &lists.quantities, &lists.futures, &lists.deeds].map(|list| all(list));
    let [demands, claims, dates] = [&lists.demands, &lists.claims, &lists.dates].map(|list| all(list));
    let Stemmer { of_form, numbers, .. } = stemmer;
    Words { ladders, negations, conditions, hedges, degrees, quantities, futures, deeds, demands, claims, dates, of_form, numbers }
});

/// Where an entry stands in words: the first place.
pub(super) fn find<'a, 'w>(words: &'w [Word<'a>], entry: &Entry) -> Option<&'w [Word<'a>]> {
    match entry {
        Entry::Stems(stems) => {
            words.windows(stems.len().max(1)).find(|window| window.iter().map(|word| word.stem).eq(stems.iter().copied()))
        }
        Entry::Beginning(start) => words.windows(1).find(|window| window.iter().all(|word| word.shown.starts_with(start.as_str()))),
    }
}

/// Whether a word of a list stands in words, as it is printed.
pub(super) fn any_of(words: &[Word<'_>], list: &[Entry]) -> Option<String> {
    let found = list.iter().find_map(|entry| find(words, entry))?;
    Some(found.iter().map(|word| word.shown).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read() {
        assert!(WORDS.ladders.len() > 4);
        for list in [
            &WORDS.negations,
            &WORDS.conditions,
            &WORDS.hedges,
            &WORDS.degrees,
            &WORDS.quantities,
            &WORDS.futures,
            &WORDS.deeds,
            &WORDS.demands,
            &WORDS.claims,
        ] {
            assert!(!list.is_empty() && list.iter().all(|entry| *entry != Entry::Stems(Vec::new())));
        }
    }

    #[test]
    fn inflected_forms_are_found() {
        let text = "They have urged Arland to stop.";
        let words = WORDS.stemmer().words(text, ByteSpan::new(0, text.len()));
        assert_eq!(any_of(&words, &WORDS.demands).as_deref(), Some("urged"));
        assert_eq!(any_of(&words, &WORDS.negations), None);
        let text = "양측은 훈련의 중단을 촉구하였다.";
        let words = WORDS.stemmer().words(text, ByteSpan::new(0, text.len()));
        assert_eq!(any_of(&words, &WORDS.demands).as_deref(), Some("촉구하였다"));
    }
}
