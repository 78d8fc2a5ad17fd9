//! Opens files for the command line: statements, or one saved session.

use super::shown;
use crate::{
    engine::import::{ImportError, MAX_BYTES, import},
    platform::files::{self, FileError},
    session::{Content, MAX_STATEMENTS, NewStatement, Session, Source, file},
};
use std::path::{Path, PathBuf};

/// Why a file could not be opened. One sentence that names the file.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file cannot be read.
    #[error("cannot open {1}: {0}")]
    File(FileError, String),
    /// There is no statement in it.
    #[error("cannot open {1}: {0}")]
    Import(ImportError, String),
    /// It looks like a session but cannot be read as one.
    #[error("cannot open {1}: {0}")]
    Session(file::SessionError, String),
    /// A session among several files.
    #[error("{0} is a saved comparison; open it alone")]
    SessionAmongFiles(String),
    /// More statements than fit.
    #[error("{0} files were given; at most {max} statements can be compared", max = MAX_STATEMENTS)]
    TooMany(usize),
}

/// What was opened.
#[derive(Debug)]
pub struct Loaded {
    /// The statements.
    pub content: Content,
}

/// Opens all files; the first that cannot be opened ends it.
///
/// # Errors
/// [`LoadError`].
pub fn load(paths: &[PathBuf], now: u64) -> Result<Loaded, LoadError> {
    if paths.len() > MAX_STATEMENTS {
        return Err(LoadError::TooMany(paths.len()));
    }
    let mut statements = Vec::new();
    for path in paths {
        let name = shown(path);
        let bytes = files::read(path, MAX_BYTES).map_err(|err| LoadError::File(err, name.clone()))?;
        if file::is_session(&bytes) {
            if paths.len() > 1 {
                return Err(LoadError::SessionAmongFiles(name));
            }
            let session = file::read(&String::from_utf8_lossy(&bytes)).map_err(|err| LoadError::Session(err, name))?;
            return Ok(Loaded { content: session.content().clone() });
        }
        statements.push(statement(&bytes, path, now).map_err(|err| LoadError::Import(err, name))?);
    }
    Ok(Loaded { content: Session::of(statements).content().clone() })
}

fn statement(bytes: &[u8], path: &Path, now: u64) -> Result<NewStatement, ImportError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(NewStatement::new(import(bytes, &name)?, Source::new(&path.to_string_lossy(), bytes, now)))
}
