//! Boxes above the window: unsaved work, properties of a statement, a path by hand, shortcuts, About.

use crate::{
    app::{Action, After, App, Command, Dialog},
    engine::statement::Form,
    session::{Mark, SessionEdit, StatementId},
};
use egui::{Button, Context, Grid, Id, Key, Modal, RichText, TextEdit, Ui};
use std::path::PathBuf;

/// What is typed into an open box.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    of: Option<StatementId>,
    title: String,
    party: String,
    path: String,
}

/// The open box, if there is one.
pub(super) fn dialogs_ui(ctx: &Context, app: &App, drafts: &mut Drafts, commands: &mut Vec<Command>) {
    let Some(dialog) = app.dialog() else {
        *drafts = Drafts::default();
        return;
    };
    let modal = Modal::new(Id::unique("dialog")).show(ctx, |ui| {
        ui.set_width(460.0);
        match dialog {
            Dialog::Unsaved(after) => unsaved_ui(ui, app, after, commands),
            Dialog::Properties(id) => properties_ui(ui, app, *id, drafts, commands),
            Dialog::Path { saving } => path_ui(ui, *saving, drafts, commands),
            Dialog::Shortcuts => shortcuts_ui(ui, commands),
            Dialog::About => about_ui(ui, commands),
        }
    });
    if modal.should_close() {
        commands.push(Command::CloseDialog);
    }
}

fn heading(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(super::theme::font(18.0, true)));
    ui.add_space(6.0);
}

fn unsaved_ui(ui: &mut Ui, app: &App, after: &After, commands: &mut Vec<Command>) {
    heading(ui, "Save the changes to this comparison?");
    let count = app.content().entries.len();
    let what = if count == 1 { "One statement is open.".to_owned() } else { format!("{count} statements are open.") };
    ui.label(format!("{what} What is not saved will be lost."));
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        if ui.button("Save").clicked() || ui.input(|i| i.key_pressed(Key::Enter)) {
            commands.push(Command::Unsaved { save: true, after: after.clone() });
        }
        if ui.button("Don\u{2019}t save").clicked() {
            commands.push(Command::Unsaved { save: false, after: after.clone() });
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

fn properties_ui(ui: &mut Ui, app: &App, id: StatementId, drafts: &mut Drafts, commands: &mut Vec<Command>) {
    let Some(entry) = app.content().entry(id) else {
        commands.push(Command::CloseDialog);
        return;
    };
    let statement = &entry.statement;
    if drafts.of != Some(id) {
        *drafts = Drafts {
            of: Some(id),
            title: statement.title.clone(),
            party: statement.party.clone().unwrap_or_default(),
            ..Drafts::default()
        };
    }
    heading(ui, "Statement");
    let set = |mark| Command::Edit(SessionEdit::Set(id, mark));
    Grid::new("properties").num_columns(2).spacing([12.0, 8.0]).show(ui, |ui| {
        let label = ui.label("Title");
        ui.add(TextEdit::singleline(&mut drafts.title).desired_width(330.0)).labelled_by(label.id);
        ui.end_row();
        let label = ui.label("Party");
        ui.add(TextEdit::singleline(&mut drafts.party).desired_width(330.0).hint_text("US, ROK, DPRK, joint …")).labelled_by(label.id);
        ui.end_row();
        ui.label("Form");
        ui.horizontal(|ui| {
            for form in Form::ALL {
                if ui.radio(statement.form == form, form.code()).clicked() {
                    commands.push(set(Mark::Form(form)));
                }
            }
        });
        ui.end_row();
        ui.label("");
        let mut excerpt = statement.excerpt;
        if ui.checkbox(&mut excerpt, "Only parts are at hand (an excerpt)").changed() {
            commands.push(set(Mark::Excerpt(excerpt)));
        }
        ui.end_row();
        ui.label("Source");
        ui.add(egui::Label::new(&entry.source.path).wrap());
        ui.end_row();
        ui.label("Read as");
        ui.label(format!("{}, {} words, {} passages", statement.document.encoding, statement.words, statement.passages.len()));
        ui.end_row();
        for warning in &statement.document.warnings {
            ui.label("Note");
            ui.label(warning);
            ui.end_row();
        }
    });
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        if ui.button("Done").clicked() || ui.input(|i| i.key_pressed(Key::Enter)) {
            commands.push(set(Mark::Title(drafts.title.clone())));
            commands.push(set(Mark::Party(drafts.party.clone())));
            commands.push(Command::CloseDialog);
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

fn path_ui(ui: &mut Ui, saving: bool, drafts: &mut Drafts, commands: &mut Vec<Command>) {
    heading(ui, if saving { "Save the comparison" } else { "Open files" });
    ui.label("This system offers no file dialog. Type the path of the file:");
    let field = ui.add(TextEdit::singleline(&mut drafts.path).desired_width(440.0).hint_text("/home/…"));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let is_done = ui.add_enabled(!drafts.path.trim().is_empty(), Button::new(if saving { "Save" } else { "Open" })).clicked()
            || field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) && !drafts.path.trim().is_empty();
        if is_done {
            let path = PathBuf::from(drafts.path.trim());
            commands.push(Command::CloseDialog);
            commands.push(if saving { Command::SaveTo(path) } else { Command::Open(vec![path]) });
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

fn shortcuts_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    heading(ui, "Keyboard shortcuts");
    Grid::new("shortcuts").num_columns(2).striped(true).spacing([24.0, 4.0]).show(ui, |ui| {
        for (action, shortcut) in Action::ALL.iter().filter_map(|action| action.shortcut().map(|shortcut| (action, shortcut))) {
            ui.label(shortcut.label());
            ui.label(action.tooltip());
            ui.end_row();
        }
    });
    ui.add_space(8.0);
    if ui.button("Close").clicked() {
        commands.push(Command::CloseDialog);
    }
}

fn about_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    heading(ui, "Communiqu\u{e9}");
    let commit = env!("COMMUNIQUE_COMMIT");
    let build = if commit.is_empty() { String::new() } else { format!(" ({commit})") };
    ui.label(format!("Version {}{build}", env!("CARGO_PKG_VERSION")));
    ui.label("Shows where the official wording and the spoken positions differ.");
    ui.label("Licence: MIT or Apache-2.0. Text face: a subset of Pretendard under the SIL Open Font License.");
    ui.add_space(8.0);
    if ui.button("Close").clicked() {
        commands.push(Command::CloseDialog);
    }
}
