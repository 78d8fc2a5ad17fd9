//! One pane's text: only what is visible is laid out. The place is a paragraph and an offset in it, never one offset in
//! pixels; heights are estimated until a paragraph is seen.

use super::theme::{Colours, GUTTER, MEASURE};
use crate::{
    app::{App, Command},
    engine::{
        statement::{ParagraphIdx, ParagraphKind, PassageIdx, Statement},
        text::ByteSpan,
    },
    session::{Entry, PanePlace, StatementId},
    view::{
        At,
        runs::{self, Lights, Sign},
    },
};
use egui::{
    Align2, Galley, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2,
    text::{CCursor, LayoutJob},
    vec2,
};
use std::sync::Arc;

/// Where in a pane passages are brought level: this share of its height from the top.
pub(super) const LEVEL: f32 = 0.3;
/// Width of the overview strip, in points.
const OVERVIEW: f32 = 12.0;

/// Passing state of a pane.
#[derive(Debug, Default)]
pub(super) struct PaneState {
    paragraph: usize,
    offset: f32,
    /// A wish to show a place (passages and parts of one) at this distance from the top.
    target: Option<(f32, f32)>,
    /// A place from the session, as a share of a paragraph, until the pane is laid out.
    fraction: Option<f32>,
    heights: Vec<f32>,
    heights_for: (f32, f32),
    selection: Option<(usize, usize)>,
    pressed: Option<usize>,
    /// What stands at the level line: passages and parts of one.
    pub level_place: Option<f32>,
    /// Visible passages with their top and bottom on screen.
    pub visible: Vec<(PassageIdx, f32, f32)>,
}

impl PaneState {
    /// A pane at a saved place.
    pub fn at(place: PanePlace) -> Self {
        Self { paragraph: place.paragraph, fraction: Some(place.fraction), ..Self::default() }
    }

    /// The bytes that are selected.
    pub fn selected(&self) -> Option<ByteSpan> {
        self.selection.filter(|(from, to)| from != to).map(|(from, to)| ByteSpan::new(from.min(to), from.max(to)))
    }

    /// Wishes to show a place at a distance from the top.
    pub fn show(&mut self, place: f32, from_top: f32) {
        self.target = Some((place, from_top));
    }

    /// The place now, where it is not the saved one.
    pub fn moved_place(&self, saved: PanePlace) -> Option<(usize, f32)> {
        let height = self.heights.get(self.paragraph).copied().unwrap_or(1.0).max(1.0);
        let fraction = (self.offset / height).clamp(0.0, 1.0);
        let is_moved = self.paragraph != saved.paragraph || (fraction - saved.fraction).abs() > 0.001;
        (self.fraction.is_none() && is_moved).then_some((self.paragraph, fraction))
    }

    fn height(&self, paragraph: usize) -> f32 {
        self.heights.get(paragraph).copied().unwrap_or(0.0)
    }

    /// Brings the offset back into its paragraph, and the end of the text not above the middle.
    fn normalise(&mut self, view: f32) {
        while self.offset < 0.0 && self.paragraph > 0 {
            self.paragraph -= 1;
            self.offset += self.height(self.paragraph);
        }
        self.offset = if self.paragraph == 0 { self.offset.max(0.0) } else { self.offset };
        while self.offset >= self.height(self.paragraph) && self.paragraph + 1 < self.heights.len() {
            self.offset -= self.height(self.paragraph);
            self.paragraph += 1;
        }
        let below: f32 = self.heights.iter().skip(self.paragraph).take(200).sum();
        if self.heights.len() - self.paragraph.min(self.heights.len()) < 200 && below - self.offset < view * 0.5 {
            let lack = view * 0.5 - (below - self.offset);
            if self.paragraph > 0 || self.offset > 0.0 {
                self.offset -= lack.min(self.offset + self.heights.iter().take(self.paragraph).sum::<f32>());
                if self.offset < 0.0 {
                    while self.offset < 0.0 && self.paragraph > 0 {
                        self.paragraph -= 1;
                        self.offset += self.height(self.paragraph);
                    }
                    self.offset = self.offset.max(0.0);
                }
            }
        }
    }
}

/// What a paragraph needs to be laid out.
struct Layout<'a> {
    app: &'a App,
    statement: &'a Statement,
    id: StatementId,
    lights: Lights<'a>,
    colours: Colours,
    size: f32,
    width: f32,
}

