//! The table of positions: a row an issue, a column a statement, party or speaker, exact quotes, the reader's verdict.

use super::{
    issue::verdicts_ui,
    theme::{self, Colours},
};
use crate::{
    app::{Action, App, Command},
    session::{ChosenQuote, Note, ReviewEdit, SessionEdit, Subject, Table},
    view::{
        board::Column,
        table::{self, Cell, Row, Rows},
    },
};
use egui::{
    Label, RichText, ScrollArea, Sense, TextEdit, Ui,
    containers::menu::{MenuButton, MenuConfig},
    vec2,
};

/// Width of the first column and of the last.
const ENDS: [f32; 2] = [182.0, 220.0];
/// The narrowest column of quotes.
const LEAST: f32 = 180.0;
/// The height of a row; a longer quote is cut, and shown whole on hover and in what is copied.
const ROW: f32 = 124.0;

pub(super) fn table_ui(ui: &mut Ui, app: &App, drafts: &mut Drafts, commands: &mut Vec<Command>) {
    let colours = Colours::of(ui);
    let board = app.board();
    ui.horizontal(|ui| {
        ui.label(RichText::new("Who says what").font(theme::font(17.0, true)));
        ui.add_space(12.0);
        for (rows, label, tip) in [
            (Rows::Issues, "By issue", "A row an issue: what each side says on it"),
            (Rows::Passages, "By passage", "A row a passage of the base, and what answers it"),
        ] {
            if ui.selectable_label(app.rows() == rows, label).on_hover_text(tip).clicked() {
                commands.push(Command::Rows(rows));
            }
        }
        if app.rows() == Rows::Issues {
            ui.separator();
            super::board::levels_ui(ui, app, commands);
        }
        ui.add_space(12.0);
        super::menu::action_ui(ui, app, commands, Action::CopyTable);
        let hidden = &app.content().review.table.hidden;
        if !hidden.is_empty() && ui.button(format!("Show hidden rows ({})", hidden.len())).clicked() {
            let table = Table { hidden: Vec::new(), ..app.content().review.table.clone() };
            commands.push(edit(ReviewEdit::Table(table)));
        }
        // Cut where there is no room: a line that is too long would push the verdicts out of the window.
        let hint = RichText::new("rows with a verdict or a note are copied; without any, all").small().color(colours.soft);
        ui.add(Label::new(hint).truncate());
    });
    ui.add_space(6.0);
    let Some(compared) = app.compared() else {
        ui.weak("Comparing…");
        return;
    };
    let by_passage = app.rows() == Rows::Passages;
    let columns = if by_passage { table::columns(compared, app.content()) } else { board.columns.clone() };
    let issues = if by_passage { Vec::new() } else { app.table_rows() };
    let passages = if by_passage { table::passages(compared, &columns) } else { Vec::new() };
    let width = ((ui.available_width() - ENDS.iter().sum::<f32>() - 24.0) / columns.len().max(1) as f32).max(LEAST);
    ScrollArea::horizontal().id_salt("table columns").auto_shrink([false, false]).show(ui, |ui| {
        ui.set_min_width(ENDS.iter().sum::<f32>() + width * columns.len() as f32);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let [first, last] = ENDS;
            heading_ui(ui, if by_passage { "Place" } else { "Issue" }, first);
            for column in &columns {
                heading_ui(ui, &table::heading(app.content(), column), width);
            }
            heading_ui(ui, "Verdict", last);
        });
        ui.separator();
        let names: Vec<String> = issues.iter().map(|issue| issue.name.clone()).collect();
        let count = issues.len().max(passages.len());
        ScrollArea::vertical().id_salt(("table rows", by_passage)).auto_shrink([false, false]).show_rows(ui, ROW, count, |ui, rows| {
            for at in rows {
                let issue = issues.get(at).map(|issue| table::row(compared, board, issue, &app.content().review));
                let passage = || table::passage_row(compared, app.content(), &columns, *passages.get(at)?);
                let group = |at: usize| issues.get(at).and_then(|issue| app.content().review.table.group_of(&issue.name));
                let begins = at == 0 || group(at) != group(at - 1);
                if let Some(row) = issue.or_else(passage) {
                    row_ui(ui, app, (&row, &columns, &names, begins), width, drafts, commands);
                }
            }
        });
    });
}

