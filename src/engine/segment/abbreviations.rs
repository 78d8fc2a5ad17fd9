//! The abbreviation lists of `assets/lexicons/abbreviations.ron`.

use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::sync::LazyLock;

/// What a full stop behind a word may mean.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Abbreviations {
    pub titles: FxHashSet<String>,
    pub before_number: FxHashSet<String>,
    pub general: FxHashSet<String>,
    pub inner: FxHashSet<String>,
    pub starters: FxHashSet<String>,
}

/// The lists that are built in; a test reads the file, so it is never empty in a release.
pub(super) static ABBREVIATIONS: LazyLock<Abbreviations> =
    LazyLock::new(|| ron::from_str(include_str!("../../../assets/lexicons/abbreviations.ron")).unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read() {
        assert!(ABBREVIATIONS.titles.contains("gen") && ABBREVIATIONS.general.contains("u.s"));
    }
}
