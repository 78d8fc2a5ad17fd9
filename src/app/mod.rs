//! The program without its window: what is open, what a command does, what runs in the background. Knows no egui: it is
//! given a waker, so the whole program runs in a test.

pub mod command;
mod handle;
mod jobs;
pub mod notice;
pub mod samples;
pub mod settings;
mod shown;

use crate::{
    engine::{
        align::Group,
        issues::Issue,
        statement::PassageIdx,
        text::{ByteSpan, one_line},
    },
    platform::Platform,
    session::{Content, LinkEnd, Session, StatementId, Subject},
    view::{
        At, Compared, Mode,
        board::{Board, Kwic, Level},
        list::Listed,
        reading::{Folds, Reading},
        sync,
        table::Rows,
    },
};
pub use command::{Action, Command};
pub use handle::logic_after_load;
use jobs::{Event, Jobs};
pub use notice::Notice;
use settings::{Settings, Theme};
pub use shown::{After, Dialog, Find, OpenCell, Reveal, SideList, Surface};
use std::{path::PathBuf, sync::Arc};

/// A session that was read and waits until unsaved work is dealt with.
#[derive(Debug)]
struct Incoming {
    session: Session,
    /// Its file and that file's digest.
    file: Option<(PathBuf, String)>,
    /// The file of the recovery folder that it was read from.
    recovered_from: Option<PathBuf>,
}

/// The program.
pub struct App {
    platform: Arc<dyn Platform>,
    jobs: Jobs,
    session: Session,
    /// Counts up with every session that takes the place of another.
    session_number: u64,
    /// The session's file.
    path: Option<PathBuf>,
    /// Digest of that file as it was read or written last.
    digest: Option<String>,
    compared: Option<Compared>,
    compared_of: handle::Ingredients,
    changed_sources: Vec<StatementId>,
    selected: Option<At>,
    /// A passage that waits for the one it is to be linked to.
    link_from: Option<At>,
    chosen_issue: Option<String>,
    find: Find,
    mode: Mode,
    dialog: Option<Dialog>,
    notice: Option<Notice>,
    settings: Settings,
    reveal: Option<Reveal>,
    side: SideList,
    divergence: Option<usize>,
    listed: Listed,
    listed_of: Option<handle::ListOf>,
    hides_seen: bool,
    surface: Surface,
    level: Level,
    rows: Rows,
    board: Arc<Board>,
    board_of: Option<handle::BoardOf>,
    open_cell: Option<OpenCell>,
    kwic: Arc<[Kwic]>,
    folds: Folds,
    reading: Reading,
    reading_of: Option<handle::ReadingOf>,
    /// Which of several counterparts the panes show, counted from the best.
    counterpart: usize,
    show_hidden: bool,
    after_save: Option<After>,
    incoming: Option<Incoming>,
    left_behind: Vec<(PathBuf, Vec<String>)>,
    /// A file of the recovery folder that goes as soon as its work is kept under this program's own name.
    recovered_from: Option<PathBuf>,
    /// Session and revision whose work was last sent to the recovery file; none where there is no unsaved work.
    kept: Option<(u64, u64)>,
    is_system_dark: Option<bool>,
    is_stopped: bool,
    has_settings_trouble: bool,
    is_closing: bool,
    is_rescued: bool,
    quit: bool,
    to_copy: Option<String>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("path", &self.path).field("statements", &self.content().entries.len()).finish_non_exhaustive()
    }
}

impl Drop for App {
    fn drop(&mut self) {
        // Something went wrong outside of commands and frames: the work is saved while the program falls.
        if std::thread::panicking() && !self.is_rescued {
            drop(self.rescue());
        }
    }
}

impl App {
    /// A program with nothing open. `wake` is called from other threads when something is ready.
    pub fn new(platform: Arc<dyn Platform>, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (settings, notice) = settings::load(platform.as_ref());
        Self {
            jobs: Jobs::new(Arc::clone(&platform), Arc::new(wake)),
            platform,
            session: Session::default(),
            session_number: 0,
            path: None,
            digest: None,
            compared: None,
            compared_of: handle::Ingredients::default(),
            link_from: None,
            changed_sources: Vec::new(),
            selected: None,
            chosen_issue: None,
            find: Find::default(),
            mode: Mode::default(),
            dialog: None,
            notice,
            settings,
            reveal: None,
            side: SideList::default(),
            divergence: None,
            listed: Listed::default(),
            listed_of: None,
            hides_seen: false,
            surface: Surface::default(),
            level: Level::default(),
            rows: Rows::default(),
            board: Arc::default(),
            board_of: None,
            open_cell: None,
            kwic: Arc::default(),
            folds: Folds::default(),
            reading: Reading::default(),
            reading_of: None,
            counterpart: 0,
            show_hidden: false,
            after_save: None,
            incoming: None,
            left_behind: Vec::new(),
            recovered_from: None,
            kept: None,
            is_system_dark: None,
            is_stopped: false,
            has_settings_trouble: false,
            is_closing: false,
            is_rescued: false,
            quit: false,
            to_copy: None,
        }
    }

