//! From scored pairs to links: the surest pairs first, each grown over neighbours that belong to it.
//!
//! 1. A pair is taken from the probability on that makes the expected F1 greatest ([`threshold`]), unless one of its passages has a partner that is much
//!    likelier ([`NEAR_BEST`]).
//! 2. Neighbours on one side that answer the same passage join its link, so that one sentence can answer four.
//! 3. Where the two sides are cut differently, a free neighbour joins if the sides are more alike with it than without.
//! 4. What is left becomes `related` where it is a passage's best.
#![expect(clippy::indexing_slicing, reason = "pairs hold positions of passages counted here; covered by the alignment tests")]

use super::{
    Group, How, LinkKind, LinkModel, Pairing,
    features::{Near, WORD_COSINE},
    model::log_odds,
    pair::{Kind, Pair, Weighed},
    profile::{Profile, row_starts},
};
use crate::engine::{
    statement::PassageIdx,
    text::{Cancel, threads::in_parts},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// A second partner must come this near to the first, in log-odds: near certainty a small step in probability is a large
/// one in evidence. Between two versions of a text ...
const NEAR_BEST: f32 = 1.5;
/// ... and by how much more it may lie behind where the two come less near (feature `level`): there several sentences
/// answer one, and none in the same words.
const LOOSER: f32 = 3.0;
/// A neighbour joins a link from this share of the probability `same` on ...
const JOIN: f32 = 0.6;
/// ... and a cut differently one if the cosines of words and n-grams rise by this much together.
const JOIN_GAIN: f32 = 0.06;
/// A heading and a sentence say the same from this cosine of words on: one text has as a sentence what the other has as a
/// heading.
const SAME_WORDS: f32 = 0.8;
/// Partners of one passage in another statement. Wording that stands in more places is a formula, and without a bound a
/// text that repeats one sentence for ever would cost the square of its length.
const MAX_PARTNERS: usize = 8;
/// Passages on one side of a link.
pub const MAX_SIDE: usize = 4;

/// A near pair with the probability that the two say the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scored {
    pub a: usize,
    pub b: usize,
    pub p: f32,
}

/// Scores near pairs. Where the two cannot correspond the probability is kept under every threshold. None where it was
/// cancelled.
pub(super) fn score(pair: &Pair<'_>, near: &[Near], how: &How<'_>, cancel: &dyn Cancel) -> Option<Vec<Scored>> {
    let score = |n: &Near| {
        let (a, b) = (n.a as usize, n.b as usize);
        let p = how.model.probability(&n.features);
        // A heading names a matter; what says something of it answers the sentences below.
        let is_heading_and_text = pair.a.stands_alone[a] != pair.b.stands_alone[b] && n.features[WORD_COSINE] < SAME_WORDS;
        let may_correspond = pair.may_correspond(a, b) && !is_heading_and_text;
        Scored { a, b, p: if may_correspond { p } else { p * how.model.related * 0.5 } }
    };
    in_parts(how.threads, near.len(), |part| {
        let mut scored = Vec::with_capacity(part.len());
        for near in near[part].chunks(1_024) {
            if cancel.is_cancelled() {
                return None;
            }
            scored.extend(near.iter().map(score));
        }
        Some(scored)
    })
}

/// The links of two statements, in the order of the first. Pairs come in order. None where it was cancelled.
pub(super) fn select(pair: &Pair<'_>, scored: &[Scored], level: f32, model: &LinkModel, cancel: &dyn Cancel) -> Option<Vec<Pairing>> {
    let pairs = Pairs::new(scored, level, pair.a.len(), pair.b.len());
    let mut links = take(pair, &pairs, threshold(scored).max(model.same));
    extend(pair, &pairs, &mut links, cancel)?;
    let mut related = related(&pairs, &links, model.related);
    links.append(&mut related);
    links.sort_by_key(|link| (link.a, link.b));
    Some(links)
}

/// The probability from which on taking pairs makes the expected F1 greatest: half of what it then is, so one half where
/// the partners are certain and less where all are doubtful (Lipton, Elkan and Naryanaswamy 2014).
fn threshold(scored: &[Scored]) -> f32 {
    let mut all: Vec<f32> = scored.iter().map(|s| s.p).collect();
    all.sort_unstable_by(|x, y| y.total_cmp(x));
    let total: f32 = all.iter().sum();
    let mut taken = 0.0;
    let expected = all.iter().zip(1_u32..).map(|(p, count)| {
        taken += p;
        2.0 * taken / (count as f32 + total)
    });
    expected.fold(0.0, f32::max) / 2.0
}

/// Scored pairs with the best of every passage.
struct Pairs<'a> {
    all: &'a [Scored],
    starts: Vec<u32>,
    best_a: Vec<f32>,
    best_b: Vec<f32>,
    /// How much less likely than the best a partner may be, in log-odds.
    slack: f32,
}

