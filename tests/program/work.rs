//! Opening, comparing, saving, reopening, undoing: everything that a session goes through.

use super::fake::{Fake, ONE, app, fake, notice, open, settle, sources};
use communique::{
    app::{Action, After, App, Command, Dialog, logic_after_load, notice::Tone, samples::Sample},
    engine::{
        align::Group,
        comparison::{Link, Origin},
        divergence::DivergenceKind,
        import::MAX_BYTES,
        issues::Entry,
        statement::PassageIdx,
    },
    platform::{DialogAnswer, Pasted},
    session::{Line, Mark, Note, ReviewEdit, SessionEdit, StatementId, Subject, Table, Verdict},
    view::At,
};
use std::path::{Path, PathBuf};

#[test]
fn files_are_opened_and_compared() {
    let (mut app, _) = app(fake());
    open(&mut app, &["/a.txt", "/b.txt"]);
    assert_eq!(sources(&app), ["/a.txt", "/b.txt"]);
    let links = app.compared().map_or(0, |c| c.comparison.links.len());
    assert!(links >= 2, "{links}");
    assert!(app.selected().is_some());
    assert!(app.session().is_changed());
}

/// Links as `kind: words = words`, a `!` where made by hand.
fn links(app: &App) -> Vec<String> {
    let comparison = app.compared().map(|compared| &compared.comparison).unwrap();
    let told = |link: &Link| {
        let by_hand = if link.origin == Origin::Reader { "!" } else { "" };
        let words = |side| comparison.words(side).chars().take(20).collect::<String>();
        format!("{}{by_hand}: {} = {}", link.kind.code(), words(link.a), words(link.b))
    };
    comparison.links.iter().map(told).collect()
}

#[test]
fn links_are_made_and_cut_by_hand() {
    let (mut app_one, platform) = app(fake());
    open(&mut app_one, &["/a.txt", "/c.html"]);
    assert!(links(&app_one).is_empty());
    let at = |statement, passage| At { statement: StatementId(statement), passage: PassageIdx(passage) };
    // By keyboard: one end, then the other.
    app_one.handle(Command::Select(at(0, 2)));
    app_one.handle(Command::Run(Action::Link));
    assert!(notice(&app_one).contains("Ctrl+L"));
    app_one.handle(Command::Select(at(1, 0)));
    app_one.handle(Command::Run(Action::Link));
    assert!(app_one.compared().is_some(), "what is shown stays");
    settle(&mut app_one);
    assert_eq!(links(&app_one), ["reworded!: China was praised. = Nothing of it."]);
    // By mouse, to another passage.
    app_one.handle(Command::Select(at(0, 0)));
    app_one.handle(Command::LinkTo(at(1, 0)));
    settle(&mut app_one);
    assert_eq!(links(&app_one).len(), 2);
    app_one.handle(Command::Run(Action::Undo));
    settle(&mut app_one);
    assert_eq!(links(&app_one).len(), 1);
    // Saved, and read by somebody who has no sources.
    *platform.answer.lock().unwrap() = Some(DialogAnswer::Chosen(vec!["/work".into()]));
    app_one.handle(Command::Run(Action::Save));
    settle(&mut app_one);
    let saved = platform.files.lock().unwrap().get(Path::new("/work.communique")).cloned().unwrap();
    let only_session = Fake::default();
    only_session.files.lock().unwrap().insert("/work.communique".into(), saved);
    let (mut app_two, _) = app(only_session);
    open(&mut app_two, &["/work.communique"]);
    assert_eq!(links(&app_two), links(&app_one));
    // Cut; with its statement it goes, and comes back.
    app_two.handle(Command::Select(at(1, 0)));
    app_two.handle(Command::Run(Action::Unlink));
    settle(&mut app_two);
    assert!(links(&app_two).is_empty());
    app_two.handle(Command::Run(Action::Undo));
    app_two.handle(Command::Edit(SessionEdit::Remove(StatementId(1))));
    assert!(app_two.content().links.is_empty());
    app_two.handle(Command::Run(Action::Undo));
    settle(&mut app_two);
    assert_eq!(links(&app_two), links(&app_one));
}

#[test]
fn what_cannot_be_opened_is_said_and_the_rest_stays() {
    let (mut app, _) = app(fake());
    open(&mut app, &["/a.txt", "/none.txt", "/empty.txt"]);
    assert_eq!(sources(&app), ["/a.txt"]);
    assert_eq!(notice(&app), "Cannot open none.txt: there is no such file. Cannot open empty.txt: there is no text in it.");
    assert_eq!(app.notice().map(|n| n.tone), Some(Tone::Error));
}

