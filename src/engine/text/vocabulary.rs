//! Words as numbers: every surface form is folded and stemmed once, then compared as integers.

use super::{
    Language,
    key::{Stems, form, is_function_word},
    token::TokenKind,
};
use rustc_hash::FxHashMap;

/// A word's number. Two tokens with equal ids have equal forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// What is known of a form.
#[derive(Clone, Debug)]
pub struct Term {
    /// The folded form.
    pub form: String,
    /// The stem's number, in a numbering of its own.
    pub stem: u32,
    /// What kind of token it was first met as.
    pub kind: TokenKind,
    /// Whether its match alone shows nothing: a function word or a mark.
    pub is_light: bool,
    /// Whether it was met in capitals as an acronym is written: `EDSCG`.
    pub is_acronym: bool,
}

/// Interned forms and stems of all statements of a comparison.
///
/// Numbers are given in the order in which words are met, so they depend on the texts alone.
#[derive(Debug, Default)]
pub struct Vocabulary {
    by_surface: FxHashMap<Language, FxHashMap<String, TermId>>,
    by_form: FxHashMap<(String, Language), TermId>,
    stem_ids: FxHashMap<String, u32>,
    stem_names: Vec<String>,
    terms: Vec<Term>,
    stems: Stems,
}

impl Vocabulary {
    /// The number of `surface`; the same for every spelling that folds to the same form.
    pub fn intern(&mut self, surface: &str, kind: TokenKind, language: Language) -> TermId {
        if let Some(&id) = self.by_surface.get(&language).and_then(|known| known.get(surface)) {
            return id;
        }
        let folded = form(surface).into_owned();
        let id = if let Some(&id) = self.by_form.get(&(folded.clone(), language)) {
            id
        } else {
            let stem = self.intern_stem(&folded, kind, language);
            let id = TermId(self.terms.len() as u32);
            let is_light = kind == TokenKind::Mark || is_function_word(&folded);
            self.terms.push(Term { form: folded.clone(), stem, kind, is_light, is_acronym: false });
            self.by_form.insert((folded, language), id);
            id
        };
        if is_written_as_acronym(surface)
            && let Some(term) = self.terms.get_mut(id.0 as usize)
        {
            term.is_acronym = true;
        }
        self.by_surface.entry(language).or_default().insert(surface.to_owned(), id);
        id
    }

    fn intern_stem(&mut self, folded: &str, kind: TokenKind, language: Language) -> u32 {
        let stem = if kind == TokenKind::Word { self.stems.stem(folded, language) } else { folded.to_owned() };
        if let Some(&id) = self.stem_ids.get(&stem) {
            return id;
        }
        let id = self.stem_names.len() as u32;
        self.stem_names.push(stem.clone());
        self.stem_ids.insert(stem, id);
        id
    }

    /// What is known of a form.
    pub fn term(&self, id: TermId) -> Option<&Term> {
        self.terms.get(id.0 as usize)
    }

    /// All that is known of forms, by their numbers.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The number of a stem, if any form has it.
    pub fn stem_id(&self, stem: &str) -> Option<u32> {
        self.stem_ids.get(stem).copied()
    }

    /// The stem of an English word.
    pub fn english_stem(&self, word: &str) -> String {
        self.stems.stem(word, Language::English)
    }

    /// The stem by its number.
    pub fn stem_name(&self, stem: u32) -> &str {
        self.stem_names.get(stem as usize).map_or("", String::as_str)
    }

    /// How many different stems there are.
    pub fn stem_count(&self) -> usize {
        self.stem_names.len()
    }
}

/// Three to eight capitals and digits, stops left out.
fn is_written_as_acronym(surface: &str) -> bool {
    let letters = || surface.bytes().filter(|&b| b != b'.');
    (3..=8).contains(&letters().count())
        && surface.bytes().next().is_some_and(|b| b.is_ascii_uppercase())
        && letters().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}
