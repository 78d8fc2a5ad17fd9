//! Bands between neighbouring panes that join passages which answer each other. Kinds are told apart by form: word for word a
//! full band, in other words a light one with edges, the same matter a dashed line; what moved has dashed edges and an arrow.

use super::{pane::PaneState, panes::HEADER, theme::Colours};
use crate::{
    app::{App, Command},
    engine::{
        align::{Group, LinkKind},
        statement::PassageIdx,
    },
    session::StatementId,
    view::At,
};
use egui::{Align2, Color32, CursorIcon, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, pos2};
use std::collections::HashMap;

/// Steps of a curve.
const STEPS: usize = 14;

/// Two panes beside each other: number and column.
pub(super) type Beside = [(StatementId, Rect); 2];

/// A band: where it begins and ends, and what it joins.
struct Ribbon {
    left: (f32, f32),
    right: (f32, f32),
    kind: LinkKind,
    moved: bool,
    at: At,
    link: usize,
    /// Of the selected passage, or at the reading line.
    stands_out: bool,
}

/// Draws the bands between two panes. A click on one goes to its passages.
pub(super) fn ribbons_ui(ui: &Ui, app: &App, panes: Beside, states: &HashMap<StatementId, PaneState>, commands: &mut Vec<Command>) {
    let [(left, left_rect), (right, right_rect)] = panes;
    let area = Rect::from_min_max(pos2(left_rect.right(), left_rect.top() + HEADER), pos2(right_rect.left(), left_rect.bottom()));
    if area.width() < 8.0 {
        return;
    }
    let ribbons = ribbons(app, area, (left, right), states);
    let response = ui.interact(area, ui.scope_id().with(("ribbons", left, right)), Sense::click());
    let pointed = response.hover_pos().and_then(|pointer| ribbons.iter().rposition(|ribbon| ribbon.holds(area, pointer)));
    let painter = ui.painter().with_clip_rect(area.intersect(ui.clip_rect()));
    let colours = Colours::of(ui);
    let recedes = ribbons.iter().any(|ribbon| ribbon.stands_out);
    for (at, ribbon) in ribbons.iter().enumerate() {
        // The edges are as seen on the ground between the panes, not through it.
        let (colour, edge) = match (ribbon.stands_out || pointed == Some(at), recedes) {
            (true, _) => (colours.ribbon_selected, colours.gone),
            (false, true) => (colours.ribbon.gamma_multiply(0.6), colours.edge),
            (false, false) => (colours.ribbon, colours.edge),
        };
        ribbon.paint(&painter, area, (colour, edge), colours.ink);
    }
    let Some(ribbon) = pointed.and_then(|at| ribbons.get(at)) else {
        let position = |id| app.content().position(id).map_or(0, |at| at + 1);
        let words = format!("{} links between panes {} and {}", ribbons.len(), position(left), position(right));
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
        return;
    };
    let why = app.compared().and_then(|compared| compared.comparison.links.get(ribbon.link)).map_or_else(String::new, |link| {
        let moved = if link.moved { ", moved" } else { "" };
        format!("{}{moved}: {}", link.kind.code(), link.why.join("; "))
    });
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &why));
    if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text_at_pointer(why).clicked() {
        commands.push(Command::Select(ribbon.at));
    }
}

/// The bands between what is visible of two panes, those that stand out last. The bands of the selected passage run to the edge
/// where its counterpart is out of sight.
fn ribbons(app: &App, area: Rect, (left, right): (StatementId, StatementId), states: &HashMap<StatementId, PaneState>) -> Vec<Ribbon> {
    let mut found: Vec<Ribbon> = Vec::new();
    let Some(compared) = app.compared() else { return found };
    let (Some(a), Some(b)) = (compared.idx(left), compared.idx(right)) else { return found };
    let (Some(left_state), Some(right_state)) = (states.get(&left), states.get(&right)) else { return found };
    let line = |state: &PaneState| state.level_place.map(|place| place as usize);
    let is_at = |group: Group, place: Option<usize>| place.is_some_and(|place| group.contains(PassageIdx(place)));
    let selected_in = |pane: StatementId| app.selected().filter(|at| at.statement == pane).map(|at| at.passage);
    let visible = left_state.visible.iter().flat_map(|(passage, ..)| compared.comparison.links_at(a, *passage));
    let of_selected = [(left, a), (right, b)].into_iter().filter_map(|(pane, idx)| Some((idx, selected_in(pane)?)));
    let links = visible.chain(of_selected.flat_map(|(idx, passage)| compared.comparison.links_at(idx, passage)));
    for (id, link) in links {
        let Some((near, far)) = link.seen_from(a).filter(|(_, far)| far.statement == b) else { continue };
        if found.iter().any(|ribbon| ribbon.link == id) {
            continue;
        }
        let holds = |group: Group, pane| selected_in(pane).is_some_and(|passage| group.contains(passage));
        let is_selected = holds(near.group, left) || holds(far.group, right);
        let (Some(left_extent), Some(right_extent)) =
            (extent(left_state, near.group, area, is_selected), extent(right_state, far.group, area, is_selected))
        else {
            continue;
        };
        let at_line = is_at(near.group, line(left_state)) && is_at(far.group, line(right_state));
        // Of the two ends the one is gone to that is not selected.
        let at = if holds(near.group, left) { (right, far.group.first) } else { (left, near.group.first) };
        found.push(Ribbon {
            left: left_extent,
            right: right_extent,
            kind: link.kind,
            moved: link.moved,
            at: At { statement: at.0, passage: at.1 },
            link: id,
            stands_out: is_selected || app.selected().is_none() && at_line,
        });
    }
    found.sort_by_key(|ribbon| (ribbon.stands_out, ribbon.kind.is_same()));
    found
}

