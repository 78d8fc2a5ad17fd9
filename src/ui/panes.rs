//! The panes side by side: widths, what moves together, order. Where they do not fit, the base stays and the others scroll
//! sideways.

use super::{
    header::header_ui,
    pane::{self, Measurer, PaneState, Target},
    ribbons::ribbons_ui,
    theme::{Colours, GAP},
};
use crate::{
    app::{App, Command},
    engine::text::ByteSpan,
    session::{Entry, SessionEdit, StatementId},
    view::{At, sync},
};
use egui::{Pos2, Rect, Sense, Stroke, Ui, UiBuilder, pos2, vec2};
use std::collections::HashMap;

/// Passing state of all panes.
#[derive(Debug, Default)]
pub(super) struct Panes {
    states: HashMap<StatementId, PaneState>,
    revealed: u64,
    /// A passage whose counterparts are to be brought level with it, once it is known where it stands.
    to_level: Option<At>,
    /// The pane that the reader scrolled in this frame.
    leader: Option<StatementId>,
    /// The pane that answers to the keys: scrolled or gone to last.
    active: Option<StatementId>,
    /// The pane that is being dragged to another place.
    dragged: Option<StatementId>,
    /// The pane that has to come into sight.
    wanted: Option<StatementId>,
    measurer: Option<Measurer>,
}

/// Height of a pane's header, in points.
pub(super) const HEADER: f32 = 70.0;
/// The narrowest pane that is not made wider by scrolling sideways, in points.
const COMFORTABLE: f32 = 250.0;
/// The narrowest pane that a reader can drag, in points.
const NARROWEST: f32 = 170.0;

impl Panes {
    /// The words that are selected in a text: in that of the selected passage, where there are any.
    pub fn selected_words(&self, app: &App) -> Option<String> {
        let (id, span) = self.selection(app)?;
        app.content().entry(id).map(|entry| span.of(entry.statement.text()).to_owned())
    }

    /// Whether every pane knows how high its text is.
    pub fn are_measured(&self) -> bool {
        self.states.values().all(PaneState::is_measured)
    }

    /// Where words are selected in a text.
    pub fn selection(&self, app: &App) -> Option<(StatementId, ByteSpan)> {
        let first = app.selected().map(|at| at.statement);
        let entries = app.content().entries.iter();
        let mut order: Vec<_> = entries.map(|entry| (Some(entry.id) != first, entry)).collect();
        order.sort_by_key(|(is_other, _)| *is_other);
        order.into_iter().find_map(|(_, entry)| {
            let span = self.states.get(&entry.id)?.selected()?;
            Some((entry.id, span))
        })
    }

    /// All panes in the room that is left.
    pub fn ui(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        let ids: Vec<StatementId> = app.content().entries.iter().map(|entry| entry.id).collect();
        self.states.retain(|id, _| ids.contains(id));
        for &id in &ids {
            let place = app.session().place.pane(id);
            self.states.entry(id).or_insert_with(|| PaneState::at(place));
        }
        self.take_measured(ui);
        let rect = ui.available_rect_before_wrap();
        self.obey(app, rect.height() - HEADER);
        let needed = |count: usize| count as f32 * (COMFORTABLE + GAP) - GAP;
        if needed(ids.len()) <= rect.width() + 0.5 {
            let columns = columns(rect, app, &ids);
            self.columns_ui(ui, app, &columns, commands);
            self.between_ui(ui, app, &columns, commands);
        } else {
            let (base, others): (Vec<StatementId>, Vec<StatementId>) = ids.iter().partition(|id| **id == app.base());
            let fixed = Rect::from_min_size(rect.min, vec2((rect.width() * 0.3).max(COMFORTABLE), rect.height()));
            let fixed: Vec<(StatementId, Rect)> = base.into_iter().map(|id| (id, fixed)).collect();
            let left = fixed.first().map_or(rect.left(), |(_, column)| column.right() + GAP);
            self.columns_ui(ui, app, &fixed, commands);
            let room = Rect::from_min_max(pos2(left, rect.top()), rect.max);
            let mut beside: Option<(StatementId, Rect)> = None;
            ui.scope_builder(UiBuilder::new().max_rect(room).id_salt("others"), |ui| {
                egui::ScrollArea::horizontal().id_salt("panes").auto_shrink(false).show(ui, |ui| {
                    ui.set_min_size(vec2(needed(others.len()).max(room.width()), ui.available_height()));
                    let columns = columns(ui.available_rect_before_wrap(), app, &others);
                    if let Some((_, wanted)) = self.wanted.and_then(|wanted| columns.iter().find(|(id, _)| *id == wanted)) {
                        ui.scroll_to_rect(*wanted, None);
                    }
                    self.columns_ui(ui, app, &columns, commands);
                    self.between_ui(ui, app, &columns, commands);
                    beside = columns.into_iter().find(|(_, column)| column.left() > room.left() - 1.0);
                });
            });
            if let (Some(base), Some(beside)) = (fixed.first(), beside) {
                ribbons_ui(ui, app, [*base, beside], &self.states, commands);
            }
        }
        self.wanted = None;
        self.scroll_together(ui, app, rect.height() - HEADER);
        for (&id, state) in &self.states {
            if let Some((paragraph, fraction)) = state.moved_place(app.session().place.pane(id)) {
                commands.push(Command::Scrolled(id, paragraph, fraction));
            }
        }
    }

