//! Opening, saving, changing and closing the session.

use super::{
    super::{
        After, App, Dialog, Incoming, Notice,
        jobs::{self, Guard, Keep, Save, Saved},
        samples::Sample,
        settings::AtStart,
    },
    apply, mend_selection, set,
};
use crate::{
    engine::{issues::Entry, statement::PassageIdx},
    session::{MAX_STATEMENTS, NewStatement, ReviewEdit, Session, SessionEdit},
    view::At,
};
use std::path::{Path, PathBuf};

/// What the very first start says above the sample.
const WELCOME: &str = "This is an invented example. F7 leads to what to look at first; a click on a passage shows what answers it. Ctrl+O \
                       opens your own statements.";

/// Opens files, if there are any.
pub(super) fn open(app: &mut App, paths: Vec<PathBuf>) {
    if !paths.is_empty() {
        app.jobs.open(paths);
    }
}

/// Does what takes the place of the open comparison, after asking for unsaved work.
pub(super) fn replace(app: &mut App, after: After) {
    if app.session.is_changed() && !app.content().entries.is_empty() {
        app.dialog = Some(Dialog::Unsaved(after));
    } else {
        proceed(app, after);
    }
}

/// Does it, without asking.
fn proceed(app: &mut App, after: After) {
    app.dialog = None;
    match after {
        After::Quit => close(app),
        After::Incoming => show_incoming(app),
        After::Sample(sample) => start_sample(app, sample),
        After::New => start(app, Session::default(), None),
    }
}

/// Ends as soon as everything is written.
fn close(app: &mut App) {
    set(app, |s| s.seen = true);
    app.is_closing = true;
}

fn start_sample(app: &mut App, sample: Sample) {
    match sample.statements() {
        Ok(statements) => start(app, Session::of(statements), None),
        Err(err) => app.notice = Some(Notice::error(format!("Cannot open the sample: {err}."))),
    }
}

/// Makes `session` the open one; `file` is its file and that file's digest.
fn start(app: &mut App, session: Session, file: Option<(PathBuf, String)>) {
    app.session = session;
    app.session_number += 1;
    (app.path, app.digest) = file.unzip();
    app.selected = None;
    app.compared = None;
    app.compared_of = super::Ingredients::default();
    app.link_from = None;
    app.changed_sources.clear();
    app.chosen_issue = None;
    app.notice.take_if(|notice| !notice.is_lasting);
    mend_selection(app);
}

/// A session was read: it takes the place of what is open, once unsaved work is dealt with.
pub(super) fn incoming(app: &mut App, incoming: Incoming) {
    app.jobs.open_ended();
    app.incoming = Some(incoming);
    replace(app, After::Incoming);
}

fn show_incoming(app: &mut App) {
    let Some(Incoming { session, file, recovered_from }) = app.incoming.take() else { return };
    if let Some((path, _)) = &file {
        set(app, |s| s.remember_comparison(path));
    }
    start(app, session, file);
    if recovered_from.is_some() {
        app.session.mark_unsaved();
        app.recovered_from = recovered_from;
        app.notice = Some(Notice::info("This is the work that was kept. Save it to keep it for good."));
    }
    if let Some(place) = app.session.place.selected {
        let passage = app.content().entry(place.statement).and_then(|entry| entry.statement.passage_at(place.start));
        app.selected = passage.map(|passage| At { statement: place.statement, passage: PassageIdx(passage.0) });
    }
    check_sources(app);
}

/// The window has the keyboard again: what is outside may have changed meanwhile.
pub(super) fn focused(app: &mut App) {
    app.jobs.ask_darkness();
    check_sources(app);
}

/// Looks whether the sources are still what was read.
pub(super) fn check_sources(app: &mut App) {
    let sources: Vec<_> = app.content().entries.iter().map(|entry| (entry.id, entry.source.clone())).collect();
    if !sources.is_empty() {
        app.jobs.check_sources(sources);
    }
}

/// Keeps unsaved work for the case that the program does not end well, as soon as it changed.
pub(super) fn keep_if_due(app: &mut App) {
    let is_due = app.session.is_changed() && !app.content().entries.is_empty() && !app.is_closing;
    let due = is_due.then(|| (app.session_number, app.session.revision()));
    if due != app.kept {
        app.kept = due;
        app.jobs.keep(due.map_or(Keep::Nothing, |(of, _)| Keep::Work(app.session.snapshot(), of)));
    }
}

