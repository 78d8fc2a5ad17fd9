//! From scored pairs to links: every passage takes its best partners, neighbours that are stronger together are joined.

use super::{
    Group, LinkKind, Pairing,
    bag::{Bag, Bags},
    features::{self, Scored},
    weights,
};
use crate::engine::statement::PassageIdx;
use rustc_hash::{FxHashMap, FxHashSet};

/// From this probability on two passages are said to say the same. Chosen, with the weights, for the best F1.
pub(super) const SAME: f32 = 0.40;
/// From this probability on they are said to speak of the same matter, if each is the other's best.
pub(super) const RELATED: f32 = 0.14;
/// A second partner must come this near to the first.
const NEAR_BEST: f32 = 0.55;
/// Passages on one side of a link.
const MAX_SIDE: usize = 4;

/// The links of two statements, in the order of the first.
pub(super) fn select(bags: &Bags, scored: &[Scored]) -> Vec<Pairing> {
    let best_a = best(scored.iter().map(|s| (s.a, s.p)));
    let best_b = best(scored.iter().map(|s| (s.b, s.p)));
    let best_of = |s: &Scored| (best_a.get(&s.a).copied().unwrap_or(0.0), best_b.get(&s.b).copied().unwrap_or(0.0));
    let mut accepted: Vec<&Scored> = scored
        .iter()
        .filter(|s| {
            let (of_a, of_b) = best_of(s);
            s.p >= SAME && s.p >= of_a * NEAR_BEST && s.p >= of_b * NEAR_BEST
        })
        .collect();
    accepted.sort_by(|x, y| y.p.total_cmp(&x.p).then((x.a, x.b).cmp(&(y.a, y.b))));

    let mut links = join_accepted(&accepted);
    extend(bags, scored, &mut links);
    let linked: FxHashSet<(PassageIdx, PassageIdx)> =
        links.iter().flat_map(|l| l.a.passages().flat_map(|a| l.b.passages().map(move |b| (a, b)))).collect();
    let sure = links.iter().filter(|link| link.score > 0.6);
    let sure_a: FxHashSet<PassageIdx> = sure.clone().flat_map(|link| link.a.passages()).collect();
    let sure_b: FxHashSet<PassageIdx> = sure.flat_map(|link| link.b.passages()).collect();
    // A passage that says the same as another is not also called related to its lesser look-alikes.
    let mut related: Vec<Pairing> = scored
        .iter()
        .filter(|s| {
            let (of_a, of_b) = best_of(s);
            s.p >= RELATED
                && (s.p >= of_a || s.p >= of_b * 0.999 && s.p >= of_a * NEAR_BEST)
                && !linked.contains(&(s.a, s.b))
                && !(sure_a.contains(&s.a) && sure_b.contains(&s.b))
        })
        .map(|s| pairing(Group::one(s.a), Group::one(s.b), LinkKind::Related, s.p))
        .collect();
    links.append(&mut related);
    links.sort_by_key(|link| (link.a, link.b));
    links
}

fn pairing(a: Group, b: Group, kind: LinkKind, score: f32) -> Pairing {
    Pairing { a, b, kind, score, moved: false, block: None, why: Vec::new() }
}

fn best(all: impl Iterator<Item = (PassageIdx, f32)>) -> FxHashMap<PassageIdx, f32> {
    let mut best: FxHashMap<PassageIdx, f32> = FxHashMap::default();
    for (passage, p) in all {
        let entry = best.entry(passage).or_insert(0.0);
        *entry = entry.max(p);
    }
    best
}

