//! The same term with another addition: "denuclearization of the Korean Peninsula" and "of North Korea", "complete" on one side.

use super::{
    Divergence, DivergenceKind, Evidence,
    quote::passage_evidence,
    words::{Stemmer, WORDS, Word, any_of},
};
use crate::engine::{
    issues::{Issue, Mention},
    statement::{Statement, StatementIdx, party},
    text::{ByteSpan, TokenKind, one_line},
};

/// How far a term's additions stand from it, in words.
const REACH: usize = 6;

/// A mention with what stands beside it.
struct Term {
    /// The words, as printed.
    words: String,
    /// Whose or where: the party's name, or the words in small letters.
    of: Option<String>,
    /// How much: "complete".
    quantity: Option<String>,
    evidence: Evidence,
}

/// Differences between the terms of two statements. Linear in the number of mentions.
pub(super) fn find(statements: &[&Statement], issues: &[Issue]) -> Vec<Divergence> {
    let mut stemmer = WORDS.stemmer();
    let heavy = issues.iter().filter(|issue| issue.weight.factor() > 1.0);
    heavy.flat_map(|issue| of_issue(statements, issue, &mut stemmer)).collect()
}

fn of_issue(statements: &[&Statement], issue: &Issue, stemmer: &mut Stemmer) -> Vec<Divergence> {
    let mut terms: Vec<Vec<Term>> = Vec::new();
    for (idx, statement) in statements.iter().enumerate() {
        let said = issue.mentions.get(idx).into_iter().flatten().filter(|mention| !mention.by_journalist);
        terms.push(said.filter_map(|mention| term(statements, (StatementIdx(idx), statement), mention, stemmer)).collect());
    }
    let mut found: Vec<(String, Divergence)> = Vec::new();
    let mut put = |(key, divergence): (String, Divergence)| match found.iter_mut().find(|(known, _)| *known == key) {
        // The same two terms in further statements are one line with more sentences to show it.
        Some((_, known)) => {
            known.evidence.extend(divergence.evidence.into_iter().filter(|more| !known.evidence.contains(more)).collect::<Vec<_>>());
        }
        None => found.push((key, divergence)),
    };
    for (a, left) in terms.iter().enumerate() {
        for (b, right) in terms.iter().enumerate().filter(|(b, _)| *b != a) {
            other_addition(issue, left, right).filter(|_| a < b || other_addition(issue, right, left).is_none()).map(&mut put);
            let is_whole = statements.get(b).is_some_and(|statement| !statement.excerpt);
            quantity_lacks(statements, issue, left, (b, right)).filter(|_| is_whole).map(&mut put);
        }
    }
    found.into_iter().map(|(_, divergence)| divergence).collect()
}

/// What `left` adds that `right` never does, though it adds something; and what tells it from other such lines.
fn other_addition(issue: &Issue, left: &[Term], right: &[Term]) -> Option<(String, Divergence)> {
    let theirs: Vec<&Term> = right.iter().filter(|term| term.of.is_some()).collect();
    let other = theirs.first()?;
    let mine = left.iter().find(|term| term.of.is_some() && !theirs.iter().any(|there| there.of == term.of))?;
    let mut additions = [mine.of.as_deref().unwrap_or_default(), other.of.as_deref().unwrap_or_default()];
    additions.sort_unstable();
    let divergence = Divergence {
        title: format!("\u{201c}{}\u{201d} against \u{201c}{}\u{201d}", mine.words, other.words),
        why: format!(
            "nearly the same words ({}), of another place or side; {} times with an addition on the other side",
            issue.name,
            theirs.len()
        ),
        score: 0.95,
        issue: Some(issue.name.clone()),
        evidence: vec![mine.evidence, other.evidence],
        ..Divergence::new(DivergenceKind::LookAlike)
    };
    Some((additions.join("|"), divergence))
}

/// "complete" on one side, and never on the other, which speaks of the same.
fn quantity_lacks(statements: &[&Statement], issue: &Issue, left: &[Term], (b, right): (usize, &[Term])) -> Option<(String, Divergence)> {
    let mine = left.iter().find(|term| term.quantity.is_some())?;
    let plain = right.first().filter(|_| right.iter().all(|term| term.quantity.is_none()))?;
    let quantity = mine.quantity.as_deref()?;
    let divergence = Divergence {
        title: format!("\u{201c}{}\u{201d} against \u{201c}{}\u{201d}", mine.words, plain.words),
        why: format!(
            "\u{201c}{quantity}\u{201d} never stands in \u{201c}{}\u{201d}, which speaks of it {} times ({})",
            statements.get(b)?.title,
            right.len(),
            issue.name
        ),
        score: 0.8,
        issue: Some(issue.name.clone()),
        evidence: vec![mine.evidence, plain.evidence],
        ..Divergence::new(DivergenceKind::LookAlike)
    };
    // Each statement that lacks it is a line of its own.
    Some((format!("{quantity} {b}"), divergence))
}

