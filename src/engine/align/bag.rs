//! Passages as weighed bags: stems, character 4-grams of the stems, stem bigrams and numbers.
//!
//! Weights are TF-IDF over the passages of both statements: `(1 + ln tf) * ln(1 + N / df)`; function words count a tenth.
#![expect(clippy::indexing_slicing, reason = "ids are positions in tables built here; covered by the alignment tests")]

use super::Group;
use crate::engine::{
    segment::Tokens,
    statement::PassageIdx,
    text::{TokenKind, Vocabulary, language::is_east_asian},
};
use rustc_hash::FxHashMap;

/// Sorted (id, weight) pairs and their Euclidean norm.
#[derive(Clone, Debug, Default)]
pub(super) struct Weights {
    pub items: Vec<(u32, f32)>,
    pub norm: f32,
}

impl Weights {
    fn new(mut items: Vec<(u32, f32)>) -> Self {
        items.sort_unstable_by_key(|&(id, _)| id);
        let norm = items.iter().map(|&(_, w)| w * w).sum::<f32>().sqrt();
        Self { items, norm }
    }

    /// Cosine, 0 to 1.
    pub fn cosine(&self, other: &Self) -> f32 {
        let mut dot = 0.0;
        self.for_shared(other, |x, y| dot += x * y);
        let norms = self.norm * other.norm;
        if norms > 0.0 { dot / norms } else { 0.0 }
    }

    /// Sum of the smaller weights of what both hold.
    pub fn shared(&self, other: &Self) -> f32 {
        let mut sum = 0.0;
        self.for_shared(other, |x, y| sum += f32::min(x, y));
        sum
    }

    /// Sum of the weights.
    pub fn mass(&self) -> f32 {
        self.items.iter().map(|&(_, w)| w).sum()
    }

    fn for_shared(&self, other: &Self, mut visit: impl FnMut(f32, f32)) {
        let (mut i, mut j) = (0, 0);
        while i < self.items.len() && j < other.items.len() {
            match self.items[i].0.cmp(&other.items[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    visit(self.items[i].1, other.items[j].1);
                    i += 1;
                    j += 1;
                }
            }
        }
    }

    fn merged(parts: &[&Self]) -> Self {
        let mut all: Vec<(u32, f32)> = parts.iter().flat_map(|part| part.items.iter().copied()).collect();
        all.sort_unstable_by_key(|&(id, _)| id);
        all.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = kept.1.max(next.1) + kept.1.min(next.1) * 0.4;
            }
            same
        });
        Self::new(all)
    }
}

/// One passage, or several neighbours taken together.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag {
    pub words: Weights,
    pub grams: Weights,
    /// Pairs of stems that stand next to each other, function words left out; sorted.
    pub bigrams: Vec<u64>,
    /// Stems of numbers; sorted.
    pub numbers: Vec<u32>,
    pub word_count: usize,
    /// A heading, or a label or stage direction: never joined to a neighbour.
    pub stands_alone: bool,
}

impl Bag {
    /// Neighbours taken together.
    pub fn merged(parts: &[&Self]) -> Self {
        let mut bigrams: Vec<u64> = parts.iter().flat_map(|p| p.bigrams.iter().copied()).collect();
        bigrams.sort_unstable();
        let mut numbers: Vec<u32> = parts.iter().flat_map(|p| p.numbers.iter().copied()).collect();
        numbers.sort_unstable();
        Self {
            words: Weights::merged(&parts.iter().map(|p| &p.words).collect::<Vec<_>>()),
            grams: Weights::merged(&parts.iter().map(|p| &p.grams).collect::<Vec<_>>()),
            bigrams,
            numbers,
            word_count: parts.iter().map(|p| p.word_count).sum(),
            stands_alone: false,
        }
    }
}

/// The bags of two statements.
#[derive(Debug)]
pub(super) struct Bags {
    pub a: Vec<Bag>,
    pub b: Vec<Bag>,
    idf: Vec<f32>,
}

