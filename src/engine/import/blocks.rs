//! Collects blocks into the text and paragraphs of a [`Document`]. Every importer ends here.

use crate::engine::{
    statement::{Document, Milestone, Paragraph, ParagraphKind, SourcePlace, Turn},
    text::{ByteSpan, one_line, span::floor_boundary},
};

/// The longest paragraph, in bytes: a longer one could not be laid out within a frame. Statements stay far below it.
const LONGEST: usize = 10_000;

/// The text under construction.
#[derive(Debug, Default)]
pub struct Blocks {
    document: Document,
    pending: String,
    /// Places of the source that begin in the pending block, by how many of its visible characters stand before them:
    /// white space is folded later.
    places: Vec<(usize, SourcePlace)>,
    /// Who speaks from the pending block on, where the source says so, and bytes of the label that opens the block.
    speaker: Option<(String, usize)>,
}

impl Blocks {
    /// Adds inline text to the block that is being written.
    pub fn text(&mut self, text: &str) {
        self.pending.push_str(text);
    }

    /// Adds text before what was added to the block.
    pub fn text_before(&mut self, text: &str) {
        self.pending.insert_str(0, text);
    }

    /// Here a page or a moment of the source begins.
    pub fn place(&mut self, place: SourcePlace) {
        self.places.push((visible(&self.pending), place));
    }

    /// Begins a block of a speaker whom the source names outside its text: the name becomes the label.
    pub fn speaker(&mut self, name: &str) {
        let name = one_line(name);
        if !name.is_empty() {
            self.end(ParagraphKind::Text);
            self.pending = format!("{name}: ");
            self.speaker = Some((name.clone(), name.len() + 1));
        }
    }

    /// Something that was lost, or is doubtful.
    pub fn warn(&mut self, warning: impl Into<String>) {
        self.document.warnings.push(warning.into());
    }

    /// The text is that of a file with tracked changes.
    pub fn warn_of_revisions(&mut self) {
        self.warn("changes are tracked in this file; it is read as if all were accepted");
    }

    /// Whether nothing was added since the last block ended.
    pub fn is_at_start(&self) -> bool {
        self.pending.trim().is_empty()
    }

    /// Whether the open block is short enough for a heading.
    pub fn is_short(&self) -> bool {
        self.pending.trim().len() < 160
    }

    /// A line break inside a block.
    pub fn line_break(&mut self) {
        self.pending.push('\n');
    }

    /// Ends the block that is being written. White space is folded to single blanks; a kept line break stays one.
    /// Empty blocks vanish.
    pub fn end(&mut self, kind: ParagraphKind) {
        let pending = std::mem::take(&mut self.pending);
        let mut block = String::with_capacity(pending.len());
        for line in pending.split('\n') {
            let words: Vec<&str> = line.split_whitespace().collect();
            if words.is_empty() {
                continue;
            }
            if !block.is_empty() {
                block.push('\n');
            }
            block.push_str(&words.join(" "));
        }
        if block.is_empty() {
            // What begins here begins with the next block.
            self.places.iter_mut().for_each(|place| place.0 = 0);
            return;
        }
        let text = &mut self.document.text;
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&block);
        let places = std::mem::take(&mut self.places);
        self.document.milestones.extend(placed(&block, places).map(|(at, place)| Milestone { at: start + at, place }));
        if let Some((speaker, label)) = self.speaker.take() {
            let label = ByteSpan::new(start, start + label);
            self.document.turns.push(Turn { speaker, label, span: label, ..Turn::default() });
        }
        let parts = cut(&block, LONGEST);
        if parts.len() > 1 {
            self.document.warnings.push(format!("a paragraph of {} characters is shown in {} parts", block.chars().count(), parts.len()));
        }
        self.document
            .paragraphs
            .extend(parts.into_iter().map(|part| Paragraph { span: ByteSpan::new(start + part.start, start + part.end), kind }));
    }

    /// Ends the last block and hands over the document.
    pub fn finish(mut self) -> Document {
        self.end(ParagraphKind::Text);
        self.document
    }
}

fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Byte offsets in `block` for places that are given by the number of visible characters before them, in order.
fn placed(block: &str, places: Vec<(usize, SourcePlace)>) -> impl Iterator<Item = (usize, SourcePlace)> {
    let mut offsets = block.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, _)| at).enumerate().peekable();
    places.into_iter().map(move |(before, place)| {
        while offsets.peek().is_some_and(|(number, _)| *number < before) {
            offsets.next();
        }
        (offsets.peek().map_or(block.len(), |(_, at)| *at), place)
    })
}

/// Cuts a block into parts of at most `longest` bytes: behind a sentence if it can, between words otherwise, anywhere as
/// a last resort. White space at a cut belongs to neither part.
fn cut(block: &str, longest: usize) -> Vec<ByteSpan> {
    let mut parts = Vec::new();
    let mut start = 0;
    while block.len() - start > longest {
        let window = ByteSpan::new(start, floor_boundary(block, start + longest)).of(block);
        let half = window.len() / 2;
        let end = window.rfind(". ").map(|at| at + 1).filter(|&at| at > half).or_else(|| window.rfind(' ').filter(|&at| at > half));
        let end = start + end.unwrap_or(window.len());
        parts.push(ByteSpan::new(start, end));
        let rest = ByteSpan::new(end, block.len()).of(block);
        start = end + (rest.len() - rest.trim_start().len());
    }
    parts.push(ByteSpan::new(start, block.len()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_blocks_are_cut() {
        let check = |block: &str, expected: &[&str]| {
            assert_eq!(cut(block, 12).into_iter().map(|span| span.of(block)).collect::<Vec<_>>(), expected);
        };
        check("Twelve bytes", &["Twelve bytes"]);
        check("It ended. Then more words.", &["It ended.", "Then more", "words."]);
        check("supercalifragilistic", &["supercalifra", "gilistic"]);
        check("한국어한국어", &["한국어한", "국어"]);
    }

    #[test]
    fn places_of_the_source() {
        let mut blocks = Blocks::default();
        blocks.place(SourcePlace::Page(1));
        blocks.end(ParagraphKind::Text);
        blocks.speaker("Jane  Roe");
        blocks.text("one  ");
        blocks.place(SourcePlace::Page(2));
        blocks.text(" two");
        blocks.place(SourcePlace::Page(3));
        let document = blocks.finish();
        assert_eq!(document.text, "Jane Roe: one two");
        assert_eq!(document.milestones.iter().map(|m| m.at).collect::<Vec<_>>(), [0, 14, 17]);
        assert_eq!(
            document.turns.iter().map(|t| (t.speaker.as_str(), t.label.of(&document.text))).collect::<Vec<_>>(),
            [("Jane Roe", "Jane Roe:")]
        );
    }

    #[test]
    fn blocks_become_paragraphs() {
        let mut blocks = Blocks::default();
        blocks.text("A  heading\u{a0}");
        blocks.end(ParagraphKind::Heading);
        blocks.end(ParagraphKind::Text);
        blocks.text(" One\t two");
        blocks.line_break();
        blocks.line_break();
        blocks.text("three ");
        let document = blocks.finish();
        assert_eq!(document.text, "A heading\n\nOne two\nthree");
        assert_eq!(
            document.paragraphs.iter().map(|p| (p.span.of(&document.text), p.kind)).collect::<Vec<_>>(),
            [("A heading", ParagraphKind::Heading), ("One two\nthree", ParagraphKind::Text)]
        );
    }
}
