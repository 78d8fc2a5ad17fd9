//! The result, and the pipeline that makes it.

mod decisions;
mod pipeline;

use crate::engine::{
    align::{Group, LinkKind, LinkModel},
    diff::{Edit, Piece, pieces},
    divergence::{Divergence, Evidence, Neighbours},
    issues::{Issue, Lexicon},
    phrases::Phrase,
    statement::{PassageIdx, Statement, StatementIdx},
    text::{ByteSpan, one_line},
};
pub use decisions::{Decision, Ruling};
pub use pipeline::{Comparer, compare};
use std::sync::Arc;

/// What a comparison is asked for.
#[derive(Clone, Debug)]
pub struct CompareOptions {
    /// The matters to track.
    pub lexicon: Arc<Lexicon>,
    /// What turns evidence into links.
    pub model: Arc<LinkModel>,
    /// What the reader decided about links; where two speak of the same passages, the later one counts.
    pub decisions: Vec<Decision>,
    /// Threads to use, at least one. The result is the same for any number.
    pub threads: usize,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { lexicon: Lexicon::built_in(), model: LinkModel::built_in(), decisions: Vec::new(), threads: 2 }
    }
}

/// One end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Side {
    /// In which statement.
    pub statement: StatementIdx,
    /// One to four neighbouring passages.
    pub group: Group,
}

/// Who drew a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The program.
    #[default]
    Engine,
    /// The reader, by hand.
    Reader,
}

impl Origin {
    /// The word of the JSON contract.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Engine => "engine",
            Self::Reader => "reader",
        }
    }
}

/// Passages of two statements that correspond.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// In the statement that stands first.
    pub a: Side,
    /// In the statement that stands later.
    pub b: Side,
    /// Who drew it.
    pub origin: Origin,
    /// How they correspond.
    pub kind: LinkKind,
    /// Probability that the two say the same, 0 to 1; what the reader decided is certain.
    pub score: f32,
    /// Out of the common order.
    pub moved: bool,
    /// Links of a pair of statements that moved together share a number.
    pub block: Option<usize>,
    /// What is shared, in words.
    pub why: Arc<[String]>,
    /// Word edits that make `b` of `a`; empty for related links.
    pub edits: Arc<[Edit]>,
}

impl Link {
    /// This end and the other one, seen from `statement`; none where the link does not reach it.
    pub fn seen_from(&self, statement: StatementIdx) -> Option<(Side, Side)> {
        if self.a.statement == statement {
            Some((self.a, self.b))
        } else if self.b.statement == statement {
            Some((self.b, self.a))
        } else {
            None
        }
    }

    /// The word edits seen from `statement`: its own words are the first side.
    pub fn edits_from(&self, statement: StatementIdx) -> impl Iterator<Item = Edit> {
        let is_a = self.a.statement == statement;
        self.edits.iter().map(move |&edit| if is_a { edit } else { edit.turned() })
    }
}

/// One of the three nearest passages in another statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The passage that was asked for.
    pub from: (StatementIdx, PassageIdx),
    /// A near one.
    pub to: (StatementIdx, PassageIdx),
    /// Probability that the two say the same, 0 to 1.
    pub score: f32,
}

/// Whether the result is whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// What was cut short by a limit, one sentence each; empty where nothing was.
    pub notes: Vec<String>,
}

/// What comparing statements gives. Immutable.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The statements, in the order in which they were given.
    pub statements: Vec<Arc<Statement>>,
    /// Links of every pair, pair after pair, each in the order of its first statement.
    pub links: Vec<Link>,
    /// The nearest passages, statement after statement, passage after passage, best first.
    pub candidates: Arc<[Candidate]>,
    /// Shared wording, longest first.
    pub phrases: Arc<[Phrase]>,
    /// Tracked matters that somebody mentions.
    pub issues: Vec<Issue>,
    /// What to look at first, in rank order.
    pub divergences: Vec<Divergence>,
    /// Whether the result is whole.
    pub quality: Quality,
    /// For each statement and passage the links that hold it.
    links_at: Vec<Vec<Vec<usize>>>,
    /// For each statement and passage where its candidates begin in `candidates`.
    candidates_at: Vec<Vec<usize>>,
    /// For each statement what its shared wording covers, in order, without overlaps.
    shared_at: Vec<Vec<ByteSpan>>,
}

