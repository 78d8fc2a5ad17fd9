//! Issues proposed from the texts: names, acronyms and terms that one statement uses again and again and another does not at
//! all, by log-likelihood (Dunning 1993).

use super::{Issue, IssueOrigin, Mention, TextMentions, Weight, terms};
use crate::engine::{
    statement::{PassageIdx, Statement},
    text::ByteSpan,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, LazyLock};

/// The most that are proposed: a board of everything tells nothing.
const MOST: usize = 15;
/// Of these, the most that are terms in small letters.
const MOST_TERMS: usize = 5;
/// Of so many it is looked whether another text has them after all.
const MOST_LOOKED_AT: usize = 60;
/// So many terms are counted by who says them.
const MOST_COUNTED: usize = 400;
/// Officials use a name at least so often in one statement.
const LEAST: usize = 2;
/// The longest name, in words.
const LONGEST: usize = 7;

/// Words that may stand inside a name, in small letters.
const INNER: &[&str] = &["of", "the", "for", "and", "on", "in", "to"];
/// Words with a capital that name no matter: forms of address, months, days, what everybody is called.
static EMPTY: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "i mr mrs ms dr sir madam president presidents vice secretary minister prime chairman chair excellency ambassador \
     general spokesperson moderator question january february march april may june july august september october november \
     december monday tuesday wednesday thursday friday saturday sunday leaders ministers governments government republic \
     state states department ministry statement joint today god thank good well ok okay yes no and but so the we our they \
     this that it in as a an he she you your my his her if united u.s us usa america american americans korea korean \
     koreans rok rok-u.s u.s.-rok seoul south north koreas council charter organization administration congress member \
     party hall a.m p.m am pm edt est kst jst gmt washington"
        .split(' ')
        .collect()
});

/// The names that stand in a text, whoever says them: kept while the text stays.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// By their small letters, where they stand, in order.
    places: FxHashMap<String, Vec<Place>>,
    /// Terms in small letters, where they stand, in order.
    terms: FxHashMap<String, Vec<Place>>,
    /// The words that stand in small letters: such a word is no name, also not in another statement.
    small: FxHashSet<String>,
}

/// A passage and the words in it.
pub(super) type Place = (PassageIdx, ByteSpan);

impl Names {
    /// Looks for names. Linear in the length of the text.
    pub fn of(statement: &Statement) -> Self {
        let mut found = Self { terms: terms::terms(statement), ..Self::default() };
        let text = statement.text();
        for (at, passage) in statement.passages.iter().enumerate() {
            if passage.kind.is_said() {
                for span in names(text, passage.span).into_iter().filter(|span| !statement.is_inserted(*span)) {
                    let name = span.of(text).to_lowercase();
                    found.places.entry(name).or_default().push((PassageIdx(at), span));
                }
            }
        }
        for word in text.split_whitespace().map(bare).filter(|word| word.starts_with(char::is_lowercase)) {
            if !found.small.contains(word) {
                found.small.insert(word.to_owned());
            }
        }
        found
    }
}

