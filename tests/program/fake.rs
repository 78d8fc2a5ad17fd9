//! A system in memory, and the program on it.

use communique::{
    app::{App, Command},
    platform::{DialogAnswer, Pasted, Platform, Reply, apart::ApartError, files::FileError},
    session::intake,
};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

/// Files, clipboard and dialogs in memory.
#[derive(Default)]
pub struct Fake {
    pub files: Mutex<HashMap<PathBuf, Vec<u8>>>,
    pub clipboard: Option<Pasted>,
    pub answer: Mutex<Option<DialogAnswer>>,
    pub full: bool,
    pub left_behind: Vec<PathBuf>,
    pub copied: Mutex<String>,
}

impl Platform for Fake {
    fn read(&self, path: &Path, limit: usize) -> Result<Vec<u8>, FileError> {
        let bytes = self.files.lock().unwrap().get(path).cloned().ok_or(FileError::Missing)?;
        if bytes.len() > limit { Err(FileError::TooLarge(limit)) } else { Ok(bytes) }
    }
    fn read_apart(&self, bytes: &[u8], name: &str) -> Result<Vec<u8>, ApartError> {
        Ok(intake::answer(bytes, name))
    }
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
        if self.full {
            return Err(FileError::Full);
        }
        self.files.lock().unwrap().insert(path.to_owned(), bytes.to_owned());
        Ok(())
    }
    fn remove(&self, path: &Path) -> Result<(), FileError> {
        self.files.lock().unwrap().remove(path);
        Ok(())
    }
    fn ask_open(&self, _: Option<&Path>, reply: Reply) {
        reply(self.answer.lock().unwrap().take().unwrap_or(DialogAnswer::NoDialog));
    }
    fn ask_save(&self, _: Option<&Path>, _: &str, reply: Reply) {
        reply(self.answer.lock().unwrap().take().unwrap_or(DialogAnswer::NoDialog));
    }
    fn clipboard(&self) -> Option<Pasted> {
        self.clipboard.clone()
    }
    fn copy_table(&self, text: &str, _: &str) -> Result<(), String> {
        text.clone_into(&mut self.copied.lock().unwrap());
        Ok(())
    }
    fn prefers_dark(&self) -> Option<bool> {
        None
    }
    fn now(&self) -> u64 {
        1_700_000_000
    }
    fn settings_file(&self) -> Option<PathBuf> {
        Some("settings.ron".into())
    }
    fn recovery_file(&self) -> Option<PathBuf> {
        Some("/recovery/0.communique".into())
    }
    fn left_behind(&self) -> Vec<PathBuf> {
        self.left_behind.clone()
    }
}

pub const ONE: &str =
    "The ministers reaffirmed the treaty on river traffic. They deplored the seizure of three vessels. China was praised.";
pub const TWO: &str = "They condemned the seizure of three vessels in the strait. The ministers reaffirmed the treaty on river traffic.";

pub fn fake() -> Fake {
    let files = [("/a.txt", ONE), ("/b.txt", TWO), ("/c.html", "<p>Nothing of it.</p>"), ("/empty.txt", " ")];
    Fake { files: Mutex::new(files.into_iter().map(|(name, text)| (name.into(), text.as_bytes().to_vec())).collect()), ..Fake::default() }
}

pub fn app(platform: Fake) -> (App, Arc<Fake>) {
    let platform = Arc::new(platform);
    (App::new(Arc::<Fake>::clone(&platform), || {}), platform)
}

pub fn settle(app: &mut App) {
    while app.wait() {}
}

pub fn open(app: &mut App, paths: &[&str]) {
    app.handle(Command::Open(paths.iter().map(PathBuf::from).collect()));
    settle(app);
}

pub fn sources(app: &App) -> Vec<&str> {
    app.content().entries.iter().map(|entry| entry.source.path.as_str()).collect()
}

pub fn notice(app: &App) -> String {
    app.notice().map(|notice| notice.text.clone()).unwrap_or_default()
}
