//! Boxes above the window: unsaved work, properties of a statement, a path by hand, shortcuts, About.

use super::{
    issue::{issue_ui, note_ui},
    palette::palette_ui,
    speakers::speakers_ui,
};
use crate::{
    app::{
        Action, After, App, Command, Dialog,
        settings::{AtStart, Face, LINE_SPACINGS, MEASURES, SIZES, Theme},
    },
    engine::{statement::Form, text::Language},
    session::{Mark, SessionEdit, StatementId},
};
use egui::{Button, Context, Grid, Id, Key, Modal, RichText, TextEdit, Ui};
use std::path::{Path, PathBuf};

/// What is typed into an open box.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    /// Whether the box has been shown: its first field has the keyboard from the first frame on.
    is_begun: bool,
    of: Option<StatementId>,
    title: String,
    party: String,
    path: String,
    speakers: Vec<super::speakers::Draft>,
    issue: Option<super::issue::IssueDraft>,
    note: Option<super::issue::NoteDraft>,
    palette: super::palette::Draft,
}

/// The open box, if there is one.
pub(super) fn dialogs_ui(ctx: &Context, app: &App, drafts: &mut Drafts, commands: &mut Vec<Command>) {
    let Some(dialog) = app.dialog() else {
        *drafts = Drafts::default();
        return;
    };
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(20).corner_radius(8);
    let modal = Modal::new(Id::unique("dialog")).frame(frame).backdrop_color(super::theme::BACKDROP).show(ctx, |ui| {
        ui.set_width(if matches!(dialog, Dialog::Speakers(_)) { 760.0 } else { 460.0 });
        match dialog {
            Dialog::Unsaved(after) => unsaved_ui(ui, app, *after, commands),
            Dialog::Properties(id) => properties_ui(ui, app, *id, drafts, commands),
            Dialog::Speakers(id) => speakers_ui(ui, app, *id, &mut drafts.speakers, commands),
            Dialog::Palette => palette_ui(ui, app, &mut drafts.palette, commands),
            Dialog::Issue { old, entry } => issue_ui(ui, app, (old.as_deref(), entry), &mut drafts.issue, commands),
            Dialog::Note(about) => note_ui(ui, app, about, &mut drafts.note, commands),
            Dialog::Path { saving } => path_ui(ui, app, *saving, drafts, commands),
            Dialog::Overwrite { path, is_own } => overwrite_ui(ui, path, *is_own, commands),
            Dialog::Recover => recover_ui(ui, app, commands),
            Dialog::Settings => settings_ui(ui, app, commands),
            Dialog::Shortcuts => shortcuts_ui(ui, commands),
            Dialog::About => about_ui(ui, commands),
        }
    });
    if modal.should_close() {
        commands.push(Command::CloseDialog);
    }
}

/// The button that Enter presses.
pub(super) fn primary_ui(ui: &mut Ui, label: &str) -> bool {
    let fill = ui.visuals().selection.bg_fill;
    ui.add(Button::new(label).fill(fill)).clicked() || ui.input(|input| input.key_pressed(Key::Enter))
}

pub(super) fn heading(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(super::theme::font(18.0, true)));
    ui.add_space(6.0);
}

