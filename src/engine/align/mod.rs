//! Which passages of two statements correspond, whatever their order. Knows tokens and passages; knows nothing of
//! edits, issues or sessions.
//!
//! ```text
//! bags     stems and character 4-grams of each passage, weighed by rarity (TF-IDF)
//! index    the nearest passages of the other statement, by posting lists, rarest terms first
//! features what is shared and what differs, for each near pair
//! weights  a logistic model: features to a probability that the two say the same
//! select   pairs to links: mutual choice, neighbours joined into many-to-many links
//! order    links that keep the order, and those that moved
//! ```
//! Cost: linear in the number of passages times the posting budget (`index::BUDGET`).

mod bag;
mod features;
mod index;
mod order;
mod select;
mod weights;

use crate::engine::{
    segment::Tokens,
    statement::PassageIdx,
    text::{Cancel, Vocabulary},
};
use serde::{Deserialize, Serialize};

/// How two passages correspond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LinkKind {
    /// The same wording but for case, quotes and white space.
    Verbatim,
    /// The same proposition in other words.
    Reworded,
    /// The same matter, another proposition.
    Related,
}

impl LinkKind {
    /// The word of the JSON contract.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Reworded => "reworded",
            Self::Related => "related",
        }
    }

    /// The character that stands for it on screen and in reports.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Verbatim => "=",
            Self::Reworded => "\u{2248}",
            Self::Related => "~",
        }
    }

    /// Whether the two say the same.
    pub const fn is_same(self) -> bool {
        matches!(self, Self::Verbatim | Self::Reworded)
    }
}

/// Neighbouring passages of one statement: one to four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// The first passage.
    pub first: PassageIdx,
    /// The last passage; the first again where there is one only.
    pub last: PassageIdx,
}

impl Group {
    /// A group of one.
    pub const fn one(passage: PassageIdx) -> Self {
        Self { first: passage, last: passage }
    }

    /// The passages of the group.
    pub fn passages(self) -> impl Iterator<Item = PassageIdx> + Clone {
        (self.first.0..=self.last.0).map(PassageIdx)
    }

    /// Whether the passage belongs to it.
    pub fn contains(self, passage: PassageIdx) -> bool {
        self.first <= passage && passage <= self.last
    }

    /// Number of passages.
    pub const fn len(self) -> usize {
        self.last.0 + 1 - self.first.0
    }

    /// Never: a group has at least one passage.
    pub const fn is_empty(self) -> bool {
        false
    }
}

/// Passages that correspond, before their edits are known.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairing {
    /// Passages of the first statement.
    pub a: Group,
    /// Passages of the second statement.
    pub b: Group,
    /// How they correspond.
    pub kind: LinkKind,
    /// Probability that the two say the same, 0 to 1.
    pub score: f32,
    /// Out of the common order.
    pub moved: bool,
    /// Links that moved together share a number.
    pub block: Option<usize>,
    /// What is shared, in words.
    pub why: Vec<String>,
}

/// One of the nearest passages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// The passage that was asked for.
    pub from: PassageIdx,
    /// A near one in the other statement.
    pub to: PassageIdx,
    /// Probability that the two say the same, 0 to 1.
    pub score: f32,
}

/// What aligning two statements gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// Links, in the order of the first statement.
    pub pairings: Vec<Pairing>,
    /// For each passage of the first statement its three nearest, best first.
    pub near_a: Vec<Near>,
    /// For each passage of the second statement its three nearest, best first.
    pub near_b: Vec<Near>,
}

/// How many candidates are kept for a passage.
pub const CANDIDATES: usize = 3;

