//! What can be asked of the program, and the one table of actions that serves menu, shortcuts and help.

use super::{After, App, OpenCell, SideList, Surface};
use crate::{
    engine::{issues::Entry, statement::PassageIdx},
    session::{SessionEdit, StatementId, Subject},
    view::{
        At, Mode,
        board::Level,
        fold::Folding,
        search::{How, Order},
        table::Rows,
    },
};
use std::path::PathBuf;

/// Something to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// An entry of the table.
    Run(Action),
    /// Open files: statements, or one session.
    Open(Vec<PathBuf>),
    /// Open a sample.
    Sample(super::samples::Sample),
    /// Save under this name.
    SaveTo(PathBuf),
    /// Change the session.
    Edit(SessionEdit),
    /// Select a passage and bring its counterparts level.
    Select(At),
    /// Link the selected passage to this one.
    LinkTo(At),
    /// Show a byte of a statement, as a mention.
    Show(StatementId, usize),
    /// A pane stands elsewhere now: paragraph and how much of it is scrolled away.
    Scrolled(StatementId, usize, f32),
    /// Width of a pane, relative to the others.
    Width(StatementId, f32),
    /// Lock or free a pane.
    Lock(StatementId, bool),
    /// Light an issue up, or none.
    Issue(Option<String>),
    /// In which order hits are listed.
    FindOrder(Order),
    /// Looks for all wordings of the issue of this name.
    FindIssue(String),
    /// Opens the folded stretch that holds a passage.
    Unfold(StatementId, PassageIdx),
    /// Text so many times as large.
    Zoom(f32),
    /// So many passages stay around those that are shown.
    Context(usize),
    /// Look for words.
    Find(String),
    /// Look for them otherwise.
    FindHow(How),
    /// Go to this hit.
    FindAt(usize),
    /// What the colours show.
    Mode(Mode),
    /// Put text on the clipboard.
    Copy(String),
    /// Shows the box with the speakers of a statement.
    Speakers(StatementId),
    /// Goes to a divergence, by its number in the list.
    Divergence(usize),
    /// Tracks an issue in the place of that called `old`, or adds its wordings to the one called `into`.
    Track {
        /// The issue that is changed.
        old: Option<String>,
        /// What it is made of now.
        entry: Entry,
        /// The issue that gets its wordings.
        into: Option<String>,
    },
    /// Tracks the issue of this name no longer.
    DropIssue(String),
    /// Tracks words that are selected in a text; none where none are.
    TrackWords(Option<String>),
    /// Splits the passage that holds this byte, before it; none where no words are selected.
    Split(Option<(StatementId, usize)>),
    /// Writes about something.
    Note(Subject),
    /// Shows one of the lists at the side.
    Side(SideList),
    /// Opens the statements of the board into parties or speakers.
    Level(Level),
    /// What the rows of the table of positions are.
    Rows(Rows),
    /// Opens a count of the board.
    Cell(OpenCell),
    /// Look at title, form, party of a statement.
    Properties(StatementId),
    /// Settings as the reader wants them.
    Settings(Box<super::settings::Settings>),
    /// The window has the keyboard again: sources may have changed meanwhile.
    Focused,
    /// Save over the file that is there.
    Replace(PathBuf),
    /// Save under another name than that of the file that is there.
    SaveElsewhere,
    /// Open work that was left behind.
    Recover(PathBuf),
    /// Remove work that was left behind.
    Discard(PathBuf),
    /// Close the box that is open.
    CloseDialog,
    /// Answer to "Save changes?": save first, or not.
    Unsaved {
        /// Save first.
        save: bool,
        /// Then this.
        after: After,
    },
    /// The message was read.
    DismissNotice,
}

/// A key of a shortcut, as printed on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// With Ctrl (Command on a Mac).
    pub ctrl: bool,
    /// With Shift.
    pub shift: bool,
    /// The key's name: `O`, `F8`, `Plus`, `Up`.
    pub key: &'static str,
}

impl Shortcut {
    /// As shown in menus: `Ctrl+Shift+S`.
    pub fn label(self) -> String {
        let key = match self.key {
            "Plus" => "+",
            "Minus" => "-",
            "Comma" => ",",
            "ArrowUp" => "\u{2191}",
            "ArrowDown" => "\u{2193}",
            "ArrowLeft" => "\u{2190}",
            "ArrowRight" => "\u{2192}",
            key => key,
        };
        format!("{}{}{key}", if self.ctrl { "Ctrl+" } else { "" }, if self.shift { "Shift+" } else { "" })
    }
}

