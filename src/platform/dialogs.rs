//! The native file dialogs, by rfd: on Linux the portal, then zenity. Where neither is there rfd answers a wish to save
//! as if Cancel had been pressed; that is told apart here.

use super::{DialogAnswer, Reply};
use rfd::{AsyncFileDialog, FileHandle};
use std::{
    future::Future,
    path::{Path, PathBuf},
};

/// Kinds of files, and the ends of their names.
const KINDS: &[(&str, &[&str])] = &[
    (
        "Statements and comparisons",
        &["txt", "text", "md", "markdown", "html", "htm", "xhtml", "pdf", "docx", "doc", "odt", "rtf", "srt", "vtt", "communique", "ron"],
    ),
    ("Saved comparisons", &["communique"]),
    ("Text and Markdown", &["txt", "text", "md", "markdown"]),
    ("Web pages", &["html", "htm", "xhtml"]),
    ("PDF", &["pdf"]),
    ("Word, OpenDocument, RTF", &["docx", "doc", "odt", "rtf"]),
    ("Captions", &["srt", "vtt"]),
    ("Lists of issues", &["ron"]),
    ("All files", &["*"]),
];

/// Shows the dialog that `make` makes and hands its answer on, without waiting. Windows and macOS want it made on the
/// main thread; on Linux making it asks the bus, which must not hold up a frame.
pub(super) fn show<F: Future<Output = DialogAnswer> + Send + 'static>(make: impl FnOnce() -> F + Send + 'static, reply: Reply) {
    if cfg!(target_os = "linux") {
        std::thread::spawn(|| reply(pollster::block_on(make())));
    } else {
        let dialog = make();
        std::thread::spawn(|| reply(pollster::block_on(dialog)));
    }
}

/// A dialog for files to open.
pub(super) fn open(folder: Option<&Path>) -> impl Future<Output = DialogAnswer> + Send + use<> {
    let mut dialog = AsyncFileDialog::new().set_title("Open statements or a saved comparison");
    for (name, ends) in KINDS {
        dialog = dialog.add_filter(*name, &in_both_cases(ends));
    }
    let chosen = starting_in(dialog, folder, "").pick_files();
    async {
        match chosen.await {
            Some(files) => DialogAnswer::Chosen(paths(files)),
            None if cfg!(target_os = "linux") => DialogAnswer::NoDialog,
            None => DialogAnswer::Chosen(Vec::new()),
        }
    }
}

/// A dialog for the place to save at; it asks before an existing file is chosen.
pub(super) fn save(folder: Option<&Path>, proposal: &str) -> impl Future<Output = DialogAnswer> + Send + use<> {
    let dialog = AsyncFileDialog::new()
        .set_title("Save the comparison")
        .add_filter("Saved comparisons", &in_both_cases(&["communique"]))
        .add_filter("All files", &["*"]);
    let chosen = starting_in(dialog, folder, proposal).save_file();
    async {
        match chosen.await {
            Some(file) => DialogAnswer::Chosen(paths(vec![file])),
            None if has_dialog() => DialogAnswer::Chosen(Vec::new()),
            None => DialogAnswer::NoDialog,
        }
    }
}

fn paths(files: Vec<FileHandle>) -> Vec<PathBuf> {
    // zenity answers a cancelled dialog with one empty name.
    files.into_iter().map(|file| file.path().to_owned()).filter(|path| !path.as_os_str().is_empty()).collect()
}

/// Filters of the portal look at letter case.
fn in_both_cases(ends: &[&str]) -> Vec<String> {
    let upper = ends.iter().map(|end| end.to_uppercase());
    let mut all: Vec<String> = ends.iter().map(|&end| end.to_owned()).chain(upper).collect();
    all.dedup();
    all
}

fn starting_in(dialog: AsyncFileDialog, folder: Option<&Path>, name: &str) -> AsyncFileDialog {
    let Some(folder) = folder else { return if name.is_empty() { dialog } else { dialog.set_file_name(name) } };
    let dialog = dialog.set_directory(folder);
    if has_portal() {
        return if name.is_empty() { dialog } else { dialog.set_file_name(name) };
    }
    // zenity is not told the folder; it takes it from a name with a path, or from one that ends with a slash.
    dialog.set_file_name(folder.join(name).to_string_lossy())
}

/// Whether the system has a dialog at all.
#[cfg(target_os = "linux")]
fn has_dialog() -> bool {
    let is_on_path =
        |name: &str| std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()));
    is_on_path("zenity") || has_portal()
}

#[cfg(not(target_os = "linux"))]
const fn has_dialog() -> bool {
    true
}

#[cfg(target_os = "linux")]
use super::portal::has_file_dialog as has_portal;

/// Elsewhere the system's own dialog takes folder and name apart.
#[cfg(not(target_os = "linux"))]
const fn has_portal() -> bool {
    true
}
