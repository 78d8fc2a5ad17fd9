//! Wordings that stand for one another in official texts: `assets/lexicons/concepts.ron`, read once.

use crate::engine::text::key::without_possessive;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::OnceLock;

/// The lists of wordings, ready to be looked up by word.
#[derive(Debug, Default)]
pub(super) struct Concepts {
    /// How many lists there are.
    pub count: u32,
    /// Single words, with the list that they stand in.
    single: FxHashMap<String, u32>,
    /// The first word of wordings of several words, with the words after it, the longest first.
    several: FxHashMap<String, Vec<(Vec<String>, u32)>>,
}

#[derive(Deserialize)]
struct File {
    concepts: Vec<Vec<String>>,
}

impl Concepts {
    /// The lists that are built in. A test reads them, so a release never ships a broken file.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Concepts> = OnceLock::new();
        BUILT_IN.get_or_init(|| Self::parse(include_str!("../../../assets/lexicons/concepts.ron")).unwrap_or_default())
    }

    fn parse(text: &str) -> Result<Self, ron::error::SpannedError> {
        let lists = ron::from_str::<File>(text)?.concepts;
        let mut all = Self { count: lists.len() as u32, ..Self::default() };
        for (wording, id) in lists.iter().zip(0..).flat_map(|(list, id)| list.iter().map(move |wording| (wording, id))) {
            let mut words = wording.split([' ', '-']).map(bare);
            let Some(first) = words.next() else { continue };
            let rest: Vec<String> = words.collect();
            if rest.is_empty() {
                all.single.entry(first).or_insert(id);
            } else {
                all.several.entry(first).or_default().push((rest, id));
            }
        }
        all.several.values_mut().for_each(|wordings| wordings.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len())));
        Ok(all)
    }

    /// The list that a word stands in by itself.
    pub fn of_word(&self, word: &str) -> Option<u32> {
        self.single.get(word).copied()
    }

    /// All single words with their list.
    pub fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        self.single.iter().map(|(word, &id)| (word.as_str(), id))
    }

    /// The wordings of several words that begin with a word: the words after it and the list, the longest first.
    pub fn beginning_with(&self, word: &str) -> &[(Vec<String>, u32)] {
        self.several.get(word).map_or(&[], Vec::as_slice)
    }
}

/// A folded word without stops and possessive: `u.s.` is `us_`, which is no pronoun; `korea's` is `korea`.
pub(super) fn bare(form: &str) -> String {
    let form = without_possessive(form);
    let dotted = form.contains('.') && form.chars().any(char::is_alphabetic);
    let mut bare: String = form.chars().filter(|&c| c != '.').collect();
    if dotted && bare.chars().count() < 3 {
        bare.push('_');
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_is_read_and_no_wording_stands_twice() {
        let text = include_str!("../../../assets/lexicons/concepts.ron");
        assert!(Concepts::parse(text).is_ok_and(|all| all.count > 100));
        let mut wordings = ron::from_str::<File>(text).map(|file| file.concepts.concat()).unwrap_or_default();
        let total = wordings.len();
        wordings.sort();
        wordings.dedup();
        assert_eq!(wordings.len(), total);
    }

    #[test]
    fn looked_up() {
        let all = Concepts::built_in();
        assert_eq!(all.of_word("pledged"), all.of_word("committed"));
        assert_eq!(all.of_word(&bare("u.s.")), all.of_word("america's").or_else(|| all.of_word("america")));
        assert_eq!(all.of_word("us"), None, "the pronoun");
        assert_eq!(bare("korea's"), "korea");
        assert_eq!(all.beginning_with("security").first().map(|(rest, _)| rest.len()), Some(2));
    }
}
