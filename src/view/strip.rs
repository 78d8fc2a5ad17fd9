//! The passage strip: the selected passage and what answers it in every other statement, word by word.

use super::{At, Compared};
use crate::{
    engine::{
        align::LinkKind,
        comparison::Link,
        diff::EditOp,
        statement::{PassageIdx, StatementIdx},
        text::ByteSpan,
    },
    session::{Content, StatementId},
};

/// The least probability that a passage without link is shown as the nearest.
const NEAR: f32 = 0.05;

/// How words of the strip differ from the selected passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// In both.
    Equal,
    /// Only in the selected passage.
    Gone,
    /// Only in the counterpart.
    New,
}

/// What a row shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Relation {
    /// The selected passage itself.
    Selected,
    /// A counterpart, with the probability that both say the same.
    Linked(LinkKind, f32, bool),
    /// No counterpart; the nearest passage.
    Nearest(f32),
    /// Nothing near.
    None,
}

/// One statement's row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which statement.
    pub statement: StatementId,
    /// The first passage that is shown.
    pub passage: Option<PassageIdx>,
    /// How it corresponds.
    pub relation: Relation,
    /// What linked the two, in words.
    pub why: String,
    /// The words.
    pub words: Vec<(String, Tone)>,
}

/// The rows, the selected passage first, the others in the order of the panes.
pub fn rows(content: &Content, compared: Option<&Compared>, selected: At) -> Vec<Row> {
    let Some(entry) = content.entry(selected.statement) else { return Vec::new() };
    let words = entry.statement.passage_text(selected.passage).to_owned();
    let mut rows = vec![Row {
        statement: selected.statement,
        passage: Some(selected.passage),
        relation: Relation::Selected,
        why: String::new(),
        words: vec![(words, Tone::Equal)],
    }];
    let Some((compared, here)) = compared.and_then(|c| c.idx(selected.statement).map(|here| (c, here))) else { return rows };
    for other in content.entries.iter().filter(|e| e.id != selected.statement) {
        let Some(there) = compared.idx(other.id) else { continue };
        rows.push(row(compared, here, selected.passage, there, other.id));
    }
    rows
}

fn row(compared: &Compared, here: StatementIdx, passage: PassageIdx, there: StatementIdx, id: StatementId) -> Row {
    let comparison = &compared.comparison;
    if let Some((_, link)) = comparison.link_to(here, passage, there) {
        let far = link.seen_from(here).map(|(_, far)| far);
        return Row {
            statement: id,
            passage: far.map(|far| far.group.first),
            relation: Relation::Linked(link.kind, link.score, link.moved),
            why: link.why.join("; "),
            words: words_of(compared, link, here),
        };
    }
    let nearest = comparison.candidates_in(here, passage, there).next().filter(|candidate| candidate.score >= NEAR);
    let text = nearest.and_then(|c| comparison.statements.get(there.0).map(|s| s.passage_text(c.to.1).to_owned()));
    Row {
        statement: id,
        passage: nearest.map(|c| c.to.1),
        relation: nearest.map_or(Relation::None, |c| Relation::Nearest(c.score)),
        why: String::new(),
        words: text.into_iter().map(|text| (text, Tone::Equal)).collect(),
    }
}

fn words_of(compared: &Compared, link: &Link, here: StatementIdx) -> Vec<(String, Tone)> {
    let Some((near, far)) = link.seen_from(here) else { return Vec::new() };
    let text = |idx: StatementIdx, span: ByteSpan| {
        compared.comparison.statements.get(idx.0).map_or_else(String::new, |s| span.of(s.text()).replace('\n', " "))
    };
    if link.edits.is_empty() {
        let statement = compared.comparison.statements.get(far.statement.0);
        let all: Vec<&str> = far.group.passages().filter_map(|p| statement.map(|s| s.passage_text(p))).collect();
        return vec![(all.join(" "), Tone::Equal)];
    }
    let mut words = Vec::new();
    for (op, old, new) in link.edits_from(here) {
        if op == EditOp::Equal {
            words.push((text(far.statement, new), Tone::Equal));
            continue;
        }
        for (idx, span, tone) in [(near.statement, old, Tone::Gone), (far.statement, new, Tone::New)] {
            let piece = text(idx, span);
            if piece.starts_with(' ') {
                words.push((" ".to_owned(), Tone::Equal));
            }
            if !piece.trim().is_empty() {
                words.push((piece.trim().to_owned(), tone));
            }
        }
    }
    words
}
