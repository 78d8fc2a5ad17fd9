//! The reading surface: folds, keys that scroll, panes put elsewhere, counterparts word under word, pictures.

use super::*;
use communique::view::fold::Folding;

fn app<'a>(harness: &'a Harness<'_, Window>) -> &'a App {
    harness.state().app()
}

/// The first fold of each pane that has one: pane and passage.
fn folds<'a>(harness: &'a Harness<'_, Window>) -> impl Iterator<Item = (communique::session::StatementId, usize)> + 'a {
    let entries = app(harness).content().entries.iter();
    entries.filter_map(|entry| Some((entry.id, app(harness).reading().pane(entry.id).folded.first()?.start)))
}

#[test]
fn what_is_the_same_is_folded_and_opened() {
    let mut harness = window(Some(Sample::Invented));
    let folded = |harness: &Harness<'_, Window>| {
        let ids: Vec<_> = app(harness).content().entries.iter().map(|entry| entry.id).collect();
        ids.into_iter().map(|id| app(harness).reading().pane(id).folded.len()).sum::<usize>()
    };
    assert_eq!(folded(&harness), 0);
    harness.state_mut().app_mut().handle(Command::Context(0));
    harness.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::F6);
    settle(&mut harness);
    assert_eq!(app(&harness).folds().folding, Folding::Alone);
    let all = folded(&harness);
    assert!(all > 0, "nothing is folded");
    assert!(harness.query_all_by_label_contains(" passages \u{2026}").next().is_some());
    // A passage that is gone to is opened.
    let (id, first) = folds(&harness).next().unwrap();
    let byte = app(&harness).content().entry(id).unwrap().statement.passages[first].span.start;
    harness.state_mut().app_mut().handle(Command::Show(id, byte));
    settle(&mut harness);
    let fewer = folded(&harness);
    assert!(fewer < all);
    if fewer > 0 {
        // By a key, in the pane of the selected passage.
        let (id, _) = folds(&harness).next().unwrap();
        let first = app(&harness).content().entry(id).unwrap().statement.passages[0].span.start;
        harness.state_mut().app_mut().handle(Command::Show(id, first));
        settle(&mut harness);
        let before = folded(&harness);
        harness.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::F6);
        settle(&mut harness);
        assert!(folded(&harness) < before || before == 0);
    }
    harness.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::F6);
    settle(&mut harness);
    assert_eq!(folded(&harness), 0);
}

#[test]
fn keys_scroll_from_end_to_end() {
    let mut harness = drawn(Some(Sample::Invented), Theme::Light, [900.0, 520.0], raster::Textures::default());
    let place = |harness: &Harness<'_, Window>| app(harness).session().place.pane(app(harness).base()).paragraph;
    harness.key_press(egui::Key::End);
    settle(&mut harness);
    let end = place(&harness);
    assert!(end > 0);
    harness.key_press(egui::Key::PageUp);
    settle(&mut harness);
    assert!(place(&harness) < end);
    harness.key_press(egui::Key::Home);
    settle(&mut harness);
    assert_eq!(place(&harness), 0);
}

#[test]
fn a_pane_is_dragged_to_another_place() {
    let mut harness = window(Some(Sample::Invented));
    let order = |harness: &Harness<'_, Window>| app(harness).content().entries.iter().map(|entry| entry.id.0).collect::<Vec<_>>();
    let before = order(&harness);
    let title = app(&harness).content().entries[0].statement.title.clone();
    let from = harness.get_by_label(&format!("1 {title}")).rect().center();
    harness.drag_at(from);
    harness.step();
    harness.hover_at(from + egui::vec2(120.0, 4.0));
    harness.step();
    harness.hover_at(egui::pos2(880.0, from.y));
    harness.step();
    harness.drop_at(egui::pos2(880.0, from.y));
    settle(&mut harness);
    assert_eq!(order(&harness), [before[1], before[2], before[0]]);
}

#[test]
fn counterparts_stand_word_under_word() {
    let mut harness = window(Some(Sample::Invented));
    harness.key_press(egui::Key::F8);
    settle(&mut harness);
    harness.get_by_label("Word under word").click();
    settle(&mut harness);
    assert!(app(&harness).settings().aligned);
    let named: Vec<String> = harness.get_all_by_label_contains(", reworded").filter_map(|node| node.accesskit_node().label()).collect();
    assert!(named.iter().any(|name| name.contains(" %: ")), "{named:?}");
    harness.get_by_label("Copy all").click();
    harness.step();
    let copied = harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    assert!(copied.is_some_and(|copied| copied.contains("\n\nreworded: \u{201c}")));
}

