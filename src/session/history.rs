//! Undo and redo by snapshots: texts are shared, so a snapshot is a few hundred bytes.

use super::Content;

/// Snapshots that are kept.
const DEPTH: usize = 500;

#[derive(Clone, Debug, Default)]
struct Snapshot {
    content: Content,
    revision: u64,
}

/// The content now, what it was, and what was taken back.
#[derive(Debug)]
pub struct History {
    now: Snapshot,
    past: Vec<Snapshot>,
    future: Vec<Snapshot>,
    newest: u64,
    /// The revision that is saved; none where none is.
    saved: Option<u64>,
}

impl Default for History {
    fn default() -> Self {
        Self { now: Snapshot::default(), past: Vec::new(), future: Vec::new(), newest: 0, saved: Some(0) }
    }
}

impl History {
    /// The content now.
    pub fn now(&self) -> &Content {
        &self.now.content
    }

    /// A number of the content now; the same content reached by undo has its old number again.
    pub fn revision(&self) -> u64 {
        self.now.revision
    }

    /// Makes `content` the content now.
    pub fn push(&mut self, content: Content) {
        self.newest += 1;
        let new = Snapshot { content, revision: self.newest };
        self.past.push(std::mem::replace(&mut self.now, new));
        if self.past.len() > DEPTH {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// Takes the last change back.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.now, before));
        true
    }

    /// Carries the change out again that was taken back last.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.now, after));
        true
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether something was taken back.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Forgets what was: the content now is the beginning, and counts as saved.
    pub fn forget(&mut self) {
        self.past.clear();
        self.future.clear();
        self.saved = Some(self.now.revision);
    }

    /// Whether the content now is not the saved one.
    pub fn is_changed(&self) -> bool {
        Some(self.now.revision) != self.saved
    }

    /// Notes that no content is saved.
    pub fn mark_unsaved(&mut self) {
        self.saved = None;
    }

    /// Notes that the content at `revision` is saved.
    pub fn mark_saved(&mut self, revision: u64) {
        self.saved = Some(revision);
    }
}
