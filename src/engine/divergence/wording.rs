//! Linked passages that say nearly the same, but for a word that weighs: another number, a negation, a verb of other force, a
//! condition, a hedge, another name. Ladders and lists stand in `assets/lexicons/ladders.ron`.

use super::{Divergence, DivergenceKind, Evidence};
use crate::engine::{
    diff::{Edit, EditOp},
    statement::{Statement, StatementIdx},
    text::{ByteSpan, Language, TokenKind, key, key::Stems, tokenise},
};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::sync::LazyLock;

/// Passages of two statements that a link joins as the same.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// Number of the link.
    pub link: usize,
    /// From the first byte of the first passage to the last of the last, on either side.
    pub sides: [(StatementIdx, ByteSpan); 2],
    /// What makes the second side of the first.
    pub edits: &'a [Edit],
    /// Probability that both say the same.
    pub score: f32,
}

/// The least share of words that both sides have, for a change of one word to weigh.
const NEAR: f32 = 0.45;
/// The same for verbs, numbers and negations, which weigh also in a sentence of other words.
const LESS_NEAR: f32 = 0.3;

#[derive(Debug, Default, Deserialize)]
struct Lists {
    ladders: Vec<(String, Vec<Vec<String>>)>,
    negations: Vec<String>,
    conditions: Vec<String>,
    hedges: Vec<String>,
    quantities: Vec<String>,
}

/// The lists, as stems with a blank at either end.
struct Words {
    ladders: Vec<(String, Vec<Vec<String>>)>,
    negations: Vec<String>,
    conditions: Vec<String>,
    hedges: Vec<String>,
    quantities: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = ron::from_str(include_str!("../../../assets/lexicons/ladders.ron")).unwrap_or_default();
    let stems = Stems::default();
    let all = |words: &[String]| {
        words.iter().map(|words| padded(&stemmed(words, &stems).iter().map(|word| word.stem.clone()).collect::<Vec<_>>())).collect()
    };
    Words {
        ladders: lists.ladders.iter().map(|(name, rungs)| (name.clone(), rungs.iter().map(|rung| all(rung)).collect())).collect(),
        negations: all(&lists.negations),
        conditions: all(&lists.conditions),
        hedges: all(&lists.hedges),
        quantities: all(&lists.quantities),
    }
});

/// A word of a changed stretch.
struct Word {
    stem: String,
    shown: String,
    kind: TokenKind,
}

fn stemmed(text: &str, stems: &Stems) -> Vec<Word> {
    let tokens = tokenise(text, ByteSpan::new(0, text.len()));
    let words = tokens.iter().filter(|token| token.kind != TokenKind::Mark);
    words
        .map(|token| {
            let shown = token.span.of(text);
            let form = key::form(shown);
            // "n't" is "not"; "May" is a month.
            let form = if form.ends_with("n't") { "not" } else { &form };
            let form = if shown == "May" { "may (month)" } else { form };
            Word { stem: stems.stem(form, Language::English), shown: shown.to_owned(), kind: token.kind }
        })
        .collect()
}

fn padded(stems: &[String]) -> String {
    format!(" {} ", stems.join(" "))
}

/// The words that only one side has.
struct Side {
    words: Vec<Word>,
    joined: String,
}

impl Side {
    fn of(text: &str, spans: impl Iterator<Item = ByteSpan>, stems: &Stems) -> Self {
        let words: Vec<Word> = spans.flat_map(|span| stemmed(span.of(text), stems)).collect();
        let joined = padded(&words.iter().map(|word| word.stem.clone()).collect::<Vec<_>>());
        Self { words, joined }
    }

    /// The entry of a list that stands here and, in the whole of the other side, does not.
    fn alone<'a>(&self, list: &'a [String], other: &str) -> Option<&'a str> {
        list.iter().find(|entry| self.joined.contains(entry.as_str()) && !other.contains(entry.as_str())).map(String::as_str)
    }

    fn numbers(&self) -> FxHashSet<&str> {
        // "2020s" is a time and no quantity.
        let is_number = |word: &&Word| word.kind == TokenKind::Number && !word.stem.contains(char::is_alphabetic);
        self.words.iter().filter(is_number).map(|word| word.stem.as_str()).collect()
    }

    /// The word as it is printed of which an entry of a list speaks.
    fn shown(&self, entry: &str) -> String {
        let stems: Vec<&str> = entry.split_whitespace().collect();
        let at =
            self.words.windows(stems.len().max(1)).find(|window| window.iter().map(|word| word.stem.as_str()).eq(stems.iter().copied()));
        at.map_or_else(|| entry.trim().to_owned(), |window| window.iter().map(|word| word.shown.as_str()).collect::<Vec<_>>().join(" "))
    }
}

/// What weighs in a pair: the kind, how much, and in words.
struct Finding {
    kind: DivergenceKind,
    weight: f32,
    title: String,
    why: String,
}