fn term(statements: &[&Statement], (idx, statement): (StatementIdx, &Statement), mention: &Mention, stemmer: &mut Stemmer) -> Option<Term> {
    let text = statement.text();
    let evidence = passage_evidence(statements, idx, mention.passage)?;
    let before = stemmer.words(text, ByteSpan::new(evidence.span.start, mention.span.start));
    let after = stemmer.words(text, ByteSpan::new(mention.span.end, evidence.span.end));
    let inside = stemmer.words(text, mention.span);
    let before = before.get(before.len().saturating_sub(REACH)..).unwrap_or_default();
    let close = unbroken_before(text, before, mention.span.start);
    let quantity =
        any_of(close.get(close.len().saturating_sub(2)..).unwrap_or_default(), &WORDS.degrees).or_else(|| any_of(&inside, &WORDS.degrees));
    let from = close.iter().position(|word| quantity.as_deref() == Some(word.shown));
    let start = from.and_then(|at| close.get(at)).map_or(mention.span.start, |word| word.span.start);
    let behind = addition_behind(text, mention.span.end, &after);
    let ahead = || addition_ahead(text, close, start);
    let (of, span) = match behind {
        Some(end) => (canonical(ByteSpan::new(mention.span.end, end).of(text)), ByteSpan::new(start, end)),
        None => {
            ahead().map_or((None, ByteSpan::new(start, mention.span.end)), |(from, of)| (Some(of), ByteSpan::new(from, mention.span.end)))
        }
    };
    Some(Term { words: one_line(span.of(text)), of, quantity, evidence })
}

/// The words before `end` between which no mark stands.
fn unbroken_before<'a, 'w>(text: &str, words: &'w [Word<'a>], end: usize) -> &'w [Word<'a>] {
    let mut from = words.len();
    let mut next = end;
    for (at, word) in words.iter().enumerate().rev() {
        let between = ByteSpan::new(word.span.end, next).of(text);
        if !between.trim_matches(['\'', '\u{2019}', 's']).trim().is_empty() {
            break;
        }
        (from, next) = (at, word.span.start);
    }
    words.get(from..).unwrap_or_default()
}

/// Where an addition such as " of the Korean Peninsula" ends.
fn addition_behind(text: &str, from: usize, words: &[Word<'_>]) -> Option<usize> {
    let mut end = None;
    let mut at = from;
    for (number, word) in words.iter().take(REACH).enumerate() {
        let between = ByteSpan::new(at, word.span.start).of(text).trim();
        if !(between.is_empty() || between == "-" && end.is_some()) {
            break;
        }
        at = word.span.end;
        match (number, word.shown) {
            (0, "of" | "on" | "in") | (1, "the") => {}
            (0, _) => break,
            _ if word.kind == TokenKind::Word && word.shown.starts_with(char::is_uppercase) => end = Some(word.span.end),
            _ => break,
        }
    }
    end
}

/// A party that stands right before the term: "North Korea's denuclearization".
fn addition_ahead(text: &str, close: &[Word<'_>], start: usize) -> Option<(usize, String)> {
    let from = close.first()?.span.start;
    let window = ByteSpan::new(from, start).of(text);
    let last = party::mentions(window).last().copied()?;
    let rest = window.get(last.span.end..)?.trim_matches(['\'', '\u{2019}', 's', ' ', 'n']);
    rest.is_empty().then_some(())?;
    Some((from + last.span.start, party::name(last.party)?.to_owned()))
}

/// The party that an addition names, or its words.
fn canonical(words: &str) -> Option<String> {
    let party = party::mentions(words).first().and_then(|found| party::name(found.party));
    let plain =
        words.to_lowercase().split_whitespace().filter(|word| !matches!(*word, "of" | "the" | "on" | "in")).collect::<Vec<_>>().join(" ");
    party.map(str::to_owned).or(Some(plain)).filter(|of| !of.is_empty())
}
