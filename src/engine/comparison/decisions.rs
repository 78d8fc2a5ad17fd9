//! What the reader decided about links: those made by hand are there, those cut by hand are not, whatever the engine finds.

use super::{Link, Origin, Side};
use crate::engine::{
    align::{Ends, LinkKind, is_verbatim, places},
    diff,
    segment::Tokens,
    statement::Statement,
    text::Vocabulary,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is said of a link that is too long to be compared word by word.
pub(super) const TOO_LONG: &str = "a very long passage was marked as changed as a whole";

/// What was decided about the passages at both ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ruling {
    /// They say the same.
    Same,
    /// They speak of the same matter.
    Related,
    /// They are not linked.
    Cut,
}

/// A decision of the reader about two groups of passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// In one statement.
    pub a: Side,
    /// In another one.
    pub b: Side,
    /// What was decided.
    pub ruling: Ruling,
}

impl Decision {
    /// With the statement that stands first as `a`.
    fn in_order(self) -> Self {
        if self.a.statement <= self.b.statement { self } else { Self { a: self.b, b: self.a, ..self } }
    }

    fn is_about(&self, link: &Link) -> bool {
        let meet = |x: Side, y: Side| x.statement == y.statement && x.group.meets(y.group);
        meet(self.a, link.a) && meet(self.b, link.b)
    }
}

/// Carries decisions out, one after the other: what the engine linked between the same passages goes, what was made comes,
/// and what moved is found anew. Ends that do not fit the statements are passed over. Links stay pair after pair, each in
/// the order of its first statement. Returns a sentence for each link that was too long to be compared word by word. Linear in
/// the links times the decisions.
pub(super) fn carry_out(
    links: &mut Vec<Link>,
    decisions: &[Decision],
    statements: &[Arc<Statement>],
    tokens: &[Tokens],
    vocabulary: &Vocabulary,
) -> Vec<String> {
    let mut notes = Vec::new();
    let fits = |side: &Side| {
        statements.get(side.statement.0).is_some_and(|s| side.group.first <= side.group.last && s.passage(side.group.last).is_some())
    };
    let mut touched = Vec::new();
    for decision in decisions.iter().map(|decision| decision.in_order()) {
        if decision.a.statement == decision.b.statement || !fits(&decision.a) || !fits(&decision.b) {
            continue;
        }
        links.retain(|link| !decision.is_about(link));
        if decision.ruling != Ruling::Cut {
            links.extend(made(decision, statements, tokens, vocabulary, &mut notes));
        }
        touched.push((decision.a.statement, decision.b.statement));
    }
    if touched.is_empty() {
        return notes;
    }
    links.sort_by_key(|link| (link.a.statement, link.b.statement, link.a.group, link.b.group));
    for pair in links.chunk_by_mut(|x, y| (x.a.statement, x.b.statement) == (y.a.statement, y.b.statement)) {
        if pair.first().is_some_and(|link| touched.contains(&(link.a.statement, link.b.statement))) {
            let ends: Vec<Ends> = pair.iter().map(|l| Ends { a: l.a.group, b: l.b.group, kind: l.kind, score: l.score }).collect();
            for (link, place) in pair.iter_mut().zip(places(&ends)) {
                (link.moved, link.block) = (place.moved, place.block);
            }
        }
    }
    notes
}

