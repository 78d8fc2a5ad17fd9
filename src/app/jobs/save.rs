//! Writing a session: encoded and written on another thread, never over what somebody else put there.

use super::{Event, name};
use crate::{
    platform::{Platform, files::FileError},
    session::{Snapshot, digest, file, intake},
};
use std::path::{Path, PathBuf};

/// What may be written over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) enum Guard {
    /// Anything: the reader agreed.
    Anything,
    /// Nothing: a file that is there is asked for.
    Nothing,
    /// The file as it was when it was read or written last, by its digest.
    AsLeft(String),
}

/// One session to write.
#[derive(Debug)]
pub(in crate::app) struct Save {
    /// Where.
    pub path: PathBuf,
    /// What.
    pub snapshot: Snapshot,
    /// Over what.
    pub guard: Guard,
    /// The number of the session that it was: another one may be open when it is written.
    pub of: u64,
}

/// A session that was written.
#[derive(Debug)]
pub(in crate::app) struct Saved {
    /// Where.
    pub path: PathBuf,
    /// As it was at this revision.
    pub revision: u64,
    /// Digest of the file.
    pub digest: String,
    /// The number of the session.
    pub of: u64,
}

/// Writes a session.
pub(super) fn save(platform: &dyn Platform, save: &Save) -> Event {
    let Save { path, snapshot, guard, of } = save;
    if let Some(occupied) = occupied(platform, path, guard) {
        return occupied;
    }
    let text = file::write(snapshot);
    match platform.write(path, text.as_bytes()) {
        Ok(()) => Event::Saved(Saved { path: path.clone(), revision: snapshot.revision, digest: digest(text.as_bytes()), of: *of }),
        Err(err) => Event::NotSaved(format!("Cannot save {}: {err}. Your work is still open; save it elsewhere.", name(path))),
    }
}

/// The question to ask where something is there that must not be written over unasked.
fn occupied(platform: &dyn Platform, path: &Path, guard: &Guard) -> Option<Event> {
    if *guard == Guard::Anything {
        return None;
    }
    match (platform.read(path, intake::limit(path)), guard) {
        (Err(FileError::Missing), _) => None,
        (Ok(bytes), Guard::AsLeft(known)) if digest(&bytes) == *known => None,
        (Ok(_) | Err(FileError::TooLarge(_)), _) => Some(Event::Occupied(path.to_owned(), matches!(guard, Guard::AsLeft(_)))),
        // What cannot be read cannot be written either, or is no file: writing says why.
        (Err(_), _) => None,
    }
}

/// What the recovery file is to hold.
#[derive(Debug)]
pub(in crate::app) enum Keep {
    /// Unsaved work, and the number of its session.
    Work(Snapshot, u64),
    /// Nothing: all is saved, and the file goes.
    Nothing,
}

/// Keeps unsaved work in the recovery file, or removes the file.
pub(super) fn keep(platform: &dyn Platform, keep: &Keep) -> Event {
    let Some(path) = platform.recovery_file() else { return Event::Kept(None) };
    // Where it cannot be kept, saving will say what is wrong; a message at every change would only disturb.
    match keep {
        Keep::Work(snapshot, of) => Event::Kept(platform.write(&path, file::write(snapshot).as_bytes()).ok().map(|()| *of)),
        Keep::Nothing => {
            drop(platform.remove(&path));
            Event::Kept(None)
        }
    }
}
