//! Opens files for the command line: statements, or one saved session.

use super::shown;
use crate::{
    engine::text::threads::on_threads,
    platform::{
        apart,
        files::{self, FileError},
        threads,
    },
    session::{
        Content, MAX_STATEMENTS, Session,
        intake::{self, Company, OpenError, Opened},
    },
};
use std::path::PathBuf;

/// Why a file could not be opened. One sentence that names the file.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file cannot be read.
    #[error("cannot open {1}: {0}")]
    File(FileError, String),
    /// What it holds cannot be used.
    #[error("cannot open {1}: {0}")]
    Open(OpenError, String),
    /// More statements than fit.
    #[error("{0} files were given; at most {max} statements can be compared", max = MAX_STATEMENTS)]
    TooMany(usize),
}

/// Opens all files; the first that cannot be opened ends it.
///
/// # Errors
/// [`LoadError`].
pub fn load(paths: &[PathBuf], now: u64) -> Result<Content, LoadError> {
    if paths.len() > MAX_STATEMENTS {
        return Err(LoadError::TooMany(paths.len()));
    }
    let mut statements = Vec::new();
    let all = on_threads(threads(), paths, |path| {
        let bytes = files::read(path, intake::limit(path)).map_err(|err| LoadError::File(err, shown(path)))?;
        let opened = intake::open(&bytes, &path.to_string_lossy(), now, Company::of(paths.len()), &|bytes, name| {
            apart::read(bytes, name).map_err(|err| err.to_string())
        });
        opened.map_err(|err| LoadError::Open(err, shown(path)))
    });
    for (opened, path) in all.into_iter().zip(paths) {
        match opened? {
            Opened::Session(session) => return Ok(session.content().clone()),
            Opened::Issues(_) => return Err(LoadError::Open(OpenError::IssuesAmongFiles, shown(path))),
            Opened::Statement(new) => statements.push(*new),
        }
    }
    Ok(Session::of(statements).content().clone())
}
