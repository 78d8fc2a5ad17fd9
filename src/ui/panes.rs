//! The panes side by side: widths, headers, ribbons between neighbours, scrolling together.

use super::{
    pane::{self, PaneState},
    theme::{Colours, GAP},
};
use crate::{
    app::{App, Command},
    engine::{statement::Form, text::ByteSpan},
    session::{Entry, Mark, SessionEdit, StatementId},
    view::{At, Compared, sync},
};
use egui::{
    Pos2, Rect, RichText, Sense, Shape, TextFormat, Ui, UiBuilder, pos2,
    text::{LayoutJob, TextWrapping},
    vec2,
};
use std::collections::HashMap;

/// Passing state of all panes.
#[derive(Debug, Default)]
pub(super) struct Panes {
    states: HashMap<StatementId, PaneState>,
    revealed: u64,
    leader: Option<StatementId>,
}

/// Height of a pane's header, in points.
const HEADER: f32 = 70.0;
/// Height of a title of two rows, in points.
const TITLE: f32 = 36.0;
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

    /// All panes in the room that is left; more than fit scroll sideways.
    pub fn ui(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        let count = app.content().entries.len() as f32;
        let room = ui.available_size();
        let width = room.x.max(count * (COMFORTABLE + GAP) - GAP);
        egui::ScrollArea::horizontal().id_salt("panes").auto_shrink(false).show(ui, |ui| {
            ui.set_min_size(vec2(width, ui.available_height()));
            self.columns_ui(ui, app, commands);
        });
    }

    fn columns_ui(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        let entries = &app.content().entries;
        let ids: Vec<StatementId> = entries.iter().map(|entry| entry.id).collect();
        self.states.retain(|id, _| ids.contains(id));
        for &id in &ids {
            let place = app.session().place.pane(id);
            self.states.entry(id).or_insert_with(|| PaneState::at(place));
        }
        let rect = ui.available_rect_before_wrap();
        let rects = columns(rect, app, &ids);
        self.obey(ui, app, &rects);
        for (entry, &column) in entries.iter().zip(&rects) {
            let header = Rect::from_min_size(column.min, vec2(column.width(), HEADER));
            let body = Rect::from_min_max(pos2(column.left(), header.bottom()), column.max);
            ui.scope_builder(UiBuilder::new().max_rect(header).id_salt(("header", entry.id)), |ui| header_ui(ui, app, entry, commands));
            if let Some(state) = self.states.get_mut(&entry.id) {
                let was_scrolled = pane::body_ui(ui, app, entry, body, state, commands);
                if was_scrolled {
                    self.leader = Some(entry.id);
                }
            }
        }
        self.scroll_together(ui, app, &rects);
        ribbons_ui(ui, app, &ids, &rects, &self.states);
        dividers_ui(ui, app, &ids, &rects, commands);
        for (&id, state) in &self.states {
            if let Some((paragraph, fraction)) = state.moved_place(app.session().place.pane(id)) {
                commands.push(Command::Scrolled(id, paragraph, fraction));
            }
        }
    }

    /// A new request to show a passage: its counterparts are brought level with it.
    fn obey(&mut self, ui: &Ui, app: &App, rects: &[Rect]) {
        let Some(reveal) = app.reveal().filter(|reveal| reveal.number != self.revealed) else { return };
        self.revealed = reveal.number;
        self.leader = None;
        if let Some(column) = app.content().position(reveal.at.statement).and_then(|position| rects.get(position)) {
            ui.scroll_to_rect(*column, None);
        }
        let height = rects.first().map_or(0.0, |rect| rect.height() - HEADER);
        for entry in &app.content().entries {
            let is_free = !app.session().place.pane(entry.id).locked;
            let target = if entry.id == reveal.at.statement {
                Some(reveal.at.passage.0 as f32)
            } else {
                app.compared().filter(|_| is_free).and_then(|compared| level_place(compared, reveal.at, entry.id))
            };
            if let (Some(target), Some(state)) = (target, self.states.get_mut(&entry.id)) {
                state.show(target, height * pane::LEVEL);
            }
        }
    }

    /// The pane that was scrolled takes the free ones along, by passage.
    fn scroll_together(&mut self, ui: &Ui, app: &App, rects: &[Rect]) {
        let (Some(leader), Some(compared)) = (self.leader.take(), app.compared()) else { return };
        if app.session().place.pane(leader).locked {
            return;
        }
        let height = rects.first().map_or(0.0, |rect| rect.height() - HEADER);
        let Some(place) = self.states.get(&leader).and_then(|state| state.level_place) else { return };
        for entry in app.content().entries.iter().filter(|entry| entry.id != leader && !app.session().place.pane(entry.id).locked) {
            if let (Some(target), Some(state)) = (sync::follow(compared, leader, entry.id, place), self.states.get_mut(&entry.id)) {
                state.show(target, height * pane::LEVEL);
            }
        }
        ui.ctx().request_repaint();
    }
}

