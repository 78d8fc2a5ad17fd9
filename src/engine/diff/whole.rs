//! What is read as one is marked as one: a compound with its hyphens, a name, a number with its sign and measure, a
//! negation with the word after it. Only where other words took its place: what was merely put in stays marked alone.
//!
//! ```text
//! old   a conditions-based dialogue with South Korea on $300 million
//! new   a time-based dialogue with North Korea on $500 million
//! ugly  a [-conditions-]{+time+}-based dialogue with [-South-]{+North+} Korea on $[-300-]{+500+} million
//! want  a [-conditions-based-]{+time-based+} dialogue with [-South Korea-]{+North Korea+} on [-$300 million-]{+$500 million+}
//! ```

use super::{Run, Side};
use crate::engine::text::{Token, TokenKind, Vocabulary};
use std::ops::Range;

/// Words of the longest name that is kept whole: a longer row of capitals is a title.
const LONGEST_NAME: usize = 5;
/// Measures that belong to the number before them.
const MEASURES: [&str; 7] = ["billion", "million", "percent", "thousand", "trillion", "won", "%"];
/// Signs that belong to the number behind them.
const CURRENCIES: [&str; 5] = ["$", "\u{20ac}", "\u{a3}", "\u{20a9}", "\u{a5}"];
/// Words that turn the next one into its opposite.
const NEGATIONS: [&str; 6] = ["cannot", "neither", "never", "no", "not", "without"];

/// Marks as changed whatever is read as one with words that were replaced.
pub(super) fn keep_whole(runs: &mut Vec<Run>, a: &Side<'_>, b: &Side<'_>, vocabulary: &Vocabulary) {
    if runs.iter().all(|run| run.equal) {
        return;
    }
    let units = [units(a, vocabulary), units(b, vocabulary)];
    // A unit that is taken in may touch one of the other side; each round takes in at least one word.
    while let Some((at, words)) = first_broken(runs, &units) {
        split(runs, at, words);
        super::join::join_touching(runs);
    }
}

/// An equal run that holds part of a unit whose other part was replaced: its position, and which of its words.
fn first_broken(runs: &[Run], units: &[Vec<Unit>; 2]) -> Option<(usize, Range<usize>)> {
    let mut changed = runs.iter().enumerate().filter(|(_, run)| !run.equal);
    changed.find_map(|(at, run)| {
        [at.wrapping_sub(1), at + 1].into_iter().find_map(|beside| {
            let equal = runs.get(beside).filter(|run| run.equal)?;
            let sides = [(&run.a, &equal.a), (&run.b, &equal.b)];
            sides.into_iter().zip(units).find_map(|((changed, same), units)| {
                let broken = units.get(units.partition_point(|unit| unit.words.end <= changed.start)..)?.iter();
                let broken = broken.take_while(|unit| unit.words.start < changed.end).filter(|unit| unit.is_number || run.is_replaced());
                broken
                    .map(|unit| meet(&unit.words, same))
                    .find(|words| !words.is_empty())
                    .map(|words| (beside, words.start - same.start..words.end - same.start))
            })
        })
    })
}

fn meet(x: &Range<usize>, y: &Range<usize>) -> Range<usize> {
    let start = x.start.max(y.start);
    start..x.end.min(y.end).max(start)
}

/// Makes a change of some words of an equal run.
fn split(runs: &mut Vec<Run>, at: usize, words: Range<usize>) {
    let Some(run) = runs.get(at).cloned() else { return };
    let part =
        |from: usize, to: usize, equal| Run { a: run.a.start + from..run.a.start + to, b: run.b.start + from..run.b.start + to, equal };
    let parts = [part(0, words.start, true), part(words.start, words.end, false), part(words.end, run.a.len(), true)];
    runs.splice(at..=at, parts.into_iter().filter(|part| !part.a.is_empty()));
}

/// Words that are read as one, by their positions.
struct Unit {
    words: Range<usize>,
    /// Of a number nothing is ever marked alone.
    is_number: bool,
}

/// What is read as one on this side, in order and apart.
fn units(side: &Side<'_>, vocabulary: &Vocabulary) -> Vec<Unit> {
    let tokens = side.tokens.tokens.get(side.range.clone()).unwrap_or_default();
    let forms: Vec<&str> = side.terms().iter().map(|&id| vocabulary.term(id).map_or("", |term| term.form.as_str())).collect();
    let words = Words { tokens, forms, capitals: side.tokens.capitals_in(side.range.clone()) };
    let mut units = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let end = words.unit_from(at);
        if end > at + 1 {
            units.push(Unit { words: at..end, is_number: words.number(at) > at + 1 });
        }
        at = end;
    }
    units
}

struct Words<'a> {
    tokens: &'a [Token],
    forms: Vec<&'a str>,
    capitals: &'a [bool],
}

impl Words<'_> {
    fn form(&self, at: usize) -> &str {
        self.forms.get(at).copied().unwrap_or_default()
    }

    /// Whether no white space stands between this word and the next.
    fn touches_next(&self, at: usize) -> bool {
        matches!(self.tokens.get(at..at + 2), Some([x, y]) if x.span.end == y.span.start)
    }

    fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
    }

    fn is_named(&self, at: usize) -> bool {
        let is_word = self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
        is_word && self.capitals.get(at).copied().unwrap_or(false) && !crate::engine::text::key::is_function_word(self.form(at))
    }

    /// Behind the last word of the unit that begins at `at`; `at + 1` where the word stands for itself.
    fn unit_from(&self, at: usize) -> usize {
        let end = if NEGATIONS.contains(&self.form(at)) && at + 1 < self.tokens.len() { at + 2 } else { at + 1 };
        end.max(self.compound(at)).max(self.number(at)).max(self.name(at))
    }

    fn compound(&self, mut at: usize) -> usize {
        while self.form(at + 1) == "-" && self.touches_next(at) && self.touches_next(at + 1) {
            at += 2;
        }
        at + 1
    }

    /// `2-1/4`.
    fn fraction(&self, mut at: usize) -> usize {
        let parts = |mark: &str| mark == "-" || mark == "/";
        while self.is_number(at) && self.is_number(at + 2) && parts(self.form(at + 1)) && self.touches_next(at) && self.touches_next(at + 1)
        {
            at += 2;
        }
        at
    }

    fn number(&self, at: usize) -> usize {
        let is_signed = CURRENCIES.contains(&self.form(at)) && self.touches_next(at);
        let number = if is_signed { at + 1 } else { at };
        if !self.is_number(number) {
            return at + 1;
        }
        let last = self.fraction(number);
        if MEASURES.contains(&self.form(last + 1)) { last + 2 } else { last + 1 }
    }

    /// Words with capitals, one behind the other; of a long row nothing is one.
    fn name(&self, at: usize) -> usize {
        let mut end = at;
        while self.is_named(end) {
            end = self.compound(end);
        }
        if end - at <= LONGEST_NAME { end.max(at + 1) } else { at + 1 }
    }
}
