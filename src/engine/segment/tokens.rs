//! A statement as numbers: its tokens interned, with the range of tokens of each passage.

use crate::engine::{
    statement::{PassageIdx, PassageKind, Statement},
    text::{ByteSpan, TermId, Token, Vocabulary, tokenise},
};
use std::ops::Range;

/// Tokens of a statement, passage after passage. Text between passages is white space and has none.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// The form of each token.
    pub terms: Vec<TermId>,
    /// Whether a token begins with a capital.
    capitals: Vec<bool>,
    ranges: Vec<Range<usize>>,
    asked: Vec<bool>,
    comparable: Vec<bool>,
    headings: Vec<bool>,
}

impl Tokens {
    /// Tokenises the passages of `statement` and interns the words. Linear in the length of the text.
    pub fn new(statement: &Statement, vocabulary: &mut Vocabulary) -> Self {
        Self::cut(statement).interned(statement, vocabulary)
    }

    /// Finds the forms of the tokens that [`Self::cut`] found in `statement`.
    #[must_use]
    pub fn interned(mut self, statement: &Statement, vocabulary: &mut Vocabulary) -> Self {
        let intern = |token: &Token| vocabulary.intern(token.span.of(statement.text()), token.kind, statement.language);
        self.terms = self.tokens.iter().map(intern).collect();
        self
    }

    /// The tokens of the passages of `statement`, their forms not yet known: needs no vocabulary, so statements can be
    /// cut side by side.
    pub fn cut(statement: &Statement) -> Self {
        let mut all = Self::default();
        for passage in statement.passages.iter() {
            let start = all.tokens.len();
            for token in tokenise(statement.text(), passage.span) {
                all.capitals.push(token.span.of(statement.text()).chars().next().is_some_and(char::is_uppercase));
                all.tokens.push(token);
            }
            all.ranges.push(start..all.tokens.len());
            all.asked.push(statement.is_journalists(PassageIdx(all.asked.len())));
            all.comparable.push(passage.kind != PassageKind::Other);
            all.headings.push(passage.kind == PassageKind::Heading);
        }
        all
    }

    /// Number of passages.
    pub fn passages(&self) -> usize {
        self.ranges.len()
    }

    /// Where the tokens of a passage stand in [`Self::tokens`].
    pub fn range(&self, passage: PassageIdx) -> Range<usize> {
        self.ranges.get(passage.0).cloned().unwrap_or(0..0)
    }

    /// Where the tokens of neighbouring passages stand: from the first of `first` to the last of `last`.
    pub fn range_of(&self, first: PassageIdx, last: PassageIdx) -> Range<usize> {
        self.range(first).start..self.range(last).end
    }

    /// The forms of a range.
    pub fn terms_in(&self, range: Range<usize>) -> &[TermId] {
        self.terms.get(range).unwrap_or_default()
    }

    /// Whether each token of a range begins with a capital.
    pub fn capitals_in(&self, range: Range<usize>) -> &[bool] {
        self.capitals.get(range).unwrap_or_default()
    }

    /// Whether a journalist says it. What was asked is no position of a party.
    pub fn is_asked(&self, passage: PassageIdx) -> bool {
        self.asked.get(passage.0).copied().unwrap_or(false)
    }

    /// Whether the passage is compared: labels and stage directions are not.
    pub fn is_comparable(&self, passage: PassageIdx) -> bool {
        self.comparable.get(passage.0).copied().unwrap_or(false)
    }

    /// Whether the passage is a heading: it is not joined to the sentences beside it.
    pub fn is_heading(&self, passage: PassageIdx) -> bool {
        self.headings.get(passage.0).copied().unwrap_or(false)
    }

    /// The bytes from the first to the last token of a range; empty for an empty range.
    pub fn span_of(&self, range: Range<usize>) -> ByteSpan {
        match self.tokens.get(range) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([only]) => only.span,
            _ => ByteSpan::default(),
        }
    }
}
