//! The lists at the side: issues, and what to look at first.

use super::{panels::issues_ui, theme::Colours};
use crate::{
    app::{Action, App, Command, SideList},
    engine::divergence::{Divergence, DivergenceKind},
    session::{ReviewEdit, SessionEdit},
    view::list::line_of,
};
use egui::{Label, RichText, ScrollArea, Sense, TextFormat, Ui, text::LayoutJob};

pub(super) fn side_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    // Texts that are cut short ask for no width: the panel keeps its own.
    ui.set_min_width(ui.available_width());
    let count = app.listed().all;
    ui.horizontal(|ui| {
        for (list, label, tip) in [
            (SideList::Divergences, format!("Look here ({count})"), "What to look at first, the most telling first (F7)"),
            (SideList::Issues, "Issues".to_owned(), "What each statement mentions, and what it does not"),
        ] {
            let label = RichText::new(label).font(super::theme::font(14.0, true));
            if ui.selectable_label(app.side() == list, label).on_hover_text(tip).clicked() {
                commands.push(Command::Side(list));
            }
        }
    });
    ui.add_space(4.0);
    match app.side() {
        SideList::Issues => issues_ui(ui, app, commands),
        SideList::Divergences => divergences_ui(ui, app, commands),
    }
}

fn divergences_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let colours = Colours::of(ui);
    let Some(compared) = app.compared() else {
        ui.weak(if app.progress().is_some() { "Comparing…" } else { "Open two statements to compare them." });
        return;
    };
    let divergences = &compared.comparison.divergences;
    let listed = app.listed();
    if divergences.is_empty() {
        ui.weak("Nothing stands out. Of excerpts nothing can be called silent; what each of them mentions:");
        ui.add_space(8.0);
        issues_ui(ui, app, commands);
        return;
    }
    // Below a short list there is room for the issues.
    let is_short = divergences.len() < 4;
    ui.horizontal(|ui| {
        ui.label(RichText::new(format!("{} of {} looked at", listed.seen, listed.all)).small().color(colours.soft))
            .on_hover_text("Places to look at, no findings: what they mean is for you to say");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.menu_button(RichText::new("Show\u{2026}").small(), |ui| kinds_ui(ui, app, commands))
                .response
                .on_hover_text("Which kinds are shown");
        });
    });
    if listed.shown.is_empty() {
        ui.add_space(8.0);
        ui.weak(if listed.all > listed.seen { "Every kind that there is, is switched off." } else { "Everything was looked at." });
        return;
    }
    let height = 76.0;
    ScrollArea::vertical().id_salt("divergences").auto_shrink([false, is_short]).show_rows(ui, height, listed.shown.len(), |ui, rows| {
        for &number in listed.shown.get(rows).unwrap_or_default() {
            if let Some(divergence) = divergences.get(number) {
                row_ui(ui, app, (number, divergence), height, commands);
            }
        }
    });
    if is_short {
        ui.separator();
        issues_ui(ui, app, commands);
    }
}

/// What of the list is shown: kinds, lines that were looked at, muted lines.
fn kinds_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let review = &app.content().review;
    for &(kind, count) in &app.listed().kinds {
        let mut is_shown = !review.kinds_off.contains(&kind);
        if ui.checkbox(&mut is_shown, format!("{} ({count})", kind.name())).on_hover_text(kind.tip()).changed() {
            commands.push(Command::Edit(SessionEdit::Review(ReviewEdit::Kind(kind, is_shown))));
        }
    }
    ui.separator();
    let mut hides = app.hides_seen();
    if ui.checkbox(&mut hides, Action::HideSeen.label()).on_hover_text(Action::HideSeen.tooltip()).changed() {
        commands.push(Command::Run(Action::HideSeen));
    }
    let muted = app.listed().muted;
    if ui.add_enabled(muted > 0, egui::Button::new(format!("Show muted lines again ({muted})"))).clicked() {
        for line in review.muted.clone() {
            commands.push(Command::Edit(SessionEdit::Review(ReviewEdit::Mute(line, false))));
        }
        ui.close();
    }
}

