//! The command line: `compare` and `extract`, the same engine without a window.

mod arguments;
mod load;

use crate::{
    engine::{
        comparison::{CompareOptions, compare},
        issues::Lexicon,
        statement::{Statement, StatementIdx},
        text::Never,
    },
    platform::{files, threads},
    report::{self, remarks::Remark},
    session::intake,
};
pub use arguments::{Command, CompareArguments, Format, USAGE, UsageError, parse};
pub use load::{LoadError, load};
use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Why a command could not be carried out. One sentence; goes to standard error.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// A file could not be opened.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The lexicon is none.
    #[error("cannot use the issues in {1}: {0}")]
    Lexicon(crate::engine::issues::LexiconError, String),
    /// The result could not be written.
    #[error("cannot write {1}: {0}")]
    Write(files::FileError, String),
    /// `--base` names no statement.
    #[error("there is no statement {0}; give --base a number from 1 to {1}")]
    Base(usize, usize),
    /// Only one statement.
    #[error("there is only one statement; name at least two files to compare")]
    TooFew,
    /// More than the program holds.
    #[error("there are {0} statements; at most {max} can be compared", max = crate::session::MAX_STATEMENTS)]
    TooMany(usize),
    /// Standard output is closed, or JSON could not be made.
    #[error("cannot write the result: {0}")]
    Output(String),
}

/// Compares files and writes the result.
///
/// # Errors
/// [`CliError`], with a sentence for standard error.
pub fn run_compare(arguments: &CompareArguments, now: u64) -> Result<(), CliError> {
    let content = load(&arguments.files, now)?;
    let statements: Vec<Arc<Statement>> = content.entries.iter().map(|entry| Arc::clone(&entry.statement)).collect();
    let count = statements.len();
    if count < 2 {
        return Err(CliError::TooFew);
    }
    let base = match arguments.base {
        Some(number) if (1..=count).contains(&number) => number - 1,
        Some(number) => return Err(CliError::Base(number, count)),
        None => content.base_position(),
    };
    let lexicon = lexicon(&arguments.issues, content.review.lexicon())?;
    let options = CompareOptions { lexicon, threads: threads(), decisions: content.decisions(), ..CompareOptions::default() };
    let comparison = compare(&statements, &options, &Never).unwrap_or_default();
    let (base, remarks) = (StatementIdx(base), Remark::all(&content));
    let text = match arguments.format {
        Format::Json => report::json::comparison(&comparison, base, &remarks).map_err(|err| CliError::Output(err.to_string()))? + "\n",
        Format::Text => report::text::comparison(&comparison, base, &remarks),
        Format::Html => report::html::comparison(&comparison, base, &remarks),
    };
    put(&text, arguments.output.as_deref())
}

/// Shows what the importer reads from a file.
///
/// # Errors
/// [`CliError`], with a sentence for standard error.
pub fn run_extract(file: &Path, format: Format, now: u64) -> Result<(), CliError> {
    let content = load(&[file.to_owned()], now)?;
    let mut text = String::new();
    for entry in &content.entries {
        text += &match format {
            Format::Json => report::json::statement(&entry.statement).map_err(|err| CliError::Output(err.to_string()))? + "\n",
            Format::Text | Format::Html => report::text::statement(&entry.statement),
        };
    }
    put(&text, None)
}

/// Reads a statement from standard input for the process that started this one, and writes what was read.
///
/// # Errors
/// [`CliError`].
pub fn run_read(name: &str) -> Result<(), CliError> {
    let mut bytes = Vec::new();
    let stdin = std::io::stdin().lock().take(crate::engine::import::MAX_BYTES as u64 + 1);
    { stdin }.read_to_end(&mut bytes).map_err(|err| CliError::Output(err.to_string()))?;
    // The bytes stay to the end.
    bytes.shrink_to_fit();
    std::io::stdout().lock().write_all(&intake::answer(bytes, name)).map_err(|err| CliError::Output(err.to_string()))
}

/// The lexicon of the session; entries of the files replace those of the same name and stand before the others.
fn lexicon(paths: &[PathBuf], mut known: Arc<Lexicon>) -> Result<Arc<Lexicon>, CliError> {
    for path in paths {
        let name = path.display().to_string();
        let bytes = files::read(path, crate::engine::import::MAX_BYTES).map_err(|err| LoadError::File(err, name.clone()))?;
        let own = Lexicon::parse(&String::from_utf8_lossy(&bytes)).map_err(|err| CliError::Lexicon(err, name))?;
        let lexicon = Arc::make_mut(&mut known);
        lexicon.entries.retain(|entry| !own.entries.iter().any(|mine| mine.name == entry.name));
        lexicon.entries.splice(0..0, own.entries);
    }
    Ok(known)
}

fn put(text: &str, path: Option<&Path>) -> Result<(), CliError> {
    match path {
        Some(path) => files::write(path, text.as_bytes()).map_err(|err| CliError::Write(err, path.display().to_string())),
        None => match std::io::stdout().lock().write_all(text.as_bytes()) {
            // `communique compare … | head` ends the pipe early: that is no error.
            Err(err) if err.kind() != std::io::ErrorKind::BrokenPipe => Err(CliError::Output(err.to_string())),
            _ => Ok(()),
        },
    }
}

/// Files as given, for messages.
pub fn shown(path: &Path) -> String {
    // A name may hold a line end; a message is one line.
    PathBuf::from(path).display().to_string().replace(['\n', '\r'], " ")
}