/// Per passage: stems with their counts, light or not.
struct Counted {
    stems: Vec<(u32, f32, bool)>,
    grams: Vec<(u32, f32)>,
    bigrams: Vec<u64>,
    numbers: Vec<u32>,
    words: usize,
    stands_alone: bool,
}

impl Bags {
    /// Weighs the passages of two statements against each other.
    pub fn new(a: &Tokens, b: &Tokens, vocabulary: &Vocabulary) -> Self {
        let mut grams = Grams::default();
        let counted: Vec<Vec<Counted>> =
            [a, b].map(|tokens| (0..tokens.passages()).map(|p| count(tokens, PassageIdx(p), vocabulary, &mut grams)).collect()).into();
        let all = || counted.iter().flatten();
        let total = all().filter(|c| c.words > 0).count() as f32;
        let mut stem_df = vec![0_u32; vocabulary.stem_count()];
        let mut gram_df = vec![0_u32; grams.ids.len()];
        for passage in all() {
            passage.stems.iter().for_each(|&(id, ..)| stem_df[id as usize] += 1);
            passage.grams.iter().for_each(|&(id, _)| gram_df[id as usize] += 1);
        }
        let idf_of = |df: &[u32]| -> Vec<f32> { df.iter().map(|&df| (1.0 + total / df.max(1) as f32).ln()).collect() };
        let (idf, gram_idf) = (idf_of(&stem_df), idf_of(&gram_df));
        let weigh = |passage: &Counted| Bag {
            words: Weights::new(
                passage
                    .stems
                    .iter()
                    .map(|&(id, tf, light)| (id, (1.0 + tf.ln()) * idf[id as usize] * if light { 0.1 } else { 1.0 }))
                    .collect(),
            ),
            grams: Weights::new(passage.grams.iter().map(|&(id, tf)| (id, (1.0 + tf.ln()) * gram_idf[id as usize])).collect()),
            bigrams: passage.bigrams.clone(),
            numbers: passage.numbers.clone(),
            word_count: passage.words,
            stands_alone: passage.stands_alone,
        };
        let mut sides = counted.iter().map(|side| side.iter().map(weigh).collect::<Vec<_>>());
        let (a, b) = (sides.next().unwrap_or_default(), sides.next().unwrap_or_default());
        Self { a, b, idf }
    }

    /// A group of the first statement as one bag.
    pub fn group_a(&self, group: Group) -> Bag {
        merge(&self.a, group)
    }

    /// A group of the second statement as one bag.
    pub fn group_b(&self, group: Group) -> Bag {
        merge(&self.b, group)
    }

    /// The rarest words that both groups hold, as they are written in the first: at most six, in its order.
    pub fn shared_words(&self, a: Group, b: Group, tokens: &Tokens, vocabulary: &Vocabulary) -> Vec<String> {
        let (left, right) = (self.group_a(a), self.group_b(b));
        let mut shared: Vec<u32> = left
            .words
            .items
            .iter()
            .map(|&(id, _)| id)
            .filter(|id| right.words.items.binary_search_by_key(id, |&(id, _)| id).is_ok())
            .collect();
        shared.sort_by(|x, y| self.idf[*y as usize].total_cmp(&self.idf[*x as usize]).then(x.cmp(y)));
        shared.truncate(6);
        let mut words: Vec<&str> = Vec::new();
        for term in tokens.terms_in(tokens.range_of(a.first, a.last)).iter().filter_map(|&id| vocabulary.term(id)) {
            if !term.is_light && shared.contains(&term.stem) && !words.contains(&term.form.as_str()) {
                words.push(&term.form);
            }
        }
        if words.is_empty() { Vec::new() } else { vec![format!("shared: {}", words.join(", "))] }
    }
}