macro_rules! actions {
    ($($name:ident, $label:literal, $shortcut:expr, $tip:literal;)*) => {
        /// An action of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $(#[doc = $tip] $name,)* }

        impl Action {
            /// All actions, in the order of the menus.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// What menus and buttons say.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }

            /// What it does, in a few words.
            pub const fn tooltip(self) -> &'static str {
                match self { $(Self::$name => $tip,)* }
            }

            /// Its shortcut.
            pub const fn shortcut(self) -> Option<Shortcut> {
                match self { $(Self::$name => $shortcut,)* }
            }
        }
    };
}

#[expect(clippy::unnecessary_wraps, reason = "a column of the table below, in which some have none")]
const fn key(ctrl: bool, shift: bool, key: &'static str) -> Option<Shortcut> {
    Some(Shortcut { ctrl, shift, key })
}

actions! {
    New, "New comparison", key(true, false, "N"), "Begin an empty comparison";
    Open, "Open…", key(true, false, "O"), "Open statements or a saved comparison";
    PasteStatement, "Paste as statement", key(true, true, "V"), "Make a statement of the text on the clipboard";
    Save, "Save", key(true, false, "S"), "Save the comparison";
    SaveAs, "Save as…", key(true, true, "S"), "Save the comparison under another name";
    Quit, "Quit", key(true, false, "Q"), "Close the program";
    Undo, "Undo", key(true, false, "Z"), "Take the last change back";
    Redo, "Redo", key(true, true, "Z"), "Carry out again what was taken back";
    CopyPassage, "Copy with citation", key(true, true, "C"), "Copy the selected passage with its source";
    CopyApparatus, "Copy passage and counterparts", key(true, true, "A"), "Copy the selected passage and what answers it in each statement, with sources";
    Link, "Link by hand", key(true, false, "L"), "Remember the selected passage, then link it to the one that is selected next; or Ctrl+click the other passage";
    Unlink, "Cut links", key(true, true, "L"), "Cut the links of the selected passage";
    Find, "Find…", key(true, false, "F"), "Find words in all panes";
    FindNext, "Find next", key(false, false, "F3"), "Go to the next hit";
    FindPrevious, "Find previous", key(false, true, "F3"), "Go to the hit before";
    NextDifference, "Next difference", key(false, false, "F8"), "Go to the next difference from the base";
    PreviousDifference, "Previous difference", key(false, true, "F8"), "Go to the difference before";
    NextPassage, "Next passage", key(false, false, "ArrowDown"), "Select the passage below";
    PreviousPassage, "Previous passage", key(false, false, "ArrowUp"), "Select the passage above";
    PaneRight, "Counterpart to the right", key(false, false, "ArrowRight"), "Select what answers in the next pane";
    PaneLeft, "Counterpart to the left", key(false, false, "ArrowLeft"), "Select what answers in the pane before";
    Larger, "Larger text", key(true, false, "Plus"), "Make the text larger";
    Smaller, "Smaller text", key(true, false, "Minus"), "Make the text smaller";
    NormalSize, "Normal text size", key(true, false, "0"), "Give the text its normal size";
    NextDivergence, "Next divergence", key(false, false, "F7"), "Go to what the list of divergences names next";
    PreviousDivergence, "Previous divergence", key(false, true, "F7"), "Go to what the list of divergences names before";
    Tick, "Looked at", key(true, false, "Enter"), "Tick the line of the list that you are at, and go to the next; or take its tick away";
    Mute, "Mute", key(true, false, "M"), "Do not show this line of the list in this comparison, and go to the next";
    HideSeen, "Hide what was looked at", None, "Show only lines of the list that are not ticked";
    JoinPassage, "Join with the passage before", key(true, false, "J"), "Make the selected passage one with that before it";
    SplitPassage, "Split passage", key(true, true, "J"), "Begin a passage at the words that are selected in a text";
    ColourDifferences, "Colours: differences", key(false, false, "1"), "Word by word, what differs from the base";
    ColourShared, "Colours: shared wording", key(false, false, "2"), "Wording of several words that stands in two or more statements";
    ColourOnlyHere, "Colours: only here", key(false, false, "3"), "Passages that no other statement answers";
    ColourIssue, "Colours: issue", key(false, false, "4"), "The mentions of the chosen issue, and what was looked for";
    ColourPlain, "Colours: none", key(false, false, "5"), "Text alone";
    FoldNothing, "Show all passages", key(true, false, "F6"), "Fold nothing away";
    FoldSame, "Show only differences", key(false, false, "F6"), "Fold away what stands word for word at the same place; again: show all";
    FoldAlone, "Show only what is shared", key(false, true, "F6"), "Fold away what nothing answers; again: show all";
    Unfold, "Open the next fold", key(true, true, "F6"), "Open what is folded away below the selected passage, or above it";
    MakeBase, "Hold the others against this pane", key(true, false, "B"), "Make the statement of the selected passage the base";
    LockPane, "Lock or free the pane", key(true, true, "B"), "Let the pane of the selected passage scroll with the others, or not";
    MovePaneLeft, "Move the pane to the left", key(true, true, "ArrowLeft"), "Put the pane of the selected passage before its neighbour";
    MovePaneRight, "Move the pane to the right", key(true, true, "ArrowRight"), "Put the pane of the selected passage behind its neighbour";
    NextCounterpart, "Next counterpart", key(false, false, "F4"), "Where several passages answer the selected one: bring the next level";
    PreviousCounterpart, "Previous counterpart", key(false, true, "F4"), "Bring the counterpart before level";
    Note, "Note…", key(true, false, "E"), "Write about the selected passage";
    TrackWords, "Track as issue…", key(true, false, "I"), "Make the words that are selected in a text an issue, or a wording of one";
    EditIssue, "Edit issue…", key(false, false, "F2"), "Name, wordings and exceptions of the chosen issue; merge it with another";
    AcceptIssue, "Keep issue", key(true, true, "I"), "Keep the chosen issue, which was found in the texts";
    DropIssue, "Drop issue", key(true, false, "Delete"), "Do not track the chosen issue in this comparison";
    Texts, "Texts", key(true, false, "1"), "Show the texts side by side";
    Board, "Board of issues", key(true, false, "2"), "Show how often each statement, party or speaker mentions each issue";
    Table, "Table of positions", key(true, false, "3"), "Show what each side says on each issue, with your verdict";
    CopyTable, "Copy the table", None, "Copy the table of positions for a spreadsheet or a document";
    ToggleIssues, "Lists at the side", key(false, false, "F9"), "Show or hide what to look at first, and the issues";
    ToggleHidden, "Hidden characters", key(true, true, "H"), "Show or hide characters of no width and those that change the direction";
    StopComparing, "Stop", None, "Stop the comparison that is being made";
    CompareAgain, "Compare again", key(false, false, "F5"), "Make the comparison again";
    Palette, "Command palette…", key(true, false, "K"), "Do anything by a few letters of its name";
    Settings, "Settings…", key(true, false, "Comma"), "Theme, face and size of the text, what opens at start";
    Shortcuts, "Keyboard shortcuts", key(false, false, "F1"), "List all shortcuts";
    About, "About Communiqué", None, "Version and licence";
}

