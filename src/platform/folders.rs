//! Where the program keeps its own files.

use std::path::PathBuf;

/// The folder of the settings, as the system has it; none where there is no home.
pub fn settings() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "communique").map(|folders| folders.config_dir().to_owned())
}
