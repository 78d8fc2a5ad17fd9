//! Keys to actions, by the one table of actions. Keys without Ctrl do nothing while a field has the keyboard.

use crate::app::{Action, Command};
use egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

/// The commands that keys of this frame ask for.
pub(super) fn read(ctx: &Context, commands: &mut Vec<Command>) {
    let is_typing = ctx.text_edit_focused();
    // egui lets Shift+F8 pass for F8: shortcuts with Shift are asked first.
    let mut table: Vec<_> = Action::ALL.iter().filter_map(|action| action.shortcut().map(|shortcut| (*action, shortcut))).collect();
    table.sort_by_key(|(_, shortcut)| !shortcut.shift);
    for (action, shortcut) in table {
        let Some(key) = Key::from_name(shortcut.key) else { continue };
        let is_function_key = shortcut.key.starts_with('F') && shortcut.key.len() > 1;
        if is_typing && !shortcut.ctrl && !is_function_key {
            continue;
        }
        // With Ctrl these go by words in a field, and delete them.
        if is_typing && (shortcut.key.starts_with("Arrow") || shortcut.key == "Delete") {
            continue;
        }
        // egui hands Ctrl+Z in a field to the field; the session's undo waits until no field has the keyboard.
        if is_typing && matches!(action, Action::Undo | Action::Redo) {
            continue;
        }
        let mut modifiers = if shortcut.ctrl { Modifiers::COMMAND } else { Modifiers::NONE };
        modifiers.shift = shortcut.shift;
        let pressed = |key| ctx.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key)));
        // The palette answers to what editors call it by, too.
        let palette =
            || ctx.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::P)));
        if pressed(key) || shortcut.key == "Plus" && pressed(Key::Equals) || action == Action::Palette && palette() {
            commands.push(Command::Run(action));
        }
    }
    // Ctrl and the wheel, or two fingers, make the text larger or smaller.
    let zoom = ctx.input(egui::InputState::zoom_delta);
    if (zoom - 1.0).abs() > 0.001 {
        commands.push(Command::Zoom(zoom));
    }
    // Ctrl+V outside a field makes a statement of the clipboard, as a drop would.
    if !is_typing && ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::Paste(_)))) {
        commands.push(Command::Run(Action::PasteStatement));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_name_that_egui_knows() {
        for shortcut in Action::ALL.iter().filter_map(|action| action.shortcut()) {
            assert!(Key::from_name(shortcut.key).is_some(), "{}", shortcut.key);
        }
    }
}
