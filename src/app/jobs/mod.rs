//! What runs in the background: import, comparison, saving, native dialogs. Answers come as events; a stale comparison
//! is told by its ticket and dropped.

mod open;
mod queue;
mod save;

use super::settings::{self, Settings};
use crate::{
    engine::{
        comparison::{CompareOptions, Comparer, Comparison, Decision},
        issues::{Entry, Lexicon},
        statement::Statement,
        text::Cancel,
    },
    platform::{DialogAnswer, Platform, threads},
    session::{NewStatement, Session, Source, StatementId},
    view::search::{self, Hit, How},
};
use queue::Queue;
pub(super) use save::{Guard, Keep, Save, Saved};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, AtomicU64, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
};

/// Something that another thread finished.
pub(super) enum Event {
    /// Files were read.
    Read {
        /// Statements, each with its file where it has one.
        read: Vec<(Option<PathBuf>, NewStatement)>,
        /// Issues to be tracked.
        issues: Vec<Entry>,
        /// A sentence for each file that was not read.
        failed: Vec<String>,
    },
    /// A session that was read, and the digest of its file.
    Session(PathBuf, Box<Session>, String),
    /// Nothing could be opened: why.
    NotOpened(String),
    /// Something else did not work: why.
    Failed(String),
    /// A comparison of this ticket.
    Compared(u64, Vec<StatementId>, Arc<Comparison>),
    /// A session was written.
    Saved(Saved),
    /// A session was not written: a file is there, and whether it is this session's own, changed by somebody else.
    Occupied(PathBuf, bool),
    /// A session could not be written.
    NotSaved(String),
    /// A comparison broke off: why.
    NotCompared(String),
    /// Files to open were chosen.
    ToOpen(DialogAnswer),
    /// Where to save was chosen.
    ToSave(DialogAnswer),
    /// Sources that are no longer what was read.
    Changed(Vec<StatementId>),
    /// Work that was left behind by programs that ended without closing: its file, the titles in it.
    LeftBehind(Vec<(PathBuf, Vec<String>)>),
    /// Such work was read.
    Recovered(PathBuf, Box<Session>),
    /// Unsaved work was dealt with: the number of the session of which a copy is kept now.
    Kept(Option<u64>),
    /// The settings were written, or why not.
    SettingsKept(Result<(), String>),
    /// Words were looked for.
    Found(Search, Result<Vec<Hit>, String>),
    /// Words could not be looked for: why.
    NotFound(String),
    /// Whether the desktop is set to dark, where it says so.
    Darkness(Option<bool>),
    /// A dialog or check ended without anything to tell.
    Nothing,
}

/// The thread pool's books: how many jobs are out, and the newest comparison.
pub(super) struct Jobs {
    platform: Arc<dyn Platform>,
    wake: Arc<dyn Fn() + Send + Sync>,
    sender: Sender<Event>,
    receiver: Receiver<Event>,
    out: usize,
    newest: Arc<AtomicU64>,
    /// Keeps what the texts alone decide from one comparison to the next.
    comparer: Arc<Mutex<Comparer>>,
    done: Arc<AtomicU32>,
    comparing: bool,
    /// How many wishes to open something are out.
    opening: usize,
    /// Whether sources are being looked at.
    checking: bool,
    saves: Queue<Save>,
    keeps: Queue<Keep>,
    settings: Queue<Settings>,
    finds: Queue<Search>,
}

/// Words to be looked for.
#[derive(Clone, Debug)]
pub(super) struct Search {
    pub words: String,
    pub how: How,
    /// Whether the first hit is gone to.
    pub goes: bool,
    /// Where.
    pub texts: Vec<(StatementId, Arc<Statement>)>,
}

/// A comparison is no longer wanted once a newer one has begun.
struct Ticket {
    number: u64,
    newest: Arc<AtomicU64>,
    done: Arc<AtomicU32>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Cancel for Ticket {
    fn is_cancelled(&self) -> bool {
        self.newest.load(Ordering::Relaxed) != self.number
    }

    fn progress(&self, done: f32) {
        self.done.store((done * 1000.0) as u32, Ordering::Relaxed);
        (self.wake)();
    }
}

impl Jobs {
    pub fn new(platform: Arc<dyn Platform>, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let (sender, receiver) = channel();
        Self {
            platform,
            wake,
            sender,
            receiver,
            out: 0,
            newest: Arc::default(),
            comparer: Arc::default(),
            done: Arc::default(),
            comparing: false,
            opening: 0,
            checking: false,
            saves: Queue::default(),
            keeps: Queue::default(),
            settings: Queue::default(),
            finds: Queue::default(),
        }
    }

