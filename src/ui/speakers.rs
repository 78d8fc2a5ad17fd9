//! The box with the speakers of a statement: name, role and party of each label, to be looked over and mended.

use super::dialogs::{heading, primary_ui};
use crate::{
    app::{App, Command},
    engine::statement::{Role, SpeakerMark},
    session::{SessionEdit, StatementId},
};
use egui::{ComboBox, Grid, RichText, ScrollArea, TextEdit, Ui};

/// What is typed of one label.
#[derive(Debug)]
pub(super) struct Draft {
    label: String,
    turns: usize,
    interpreted: usize,
    name: String,
    role: Role,
    party: String,
}

impl Draft {
    fn mark(&self) -> SpeakerMark {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        SpeakerMark { label: self.label.clone(), name: some(&self.name), role: self.role, party: some(&self.party) }
    }
}

/// One draft a label, in the order in which they speak.
fn drafts_of(app: &App, id: StatementId) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for turn in app.content().entry(id).iter().flat_map(|entry| entry.statement.turns.iter()) {
        if let Some(known) = drafts.iter_mut().find(|draft| draft.label == turn.speaker) {
            known.turns += 1;
            known.interpreted += usize::from(turn.interpreted);
            continue;
        }
        drafts.push(Draft {
            label: turn.speaker.clone(),
            turns: 1,
            interpreted: usize::from(turn.interpreted),
            name: turn.name.clone().unwrap_or_default(),
            role: turn.role,
            party: turn.party.clone().unwrap_or_default(),
        });
    }
    drafts
}

pub(super) fn speakers_ui(ui: &mut Ui, app: &App, id: StatementId, drafts: &mut Vec<Draft>, commands: &mut Vec<Command>) {
    if drafts.is_empty() {
        *drafts = drafts_of(app, id);
    }
    heading(ui, "Speakers");
    ui.label("Labels of the same name are one person. What journalists say does not count as a mention of an issue.");
    ui.add_space(8.0);
    ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
        Grid::new("speakers").num_columns(5).striped(true).spacing([14.0, 6.0]).show(ui, |ui| {
            for title in ["As printed", "Turns", "Name", "Role", "Party"] {
                ui.label(RichText::new(title).strong());
            }
            ui.end_row();
            for draft in drafts.iter_mut() {
                row_ui(ui, draft);
                ui.end_row();
            }
        });
    });
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        if primary_ui(ui, "Done") {
            commands.push(Command::Edit(SessionEdit::Speakers(id, drafts.iter().map(Draft::mark).collect())));
            commands.push(Command::CloseDialog);
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

fn row_ui(ui: &mut Ui, draft: &mut Draft) {
    let label = draft.label.clone();
    let height = ui.spacing().interact_size.y;
    ui.allocate_ui_with_layout(egui::vec2(250.0, height), egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_width(250.0);
        ui.add(egui::Label::new(&label).truncate()).on_hover_text(&label);
    });
    let turns =
        if draft.interpreted > 0 { format!("{} ({} interpreted)", draft.turns, draft.interpreted) } else { draft.turns.to_string() };
    ui.label(turns);
    let named = |response: &egui::Response, what: &str| {
        response.ctx.accesskit_node_builder(response.id, |node| node.set_label(format!("{what} of {label}")));
    };
    named(&ui.add_sized([150.0, height], TextEdit::singleline(&mut draft.name)), "Name");
    let role = ComboBox::from_id_salt(("role", &draft.label)).width(96.0).selected_text(draft.role.code());
    role.show_ui(ui, |ui| {
        for role in Role::ALL {
            ui.selectable_value(&mut draft.role, role, role.code());
        }
    });
    named(&ui.add_sized([84.0, height], TextEdit::singleline(&mut draft.party).hint_text("US, ROK …")), "Party");
}
