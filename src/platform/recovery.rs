//! The recovery folder: one file for each running program, guarded by a lock that the system drops when the program
//! ends, however it ends. A file whose lock is free was left behind.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// Programs that can run side by side and each keep their work.
const PLACES: u32 = 32;

/// This program's place in the folder.
#[derive(Debug)]
pub struct Place {
    file: PathBuf,
    lock_path: PathBuf,
    /// Held as long as the program runs.
    _lock: File,
}

impl Place {
    /// Takes a free place in `folder`, which is made where it is missing. None where none is free.
    ///
    /// # Errors
    /// Where the folder cannot be made or written to.
    pub fn take(folder: &Path) -> io::Result<Option<Self>> {
        fs::create_dir_all(folder)?;
        for number in 0..PLACES {
            let (file, lock_path) = paths(folder, number);
            let Some(lock) = lock(&lock_path)? else { continue };
            // What an ended program left there is not ours to write over.
            if !file.exists() {
                return Ok(Some(Self { file, lock_path, _lock: lock }));
            }
        }
        Ok(None)
    }

    /// The file to keep unsaved work in.
    pub fn file(&self) -> &Path {
        &self.file
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // A lock file that stays is found free at the next start and used again.
        let _ = fs::remove_file(&self.lock_path);
    }
}

/// Files that programs left behind which ended without closing.
pub fn left_behind(folder: &Path) -> Vec<PathBuf> {
    (0..PLACES)
        .map(|number| paths(folder, number))
        .filter(|(file, lock_path)| file.exists() && matches!(lock(lock_path), Ok(Some(_))))
        .map(|(file, _)| file)
        .collect()
}

fn paths(folder: &Path, number: u32) -> (PathBuf, PathBuf) {
    (folder.join(format!("{number}.communique")), folder.join(format!("{number}.lock")))
}

/// The lock of a place; none where a running program holds it.
fn lock(path: &Path) -> io::Result<Option<File>> {
    let file = File::options().create(true).truncate(false).write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(err)) => Err(err),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_held_until_its_program_ends() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let folder = folder.path().join("recovery");
        let (one, two) = (Place::take(&folder)?.unwrap(), Place::take(&folder)?.unwrap());
        assert_ne!(one.file(), two.file());
        fs::write(one.file(), "unsaved")?;
        assert!(left_behind(&folder).is_empty(), "its program runs");
        let file = one.file().to_owned();
        drop(one);
        assert_eq!(left_behind(&folder), std::slice::from_ref(&file));
        let three = Place::take(&folder)?.unwrap();
        assert_ne!(three.file(), file, "what was left behind is not written over");
        Ok(())
    }
}
