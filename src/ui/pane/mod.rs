//! One pane's text: only what is visible is laid out.

mod layout;
mod measure;
mod overview;
mod paint;
mod place;
mod point;

use super::theme::{Colours, GUTTER, Lines};
use crate::{
    app::{App, Command},
    engine::{
        statement::{ParagraphIdx, PassageIdx, Statement},
        text::ByteSpan,
    },
    session::{Entry, PanePlace, StatementId, Subject},
    view::{
        overview::Marks,
        runs::{self, Lights, Sign},
    },
};
use egui::{Rect, Response, Role, Sense, Ui, WidgetInfo};
use layout::{Laid, Setting};
pub(super) use measure::Measurer;
use overview::OverviewOf;
use place::Stand;
pub(super) use place::Target;
use std::sync::Arc;

/// Where in a pane passages are brought level: this share of its height from the top.
pub(super) const LEVEL: f32 = 0.3;
/// Room between the text and the overview.
const RIGHT: f32 = 10.0;
/// A way of more heights of the pane is not glided: the reader would see nothing of it.
const GLIDES: f32 = 3.0;

/// Passing state of a pane.
#[derive(Debug, Default)]
pub(super) struct PaneState {
    stand: Stand,
    target: Option<Target>,
    selection: Option<(usize, usize)>,
    pressed: Option<usize>,
    overview: Option<(OverviewOf, Vec<Marks>)>,
    /// How far from the top the place stands, or will when the pane has glided there, that was to be shown last: near the ends
    /// of a text it cannot stand where it was wanted.
    pub stands_at: f32,
    /// What stands at the level line: passages and parts of one.
    pub level_place: Option<f64>,
    /// Visible passages with their top and bottom on screen.
    pub visible: Vec<(PassageIdx, f32, f32)>,
}

impl PaneState {
    /// A pane at a saved place.
    pub fn at(place: PanePlace) -> Self {
        Self { stand: Stand::at(place), ..Self::default() }
    }

    /// The bytes that are selected.
    pub fn selected(&self) -> Option<ByteSpan> {
        self.selection.filter(|(from, to)| from != to).map(|(from, to)| ByteSpan::new(from.min(to), from.max(to)))
    }

    /// Wishes to show a place at a distance from the top.
    pub fn show(&mut self, target: Target) {
        self.target = Some(target);
    }

    /// The place now, where it is not the saved one.
    pub fn moved_place(&self, saved: PanePlace) -> Option<(usize, f32)> {
        self.stand.moved_place(saved)
    }

    /// Takes in heights that were measured for what is shown now.
    pub fn take(&mut self, measured: &measure::Measured) {
        if measured.number == self.stand.wish {
            for (at, height) in measured.heights.iter().enumerate() {
                self.stand.heights.set(measured.first + at, *height);
            }
            self.stand.is_measured |= measured.is_last;
        }
    }

    /// Whether all paragraphs are measured.
    pub fn is_measured(&self) -> bool {
        self.stand.is_measured
    }
}

/// What a pane shows, and how.
struct View<'a> {
    app: &'a App,
    statement: &'a Statement,
    id: StatementId,
    signs: Arc<[Option<(Sign, bool)>]>,
    /// Passages that the reader wrote about, in order.
    noted: Vec<PassageIdx>,
    lights: Lights<'a>,
    colours: Colours,
    setting: Setting,
}

impl View<'_> {
    /// A paragraph laid out; none where it is folded away.
    fn lay(&self, ui: &Ui, paragraph: usize) -> Option<Laid> {
        let (app, at) = (self.app, ParagraphIdx(paragraph));
        let runs = runs::runs(self.statement, at, self.id, app.base(), app.compared(), app.mode(), &self.lights);
        ui.fonts_mut(|fonts| self.setting.lay(fonts, self.statement, paragraph, &runs, self.colours))
    }

    fn height(&self, ui: &Ui, paragraph: usize) -> f32 {
        self.lay(ui, paragraph).map_or(0.0, |laid| laid.height)
    }
}

/// Draws the text and reads mouse, wheel and, where `has_keys`, the keys that scroll. Returns whether the reader scrolled it.
pub(super) fn body_ui(
    ui: &mut Ui,
    (app, entry): (&App, &Entry),
    rect: Rect,
    (state, measurer, has_keys): (&mut PaneState, Option<&mut Measurer>, bool),
    commands: &mut Vec<Command>,
) -> bool {
    let colours = Colours::of(ui);
    ui.painter().rect_filled(rect, 4.0, colours.paper);
    let settings = app.settings();
    let lines = Lines { size: settings.text_size, spacing: settings.line_spacing };
    let text_left = rect.left() + GUTTER;
    let room = rect.right() - overview::WIDTH - RIGHT - text_left;
    let reading = app.reading().pane(entry.id);
    let setting = Setting {
        width: room.min(lines.size * settings.measure).max(40.0),
        lines,
        folded: reading.folded,
        shows_hidden: app.shows_hidden(),
    };
    let (selected, issue) = (app.lit(entry.id), app.issue_spans(entry.id));
    let hits = app.find().hits_in(entry.id);
    let current = app.find().hits.get(app.find().current).filter(|h| h.statement == entry.id).map(|h| h.span);
    let lights = Lights { selected: &selected, issue: &issue, hits, current_hit: current };
    let (statement, id, noted) = (entry.statement.as_ref(), entry.id, noted(app, entry));
    let view = View { app, statement, id, signs: reading.signs, noted, lights, colours, setting };
    set_anew_if_due(ui, &view, entry, state, measurer);

    let response = ui.interact(rect, ui.scope_id().with(("text", entry.id)), Sense::click_and_drag());
    let mut was_scrolled = scroll(ui, &view, &response, rect, state, has_keys);
    was_scrolled |= overview::overview_ui(ui, &view, rect, state);
    go_to_target(ui, &view, rect.height(), state);
    let seconds = ui.input(|input| input.stable_dt);
    if state.stand.glide(seconds, |paragraph| view.height(ui, paragraph)) {
        ui.ctx().request_repaint();
    }
    state.stand.normalise(rect.height());
    paint::paint(ui, rect, text_left, state, &view, &response, commands);
    if response.clicked() {
        response.request_focus();
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 4.0, egui::Stroke::new(1.5, colours.changed), egui::StrokeKind::Inside);
    }
    // Arrows go from passage to passage; Tab leaves the pane.
    let arrows = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}: text", entry.statement.title)));
    was_scrolled
}