#[test]
fn at_most_eight_and_says_so() {
    let (mut app, _) = app(fake());
    open(&mut app, &["/a.txt"; 10]);
    assert_eq!(app.content().entries.len(), 8);
    assert!(notice(&app).contains("at most 8"), "{}", notice(&app));
}

#[test]
fn too_large_is_refused() {
    let platform = fake();
    platform.files.lock().unwrap().insert("/big.txt".into(), vec![b'a'; MAX_BYTES + 1]);
    let (mut app, _) = app(platform);
    open(&mut app, &["/big.txt"]);
    assert_eq!(notice(&app), "Cannot open big.txt: it is larger than 64 MB.");
}

#[test]
fn a_session_comes_back_without_its_sources() {
    let (mut app_one, platform) = app(fake());
    open(&mut app_one, &["/a.txt", "/b.txt", "/c.html"]);
    app_one.handle(Command::Edit(SessionEdit::SetBase(StatementId(1))));
    app_one.handle(Command::Edit(SessionEdit::Move(StatementId(2), 0)));
    app_one.handle(Command::Edit(SessionEdit::Set(StatementId(0), Mark::Title("First".into()))));
    app_one.handle(Command::Run(Action::NextDifference));
    app_one.handle(Command::Width(StatementId(0), 2.0));
    let end = app_one.content().end(StatementId(0), Group::one(PassageIdx(0))).unwrap();
    let line = Line {
        kind: DivergenceKind::Silence,
        issue: Some("China".into()),
        of: Some(StatementId(1)),
        speaker: None,
        at: None,
        against: None,
    };
    let entry = Entry { name: "Ferries".into(), aliases: vec!["ferry".into()], ..Entry::default() };
    for edit in [
        ReviewEdit::Tick(vec![line.clone()], true),
        ReviewEdit::Mute(line, true),
        ReviewEdit::Kind(DivergenceKind::Name, false),
        ReviewEdit::Note(Note {
            about: Subject::Issue("China".into()),
            verdict: Some(Verdict::Own("coy".into())),
            text: "(asked \"twice\")".into(),
        }),
        ReviewEdit::Note(Note { about: Subject::Passage(end), verdict: None, text: "see annex".into() }),
        ReviewEdit::Issues(vec![entry], vec!["Taiwan".into()]),
        ReviewEdit::Table(Table { first: vec!["China".into()], hidden: vec!["Japan".into()], ..Table::default() }),
    ] {
        app_one.handle(Command::Edit(SessionEdit::Review(edit)));
    }
    let passages = |app: &App| app.content().entry(StatementId(0)).unwrap().statement.passages.len();
    let before = passages(&app_one);
    app_one.handle(Command::Split(Some((StatementId(0), 4))));
    assert_eq!(passages(&app_one), before + 1, "the passage is split");
    *platform.answer.lock().unwrap() = Some(DialogAnswer::Chosen(vec!["/work".into()]));
    app_one.handle(Command::Run(Action::Save));
    settle(&mut app_one);
    assert!(!app_one.session().is_changed());
    assert_eq!(app_one.window_title(), "work \u{2013} Communiqu\u{e9}");

    let saved = platform.files.lock().unwrap().get(Path::new("/work.communique")).cloned().unwrap();
    let only_session = Fake::default();
    only_session.files.lock().unwrap().insert("/work.communique".into(), saved);
    let (mut app_two, _) = app(only_session);
    open(&mut app_two, &["/work.communique"]);
    assert_eq!(app_two.content(), app_one.content());
    assert_eq!(app_two.selected(), app_one.selected());
    assert_eq!(app_two.session().place, app_one.session().place);
    assert!(!app_two.is_source_changed(StatementId(0)), "a source that is gone has not changed");
}

#[test]
fn a_changed_source_is_flagged_and_not_swapped() {
    let (mut app, platform) = app(fake());
    open(&mut app, &["/a.txt", "/b.txt"]);
    app.handle(Command::SaveTo("/w.communique".into()));
    settle(&mut app);
    platform.files.lock().unwrap().insert("/a.txt".into(), b"Other words.".to_vec());
    open(&mut app, &["/w.communique"]);
    assert!(app.is_source_changed(StatementId(0)) && !app.is_source_changed(StatementId(1)));
    assert_eq!(app.content().entries[0].statement.text(), ONE);
}

