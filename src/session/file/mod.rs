//! The session file: RON text with a format name and a version. Every version ever released is read; each lives in a
//! file of its own and is converted to the next.

mod v1;

use super::{Session, Snapshot};
use serde::Deserialize;

/// The first field of every session file.
const FORMAT: &str = "communique-session";
/// The version that is written.
const VERSION: u32 = 1;

/// Why a session could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// Not a session file at all.
    #[error("it is not a saved comparison")]
    NotASession,
    /// A session file that ends too early or is damaged.
    #[error("it is a saved comparison, but damaged or cut short in line {0}")]
    Damaged(usize),
    /// Written by a later release.
    #[error("it was saved by a newer version of Communiqu\u{e9} (format {0}); update the program to open it")]
    Newer(u32),
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

/// Whether the bytes look like a session file, whole or not.
pub fn is_session(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    String::from_utf8_lossy(head).contains(FORMAT)
}

/// Writes a session. The reading place goes with it.
pub fn write(snapshot: &Snapshot) -> String {
    v1::write(snapshot)
}

/// Reads a session.
///
/// # Errors
/// [`SessionError`] where the text is no session, is damaged, or was written by a later release.
pub fn read(text: &str) -> Result<Session, SessionError> {
    if !is_session(text.as_bytes()) {
        return Err(SessionError::NotASession);
    }
    match version(text) {
        Some(version) if version > VERSION => Err(SessionError::Newer(version)),
        _ => v1::read(text),
    }
}

/// The version, even of a file that is cut short: the head stands in the first three lines.
fn version(text: &str) -> Option<u32> {
    let head = if let Ok(head) = ron::from_str::<Head>(text) {
        head
    } else {
        let lines: Vec<&str> = text.lines().take(3).collect();
        ron::from_str(&format!("{})", lines.join("\n"))).ok()?
    };
    (head.format == FORMAT).then_some(head.version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::{
            comparison::Ruling,
            import::import,
            statement::{Milestone, Role, SourcePlace, SpeakerMark},
            text::{ByteSpan, Language},
        },
        session::{HandLink, LinkEnd, Mark, NewStatement, SessionEdit, Source, StatementId},
    };

    fn sample() -> Session {
        let text = "MINISTER ORD (THROUGH TRANSLATOR): \"Quotes\" and \\ and 한글.\n\nQ: Why?\n\n- item";
        let new = |name: &str| {
            let mut document = import(text.as_bytes(), "x.txt").unwrap_or_default();
            document.milestones = vec![Milestone { at: 0, place: SourcePlace::Page(3) }, Milestone { at: 5, place: SourcePlace::Page(4) }];
            NewStatement::new(document, Source::new(name, text.as_bytes(), 1_616_000_000))
        };
        let mut session = Session::of(vec![new("a.txt"), new("b.txt")]);
        session.apply(SessionEdit::Set(StatementId(1), Mark::Title("Response".into())));
        session.apply(SessionEdit::Set(StatementId(1), Mark::Excerpt(true)));
        session.apply(SessionEdit::Set(StatementId(1), Mark::Language(Language::Korean)));
        let mark =
            SpeakerMark { label: "MINISTER ORD".into(), name: Some("Ord".into()), role: Role::Moderator, party: Some("Borria".into()) };
        session.apply(SessionEdit::Speakers(StatementId(0), vec![mark]));
        session.apply(SessionEdit::SetBase(StatementId(1)));
        let end = |id, start, end| LinkEnd { statement: StatementId(id), span: ByteSpan::new(start, end) };
        session.apply(SessionEdit::Link(vec![HandLink { a: end(0, 0, 30), b: end(1, 0, 30), ruling: Ruling::Cut }]));
        session.place.pane_mut(StatementId(0)).paragraph = 2;
        session
    }

    #[test]
    fn what_is_written_is_read() {
        let session = sample();
        let read = read(&write(&session.snapshot()));
        assert_eq!(read.as_ref().map(Session::content), Ok(session.content()));
        assert_eq!(read.as_ref().map(|s| &s.place), Ok(&session.place));
        assert_eq!(read.as_ref().map(Session::is_changed), Ok(false));
    }

    #[test]
    fn what_is_no_session_is_refused() {
        let whole = write(&sample().snapshot());
        let check = |text: &str, expected: &SessionError| assert_eq!(read(text).err().as_ref(), Some(expected));
        check("Hello", &SessionError::NotASession);
        check("", &SessionError::NotASession);
        check(&whole.replace("version: 1", "version: 7"), &SessionError::Newer(7));
        let cut: String = whole.chars().take(whole.chars().count() / 2).collect();
        assert!(matches!(read(&cut), Err(SessionError::Damaged(_))));
        assert!(matches!(read(&cut.replace("version: 1", "version: 7")), Err(SessionError::Newer(7))));
    }
}
