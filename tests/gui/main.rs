//! The window by accessible labels, without display and GPU: what a test cannot find, a screen reader cannot find.
#![cfg(feature = "gui-tests")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod raster;
mod reading;

use communique::{
    app::{
        App, Command, Surface,
        samples::Sample,
        settings::{AtStart, Face, Settings, Theme},
    },
    engine::{comparison::Ruling, statement::Form},
    platform::{DialogAnswer, Pasted, Platform, Reply, apart::ApartError, files::FileError},
    session::intake,
    ui::{self, Window},
};
use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// A system without files or dialogs.
struct Bare;

/// A dialog that begins in this folder goes wrong inside the program.
const BREAKING: &str = "/breaking";

impl Platform for Bare {
    fn read(&self, _: &Path, _: usize) -> Result<Vec<u8>, FileError> {
        Err(FileError::Missing)
    }
    fn read_apart(&self, bytes: &[u8], name: &str) -> Result<Vec<u8>, ApartError> {
        Ok(intake::answer(bytes, name))
    }
    fn write(&self, _: &Path, _: &[u8]) -> Result<(), FileError> {
        Err(FileError::NotAllowed)
    }
    fn remove(&self, _: &Path) -> Result<(), FileError> {
        Err(FileError::NotAllowed)
    }
    fn ask_open(&self, folder: Option<&Path>, reply: Reply) {
        assert_ne!(folder, Some(Path::new(BREAKING)), "the program was to go wrong");
        reply(DialogAnswer::NoDialog);
    }
    fn ask_save(&self, _: Option<&Path>, _: &str, reply: Reply) {
        reply(DialogAnswer::NoDialog);
    }
    fn clipboard(&self) -> Option<Pasted> {
        Some(Pasted { bytes: "양측은 한미동맹의 중요성을 재확인하였다.".as_bytes().to_vec(), name: "pasted.txt" })
    }
    fn copy_table(&self, _: &str, _: &str) -> Result<(), String> {
        Err("there is no clipboard".to_owned())
    }
    fn prefers_dark(&self) -> Option<bool> {
        None
    }
    fn now(&self) -> u64 {
        0
    }
    fn settings_file(&self) -> Option<PathBuf> {
        None
    }
    fn recovery_file(&self) -> Option<PathBuf> {
        None
    }
    fn left_behind(&self) -> Vec<PathBuf> {
        Vec::new()
    }
}

fn window(sample: Option<Sample>) -> Harness<'static, Window> {
    drawn(sample, Theme::Light, [1280.0, 800.0], raster::Textures::default())
}

fn drawn(sample: Option<Sample>, theme: Theme, size: [f32; 2], textures: raster::Textures) -> Harness<'static, Window> {
    let mut app = App::new(Arc::new(Bare), || {});
    app.handle(Command::Settings(Box::new(Settings { theme, ..Settings::default() })));
    if let Some(sample) = sample {
        app.handle(Command::Sample(sample));
        while app.wait() {}
    }
    let mut harness = Harness::builder().with_size(size).renderer(textures).with_context_setup(ui::install).build_ui_state(
        |ui, window: &mut Window| {
            window.update(&ui.ctx().clone());
            window.ui(ui);
        },
        Window::new(app),
    );
    settle(&mut harness);
    harness
}

/// Lets background work end and the window come to rest.
fn settle(harness: &mut Harness<'_, Window>) {
    harness.run_steps(3);
    while harness.state_mut().app_mut().wait() {}
    harness.run_steps(3);
}

fn selected(harness: &Harness<'_, Window>) -> String {
    let label = harness.get_all_by_label_contains("Selected passage: ").next().unwrap().accesskit_node().value().unwrap_or_default();
    label.trim_start_matches("Selected passage: ").to_owned()
}

#[test]
fn an_empty_window_says_what_to_do() {
    let mut harness = window(None);
    harness.get_by_label("Open statements…").click();
    settle(&mut harness);
    harness.get_by_label("Open files");
    harness.get_by_label("Cancel").click();
    settle(&mut harness);
    harness.get_by_label("Sample: an invented example").click();
    settle(&mut harness);
    harness.get_by_label("Differences");
}

#[test]
fn when_the_program_goes_wrong_it_says_so_and_can_be_closed() {
    let mut harness = window(Some(Sample::Invented));
    let settings = Settings { folder: Some(BREAKING.into()), ..Settings::default() };
    harness.state_mut().app_mut().handle(Command::Settings(Box::new(settings)));
    harness.get_by_label("Open…").click();
    // The dialog will never answer, so nothing is waited for.
    harness.run_steps(4);
    harness.get_by_label("Something went wrong inside the program. There was no unsaved work.");
    harness.get_by_label("Close").click();
    harness.run_steps(2);
}

