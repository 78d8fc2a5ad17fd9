//! The edits of a session: the only way in which it changes.

use super::{Content, Entry, HandLink, MAX_STATEMENTS, Mark, NewStatement, PassageCut, ReviewEdit, Source, StatementId, changed};
use crate::engine::{
    segment::passages,
    statement::{SpeakerMark, Statement},
    text::Language,
};
use std::sync::Arc;

/// One undoable change.
#[derive(Clone, Debug, PartialEq)]
pub enum SessionEdit {
    /// Adds statements behind the last; those past [`MAX_STATEMENTS`] are not taken.
    Add(Vec<NewStatement>),
    /// Closes a statement.
    Remove(StatementId),
    /// Puts a statement at this position from the left.
    Move(StatementId, usize),
    /// Holds the others against this one.
    SetBase(StatementId),
    /// Links ends, or cuts them apart. Takes the place of what was decided about the same passages.
    Link(Vec<HandLink>),
    /// Sets title, form, party or excerpt mark.
    Set(StatementId, Mark),
    /// Sets name, role and party of speakers.
    Speakers(StatementId, Vec<SpeakerMark>),
    /// Splits or joins passages.
    Cut(StatementId, PassageCut),
    /// Ticks, mutes, writes, tracks.
    Review(ReviewEdit),
}

impl SessionEdit {
    pub(super) fn apply(self, content: &mut Content, next_id: &mut u32) {
        match self {
            Self::Add(statements) => add(content, next_id, statements),
            Self::Remove(id) => remove(content, id),
            Self::Move(id, to) => move_to(content, id, to),
            Self::SetBase(id) => content.base = content.entry(id).map(|entry| entry.id).or(content.base),
            Self::Link(links) => links.into_iter().for_each(|link| decide(content, link)),
            Self::Set(id, mark) => set(content, id, mark),
            Self::Cut(id, cut) => cut_passage(content, id, cut),
            Self::Review(edit) => Arc::make_mut(&mut content.review).apply(edit),
            Self::Speakers(id, marks) => {
                if let Some(entry) = content.entries.iter_mut().find(|entry| entry.id == id) {
                    entry.mark(marks);
                }
            }
        }
    }
}

fn add(content: &mut Content, next_id: &mut u32, statements: Vec<NewStatement>) {
    let room = MAX_STATEMENTS.saturating_sub(content.entries.len());
    for new in statements.into_iter().take(room) {
        let id = StatementId(*next_id);
        *next_id += 1;
        // What was set of the speakers of a source holds for the source read again.
        let same = |entry: &&Entry| entry.source.path == new.source.path && entry.source.path != Source::PASTED;
        let speakers = content.entries.iter().rev().find(same).map(|entry| entry.speakers.clone()).unwrap_or_default();
        let mut entry = Entry { id, statement: new.statement, source: new.source, speakers: Vec::new(), cuts: Vec::new() };
        entry.mark(speakers);
        content.entries.push(entry);
        content.base.get_or_insert(id);
    }
}

fn remove(content: &mut Content, id: StatementId) {
    content.entries.retain(|entry| entry.id != id);
    content.links.retain(|link| !link.reaches(id));
    Arc::make_mut(&mut content.review).forget(id);
    if content.base == Some(id) {
        content.base = content.entries.first().map(|entry| entry.id);
    }
}

fn move_to(content: &mut Content, id: StatementId, to: usize) {
    if let Some(from) = content.position(id) {
        let entry = content.entries.remove(from);
        content.entries.insert(to.min(content.entries.len()), entry);
    }
}

fn decide(content: &mut Content, link: HandLink) {
    if link.a.statement == link.b.statement || content.links.contains(&link) {
        return;
    }
    content.links.retain(|known| !known.is_about(&link));
    content.links.push(link);
}

fn set(content: &mut Content, id: StatementId, mark: Mark) {
    let Some(entry) = content.entries.iter_mut().find(|entry| entry.id == id) else { return };
    entry.statement = changed(&entry.statement, |statement| match mark {
        Mark::Title(title) if title.trim().is_empty() => {}
        Mark::Title(title) => title.trim().clone_into(&mut statement.title),
        Mark::Form(form) => statement.form = form,
        Mark::Party(party) => statement.party = Some(party.trim().to_owned()).filter(|party| !party.is_empty()),
        Mark::Excerpt(excerpt) => statement.excerpt = excerpt,
        Mark::Language(language) => speak(statement, language),
    });
    entry.cut();
}

/// A cut that changes nothing is not kept.
fn cut_passage(content: &mut Content, id: StatementId, cut: PassageCut) {
    let Some(entry) = content.entries.iter_mut().find(|entry| entry.id == id) else { return };
    let before = Arc::clone(&entry.statement);
    entry.cuts.push(cut);
    entry.cut();
    if Arc::ptr_eq(&before, &entry.statement) {
        entry.cuts.pop();
    }
}