/// Unsaved work was dealt with. What was recovered is in this program's own keeping now, so the old file can go.
pub(super) fn kept(app: &mut App, of: Option<u64>) {
    app.jobs.keep_ended();
    let is_kept = of == Some(app.session_number);
    if let Some(old) = app.recovered_from.take_if(|_| is_kept) {
        app.jobs.discard(old);
    }
}

/// Work was found that programs left behind.
pub(super) fn left_behind(app: &mut App, found: Vec<(PathBuf, Vec<String>)>) {
    app.left_behind = found;
    if app.dialog.is_none() {
        app.dialog = Some(Dialog::Recover);
    }
}

/// Opens work that was left behind.
pub(super) fn recover(app: &mut App, path: PathBuf) {
    app.dialog = None;
    app.left_behind.retain(|(other, _)| *other != path);
    app.jobs.recover(path);
}

/// Removes work that was left behind; what else was is asked for next.
pub(super) fn discard(app: &mut App, path: PathBuf) {
    app.left_behind.retain(|(other, _)| *other != path);
    if app.left_behind.is_empty() {
        app.dialog = None;
    }
    app.jobs.discard(path);
}

/// The box was closed: what waited for its answer is given up.
pub(super) fn close_dialog(app: &mut App) {
    match app.dialog.take() {
        Some(Dialog::Unsaved(_)) => app.incoming = None,
        Some(Dialog::Overwrite { .. } | Dialog::Path { saving: true }) => app.after_save = None,
        _ => {}
    }
}

/// Nothing could be opened; what was open stays.
pub(super) fn not_opened(app: &mut App, sentence: String) {
    app.jobs.open_ended();
    app.notice = Some(Notice::error(sentence));
}

/// Takes statements in that were read.
pub(super) fn add(app: &mut App, read: Vec<(Option<PathBuf>, NewStatement)>, issues: Vec<Entry>, failed: &[String]) {
    app.jobs.open_ended();
    let room = MAX_STATEMENTS.saturating_sub(app.content().entries.len());
    let left_out = read.len().saturating_sub(room);
    let mut sentences = failed.to_vec();
    if left_out > 0 {
        sentences
            .push(format!("A comparison holds at most {MAX_STATEMENTS} statements; {left_out} were not opened. Close one to make room."));
    }
    let mut warnings =
        read.iter().flat_map(|(_, new)| new.statement.document.warnings.iter().map(|w| format!("{}: {w}.", new.statement.title)));
    let warning = warnings.next();
    let mut recent = app.settings.clone();
    read.iter().take(room).filter_map(|(path, _)| path.as_deref()).for_each(|path| recent.remember(path));
    set(app, |s| *s = recent);
    apply(app, SessionEdit::Add(read.into_iter().map(|(_, new)| new).collect()));
    let tracked = Some(issues.len()).filter(|count| *count > 0);
    let warning = warning
        .or_else(|| tracked.map(|count| format!("{count} issues of the list are tracked in this comparison. Ctrl+Z takes it back.")));
    apply(app, SessionEdit::Review(ReviewEdit::Issues(issues, Vec::new())));
    let news = if sentences.is_empty() { warning.map(Notice::info) } else { Some(Notice::error(sentences.join(" "))) };
    app.notice.take_if(|notice| !notice.is_lasting);
    app.notice = news.or(app.notice.take());
}

pub(super) fn edit(app: &mut App, edit: SessionEdit) {
    apply(app, edit);
}

/// Undo or redo.
pub(super) fn travel(app: &mut App, step: fn(&mut Session) -> bool) {
    step(&mut app.session);
    mend_selection(app);
}

/// Saves where it was saved before; asks where, the first time.
pub(super) fn save(app: &mut App) {
    match (app.path.clone(), app.digest.clone()) {
        (Some(path), Some(digest)) => write(app, path, Guard::AsLeft(digest)),
        _ => save_as(app),
    }
}

/// Asks where to save, proposing a name.
pub(super) fn save_as(app: &mut App) {
    let proposal = app.proposed_path();
    let name = proposal.file_name().unwrap_or_default().to_string_lossy().into_owned();
    app.jobs.ask_save(proposal.parent().filter(|folder| !folder.as_os_str().is_empty()), &name);
}

