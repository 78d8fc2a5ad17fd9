//! Collects blocks into the text and paragraphs of a [`Document`]. Every importer ends here.

use crate::engine::{
    statement::{Document, Paragraph, ParagraphKind},
    text::{ByteSpan, span::floor_boundary},
};

/// The longest paragraph, in bytes: a longer one could not be laid out within a frame. Statements stay far below it.
const LONGEST: usize = 10_000;

/// The text under construction.
#[derive(Debug, Default)]
pub struct Blocks {
    document: Document,
    pending: String,
}

impl Blocks {
    /// Adds inline text to the block that is being written.
    pub fn text(&mut self, text: &str) {
        self.pending.push_str(text);
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
            return;
        }
        let text = &mut self.document.text;
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&block);
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