impl<'a> Pairs<'a> {
    fn new(all: &'a [Scored], level: f32, len_a: usize, len_b: usize) -> Self {
        let slack = NEAR_BEST + LOOSER * (1.0 - level);
        let starts = row_starts(all.iter().map(|s| s.a), len_a);
        let mut pairs = Self { all, starts, best_a: vec![0.0; len_a], best_b: vec![0.0; len_b], slack };
        for s in all {
            pairs.best_a[s.a] = pairs.best_a[s.a].max(s.p);
            pairs.best_b[s.b] = pairs.best_b[s.b].max(s.p);
        }
        pairs
    }

    /// The probability of a pair; none of one that is not near.
    fn get(&self, a: usize, b: usize) -> Option<f32> {
        let row = &self.all[self.starts[a] as usize..self.starts[a + 1] as usize];
        row.binary_search_by_key(&b, |s| s.b).ok().map(|at| row[at].p)
    }

    /// The greatest probability between two groups.
    fn between(&self, a: Group, b: Group) -> Option<f32> {
        joined(a, b).filter_map(|(a, b)| self.get(a, b)).max_by(f32::total_cmp)
    }

    fn is_near_best(&self, a: usize, b: usize, p: f32) -> bool {
        let best = self.best_a[a].max(self.best_b[b]);
        log_odds(p) + self.slack >= log_odds(best)
    }
}

/// Every passage of one group with every passage of the other.
fn joined(a: Group, b: Group) -> impl Iterator<Item = (usize, usize)> {
    a.passages().flat_map(move |a| b.passages().map(move |b| (a.0, b.0)))
}

/// Sets what is said of each passage of a group.
fn mark(passages: &mut [bool], group: Group) {
    group.passages().for_each(|p| passages[p.0] = true);
}

fn pairing(a: Group, b: Group, kind: LinkKind, score: f32) -> Pairing {
    Pairing { a, b, kind, score, moved: false, block: None, why: Vec::new() }
}

fn take(pair: &Pair<'_>, pairs: &Pairs<'_>, same: f32) -> Vec<Pairing> {
    let mut accepted: Vec<&Scored> = pairs.all.iter().filter(|s| s.p >= same && pairs.is_near_best(s.a, s.b, s.p)).collect();
    accepted.sort_by(|x, y| y.p.total_cmp(&x.p).then((x.a, x.b).cmp(&(y.a, y.b))));
    let (mut partners_a, mut partners_b) = (vec![0_usize; pair.a.len()], vec![0_usize; pair.b.len()]);
    let mut used: FxHashSet<(usize, usize)> = FxHashSet::default();
    let mut links = Vec::new();
    for s in accepted {
        if partners_a[s.a] >= MAX_PARTNERS || partners_b[s.b] >= MAX_PARTNERS || used.contains(&(s.a, s.b)) {
            continue;
        }
        let link =
            grow(pair, pairs, &used, pairing(Group::one(PassageIdx(s.a)), Group::one(PassageIdx(s.b)), LinkKind::Reworded, s.p), same);
        for (a, b) in joined(link.a, link.b) {
            used.insert((a, b));
            partners_a[a] += 1;
            partners_b[b] += 1;
        }
        links.push(link);
    }
    links
}

/// Neighbours of one side that answer the passage on the other join the link, the likeliest first.
fn grow(pair: &Pair<'_>, pairs: &Pairs<'_>, used: &FxHashSet<(usize, usize)>, mut link: Pairing, same: f32) -> Pairing {
    loop {
        let wider = wider(pair, &link).filter_map(|(a, b, new_a, new_b)| {
            let p = pairs.between(new_a, new_b)?;
            let is_free = joined(new_a, new_b).all(|pair| !used.contains(&pair));
            (is_free && p >= JOIN * same && pairs.is_near_best(new_a.first.0, new_b.first.0, p)).then_some((p, a, b))
        });
        let Some((_, a, b)) = wider.max_by(|x, y| x.0.total_cmp(&y.0)) else { return link };
        (link.a, link.b) = (a, b);
    }
}

/// The link with one more neighbour on a side whose other side is a single passage: both sides, and what is new against
/// what it would answer.
fn wider(pair: &Pair<'_>, link: &Pairing) -> impl Iterator<Item = (Group, Group, Group, Group)> + use<> {
    let (a, b) = (link.a, link.b);
    let more_b = beside(pair.b, b).filter(move |_| a.len() == 1).map(move |new| (a, grown(b, new), a, Group::one(new)));
    let more_a = beside(pair.a, a).filter(move |_| b.len() == 1).map(move |new| (grown(a, new), b, Group::one(new), b));
    more_b.chain(more_a).collect::<Vec<_>>().into_iter()
}

