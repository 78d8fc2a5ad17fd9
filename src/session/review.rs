//! What the reader decided and wrote: lines of the list that were looked at or are not to be shown, verdicts and notes, issues of
//! the reader's own.

use super::{LinkEnd, StatementId, arrangement::Table, set};
use crate::engine::{
    divergence::DivergenceKind,
    issues::{Entry, IssueOrigin, Lexicon},
    text::one_line,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A line of the list of divergences, told by what it is about: it stays the same when texts are compared again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Line {
    /// Its kind.
    pub kind: DivergenceKind,
    /// The issue that it is about.
    #[serde(default)]
    pub issue: Option<String>,
    /// The statement that is silent.
    #[serde(default)]
    pub of: Option<StatementId>,
    /// Who says it.
    #[serde(default)]
    pub speaker: Option<String>,
    /// Where its first sentence begins.
    #[serde(default)]
    pub at: Option<(StatementId, usize)>,
    /// Where the sentence begins that it is held against.
    #[serde(default)]
    pub against: Option<(StatementId, usize)>,
}

/// What a reader finds about an issue, a link or a passage.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// The sides say the same.
    Same,
    /// Less is meant.
    Narrower,
    /// More is meant.
    Wider,
    /// With more force.
    Stronger,
    /// With less force.
    Weaker,
    /// Something else is said.
    Differs,
    /// Somebody says nothing.
    Silent,
    /// Somebody does not answer.
    Unanswered,
    /// A word of the reader's own.
    Own(String),
}

impl Verdict {
    /// Those that are offered.
    pub const ALL: [Self; 8] =
        [Self::Same, Self::Narrower, Self::Wider, Self::Stronger, Self::Weaker, Self::Differs, Self::Silent, Self::Unanswered];

    /// In a word.
    pub fn name(&self) -> &str {
        match self {
            Self::Same => "same",
            Self::Narrower => "narrower",
            Self::Wider => "wider",
            Self::Stronger => "stronger",
            Self::Weaker => "weaker",
            Self::Differs => "differs",
            Self::Silent => "silent",
            Self::Unanswered => "unanswered",
            Self::Own(word) => word,
        }
    }
}

/// What a note is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// An issue, by its name.
    Issue(String),
    /// A passage.
    Passage(LinkEnd),
    /// Two passages that are linked.
    Link(LinkEnd, LinkEnd),
}

impl Subject {
    /// Two linked passages, from whichever side they are seen.
    pub fn link(a: LinkEnd, b: LinkEnd) -> Self {
        if a.statement <= b.statement { Self::Link(a, b) } else { Self::Link(b, a) }
    }
}

/// What the reader wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// About what.
    pub about: Subject,
    /// What he found.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// His words.
    #[serde(default)]
    pub text: String,
}

/// A verdict and words on one line.
pub fn on_one_line(verdict: Option<&str>, text: &str) -> String {
    let text = one_line(text);
    verdict.into_iter().chain(Some(text.as_str()).filter(|text| !text.is_empty())).collect::<Vec<_>>().join(": ")
}

/// What the reader did with the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Review {
    /// Lines that were looked at.
    pub ticked: Vec<Line>,
    /// Lines that are not to be shown.
    pub muted: Vec<Line>,
    /// Kinds that are not to be shown.
    pub kinds_off: Vec<DivergenceKind>,
    /// Notes, in the order in which they were begun.
    pub notes: Vec<Note>,
    /// Issues that the reader made or changed; they take the place of those of the same name.
    pub issues: Vec<Entry>,
    /// Names of issues that are not tracked, and not proposed.
    pub dropped: Vec<String>,
    /// The table of positions.
    pub table: Table,
}

/// A change of [`Review`].
#[derive(Clone, Debug, PartialEq)]
pub enum ReviewEdit {
    /// Ticks lines as looked at, or not.
    Tick(Vec<Line>, bool),
    /// Mutes a line, or not.
    Mute(Line, bool),
    /// Shows a kind, or not.
    Kind(DivergenceKind, bool),
    /// Writes a note; an empty one is taken away.
    Note(Note),
    /// Tracks these issues, and no longer those of these names.
    Issues(Vec<Entry>, Vec<String>),
    /// Arranges the table of positions.
    Table(Table),
}

impl Review {
    pub(super) fn apply(&mut self, edit: ReviewEdit) {
        match edit {
            ReviewEdit::Tick(lines, on) => lines.into_iter().for_each(|line| set(&mut self.ticked, line, on)),
            ReviewEdit::Mute(line, on) => set(&mut self.muted, line, on),
            ReviewEdit::Kind(kind, shown) => set(&mut self.kinds_off, kind, !shown),
            ReviewEdit::Note(note) => self.write(note),
            ReviewEdit::Issues(put, dropped) => self.track(put, dropped),
            ReviewEdit::Table(table) => self.table = table,
        }
    }

