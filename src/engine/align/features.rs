//! What a near pair shares and how it differs, as numbers. Which passage is `a` and which `b` changes nothing.
#![expect(clippy::indexing_slicing, reason = "near pairs hold positions of passages counted here; covered by the alignment tests")]

use super::{
    pair::{Kind, Pair, Weighed},
    profile::{Profile, Rows, row_starts},
};
use crate::engine::text::{Cancel, threads::in_parts};

use std::ops::Range;

/// Number of features.
pub const COUNT: usize = 33;

/// The features by name, in the order of the model's weights.
pub const NAMES: [&str; COUNT] = [
    "word_cosine",      // of stems
    "gram_cosine",      // of character n-grams of the stems
    "concept_cosine",   // of concepts
    "containment",      // shared weight of stems over that of the side that has less
    "dice",             // shared weight of stems over that of both
    "information",      // shared weight of stems, over 20, at most 2
    "rarest_1",         // inverse frequency of the rarest shared stem
    "rarest_2",         // of the next
    "rarest_3",         // of the next
    "bigrams",          // shared pairs of neighbouring stems over those of the side that has fewer
    "numbers",          // shared numbers (2 count fully) less half of those that only one side has (4 count fully)
    "length_ratio",     // logarithm of the words of the longer over the shorter, at most 3
    "short_at_all",     // words of the shorter over 10, at most 1
    "shorter",          // words of the shorter over 40, at most 2
    "longer",           // words of the longer over 40, at most 2
    "names",            // shared names, at most 3
    "other_names",      // names that only one side has, at most 6
    "clause_cosine",    // of the two clauses that are most alike
    "clause_shared",    // shared weight of the two clauses that share most, over 15, at most 2
    "unshared_less",    // weight of concepts that the other side lacks, over 30, at most 2, on the side with less of it
    "unshared_more",    // and on the other
    "window",           // cosine of the concepts of both with two neighbours on either side
    "around",           // mean likeness of the pairs that lie two passages around
    "diagonal",         // likeness of the pair before or after on both sides, the greater
    "beside",           // likeness of the pairs of one with a neighbour of the other, the greatest
    "to_best_less",     // likeness over the best of either passage, the smaller
    "to_best_more",     // and the greater
    "rank_less",        // logarithm of the rank among the pairs of either passage, the smaller
    "rank_more",        // and the greater
    "above_usual_less", // likeness less the mean of the four best of either passage, the smaller
    "above_usual_more", // and the greater
    "level",            // how near the two texts come: mean likeness of the fourth of the passages that have the best partners
    "to_level",         // likeness over that level, at most 2
];

const AROUND: usize = 22;
/// Where the feature `word_cosine` stands.
pub(super) const WORD_COSINE: usize = 0;
/// Where the feature `level` stands.
pub(super) const LEVEL: usize = COUNT - 2;
/// Passages on either side that make up the window.
const WINDOW: usize = 2;

/// A near pair with its features.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    pub a: u32,
    pub b: u32,
    /// Mean of the cosines of n-grams and of concepts; 0 where the two cannot correspond.
    pub likeness: f32,
    pub features: [f32; COUNT],
}

/// A dense copy of one row, to be looked up by id.
struct Spread {
    values: Vec<f32>,
    ids: Vec<u32>,
}

impl Spread {
    fn new(size: usize) -> Self {
        Self { values: vec![0.0; size], ids: Vec::new() }
    }

    fn set(&mut self, items: impl Iterator<Item = (u32, f32)>) {
        for id in self.ids.drain(..) {
            self.values[id as usize] = 0.0;
        }
        for (id, weight) in items {
            let value = &mut self.values[id as usize];
            if *value == 0.0 {
                self.ids.push(id);
            }
            *value += weight;
        }
    }

    fn dot(&self, items: impl Iterator<Item = (u32, f32)>) -> f32 {
        items.map(|(id, weight)| self.values[id as usize] * weight).sum()
    }

    fn shared(&self, items: impl Iterator<Item = (u32, f32)>) -> f32 {
        items.map(|(id, weight)| self.values[id as usize].min(weight)).sum()
    }

    fn norm(&self) -> f32 {
        self.ids.iter().map(|&id| self.values[id as usize].powi(2)).sum::<f32>().sqrt().max(f32::MIN_POSITIVE)
    }
}

