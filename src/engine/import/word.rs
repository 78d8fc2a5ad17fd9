//! Word files, DOCX and DOC, by undoc: paragraphs, headings, lists, tables, notes. Of tracked changes the accepted text.

use super::{ImportError, blocks::Blocks, metadata::take_title};
use crate::engine::statement::{Document, ParagraphKind};
use undoc::{Block, Error, ListType, Paragraph, Table, model::RevisionType};

/// Tables may stand in tables; those deeper than this are left out.
const DEEPEST: usize = 8;

/// Reads a Word file.
///
/// # Errors
/// [`ImportError::Locked`], or [`ImportError::Damaged`] where it is no Word file after all.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ImportError> {
    let file = undoc::parse_bytes(bytes).map_err(|err| match err {
        Error::Encrypted => ImportError::Locked,
        _ => ImportError::Damaged("a Word file".into()),
    })?;
    let mut walk = Walk::default();
    for block in file.sections.iter().flat_map(|section| &section.content) {
        match block {
            Block::Paragraph(paragraph) => walk.paragraph(paragraph),
            Block::Table(table) => walk.table(table, 0),
            Block::Note { content, .. } => walk.note(content),
            Block::PageBreak | Block::SectionBreak | Block::Image { .. } => {}
        }
    }
    if walk.is_revised {
        walk.blocks.warn_of_revisions();
    }
    if walk.is_cut {
        walk.blocks.warn("a table within tables was too deep to be read");
    }
    let mut document = walk.blocks.finish();
    take_title(&mut document, file.metadata.title.as_deref());
    Ok(document)
}

#[derive(Default)]
struct Walk {
    blocks: Blocks,
    is_revised: bool,
    is_cut: bool,
}

impl Walk {
    /// Adds the words of a paragraph to the open block. Returns whether all of them are bold.
    fn words(&mut self, paragraph: &Paragraph) -> bool {
        let mut is_bold = true;
        for run in &paragraph.runs {
            self.is_revised |= run.revision != RevisionType::None;
            if run.revision == RevisionType::Deleted {
                continue;
            }
            is_bold &= run.style.bold || run.text.trim().is_empty();
            self.blocks.text(&run.text);
            if run.line_break {
                self.blocks.line_break();
            }
        }
        is_bold
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let item = paragraph.list_info.as_ref().filter(|list| list.list_type != ListType::None);
        if let Some(number) = item.filter(|list| list.list_type == ListType::Numbered).and_then(|list| list.number) {
            self.blocks.text(&format!("{number}. "));
        }
        let is_bold = self.words(paragraph);
        let kind = if paragraph.heading.is_heading() || (is_bold && item.is_none() && self.blocks.is_short()) {
            ParagraphKind::Heading
        } else if item.is_some() {
            ParagraphKind::ListItem
        } else if paragraph.style_name.as_deref().is_some_and(|name| name.to_lowercase().contains("quot")) {
            ParagraphKind::Quote
        } else {
            ParagraphKind::Text
        };
        self.blocks.end(kind);
    }

    fn note(&mut self, content: &[Paragraph]) {
        for paragraph in content {
            self.words(paragraph);
            self.blocks.end(ParagraphKind::Note);
        }
    }

    fn table(&mut self, table: &Table, depth: usize) {
        if depth > DEEPEST {
            self.is_cut = true;
            return;
        }
        for row in &table.rows {
            for cell in &row.cells {
                for paragraph in &cell.content {
                    self.words(paragraph);
                    self.blocks.text(" ");
                }
            }
            self.blocks.end(ParagraphKind::Other);
            for inner in row.cells.iter().flat_map(|cell| &cell.nested_tables) {
                self.table(inner, depth + 1);
            }
        }
    }
}