/// What is being typed into the last column: it becomes an edit when the field is left.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    note: Option<(Subject, String)>,
    /// The name of a group that is being made.
    group: String,
}

fn edit(edit: ReviewEdit) -> Command {
    Command::Edit(SessionEdit::Review(edit))
}

fn heading_ui(ui: &mut Ui, words: &str, width: f32) {
    theme::fixed_ui(ui, vec2(width, 20.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_max_width(width - 12.0);
        ui.add(Label::new(RichText::new(words).font(theme::font(13.0, true))).truncate()).on_hover_text(words);
    });
}

fn row_ui(
    ui: &mut Ui,
    app: &App,
    (row, columns, names, begins): (&Row, &[Column], &[String], bool),
    width: f32,
    drafts: &mut Drafts,
    commands: &mut Vec<Command>,
) {
    let colours = Colours::of(ui);
    let top = ui.cursor().top();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let [first, last] = ENDS;
        let down = egui::Layout::top_down(egui::Align::Min);
        theme::fixed_ui(ui, vec2(first, ROW - 8.0), down, |ui| {
            ui.set_max_width(first - 10.0);
            if let Some(group) = &row.group {
                let bar = egui::Stroke::new(2.0, if begins { colours.ink } else { colours.line });
                ui.painter().vline(ui.min_rect().left() - 5.0, top..=top + ROW - 10.0, bar);
                let name = RichText::new(group).small().color(if begins { colours.ink } else { colours.soft });
                ui.add(Label::new(name).truncate());
            }
            ui.add(Label::new(RichText::new(&row.title).font(theme::font(14.0, true))).wrap());
            if matches!(row.about, Subject::Issue(_)) {
                arrange_ui(ui, app, (row, names), drafts, commands);
            }
        });
        for (cell, column) in row.cells.iter().zip(columns) {
            theme::fixed_ui(ui, vec2(width, ROW - 8.0), down, |ui| {
                ui.set_max_width(width - 14.0);
                cell_ui(ui, app, (&row.title, cell, column), commands);
            });
        }
        theme::fixed_ui(ui, vec2(last, ROW - 8.0), down, |ui| {
            ui.set_max_width(last - 10.0);
            verdict_ui(ui, row, drafts, commands);
        });
    });
    let line = ui.max_rect().x_range();
    ui.painter().hline(line, top + ROW - 5.0, egui::Stroke::new(1.0, colours.line));
}

/// Up, down, hide, group.
fn arrange_ui(ui: &mut Ui, app: &App, (row, names): (&Row, &[String]), drafts: &mut Drafts, commands: &mut Vec<Command>) {
    let table = &app.content().review.table;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (label, tip, up) in [("\u{2191}", "Row up", true), ("\u{2193}", "Row down", false)] {
            let button = ui.small_button(label).on_hover_text(tip);
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{tip}: {}", row.title)));
            if button.clicked() {
                commands.push(edit(ReviewEdit::Table(table.moving(&row.title, up, names))));
            }
        }
        if ui.small_button("Hide").on_hover_text("Leave this row out of the table").clicked() {
            commands.push(edit(ReviewEdit::Table(table.hiding(&row.title, true))));
        }
        // As high as the small buttons beside it.
        ui.spacing_mut().button_padding.y = 0.0;
        // A click into the field must not close the menu.
        let stays = MenuConfig::new().close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
        let (button, _) = MenuButton::new(RichText::new("Group").small()).config(stays).ui(ui, |ui| {
            let mut into = None;
            for group in table.group_names() {
                if ui.selectable_label(row.group.as_deref() == Some(group), group).clicked() {
                    into = Some(Some(group.to_owned()));
                }
            }
            if row.group.is_some() && ui.button("None").clicked() {
                into = Some(None);
            }
            let field = ui.add(TextEdit::singleline(&mut drafts.group).hint_text("New group").desired_width(150.0));
            field.ctx.accesskit_node_builder(field.id, |node| node.set_label("New group".to_owned()));
            if !field.has_focus() && !field.lost_focus() {
                field.request_focus();
            }
            if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
                into = Some(Some(std::mem::take(&mut drafts.group)));
            }
            if let Some(group) = into {
                commands.push(edit(ReviewEdit::Table(table.grouping(&row.title, group.as_deref()))));
                ui.close();
            }
        });
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Group of {}", row.title)));
        button.on_hover_text("Put this row together with others under a name");
    });
}

