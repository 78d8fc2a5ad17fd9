//! PDF by pdfboss: its lines become paragraphs. Lines are joined, and words that were parted at line ends; what a column or a
//! page broke is one paragraph again; running heads and page numbers are left out; the page of each passage is kept.

mod join;

use self::join::{Habits, join};
use super::{ImportError, blocks::Blocks, label::has_label, metadata::take_title, plain::list_item_text};
use crate::engine::{
    statement::{Document, ParagraphKind, SourcePlace},
    text::ByteSpan,
};
use pdfboss_core::Error;
use pdfboss_output::{Block, FontCache, Line, ReadingOrder, Role, Ruling, TextSpan, document_layout_with_rulings, retain_spans_on_page};
use pdfboss_text::extract_spans_and_rulings_reporting_cached;
use rustc_hash::FxHashMap;

/// A line that ends this close to the right edge, in its own size, is full: the text goes on in the next one.
const FULL: f32 = 4.0;
/// A heading is this much larger than the text.
const LARGER: f32 = 1.08;

/// How many pages are laid out at a time, at most.
const AT_A_TIME: usize = 32;
/// No page is added to those that hold this many pieces of text already: an index may have thousands on a page.
const SPANS: usize = 12_000;

/// Reads a PDF.
///
/// # Errors
/// [`ImportError::Locked`], [`ImportError::Scan`] where it has pages but no text, [`ImportError::Damaged`].
pub(super) fn read(bytes: Vec<u8>) -> Result<Document, ImportError> {
    let damaged =
        |err: Error| if matches!(err, Error::Encrypted) { ImportError::Locked } else { ImportError::Damaged("a PDF file".into()) };
    let file = pdfboss_core::Document::load(bytes).map_err(damaged)?;
    if file.is_locked() {
        return Err(ImportError::Locked);
    }
    let mut spoiled = Vec::new();
    let mut pieces = pieces_of(&file, is_body, &mut spoiled);
    if pieces.is_empty() {
        // Pages that say nothing but what each of them says.
        spoiled.clear();
        pieces = pieces_of(&file, |_| true, &mut spoiled);
    }
    if pieces.is_empty() {
        return Err(if file.page_count() == spoiled.len() { damaged(Error::InvalidXref) } else { ImportError::Scan });
    }
    drop_page_numbers(&mut pieces);
    let mut document = write(&pieces);
    take_title(&mut document, file.metadata().title.as_deref());
    document.warnings.extend(warning(&spoiled));
    Ok(document)
}

fn warning(spoiled: &[u32]) -> Option<String> {
    let named = spoiled.iter().take(12).map(u32::to_string).collect::<Vec<_>>().join(", ");
    let more = if spoiled.len() > 12 { " and others" } else { "" };
    (!spoiled.is_empty()).then(|| format!("parts of these pages could not be read: {named}{more}"))
}

/// The pieces of all pages, those blocks that are wanted. Some pages are laid out at a time: laid out, a page takes a
/// hundred times the memory of its text. Pages of which parts could not be read are added to `spoiled`.
fn pieces_of(file: &pdfboss_core::Document, is_wanted: fn(&Block) -> bool, spoiled: &mut Vec<u32>) -> Vec<Piece> {
    let fonts = FontCache::default();
    let mut pieces: Vec<Piece> = Vec::new();
    let count = file.page_count();
    let mut first = 0;
    while first < count {
        // What was looked up for pages before is not kept.
        let file = file.fork();
        let mut read = |idx: usize| {
            let page = file.page(idx).ok();
            let found = page.and_then(|page| {
                extract_spans_and_rulings_reporting_cached(&file, &page, &fonts, ReadingOrder::Content).ok().map(|found| (page, found))
            });
            if found.as_ref().is_none_or(|(_, (.., report))| !report.is_complete()) {
                spoiled.push(idx as u32 + 1);
            }
            found.map_or_else(Default::default, |(page, (mut spans, rulings, report))| {
                retain_spans_on_page(&mut spans, &page);
                spans.shrink_to_fit();
                (spans, rulings, report.order)
            })
        };
        let mut pages: Vec<(Vec<TextSpan>, Vec<Ruling>, ReadingOrder)> = Vec::with_capacity(AT_A_TIME);
        let mut spans = 0;
        while first + pages.len() < count && pages.len() < AT_A_TIME && spans < SPANS {
            let page = read(first + pages.len());
            spans += page.0.len();
            pages.push(page);
        }
        for (idx, page) in document_layout_with_rulings(&pages).iter().enumerate() {
            let from = pieces.len();
            let number = (first + idx) as u32 + 1;
            page.blocks.iter().filter(|block| is_wanted(block)).for_each(|block| take(block, number, &mut pieces));
            set_edges(pieces.get_mut(from..).unwrap_or_default());
        }
        first += pages.len();
    }
    pieces
}

