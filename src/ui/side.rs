//! The lists at the side: issues, and what to look at first.

use super::{panels::issues_ui, theme::Colours};
use crate::{
    app::{App, Command, SideList},
    engine::divergence::{Divergence, DivergenceKind},
};
use egui::{Label, RichText, ScrollArea, Sense, TextFormat, Ui, text::LayoutJob};

pub(super) fn side_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    // Texts that are cut short ask for no width: the panel keeps its own.
    ui.set_min_width(ui.available_width());
    let count = app.compared().map_or(0, |compared| compared.comparison.divergences.len());
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
    ui.label(RichText::new("Places to look at, no findings: what they mean is for you to say.").small().color(colours.soft));
    ui.add_space(4.0);
    let divergences = &compared.comparison.divergences;
    if divergences.is_empty() {
        ui.weak("Nothing stands out. Of excerpts nothing can be called silent; what each of them mentions:");
        ui.add_space(8.0);
        issues_ui(ui, app, commands);
        return;
    }
    let height = 76.0;
    ScrollArea::vertical().id_salt("divergences").auto_shrink([false, false]).show_rows(ui, height, divergences.len(), |ui, rows| {
        for number in rows {
            if let Some(divergence) = divergences.get(number) {
                row_ui(ui, app, (number, divergence), height, commands);
            }
        }
    });
}

fn row_ui(ui: &mut Ui, app: &App, (number, divergence): (usize, &Divergence), height: f32, commands: &mut Vec<Command>) {
    let colours = Colours::of(ui);
    let is_chosen = app.divergence() == Some(number);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), height), Sense::click());
    if is_chosen || response.hovered() {
        let fill = if is_chosen { colours.selected_back } else { ui.visuals().widgets.hovered.weak_bg_fill };
        ui.painter().rect_filled(rect, 4.0, fill);
    }
    let sign = match divergence.kind {
        DivergenceKind::Silence => "\u{2205}",
        DivergenceKind::Number => "#",
        _ => "\u{2248}",
    };
    let inner = rect.shrink2(egui::vec2(6.0, 4.0));
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(egui::Layout::top_down(egui::Align::Min)));
    child.spacing_mut().item_spacing.y = 1.0;
    let mut title = LayoutJob::single_section(
        format!("{sign} {}", divergence.title),
        TextFormat { font_id: super::theme::font(13.5, false), color: colours.ink, ..TextFormat::default() },
    );
    title.wrap.max_rows = 2;
    title.wrap.max_width = inner.width();
    child.add(Label::new(title).selectable(false));
    child.add(Label::new(RichText::new(divergence.kind.name()).small().color(colours.gone)).truncate().selectable(false));
    child.add(Label::new(RichText::new(&divergence.why).small().color(colours.soft)).truncate().selectable(false));
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, format!("{}: {}", divergence.kind.name(), divergence.title))
    });
    if response.on_hover_text(format!("{}\n{}", divergence.title, divergence.why)).clicked() {
        commands.push(Command::Divergence(number));
    }
}
