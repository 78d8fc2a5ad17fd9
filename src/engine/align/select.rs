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
pub(super) const SAME: f32 = 0.22;
/// From this probability on they are said to speak of the same matter, if each is the other's best.
pub(super) const RELATED: f32 = 0.08;
/// A second partner must come this near to the first, in log-odds: near certainty a small step in probability is a
/// large one in evidence.
const NEAR_BEST: f32 = 1.0;
/// A neighbour joins a link if the cosines of words and n-grams rise by this much together.
const JOIN_GAIN: f32 = 0.06;
/// Partners of one passage in another statement. Wording that stands in more places is a formula, and without a bound a
/// text that repeats one sentence for ever would cost the square of its length.
const MAX_PARTNERS: usize = 8;
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
            s.p >= SAME && is_near(s.p, of_a) && is_near(s.p, of_b)
        })
        .collect();
    accepted.sort_by(|x, y| y.p.total_cmp(&x.p).then((x.a, x.b).cmp(&(y.a, y.b))));
    let (mut partners_a, mut partners_b) = (FxHashMap::default(), FxHashMap::default());
    accepted.retain(|s| {
        let (of_a, of_b): (&mut usize, &mut usize) = (partners_a.entry(s.a).or_default(), partners_b.entry(s.b).or_default());
        let has_room = *of_a < MAX_PARTNERS && *of_b < MAX_PARTNERS;
        *of_a += usize::from(has_room);
        *of_b += usize::from(has_room);
        has_room
    });

    let mut links = join_accepted(bags, &accepted);
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
                && (s.p >= of_a || s.p >= of_b && is_near(s.p, of_a))
                && !linked.contains(&(s.a, s.b))
                && !(sure_a.contains(&s.a) && sure_b.contains(&s.b))
        })
        .map(|s| pairing(Group::one(s.a), Group::one(s.b), LinkKind::Related, s.p))
        .collect();
    links.append(&mut related);
    links.sort_by_key(|link| (link.a, link.b));
    links
}

/// Whether a probability comes near to the best one.
fn is_near(p: f32, best: f32) -> bool {
    let odds = |p: f32| (p.clamp(1e-6, 1.0 - 1e-6) / (1.0 - p.clamp(1e-6, 1.0 - 1e-6))).ln();
    // Where the best itself is doubtful, a rival is as likely to be right.
    odds(p) + NEAR_BEST + 1.5 * (1.0 - best) >= odds(best)
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
fn join_accepted(bags: &Bags, accepted: &[&Scored]) -> Vec<Pairing> {
    let mut links: Vec<Pairing> = Vec::new();
    // Links that hold a passage of the first statement, by that passage: only those of the passage and its neighbours can take it in.
    let mut at_a: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for s in accepted {
        let nearby: Vec<usize> = (s.a.0.saturating_sub(1)..=s.a.0 + 1).flat_map(|a| at_a.get(&a).into_iter().flatten().copied()).collect();
        let joined = nearby.into_iter().filter(|&idx| {
            links.get(idx).is_some_and(|link| {
                let same_a = link.a == Group::one(s.a) && joins(&bags.b, link.b, s.b);
                let same_b = link.b == Group::one(s.b) && joins(&bags.a, link.a, s.a);
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

/// Whether a passage can be taken into a group: its neighbour, there is room, and neither is a heading.
fn joins(side: &[Bag], group: Group, passage: PassageIdx) -> bool {
    let touches = passage.0 + 1 == group.first.0 || group.last.0 + 1 == passage.0;
    let stands_alone = |p: PassageIdx| side.get(p.0).is_none_or(|bag| bag.stands_alone);
    touches && group.len() < MAX_SIDE && !stands_alone(passage) && !stands_alone(group.first)
}

fn grown(group: Group, passage: PassageIdx) -> Group {
    Group { first: group.first.min(passage), last: group.last.max(passage) }
}

/// Where one side says in several sentences what the other says in one: a free neighbour joins a link if the two sides
/// are more alike with it than without, by [`JOIN_GAIN`] in the sum of both cosines.
fn extend(bags: &Bags, scored: &[Scored], links: &mut [Pairing]) {
    let context: FxHashMap<(usize, usize), [f32; features::ALL - features::OWN]> =
        scored.iter().map(|s| ((s.a.0, s.b.0), s.context)).collect();
    let mut used_a: FxHashSet<PassageIdx> = links.iter().flat_map(|link| link.a.passages()).collect();
    let mut used_b: FxHashSet<PassageIdx> = links.iter().flat_map(|link| link.b.passages()).collect();
    let likeness = |own: &[f32; features::OWN]| own[0] + own[1];
    for link in links.iter_mut() {
        loop {
            let measure = |a: Group, b: Group| features::own(&bags.group_a(a), &bags.group_b(b));
            let now = likeness(&measure(link.a, link.b));
            let more_b = beside(link.b, bags.b.len()).filter(|p| !used_b.contains(p) && link.a.len() == 1 && joins(&bags.b, link.b, *p));
            let more_a = beside(link.a, bags.a.len()).filter(|p| !used_a.contains(p) && link.b.len() == 1 && joins(&bags.a, link.a, *p));
            let wider = more_b.map(|p| (link.a, grown(link.b, p))).chain(more_a.map(|p| (grown(link.a, p), link.b)));
            let best = wider.map(|(a, b)| (measure(a, b), a, b)).max_by(|x, y| likeness(&x.0).total_cmp(&likeness(&y.0)));
            let Some((own, a, b)) = best.filter(|(own, ..)| likeness(own) > now + JOIN_GAIN) else { break };
            used_a.extend(a.passages());
            used_b.extend(b.passages());
            let beside = context.get(&(link.a.first.0, link.b.first.0)).copied().unwrap_or_default();
            link.score = link.score.max(weights::in_context(&own, &beside));
            (link.a, link.b) = (a, b);
        }
    }
}

fn beside(group: Group, len: usize) -> impl Iterator<Item = PassageIdx> {
    let before = group.first.0.checked_sub(1);
    let after = Some(group.last.0 + 1).filter(|&next| next < len);
    before.into_iter().chain(after).map(PassageIdx)
}
