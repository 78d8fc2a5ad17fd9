//! What runs in the background: import, comparison, saving, native dialogs. Answers come as events; a stale comparison
//! is told by its ticket and dropped.

use crate::{
    engine::{
        comparison::{CompareOptions, Comparison, compare},
        import::{MAX_BYTES, import},
        statement::Statement,
        text::Cancel,
    },
    platform::{DialogAnswer, Platform},
    session::{NewStatement, Session, Source, StatementId, digest, file},
};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicU64, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
};

/// Something that another thread finished.
pub(super) enum Event {
    /// Statements that were read, and a sentence for each file that was not.
    Statements(Vec<(Option<PathBuf>, NewStatement)>, Vec<String>),
    /// A session that was read.
    Session(PathBuf, Box<Session>),
    /// Nothing could be read: why.
    Failed(String),
    /// A comparison of this ticket.
    Compared(u64, Vec<StatementId>, Arc<Comparison>),
    /// A session was written, as it was at this revision.
    Saved(PathBuf, u64),
    /// A session could not be written.
    NotSaved(String),
    /// Files to open were chosen.
    ToOpen(DialogAnswer),
    /// Where to save was chosen.
    ToSave(DialogAnswer),
    /// Sources that are no longer what was read.
    Changed(Vec<StatementId>),
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
    done: Arc<AtomicU32>,
    comparing: bool,
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
        Self { platform, wake, sender, receiver, out: 0, newest: Arc::default(), done: Arc::default(), comparing: false }
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

    fn spawn(&mut self, work: impl FnOnce(&dyn Platform) -> Event + Send + 'static) {
        self.out += 1;
        let (platform, sender, wake) = (Arc::clone(&self.platform), self.sender.clone(), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            // A panic in a job becomes a message; the work that was open stays open.
            let event = catch_unwind(AssertUnwindSafe(|| work(platform.as_ref())))
                .unwrap_or_else(|_| Event::Failed("Something went wrong inside the program; nothing that was open is lost.".to_owned()));
            // The program may have ended meanwhile.
            let _ = sender.send(event);
            wake();
        });
    }

    /// Reads files: one session, or statements.
    pub fn open(&mut self, paths: Vec<PathBuf>) {
        self.spawn(move |platform| read_files(platform, &paths));
    }

    /// Makes a statement of bytes from the clipboard.
    pub fn paste(&mut self) {
        self.spawn(|platform| {
            let Some(pasted) = platform.clipboard() else {
                return Event::Failed("There is no text on the clipboard; copy some and try again.".to_owned());
            };
            match import(&pasted.bytes, pasted.name) {
                Ok(document) => Event::Statements(
                    vec![(None, NewStatement::new(document, Source::new("pasted text", &pasted.bytes, platform.now())))],
                    Vec::new(),
                ),
                Err(err) => Event::Failed(format!("Cannot use what is on the clipboard: {err}.")),
            }
        });
    }

    /// Compares; an older comparison that still runs is cancelled.
    pub fn compare(&mut self, ids: Vec<StatementId>, statements: Vec<Arc<Statement>>) {
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        let ticket = Ticket { number, newest: Arc::clone(&self.newest), done: Arc::clone(&self.done), wake: Arc::clone(&self.wake) };
        self.comparing = true;
        self.done.store(0, Ordering::Relaxed);
        self.spawn(move |_| {
            compare(&statements, &CompareOptions::default(), &ticket)
                .map_or(Event::Nothing, |result| Event::Compared(number, ids, Arc::new(result)))
        });
    }

    /// Whether a comparison that still runs is no longer wanted.
    pub fn cancel_compare(&mut self) {
        self.newest.fetch_add(1, Ordering::Relaxed);
        self.comparing = false;
    }

    /// Writes a session that was turned into text on the main thread.
    pub fn save(&mut self, path: PathBuf, text: String, revision: u64) {
        self.spawn(move |platform| match platform.write(&path, text.as_bytes()) {
            Ok(()) => Event::Saved(path, revision),
            Err(err) => Event::NotSaved(format!("Cannot save {}: {err}. Your work is still open; save it elsewhere.", name(&path))),
        });
    }

    /// Asks for files to open.
    pub fn ask_open(&mut self) {
        let reply = self.reply(Event::ToOpen);
        self.platform.ask_open(reply);
    }

    /// Asks where to save.
    pub fn ask_save(&mut self, proposal: &str) {
        let reply = self.reply(Event::ToSave);
        self.platform.ask_save(proposal, reply);
    }

    fn reply(&mut self, event: fn(DialogAnswer) -> Event) -> crate::platform::Reply {
        self.out += 1;
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        Box::new(move |answer| {
            let _ = sender.send(event(answer));
            wake();
        })
    }

    /// Looks whether the sources of a reopened session are still what was read. A source that is gone is no change.
    pub fn check_sources(&mut self, sources: Vec<(StatementId, Source)>) {
        self.spawn(move |platform| {
            let is_changed =
                |source: &Source| platform.read(Path::new(&source.path), MAX_BYTES).is_ok_and(|bytes| digest(&bytes) != source.sha256);
            let changed: Vec<StatementId> = sources.iter().filter(|(_, source)| is_changed(source)).map(|(id, _)| *id).collect();
            if changed.is_empty() { Event::Nothing } else { Event::Changed(changed) }
        });
    }
}

fn read_files(platform: &dyn Platform, paths: &[PathBuf]) -> Event {
    let (mut read, mut failed) = (Vec::new(), Vec::new());
    for path in paths {
        let bytes = match platform.read(path, MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(err) => {
                failed.push(format!("Cannot open {}: {err}.", name(path)));
                continue;
            }
        };
        if file::is_session(&bytes) {
            if paths.len() > 1 {
                failed.push(format!("{} is a saved comparison; open it alone.", name(path)));
                continue;
            }
            return match file::read(&String::from_utf8_lossy(&bytes)) {
                Ok(session) => Event::Session(path.clone(), Box::new(session)),
                Err(err) => Event::Failed(format!("Cannot open {}: {err}.", name(path))),
            };
        }
        match import(&bytes, &name(path)) {
            Ok(document) => {
                read.push((Some(path.clone()), NewStatement::new(document, Source::new(&path.to_string_lossy(), &bytes, platform.now()))));
            }
            Err(err) => failed.push(format!("Cannot open {}: {err}.", name(path))),
        }
    }
    if read.is_empty() { Event::Failed(failed.join(" ")) } else { Event::Statements(read, failed) }
}

/// A file's name for a message, on one line.
pub(super) fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()).replace(['\n', '\r'], " ")
}
