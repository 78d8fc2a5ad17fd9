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

/// In which order hits are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// As they stand.
    #[default]
    Place,
    /// By the words before them, the nearest first.
    Before,
    /// By the words behind them.
    After,
}

/// Numbers of hits in an order. `O(n log n)`.
pub fn ordered(content: &Content, hits: &[Hit], order: Order) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..hits.len()).collect();
    let key = |number: &usize| {
        let Some(line) = hits.get(*number).and_then(|hit| line(content, *hit)) else { return Vec::new() };
        let bare = |words: &str| words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        match order {
            Order::Place => Vec::new(),
            Order::Before => line.left.split(' ').rev().map(bare).collect(),
            Order::After => line.right.split(' ').map(bare).filter(|word| !word.is_empty()).collect::<Vec<_>>(),
        }
    };
    if order != Order::Place {
        numbers.sort_by_cached_key(key);
    }
    numbers
}

/// A regular expression for any of some wordings; white space in them stands for any.
pub fn any_of(wordings: &[String]) -> String {
    let mut wordings: Vec<String> =
        wordings.iter().map(|wording| wording.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"\s+")).collect();
    // The first that fits wins: the longest first.
    wordings.sort_by_key(|wording| std::cmp::Reverse(wording.len()));
    wordings.join("|")
}

/// A hit with what stands around it.
pub fn line(content: &Content, hit: Hit) -> Option<Kwic> {
    let statement = &content.entry(hit.statement)?.statement;
    Some(in_context(statement, hit.statement, hit.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::{import::import, segment::segment},
        session::{NewStatement, Session, Source},
    };

    fn check(words: &str, how: How, expected: Result<&[&str], &str>) {
        let text = "They met in May.\nIn  may they may\nagain meet: maybe.";
        let statement = Arc::new(segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x"));
        let found = find(&[(StatementId(0), Arc::clone(&statement))], words, how);
        let text = statement.text();
        let shown = found.map(|hits| hits.iter().map(|hit| hit.span.of(text)).collect::<Vec<_>>());
        assert_eq!(shown.as_deref().map_err(String::as_str), expected, "{words}");
    }

    #[test]
    fn orders() {
        let text = "They met in May. We met them. All met again.";
        let new = NewStatement::new(import(text.as_bytes(), "x.txt").unwrap_or_default(), Source::new("x", text.as_bytes(), 0));
        let session = Session::of(vec![new]);
        let content = session.content();
        let texts: Vec<_> = content.entries.iter().map(|entry| (entry.id, Arc::clone(&entry.statement))).collect();
        let hits = find(&texts, "met", How::default()).unwrap_or_default();
        let check = |order, expected: &[usize]| assert_eq!(ordered(content, &hits, order), expected, "{order:?}");
        check(Order::Place, &[0, 1, 2]);
        check(Order::Before, &[2, 0, 1]);
        check(Order::After, &[2, 0, 1]);
        assert_eq!(any_of(&["a.b".to_owned(), "North  Korea".to_owned()]), r"North\s+Korea|a\.b");
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
