//! A diff as it is read in one line: what stayed, what went, what came, with a blank wherever either text has one.

use super::{Edit, EditOp};

/// What a piece of the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// In both.
    Equal,
    /// Only in the first.
    Gone,
    /// Only in the second.
    New,
}

/// Words of the line that are marked alike; without blanks at the ends, but for [`PieceKind::Equal`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words, on one line.
    pub words: String,
    /// Where they stand.
    pub kind: PieceKind,
    /// Only marks or capitals differ.
    pub quiet: bool,
}

impl Piece {
    /// Words that are not marked.
    pub const fn equal(words: String) -> Self {
        Self { words, kind: PieceKind::Equal, quiet: false }
    }

    /// The words as plain text marks them: `[-gone-]`, `{+new+}`.
    pub fn bracketed(self) -> String {
        match self.kind {
            PieceKind::Equal => self.words,
            PieceKind::Gone => format!("[-{}-]", self.words),
            PieceKind::New => format!("{{+{}+}}", self.words),
        }
    }
}

/// The line of these edits; equal words are written as the second text has them.
pub fn pieces(edits: impl Iterator<Item = Edit>, first: &str, second: &str) -> Vec<Piece> {
    let mut line: Vec<Piece> = Vec::new();
    for edit in edits {
        let (old, new) = (edit.a.of(first), edit.b.of(second));
        let begins_apart = old.starts_with(char::is_whitespace) || new.starts_with(char::is_whitespace);
        if begins_apart && !line.is_empty() {
            line.push(Piece::equal(" ".to_owned()));
        }
        let shown = if edit.op == EditOp::Equal {
            [("", PieceKind::Gone), (new, PieceKind::Equal)]
        } else {
            [(old, PieceKind::Gone), (new, PieceKind::New)]
        };
        for (words, kind) in shown {
            let words = words.trim().replace(['\n', '\r'], " ");
            if !words.is_empty() {
                line.push(Piece { words, kind, quiet: edit.quiet });
            }
        }
    }
    line
}