    /// Heads and texts of some panes.
    fn columns_ui(&mut self, ui: &mut Ui, app: &App, columns: &[(StatementId, Rect)], commands: &mut Vec<Command>) {
        // Where the others are to stand depends on where this one can.
        let mut order: Vec<(StatementId, Rect)> = columns.to_vec();
        order.sort_by_key(|(id, _)| self.to_level.is_none_or(|at| at.statement != *id));
        for (id, column) in order {
            let Some(entry) = app.content().entry(id) else { continue };
            let header = Rect::from_min_size(column.min, vec2(column.width(), HEADER));
            let body = Rect::from_min_max(pos2(column.left(), header.bottom()), column.max);
            let builder = UiBuilder::new().max_rect(header).id_salt(("header", id));
            let title = ui.scope_builder(builder, |ui| header_ui(ui, app, entry, commands)).inner;
            self.body_ui(ui, app, entry, body, commands);
            if title.dragged() {
                self.dragged = Some(id);
                ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
            }
        }
        self.drop_ui(ui, app, columns, commands);
    }

    fn body_ui(&mut self, ui: &mut Ui, app: &App, entry: &Entry, body: Rect, commands: &mut Vec<Command>) {
        let Some(state) = self.states.get_mut(&entry.id) else { return };
        let has_keys = self.active.unwrap_or_else(|| app.base()) == entry.id && app.dialog().is_none();
        let was_scrolled = pane::body_ui(ui, (app, entry), body, (state, self.measurer.as_mut(), has_keys), commands);
        let stands_at = state.stands_at;
        if was_scrolled {
            (self.leader, self.active) = (Some(entry.id), Some(entry.id));
        }
        if self.to_level.is_some_and(|at| at.statement == entry.id) {
            self.level_others(app, stands_at);
            ui.ctx().request_repaint();
        }
    }

    /// Shows where a dragged pane would come, and puts it there when it is let go.
    fn drop_ui(&mut self, ui: &Ui, app: &App, columns: &[(StatementId, Rect)], commands: &mut Vec<Command>) {
        let Some((id, (_, own))) = self.dragged.and_then(|id| Some((id, columns.iter().find(|(column, _)| *column == id)?))) else {
            return;
        };
        let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else { return };
        let before = columns.iter().filter(|(column, rect)| *column != id && rect.center().x < pointer.x).count();
        let x = match columns.iter().filter(|(column, _)| *column != id).nth(before) {
            Some((_, next)) => next.left() - GAP / 2.0,
            None => columns.last().map_or(own.right(), |(_, last)| last.right() + GAP / 4.0),
        };
        let is_released = ui.input(|input| input.pointer.any_released());
        let colours = Colours::of(ui);
        if own.x_range().contains(pointer.x) || columns.len() < 2 {
            // Nothing would move; a base that stands fixed has no other place.
        } else if is_released {
            // Among all panes, of which the fixed base is not in this row.
            let others: Vec<StatementId> = app.content().entries.iter().map(|entry| entry.id).filter(|other| *other != id).collect();
            let next = columns.iter().filter(|(column, _)| *column != id).nth(before).map(|(next, _)| *next);
            let to = next.and_then(|next| others.iter().position(|other| *other == next)).unwrap_or(others.len());
            commands.push(Command::Edit(SessionEdit::Move(id, to)));
        } else {
            ui.painter().vline(x, own.y_range(), Stroke::new(3.0, colours.changed));
        }
        if is_released {
            self.dragged = None;
        }
    }

    /// Ribbons and handles between neighbours.
    fn between_ui(&self, ui: &Ui, app: &App, columns: &[(StatementId, Rect)], commands: &mut Vec<Command>) {
        for pair in columns.windows(2) {
            if let &[left, right] = pair {
                ribbons_ui(ui, app, [left, right], &self.states, commands);
            }
        }
        dividers_ui(ui, app, columns, commands);
    }

