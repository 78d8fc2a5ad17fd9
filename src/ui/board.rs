//! The board of issues: how often each statement, party or speaker mentions each, zeros first; below it the mentions in context.

use super::theme::{self, Colours};
use crate::{
    app::{App, Command, OpenCell},
    engine::issues::{Issue, IssueOrigin},
    view::board::{Cell, Column, Kwic, Level, Row},
};
use egui::{Align, Align2, Button, CursorIcon, Label, Layout, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// Height of a row, in points.
const ROW: f32 = 26.0;
/// Width of the column of names.
const NAME: f32 = 230.0;
/// Width of a column of counts.
const COUNTS: std::ops::RangeInclusive<f32> = 84.0..=230.0;

pub(super) fn board_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let colours = Colours::of(ui);
    let board = app.board();
    ui.horizontal(|ui| {
        ui.label(RichText::new("Who mentions what").font(theme::font(17.0, true)));
        ui.add_space(12.0);
        levels_ui(ui, app, commands);
        ui.add_space(12.0);
        ui.add(Label::new(RichText::new("mentions, and per 1,000 words; journalists apart (+)").small().color(colours.soft)).truncate());
    });
    ui.add_space(6.0);
    if app.compared().is_none() {
        ui.weak("Comparing…");
        return;
    }
    let width = ((ui.available_width() - NAME - 20.0) / board.columns.len().max(1) as f32).clamp(*COUNTS.start(), *COUNTS.end());
    ScrollArea::horizontal().id_salt("board columns").auto_shrink([false, false]).show(ui, |ui| {
        ui.set_min_width(NAME + width * board.columns.len() as f32);
        headings_ui(ui, app, width);
        ui.separator();
        ScrollArea::vertical().id_salt("board rows").auto_shrink([false, false]).show_rows(ui, ROW, board.rows.len(), |ui, rows| {
            for row in board.rows.get(rows).unwrap_or_default() {
                if let Some(issue) = app.issues().get(row.issue) {
                    row_ui(ui, app, (row, issue), width, commands);
                }
            }
        });
    });
}

/// Into what the statements are opened.
pub(super) fn levels_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    for level in Level::ALL {
        if ui.selectable_label(app.level() == level, level.name()).clicked() {
            commands.push(Command::Level(level));
        }
    }
}

/// What a column stands for: whom, and in which statement.
fn heading_of(app: &App, column: &Column) -> (String, String) {
    let content = app.content();
    let number = content.position(column.id).map_or(0, |at| at + 1);
    let title = content.entry(column.id).map_or("", |entry| entry.statement.title.as_str());
    match &column.who {
        Some(who) => (who.clone(), format!("{number} {title}")),
        None => (format!("{number} {title}"), format!("{} words{}", column.words, if column.is_excerpt { ", excerpt" } else { "" })),
    }
}

fn headings_ui(ui: &mut Ui, app: &App, width: f32) {
    let colours = Colours::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.allocate_exact_size(vec2(NAME, 34.0), Sense::hover());
        for column in &app.board().columns {
            let (first, second) = heading_of(app, column);
            let (response, ()) = theme::fixed_ui(ui, vec2(width, 34.0), Layout::top_down(Align::Min), |ui| {
                ui.set_max_width(width - 10.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.add(Label::new(RichText::new(&first).font(theme::font(13.0, true))).truncate());
                ui.add(Label::new(RichText::new(&second).small().color(colours.soft)).truncate());
            });
            response.on_hover_text(format!("{first}\n{second}\n{} words", column.words));
        }
    });
}

fn row_ui(ui: &mut Ui, app: &App, (row, issue): (&Row, &Issue), width: f32, commands: &mut Vec<Command>) {
    let is_open = |column| app.open_cell().is_some_and(|cell| cell.issue == issue.name && cell.column == column);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        theme::fixed_ui(ui, vec2(NAME, ROW), Layout::left_to_right(Align::Center), |ui| {
            ui.set_max_width(NAME - 6.0);
            let name = RichText::new(&issue.name);
            let name = if issue.origin == IssueOrigin::Proposed { name.italics() } else { name };
            let button = ui.add(Button::selectable(is_open(None), name).truncate());
            super::panels::issue_menu_ui(&button, app, issue, commands);
            if button.on_hover_text(format!("All mentions in context: {}", issue.aliases.join(", "))).clicked() {
                commands.push(Command::Cell(OpenCell { issue: issue.name.clone(), column: None }));
            }
        });
        for (at, (cell, column)) in row.cells.iter().zip(&app.board().columns).enumerate() {
            if cell_ui(ui, app, (cell, column), (issue, is_open(Some(at))), width) {
                commands.push(Command::Cell(OpenCell { issue: issue.name.clone(), column: Some(at) }));
            }
        }
    });
}

