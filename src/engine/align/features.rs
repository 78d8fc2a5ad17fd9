//! What a near pair shares and how it differs, as numbers, and the probability that the two say the same.

use super::{
    bag::{Bag, Bags},
    weights,
};
use crate::engine::{statement::PassageIdx, text::Cancel};
use rustc_hash::FxHashMap;

/// Number of features of a pair taken alone.
pub(super) const OWN: usize = 9;
/// Number of all features: with the rivals and the neighbours.
pub(super) const ALL: usize = OWN + 4;

/// A near pair with its probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scored {
    pub a: PassageIdx,
    pub b: PassageIdx,
    /// Probability that the two say the same.
    pub p: f32,
    /// The features taken alone, for joining neighbours.
    pub own: [f32; OWN],
    /// The rest of the features.
    pub context: [f32; ALL - OWN],
}

/// The features of two bags taken alone, each 0 to 1 but for the last two.
pub(super) fn own(x: &Bag, y: &Bag) -> [f32; OWN] {
    let shared = x.words.shared(&y.words);
    let (mass_x, mass_y) = (x.words.mass(), y.words.mass());
    let smaller = mass_x.min(mass_y).max(f32::MIN_POSITIVE);
    let both = (mass_x + mass_y).max(f32::MIN_POSITIVE);
    let common = common_sorted(&x.bigrams, &y.bigrams) as f32;
    let bigrams = x.bigrams.len().min(y.bigrams.len()).max(1) as f32;
    let numbers = common_sorted(&x.numbers, &y.numbers) as f32;
    let other_numbers = x.numbers.len().max(y.numbers.len()) as f32 - numbers;
    let length = (x.word_count.max(1) as f32 / y.word_count.max(1) as f32).ln().abs();
    [
        x.words.cosine(&y.words),
        x.grams.cosine(&y.grams),
        shared / smaller,
        2.0 * shared / both,
        common / bigrams,
        (shared / 20.0).min(2.0),
        (numbers / 2.0).min(1.0) - (other_numbers / 4.0).min(1.0) * 0.5,
        length.min(3.0),
        (x.word_count.min(y.word_count) as f32 / 10.0).min(1.0),
    ]
}

fn common_sorted<T: Ord>(x: &[T], y: &[T]) -> usize {
    let (mut left, mut right) = (x.iter().peekable(), y.iter().peekable());
    let mut count = 0;
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => {
                left.next();
            }
            std::cmp::Ordering::Greater => {
                right.next();
            }
            std::cmp::Ordering::Equal => {
                count += 1;
                left.next();
                right.next();
            }
        }
    }
    count
}

/// Scores near pairs in two rounds: alone; then with the best rivals on either side and the neighbours in the text.
pub(super) fn score(bags: &Bags, near: Vec<(u32, u32)>, cancel: &dyn Cancel) -> Vec<Scored> {
    let mut scored: Vec<Scored> = Vec::with_capacity(near.len());
    for (count, (a, b)) in near.into_iter().enumerate() {
        if count % 4096 == 0 && cancel.is_cancelled() {
            return Vec::new();
        }
        let (Some(x), Some(y)) = (bags.a.get(a as usize), bags.b.get(b as usize)) else { continue };
        let own = own(x, y);
        scored.push(Scored {
            a: PassageIdx(a as usize),
            b: PassageIdx(b as usize),
            p: weights::alone(&own),
            own,
            context: [0.0; ALL - OWN],
        });
    }
    let first_round: FxHashMap<(usize, usize), f32> = scored.iter().map(|s| ((s.a.0, s.b.0), s.p)).collect();
    let rivals_a = two_best(bags.a.len(), scored.iter().map(|s| (s.a.0, s.p)));
    let rivals_b = two_best(bags.b.len(), scored.iter().map(|s| (s.b.0, s.p)));
    for pair in &mut scored {
        let margin = |best: Option<&(f32, f32)>| {
            let (first, second) = best.copied().unwrap_or_default();
            pair.p - if pair.p >= first { second } else { first }
        };
        let beside = |step_a: isize, step_b: isize| -> f32 {
            let key = pair.a.0.checked_add_signed(step_a).zip(pair.b.0.checked_add_signed(step_b));
            key.and_then(|key| first_round.get(&key)).copied().unwrap_or(0.0)
        };
        let diagonal = beside(-1, -1).max(beside(1, 1));
        let around = [(-2, -1), (-1, -2), (-2, -2), (2, 1), (1, 2), (2, 2), (-1, 1), (1, -1)]
            .into_iter()
            .map(|(x, y)| beside(x, y))
            .fold(0.0, f32::max);
        pair.context = [margin(rivals_a.get(pair.a.0)), margin(rivals_b.get(pair.b.0)), diagonal, around];
    }
    for pair in &mut scored {
        pair.p = weights::in_context(&pair.own, &pair.context);
    }
    scored
}

/// The best and the second best probability of each passage.
fn two_best(len: usize, all: impl Iterator<Item = (usize, f32)>) -> Vec<(f32, f32)> {
    let mut best = vec![(0.0_f32, 0.0_f32); len];
    for (passage, p) in all {
        if let Some((first, second)) = best.get_mut(passage) {
            if p > *first {
                *second = std::mem::replace(first, p);
            } else if p > *second {
                *second = p;
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common() {
        assert_eq!(common_sorted(&[1, 2, 2, 5], &[2, 2, 2, 5, 7]), 3);
        assert_eq!(common_sorted::<u32>(&[], &[1]), 0);
    }

    #[test]
    fn two_best_of_each() {
        assert_eq!(two_best(2, [(0, 0.2), (0, 0.9), (0, 0.5), (1, 0.1)].into_iter()), [(0.9, 0.5), (0.1, 0.0)]);
    }
}