#[test]
fn a_damaged_session_leaves_what_was_open() {
    let (mut app, platform) = app(fake());
    open(&mut app, &["/a.txt", "/b.txt"]);
    app.handle(Command::SaveTo("/w.communique".into()));
    settle(&mut app);
    let whole = platform.files.lock().unwrap()[Path::new("/w.communique")].clone();
    platform.files.lock().unwrap().insert("/cut.communique".into(), whole[..whole.len() / 2].to_vec());
    open(&mut app, &["/cut.communique"]);
    assert!(notice(&app).contains("damaged or cut short"), "{}", notice(&app));
    assert_eq!(sources(&app), ["/a.txt", "/b.txt"]);
}

#[test]
fn unsaved_work_is_asked_for() {
    let (mut app, platform) = app(fake());
    open(&mut app, &["/a.txt", "/b.txt"]);
    app.handle(Command::Run(Action::Quit));
    assert_eq!(app.dialog(), Some(&Dialog::Unsaved(After::Quit)));
    app.handle(Command::CloseDialog);
    assert!(!app.is_quitting());
    app.handle(Command::Run(Action::Quit));
    *platform.answer.lock().unwrap() = Some(DialogAnswer::Chosen(vec!["/w.communique".into()]));
    app.handle(Command::Unsaved { save: true, after: After::Quit });
    settle(&mut app);
    assert!(app.is_quitting());
    assert!(platform.files.lock().unwrap().contains_key(Path::new("/w.communique")));
}

#[test]
fn a_full_disk_loses_nothing() {
    let (mut app, _) = app(Fake { full: true, ..fake() });
    open(&mut app, &["/a.txt"]);
    app.handle(Command::SaveTo("/w.communique".into()));
    settle(&mut app);
    assert_eq!(notice(&app), "Cannot save w.communique: the disk is full. Your work is still open; save it elsewhere.");
    assert!(app.session().is_changed());
    assert_eq!(sources(&app), ["/a.txt"]);
}

#[test]
fn without_a_dialog_the_program_asks_by_itself() {
    let (mut app, _) = app(fake());
    app.handle(Command::Run(Action::Open));
    settle(&mut app);
    assert_eq!(app.dialog(), Some(&Dialog::Path { saving: false }));
}

#[test]
fn a_paste_becomes_a_statement() {
    let clipboard = Some(Pasted { bytes: b"<h1>Head</h1><p>Body &amp; soul.</p>".to_vec(), name: "pasted.html" });
    let (mut app, _) = app(Fake { clipboard, ..fake() });
    app.handle(Command::Run(Action::PasteStatement));
    settle(&mut app);
    assert_eq!(app.content().entries[0].statement.text(), "Head\n\nBody & soul.");
    assert_eq!(sources(&app), ["pasted text"]);
}

#[test]
fn find_goes_round() {
    let (mut app, _) = app(fake());
    open(&mut app, &["/a.txt", "/b.txt"]);
    app.handle(Command::Find("three  VESSELS".into()));
    settle(&mut app);
    assert_eq!(app.find().hits.len(), 2);
    let first = app.find().current;
    app.handle(Command::Run(Action::FindNext));
    app.handle(Command::Run(Action::FindNext));
    assert_eq!(app.find().current, first);
    assert_eq!(app.selected().map(|at| at.statement), Some(app.find().hits[first].statement));
}

#[test]
fn issues_and_silences() {
    let (mut app, _) = app(fake());
    open(&mut app, &["/a.txt", "/b.txt"]);
    let china = app.issues().iter().find(|issue| issue.name == "China").unwrap();
    assert_eq!(china.silent.iter().map(|s| s.0).collect::<Vec<_>>(), [1]);
    app.handle(Command::Edit(SessionEdit::Set(StatementId(1), Mark::Excerpt(true))));
    settle(&mut app);
    let china = app.issues().iter().find(|issue| issue.name == "China").unwrap();
    assert!(china.silent.is_empty(), "of an excerpt nothing is called silent");
}

#[test]
fn a_stale_comparison_is_never_shown() {
    let (mut app, _) = app(fake());
    open(&mut app, &["/a.txt", "/b.txt", "/c.html"]);
    app.handle(Command::Edit(SessionEdit::Remove(StatementId(0))));
    assert!(app.compared().is_none());
    settle(&mut app);
    assert_eq!(app.compared().map(|c| c.ids.clone()), Some(vec![StatementId(1), StatementId(2)]));
    app.handle(Command::Run(Action::Undo));
    settle(&mut app);
    assert_eq!(app.compared().map(|c| c.ids.len()), Some(3));
}

