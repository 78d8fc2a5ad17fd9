//! The nearest passages of the other statement: posting lists, rarest terms first, at most [`Reach::budget`] postings a
//! passage, so the cost is linear in the number of passages.
#![expect(clippy::indexing_slicing, reason = "postings hold positions of passages counted here; covered by the alignment tests")]

use super::{
    pair::{Pair, Weighed},
    profile::row_starts,
};
use crate::engine::text::{Cancel, threads::in_parts};
use std::ops::Range;

/// How far one passage looks. Bounded by the size of the texts, never by the clock.
#[derive(Clone, Copy)]
struct Reach {
    /// Postings looked at for one kind of term.
    budget: usize,
    /// Near passages that are looked at closely.
    nearest: usize,
}

impl Reach {
    /// Statements of tens of thousands of words, where a reworded sentence has few rare words to be found by.
    const FAR: Self = Self { budget: 2_500, nearest: 12 };
    /// Longer texts: half the work for a passage.
    const NEAR: Self = Self { budget: 1_000, nearest: 6 };
    /// Passages of both texts from which on they are long.
    const LONG: usize = 4_000;

    const fn of(passages: usize) -> Self {
        if passages < Self::LONG { Self::FAR } else { Self::NEAR }
    }
}

/// Near passages that are looked at closely however far behind the nearest they are.
const ALWAYS: usize = 3;
/// The others are where they come to this share of the nearest.
const WORTH: f32 = 0.45;

/// Near pairs: (passage of a, passage of b), each once, in order. Looked up from both sides, so that a passage that is
/// nobody's neighbour still gets its own.
/// None where it was cancelled.
pub(super) fn nearest(pair: &Pair<'_>, threads: usize, cancel: &dyn Cancel) -> Option<Vec<(u32, u32)>> {
    // Words of East Asian scripts are long and bear endings: their n-grams find what whole words do not.
    let kinds = if pair.a.is_east_asian || pair.b.is_east_asian { vec![&pair.concepts, &pair.grams] } else { vec![&pair.concepts] };
    let a: Vec<&Weighed<'_>> = kinds.iter().map(|kind| &kind.a).collect();
    let b: Vec<&Weighed<'_>> = kinds.iter().map(|kind| &kind.b).collect();
    let reach = Reach::of(pair.a.len() + pair.b.len());
    let mut pairs = look_up(&a, &b, reach, threads, cancel)?;
    pairs.extend(look_up(&b, &a, reach, threads, cancel)?.into_iter().map(|(b, a)| (a, b)));
    pairs.sort_unstable();
    pairs.dedup();
    Some(pairs)
}

/// For each term the passages that hold it, with their weight over their norm, in compressed rows.
struct Postings {
    starts: Vec<u32>,
    items: Vec<(u32, f32)>,
}

impl Postings {
    fn new(side: &Weighed<'_>) -> Self {
        let ids = || side.rows(0..side.len()).map(|(id, _)| id as usize);
        let terms = ids().max().map_or(0, |id| id + 1);
        let starts = row_starts(ids(), terms);
        let mut next = starts.clone();
        let mut items = vec![(0, 0.0); starts.last().copied().unwrap_or(0) as usize];
        for passage in 0..side.len() {
            for (id, weight) in side.row(passage) {
                let next = &mut next[id as usize];
                items[*next as usize] = (passage as u32, weight / side.norm[passage]);
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

fn look_up(from: &[&Weighed<'_>], to: &[&Weighed<'_>], reach: Reach, threads: usize, cancel: &dyn Cancel) -> Option<Vec<(u32, u32)>> {
    let postings: Vec<Postings> = to.iter().map(|kind| Postings::new(kind)).collect();
    let (passages, others) = (from.first().map_or(0, |kind| kind.len()), to.first().map_or(0, |kind| kind.len()));
    in_parts(threads, passages, |part| look_up_part(from, part, (&postings, others), reach, cancel))
}

fn look_up_part(
    from: &[&Weighed<'_>],
    passages: Range<usize>,
    (postings, others): (&[Postings], usize),
    reach: Reach,
    cancel: &dyn Cancel,
) -> Option<Vec<(u32, u32)>> {
    let mut sums = vec![0.0_f32; others];
    let mut touched: Vec<u32> = Vec::new();
    let mut rows: Vec<(u32, u32, f32)> = Vec::new();
    let mut pairs = Vec::with_capacity(passages.len() * reach.nearest);
    for passage in passages {
        if passage % 256 == 0 && cancel.is_cancelled() {
            return None;
        }
        for (kind, postings) in from.iter().zip(postings) {
            rows.clear();
            rows.extend(kind.row(passage).map(|(id, weight)| (postings.of(id).len() as u32, id, weight)).filter(|row| row.0 > 0));
            add(&mut rows, postings, reach.budget, &mut sums, &mut touched);
        }
        let by_sum = |x: &u32, y: &u32| sums[*y as usize].total_cmp(&sums[*x as usize]).then(x.cmp(y));
        if touched.len() > reach.nearest {
            touched.select_nth_unstable_by(reach.nearest, by_sum);
        }
        let nearest = touched.len().min(reach.nearest);
        touched[..nearest].sort_unstable_by(by_sum);
        let least = touched.first().map_or(0.0, |&best| sums[best as usize]) * WORTH;
        let worth = |&(rank, &near): &(usize, &u32)| rank < ALWAYS || sums[near as usize] >= least;
        pairs.extend(touched[..nearest].iter().enumerate().take_while(worth).map(|(_, &near)| (passage as u32, near)));
        // The untaken rest is cleared too.
        for &near in &touched {
            sums[near as usize] = 0.0;
        }
        touched.clear();
    }
    Some(pairs)
}

fn add(rows: &mut [(u32, u32, f32)], postings: &Postings, mut budget: usize, sums: &mut [f32], touched: &mut Vec<u32>) {
    rows.sort_unstable_by_key(|row| (row.0, row.1));
    for &(count, id, weight) in rows.iter() {
        if count as usize > budget {
            break;
        }
        budget -= count as usize;
        for &(passage, other) in postings.of(id) {
            let sum = &mut sums[passage as usize];
            if *sum == 0.0 {
                touched.push(passage);
            }
            *sum += weight * other;
        }
    }
}
