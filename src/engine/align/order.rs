//! Which links keep the common order: the heaviest increasing chain; all others are moved. Neighbouring moved links are
//! one block.

use super::{Pairing, PassageIdx};

/// Marks what moved. Links must be in the order of the first statement. `O(n log n)`.
pub(super) fn mark_moved(pairings: &mut [Pairing]) {
    // Only links that say the same decide what the common order is.
    let chain = heaviest_chain(pairings);
    for (pairing, kept) in pairings.iter_mut().zip(chain) {
        pairing.moved = !kept && pairing.kind.is_same();
    }
    number_blocks(pairings);
}

/// Weighs a link by what it joins: the sum of words is not known here, so by its probability and size.
fn weight(pairing: &Pairing) -> f32 {
    if pairing.kind.is_same() { pairing.score * (pairing.a.len() + pairing.b.len()) as f32 } else { 0.0 }
}

/// For each link whether it belongs to the heaviest chain that increases on both sides: patience with a Fenwick tree of maxima.
fn heaviest_chain(pairings: &[Pairing]) -> Vec<bool> {
    let size = pairings.iter().map(|p| p.b.last.0 + 2).max().unwrap_or(0);
    let mut tree = Maxima(vec![(0.0, usize::MAX); size + 1]);
    let mut before = vec![usize::MAX; pairings.len()];
    let mut order: Vec<usize> = (0..pairings.len()).filter(|&i| pairings.get(i).is_some_and(|p| p.kind.is_same())).collect();
    // Links that begin at the same passage cannot follow each other: the later one on the other side is asked first.
    order.sort_by_key(|&i| pairings.get(i).map(|p| (p.a.first, std::cmp::Reverse(p.b.first))));
    let mut best = (0.0_f32, usize::MAX);
    for idx in order {
        let Some(pairing) = pairings.get(idx) else { continue };
        let (sum, previous) = tree.best_below(pairing.b.first.0 + 1);
        if let Some(slot) = before.get_mut(idx) {
            *slot = previous;
        }
        let total = sum + weight(pairing);
        tree.raise(pairing.b.first.0 + 1, total, idx);
        if total > best.0 {
            best = (total, idx);
        }
    }
    let mut kept = vec![false; pairings.len()];
    let mut at = best.1;
    while let Some(slot) = kept.get_mut(at) {
        *slot = true;
        at = before.get(at).copied().unwrap_or(usize::MAX);
    }
    kept
}

/// Prefix maxima with the link that reached them.
struct Maxima(Vec<(f32, usize)>);

impl Maxima {
    /// The best of all positions up to and including `position`.
    fn best_below(&self, mut position: usize) -> (f32, usize) {
        let mut best = (0.0, usize::MAX);
        while position > 0 {
            if let Some(&entry) = self.0.get(position)
                && entry.0 > best.0
            {
                best = entry;
            }
            position &= position - 1;
        }
        best
    }

    fn raise(&mut self, mut position: usize, sum: f32, idx: usize) {
        while let Some(entry) = self.0.get_mut(position) {
            if sum > entry.0 {
                *entry = (sum, idx);
            }
            position += position & position.wrapping_neg();
        }
    }
}

/// Moved links that follow each other on both sides get one number.
fn number_blocks(pairings: &mut [Pairing]) {
    let mut next = 0;
    let mut last: Option<(PassageIdx, PassageIdx)> = None;
    for pairing in pairings.iter_mut().filter(|p| p.moved) {
        let follows = last.is_some_and(|(a, b)| pairing.a.first.0.abs_diff(a.0) <= 1 && pairing.b.first.0.abs_diff(b.0) <= 1);
        if !follows {
            next += 1;
        }
        pairing.block = Some(next - 1);
        last = Some((pairing.a.last, pairing.b.last));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Group, LinkKind};
    use super::*;

    fn check(links: &[(usize, usize)], moved: &[usize]) {
        let mut pairings: Vec<Pairing> = links
            .iter()
            .map(|&(a, b)| Pairing {
                a: Group::one(PassageIdx(a)),
                b: Group::one(PassageIdx(b)),
                kind: LinkKind::Reworded,
                score: 0.9,
                moved: false,
                block: None,
                why: Vec::new(),
            })
            .collect();
        mark_moved(&mut pairings);
        let found: Vec<usize> = pairings.iter().filter(|p| p.moved).map(|p| p.a.first.0).collect();
        assert_eq!(found, moved, "{links:?}");
    }

    #[test]
    fn chains() {
        check(&[(0, 0), (1, 1), (2, 2)], &[]);
        check(&[(0, 2), (1, 0), (2, 1)], &[0]);
        check(&[(0, 0), (1, 9), (2, 1), (3, 2)], &[1]);
        check(&[(0, 1), (0, 4), (1, 2)], &[0]);
        check(&[], &[]);
    }
}