fn made(
    decision: Decision,
    statements: &[Arc<Statement>],
    tokens: &[Tokens],
    vocabulary: &Vocabulary,
    notes: &mut Vec<String>,
) -> Option<Link> {
    let side = |side: Side| {
        let (statement, tokens) = (statements.get(side.statement.0)?, tokens.get(side.statement.0)?);
        Some(diff::Side::new(statement, tokens, tokens.range_of(side.group.first, side.group.last)))
    };
    let (left, right) = (side(decision.a)?, side(decision.b)?);
    let is_same = decision.ruling == Ruling::Same;
    if is_same && diff::are_too_long(&left, &right) {
        notes.push(TOO_LONG.to_owned());
    }
    let kind = match decision.ruling {
        Ruling::Same if is_verbatim((left.tokens, decision.a.group), (right.tokens, decision.b.group)) => LinkKind::Verbatim,
        Ruling::Same => LinkKind::Reworded,
        Ruling::Related | Ruling::Cut => LinkKind::Related,
    };
    Some(Link {
        a: decision.a,
        b: decision.b,
        origin: Origin::Reader,
        kind,
        score: if is_same { 1.0 } else { 0.0 },
        moved: false,
        block: None,
        why: [String::from("linked by hand")].into(),
        edits: if is_same { diff::diff_link(&left, &right, vocabulary) } else { Vec::new() }.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{
        align::Group,
        comparison::{CompareOptions, Comparer, compare},
        import::import,
        segment::segment,
        statement::{PassageIdx, StatementIdx},
        text::Never,
    };

    const TEXTS: [&str; 3] = [
        "Vessels were seized in the strait. Records will be exchanged in October. Nobody was hurt.",
        "Records will be exchanged in October. In the strait vessels were seized. The harbour was calm.",
        "The orchestra played two symphonies.",
    ];

    /// A passage: statement and position.
    type Place = (usize, usize);

    /// Decisions as (statement, passage), (statement, passage), ruling; links as `a.p=b.p`, an `m` where moved, a `!` by hand.
    fn check(decisions: &[(Place, Place, Ruling)], expected: &[&str]) {
        let statements: Vec<Arc<Statement>> =
            TEXTS.iter().map(|text| Arc::new(segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x"))).collect();
        let side = |(statement, passage)| Side { statement: StatementIdx(statement), group: Group::one(PassageIdx(passage)) };
        let decisions = decisions.iter().map(|&(a, b, ruling)| Decision { a: side(a), b: side(b), ruling }).collect();
        let options = CompareOptions { decisions, ..CompareOptions::default() };
        let links = compare(&statements, &options, &Never).map(|comparison| comparison.links).unwrap_or_default();
        let place = |side: Side| format!("{}.{}", side.statement.0, side.group.first.0);
        let told = |link: &Link| {
            let moved = if link.moved { "m" } else { "" };
            let by_hand = if link.origin == Origin::Reader { "!" } else { "" };
            format!("{} {}={}{moved}{by_hand}", link.kind.code(), place(link.a), place(link.b))
        };
        assert_eq!(links.iter().map(told).collect::<Vec<_>>(), expected);
        for link in links.iter().filter(|link| link.kind.is_same()) {
            assert!(!link.edits.is_empty(), "word by word");
        }
        // Decided later, with what the texts alone decide at hand.
        let mut comparer = Comparer::default();
        comparer.compare(&statements, &CompareOptions::default(), &Never);
        assert_eq!(comparer.compare(&statements, &options, &Never).map(|comparison| comparison.links), Some(links));
    }

    #[test]
    fn what_is_too_long_is_said() {
        // All that one text says against all that the other says, in other words.
        let text = |word: &str| {
            let words: Vec<String> = (0..2_100).map(|n| format!("{word}{n}")).collect();
            Arc::new(segment(import(words.join(" ").as_bytes(), "x.txt").unwrap_or_default(), "x"))
        };
        let texts = [text("ship"), text("boat")];
        let side = |statement: usize| {
            let last = texts.get(statement).map_or(0, |text| text.passages.len() - 1);
            Side { statement: StatementIdx(statement), group: Group { first: PassageIdx(0), last: PassageIdx(last) } }
        };
        let notes = |ruling| {
            let options = CompareOptions { decisions: vec![Decision { a: side(0), b: side(1), ruling }], ..CompareOptions::default() };
            compare(&texts, &options, &Never).map(|comparison| comparison.quality.notes).unwrap_or_default()
        };
        assert_eq!(notes(Ruling::Same), [TOO_LONG]);
        assert_eq!(notes(Ruling::Related), [""; 0]);
    }

    #[test]
    fn links_are_made_and_cut() {
        use Ruling::{Cut, Related, Same};
        check(&[], &["reworded 0.0=1.1m", "verbatim 0.1=1.0"]);
        check(&[((0, 1), (1, 0), Cut)], &["reworded 0.0=1.1"]);
        check(&[((1, 2), (0, 2), Same)], &["reworded 0.0=1.1m", "verbatim 0.1=1.0", "reworded 0.2=1.2!"]);
        check(&[((0, 0), (1, 1), Related)], &["related 0.0=1.1!", "verbatim 0.1=1.0"]);
        check(&[((0, 1), (1, 0), Same)], &["reworded 0.0=1.1m", "verbatim 0.1=1.0!"]);
        check(&[((0, 2), (2, 0), Same), ((0, 2), (2, 0), Cut)], &["reworded 0.0=1.1m", "verbatim 0.1=1.0"]);
        check(&[((0, 2), (2, 9), Same), ((0, 2), (7, 0), Same), ((0, 0), (0, 1), Same)], &["reworded 0.0=1.1m", "verbatim 0.1=1.0"]);
    }
}
