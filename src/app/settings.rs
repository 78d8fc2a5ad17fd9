//! What is kept of the user in general: theme, text size, recent files. A RON file in the platform's folder; a broken
//! one is set aside and said so.

use super::Notice;
use crate::platform::{Platform, files::FileError};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Dark, light, or as the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The face that statements are set in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Face {
    /// Without serifs.
    #[default]
    Sans,
    /// With serifs.
    Serif,
}

/// What opens when the program is started without files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AtStart {
    /// An empty window that says what to do; the very first time, a sample.
    #[default]
    Nothing,
    /// The comparison that was saved or opened last.
    LastComparison,
}

/// Text sizes, in points.
pub const SIZES: std::ops::RangeInclusive<f32> = 9.0..=36.0;
/// From line to line, in text sizes.
pub const LINE_SPACINGS: std::ops::RangeInclusive<f32> = 1.2..=2.0;
/// The widest columns of text, in text sizes.
pub const MEASURES: std::ops::RangeInclusive<f32> = 24.0..=72.0;
/// The normal text size, in points.
pub const NORMAL_SIZE: f32 = 15.5;
/// The file, beside the settings, that keeps the place of the window and its side panels.
pub const WINDOW_FILE: &str = "window.ron";
/// Recent files that are kept.
const RECENT: usize = 10;

/// The settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Dark or light.
    pub theme: Theme,
    /// Text size of the panes, in points.
    pub text_size: f32,
    /// The face of the panes.
    pub face: Face,
    /// From line to line, in text sizes.
    pub line_spacing: f32,
    /// The widest column of text, in text sizes.
    pub measure: f32,
    /// Black on white, or white on black.
    pub high_contrast: bool,
    /// Nothing glides.
    pub reduced_motion: bool,
    /// The strip shows counterparts word under word.
    pub aligned: bool,
    /// The lists stand at the side.
    pub lists: bool,
    /// What opens at start.
    pub at_start: AtStart,
    /// Files opened last, newest first.
    pub recent: Vec<PathBuf>,
    /// The comparison that was saved or opened last.
    pub last_comparison: Option<PathBuf>,
    /// The folder that a file was last chosen in.
    pub folder: Option<PathBuf>,
    /// Whether the program has run before.
    pub seen: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            text_size: NORMAL_SIZE,
            face: Face::default(),
            line_spacing: 1.5,
            measure: 40.0,
            high_contrast: false,
            reduced_motion: false,
            aligned: false,
            lists: true,
            at_start: AtStart::default(),
            recent: Vec::new(),
            last_comparison: None,
            folder: None,
            seen: false,
        }
    }
}

impl Settings {
    /// Puts a file first among the recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT);
        self.folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).map(Path::to_owned);
    }

    /// Puts a comparison first among the recent files and notes it as the last one.
    pub fn remember_comparison(&mut self, path: &Path) {
        self.remember(path);
        self.last_comparison = Some(path.to_owned());
    }
}

/// Reads the settings; the defaults where there are none. Looks after the file that keeps the window's place, too.
pub(super) fn load(platform: &dyn Platform) -> (Settings, Option<Notice>) {
    let Some(path) = platform.settings_file() else { return (Settings::default(), None) };
    let mut broken = Vec::new();
    let mut settings: Settings = read(platform, &path, &mut broken).unwrap_or_default();
    let normal = Settings::default();
    for (value, range, normal) in [
        (&mut settings.text_size, SIZES, NORMAL_SIZE),
        (&mut settings.line_spacing, LINE_SPACINGS, normal.line_spacing),
        (&mut settings.measure, MEASURES, normal.measure),
    ] {
        *value = if value.is_finite() { value.clamp(*range.start(), *range.end()) } else { normal };
    }
    // Kept by the window itself, which begins anew where it cannot read it: here the broken file is only set aside.
    let _: Option<BTreeMap<String, String>> = read(platform, &path.with_file_name(WINDOW_FILE), &mut broken);
    let notice = (!broken.is_empty()).then(|| {
        let kept: Vec<String> = broken.iter().flatten().map(|aside| aside.display().to_string()).collect();
        let kept = if kept.is_empty() { String::new() } else { format!(" What was there is kept as {}.", kept.join(", ")) };
        Notice::error(format!("The settings could not be read and were set back.{kept}")).lasting()
    });
    (settings, notice)
}

/// Reads one file of settings; none where there is none. A broken one is noted in `broken`, and where it was set aside.
fn read<T: DeserializeOwned>(platform: &dyn Platform, path: &Path, broken: &mut Vec<Option<PathBuf>>) -> Option<T> {
    let bytes = platform.read(path, 1 << 20).ok()?;
    let settings = ron::from_str(&String::from_utf8_lossy(&bytes)).ok();
    if settings.is_none() {
        let aside = path.with_extension("ron.broken");
        broken.push(platform.write(&aside, &bytes).is_ok().then_some(aside));
    }
    settings
}

/// Writes the settings. Where there is no home nothing is kept.
///
/// # Errors
/// Where the file cannot be written.
pub(super) fn save(platform: &dyn Platform, settings: &Settings) -> Result<(), FileError> {
    match (platform.settings_file(), ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::new())) {
        (Some(path), Ok(text)) => platform.write(&path, text.as_bytes()),
        _ => Ok(()),
    }
}