/// From the top of the first visible passage of a group to the bottom of its last; where none is visible and it is wanted all
/// the same, the edge beyond which it stands.
fn extent(state: &PaneState, group: Group, area: Rect, is_wanted: bool) -> Option<(f32, f32)> {
    let visible = || state.visible.iter().filter(|(passage, ..)| group.contains(*passage));
    if let (Some(first), Some(last)) = (visible().next(), visible().next_back()) {
        return Some((first.1, last.2));
    }
    let first = state.visible.first().filter(|_| is_wanted)?.0;
    Some(if group.last < first { (area.top() - 12.0, area.top() + 2.0) } else { (area.bottom() - 2.0, area.bottom() + 12.0) })
}

impl Ribbon {
    /// Where the band runs at this share of the way, from its upper to its lower edge.
    fn edges(&self, t: f32) -> (f32, f32) {
        let eased = t * t * (3.0 - 2.0 * t);
        (egui::lerp(self.left.0..=self.right.0, eased), egui::lerp(self.left.1..=self.right.1, eased))
    }

    /// Whether a point lies on it, or near the line that it is.
    fn holds(&self, area: Rect, at: Pos2) -> bool {
        let (top, bottom) = self.edges(((at.x - area.left()) / area.width()).clamp(0.0, 1.0));
        if self.kind.is_same() { (top..=bottom).contains(&at.y) } else { (f32::midpoint(top, bottom) - at.y).abs() < 5.0 }
    }

    fn curve(&self, area: Rect, y: impl Fn((f32, f32)) -> f32) -> Vec<Pos2> {
        let t = |step: usize| step as f32 / STEPS as f32;
        (0..=STEPS).map(|step| pos2(egui::lerp(area.left()..=area.right(), t(step)), y(self.edges(t(step))))).collect()
    }

    fn paint(&self, painter: &Painter, area: Rect, (colour, edge): (Color32, Color32), ink: Color32) {
        let edge = Stroke::new(1.0, edge);
        let dashed = |curve: &[Pos2], stroke: Stroke| painter.extend(Shape::dashed_line(curve, stroke, 4.0, 3.0));
        let upper = || self.curve(area, |(top, _)| top);
        let lower = || self.curve(area, |(_, bottom)| bottom);
        match self.kind {
            LinkKind::Verbatim => painter.add(self.band(area, colour)),
            LinkKind::Reworded => painter.add(self.band(area, colour.gamma_multiply(0.5))),
            LinkKind::Related => {
                dashed(&self.curve(area, |(top, bottom)| f32::midpoint(top, bottom)), Stroke::new(1.4, edge.color));
                return;
            }
        };
        if self.moved {
            dashed(&upper(), edge);
            dashed(&lower(), edge);
            let (top, bottom) = self.edges(0.5);
            let font = super::theme::font(13.0, true);
            painter.text(pos2(area.center().x, f32::midpoint(top, bottom)), Align2::CENTER_CENTER, "\u{2195}", font, ink);
        } else if self.kind == LinkKind::Reworded {
            painter.line(upper(), edge);
            painter.line(lower(), edge);
        }
    }

    /// A band from the left to the right edge of `area`, curved as an S.
    fn band(&self, area: Rect, colour: Color32) -> Shape {
        let mut mesh = egui::Mesh::default();
        let (upper, lower) = (self.curve(area, |(top, _)| top), self.curve(area, |(_, bottom)| bottom));
        for (step, (top, bottom)) in upper.into_iter().zip(lower).enumerate() {
            mesh.colored_vertex(top, colour);
            mesh.colored_vertex(bottom, colour);
            if step > 0 {
                let at = (step * 2) as u32;
                mesh.add_triangle(at - 2, at - 1, at);
                mesh.add_triangle(at - 1, at, at + 1);
            }
        }
        Shape::mesh(mesh)
    }
}
