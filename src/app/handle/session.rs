//! Opening, saving, changing and closing the session.

use super::{
    super::{After, App, Dialog, Notice, jobs, samples::Sample, settings},
    apply, mend_selection, set,
};
use crate::{
    engine::statement::PassageIdx,
    session::{MAX_STATEMENTS, NewStatement, Session, SessionEdit, file},
    view::At,
};
use std::path::PathBuf;

/// Opens files. A saved comparison takes the place of what is open, so unsaved work is asked for first.
pub(super) fn open(app: &mut App, paths: Vec<PathBuf>) {
    let is_session = matches!(paths.as_slice(), [one] if one.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("communique")));
    if is_session { replace(app, After::Open(paths)) } else { app.jobs.open(paths) }
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
        After::Quit => {
            app.settings.seen = true;
            settings::save(app.platform.as_ref(), &app.settings);
            app.quit = true;
        }
        After::Open(paths) => app.jobs.open(paths),
        After::Sample(sample) => start_sample(app, sample),
        After::New => start(app, Session::default(), None),
    }
}

fn start_sample(app: &mut App, sample: Sample) {
    match sample.statements() {
        Ok(statements) => start(app, Session::of(statements), None),
        Err(err) => app.notice = Some(Notice::error(format!("Cannot open the sample: {err}."))),
    }
}

/// Makes `session` the open one.
fn start(app: &mut App, session: Session, path: Option<PathBuf>) {
    app.session = session;
    app.path = path;
    app.selected = None;
    app.compared = None;
    app.compared_of.clear();
    app.changed_sources.clear();
    app.chosen_issue = None;
    app.notice = None;
    mend_selection(app);
}

pub(super) fn opened(app: &mut App, path: PathBuf, session: Session) {
    let sources = session.content().entries.iter().map(|entry| (entry.id, entry.source.clone())).collect();
    set(app, |s| s.remember(&path));
    start(app, session, Some(path));
    if let Some(place) = app.session.place.selected {
        let passage = app.content().entry(place.statement).and_then(|entry| entry.statement.passage_at(place.start));
        app.selected = passage.map(|passage| At { statement: place.statement, passage: PassageIdx(passage.0) });
    }
    app.jobs.check_sources(sources);
}

/// Takes statements in that were read.
pub(super) fn add(app: &mut App, read: Vec<(Option<PathBuf>, NewStatement)>, failed: &[String]) {
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
    app.notice = if sentences.is_empty() { warning.map(Notice::info) } else { Some(Notice::error(sentences.join(" "))) };
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
    match app.path.clone() {
        Some(path) => write(app, path),
        None => save_as(app),
    }
}

/// Asks where to save; proposes a name made of the first title.
pub(super) fn save_as(app: &mut App) {
    let title = app.content().entries.first().map_or("Comparison", |entry| entry.statement.title.as_str());
    let safe: String = title.chars().filter(|c| !c.is_control() && !r#"/\:*?"<>|"#.contains(*c)).collect();
    let safe = shortened(&safe, 60);
    app.jobs.ask_save(&format!("{safe}.communique"));
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

/// Saves under this name, with the extension added where there is none.
pub(super) fn save_to(app: &mut App, path: PathBuf) {
    app.dialog = None;
    let path = if path.extension().is_none() { path.with_extension("communique") } else { path };
    write(app, path);
}

fn write(app: &mut App, path: PathBuf) {
    let revision = app.session.revision();
    app.jobs.save(path, file::write(&app.session), revision);
}

pub(super) fn saved(app: &mut App, path: PathBuf, revision: u64) {
    app.session.mark_saved(revision);
    set(app, |s| s.remember(&path));
    app.notice = Some(Notice::info(format!("Saved as {}.", jobs::name(&path))));
    app.path = Some(path);
    if let Some(after) = app.after_save.take() {
        replace(app, after);
    }
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

/// What is shown when the program starts: the files that were named, or the sample the first time, or what to do.
pub fn logic_after_load(app: &mut App, files: Vec<PathBuf>) {
    if !files.is_empty() {
        open(app, files);
    } else if !app.settings.seen {
        start_sample(app, Sample::Invented);
    }
}
