//! PDF by pdfboss: its lines become paragraphs. Lines are joined, and words that were parted at line ends; what a column or a
//! page broke is one paragraph again; running heads and page numbers are left out; the page of each passage is kept.

use super::{ImportError, blocks::Blocks, label::has_label, plain::list_item_text};
use crate::engine::{
    statement::{Document, ParagraphKind, SourcePlace},
    text::ByteSpan,
};
use pdfboss_core::Error;
use pdfboss_output::{Block, LayoutOptions, Line, ReadingOrder, Role, TextOptions, extract_layout_opts};
use rustc_hash::FxHashMap;

/// A line that ends this close to the right edge, in its own size, is full: the text goes on in the next one.
const FULL: f32 = 4.0;
/// A heading is this much larger than the text.
const LARGER: f32 = 1.08;

/// Reads a PDF.
///
/// # Errors
/// [`ImportError::Locked`], [`ImportError::Scan`] where it has pages but no text, [`ImportError::Damaged`].
pub(super) fn read(bytes: &[u8]) -> Result<Document, ImportError> {
    let damaged =
        |err: Error| if matches!(err, Error::Encrypted) { ImportError::Locked } else { ImportError::Damaged("a PDF file".into()) };
    let file = pdfboss_core::Document::load(bytes.to_vec()).map_err(damaged)?;
    if file.is_locked() {
        return Err(ImportError::Locked);
    }
    let pages = extract_layout_opts(&file, ReadingOrder::Content, TextOptions::default(), &LayoutOptions::default()).map_err(damaged)?;
    let mut pieces: Vec<Piece> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let from = pieces.len();
        page.blocks.iter().for_each(|block| take(block, number as u32 + 1, &mut pieces));
        set_edges(pieces.get_mut(from..).unwrap_or_default());
    }
    if pieces.is_empty() {
        return Err(if pages.is_empty() { damaged(Error::InvalidXref) } else { ImportError::Scan });
    }
    let mut document = write(&pieces);
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = file.metadata().title.map(|title| folded(&title)).filter(|title| !title.is_empty());
    document.title = title.filter(|title| document.text.contains(title.as_str()));
    Ok(document)
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