/// The passages before and after a group that can be taken in: there is room, and neither is a heading.
fn beside(side: &Profile, group: Group) -> impl Iterator<Item = PassageIdx> {
    let before = group.first.0.checked_sub(1);
    let after = Some(group.last.0 + 1).filter(|&next| next < side.len());
    let has_room = group.len() < MAX_SIDE && !side.stands_alone[group.first.0];
    before.into_iter().chain(after).filter(move |&p| has_room && !side.stands_alone[p]).map(PassageIdx)
}

fn grown(group: Group, passage: PassageIdx) -> Group {
    Group { first: group.first.min(passage), last: group.last.max(passage) }
}

/// Where one side says in several sentences what the other says in one: a free neighbour joins a link if the two sides
/// are more alike with it than without, by [`JOIN_GAIN`] in the sum of both cosines. None where it was cancelled.
fn extend(pair: &Pair<'_>, pairs: &Pairs<'_>, links: &mut [Pairing], cancel: &dyn Cancel) -> Option<()> {
    let (mut used_a, mut used_b) = (vec![false; pair.a.len()], vec![false; pair.b.len()]);
    for link in links.iter() {
        mark(&mut used_a, link.a);
        mark(&mut used_b, link.b);
    }
    for link in links.iter_mut() {
        if cancel.is_cancelled() {
            return None;
        }
        loop {
            let free = |group: Group, used: &[bool]| group.passages().all(|p| !used[p.0]);
            let wider: Vec<_> = wider(pair, link)
                .filter(|(.., new_a, new_b)| free(*new_a, &used_a) || free(*new_b, &used_b))
                .filter(|(.., new_a, new_b)| pairs.between(*new_a, *new_b).is_some())
                .collect();
            if wider.is_empty() {
                break;
            }
            let now = likeness(pair, link.a, link.b);
            let best = wider.into_iter().map(|(a, b, ..)| (likeness(pair, a, b), a, b)).max_by(|x, y| x.0.total_cmp(&y.0));
            let Some((_, a, b)) = best.filter(|(alike, ..)| *alike > now + JOIN_GAIN) else { break };
            (link.a, link.b) = (a, b);
            mark(&mut used_a, a);
            mark(&mut used_b, b);
        }
    }
    Some(())
}

/// Cosine of stems and cosine of n-grams of two groups, together.
fn likeness(pair: &Pair<'_>, a: Group, b: Group) -> f32 {
    let cosine = |kind: &Kind<'_>| {
        let (left, right) = (merged(&kind.a, a), merged(&kind.b, b));
        let norm = |side: &FxHashMap<u32, f32>| side.values().map(|w| w * w).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        let dot: f32 = left.iter().filter_map(|(id, weight)| right.get(id).map(|other| weight * other)).sum();
        dot / (norm(&left) * norm(&right))
    };
    cosine(&pair.words) + cosine(&pair.grams)
}

/// What stands in two passages of a group counts a little more than once.
fn merged(side: &Weighed<'_>, group: Group) -> FxHashMap<u32, f32> {
    let mut all: FxHashMap<u32, f32> = FxHashMap::default();
    for (id, weight) in side.rows(group.first.0..group.last.0 + 1) {
        all.entry(id).and_modify(|known| *known = known.max(weight) + 0.4 * known.min(weight)).or_insert(weight);
    }
    all
}

/// Pairs that are the best of a passage, though they do not say the same.
fn related(pairs: &Pairs<'_>, links: &[Pairing], from: f32) -> Vec<Pairing> {
    let linked: FxHashSet<(usize, usize)> = links.iter().flat_map(|link| joined(link.a, link.b)).collect();
    let (mut sure_a, mut sure_b) = (vec![false; pairs.best_a.len()], vec![false; pairs.best_b.len()]);
    for link in links.iter().filter(|link| link.score > 0.6) {
        mark(&mut sure_a, link.a);
        mark(&mut sure_b, link.b);
    }
    let is_close = |p: f32, best: f32| log_odds(p) + 1.0 >= log_odds(best);
    // A passage that says the same as another is not also called related to its lesser look-alikes.
    let related = pairs.all.iter().filter(|s| {
        let (of_a, of_b) = (pairs.best_a[s.a], pairs.best_b[s.b]);
        s.p >= from && (s.p >= of_a || s.p >= of_b && is_close(s.p, of_a)) && !linked.contains(&(s.a, s.b)) && !(sure_a[s.a] && sure_b[s.b])
    });
    related.map(|s| pairing(Group::one(PassageIdx(s.a)), Group::one(PassageIdx(s.b)), LinkKind::Related, s.p)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threshold_is_half_of_the_expected_f1() {
        let of = |all: &[f32]| threshold(&all.iter().map(|&p| Scored { a: 0, b: 0, p }).collect::<Vec<_>>());
        assert!((of(&[1.0, 1.0, 0.0]) - 0.5).abs() < 1e-6, "certain");
        assert!((of(&[0.5, 0.5]) - 1.0 / 3.0).abs() < 1e-6, "doubtful");
        assert!(of(&[]).abs() < 1e-6);
    }
}
