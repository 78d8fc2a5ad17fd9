//! Bytes to [`Document`]: format, encoding, blocks, speakers, metadata. One file a format. Knows no files: it is given
//! bytes and the name that they came under.

pub mod blocks;
pub mod decode;
pub mod format;
mod html;
mod markdown;
mod metadata;
mod plain;
pub mod speaker;

use crate::engine::statement::Document;
pub use format::Format;

/// The largest source that is read: 64 MiB.
pub const MAX_BYTES: usize = 64 << 20;

/// Why a source could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No text in it.
    #[error("there is no text in it")]
    Empty,
    /// Larger than [`MAX_BYTES`].
    #[error("it is larger than 64 MB")]
    TooLarge,
    /// A known format that is not read.
    #[error("it is {0}, which cannot be opened; save it as text or HTML and open that")]
    Unsupported(&'static str),
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
pub fn import(bytes: &[u8], name: &str) -> Result<Document, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge);
    }
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    format::refuse_known_binaries(bytes)?;
    let decoded = decode::decode(bytes)?;
    let mut document = match Format::detect(&decoded.text, name) {
        Format::Plain => plain::read(&decoded.text),
        Format::Markdown => markdown::read(&decoded.text),
        Format::Html => html::read(&decoded.text),
    };
    if document.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    decoded.encoding.clone_into(&mut document.encoding);
    document.warnings.extend(decoded.warning);
    speaker::find_turns(&mut document);
    metadata::complete(&mut document);
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals() {
        let check = |bytes: &[u8], expected: ImportError| assert_eq!(import(bytes, "x.txt"), Err(expected));
        check(b"", ImportError::Empty);
        check(b" \n\t\n", ImportError::Empty);
        check(b"%PDF-1.7 ...", ImportError::Unsupported("a PDF file"));
        check(b"PK\x03\x04rest", ImportError::Unsupported("a Word file or an archive"));
        check(&[0_u8, 159, 146, 150, 0, 1, 2, 3, 0, 0, 7], ImportError::Binary);
        check(b"<html><body><script>x()</script></body></html>", ImportError::Empty);
    }
}
