//! The list of divergences as the reader wants to see it: ticked, muted, kinds switched off.

use super::Compared;
use crate::{
    engine::divergence::{Divergence, DivergenceKind, Evidence},
    session::{Line, Review},
};
use std::collections::HashSet;

/// What is shown of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Numbers of the divergences that are shown, in rank order.
    pub shown: Vec<usize>,
    /// For each divergence whether it was looked at.
    pub ticked: Vec<bool>,
    /// How many of those that are shown, were looked at; those muted are not counted.
    pub seen: usize,
    /// How many there are to look at: muted ones and kinds switched off left out.
    pub all: usize,
    /// How many lines are muted.
    pub muted: usize,
    /// For each kind that occurs how many lines there are.
    pub kinds: Vec<(DivergenceKind, usize)>,
}

/// What a divergence is about, for the session.
pub fn line_of(compared: &Compared, divergence: &Divergence) -> Line {
    let place = |evidence: &Evidence| Some((compared.id(evidence.statement)?, evidence.span.start));
    // Of a silence there are any number of sentences.
    let has_second = !matches!(divergence.kind, DivergenceKind::Silence | DivergenceKind::OnlyOneSpeaker);
    Line {
        kind: divergence.kind,
        issue: divergence.issue.clone(),
        of: divergence.of.and_then(|of| compared.id(of)),
        speaker: divergence.speaker.clone(),
        at: divergence.evidence.first().and_then(place),
        against: divergence.evidence.get(1).filter(|_| has_second).and_then(place),
    }
}

/// The list. `hides_seen` leaves out what was looked at. Linear in the number of divergences.
pub fn listed(compared: &Compared, review: &Review, hides_seen: bool) -> Listed {
    let (ticked, muted): (HashSet<&Line>, HashSet<&Line>) = (review.ticked.iter().collect(), review.muted.iter().collect());
    let mut list = Listed::default();
    for kind in DivergenceKind::ALL {
        let count = compared.comparison.divergences.iter().filter(|divergence| divergence.kind == *kind).count();
        list.kinds.extend((count > 0).then_some((*kind, count)));
    }
    for (number, divergence) in compared.comparison.divergences.iter().enumerate() {
        let line = line_of(compared, divergence);
        let is_ticked = ticked.contains(&line);
        list.ticked.push(is_ticked);
        if review.kinds_off.contains(&divergence.kind) {
            continue;
        }
        if muted.contains(&line) {
            list.muted += 1;
            continue;
        }
        list.all += 1;
        list.seen += usize::from(is_ticked);
        if !(is_ticked && hides_seen) {
            list.shown.push(number);
        }
    }
    list
}