    /// Takes in what other threads finished and starts what is due. Called before every frame.
    pub fn poll(&mut self) {
        while let Some(event) = self.jobs.next() {
            handle::event(self, event);
        }
        handle::start_what_is_due(self);
    }

    /// Waits for the next thing that another thread finishes and takes it in; for tests and for loading before the window.
    /// Returns whether anything was under way.
    pub fn wait(&mut self) -> bool {
        handle::start_what_is_due(self);
        let Some(event) = self.jobs.wait() else { return false };
        handle::event(self, event);
        self.poll();
        true
    }

    /// Carries out a command.
    pub fn handle(&mut self, command: Command) {
        handle::command(self, command);
        handle::start_what_is_due(self);
    }

    /// Saves unsaved work after something went wrong inside the program, without asking: beside its file, or where the
    /// next start finds it. Returns a sentence for the user.
    pub fn rescue(&mut self) -> String {
        self.is_rescued = true;
        handle::rescue(self)
    }

    /// What the session keeps.
    pub fn content(&self) -> &Content {
        self.session.content()
    }

    /// The session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The number of the base; 0 where nothing is open.
    pub fn base(&self) -> StatementId {
        self.content().base.unwrap_or(StatementId(0))
    }

    /// The comparison of what is open, once it is there.
    pub fn compared(&self) -> Option<&Compared> {
        self.compared.as_ref()
    }

    /// How far the comparison is, while one runs: 0 to 1.
    pub fn progress(&self) -> Option<f32> {
        self.jobs.progress()
    }

    /// Where the session could be saved: its file, or a name made of the first title.
    pub fn proposed_path(&self) -> PathBuf {
        handle::proposed_path(self)
    }

    /// Whether something is being opened.
    pub fn is_opening(&self) -> bool {
        self.jobs.is_opening()
    }

    /// Whether the reader stopped the comparison, or it broke off.
    pub fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Work that programs left behind which ended without closing: file, titles of the statements.
    pub fn left_behind(&self) -> &[(PathBuf, Vec<String>)] {
        &self.left_behind
    }

    /// The selected passage.
    pub fn selected(&self) -> Option<At> {
        self.selected
    }

    /// The passages of a pane that are selected or answer the selected one.
    pub fn lit(&self, pane: StatementId) -> Vec<PassageIdx> {
        match (self.selected, &self.compared) {
            (Some(at), _) if at.statement == pane => vec![at.passage],
            (Some(at), Some(_)) => self.counterpart_in(at, pane).map_or_else(Vec::new, |group| group.passages().collect()),
            _ => Vec::new(),
        }
    }

    /// What answers a passage in a pane: of several the one that was stepped to.
    pub fn counterpart_in(&self, at: At, pane: StatementId) -> Option<Group> {
        sync::counterpart(self.compared.as_ref()?, at, pane, self.counterpart).map(|(_, group)| group)
    }

    /// How many passages answer the selected one in a pane, and which of them is shown, from 1.
    pub fn counterparts(&self, pane: StatementId) -> (usize, usize) {
        let found = self.selected.zip(self.compared.as_ref()).filter(|(at, _)| at.statement != pane);
        let count = found.map_or(0, |(at, compared)| sync::counterparts(compared, at, pane).len());
        (count, self.counterpart.checked_rem(count).map_or(0, |at| at + 1))
    }

    /// Which of several counterparts is shown, counted from the best.
    pub fn counterpart(&self) -> usize {
        self.counterpart
    }

    /// What is folded away in the panes.
    pub fn folds(&self) -> &Folds {
        &self.folds
    }

    /// What the panes show besides words.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Issues that somebody mentions.
    pub fn issues(&self) -> &[Issue] {
        self.compared.as_ref().map_or(&[], |c| &c.comparison.issues)
    }