/// Lines that belong together by what pdfboss says of them.
struct Piece {
    lines: Vec<Row>,
    kind: ParagraphKind,
    page: u32,
    /// The right edge of the column that it stands in.
    edge: f32,
}

struct Row {
    text: String,
    x: f32,
    end_x: f32,
    size: f32,
    is_bold: bool,
}

impl Row {
    fn of(line: &Line) -> Self {
        let text: String = line.inlines.iter().map(|inline| inline.text.as_str()).collect();
        let is_bold = line.inlines.iter().all(|inline| inline.bold || inline.text.trim().is_empty());
        Self { text: text.replace('\u{fffd}', ""), x: line.x, end_x: line.end_x, size: line.size, is_bold }
    }
}

/// Neither a running head nor a page number.
const fn is_body(block: &Block) -> bool {
    !matches!(block, Block::Paragraph { role: Role::PageHeader | Role::PageFooter, .. })
}

fn take(block: &Block, page: u32, pieces: &mut Vec<Piece>) {
    let mut add = |lines: &mut dyn Iterator<Item = &Line>, kind| {
        let lines: Vec<Row> = lines.map(Row::of).filter(|row| !row.text.trim().is_empty()).collect();
        if !lines.is_empty() {
            pieces.push(Piece { lines, kind, page, edge: 0.0 });
        }
    };
    match block {
        Block::Paragraph { lines, role, .. } => {
            add(&mut lines.iter(), if matches!(role, Role::Quote) { ParagraphKind::Quote } else { ParagraphKind::Text });
        }
        Block::Heading { lines, .. } => add(&mut lines.iter(), ParagraphKind::Heading),
        Block::List { items, .. } => items.iter().for_each(|item| add(&mut item.lines.iter(), ParagraphKind::ListItem)),
        Block::Table { rows, .. } => {
            for row in rows {
                add(&mut row.iter().filter_map(|cell| cell.line.as_ref()), ParagraphKind::Other);
            }
        }
    }
}

/// Leaves out page numbers that pdfboss takes for text: a number alone at the foot or head of a page that is the page's own, or
/// that grows by one from page to page.
fn drop_page_numbers(pieces: &mut Vec<Piece>) {
    // The first and the last line of each page: which piece, which line.
    let mut edges: FxHashMap<(u32, bool), (usize, usize)> = FxHashMap::default();
    for (idx, piece) in pieces.iter().enumerate() {
        edges.entry((piece.page, false)).or_insert((idx, 0));
        edges.insert((piece.page, true), (idx, piece.lines.len() - 1));
    }
    let row = |&(piece, line): &(usize, usize)| pieces.get(piece).and_then(|piece| piece.lines.get(line));
    let mut found: Vec<(i64, (usize, usize))> =
        edges.iter().filter_map(|(&(page, _), at)| Some((page_number(&row(at)?.text)? - i64::from(page), *at))).collect();
    // The only line of a page is both its first and its last.
    found.sort_unstable();
    found.dedup();
    let mut steps: FxHashMap<i64, usize> = FxHashMap::default();
    for (step, _) in &found {
        *steps.entry(*step).or_default() += 1;
    }
    let mut numbers: Vec<(usize, usize)> =
        found.into_iter().filter(|(step, _)| *step == 0 || steps.get(step).is_some_and(|times| *times > 1)).map(|(_, at)| at).collect();
    numbers.sort_unstable();
    for (piece, line) in numbers.into_iter().rev() {
        if let Some(piece) = pieces.get_mut(piece).filter(|piece| line < piece.lines.len()) {
            piece.lines.remove(line);
        }
    }
    pieces.retain(|piece| !piece.lines.is_empty());
}