fn cell_ui(ui: &mut Ui, app: &App, (issue, cell, column): (&str, &Cell, &Column), commands: &mut Vec<Command>) {
    let colours = Colours::of(ui);
    let Some(quote) = cell.quotes.first() else {
        let colour = if column.is_excerpt { colours.soft } else { colours.gone };
        ui.label(RichText::new(format!("\u{2205} {}", cell.silence)).color(colour));
        return;
    };
    let font = theme::text_font(14.0, false);
    let mut words = egui::text::LayoutJob::simple(format!("\u{201c}{}\u{201d}", quote.words), font, colours.ink, ui.available_width());
    words.wrap.max_rows = 4;
    let label = ui.add(Label::new(words).sense(Sense::click())).on_hover_text(format!("{}\n\nClick to go there", quote.words));
    if label.clicked() {
        if app.rows() == Rows::Issues {
            commands.push(Command::Issue(Some(issue.to_owned())));
        }
        commands.push(Command::Show(column.id, quote.byte));
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        if cell.quotes.len() > 1 {
            ui.menu_button(RichText::new(format!("1 of {}\u{2026}", cell.quotes.len())).small(), |ui| {
                ui.set_max_width(520.0);
                for other in &cell.quotes {
                    let button = egui::Button::new(RichText::new(format!("\u{201c}{}\u{201d} {}", other.words, other.place))).wrap();
                    if ui.add(button).clicked() {
                        let chosen =
                            ChosenQuote { issue: issue.to_owned(), statement: column.id, who: column.who.clone(), byte: other.byte };
                        commands.push(edit(ReviewEdit::Table(app.content().review.table.choosing(chosen))));
                        ui.close();
                    }
                }
            })
            .response
            .on_hover_text("Choose another quote");
        }
        ui.add(Label::new(RichText::new(&quote.place).small().color(colours.soft)).truncate());
    });
}

/// The reader's verdict, and his words.
fn verdict_ui(ui: &mut Ui, row: &Row, drafts: &mut Drafts, commands: &mut Vec<Command>) {
    let about = || row.about.clone();
    let mut verdict = row.verdict.clone();
    if verdicts_ui(ui, &format!("{:?}", row.about), &mut verdict, &format!("Verdict on {}", row.title)) {
        commands.push(Command::Note(about()));
    }
    if verdict != row.verdict {
        commands.push(edit(ReviewEdit::Note(Note { about: about(), verdict: verdict.clone(), text: row.note.clone() })));
    }
    let mut text = drafts.note.as_ref().filter(|(about, _)| *about == row.about).map_or_else(|| row.note.clone(), |(_, text)| text.clone());
    let field = TextEdit::multiline(&mut text).desired_rows(3).desired_width(f32::INFINITY).hint_text("Your words");
    let field = ui.add(field.id_salt(("note", format!("{:?}", row.about))));
    field.ctx.accesskit_node_builder(field.id, |node| node.set_label(format!("Note on {}", row.title)));
    if field.changed() {
        drafts.note = Some((row.about.clone(), text.clone()));
    }
    if field.lost_focus()
        && let Some((_, text)) = drafts.note.take_if(|(about, _)| *about == row.about)
    {
        commands.push(edit(ReviewEdit::Note(Note { about: about(), verdict, text })));
    }
}
