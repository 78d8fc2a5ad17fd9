//! Terms that a text keeps using: two words in small letters that belong together, a Korean noun of three syllables or more.

use super::propose::{Place, pieces};
use crate::engine::{
    statement::{PassageIdx, Statement},
    text::{
        ByteSpan,
        key::{is_function_word, without_particle},
        language::is_hangul,
    },
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// A term stands at least so often in its statement.
const LEAST: usize = 3;
/// The shortest Korean term, in syllables.
const SYLLABLES: usize = 3;

/// Words of which no term is made: they go with everything.
static EVERYWHERE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "able ago again agree agreed alike almost already always another around away back bad begin best better big bit bring came \
     certain certainly chance clear clearly close come comes coming committed common completely continue continued continues \
     continuing course day days decades deeply different done early either end entire especially even ever every everybody \
     everyone everything exactly example expand fact far fast feel fellow few final finally find first five former forward \
     four free full fully further gave general get gets getting give given gives giving glad go goes going gone good got great \
     greater group happen happened hard hear heard help here high highly hold home honor hope hour hours however huge \
     including important incredible increase indeed initial instead just keep kind knew know known large last later lead least \
     left less let level like likely line little live local long longer look looked looking lot lots made main major make \
     makes making many matter maybe mean means meet meeting mention mentioned mere met million month months more morning move \
     much mutual must near nearly need needed needs never new next nice night nothing now number obviously offer often ok old \
     once one ones open order others others out own part particular past pay people per perhaps person personal place plan \
     play please point possible potential present pretty previous probably problem process put question questions quick quite \
     raise reach read ready real really reason recent recently remain report rest result right role said same saw say saying \
     says second see seeing seek seem seen sense serious seriously set seven several short show side significant significantly \
     similar simple simply single sit six small some someone something soon sort speak special spoke stand start started state \
     states step steps still stop story strengthen strong stronger strongly such support supported sure take taken takes taking \
     talk talked talking tell ten terms thank thanks thing things think third thought three time times today together told \
     tomorrow took topic total toward try trying turn two under underscore understand urgent use used using various vast very \
     via view want wanted wants way ways week weeks welcome welcomed well went whole wide wish within without word words work \
     worked working works world worth year years yesterday yet young leader leaders commit commits joint statement statements other remarks president presidents minister between among through \
     toward towards during against"
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect()
});

/// How Korean words end that are no nouns.
const VERBAL: [&str; 21] = [
    "다", "고", "며", "한", "할", "해", "하여", "하는", "된", "되는", "면", "지", "게", "도록", "기", "니다", "있는", "없는", "야", "히",
    "찬",
];

/// The terms of a statement and where they stand, in order. Linear in its length.
pub(super) fn terms(statement: &Statement) -> FxHashMap<String, Vec<Place>> {
    let text = statement.text();
    let mut found: FxHashMap<&str, Vec<Place>> = FxHashMap::default();
    for (at, passage) in statement.passages.iter().enumerate() {
        if !passage.kind.is_said() {
            continue;
        }
        for span in candidates(text, passage.span) {
            found.entry(span.of(text)).or_default().push((PassageIdx(at), span));
        }
    }
    let is_term = |places: &Vec<Place>| places.len() >= LEAST && !places.iter().any(|(_, span)| statement.is_inserted(*span));
    found.into_iter().filter(|(_, places)| is_term(places)).map(|(term, places)| (term.to_owned(), places)).collect()
}

/// What may be a term in a passage.
fn candidates(text: &str, passage: ByteSpan) -> Vec<ByteSpan> {
    let mut found = Vec::new();
    let mut last: Option<ByteSpan> = None;
    for (start, piece) in pieces(text, passage) {
        let word = piece.trim_end();
        let core = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let span = ByteSpan::new(start, start + core.len());
        if core.starts_with(is_hangul) {
            // The doctrine, not a possessive: its last syllable is no particle.
            let noun = if core.ends_with("주의") { core } else { without_particle(core) };
            if noun.chars().count() >= SYLLABLES && noun.chars().all(is_hangul) && !VERBAL.iter().any(|ending| noun.ends_with(ending)) {
                found.push(ByteSpan::new(start, start + noun.len()));
            }
            last = None;
            continue;
        }
        let is_content = names_matter(core);
        if let (true, Some(last)) = (is_content, last) {
            found.push(last.cover(span));
        }
        // What a mark or a line divides is no term.
        last = Some(span).filter(|_| is_content && core.len() == word.len() && piece.ends_with(' '));
    }
    found
}

fn names_matter(word: &str) -> bool {
    word.len() > 3
        && word.chars().all(|c| c.is_lowercase() || c == '-')
        && !word.ends_with("ly")
        && !is_function_word(word)
        && !EVERYWHERE.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_in_a_sentence() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = candidates(text, ByteSpan::new(0, text.len())).iter().map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("They keep the fishing quota, which the harbour master has.", &["fishing quota", "harbour master"]);
        check("We will work together very closely next year.", &[]);
        check("어업협정을 지키고 어업협정은 유지된다.", &["어업협정", "어업협정"]);
    }
}
