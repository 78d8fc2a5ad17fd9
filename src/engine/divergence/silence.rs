//! Who does not mention what others do: statements, and officials beside those who do.

use super::{Divergence, DivergenceKind, Evidence, quote::passage_evidence};
use crate::engine::{
    issues::{Issue, Mention},
    statement::{Role, Statement, StatementIdx},
};
use rustc_hash::FxHashMap;

/// Sentences that are quoted for one silence.
const MAX_EVIDENCE: usize = 12;
/// An official who says less than this, in words, is not said to be silent.
const LEAST_SPEECH: usize = 120;

/// How much `count` mentions by others and `words` of one's own tell, 0 to 1.
fn weight(issue: &Issue, count: usize, words: usize) -> f32 {
    let (count, words) = (count as f32, words as f32);
    (0.55 * issue.weight.factor()).min(1.0) * (0.4 + 0.6 * count / (count + 2.0)) * (words / (words + 100.0))
}

/// Statements that do not mention an issue. Linear in the number of mentions.
pub(super) fn of_statements(statements: &[&Statement], issue: &Issue) -> Vec<Divergence> {
    let counts: Vec<usize> = (0..statements.len()).map(|s| issue.count(StatementIdx(s))).collect();
    let speaking: Vec<String> = statements
        .iter()
        .zip(&counts)
        .filter(|(_, count)| **count > 0)
        .map(|(s, count)| format!("{count} in \u{201c}{}\u{201d}", s.title))
        .collect();
    let total: usize = counts.iter().sum();
    let evidence = evidence(statements, issue, |_, mention| !mention.by_journalist);
    let silence = |silent: &StatementIdx| {
        let statement = statements.get(silent.0)?;
        Some(Divergence {
            title: format!("{}: not mentioned in \u{201c}{}\u{201d}", issue.name, statement.title),
            why: format!("mentioned {}", speaking.join(", ")),
            score: weight(issue, total, statement.words),
            issue: Some(issue.name.clone()),
            of: Some(*silent),
            party: statement.party.clone(),
            evidence: evidence.clone(),
            ..Divergence::new(DivergenceKind::Silence)
        })
    };
    issue.silent.iter().filter_map(silence).collect()
}

/// The passages of the wanted mentions, each once.
fn evidence(statements: &[&Statement], issue: &Issue, is_wanted: impl Fn(usize, &Mention) -> bool) -> Vec<Evidence> {
    let mentions = issue.mentions.iter().enumerate().flat_map(|(s, all)| all.iter().map(move |mention| (s, mention)));
    let mut kept: Vec<Evidence> = Vec::new();
    for (s, mention) in mentions.filter(|(s, mention)| is_wanted(*s, mention)) {
        let found = passage_evidence(statements, StatementIdx(s), mention.passage);
        if kept.len() < MAX_EVIDENCE && found.is_some() && kept.last() != found.as_ref() {
            kept.extend(found);
        }
    }
    kept
}

/// How much each official of a statement says.
pub(super) struct Speech<'a> {
    /// Stable name and words, in the order in which they begin.
    officials: Vec<(&'a str, usize)>,
}

impl<'a> Speech<'a> {
    /// Linear in the number of passages.
    pub(super) fn of(statement: &'a Statement) -> Self {
        let mut place: FxHashMap<&str, usize> = FxHashMap::default();
        let mut officials: Vec<(&str, usize)> = Vec::new();
        for turn in statement.turns.iter().filter(|turn| turn.role == Role::Official) {
            if let Some(name) = turn.name.as_deref() {
                let words = turn.span.of(statement.text()).split_whitespace().count();
                let at = *place.entry(name).or_insert(officials.len());
                match officials.get_mut(at) {
                    Some((_, all)) => *all += words,
                    None => officials.push((name, words)),
                }
            }
        }
        officials.retain(|(_, words)| *words >= LEAST_SPEECH);
        Self { officials }
    }
}

/// What one official alone speaks of, beside others who say much and not this. Linear in the number of mentions.
pub(super) fn of_speakers(statements: &[&Statement], speech: &[Speech<'_>], issue: &Issue) -> Vec<Divergence> {
    let each = statements.iter().zip(speech).enumerate().filter(|(_, (_, speech))| speech.officials.len() > 1);
    each.filter_map(|(idx, (statement, speech))| only_one(statements, (idx, statement), speech, issue)).collect()
}

fn only_one(statements: &[&Statement], (idx, statement): (usize, &Statement), speech: &Speech<'_>, issue: &Issue) -> Option<Divergence> {
    let name_of = |mention: &Mention| statement.turn_of(mention.passage).and_then(|turn| turn.name.as_deref());
    let mut count: FxHashMap<&str, usize> = FxHashMap::default();
    for mention in issue.mentions.get(idx)?.iter().filter(|mention| !mention.by_journalist) {
        *count.entry(name_of(mention)?).or_default() += 1;
    }
    let (&name, &times) = count.iter().next().filter(|_| count.len() == 1)?;
    let silent: Vec<&(&str, usize)> = speech.officials.iter().filter(|(other, _)| *other != name).collect();
    let words = silent.iter().map(|(_, words)| *words).max()?;
    speech.officials.iter().find(|(official, _)| *official == name)?;
    let others = silent.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let elsewhere: usize = (0..statements.len()).filter(|other| *other != idx).map(|other| issue.count(StatementIdx(other))).sum();
    let note = if elsewhere > 0 { format!("; {elsewhere} times in other statements") } else { String::new() };
    let party = statement.turns.iter().find(|turn| turn.name.as_deref() == Some(name)).and_then(|turn| turn.party.clone());
    Some(Divergence {
        title: format!("{}: {name} alone, not {others}", issue.name),
        why: format!("{name} mentions it {times} times in \u{201c}{}\u{201d}{note}", statement.title),
        // What a paper speaks of too is expected from both.
        score: weight(issue, times, words) * if elsewhere > 0 { 0.85 } else { 0.75 },
        issue: Some(issue.name.clone()),
        speaker: Some(name.to_owned()),
        party,
        evidence: evidence(statements, issue, |s, mention| s == idx && !mention.by_journalist),
        ..Divergence::new(DivergenceKind::OnlyOneSpeaker)
    })
}
