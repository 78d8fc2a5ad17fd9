//! The passage strip: the selected passage and what answers it in every other statement, word by word.

use super::{At, Compared, sync};
use crate::{
    engine::{
        align::{Group, LinkKind},
        comparison::Origin,
        diff::Piece,
        statement::{PassageIdx, StatementIdx},
    },
    session::{Content, LinkEnd, StatementId},
};

/// The least probability that a passage without link is shown as the nearest.
const NEAR: f32 = 0.05;

/// What a row shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Relation {
    /// The selected passage itself.
    Selected,
    /// A counterpart, with the probability that both say the same, and whether it moved.
    Linked(LinkKind, f32, bool),
    /// A counterpart that the reader linked.
    ByHand(LinkKind),
    /// No counterpart; the nearest passage.
    Nearest(f32),
    /// The reader cut the link; the nearest passage.
    Cut(f32),
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
    /// The number of the link, where there is one.
    pub link: Option<usize>,
    /// The passages on either side, where there is a counterpart or a nearest passage: to link or to cut.
    pub ends: Option<(LinkEnd, LinkEnd)>,
    /// What linked the two, in words.
    pub why: String,
    /// The words.
    pub words: Vec<Piece>,
}

/// The rows, the selected passage first, the others in the order of the panes. Of several counterparts in a statement the
/// one of this number is shown, counted from the best and round the end.
pub fn rows(content: &Content, compared: Option<&Compared>, selected: At, counterpart: usize) -> Vec<Row> {
    let Some(entry) = content.entry(selected.statement) else { return Vec::new() };
    let words = entry.statement.passage_text(selected.passage).to_owned();
    let mut rows = vec![Row {
        statement: selected.statement,
        passage: Some(selected.passage),
        relation: Relation::Selected,
        link: None,
        ends: None,
        why: String::new(),
        words: vec![Piece::equal(words)],
    }];
    let Some((compared, here)) = compared.and_then(|c| c.idx(selected.statement).map(|here| (c, here))) else { return rows };
    for other in content.entries.iter().filter(|e| e.id != selected.statement) {
        let Some(there) = compared.idx(other.id) else { continue };
        rows.push(row(content, compared, (here, selected), (there, other.id), counterpart));
    }
    rows
}

fn row(
    content: &Content,
    compared: &Compared,
    (here, at): (StatementIdx, At),
    (there, id): (StatementIdx, StatementId),
    counterpart: usize,
) -> Row {
    let passage = at.passage;
    let ends = |near: Group, far: Group| content.end(at.statement, near).zip(content.end(id, far));
    let comparison = &compared.comparison;
    let chosen = sync::counterpart(compared, at, id, counterpart).and_then(|(number, _)| Some((number, comparison.links.get(number)?)));
    if let Some((number, link)) = chosen {
        let sides = link.seen_from(here);
        return Row {
            statement: id,
            passage: sides.map(|(_, far)| far.group.first),
            relation: match link.origin {
                Origin::Engine => Relation::Linked(link.kind, link.score, link.moved),
                Origin::Reader => Relation::ByHand(link.kind),
            },
            link: Some(number),
            ends: sides.and_then(|(near, far)| ends(near.group, far.group)),
            why: link.why.join("; "),
            words: comparison.pieces(link, here),
        };
    }
    let nearest = comparison.candidates_in(here, passage, there).next().filter(|candidate| candidate.score >= NEAR);
    let text = nearest.and_then(|c| comparison.statements.get(there.0).map(|s| s.passage_text(c.to.1).to_owned()));
    Row {
        statement: id,
        passage: nearest.map(|c| c.to.1),
        relation: match nearest {
            Some(nearest) if content.is_cut(at.statement, passage, id) => Relation::Cut(nearest.score),
            Some(nearest) => Relation::Nearest(nearest.score),
            None => Relation::None,
        },
        link: None,
        ends: nearest.and_then(|c| ends(Group::one(passage), Group::one(c.to.1))),
        why: String::new(),
        words: text.into_iter().map(Piece::equal).collect(),
    }
}
