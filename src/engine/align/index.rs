//! The nearest passages of the other statement: posting lists, rarest terms first, at most [`BUDGET`] postings a
//! passage, so the cost is linear in the number of passages.
#![expect(clippy::indexing_slicing, reason = "postings hold positions of passages counted here; covered by the alignment tests")]

use super::bag::{Bag, Bags, Weights};
use crate::engine::text::Cancel;

/// Postings looked at for one passage and one kind of term.
pub(super) const BUDGET: usize = 6_000;
/// Near passages that are looked at closely.
pub(super) const NEAREST: usize = 14;

/// Near pairs: (passage of a, passage of b), each once, in order. Looked up from both sides, so that a passage that is
/// nobody's neighbour still gets its own.
pub(super) fn nearest(bags: &Bags, cancel: &dyn Cancel) -> Vec<(u32, u32)> {
    let mut pairs = look_up(&bags.a, &bags.b, cancel);
    pairs.extend(look_up(&bags.b, &bags.a, cancel).into_iter().map(|(b, a)| (a, b)));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// For each term the passages that hold it, with their weight over their norm, in compressed rows.
struct Postings {
    starts: Vec<u32>,
    items: Vec<(u32, f32)>,
}

impl Postings {
    fn new(side: &[Bag], of: impl Fn(&Bag) -> &Weights) -> Self {
        let terms = side.iter().filter_map(|bag| of(bag).items.last()).map(|&(id, _)| id as usize + 1).max().unwrap_or(0);
        let mut starts = vec![0_u32; terms + 2];
        for &(id, _) in side.iter().flat_map(|bag| &of(bag).items) {
            starts[id as usize + 2] += 1;
        }
        for idx in 1..starts.len() {
            starts[idx] += starts[idx - 1];
        }
        let mut items = vec![(0, 0.0); starts.last().copied().unwrap_or(0) as usize];
        for (passage, bag) in side.iter().enumerate() {
            let weights = of(bag);
            for &(id, weight) in &weights.items {
                let next = &mut starts[id as usize + 1];
                items[*next as usize] = (passage as u32, weight / weights.norm.max(f32::MIN_POSITIVE));
                *next += 1;
            }
        }
        Self { starts, items }
    }

    fn of(&self, id: u32) -> &[(u32, f32)] {
        let id = id as usize;
        if id + 1 >= self.starts.len() { &[] } else { &self.items[self.starts[id] as usize..self.starts[id + 1] as usize] }
    }
}

fn look_up(from: &[Bag], to: &[Bag], cancel: &dyn Cancel) -> Vec<(u32, u32)> {
    let words = Postings::new(to, |bag| &bag.words);
    let grams = Postings::new(to, |bag| &bag.grams);
    let mut sums = vec![0.0_f32; to.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut pairs = Vec::with_capacity(from.len() * NEAREST);
    for (passage, bag) in from.iter().enumerate() {
        if passage % 256 == 0 && cancel.is_cancelled() {
            return pairs;
        }
        add(&bag.words, &words, &mut sums, &mut touched);
        add(&bag.grams, &grams, &mut sums, &mut touched);
        let by_sum = |x: &u32, y: &u32| sums[*y as usize].total_cmp(&sums[*x as usize]).then(x.cmp(y));
        if touched.len() > NEAREST {
            touched.select_nth_unstable_by(NEAREST, by_sum);
        }
        pairs.extend(touched.iter().take(NEAREST).map(|&near| (passage as u32, near)));
        // The untaken rest is cleared too.
        for &near in &touched {
            sums[near as usize] = 0.0;
        }
        touched.clear();
    }
    pairs
}

fn add(weights: &Weights, postings: &Postings, sums: &mut [f32], touched: &mut Vec<u32>) {
    let mut rows: Vec<(usize, u32, f32)> =
        weights.items.iter().map(|&(id, weight)| (postings.of(id).len(), id, weight)).filter(|row| row.0 > 0).collect();
    rows.sort_unstable_by_key(|row| (row.0, row.1));
    let mut budget = BUDGET;
    for (count, id, weight) in rows {
        if count > budget {
            break;
        }
        budget -= count;
        for &(passage, other) in postings.of(id) {
            let sum = &mut sums[passage as usize];
            if *sum == 0.0 {
                touched.push(passage);
            }
            *sum += weight / weights.norm.max(f32::MIN_POSITIVE) * other;
        }
    }
}
