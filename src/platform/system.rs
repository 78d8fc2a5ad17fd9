//! The real operating system: native dialogs by rfd, the clipboard by arboard.

use super::{Pasted, Platform, Reply, apart, dialogs, files, folders, recovery};
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

/// The real one.
#[derive(Default)]
pub struct System {
    recovery: OnceLock<Option<recovery::Place>>,
    /// What was copied last: on X11 and Wayland it is gone when its owner goes.
    copied: Mutex<Option<Copied>>,
}

type Copied = arboard::Clipboard;

impl std::fmt::Debug for System {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("System").finish_non_exhaustive()
    }
}

impl Platform for System {
    fn read(&self, path: &Path, limit: usize) -> Result<Vec<u8>, files::FileError> {
        files::read(path, limit)
    }

    fn read_apart(&self, bytes: &[u8], name: &str) -> Result<Vec<u8>, apart::ApartError> {
        apart::read(bytes, name)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), files::FileError> {
        files::write(path, bytes)
    }

    fn remove(&self, path: &Path) -> Result<(), files::FileError> {
        files::remove(path)
    }

    fn ask_open(&self, folder: Option<&Path>, reply: Reply) {
        let folder = folder.map(Path::to_owned);
        dialogs::show(move || dialogs::open(folder.as_deref()), reply);
    }

    fn ask_save(&self, folder: Option<&Path>, proposal: &str, reply: Reply) {
        let (folder, proposal) = (folder.map(Path::to_owned), proposal.to_owned());
        dialogs::show(move || dialogs::save(folder.as_deref(), &proposal), reply);
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

    fn copy_table(&self, text: &str, html: &str) -> Result<(), String> {
        let mut owner = arboard::Clipboard::new().map_err(|err| err.to_string())?;
        owner.set().html(html, Some(text)).map_err(|err| err.to_string())?;
        *self.copied.lock().unwrap_or_else(PoisonError::into_inner) = Some(owner);
        Ok(())
    }

    #[cfg(target_os = "linux")]
    fn prefers_dark(&self) -> Option<bool> {
        super::portal::prefers_dark()
    }

    #[cfg(not(target_os = "linux"))]
    fn prefers_dark(&self) -> Option<bool> {
        None
    }

    fn now(&self) -> u64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
    }

    fn settings_file(&self) -> Option<PathBuf> {
        let folder = folders::settings()?;
        // Where it cannot be made, writing the settings says so.
        let _ = std::fs::create_dir_all(&folder);
        Some(folder.join("settings.ron"))
    }

    fn recovery_file(&self) -> Option<PathBuf> {
        // Without a home, or where it cannot be written to, there is no recovery; saving still says what is wrong.
        let take = || folders::recovery().and_then(|folder| recovery::Place::take(&folder).ok().flatten());
        self.recovery.get_or_init(take).as_ref().map(|place| place.file().to_owned())
    }

    fn left_behind(&self) -> Vec<PathBuf> {
        folders::recovery().map_or_else(Vec::new, |folder| recovery::left_behind(&folder))
    }
}
