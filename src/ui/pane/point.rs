//! Mouse and wheel over a text: click selects a passage, drag selects words.

use super::{PaneState, View, layout::Pointed};
use crate::{app::Command, view::At};
use egui::{Response, Ui};

/// Click selects a passage, drag selects text, a double click a word, a triple click the paragraph; with Shift a click goes on
/// from where words were selected. A click on a folded stretch opens it.
pub(super) fn point(ui: &Ui, response: &Response, pointed: &Pointed, state: &mut PaneState, view: &View<'_>, commands: &mut Vec<Command>) {
    let byte = match pointed {
        Pointed::Byte(byte) => *byte,
        Pointed::Fold(stretch) => {
            if response.hovered() {
                ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
            }
            if response.clicked() {
                commands.push(Command::Unfold(view.id, crate::engine::statement::PassageIdx(stretch.start)));
            }
            return;
        }
    };
    let text = view.statement.text();
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
    let modifiers = ui.input(|input| input.modifiers);
    if response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed()) && !modifiers.shift {
        state.pressed = Some(byte);
    }
    if response.dragged() {
        // From where the button went down, not from where the drag was noticed.
        response.request_focus();
        state.selection = Some((state.pressed.unwrap_or(byte), byte));
    } else if response.triple_clicked() {
        let paragraphs = &view.statement.document.paragraphs;
        let at = paragraphs.partition_point(|paragraph| paragraph.span.end < byte);
        state.selection = paragraphs.get(at).map(|paragraph| (paragraph.span.start, paragraph.span.end));
    } else if response.double_clicked() {
        let is_break = |c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}';
        let from =
            text.get(..byte).and_then(|s| s.char_indices().rev().find(|(_, c)| is_break(*c)).map(|(at, c)| at + c.len_utf8())).unwrap_or(0);
        let to = text.get(byte..).and_then(|s| s.find(is_break)).map_or(text.len(), |at| byte + at);
        state.selection = Some((from, to));
    } else if response.clicked() && modifiers.shift {
        state.selection = Some((state.pressed.unwrap_or(byte), byte));
    } else if response.clicked() {
        state.selection = None;
        if let Some(passage) = view.statement.passage_at(byte) {
            let at = At { statement: view.id, passage };
            commands.push(if modifiers.command { Command::LinkTo(at) } else { Command::Select(at) });
        }
    }
}