/// The sign before a line.
const fn sign(kind: DivergenceKind) -> &'static str {
    match kind {
        DivergenceKind::Silence => "\u{2205}",
        DivergenceKind::OnlyOneSpeaker | DivergenceKind::OnlySpoken | DivergenceKind::OnlyWritten | DivergenceKind::OnlyHere => "\u{2022}",
        DivergenceKind::Number => "#",
        DivergenceKind::Unanswered => "?",
        _ => "\u{2248}",
    }
}

/// Width of the box that is ticked.
const TICK: f32 = 24.0;

fn row_ui(ui: &mut Ui, app: &App, (number, divergence): (usize, &Divergence), height: f32, commands: &mut Vec<Command>) {
    let colours = Colours::of(ui);
    let is_chosen = app.divergence() == Some(number);
    let is_ticked = app.listed().ticked.get(number).copied().unwrap_or(false);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), height), Sense::click());
    if is_chosen || response.hovered() {
        let fill = if is_chosen { colours.selected_back } else { ui.visuals().widgets.hovered.weak_bg_fill };
        ui.painter().rect_filled(rect, 4.0, fill);
    }
    let line = || app.compared().map(|compared| line_of(compared, divergence));
    let mut ticked = is_ticked;
    let corner = egui::Rect::from_min_size(rect.right_top() + egui::vec2(-TICK - 2.0, 4.0), egui::vec2(TICK, 20.0));
    let tick = ui.new_child(egui::UiBuilder::new().max_rect(corner)).add(egui::Checkbox::without_text(&mut ticked));
    let tick = tick.on_hover_text("Looked at (Ctrl+Enter)");
    tick.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, is_ticked, format!("Looked at: {}", divergence.title)));
    if let Some(line) = line().filter(|_| tick.changed()) {
        commands.push(Command::Edit(SessionEdit::Review(ReviewEdit::Tick(vec![line], ticked))));
    }
    let inner = rect.shrink2(egui::vec2(6.0, 4.0));
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(egui::Layout::top_down(egui::Align::Min)));
    child.spacing_mut().item_spacing.y = 1.0;
    let ink = if is_ticked { colours.soft } else { colours.ink };
    let mut title = LayoutJob::single_section(
        format!("{} {}", sign(divergence.kind), divergence.title),
        TextFormat { font_id: super::theme::font(13.5, false), color: ink, ..TextFormat::default() },
    );
    title.wrap.max_rows = 2;
    child.scope(|ui| {
        ui.set_max_width(inner.width() - TICK);
        ui.add(Label::new(title).selectable(false));
    });
    let about = divergence.issue.as_ref().filter(|issue| !divergence.title.starts_with(issue.as_str()));
    let about = about.map_or_else(|| divergence.kind.name().to_owned(), |issue| format!("{} \u{b7} {issue}", divergence.kind.name()));
    child.add(Label::new(RichText::new(about).small().color(colours.gone)).truncate().selectable(false));
    child.add(Label::new(RichText::new(&divergence.why).small().color(colours.soft)).truncate().selectable(false));
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, format!("{}: {}", divergence.kind.name(), divergence.title))
    });
    response.context_menu(|ui| {
        if ui.button("Mute this line").clicked() {
            commands.extend(line().map(|line| Command::Edit(SessionEdit::Review(ReviewEdit::Mute(line, true)))));
            ui.close();
        }
        if ui.button(format!("Do not show \u{201c}{}\u{201d}", divergence.kind.name())).clicked() {
            commands.push(Command::Edit(SessionEdit::Review(ReviewEdit::Kind(divergence.kind, false))));
            ui.close();
        }
    });
    let response = response.on_hover_ui(|ui| {
        ui.set_max_width(440.0);
        ui.label(RichText::new(&divergence.title).strong());
        ui.label(&divergence.why);
        for quote in app.compared().map(|compared| compared.comparison.quotes(divergence, 3)).unwrap_or_default() {
            ui.add_space(4.0);
            ui.label(quote);
        }
    });
    if response.clicked() {
        commands.push(Command::Divergence(number));
    }
}
