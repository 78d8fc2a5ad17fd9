//! A paragraph as runs of equally marked text.

use super::{Compared, Mode};
use crate::{
    engine::{
        align::LinkKind,
        diff::EditOp,
        statement::{ParagraphIdx, PassageIdx, PassageKind, Statement},
        text::{ByteSpan, token::is_invisible},
    },
    session::StatementId,
};
use std::borrow::Cow;

/// How a run is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks {
    /// Words that the base (seen from the base: the other statement) does not have.
    pub changed: bool,
    /// Marks or capitals that the base has otherwise.
    pub quiet: bool,
    /// Belongs to a passage that nothing elsewhere says.
    pub only_here: bool,
    /// Wording that stands in another statement too: 1 where it is short, 3 where it is long, 0 where there is none.
    pub shared: u8,
    /// A speaker's label, a heading.
    pub strong: bool,
    /// Put in by an editor, in square brackets.
    pub inserted: bool,
    /// Belongs to the selected passage or one that answers it.
    pub selected: bool,
    /// A mention of the chosen issue.
    pub issue: bool,
    /// Found by search.
    pub hit: bool,
    /// The hit that is shown now.
    pub current_hit: bool,
}

/// Text that is marked alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where in the statement's text.
    pub span: ByteSpan,
    /// How it is marked.
    pub marks: Marks,
}

/// What the sign before a passage says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// Word for word.
    Verbatim,
    /// In other words.
    Reworded,
    /// The same matter.
    Related,
    /// Only here.
    OnlyHere,
}

impl Sign {
    /// The character in the margin.
    pub const fn character(self) -> &'static str {
        match self {
            Self::Verbatim => LinkKind::Verbatim.sign(),
            Self::Reworded => LinkKind::Reworded.sign(),
            Self::Related => LinkKind::Related.sign(),
            Self::OnlyHere => "\u{2022}",
        }
    }

    /// Its name in the legend and for a screen reader.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Reworded => "reworded",
            Self::Related => "related",
            Self::OnlyHere => "only here",
        }
    }
}

/// Shared wording of more bytes is long, of many more very long.
const LONG: usize = 40;
const VERY_LONG: usize = 120;

/// What lights up besides the comparison.
#[derive(Clone, Debug, Default)]
pub struct Lights<'a> {
    /// Passages that are selected or answer the selected one.
    pub selected: &'a [PassageIdx],
    /// Mentions of the chosen issue in this statement, in order.
    pub issue: &'a [ByteSpan],
    /// Search hits in this statement, in order.
    pub hits: &'a [ByteSpan],
    /// The hit that is shown now.
    pub current_hit: Option<ByteSpan>,
}

/// The sign of a passage and whether it moved. None before the comparison is there and for labels.
pub fn sign(
    compared: Option<&Compared>,
    statement: &Statement,
    id: StatementId,
    base: StatementId,
    passage: PassageIdx,
) -> Option<(Sign, bool)> {
    let compared = compared?;
    let here = compared.idx(id)?;
    if statement.passage(passage)?.kind == PassageKind::Other {
        return None;
    }
    let link = compared.comparison.link_against(here, passage, compared.idx(base));
    match link {
        Some(link) => {
            let sign = match link.kind {
                LinkKind::Verbatim => Sign::Verbatim,
                LinkKind::Reworded => Sign::Reworded,
                LinkKind::Related => Sign::Related,
            };
            Some((sign, link.moved))
        }
        None => Some((Sign::OnlyHere, false)),
    }
}

/// The runs of a paragraph; together they cover it.
pub fn runs(
    statement: &Statement,
    paragraph: ParagraphIdx,
    id: StatementId,
    base: StatementId,
    compared: Option<&Compared>,
    mode: Mode,
    lights: &Lights<'_>,
) -> Vec<Run> {
    let Some(block) = statement.document.paragraphs.get(paragraph.0) else { return Vec::new() };
    let mut layers: Vec<Layer> = plain_layers(statement, block.span);
    for idx in statement.passages_in(block.span) {
        let Some(passage) = statement.passage(PassageIdx(idx)) else { continue };
        if lights.selected.contains(&PassageIdx(idx)) {
            layers.push((passage.span, |m| m.selected = true));
        }
        if mode == Mode::Differences && passage.kind != PassageKind::Other {
            differences(&mut layers, statement.text(), compared, (id, base), PassageIdx(idx), passage.span);
        }
        let is_alone = || sign(compared, statement, id, base, PassageIdx(idx)).is_some_and(|(sign, _)| sign == Sign::OnlyHere);
        if mode == Mode::OnlyHere && is_alone() {
            layers.push((passage.span, |m| m.only_here = true));
        }
    }
    if let (Mode::Shared, Some(compared)) = (mode, compared) {
        let places = compared.idx(id).into_iter().flat_map(|here| compared.comparison.shared_in(here, block.span));
        let mark = |span: ByteSpan| -> fn(&mut Marks) {
            if span.len() > VERY_LONG {
                |m| m.shared = 3
            } else if span.len() > LONG {
                |m| m.shared = 2
            } else {
                |m| m.shared = 1
            }
        };
        layers.extend(places.map(|span| (span, mark(span))));
    }
    // Mentions and hits stand in order.
    let within = |spans: &[ByteSpan]| -> Vec<ByteSpan> {
        let from = spans.partition_point(|span| span.end <= block.span.start);
        spans.get(from..).unwrap_or_default().iter().copied().take_while(|span| span.start < block.span.end).collect()
    };
    let issue = if mode == Mode::Plain { &[] } else { lights.issue };
    layers.extend(within(issue).into_iter().map(|s| (s, (|m| m.issue = true) as fn(&mut Marks))));
    layers.extend(within(lights.hits).into_iter().map(|s| (s, (|m| m.hit = true) as fn(&mut Marks))));
    layers.extend(lights.current_hit.map(|s| (s, (|m| m.current_hit = true) as fn(&mut Marks))));
    cut(block.span, &layers)
}