#[test]
fn hits_are_listed_by_what_stands_around_them() {
    let mut harness = window(Some(Sample::Invented));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::F);
    settle(&mut harness);
    harness.event(egui::Event::Text("ministers".to_owned()));
    settle(&mut harness);
    // In a field these keys go by words: no pane moves.
    let order: Vec<_> = app(&harness).content().entries.iter().map(|entry| entry.id).collect();
    harness.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::ArrowRight);
    settle(&mut harness);
    assert_eq!(app(&harness).content().entries.iter().map(|entry| entry.id).collect::<Vec<_>>(), order);
    harness.get_by_label("List").click();
    settle(&mut harness);
    let listed = app(&harness).find().listed.clone();
    assert!(listed.len() > 2 && listed.is_sorted(), "{listed:?}");
    harness.get_by_label("the words behind").click();
    settle(&mut harness);
    let by_words = app(&harness).find().listed.clone();
    assert_eq!(by_words.len(), listed.len());
    assert_ne!(by_words, listed);
}

/// Pictures of the window as it was looked at and found good: where one changes, it is looked at again and, with
/// `UPDATE_SNAPSHOTS` in the environment, kept in its place.
#[test]
fn pictures() {
    let check = |name: &str, theme: Theme, prepare: &dyn Fn(&mut Harness<'_, Window>)| {
        let textures = raster::Textures::default();
        let mut harness = drawn(Some(Sample::Invented), theme, [1280.0, 800.0], textures.clone());
        prepare(&mut harness);
        settle(&mut harness);
        while app(&harness).surface() == Surface::Texts && !harness.state().is_measured() {
            harness.step();
            std::thread::yield_now();
        }
        // What glides is there.
        harness.run_steps(90);
        let primitives = harness.ctx.tessellate(harness.output().shapes.clone(), 1.0);
        let picture = raster::draw(&primitives, &textures, [1280, 800], egui::Color32::BLACK);
        raster::save(&picture, &Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("picture-{name}.png")));
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/gui/pictures/{name}.png"));
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            raster::save(&picture, &kept);
        }
        let share = raster::difference(&picture, &kept);
        assert!(share < 0.002, "{name}: {:.2} % of the picture is another; look at target/tmp/picture-{name}.png", share * 100.0);
    };
    check("differences", Theme::Light, &|harness| harness.key_press(egui::Key::F8));
    check("word-under-word", Theme::Dark, &|harness| {
        let settings = Settings { aligned: true, theme: Theme::Dark, ..Settings::default() };
        harness.state_mut().app_mut().handle(Command::Settings(Box::new(settings)));
        harness.key_press(egui::Key::F8);
    });
    check("high-contrast", Theme::Light, &|harness| {
        let settings = Settings { high_contrast: true, theme: Theme::Light, ..Settings::default() };
        harness.state_mut().app_mut().handle(Command::Settings(Box::new(settings)));
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num2);
    });
}

#[test]
fn rows_of_the_table_are_grouped() {
    let mut harness = window(Some(Sample::Invented));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num3);
    settle(&mut harness);
    let names: Vec<String> = app(&harness).table_rows().iter().map(|issue| issue.name.clone()).collect();
    for name in [&names[0], &names[2]] {
        harness.get_by_label(&format!("Group of {name}")).click();
        settle(&mut harness);
        harness.event(egui::Event::Text("Sea".to_owned()));
        harness.key_press(egui::Key::Enter);
        settle(&mut harness);
    }
    let now: Vec<String> = app(&harness).table_rows().iter().take(3).map(|issue| issue.name.clone()).collect();
    assert_eq!(now, [&names[0], &names[2], &names[1]].map(String::as_str));
    assert_eq!(harness.query_all_by_label("Sea").count(), 2);
}

#[test]
fn a_ribbon_leads_to_its_passage() {
    let mut harness = window(Some(Sample::Invented));
    let area = harness.get_by_label_contains("links between panes 1 and 2").rect();
    let before = app(&harness).selected();
    let mut y = area.top() + 4.0;
    while app(&harness).selected() == before && y < area.bottom() {
        let at = egui::pos2(area.left() + 3.0, y);
        harness.hover_at(at);
        harness.step();
        harness.drag_at(at);
        harness.step();
        harness.drop_at(at);
        harness.run_steps(2);
        y += 12.0;
    }
    assert_ne!(app(&harness).selected(), before, "no ribbon answers to a click");
}