    /// The issue that lights up in the panes.
    pub fn chosen_issue(&self) -> Option<&Issue> {
        let name = self.chosen_issue.as_ref()?;
        self.issues().iter().find(|issue| &issue.name == name)
    }

    /// Mentions of the chosen issue in a pane.
    pub fn issue_spans(&self, pane: StatementId) -> Vec<ByteSpan> {
        let idx = self.compared.as_ref().and_then(|c| c.idx(pane));
        let mentions = self.chosen_issue().zip(idx).and_then(|(issue, idx)| issue.mentions.get(idx.0));
        mentions.map_or_else(Vec::new, |all| all.iter().map(|m| m.span).collect())
    }

    /// What a note is about, in the words of the texts.
    pub fn words_of(&self, about: &Subject) -> String {
        let words = |end: &LinkEnd| {
            let text = self.content().entry(end.statement).map_or("", |entry| entry.statement.text());
            one_line(end.span.of(text))
        };
        match about {
            Subject::Issue(name) => name.clone(),
            Subject::Passage(end) => words(end),
            Subject::Link(a, b) => format!("{} \u{2014} {}", words(a), words(b)),
        }
    }

    /// Find in all panes.
    pub fn find(&self) -> &Find {
        &self.find
    }

    /// What the colours show.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The box that is open.
    pub fn dialog(&self) -> Option<&Dialog> {
        self.dialog.as_ref()
    }

    /// The last message.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// What is kept of the user in general.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Dark or light where the reader or the desktop decided so; as the window system says where neither did.
    pub fn theme(&self) -> Theme {
        match (self.settings.theme, self.is_system_dark) {
            (Theme::System, Some(true)) => Theme::Dark,
            (Theme::System, Some(false)) => Theme::Light,
            (theme, _) => theme,
        }
    }

    /// What the panes were last asked to show.
    pub fn reveal(&self) -> Option<Reveal> {
        self.reveal
    }

    /// Which list stands at the side.
    pub fn side(&self) -> SideList {
        self.side
    }

    /// The divergence that was gone to last, by its number in the list.
    pub fn divergence(&self) -> Option<usize> {
        self.divergence
    }

    /// What is shown of the list of divergences.
    pub fn listed(&self) -> &Listed {
        &self.listed
    }

    /// What fills the middle of the window.
    pub fn surface(&self) -> Surface {
        self.surface
    }

    /// Into what the board opens the statements.
    pub fn level(&self) -> Level {
        self.level
    }

    /// What the rows of the table of positions are.
    pub fn rows(&self) -> Rows {
        self.rows
    }

    /// The board of issues.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// The count of the board that is opened.
    pub fn open_cell(&self) -> Option<&OpenCell> {
        self.open_cell.as_ref()
    }

    /// The mentions behind that count, in context.
    pub fn kwic(&self) -> &[Kwic] {
        &self.kwic
    }

    /// The issues of the table of positions in the order of its rows; hidden ones left out.
    pub fn table_rows(&self) -> Vec<&Issue> {
        handle::table_rows(self)
    }

    /// Whether the list leaves out what was looked at.
    pub fn hides_seen(&self) -> bool {
        self.hides_seen
    }

    /// Whether characters that have no form of their own are shown.
    pub fn shows_hidden(&self) -> bool {
        self.show_hidden
    }

    /// Whether the list of issues is shown.
    pub fn shows_issues(&self) -> bool {
        self.settings.lists
    }

    /// Whether the program is to end.
    pub fn is_quitting(&self) -> bool {
        self.quit
    }

    /// Text that is to go to the clipboard, given once.
    pub fn take_copy(&mut self) -> Option<String> {
        self.to_copy.take()
    }

    /// Whether the source of a statement is no longer what was read.
    pub fn is_source_changed(&self, id: StatementId) -> bool {
        self.changed_sources.contains(&id)
    }

    /// The saved file's name, or "Untitled", a mark of unsaved work before it.
    pub fn window_title(&self) -> String {
        let name = self
            .path
            .as_ref()
            .and_then(|p| p.file_stem())
            .map_or_else(|| "Untitled comparison".to_owned(), |stem| stem.to_string_lossy().into_owned());
        let mark = if self.session.is_changed() { "\u{2022} " } else { "" };
        if self.content().entries.is_empty() { "Communiqu\u{e9}".to_owned() } else { format!("{mark}{name} \u{2013} Communiqu\u{e9}") }
    }
}
