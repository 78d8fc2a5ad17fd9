//! The command palette: every action by a few letters of its name.

use crate::app::{Action, App, Command};
use egui::{Button, Key, Modifiers, ScrollArea, TextEdit, Ui};

/// What is typed, and which of the actions found is chosen.
#[derive(Debug, Default)]
pub(super) struct Draft {
    words: String,
    chosen: usize,
    is_begun: bool,
}

/// The actions that can be done now and whose name or description holds all words; those whose name begins so first.
fn found(app: &App, words: &str) -> Vec<Action> {
    let wanted: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let mut all: Vec<(bool, bool, Action)> = Action::ALL
        .iter()
        .filter(|action| **action != Action::Palette && action.is_enabled(app))
        .filter_map(|&action| {
            let (label, tip) = (action.label().to_lowercase(), action.tooltip().to_lowercase());
            let holds = |text: &str| wanted.iter().all(|word| text.contains(word.as_str()));
            let begins = wanted.first().is_none_or(|first| label.split_whitespace().any(|word| word.starts_with(first.as_str())));
            (holds(&label) || holds(&tip)).then_some((!holds(&label), !begins, action))
        })
        .collect();
    all.sort_by_key(|(by_tip, inside, _)| (*by_tip, *inside));
    all.into_iter().map(|(.., action)| action).collect()
}

pub(super) fn palette_ui(ui: &mut Ui, app: &App, draft: &mut Draft, commands: &mut Vec<Command>) {
    let (down, up, enter) = ui.input_mut(|input| {
        let mut key = |key| input.consume_key(Modifiers::NONE, key);
        (key(Key::ArrowDown), key(Key::ArrowUp), key(Key::Enter))
    });
    let field = ui.add(TextEdit::singleline(&mut draft.words).hint_text("What do you want to do?").desired_width(f32::INFINITY));
    if !std::mem::replace(&mut draft.is_begun, true) {
        field.request_focus();
    }
    if field.changed() {
        draft.chosen = 0;
    }
    let actions = found(app, &draft.words);
    let last = actions.len().saturating_sub(1);
    draft.chosen = if up { draft.chosen.saturating_sub(1) } else { draft.chosen + usize::from(down) }.min(last);
    ui.add_space(6.0);
    let mut run = actions.get(draft.chosen).copied().filter(|_| enter);
    ScrollArea::vertical().max_height(360.0).auto_shrink([false, true]).show(ui, |ui| {
        for (at, &action) in actions.iter().enumerate() {
            let mut button = Button::selectable(at == draft.chosen, action.label()).min_size(egui::vec2(ui.available_width(), 0.0));
            if let Some(shortcut) = action.shortcut() {
                button = button.shortcut_text(shortcut.label());
            }
            let response = ui.add(button).on_hover_text(action.tooltip());
            if at == draft.chosen && (up || down) {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                run = Some(action);
            }
        }
        if actions.is_empty() {
            ui.weak("Nothing of that name can be done now.");
        }
    });
    if let Some(action) = run {
        commands.push(Command::CloseDialog);
        commands.push(Command::Run(action));
    }
}