impl Layout<'_> {
    fn galley(&self, ui: &Ui, paragraph: usize) -> Arc<Galley> {
        let text = self.statement.text();
        let runs = runs::runs(
            self.statement,
            ParagraphIdx(paragraph),
            self.id,
            self.app.base(),
            self.app.compared(),
            self.app.mode(),
            &self.lights,
        );
        let mut job = LayoutJob::default();
        job.wrap.max_width = self.width;
        for run in runs {
            let words = runs::shown(run.span.of(text), self.app.shows_hidden());
            job.append(&words, 0.0, self.colours.format(run.marks, self.size));
        }
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }

    fn spacing(&self, paragraph: usize) -> f32 {
        let kind = self.statement.document.paragraphs.get(paragraph).map(|p| p.kind);
        self.size * if kind == Some(ParagraphKind::ListItem) { 0.45 } else { 0.8 }
    }

    fn start(&self, paragraph: usize) -> usize {
        self.statement.document.paragraphs.get(paragraph).map_or(0, |p| p.span.start)
    }

    /// The cursor before a byte of the statement.
    fn cursor(&self, paragraph: usize, byte: usize) -> CCursor {
        let start = self.start(paragraph);
        CCursor::new(ByteSpan::new(start, byte.max(start)).of(self.statement.text()).chars().count())
    }

    /// The byte of the statement at a cursor.
    fn byte(&self, paragraph: usize, cursor: CCursor) -> usize {
        let Some(block) = self.statement.document.paragraphs.get(paragraph) else { return 0 };
        let text = block.span.of(self.statement.text());
        block.span.start + text.char_indices().nth(cursor.index.0).map_or(text.len(), |(at, _)| at)
    }

    /// Top and bottom of a span in its paragraph.
    fn extent(&self, galley: &Galley, paragraph: usize, span: ByteSpan) -> (f32, f32) {
        // A span that begins where a line was wrapped begins in the new line.
        let first = CCursor { prefer_next_row: true, ..self.cursor(paragraph, span.start) };
        let top = galley.pos_from_cursor(first).top();
        let bottom = galley.pos_from_cursor(self.cursor(paragraph, span.end)).bottom();
        (top, bottom.max(top))
    }
}

/// Draws the text and reads mouse and wheel. Returns whether the reader scrolled it.
pub(super) fn body_ui(ui: &mut Ui, app: &App, entry: &Entry, rect: Rect, state: &mut PaneState, commands: &mut Vec<Command>) -> bool {
    let statement = entry.statement.as_ref();
    let colours = Colours::of(ui);
    ui.painter().rect_filled(rect, 4.0, colours.paper);
    let size = app.settings().text_size;
    let text_left = rect.left() + GUTTER;
    let width = (rect.right() - OVERVIEW - 10.0 - text_left).min(size * MEASURE).max(40.0);
    let (selected, issue) = (app.lit(entry.id), app.issue_spans(entry.id));
    let hits: Vec<ByteSpan> = app.find().hits.iter().filter(|h| h.statement == entry.id).map(|h| h.span).collect();
    let current = app.find().hits.get(app.find().current).filter(|h| h.statement == entry.id).map(|h| h.span);
    let lights = Lights { selected: &selected, issue: &issue, hits: &hits, current_hit: current };
    let layout = Layout { app, statement, id: entry.id, lights, colours, size, width };
    estimate(state, &layout);

    let response = ui.interact(rect, ui.scope_id().with(("text", entry.id)), Sense::click_and_drag());
    let mut was_scrolled = scroll(ui, &response, rect, state);
    was_scrolled |= overview_ui(ui, app, entry, rect, state, &layout);
    if let Some(fraction) = state.fraction.take() {
        state.offset = fraction * state.height(state.paragraph);
    }
    go_to_target(ui, state, &layout);
    state.normalise(rect.height());
    paint(ui, rect, text_left, state, &layout, &response, commands);
    if response.clicked() {
        response.request_focus();
    }
    // Arrows go from passage to passage; Tab leaves the pane.
    let arrows = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}: text", statement.title)));
    was_scrolled
}

