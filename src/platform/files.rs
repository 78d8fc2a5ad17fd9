//! Reading with a limit, writing all or nothing.

use std::{
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

/// Why a file could not be read or written. The path is not part of it: the caller names the file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// No such file.
    #[error("there is no such file")]
    Missing,
    /// A folder.
    #[error("it is a folder")]
    Folder,
    /// Neither a file nor a folder: a device, a pipe.
    #[error("it is not an ordinary file")]
    Special,
    /// Longer than asked for.
    #[error("it is larger than {} MB", .0 >> 20)]
    TooLarge(usize),
    /// The folder to write to is not there.
    #[error("its folder does not exist (any more)")]
    NoFolder,
    /// Not allowed.
    #[error("the system does not allow it (no permission)")]
    NotAllowed,
    /// No room.
    #[error("the disk is full")]
    Full,
    /// Anything else, in the system's words.
    #[error("{0}")]
    Other(io::Error),
}

impl From<io::Error> for FileError {
    fn from(err: io::Error) -> Self {
        match err.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotAllowed,
            io::ErrorKind::IsADirectory => Self::Folder,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Other(err),
        }
    }
}

/// Reads a whole file of at most `limit` bytes. What is no ordinary file is not opened, so a pipe cannot hang.
///
/// # Errors
/// [`FileError`].
pub fn read(path: &Path, limit: usize) -> Result<Vec<u8>, FileError> {
    let about = std::fs::metadata(path)?;
    if about.is_dir() {
        return Err(FileError::Folder);
    }
    if !about.is_file() {
        return Err(FileError::Special);
    }
    let mut bytes = Vec::new();
    // A file may grow while it is read: the limit is kept by counting, not by asking for its size.
    File::open(path)?.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit { Err(FileError::TooLarge(limit)) } else { Ok(bytes) }
}

/// Writes a whole file or nothing: a temporary file beside it, flushed to disk, then renamed over it.
///
/// # Errors
/// [`FileError`]; what was there before is untouched.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    if path.is_dir() {
        return Err(FileError::Folder);
    }
    // A link is followed, so that it stays a link.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    if !folder.is_dir() {
        return Err(FileError::NoFolder);
    }
    let mut temporary = tempfile::Builder::new().prefix(".communique-").permissions(permissions(&target)).tempfile_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    temporary.persist(&target).map_err(|err| err.error)?;
    sync_folder(folder);
    Ok(())
}

/// Removes a file; one that is not there is no error.
///
/// # Errors
/// [`FileError`].
pub fn remove(path: &Path) -> Result<(), FileError> {
    match std::fs::remove_file(path) {
        Err(err) if err.kind() != io::ErrorKind::NotFound => Err(err.into()),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn permissions(target: &Path) -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(target).map_or_else(|_| std::fs::Permissions::from_mode(0o644), |about| about.permissions())
}

#[cfg(not(unix))]
fn permissions(target: &Path) -> std::fs::Permissions {
    std::fs::metadata(target)
        .or_else(|_| std::fs::metadata("."))
        .map(|about| about.permissions())
        .unwrap_or_else(|_| unreachable!("the current folder has permissions"))
}

/// The rename reaches the disk with its folder. Some file systems cannot sync a folder; the file itself is safe by then.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a \n b.txt");
        write(&path, b"one")?;
        write(&path, b"two")?;
        assert_eq!(read(&path, 3)?, b"two");
        assert!(matches!(read(&path, 2), Err(FileError::TooLarge(2))));
        assert!(matches!(read(folder.path(), 9), Err(FileError::Folder)));
        assert!(matches!(write(folder.path(), b""), Err(FileError::Folder)));
        assert!(matches!(read(&folder.path().join("none"), 9), Err(FileError::Missing)));
        assert!(matches!(write(&folder.path().join("none/x"), b""), Err(FileError::NoFolder)));
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 1, "no temporary file is left");
        Ok(())
    }
}