/// The number in "12", "- 12 -", "Page 12 of 30".
fn page_number(line: &str) -> Option<i64> {
    let plain = line.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let lower = plain.to_lowercase();
    let number = lower.strip_prefix("page").unwrap_or(&lower).trim_start();
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    let rest = number.get(digits.len()..)?.trim();
    let is_total = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    let ends = rest.is_empty() || rest.strip_prefix("of").or_else(|| rest.strip_prefix('/')).is_some_and(is_total);
    (ends && digits.len() <= 4).then(|| digits.parse().ok()).flatten()
}

/// The right edge of a piece is that of the lines of its page that stand in the same column.
fn set_edges(pieces: &mut [Piece]) {
    let column = |piece: &Piece| {
        let left = piece.lines.iter().map(|row| row.x).fold(f32::MAX, f32::min);
        let right = piece.lines.iter().map(|row| row.end_x).fold(f32::MIN, f32::max);
        (left, right)
    };
    let columns: Vec<(f32, f32)> = pieces.iter().map(column).collect();
    for (piece, &(left, right)) in pieces.iter_mut().zip(&columns) {
        // A column is as wide as the widest piece that begins where this one does.
        let same = |&&(l, _): &&(f32, f32)| (l - left).abs() < 40.0;
        piece.edge = columns.iter().filter(same).map(|&(_, r)| r).fold(right, f32::max);
    }
}

/// A paragraph under construction, and where pages begin in it.
#[derive(Default)]
struct Paragraph {
    text: String,
    pages: Vec<(usize, u32)>,
    kind: ParagraphKind,
}

impl Paragraph {
    fn end(&mut self, blocks: &mut Blocks) {
        let Self { text, pages, kind } = std::mem::take(self);
        let mut done = 0;
        for (at, page) in pages {
            blocks.text(ByteSpan::new(done, at).of(&text));
            blocks.place(SourcePlace::Page(page));
            done = at;
        }
        blocks.text(ByteSpan::new(done, text.len()).of(&text));
        blocks.end(kind);
    }
}

fn write(pieces: &[Piece]) -> Document {
    let habits = Habits::of(pieces);
    let mut blocks = Blocks::default();
    let mut open = Paragraph::default();
    let mut page = 0;
    for (idx, piece) in pieces.iter().enumerate() {
        let kind = kind_of(piece, &habits);
        let last = idx.checked_sub(1).and_then(|before| pieces.get(before));
        if !last.is_some_and(|last| goes_on(last, open.kind, piece, kind)) {
            open.end(&mut blocks);
            open.kind = kind;
        }
        for row in &piece.lines {
            let at = join(&mut open.text, &row.text, &habits);
            if piece.page != page {
                open.pages.push((at, piece.page));
                page = piece.page;
            }
        }
    }
    open.end(&mut blocks);
    blocks.finish()
}

/// A heading is larger than the text or bold, and short; what pdfboss takes for one otherwise is text.
fn kind_of(piece: &Piece, habits: &Habits) -> ParagraphKind {
    let letters: usize = piece.lines.iter().map(|row| row.text.trim().chars().count()).sum();
    let is_larger = piece.lines.iter().all(|row| row.size > habits.size * LARGER);
    let is_bold = !habits.is_bold && piece.lines.iter().all(|row| row.is_bold);
    match piece.kind {
        ParagraphKind::Heading if !is_larger && !is_bold => ParagraphKind::Text,
        ParagraphKind::Text if letters < 160 && is_bold && piece.lines.len() < 3 && !piece.lines.iter().any(|row| has_label(&row.text)) => {
            ParagraphKind::Heading
        }
        kind => kind,
    }
}

