//! The boxes of an issue and of a note.

use super::dialogs::heading;
use crate::{
    app::{App, Command},
    engine::issues::Entry,
    session::{Note, ReviewEdit, SessionEdit, Subject, Verdict},
};
use egui::{Button, ComboBox, RichText, TextEdit, Ui};

/// What is typed into the box of an issue.
#[derive(Debug, Default)]
pub(super) struct IssueDraft {
    name: String,
    wordings: String,
    except: String,
    into: Option<String>,
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// The button that does what the box is for.
fn done_ui(ui: &mut Ui, label: &str) -> bool {
    let fill = ui.visuals().selection.bg_fill;
    let keys = ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, egui::Key::Enter));
    ui.add(Button::new(label).fill(fill)).on_hover_text("Ctrl+Enter").clicked() || keys
}

pub(super) fn issue_ui(
    ui: &mut Ui,
    app: &App,
    (old, entry): (Option<&str>, &Entry),
    draft: &mut Option<IssueDraft>,
    commands: &mut Vec<Command>,
) {
    let is_new = draft.is_none();
    let draft = draft.get_or_insert_with(|| IssueDraft {
        name: entry.name.clone(),
        wordings: entry.aliases.join("\n"),
        except: entry.except.join("\n"),
        into: None,
    });
    heading(ui, if old.is_some() { "Issue" } else { "Track these words" });
    let is_own = draft.into.is_none();
    let label = ui.label("Name");
    let name = TextEdit::singleline(&mut draft.name).desired_width(f32::INFINITY);
    let name = ui.add_enabled(is_own, name).labelled_by(label.id);
    if is_new {
        name.request_focus();
    }
    ui.add_space(6.0);
    let label = ui.label("Wordings that count as a mention, one a line; plurals are found by themselves");
    ui.add(TextEdit::multiline(&mut draft.wordings).desired_rows(6).desired_width(f32::INFINITY)).labelled_by(label.id);
    ui.add_space(6.0);
    let label = ui.label("Wordings that hold one of these but are no mention, one a line");
    ui.add(TextEdit::multiline(&mut draft.except).desired_rows(2).desired_width(f32::INFINITY)).labelled_by(label.id);
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let label = ui.label("Add them to another issue");
        let shown = draft.into.clone().unwrap_or_else(|| "no, keep it apart".to_owned());
        let combo = ComboBox::from_id_salt("into").width(230.0).selected_text(shown).show_ui(ui, |ui| {
            ui.selectable_value(&mut draft.into, None, "no, keep it apart");
            for issue in app.issues().iter().filter(|issue| Some(issue.name.as_str()) != old) {
                ui.selectable_value(&mut draft.into, Some(issue.name.clone()), &issue.name);
            }
        });
        combo.response.labelled_by(label.id);
    });
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        if done_ui(ui, "Done") {
            let entry = Entry { name: draft.name.clone(), aliases: lines(&draft.wordings), except: lines(&draft.except), ..entry.clone() };
            commands.push(Command::Track { old: old.map(str::to_owned), entry, into: draft.into.clone() });
        }
        if let Some(old) = old
            && ui.button("Do not track it").clicked()
        {
            commands.push(Command::DropIssue(old.to_owned()));
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

/// What is typed into the box of a note.
#[derive(Debug, Default)]
pub(super) struct NoteDraft {
    text: String,
    verdict: Option<Verdict>,
    own: String,
}

/// A choice of verdicts. Returns whether a word of the reader's own is wanted.
pub(super) fn verdicts_ui(ui: &mut Ui, salt: &str, verdict: &mut Option<Verdict>, label: &str) -> bool {
    let mut wants_own = false;
    let name = |verdict: &Option<Verdict>| verdict.as_ref().map_or_else(|| "no verdict".to_owned(), |verdict| verdict.name().to_owned());
    let shown = ComboBox::from_id_salt(("verdict", salt)).width(140.0).selected_text(name(verdict)).show_ui(ui, |ui| {
        ui.selectable_value(verdict, None, "no verdict");
        for offered in Verdict::ALL {
            let word = offered.name().to_owned();
            ui.selectable_value(verdict, Some(offered), word);
        }
        wants_own = ui.selectable_label(matches!(verdict, Some(Verdict::Own(_))), "own word\u{2026}").clicked();
    });
    let label = format!("{label}: {}", name(verdict));
    shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
    wants_own
}

pub(super) fn note_ui(ui: &mut Ui, app: &App, about: &Subject, draft: &mut Option<NoteDraft>, commands: &mut Vec<Command>) {
    let is_new = draft.is_none();
    let draft = draft.get_or_insert_with(|| {
        let known = app.content().review.note(about);
        let verdict = known.and_then(|note| note.verdict.clone());
        let own = verdict.as_ref().filter(|verdict| matches!(verdict, Verdict::Own(_))).map_or("", |verdict| verdict.name()).to_owned();
        NoteDraft { text: known.map_or_else(String::new, |note| note.text.clone()), verdict, own }
    });
    heading(ui, "Note");
    ui.label(RichText::new(app.words_of(about)).italics());
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let wants_own = verdicts_ui(ui, "note", &mut draft.verdict, "Verdict");
        let field = ui.add(TextEdit::singleline(&mut draft.own).hint_text("or a word of your own").desired_width(190.0));
        if wants_own {
            field.request_focus();
        }
        if field.changed() {
            draft.verdict = Some(draft.own.trim().to_owned()).filter(|word| !word.is_empty()).map(Verdict::Own);
        }
    });
    ui.add_space(6.0);
    let label = ui.label("Your words");
    let field = ui.add(TextEdit::multiline(&mut draft.text).desired_rows(5).desired_width(f32::INFINITY)).labelled_by(label.id);
    if is_new {
        field.request_focus();
    }
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        let write = |verdict, text| Command::Edit(SessionEdit::Review(ReviewEdit::Note(Note { about: about.clone(), verdict, text })));
        if done_ui(ui, "Done") {
            commands.push(write(draft.verdict.clone(), draft.text.clone()));
            commands.push(Command::CloseDialog);
        }
        if app.content().review.note(about).is_some() && ui.button("Take the note away").clicked() {
            commands.push(write(None, String::new()));
            commands.push(Command::CloseDialog);
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}
