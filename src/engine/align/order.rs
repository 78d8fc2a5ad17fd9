//! Which links keep the common order: the heaviest increasing chain; all others are moved. Neighbouring moved links are
//! one block.

use super::{Group, LinkKind, PassageIdx};

/// A link as far as its place goes.
#[derive(Clone, Copy, Debug)]
pub struct Ends {
    /// Passages of the first statement.
    pub a: Group,
    /// Passages of the second statement.
    pub b: Group,
    /// How they correspond.
    pub kind: LinkKind,
    /// Probability that the two say the same, 0 to 1.
    pub score: f32,
}

/// Where a link stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Out of the common order.
    pub moved: bool,
    /// Links that moved together share a number.
    pub block: Option<usize>,
}

/// The places of links, which must be in the order of the first statement. `O(n log n)`.
pub fn places(links: &[Ends]) -> Vec<Place> {
    // Only links that say the same decide what the common order is.
    let chain = heaviest_chain(links);
    let mut places: Vec<Place> =
        links.iter().zip(chain).map(|(link, kept)| Place { moved: !kept && link.kind.is_same(), block: None }).collect();
    number_blocks(links, &mut places);
    places
}

/// Weighs a link by what it joins: the sum of words is not known here, so by its probability and size.
fn weight(link: &Ends) -> f32 {
    if link.kind.is_same() { link.score * (link.a.len() + link.b.len()) as f32 } else { 0.0 }
}

/// For each link whether it belongs to the heaviest chain that increases on both sides: patience with a Fenwick tree of maxima.
fn heaviest_chain(links: &[Ends]) -> Vec<bool> {
    let size = links.iter().map(|p| p.b.last.0 + 2).max().unwrap_or(0);
    let mut tree = Maxima(vec![(0.0, usize::MAX); size + 1]);
    let mut before = vec![usize::MAX; links.len()];
    let mut order: Vec<usize> = (0..links.len()).filter(|&i| links.get(i).is_some_and(|p| p.kind.is_same())).collect();
    // Links that begin at the same passage cannot follow each other: the later one on the other side is asked first.
    order.sort_by_key(|&i| links.get(i).map(|p| (p.a.first, std::cmp::Reverse(p.b.first))));
    let mut best = (0.0_f32, usize::MAX);
    for idx in order {
        let Some(link) = links.get(idx) else { continue };
        let (sum, previous) = tree.best_below(link.b.first.0 + 1);
        if let Some(slot) = before.get_mut(idx) {
            *slot = previous;
        }
        let total = sum + weight(link);
        tree.raise(link.b.first.0 + 1, total, idx);
        if total > best.0 {
            best = (total, idx);
        }
    }
    let mut kept = vec![false; links.len()];
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
fn number_blocks(links: &[Ends], places: &mut [Place]) {
    let mut next = 0;
    let mut last: Option<(PassageIdx, PassageIdx)> = None;
    for (link, place) in links.iter().zip(places).filter(|(_, place)| place.moved) {
        let follows = last.is_some_and(|(a, b)| link.a.first.0.abs_diff(a.0) <= 1 && link.b.first.0.abs_diff(b.0) <= 1);
        if !follows {
            next += 1;
        }
        place.block = Some(next - 1);
        last = Some((link.a.last, link.b.last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(links: &[(usize, usize)], moved: &[usize]) {
        let one = |passage| Group::one(PassageIdx(passage));
        let links: Vec<Ends> = links.iter().map(|&(a, b)| Ends { a: one(a), b: one(b), kind: LinkKind::Reworded, score: 0.9 }).collect();
        let found: Vec<usize> = links.iter().zip(places(&links)).filter(|(_, place)| place.moved).map(|(link, _)| link.a.first.0).collect();
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
