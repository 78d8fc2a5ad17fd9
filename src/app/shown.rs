//! What can be open or shown: surfaces, lists, boxes, what was looked for, what the panes are asked to show.

use super::samples;
use crate::{
    engine::{issues::Entry, text::ByteSpan},
    session::{StatementId, Subject},
    view::{
        At,
        search::{Hit, How, Order},
    },
};
use std::path::PathBuf;

/// What the program does once unsaved work is dealt with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// End.
    Quit,
    /// Open the session that was read.
    Incoming,
    /// Open a sample instead.
    Sample(samples::Sample),
    /// Begin an empty comparison.
    New,
}

/// The lists at the side of the panes, of which one is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SideList {
    /// What to look at first.
    #[default]
    Divergences,
    /// What each statement mentions.
    Issues,
}

/// What fills the middle of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Surface {
    /// The texts side by side.
    #[default]
    Texts,
    /// Issues and how often each side mentions them.
    Board,
    /// Issues and what each side says, with the reader's verdict.
    Table,
}

/// A count of the board that is opened: the issue, and the column or all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCell {
    /// The issue's name.
    pub issue: String,
    /// The column's number.
    pub column: Option<usize>,
}

/// A box that is open above the panes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Save, Don't save, Cancel.
    Unsaved(After),
    /// What the program is.
    About,
    /// Every action, by a few letters of its name.
    Palette,
    /// Who speaks in a statement.
    Speakers(StatementId),
    /// Name and wordings of an issue: of the one called `old`, or of a new one.
    Issue {
        /// The issue that is changed.
        old: Option<String>,
        /// What it is made of.
        entry: Entry,
    },
    /// Verdict and words about something.
    Note(Subject),
    /// Title, form, party and excerpt mark of a statement.
    Properties(StatementId),
    /// A path by hand, where the system has no dialog: to open or to save.
    Path {
        /// Whether to save; otherwise to open.
        saving: bool,
    },
    /// All shortcuts.
    Shortcuts,
    /// Theme, face, size, what opens at start.
    Settings,
    /// A file is there: replace it?
    Overwrite {
        /// Which file.
        path: PathBuf,
        /// Whether it is the session's own file, which another program changed.
        is_own: bool,
    },
    /// Work was left behind by a program that ended without closing.
    Recover,
}

/// Find in all panes.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// Counts up with every change of what was found.
    pub number: u64,
    /// The words looked for.
    pub words: String,
    /// All places.
    pub hits: Vec<Hit>,
    /// The same by panes.
    pub(super) spans: Vec<(StatementId, Vec<ByteSpan>)>,
    /// Which of them is shown.
    pub current: usize,
    /// How they are looked for.
    pub how: How,
    /// In which order they are listed.
    pub order: Order,
    /// Their numbers in that order.
    pub listed: Vec<usize>,
    /// Why nothing can be looked for.
    pub trouble: Option<String>,
}

impl Find {
    /// The places in a pane, in order.
    pub fn hits_in(&self, pane: StatementId) -> &[ByteSpan] {
        self.spans.iter().find(|(id, _)| *id == pane).map_or(&[], |(_, spans)| spans)
    }

    /// Takes in what was found.
    pub(super) fn found(&mut self, hits: Vec<Hit>) {
        self.number += 1;
        self.spans.clear();
        for hit in &hits {
            match self.spans.last_mut() {
                Some((id, spans)) if *id == hit.statement => spans.push(hit.span),
                _ => self.spans.push((hit.statement, vec![hit.span])),
            }
        }
        self.hits = hits;
    }
}

/// A request to the panes, obeyed once: make a passage visible.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reveal {
    /// Counts up with every request.
    pub number: u64,
    /// The pane and passage.
    pub at: At,
    /// The byte to show, where it is a search hit.
    pub byte: usize,
}