/// The divergences inside linked passages, one a pair. Linear in the length of the passages.
pub(super) fn divergences(statements: &[&Statement], pairs: &[Pair<'_>]) -> Vec<Divergence> {
    let stems = Stems::default();
    pairs.iter().filter_map(|pair| divergence(statements, pair, &stems)).collect()
}

fn divergence(statements: &[&Statement], pair: &Pair<'_>, stems: &Stems) -> Option<Divergence> {
    let texts = pair.sides.map(|(statement, _)| statements.get(statement.0).map_or("", |statement| statement.text()));
    let changed = |edit: &&Edit| edit.op != EditOp::Equal && !edit.quiet;
    let (a, b) = (|edit: &Edit| edit.a, |edit: &Edit| edit.b);
    let [left, right] = [
        Side::of(texts[0], pair.edits.iter().filter(changed).map(a), stems),
        Side::of(texts[1], pair.edits.iter().filter(changed).map(b), stems),
    ];
    if left.words.is_empty() && right.words.is_empty() {
        return None;
    }
    let whole = [0, 1].map(|side| {
        let span = pair.sides.get(side).map(|(_, span)| *span).unwrap_or_default();
        Side::of(texts.get(side).copied().unwrap_or_default(), std::iter::once(span), stems)
    });
    let longest = whole.iter().map(|side| side.words.len()).max().unwrap_or(1).max(1) as f32;
    let near = 1.0 - left.words.len().max(right.words.len()) as f32 / longest;
    let titles = pair.sides.map(|(statement, _)| statements.get(statement.0).map_or("", |statement| statement.title.as_str()));
    let mut found = findings([&left, &right], [&whole[0].joined, &whole[1].joined], titles, near);
    found.sort_by(|x, y| y.weight.total_cmp(&x.weight));
    let best = found.first()?;
    let others: Vec<&str> = found.iter().skip(1).map(|finding| finding.title.as_str()).collect();
    let more = if others.is_empty() { String::new() } else { format!("; also {}", others.join("; ")) };
    let why = format!("{}, in passages of which {:.0} % is the same{more}", best.why, near * 100.0);
    Some(Divergence {
        kind: best.kind,
        title: best.title.clone(),
        why,
        score: best.weight * (0.35 + 0.65 * near) * (0.5 + 0.5 * pair.score),
        issue: None,
        links: vec![pair.link],
        evidence: pair.sides.map(|(statement, span)| Evidence { statement, span }).to_vec(),
    })
}

fn findings(sides: [&Side; 2], whole: [&str; 2], titles: [&str; 2], near: f32) -> Vec<Finding> {
    let mut found = Vec::new();
    if near >= LESS_NEAR {
        found.extend(force(sides, whole));
        found.extend(number(sides));
        found.extend(on_one_side(sides, whole, titles, &WORDS.negations, (DivergenceKind::LookAlike, 1.0, "a negation")));
    }
    if near >= NEAR {
        found.extend(on_one_side(sides, whole, titles, &WORDS.quantities, (DivergenceKind::LookAlike, 0.75, "how much")));
        found.extend(on_one_side(sides, whole, titles, &WORDS.conditions, (DivergenceKind::Condition, 0.7, "a condition")));
        found.extend(on_one_side(sides, whole, titles, &WORDS.hedges, (DivergenceKind::Hedge, 0.6, "a hedge")));
        found.extend(name(sides));
    }
    found
}

/// Two words of one ladder, one on either side.
fn force(sides: [&Side; 2], whole: [&str; 2]) -> Option<Finding> {
    WORDS.ladders.iter().find_map(|(name, rungs)| {
        let rung = |side: usize| {
            let (here, there) = (sides.get(side)?, whole.get(1 - side)?);
            rungs.iter().enumerate().find_map(|(at, rung)| here.alone(rung, there).map(|entry| (at, here.shown(entry))))
        };
        let ((left, left_word), (right, right_word)) = (rung(0)?, rung(1)?);
        if left == right {
            return None;
        }
        let (stronger, weaker) = if left < right { (&left_word, &right_word) } else { (&right_word, &left_word) };
        Some(Finding {
            kind: DivergenceKind::Verb,
            weight: 0.9,
            title: format!("\u{201c}{left_word}\u{201d} against \u{201c}{right_word}\u{201d}"),
            why: format!("\u{201c}{stronger}\u{201d} is stronger than \u{201c}{weaker}\u{201d} ({name})"),
        })
    })
}

/// Other numbers.
fn number(sides: [&Side; 2]) -> Option<Finding> {
    let [left, right] = sides.map(Side::numbers);
    let only = |here: &FxHashSet<&str>, there: &FxHashSet<&str>| {
        let mut only: Vec<String> = here.difference(there).map(|number| (*number).to_owned()).collect();
        only.sort_unstable();
        only.first().cloned()
    };
    let (left, right) = (only(&left, &right)?, only(&right, &left)?);
    Some(Finding {
        kind: DivergenceKind::Number,
        weight: 0.85,
        title: format!("\u{201c}{left}\u{201d} against \u{201c}{right}\u{201d}"),
        why: "another number".to_owned(),
    })
}

/// A word of a list that only one side has.
fn on_one_side(
    sides: [&Side; 2],
    whole: [&str; 2],
    titles: [&str; 2],
    list: &[String],
    (kind, weight, what): (DivergenceKind, f32, &str),
) -> Option<Finding> {
    let here = |side: usize| {
        let (words, other, title) = (sides.get(side)?, whole.get(1 - side)?, titles.get(side)?);
        words.alone(list, other).map(|entry| (words.shown(entry), *title))
    };
    let (word, title) = here(0).or_else(|| here(1))?;
    Some(Finding {
        kind,
        weight,
        title: format!("\u{201c}{word}\u{201d} only in \u{201c}{title}\u{201d}"),
        why: format!("{what} that one side does not have"),
    })
}

/// One name in the place of another.
fn name(sides: [&Side; 2]) -> Option<Finding> {
    let names = |side: &Side| {
        let capital = side
            .words
            .iter()
            .filter(|word| word.kind == TokenKind::Word && word.shown.starts_with(char::is_uppercase) && word.shown.chars().count() > 2);
        capital.map(|word| word.shown.clone()).collect::<Vec<_>>().join(" ")
    };
    let [left, right] = sides.map(names);
    let is_other = !left.is_empty() && !right.is_empty() && left.to_lowercase() != right.to_lowercase();
    // Few words on either side: one stands for the other.
    let is_short = sides.iter().all(|side| side.words.len() <= 4);
    (is_other && is_short).then(|| Finding {
        kind: DivergenceKind::Name,
        weight: 0.55,
        title: format!("\u{201c}{left}\u{201d} against \u{201c}{right}\u{201d}"),
        why: "another name".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{import::import, segment::segment};

    /// What is found where `a` and `b` are linked and differ between their common beginning and their common end.
    fn check(a: &str, b: &str, expected: Option<(DivergenceKind, &str)>) {
        let statements = [a, b].map(|text| segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x"));
        let (a, b) = (statements[0].text(), statements[1].text());
        let words = |text: &str| text.split_inclusive(' ').map(str::to_owned).collect::<Vec<_>>();
        let (left, right) = (words(a), words(b));
        let start: usize = left.iter().zip(&right).take_while(|(x, y)| x == y).map(|(x, _)| x.len()).sum();
        let end: usize = left.iter().rev().zip(right.iter().rev()).take_while(|(x, y)| x == y).map(|(x, _)| x.len()).sum();
        let end = end.min(a.len() - start).min(b.len() - start);
        let (changed_a, changed_b) = (ByteSpan::new(start, a.len() - end), ByteSpan::new(start, b.len() - end));
        let edits = [
            Edit { op: EditOp::Equal, a: ByteSpan::new(0, start), b: ByteSpan::new(0, start), quiet: false },
            Edit { op: EditOp::Replace, a: changed_a, b: changed_b, quiet: false },
        ];
        let sides = [(StatementIdx(0), ByteSpan::new(0, a.len())), (StatementIdx(1), ByteSpan::new(0, b.len()))];
        let found = divergences(&statements.iter().collect::<Vec<_>>(), &[Pair { link: 0, sides, edits: &edits, score: 0.9 }]);
        assert_eq!(found.first().map(|d| (d.kind, d.title.as_str())), expected, "{a} / {b}");
    }

    #[test]
    fn what_weighs() {
        assert!(WORDS.ladders.len() > 4 && !WORDS.negations.is_empty());
        let verb = Some((DivergenceKind::Verb, "\u{201c}condemn\u{201d} against \u{201c}express concern\u{201d}"));
        check("The ministers condemn the launches of March.", "The ministers express concern about the launches of March.", verb);
        let modal = Some((DivergenceKind::Verb, "\u{201c}will\u{201d} against \u{201c}should\u{201d}"));
        check("Both sides will resume the talks.", "Both sides should resume the talks.", modal);
        let negation = Some((DivergenceKind::LookAlike, "\u{201c}not\u{201d} only in \u{201c}x\u{201d}"));
        check("The exercises were postponed last year.", "The exercises were not postponed last year.", negation);
        let number = Some((DivergenceKind::Number, "\u{201c}28,500\u{201d} against \u{201c}22,000\u{201d}"));
        check("They keep 28,500 soldiers in the country.", "They keep 22,000 soldiers in the country.", number);
        let quantity = Some((DivergenceKind::LookAlike, "\u{201c}complete\u{201d} only in \u{201c}x\u{201d}"));
        check("They seek the complete denuclearization of the area.", "They seek the denuclearization of the area.", quantity);
        let condition = Some((DivergenceKind::Condition, "\u{201c}as appropriate\u{201d} only in \u{201c}x\u{201d}"));
        check("They will consult each other, as appropriate.", "They will consult each other.", condition);
        let name = Some((DivergenceKind::Name, "\u{201c}Arland\u{201d} against \u{201c}Borria\u{201d}"));
        check("They met in Arland on the first day.", "They met in Borria on the first day.", name);
        check("They met in the morning.", "They met in the evening.", None);
    }
}
