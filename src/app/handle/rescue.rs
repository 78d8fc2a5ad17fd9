//! When something goes wrong inside the program: the work is saved before anything else.

use super::super::{App, jobs};
use crate::session::file;
use std::path::{Path, PathBuf};

/// Writes unsaved work beside its file, or where the next start finds it. Returns a sentence for the user.
pub(in crate::app) fn rescue(app: &App) -> String {
    const WHAT: &str = "Something went wrong inside the program.";
    if !app.session.is_changed() || app.content().entries.is_empty() {
        return format!("{WHAT} There was no unsaved work.");
    }
    let text = file::write(&app.session.snapshot());
    let write = |path: &Path| app.platform.write(path, text.as_bytes()).is_ok();
    if let Some(path) = app.path.as_deref().map(|path| beside(path, app.platform.now())).filter(|path| write(path)) {
        return format!("{WHAT} Your work was saved as {}, beside the file that you opened.", jobs::name(&path));
    }
    match app.platform.recovery_file().filter(|path| write(path)) {
        Some(_) => format!("{WHAT} Your work was kept and will be offered when you start Communiqu\u{e9} again."),
        None => format!("{WHAT} Your work could not be saved: nothing could be written to the disk."),
    }
}

/// A name that no other file has.
fn beside(path: &Path, now: u64) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem} (rescued {now}).communique"))
}