/// Measures near pairs, given in order. None where it was cancelled.
pub(super) fn measure(pair: &Pair<'_>, near: &[(u32, u32)], threads: usize, cancel: &dyn Cancel) -> Option<Vec<Near>> {
    let windows_b = window_norms(&pair.concepts.b, pair.concepts.idf.len());
    // A part begins with the first pair of a passage.
    let begin = |at: usize| near.get(at).map_or(near.len(), |first| near.partition_point(|pair| pair.0 < first.0));
    let part = |part: Range<usize>| measure_part(pair, &near[begin(part.start)..begin(part.end)], &windows_b, cancel);
    let mut all = in_parts(threads, near.len(), part)?;
    if cancel.is_cancelled() {
        return None;
    }
    compare_with_rivals(&mut all, pair.a.len(), pair.b.len());
    Some(all)
}

fn measure_part(pair: &Pair<'_>, near: &[(u32, u32)], windows_b: &[f32], cancel: &dyn Cancel) -> Option<Vec<Near>> {
    let mut spread = [&pair.words, &pair.grams, &pair.concepts, &pair.concepts].map(|kind| Spread::new(kind.idf.len()));
    let mut all: Vec<Near> = Vec::with_capacity(near.len());
    for (row, pairs) in near.chunk_by(|x, y| x.0 == y.0).enumerate() {
        if row % 128 == 0 && cancel.is_cancelled() {
            return None;
        }
        let Some(a) = pairs.first().map(|&(a, _)| a as usize) else { continue };
        let [words, grams, concepts, window] = &mut spread;
        words.set(pair.words.a.row(a));
        grams.set(pair.grams.a.row(a));
        concepts.set(pair.concepts.a.row(a));
        window.set(pair.concepts.a.rows(around(a, pair.concepts.a.len())));
        let window_norm = window.norm();
        for &(_, b) in pairs {
            let b = b as usize;
            let mut features = [0.0; COUNT];
            let cosine = |spread: &Spread, kind: &Kind<'_>| spread.dot(kind.b.row(b)) / (kind.a.norm[a] * kind.b.norm[b]);
            features[0] = cosine(words, &pair.words);
            features[1] = cosine(grams, &pair.grams);
            features[2] = cosine(concepts, &pair.concepts);
            shared_words(&mut features, pair, words, a, b);
            sizes(&mut features, pair, a, b);
            clauses(&mut features, pair, concepts, a, b);
            let shared = concepts.shared(pair.concepts.b.row(b));
            let unshared = [pair.concepts.a.mass[a], pair.concepts.b.mass[b]].map(|mass| ((mass - shared) / 30.0).min(2.0));
            (features[19], features[20]) = (unshared[0].min(unshared[1]), unshared[0].max(unshared[1]));
            let beside = pair.concepts.b.rows(around(b, pair.concepts.b.len()));
            features[21] = window.dot(beside) / (window_norm * windows_b[b]);
            let likeness = if pair.may_correspond(a, b) { f32::midpoint(features[1], features[2]) } else { 0.0 };
            all.push(Near { a: a as u32, b: b as u32, likeness, features });
        }
    }
    Some(all)
}

/// How near the two texts come: the feature `level`, the same in all pairs.
pub(super) fn level(near: &[Near]) -> f32 {
    near.first().map_or(0.0, |pair| pair.features[LEVEL])
}

fn around(passage: usize, len: usize) -> Range<usize> {
    passage.saturating_sub(WINDOW)..(passage + WINDOW + 1).min(len)
}

fn window_norms(side: &Weighed<'_>, size: usize) -> Vec<f32> {
    let mut window = Spread::new(size);
    (0..side.len())
        .map(|passage| {
            window.set(side.rows(around(passage, side.len())));
            window.norm()
        })
        .collect()
}

fn shared_words(features: &mut [f32; COUNT], pair: &Pair<'_>, words: &Spread, a: usize, b: usize) {
    let (mut shared, mut rarest) = (0.0, [0.0_f32; 3]);
    for (id, weight) in pair.words.b.row(b) {
        let both = words.values[id as usize].min(weight);
        if both > 0.0 {
            shared += both;
            let mut idf = pair.words.idf[id as usize];
            for kept in &mut rarest {
                if idf > *kept {
                    std::mem::swap(kept, &mut idf);
                }
            }
        }
    }
    let (x, y) = (pair.words.a.mass[a], pair.words.b.mass[b]);
    features[3] = shared / x.min(y).max(f32::MIN_POSITIVE);
    features[4] = 2.0 * shared / (x + y).max(f32::MIN_POSITIVE);
    features[5] = (shared / 20.0).min(2.0);
    features[6..9].copy_from_slice(&rarest);
}

