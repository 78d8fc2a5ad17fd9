//! Which passages of two statements correspond, whatever their order. Knows tokens and passages; knows nothing of
//! edits, issues or sessions.
//!
//! ```text
//! concepts  wordings that stand for one another
//! reading   what each word of a comparison is read as, found once
//! profile   what each passage of a statement holds, counted once a statement
//! pair      two profiles weighed against each other (TF-IDF)
//! index     the nearest passages of the other statement, by posting lists, rarest terms first
//! features  what is shared and what differs, for each near pair
//! model     features to a calibrated probability that the two say the same
//! select    pairs to links, many to many
//! why       what links two passages, in words
//! order     links that keep the order, and those that moved
//! ```
//! Cost: linear in the number of passages times the posting budget (`index::Reach`).

mod concepts;
mod features;
mod index;
mod model;
mod order;
mod pair;
mod profile;
mod reading;
mod select;
mod why;

pub use features::{COUNT as FEATURES, NAMES as FEATURE_NAMES};
pub use model::{LinkModel, ModelError};
pub use order::{Ends, Place, places};
pub use select::MAX_SIDE;

use crate::engine::{
    segment::Tokens,
    statement::PassageIdx,
    text::{Cancel, Never, Vocabulary},
};
use pair::Pair;
use profile::Profile;
use reading::Reading;
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

    /// Whether the two share a passage.
    pub fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
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

/// The statements of a comparison, counted: made once, then any two of them are aligned.
#[derive(Debug, Default)]
pub struct Profiles {
    reading: Reading,
    of: Vec<Profile>,
}

impl Profiles {
    /// Counts all statements. `vocabulary` is the one that `tokens` were made with. Linear in their length. None where it
    /// was cancelled.
    pub fn new(tokens: &[Tokens], vocabulary: &Vocabulary, cancel: &dyn Cancel) -> Option<Self> {
        let reading = Reading::new(vocabulary);
        let of = tokens.iter().map(|tokens| (!cancel.is_cancelled()).then(|| Profile::new(tokens, &reading)));
        let of = of.collect::<Option<_>>()?;
        Some(Self { reading, of })
    }

    fn pair(&self, a: usize, b: usize) -> Option<Pair<'_>> {
        self.of.get(a).zip(self.of.get(b)).map(|(a, b)| Pair::new(a, b))
    }

    /// The near pairs of statements `a` and `b` with their features: what a model is fitted on.
    pub fn evidence(&self, a: usize, b: usize) -> Vec<(PassageIdx, PassageIdx, [f32; FEATURES])> {
        let Some(pair) = self.pair(a, b) else { return Vec::new() };
        let near = index::nearest(&pair, 1, &Never).and_then(|near| features::measure(&pair, &near, 1, &Never)).unwrap_or_default();
        let may_correspond = near.into_iter().filter(|near| pair.may_correspond(near.a as usize, near.b as usize));
        may_correspond.map(|near| (PassageIdx(near.a as usize), PassageIdx(near.b as usize), near.features)).collect()
    }
}

/// How two statements are aligned.
#[derive(Clone, Copy, Debug)]
pub struct How<'a> {
    /// What turns evidence into links.
    pub model: &'a LinkModel,
    /// Threads to use. The result is the same for any number.
    pub threads: usize,
}

/// Aligns the statements `a` and `b`. The same input gives the same result on every machine. None where it was cancelled.
pub fn align(
    profiles: &Profiles,
    (a, b): (usize, usize),
    tokens: &[Tokens],
    vocabulary: &Vocabulary,
    how: &How<'_>,
    cancel: &dyn Cancel,
) -> Option<Alignment> {
    let wanted = || (!cancel.is_cancelled()).then_some(());
    wanted()?;
    let pair = profiles.pair(a, b)?;
    wanted()?;
    let (left, right) = (tokens.get(a)?, tokens.get(b)?);
    let near = index::nearest(&pair, how.threads, cancel)?;
    let near = features::measure(&pair, &near, how.threads, cancel)?;
    let scored = select::score(&pair, &near, how, cancel)?;
    let mut pairings = select::select(&pair, &scored, features::level(&near), how.model, cancel)?;
    for pairing in &mut pairings {
        wanted()?;
        if is_verbatim((left, pairing.a), (right, pairing.b)) {
            pairing.kind = LinkKind::Verbatim;
            pairing.score = pairing.score.max(0.99);
        }
        pairing.why = why::say(&pair, pairing, (left, right), vocabulary, &profiles.reading);
    }
    let ends: Vec<Ends> = pairings.iter().map(|p| Ends { a: p.a, b: p.b, kind: p.kind, score: p.score }).collect();
    for (pairing, place) in pairings.iter_mut().zip(places(&ends)) {
        (pairing.moved, pairing.block) = (place.moved, place.block);
    }
    let (near_a, near_b) = top_candidates(&scored, pair.a.len(), pair.b.len());
    wanted().map(|()| Alignment { pairings, near_a, near_b })
}