impl Action {
    /// What it does, and its shortcut.
    pub fn tip(self) -> String {
        self.shortcut().map_or_else(|| self.tooltip().to_owned(), |shortcut| format!("{} ({})", self.tooltip(), shortcut.label()))
    }

    /// Whether it can be done now.
    pub fn is_enabled(self, app: &App) -> bool {
        let is_open = !app.content().entries.is_empty();
        match self {
            Self::Save | Self::SaveAs | Self::New | Self::Find | Self::NextPassage | Self::PreviousPassage => is_open,
            Self::Undo => app.session().can_undo(),
            Self::Redo => app.session().can_redo(),
            Self::Link => app.selected().is_some() && app.content().entries.len() > 1,
            Self::FoldSame | Self::FoldAlone | Self::FoldNothing => app.compared().is_some(),
            Self::Unfold => app.folds().folding != Folding::Nothing && app.selected().is_some(),
            Self::MakeBase | Self::LockPane | Self::MovePaneLeft | Self::MovePaneRight => app.selected().is_some(),
            Self::NextCounterpart | Self::PreviousCounterpart => app.selected().is_some() && app.compared().is_some(),
            Self::Unlink => app.selected().is_some() && app.compared().is_some(),
            Self::EditIssue | Self::AcceptIssue | Self::DropIssue => app.chosen_issue().is_some(),
            Self::Note | Self::JoinPassage | Self::CopyPassage | Self::CopyApparatus | Self::PaneLeft | Self::PaneRight => {
                app.selected().is_some()
            }
            Self::FindNext | Self::FindPrevious => !app.find().hits.is_empty(),
            Self::StopComparing => app.progress().is_some(),
            Self::CompareAgain => app.content().entries.len() > 1 && app.progress().is_none(),
            Self::Board | Self::Table | Self::CopyTable => app.compared().is_some() || app.surface() != Surface::Texts,
            Self::Tick | Self::Mute => app.divergence().is_some(),
            Self::NextDifference | Self::PreviousDifference => app.compared().is_some(),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_a_shortcut() {
        let mut seen = Vec::new();
        for action in Action::ALL {
            if let Some(shortcut) = action.shortcut() {
                assert!(!seen.contains(&shortcut), "{} is taken", shortcut.label());
                seen.push(shortcut);
            }
        }
    }
}
