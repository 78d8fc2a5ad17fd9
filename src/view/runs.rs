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
    /// Wording that stands in another statement too.
    pub shared: bool,
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
    let mut layers: Vec<Layer> = Vec::new();
    let range = statement.passages_in(block.span);
    for idx in range {
        let Some(passage) = statement.passage(PassageIdx(idx)) else { continue };
        let is_label = statement.turns.get(passage.turn.unwrap_or(usize::MAX)).is_some_and(|t| t.label == passage.span);
        if passage.kind == PassageKind::Heading || is_label {
            layers.push((passage.span, |m| m.strong = true));
        }
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
    let inserted = statement.inserted.partition_point(|span| span.end <= block.span.start);
    let inserted = statement.inserted.iter().skip(inserted).take_while(|span| span.start < block.span.end);
    layers.extend(inserted.map(|span| (*span, (|m| m.inserted = true) as fn(&mut Marks))));
    if let (Mode::Shared, Some(compared)) = (mode, compared) {
        let places = compared.idx(id).into_iter().flat_map(|here| compared.comparison.shared_in(here, block.span));
        layers.extend(places.map(|span| (span, (|m| m.shared = true) as fn(&mut Marks))));
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

/// Cuts `whole` where any layer begins or ends.
fn cut(whole: ByteSpan, layers: &[Layer]) -> Vec<Run> {
    let mut edges: Vec<usize> =
        layers.iter().flat_map(|(span, _)| [span.start, span.end]).filter(|&at| whole.start < at && at < whole.end).collect();
    edges.extend([whole.start, whole.end]);
    edges.sort_unstable();
    edges.dedup();
    edges
        .windows(2)
        .filter_map(|pair| match pair {
            &[start, end] => Some(ByteSpan::new(start, end)),
            _ => None,
        })
        .map(|span| {
            let mut marks = Marks::default();
            layers.iter().filter(|(layer, _)| layer.overlaps(span)).for_each(|(_, set)| set(&mut marks));
            Run { span, marks }
        })
        .collect()
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
