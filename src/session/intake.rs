//! Bytes of one file to what they hold: a saved comparison or a statement. The window and the command line open by it.

use super::{MAX_STATEMENTS, NewStatement, Session, Source, file};
use crate::engine::{
    import::{ImportError, MAX_BYTES, import, import_unless_risky},
    issues::{Lexicon, LexiconError},
    statement::Document,
};
use std::{borrow::Cow, path::Path};

/// What a file holds.
#[derive(Debug)]
pub enum Opened {
    /// A saved comparison.
    Session(Box<Session>),
    /// A statement.
    Statement(Box<NewStatement>),
    /// Issues to be tracked.
    Issues(Lexicon),
}

/// Has bytes that came under a name read by another process, which answers by [`answer`]; or says why it could not.
pub type Apart<'a> = &'a (dyn Fn(&[u8], &str) -> Result<Vec<u8>, String> + Sync);

/// What the other process answers: what it read, or why nothing could be read.
pub fn answer<'a>(bytes: impl Into<Cow<'a, [u8]>>, name: &str) -> Vec<u8> {
    // A document holds nothing that JSON cannot write.
    serde_json::to_vec(&import(bytes, name)).unwrap_or_default()
}

/// Reads a statement from bytes that came under `name`; those of risky formats through another process.
///
/// # Errors
/// [`OpenError`].
pub fn document(bytes: &[u8], name: &str, apart: Apart<'_>) -> Result<Document, OpenError> {
    if let Some(document) = import_unless_risky(bytes, name)? {
        return Ok(document);
    }
    let answered = apart(bytes, name).map_err(OpenError::Apart)?;
    let document =
        serde_json::from_slice::<Result<Document, ImportError>>(&answered).map_err(|_| OpenError::Apart(GARBLED.to_owned()))??;
    // The other process may have been made to say anything.
    if document.is_sound() { Ok(document) } else { Err(OpenError::Apart(GARBLED.to_owned())) }
}

const GARBLED: &str = "what was read from it makes no sense; it is damaged, or made to do harm";

/// Why a file could not be opened, in words that follow "cannot open x: ".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There is no statement in it.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// It looks like a saved comparison but cannot be read as one.
    #[error(transparent)]
    Session(#[from] file::SessionError),
    /// Another process was to read it, and could not.
    #[error("{0}")]
    Apart(String),
    /// Its name says that it lists issues, but it does not.
    #[error("{0}")]
    Issues(#[from] LexiconError),
    /// A list of issues where a statement is wanted.
    #[error("it is a list of issues; give it with --issues")]
    IssuesAmongFiles,
    /// A saved comparison among several files.
    #[error("it is a saved comparison; open it alone")]
    SessionAmongFiles,
}

/// Reads `bytes` that stand at `path`, at `now` seconds since 1970. `company` says whether others are opened with it.
///
/// # Errors
/// [`OpenError`].
pub fn open(bytes: &[u8], path: &str, now: u64, company: Company, apart: Apart<'_>) -> Result<Opened, OpenError> {
    if file::is_session(bytes) {
        return match company {
            Company::Others => Err(OpenError::SessionAmongFiles),
            Company::Alone => Ok(Opened::Session(Box::new(file::read(&String::from_utf8_lossy(bytes))?))),
        };
    }
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    if Path::new(name).extension().is_some_and(|ext| ext.eq_ignore_ascii_case("ron")) {
        return Ok(Opened::Issues(Lexicon::parse(&String::from_utf8_lossy(bytes))?));
    }
    Ok(Opened::Statement(Box::new(NewStatement::new(document(bytes, name, apart)?, Source::new(path, bytes, now)))))
}

/// How many bytes of the file at `path` are read: a saved comparison holds up to [`MAX_STATEMENTS`] texts, and RON
/// writes some characters as two.
pub fn limit(path: &Path) -> usize {
    let is_session = path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("communique"));
    if is_session { 2 * MAX_STATEMENTS * MAX_BYTES } else { MAX_BYTES }
}

/// Whether a file is opened by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Company {
    /// By itself.
    Alone,
    /// With others.
    Others,
}

impl Company {
    /// Of a file among `count` files.
    pub const fn of(count: usize) -> Self {
        if count == 1 { Self::Alone } else { Self::Others }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::file;

    fn check(bytes: &[u8], company: Company, expected: Result<&str, &str>) {
        let found = open(bytes, "/folder/a.txt", 7, company, &|bytes, name| Ok(answer(bytes, name)));
        let found = found.map(|opened| match opened {
            Opened::Session(session) => format!("session of {}", session.content().entries.len()),
            Opened::Issues(lexicon) => format!("{} issues", lexicon.entries.len()),
            Opened::Statement(new) => format!("{} from {} at {}", new.statement.text(), new.source.path, new.source.imported),
        });
        assert_eq!(found.map_err(|err| err.to_string()), expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn lists_of_issues() {
        let check = |text: &str, expected: Result<usize, &str>| {
            let found = open(text.as_bytes(), "/folder/own.ron", 0, Company::Others, &|_, _| Err(String::new()));
            let found = found.map(|opened| if let Opened::Issues(lexicon) = opened { lexicon.entries.len() } else { 0 });
            assert_eq!(found.map_err(|err| err.to_string().chars().take(26).collect()), expected.map_err(str::to_owned));
        };
        check(r#"(issues: [(name: "Ferries", aliases: ["ferry"])])"#, Ok(1));
        check("Words.", Err("not a lexicon of issues: 1"));
    }

    #[test]
    fn what_can_be_saved_can_be_opened() {
        assert_eq!(limit(Path::new("/a.txt")), MAX_BYTES);
        assert!(limit(Path::new("/a.Communique")) >= MAX_STATEMENTS * MAX_BYTES);
    }

    #[test]
    fn statements_and_sessions() {
        let session = file::write(&Session::default().snapshot());
        check(b"Words.", Company::Others, Ok("Words. from /folder/a.txt at 7"));
        check(session.as_bytes(), Company::Alone, Ok("session of 0"));
        check(session.as_bytes(), Company::Others, Err("it is a saved comparison; open it alone"));
        check(b"communique-session", Company::Alone, Err("it is a saved comparison, but damaged or cut short in line 1"));
        check(b" ", Company::Alone, Err("there is no text in it"));
        check(b"{\\rtf1 Words.}", Company::Alone, Ok("Words. from /folder/a.txt at 7"));
        check(b"{\\rtf1 }", Company::Alone, Err("there is no text in it"));
    }

    #[test]
    fn another_process_is_not_trusted() {
        let check = |answer: &str, expected: &str| {
            let found = document(b"{\\rtf1 }", "a.rtf", &|_, _| Ok(answer.as_bytes().to_vec()));
            assert_eq!(found.map_err(|err| err.to_string()), Err(expected.to_owned()));
        };
        check("", GARBLED);
        check(r#"{"Err":"Locked"}"#, "it is locked with a password; save it without one and open that");
        let mut far = import("Some words.".as_bytes(), "x").unwrap_or_default();
        far.paragraphs.iter_mut().for_each(|paragraph| paragraph.span.end = 99);
        check(&serde_json::to_string(&Ok::<_, ImportError>(far)).unwrap_or_default(), GARBLED);
    }
}