fn sizes(features: &mut [f32; COUNT], pair: &Pair<'_>, a: usize, b: usize) {
    let (bigrams, of_a, of_b) = common(&pair.a.bigrams, &pair.b.bigrams, a, b);
    features[9] = bigrams / of_a.min(of_b).max(1.0);
    let (numbers, of_a, of_b) = common(&pair.a.numbers, &pair.b.numbers, a, b);
    features[10] = (numbers / 2.0).min(1.0) - ((of_a.max(of_b) - numbers) / 4.0).min(1.0) * 0.5;
    let length = |profile: &Profile, passage: usize| profile.word_count[passage].max(1) as f32;
    let (x, y) = (length(pair.a, a), length(pair.b, b));
    let (shorter, longer) = (x.min(y), x.max(y));
    features[11] = (longer / shorter).ln().min(3.0);
    features[12] = (shorter / 10.0).min(1.0);
    features[13] = (shorter / 40.0).min(2.0);
    features[14] = (longer / 40.0).min(2.0);
    let (names, of_a, of_b) = common(&pair.a.names, &pair.b.names, a, b);
    features[15] = names.min(3.0);
    features[16] = (of_a + of_b - 2.0 * names).min(6.0);
}

/// How many items two sorted rows share, and how many each has.
fn common<T: Ord + Copy>(a: &Rows<T>, b: &Rows<T>, row_a: usize, row_b: usize) -> (f32, f32, f32) {
    let (x, y) = (a.row(row_a), b.row(row_b));
    (common_sorted(x, y) as f32, x.len() as f32, y.len() as f32)
}

fn common_sorted<T: Ord>(x: &[T], y: &[T]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < x.len() && j < y.len() {
        let order = x[i].cmp(&y[j]);
        count += usize::from(order.is_eq());
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
    }
    count
}

fn clauses(features: &mut [f32; COUNT], pair: &Pair<'_>, concepts: &Spread, a: usize, b: usize) {
    let idf = &pair.concepts.idf;
    let norm = |clause: &[u32]| clause.iter().map(|&id| idf[id as usize].powi(2)).sum::<f32>().sqrt();
    for &right in pair.b.clauses.row(b) {
        let right = pair.b.clause_concepts.row(right as usize);
        // What the whole of `a` lacks no clause of it can share.
        if !right.iter().any(|&id| concepts.values[id as usize] > 0.0) {
            continue;
        }
        let norm_right = norm(right);
        for &left in pair.a.clauses.row(a) {
            let left = pair.a.clause_concepts.row(left as usize);
            let (mut dot, mut shared) = (0.0, 0.0);
            let (mut i, mut j) = (0, 0);
            while i < left.len() && j < right.len() {
                let order = left[i].cmp(&right[j]);
                if order.is_eq() {
                    let weight = idf[left[i] as usize];
                    dot += weight * weight;
                    shared += weight;
                }
                i += usize::from(order.is_le());
                j += usize::from(order.is_ge());
            }
            if dot > 0.0 {
                features[17] = features[17].max(dot / (norm(left) * norm_right));
                features[18] = features[18].max((shared / 15.0).min(2.0));
            }
        }
    }
}

/// Near pairs by row: where the pairs of each `a` lie, sorted by `b`.
struct Grid<'a> {
    starts: Vec<u32>,
    near: &'a [Near],
}

impl<'a> Grid<'a> {
    fn new(near: &'a [Near], rows: usize) -> Self {
        Self { starts: row_starts(near.iter().map(|n| n.a as usize), rows), near }
    }

    /// The pairs of passage `a`; none outside the text.
    fn row(&self, a: isize) -> &'a [Near] {
        match usize::try_from(a) {
            Ok(a) if a + 1 < self.starts.len() => &self.near[self.starts[a] as usize..self.starts[a + 1] as usize],
            _ => &[],
        }
    }
}

