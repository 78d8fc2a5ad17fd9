//! A paragraph laid out: what is folded away is left out, and bytes of the statement are found in it.

use super::super::theme::{Colours, Lines};
use crate::{
    engine::{
        statement::{ParagraphIdx, ParagraphKind, Statement},
        text::ByteSpan,
    },
    view::{
        fold::{Part, parts},
        runs::{self, Marks, Run},
    },
};
use egui::{
    Galley, Pos2,
    epaint::text::FontsView,
    text::{CCursor, LayoutJob},
};
use std::{ops::Range, sync::Arc};

/// How a pane is set: its column and its lines.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting {
    /// Width of the column, in points.
    pub width: f32,
    pub lines: Lines,
    /// What is folded away.
    pub folded: Arc<[Range<usize>]>,
    /// Whether hidden characters are shown.
    pub shows_hidden: bool,
}

impl Setting {
    /// The text of a paragraph and how it looks; none where it is folded away.
    pub fn job(&self, statement: &Statement, paragraph: usize, runs: &[Run], colours: Colours) -> Option<(LayoutJob, Vec<Shown>)> {
        let parts = parts(statement, paragraph, &self.folded);
        if parts.is_empty() {
            return None;
        }
        let mut job = LayoutJob::default();
        job.wrap.max_width = self.width;
        let mut shown = Vec::with_capacity(parts.len());
        let mut chars = 0;
        for part in parts {
            let start = chars;
            match &part {
                Part::Text(span) => {
                    let first = runs.partition_point(|run| run.span.end <= span.start);
                    for run in runs.iter().skip(first).take_while(|run| run.span.start < span.end) {
                        let words = runs::shown(run.span.intersection(*span).of(statement.text()), self.shows_hidden);
                        chars += words.chars().count();
                        job.append(&words, 0.0, colours.format(run.marks, self.lines));
                    }
                }
                Part::Fold(stretch) => {
                    let words = Part::words(stretch);
                    chars += words.chars().count();
                    job.append(&words, 0.0, colours.fold_format(self.lines));
                    // A blank, so that what follows does not stick to it.
                    job.append(" ", 0.0, colours.format(Marks::default(), self.lines));
                    chars += 1;
                }
            }
            shown.push(Shown { chars: start, part });
        }
        Some((job, shown))
    }

    /// A paragraph laid out with the faces of `fonts`.
    pub fn lay(&self, fonts: &mut FontsView<'_>, statement: &Statement, paragraph: usize, runs: &[Run], colours: Colours) -> Option<Laid> {
        let (job, shown) = self.job(statement, paragraph, runs, colours)?;
        let galley = fonts.layout_job(job);
        let height = galley.size().y + self.spacing(statement, paragraph);
        Some(Laid { galley, shown, height })
    }

    /// Room below a paragraph.
    pub fn spacing(&self, statement: &Statement, paragraph: usize) -> f32 {
        let kind = statement.document.paragraphs.get(paragraph).map(|p| p.kind);
        self.lines.size * if kind == Some(ParagraphKind::ListItem) { 0.45 } else { 0.8 }
    }

    /// The height of a paragraph by its number of letters.
    pub fn estimate(&self, statement: &Statement, paragraph: usize) -> f32 {
        let per_line = (self.width / (self.lines.size * 0.5)).max(8.0);
        let bytes: usize = if self.folded.is_empty() {
            statement.document.paragraphs.get(paragraph).map_or(0, |p| p.span.len())
        } else {
            let len = |part: Part| match part {
                Part::Text(span) => span.len(),
                Part::Fold(stretch) => Part::words(&stretch).len(),
            };
            parts(statement, paragraph, &self.folded).into_iter().map(len).sum()
        };
        if bytes == 0 && !self.folded.is_empty() {
            return 0.0;
        }
        (bytes as f32 / per_line).ceil().max(1.0) * self.lines.height() + self.spacing(statement, paragraph)
    }

    /// The runs of a paragraph that decide its height: marks but bold ones change no widths.
    pub fn plain_runs(statement: &Statement, paragraph: usize) -> Vec<Run> {
        runs::plain(statement, ParagraphIdx(paragraph))
    }
}

/// A part of a paragraph and where its characters begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    chars: usize,
    part: Part,
}

/// A paragraph that is laid out.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    pub galley: Arc<Galley>,
    shown: Vec<Shown>,
    /// With the room below it.
    pub height: f32,
}

/// What stands at a point of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pointed {
    Byte(usize),
    Fold(Range<usize>),
}

impl Laid {
    /// The cursor before a byte of the statement; what is folded away stands where its line stands.
    pub fn cursor(&self, statement: &Statement, byte: usize) -> CCursor {
        let mut chars = 0;
        for shown in &self.shown {
            match &shown.part {
                Part::Text(span) if span.start <= byte => {
                    let before = ByteSpan::new(span.start, byte.min(span.end)).of(statement.text());
                    chars = shown.chars + if before.is_ascii() { before.len() } else { before.chars().count() };
                }
                Part::Fold(stretch) if statement.passages.get(stretch.start).is_some_and(|first| first.span.start <= byte) => {
                    chars = shown.chars;
                }
                _ => break,
            }
        }
        CCursor::new(chars)
    }

    /// What stands at a point, seen from the top left of the paragraph.
    pub fn pointed(&self, statement: &Statement, at: Pos2) -> Pointed {
        let chars = self.galley.cursor_from_pos(at.to_vec2()).index.0;
        let part = self.shown.partition_point(|shown| shown.chars <= chars).saturating_sub(1);
        match self.shown.get(part) {
            Some(Shown { part: Part::Fold(stretch), .. }) => Pointed::Fold(stretch.clone()),
            Some(Shown { chars: start, part: Part::Text(span) }) => {
                let text = span.of(statement.text());
                Pointed::Byte(span.start + text.char_indices().nth(chars - start).map_or(text.len(), |(at, _)| at))
            }
            None => Pointed::Byte(0),
        }
    }

    /// Top and bottom of a span in its paragraph.
    pub fn extent(&self, statement: &Statement, span: ByteSpan) -> (f32, f32) {
        // A span that begins where a line was wrapped begins in the new line.
        let first = CCursor { prefer_next_row: true, ..self.cursor(statement, span.start) };
        let top = self.galley.pos_from_cursor(first).top();
        let bottom = self.galley.pos_from_cursor(self.cursor(statement, span.end)).bottom();
        (top, bottom.max(top))
    }

    /// Where a span stands, a rectangle a row, seen from the top left of the paragraph.
    pub fn rects(&self, statement: &Statement, span: ByteSpan) -> Vec<egui::Rect> {
        let (from, to) = (self.cursor(statement, span.start), self.cursor(statement, span.end));
        let (first, last) = (self.galley.pos_from_cursor(from), self.galley.pos_from_cursor(to));
        let rows = self.galley.rows.iter().map(egui::epaint::text::PlacedRow::rect);
        let rows = rows.filter(|row| row.bottom() > first.top() + 1.0 && row.top() < last.bottom() - 1.0);
        rows.map(|row| {
            let left = if row.top() <= first.top() + 1.0 { first.left() } else { row.left() };
            let right = if row.bottom() >= last.bottom() - 1.0 { last.left() } else { row.right() };
            egui::Rect::from_min_max(egui::pos2(left, row.top()), egui::pos2(right, row.bottom()))
        })
        .collect()
    }
}