/// Whether a piece goes on with the paragraph before it: a column or page ended within it, or a single line was taken for a
/// piece of its own.
fn goes_on(last: &Piece, was: ParagraphKind, piece: &Piece, kind: ParagraphKind) -> bool {
    let (Some(end), Some(start)) = (last.lines.last(), piece.lines.first()) else { return false };
    let is_text = |kind| matches!(kind, ParagraphKind::Text | ParagraphKind::Quote | ParagraphKind::ListItem);
    let ended = end.text.trim_end().trim_end_matches(['"', '\u{201d}', '\u{2019}', ')', ']']);
    let is_ended = ended.ends_with(['.', '!', '?', ':', ';', '\u{2026}', '\u{3002}']);
    let is_full = end.end_x > last.edge - FULL * end.size;
    let opens = list_item_text(&start.text).is_some() || has_label(&start.text);
    let same_size = (end.size - start.size).abs() < 0.6;
    is_text(was) && kind == ParagraphKind::Text && !is_ended && is_full && !opens && same_size
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Row {
        Row { text: text.to_owned(), x: 0.0, end_x: 100.0, size: 10.0, is_bold: false }
    }

    fn piece(page: u32, lines: &[&str]) -> Piece {
        Piece { lines: lines.iter().map(|line| row(line)).collect(), kind: ParagraphKind::Text, page, edge: 100.0 }
    }

    fn check(pieces: &[Piece], expected: &[&str]) {
        let document = write(pieces);
        assert_eq!(document.paragraphs.iter().map(|p| p.span.of(&document.text)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn lines_are_joined() {
        check(&[piece(1, &["the agree-", "ment on inter-", "Korean talks"])], &["the agreement on inter-Korean talks"]);
        check(
            &[piece(1, &["trade and science all rest on", "the science based in many a science-", "based trade, of"])],
            &["trade and science all rest on the science based in many a science-based trade, of"],
        );
        check(&[piece(1, &["a well-known fact is well-", "known to all"])], &["a well-known fact is well-known to all"]);
        check(
            &[piece(1, &["한반도의 완전한 비핵화와 평화를 향해 함께 나아가는 비핵", "화의 길에서 평화를 위해", "함께 한다."])],
            &["한반도의 완전한 비핵화와 평화를 향해 함께 나아가는 비핵화의 길에서 평화를 위해 함께 한다."],
        );
        check(&[piece(1, &["한반도의 ", "완전한 비핵", "화와 ", "평화 "])], &["한반도의 완전한 비핵화와 평화"]);
        check(&[piece(1, &["韩国和", "美国"])], &["韩国和美国"]);
    }

    #[test]
    fn page_numbers() {
        let check = |line: &str, expected| assert_eq!(page_number(line), expected, "{line}");
        check(" - 12 - ", Some(12));
        check("Page 3 of 10", Some(3));
        check("3/10", Some(3));
        check("3 ministers", None);
        check("2021", Some(2021));
        let mut pieces = vec![piece(1, &["12", "They met."]), piece(2, &["13", "They parted.", "2021"]), piece(3, &["1"])];
        drop_page_numbers(&mut pieces);
        assert_eq!(pieces.iter().map(|piece| piece.lines.len()).collect::<Vec<_>>(), [1, 2, 1]);
    }

    #[test]
    fn pages_and_columns_are_joined() {
        let document = write(&[piece(1, &["They agreed to meet"]), piece(2, &["again next year."]), piece(2, &["Another paragraph."])]);
        assert_eq!(document.text, "They agreed to meet again next year.\n\nAnother paragraph.");
        assert_eq!(
            document.milestones.iter().map(|m| (m.at, m.place)).collect::<Vec<_>>(),
            [(0, SourcePlace::Page(1)), (20, SourcePlace::Page(2))]
        );
        check(&[piece(1, &["They agreed."]), piece(2, &["Next."])], &["They agreed.", "Next."]);
        check(&[piece(1, &["They agreed on"]), piece(1, &["1. a point"])], &["They agreed on", "1. a point"]);
    }
}
