//! What the panes show, as data: runs of marked text, the passage strip, which place answers which, search hits.
//! Knows no windows, colours or fonts.

pub mod board;
pub mod collation;
pub mod fold;
pub mod heights;
pub mod list;
pub mod overview;
pub mod reading;
pub mod runs;
pub mod search;
pub mod strip;
pub mod sync;
pub mod table;

use crate::{
    engine::{
        comparison::Comparison,
        statement::{PassageIdx, StatementIdx},
    },
    session::StatementId,
};
use std::sync::Arc;

/// A finished comparison with the session's numbers of its statements.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The result.
    pub comparison: Arc<Comparison>,
    /// The session's number of each statement of the result, in its order.
    pub ids: Vec<StatementId>,
    /// Which places stand level.
    pub levels: Arc<sync::Levels>,
}

impl Compared {
    /// A comparison of the session's statements of these numbers.
    pub fn new(comparison: Arc<Comparison>, ids: Vec<StatementId>) -> Self {
        Self { levels: Arc::new(sync::Levels::new(ids.len())), comparison, ids }
    }

    /// Position in the result of the session's statement.
    pub fn idx(&self, id: StatementId) -> Option<StatementIdx> {
        self.ids.iter().position(|&other| other == id).map(StatementIdx)
    }

    /// The session's number of a statement of the result.
    pub fn id(&self, idx: StatementIdx) -> Option<StatementId> {
        self.ids.get(idx.0).copied()
    }
}

/// What the colours of the panes show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Word by word, what differs from the base, and what stands only here.
    #[default]
    Differences,
    /// Wording of several words that stands in two or more statements.
    Shared,
    /// Passages that no other statement answers.
    OnlyHere,
    /// The mentions of the chosen issue, and what was looked for.
    Issue,
    /// Text alone.
    Plain,
}

impl Mode {
    /// All modes, in the order of their keys.
    pub const ALL: [Self; 5] = [Self::Differences, Self::Shared, Self::OnlyHere, Self::Issue, Self::Plain];

    /// Whether signs stand in the margin.
    pub const fn has_signs(self) -> bool {
        matches!(self, Self::Differences | Self::Shared | Self::OnlyHere)
    }
}

/// A passage of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// In which statement.
    pub statement: StatementId,
    /// Which passage.
    pub passage: PassageIdx,
}
