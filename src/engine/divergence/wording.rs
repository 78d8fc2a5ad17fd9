//! Linked passages that say nearly the same, but for a word that weighs: another number, a negation, a verb of other force, a
//! condition, a hedge, another name. Ladders and lists stand in `assets/lexicons/ladders.ron`.

use super::{
    Divergence, DivergenceKind, Evidence,
    words::{Entry, Stemmer, WORDS, Word, find},
};
use crate::engine::{
    diff::{Edit, EditOp},
    statement::{Statement, StatementIdx},
    text::{ByteSpan, TokenKind, key},
};
use rustc_hash::FxHashSet;

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

/// The words that only one side has.
struct Side<'a> {
    text: &'a str,
    words: Vec<Word<'a>>,
}

impl<'a> Side<'a> {
    fn of(text: &'a str, spans: impl Iterator<Item = ByteSpan>, stemmer: &mut Stemmer) -> Self {
        Self { text, words: spans.flat_map(|span| stemmer.words(text, span)).collect() }
    }

    /// Where an entry of a list stands.
    fn find(&self, entry: &Entry) -> Option<&[Word<'a>]> {
        find(&self.words, entry)
    }

    /// The entry of a list that stands here and on the other side does not; as it is printed.
    fn alone(&self, list: &[Entry], other: &Side<'_>) -> Option<String> {
        let found = list.iter().find_map(|entry| self.find(entry).filter(|_| other.find(entry).is_none()))?;
        Some(found.iter().map(|word| word.shown).collect::<Vec<_>>().join(" "))
    }

    fn numbers(&self) -> FxHashSet<&'a str> {
        // "2020s" is a time and no quantity.
        let is_number = |word: &&Word<'_>| word.kind == TokenKind::Number && !word.shown.contains(char::is_alphabetic);
        let mut found: Vec<ByteSpan> = Vec::new();
        for span in self.words.iter().filter(is_number).map(|word| word.span) {
            let last = found.last_mut().filter(|last| last.end < span.start);
            let between = last.as_ref().map_or("", |last| ByteSpan::new(last.end, span.start).of(self.text));
            match last {
                // "1-1/2" is one number, also with a hyphen that does not break.
                Some(last) if matches!(key::form(between).as_ref(), "-" | "/") => *last = last.cover(span),
                _ => found.push(span),
            }
        }
        found.into_iter().map(|span| span.of(self.text)).collect()
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
    let mut stemmer = WORDS.stemmer();
    pairs.iter().filter_map(|pair| divergence(statements, pair, &mut stemmer)).collect()
}

/// The share of the longer side that both sides have, by bytes.
fn nearness(pair: &Pair<'_>) -> f32 {
    let same = |edit: &&Edit| edit.op == EditOp::Equal || edit.quiet;
    let equal: usize = pair.edits.iter().filter(same).map(|edit| edit.a.len().max(edit.b.len())).sum();
    let longest = pair.sides.iter().map(|(_, span)| span.len()).max().unwrap_or(1).max(1);
    (equal as f32 / longest as f32).min(1.0)
}

fn divergence(statements: &[&Statement], pair: &Pair<'_>, stemmer: &mut Stemmer) -> Option<Divergence> {
    let near = nearness(pair);
    let is_changed = |edit: &&Edit| edit.op != EditOp::Equal && !edit.quiet;
    if near < LESS_NEAR || !pair.edits.iter().any(|edit| is_changed(&edit)) {
        return None;
    }
    let [a, b] = pair.sides.map(|(statement, _)| statement);
    let [a_text, b_text] = [a, b].map(|side| statements.get(side.0).map_or("", |statement| statement.text()));
    let changed = || pair.edits.iter().filter(is_changed);
    let sides = [Side::of(a_text, changed().map(|edit| edit.a), stemmer), Side::of(b_text, changed().map(|edit| edit.b), stemmer)];
    let titles = [a, b].map(|side| statements.get(side.0).map_or("", |statement| statement.title.as_str()));
    let mut found = findings(&sides, titles, near);
    found.sort_by(|x, y| y.weight.total_cmp(&x.weight));
    let best = found.first()?;
    let others: Vec<&str> = found.iter().skip(1).map(|finding| finding.title.as_str()).collect();
    let more = if others.is_empty() { String::new() } else { format!("; also {}", others.join("; ")) };
    let why = format!("{}, in passages of which {:.0} % is the same{more}", best.why, near * 100.0);
    Some(Divergence {
        title: best.title.clone(),
        why,
        score: best.weight * (0.35 + 0.65 * near) * (0.5 + 0.5 * pair.score),
        links: vec![pair.link],
        evidence: pair.sides.map(|(statement, span)| Evidence { statement, span }).to_vec(),
        ..Divergence::new(best.kind)
    })
}

/// The two sides of a pair.
type Two<'a> = [Side<'a>; 2];

fn findings(sides: &Two<'_>, titles: [&str; 2], near: f32) -> Vec<Finding> {
    let on_one_side = |list, what| on_one_side(sides, titles, list, what);
    let mut found = Vec::new();
    found.extend(force(sides));
    found.extend(number(sides));
    found.extend(on_one_side(&WORDS.negations, (DivergenceKind::LookAlike, 1.0, "a negation")));
    if near >= NEAR {
        for list in [&WORDS.degrees, &WORDS.quantities] {
            found.extend(on_one_side(list, (DivergenceKind::LookAlike, 0.75, "how much")));
        }
        found.extend(on_one_side(&WORDS.conditions, (DivergenceKind::Condition, 0.7, "a condition")));
        found.extend(on_one_side(&WORDS.hedges, (DivergenceKind::Hedge, 0.6, "a hedge")));
        found.extend(name(sides));
    }
    found
}

