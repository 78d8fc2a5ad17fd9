//! The strip at the right edge of a pane: every mark of the text, and where the pane stands. Hover shows what is there, a click
//! goes there.

use super::{PaneState, View};
use crate::{
    engine::statement::PassageIdx,
    session::StatementId,
    view::{
        Mode,
        overview::{Marks, Spans, rows},
    },
};
use egui::{Color32, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

/// Its width, in points.
pub(super) const WIDTH: f32 = 14.0;

/// What the rows were made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OverviewOf {
    pane: StatementId,
    mode: Mode,
    reading: u64,
    find: u64,
    issue: Option<String>,
    rows: usize,
    /// Heights that become exact move marks by less than a row; a whole row is drawn anew.
    total: u64,
}

/// Draws the strip. Returns whether the reader went somewhere by it.
pub(super) fn overview_ui(ui: &Ui, view: &View<'_>, rect: Rect, state: &mut PaneState) -> bool {
    let strip = Rect::from_min_max(pos2(rect.right() - WIDTH, rect.top()), rect.max);
    let painter = ui.painter().with_clip_rect(strip);
    painter.rect_filled(strip, 0.0, view.colours.line.gamma_multiply(0.35));
    let scale = ui.ctx().pixels_per_point();
    let count = (strip.height() * scale).max(1.0) as usize;
    make_if_due(view, state, count);
    let total = state.stand.heights.total().max(1.0);
    let shown = Rect::from_min_size(
        pos2(strip.left(), strip.top() + (f64::from(strip.height()) * state.stand.top() / total) as f32),
        vec2(WIDTH, ((f64::from(strip.height()) * f64::from(rect.height()) / total) as f32).max(18.0)),
    );
    painter.rect_filled(shown, 3.0, view.colours.soft.gamma_multiply(0.30));
    paint(&painter, view, strip, state, scale);
    paint_passages(&painter, view, strip, state);
    let response = ui.interact(strip, ui.scope_id().with(("overview", view.id)), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::ScrollBar, true, format!("{}: overview", view.statement.title)));
    let place = |y: f32| total * f64::from(((y - strip.top()) / strip.height()).clamp(0.0, 1.0));
    if let Some(pointer) = response.hover_pos().filter(|_| !response.dragged()) {
        let (paragraph, offset) = state.stand.heights.at(place(pointer.y));
        let words = passage_near(view, state, paragraph, offset);
        response.clone().on_hover_text_at_pointer(words);
    }
    let Some(pointer) = response.interact_pointer_pos().filter(|_| response.clicked() || response.dragged()) else { return false };
    state.stand.stand((place(pointer.y) - f64::from(rect.height()) * 0.5).max(0.0));
    true
}

fn make_if_due(view: &View<'_>, state: &mut PaneState, count: usize) {
    let now = OverviewOf {
        pane: view.id,
        mode: view.app.mode(),
        reading: view.app.reading().number,
        find: view.app.find().number,
        issue: view.app.chosen_issue().map(|issue| issue.name.clone()),
        rows: count,
        total: (state.stand.heights.total() / 8.0) as u64,
    };
    if state.overview.as_ref().is_some_and(|(of, _)| *of == now) {
        return;
    }
    let tops = state.stand.heights.tops();
    let shared: Vec<_> = match view.app.compared() {
        Some(compared) if now.mode == Mode::Shared => {
            let whole = crate::engine::text::ByteSpan::new(0, view.statement.text().len());
            compared.idx(view.id).map_or_else(Vec::new, |here| compared.comparison.shared_in(here, whole).collect())
        }
        _ => Vec::new(),
    };
    let issue = if now.mode == Mode::Plain { &[] } else { view.lights.issue };
    let spans = Spans { shared: &shared, issue, hits: view.lights.hits };
    state.overview = Some((now, rows(view.statement, &view.signs, view.app.mode(), &tops, (count, spans))));
}

/// Each kind has its own place across the strip, so that it is told without its colour.
fn paint(painter: &egui::Painter, view: &View<'_>, strip: Rect, state: &PaneState, scale: f32) {
    let Some((_, rows)) = &state.overview else { return };
    let c = view.colours;
    let kinds: [(Marks, Color32, f32, f32); 7] = [
        (Marks::SHARED, c.shared, 2.0, WIDTH - 2.0),
        (Marks::RELATED, c.soft.gamma_multiply(0.55), 6.5, 9.0),
        (Marks::REWORDED, c.changed.gamma_multiply(0.75), 6.5, 9.0),
        (Marks::MOVED, c.changed, 10.0, 12.0),
        (Marks::ONLY, c.only, 1.5, 5.0),
        (Marks::ISSUE, c.issue, 0.5, WIDTH - 0.5),
        (Marks::HIT, c.current_hit_back, 0.5, WIDTH - 0.5),
    ];
    for (kind, colour, left, right) in kinds {
        let mut start = None;
        for (at, row) in rows.iter().map(|row| row.has(kind)).chain([false]).enumerate() {
            match (row, start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    let (top, bottom) = (strip.top() + from as f32 / scale, strip.top() + at as f32 / scale);
                    // What can be missed is as high as two pixels at least.
                    let bottom = bottom.max(top + 2.0 / scale);
                    let mark = Rect::from_min_max(pos2(strip.left() + left, top), pos2(strip.left() + right, bottom));
                    painter.rect_filled(mark, 0.0, colour);
                    start = None;
                }
                _ => {}
            }
        }
    }
}

/// What the reader does moves too often for the rows: the selected passage and what answers it, and passages with a note.
fn paint_passages(painter: &egui::Painter, view: &View<'_>, strip: Rect, state: &PaneState) {
    let heights = &state.stand.heights;
    let total = heights.total().max(1.0);
    let y = |passage: PassageIdx| {
        let passage = view.statement.passage(passage)?;
        let block = view.statement.document.paragraphs.get(passage.paragraph.0)?.span;
        let share = (passage.span.start.saturating_sub(block.start)) as f64 / block.len().max(1) as f64;
        let top = heights.above(passage.paragraph.0) + f64::from(heights.get(passage.paragraph.0)) * share;
        Some(strip.top() + (f64::from(strip.height()) * top / total) as f32)
    };
    for top in view.lights.selected.iter().take(1).filter_map(|passage| y(*passage)) {
        let arrow = [pos2(strip.left(), top - 4.0), pos2(strip.left() + 6.0, top), pos2(strip.left(), top + 4.0)];
        let edge = egui::Stroke::new(1.0, view.colours.paper);
        painter.add(egui::Shape::convex_polygon(arrow.to_vec(), view.colours.ink, edge));
    }
    for top in view.noted.iter().filter_map(|passage| y(*passage)) {
        let note = Rect::from_min_size(pos2(strip.right() - 4.0, top - 2.0), vec2(4.0, 4.0));
        painter.rect_filled(note, 0.0, view.colours.gone);
    }
}

/// The words of the passage that stands at a place, cut where they are long.
fn passage_near(view: &View<'_>, state: &PaneState, paragraph: usize, offset: f32) -> String {
    let Some(block) = view.statement.document.paragraphs.get(paragraph) else { return String::new() };
    let share = offset / state.stand.heights.get(paragraph).max(1.0);
    let byte = block.span.start + (block.span.len() as f32 * share.clamp(0.0, 0.999)) as usize;
    let passage = view.statement.passage_at(byte);
    let words = passage.map_or("", |passage| view.statement.passage_text(passage));
    let short: String = words.chars().take(160).collect();
    if short.len() < words.len() { short + "\u{2026}" } else { short }
}