/// Cuts a statement by the rules of another language.
pub(super) fn speak(statement: &mut Statement, language: Language) {
    if statement.language != language {
        statement.language = language;
        statement.passages = passages(&statement.document, language).into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::{comparison::Ruling, import::import, statement::Role, text::ByteSpan},
        session::{LinkEnd, Session},
    };

    fn session(titles: &[&str]) -> Session {
        let new =
            |title: &&str| NewStatement::new(import(b"Some text.", "x.txt").unwrap_or_default(), Source::new(title, b"Some text.", 0));
        Session::of(titles.iter().map(new).collect())
    }

    /// Titles in order, the base in brackets.
    fn shown(session: &Session) -> String {
        let content = session.content();
        let title = |e: &Entry| if content.base == Some(e.id) { format!("[{}]", e.statement.title) } else { e.statement.title.clone() };
        content.entries.iter().map(title).collect::<Vec<_>>().join(" ")
    }

    fn check(edits: Vec<SessionEdit>, expected: &str) {
        let mut session = session(&["a", "b", "c"]);
        let before = shown(&session);
        assert!(!session.is_changed());
        for edit in edits {
            session.apply(edit);
        }
        assert_eq!(shown(&session), expected);
        while session.undo() {}
        assert_eq!(shown(&session), before);
        assert!(!session.is_changed(), "undone to the saved state");
        while session.redo() {}
        assert_eq!(shown(&session), expected);
    }

    #[test]
    fn edits_and_undo() {
        let id = StatementId;
        check(vec![], "[a] b c");
        check(vec![SessionEdit::Remove(id(0))], "[b] c");
        check(vec![SessionEdit::Move(id(0), 2), SessionEdit::SetBase(id(2))], "b [c] a");
        check(vec![SessionEdit::Set(id(1), Mark::Title(" new ".into())), SessionEdit::Set(id(1), Mark::Title("  ".into()))], "[a] new c");
        check(vec![SessionEdit::SetBase(id(9)), SessionEdit::Move(id(9), 0)], "[a] b c");
    }

    #[test]
    fn what_was_decided_last_counts() {
        let mut session = session(&["a", "b", "c"]);
        let end = |id, from, to| LinkEnd { statement: StatementId(id), span: ByteSpan::new(from, to) };
        let mut link = |a, b, ruling| {
            session.apply(SessionEdit::Link(vec![HandLink { a, b, ruling }]));
            session.content().links.iter().map(|link| link.ruling).collect::<Vec<_>>()
        };
        assert_eq!(link(end(0, 0, 5), end(1, 0, 5), Ruling::Same), [Ruling::Same]);
        assert_eq!(link(end(0, 5, 9), end(1, 0, 5), Ruling::Same), [Ruling::Same, Ruling::Same], "another passage");
        assert_eq!(link(end(1, 0, 9), end(0, 0, 3), Ruling::Cut), [Ruling::Same, Ruling::Cut], "the same passages, named the other way");
        assert_eq!(link(end(2, 0, 1), end(2, 3, 4), Ruling::Same).len(), 2, "both in one statement");
    }

    #[test]
    fn speakers() {
        let text = b"MINISTER ARLO: One.\n\nAFP: Two.";
        let from = |path: &str| NewStatement::new(import(text, "x.txt").unwrap_or_default(), Source::new(path, text, 0));
        let new = || from("/a.txt");
        let mut session = Session::of(vec![new()]);
        let parties = |session: &Session| {
            let turns = session.content().entries.iter().flat_map(|entry| entry.statement.turns.iter().map(|turn| turn.party.clone()));
            turns.collect::<Vec<_>>()
        };
        let mark = |party: &str| SpeakerMark {
            label: "MINISTER ARLO".to_owned(),
            name: Some("Arlo".to_owned()),
            role: Role::Official,
            party: Some(party.to_owned()).filter(|party| !party.is_empty()),
        };
        assert!(session.apply(SessionEdit::Speakers(StatementId(0), vec![mark("Borria")])));
        assert_eq!(parties(&session), [Some("Borria".to_owned()), None]);
        session.apply(SessionEdit::Add(vec![new()]));
        assert_eq!(parties(&session), [Some("Borria".to_owned()), None, Some("Borria".to_owned()), None], "the same source, read again");
        session.undo();
        session.undo();
        assert_eq!(parties(&session), [None, None]);
        assert!(!session.apply(SessionEdit::Speakers(StatementId(0), vec![mark("")])), "what was read is no mark");
        let mut session = Session::of(vec![from(Source::PASTED)]);
        session.apply(SessionEdit::Speakers(StatementId(0), vec![mark("Borria")]));
        session.apply(SessionEdit::Add(vec![from(Source::PASTED)]));
        assert_eq!(parties(&session), [Some("Borria".to_owned()), None, None, None], "another paste is another source");
    }

    #[test]
    fn at_most_eight() {
        let names: Vec<String> = (0..10).map(|n| n.to_string()).collect();
        assert_eq!(session(&names.iter().map(String::as_str).collect::<Vec<_>>()).content().entries.len(), MAX_STATEMENTS);
    }
}
