//! What each command and each event does. One line an arm; the work is a function below or in a file beside.

mod board;
mod cite;
mod cut;
mod find;
mod go;
mod issues;
mod link;
mod read;
mod rescue;
mod review;
mod session;

use super::{Action, After, App, Command, Dialog, Event, Incoming, Notice, Surface, jobs::Guard, notice, settings};
use crate::{
    engine::{
        align::Group,
        issues::Entry,
        statement::{SpeakerMark, Statement},
        text::Language,
    },
    platform::DialogAnswer,
    session::{HandLink, PassageCut, SessionEdit, StatementId, Subject},
    view::{At, Compared, Mode, fold::Folding},
};
pub(super) use board::{BoardOf, table_rows};
pub(super) use read::ReadingOf;
pub(super) use rescue::rescue;
pub(super) use review::ListOf;
pub use session::logic_after_load;
pub(super) use session::proposed_path;
use std::sync::Arc;

pub(super) fn command(app: &mut App, command: Command) {
    match command {
        Command::Run(action) => run(app, action),
        Command::Open(paths) => session::open(app, paths),
        Command::Sample(sample) => session::replace(app, After::Sample(sample)),
        Command::SaveTo(path) => session::save_to(app, &path, Guard::Nothing),
        Command::Edit(edit) => session::edit(app, edit),
        Command::Select(at) => go::select(app, at),
        Command::LinkTo(at) => link::to(app, at),
        Command::Show(statement, byte) => go::show(app, statement, byte),
        Command::Scrolled(statement, paragraph, fraction) => {
            let pane = app.session.place.pane_mut(statement);
            (pane.paragraph, pane.fraction) = (paragraph, fraction);
        }
        Command::Width(statement, width) => app.session.place.pane_mut(statement).width = width,
        Command::Lock(statement, locked) => app.session.place.pane_mut(statement).locked = locked,
        Command::Issue(name) => app.chosen_issue = name,
        Command::Find(words) => find::find(app, words),
        Command::FindHow(how) => find::otherwise(app, how),
        Command::FindOrder(order) => find::order(app, order),
        Command::FindIssue(name) => find::issue(app, &name),
        Command::FindAt(number) => find::at(app, number),
        Command::Mode(mode) => app.mode = mode,
        Command::Unfold(statement, passage) => read::unfold(app, statement, passage),
        Command::Zoom(factor) => resize(app, factor),
        Command::Context(passages) => app.folds.context = passages,
        Command::Copy(text) => app.to_copy = Some(text),
        Command::Divergence(number) => go::divergence(app, number),
        Command::Track { old, entry, into } => issues::put(app, old, entry, into.as_deref()),
        Command::DropIssue(name) => issues::drop_issue(app, Some(name)),
        Command::TrackWords(words) => issues::make(app, words),
        Command::Split(at) => cut::split(app, at),
        Command::Note(about) => app.dialog = Some(Dialog::Note(about)),
        Command::Level(level) => app.level = level,
        Command::Rows(rows) => app.rows = rows,
        Command::Cell(cell) => board::open_cell(app, cell),
        Command::Side(list) => {
            app.side = list;
            set(app, |s| s.lists = true);
        }
        Command::Speakers(id) => app.dialog = Some(Dialog::Speakers(id)),
        Command::Properties(id) => app.dialog = Some(Dialog::Properties(id)),
        Command::Settings(settings) => set(app, |s| *s = *settings),
        Command::Focused => session::focused(app),
        Command::Replace(path) => session::save_to(app, &path, Guard::Anything),
        Command::SaveElsewhere => session::save_elsewhere(app),
        Command::Recover(path) => session::recover(app, path),
        Command::Discard(path) => session::discard(app, path),
        Command::CloseDialog => session::close_dialog(app),
        Command::Unsaved { save, after } => session::unsaved(app, save, after),
        Command::DismissNotice => app.notice = None,
    }
}