/// Proposes issues for `statements`; what `known` mentions in them is not proposed again, nor what is `ignored`.
/// Linear in the number of names. Silences are not marked yet.
pub(super) fn propose(statements: &[&Statement], known: &[TextMentions], names: &[Arc<Names>], ignored: &[String]) -> Vec<Issue> {
    let speakers: FxHashSet<String> = statements
        .iter()
        .flat_map(|statement| statement.turns.iter())
        .filter_map(|turn| turn.name.as_deref().map(str::to_lowercase))
        .collect();
    let is_speaker = |name: &str| name.split_whitespace().any(|word| speakers.contains(bare(word)));
    // What is said but once everywhere is no matter for a board.
    let often = names.iter().flat_map(|names| &names.places).filter(|(_, places)| places.len() >= LEAST).map(|(name, _)| name.as_str());
    let often: FxHashSet<&str> = often.filter(|name| !names.iter().any(|names| names.small.contains(*name)) && !is_speaker(name)).collect();
    let terms = most_used(names);
    let candidate = |name: &str, places: fn(&Names) -> &FxHashMap<String, Vec<Place>>| {
        let mut candidate = Candidate::new(statements.len());
        for (idx, (statement, names)) in statements.iter().zip(names).enumerate() {
            for &(passage, span) in places(names).get(name).into_iter().flatten() {
                if known.get(idx).is_some_and(|known| known.meets(span)) {
                    continue;
                }
                if candidate.name.is_empty() {
                    span.of(statement.text()).clone_into(&mut candidate.name);
                }
                if let Some(all) = candidate.mentions.get_mut(idx) {
                    all.push(Mention { passage, span, by_journalist: statement.is_journalists(passage) });
                }
            }
        }
        candidate.keyness(statements).map(|keyness| (keyness, candidate))
    };
    let is_wanted = |candidate: &(f64, Candidate)| !ignored.contains(&candidate.1.name);
    let rank = |found: &mut Vec<(f64, Candidate)>, most: usize| {
        found.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| x.1.name.cmp(&y.1.name)));
        found.truncate(most);
    };
    let mut ranked: Vec<(f64, Candidate)> = terms.into_iter().filter_map(|term| candidate(term, |names| &names.terms)).collect();
    rank(&mut ranked, MOST_LOOKED_AT);
    let terms = ranked.into_iter().filter(|candidate| is_wanted(candidate) && !candidate.1.is_elsewhere(statements));
    let mut ranked: Vec<(f64, Candidate)> = terms.take(MOST_TERMS).collect();
    ranked.extend(often.into_iter().filter_map(|name| candidate(name, |names| &names.places)).filter(is_wanted));
    rank(&mut ranked, MOST);
    ranked.into_iter().map(|(_, candidate)| candidate.issue()).collect()
}

/// The terms that one text uses most and another not at all, each once.
fn most_used(names: &[Arc<Names>]) -> Vec<&str> {
    let mut most: FxHashMap<&str, usize> = FxHashMap::default();
    for (term, places) in names.iter().flat_map(|names| &names.terms) {
        let count = most.entry(term).or_default();
        *count = places.len().max(*count);
    }
    let mut found: Vec<(&str, usize)> =
        most.into_iter().filter(|(term, _)| !names.iter().all(|names| names.terms.contains_key(*term))).collect();
    found.sort_unstable_by(|x, y| y.1.cmp(&x.1).then_with(|| x.0.cmp(y.0)));
    found.into_iter().take(MOST_COUNTED).map(|(term, _)| term).collect()
}

struct Candidate {
    name: String,
    mentions: Vec<Vec<Mention>>,
}

impl Candidate {
    fn new(statements: usize) -> Self {
        Self { name: String::new(), mentions: vec![Vec::new(); statements] }
    }

    /// How much more one statement says it than one that never does; none where no statement is silent, or none says it
    /// twice. Log-likelihood with nothing on the other side, in nats, rounded so that it is the same on every machine.
    fn keyness(&self, statements: &[&Statement]) -> Option<f64> {
        let counts: Vec<usize> = self.mentions.iter().map(|all| all.iter().filter(|mention| !mention.by_journalist).count()).collect();
        let silent = || {
            statements
                .iter()
                .zip(&counts)
                .filter(|(statement, count)| **count == 0 && !statement.excerpt)
                .map(|(statement, _)| statement.words)
        };
        let most_silent = silent().max().filter(|&words| words > 0)?;
        let best = statements.iter().zip(&counts).filter(|(_, count)| **count >= LEAST).map(|(statement, &count)| {
            let words = statement.words.max(1) as f64;
            2.0 * count as f64 * ((words + most_silent as f64) / words).ln()
        });
        best.reduce(f64::max).map(|keyness| (keyness * 1000.0).round() / 1000.0)
    }

    /// Whether a statement in which it is no term has the words all the same: once or twice, with a capital, in a compound.
    fn is_elsewhere(&self, statements: &[&Statement]) -> bool {
        let mut rest = self.name.chars();
        rest.next();
        let has = |statement: &&Statement| statement.text().contains(rest.as_str());
        statements.iter().zip(&self.mentions).any(|(statement, mentions)| mentions.is_empty() && has(statement))
    }

    fn issue(self) -> Issue {
        Issue {
            aliases: vec![self.name.clone()],
            name: self.name,
            origin: IssueOrigin::Proposed,
            weight: Weight::Light,
            mentions: self.mentions,
            silent: Vec::new(),
            silent_speakers: Vec::new(),
        }
    }
}

fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("'s").or_else(|| word.strip_suffix("\u{2019}s")).unwrap_or(word)
}

