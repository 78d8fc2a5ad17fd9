//! The real operating system: native dialogs by rfd, the clipboard by arboard.

use super::{DialogAnswer, Pasted, Platform, Reply, files, folders};
use std::{
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

/// The real one.
#[derive(Clone, Copy, Debug, Default)]
pub struct System;

impl Platform for System {
    fn read(&self, path: &Path, limit: usize) -> Result<Vec<u8>, files::FileError> {
        files::read(path, limit)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), files::FileError> {
        files::write(path, bytes)
    }

    fn ask_open(&self, reply: Reply) {
        std::thread::spawn(|| {
            let chosen = rfd::FileDialog::new()
                .set_title("Open statements or a saved comparison")
                .add_filter("Statements and comparisons", &["txt", "md", "markdown", "html", "htm", "xhtml", "communique"])
                .add_filter("All files", &["*"])
                .pick_files();
            reply(answer(chosen));
        });
    }

    fn ask_save(&self, proposal: &str, reply: Reply) {
        let proposal = proposal.to_owned();
        std::thread::spawn(move || {
            let chosen = rfd::FileDialog::new()
                .set_title("Save the comparison")
                .set_file_name(proposal)
                .add_filter("Comparison", &["communique"])
                .add_filter("All files", &["*"])
                .save_file();
            reply(answer(chosen.map(|path| vec![path])));
        });
    }

    fn clipboard(&self) -> Option<Pasted> {
        let mut clipboard = arboard::Clipboard::new().ok()?;
        if let Ok(html) = clipboard.get().html()
            && !html.trim().is_empty()
        {
            return Some(Pasted { bytes: html.into_bytes(), name: "pasted.html" });
        }
        clipboard.get_text().ok().filter(|text| !text.trim().is_empty()).map(|text| Pasted { bytes: text.into_bytes(), name: "pasted.txt" })
    }

    fn now(&self) -> u64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
    }

    fn settings_file(&self) -> Option<PathBuf> {
        folders::settings().map(|folder| folder.join("settings.ron"))
    }
}

/// Without portal and zenity rfd answers as if Cancel had been pressed: told apart by looking for both.
fn answer(chosen: Option<Vec<PathBuf>>) -> DialogAnswer {
    match chosen {
        Some(paths) => DialogAnswer::Chosen(paths),
        None if has_dialog() => DialogAnswer::Chosen(Vec::new()),
        None => DialogAnswer::NoDialog,
    }
}

#[cfg(target_os = "linux")]
fn has_dialog() -> bool {
    let on_path =
        |name: &str| std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()));
    let portal = ["/usr/libexec/xdg-desktop-portal", "/usr/lib/xdg-desktop-portal", "/usr/lib/x86_64-linux-gnu/xdg-desktop-portal"];
    on_path("zenity") || std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some() && portal.iter().any(|path| Path::new(path).is_file())
}

#[cfg(not(target_os = "linux"))]
const fn has_dialog() -> bool {
    true
}
