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
    /// All roles, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Official, Self::Moderator, Self::Journalist, Self::Unknown];

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

/// What the reader set of everybody who is labelled so.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SpeakerMark {
    /// The label as printed: [`Turn::speaker`].
    pub label: String,
    /// A name; labels of the same name are one person.
    pub name: Option<String>,
    /// In what capacity.
    pub role: Role,
    /// Whose position.
    pub party: Option<String>,
}

impl SpeakerMark {
    /// What is known of the speaker of a turn.
    pub fn of(turn: &Turn) -> Self {
        Self { label: turn.speaker.clone(), name: turn.name.clone(), role: turn.role, party: turn.party.clone() }
    }
}

/// The turns as the reader marked their speakers.
pub fn marked(turns: &[Turn], marks: &[SpeakerMark]) -> Vec<Turn> {
    let mut turns = turns.to_vec();
    for turn in &mut turns {
        if let Some(mark) = marks.iter().find(|mark| mark.label == turn.speaker) {
            (turn.name, turn.role, turn.party) = (mark.name.clone(), mark.role, mark.party.clone());
        }
    }
    mark_parts(&mut turns);
    turns
}

/// Before the first question everything is prepared; after it what is not asked is answered.
pub fn mark_parts(turns: &mut [Turn]) {
    let first_question = turns.iter().position(|turn| turn.role == Role::Journalist);
    for (idx, turn) in turns.iter_mut().enumerate() {
        turn.part = match first_question {
            _ if turn.role == Role::Journalist => Part::Question,
            Some(first) if idx > first => Part::Answer,
            _ => Part::Prepared,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        let turn = |speaker: &str| Turn { speaker: speaker.to_owned(), role: Role::Official, part: Part::Prepared, ..Turn::default() };
        let mark = SpeakerMark { label: "AFP".to_owned(), name: None, role: Role::Journalist, party: Some("press".to_owned()) };
        let found = marked(&[turn("A"), turn("AFP"), turn("A")], std::slice::from_ref(&mark));
        let shown: Vec<_> = found.iter().map(|turn| (turn.speaker.as_str(), turn.role, turn.part, turn.party.as_deref())).collect();
        assert_eq!(
            shown,
            [
                ("A", Role::Official, Part::Prepared, None),
                ("AFP", Role::Journalist, Part::Question, Some("press")),
                ("A", Role::Official, Part::Answer, None),
            ]
        );
        assert_eq!(found.get(1).map(SpeakerMark::of), Some(mark));
    }
}
