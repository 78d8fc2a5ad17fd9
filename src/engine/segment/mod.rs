//! Cuts a document into passages: sentences, headings, list items.
//!
//! Passages partition the paragraphs: between two passages of a paragraph stands nothing but white space, and a
//! paragraph begins and ends with a passage. Knows statements and text; knows nothing of links.

mod abbreviations;
mod east_asian;
mod sentence;
pub mod tokens;

pub use tokens::Tokens;

use crate::engine::{
    statement::{Document, Paragraph, ParagraphIdx, ParagraphKind, Passage, PassageKind, Statement},
    text::{ByteSpan, Language, TokenKind, tokenise},
};
use std::sync::Arc;

/// The longest passage, in bytes. A longer sentence is cut at a clause or a blank, so that the cost of all later
/// stages is bounded.
pub const MAX_PASSAGE: usize = 2_000;

/// Cuts a document into passages by the rules of a language. Linear in the length of the text.
pub fn passages(document: &Document, language: Language) -> Vec<Passage> {
    let text = document.text.as_str();
    let mut passages = Vec::new();
    let mut turn = 0;
    for (idx, paragraph) in document.paragraphs.iter().enumerate() {
        while document.turns.get(turn).is_some_and(|t| t.span.end <= paragraph.span.start) {
            turn += 1;
        }
        let current = document.turns.get(turn).filter(|t| t.span.overlaps(paragraph.span));
        let label = current.map(|t| t.label).filter(|label| label.start == paragraph.span.start);
        cut_paragraph(text, *paragraph, label, language, |span, kind| {
            passages.push(Passage { span, paragraph: ParagraphIdx(idx), turn: current.map(|_| turn), kind });
        });
    }
    passages
}

/// Makes a statement of a document. Linear in the length of the text.
pub fn segment(document: Document, source: &str) -> Statement {
    let language = Language::guess(&document.text);
    let passages = passages(&document, language);
    let text = document.text.as_str();
    let words = tokenise(text, ByteSpan::new(0, text.len())).iter().filter(|token| token.kind != TokenKind::Mark).count();
    let title = document.title.clone().unwrap_or_else(|| title_from(source));
    Statement {
        title,
        source: source.to_owned(),
        form: document.form,
        party: document.party.clone(),
        excerpt: document.excerpt,
        turns: document.turns.as_slice().into(),
        inserted: inserted(text).into(),
        language,
        passages: passages.into(),
        words,
        document: Arc::new(document),
    }
}

/// The longest words in brackets that an editor puts into somebody's speech, in bytes.
const LONGEST_INSERTED: usize = 120;

/// Words in square brackets within a line: "[South Korea and the US]", "[inaudible]".
fn inserted(text: &str) -> Vec<ByteSpan> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match c {
            '[' => open = Some(at),
            '\n' => open = None,
            ']' => {
                let words = open.take().map(|start| ByteSpan::new(start, at + 1)).filter(|span| span.len() <= LONGEST_INSERTED);
                found.extend(words.filter(|span| span.of(text).contains(char::is_alphabetic)));
            }
            _ => {}
        }
    }
    found
}

