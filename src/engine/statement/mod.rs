//! What a statement is: its text, paragraphs, turns and passages, and what is known of it. Knows nothing of how it was read.

pub mod date;
mod milestone;
pub mod party;
pub mod turn;

use crate::engine::text::{ByteSpan, Language};
pub use milestone::{Milestone, SourcePlace, place_at};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
pub use turn::{Part, Role, SpeakerMark, Turn};

/// Position of a statement in a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StatementIdx(pub usize);

/// Position of a passage in its statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PassageIdx(pub usize);

/// Position of a paragraph in its statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ParagraphIdx(pub usize);

/// Written or spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Form {
    /// Joint statement, communiqué, readout.
    Written,
    /// Briefing, interview, speech.
    Spoken,
    /// Not known.
    #[default]
    Unknown,
}

impl Form {
    /// All forms, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Written, Self::Spoken, Self::Unknown];

    /// The word of the JSON contract.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Spoken => "spoken",
            Self::Unknown => "unknown",
        }
    }

    /// The form that a word names, as in front matter.
    pub fn from_code(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.code().eq_ignore_ascii_case(word.trim()))
    }
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ParagraphKind {
    /// Running text.
    #[default]
    Text,
    /// A heading.
    Heading,
    /// One item of a list.
    ListItem,
    /// A quotation set apart.
    Quote,
    /// A row of a table, a caption, a line of its own.
    Other,
    /// A footnote or endnote.
    Note,
}

/// A block of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its place in the statement's text.
    pub span: ByteSpan,
    /// What it is.
    pub kind: ParagraphKind,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PassageKind {
    /// A sentence.
    Sentence,
    /// A heading.
    Heading,
    /// A list item of one sentence.
    ListItem,
    /// A speaker's label, a stage direction, a table row: not compared.
    Other,
}

impl PassageKind {
    /// The word of the JSON contract.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Heading => "heading",
            Self::ListItem => "list_item",
            Self::Other => "other",
        }
    }

    /// Whether a sentence stands there: no heading, no label.
    pub const fn is_said(self) -> bool {
        matches!(self, Self::Sentence | Self::ListItem)
    }
}

/// The unit of comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its place in the statement's text, without white space at its ends.
    pub span: ByteSpan,
    /// The paragraph that it stands in.
    pub paragraph: ParagraphIdx,
    /// The turn that it belongs to: position in [`Document::turns`].
    pub turn: Option<usize>,
    /// What it is.
    pub kind: PassageKind,
}

/// What an importer reads from a source: everything but the passages, which the engine cuts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Title, where one was found.
    pub title: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Address that it was published at.
    pub address: Option<String>,
    /// Whose position it is.
    pub party: Option<String>,
    /// Written or spoken.
    pub form: Form,
    /// Only parts are at hand.
    pub excerpt: bool,
    /// Name of the encoding that the bytes were decoded from.
    pub encoding: String,
    /// What was lost or doubtful when reading it.
    pub warnings: Vec<String>,
    /// The whole extracted text; paragraphs are set apart by an empty line.
    pub text: String,
    /// The blocks of the text, in order.
    pub paragraphs: Vec<Paragraph>,
    /// The speakers' stretches, in order.
    pub turns: Vec<Turn>,
    /// Where pages and recorded moments of the source begin, in order.
    pub milestones: Vec<Milestone>,
}

impl Document {
    /// Whether every place it names lies in its text, in order: what came from outside may say anything.
    pub fn is_sound(&self) -> bool {
        let is_span =
            |span: ByteSpan| span.start <= span.end && self.text.is_char_boundary(span.start) && self.text.is_char_boundary(span.end);
        let ascend = |mut spans: std::slice::Windows<'_, ByteSpan>| spans.all(|pair| matches!(pair, [x, y] if x.end <= y.start));
        let paragraphs: Vec<ByteSpan> = self.paragraphs.iter().map(|paragraph| paragraph.span).collect();
        let turns: Vec<ByteSpan> = self.turns.iter().map(|turn| turn.span).collect();
        ascend(paragraphs.windows(2))
            && ascend(turns.windows(2))
            && paragraphs.into_iter().chain(turns).chain(self.turns.iter().map(|turn| turn.label)).all(is_span)
            && self.milestones.windows(2).all(|pair| matches!(pair, [x, y] if x.at <= y.at))
    }
}

/// One text under comparison. Cheap to clone: text and passages are shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Title shown above the text.
    pub title: String,
    /// Source as the user gave it: a path, or words that say where it came from.
    pub source: String,
    /// Written or spoken, as read or as the reader set it.
    pub form: Form,
    /// Whose position it is, as read or as the reader set it.
    pub party: Option<String>,
    /// Only parts are at hand, as read or as the reader set it.
    pub excerpt: bool,
    /// What was read.
    pub document: Arc<Document>,
    /// The speakers' stretches, as read or as the reader marked their speakers.
    pub turns: Arc<[Turn]>,
    /// Words that an editor put in, with their square brackets, in order: not what was said.
    pub inserted: Arc<[ByteSpan]>,
    /// The language of most of the text.
    pub language: Language,
    /// The units of comparison, in order.
    pub passages: Arc<[Passage]>,
    /// Number of words (East Asian text: of eojeol or characters).
    pub words: usize,
}

impl Statement {
    /// The whole text.
    pub fn text(&self) -> &str {
        &self.document.text
    }

    /// The passage at `idx`.
    pub fn passage(&self, idx: PassageIdx) -> Option<&Passage> {
        self.passages.get(idx.0)
    }

    /// The words of the passage at `idx`; empty where there is none.
    pub fn passage_text(&self, idx: PassageIdx) -> &str {
        self.passage(idx).map_or("", |p| p.span.of(self.text()))
    }

    /// The turn of the passage at `idx`.
    pub fn turn_of(&self, idx: PassageIdx) -> Option<&Turn> {
        self.passage(idx).and_then(|p| p.turn).and_then(|t| self.turns.get(t))
    }

    /// The page or moment of the source in which the passage at `idx` begins, where the source has them.
    pub fn place_of(&self, idx: PassageIdx) -> Option<SourcePlace> {
        place_at(&self.document.milestones, self.passage(idx)?.span.start)
    }

    /// The passage that holds the byte at `position`, or the next one after it.
    pub fn passage_at(&self, position: usize) -> Option<PassageIdx> {
        let idx = self.passages.partition_point(|p| p.span.end <= position);
        (idx < self.passages.len()).then_some(PassageIdx(idx))
    }

    /// The passages that share a byte with `span`.
    pub fn passages_in(&self, span: ByteSpan) -> std::ops::Range<usize> {
        let start = self.passages.partition_point(|p| p.span.end <= span.start);
        let end = self.passages.partition_point(|p| p.span.start < span.end);
        start..end.max(start)
    }

    /// Whether an editor put in the words at `span`.
    pub fn is_inserted(&self, span: ByteSpan) -> bool {
        let idx = self.inserted.partition_point(|inserted| inserted.end <= span.start);
        self.inserted.get(idx).is_some_and(|inserted| inserted.start <= span.start && span.end <= inserted.end)
    }

    /// Whether a journalist speaks in the passage at `idx`.
    pub fn is_journalists(&self, idx: PassageIdx) -> bool {
        self.turn_of(idx).is_some_and(|turn| turn.role == Role::Journalist)
    }
}
