//! Matters that are tracked by their aliases: where each statement mentions them, and who is silent.
//! Knows statements; knows nothing of links or windows.

mod lexicon;
mod mentions;
mod propose;
mod terms;

use crate::engine::{
    statement::{PassageIdx, Role, Statement, StatementIdx},
    text::{ByteSpan, one_line},
};
pub use lexicon::{Entry, Lexicon, LexiconError, Weight};
pub use mentions::Finder;
pub use propose::Names;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where an issue came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum IssueOrigin {
    /// The built-in lexicon, or one that was loaded.
    #[default]
    Lexicon,
    /// Found in the texts.
    Proposed,
    /// The reader's own.
    Reader,
}

impl IssueOrigin {
    /// The word of the JSON contract.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Lexicon => "lexicon",
            Self::Proposed => "proposed",
            Self::Reader => "reader",
        }
    }
}

/// One mention of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// In which passage.
    pub passage: PassageIdx,
    /// The words.
    pub span: ByteSpan,
    /// Said by a journalist: counted, but no position of a party.
    pub by_journalist: bool,
}

/// A speaker who does not mention an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilentSpeaker {
    /// In which statement.
    pub statement: StatementIdx,
    /// His stable name.
    pub name: String,
}

/// A tracked matter in the statements of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// What it is called.
    pub name: String,
    /// Where it came from.
    pub origin: IssueOrigin,
    /// How much it weighs.
    pub weight: Weight,
    /// The wordings that count as a mention.
    pub aliases: Vec<String>,
    /// For each statement its mentions, in order.
    pub mentions: Vec<Vec<Mention>>,
    /// Statements that are silent while another is not. Never an excerpt.
    pub silent: Vec<StatementIdx>,
    /// Officials who are silent although somebody in another statement, or another official beside them, is not.
    pub silent_speakers: Vec<SilentSpeaker>,
}

impl Issue {
    /// Mentions by a statement itself: journalists' questions left out.
    pub fn count(&self, statement: StatementIdx) -> usize {
        self.mentions.get(statement.0).map_or(0, |all| all.iter().filter(|m| !m.by_journalist).count())
    }
}

/// What one text mentions, whoever says it and whatever the others say: kept while the text and the lexicon stay.
#[derive(Clone, Debug, Default)]
pub struct TextMentions {
    /// Which entry of the lexicon, and where; in order, without overlaps.
    tracked: Vec<(usize, ByteSpan)>,
}

impl TextMentions {
    /// Looks for all aliases. Linear in the length of the text.
    pub fn of(statement: &Statement, finder: &Finder) -> Self {
        Self { tracked: finder.mentions(statement.text()) }
    }

    /// Whether a tracked issue is mentioned in `span`.
    fn meets(&self, span: ByteSpan) -> bool {
        let at = self.tracked.partition_point(|(_, known)| known.end <= span.start);
        self.tracked.get(at).is_some_and(|(_, known)| known.start < span.end)
    }
}

/// Finds all issues of `lexicon` in the statements, in the order of the lexicon, then those that the texts themselves propose;
/// those that nobody mentions are left out. `mentions` and `names` are those of the statements, one each.
/// Linear in the number of mentions and names.
pub fn find(statements: &[&Statement], lexicon: &Lexicon, mentions: &[TextMentions], names: &[Arc<Names>]) -> Vec<Issue> {
    let mut by_issue: Vec<Vec<Vec<Mention>>> = vec![vec![Vec::new(); statements.len()]; lexicon.entries.len()];
    for (idx, (statement, found)) in statements.iter().zip(mentions).enumerate() {
        for &(entry, span) in &found.tracked {
            let Some(passage) = statement.passage_at(span.start).filter(|_| !statement.is_inserted(span)) else { continue };
            let mention = Mention { passage, span, by_journalist: statement.is_journalists(passage) };
            if let Some(all) = by_issue.get_mut(entry).and_then(|issue| issue.get_mut(idx)) {
                all.push(mention);
            }
        }
    }
    let tracked = lexicon.entries.iter().zip(by_issue).filter(|(_, mentions)| mentions.iter().any(|all| !all.is_empty()));
    let tracked = tracked.map(|(entry, mentions)| Issue {
        name: entry.name.clone(),
        origin: entry.origin,
        weight: entry.weight,
        aliases: wordings(&entry.aliases, statements, &mentions),
        mentions,
        silent: Vec::new(),
        silent_speakers: Vec::new(),
    });
    let mut issues: Vec<Issue> = tracked.chain(propose::propose(statements, mentions, names, &lexicon.ignored)).collect();
    for issue in &mut issues {
        mark_silences(issue, statements);
    }
    issues
}