    /// The next finished thing, if there is one.
    pub fn next(&mut self) -> Option<Event> {
        self.receiver.try_recv().ok().inspect(|_| self.out -= 1)
    }

    /// Waits for the next finished thing; none where nothing is under way.
    pub fn wait(&mut self) -> Option<Event> {
        if self.out == 0 { None } else { self.receiver.recv().ok().inspect(|_| self.out -= 1) }
    }

    /// How far the newest comparison is.
    pub fn progress(&self) -> Option<f32> {
        self.comparing.then(|| self.done.load(Ordering::Relaxed) as f32 / 1000.0)
    }

    /// Whether a comparison of this ticket is still the newest.
    pub fn is_newest(&mut self, ticket: u64) -> bool {
        let newest = self.newest.load(Ordering::Relaxed) == ticket;
        self.comparing &= !newest;
        newest
    }

    /// Does `work` on another thread; a panic in it becomes the event that `failed` makes of a sentence.
    fn spawn(&mut self, failed: fn(String) -> Event, work: impl FnOnce(&dyn Platform) -> Event + Send + 'static) {
        self.out += 1;
        let (platform, sender, wake) = (Arc::clone(&self.platform), self.sender.clone(), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            let event = catch_unwind(AssertUnwindSafe(|| work(platform.as_ref())))
                .unwrap_or_else(|_| failed("Something went wrong inside the program; nothing that was open is lost.".to_owned()));
            // The program may have ended meanwhile.
            let _ = sender.send(event);
            wake();
        });
    }