/// Whether the words of both groups are the same, and there are any.
pub fn is_verbatim(a: (&Tokens, Group), b: (&Tokens, Group)) -> bool {
    let words = |(tokens, group): (&Tokens, Group)| -> Vec<_> {
        let range = tokens.range_of(group.first, group.last);
        let kinds = tokens.tokens.get(range.clone()).unwrap_or_default();
        let marks = |kind| kind == crate::engine::text::TokenKind::Mark;
        tokens.terms_in(range).iter().zip(kinds).filter(|(_, token)| !marks(token.kind)).map(|(&term, _)| term).collect()
    };
    let (left, right) = (words(a), words(b));
    !left.is_empty() && left == right
}

/// The three nearest of every passage of either side, best first.
fn top_candidates(scored: &[select::Scored], len_a: usize, len_b: usize) -> (Vec<Near>, Vec<Near>) {
    let mut best = [vec![Vec::with_capacity(CANDIDATES + 1); len_a], vec![Vec::with_capacity(CANDIDATES + 1); len_b]];
    let [of_a, of_b] = &mut best;
    for s in scored {
        for (side, from, to) in [(&mut *of_a, s.a, s.b), (&mut *of_b, s.b, s.a)] {
            let Some(kept) = side.get_mut(from) else { continue };
            let near = Near { from: PassageIdx(from), to: PassageIdx(to), score: s.p };
            let at = kept.partition_point(|other: &Near| near.score.total_cmp(&other.score).then(other.to.cmp(&near.to)).is_lt());
            if at < CANDIDATES {
                kept.insert(at, near);
                kept.truncate(CANDIDATES);
            }
        }
    }
    let [of_a, of_b] = best.map(|side| side.into_iter().flatten().collect());
    (of_a, of_b)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::engine::{import::import, segment::segment, text::Never};

    /// Aligns two plain texts.
    fn aligned(a: &str, b: &str) -> Alignment {
        let mut vocabulary = Vocabulary::default();
        let mut tokens = |text: &str| Tokens::new(&segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x"), &mut vocabulary);
        let tokens = [tokens(a), tokens(b)];
        let profiles = Profiles::new(&tokens, &vocabulary, &Never).unwrap_or_default();
        align(&profiles, (0, 1), &tokens, &vocabulary, &How { model: &LinkModel::built_in(), threads: 1 }, &Never).unwrap_or_default()
    }

    /// Links as `kind a=b`, an `m` where moved.
    fn links(a: &str, b: &str) -> Vec<String> {
        let side = |group: Group| group.passages().map(|p| p.0.to_string()).collect::<Vec<_>>().join("+");
        let written = |p: &Pairing| format!("{} {}={}{}", p.kind.code(), side(p.a), side(p.b), if p.moved { " m" } else { "" });
        aligned(a, b).pairings.iter().map(written).collect()
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
    fn why_names_what_is_shared_and_what_stands_for_what() {
        let alignment = aligned(
            "We pledged four million crowns in assistance to families in the delta.",
            "Four million crowns were promised as aid for families of the delta.",
        );
        let why = alignment.pairings.first().map(|pairing| pairing.why.clone()).unwrap_or_default();
        assert_eq!(why, ["shared: four, million, crowns, families, delta", "alike: pledged ~ promised, assistance ~ aid"]);
    }

    #[test]
    fn nothing_against_something() {
        check("* * *", ONE, &[]);
    }
}
