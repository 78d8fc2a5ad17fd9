//! Which place of one statement answers a place of another, for scrolling together: by passages that keep their order,
//! in between by proportion. Statements without a common order do not follow each other.

use super::Compared;
use crate::{engine::statement::PassageIdx, session::StatementId};

/// The place in `to` that stands level with `place` (passages, and parts of one) in `from`.
pub fn follow(compared: &Compared, from: StatementId, to: StatementId, place: f32) -> Option<f32> {
    let (here, there) = (compared.idx(from)?, compared.idx(to)?);
    let comparison = &compared.comparison;
    let (len_here, len_there) = (comparison.statements.get(here.0)?.passages.len(), comparison.statements.get(there.0)?.passages.len());
    let mut anchors: Vec<(f32, f32)> = vec![(0.0, 0.0)];
    for link in &comparison.links {
        let Some((near, far)) = link.seen_from(here).filter(|(_, far)| far.statement == there && !link.moved && link.kind.is_same()) else {
            continue;
        };
        anchors.push((near.group.first.0 as f32, far.group.first.0 as f32));
        anchors.push((near.group.last.0 as f32 + 1.0, far.group.last.0 as f32 + 1.0));
    }
    if anchors.len() == 1 {
        return None;
    }
    anchors.push((len_here as f32, len_there as f32));
    anchors.sort_by(|x, y| x.partial_cmp(y).unwrap_or(std::cmp::Ordering::Equal));
    // Seen from the other side the chain may not rise everywhere: what falls back is no anchor.
    let mut rising: Vec<(f32, f32)> = Vec::new();
    for anchor in anchors {
        if rising.last().is_none_or(|last| anchor.1 >= last.1) {
            rising.push(anchor);
        }
    }
    Some(interpolate(&rising, place))
}

fn interpolate(anchors: &[(f32, f32)], place: f32) -> f32 {
    let after = anchors.partition_point(|anchor| anchor.0 <= place);
    let (Some(&low), high) = (anchors.get(after.saturating_sub(1)), anchors.get(after)) else { return place };
    match high {
        Some(&high) if high.0 > low.0 => low.1 + (place - low.0) / (high.0 - low.0) * (high.1 - low.1),
        _ => low.1,
    }
}

/// The passages of `to` that answer a passage of `from`, best link first; empty where none does.
pub fn counterparts(compared: &Compared, from: StatementId, passage: PassageIdx, to: StatementId) -> Vec<PassageIdx> {
    let (Some(here), Some(there)) = (compared.idx(from), compared.idx(to)) else { return Vec::new() };
    let link = compared.comparison.link_to(here, passage, there).map(|(_, link)| link);
    link.and_then(|l| l.seen_from(here)).map_or_else(Vec::new, |(_, far)| far.group.passages().collect())
}

#[cfg(test)]
mod tests {
    use super::interpolate;

    #[test]
    fn between_anchors() {
        let anchors = [(0.0, 0.0), (2.0, 10.0), (3.0, 11.0), (10.0, 20.0)];
        for (place, expected) in [(0.0, 0.0), (1.0, 5.0), (2.5, 10.5), (10.0, 20.0), (99.0, 20.0)] {
            assert!((interpolate(&anchors, place) - expected).abs() < 1e-4, "{place}");
        }
    }
}
