//! What is left out of the panes so that only what differs, or only what is shared, is read.

use super::runs::Sign;
use crate::engine::{
    statement::{PassageKind, Statement},
    text::ByteSpan,
};
use std::ops::Range;

/// Which passages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Folding {
    /// All.
    #[default]
    Nothing,
    /// Those that are not word for word the same, and not at another place.
    Same,
    /// Those that are answered.
    Alone,
}

impl Folding {
    /// What is shown then.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "All passages",
            Self::Same => "Only differences",
            Self::Alone => "Only what is shared",
        }
    }

    /// Whether a passage is shown for its own sake.
    const fn keeps(self, sign: Option<(Sign, bool)>) -> bool {
        match (self, sign) {
            (Self::Nothing, _) => true,
            (_, None) => false,
            (Self::Same, Some((sign, moved))) => moved || !matches!(sign, Sign::Verbatim),
            (Self::Alone, Some((sign, _))) => matches!(sign, Sign::Verbatim | Sign::Reworded),
        }
    }
}

/// The least number of passages that are folded away together: the line that stands for them is not longer than they are.
const LEAST: usize = 2;

/// Stretches of passages of a statement that are folded away, in order; `signs` has one entry a passage, `context` passages
/// stay before and behind each that is shown, and stretches that meet one of `opened` stay open. Linear.
pub fn folded(
    statement: &Statement,
    signs: &[Option<(Sign, bool)>],
    (folding, context): (Folding, usize),
    opened: &[Range<usize>],
) -> Vec<Range<usize>> {
    let len = statement.passages.len();
    if folding == Folding::Nothing || signs.len() != len {
        return Vec::new();
    }
    let mut kept = vec![false; len];
    for at in signs.iter().enumerate().filter(|(_, sign)| folding.keeps(**sign)).map(|(at, _)| at) {
        let around = at.saturating_sub(context)..(at + context + 1).min(len);
        kept.get_mut(around).into_iter().for_each(|around| around.fill(true));
    }
    // A heading and a speaker's label stay with what follows them.
    let mut next = false;
    for (passage, kept) in statement.passages.iter().zip(&mut kept).rev() {
        let leads = passage.kind == PassageKind::Heading || passage.kind == PassageKind::Other;
        *kept |= leads && next;
        next = *kept;
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in kept.iter().enumerate().filter(|(_, kept)| !**kept).map(|(at, _)| at) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => found.push(at..at + 1),
        }
    }
    let is_open = |stretch: &Range<usize>| opened.iter().any(|open| open.start < stretch.end && stretch.start < open.end);
    found.retain(|stretch| stretch.len() >= LEAST && !is_open(stretch));
    found
}

/// A part of a paragraph as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it stands.
    Text(ByteSpan),
    /// A line that stands for folded passages, where they begin.
    Fold(Range<usize>),
}

impl Part {
    /// What stands for folded passages.
    pub fn words(stretch: &Range<usize>) -> String {
        format!("\u{2026} {} passages \u{2026}", stretch.len())
    }
}

/// The parts of a paragraph; none where it is folded away whole and the line for it stands further up.
pub fn parts(statement: &Statement, paragraph: usize, folded: &[Range<usize>]) -> Vec<Part> {
    let Some(block) = statement.document.paragraphs.get(paragraph).map(|paragraph| paragraph.span) else { return Vec::new() };
    if folded.is_empty() {
        return vec![Part::Text(block)];
    }
    let passages = statement.passages_in(block);
    let first = folded.partition_point(|stretch| stretch.end <= passages.start);
    let here = folded.get(first..).unwrap_or_default().iter().take_while(|stretch| stretch.start < passages.end);
    let start = |passage: usize| statement.passages.get(passage).map_or(block.end, |passage| passage.span.start);
    let mut found = Vec::new();
    let mut at = block.start;
    let text = |from: usize, to: usize| Some(Part::Text(ByteSpan::new(from, to))).filter(|_| from < to);
    for stretch in here {
        let begins = stretch.start >= passages.start;
        found.extend(text(at, if begins { start(stretch.start) } else { at }));
        found.extend(begins.then(|| Part::Fold(stretch.clone())));
        at = if stretch.end < passages.end { start(stretch.end) } else { block.end };
    }
    found.extend(text(at, block.end));
    found
}

/// The folded stretch that holds a passage.
pub fn stretch(folded: &[Range<usize>], passage: usize) -> Option<&Range<usize>> {
    let at = folded.partition_point(|stretch| stretch.end <= passage);
    folded.get(at).filter(|stretch| stretch.contains(&passage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{import::import, segment::segment};

    #[test]
    fn parts_of_paragraphs() {
        let statement = segment(import(b"Ab cd. Ef gh. Ij kl.\n\nMn op. Qr st.", "x.txt").unwrap_or_default(), "x");
        let check = |paragraph: usize, folded: Option<Range<usize>>, expected: &[&str]| {
            let folded: Vec<Range<usize>> = folded.into_iter().collect();
            let shown = parts(&statement, paragraph, &folded).into_iter().map(|part| match part {
                Part::Text(span) => span.of(statement.text()).to_owned(),
                Part::Fold(stretch) => Part::words(&stretch),
            });
            assert_eq!(shown.collect::<Vec<_>>(), expected, "{paragraph} {folded:?}");
        };
        check(0, None, &["Ab cd. Ef gh. Ij kl."]);
        check(0, Some(1..4), &["Ab cd. ", "\u{2026} 3 passages \u{2026}"]);
        check(1, Some(1..4), &["Qr st."]);
        check(1, Some(0..5), &[]);
        check(0, Some(0..2), &["\u{2026} 2 passages \u{2026}", "Ij kl."]);
    }

    #[test]
    fn what_is_folded() {
        let text = "# Head\n\nOne is here. Two is here. Three is here. Four is here. Five is here. Six is here. Seven is here.";
        let statement = segment(import(text.as_bytes(), "x.md").unwrap_or_default(), "x");
        let (v, r, o) = (Some((Sign::Verbatim, false)), Some((Sign::Reworded, false)), Some((Sign::OnlyHere, false)));
        let signs = [None, v, v, v, r, v, o, Some((Sign::Verbatim, true))];
        let check = |how: (Folding, usize), opened: Option<Range<usize>>, expected: Option<Range<usize>>| {
            let found = folded(&statement, &signs, how, &opened.into_iter().collect::<Vec<_>>());
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{how:?}");
        };
        check((Folding::Nothing, 1), None, None);
        check((Folding::Same, 0), None, Some(0..4));
        check((Folding::Same, 1), None, Some(0..3));
        check((Folding::Same, 1), Some(2..3), None);
        check((Folding::Alone, 0), None, None);
        assert_eq!((stretch(&[2..4, 6..9], 6), stretch(&[2..4, 6..9], 5)), (Some(&(6..9)), None));
    }
}