#[test]
fn the_copied_passage_names_its_source() {
    let (mut app, _) = app(fake());
    app.handle(Command::Sample(Sample::Seoul));
    settle(&mut app);
    app.handle(Command::Run(Action::CopyPassage));
    let text = app.take_copy().unwrap_or_default();
    assert!(
        text.starts_with("\u{201c}The Ministers and Secretaries emphasized") && text.contains("2021-03-18") && text.contains("excerpt"),
        "{text}"
    );
}

#[test]
fn a_file_that_somebody_else_changed_is_not_written_over() {
    let (mut app, platform) = app(fake());
    open(&mut app, &["/a.txt", "/b.txt"]);
    app.handle(Command::SaveTo("/w.communique".into()));
    settle(&mut app);
    platform.files.lock().unwrap().insert("/w.communique".into(), b"of another window".to_vec());
    app.handle(Command::Edit(SessionEdit::SetBase(StatementId(1))));
    app.handle(Command::Run(Action::Save));
    settle(&mut app);
    let path = PathBuf::from("/w.communique");
    assert_eq!(app.dialog(), Some(&Dialog::Overwrite { path: path.clone(), is_own: true }));
    assert_eq!(platform.files.lock().unwrap()[&path], b"of another window");
    app.handle(Command::Replace(path));
    settle(&mut app);
    assert!(app.dialog().is_none() && !app.session().is_changed());
}

#[test]
fn a_name_that_is_taken_is_asked_for() {
    let (mut app, platform) = app(fake());
    platform.files.lock().unwrap().insert("/w.2022.communique".into(), b"old".to_vec());
    open(&mut app, &["/a.txt"]);
    *platform.answer.lock().unwrap() = Some(DialogAnswer::Chosen(vec!["/w.2022".into()]));
    app.handle(Command::Run(Action::Quit));
    app.handle(Command::Unsaved { save: true, after: After::Quit });
    settle(&mut app);
    assert_eq!(app.dialog(), Some(&Dialog::Overwrite { path: "/w.2022.communique".into(), is_own: false }));
    app.handle(Command::CloseDialog);
    settle(&mut app);
    assert!(!app.is_quitting() && app.session().is_changed());
}

#[test]
fn unsaved_work_survives_a_bad_end() {
    let kept = Path::new("/recovery/0.communique");
    let (mut ended, platform) = app(fake());
    open(&mut ended, &["/a.txt", "/b.txt"]);
    let work = platform.files.lock().unwrap().get(kept).cloned().unwrap();
    drop(ended);

    let old = PathBuf::from("/recovery/7.communique");
    let next = Fake { left_behind: vec![old.clone()], ..Fake::default() };
    next.files.lock().unwrap().insert(old.clone(), work);
    let (mut app, platform) = app(next);
    logic_after_load(&mut app, Vec::new());
    settle(&mut app);
    assert_eq!(app.dialog(), Some(&Dialog::Recover));
    app.handle(Command::Recover(old.clone()));
    settle(&mut app);
    assert_eq!(sources(&app), ["/a.txt", "/b.txt"]);
    assert!(app.session().is_changed(), "it is saved nowhere");
    let files = platform.files.lock().unwrap();
    assert!(files.contains_key(kept) && !files.contains_key(&old), "it is in this program's keeping now");
}

#[test]
fn what_is_saved_late_is_not_taken_for_another_session() {
    let (mut app, _) = app(fake());
    open(&mut app, &["/a.txt", "/b.txt"]);
    app.handle(Command::SaveTo("/w.communique".into()));
    app.handle(Command::Unsaved { save: false, after: After::New });
    open(&mut app, &["/c.html"]);
    assert!(app.session().is_changed(), "the new comparison is saved nowhere");
    assert_eq!(app.window_title(), "\u{2022} Untitled comparison \u{2013} Communiqu\u{e9}");
}

#[test]
fn work_is_rescued_beside_its_file() {
    let (mut app, platform) = app(fake());
    open(&mut app, &["/a.txt", "/b.txt"]);
    app.handle(Command::SaveTo("/w.communique".into()));
    settle(&mut app);
    assert!(app.rescue().ends_with("There was no unsaved work."));
    app.handle(Command::Edit(SessionEdit::SetBase(StatementId(1))));
    assert_eq!(
        app.rescue(),
        "Something went wrong inside the program. Your work was saved as w (rescued 1700000000).communique, beside the file that you opened."
    );
    assert!(platform.files.lock().unwrap().contains_key(Path::new("/w (rescued 1700000000).communique")));
}