    /// Starts the job that a queue hands out, if it does.
    fn start<T: Send + 'static>(&mut self, job: Option<T>, failed: fn(String) -> Event, work: fn(&dyn Platform, &T) -> Event) {
        if let Some(job) = job {
            self.spawn(failed, move |platform| work(platform, &job));
        }
    }

    /// Reads files: one session, or statements.
    pub fn open(&mut self, paths: Vec<PathBuf>) {
        self.opening += 1;
        self.spawn(Event::NotOpened, move |platform| open::files(platform, &paths));
    }

    /// Something was opened, or not.
    pub fn open_ended(&mut self) {
        self.opening = self.opening.saturating_sub(1);
    }

    /// Whether something is being opened.
    pub fn is_opening(&self) -> bool {
        self.opening > 0
    }

    /// Makes a statement of bytes from the clipboard.
    pub fn paste(&mut self) {
        self.opening += 1;
        self.spawn(Event::NotOpened, open::clipboard);
    }

    /// Compares; an older comparison that still runs is cancelled.
    pub fn compare(&mut self, ids: Vec<StatementId>, statements: Vec<Arc<Statement>>, decisions: Vec<Decision>, lexicon: Arc<Lexicon>) {
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        let ticket = Ticket { number, newest: Arc::clone(&self.newest), done: Arc::clone(&self.done), wake: Arc::clone(&self.wake) };
        self.comparing = true;
        self.done.store(0, Ordering::Relaxed);
        let comparer = Arc::clone(&self.comparer);
        self.spawn(Event::NotCompared, move |_| {
            // An older comparison gives up its place within a moment: it was cancelled by the newer number.
            let mut comparer = comparer.lock().unwrap_or_else(PoisonError::into_inner);
            let options = CompareOptions { lexicon, decisions, threads: threads(), ..CompareOptions::default() };
            comparer.compare(&statements, &options, &ticket).map_or(Event::Nothing, |result| Event::Compared(number, ids, Arc::new(result)))
        });
    }

    /// A comparison that still runs is no longer wanted.
    pub fn cancel_compare(&mut self) {
        self.newest.fetch_add(1, Ordering::Relaxed);
        self.comparing = false;
    }

    /// Writes a session, after those that are being written.
    pub fn save(&mut self, save: Save) {
        let next = self.saves.ask(save);
        self.start(next, Event::NotSaved, save::save);
    }

    /// A session was written, or not: the next one follows.
    pub fn save_ended(&mut self) {
        let next = self.saves.done();
        self.start(next, Event::NotSaved, save::save);
    }

    /// Keeps unsaved work for the case that the program does not end well.
    pub fn keep(&mut self, keep: Keep) {
        let next = self.keeps.ask_instead(keep);
        self.start(next, |_| Event::Kept(None), save::keep);
    }

    /// Unsaved work was kept: what changed meanwhile follows.
    pub fn keep_ended(&mut self) {
        let next = self.keeps.done();
        self.start(next, |_| Event::Kept(None), save::keep);
    }

    /// Writes the settings.
    pub fn keep_settings(&mut self, settings: Settings) {
        let next = self.settings.ask_instead(settings);
        self.start(next, |why| Event::SettingsKept(Err(why)), write_settings);
    }

    /// The settings were written: what changed meanwhile follows.
    pub fn settings_ended(&mut self) {
        let next = self.settings.done();
        self.start(next, |why| Event::SettingsKept(Err(why)), write_settings);
    }

    /// Looks for words, instead of those that wait.
    pub fn find(&mut self, search: Search) {
        let next = self.finds.ask_instead(search);
        self.start(next, Event::NotFound, look);
    }

    /// Words were looked for: what was typed meanwhile follows.
    pub fn find_ended(&mut self) {
        let next = self.finds.done();
        self.start(next, Event::NotFound, look);
    }

    /// Whether everything that was to be written is written.
    pub fn has_written_all(&self) -> bool {
        self.saves.is_idle() && self.keeps.is_idle() && self.settings.is_idle()
    }

    /// Removes work that was left behind.
    pub fn discard(&mut self, path: PathBuf) {
        self.spawn(Event::Failed, move |platform| match platform.remove(&path) {
            Ok(()) => Event::Nothing,
            Err(err) => Event::Failed(format!("Cannot remove {}: {err}.", name(&path))),
        });
    }

    /// Asks whether the desktop is set to dark.
    pub fn ask_darkness(&mut self) {
        self.spawn(|_| Event::Nothing, |platform| Event::Darkness(platform.prefers_dark()));
    }

    /// Looks for work that was left behind.
    pub fn find_left_behind(&mut self) {
        self.spawn(Event::Failed, open::left_behind);
    }

    /// Reads work that was left behind.
    pub fn recover(&mut self, path: PathBuf) {
        self.opening += 1;
        self.spawn(Event::NotOpened, |platform| open::recover(platform, path));
    }

    /// Asks for files to open, beginning in `folder`.
    pub fn ask_open(&mut self, folder: Option<&Path>) {
        let reply = self.reply(Event::ToOpen);
        self.platform.ask_open(folder, reply);
    }

    /// Asks where to save, beginning in `folder`.
    pub fn ask_save(&mut self, folder: Option<&Path>, proposal: &str) {
        let reply = self.reply(Event::ToSave);
        self.platform.ask_save(folder, proposal, reply);
    }

    fn reply(&mut self, event: fn(DialogAnswer) -> Event) -> crate::platform::Reply {
        self.out += 1;
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        Box::new(move |answer| {
            let _ = sender.send(event(answer));
            wake();
        })
    }

    /// Looks whether the sources are still what was read, unless that is being looked at.
    pub fn check_sources(&mut self, sources: Vec<(StatementId, Source)>) {
        if !std::mem::replace(&mut self.checking, true) {
            self.spawn(|_| Event::Changed(Vec::new()), move |platform| open::changed_sources(platform, &sources));
        }
    }

    /// The sources were looked at.
    pub fn check_ended(&mut self) {
        self.checking = false;
    }
}

fn look(_: &dyn Platform, search: &Search) -> Event {
    Event::Found(search.clone(), search::find(&search.texts, &search.words, search.how))
}

fn write_settings(platform: &dyn Platform, settings: &Settings) -> Event {
    Event::SettingsKept(settings::save(platform, settings).map_err(|err| err.to_string()))
}

/// A file's name for a message, on one line.
pub(super) fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()).replace(['\n', '\r'], " ")
}