/// What stands between white space, each with the white space behind it, and where it begins.
pub(super) fn pieces(text: &str, span: ByteSpan) -> impl Iterator<Item = (usize, &str)> {
    let mut at = span.start;
    span.of(text).split_inclusive(char::is_whitespace).map(move |piece| {
        let start = at;
        at += piece.len();
        (start, piece)
    })
}

/// The names in a passage: words with capitals one after the other, small words between them, acronyms. The first word of a
/// sentence has its capital from there.
fn names(text: &str, passage: ByteSpan) -> Vec<ByteSpan> {
    let mut found = Vec::new();
    let mut run: Vec<ByteSpan> = Vec::new();
    let mut is_first = true;
    for (start, piece) in pieces(text, passage) {
        let word = piece.trim_end();
        if word.is_empty() {
            continue;
        }
        let core = bare(word);
        let opens_mark = !core.is_empty() && !word.starts_with(core);
        let core_start = start + word.find(core).unwrap_or(0);
        let span = ByteSpan::new(core_start, core_start + core.len());
        let closes_mark = span.end < start + word.len();
        let is_name = (!is_first || is_acronym(core)) && is_capital(core);
        let is_inner = !run.is_empty() && INNER.contains(&core);
        if opens_mark || !(is_name || is_inner) || run.len() == LONGEST {
            close(text, &mut run, &mut found);
        }
        if is_name || (is_inner && !run.is_empty()) {
            run.push(span);
        }
        if closes_mark {
            close(text, &mut run, &mut found);
        }
        is_first = false;
    }
    close(text, &mut run, &mut found);
    found
}

/// Whether a word may be part of a name; "I'm" and "Let's" are none.
fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !word.contains(['\'', '\u{2019}']) && word.chars().filter(|c| c.is_alphabetic()).count() > 1
}

fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// Ends a run: small words at its end and words that name nothing at its start are no part of it.
fn close(text: &str, run: &mut Vec<ByteSpan>, found: &mut Vec<ByteSpan>) {
    let end = run.iter().rposition(|span| !INNER.contains(&span.of(text))).map_or(0, |last| last + 1);
    let words = run.get(..end).unwrap_or_default();
    let is_empty = |span: &ByteSpan| EMPTY.contains(bare(span.of(text)).to_lowercase().as_str());
    let names_something = words.iter().any(|span| !is_empty(span) && !INNER.contains(&span.of(text)));
    if let (true, Some(first), Some(last)) = (names_something, words.first(), words.last()) {
        let span = first.cover(*last);
        if words.len() > 1 || (!is_empty(first) && span.len() > 2) {
            found.push(span);
        }
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{import::import, segment::segment};

    #[test]
    fn names_in_a_sentence() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = names(text, ByteSpan::new(0, text.len())).iter().map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("They signed the Port Aru Accord on Trade and left.", &["Port Aru Accord on Trade"]);
        check("Ministers met; PAX, the Harbour Fund’s arm, and Samco agreed.", &["PAX", "Harbour Fund", "Samco"]);
        check("Thank you, Mr. President.", &[]);
        check("We welcome it in May.", &[]);
    }

    #[test]
    fn proposals() {
        let check = |texts: &[&str], expected: &[(&str, Vec<usize>)]| {
            let statements: Vec<_> = texts.iter().map(|text| segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x")).collect();
            let plain: Vec<&Statement> = statements.iter().collect();
            let names: Vec<Arc<Names>> = plain.iter().map(|statement| Arc::new(Names::of(statement))).collect();
            let found = propose(&plain, &vec![TextMentions::default(); plain.len()], &names, &[]);
            let shown: Vec<_> =
                found.iter().map(|issue| (issue.name.as_str(), issue.mentions.iter().map(Vec::len).collect::<Vec<_>>())).collect();
            assert_eq!(shown, expected);
        };
        check(
            &[
                "We praise the Harbour Fund. Today the Harbour Fund works, and so does Samco.",
                "We met and we talked about the weather in the harbour.",
            ],
            &[("Harbour Fund", vec![2, 0])],
        );
        check(&["We praise the Harbour Fund. The Harbour Fund works.", "We like the Harbour Fund."], &[]);
        let quota = "A fishing quota is set. No fishing quota was kept. We want a fishing quota.";
        check(&[quota, "We met and we talked about the weather."], &[("fishing quota", vec![3, 0])]);
        check(&[quota, "Fishing quotas are not set here."], &[]);
    }
}
