//! The head of a pane: title, what the statement is, lock, menu; dragged, it takes the pane to another place.

use super::theme::Colours;
use crate::{
    app::{Action, App, Command},
    engine::statement::Form,
    session::{Entry, Mark, SessionEdit, StatementId},
};
use egui::{
    Response, RichText, Sense, TextFormat, Ui,
    text::{LayoutJob, TextWrapping},
};

/// Height of a title of two rows, in points.
const TITLE: f32 = 36.0;

/// Draws the head. Returns its title, which can be dragged.
pub(super) fn header_ui(ui: &mut Ui, app: &App, entry: &Entry, commands: &mut Vec<Command>) -> Response {
    let colours = Colours::of(ui);
    let statement = &entry.statement;
    ui.spacing_mut().item_spacing.y = 2.0;
    let title = ui.horizontal_top(|ui| {
        // As high as two rows, so that what stands below is level in all panes.
        ui.set_min_height(TITLE);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            let menu = ui.menu_button("\u{2026}", |ui| pane_menu_ui(ui, app, entry, commands)).response;
            menu.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Menu of {}", statement.title)));
            menu.on_hover_text("What can be done with this statement");
            let title = ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                let title = two_rows(position(app, entry.id), &statement.title, colours);
                let response = ui.add(egui::Label::new(title).selectable(false).sense(Sense::click_and_drag()));
                if response.double_clicked() {
                    commands.push(Command::Properties(entry.id));
                }
                let tip =
                    format!("{}\n{}\nDrag: put the pane elsewhere; double click: title, form, party", statement.title, entry.source.path);
                response.on_hover_text(tip)
            });
            title.inner
        })
        .inner
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().button_padding.y = 1.0;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let locked = app.session().place.pane(entry.id).locked;
            let label = RichText::new(if locked { "Locked" } else { "Lock" }).small();
            if ui.selectable_label(locked, label).on_hover_text("A locked pane does not scroll with the others").clicked() {
                commands.push(Command::Lock(entry.id, !locked));
            }
            counterparts_ui(ui, app, entry, commands);
            if app.base() == entry.id {
                ui.label(RichText::new(" Base ").small().background_color(colours.selected_back))
                    .on_hover_text("The others are held against this statement");
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let about = RichText::new(about(app, entry)).small().color(colours.soft);
                if app.is_source_changed(entry.id) {
                    let warning = RichText::new("Source file changed").small().color(colours.error);
                    ui.label(warning).on_hover_text("The file is no longer what was read; the menu \u{2026} opens it as it is now");
                }
                ui.add(egui::Label::new(about).truncate());
            });
        });
    });
    title.inner
}

/// Which of several counterparts of the selected passage is shown; or, quietly, that there is none.
fn counterparts_ui(ui: &mut Ui, app: &App, entry: &Entry, commands: &mut Vec<Command>) {
    let is_asked = app.compared().is_some() && app.selected().is_some_and(|at| at.statement != entry.id);
    match app.counterparts(entry.id) {
        (0, _) if is_asked => {
            let words = if entry.statement.excerpt { "\u{2205} not in this excerpt" } else { "\u{2205} no counterpart" };
            ui.label(RichText::new(words).small().color(Colours::of(ui).soft)).on_hover_text("Nothing here answers the selected passage");
        }
        (count @ 2.., at) => {
            let label = RichText::new(format!("{at} of {count}")).small();
            if ui.button(label).on_hover_text("Several passages answer the selected one: the next (F4)").clicked() {
                commands.push(Command::Run(Action::NextCounterpart));
            }
        }
        _ => {}
    }
}

/// The number of a pane from the left, by which the columns of the list of issues are named.
fn position(app: &App, id: StatementId) -> usize {
    app.content().position(id).map_or(0, |position| position + 1)
}

/// Form, excerpt or not, party, date, size and issuer in one line.
fn about(app: &App, entry: &Entry) -> String {
    let statement = &entry.statement;
    let mut about: Vec<String> = Vec::new();
    if statement.form != Form::Unknown {
        about.push(statement.form.code().to_owned());
    }
    if statement.excerpt {
        about.push("excerpt".to_owned());
    }
    about.extend(statement.party.clone());
    about.extend(statement.document.date.clone());
    about.push(format!("{} words", statement.words));
    // Next to many other panes there is no room for the issuer.
    about.extend(statement.document.issuer.clone().filter(|_| app.content().entries.len() < 4));
    about.join(" \u{b7} ")
}

/// A pane's number and title in at most two rows.
fn two_rows(number: usize, title: &str, colours: Colours) -> LayoutJob {
    let format = |color| TextFormat { font_id: super::theme::font(14.5, true), color, ..TextFormat::default() };
    let mut job = LayoutJob::default();
    job.append(&format!("{number} "), 0.0, format(colours.soft));
    job.append(title, 0.0, format(colours.ink));
    job.wrap = TextWrapping { max_rows: 2, ..TextWrapping::default() };
    job
}

fn pane_menu_ui(ui: &mut Ui, app: &App, entry: &Entry, commands: &mut Vec<Command>) {
    let position = app.content().position(entry.id).unwrap_or(0);
    let last = app.content().entries.len().saturating_sub(1);
    let mut item = |ui: &mut Ui, enabled: bool, label: &str, command: Command| {
        if ui.add_enabled(enabled, egui::Button::new(label)).clicked() {
            commands.push(command);
            ui.close();
        }
    };
    item(ui, app.base() != entry.id, "Hold the others against this", Command::Edit(SessionEdit::SetBase(entry.id)));
    item(ui, true, "Title, form, party…", Command::Properties(entry.id));
    item(ui, !entry.statement.turns.is_empty(), "Speakers…", Command::Speakers(entry.id));
    let excerpt = if entry.statement.excerpt { "This is the whole text" } else { "This is an excerpt" };
    item(ui, true, excerpt, Command::Edit(SessionEdit::Set(entry.id, Mark::Excerpt(!entry.statement.excerpt))));
    ui.separator();
    item(ui, position > 0, "Move left", Command::Edit(SessionEdit::Move(entry.id, position.saturating_sub(1))));
    item(ui, position < last, "Move right", Command::Edit(SessionEdit::Move(entry.id, position + 1)));
    ui.separator();
    if app.is_source_changed(entry.id) {
        let path = std::path::PathBuf::from(&entry.source.path);
        item(ui, true, "Open the file as it is now, beside this", Command::Open(vec![path]));
    }
    item(ui, true, "Close statement", Command::Edit(SessionEdit::Remove(entry.id)));
}
