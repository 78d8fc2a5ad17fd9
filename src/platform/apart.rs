//! Files of strangers are parsed in another process of the program: a crash, a hang or a bomb ends that one alone.

use process_control::{ChildExt, Control};
use std::{
    ffi::OsString,
    io::{self, Read, Write},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

/// The hidden argument by which the program is started to read bytes from standard input.
pub const ARGUMENT: &str = "--read-for-parent";
/// How long reading may take.
const LONGEST: Duration = Duration::from_secs(30);
/// How much memory it may take, in bytes.
const MEMORY: usize = 1 << 30;
/// How much it may answer, in bytes.
const LARGEST: u64 = 512 << 20;

/// Why nothing was read, in words that follow "cannot open x: ".
#[derive(Debug, thiserror::Error)]
pub enum ApartError {
    /// The process could not be started.
    #[error("the part of the program that reads such files does not start ({0})")]
    NotStarted(io::Error),
    /// It took too long.
    #[error("reading it takes more than {} seconds; it is damaged, or made to do harm", LONGEST.as_secs())]
    TooLong,
    /// It crashed, or needed too much.
    #[error("reading it fails or needs too much memory; it is damaged, or made to do harm")]
    Failed,
}

/// Starts the program again to read `bytes` that came under `name`, and returns what it writes.
///
/// # Errors
/// [`ApartError`].
pub fn read(bytes: &[u8], name: &str) -> Result<Vec<u8>, ApartError> {
    run(&program().map_err(ApartError::NotStarted)?, bytes, name)
}

/// The program's own file, also where a newer one has taken its place meanwhile.
fn program() -> io::Result<OsString> {
    if cfg!(target_os = "linux") { Ok("/proc/self/exe".into()) } else { std::env::current_exe().map(Into::into) }
}

/// As [`read`], with the program at `program`.
///
/// # Errors
/// [`ApartError`].
pub fn run(program: &OsString, bytes: &[u8], name: &str) -> Result<Vec<u8>, ApartError> {
    let mut child = Command::new(program)
        .args([ARGUMENT, name])
        // A pool of memory for each thread would count against the limit before anything is in it.
        .env("MALLOC_ARENA_MAX", "2")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(ApartError::NotStarted)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    thread::scope(|scope| {
        scope.spawn(move || {
            // A process that ends early reads no further.
            stdin.is_some_and(|mut stdin| stdin.write_all(bytes).is_ok())
        });
        let answer = scope.spawn(move || {
            let mut answer = Vec::new();
            let read = stdout.map(|stdout| stdout.take(LARGEST + 1).read_to_end(&mut answer));
            matches!(read, Some(Ok(_))).then_some(answer)
        });
        let control = child.controlled().time_limit(LONGEST).terminate_for_timeout();
        #[cfg(any(target_os = "linux", windows))]
        let control = control.memory_limit(MEMORY);
        let status = control.wait().map_err(ApartError::NotStarted)?.ok_or(ApartError::TooLong)?;
        let answer = answer.join().ok().flatten().filter(|answer| answer.len() as u64 <= LARGEST);
        answer.filter(|_| status.success()).ok_or(ApartError::Failed)
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn check(script: &str, expected: Result<&[u8], &str>) -> Result<(), Box<dyn std::error::Error>> {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("program");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n"))?;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))?;
        let found = run(&path.into_os_string(), b"bytes", "a.pdf").map_err(|err| err.to_string());
        assert_eq!(found.as_deref().map_err(String::as_str), expected, "{script}");
        Ok(())
    }

    #[test]
    fn ends() -> Result<(), Box<dyn std::error::Error>> {
        let failed = "reading it fails or needs too much memory; it is damaged, or made to do harm";
        check("cat", Ok(b"bytes"))?;
        check("printf '%s' \"$2\"", Ok(b"a.pdf"))?;
        check("exit 3", Err(failed))?;
        check("kill -SEGV $$", Err(failed))?;
        // More memory than it may have.
        check("x=x; while :; do x=\"$x$x\"; done", Err(failed))
    }
}
