//! Which place of one statement answers a place of another, for scrolling together: by passages that keep their order,
//! in between by proportion. Statements without a common order do not follow each other.

use super::{At, Compared};
use crate::{
    engine::{align::Group, comparison::Comparison, statement::StatementIdx},
    session::StatementId,
};
use std::sync::OnceLock;

/// Places of one statement and what stands level in another, in rising order.
pub type Anchors = Vec<(f64, f64)>;

/// The anchors of every pair of statements, made when they are first asked for.
#[derive(Debug, Default)]
pub struct Levels {
    statements: usize,
    pairs: Vec<OnceLock<Anchors>>,
}

impl Levels {
    /// None made yet.
    pub fn new(statements: usize) -> Self {
        Self { statements, pairs: (0..statements * statements).map(|_| OnceLock::new()).collect() }
    }

    fn of(&self, comparison: &Comparison, here: StatementIdx, there: StatementIdx) -> Option<&Anchors> {
        Some(self.pairs.get(here.0 * self.statements + there.0)?.get_or_init(|| anchors(comparison, here, there)))
    }
}

/// The place in `to` that stands level with `place` (passages, and parts of one) in `from`.
pub fn follow(compared: &Compared, from: StatementId, to: StatementId, place: f64) -> Option<f64> {
    let (here, there) = (compared.idx(from)?, compared.idx(to)?);
    let anchors = compared.levels.of(&compared.comparison, here, there)?;
    // The ends alone are no common order.
    (anchors.len() > 2).then(|| interpolate(anchors, place))
}

/// Links that keep the order, from either end. `O(n log n)` in the number of links.
fn anchors(comparison: &Comparison, here: StatementIdx, there: StatementIdx) -> Anchors {
    let len = |statement: StatementIdx| comparison.statements.get(statement.0).map_or(0, |statement| statement.passages.len()) as f64;
    let mut found: Anchors = vec![(0.0, 0.0)];
    for link in &comparison.links {
        let Some((near, far)) = link.seen_from(here).filter(|(_, far)| far.statement == there && !link.moved && link.kind.is_same()) else {
            continue;
        };
        found.push((near.group.first.0 as f64, far.group.first.0 as f64));
        found.push((near.group.last.0 as f64 + 1.0, far.group.last.0 as f64 + 1.0));
    }
    found.push((len(here), len(there)));
    found.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.total_cmp(&y.1)));
    // Seen from the other side the chain may not rise everywhere: what falls back is no anchor.
    let mut rising: Anchors = Vec::new();
    for anchor in found {
        if rising.last().is_none_or(|last| anchor.1 >= last.1) {
            rising.push(anchor);
        }
    }
    rising
}

fn interpolate(anchors: &[(f64, f64)], place: f64) -> f64 {
    let after = anchors.partition_point(|anchor| anchor.0 <= place);
    let (Some(&low), high) = (anchors.get(after.saturating_sub(1)), anchors.get(after)) else { return place };
    match high {
        Some(&high) if high.0 > low.0 => low.1 + (place - low.0) / (high.0 - low.0) * (high.1 - low.1),
        _ => low.1,
    }
}

/// What answers a passage in `to`, best link first, with the number of the link; empty where nothing does. Several links to one
/// group are one.
pub fn counterparts(compared: &Compared, at: At, to: StatementId) -> Vec<(usize, Group)> {
    let (Some(here), Some(there)) = (compared.idx(at.statement), compared.idx(to)) else { return Vec::new() };
    let links = compared.comparison.links_at(here, at.passage).filter_map(|(number, link)| Some((number, link.seen_from(here)?.1)));
    let mut found: Vec<(usize, Group)> = Vec::new();
    for (number, far) in links.filter(|(_, far)| far.statement == there) {
        if !found.iter().any(|(_, group)| *group == far.group) {
            found.push((number, far.group));
        }
    }
    found
}

/// Of several counterparts the one of this number, counted from the best and round the end.
pub fn counterpart(compared: &Compared, at: At, to: StatementId, number: usize) -> Option<(usize, Group)> {
    let found = counterparts(compared, at, to);
    found.get(number % found.len().max(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::interpolate;

    #[test]
    fn between_anchors() {
        let anchors = [(0.0, 0.0), (2.0, 10.0), (3.0, 11.0), (10.0, 20.0)];
        for (place, expected) in [(0.0, 0.0), (1.0, 5.0), (2.5, 10.5), (10.0, 20.0), (99.0, 20.0)] {
            assert!((interpolate(&anchors, place) - expected).abs() < 1e-9, "{place}");
        }
    }
}