/// Pairs that share a passage and are neighbours on the other side become one link.
fn join_accepted(accepted: &[&Scored]) -> Vec<Pairing> {
    let mut links: Vec<Pairing> = Vec::new();
    // Links that hold a passage of the first statement, by that passage: only those of the passage and its neighbours can take it in.
    let mut at_a: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for s in accepted {
        let nearby: Vec<usize> = (s.a.0.saturating_sub(1)..=s.a.0 + 1).flat_map(|a| at_a.get(&a).into_iter().flatten().copied()).collect();
        let joined = nearby.into_iter().filter(|&idx| {
            links.get(idx).is_some_and(|link| {
                let same_a = link.a == Group::one(s.a) && touches(link.b, s.b) && link.b.len() < MAX_SIDE;
                let same_b = link.b == Group::one(s.b) && touches(link.a, s.a) && link.a.len() < MAX_SIDE;
                same_a || same_b
            })
        });
        let idx = joined.min().unwrap_or(links.len());
        match links.get_mut(idx) {
            Some(link) => {
                link.a = grown(link.a, s.a);
                link.b = grown(link.b, s.b);
            }
            None => links.push(pairing(Group::one(s.a), Group::one(s.b), LinkKind::Reworded, s.p)),
        }
        at_a.entry(s.a.0).or_default().push(idx);
    }
    links
}

fn touches(group: Group, passage: PassageIdx) -> bool {
    passage.0 + 1 == group.first.0 || group.last.0 + 1 == passage.0
}

fn grown(group: Group, passage: PassageIdx) -> Group {
    Group { first: group.first.min(passage), last: group.last.max(passage) }
}

/// Where one side says in several sentences what the other says in one: a free neighbour joins a link if the
/// probability of the whole rises by it.
fn extend(bags: &Bags, scored: &[Scored], links: &mut [Pairing]) {
    let linked =
        |links: &[Pairing], of: fn(&Pairing) -> Group| -> Vec<PassageIdx> { links.iter().flat_map(|l| of(l).passages()).collect() };
    let near: FxHashMap<(usize, usize), &Scored> = scored.iter().map(|s| ((s.a.0, s.b.0), s)).collect();
    let mut used_a: FxHashSet<PassageIdx> = linked(links, |l| l.a).into_iter().collect();
    let mut used_b: FxHashSet<PassageIdx> = linked(links, |l| l.b).into_iter().collect();
    for link in links.iter_mut() {
        loop {
            let context = link
                .a
                .passages()
                .flat_map(|a| link.b.passages().map(move |b| (a.0, b.0)))
                .find_map(|key| near.get(&key))
                .map_or([0.0; features::ALL - features::OWN], |s| s.context);
            let measure = |a: &Bag, b: &Bag| weights::in_context(&features::own(a, b), &context);
            let now = measure(&bags.group_a(link.a), &bags.group_b(link.b));
            let mut grown_links: Vec<(f32, Group, Group)> = Vec::new();
            for neighbour in beside(link.b, bags.b.len()).filter(|p| !used_b.contains(p) && link.a.len() == 1 && link.b.len() < MAX_SIDE) {
                let b = grown(link.b, neighbour);
                grown_links.push((measure(&bags.group_a(link.a), &bags.group_b(b)), link.a, b));
            }
            for neighbour in beside(link.a, bags.a.len()).filter(|p| !used_a.contains(p) && link.b.len() == 1 && link.a.len() < MAX_SIDE) {
                let a = grown(link.a, neighbour);
                grown_links.push((measure(&bags.group_a(a), &bags.group_b(link.b)), a, link.b));
            }
            let Some(&(p, a, b)) = grown_links.iter().max_by(|x, y| x.0.total_cmp(&y.0)) else { break };
            if p < now + 0.04 {
                break;
            }
            used_a.extend(a.passages());
            used_b.extend(b.passages());
            (link.a, link.b) = (a, b);
            link.score = link.score.max(p);
        }
    }
}

fn beside(group: Group, len: usize) -> impl Iterator<Item = PassageIdx> {
    let before = group.first.0.checked_sub(1);
    let after = Some(group.last.0 + 1).filter(|&next| next < len);
    before.into_iter().chain(after).map(PassageIdx)
}
