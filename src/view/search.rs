//! Find in all panes.

use super::board::{Kwic, in_context};
use crate::{
    engine::{statement::Statement, text::ByteSpan},
    session::{Content, StatementId},
};
use regex::RegexBuilder;
use std::sync::Arc;

/// One place that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// In which statement.
    pub statement: StatementId,
    /// Where in its text.
    pub span: ByteSpan,
}

/// How words are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct How {
    /// Capitals count.
    pub case: bool,
    /// Whole words only.
    pub whole: bool,
    /// The words are a regular expression.
    pub regex: bool,
}

/// Hits that are kept; more are said to be more.
pub const MAX_HITS: usize = 10_000;

/// All places of `words`, statement after statement. A blank stands for any white space, but in a regular expression.
/// Linear in the length of the texts.
///
/// # Errors
/// A sentence, where the words are no regular expression and should be one.
pub fn find(texts: &[(StatementId, Arc<Statement>)], words: &str, how: How) -> Result<Vec<Hit>, String> {
    let plain = || words.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"\s+");
    let pattern = if how.regex { words.to_owned() } else { plain() };
    if pattern.trim().is_empty() {
        return Ok(Vec::new());
    }
    let pattern = if how.whole { format!(r"\b(?:{pattern})\b") } else { pattern };
    let regex = RegexBuilder::new(&pattern).case_insensitive(!how.case).build().map_err(|_| "this is no regular expression".to_owned())?;
    let places = texts.iter().flat_map(|(id, statement)| {
        let found = regex.find_iter(statement.text()).filter(|found| !found.is_empty());
        found.map(|found| Hit { statement: *id, span: ByteSpan::new(found.start(), found.end()) })
    });
    Ok(places.take(MAX_HITS).collect())
}

/// A hit with what stands around it.
pub fn line(content: &Content, hit: Hit) -> Option<Kwic> {
    let statement = &content.entry(hit.statement)?.statement;
    Some(in_context(statement, hit.statement, hit.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{import::import, segment::segment};

    fn check(words: &str, how: How, expected: Result<&[&str], &str>) {
        let text = "They met in May.\nIn  may they may\nagain meet: maybe.";
        let statement = Arc::new(segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x"));
        let found = find(&[(StatementId(0), Arc::clone(&statement))], words, how);
        let text = statement.text();
        let shown = found.map(|hits| hits.iter().map(|hit| hit.span.of(text)).collect::<Vec<_>>());
        assert_eq!(shown.as_deref().map_err(String::as_str), expected, "{words}");
    }

    #[test]
    fn words() {
        let how = |case, whole, regex| How { case, whole, regex };
        check("may", how(false, false, false), Ok(&["May", "may", "may", "may"]));
        check("may", how(true, true, false), Ok(&["may", "may"]));
        check("in may", how(false, false, false), Ok(&["in May", "In may"]));
        check(r"m[ae]+\w", how(true, true, true), Ok(&["met", "may", "may", "meet"]));
        check("m(", how(false, false, true), Err("this is no regular expression"));
        check("x*", how(false, false, true), Ok(&[]));
        check("  ", how(false, true, false), Ok(&[]));
    }
}