/// Heights from the number of characters, until a paragraph is laid out.
fn estimate(state: &mut PaneState, layout: &Layout<'_>) {
    let count = layout.statement.document.paragraphs.len();
    if state.heights.len() == count && state.heights_for == (layout.width, layout.size) {
        return;
    }
    let share = state.offset / state.height(state.paragraph).max(1.0);
    let per_line = (layout.width / (layout.size * 0.5)).max(8.0);
    state.heights = layout
        .statement
        .document
        .paragraphs
        .iter()
        .enumerate()
        .map(|(idx, p)| ((p.span.len() as f32 / per_line).ceil().max(1.0)) * layout.size * 1.5 + layout.spacing(idx))
        .collect();
    state.heights_for = (layout.width, layout.size);
    state.paragraph = state.paragraph.min(count.saturating_sub(1));
    if state.fraction.is_none() {
        state.offset = share.clamp(0.0, 1.0) * state.height(state.paragraph);
    }
}

fn scroll(ui: &Ui, response: &Response, rect: Rect, state: &mut PaneState) -> bool {
    let mut delta = 0.0;
    if ui.rect_contains_pointer(rect) {
        delta -= ui.input(|input| input.smooth_scroll_delta.y);
        let page = rect.height() * 0.85;
        ui.input(|input| {
            delta += if input.key_pressed(egui::Key::PageDown) { page } else { 0.0 };
            delta -= if input.key_pressed(egui::Key::PageUp) { page } else { 0.0 };
        });
        // Selecting past the edge scrolls on.
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            delta += (pointer.y - rect.bottom() + 16.0).clamp(0.0, 24.0) - (rect.top() + 16.0 - pointer.y).clamp(0.0, 24.0);
        }
    }
    state.offset += delta;
    delta != 0.0
}

fn go_to_target(ui: &Ui, state: &mut PaneState, layout: &Layout<'_>) {
    let Some((place, from_top)) = state.target.take() else { return };
    let Some(passage) = layout.statement.passages.get((place.max(0.0) as usize).min(layout.statement.passages.len().saturating_sub(1)))
    else {
        return;
    };
    let paragraph = passage.paragraph.0;
    let galley = layout.galley(ui, paragraph);
    if let Some(height) = state.heights.get_mut(paragraph) {
        *height = galley.size().y + layout.spacing(paragraph);
    }
    let (top, bottom) = layout.extent(&galley, paragraph, passage.span);
    state.paragraph = paragraph;
    state.offset = top + (bottom - top) * place.fract() - from_top;
    // What stands above must have its true height, or the passage would not be level.
    let mut at = paragraph;
    let mut room = -state.offset;
    while room > 0.0 && at > 0 {
        at -= 1;
        let height = layout.galley(ui, at).size().y + layout.spacing(at);
        if let Some(known) = state.heights.get_mut(at) {
            *known = height;
        }
        room -= height;
    }
}

fn paint(
    ui: &Ui,
    rect: Rect,
    text_left: f32,
    state: &mut PaneState,
    layout: &Layout<'_>,
    response: &Response,
    commands: &mut Vec<Command>,
) {
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let pointer = response.interact_pointer_pos().or(response.hover_pos());
    let level_y = rect.top() + rect.height() * LEVEL;
    state.visible.clear();
    state.level_place = None;
    let mut y = rect.top() + 8.0 - state.offset;
    let mut pointed: Option<usize> = None;
    for paragraph in state.paragraph..layout.statement.document.paragraphs.len() {
        if y > rect.bottom() {
            break;
        }
        let galley = layout.galley(ui, paragraph);
        let height = galley.size().y + layout.spacing(paragraph);
        if let Some(known) = state.heights.get_mut(paragraph) {
            *known = height;
        }
        let origin = pos2(text_left, y);
        paint_selection(&painter, state.selection, layout, &galley, paragraph, origin);
        painter.galley(origin, Arc::clone(&galley), layout.colours.ink);
        paint_passages(&painter, rect, state, layout, &galley, paragraph, origin, level_y);
        name_paragraph(ui, layout, paragraph, Rect::from_min_size(origin, vec2(layout.width, height)).intersect(rect));
        if let Some(pointer) =
            pointer.filter(|p| p.y >= y && (p.y < y + height || paragraph + 1 == layout.statement.document.paragraphs.len()))
        {
            pointed = Some(layout.byte(paragraph, galley.cursor_from_pos(pointer - origin)));
        }
        y += height;
    }
    if let Some(byte) = pointed {
        point(ui, response, byte, state, layout, commands);
    }
    let wants_copy = response.has_focus() && ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy)));
    if let Some(span) = state.selected().filter(|_| wants_copy) {
        commands.push(Command::Copy(span.of(layout.statement.text()).to_owned()));
    }
}

