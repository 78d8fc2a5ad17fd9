//! What to look at first: one ranked list, each line with its evidence and why it ranks so. Candidates, never verdicts.
//! Knows issues, and links as pairs of places with their word edits.

mod wording;

use crate::engine::{
    issues::Issue,
    statement::{Statement, StatementIdx},
    text::ByteSpan,
};
pub use wording::Pair;

/// What kind of divergence a line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DivergenceKind {
    /// An issue that one statement does not mention while another does.
    Silence,
    /// Passages that say nearly the same, but for a word that weighs: a negation, how much.
    LookAlike,
    /// A verb of other force.
    Verb,
    /// What takes force from a promise, on one side.
    Hedge,
    /// What makes it depend on something, on one side.
    Condition,
    /// Another number.
    Number,
    /// Another name.
    Name,
}

impl DivergenceKind {
    /// The word of the JSON contract.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Silence => "silence",
            Self::LookAlike => "look_alike",
            Self::Verb => "verb",
            Self::Hedge => "hedge",
            Self::Condition => "condition",
            Self::Number => "number",
            Self::Name => "name",
        }
    }
}

impl DivergenceKind {
    /// The kind in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Silence => "silence",
            Self::LookAlike => "look-alike",
            Self::Verb => "force",
            Self::Hedge => "hedge",
            Self::Condition => "condition",
            Self::Number => "number",
            Self::Name => "name",
        }
    }
}

/// A place in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// In which statement.
    pub statement: StatementIdx,
    /// Where in its text.
    pub span: ByteSpan,
}

/// One line of "look here".
#[derive(Clone, Debug, PartialEq)]
pub struct Divergence {
    /// What kind.
    pub kind: DivergenceKind,
    /// The line itself.
    pub title: String,
    /// Why it ranks where it does.
    pub why: String,
    /// 0 to 1; the list is in this order.
    pub score: f32,
    /// The issue that it is about.
    pub issue: Option<String>,
    /// Numbers of the links that show it.
    pub links: Vec<usize>,
    /// The sentences that show it.
    pub evidence: Vec<Evidence>,
}

/// Sentences that are quoted for one silence.
const MAX_EVIDENCE: usize = 12;

/// What weighs inside linked passages. Linear in their length.
pub fn in_links(statements: &[&Statement], pairs: &[Pair<'_>]) -> Vec<Divergence> {
    wording::divergences(statements, pairs)
}

/// All divergences, those of [`in_links`] among them, the most telling first. Linear in the number of mentions.
pub fn rank(statements: &[&Statement], issues: &[Issue], in_links: Vec<Divergence>) -> Vec<Divergence> {
    let mut found = in_links;
    found.extend(issues.iter().flat_map(|issue| silences(statements, issue)));
    found.sort_by(|x, y| y.score.total_cmp(&x.score).then_with(|| x.title.cmp(&y.title)));
    found
}

fn silences(statements: &[&Statement], issue: &Issue) -> Vec<Divergence> {
    let counts: Vec<usize> = (0..statements.len()).map(|s| issue.count(StatementIdx(s))).collect();
    let speaking: Vec<String> = statements
        .iter()
        .zip(&counts)
        .filter(|(_, count)| **count > 0)
        .map(|(s, count)| format!("{count} in \u{201c}{}\u{201d}", s.title))
        .collect();
    let total: usize = counts.iter().sum();
    let evidence: Vec<Evidence> = issue
        .mentions
        .iter()
        .enumerate()
        .flat_map(|(s, all)| all.iter().filter(|m| !m.by_journalist).map(move |m| (StatementIdx(s), m.passage)))
        .filter_map(|(statement, passage)| Some(Evidence { statement, span: statements.get(statement.0)?.passage(passage)?.span }))
        .fold(Vec::new(), |mut kept, e| {
            if kept.len() < MAX_EVIDENCE && kept.last() != Some(&e) {
                kept.push(e);
            }
            kept
        });
    issue
        .silent
        .iter()
        .filter_map(|silent| {
            let statement = statements.get(silent.0)?;
            // Told more by more mentions, and by a longer text that still says nothing.
            let score = (total as f32 / (total as f32 + 3.0)) * (statement.words as f32 / (statement.words as f32 + 150.0));
            Some(Divergence {
                kind: DivergenceKind::Silence,
                title: format!("{}: not mentioned in \u{201c}{}\u{201d}", issue.name, statement.title),
                why: format!("mentioned {}", speaking.join(", ")),
                score,
                issue: Some(issue.name.clone()),
                links: Vec::new(),
                evidence: evidence.clone(),
            })
        })
        .collect()
}
