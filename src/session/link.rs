//! Links that the reader made or cut by hand. The ends are bytes: a later release may cut passages otherwise.

use super::{Content, StatementId};
use crate::engine::{
    align::{Group, MAX_SIDE},
    comparison::{Decision, Ruling, Side},
    statement::{PassageIdx, StatementIdx},
    text::ByteSpan,
};
use serde::{Deserialize, Serialize};

/// One end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LinkEnd {
    /// In which statement.
    pub statement: StatementId,
    /// From the first byte of its first passage to the last of its last.
    pub span: ByteSpan,
}

/// What the reader decided about two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandLink {
    /// One end.
    pub a: LinkEnd,
    /// The other, in another statement.
    pub b: LinkEnd,
    /// Linked, or cut.
    pub ruling: Ruling,
}

impl HandLink {
    /// Whether the other one speaks of the same passages, or of some of them.
    pub(super) fn is_about(&self, other: &Self) -> bool {
        let meet = |x: LinkEnd, y: LinkEnd| x.statement == y.statement && x.span.overlaps(y.span);
        meet(self.a, other.a) && meet(self.b, other.b) || meet(self.a, other.b) && meet(self.b, other.a)
    }

    /// Whether one of its ends lies in this statement.
    pub(super) fn reaches(&self, statement: StatementId) -> bool {
        self.a.statement == statement || self.b.statement == statement
    }
}

impl Content {
    /// What the reader decided, by the positions of statements and passages; what fits nowhere any more is left out.
    pub fn decisions(&self) -> Vec<Decision> {
        let decision = |link: &HandLink| Some(Decision { a: self.side(link.a)?, b: self.side(link.b)?, ruling: link.ruling });
        self.links.iter().filter_map(decision).collect()
    }

    fn side(&self, end: LinkEnd) -> Option<Side> {
        let statement = self.position(end.statement)?;
        let passages = self.entries.get(statement)?.statement.passages_in(end.span);
        let first = passages.start;
        let last = passages.end.min(first + MAX_SIDE).checked_sub(1).filter(|&last| first <= last)?;
        Some(Side { statement: StatementIdx(statement), group: Group { first: PassageIdx(first), last: PassageIdx(last) } })
    }

    /// Whether the reader cut a link of this passage to another statement.
    pub fn is_cut(&self, statement: StatementId, passage: PassageIdx, other: StatementId) -> bool {
        let Some(here) = self.end(statement, Group::one(passage)) else { return false };
        let meets = |x: LinkEnd, y: LinkEnd| x.statement == statement && x.span.overlaps(here.span) && y.statement == other;
        self.links.iter().any(|link| link.ruling == Ruling::Cut && (meets(link.a, link.b) || meets(link.b, link.a)))
    }

    /// The end that holds these passages.
    pub fn end(&self, statement: StatementId, group: Group) -> Option<LinkEnd> {
        let passage = |idx| self.entry(statement).and_then(|entry| entry.statement.passage(idx)).map(|passage| passage.span);
        Some(LinkEnd { statement, span: passage(group.first)?.cover(passage(group.last)?) })
    }
}
