//! Which format a source is in: by its first bytes, then its name, then its text.

use super::{ImportError, captions::looks_like_captions};

/// The formats of files that are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// PDF.
    Pdf,
    /// DOCX or DOC.
    Word,
    /// An OpenDocument text.
    OpenDocument,
    /// RTF.
    Rtf,
}

/// The formats of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextFormat {
    /// Plain text.
    Plain,
    /// Markdown, with or without front matter.
    Markdown,
    /// HTML, a page or a fragment.
    Html,
    /// SRT or WebVTT.
    Captions,
}

/// First bytes of formats that are not read, and what to call them.
const UNREAD: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "an archive"),
    (b"PK\x05\x06", "an archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"%!PS", "a PostScript file"),
    (b"HWP Document File", "an old Hangul file"),
];

/// How far into a file its kind may be told.
const HEAD: usize = 1024;

impl Format {
    /// The format that the bytes tell by themselves; none where they are text.
    ///
    /// # Errors
    /// [`ImportError::Unsupported`] for a known format that is not read.
    pub(super) fn of_bytes(bytes: &[u8]) -> Result<Option<Self>, ImportError> {
        let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
        if head.starts_with(b"{\\rtf") {
            return Ok(Some(Self::Rtf));
        }
        // Some programs write a line or two before it.
        if contains(head, b"%PDF-") && !head.starts_with(b"%!PS") {
            return Ok(Some(Self::Pdf));
        }
        if head.starts_with(b"PK\x03\x04") {
            return of_archive(bytes);
        }
        if head.starts_with(b"\xd0\xcf\x11\xe0") {
            return of_compound_file(bytes);
        }
        UNREAD.iter().find(|(magic, _)| head.starts_with(magic)).map_or(Ok(None), |(_, what)| Err(unread(what)))
    }
}

fn unread(what: &'static str) -> ImportError {
    ImportError::Unsupported(what.into())
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}

/// The names of an archive's parts stand in it as they are.
fn of_archive(bytes: &[u8]) -> Result<Option<Format>, ImportError> {
    let parts: [(&[u8], Result<Format, &str>); 8] = [
        (b"word/document", Ok(Format::Word)),
        (b"opendocument.spreadsheet", Err("a spreadsheet")),
        (b"opendocument.presentation", Err("a presentation")),
        (b"xl/workbook", Err("a spreadsheet")),
        (b"ppt/presentation", Err("a presentation")),
        (b"hwp+zip", Err("a Hangul file")),
        (b"epub+zip", Err("an electronic book")),
        (b"content.xml", Ok(Format::OpenDocument)),
    ];
    let found = parts.into_iter().find(|(name, _)| contains(bytes, name)).map_or(Err("an archive"), |(_, format)| format);
    found.map(Some).map_err(unread)
}

/// Names in a compound file of old Office programs are UTF-16.
fn of_compound_file(bytes: &[u8]) -> Result<Option<Format>, ImportError> {
    let has = |name: &str| contains(bytes, &name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    if has("WordDocument") {
        Ok(Some(Format::Word))
    } else if has("EncryptedPackage") {
        Err(ImportError::Locked)
    } else if has("HwpSummaryInformation") {
        Err(unread("a Hangul file"))
    } else {
        Err(unread("a file of an old Office program"))
    }
}

impl TextFormat {
    /// The format of a decoded text that came under `name`.
    pub(super) fn detect(text: &str, name: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, ext)| ext.to_ascii_lowercase());
        match extension.as_deref() {
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("md" | "markdown") => Self::Markdown,
            Some("srt" | "vtt") => Self::Captions,
            _ if looks_like_html(text) => Self::Html,
            _ if looks_like_captions(text) => Self::Captions,
            _ if text.trim_start_matches('\u{feff}').starts_with("---\n") => Self::Markdown,
            _ => Self::Plain,
        }
    }
}

fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start().chars().take(400).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<p>", "<p ", "<div", "<h1", "<article", "<meta"].iter().any(|tag| start.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        let check = |text: &str, name: &str, expected| assert_eq!(TextFormat::detect(text, name), expected, "{name}: {text}");
        check("Hello", "a.txt", TextFormat::Plain);
        check("Hello", "a", TextFormat::Plain);
        check("<p>Hello</p>", "a.txt", TextFormat::Html);
        check("<!DOCTYPE html><title>x", "download", TextFormat::Html);
        check("---\ntitle: x\n---\nHello", "a.txt", TextFormat::Markdown);
        check("Hello", "A.MD", TextFormat::Markdown);
        check("a < b <p>", "a.txt", TextFormat::Plain);
        check("1\n00:00:01,000 --> 00:00:02,000\nHello", "a.txt", TextFormat::Captions);
        check("WEBVTT\n", "a", TextFormat::Captions);
        check("Hello", "a.srt", TextFormat::Captions);
    }

    #[test]
    fn files() {
        let check = |bytes: &[u8], expected: Result<Option<Format>, ImportError>| assert_eq!(Format::of_bytes(bytes), expected);
        check(b"words", Ok(None));
        check(b"\n\n%PDF-1.4", Ok(Some(Format::Pdf)));
        check(b"{\\rtf1\\ansi", Ok(Some(Format::Rtf)));
        check(b"PK\x03\x04 word/document.xml", Ok(Some(Format::Word)));
        check(b"PK\x03\x04 content.xml", Ok(Some(Format::OpenDocument)));
        check(b"PK\x03\x04 opendocument.spreadsheet content.xml", Err(unread("a spreadsheet")));
        check(b"PK\x03\x04 xl/workbook.xml", Err(unread("a spreadsheet")));
        check(b"\xd0\xcf\x11\xe0 W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", Ok(Some(Format::Word)));
        check(b"\x89PNG", Err(unread("a picture")));
    }
}
