//! A speaker's stretch in a transcript.

use crate::engine::text::ByteSpan;
use serde::{Deserialize, Serialize};

/// In what capacity somebody speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Speaks for a party.
    Official,
    /// Leads the briefing.
    Moderator,
    /// Asks.
    Journalist,
    /// Not known.
    #[default]
    Unknown,
}

impl Role {
    /// The word of the JSON contract.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Moderator => "moderator",
            Self::Journalist => "journalist",
            Self::Unknown => "unknown",
        }
    }
}

/// The part of a briefing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Before the first question.
    Prepared,
    /// Said in reply.
    Answer,
    /// Asked by a journalist.
    Question,
    /// Not known.
    #[default]
    Unknown,
}

impl Part {
    /// The word of the JSON contract.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Answer => "answer",
            Self::Question => "question",
            Self::Unknown => "unknown",
        }
    }
}

/// A stretch of one speaker: from his label to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The label as printed, without colon and brackets: `SECRETARY BLINKEN`.
    pub speaker: String,
    /// A name that is the same for every label of a person: `Blinken`.
    pub name: Option<String>,
    /// Whose position the speaker gives.
    pub party: Option<String>,
    /// In what capacity.
    pub role: Role,
    /// In which part.
    pub part: Part,
    /// Spoken through an interpreter.
    pub interpreted: bool,
    /// The label in the text, with its colon and brackets.
    pub label: ByteSpan,
    /// The whole stretch, label included.
    pub span: ByteSpan,
}