/// A file name without folder and extension, for a statement that has no title.
fn title_from(source: &str) -> String {
    let name = source.rsplit(['/', '\\']).next().unwrap_or(source);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if stem.trim().is_empty() {
        "Untitled".to_owned()
    } else {
        stem.split(|c: char| c == '_' || c.is_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

fn cut_paragraph(
    text: &str,
    paragraph: Paragraph,
    label: Option<ByteSpan>,
    language: Language,
    mut add: impl FnMut(ByteSpan, PassageKind),
) {
    let mut rest = paragraph.span;
    if let Some(label) = label {
        add(label, PassageKind::Other);
        rest = ByteSpan::new(label.end, rest.end).trimmed(text);
    }
    if paragraph.kind == ParagraphKind::Heading {
        add_bounded(text, rest, PassageKind::Heading, &mut add);
        return;
    }
    let sentences = sentence::sentences(text, rest, language);
    for span in &sentences {
        let kind = if paragraph.kind == ParagraphKind::Other || is_stage_direction(span.of(text)) {
            PassageKind::Other
        } else if paragraph.kind == ParagraphKind::ListItem && sentences.len() == 1 {
            PassageKind::ListItem
        } else {
            PassageKind::Sentence
        };
        add_bounded(text, *span, kind, &mut add);
    }
}

/// `(Applause.)`, `(Inaudible)`, `* * *`: in the text, but nothing that is said.
fn is_stage_direction(sentence: &str) -> bool {
    let is_bracketed = [('(', ')'), ('[', ']')].iter().any(|&(open, close)| sentence.starts_with(open) && sentence.ends_with(close));
    is_bracketed && sentence.split_whitespace().count() <= 6 || !sentence.chars().any(char::is_alphanumeric)
}

/// Cuts what is longer than [`MAX_PASSAGE`]: after the last `;`, else the last `,`, else the last blank, else at a character.
fn add_bounded(text: &str, span: ByteSpan, kind: PassageKind, add: &mut impl FnMut(ByteSpan, PassageKind)) {
    let mut rest = span;
    while rest.len() > MAX_PASSAGE {
        let limit = crate::engine::text::span::floor_boundary(text, rest.start + MAX_PASSAGE);
        let window = ByteSpan::new(rest.start, limit);
        let inside = window.of(text);
        let cut =
            [";", ",", " ", "\n"].iter().find_map(|mark| inside.rfind(mark).map(|at| at + mark.len()).filter(|&at| at * 4 > inside.len()));
        let end = cut.map_or(limit, |at| rest.start + at);
        let piece = ByteSpan::new(rest.start, end).trimmed(text);
        if !piece.is_empty() {
            add(piece, kind);
        }
        rest = ByteSpan::new(end, rest.end).trimmed(text);
    }
    if !rest.is_empty() {
        add(rest, kind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::import::import;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[(&str, PassageKind)]) {
        let statement = segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x.txt");
        let found: Vec<_> = statement.passages.iter().map(|p| (p.span.of(statement.text()), p.kind)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn kinds() {
        use PassageKind::{Heading, ListItem, Other, Sentence};
        check(
            "A Joint Statement\n\nThey met. They agreed:\n\n- to meet\n- to write. Soon.",
            &[
                ("A Joint Statement", Heading),
                ("They met.", Sentence),
                ("They agreed:", Sentence),
                ("- to meet", ListItem),
                ("- to write.", Sentence),
                ("Soon.", Sentence),
            ],
        );
        check(
            "SECRETARY ORD: (Via interpreter) Good day. (Applause.) We met.\n\nQ: Why?",
            &[
                ("SECRETARY ORD: (Via interpreter)", Other),
                ("Good day.", Sentence),
                ("(Applause.)", Other),
                ("We met.", Sentence),
                ("Q:", Other),
                ("Why?", Sentence),
            ],
        );
    }

    #[test]
    fn titles() {
        for (source, expected) in [
            ("/a/b_c.txt", "b c"),
            ("C:\\x\\y.html", "y"),
            (".txt", "Untitled"),
            ("pasted text", "pasted text"),
            ("line\nend.txt", "line end"),
        ] {
            assert_eq!(title_from(source), expected);
        }
    }

    proptest! {
        #[test]
        fn no_text_is_lost(text in "([A-Za-z가-힣]{1,6}[ .,!?:\n\u{2026}\"()-]{0,3}|U\\.S\\. |No\\. 5 |MR ORD: |Q: ){0,60}") {
            let statement = segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x");
            let mut at = 0;
            for passage in statement.passages.iter() {
                prop_assert!(passage.span.start >= at && !passage.span.of(statement.text()).trim().is_empty());
                prop_assert!(ByteSpan::new(at, passage.span.start).of(statement.text()).trim().is_empty());
                let paragraph = statement.document.paragraphs.get(passage.paragraph.0).map(|p| p.span).unwrap_or_default();
                prop_assert!(paragraph.start <= passage.span.start && passage.span.end <= paragraph.end);
                at = passage.span.end;
            }
            prop_assert!(ByteSpan::new(at, statement.text().len()).of(statement.text()).trim().is_empty());
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(statement.text()), letters(&text));
        }
    }

    #[test]
    fn a_passage_is_bounded() {
        let text = "word ".repeat(20_000);
        let statement = segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x");
        assert!(statement.passages.iter().all(|p| p.span.len() <= MAX_PASSAGE));
        assert_eq!(statement.words, 20_000);
    }
}