    /// Takes in what was measured since the last frame.
    fn take_measured(&mut self, ui: &Ui) {
        let measurer = match &mut self.measurer {
            Some(measurer) => measurer,
            none => match Measurer::start(ui.ctx()) {
                Some(started) => none.insert(started),
                None => return,
            },
        };
        for measured in measurer.take() {
            if let Some(state) = self.states.get_mut(&measured.pane) {
                state.take(&measured);
            }
        }
    }

    /// A new request to show a passage: its counterparts are brought level with it. A pane without one holds still.
    fn obey(&mut self, app: &App, height: f32) {
        let Some(reveal) = app.reveal().filter(|reveal| reveal.number != self.revealed) else { return };
        self.revealed = reveal.number;
        self.leader = None;
        (self.active, self.wanted) = (Some(reveal.at.statement), Some(reveal.at.statement));
        self.to_level = Some(reveal.at);
        if let Some(state) = self.states.get_mut(&reveal.at.statement) {
            let place = reveal.at.passage.0 as f64;
            state.show(Target { place, from_top: height * pane::LEVEL, glides: true, lowers: false });
        }
    }

    /// Brings the counterparts of the passage that was gone to level with it, which stands so far from the top.
    fn level_others(&mut self, app: &App, from_top: f32) {
        let Some(at) = self.to_level.take() else { return };
        for entry in app.content().entries.iter().filter(|entry| entry.id != at.statement) {
            let is_free = !app.session().place.pane(entry.id).locked;
            let group = app.counterpart_in(at, entry.id).filter(|_| is_free);
            if let (Some(group), Some(state)) = (group, self.states.get_mut(&entry.id)) {
                state.show(Target { place: group.first.0 as f64, from_top, glides: true, lowers: true });
            }
        }
    }

    /// The pane that was scrolled takes the free ones along, by passage.
    fn scroll_together(&mut self, ui: &Ui, app: &App, height: f32) {
        let (Some(leader), Some(compared)) = (self.leader.take(), app.compared()) else { return };
        if app.session().place.pane(leader).locked {
            return;
        }
        let Some(place) = self.states.get(&leader).and_then(|state| state.level_place) else { return };
        for entry in app.content().entries.iter().filter(|entry| entry.id != leader && !app.session().place.pane(entry.id).locked) {
            if let (Some(target), Some(state)) = (sync::follow(compared, leader, entry.id, place), self.states.get_mut(&entry.id)) {
                state.show(Target { place: target, from_top: height * pane::LEVEL, glides: false, lowers: false });
            }
        }
        ui.ctx().request_repaint();
    }
}

/// The columns, as wide as the reader made them.
fn columns(rect: Rect, app: &App, ids: &[StatementId]) -> Vec<(StatementId, Rect)> {
    let weights: Vec<f32> = ids.iter().map(|&id| app.session().place.pane(id).width.clamp(0.2, 5.0)).collect();
    let room = rect.width() - GAP * (ids.len().saturating_sub(1)) as f32;
    let total: f32 = weights.iter().sum::<f32>().max(0.1);
    let mut left = rect.left();
    let column = |(&id, weight): (&StatementId, &f32)| {
        let width = (room * weight / total).max(60.0);
        let column = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        left += width + GAP;
        (id, column)
    };
    ids.iter().zip(&weights).map(column).collect()
}

/// Handles between the heads of neighbours: dragged, they make one pane wider and the other narrower.
fn dividers_ui(ui: &Ui, app: &App, columns: &[(StatementId, Rect)], commands: &mut Vec<Command>) {
    for pair in columns.windows(2) {
        let &[(left, left_rect), (right, right_rect)] = pair else { continue };
        let handle = Rect::from_min_max(
            pos2(left_rect.right() + GAP * 0.3, left_rect.top()),
            pos2(right_rect.left() - GAP * 0.3, left_rect.top() + HEADER),
        );
        let response =
            ui.interact(handle, ui.scope_id().with(("divider", left)), Sense::drag()).on_hover_cursor(egui::CursorIcon::ResizeHorizontal);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Splitter, true, "Width of the panes"));
        if response.hovered() || response.dragged() {
            let middle = |y: f32| -> Pos2 { pos2(handle.center().x, y) };
            ui.painter().line_segment([middle(handle.top()), middle(handle.bottom())], ui.visuals().widgets.hovered.fg_stroke);
        }
        if response.dragged() && left_rect.width() + right_rect.width() > 2.0 * NARROWEST {
            // A pane that the window made narrower than that cannot be made narrower still.
            let moved = response.drag_delta().x.max(NARROWEST - left_rect.width()).min(right_rect.width() - NARROWEST);
            let place = &app.session().place;
            let sum = place.pane(left).width + place.pane(right).width;
            let share = (left_rect.width() + moved) / (left_rect.width() + right_rect.width());
            commands.push(Command::Width(left, sum * share));
            commands.push(Command::Width(right, sum * (1.0 - share)));
        }
    }
}
