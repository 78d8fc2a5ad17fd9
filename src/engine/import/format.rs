//! Which format a source is in: by its first bytes, then its name, then its text.

use super::ImportError;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Plain,
    /// Markdown, with or without front matter.
    Markdown,
    /// HTML, a page or a fragment.
    Html,
}

/// First bytes of formats that are not read, and what to call them.
const KNOWN_BINARIES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word file or an archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
];

/// Refuses sources whose first bytes tell a format that is not read.
pub(super) fn refuse_known_binaries(bytes: &[u8]) -> Result<(), ImportError> {
    KNOWN_BINARIES.iter().find(|(magic, _)| bytes.starts_with(magic)).map_or(Ok(()), |(_, what)| Err(ImportError::Unsupported(what)))
}

impl Format {
    /// The format of a decoded text that came under `name`.
    pub fn detect(text: &str, name: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, ext)| ext.to_ascii_lowercase());
        match extension.as_deref() {
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("md" | "markdown") => Self::Markdown,
            _ if looks_like_html(text) => Self::Html,
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
    use super::Format;

    #[test]
    fn detects() {
        let check = |text: &str, name: &str, expected| assert_eq!(Format::detect(text, name), expected, "{name}: {text}");
        check("Hello", "a.txt", Format::Plain);
        check("Hello", "a", Format::Plain);
        check("<p>Hello</p>", "a.txt", Format::Html);
        check("<!DOCTYPE html><title>x", "download", Format::Html);
        check("---\ntitle: x\n---\nHello", "a.txt", Format::Markdown);
        check("Hello", "A.MD", Format::Markdown);
        check("a < b <p>", "a.txt", Format::Plain);
    }
}
