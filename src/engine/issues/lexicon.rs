//! Lexicons of issues: RON files such as `assets/lexicons/issues.ron`.

use super::IssueOrigin;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};

/// A matter and the wordings that count as a mention of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is called on screen.
    pub name: String,
    /// Wordings. An English one also matches with a plural or possessive ending; one in capitals only in capitals.
    pub aliases: Vec<String>,
    /// Wordings that hold an alias but are no mention: `South China Sea`.
    #[serde(default)]
    pub except: Vec<String>,
    /// How much it weighs for a reader of such texts.
    #[serde(default)]
    pub weight: Weight,
    /// Where the entry came from.
    #[serde(default)]
    pub origin: IssueOrigin,
}

/// How much a matter weighs: who leaves it out says more or less by that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weight {
    /// Every such text speaks of it somehow.
    Light,
    /// As most.
    #[default]
    Normal,
    /// What parties weigh their words on.
    Heavy,
}

impl Weight {
    /// As a factor.
    pub const fn factor(self) -> f32 {
        match self {
            Self::Light => 0.6,
            Self::Normal => 1.0,
            Self::Heavy => 1.7,
        }
    }
}

/// A list of issues.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lexicon {
    /// The issues, in the order in which they are shown.
    #[serde(rename = "issues")]
    pub entries: Vec<Entry>,
    /// Names that are not to be proposed.
    #[serde(default)]
    pub ignored: Vec<String>,
}

/// Why a lexicon could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a lexicon of issues: {0}")]
pub struct LexiconError(#[from] ron::error::SpannedError);

impl Lexicon {
    /// Reads a lexicon.
    ///
    /// # Errors
    /// Where the text is not such a list; the message says in which line.
    pub fn parse(text: &str) -> Result<Self, LexiconError> {
        Ok(ron::from_str(text)?)
    }

    /// The lexicon that is built in. A test reads it, so a release never ships a broken one.
    pub fn built_in() -> Arc<Self> {
        static BUILT_IN: OnceLock<Arc<Lexicon>> = OnceLock::new();
        BUILT_IN.get_or_init(|| Arc::new(Self::parse(include_str!("../../../assets/lexicons/issues.ron")).unwrap_or_default())).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::Lexicon;

    #[test]
    fn built_in_is_read() {
        let lexicon = Lexicon::built_in();
        assert!(lexicon.entries.len() >= 10);
        assert!(lexicon.entries.iter().all(|e| !e.aliases.is_empty() && !e.name.is_empty()));
        let mut aliases: Vec<_> = lexicon.entries.iter().flat_map(|e| &e.aliases).collect();
        let total = aliases.len();
        aliases.sort();
        aliases.dedup();
        assert_eq!(aliases.len(), total, "an alias stands under two issues");
    }
}