/// More panes than fit, and hardly any room.
#[test]
fn eight_panes_in_a_small_window() {
    let mut harness = drawn(Some(Sample::Invented), Theme::Light, [700.0, 420.0], raster::Textures::default());
    for _ in 0..5 {
        harness.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::V);
        settle(&mut harness);
    }
    assert_eq!(harness.state().app().content().entries.len(), 8);
    assert!(harness.query_by_label("Close").is_none(), "nothing went wrong");
    let title = harness.state().app().content().entries[7].statement.title.clone();
    let first: String = title.chars().take(6).collect();
    harness.get_by_label_contains(&format!("8 {first}"));
}

#[test]
fn settings_are_shown_and_changed() {
    let mut harness = window(Some(Sample::Seoul));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Comma);
    settle(&mut harness);
    for choice in ["Serif", "Dark", "the last saved comparison"] {
        harness.get_by_label(choice).click();
        settle(&mut harness);
    }
    let found = harness.state().app().settings();
    assert_eq!((found.face, found.theme, found.at_start), (Face::Serif, Theme::Dark, AtStart::LastComparison));
    harness.get_by_label("Close").click();
    settle(&mut harness);
    assert!(harness.state().app().dialog().is_none());
}

#[test]
fn three_panes_with_their_titles() {
    let harness = window(Some(Sample::Invented));
    for title in ["Joint Statement of the Ministers", "Press briefing by the two Foreign Ministers", "Statement of the spokesman"] {
        assert!(harness.query_all_by_label_contains(title).next().is_some(), "{title}");
    }
}

#[test]
fn keys_go_from_difference_to_difference() {
    let mut harness = window(Some(Sample::Invented));
    let first = selected(&harness);
    harness.key_press(egui::Key::F8);
    settle(&mut harness);
    let second = selected(&harness);
    assert_ne!(first, second);
    harness.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::F8);
    settle(&mut harness);
    assert_eq!(selected(&harness), first);
}

#[test]
fn a_link_is_cut_and_made_in_the_strip() {
    let mut harness = window(Some(Sample::Invented));
    let by_hand = |harness: &Harness<'_, Window>| harness.state().app().content().links.iter().map(|link| link.ruling).collect::<Vec<_>>();
    harness.query_all_by_label("Unlink").next().unwrap().click();
    settle(&mut harness);
    assert_eq!(by_hand(&harness), [Ruling::Cut]);
    assert!(harness.query_all_by_label_contains("cut by hand").next().is_some());
    harness.query_all_by_label("Link").last().unwrap().click();
    settle(&mut harness);
    assert_eq!(by_hand(&harness), [Ruling::Same]);
    assert!(harness.query_all_by_label_contains("linked by hand").next().is_some());
}

#[test]
fn find_counts_in_all_panes() {
    let mut harness = window(Some(Sample::Invented));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::F);
    settle(&mut harness);
    // The field has the keyboard at once.
    harness.event(egui::Event::Text("humanitarian aid must never".to_owned()));
    settle(&mut harness);
    harness.get_by_label("1 of 3");
    harness.key_press(egui::Key::F3);
    settle(&mut harness);
    harness.get_by_label("2 of 3");
    harness.get_by_label("Capitals count").click();
    harness.get_by_label("List").click();
    settle(&mut harness);
    harness.get_by_label("2 of 3");
    // The list shows each hit in context; a click goes there.
    harness.query_all_by_label_contains("3  :").last().unwrap().click();
    settle(&mut harness);
    harness.get_by_label("3 of 3");
    harness.get_by_label("Regular expression").click();
    harness.get_by_label("Close");
}

#[test]
fn a_pane_is_renamed_and_the_change_undone() {
    let mut harness = window(Some(Sample::Invented));
    let id = harness.state().app().content().entries[0].id;
    harness.state_mut().app_mut().handle(Command::Properties(id));
    settle(&mut harness);
    harness.get_by_label("spoken").click();
    settle(&mut harness);
    harness.get_by_label("Done").click();
    settle(&mut harness);
    assert_eq!(harness.state().app().content().entries[0].statement.form, Form::Spoken);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    settle(&mut harness);
    assert_eq!(harness.state().app().content().entries[0].statement.form, Form::Written);
}

