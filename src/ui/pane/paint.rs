//! What is seen of a text: words, signs in the margin, notes, what is selected; and what a screen reader hears of it.

use super::{
    super::theme,
    LEVEL, PaneState, View,
    layout::{Laid, Pointed},
    point::point,
};
use crate::{
    app::Command,
    engine::{statement::PassageIdx, text::ByteSpan},
    view::{
        fold::{Part, parts, stretch},
        runs::Sign,
    },
};
use egui::{Align2, Painter, Pos2, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

pub(super) fn paint(
    ui: &Ui,
    rect: Rect,
    text_left: f32,
    state: &mut PaneState,
    view: &View<'_>,
    response: &Response,
    commands: &mut Vec<Command>,
) {
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let pointer = response.interact_pointer_pos().or(response.hover_pos());
    let level_y = rect.top() + rect.height() * LEVEL;
    state.visible.clear();
    state.level_place = None;
    let mut y = rect.top() + 8.0 - state.stand.offset;
    let mut pointed: Option<Pointed> = None;
    let count = view.statement.document.paragraphs.len();
    for paragraph in state.stand.paragraph..count {
        if y > rect.bottom() {
            break;
        }
        let laid = view.lay(ui, paragraph);
        let height = laid.as_ref().map_or(0.0, |laid| laid.height);
        state.stand.heights.set(paragraph, height);
        let Some(laid) = laid else { continue };
        let origin = pos2(text_left, y);
        if let Some(span) = state.selected() {
            let block = view.statement.document.paragraphs.get(paragraph).map_or(span, |paragraph| paragraph.span);
            let chosen = span.intersection(block);
            for row in if chosen.is_empty() { Vec::new() } else { laid.rects(view.statement, chosen) } {
                painter.rect_filled(row.translate(origin.to_vec2()), 0.0, view.colours.text_selection);
            }
        }
        painter.galley(origin, std::sync::Arc::clone(&laid.galley), view.colours.ink);
        paint_passages(&painter, rect, state, view, (&laid, paragraph, origin), level_y);
        name_paragraph(ui, view, paragraph, Rect::from_min_size(origin, vec2(view.setting.width, height)).intersect(rect));
        if let Some(pointer) = pointer.filter(|p| p.y >= y && (p.y < y + height || paragraph + 1 == count)) {
            pointed = Some(laid.pointed(view.statement, (pointer - origin).to_pos2()));
        }
        y += height;
    }
    if let Some(pointed) = pointed {
        point(ui, response, &pointed, state, view, commands);
    }
    let wants = |event: fn(&egui::Event) -> bool| response.has_focus() && ui.input(|input| input.events.iter().any(event));
    if let Some(span) = state.selected().filter(|_| wants(|event| matches!(event, egui::Event::Copy))) {
        // A soft hyphen is no letter: a search for the copied words would not find them.
        commands.push(Command::Copy(span.of(view.statement.text()).replace('\u{ad}', "")));
    }
    if response.has_focus() && ui.input(|input| input.modifiers.command && input.key_pressed(egui::Key::A)) {
        state.selection = Some((0, view.statement.text().len()));
    }
}

/// Signs in the margin, and what is visible where.
fn paint_passages(
    painter: &Painter,
    rect: Rect,
    state: &mut PaneState,
    view: &View<'_>,
    (laid, paragraph, origin): (&Laid, usize, Pos2),
    level_y: f32,
) {
    let Some(block) = view.statement.document.paragraphs.get(paragraph) else { return };
    let mut last_sign = f32::MIN;
    for idx in view.statement.passages_in(block.span) {
        let Some(passage) = view.statement.passage(PassageIdx(idx)) else { continue };
        let (top, bottom) = laid.extent(view.statement, passage.span);
        let (top, bottom) = (origin.y + top, origin.y + bottom);
        if bottom >= rect.top() && top <= rect.bottom() {
            state.visible.push((PassageIdx(idx), top.max(rect.top()), bottom.min(rect.bottom())));
        }
        if top <= level_y || state.level_place.is_none() {
            state.level_place = Some(idx as f64 + f64::from((level_y - top) / (bottom - top).max(1.0)).clamp(0.0, 0.999));
        }
        if stretch(&view.setting.folded, idx).is_some() || bottom < rect.top() || top > rect.bottom() {
            continue;
        }
        if view.lights.selected.contains(&PassageIdx(idx)) {
            let edge = [pos2(rect.left() + 1.5, top), pos2(rect.left() + 1.5, bottom)];
            painter.line_segment(edge, Stroke::new(3.0, view.colours.current_hit_back));
        }
        let line_middle = top + view.setting.lines.height() * 0.5;
        if view.noted.binary_search(&PassageIdx(idx)).is_ok() {
            note_sign(painter, pos2(rect.left() + 10.0, bottom - view.setting.lines.height() * 0.5), view.colours.gone);
        }
        let sign = view.signs.get(idx).copied().flatten();
        let Some((sign, moved)) = sign.filter(|_| view.app.mode().has_signs()) else { continue };
        let colour = if sign == Sign::OnlyHere { view.colours.only } else { view.colours.soft };
        let text = if moved { format!("\u{2195}{}", sign.character()) } else { sign.character().to_owned() };
        // Two passages that begin in one line have their signs beside each other.
        let size = view.setting.lines.size;
        let aside = if (line_middle - last_sign).abs() < size * 0.6 { size * 0.8 } else { 0.0 };
        last_sign = line_middle;
        painter.text(pos2(origin.x - 9.0 - aside, line_middle), Align2::RIGHT_CENTER, text, theme::font(size, false), colour);
        if sign == Sign::OnlyHere {
            painter.line_segment([pos2(origin.x - 5.0, top + 3.0), pos2(origin.x - 5.0, bottom - 3.0)], Stroke::new(1.5, colour));
        }
    }
}

/// A small sheet with two lines: here the reader wrote something.
fn note_sign(painter: &Painter, middle: Pos2, colour: egui::Color32) {
    let sheet = Rect::from_center_size(middle, vec2(10.0, 12.0));
    painter.rect_stroke(sheet, 1.5, Stroke::new(1.2, colour), egui::StrokeKind::Inside);
    for down in [4.0, 7.0] {
        painter.hline(sheet.left() + 2.5..=sheet.right() - 2.5, sheet.top() + down, Stroke::new(1.0, colour));
    }
}

/// A paragraph by speaker and words, for a screen reader; after it the selected passage, where it stands there, with its sign
/// and what answers it.
fn name_paragraph(ui: &Ui, view: &View<'_>, paragraph: usize, rect: Rect) {
    let Some(block) = view.statement.document.paragraphs.get(paragraph) else { return };
    let text = view.statement.text();
    let name = |what: &str, words: &dyn Fn() -> String| {
        let response = ui.interact(rect, ui.scope_id().with((what, view.id, paragraph)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words()));
    };
    name("paragraph", &|| {
        let passages = view.statement.passages_in(block.span);
        let turn = view.statement.turn_of(PassageIdx(passages.start)).filter(|turn| !block.span.overlaps(turn.label));
        let speaker = turn.map_or_else(String::new, |turn| format!("{}: ", turn.name.as_ref().unwrap_or(&turn.speaker)));
        speaker + &shown_text(view, paragraph)
    });
    let selected = view.app.selected().filter(|at| at.statement == view.id);
    let Some((at, passage)) = selected.and_then(|at| Some((at, view.statement.passage(at.passage)?))) else { return };
    if passage.paragraph.0 == paragraph {
        name("selected", &|| {
            let sign = view.signs.get(at.passage.0).copied().flatten();
            let sign = sign.map_or("", |(sign, _)| sign.name());
            let sign = if sign.is_empty() { String::new() } else { format!(" ({sign})") };
            format!("Selected passage: {}{sign}{}", passage.span.of(text), counterparts(view))
        });
    }
}

/// The words of a paragraph without what is folded away.
fn shown_text(view: &View<'_>, paragraph: usize) -> String {
    let parts = parts(view.statement, paragraph, &view.setting.folded);
    let words = parts.into_iter().map(|part| match part {
        Part::Text(span) => span.of(view.statement.text()).to_owned(),
        Part::Fold(folded) => Part::words(&folded),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What answers the selected passage in each other pane.
fn counterparts(view: &View<'_>) -> String {
    let (Some(at), Some(compared)) = (view.app.selected(), view.app.compared()) else { return String::new() };
    let others = view.app.content().entries.iter().enumerate().filter(|(_, entry)| entry.id != at.statement);
    let answer = |(position, entry): (usize, &crate::session::Entry)| {
        let group = view.app.counterpart_in(at, entry.id);
        let span = group.and_then(|group| {
            let statement = compared.comparison.statements.get(compared.idx(entry.id)?.0)?;
            Some(statement.passage(group.first)?.span.cover(statement.passage(group.last)?.span))
        });
        let answer = span.map_or_else(|| "no counterpart".to_owned(), |span: ByteSpan| span.of(entry.statement.text()).to_owned());
        format!(" In pane {}: {answer}", position + 1)
    };
    others.map(answer).collect()
}
