//! What every word of a comparison is read as, found once for all statements: its concept, the n-grams of its stem,
//! whether it parts clauses, and which acronyms there are.
#![expect(clippy::indexing_slicing, reason = "ids are positions in tables built here; covered by the alignment tests")]

use super::concepts::{Concepts, bare};
use crate::engine::text::{Term, TermId, TokenKind, Vocabulary, language::is_east_asian};
use rustc_hash::FxHashMap;

/// The table of all words of a comparison. Numbers depend on the texts alone.
#[derive(Debug, Default)]
pub(super) struct Reading {
    terms: Vec<Read>,
    /// Wordings of several words: for the first word those that follow, and the concept; the longest first.
    several: FxHashMap<u32, Vec<(Vec<u32>, u32)>>,
    /// Stems of acronyms by their letters in lower case.
    acronyms: FxHashMap<String, u32>,
    /// First n-gram of each stem in `grams`, and one behind the last.
    gram_starts: Vec<u32>,
    grams: Vec<u32>,
    gram_count: usize,
    concepts: u32,
    stems: usize,
}

/// What a word is read as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    pub stem: u32,
    pub kind: TokenKind,
    pub is_light: bool,
    /// A comma, semicolon or colon.
    pub parts_clauses: bool,
    /// A hyphen: the words on either side are one name.
    pub is_hyphen: bool,
    /// Number of its concept, a list of wordings or, without one, its stem; none of a function word.
    pub concept: Option<u32>,
    /// Its letters as a number, to find wordings of several words.
    bare: u32,
    /// Its first letter, for acronyms.
    pub initial: char,
}

impl Reading {
    /// Reads all words met so far. Linear in their number.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let lists = Concepts::built_in();
        let mut reading = Self { concepts: lists.count, stems: vocabulary.stem_count(), ..Self::default() };
        let mut by_stem: FxHashMap<String, u32> = FxHashMap::default();
        for (word, id) in lists.words() {
            // Two lists may hold words of one stem: the earlier one counts, whatever the order of the map.
            by_stem.entry(vocabulary.english_stem(word)).and_modify(|known| *known = id.min(*known)).or_insert(id);
        }
        let mut bare_ids: FxHashMap<String, u32> = FxHashMap::default();
        for term in vocabulary.terms() {
            let read = reading.read(term, vocabulary, lists, &by_stem, &mut bare_ids);
            reading.terms.push(read);
        }
        for (word, &id) in &bare_ids {
            let known = lists.beginning_with(word).iter().filter_map(|(rest, concept)| {
                rest.iter().map(|word| bare_ids.get(word).copied()).collect::<Option<Vec<u32>>>().map(|rest| (rest, *concept))
            });
            let known: Vec<_> = known.collect();
            if !known.is_empty() {
                reading.several.insert(id, known);
            }
        }
        reading.cut_grams(vocabulary);
        reading
    }

    fn read(
        &mut self,
        term: &Term,
        vocabulary: &Vocabulary,
        lists: &Concepts,
        by_stem: &FxHashMap<String, u32>,
        bare_ids: &mut FxHashMap<String, u32>,
    ) -> Read {
        let word = bare(&term.form);
        let concept = match lists.of_word(&word) {
            _ if term.kind == TokenKind::Mark => None,
            Some(list) => Some(list),
            None if term.is_light => None,
            None => Some(by_stem.get(vocabulary.stem_name(term.stem)).copied().unwrap_or(self.concepts + term.stem)),
        };
        if term.is_acronym {
            self.acronyms.entry(word.trim_end_matches('_').to_owned()).or_insert(term.stem);
        }
        let next = bare_ids.len() as u32;
        let initial = term.form.chars().next().unwrap_or(' ');
        Read {
            stem: term.stem,
            kind: term.kind,
            is_light: term.is_light,
            parts_clauses: matches!(term.form.as_str(), "," | ";" | ":") && term.kind == TokenKind::Mark,
            is_hyphen: term.form == "-",
            concept,
            bare: *bare_ids.entry(word).or_insert(next),
            initial,
        }
    }

    fn cut_grams(&mut self, vocabulary: &Vocabulary) {
        let mut ids: FxHashMap<u128, u32> = FxHashMap::default();
        for stem in 0..self.stems {
            self.gram_starts.push(self.grams.len() as u32);
            cut_grams(vocabulary.stem_name(stem as u32), |gram| {
                let next = ids.len() as u32;
                self.grams.push(*ids.entry(gram).or_insert(next));
            });
        }
        self.gram_starts.push(self.grams.len() as u32);
        self.gram_count = ids.len();
    }

    /// What a word is read as.
    pub fn term(&self, id: TermId) -> Option<&Read> {
        self.terms.get(id.0 as usize)
    }

    /// The n-grams of a stem.
    pub fn grams_of(&self, stem: u32) -> &[u32] {
        &self.grams[self.gram_starts[stem as usize] as usize..self.gram_starts[stem as usize + 1] as usize]
    }

    /// The concept of the longest wording of several words that begins here, and how many words it takes.
    pub fn wording_at(&self, words: &[Read]) -> Option<(u32, usize)> {
        let (first, after) = words.split_first()?;
        let known = self.several.get(&first.bare)?;
        let fits = |rest: &[u32]| after.get(..rest.len()).is_some_and(|words| words.iter().map(|w| w.bare).eq(rest.iter().copied()));
        known.iter().find(|(rest, _)| fits(rest)).map(|(rest, concept)| (*concept, rest.len() + 1))
    }

    /// The stem of an acronym by its letters.
    pub fn acronym(&self, letters: &str) -> Option<u32> {
        self.acronyms.get(letters).copied()
    }

    /// Whether any text has an acronym.
    pub fn has_acronyms(&self) -> bool {
        !self.acronyms.is_empty()
    }

    /// The concept of a stem that stands in no list.
    pub const fn concept_of_stem(&self, stem: u32) -> u32 {
        self.concepts + stem
    }

    /// Whether a concept is a list of wordings and no stem.
    pub const fn is_list(&self, concept: u32) -> bool {
        concept < self.concepts
    }

    /// How many stems, concepts and n-grams there are.
    pub const fn sizes(&self) -> (usize, usize, usize) {
        (self.stems, self.concepts as usize + self.stems, self.gram_count)
    }
}

/// Four letters with a blank at either end; two characters of East Asian scripts. Each as one number.
fn cut_grams(stem: &str, mut found: impl FnMut(u128)) {
    let packed = |chars: &[char]| chars.iter().fold(0_u128, |sum, &c| sum << 21 | c as u128);
    let is_east_asian = stem.chars().any(is_east_asian);
    let size = if is_east_asian { 2 } else { 4 };
    let edge = (!is_east_asian).then_some(' ');
    let chars: Vec<char> = edge.into_iter().chain(stem.chars()).chain(edge).collect();
    if chars.len() <= size {
        found(packed(&chars));
    } else {
        chars.windows(size).for_each(|gram| found(packed(gram)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grams(stem: &str) -> Vec<String> {
        let mut all = Vec::new();
        cut_grams(stem, |gram| {
            let letters = (0..4).rev().filter_map(|n| char::from_u32((gram >> (21 * n) & 0x1f_ffff) as u32)).filter(|&c| c != '\0');
            all.push(letters.collect());
        });
        all
    }

    #[test]
    fn grams_of_stems() {
        assert_eq!(grams("nuclear"), [" nuc", "nucl", "ucle", "clea", "lear", "ear "]);
        assert_eq!(grams("un"), [" un "]);
        assert_eq!(grams("비핵화"), ["비핵", "핵화"]);
    }
}