/// Where the session could be saved: its file, or a name made of the first title in the folder that was used last.
pub(in crate::app) fn proposed_path(app: &App) -> PathBuf {
    if let Some(path) = &app.path {
        return path.clone();
    }
    let title = app.content().entries.first().map_or("Comparison", |entry| entry.statement.title.as_str());
    let safe: String = title.chars().filter(|c| !c.is_control() && !r#"/\:*?"<>|"#.contains(*c)).collect();
    let name = format!("{}.communique", shortened(&safe, 60));
    app.settings.folder.as_ref().map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name))
}

/// The name that was chosen is taken: asks for another one. What was to follow saving still follows.
pub(super) fn save_elsewhere(app: &mut App) {
    app.dialog = None;
    save_as(app);
}

/// The first words of `title`, at most `limit` characters.
fn shortened(title: &str, limit: usize) -> String {
    let title = title.trim();
    if title.chars().count() <= limit {
        return title.to_owned();
    }
    let start: String = title.chars().take(limit).collect();
    start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words).trim_end_matches([' ', ',', '(', '-']).to_owned()
}

/// A place to save at was chosen, or none. The dialog asked before it let an existing file be chosen, but not for the
/// name with the extension.
pub(super) fn chosen_to_save(app: &mut App, path: Option<PathBuf>) {
    match path {
        Some(path) if with_extension(&path) == path => write(app, path, Guard::Anything),
        Some(path) => write(app, with_extension(&path), Guard::Nothing),
        None => app.after_save = None,
    }
}

/// Saves under this name, with the extension added where there is none.
pub(super) fn save_to(app: &mut App, path: &Path, guard: Guard) {
    app.dialog = None;
    write(app, with_extension(path), guard);
}

/// `name.communique`; a name that ends with the extension stays as it is.
fn with_extension(path: &Path) -> PathBuf {
    if path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("communique")) {
        return path.to_owned();
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".communique");
    path.with_file_name(name)
}

fn write(app: &mut App, path: PathBuf, guard: Guard) {
    app.jobs.save(Save { path, snapshot: app.session.snapshot(), guard, of: app.session_number });
}

pub(super) fn saved(app: &mut App, saved: Saved) {
    app.jobs.save_ended();
    let Saved { path, revision, digest, of } = saved;
    set(app, |s| s.remember_comparison(&path));
    app.notice = Some(Notice::info(format!("Saved as {}.", jobs::name(&path))));
    // Another session may have taken its place meanwhile: that one has not been saved, and not there.
    if of != app.session_number {
        return;
    }
    app.session.mark_saved(revision);
    (app.path, app.digest) = (Some(path), Some(digest));
    if let Some(after) = app.after_save.take() {
        replace(app, after);
    }
}

/// The session was not written; what was to follow is given up.
pub(super) fn not_saved(app: &mut App, sentence: String) {
    app.jobs.save_ended();
    app.after_save = None;
    app.notice = Some(Notice::error(sentence));
}

/// A file is there that must not be written over unasked.
pub(super) fn occupied(app: &mut App, path: PathBuf, is_own: bool) {
    app.jobs.save_ended();
    app.dialog = Some(Dialog::Overwrite { path, is_own });
}

/// Answer to "Save changes?".
pub(super) fn unsaved(app: &mut App, save_first: bool, after: After) {
    app.dialog = None;
    if save_first {
        app.after_save = Some(after);
        save(app);
    } else {
        proceed(app, after);
    }
}

/// What is shown when the program starts: the files that were named, the comparison of last time, the sample the very
/// first time, or what to do.
pub fn logic_after_load(app: &mut App, files: Vec<PathBuf>) {
    app.jobs.ask_darkness();
    app.jobs.find_left_behind();
    let last = app.settings.last_comparison.clone().filter(|_| app.settings.at_start == AtStart::LastComparison);
    if !files.is_empty() {
        open(app, files);
    } else if let Some(last) = last {
        open(app, vec![last]);
    } else if !app.settings.seen {
        start_sample(app, Sample::Invented);
        app.notice.get_or_insert(Notice::info(WELCOME).lasting());
    }
}