#[test]
fn what_to_look_at_first_is_one_key_away() {
    let mut harness = window(Some(Sample::Invented));
    let first = harness.state().app().compared().unwrap().comparison.divergences[0].clone();
    harness.key_press(egui::Key::F7);
    settle(&mut harness);
    let app = harness.state().app();
    assert_eq!((app.divergence(), app.chosen_issue().map(|issue| issue.name.clone())), (Some(0), first.issue.clone()));
    let at = app.selected().unwrap();
    let passage = app.content().entry(at.statement).unwrap().statement.passage(at.passage).unwrap();
    assert_eq!(passage.span.start, first.evidence[0].span.start, "its first passage is selected");
    harness.get_by_label(&format!("{}: {}", first.kind.name(), first.title)).click();
    settle(&mut harness);
    harness.get_by_label("Issues").click();
    settle(&mut harness);
    harness.get_by_label_contains("Mentions in each statement");
}

#[test]
fn speakers_can_be_looked_over_and_mended() {
    let mut harness = window(Some(Sample::Invented));
    let id = harness.state().app().content().entries[1].id;
    let party = |harness: &Harness<'_, Window>| {
        let statement = &harness.state().app().content().entries[1].statement;
        statement.turns.iter().find(|turn| turn.speaker == "ADMIRAL VINTER").unwrap().party.clone()
    };
    let before = party(&harness);
    harness.state_mut().app_mut().handle(Command::Speakers(id));
    settle(&mut harness);
    harness.get_by_label("Party of ADMIRAL VINTER").focus();
    harness.run_steps(2);
    harness.get_by_label("Party of ADMIRAL VINTER").type_text("Navy");
    settle(&mut harness);
    harness.get_by_label("Done").click();
    settle(&mut harness);
    assert_eq!(party(&harness).as_deref(), Some("Navy"));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    settle(&mut harness);
    assert_eq!(party(&harness), before);
}

#[test]
fn every_pane_menu_and_mode_can_be_opened() {
    let mut harness = window(Some(Sample::Seoul));
    for mode in ["Shared", "Plain", "Differences"] {
        harness.get_by_label(mode).click();
        settle(&mut harness);
    }
    for menu in ["File", "Edit", "View", "Help"] {
        harness.get_by_label(menu).click();
        settle(&mut harness);
    }
}

#[test]
fn a_korean_paste_is_shown() {
    let mut harness = window(None);
    harness.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::V);
    settle(&mut harness);
    assert!(harness.query_all_by_label_contains("한미동맹의").next().is_some());
}

#[test]
fn after_a_click_into_a_text_arrows_and_copy_work() {
    let mut harness = window(Some(Sample::Invented));
    let middle = harness.get_all_by_label_contains("Avelia and Norrland (an invented example): text").next().unwrap().rect().center();
    harness.get_all_by_label_contains("Avelia and Norrland (an invented example): text").next().unwrap().click();
    settle(&mut harness);
    let clicked = selected(&harness);
    harness.key_press(egui::Key::ArrowDown);
    settle(&mut harness);
    assert_ne!(selected(&harness), clicked);

    harness.drag_at(middle);
    harness.step();
    harness.hover_at(middle + egui::vec2(60.0, 44.0));
    harness.step();
    harness.drop_at(middle + egui::vec2(60.0, 44.0));
    harness.step();
    harness.event(egui::Event::Copy);
    harness.step();
    let copied = harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let text = harness.state().app().content().entries[0].statement.text().to_owned();
    assert!(copied.as_ref().is_some_and(|copied| copied.len() > 10 && text.contains(copied)), "{copied:?}");
}

/// Draws the sample on the CPU, writes the picture beside the test's other products, and looks whether every part of the
/// window shows something: paper, ink and the colour of a difference in each pane.
#[test]
fn the_window_can_be_drawn_without_a_display() {
    for (name, theme, size) in
        [("light", Theme::Light, [1280.0, 800.0]), ("dark", Theme::Dark, [1280.0, 800.0]), ("light-wide", Theme::Light, [1920.0, 1080.0])]
    {
        let textures = raster::Textures::default();
        let harness = drawn(Some(Sample::Invented), theme, size, textures.clone());
        let output = harness.output();
        let primitives = harness.ctx.tessellate(output.shapes.clone(), 1.0);
        let picture = raster::draw(&primitives, &textures, size.map(|n| n as usize), egui::Color32::BLACK);
        raster::save(&picture, &Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("window-{name}.png")));
        let width = picture.size[0];
        for column in 0..3 {
            let (left, right) = (width * column / 4 + 20, width * (column + 1) / 4 - 40);
            let mut colours: Vec<[u8; 4]> = (200..500)
                .flat_map(|y| (left..right).map(move |x| (x, y)))
                .map(|(x, y)| picture.pixels[y * width + x].to_array())
                .collect();
            colours.sort_unstable();
            colours.dedup();
            assert!(colours.len() > 40, "pane {column} of {name} shows only {} colours", colours.len());
        }
    }
}

