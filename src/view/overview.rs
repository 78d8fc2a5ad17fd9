//! The overview of a pane: every mark of a text of any length on as many rows as the strip beside it is high.

use super::{Mode, runs::Sign};
use crate::engine::{statement::Statement, text::ByteSpan};

/// What a row of the overview holds; several can fall on one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u16);

impl Marks {
    /// A passage that nothing answers.
    pub const ONLY: Self = Self(1);
    /// A passage in other words.
    pub const REWORDED: Self = Self(2);
    /// A passage on the same matter.
    pub const RELATED: Self = Self(4);
    /// A passage at another place.
    pub const MOVED: Self = Self(8);
    /// Shared wording.
    pub const SHARED: Self = Self(16);
    /// A mention of the chosen issue.
    pub const ISSUE: Self = Self(32);
    /// Found by search.
    pub const HIT: Self = Self(64);

    /// Whether one of these is there.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What there is to mark besides the signs of passages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spans<'a> {
    /// Shared wording.
    pub shared: &'a [ByteSpan],
    /// Mentions of the chosen issue.
    pub issue: &'a [ByteSpan],
    /// Search hits.
    pub hits: &'a [ByteSpan],
}

/// The rows of the overview, from the top. `tops` says where each paragraph begins, and last where the text ends, in any
/// unit; `signs` has one entry a passage. Linear in the number of passages and marks.
pub fn rows(
    statement: &Statement,
    signs: &[Option<(Sign, bool)>],
    mode: Mode,
    tops: &[f64],
    (count, spans): (usize, Spans<'_>),
) -> Vec<Marks> {
    let mut rows = vec![Marks::default(); count];
    let total = tops.last().copied().unwrap_or(0.0).max(1e-9);
    // Where a byte stands: in its paragraph by its share of the bytes.
    let place = |paragraph: usize, byte: usize| {
        let (top, bottom) = (tops.get(paragraph).copied().unwrap_or(0.0), tops.get(paragraph + 1).copied().unwrap_or(total));
        let span = statement.document.paragraphs.get(paragraph).map_or(ByteSpan::new(0, 1), |paragraph| paragraph.span);
        let share = (byte.saturating_sub(span.start)) as f64 / span.len().max(1) as f64;
        ((top + (bottom - top) * share.min(1.0)) / total * count as f64) as usize
    };
    let mut put = |paragraph: usize, span: ByteSpan, marks: Marks| {
        let first = place(paragraph, span.start).min(count.saturating_sub(1));
        let last = place(paragraph, span.end.saturating_sub(1)).clamp(first, count.saturating_sub(1));
        rows.get_mut(first..=last).into_iter().flatten().for_each(|row| *row = row.and(marks));
    };
    if matches!(mode, Mode::Differences | Mode::OnlyHere) {
        for (passage, sign) in statement.passages.iter().zip(signs) {
            let Some((sign, moved)) = *sign else { continue };
            let kind = match sign {
                Sign::OnlyHere => Marks::ONLY,
                Sign::Reworded if mode == Mode::Differences => Marks::REWORDED,
                Sign::Related if mode == Mode::Differences => Marks::RELATED,
                _ => Marks::default(),
            };
            let marks = if moved && mode == Mode::Differences { kind.and(Marks::MOVED) } else { kind };
            if marks != Marks::default() {
                put(passage.paragraph.0, passage.span, marks);
            }
        }
    }
    let shared = if mode == Mode::Shared { spans.shared } else { &[] };
    for (spans, marks) in [(shared, Marks::SHARED), (spans.issue, Marks::ISSUE), (spans.hits, Marks::HIT)] {
        // Both in order: one walk along the paragraphs.
        let mut paragraph = 0;
        for span in spans {
            while statement.document.paragraphs.get(paragraph).is_some_and(|p| p.span.end <= span.start) {
                paragraph += 1;
            }
            put(paragraph, *span, marks);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{import::import, segment::segment};

    #[test]
    fn marks_stand_where_the_text_stands() {
        let statement = segment(import(b"One is here. Two is here.\n\nThree is here.", "x.txt").unwrap_or_default(), "x");
        let signs = [Some((Sign::Verbatim, true)), Some((Sign::OnlyHere, false)), Some((Sign::Reworded, false))];
        let hits = [ByteSpan::new(27, 32)];
        let check = |mode, expected: &[Marks]| {
            let spans = Spans { hits: &hits, ..Spans::default() };
            assert_eq!(rows(&statement, &signs, mode, &[0.0, 20.0, 40.0], (4, spans)), expected, "{mode:?}");
        };
        check(Mode::Differences, &[Marks::MOVED, Marks::ONLY, Marks::REWORDED.and(Marks::HIT), Marks::REWORDED]);
        check(Mode::OnlyHere, &[Marks::default(), Marks::ONLY, Marks::HIT, Marks::default()]);
        check(Mode::Plain, &[Marks::default(), Marks::default(), Marks::HIT, Marks::default()]);
    }
}