fn cell_ui(ui: &mut Ui, app: &App, (cell, column): (&Cell, &Column), (issue, is_open): (&Issue, bool), width: f32) -> bool {
    let colours = Colours::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::click());
    let inner = Rect::from_min_max(pos2(rect.left() - 6.0, rect.top() + 2.0), pos2(rect.right() - 12.0, rect.bottom() - 2.0));
    if cell.is_silent {
        ui.painter().rect_filled(inner, 3.0, colours.gone_back);
    }
    if is_open || response.hovered() {
        let fill = if is_open { colours.selected_back } else { ui.visuals().widgets.hovered.weak_bg_fill };
        ui.painter().rect_filled(inner, 3.0, fill);
    }
    let (count, colour) = match (cell.count, column.is_excerpt) {
        (0, true) => ("\u{2013}".to_owned(), colours.soft),
        (0, false) => ("0".to_owned(), colours.gone),
        (count, _) => (count.to_string(), colours.ink),
    };
    let font = theme::font(14.0, cell.is_silent);
    let drawn = ui.painter().text(pos2(inner.left() + 6.0, inner.center().y), Align2::LEFT_CENTER, &count, font, colour);
    let mut rest = String::new();
    if cell.count > 0 {
        rest = format!("{:.1} \u{2030}", cell.rate);
    }
    if cell.by_journalists > 0 {
        rest = format!("{rest}  +{}", cell.by_journalists);
    }
    let at = pos2(drawn.right().max(inner.left() + 30.0) + 8.0, inner.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, rest.trim(), theme::font(11.5, false), colours.soft);
    let (first, _) = heading_of(app, column);
    let says = match (cell.count, column.is_excerpt) {
        (0, true) => "not in this excerpt".to_owned(),
        (0, false) => "not mentioned".to_owned(),
        (1, _) => "1 mention".to_owned(),
        (count, _) => format!("{count} mentions"),
    };
    let asked = if cell.by_journalists > 0 { format!(", {} in journalists\u{2019} questions", cell.by_journalists) } else { String::new() };
    let words = format!("{}, {first}: {says}{asked}", issue.name);
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_open, &words));
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(words).clicked()
}

/// The mentions behind the opened count, one a line, the words one under the other.
pub(super) fn kwic_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    ui.set_min_height(ui.available_height());
    let Some(cell) = app.open_cell() else {
        ui.weak("Click a count to read its mentions in context; a click on one of them leads to its place.");
        return;
    };
    let lines = app.kwic();
    if lines.is_empty() {
        ui.weak(format!("{}: nobody mentions it here.", cell.issue));
        return;
    }
    let height = 22.0;
    ScrollArea::vertical().id_salt("kwic").auto_shrink([false, false]).show_rows(ui, height, lines.len(), |ui, rows| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for line in lines.get(rows).unwrap_or_default() {
            if line_ui(ui, app, line, (height, false)) {
                commands.push(Command::Show(line.statement, line.byte));
            }
        }
    });
}

/// Width of what stands before a line: pane and speaker.
const WHO: f32 = 150.0;

/// A mention in context; the one that is shown in the panes stands out. Returns whether it was clicked.
pub(super) fn line_ui(ui: &mut Ui, app: &App, line: &Kwic, (height, is_current): (f32, bool)) -> bool {
    let colours = Colours::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    if is_current {
        ui.painter().rect_filled(rect, 3.0, colours.selected_back);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 3.0, ui.visuals().widgets.hovered.weak_bg_fill);
    }
    let number = app.content().position(line.statement).map_or(0, |at| at + 1);
    let speaker = line.speaker.as_deref().unwrap_or(if line.by_journalist { "a journalist" } else { "" });
    let y = rect.center().y;
    let clipped = |from: f32, to: f32| ui.painter().with_clip_rect(Rect::from_min_max(pos2(from, rect.top()), pos2(to, rect.bottom())));
    let who = format!("{number}  {speaker}");
    clipped(rect.left(), rect.left() + WHO - 8.0).text(
        pos2(rect.left() + 4.0, y),
        Align2::LEFT_CENTER,
        &who,
        theme::font(12.0, false),
        colours.soft,
    );
    let (font, bold) = (theme::font(14.0, false), theme::font(14.0, true));
    let middle = rect.left() + WHO + (rect.width() - WHO) * 0.45;
    let hit = ui.painter().layout_no_wrap(line.words.clone(), bold, colours.ink);
    let width = hit.size().x;
    let ink = if line.by_journalist { colours.soft } else { colours.ink };
    clipped(rect.left() + WHO, middle - 6.0).text(pos2(middle - 6.0, y), Align2::RIGHT_CENTER, &line.left, font.clone(), ink);
    let back = Rect::from_min_size(pos2(middle - 2.0, rect.top() + 2.0), vec2(width + 4.0, height - 4.0));
    ui.painter().rect_filled(back, 2.0, colours.issue_back);
    ui.painter().galley(pos2(middle, y - hit.size().y / 2.0), hit, colours.ink);
    let gap = if line.right.starts_with(char::is_alphanumeric) { 6.0 } else { 2.0 };
    clipped(middle + width, rect.right()).text(pos2(middle + width + gap, y), Align2::LEFT_CENTER, &line.right, font, ink);
    let words = format!("{who}: {} {} {}", line.left, line.words, line.right);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &words));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}
