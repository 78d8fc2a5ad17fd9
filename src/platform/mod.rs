//! The operating system: bounded reads, atomic writes, folders, the clock, the clipboard, native dialogs. Moves bytes
//! and paths; knows no statements and no sessions.

pub mod apart;
#[cfg(feature = "gui")]
mod dialogs;
pub mod files;
pub mod folders;
#[cfg(all(feature = "gui", target_os = "linux"))]
mod portal;
pub mod recovery;
#[cfg(feature = "gui")]
pub mod system;

use std::path::{Path, PathBuf};

/// How many threads the machine runs at once.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Answers a question that a dialog asked; an empty list where it was cancelled.
pub type Reply = Box<dyn FnOnce(DialogAnswer) + Send>;

/// What came of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogAnswer {
    /// Files that were chosen; empty where the dialog was cancelled.
    Chosen(Vec<PathBuf>),
    /// The system has no dialog: the program must ask by itself.
    NoDialog,
}

/// What lies on the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// A name that tells the format: `pasted.html`, `pasted.txt`.
    pub name: &'static str,
}

/// The operating system as the program needs it; tests bring their own.
pub trait Platform: Send + Sync {
    /// Reads a whole file of at most `limit` bytes.
    ///
    /// # Errors
    /// [`files::FileError`].
    fn read(&self, path: &Path, limit: usize) -> Result<Vec<u8>, files::FileError>;
    /// Hands bytes that came under `name` to another process of the program and returns what it answers.
    ///
    /// # Errors
    /// [`apart::ApartError`].
    fn read_apart(&self, bytes: &[u8], name: &str) -> Result<Vec<u8>, apart::ApartError>;
    /// Writes a whole file or nothing.
    ///
    /// # Errors
    /// [`files::FileError`].
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), files::FileError>;
    /// Removes a file of the program's own. One that is not there is no error.
    ///
    /// # Errors
    /// [`files::FileError`].
    fn remove(&self, path: &Path) -> Result<(), files::FileError>;
    /// Asks for files to open, beginning in `folder`; answers from another thread.
    fn ask_open(&self, folder: Option<&Path>, reply: Reply);
    /// Asks where to save, beginning in `folder` and proposing a name; answers from another thread.
    fn ask_save(&self, folder: Option<&Path>, proposal: &str, reply: Reply);
    /// HTML or text on the clipboard.
    fn clipboard(&self) -> Option<Pasted>;
    /// Puts a table on the clipboard: as HTML, and as text where that is wanted.
    ///
    /// # Errors
    /// Why it cannot be done, in words that follow a colon.
    fn copy_table(&self, text: &str, html: &str) -> Result<(), String>;
    /// Whether the desktop is set to dark, where it says so and the window system does not.
    fn prefers_dark(&self) -> Option<bool>;
    /// Seconds since 1970.
    fn now(&self) -> u64;
    /// The file of the settings; none where there is no home.
    fn settings_file(&self) -> Option<PathBuf>;
    /// Where unsaved work is kept while the program runs; none where the system has no place for it.
    fn recovery_file(&self) -> Option<PathBuf>;
    /// Unsaved work of programs that ended without closing.
    fn left_behind(&self) -> Vec<PathBuf>;
}