/// The most forms of aliases that are shown as they stand in the texts.
const MOST_FORMS: usize = 12;

/// The aliases, and behind them other forms of them that stand in the texts: in the plural, in capitals alone they are the same.
fn wordings(aliases: &[String], statements: &[&Statement], mentions: &[Vec<Mention>]) -> Vec<String> {
    let mut all = aliases.to_vec();
    let mut seen: FxHashSet<String> = aliases.iter().map(|alias| alias.to_lowercase()).collect();
    for (statement, mentions) in statements.iter().zip(mentions) {
        for mention in mentions {
            let words = mention.span.of(statement.text());
            if all.len() < aliases.len() + MOST_FORMS && seen.insert(words.to_lowercase()) {
                all.push(one_line(words));
            }
        }
    }
    all
}

fn mark_silences(issue: &mut Issue, statements: &[&Statement]) {
    let counts: Vec<usize> = (0..statements.len()).map(|s| issue.count(StatementIdx(s))).collect();
    if counts.iter().all(|&count| count == 0) {
        return;
    }
    for (idx, statement) in statements.iter().enumerate() {
        if statement.excerpt {
            continue;
        }
        if counts.get(idx) == Some(&0) {
            issue.silent.push(StatementIdx(idx));
        }
        let mut names: Vec<&str> = Vec::new();
        for turn in statement.turns.iter().filter(|turn| turn.role == Role::Official) {
            if let Some(name) = turn.name.as_deref().filter(|name| !names.contains(name)) {
                names.push(name);
            }
        }
        for name in names {
            let says = |m: &Mention| statement.turn_of(m.passage).is_some_and(|turn| turn.name.as_deref() == Some(name));
            if !issue.mentions.get(idx).is_some_and(|all| all.iter().any(says)) {
                issue.silent_speakers.push(SilentSpeaker { statement: StatementIdx(idx), name: name.to_owned() });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{import::import, segment::segment};

    #[test]
    fn silences() {
        let lexicon = Lexicon::parse(r#"(issues: [(name: "China", aliases: ["China", "Beijing"]), (name: "Trade", aliases: ["trade"])])"#)
            .unwrap_or_default();
        let read = |text: &str, excerpt: bool| {
            let mut document = import(text.as_bytes(), "x.txt").unwrap_or_default();
            document.excerpt = excerpt;
            segment(document, "x")
        };
        let statements = [
            read("We spoke of trade.", false),
            read("SECRETARY ORD: Beijing matters.\n\nQ: And trade with China?\n\nMINISTER LEE: No comment.", false),
            read("Nothing is said here.", true),
        ];
        let finder = Finder::new(&lexicon);
        let mentions: Vec<TextMentions> = statements.iter().map(|statement| TextMentions::of(statement, &finder)).collect();
        let names: Vec<Arc<Names>> = statements.iter().map(|statement| Arc::new(Names::of(statement))).collect();
        let issues = find(&statements.iter().collect::<Vec<_>>(), &lexicon, &mentions, &names);
        let shown: Vec<_> = issues
            .iter()
            .map(|i| {
                let counts: Vec<usize> = (0..3).map(|s| i.count(StatementIdx(s))).collect();
                let speakers: Vec<&str> = i.silent_speakers.iter().map(|s| s.name.as_str()).collect();
                (i.name.as_str(), counts, i.silent.iter().map(|s| s.0).collect::<Vec<_>>(), speakers)
            })
            .collect();
        assert_eq!(shown, [("China", vec![0, 1, 0], vec![0], vec!["Lee"]), ("Trade", vec![1, 0, 0], vec![1], vec!["Ord", "Lee"])]);
    }
}
