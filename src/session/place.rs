//! The reading place: what is selected, where each pane stands, how wide it is. Saved, not undone.

use super::StatementId;
use serde::{Deserialize, Serialize};

/// The selected passage, by where it begins: passages may be cut otherwise by a later release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectedPlace {
    /// In which statement.
    pub statement: StatementId,
    /// First byte of the passage.
    pub start: usize,
}

/// Where one pane stands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PanePlace {
    /// Which statement it shows.
    pub statement: StatementId,
    /// The paragraph at its upper edge.
    pub paragraph: usize,
    /// How much of that paragraph is scrolled away, 0 to 1.
    pub fraction: f32,
    /// Does not follow the others.
    pub locked: bool,
    /// Share of the window's width, relative to the other panes.
    pub width: f32,
}

impl PanePlace {
    /// A pane at its beginning.
    pub const fn new(statement: StatementId) -> Self {
        Self { statement, paragraph: 0, fraction: 0.0, locked: false, width: 1.0 }
    }
}

/// Where the reader is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The selected passage.
    pub selected: Option<SelectedPlace>,
    /// The panes that were moved, locked or resized.
    pub panes: Vec<PanePlace>,
}

impl Place {
    /// Where the pane of this statement stands.
    pub fn pane(&self, statement: StatementId) -> PanePlace {
        self.panes.iter().find(|pane| pane.statement == statement).copied().unwrap_or(PanePlace::new(statement))
    }

    /// The pane of this statement, to be changed.
    pub fn pane_mut(&mut self, statement: StatementId) -> &mut PanePlace {
        let at = self.panes.iter().position(|pane| pane.statement == statement).unwrap_or_else(|| {
            self.panes.push(PanePlace::new(statement));
            self.panes.len() - 1
        });
        // The position was just found or made.
        #[expect(clippy::indexing_slicing, reason = "the position was found or made in the line before")]
        &mut self.panes[at]
    }
}