/// Two words of one ladder, one on either side.
fn force([left, right]: &Two<'_>) -> Option<Finding> {
    WORDS.ladders.iter().find_map(|(name, rungs)| {
        let rung = |here: &Side<'_>, there: &Side<'_>| {
            rungs.iter().enumerate().find_map(|(at, rung)| here.alone(rung, there).map(|word| (at, word)))
        };
        let ((left, left_word), (right, right_word)) = (rung(left, right)?, rung(right, left)?);
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
fn number([left, right]: &Two<'_>) -> Option<Finding> {
    let (left, right) = (left.numbers(), right.numbers());
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
    [left, right]: &Two<'_>,
    titles: [&str; 2],
    list: &[Entry],
    (kind, weight, what): (DivergenceKind, f32, &str),
) -> Option<Finding> {
    let [left_title, right_title] = titles;
    let here = left.alone(list, right).map(|word| (word, left_title));
    let (word, title) = here.or_else(|| right.alone(list, left).map(|word| (word, right_title)))?;
    Some(Finding {
        kind,
        weight,
        title: format!("\u{201c}{word}\u{201d} only in \u{201c}{title}\u{201d}"),
        why: format!("{what} that one side does not have"),
    })
}

/// One name in the place of another.
fn name(sides: &Two<'_>) -> Option<Finding> {
    let names = |side: &Side<'_>| {
        let is_name =
            |word: &&Word<'_>| word.kind == TokenKind::Word && word.shown.starts_with(char::is_uppercase) && word.shown.chars().count() > 2;
        // When something was says nothing of whom.
        let is_date = |word: &&Word<'_>| WORDS.dates.contains(&Entry::Stems(vec![word.stem]));
        side.words.iter().filter(is_name).filter(|word| !is_date(word)).map(|word| word.shown).collect::<Vec<_>>().join(" ")
    };
    let [left, right] = [0, 1].map(|side| sides.get(side).map(names).unwrap_or_default());
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
            Edit { op: EditOp::Equal, a: ByteSpan::new(changed_a.end, a.len()), b: ByteSpan::new(changed_b.end, b.len()), quiet: false },
        ];
        let sides = [(StatementIdx(0), ByteSpan::new(0, a.len())), (StatementIdx(1), ByteSpan::new(0, b.len()))];
        let found = divergences(&statements.iter().collect::<Vec<_>>(), &[Pair { link: 0, sides, edits: &edits, score: 0.9 }]);
        assert_eq!(found.first().map(|d| (d.kind, d.title.as_str())), expected, "{a} / {b}");
    }

    #[test]
    fn what_weighs() {
        let verb = Some((DivergenceKind::Verb, "\u{201c}condemn\u{201d} against \u{201c}express concern\u{201d}"));
        check("The ministers condemn the launches of March.", "The ministers express concern about the launches of March.", verb);
        let modal = Some((DivergenceKind::Verb, "\u{201c}will\u{201d} against \u{201c}should\u{201d}"));
        check("Both sides will resume the talks.", "Both sides should resume the talks.", modal);
        let negation = Some((DivergenceKind::LookAlike, "\u{201c}not\u{201d} only in \u{201c}x\u{201d}"));
        check("The exercises were postponed last year.", "The exercises were not postponed last year.", negation);
        let number = Some((DivergenceKind::Number, "\u{201c}28,500\u{201d} against \u{201c}22,000\u{201d}"));
        check("They keep 28,500 soldiers in the country.", "They keep 22,000 soldiers in the country.", number);
        let rate = Some((DivergenceKind::Number, "\u{201c}1\u{2011}1/2\u{201d} against \u{201c}1\u{2011}3/4\u{201d}"));
        check("They keep the rate at 1\u{2011}1/2 percent this year.", "They keep the rate at 1\u{2011}3/4 percent this year.", rate);
        let quantity = Some((DivergenceKind::LookAlike, "\u{201c}complete\u{201d} only in \u{201c}x\u{201d}"));
        check("They seek the complete denuclearization of the area.", "They seek the denuclearization of the area.", quantity);
        let condition = Some((DivergenceKind::Condition, "\u{201c}as appropriate\u{201d} only in \u{201c}x\u{201d}"));
        check("They will consult each other, as appropriate.", "They will consult each other.", condition);
        let name = Some((DivergenceKind::Name, "\u{201c}Arland\u{201d} against \u{201c}Borria\u{201d}"));
        check("They met in Arland on the first day.", "They met in Borria on the first day.", name);
        check("They met in the morning.", "They met in the evening.", None);
        check("They met in June on the first day.", "They met in May on the first day.", None);
        let korean = Some((DivergenceKind::Verb, "\u{201c}촉구하였다\u{201d} against \u{201c}요구하였다\u{201d}"));
        check("양측은 북한의 미사일 발사 중지를 촉구하였다.", "양측은 북한의 미사일 발사 중지를 요구하였다.", korean);
    }
}
