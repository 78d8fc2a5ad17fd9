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
        Ok(Command::Compare(arguments)) => {
            cli::run_compare(&arguments, now).map_or_else(|err| fail(&err.to_string(), 1), |()| ExitCode::SUCCESS)
        }
        Ok(Command::Extract(file, format)) => {
            cli::run_extract(&file, format, now).map_or_else(|err| fail(&err.to_string(), 1), |()| ExitCode::SUCCESS)
        }
        Ok(Command::Read(name)) => cli::run_read(&name).map_or_else(|err| fail(&err.to_string(), 1), |()| ExitCode::SUCCESS),
        Ok(Command::Window(files)) => window(&files),
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

#[cfg(feature = "gui")]
fn window(files: &[std::path::PathBuf]) -> ExitCode {
    use communique::{app, platform, ui};
    if !has_display() {
        return fail("there is no display to open a window on; use \"communique compare\" instead", 1);
    }
    let start = |wake: Box<dyn Fn() + Send + Sync>| {
        let mut program = app::App::new(std::sync::Arc::new(platform::system::System::default()), wake);
        app::logic_after_load(&mut program, files.to_vec());
        program
    };
    let window_file = platform::folders::settings().map(|folder| folder.join(app::settings::WINDOW_FILE));
    // What goes wrong in a frame is dealt with by the window; this is for what goes wrong around it.
    let run = || ui::run(include_bytes!("../assets/icons/communique-256.png"), window_file.as_deref(), start);
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(err)) => fail(&format!("cannot open a window ({err}); use \"communique compare\" instead"), 1),
        Err(_) => fail("something went wrong inside the program; unsaved work was kept and is offered at the next start", 1),
    }
}

/// X11 and Wayland name their display in the environment; elsewhere there always is one.
#[cfg(feature = "gui")]
fn has_display() -> bool {
    !cfg!(all(unix, not(target_os = "macos")))
        || ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

#[cfg(not(feature = "gui"))]
fn window(_: &[std::path::PathBuf]) -> ExitCode {
    fail("this build has no window; use \"communique compare\" instead", 1)
}