/// The runs of a paragraph that do not depend on a comparison: labels, headings, what an editor put in.
pub fn plain(statement: &Statement, paragraph: ParagraphIdx) -> Vec<Run> {
    let Some(block) = statement.document.paragraphs.get(paragraph.0) else { return Vec::new() };
    cut(block.span, &plain_layers(statement, block.span))
}

fn plain_layers(statement: &Statement, block: ByteSpan) -> Vec<Layer> {
    let mut layers: Vec<Layer> = Vec::new();
    for passage in statement.passages.get(statement.passages_in(block)).unwrap_or_default() {
        let is_label = statement.turns.get(passage.turn.unwrap_or(usize::MAX)).is_some_and(|t| t.label == passage.span);
        if passage.kind == PassageKind::Heading || is_label {
            layers.push((passage.span, |m| m.strong = true));
        }
    }
    let inserted = statement.inserted.partition_point(|span| span.end <= block.start);
    let inserted = statement.inserted.iter().skip(inserted).take_while(|span| span.start < block.end);
    layers.extend(inserted.map(|span| (*span, (|m| m.inserted = true) as fn(&mut Marks))));
    layers
}

/// Text as it is shown: where hidden characters are to be seen, each is one that has a form. The number of characters stays.
pub fn shown(text: &str, hidden: bool) -> Cow<'_, str> {
    if !hidden || !text.chars().any(is_invisible) {
        return Cow::Borrowed(text);
    }
    let form = |c: char| match c {
        '\u{ad}' => '\u{ac}',
        '\u{200e}' | '\u{202a}' | '\u{202d}' | '\u{2066}' => '\u{bb}',
        '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}' => '\u{ab}',
        c if is_invisible(c) => '\u{a6}',
        c => c,
    };
    Cow::Owned(text.chars().map(form).collect())
}

/// A stretch of text and the mark that it sets.
type Layer = (ByteSpan, fn(&mut Marks));

fn differences(
    layers: &mut Vec<Layer>,
    text: &str,
    compared: Option<&Compared>,
    (id, base): (StatementId, StatementId),
    passage: PassageIdx,
    span: ByteSpan,
) {
    let Some((compared, here)) = compared.and_then(|c| c.idx(id).map(|here| (c, here))) else { return };
    let Some(link) = compared.comparison.link_against(here, passage, compared.idx(base)) else {
        layers.push((span, |m| m.only_here = true));
        return;
    };
    for edit in link.edits_from(here).filter(|edit| edit.quiet || edit.op != EditOp::Equal) {
        let mine = edit.a.intersection(span).trimmed(text);
        if !mine.is_empty() {
            layers.push((mine, if edit.quiet { |m| m.quiet = true } else { |m| m.changed = true }));
        }
    }
}

/// Cuts `whole` where any layer begins or ends. `O(n log n)` in the number of layers where they do not lie over each other.
fn cut(whole: ByteSpan, layers: &[Layer]) -> Vec<Run> {
    let mut edges: Vec<usize> =
        layers.iter().flat_map(|(span, _)| [span.start, span.end]).filter(|&at| whole.start < at && at < whole.end).collect();
    edges.extend([whole.start, whole.end]);
    edges.sort_unstable();
    edges.dedup();
    let spans = edges.iter().zip(edges.iter().skip(1)).map(|(&start, &end)| ByteSpan::new(start, end));
    let mut runs: Vec<Run> = spans.map(|span| Run { span, marks: Marks::default() }).collect();
    for (layer, set) in layers {
        let from = runs.partition_point(|run| run.span.end <= layer.start);
        let covered = runs.iter_mut().skip(from).take_while(|run| run.span.start < layer.end);
        covered.for_each(|run| set(&mut run.marks));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters() {
        assert_eq!(shown("nu\u{ad}clear\u{202e}x\u{200b}", true), "nu\u{ac}clear\u{ab}x\u{a6}");
        assert_eq!(shown("nu\u{ad}clear", false), "nu\u{ad}clear");
    }

    #[test]
    fn layers_are_cut() {
        let layers: Vec<Layer> = vec![(ByteSpan::new(2, 6), |m| m.changed = true), (ByteSpan::new(4, 20), |m| m.hit = true)];
        let found: Vec<_> =
            cut(ByteSpan::new(0, 10), &layers).into_iter().map(|r| (r.span.start, r.span.end, r.marks.changed, r.marks.hit)).collect();
        assert_eq!(found, [(0, 2, false, false), (2, 4, true, false), (4, 6, true, true), (6, 10, false, true)]);
    }
}