fn unsaved_ui(ui: &mut Ui, app: &App, after: After, commands: &mut Vec<Command>) {
    heading(ui, "Save the changes to this comparison?");
    let count = app.content().entries.len();
    let what = if count == 1 { "One statement is open.".to_owned() } else { format!("{count} statements are open.") };
    ui.label(format!("{what} What is not saved will be lost."));
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        if primary_ui(ui, "Save") {
            commands.push(Command::Unsaved { save: true, after });
        }
        if ui.button("Don\u{2019}t save").clicked() {
            commands.push(Command::Unsaved { save: false, after });
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
        let field = ui.add(TextEdit::singleline(&mut drafts.title).desired_width(330.0)).labelled_by(label.id);
        if !std::mem::replace(&mut drafts.is_begun, true) {
            field.request_focus();
        }
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
        ui.label("Language");
        ui.horizontal(|ui| {
            for language in Language::ALL {
                if ui.radio(statement.language == language, language.name()).clicked() {
                    commands.push(set(Mark::Language(language)));
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
        let encoding = Some(statement.document.encoding.as_str()).filter(|encoding| !encoding.is_empty());
        let encoding = encoding.map_or_else(String::new, |encoding| format!("{encoding}, "));
        ui.label(format!("{encoding}{} words, {} passages", statement.words, statement.passages.len()));
        ui.end_row();
        for warning in &statement.document.warnings {
            ui.label("Note");
            ui.label(warning);
            ui.end_row();
        }
    });
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        if primary_ui(ui, "Done") {
            commands.push(set(Mark::Title(drafts.title.clone())));
            commands.push(set(Mark::Party(drafts.party.clone())));
            commands.push(Command::CloseDialog);
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

fn path_ui(ui: &mut Ui, app: &App, saving: bool, drafts: &mut Drafts, commands: &mut Vec<Command>) {
    heading(ui, if saving { "Save the comparison" } else { "Open files" });
    ui.label("This system offers no file dialog. Type the path of the file:");
    let is_new = !std::mem::replace(&mut drafts.is_begun, true);
    if is_new {
        drafts.path = if saving {
            app.proposed_path().to_string_lossy().into_owned()
        } else {
            app.settings().folder.as_ref().map_or_else(String::new, |folder| folder.join("").to_string_lossy().into_owned())
        };
    }
    let field = ui.add(TextEdit::singleline(&mut drafts.path).desired_width(440.0).hint_text("/home/…").id_salt("path"));
    if is_new {
        field.request_focus();
    }
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

fn overwrite_ui(ui: &mut Ui, path: &Path, is_own: bool, commands: &mut Vec<Command>) {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    heading(ui, &format!("Replace {name}?"));
    ui.label(if is_own {
        "Another program or another window has changed this file since you opened it. If you replace it, those changes are lost."
    } else {
        "There already is a file of this name. If you replace it, what it holds is lost."
    });
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        if primary_ui(ui, "Save as…") {
            commands.push(Command::SaveElsewhere);
        }
        if ui.button("Replace").clicked() {
            commands.push(Command::Replace(path.to_owned()));
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

fn recover_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    heading(ui, "Open the work that was not saved?");
    ui.label("Communiqu\u{e9} ended without being closed. Work that was not saved has been kept.");
    for (path, titles) in app.left_behind() {
        ui.add_space(10.0);
        for title in titles {
            ui.add(egui::Label::new(format!("\u{2022} {title}")).truncate());
        }
        ui.horizontal(|ui| {
            if ui.button("Open").clicked() {
                commands.push(Command::Recover(path.clone()));
            }
            if ui.button("Remove").clicked() {
                commands.push(Command::Discard(path.clone()));
            }
        });
    }
    ui.add_space(12.0);
    if ui.button("Later").clicked() {
        commands.push(Command::CloseDialog);
    }
}

fn settings_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    heading(ui, "Settings");
    let mut settings = app.settings().clone();
    let row = |ui: &mut Ui, label: &str, choices: &mut dyn FnMut(&mut Ui)| {
        ui.label(label);
        ui.horizontal(|ui| choices(ui));
        ui.end_row();
    };
    Grid::new("settings").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
        row(ui, "Theme", &mut |ui| {
            for (theme, label) in [(Theme::System, "As the system"), (Theme::Light, "Light"), (Theme::Dark, "Dark")] {
                ui.radio_value(&mut settings.theme, theme, label);
            }
        });
        row(ui, "Face of the text", &mut |ui| {
            for (face, label) in [(Face::Sans, "Sans"), (Face::Serif, "Serif")] {
                ui.radio_value(&mut settings.face, face, label);
            }
        });
        let label = ui.label("Size of the text");
        ui.add(egui::Slider::new(&mut settings.text_size, SIZES).step_by(0.5).suffix(" pt")).labelled_by(label.id);
        ui.end_row();
        for (label, value, range, step) in
            [("From line to line", &mut settings.line_spacing, LINE_SPACINGS, 0.05), ("Longest line", &mut settings.measure, MEASURES, 1.0)]
        {
            let label = ui.label(label);
            ui.add(egui::Slider::new(value, range).step_by(step).max_decimals(2).suffix(" em")).labelled_by(label.id);
            ui.end_row();
        }
        row(ui, "Easier to see", &mut |ui| {
            ui.checkbox(&mut settings.high_contrast, "High contrast");
            ui.checkbox(&mut settings.reduced_motion, "Nothing glides");
        });
        row(ui, "At start, open", &mut |ui| {
            for (at_start, label) in [(AtStart::Nothing, "an empty window"), (AtStart::LastComparison, "the last saved comparison")] {
                ui.radio_value(&mut settings.at_start, at_start, label);
            }
        });
    });
    if settings != *app.settings() {
        commands.push(Command::Settings(Box::new(settings)));
    }
    ui.add_space(12.0);
    if primary_ui(ui, "Close") {
        commands.push(Command::CloseDialog);
    }
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
    if primary_ui(ui, "Close") {
        commands.push(Command::CloseDialog);
    }
}

fn about_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    heading(ui, "Communiqu\u{e9}");
    let commit = env!("COMMUNIQUE_COMMIT");
    let build = if commit.is_empty() { String::new() } else { format!(" ({commit})") };
    ui.label(format!("Version {}{build}", env!("CARGO_PKG_VERSION")));
    ui.label("Shows where the official wording and the spoken positions differ.");
    ui.label("Licence: MIT or Apache-2.0. Faces: subsets of Pretendard and of Noto Serif CJK KR under the SIL Open Font License.");
    ui.add_space(8.0);
    if primary_ui(ui, "Close") {
        commands.push(Command::CloseDialog);
    }
}
