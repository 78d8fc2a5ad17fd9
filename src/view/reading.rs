//! What the panes show of each statement besides its words: the sign of every passage, and what is folded away.

use super::{
    Compared,
    fold::{self, Folding},
    runs::{self, Sign},
};
use crate::{
    engine::statement::PassageIdx,
    session::{Content, Entry, StatementId},
};
use std::{collections::HashMap, ops::Range, sync::Arc};

/// What is left out, and what the reader opened of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folds {
    /// Which passages are shown.
    pub folding: Folding,
    /// So many passages stay around each.
    pub context: usize,
    /// What the reader opened.
    pub opened: Vec<(StatementId, Range<usize>)>,
}

impl Default for Folds {
    fn default() -> Self {
        Self { folding: Folding::default(), context: 1, opened: Vec::new() }
    }
}

/// What a pane shows of its statement.
#[derive(Clone, Debug, Default)]
pub struct PaneReading {
    /// The sign of each passage and whether it moved; none for labels, and nothing at all before the comparison is there.
    pub signs: Arc<[Option<(Sign, bool)>]>,
    /// Stretches of passages that are folded away, in order.
    pub folded: Arc<[Range<usize>]>,
}

/// What all panes show.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Counts up with every change.
    pub number: u64,
    panes: HashMap<StatementId, PaneReading>,
}

impl Reading {
    /// Signs as seen from the base, and what is folded away. Linear in the number of passages.
    #[must_use]
    pub fn made(&self, content: &Content, compared: Option<&Compared>, base: StatementId, folds: &Folds) -> Self {
        let signs = |entry: &Entry| {
            let sign = |passage| runs::sign(compared, &entry.statement, entry.id, base, PassageIdx(passage));
            let signs = (0..entry.statement.passages.len()).map(sign).collect();
            (entry.id, PaneReading { signs, folded: Arc::default() })
        };
        Self { number: self.number, panes: content.entries.iter().map(signs).collect() }.folded(content, folds)
    }

    /// The same signs, other folds. Linear in the number of passages.
    #[must_use]
    pub fn folded(mut self, content: &Content, folds: &Folds) -> Self {
        for entry in &content.entries {
            let Some(pane) = self.panes.get_mut(&entry.id) else { continue };
            let opened = folds.opened.iter().filter(|(id, _)| *id == entry.id).map(|(_, stretch)| stretch.clone());
            pane.folded = fold::folded(&entry.statement, &pane.signs, (folds.folding, folds.context), &opened.collect::<Vec<_>>()).into();
        }
        self.number += 1;
        self
    }

    /// What a pane shows.
    pub fn pane(&self, id: StatementId) -> PaneReading {
        self.panes.get(&id).cloned().unwrap_or_default()
    }
}