fn run(app: &mut App, action: Action) {
    if !action.is_enabled(app) {
        return;
    }
    match action {
        Action::New => session::replace(app, After::New),
        Action::Open => app.jobs.ask_open(app.settings.folder.as_deref()),
        Action::PasteStatement => app.jobs.paste(),
        Action::Save => session::save(app),
        Action::SaveAs => session::save_as(app),
        Action::Quit => session::replace(app, After::Quit),
        Action::Undo => session::travel(app, crate::session::Session::undo),
        Action::Redo => session::travel(app, crate::session::Session::redo),
        Action::CopyPassage => cite::copy_passage(app),
        Action::CopyApparatus => cite::copy_all(app),
        // The window opens its find bar; the words are kept.
        Action::Find => {}
        Action::Link => link::begin_or_end(app),
        Action::Unlink => link::cut(app),
        Action::FindNext => find::step(app, 1),
        Action::FindPrevious => find::step(app, -1),
        Action::NextDifference => go::difference(app, 1),
        Action::PreviousDifference => go::difference(app, -1),
        Action::NextPassage => go::passage(app, 1),
        Action::PreviousPassage => go::passage(app, -1),
        Action::PaneRight => go::pane(app, 1),
        Action::PaneLeft => go::pane(app, -1),
        Action::Larger => resize(app, 1.1),
        Action::Smaller => resize(app, 1.0 / 1.1),
        Action::NormalSize => set(app, |s| s.text_size = settings::NORMAL_SIZE),
        Action::NextDivergence => review::step(app, 1),
        Action::PreviousDivergence => review::step(app, -1),
        Action::ColourDifferences => app.mode = Mode::Differences,
        Action::ColourShared => app.mode = Mode::Shared,
        Action::ColourOnlyHere => app.mode = Mode::OnlyHere,
        Action::ColourIssue => app.mode = Mode::Issue,
        Action::ColourPlain => app.mode = Mode::Plain,
        Action::FoldNothing => read::fold(app, Folding::Nothing),
        Action::FoldSame => read::fold(app, Folding::Same),
        Action::FoldAlone => read::fold(app, Folding::Alone),
        Action::Unfold => read::unfold_next(app),
        Action::MakeBase => on_pane(app, |_, id| Some(SessionEdit::SetBase(id))),
        Action::MovePaneLeft => on_pane(app, |app, id| Some(SessionEdit::Move(id, app.content().position(id)?.checked_sub(1)?))),
        Action::MovePaneRight => on_pane(app, |app, id| Some(SessionEdit::Move(id, app.content().position(id)? + 1))),
        Action::LockPane => lock(app),
        Action::NextCounterpart => go::counterpart(app, 1),
        Action::PreviousCounterpart => go::counterpart(app, -1),
        Action::Note => note(app),
        // The window knows which words are selected.
        Action::TrackWords | Action::SplitPassage => {}
        Action::JoinPassage => cut::join(app),
        Action::EditIssue => issues::edit(app),
        Action::AcceptIssue => issues::accept(app),
        Action::DropIssue => issues::drop_issue(app, None),
        Action::Texts => app.surface = Surface::Texts,
        Action::Board => app.surface = Surface::Board,
        Action::Table => app.surface = Surface::Table,
        Action::CopyTable => board::copy_table(app),
        Action::Tick => review::tick(app),
        Action::Mute => review::mute(app),
        Action::HideSeen => app.hides_seen = !app.hides_seen,
        Action::ToggleHidden => app.show_hidden = !app.show_hidden,
        Action::ToggleIssues => set(app, |s| s.lists = !s.lists),
        Action::StopComparing => stop(app, None),
        Action::CompareAgain => app.compared_of = Ingredients::default(),
        Action::Palette => app.dialog = Some(Dialog::Palette),
        Action::Settings => app.dialog = Some(Dialog::Settings),
        Action::Shortcuts => app.dialog = Some(Dialog::Shortcuts),
        Action::About => app.dialog = Some(Dialog::About),
    }
}

