//! Find in all panes.

use crate::{
    engine::text::ByteSpan,
    session::{Content, StatementId},
};
use regex::RegexBuilder;

/// One place that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// In which statement.
    pub statement: StatementId,
    /// Where in its text.
    pub span: ByteSpan,
}

/// Hits that are kept; more are said to be more.
pub const MAX_HITS: usize = 10_000;

/// All places of `words`, statement after statement. Letter case does not count; a blank stands for any white space.
pub fn find(content: &Content, words: &str) -> Vec<Hit> {
    let pattern = words.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"\s+");
    if pattern.is_empty() {
        return Vec::new();
    }
    let Ok(regex) = RegexBuilder::new(&pattern).case_insensitive(true).build() else { return Vec::new() };
    let places = content.entries.iter().flat_map(|entry| {
        regex.find_iter(entry.statement.text()).map(|m| Hit { statement: entry.id, span: ByteSpan::new(m.start(), m.end()) })
    });
    places.take(MAX_HITS).collect()
}