#[test]
fn kept_work_that_cannot_be_read_is_not_removed() {
    let old = PathBuf::from("/recovery/7.communique");
    let next = Fake { left_behind: vec![old.clone()], ..Fake::default() };
    next.files.lock().unwrap().insert(old.clone(), br#"(format: "communique-session", version: 99, later: true)"#.to_vec());
    let (mut app, platform) = app(next);
    logic_after_load(&mut app, Vec::new());
    settle(&mut app);
    assert!(app.dialog().is_none());
    assert!(platform.files.lock().unwrap().contains_key(&old));
}

#[test]
fn nothing_is_left_behind_by_a_good_end() {
    let (mut app, platform) = app(fake());
    open(&mut app, &["/a.txt"]);
    app.handle(Command::Unsaved { save: false, after: After::Quit });
    settle(&mut app);
    assert!(app.is_quitting());
    assert!(!platform.files.lock().unwrap().contains_key(Path::new("/recovery/0.communique")));
}

#[test]
fn a_session_under_any_name_does_not_push_unsaved_work_out() {
    let (mut app, platform) = app(fake());
    open(&mut app, &["/a.txt", "/b.txt"]);
    app.handle(Command::SaveTo("/w.communique".into()));
    settle(&mut app);
    let saved = platform.files.lock().unwrap()[Path::new("/w.communique")].clone();
    platform.files.lock().unwrap().insert("/copy.txt".into(), saved);
    app.handle(Command::Edit(SessionEdit::Remove(StatementId(0))));
    open(&mut app, &["/copy.txt"]);
    assert_eq!(app.dialog(), Some(&Dialog::Unsaved(After::Incoming)));
    assert_eq!(sources(&app), ["/b.txt"]);
    app.handle(Command::Unsaved { save: false, after: After::Incoming });
    settle(&mut app);
    assert_eq!(sources(&app), ["/a.txt", "/b.txt"]);
}

#[test]
fn a_comparison_is_stopped_and_made_again() {
    let (mut app, _) = app(fake());
    open(&mut app, &["/a.txt"]);
    app.handle(Command::Open(vec!["/b.txt".into()]));
    while app.progress().is_none() && app.wait() {}
    app.handle(Command::Run(Action::StopComparing));
    settle(&mut app);
    assert!(app.is_stopped() && app.compared().is_none());
    app.handle(Command::Run(Action::CompareAgain));
    settle(&mut app);
    assert!(app.compared().is_some() && !app.is_stopped());
}

#[test]
fn the_table_of_positions_is_copied() {
    let (mut app, platform) = app(fake());
    open(&mut app, &["/a.txt", "/b.txt"]);
    app.handle(Command::Run(Action::CopyTable));
    let copied = platform.copied.lock().unwrap().clone();
    assert!(copied.starts_with("Issue\ta\tb\tVerdict\n"), "{copied}");
    assert!(copied.contains("China\t\u{201c}China was praised.\u{201d} (paragraph 1)\t(not mentioned)\t\n"), "{copied}");
    let about = Subject::Issue("China".into());
    let note = Note { about, verdict: Some(Verdict::Silent), text: "twice\nasked".into() };
    app.handle(Command::Edit(SessionEdit::Review(ReviewEdit::Note(note))));
    app.handle(Command::Run(Action::CopyTable));
    let copied = platform.copied.lock().unwrap().clone();
    assert_eq!(copied.lines().count(), 2, "only rows that were judged: {copied}");
    assert!(copied.ends_with("silent: twice asked\n"), "{copied}");
}

#[test]
fn a_list_of_issues_is_opened_like_a_statement() {
    let (mut app, platform) = app(fake());
    let list = r#"(issues: [(name: "Vessels", aliases: ["vessel"]), (name: "Rivers", aliases: ["river traffic"])])"#;
    platform.files.lock().unwrap().insert("/own.ron".into(), list.into());
    platform.files.lock().unwrap().insert("/broken.ron".into(), b"(issues: [".to_vec());
    open(&mut app, &["/a.txt", "/b.txt", "/own.ron"]);
    assert_eq!(sources(&app), ["/a.txt", "/b.txt"]);
    assert!(notice(&app).starts_with("2 issues of the list are tracked"));
    assert!(app.issues().iter().any(|issue| issue.name == "Rivers" && issue.mentions.iter().all(|all| all.len() == 1)));
    open(&mut app, &["/broken.ron"]);
    assert!(notice(&app).starts_with("Cannot open broken.ron: not a lexicon of issues: 1:"), "{}", notice(&app));
}