pub(super) fn event(app: &mut App, event: Event) {
    match event {
        Event::Read { read, issues, failed } => session::add(app, read, issues, &failed),
        Event::Session(path, session, digest) => {
            session::incoming(app, Incoming { session: *session, file: Some((path, digest)), recovered_from: None });
        }
        Event::Recovered(path, session) => {
            session::incoming(app, Incoming { session: *session, file: None, recovered_from: Some(path) });
        }
        Event::LeftBehind(found) => session::left_behind(app, found),
        Event::NotOpened(sentence) => session::not_opened(app, sentence),
        Event::Failed(sentence) => app.notice = Some(Notice::error(sentence)),
        Event::Compared(ticket, ids, comparison) if app.jobs.is_newest(ticket) => compared(app, Compared::new(comparison, ids)),
        Event::Compared(..) | Event::Nothing => {}
        Event::NotCompared(sentence) => stop(app, Some(sentence)),
        Event::Saved(saved) => session::saved(app, saved),
        Event::Occupied(path, is_own) => session::occupied(app, path, is_own),
        Event::NotSaved(sentence) => session::not_saved(app, sentence),
        Event::Kept(of) => session::kept(app, of),
        Event::SettingsKept(result) => settings_kept(app, result),
        Event::Found(search, hits) => find::found(app, &search, hits),
        Event::NotFound(sentence) => {
            app.jobs.find_ended();
            app.notice = Some(Notice::error(sentence));
        }
        Event::Darkness(is_dark) => app.is_system_dark = is_dark,
        Event::ToOpen(DialogAnswer::Chosen(paths)) => session::open(app, paths),
        Event::ToSave(DialogAnswer::Chosen(paths)) => session::chosen_to_save(app, paths.into_iter().next()),
        Event::ToOpen(DialogAnswer::NoDialog) => app.dialog = Some(Dialog::Path { saving: false }),
        Event::ToSave(DialogAnswer::NoDialog) => app.dialog = Some(Dialog::Path { saving: true }),
        Event::Changed(ids) => {
            app.jobs.check_ended();
            app.changed_sources = ids;
        }
    }
}

fn compared(app: &mut App, compared: Compared) {
    // The line that was gone to stays the one, where it is still there.
    let line = app.divergence.and_then(|number| review::line(app, number));
    app.compared = Some(compared);
    (app.listed_of, app.board_of, app.reading_of) = (None, None, None);
    app.divergence = line.and_then(|line| review::find(app, &line));
    if app.selected.is_none() {
        go::first(app);
    }
}

/// Changes something about the pane of the selected passage.
fn on_pane(app: &mut App, edit: fn(&App, StatementId) -> Option<SessionEdit>) {
    if let Some(edit) = app.selected.and_then(|at| edit(app, at.statement)) {
        session::edit(app, edit);
    }
}

/// Locks the pane of the selected passage, or frees it.
fn lock(app: &mut App) {
    if let Some(at) = app.selected {
        let is_locked = app.session.place.pane(at.statement).locked;
        command(app, Command::Lock(at.statement, !is_locked));
    }
}

/// Opens the box of the note on the selected passage.
fn note(app: &mut App) {
    let end = app.selected.and_then(|at| app.content().end(at.statement, Group::one(at.passage)));
    app.dialog = end.map(|end| Dialog::Note(Subject::Passage(end)));
}

fn set(app: &mut App, change: impl FnOnce(&mut settings::Settings)) {
    let before = app.settings.clone();
    change(&mut app.settings);
    if app.settings != before {
        app.jobs.keep_settings(app.settings.clone());
    }
}

