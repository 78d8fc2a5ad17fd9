//! Parties by their names (`assets/lexicons/parties.ron`): whose position a text gives, and whom it speaks of.

use crate::engine::text::ByteSpan;
use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use std::sync::LazyLock;

/// What several parties say together.
pub const JOINT: &str = "joint";

#[derive(Debug, Deserialize)]
struct Party {
    name: String,
    aliases: Vec<String>,
    people: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Parties {
    parties: Vec<Party>,
}

/// The list, and a machine that finds its aliases.
struct Known {
    parties: Vec<Party>,
    aliases: Option<AhoCorasick>,
    /// The party of each alias, in the order of the machine.
    owners: Vec<usize>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let parties = ron::from_str::<Parties>(include_str!("../../../assets/lexicons/parties.ron")).unwrap_or_default().parties;
    let (owners, aliases): (Vec<usize>, Vec<&str>) =
        parties.iter().enumerate().flat_map(|(idx, party)| party.aliases.iter().map(move |alias| (idx, alias.as_str()))).unzip();
    let machine = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(aliases).ok();
    Known { owners, aliases: machine, parties }
});

/// A mention of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartyMention {
    /// The words.
    pub span: ByteSpan,
    /// Which party, by its position in the list.
    pub party: usize,
}

/// The parties that a text names, in order. Linear in its length.
pub fn mentions(text: &str) -> Vec<PartyMention> {
    let Some(machine) = &KNOWN.aliases else { return Vec::new() };
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !('가'..='힣').contains(&c));
    machine
        .find_iter(text)
        .filter(|found| {
            let before = text.get(..found.start()).and_then(|before| before.chars().next_back());
            let after = text.get(found.end()..).and_then(|after| after.chars().next());
            let ends_in_mark = text.get(..found.end()).is_some_and(|alias| alias.ends_with('.'));
            !is_word(before) && (ends_in_mark || !is_word(after))
        })
        .filter_map(|found| {
            let party = *KNOWN.owners.get(found.pattern().as_usize())?;
            Some(PartyMention { span: ByteSpan::new(found.start(), found.end()), party })
        })
        .collect()
}

/// What the party at this position of the list is called.
pub fn name(party: usize) -> Option<&'static str> {
    KNOWN.parties.get(party).map(|party| party.name.as_str())
}

/// The party for which somebody of this name spoke in recent years.
pub fn of_person(name: &str) -> Option<&'static str> {
    KNOWN.parties.iter().find(|party| party.people.iter().any(|person| person == name)).map(|party| party.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read() {
        assert!(KNOWN.parties.len() > 15 && KNOWN.aliases.is_some());
        let found: Vec<_> =
            mentions("The U.S. and Seoul met; South Korean trade, Koreans").iter().filter_map(|found| name(found.party)).collect();
        assert_eq!(found, ["US", "ROK", "ROK"]);
    }
}
