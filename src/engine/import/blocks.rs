//! Collects blocks into the text and paragraphs of a [`Document`]. Every importer ends here.

use crate::engine::{
    statement::{Document, Paragraph, ParagraphKind},
    text::ByteSpan,
};

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
        self.document.paragraphs.push(Paragraph { span: ByteSpan::new(start, text.len()), kind });
    }

    /// Ends the last block and hands over the document.
    pub fn finish(mut self) -> Document {
        self.end(ParagraphKind::Text);
        self.document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