fn paint_selection(
    painter: &egui::Painter,
    selection: Option<(usize, usize)>,
    layout: &Layout<'_>,
    galley: &Galley,
    paragraph: usize,
    origin: egui::Pos2,
) {
    let Some(block) = layout.statement.document.paragraphs.get(paragraph) else { return };
    let Some(chosen) = selection.map(|(x, y)| ByteSpan::new(x.min(y), x.max(y)).intersection(block.span)).filter(|s| !s.is_empty()) else {
        return;
    };
    let (from, to) = (layout.cursor(paragraph, chosen.start), layout.cursor(paragraph, chosen.end));
    let (first, last) = (galley.pos_from_cursor(from), galley.pos_from_cursor(to));
    for row in &galley.rows {
        let row = row.rect();
        if row.bottom() <= first.top() + 1.0 || row.top() >= last.bottom() - 1.0 {
            continue;
        }
        let left = if row.top() <= first.top() + 1.0 { first.left() } else { row.left() };
        let right = if row.bottom() >= last.bottom() - 1.0 { last.left() } else { row.right() };
        painter.rect_filled(
            Rect::from_min_max(pos2(left, row.top()), pos2(right, row.bottom())).translate(origin.to_vec2()),
            0.0,
            layout.colours.text_selection,
        );
    }
}

/// Signs in the margin, and what is visible where.
#[expect(clippy::too_many_arguments, reason = "all parts of one paragraph on screen, used in one place")]
fn paint_passages(
    painter: &egui::Painter,
    rect: Rect,
    state: &mut PaneState,
    layout: &Layout<'_>,
    galley: &Galley,
    paragraph: usize,
    origin: egui::Pos2,
    level_y: f32,
) {
    let Some(block) = layout.statement.document.paragraphs.get(paragraph) else { return };
    let mut last_sign = f32::MIN;
    for idx in layout.statement.passages_in(block.span) {
        let Some(passage) = layout.statement.passage(PassageIdx(idx)) else { continue };
        let (top, bottom) = layout.extent(galley, paragraph, passage.span);
        let (top, bottom) = (origin.y + top, origin.y + bottom);
        if bottom >= rect.top() && top <= rect.bottom() {
            state.visible.push((PassageIdx(idx), top.max(rect.top()), bottom.min(rect.bottom())));
        }
        if top <= level_y || state.level_place.is_none() {
            state.level_place = Some(idx as f32 + ((level_y - top) / (bottom - top).max(1.0)).clamp(0.0, 0.999));
        }
        let sign = runs::sign(layout.app.compared(), layout.statement, layout.id, layout.app.base(), PassageIdx(idx));
        let Some((sign, moved)) = sign.filter(|_| layout.app.mode().has_signs()) else { continue };
        let colour = if sign == Sign::OnlyHere { layout.colours.only } else { layout.colours.soft };
        let text = if moved { format!("\u{2195}{}", sign.character()) } else { sign.character().to_owned() };
        let line_middle = top + layout.size * 0.75;
        // Two passages that begin in one line have their signs beside each other.
        let aside = if (line_middle - last_sign).abs() < layout.size * 0.6 { layout.size * 0.8 } else { 0.0 };
        last_sign = line_middle;
        painter.text(pos2(origin.x - 9.0 - aside, line_middle), Align2::RIGHT_CENTER, text, super::theme::font(layout.size, false), colour);
        if sign == Sign::OnlyHere {
            painter.line_segment([pos2(origin.x - 5.0, top + 3.0), pos2(origin.x - 5.0, bottom - 3.0)], Stroke::new(1.5, colour));
        }
        if layout.lights.selected.contains(&PassageIdx(idx)) {
            painter.line_segment(
                [pos2(rect.left() + 1.5, top), pos2(rect.left() + 1.5, bottom)],
                Stroke::new(3.0, layout.colours.current_hit_back),
            );
        }
    }
}

