//! Find in all panes: the bar, and the hits in context.

use super::board::line_ui;
use crate::{
    app::{Action, App, Command},
    view::search::{self, How, MAX_HITS, Order},
};
use egui::{Key, RichText, ScrollArea, TextEdit, Ui};

/// What the bar is told and tells.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The bar is open.
    pub is_open: bool,
    /// Its field is to have the keyboard.
    pub wants_focus: bool,
    /// The hits are listed instead of the passage strip.
    pub lists: bool,
}

/// The bar: field, how, count, next and previous.
pub(super) fn find_ui(ui: &mut Ui, app: &App, state: &mut State, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let label = ui.label("Find in all panes");
        let mut words = app.find().words.clone();
        let field = ui.add(TextEdit::singleline(&mut words).desired_width(260.0).id_salt("find")).labelled_by(label.id);
        if std::mem::take(&mut state.wants_focus) {
            field.request_focus();
        }
        if field.changed() {
            commands.push(Command::Find(words));
        }
        let (enter, shift, escape) = ui.input(|i| (i.key_pressed(Key::Enter), i.modifiers.shift, i.key_pressed(Key::Escape)));
        if field.lost_focus() && enter {
            commands.push(Command::Run(if shift { Action::FindPrevious } else { Action::FindNext }));
            field.request_focus();
        }
        how_ui(ui, app, commands);
        ui.label(count(app));
        for action in [Action::FindPrevious, Action::FindNext] {
            super::menu::action_ui(ui, app, commands, action);
        }
        if ui.selectable_label(state.lists, "List").on_hover_text("List all hits with what stands around them").clicked() {
            state.lists = !state.lists;
        }
        if ui.button("Close").clicked() || escape {
            *state = State::default();
            commands.push(Command::Find(String::new()));
        }
    });
}

fn how_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let how = app.find().how;
    for (label, tip, is_on, changed) in [
        ("Aa", "Capitals count", how.case, How { case: !how.case, ..how }),
        ("Word", "Whole words only", how.whole, How { whole: !how.whole, ..how }),
        (".*", "Regular expression", how.regex, How { regex: !how.regex, ..how }),
    ] {
        let button = ui.selectable_label(is_on, label).on_hover_text(tip);
        button.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_on, tip));
        if button.clicked() {
            commands.push(Command::FindHow(changed));
        }
    }
}

/// How much was found, in words.
fn count(app: &App) -> String {
    let find = app.find();
    match (find.hits.len(), &find.trouble) {
        (_, Some(trouble)) => trouble.clone(),
        (0, None) if find.words.trim().is_empty() => String::new(),
        (0, None) => "nothing found".to_owned(),
        (n, None) => format!("{} of {n}{}", find.current + 1, if n >= MAX_HITS { " or more" } else { "" }),
    }
}

/// All hits, one a line, the words one under the other.
pub(super) fn hits_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    ui.set_min_height(ui.available_height());
    let hits = &app.find().hits;
    if hits.is_empty() {
        ui.weak("Nothing found.");
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().button_padding.y = 1.0;
        ui.label(RichText::new("In the order of").small());
        for (order, label) in [(Order::Place, "the texts"), (Order::Before, "the words before"), (Order::After, "the words behind")] {
            if ui.selectable_label(app.find().order == order, RichText::new(label).small()).clicked() {
                commands.push(Command::FindOrder(order));
            }
        }
    });
    let height = 22.0;
    ScrollArea::vertical().id_salt("hits").auto_shrink([false, false]).show_rows(ui, height, hits.len(), |ui, rows| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for number in app.find().listed.get(rows).unwrap_or_default().iter().copied() {
            let line = hits.get(number).and_then(|hit| search::line(app.content(), *hit));
            if line.is_some_and(|line| line_ui(ui, app, &line, (height, number == app.find().current))) {
                commands.push(Command::FindAt(number));
            }
        }
    });
}
