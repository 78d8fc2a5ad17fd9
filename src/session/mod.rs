//! The saved work of one comparison: statements in their order, the base, what the reader set, the reading place.
//! Changed only by [`SessionEdit`]. Reads and writes strings; knows no files, jobs or windows.

mod arrangement;
mod cut;
mod edit;
pub mod file;
mod history;
pub mod intake;
mod link;
mod place;
mod review;

use crate::engine::{
    segment::passages,
    statement::{Document, Form, SpeakerMark, Statement, turn},
    text::Language,
};
pub use arrangement::{ChosenQuote, Table};
pub use cut::PassageCut;
pub use edit::SessionEdit;
pub use history::History;
pub use link::{HandLink, LinkEnd};
pub use place::{PanePlace, Place, SelectedPlace};
pub use review::{Line, Note, Review, ReviewEdit, Subject, Verdict, on_one_line};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{fmt::Write, sync::Arc};

/// The most statements that one comparison holds.
pub const MAX_STATEMENTS: usize = 8;

/// A statement's number in its session: stays the same when others come, go or change places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StatementId(pub u32);

/// Where a text came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Path or address, or words such as "pasted text".
    pub path: String,
    /// SHA-256 of the source bytes, in hexadecimal digits.
    pub sha256: String,
    /// When it was read: seconds since 1970.
    pub imported: u64,
}

impl Source {
    /// The path of what came from the clipboard: it names no source.
    pub const PASTED: &str = "pasted text";

    /// Describes bytes that were read from `path` at `imported`.
    pub fn new(path: &str, bytes: &[u8], imported: u64) -> Self {
        Self { path: path.to_owned(), sha256: digest(bytes), imported }
    }
}

/// SHA-256 in hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A statement in its session.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number.
    pub id: StatementId,
    /// The statement, with title, form, party and excerpt as the reader set them.
    pub statement: Arc<Statement>,
    /// Where it came from.
    pub source: Source,
    /// What the reader set of its speakers.
    pub speakers: Vec<SpeakerMark>,
    /// Passages that the reader split and joined, in the order in which that was done.
    pub cuts: Vec<PassageCut>,
}

impl Entry {
    /// The statement cut by the rules of its language, then as the reader cut it.
    fn cut(&mut self) {
        let (statement, cuts) = (&self.statement, &self.cuts);
        let own = cut::recut(statement, &passages(&statement.document, statement.language), cuts);
        if *own != *statement.passages {
            self.statement = changed(statement, |statement| statement.passages = own.into());
        }
    }

    /// The statement with its speakers marked so; marks of other labels stay.
    fn mark(&mut self, marks: Vec<SpeakerMark>) {
        self.speakers.retain(|known| !marks.iter().any(|mark| mark.label == known.label));
        self.speakers.extend(marks);
        // A mark that says what was read is none.
        self.speakers
            .retain(|mark| self.statement.document.turns.iter().any(|turn| turn.speaker == mark.label && SpeakerMark::of(turn) != *mark));
        self.speakers.sort_by(|x, y| x.label.cmp(&y.label));
        let turns = turn::marked(&self.statement.document.turns, &self.speakers);
        if *turns != *self.statement.turns {
            self.statement = changed(&self.statement, |statement| statement.turns = turns.into());
        }
    }
}

/// What the session keeps and undo brings back. Cheap to clone: texts are shared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// The statements, in the order of the panes.
    pub entries: Vec<Entry>,
    /// The statement that the others are held against.
    pub base: Option<StatementId>,
    /// Links that the reader made or cut, in the order in which that was done; no two speak of the same passages.
    pub links: Vec<HandLink>,
    /// What the reader ticked, muted, wrote, and what he tracks.
    pub review: Arc<Review>,
}

impl Content {
    /// The entry with this number.
    pub fn entry(&self, id: StatementId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Position of the entry with this number, from the left.
    pub fn position(&self, id: StatementId) -> Option<usize> {
        self.entries.iter().position(|entry| entry.id == id)
    }

    /// Position of the base; 0 where there is none.
    pub fn base_position(&self) -> usize {
        self.base.and_then(|id| self.position(id)).unwrap_or(0)
    }
}

/// A session at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// What the session keeps.
    pub content: Content,
    /// Where the reader is.
    pub place: Place,
    /// The session's revision at that moment.
    pub revision: u64,
}

/// A new statement, not yet in a session.
#[derive(Clone, Debug, PartialEq)]
pub struct NewStatement {
    /// The statement.
    pub statement: Arc<Statement>,
    /// Where it came from.
    pub source: Source,
}

impl NewStatement {
    /// Cuts a document that was read from `source` into passages.
    pub fn new(document: Document, source: Source) -> Self {
        Self { statement: Arc::new(crate::engine::segment::segment(document, &source.path)), source }
    }
}

/// The work on one comparison.
#[derive(Debug, Default)]
pub struct Session {
    history: History,
    next_id: u32,
    /// Where the reader is: saved, not undone.
    pub place: Place,
}

impl Session {
    /// A session of these statements; the first is the base.
    pub fn of(statements: Vec<NewStatement>) -> Self {
        let mut session = Self::default();
        session.apply(SessionEdit::Add(statements));
        session.history.forget();
        session
    }

    /// What the session keeps.
    pub fn content(&self) -> &Content {
        self.history.now()
    }

    /// What a file of this session holds, to be written by another thread. Cheap: texts are shared.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { content: self.content().clone(), place: self.place.clone(), revision: self.revision() }
    }

    /// A number that changes with every edit, undo and redo.
    pub fn revision(&self) -> u64 {
        self.history.revision()
    }

    /// Carries out an edit that can be undone. Returns whether anything changed.
    pub fn apply(&mut self, edit: SessionEdit) -> bool {
        let mut content = self.content().clone();
        edit.apply(&mut content, &mut self.next_id);
        let changed = content != *self.content();
        if changed {
            self.history.push(content);
        }
        changed
    }

    /// Takes the last edit back. Returns whether there was one.
    pub fn undo(&mut self) -> bool {
        self.history.undo()
    }

    /// Carries out again what was taken back. Returns whether there was anything.
    pub fn redo(&mut self) -> bool {
        self.history.redo()
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether something was taken back.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Whether there is work that is not saved.
    pub fn is_changed(&self) -> bool {
        self.history.is_changed()
    }

    /// Notes that the work is saved nowhere: it was brought back after the program ended without saving it.
    pub fn mark_unsaved(&mut self) {
        self.history.mark_unsaved();
    }

    /// Notes that the work as it was at `revision` is saved.
    pub fn mark_saved(&mut self, revision: u64) {
        self.history.mark_saved(revision);
    }
}

/// The statement with another title, form, party or excerpt mark.
fn changed(statement: &Arc<Statement>, change: impl FnOnce(&mut Statement)) -> Arc<Statement> {
    let mut new = Statement::clone(statement);
    change(&mut new);
    Arc::new(new)
}

/// What a reader may set of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The title above the text.
    Title(String),
    /// Written or spoken.
    Form(Form),
    /// Whose position it is; none where empty.
    Party(String),
    /// Whether only parts are at hand.
    Excerpt(bool),
    /// The language by whose rules it is cut and compared.
    Language(Language),
}
/// Puts something into a list, or takes it out.
fn set<T: PartialEq>(list: &mut Vec<T>, item: T, on: bool) {
    let at = list.iter().position(|known| *known == item);
    match (at, on) {
        (None, true) => list.push(item),
        (Some(at), false) => drop(list.remove(at)),
        _ => {}
    }
}