    fn write(&mut self, note: Note) {
        let is_empty = note.verdict.is_none() && note.text.trim().is_empty();
        match self.notes.iter().position(|known| known.about == note.about) {
            Some(at) if is_empty => drop(self.notes.remove(at)),
            Some(at) => self.notes.get_mut(at).into_iter().for_each(|known| *known = note.clone()),
            None if is_empty => {}
            None => self.notes.push(note),
        }
    }

    fn track(&mut self, put: Vec<Entry>, dropped: Vec<String>) {
        for name in dropped {
            self.issues.retain(|entry| entry.name != name);
            set(&mut self.dropped, name, true);
        }
        for mut entry in put {
            entry.origin = IssueOrigin::Reader;
            self.dropped.retain(|name| *name != entry.name);
            match self.issues.iter_mut().find(|known| known.name == entry.name) {
                Some(known) => *known = entry,
                None => self.issues.push(entry),
            }
        }
    }

    /// What was written about something.
    pub fn note(&self, about: &Subject) -> Option<&Note> {
        self.notes.iter().find(|note| note.about == *about)
    }

    /// What is said of a statement goes with it.
    pub(super) fn forget(&mut self, id: StatementId) {
        let stays = |line: &Line| line.of != Some(id) && line.at.is_none_or(|(statement, _)| statement != id);
        self.ticked.retain(stays);
        self.muted.retain(stays);
        self.table.quotes.retain(|quote| quote.statement != id);
        self.notes.retain(|note| match &note.about {
            Subject::Issue(_) => true,
            Subject::Passage(end) => end.statement != id,
            Subject::Link(a, b) => a.statement != id && b.statement != id,
        });
    }

    /// The issues to track: the built-in ones, as the reader changed them.
    pub fn lexicon(&self) -> Arc<Lexicon> {
        let built_in = Lexicon::built_in();
        if self.issues.is_empty() && self.dropped.is_empty() {
            return built_in;
        }
        let mut lexicon = Lexicon::clone(&built_in);
        lexicon.entries.retain(|entry| !self.dropped.contains(&entry.name) && !self.issues.iter().any(|own| own.name == entry.name));
        // An alias that the reader gave to another issue is his.
        let own: Vec<&String> = self.issues.iter().flat_map(|entry| &entry.aliases).collect();
        for entry in &mut lexicon.entries {
            entry.aliases.retain(|alias| !own.contains(&alias));
        }
        lexicon.entries.splice(0..0, self.issues.iter().cloned());
        lexicon.ignored.clone_from(&self.dropped);
        Arc::new(lexicon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, aliases: &[&str]) -> Entry {
        Entry { name: name.to_owned(), aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(), ..Entry::default() }
    }

    #[test]
    fn notes_are_written_and_taken_away() {
        let mut review = Review::default();
        let about = Subject::Issue("China".to_owned());
        let note = |text: &str, verdict| ReviewEdit::Note(Note { about: about.clone(), verdict, text: text.to_owned() });
        review.apply(note("asked twice", None));
        review.apply(note("asked three times", Some(Verdict::Silent)));
        assert_eq!(review.note(&about).map(|note| note.text.as_str()), Some("asked three times"));
        review.apply(note(" ", None));
        assert_eq!(review.notes, []);
    }

    #[test]
    fn issues_of_the_reader() {
        let mut review = Review::default();
        review.apply(ReviewEdit::Issues(vec![entry("Harbours", &["harbour", "Taiwan Strait"])], vec!["China".to_owned()]));
        let lexicon = review.lexicon();
        assert_eq!(lexicon.entries.first().map(|entry| (entry.name.as_str(), entry.origin)), Some(("Harbours", IssueOrigin::Reader)));
        assert!(!lexicon.entries.iter().any(|entry| entry.name == "China"));
        let taiwan = lexicon.entries.iter().find(|entry| entry.name == "Taiwan");
        assert!(taiwan.is_some_and(|entry| !entry.aliases.iter().any(|alias| alias == "Taiwan Strait")));
        review.apply(ReviewEdit::Issues(vec![entry("China", &["China"])], vec!["Harbours".to_owned()]));
        assert_eq!((review.issues.len(), review.dropped.as_slice()), (1, &["Harbours".to_owned()][..]));
    }

    #[test]
    fn ticks_and_kinds() {
        let mut review = Review::default();
        let line = Line { kind: DivergenceKind::Silence, issue: None, of: Some(StatementId(1)), speaker: None, at: None, against: None };
        review.apply(ReviewEdit::Tick(vec![line.clone(), line.clone()], true));
        review.apply(ReviewEdit::Mute(line.clone(), true));
        review.apply(ReviewEdit::Kind(DivergenceKind::Name, false));
        assert_eq!((review.ticked.len(), review.muted.len(), review.kinds_off.len()), (1, 1, 1));
        review.forget(StatementId(1));
        review.apply(ReviewEdit::Kind(DivergenceKind::Name, true));
        assert_eq!(review, Review::default());
    }
}
