//! Guesses whose position a statement or a speaker gives: by what stands beside his name, by title and issuer, at last by a
//! list of names (`assets/lexicons/parties.ron`). The reader can set it otherwise.

use super::label::OFFICES;
use crate::engine::{
    statement::{
        Document, Role, Turn,
        party::{self, JOINT, PartyMention, mentions},
    },
    text::ByteSpan,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// How far from a name its country stands, in bytes.
const NEAR: usize = 64;
/// How much of a text introduces its speakers, in bytes.
const OPENING: usize = 8_000;

/// The party of each official, by his name.
pub(super) fn of_speakers(turns: &[Turn], document: &Document) -> FxHashMap<String, String> {
    let names: FxHashSet<&str> = turns.iter().filter(|turn| turn.role == Role::Official).filter_map(|turn| turn.name.as_deref()).collect();
    let end = crate::engine::text::span::floor_boundary(&document.text, OPENING);
    let opening = format!("{}\n{}", document.title.as_deref().unwrap_or_default(), document.text.get(..end).unwrap_or_default());
    let found = mentions(&opening);
    let alone = of_words(&[document.issuer.as_deref(), document.title.as_deref()]).filter(|party| party != JOINT);
    let of = |name: &str| {
        beside(name, &opening, &found)
            .or_else(|| party::of_person(name).map(str::to_owned))
            .or_else(|| alone.clone().filter(|_| names.len() == 1))
    };
    names.iter().filter_map(|name| of(name).map(|party| ((*name).to_owned(), party))).collect()
}

/// The party that stands beside a name: "Moon, President of the Republic of Korea", "U.S. Secretary of State Blinken".
fn beside(name: &str, text: &str, mentions: &[PartyMention]) -> Option<String> {
    let mut scores: FxHashMap<usize, u32> = FxHashMap::default();
    for (at, _) in text.match_indices(name) {
        let end = at + name.len();
        for &PartyMention { span: ByteSpan { start, end: stop }, party } in mentions {
            let between = if start >= end { text.get(end..start) } else { text.get(stop..at) };
            let Some(between) = between.filter(|between| between.len() <= NEAR && !between.contains(['\n', ';', '!', '?'])) else {
                continue;
            };
            let points = if start >= end {
                3 * u32::from(leads_to_country(between))
            } else {
                // Between a country and a name stands an office, and nothing else.
                2 * u32::from(is_office(between))
            };
            *scores.entry(party).or_default() += points;
        }
    }
    let best = scores.iter().filter(|(_, points)| **points > 0).max_by_key(|&(party, points)| (*points, usize::MAX - party))?;
    let rival = scores.iter().any(|(party, points)| party != best.0 && points == best.1);
    if rival { None } else { owned(*best.0) }
}

fn is_capital(word: &str) -> bool {
    matches!(word, "of" | "the" | ",") || word.starts_with(|c: char| c.is_uppercase() || c == '(')
}

/// Whether words lead from a name to its country: " Suk Yeol of the ", ", President of the ", " (".
fn leads_to_country(words: &str) -> bool {
    (words.contains(" of ") || words.trim_end().ends_with('(')) && words.split_whitespace().all(is_capital)
}

/// Whether words are an office and perhaps a first name: " Secretary of State Antony ", " (ROK) Foreign Minister ".
fn is_office(words: &str) -> bool {
    !words.contains([',', ':']) && words.split_whitespace().all(is_capital) && OFFICES.iter().any(|title| words.contains(title))
}

/// The name of the party at this position of the list.
fn owned(party: usize) -> Option<String> {
    party::name(party).map(str::to_owned)
}

/// The party that words such as title and issuer speak of; `joint` where they speak of several, or say so.
fn of_words(words: &[Option<&str>]) -> Option<String> {
    let words: Vec<&str> = words.iter().flatten().copied().collect();
    let named: FxHashSet<usize> = words.iter().flat_map(|words| mentions(words)).map(|found| found.party).collect();
    let lower = words.join("\n").to_lowercase();
    let is_joint = ["joint ", "leaders’", "leaders'", "공동"].iter().any(|word| lower.contains(word));
    match (named.len(), named.iter().next()) {
        _ if is_joint => Some(JOINT.to_owned()),
        (0, _) => None,
        (1, Some(party)) => owned(*party),
        _ => Some(JOINT.to_owned()),
    }
}

/// The party of a statement that does not say it: of what is spoken that of its officials, where they speak for one; of what
/// is written by issuer and title.
pub(super) fn of_statement(document: &Document) -> Option<String> {
    let officials = || document.turns.iter().filter(|turn| turn.role == Role::Official);
    if officials().next().is_some() {
        let parties: FxHashSet<&str> = officials().filter_map(|turn| turn.party.as_deref()).collect();
        return parties.iter().next().filter(|_| parties.len() == 1).map(|party| (*party).to_owned());
    }
    // A title names whom it is about; only "statement by" and the like say whose it is.
    let title = document.title.as_deref().unwrap_or_default();
    let lower = title.to_lowercase();
    let is_own = ["joint ", "leaders’", "leaders'", "statement of the", "statement by", "ministry of", "공동", "성명", "담화"]
        .iter()
        .any(|word| lower.contains(word));
    of_words(&[document.issuer.as_deref()]).or_else(|| of_words(&[Some(title)]).filter(|_| is_own))
}

#[cfg(test)]
mod tests {
    use crate::engine::import::import;

    #[test]
    fn speakers() {
        let check = |text: &str, expected: &[Option<&str>]| {
            let document = import(text.as_bytes(), "x.txt").unwrap_or_default();
            assert_eq!(document.turns.iter().map(|turn| turn.party.as_deref()).collect::<Vec<_>>(), expected, "{text}");
        };
        check(
            "Remarks by President Arlo and H.E. Min Su-jin, President of the Republic of Korea\n\nPRESIDENT ARLO: Welcome.\n\nPRESIDENT MIN: Thank you.\n\nQ  Why?",
            &[None, Some("ROK"), None],
        );
        check(
            "U.S. Secretary of State Jane Roe and Republic of Korea Foreign Minister Cho Min-su met the press.\n\nSECRETARY ROE: One.\n\nFOREIGN MINISTER CHO: Two.",
            &[Some("US"), Some("ROK")],
        );
        check("SECRETARY BLINKEN: One.\n\nMR. NOBODY: Two.", &[Some("US"), None]);
    }

    #[test]
    fn statements() {
        let check = |text: &str, expected: Option<&str>| {
            let document = import(text.as_bytes(), "x.md").unwrap_or_default();
            assert_eq!(document.party.as_deref(), expected, "{text}");
        };
        check("# United States-Republic of Korea Leaders’ Joint Statement\n\nWe met.", Some("joint"));
        check("# Statement by the Ministry of Foreign Affairs of Japan\n\nWe regret.", Some("Japan"));
        check("---\nissuer: KCNA\n---\nWe regret.", Some("DPRK"));
        check("# The situation in Ukraine\n\nWe regret.", None);
        check("---\nparty: ROK\nissuer: KCNA\n---\nWe regret.", Some("ROK"));
    }
}