/// Passages of a pane that the reader wrote about, in order.
fn noted(app: &App, entry: &Entry) -> Vec<PassageIdx> {
    let ends = app.content().review.notes.iter().flat_map(|note| match note.about {
        Subject::Passage(end) => vec![end],
        Subject::Link(a, b) => vec![a, b],
        Subject::Issue(_) => Vec::new(),
    });
    let here = ends.filter(|end| end.statement == entry.id);
    let mut found: Vec<PassageIdx> = here.map(|end| PassageIdx(entry.statement.passages_in(end.span).start)).collect();
    found.sort_unstable();
    found
}

/// Estimates all heights where the width or the face changed, and wants them measured.
fn set_anew_if_due(ui: &Ui, view: &View<'_>, entry: &Entry, state: &mut PaneState, measurer: Option<&mut Measurer>) {
    let count = view.statement.document.paragraphs.len();
    if state.stand.is_stale(&view.setting, count) {
        let heights = (0..count).map(|paragraph| view.setting.estimate(view.statement, paragraph)).collect();
        state.stand.set_anew(view.setting.clone(), heights);
        // Without a thread, nothing more will be known than is seen.
        state.stand.is_measured = measurer.is_none();
        if let Some(measurer) = measurer {
            state.stand.wish = measurer.want(ui.ctx(), entry.id, &entry.statement, &view.setting);
        }
    }
    if state.stand.is_unsettled() {
        let height = view.height(ui, state.stand.paragraph);
        state.stand.settle(height);
    }
}

fn scroll(ui: &Ui, view: &View<'_>, response: &Response, rect: Rect, state: &mut PaneState, has_keys: bool) -> bool {
    let mut delta = 0.0;
    if ui.rect_contains_pointer(rect) {
        delta -= ui.input(|input| input.smooth_scroll_delta.y);
        // Selecting past the edge scrolls on.
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            delta += (pointer.y - rect.bottom() + 16.0).clamp(0.0, 24.0) - (rect.top() + 16.0 - pointer.y).clamp(0.0, 24.0);
        }
    }
    let height = |paragraph: usize| view.height(ui, paragraph);
    let mut jumped = false;
    if has_keys && !ui.ctx().text_edit_focused() {
        let page = rect.height() * 0.85;
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        delta += if pressed(egui::Key::PageDown) { page } else { 0.0 };
        delta -= if pressed(egui::Key::PageUp) { page } else { 0.0 };
        if pressed(egui::Key::Home) {
            state.stand.stand(0.0);
            jumped = true;
        }
        if pressed(egui::Key::End) {
            // The last line at the bottom: what stands above it is measured on the way up.
            let last = state.stand.heights.len().saturating_sub(1);
            (state.stand.paragraph, state.stand.offset) = (last, height(last));
            state.stand.heights.set(last, state.stand.offset);
            delta -= rect.height() - 12.0;
            jumped = true;
        }
    }
    if delta != 0.0 {
        state.stand.halt();
        state.stand.scroll(delta, height);
        state.stand.give_up_above();
    }
    delta != 0.0 || jumped
}

/// Stands where something is to be shown, or begins to glide there.
fn go_to_target(ui: &Ui, view: &View<'_>, height: f32, state: &mut PaneState) {
    let Some(Target { place, from_top, glides, lowers }) = state.target.take() else { return };
    let last = view.statement.passages.len().saturating_sub(1);
    let Some(passage) = view.statement.passages.get((place.max(0.0) as usize).min(last)) else { return };
    let paragraph = passage.paragraph.0;
    let before = state.stand.top();
    let laid = view.lay(ui, paragraph);
    state.stand.heights.set(paragraph, laid.as_ref().map_or(0.0, |laid| laid.height));
    let (top, bottom) = laid.map_or((0.0, 0.0), |laid| laid.extent(view.statement, passage.span));
    state.stand.halt();
    state.stand.paragraph = paragraph;
    state.stand.offset = 0.0;
    // What stands above must have its true height, or the passage would not be level.
    let inside = top + (bottom - top) * place.fract() as f32;
    state.stand.scroll(inside - from_top, |paragraph| view.height(ui, paragraph));
    state.stand.allow_above(if lowers { from_top } else { 0.0 });
    state.stand.normalise(height);
    state.stands_at = (state.stand.heights.above(paragraph) + f64::from(inside) - state.stand.top()) as f32;
    if glides && !view.app.settings().reduced_motion {
        state.stand.glide_from(before, height * GLIDES);
    }
}
