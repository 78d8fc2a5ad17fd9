//! The program: arguments, then a command or the window.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use communique::cli::{self, Command};
use std::{
    io::Write,
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

fn main() -> ExitCode {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    match cli::parse(std::env::args_os().skip(1)) {
        Err(err) => fail(&err.to_string(), 2),
        Ok(Command::Help) => print(cli::USAGE),
        Ok(Command::Version) => print(concat!("communique ", env!("CARGO_PKG_VERSION"), "\n")),
        Ok(Command::Compare(arguments)) => cli::run_compare(&arguments, now).map_or_else(|err| fail(&err.to_string(), 1), |()| ExitCode::SUCCESS),
        Ok(Command::Extract(file, format)) => cli::run_extract(&file, format, now).map_or_else(|err| fail(&err.to_string(), 1), |()| ExitCode::SUCCESS),
        Ok(Command::Window(_)) => fail("no window yet", 1),
    }
}

fn print(text: &str) -> ExitCode {
    // A closed pipe is no error of ours.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

/// One line on standard error.
fn fail(sentence: &str, status: u8) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "communique: {}", sentence.replace('\n', " "));
    ExitCode::from(status)
}
