//! The counts of two statements weighed against each other: `(1 + ln tf) * ln(1 + N / df)`, TF-IDF over the passages of
//! both (Salton and Buckley 1988, with the logarithm damped as in Manning et al., *Introduction to Information
//! Retrieval*, 6.4).
#![expect(clippy::indexing_slicing, reason = "ids are positions in tables of this comparison; covered by the alignment tests")]

use super::profile::{Counts, Profile, Rows};
use std::ops::Range;

/// Weights of the items of [`Counts`], with the norm and the sum of every passage.
#[derive(Debug)]
pub(super) struct Weighed<'a> {
    rows: &'a Rows<(u32, u16)>,
    pub weights: Vec<f32>,
    /// Euclidean norm of each passage.
    pub norm: Vec<f32>,
    /// Sum of the weights of each passage.
    pub mass: Vec<f32>,
}

impl<'a> Weighed<'a> {
    fn new(counts: &'a Counts, idf: &[f32]) -> Self {
        let rows = &counts.rows;
        let weights: Vec<f32> = rows.items.iter().map(|&(id, tf)| damped(tf) * idf[id as usize]).collect();
        let (mut norm, mut mass) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
        for row in 0..rows.len() {
            let row = &weights[rows.range(row)];
            norm.push(row.iter().map(|w| w * w).sum::<f32>().sqrt().max(f32::MIN_POSITIVE));
            mass.push(row.iter().sum());
        }
        Self { rows, weights, norm, mass }
    }

    /// Ids and weights of a passage.
    pub fn row(&self, passage: usize) -> impl Iterator<Item = (u32, f32)> {
        let range = self.rows.range(passage);
        self.rows.items[range.clone()].iter().map(|&(id, _)| id).zip(self.weights[range].iter().copied())
    }

    /// Ids and weights of neighbouring passages, one after the other.
    pub fn rows(&self, passages: Range<usize>) -> impl Iterator<Item = (u32, f32)> {
        passages.flat_map(|passage| self.row(passage))
    }

    /// Number of passages.
    pub fn len(&self) -> usize {
        self.norm.len()
    }
}

fn damped(tf: u16) -> f32 {
    if tf == 1 { 1.0 } else { 1.0 + f32::from(tf).ln() }
}

/// Passages of both texts for which weights are what the formula gives. In shorter and longer texts all are scaled, so
/// that a word which stands once on either side weighs the same in any: the model was fitted at one size.
const USUAL: f32 = 400.0;

/// One kind of item on both sides.
#[derive(Debug)]
pub(super) struct Kind<'a> {
    pub a: Weighed<'a>,
    pub b: Weighed<'a>,
    pub idf: Vec<f32>,
}

impl<'a> Kind<'a> {
    fn new(a: &'a Counts, b: &'a Counts, passages: f32) -> Self {
        let scale = (1.0 + USUAL / 2.0).ln() / (1.0 + passages / 2.0).ln().max(f32::MIN_POSITIVE);
        let idf: Vec<f32> =
            a.passages_with.iter().zip(&b.passages_with).map(|(x, y)| scale * (1.0 + passages / (x + y).max(1) as f32).ln()).collect();
        Self { a: Weighed::new(a, &idf), b: Weighed::new(b, &idf), idf }
    }
}

/// Two statements weighed against each other.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    pub a: &'a Profile,
    pub b: &'a Profile,
    pub words: Kind<'a>,
    pub concepts: Kind<'a>,
    pub grams: Kind<'a>,
}

impl<'a> Pair<'a> {
    /// Weighs two statements. Linear in their length.
    pub fn new(a: &'a Profile, b: &'a Profile) -> Self {
        let passages = (a.worded + b.worded) as f32;
        Self {
            a,
            b,
            words: Kind::new(&a.words, &b.words, passages),
            concepts: Kind::new(&a.concepts, &b.concepts, passages),
            grams: Kind::new(&a.grams, &b.grams, passages),
        }
    }

    /// Whether two passages can say the same at all: a journalist's question is no position of a party, so it answers
    /// other questions only, as in two transcripts of one briefing.
    pub fn may_correspond(&self, a: usize, b: usize) -> bool {
        self.a.is_asked[a] == self.b.is_asked[b]
    }
}