/// Aligns two statements. The same input gives the same result on every machine. Cancelled, it gives what it has.
pub fn align(a: &Tokens, b: &Tokens, vocabulary: &Vocabulary, cancel: &dyn Cancel) -> Alignment {
    let bags = bag::Bags::new(a, b, vocabulary);
    let near = index::nearest(&bags, cancel);
    let scored = features::score(&bags, near, cancel);
    if cancel.is_cancelled() {
        return Alignment::default();
    }
    let mut pairings = select::select(&bags, &scored);
    for pairing in &mut pairings {
        if is_verbatim(a, b, pairing) {
            pairing.kind = LinkKind::Verbatim;
            pairing.score = pairing.score.max(0.99);
        }
        pairing.why = bags.shared_words(pairing.a, pairing.b, a, vocabulary);
    }
    order::mark_moved(&mut pairings);
    let (near_a, near_b) = top_candidates(&scored);
    Alignment { pairings, near_a, near_b }
}

/// Whether the words of both sides are the same.
fn is_verbatim(a: &Tokens, b: &Tokens, pairing: &Pairing) -> bool {
    let words = |tokens: &Tokens, group: Group| -> Vec<_> {
        let range = tokens.range_of(group.first, group.last);
        let kinds = tokens.tokens.get(range.clone()).unwrap_or_default();
        let marks = |kind| kind == crate::engine::text::TokenKind::Mark;
        tokens.terms_in(range).iter().zip(kinds).filter(|(_, token)| !marks(token.kind)).map(|(&term, _)| term).collect()
    };
    let (left, right) = (words(a, pairing.a), words(b, pairing.b));
    !left.is_empty() && left == right
}

fn top_candidates(scored: &[features::Scored]) -> (Vec<Near>, Vec<Near>) {
    let rank = |mut all: Vec<Near>| {
        all.sort_by(|x, y| (x.from, y.score, x.to).partial_cmp(&(y.from, x.score, y.to)).unwrap_or(std::cmp::Ordering::Equal));
        let mut kept: Vec<Near> = Vec::new();
        let mut count = 0;
        for near in all {
            count = if kept.last().is_some_and(|last| last.from == near.from) { count + 1 } else { 1 };
            if count <= CANDIDATES {
                kept.push(near);
            }
        }
        kept
    };
    let near_a = scored.iter().map(|s| Near { from: s.a, to: s.b, score: s.p }).collect();
    let near_b = scored.iter().map(|s| Near { from: s.b, to: s.a, score: s.p }).collect();
    (rank(near_a), rank(near_b))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::engine::{import::import, segment::segment, text::Never};

    /// Aligns two plain texts; links as `kind a=b`, an `m` where moved.
    fn links(a: &str, b: &str) -> Vec<String> {
        let mut vocabulary = Vocabulary::default();
        let mut tokens = |text: &str| Tokens::new(&segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x"), &mut vocabulary);
        let (a, b) = (tokens(a), tokens(b));
        let side = |group: Group| group.passages().map(|p| p.0.to_string()).collect::<Vec<_>>().join("+");
        align(&a, &b, &vocabulary, &Never)
            .pairings
            .iter()
            .map(|p| format!("{} {}={}{}", p.kind.code(), side(p.a), side(p.b), if p.moved { " m" } else { "" }))
            .collect()
    }

    fn check(a: &str, b: &str, expected: &[&str]) {
        assert_eq!(links(a, b), expected);
    }

    const ONE: &str = "The ministers reaffirmed their commitment to the treaty on river traffic. They deplored the seizure of three fishing vessels in the northern strait. \
                       Customs officers will exchange records every month beginning in October.";

    #[test]
    fn the_same_text() {
        check(ONE, ONE, &["verbatim 0=0", "verbatim 1=1", "verbatim 2=2"]);
    }

    #[test]
    fn reworded_and_moved() {
        let other = "Beginning in October, records will be exchanged by customs officers every month. Both ministers reaffirmed the commitment of their governments to the \
                     treaty on river traffic. In the northern strait three fishing vessels were seized, which they deplored.";
        check(ONE, other, &["reworded 0=1", "reworded 1=2", "reworded 2=0 m"]);
    }

    #[test]
    fn unrelated() {
        check(ONE, "The orchestra played two symphonies before the interval. Tickets were sold out within an hour.", &[]);
    }

    #[test]
    fn nothing_against_something() {
        check("* * *", ONE, &[]);
    }
}