/// Where the counterpart of a passage stands; where there is none, what stands level by order.
fn level_place(compared: &Compared, at: At, pane: StatementId) -> Option<f32> {
    let linked = sync::counterparts(compared, at.statement, at.passage, pane).first().map(|p| p.0 as f32);
    linked.or_else(|| sync::follow(compared, at.statement, pane, at.passage.0 as f32))
}

/// The columns, as wide as the reader made them.
fn columns(rect: Rect, app: &App, ids: &[StatementId]) -> Vec<Rect> {
    let weights: Vec<f32> = ids.iter().map(|&id| app.session().place.pane(id).width.clamp(0.2, 5.0)).collect();
    let room = rect.width() - GAP * (ids.len().saturating_sub(1)) as f32;
    let total: f32 = weights.iter().sum::<f32>().max(0.1);
    let mut left = rect.left();
    weights
        .iter()
        .map(|weight| {
            let width = (room * weight / total).max(60.0);
            let column = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
            left += width + GAP;
            column
        })
        .collect()
}

fn header_ui(ui: &mut Ui, app: &App, entry: &Entry, commands: &mut Vec<Command>) {
    let colours = Colours::of(ui);
    let statement = &entry.statement;
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.horizontal_top(|ui| {
        // As high as two rows, so that what stands below is level in all panes.
        ui.set_min_height(TITLE);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            let menu = ui.menu_button("\u{2026}", |ui| pane_menu_ui(ui, app, entry, commands)).response;
            menu.on_hover_text("What can be done with this statement");
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                let title = two_rows(position(app, entry.id), &statement.title, colours);
                let response = ui.add(egui::Label::new(title).sense(Sense::click()));
                if response.on_hover_text(format!("{}\n{}", statement.title, entry.source.path)).double_clicked() {
                    commands.push(Command::Properties(entry.id));
                }
            });
        });
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().button_padding.y = 1.0;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let locked = app.session().place.pane(entry.id).locked;
            let label = RichText::new(if locked { "Locked" } else { "Lock" }).small();
            if ui.selectable_label(locked, label).on_hover_text("A locked pane does not scroll with the others").clicked() {
                commands.push(Command::Lock(entry.id, !locked));
            }
            if app.base() == entry.id {
                ui.label(RichText::new(" Base ").small().background_color(colours.selected_back))
                    .on_hover_text("The others are held against this statement");
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let about = RichText::new(about(app, entry)).small().color(colours.soft);
                if app.is_source_changed(entry.id) {
                    let warning = RichText::new("Source file changed").small().color(colours.error);
                    ui.label(warning).on_hover_text("The file is no longer what was read; the menu \u{2026} opens it as it is now");
                }
                ui.add(egui::Label::new(about).truncate());
            });
        });
    });
}

/// The number of a pane from the left, by which the columns of the list of issues are named.
fn position(app: &App, id: StatementId) -> usize {
    app.content().position(id).map_or(0, |position| position + 1)
}

/// Form, excerpt or not, party, date, size and issuer in one line.
fn about(app: &App, entry: &Entry) -> String {
    let statement = &entry.statement;
    let mut about: Vec<String> = Vec::new();
    if statement.form != Form::Unknown {
        about.push(statement.form.code().to_owned());
    }
    if statement.excerpt {
        about.push("excerpt".to_owned());
    }
    about.extend(statement.party.clone());
    about.extend(statement.document.date.clone());
    about.push(format!("{} words", statement.words));
    // Next to many other panes there is no room for the issuer.
    about.extend(statement.document.issuer.clone().filter(|_| app.content().entries.len() < 4));
    about.join(" \u{b7} ")
}

/// A pane's number and title in at most two rows.
fn two_rows(number: usize, title: &str, colours: Colours) -> LayoutJob {
    let format = |color| TextFormat { font_id: super::theme::font(14.5, true), color, ..TextFormat::default() };
    let mut job = LayoutJob::default();
    job.append(&format!("{number} "), 0.0, format(colours.soft));
    job.append(title, 0.0, format(colours.ink));
    job.wrap = TextWrapping { max_rows: 2, ..TextWrapping::default() };
    job
}

