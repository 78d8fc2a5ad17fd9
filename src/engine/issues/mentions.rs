//! Finds all aliases of all issues in one pass over a text. Longest match wins.

use super::Lexicon;
use crate::engine::text::{ByteSpan, language::is_east_asian};
use aho_corasick::{AhoCorasick, MatchKind};

/// All aliases of a lexicon, made ready.
#[derive(Debug)]
pub struct Finder {
    automaton: Option<AhoCorasick>,
    /// For each pattern its entry (none for an exception) and whether it counts only in capitals.
    patterns: Vec<(Option<usize>, bool)>,
}

impl Finder {
    /// Makes the aliases of `lexicon` ready.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut patterns = Vec::new();
        let mut words: Vec<&str> = Vec::new();
        for (idx, entry) in lexicon.entries.iter().enumerate() {
            let all = entry.aliases.iter().map(|a| (a, Some(idx))).chain(entry.except.iter().map(|a| (a, None)));
            for (alias, owner) in all.filter(|(alias, _)| !alias.trim().is_empty()) {
                let is_acronym = alias.len() <= 5 && alias.chars().all(|c| c.is_ascii_uppercase());
                patterns.push((owner, is_acronym));
                words.push(alias.as_str());
            }
        }
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(words).ok();
        Self { automaton, patterns }
    }

    /// All mentions in `text`: the entry's position in the lexicon, and the words. In order, without overlaps.
    pub fn mentions(&self, text: &str) -> Vec<(usize, ByteSpan)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut all: Vec<(ByteSpan, Option<usize>)> = Vec::new();
        for found in automaton.find_overlapping_iter(text) {
            let Some(&(owner, is_acronym)) = self.patterns.get(found.pattern().as_usize()) else { continue };
            let span = ByteSpan::new(found.start(), found.end());
            if let Some(end) = word_end(text, span).filter(|_| !is_acronym || !span.of(text).contains(|c: char| c.is_ascii_lowercase())) {
                all.push((ByteSpan::new(span.start, end), owner));
            }
        }
        // What is an exception of one entry may be an alias of another.
        all.sort_by_key(|(span, owner)| (span.start, std::cmp::Reverse(span.end), owner.is_none(), *owner));
        let mut kept = Vec::new();
        let mut covered = 0;
        for (span, owner) in all {
            if span.start >= covered {
                covered = span.end;
                kept.extend(owner.map(|entry| (entry, span)));
            }
        }
        kept
    }
}

/// Where the word of a match ends, if it stands as a word: nothing but a plural or possessive ending may follow an
/// alias in Latin letters; a particle may follow one in Hangul.
fn word_end(text: &str, span: ByteSpan) -> Option<usize> {
    let found = span.of(text);
    let before = text.get(..span.start).and_then(|s| s.chars().next_back());
    let after = text.get(span.end..).unwrap_or_default();
    let ends_in_latin = found.chars().next_back().is_some_and(|c| c.is_alphanumeric() && !is_east_asian(c));
    let starts_in_latin = found.chars().next().is_some_and(|c| c.is_alphanumeric() && !is_east_asian(c));
    if before.is_some_and(|c| c.is_alphanumeric() && (starts_in_latin && !is_east_asian(c) || !starts_in_latin && is_east_asian(c))) {
        return None;
    }
    if !ends_in_latin {
        return Some(span.end);
    }
    let is_word = |c: char| c.is_alphanumeric() && !is_east_asian(c);
    for ending in ["'s", "\u{2019}s", "es", "s", ""] {
        if let Some(rest) = after.strip_prefix(ending)
            && !rest.chars().next().is_some_and(is_word)
        {
            return Some(span.end + if ending.contains('s') && ending.len() <= 2 && !ending.contains('\'') { ending.len() } else { 0 });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let lexicon = Lexicon::parse(
            r#"(issues: [
            (name: "China", aliases: ["China", "Beijing", "PRC", "중국"], except: ["South China Sea", "East China Sea"]),
            (name: "exercises", aliases: ["exercise", "military exercise", "US"]),
            (name: "seas", aliases: ["East China Sea"]),
        ])"#,
        )
        .unwrap_or_default();
        let found: Vec<String> =
            Finder::new(&lexicon).mentions(text).into_iter().map(|(entry, span)| format!("{entry}:{}", span.of(text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn mentions() {
        check("China and Beijing's view", &["0:China", "0:Beijing"]);
        check("the South China Sea and Indochina", &[]);
        check("the East China Sea", &["2:East China Sea"]);
        check("Military exercises, an exercise", &["1:Military exercises", "1:exercise"]);
        check("중국은 미중국경", &["0:중국"]);
        check("between us and the US", &["1:US"]);
        check("PRCs prc", &["0:PRCs"]);
    }
}