/// Settings that cannot be kept must not disturb the work: said once.
fn settings_kept(app: &mut App, result: Result<(), String>) {
    app.jobs.settings_ended();
    if let Err(why) = result
        && !std::mem::replace(&mut app.has_settings_trouble, true)
    {
        let place = app.platform.settings_file().map_or_else(String::new, |path| format!(" in {}", path.display()));
        let sentence = format!("Settings and recent files cannot be kept{place}: {why}. Everything else works.");
        // An error that is shown says something more urgent.
        app.notice.take_if(|notice| notice.tone == notice::Tone::Info);
        app.notice.get_or_insert(Notice::info(sentence).lasting());
    }
}

/// The reader stopped the comparison, or it broke off for a reason.
fn stop(app: &mut App, why: Option<String>) {
    app.jobs.cancel_compare();
    app.is_stopped = true;
    if let Some(why) = why {
        app.notice = Some(Notice::error(why));
    }
}

fn resize(app: &mut App, factor: f32) {
    set(app, |s| s.text_size = (s.text_size * factor).clamp(*settings::SIZES.start(), *settings::SIZES.end()));
}

/// What a comparison depends on. Order, base and titles of panes do not change it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ingredients {
    /// Which texts, which of them are excerpts, and their languages.
    texts: Vec<(StatementId, bool, Language)>,
    /// What the reader split and joined.
    cuts: Vec<(StatementId, Vec<PassageCut>)>,
    /// What the reader linked and cut.
    links: Vec<HandLink>,
    /// What the reader set of speakers.
    speakers: Vec<(StatementId, Vec<SpeakerMark>)>,
    /// What the reader tracks, and what not.
    issues: (Vec<Entry>, Vec<String>),
}

fn ingredients(app: &App) -> Ingredients {
    let content = app.content();
    let mut texts: Vec<_> = content.entries.iter().map(|entry| (entry.id, entry.statement.excerpt, entry.statement.language)).collect();
    texts.sort_unstable();
    let mut speakers: Vec<_> = content.entries.iter().map(|entry| (entry.id, entry.speakers.clone())).collect();
    speakers.sort_unstable_by_key(|(id, _)| *id);
    let mut cuts: Vec<_> = content.entries.iter().map(|entry| (entry.id, entry.cuts.clone())).collect();
    cuts.sort_unstable_by_key(|(id, _)| *id);
    Ingredients {
        cuts,
        texts,
        links: content.links.clone(),
        speakers,
        issues: (content.review.issues.clone(), content.review.dropped.clone()),
    }
}

/// Starts whatever follows from what just happened.
pub(super) fn start_what_is_due(app: &mut App) {
    compare_if_due(app);
    review::list_if_due(app);
    board::make_if_due(app);
    read::make_if_due(app);
    session::keep_if_due(app);
    app.quit |= app.is_closing && app.jobs.has_written_all();
}

/// Starts a comparison where what is open is not what was compared; what is stale is dropped at once.
fn compare_if_due(app: &mut App) {
    let now = ingredients(app);
    if now == app.compared_of {
        return;
    }
    // Where only links or speakers changed, what is shown stays until it is done.
    if now.texts != app.compared_of.texts || now.cuts != app.compared_of.cuts {
        (app.compared, app.reading_of) = (None, None);
    }
    app.compared_of = now;
    app.is_stopped = false;
    if app.content().entries.len() < 2 {
        app.jobs.cancel_compare();
        return;
    }
    let ids = app.content().entries.iter().map(|entry| entry.id).collect();
    let statements: Vec<Arc<Statement>> = app.content().entries.iter().map(|entry| Arc::clone(&entry.statement)).collect();
    app.jobs.compare(ids, statements, app.content().decisions(), app.content().review.lexicon());
}

/// A selection that points at nothing any more is given up.
fn mend_selection(app: &mut App) {
    let fits = |at: &At| app.content().entry(at.statement).is_some_and(|entry| entry.statement.passage(at.passage).is_some());
    (app.selected, app.link_from) = (app.selected.filter(fits), app.link_from.filter(fits));
    find::refresh(app);
}

fn apply(app: &mut App, edit: SessionEdit) {
    app.session.apply(edit);
    mend_selection(app);
}
