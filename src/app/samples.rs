//! The samples that the program brings along.

use crate::{
    engine::import::{ImportError, import},
    session::{NewStatement, Source},
};

/// A sample comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// Countries that do not exist.
    Invented,
    /// Short quotations as the press printed them.
    Seoul,
}

type File = (&'static str, &'static str);

const INVENTED: [File; 3] = [
    ("An invented example: joint statement", include_str!("../../assets/samples/invented/statement.md")),
    ("An invented example: briefing", include_str!("../../assets/samples/invented/briefing.md")),
    ("An invented example: response", include_str!("../../assets/samples/invented/response.md")),
];

const SEOUL: [File; 3] = [
    ("Seoul, 18 March 2021: statement", include_str!("../../assets/samples/seoul/statement.md")),
    ("Seoul, 18 March 2021: briefing and interviews", include_str!("../../assets/samples/seoul/briefing.md")),
    ("Seoul, 18 March 2021: response", include_str!("../../assets/samples/seoul/response.md")),
];

impl Sample {
    /// All samples.
    pub const ALL: [Self; 2] = [Self::Invented, Self::Seoul];

    /// What menus call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Invented => "Sample: an invented example",
            Self::Seoul => "Sample: Seoul, 18 March 2021",
        }
    }

    /// Its statements.
    ///
    /// # Errors
    /// None in a release: a test reads every sample.
    pub fn statements(self) -> Result<Vec<NewStatement>, ImportError> {
        let files = match self {
            Self::Invented => INVENTED,
            Self::Seoul => SEOUL,
        };
        files
            .iter()
            .map(|(name, text)| Ok(NewStatement::new(import(text.as_bytes(), "sample.md")?, Source::new(name, text.as_bytes(), 0))))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_read() {
        for sample in Sample::ALL {
            let statements = sample.statements().unwrap_or_default();
            assert_eq!(statements.len(), 3, "{sample:?}");
            assert!(statements.iter().all(|s| s.statement.words > 20));
            assert_eq!(statements.iter().all(|s| s.statement.excerpt), sample == Sample::Seoul);
        }
    }
}