impl Comparison {
    /// The links that hold a passage, best first.
    pub fn links_at(&self, statement: StatementIdx, passage: PassageIdx) -> impl Iterator<Item = (usize, &Link)> {
        let ids = self.links_at.get(statement.0).and_then(|all| all.get(passage.0)).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|&id| self.links.get(id).map(|link| (id, link)))
    }

    /// The best link of a passage that reaches `other`.
    pub fn link_to(&self, statement: StatementIdx, passage: PassageIdx, other: StatementIdx) -> Option<(usize, &Link)> {
        self.links_at(statement, passage).find(|(_, link)| link.a.statement == other || link.b.statement == other)
    }

    /// The link that a passage is marked by: its best to the base; of the base itself, or without one, its best to anyone.
    pub fn link_against(&self, statement: StatementIdx, passage: PassageIdx, base: Option<StatementIdx>) -> Option<&Link> {
        let found = match base {
            Some(base) if base != statement => self.link_to(statement, passage, base),
            _ => self.links_at(statement, passage).next(),
        };
        found.map(|(_, link)| link)
    }

    /// The candidates of a passage in `other`, best first: at most three.
    pub fn candidates_in(&self, statement: StatementIdx, passage: PassageIdx, other: StatementIdx) -> impl Iterator<Item = &Candidate> {
        let start = self.candidates_at.get(statement.0).and_then(|all| all.get(passage.0)).copied().unwrap_or(0);
        let from = (statement, passage);
        self.candidates.get(start..).unwrap_or_default().iter().take_while(move |c| c.from == from).filter(move |c| c.to.0 == other)
    }

    /// Whether a passage stands only in its own statement: nothing elsewhere says the same.
    pub fn is_only_here(&self, statement: StatementIdx, passage: PassageIdx) -> bool {
        !self.links_at(statement, passage).any(|(_, link)| link.kind.is_same())
    }

    /// The words of one end of a link, on one line.
    pub fn words(&self, side: Side) -> String {
        let Some(statement) = self.statements.get(side.statement.0) else { return String::new() };
        let words: Vec<&str> = side.group.passages().map(|passage| statement.passage_text(passage)).collect();
        words.join(" ").replace(['\n', '\r'], " ")
    }

    /// What answers `statement` in a link, word by word, on one line; where the link has no edits, its words alone.
    pub fn pieces(&self, link: &Link, statement: StatementIdx) -> Vec<Piece> {
        let Some((here, there)) = link.seen_from(statement) else { return Vec::new() };
        if link.edits.is_empty() {
            return vec![Piece::equal(self.words(there))];
        }
        let text = |side: Side| self.statements.get(side.statement.0).map_or("", |statement| statement.text());
        pieces(link.edits_from(statement), text(here), text(there))
    }

    /// Shared wording in a stretch of a statement, in order, without overlaps.
    pub fn shared_in(&self, statement: StatementIdx, stretch: ByteSpan) -> impl Iterator<Item = ByteSpan> {
        let all = self.shared_at.get(statement.0).map_or(&[][..], Vec::as_slice);
        let from = all.partition_point(|span| span.end <= stretch.start);
        all.get(from..).unwrap_or_default().iter().copied().take_while(move |span| span.start < stretch.end)
    }

    /// The first sentences that show a divergence, each with the title of its statement, on one line.
    pub fn quotes(&self, divergence: &Divergence, most: usize) -> Vec<String> {
        let quote = |evidence: &Evidence| {
            let statement = self.statements.get(evidence.statement.0)?;
            let words = one_line(evidence.span.of(statement.text()));
            Some(format!("{}: \u{201c}{words}\u{201d}", statement.title))
        };
        divergence.evidence.iter().take(most).filter_map(quote).collect()
    }

    /// What shared wording covers.
    fn shared(&self) -> Vec<Vec<ByteSpan>> {
        let mut all: Vec<Vec<ByteSpan>> = vec![Vec::new(); self.statements.len()];
        for occurrence in self.phrases.iter().flat_map(|phrase| &phrase.occurrences) {
            all.get_mut(occurrence.statement.0).into_iter().for_each(|spans| spans.push(occurrence.span));
        }
        for spans in &mut all {
            spans.sort_unstable();
            let mut whole: Vec<ByteSpan> = Vec::with_capacity(spans.len());
            for span in spans.drain(..) {
                match whole.last_mut() {
                    Some(last) if span.start <= last.end => *last = last.cover(span),
                    _ => whole.push(span),
                }
            }
            *spans = whole;
        }
        all
    }

    fn index(&mut self) {
        self.links_at = self.statements.iter().map(|s| vec![Vec::new(); s.passages.len()]).collect();
        for (id, link) in self.links.iter().enumerate() {
            for side in [link.a, link.b] {
                for passage in side.group.passages() {
                    if let Some(ids) = self.links_at.get_mut(side.statement.0).and_then(|all| all.get_mut(passage.0)) {
                        ids.push(id);
                    }
                }
            }
        }
        let links = &self.links;
        // What the reader linked stands first.
        let rank = |id: &usize| {
            let of = |l: &Link| (l.origin != Origin::Reader, !l.kind.is_same(), (-l.score * 1e6) as i64, *id);
            links.get(*id).map_or((true, true, 0, *id), of)
        };
        self.links_at.iter_mut().flatten().for_each(|ids| ids.sort_by_key(rank));
        self.shared_at = self.shared();
        self.candidates_at = self.statements.iter().map(|s| vec![self.candidates.len(); s.passages.len()]).collect();
        for (at, candidate) in self.candidates.iter().enumerate().rev() {
            if let Some(start) = self.candidates_at.get_mut(candidate.from.0.0).and_then(|all| all.get_mut(candidate.from.1.0)) {
                *start = at;
            }
        }
    }
}

impl Neighbours for Comparison {
    fn says_the_same(&self, statement: StatementIdx, passage: PassageIdx, other: StatementIdx) -> bool {
        self.link_to(statement, passage, other).is_some_and(|(_, link)| link.kind.is_same())
    }

    fn nearest(&self, statement: StatementIdx, passage: PassageIdx, other: StatementIdx) -> Option<(PassageIdx, f32)> {
        self.candidates_in(statement, passage, other).next().map(|candidate| (candidate.to.1, candidate.score))
    }
}
