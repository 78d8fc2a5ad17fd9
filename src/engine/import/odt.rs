//! OpenDocument texts (ODT) by zip and quick-xml: paragraphs, headings, lists, tables, notes. Of tracked changes the accepted
//! text. No crate that is kept up reads them; the walk goes by events, so that depth costs nothing.

use super::{ImportError, MAX_BYTES, blocks::Blocks, metadata::take_title};
use crate::engine::statement::{Document, ParagraphKind};
use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};
use std::io::{Cursor, Read};

/// The largest part that is unpacked, in bytes: a text of the largest size with its markup.
const LARGEST: u64 = 4 * MAX_BYTES as u64;

/// Elements that are not part of the text: deleted words, comments, marks of notes.
const LEFT_OUT: &[&str] = &["tracked-changes", "annotation", "annotation-end", "note-citation", "forms", "ruby-text"];

/// Reads an OpenDocument text.
///
/// # Errors
/// [`ImportError::Locked`], [`ImportError::TooLarge`], or [`ImportError::Damaged`].
pub(super) fn read(bytes: &[u8]) -> Result<Document, ImportError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let manifest = part(&mut archive, "META-INF/manifest.xml")?;
    if manifest.contains("encryption-data") {
        return Err(ImportError::Locked);
    }
    let content = part(&mut archive, "content.xml")?;
    let mut document = walk(&content)?;
    let meta = part(&mut archive, "meta.xml").ok();
    take_title(&mut document, meta.and_then(|meta| title(&meta)).as_deref());
    Ok(document)
}

fn damaged() -> ImportError {
    ImportError::Damaged("an OpenDocument file".into())
}

fn part(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, ImportError> {
    let mut bytes = Vec::new();
    let file = archive.by_name(name).map_err(|_| damaged())?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
    if bytes.len() as u64 > LARGEST { Err(ImportError::TooLarge) } else { String::from_utf8(bytes).map_err(|_| damaged()) }
}

fn title(meta: &str) -> Option<String> {
    let mut reader = Reader::from_str(meta);
    let mut is_inside = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => is_inside = tag.local_name().as_ref() == "title",
            Event::Text(text) if is_inside => return Some(text.xml10_content().trim().to_owned()).filter(|title| !title.is_empty()),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// Where the walk stands.
#[derive(Default)]
struct Walk {
    blocks: Blocks,
    items: usize,
    /// An item's first paragraph carries its mark; those that follow are text.
    item_open: bool,
    rows: usize,
    notes: usize,
    left_out: usize,
    is_revised: bool,
    /// Notes stand inside paragraphs; they are kept until the paragraph ends.
    kept: Vec<String>,
    note: String,
}

fn walk(content: &str) -> Result<Document, ImportError> {
    let mut reader = Reader::from_str(content);
    reader.config_mut().check_end_names = false;
    let mut walk = Walk::default();
    let mut has_body = false;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(tag) => {
                has_body |= tag.local_name().as_ref() == "body";
                walk.open(&tag, true);
            }
            Event::Empty(tag) => walk.open(&tag, false),
            Event::End(tag) => walk.close(tag.local_name().as_ref()),
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::CData(text) => walk.text(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let code = entity.resolve_char_ref().ok().flatten().map(String::from);
                // An entity that the file declares itself is left out: such files are made to grow without end.
                walk.text(code.as_deref().or_else(|| resolve_predefined_entity(&entity.xml10_content())).unwrap_or_default());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !has_body {
        return Err(damaged());
    }
    if walk.is_revised {
        walk.blocks.warn_of_revisions();
    }
    Ok(walk.blocks.finish())
}

impl Walk {
    fn open(&mut self, tag: &BytesStart<'_>, has_content: bool) {
        let name = tag.local_name();
        let name = name.as_ref();
        if self.left_out > 0 || LEFT_OUT.contains(&name) {
            self.is_revised |= name == "tracked-changes";
            self.left_out += usize::from(has_content);
            return;
        }
        match name {
            "s" => self.text(&" ".repeat(count(tag).clamp(1, 80))),
            "tab" => self.text("\t"),
            "line-break" if self.notes == 0 => self.blocks.line_break(),
            "list-item" if has_content => {
                self.items += 1;
                self.item_open = true;
            }
            "table-row" if has_content => self.rows += 1,
            "note" if has_content => self.notes += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match name {
            "p" | "h" if self.notes > 0 => self.note.push('\n'),
            "p" | "h" if self.rows > 0 => self.blocks.text(" "),
            "h" => self.end(ParagraphKind::Heading),
            "p" => {
                let opens_item = std::mem::take(&mut self.item_open);
                self.end(if opens_item { ParagraphKind::ListItem } else { ParagraphKind::Text });
            }
            "list-item" => {
                self.items = self.items.saturating_sub(1);
                self.item_open = false;
            }
            "table-row" => {
                self.rows = self.rows.saturating_sub(1);
                self.end(ParagraphKind::Other);
            }
            "note" => {
                self.notes = self.notes.saturating_sub(1);
                self.kept.extend(std::mem::take(&mut self.note).lines().map(str::to_owned));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.left_out > 0 {
        } else if self.notes > 0 {
            self.note.push_str(&text.replace('\n', " "));
        } else {
            self.blocks.text(&text.replace('\n', " "));
        }
    }

    /// Ends a paragraph, then the notes that stand in it.
    fn end(&mut self, kind: ParagraphKind) {
        self.blocks.end(kind);
        for note in std::mem::take(&mut self.kept) {
            self.blocks.text(&note);
            self.blocks.end(ParagraphKind::Note);
        }
    }
}

/// How many blanks `<text:s text:c="3"/>` stands for.
fn count(tag: &BytesStart<'_>) -> usize {
    let written = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "c");
    written.and_then(|attribute| attribute.value.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Heading, ListItem, Note, Other, Text};

    fn check(body: &str, expected: &[(&str, ParagraphKind)], warnings: usize) {
        let xml = format!(
            "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b'><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        let document = walk(&xml).unwrap_or_default();
        let found: Vec<_> = document.paragraphs.iter().map(|p| (p.span.of(&document.text), p.kind)).collect();
        assert_eq!(found, expected, "{body}");
        assert_eq!(document.warnings.len(), warnings);
    }

    #[test]
    fn text() {
        check(
            "<text:h>Head</text:h><text:p>One<text:s text:c='2'/>&amp; <text:span>tw</text:span>o<text:note><text:note-citation>1</text:note-citation>\
             <text:note-body><text:p>Below.</text:p></text:note-body></text:note> three</text:p>",
            &[("Head", Heading), ("One & two three", Text), ("Below.", Note)],
            0,
        );
        check(
            "<text:list><text:list-item><text:p>a</text:p><text:p>more</text:p></text:list-item><text:list-item><text:p>b</text:p></text:list-item></text:list>\
             <table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>",
            &[("a", ListItem), ("more", Text), ("b", ListItem), ("1 2", Other)],
            0,
        );
        check(
            "<text:tracked-changes><text:deletion><text:p>gone</text:p></text:deletion></text:tracked-changes><text:p>stays</text:p>",
            &[("stays", Text)],
            1,
        );
    }

    #[test]
    fn entities_of_the_file_are_not_resolved() {
        let xml = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><body><p>x&b;y&#65;</p></body>";
        assert_eq!(walk(xml).map(|d| d.text), Ok("xyA".to_owned()));
        assert!(walk("<p>no body</p>").is_err());
    }
}