fn take(block: &Block, page: u32, pieces: &mut Vec<Piece>) {
    let mut add = |lines: &mut dyn Iterator<Item = &Line>, kind| {
        let lines: Vec<Row> = lines.map(Row::of).filter(|row| !row.text.trim().is_empty()).collect();
        if !lines.is_empty() {
            pieces.push(Piece { lines, kind, page, edge: 0.0 });
        }
    };
    match block {
        Block::Paragraph { role: Role::PageHeader | Role::PageFooter, .. } => {}
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

/// What is the same for the whole file.
#[derive(Default)]
struct Habits {
    /// The size of most letters.
    size: f32,
    /// Most letters are bold, so that bold says nothing.
    is_bold: bool,
    /// Lines keep the blank behind their last word.
    has_blanks: bool,
    /// Lines of Hangul are filled to the edge, so that they may be broken within words.
    fills: bool,
    /// Words are hyphenated at line ends.
    hyphenates: bool,
    /// How often each word stands inside lines.
    words: FxHashMap<String, u32>,
    syllables: Syllables,
}

impl Habits {
    fn of(pieces: &[Piece]) -> Self {
        let mut habits = Self::default();
        let mut sizes: FxHashMap<i32, usize> = FxHashMap::default();
        let (mut letters, mut bold, mut wrapped, mut blanks, mut hyphens, mut hangul, mut filled) = (0_usize, 0, 0_usize, 0, 0, 0, 0);
        for piece in pieces {
            for (idx, row) in piece.lines.iter().enumerate() {
                *sizes.entry((row.size * 4.0) as i32).or_default() += row.text.len();
                letters += row.text.len();
                bold += if row.is_bold { row.text.len() } else { 0 };
                habits.read(&row.text);
                if idx + 1 < piece.lines.len() {
                    wrapped += 1;
                    blanks += usize::from(row.text.ends_with(' '));
                    hyphens += usize::from(row.text.ends_with(['-', '\u{2010}']));
                    if row.text.trim_end().ends_with(is_hangul) {
                        hangul += 1;
                        filled += usize::from(piece.edge - row.end_x < 1.2 * row.size);
                    }
                }
            }
        }
        habits.size = sizes.into_iter().max_by_key(|&(size, letters)| (letters, size)).map_or(10.0, |(size, _)| size as f32 / 4.0);
        habits.is_bold = bold * 2 > letters;
        habits.has_blanks = blanks * 4 > wrapped;
        habits.hyphenates = hyphens * 25 > wrapped;
        habits.fills = filled * 10 > hangul * 7;
        habits
    }

    /// Counts the whole words of a line, and the joints of its syllables.
    fn read(&mut self, line: &str) {
        let found: Vec<&str> = line.split_whitespace().collect();
        for word in found.get(1..found.len().saturating_sub(1)).unwrap_or_default() {
            *self.words.entry(bare(word).to_lowercase()).or_default() += 1;
        }
        self.syllables.read(line);
    }

    fn count(&self, word: &str) -> u32 {
        self.words.get(&bare(word).to_lowercase()).copied().unwrap_or(0)
    }
}

/// How often a blank stands behind a syllable and before one, in the lines of the file: by this a Korean word that was parted
/// at a line end is told from two words.
#[derive(Default)]
struct Syllables {
    behind: FxHashMap<char, (u32, u32)>,
    before: FxHashMap<char, (u32, u32)>,
    pairs: FxHashMap<(char, char), (u32, u32)>,
    all: (u32, u32),
}

impl Syllables {
    fn read(&mut self, line: &str) {
        let mut last: Option<(char, u32)> = None;
        for c in line.chars() {
            match last {
                Some((syllable, 0)) if c == ' ' => last = Some((syllable, 1)),
                Some((syllable, blank)) if is_hangul(c) => {
                    let joints = [
                        self.behind.entry(syllable).or_default(),
                        self.before.entry(c).or_default(),
                        self.pairs.entry((syllable, c)).or_default(),
                        &mut self.all,
                    ];
                    for (blanks, total) in joints {
                        *blanks += blank;
                        *total += 1;
                    }
                    last = Some((c, 0));
                }
                _ => last = is_hangul(c).then_some((c, 0)),
            }
        }
    }

    /// Whether two words meet here rather than two parts of one. Odds of a blank from both syllables, as if each spoke for
    /// itself, and from the pair where it was seen.
    fn are_apart(&self, last: char, first: char) -> bool {
        let usual = (f64::from(self.all.0) + 1.0) / (f64::from(self.all.1) + 3.0);
        let odds = |seen: Option<&(u32, u32)>, weight: f64| {
            let (blanks, total) = seen.map_or((0.0, 0.0), |&(blanks, total)| (f64::from(blanks), f64::from(total)));
            let share = (blanks + weight * usual) / (total + weight);
            (share / (1.0 - share).max(1e-9)).ln()
        };
        let prior = (usual / (1.0 - usual)).ln();
        let evidence = odds(self.behind.get(&last), 2.0) + odds(self.before.get(&first), 2.0) - prior;
        evidence + 2.0 * (odds(self.pairs.get(&(last, first)), 1.0) - prior) > 0.0
    }
}

/// A word without marks at its ends.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_hangul(c: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&c)
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{3001}' | '\u{3002}' | '\u{ff01}'..='\u{ff1f}')
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

/// Adds a line to the lines before it. Returns where it begins.
fn join(text: &mut String, line: &str, habits: &Habits) -> usize {
    let had_blank = text.ends_with(' ');
    text.truncate(text.trim_end().len());
    let line = line.trim_start();
    if let (Some(last), Some(first)) = (text.chars().next_back(), line.chars().next()) {
        let left = text.rsplit(char::is_whitespace).next().unwrap_or_default();
        let right = line.split_whitespace().next().unwrap_or_default();
        let hyphen = matches!(last, '-' | '\u{2010}');
        if last == '\u{ad}' || (hyphen && is_hyphenated(left, right, habits)) {
            text.pop();
        } else if is_hangul(last) && is_hangul(first) {
            if had_blank || !is_parted(left, right, habits) {
                text.push(' ');
            }
        } else if last.is_ascii_digit() && is_hangul(first) {
            if had_blank || !habits.fills {
                text.push(' ');
            }
        } else if !(hyphen && first.is_alphanumeric() && left.chars().count() > 1 || is_tight(last, first, had_blank)) {
            text.push(' ');
        }
    }
    let start = text.len();
    text.push_str(line);
    start
}

/// Whether no blank stands between two lines, whatever they say: behind a dash or a slash, between ideographs.
fn is_tight(last: char, first: char, had_blank: bool) -> bool {
    (matches!(last, '\u{2014}' | '/') && !had_blank) || is_ideograph(last) || is_ideograph(first)
}

/// Whether the hyphen at the end of `left` only parts a word: "agree-ment" but not "inter-Korean". The rest of the file tells;
/// where it does not, whether both parts are words, and whether the file hyphenates at all.
fn is_hyphenated(left: &str, right: &str, habits: &Habits) -> bool {
    let stem = left.trim_end_matches(['-', '\u{2010}']);
    let (whole, compound) = (habits.count(&format!("{stem}{right}")), habits.count(&format!("{stem}-{right}")));
    let is_plain = !bare(stem).is_empty() && bare(stem).chars().all(char::is_alphabetic) && right.starts_with(char::is_lowercase);
    if whole != compound {
        return whole > compound;
    }
    is_plain && habits.hyphenates && (habits.count(stem) == 0 || habits.count(right) == 0)
}

/// Whether a Korean word was parted at the end of a line.
fn is_parted(left: &str, right: &str, habits: &Habits) -> bool {
    // Where blanks are kept, there was none.
    if habits.has_blanks {
        return true;
    }
    let (whole, parts) = (habits.count(&format!("{left}{right}")), habits.count(left).min(habits.count(right)));
    if whole != parts {
        return whole > parts;
    }
    let joint = left.chars().next_back().zip(right.chars().next());
    habits.fills && joint.is_some_and(|(last, first)| !habits.syllables.are_apart(last, first))
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