/// A paragraph by its words, for a screen reader; after it the selected passage, where it stands there.
fn name_paragraph(ui: &Ui, layout: &Layout<'_>, paragraph: usize, rect: Rect) {
    let Some(block) = layout.statement.document.paragraphs.get(paragraph) else { return };
    let text = layout.statement.text();
    let name = |what: &str, words: String| {
        let response = ui.interact(rect, ui.scope_id().with((what, layout.id, paragraph)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    };
    name("paragraph", block.span.of(text).to_owned());
    let selected = layout.app.selected().filter(|at| at.statement == layout.id).and_then(|at| layout.statement.passage(at.passage));
    if let Some(passage) = selected.filter(|passage| passage.paragraph.0 == paragraph) {
        name("selected", format!("Selected passage: {}", passage.span.of(text)));
    }
}

/// Click selects a passage, drag selects text, a double click a word, a triple click the paragraph.
fn point(ui: &Ui, response: &Response, byte: usize, state: &mut PaneState, layout: &Layout<'_>, commands: &mut Vec<Command>) {
    let text = layout.statement.text();
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
    if response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed()) {
        state.pressed = Some(byte);
    }
    if response.dragged() {
        // From where the button went down, not from where the drag was noticed.
        response.request_focus();
        state.selection = Some((state.pressed.unwrap_or(byte), byte));
    } else if response.triple_clicked() {
        state.selection = layout
            .statement
            .document
            .paragraphs
            .iter()
            .find(|p| p.span.start <= byte && byte <= p.span.end)
            .map(|p| (p.span.start, p.span.end));
    } else if response.double_clicked() {
        let is_break = |c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}';
        let from =
            text.get(..byte).and_then(|s| s.char_indices().rev().find(|(_, c)| is_break(*c)).map(|(at, c)| at + c.len_utf8())).unwrap_or(0);
        let to = text.get(byte..).and_then(|s| s.find(is_break)).map_or(text.len(), |at| byte + at);
        state.selection = Some((from, to));
    } else if response.clicked() {
        state.selection = None;
        if let Some(passage) = layout.statement.passage_at(byte) {
            let at = At { statement: layout.id, passage };
            commands.push(if ui.input(|input| input.modifiers.command) { Command::LinkTo(at) } else { Command::Select(at) });
        }
    }
}

/// The strip at the right edge: every mark in the document, and where the pane stands. A click goes there.
fn overview_ui(ui: &Ui, app: &App, entry: &Entry, rect: Rect, state: &mut PaneState, layout: &Layout<'_>) -> bool {
    let strip = Rect::from_min_max(pos2(rect.right() - OVERVIEW, rect.top()), rect.max);
    let painter = ui.painter().with_clip_rect(strip);
    painter.rect_filled(strip, 0.0, layout.colours.line.gamma_multiply(0.35));
    let total: f32 = state.heights.iter().sum::<f32>().max(1.0);
    let length = layout.statement.text().len().max(1) as f32;
    let y_of = |byte: usize| strip.top() + strip.height() * byte as f32 / length;
    let mut last = f32::MIN;
    for (idx, passage) in layout.statement.passages.iter().enumerate() {
        let y = y_of(passage.span.start);
        if y - last < 1.0 {
            continue;
        }
        if let Some((Sign::OnlyHere, _)) = runs::sign(app.compared(), layout.statement, entry.id, app.base(), PassageIdx(idx)) {
            last = y;
            painter.rect_filled(
                Rect::from_min_size(pos2(strip.left() + 3.0, y), vec2(OVERVIEW - 6.0, 1.5)),
                0.0,
                layout.colours.only.gamma_multiply(0.6),
            );
        }
    }
    for span in layout.lights.issue.iter().chain(layout.lights.hits).take(2_000) {
        painter.rect_filled(
            Rect::from_min_size(pos2(strip.left() + 1.0, y_of(span.start)), vec2(OVERVIEW - 2.0, 2.5)),
            0.0,
            layout.colours.current_hit_back,
        );
    }
    let above: f32 = state.heights.iter().take(state.paragraph).sum::<f32>() + state.offset;
    let thumb = Rect::from_min_size(
        pos2(strip.left(), strip.top() + strip.height() * above / total),
        vec2(OVERVIEW, (strip.height() * rect.height() / total).max(18.0)),
    );
    painter.rect_filled(thumb, 3.0, layout.colours.soft.gamma_multiply(0.35));
    let response = ui.interact(strip, ui.scope_id().with(("overview", entry.id)), Sense::click_and_drag());
    let Some(pointer) = response.interact_pointer_pos().filter(|_| response.clicked() || response.dragged()) else { return false };
    let mut rest = (total * ((pointer.y - strip.top()) / strip.height()).clamp(0.0, 1.0) - rect.height() * 0.5).max(0.0);
    state.paragraph = 0;
    for (idx, height) in state.heights.iter().enumerate() {
        state.paragraph = idx;
        if rest < *height {
            break;
        }
        rest -= height;
    }
    state.offset = rest;
    true
}
