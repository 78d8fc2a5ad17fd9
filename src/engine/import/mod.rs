//! Bytes to [`Document`]: format, encoding, blocks, speakers, metadata. One file a format. Knows no files: it is given
//! bytes and the name that they came under.

pub mod blocks;
mod captions;
pub mod decode;
pub mod format;
mod html;
mod label;
mod markdown;
mod metadata;
mod odt;
mod page;
mod party;
mod pdf;
mod plain;
mod rtf;
mod speaker;
mod word;

use crate::engine::{statement::Document, text::token::is_invisible};
use decode::Decoded;
use format::{Format, TextFormat};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The largest source that is read: 64 MiB.
pub const MAX_BYTES: usize = 64 << 20;

/// Why a source could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ImportError {
    /// No text in it.
    #[error("there is no text in it")]
    Empty,
    /// Larger than [`MAX_BYTES`].
    #[error("it is larger than 64 MB")]
    TooLarge,
    /// A known format that is not read.
    #[error("it is {0}, which cannot be opened; save it as text or HTML and open that")]
    Unsupported(Cow<'static, str>),
    /// Its name or first bytes promise a format that its content does not keep.
    #[error("it is damaged, or not {0}; open it with the program that made it and save it again")]
    Damaged(Cow<'static, str>),
    /// A password protects it.
    #[error("it is locked with a password; save it without one and open that")]
    Locked,
    /// Pages without text.
    #[error("it holds pictures of pages and no text; let a text recognition (OCR) read it first")]
    Scan,
    /// Neither text nor a known format.
    #[error("it is not a text: it holds binary data")]
    Binary,
}

/// Reads a statement from bytes.
///
/// `name` is the file's name, or a word such as `pasted.html`; only its extension is looked at, and only where the
/// bytes do not tell the format by themselves.
///
/// # Errors
/// [`ImportError`] where nothing readable is in the bytes.
pub fn import<'a>(bytes: impl Into<Cow<'a, [u8]>>, name: &str) -> Result<Document, ImportError> {
    let bytes = bytes.into();
    let read = match look(&bytes, name)? {
        Looked::File(format) => read_file(bytes, format)?,
        Looked::Text(decoded, format) => read_text(decoded, format),
    };
    completed(read)
}

/// As [`import`]; none where another process is to read the bytes: parsers of such formats are large, and files come from
/// strangers. A page that is nested deep enough keeps any parser busy for hours.
///
/// # Errors
/// [`ImportError`].
pub fn import_unless_risky(bytes: &[u8], name: &str) -> Result<Option<Document>, ImportError> {
    match look(bytes, name)? {
        Looked::File(_) | Looked::Text(_, TextFormat::Html) => Ok(None),
        Looked::Text(decoded, format) => completed(read_text(decoded, format)).map(Some),
    }
}

/// What the bytes are.
enum Looked {
    File(Format),
    Text(Decoded, TextFormat),
}

fn look(bytes: &[u8], name: &str) -> Result<Looked, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge);
    }
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    if let Some(format) = Format::of_bytes(bytes)? {
        return Ok(Looked::File(format));
    }
    let decoded = decode::decode(bytes)?;
    let format = TextFormat::detect(&decoded.text, name);
    Ok(Looked::Text(decoded, format))
}

/// Adds what the formats leave to be told from the text.
fn completed(mut document: Document) -> Result<Document, ImportError> {
    if document.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    warn_of_hidden(&mut document);
    speaker::find_turns(&mut document);
    metadata::complete(&mut document);
    Ok(document)
}

/// Characters that cannot be seen may hide or turn words; a soft hyphen alone is nothing to speak of.
fn warn_of_hidden(document: &mut Document) {
    let hidden = document.text.chars().filter(|&c| is_invisible(c) && c != '\u{ad}').count();
    if hidden > 0 {
        let is_one = hidden == 1;
        let (characters, stand) = if is_one { ("character", "stands") } else { ("characters", "stand") };
        document.warnings.push(format!(
            "{hidden} hidden {characters}, of no width or changing the direction, {stand} in the text; View, Hidden characters shows them"
        ));
    }
}

fn read_file(bytes: Cow<'_, [u8]>, format: Format) -> Result<Document, ImportError> {
    match format {
        Format::Pdf => pdf::read(bytes.into_owned()),
        Format::Word => word::read(&bytes),
        Format::OpenDocument => odt::read(&bytes),
        Format::Rtf => rtf::read(&bytes),
    }
}

fn read_text(decoded: Decoded, format: TextFormat) -> Document {
    let mut document = match format {
        TextFormat::Plain => plain::read(&decoded.text),
        TextFormat::Markdown => markdown::read(&decoded.text),
        TextFormat::Html => html::read(&decoded.text),
        TextFormat::Captions => captions::read(&decoded.text),
    };
    decoded.encoding.clone_into(&mut document.encoding);
    document.warnings.extend(decoded.warning);
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_counted() {
        let check = |text: &str, expected: &[&str]| {
            let found = import(text.as_bytes(), "x.txt").unwrap_or_default();
            assert_eq!(found.warnings, expected, "{text:?}");
        };
        check("\u{feff}A nu\u{ad}clear word.", &[]);
        let shows = "in the text; View, Hidden characters shows them";
        check("A\u{202e} word\u{200b}.", &[&format!("2 hidden characters, of no width or changing the direction, stand {shows}")]);
        check("A\u{200b} word.", &[&format!("1 hidden character, of no width or changing the direction, stands {shows}")]);
    }

    #[test]
    fn refusals() {
        let check = |bytes: &[u8], expected: ImportError| assert_eq!(import(bytes, "x.txt"), Err(expected));
        check(b"", ImportError::Empty);
        check(b" \n\t\n", ImportError::Empty);
        check(b"%PDF-1.7 ...", ImportError::Damaged("a PDF file".into()));
        check(b"{\\rtf1 ", ImportError::Empty);
        check(b"PK\x03\x04rest", ImportError::Unsupported("an archive".into()));
        check(b"PK\x03\x04rest word/document.xml", ImportError::Damaged("a Word file".into()));
        check(&[0_u8, 159, 146, 150, 0, 1, 2, 3, 0, 0, 7], ImportError::Binary);
        check(b"<html><body><script>x()</script></body></html>", ImportError::Empty);
    }
}
