//! What stands in several places: the places that begin with the same words, sorted by what follows, as a tree of intervals
//! (Abouelhoda, Kurtz and Ohlebusch 2004, over those suffixes alone that begin like one of another statement).
//!
//! ```text
//! full implementation of the resolutions now     4 words shared by three places
//! full implementation of the treaty              of these, two share five
//! full implementation of the treaty on vessels
//! ```
#![expect(clippy::indexing_slicing, reason = "positions come from enumerating the same words; covered by the property tests")]

use super::{SHORTEST, Words};
use crate::engine::text::{Cancel, TermId};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Words up to which places are sorted. What two places share beyond is compared word by word: once a shared sequence,
/// not once a place in it, so that two copies of a text take no longer than two texts.
pub(super) const DEEPEST: usize = 64;
/// Places that are compared beyond; what stands in more is given to [`DEEPEST`] words.
const COMPARED: usize = 64;
/// Where the words before are not the same.
const DIFFERENT: u32 = u32::MAX;

/// The same words in several places, neither of which can be made longer for all of them.
pub(super) struct Shared<'a> {
    /// Number of words.
    pub words: usize,
    /// Where they begin.
    pub places: &'a [u32],
}

/// An interval that is still open: how many words its places share, and what is known of them.
#[derive(Clone, Copy)]
struct Open {
    words: usize,
    first: usize,
    /// A bit for each statement.
    statements: u64,
    /// The word before all of them, or [`DIFFERENT`].
    before: u32,
}

impl Open {
    fn take_in(&mut self, other: Self) {
        self.statements |= other.statements;
        if self.before != other.before {
            self.before = DIFFERENT;
        }
    }
}

/// Tells every shared sequence of at least [`SHORTEST`] words. None where it was cancelled.
pub(super) fn shared(words: &Words, cancel: &dyn Cancel, mut tell: impl FnMut(&Shared<'_>)) -> Option<()> {
    let (mut places, groups) = groups(words, cancel)?;
    for (number, group) in groups.into_iter().enumerate() {
        if number % 1_024 == 0 && cancel.is_cancelled() {
            return None;
        }
        let places = &mut places[group];
        places.sort_unstable_by(|&x, &y| words.after(x).cmp(words.after(y)).then(x.cmp(&y)));
        intervals(words, places, &mut tell);
    }
    Some(())
}

impl Words {
    /// The words from here on, to the end of the statement and not past [`DEEPEST`].
    fn after(&self, at: u32) -> &[TermId] {
        let at = at as usize;
        let end = self.starts[self.statement(at) + 1];
        &self.terms[at..end.min(at + DEEPEST)]
    }

    /// The word before a place. At the beginning of a statement none can be put before it, as if they differed.
    fn before(&self, at: u32) -> u32 {
        let at = at as usize;
        if self.starts.binary_search(&at).is_ok() { DIFFERENT } else { self.terms[at - 1].0 }
    }

    fn leaf(&self, places: &[u32], at: usize) -> Open {
        let place = places[at];
        Open { words: 0, first: at, statements: 1 << (self.statement(place as usize) % 64), before: self.before(place) }
    }
}

/// Places that begin with the same words, where those stand in two statements: all places, group after group, and where
/// each group lies.
fn groups(words: &Words, cancel: &dyn Cancel) -> Option<(Vec<u32>, Vec<Range<usize>>)> {
    /// Words that stand in some places.
    #[derive(Clone, Copy, Default)]
    struct Seed {
        statements: u64,
        places: usize,
        next: usize,
    }
    let mut numbers: FxHashMap<[TermId; SHORTEST], u32> = FxHashMap::default();
    let mut seeds: Vec<Seed> = Vec::new();
    let mut seed_of: Vec<(u32, u32)> = Vec::with_capacity(words.terms.len());
    for (statement, range) in words.starts.windows(2).enumerate() {
        for at in range[0]..range[1].saturating_sub(SHORTEST - 1).max(range[0]) {
            if at % 16_384 == 0 && cancel.is_cancelled() {
                return None;
            }
            let seed = std::array::from_fn(|n| words.terms[at + n]);
            let number = *numbers.entry(seed).or_insert(seeds.len() as u32);
            if number as usize == seeds.len() {
                seeds.push(Seed::default());
            }
            let known = &mut seeds[number as usize];
            known.statements |= 1 << (statement % 64);
            known.places += 1;
            seed_of.push((number, at as u32));
        }
    }
    drop(numbers);
    let mut total = 0;
    let mut groups = Vec::new();
    for seed in seeds.iter_mut().filter(|seed| seed.statements.count_ones() > 1) {
        seed.next = total;
        total += seed.places;
        groups.push(seed.next..total);
    }
    let mut places = vec![0; total];
    for (number, at) in seed_of {
        let seed = &mut seeds[number as usize];
        if seed.statements.count_ones() > 1 {
            places[seed.next] = at;
            seed.next += 1;
        }
    }
    Some((places, groups))
}

/// Goes through sorted places from first to last; an interval is closed where fewer words are shared.
fn intervals(words: &Words, places: &[u32], tell: &mut impl FnMut(&Shared<'_>)) {
    let mut open: Vec<Open> = Vec::new();
    for at in 1..=places.len() {
        let shared = if at == places.len() { 0 } else { common(words.after(places[at - 1]), words.after(places[at])) };
        let mut last = words.leaf(places, at - 1);
        while let Some(top) = open.last_mut() {
            if top.words < shared {
                break;
            }
            top.take_in(last);
            if top.words == shared {
                break;
            }
            last = *top;
            close(words, last, &places[last.first..at], tell);
            open.pop();
        }
        if shared > 0 && open.last().is_none_or(|top| top.words < shared) {
            open.push(Open { words: shared, ..last });
        }
    }
}

fn close(words: &Words, interval: Open, places: &[u32], tell: &mut impl FnMut(&Shared<'_>)) {
    if interval.statements.count_ones() < 2 || interval.before != DIFFERENT {
        return;
    }
    if interval.words < DEEPEST || places.len() > COMPARED {
        tell(&Shared { words: interval.words, places });
        return;
    }
    // Beyond the depth: from each place to every later one, as far as both go on alike.
    let mut told: Vec<(usize, Vec<u32>)> = Vec::new();
    for (at, &x) in places.iter().enumerate() {
        let may_begin = |y: &&u32| words.before(x) == DIFFERENT || words.before(x) != words.before(**y);
        for &y in places[at + 1..].iter().filter(may_begin) {
            let long = longer(words, x as usize, y as usize);
            match told.iter_mut().find(|(words, all)| *words == long && all.contains(&x)) {
                Some((_, all)) if all.contains(&y) => {}
                Some((_, all)) => all.push(y),
                None => told.push((long, vec![x, y])),
            }
        }
    }
    for (long, all) in told {
        let in_two = all.iter().any(|&place| words.statement(place as usize) != words.statement(all[0] as usize));
        if in_two {
            tell(&Shared { words: long, places: &all });
        }
    }
}

/// How many words two places share, to the end of either statement.
fn longer(words: &Words, x: usize, y: usize) -> usize {
    let rest = |at: usize| &words.terms[at..words.starts[words.statement(at) + 1]];
    common(rest(x), rest(y))
}

fn common(x: &[TermId], y: &[TermId]) -> usize {
    x.iter().zip(y).take_while(|(x, y)| x == y).count()
}
