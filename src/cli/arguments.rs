//! What was asked for on the command line.

use crate::platform::apart;
use lexopt::prelude::*;
use std::path::PathBuf;

/// What `--help` prints.
pub const USAGE: &str = "\
Communiqu\u{e9} shows where official wording and spoken positions differ.

communique [FILE...]                     open the window with these statements, or one saved session
communique compare FILE FILE [FILE...] [--base N] [--format text|json|html] [--output PATH] [--issues FILE.ron]...
communique compare SESSION.communique [...]      the same for a saved session
communique extract FILE [--format text|json]     what is read from a file
communique --help | --version

Reads plain text, Markdown, HTML, PDF, Word (DOCX, DOC), OpenDocument (ODT), RTF and captions (SRT, WebVTT). --base counts from 1. The default format is text.
Exit status: 0 done, 1 could not (standard error says why), 2 wrong usage.
";

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// The contract.
    Json,
    /// A page.
    Html,
}

/// Arguments of `compare`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompareArguments {
    /// Statements, or one session.
    pub files: Vec<PathBuf>,
    /// The base, counted from 1.
    pub base: Option<usize>,
    /// The form of the output.
    pub format: Format,
    /// Where to write it; standard output where absent.
    pub output: Option<PathBuf>,
    /// A lexicon of the user's own.
    pub issues: Vec<PathBuf>,
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open the window.
    Window(Vec<PathBuf>),
    /// Compare without a window.
    Compare(CompareArguments),
    /// Show what is read from a file.
    Extract(PathBuf, Format),
    /// Read a statement that came under this name from standard input, for the process that started this one.
    Read(String),
    /// `--help`.
    Help,
    /// `--version`.
    Version,
}

/// Wrong usage, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}; try --help")]
pub struct UsageError(String);

impl From<lexopt::Error> for UsageError {
    fn from(err: lexopt::Error) -> Self {
        Self(err.to_string())
    }
}

/// Reads the arguments that follow the program's name.
///
/// # Errors
/// [`UsageError`] for what is not in [`USAGE`].
pub fn parse(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Command, UsageError> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut files = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Short('V') | Long("version") => return Ok(Command::Version),
            Long(name) if format!("--{name}") == apart::ARGUMENT => {
                return Ok(Command::Read(parser.value()?.to_string_lossy().into_owned()));
            }
            Value(word) if files.is_empty() && word == "compare" => return compare(&mut parser),
            Value(word) if files.is_empty() && word == "extract" => return extract(&mut parser),
            Value(file) => files.push(PathBuf::from(file)),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Window(files))
}

fn compare(parser: &mut lexopt::Parser) -> Result<Command, UsageError> {
    let mut arguments = CompareArguments::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("base") => arguments.base = Some(parser.value()?.parse()?),
            Long("format") => arguments.format = format(&parser.value()?, &["text", "json", "html"])?,
            Short('o') | Long("output") => arguments.output = Some(parser.value()?.into()),
            Long("issues") => arguments.issues.push(parser.value()?.into()),
            Value(file) => arguments.files.push(file.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    if arguments.files.is_empty() {
        return Err(UsageError("compare needs at least two files, or one saved session".into()));
    }
    Ok(Command::Compare(arguments))
}

fn extract(parser: &mut lexopt::Parser) -> Result<Command, UsageError> {
    let (mut file, mut chosen) = (None, Format::Text);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("format") => chosen = format(&parser.value()?, &["text", "json"])?,
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    file.map(|file| Command::Extract(file, chosen)).ok_or_else(|| UsageError("extract needs a file".into()))
}

fn format(value: &std::ffi::OsStr, known: &[&str]) -> Result<Format, UsageError> {
    let word = value.to_string_lossy();
    match word.as_ref() {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        "html" if known.contains(&"html") => Ok(Format::Html),
        _ => Err(UsageError(format!("there is no format {word}; use {}", known.join(", ")))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Result<Command, &str>) {
        let found = parse(line.split_whitespace().map(Into::into));
        assert_eq!(found.map_err(|err| err.to_string()), expected.map_err(str::to_owned), "{line}");
    }

    #[test]
    fn commands() {
        check("", Ok(Command::Window(vec![])));
        check("a.txt b.txt", Ok(Command::Window(vec!["a.txt".into(), "b.txt".into()])));
        check(
            "-- compare",
            Ok(Command::Compare(CompareArguments::default()))
                .and(Err("compare needs at least two files, or one saved session; try --help")),
        );
        check(
            "compare a b --base 2 --format json -o c",
            Ok(Command::Compare(CompareArguments {
                files: vec!["a".into(), "b".into()],
                base: Some(2),
                format: Format::Json,
                output: Some("c".into()),
                issues: Vec::new(),
            })),
        );
        check("extract a --format json", Ok(Command::Extract("a".into(), Format::Json)));
        check("extract a --format html", Err("there is no format html; use text, json; try --help"));
        check("compare", Err("compare needs at least two files, or one saved session; try --help"));
        check("extract", Err("extract needs a file; try --help"));
        check("--nonsense", Err("invalid option '--nonsense'; try --help"));
        check("compare --help", Ok(Command::Help));
        check("--version", Ok(Command::Version));
    }
}