/// The features that a pair has by the side of others: its neighbours in the text, and its rivals.
fn compare_with_rivals(near: &mut [Near], len_a: usize, len_b: usize) {
    let grid = Grid::new(near, len_a);
    let beside: Vec<[f32; 3]> = near.iter().map(|pair| likeness_around(&grid, pair)).collect();
    let by_a = standings(near, len_a, |n| n.a);
    let by_b = standings(near, len_b, |n| n.b);
    let level = how_near(near, len_a, len_b);
    for (((pair, beside), of_a), of_b) in near.iter_mut().zip(beside).zip(by_a).zip(by_b) {
        pair.features[AROUND..AROUND + 3].copy_from_slice(&beside);
        for (kind, (x, y)) in of_a.into_iter().zip(of_b).enumerate() {
            pair.features[AROUND + 3 + 2 * kind] = x.min(y);
            pair.features[AROUND + 4 + 2 * kind] = x.max(y);
        }
        pair.features[LEVEL] = level;
        pair.features[LEVEL + 1] = (pair.likeness / level.max(0.05)).min(2.0);
    }
}

/// How near two texts come at all: of two versions of a text every partner is nearly the same, of a statement and what is
/// said of it none is. Mean of the best likeness of each passage of the shorter text, over the best fourth of them.
fn how_near(near: &[Near], len_a: usize, len_b: usize) -> f32 {
    let of = |n: &Near| if len_a <= len_b { n.a } else { n.b };
    let mut best = vec![0.0_f32; len_a.min(len_b)];
    for n in near {
        let known = &mut best[of(n) as usize];
        *known = known.max(n.likeness);
    }
    best.sort_unstable_by(|x, y| y.total_cmp(x));
    best.truncate(best.len().div_ceil(4));
    best.iter().sum::<f32>() / best.len().max(1) as f32
}

/// Mean of the 24 pairs around, the greater of the two on the diagonal, the greatest of the four beside.
fn likeness_around(grid: &Grid<'_>, pair: &Near) -> [f32; 3] {
    let (mut sum, mut diagonal, mut beside) = (0.0, 0.0_f32, 0.0_f32);
    for step in -2..=2_isize {
        let row = grid.row(pair.a as isize + step);
        let from = row.partition_point(|n| n.b + 2 < pair.b);
        for other in row[from..].iter().take_while(|n| n.b <= pair.b + 2) {
            match (step, other.b as isize - pair.b as isize) {
                (0, 0) => continue,
                (-1, -1) | (1, 1) => diagonal = diagonal.max(other.likeness),
                (0, -1 | 1) | (-1 | 1, 0) => beside = beside.max(other.likeness),
                _ => {}
            }
            sum += other.likeness;
        }
    }
    [sum / 24.0, diagonal, beside]
}

/// For each pair, among the pairs of its passage on one side: likeness over the best, logarithm of its rank, likeness
/// less the mean of the four best.
fn standings(near: &[Near], len: usize, of: impl Fn(&Near) -> u32) -> Vec<[f32; 3]> {
    let mut order: Vec<u32> = (0..near.len() as u32).collect();
    let starts = row_starts(near.iter().map(|n| of(n) as usize), len);
    let mut next = starts.clone();
    for (idx, n) in near.iter().enumerate() {
        let slot = &mut next[of(n) as usize];
        order[*slot as usize] = idx as u32;
        *slot += 1;
    }
    let mut standings = vec![[0.0; 3]; near.len()];
    for row in 0..len {
        let row = &mut order[starts[row] as usize..starts[row + 1] as usize];
        row.sort_unstable_by(|&x, &y| near[y as usize].likeness.total_cmp(&near[x as usize].likeness).then(x.cmp(&y)));
        let best = row.first().map_or(0.0, |&idx| near[idx as usize].likeness).max(1e-6);
        let usual = row.iter().take(4).map(|&idx| near[idx as usize].likeness).sum::<f32>() / 4.0;
        for (rank, &idx) in row.iter().enumerate() {
            let likeness = near[idx as usize].likeness;
            standings[idx as usize] = [likeness / best, (1.0 + rank as f32).ln(), likeness - usual];
        }
    }
    standings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_of_sorted() {
        assert_eq!(common_sorted(&[1, 2, 5], &[2, 5, 7]), 2);
        assert_eq!(common_sorted::<u32>(&[], &[1]), 0);
    }

    #[test]
    fn standing_among_rivals() {
        let near = |a, b, likeness| Near { a, b, likeness, features: [0.0; COUNT] };
        let all = [near(0, 0, 0.8), near(0, 1, 0.4), near(1, 1, 0.2)];
        let found = standings(&all, 2, |n| n.a);
        for (found, expected) in [(found[1][0], 0.5), (found[1][1], 2.0_f32.ln()), (found[2][2], 0.15)] {
            assert!((found - expected).abs() < 1e-6);
        }
    }
}