#[test]
fn the_list_is_worked_through_by_keys() {
    let mut harness = window(Some(Sample::Invented));
    let listed = |harness: &Harness<'_, Window>| harness.state().app().listed().clone();
    let all = listed(&harness).all;
    harness.key_press(egui::Key::F7);
    settle(&mut harness);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    settle(&mut harness);
    assert_eq!((listed(&harness).seen, listed(&harness).all, harness.state().app().divergence()), (1, all, Some(1)));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::M);
    settle(&mut harness);
    assert_eq!((listed(&harness).all, listed(&harness).muted), (all - 1, 1));
    harness.get_by_label_contains(&format!("1 of {} looked at", all - 1));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    settle(&mut harness);
    assert_eq!((listed(&harness).all, listed(&harness).muted), (all, 0));
}

#[test]
fn the_board_opens_into_speakers_and_mentions() {
    let mut harness = drawn(Some(Sample::Invented), Theme::Light, [1280.0, 2600.0], raster::Textures::default());
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num2);
    settle(&mut harness);
    harness.get_by_label_contains("Sanctions, 1 Joint Statement of the Ministers").click();
    settle(&mut harness);
    // Who clicks on a zero reads what the others say.
    assert!(harness.query_all_by_label_contains("considered sanctions against Caldera").next().is_some());
    harness.get_by_label("Speakers").click();
    settle(&mut harness);
    harness.get_by_label("Sanctions, Haugen: 1 mention").click();
    settle(&mut harness);
    harness.get_by_label_contains("Norrland has not considered sanctions").click();
    settle(&mut harness);
    // A mention leads to its place in the texts.
    assert!(selected(&harness).contains("sanctions against Caldera"));
}

#[test]
fn a_verdict_stands_in_the_table_and_is_undone() {
    let mut harness = window(Some(Sample::Invented));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num3);
    settle(&mut harness);
    let issue = harness.state().app().table_rows()[0].name.clone();
    harness.get_by_label(&format!("Verdict on {issue}: no verdict")).click();
    settle(&mut harness);
    harness.get_by_label("narrower").click();
    settle(&mut harness);
    harness.get_by_label(&format!("Verdict on {issue}: narrower"));
    harness.get_by_label(&format!("Row down: {issue}")).click();
    settle(&mut harness);
    assert_eq!(harness.state().app().table_rows()[1].name, issue);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    settle(&mut harness);
    assert_eq!(harness.state().app().table_rows()[0].name, issue);
    // A row a passage of the base, and what answers it.
    harness.get_by_label("By passage").click();
    settle(&mut harness);
    assert!(harness.query_all_by_label_contains("Verdict on paragraph").next().is_some());
    assert!(harness.query_all_by_label_contains("no counterpart").next().is_some());
}

#[test]
fn an_issue_is_renamed_and_dropped() {
    let mut harness = window(Some(Sample::Invented));
    let has = |harness: &Harness<'_, Window>, name: &str| harness.state().app().issues().iter().any(|issue| issue.name == name);
    harness.state_mut().app_mut().handle(Command::Issue(Some("Sanctions".to_owned())));
    harness.key_press(egui::Key::F2);
    settle(&mut harness);
    harness.event(egui::Event::Text(" and embargoes".to_owned()));
    settle(&mut harness);
    harness.get_by_label("Done").click();
    settle(&mut harness);
    assert!(has(&harness, "Sanctions and embargoes") && !has(&harness, "Sanctions"));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Delete);
    settle(&mut harness);
    assert!(!has(&harness, "Sanctions and embargoes"));
}

#[test]
fn anything_can_be_done_by_its_name() {
    let mut harness = window(Some(Sample::Invented));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    settle(&mut harness);
    harness.event(egui::Event::Text("positions".to_owned()));
    settle(&mut harness);
    harness.key_press(egui::Key::Enter);
    settle(&mut harness);
    assert_eq!(harness.state().app().surface(), Surface::Table);
    assert!(harness.state().app().dialog().is_none());
}
