//! Where the program keeps its own files.

use directories::ProjectDirs;
use std::path::PathBuf;

/// The folder of the settings, as the system has it; none where there is no home.
pub fn settings() -> Option<PathBuf> {
    own().map(|folders| folders.config_dir().to_owned())
}

/// The folder for work that is not saved; none where there is no home.
pub fn recovery() -> Option<PathBuf> {
    own().map(|folders| folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).join("recovery"))
}

fn own() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "communique")
}