fn pane_menu_ui(ui: &mut Ui, app: &App, entry: &Entry, commands: &mut Vec<Command>) {
    let position = app.content().position(entry.id).unwrap_or(0);
    let last = app.content().entries.len().saturating_sub(1);
    let mut item = |ui: &mut Ui, enabled: bool, label: &str, command: Command| {
        if ui.add_enabled(enabled, egui::Button::new(label)).clicked() {
            commands.push(command);
            ui.close();
        }
    };
    item(ui, app.base() != entry.id, "Hold the others against this", Command::Edit(SessionEdit::SetBase(entry.id)));
    item(ui, true, "Title, form, party…", Command::Properties(entry.id));
    item(ui, !entry.statement.turns.is_empty(), "Speakers…", Command::Speakers(entry.id));
    let excerpt = if entry.statement.excerpt { "This is the whole text" } else { "This is an excerpt" };
    item(ui, true, excerpt, Command::Edit(SessionEdit::Set(entry.id, Mark::Excerpt(!entry.statement.excerpt))));
    ui.separator();
    item(ui, position > 0, "Move left", Command::Edit(SessionEdit::Move(entry.id, position.saturating_sub(1))));
    item(ui, position < last, "Move right", Command::Edit(SessionEdit::Move(entry.id, position + 1)));
    ui.separator();
    if app.is_source_changed(entry.id) {
        let path = std::path::PathBuf::from(&entry.source.path);
        item(ui, true, "Open the file as it is now, beside this", Command::Open(vec![path]));
    }
    item(ui, true, "Close statement", Command::Edit(SessionEdit::Remove(entry.id)));
}

/// Bands between neighbouring panes that join passages which say the same.
fn ribbons_ui(ui: &Ui, app: &App, ids: &[StatementId], rects: &[Rect], states: &HashMap<StatementId, PaneState>) {
    let Some(compared) = app.compared() else { return };
    let colours = Colours::of(ui);
    for (pair, columns) in ids.windows(2).zip(rects.windows(2)) {
        let (&[left, right], &[left_rect, right_rect]) = (pair, columns) else { continue };
        let (Some(a), Some(b)) = (compared.idx(left), compared.idx(right)) else { continue };
        let (Some(left_state), Some(right_state)) = (states.get(&left), states.get(&right)) else { continue };
        let area = Rect::from_min_max(pos2(left_rect.right(), left_rect.top() + HEADER), pos2(right_rect.left(), left_rect.bottom()));
        let painter = ui.painter().with_clip_rect(area);
        let mut seen = Vec::new();
        for &(passage, top, bottom) in &left_state.visible {
            for (id, link) in compared.comparison.links_at(a, passage) {
                let Some((_, far)) = link.seen_from(a).filter(|(_, far)| far.statement == b && link.kind.is_same() && !seen.contains(&id))
                else {
                    continue;
                };
                seen.push(id);
                let Some(&(_, far_top, far_bottom)) = right_state.visible.iter().find(|v| far.group.contains(v.0)) else { continue };
                let lit = app.selected().is_some_and(|at| {
                    at.statement == left && at.passage == passage || at.statement == right && far.group.contains(at.passage)
                });
                let colour = if lit { colours.ribbon_selected } else { colours.ribbon };
                painter.add(ribbon(area, (top, bottom), (far_top, far_bottom), colour));
            }
        }
    }
}

/// A band from the left to the right edge of `area`, curved as an S.
fn ribbon(area: Rect, left: (f32, f32), right: (f32, f32), colour: egui::Color32) -> Shape {
    const STEPS: usize = 12;
    let mut mesh = egui::Mesh::default();
    for step in 0..=STEPS {
        let t = step as f32 / STEPS as f32;
        let eased = t * t * (3.0 - 2.0 * t);
        let x = egui::lerp(area.left()..=area.right(), t);
        mesh.colored_vertex(pos2(x, egui::lerp(left.0..=right.0, eased)), colour);
        mesh.colored_vertex(pos2(x, egui::lerp(left.1..=right.1, eased)), colour);
        if step > 0 {
            let at = (step * 2) as u32;
            mesh.add_triangle(at - 2, at - 1, at);
            mesh.add_triangle(at - 1, at, at + 1);
        }
    }
    Shape::mesh(mesh)
}

/// The gaps between panes can be dragged.
fn dividers_ui(ui: &Ui, app: &App, ids: &[StatementId], rects: &[Rect], commands: &mut Vec<Command>) {
    for (pair, columns) in ids.windows(2).zip(rects.windows(2)) {
        let (&[left, right], &[left_rect, right_rect]) = (pair, columns) else { continue };
        let handle = Rect::from_min_max(
            pos2(left_rect.right() + GAP * 0.3, left_rect.top()),
            pos2(right_rect.left() - GAP * 0.3, left_rect.top() + HEADER),
        );
        let response =
            ui.interact(handle, ui.scope_id().with(("divider", left)), Sense::drag()).on_hover_cursor(egui::CursorIcon::ResizeHorizontal);
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