fn merge(side: &[Bag], group: Group) -> Bag {
    match side.get(group.first.0..=group.last.0) {
        Some([one]) => one.clone(),
        Some(several) => Bag::merged(&several.iter().collect::<Vec<_>>()),
        None => Bag::default(),
    }
}

fn count(tokens: &Tokens, passage: PassageIdx, vocabulary: &Vocabulary, grams: &mut Grams) -> Counted {
    let stands_alone = tokens.is_heading(passage) || !tokens.is_comparable(passage);
    let mut counted = Counted { stems: Vec::new(), grams: Vec::new(), bigrams: Vec::new(), numbers: Vec::new(), words: 0, stands_alone };
    if !tokens.is_comparable(passage) {
        return counted;
    }
    let mut previous: Option<u32> = None;
    let mut all_grams: Vec<u32> = Vec::new();
    for term in tokens.terms_in(tokens.range(passage)).iter().filter_map(|&id| vocabulary.term(id)) {
        if term.kind == TokenKind::Mark {
            continue;
        }
        counted.words += 1;
        counted.stems.push((term.stem, 1.0, term.is_light));
        if term.is_light {
            continue;
        }
        if term.kind == TokenKind::Number {
            counted.numbers.push(term.stem);
        }
        if let Some(before) = previous.replace(term.stem) {
            counted.bigrams.push(u64::from(before) << 32 | u64::from(term.stem));
        }
        all_grams.extend_from_slice(grams.of(term.stem, vocabulary));
    }
    counted.stems.sort_unstable_by_key(|&(id, ..)| id);
    counted.stems.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += 1.0;
        }
        same
    });
    all_grams.sort_unstable();
    for gram in all_grams {
        match counted.grams.last_mut() {
            Some((id, tf)) if *id == gram => *tf += 1.0,
            _ => counted.grams.push((gram, 1.0)),
        }
    }
    counted.bigrams.sort_unstable();
    counted.numbers.sort_unstable();
    counted
}

/// Character n-grams of stems, found once a stem: 4 letters with a blank at either end; 2 of East Asian scripts.
#[derive(Default)]
struct Grams {
    ids: FxHashMap<String, u32>,
    by_stem: Vec<Option<Vec<u32>>>,
}

impl Grams {
    fn of(&mut self, stem: u32, vocabulary: &Vocabulary) -> &[u32] {
        let at = stem as usize;
        if self.by_stem.len() <= at {
            self.by_stem.resize(at + 1, None);
        }
        if self.by_stem[at].is_none() {
            let name = vocabulary.stem_name(stem);
            let found = cut_grams(name).into_iter().map(|gram| self.intern(gram)).collect();
            self.by_stem[at] = Some(found);
        }
        self.by_stem[at].as_deref().unwrap_or_default()
    }

    fn intern(&mut self, gram: String) -> u32 {
        let next = self.ids.len() as u32;
        *self.ids.entry(gram).or_insert(next)
    }
}

fn cut_grams(stem: &str) -> Vec<String> {
    let east = stem.chars().any(is_east_asian);
    let chars: Vec<char> =
        if east { stem.chars().collect() } else { std::iter::once(' ').chain(stem.chars()).chain(std::iter::once(' ')).collect() };
    let size = if east { 2 } else { 4 };
    if chars.len() <= size { vec![chars.iter().collect()] } else { chars.windows(size).map(|w| w.iter().collect()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grams() {
        assert_eq!(cut_grams("nuclear"), [" nuc", "nucl", "ucle", "clea", "lear", "ear "]);
        assert_eq!(cut_grams("un"), [" un "]);
        assert_eq!(cut_grams("비핵화"), ["비핵", "핵화"]);
    }

    #[test]
    fn cosine_of_the_same_is_one() {
        let w = Weights::new(vec![(3, 1.0), (1, 2.0)]);
        assert!((w.cosine(&w) - 1.0).abs() < 1e-6);
        assert!(w.cosine(&Weights::default()).abs() < 1e-6);
    }
}
