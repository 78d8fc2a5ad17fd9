//! What the reader wrote in a session, as reports carry it: about an issue, a passage or a link.

use crate::{
    engine::{
        statement::{Statement, StatementIdx},
        text::{ByteSpan, one_line},
    },
    session::{Content, LinkEnd, Subject, on_one_line},
};

/// A verdict, a note, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// The issue that it is about.
    pub issue: Option<String>,
    /// The passages that it is about: one, or the two of a link.
    pub places: Vec<(StatementIdx, ByteSpan)>,
    /// What the reader found, in a word.
    pub verdict: Option<String>,
    /// His words.
    pub text: String,
}

impl Remark {
    /// The remarks of a session, in the order in which they were begun.
    pub fn all(content: &Content) -> Vec<Self> {
        let place = |end: &LinkEnd| content.position(end.statement).map(|at| (StatementIdx(at), end.span));
        let remark = |note: &crate::session::Note| Self {
            issue: if let Subject::Issue(name) = &note.about { Some(name.clone()) } else { None },
            places: match &note.about {
                Subject::Issue(_) => Vec::new(),
                Subject::Passage(end) => place(end).into_iter().collect(),
                Subject::Link(a, b) => [place(a), place(b)].into_iter().flatten().collect(),
            },
            verdict: note.verdict.as_ref().map(|verdict| verdict.name().to_owned()),
            text: note.text.trim().to_owned(),
        };
        content.review.notes.iter().map(remark).collect()
    }

    /// What it is about, in words, each on one line.
    pub fn about(&self, statements: &[impl AsRef<Statement>]) -> Vec<String> {
        let quote = |&(at, span): &(StatementIdx, ByteSpan)| {
            let text = statements.get(at.0).map_or("", |statement| statement.as_ref().text());
            format!("{} \u{201c}{}\u{201d}", at.0 + 1, one_line(span.of(text)))
        };
        self.issue.iter().cloned().chain(self.places.iter().map(quote)).collect()
    }

    /// Verdict and words on one line.
    pub fn words(&self) -> String {
        on_one_line(self.verdict.as_deref(), &self.text)
    }
}
