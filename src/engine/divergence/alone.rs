//! Sentences in which something is promised, announced or condemned, and that only one side has: on paper and not aloud, aloud
//! and not on paper.

use super::{
    Divergence, DivergenceKind, Neighbours,
    quote::{is_position, owner, passage_evidence, short, speaker_of, weightiest},
    words::{Stemmer, WORDS, Word, any_of},
};
use crate::engine::{
    issues::Issue,
    statement::{Form, PassageIdx, Statement, StatementIdx},
    text::TokenKind,
};

/// The most of them for one statement.
const MOST: usize = 10;
/// A sentence that is so probably said elsewhere too is not alone.
const NEAR: f32 = 0.25;
/// Shorter and longer sentences, in words, are greetings and lists.
const LENGTHS: std::ops::RangeInclusive<usize> = 8..=70;

/// The sentences of all statements. `heavy` says for each statement and passage whether it mentions a matter of weight.
/// Linear in the length of the texts.
pub(super) fn find(statements: &[&Statement], issues: &[Issue], near: &dyn Neighbours) -> Vec<Divergence> {
    let mut stemmer = WORDS.stemmer();
    let each = (0..statements.len()).map(StatementIdx);
    each.flat_map(|here| of_statement(statements, here, issues, near, &mut stemmer)).collect()
}

fn of_statement(
    statements: &[&Statement],
    here: StatementIdx,
    issues: &[Issue],
    near: &dyn Neighbours,
    stemmer: &mut Stemmer,
) -> Vec<Divergence> {
    let Some(statement) = statements.get(here.0) else { return Vec::new() };
    let Some((kind, others)) = rivals(statements, here, statement.form) else { return Vec::new() };
    let mut weights = vec![0.0_f32; statement.passages.len()];
    for issue in issues {
        for mention in issue.mentions.get(here.0).into_iter().flatten() {
            if let Some(weight) = weights.get_mut(mention.passage.0) {
                *weight = weight.max(issue.weight.factor());
            }
        }
    }
    let mut found: Vec<(f32, PassageIdx, Divergence)> = Vec::new();
    for (at, passage) in statement.passages.iter().enumerate() {
        let idx = PassageIdx(at);
        if !passage.kind.is_said() || !is_position(statement, idx) {
            continue;
        }
        let nearest = others.iter().map(|&other| near.nearest(here, idx, other).map_or(0.0, |(_, score)| score)).fold(0.0, f32::max);
        if nearest >= NEAR || others.iter().any(|&other| near.says_the_same(here, idx, other)) {
            continue;
        }
        let words = stemmer.words(statement.text(), passage.span);
        let Some((weight, deed)) = weight(&words, weights.get(at).copied().unwrap_or(0.0)) else { continue };
        let speaker = speaker_of(statement, idx);
        let by = speaker.as_ref().map_or_else(String::new, |name| format!(" ({name})"));
        found.push((
            weight,
            idx,
            Divergence {
                title: format!("\u{201c}{}\u{201d}{by}", short(passage.span.of(statement.text()))),
                why: format!(
                    "\u{201c}{deed}\u{201d}, {}",
                    if nearest > 0.02 { format!("nothing nearer than {:.0} %", nearest * 100.0) } else { "nothing near it".to_owned() }
                ),
                score: weight * (1.0 - nearest),
                party: owner(statement, idx).map(str::to_owned),
                speaker,
                evidence: passage_evidence(statements, here, idx).into_iter().collect(),
                ..Divergence::new(kind)
            },
        ));
    }
    weightiest(found, MOST).collect()
}

/// Against what a statement is held: those of the other form, where there are any; otherwise all. None where each of them is an
/// excerpt, of which nothing can be said.
fn rivals(statements: &[&Statement], here: StatementIdx, form: Form) -> Option<(DivergenceKind, Vec<StatementIdx>)> {
    let others = |is_wanted: &dyn Fn(Form) -> bool| -> Vec<StatementIdx> {
        let whole = statements.iter().enumerate().filter(|(idx, other)| *idx != here.0 && !other.excerpt && is_wanted(other.form));
        whole.map(|(idx, _)| StatementIdx(idx)).collect()
    };
    let (kind, other) = match form {
        Form::Written => (DivergenceKind::OnlyWritten, Form::Spoken),
        Form::Spoken => (DivergenceKind::OnlySpoken, Form::Written),
        Form::Unknown => (DivergenceKind::OnlyHere, Form::Unknown),
    };
    let of_other_form = others(&|form| form == other);
    if form != Form::Unknown && !of_other_form.is_empty() {
        return Some((kind, of_other_form));
    }
    Some((DivergenceKind::OnlyHere, others(&|_| true))).filter(|(_, others)| !others.is_empty())
}

/// How much a sentence weighs, and the word of its deed; none where it says nothing of the kind.
fn weight(words: &[Word<'_>], issue: f32) -> Option<(f32, String)> {
    if !LENGTHS.contains(&words.len()) {
        return None;
    }
    let done = any_of(words, &WORDS.deeds);
    let is_done = done.is_some();
    let deed = done.or_else(|| any_of(words, &WORDS.futures))?;
    let has_number = words.iter().any(|word| word.kind == TokenKind::Number && word.shown.len() != 4);
    let names = words.iter().skip(1).filter(|word| word.shown.chars().count() > 2 && word.shown.starts_with(char::is_uppercase)).count();
    let has_condition = any_of(words, &WORDS.conditions).is_some() || any_of(words, &WORDS.negations).is_some();
    let weight = if is_done { 0.22 } else { 0.12 }
        + 0.13 * issue
        + if has_number { 0.1 } else { 0.0 }
        + if has_condition { 0.08 } else { 0.0 }
        + 0.02 * names.min(4) as f32;
    (issue > 0.0 || has_number || names > 1).then_some((weight, deed))
}
