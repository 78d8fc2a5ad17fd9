//! What stands around the panes: passage strip, issues, find bar, message line, the empty window.

use super::theme::Colours;
use crate::{
    app::{Action, App, Command, notice::Tone as NoticeTone, samples::Sample},
    engine::{
        align::{Group, LinkKind},
        comparison::Ruling,
        diff::PieceKind,
        issues::{Issue, IssueOrigin},
        statement::{SourcePlace, StatementIdx},
    },
    session::{HandLink, SessionEdit, Subject, Verdict, on_one_line},
    view::{
        At,
        strip::{self, Relation, Row},
    },
};
use egui::{Button, Label, RichText, ScrollArea, Sense, TextFormat, Ui, text::LayoutJob};

/// The selected passage and what answers it, one under the other, word by word.
pub(super) fn strip_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    ui.set_min_height(ui.available_height());
    let Some(selected) = app.selected() else {
        ui.weak("Click a passage to see what answers it in the other statements.");
        return;
    };
    ScrollArea::vertical().id_salt("strip").auto_shrink([false, false]).show(ui, |ui| {
        for row in strip::rows(app.content(), app.compared(), selected) {
            row_ui(ui, app, &row, commands);
        }
    });
}

/// Links the two passages of a row by hand, or cuts them apart.
fn hand_ui(ui: &mut Ui, row: &Row, commands: &mut Vec<Command>) {
    let Some((a, b)) = row.ends else { return };
    let is_linked = matches!(row.relation, Relation::Linked(..) | Relation::ByHand(_));
    let (label, tip, ruling) = if is_linked {
        ("Unlink", "Cut this link: the two do not answer each other", Ruling::Cut)
    } else {
        ("Link", "Link the two by hand: they say the same", Ruling::Same)
    };
    if ui.add(Button::new(RichText::new(label).small()).small()).on_hover_text(tip).clicked() {
        commands.push(Command::Edit(SessionEdit::Link(vec![HandLink { a, b, ruling }])));
    }
    if is_linked {
        // The other kind than it has now.
        let (label, tip, ruling) = match row.relation {
            Relation::Linked(LinkKind::Related, ..) | Relation::ByHand(LinkKind::Related) => {
                ("Same", "Mark the link: both say the same", Ruling::Same)
            }
            _ => ("Related", "Mark the link: the same matter, but another proposition", Ruling::Related),
        };
        if ui.add(Button::new(RichText::new(label).small()).small()).on_hover_text(tip).clicked() {
            commands.push(Command::Edit(SessionEdit::Link(vec![HandLink { a, b, ruling }])));
        }
        if ui.add(Button::new(RichText::new("Note").small()).small()).on_hover_text("Write about this link").clicked() {
            commands.push(Command::Note(Subject::link(a, b)));
        }
    }
}

/// Who says it, for whom, and where in the source.
fn place_of(app: &App, row: &Row) -> String {
    let Some((statement, passage)) = app.content().entry(row.statement).map(|entry| &entry.statement).zip(row.passage) else {
        return String::new();
    };
    let turn = statement.turn_of(passage);
    let speaker = turn.map(|turn| {
        let party = turn.party.as_ref().map_or_else(String::new, |party| format!(" ({party})"));
        turn.name.as_ref().unwrap_or(&turn.speaker).clone() + &party + if turn.interpreted { ", interpreted" } else { "" }
    });
    [speaker, statement.place_of(passage).map(SourcePlace::words)].into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ")
}

/// What the reader wrote about the passage or the link of a row, on one line.
fn note_of(app: &App, row: &Row) -> Option<String> {
    let about = match (&row.relation, row.ends, row.passage) {
        (Relation::Selected, _, Some(passage)) => Subject::Passage(app.content().end(row.statement, Group::one(passage))?),
        (_, Some((a, b)), _) => Subject::link(a, b),
        _ => return None,
    };
    let note = app.content().review.note(&about)?;
    Some(on_one_line(note.verdict.as_ref().map(Verdict::name), &note.text))
}

fn row_ui(ui: &mut Ui, app: &App, row: &Row, commands: &mut Vec<Command>) {
    let colours = Colours::of(ui);
    let title = app.content().entry(row.statement).map_or("", |entry| entry.statement.title.as_str());
    let place = place_of(app, row);
    let percent = |p: f32| format!("{:.0} %", p * 100.0);
    let (sign, about) = match &row.relation {
        Relation::Selected => ("\u{203a}", "selected".to_owned()),
        Relation::Linked(kind, p, moved) => {
            (kind.sign(), format!("{}{} \u{b7} {}", kind.code(), if *moved { ", moved" } else { "" }, percent(*p)))
        }
        Relation::ByHand(kind) => (kind.sign(), format!("{} \u{b7} linked by hand", kind.code())),
        Relation::Cut(p) => ("\u{2022}", format!("cut by hand; nearest \u{b7} {}", percent(*p))),
        Relation::Nearest(p) => ("\u{2022}", format!("no counterpart; nearest \u{b7} {}", percent(*p))),
        Relation::None => ("\u{2022}", "no counterpart, nothing near".to_owned()),
    };
    ui.horizontal_top(|ui| {
        let mut head = LayoutJob::default();
        head.wrap.max_rows = 1;
        head.append(
            &format!("{sign} "),
            0.0,
            TextFormat { font_id: super::theme::font(14.0, true), color: colours.ink, ..TextFormat::default() },
        );
        head.append(title, 0.0, TextFormat { font_id: super::theme::font(13.0, true), color: colours.ink, ..TextFormat::default() });
        ui.allocate_ui_with_layout(egui::vec2(220.0, 18.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(220.0);
            ui.add(Label::new(head).truncate());
            ui.add(Label::new(RichText::new(about).small().color(colours.soft)).truncate()).on_hover_text(&row.why);
            if place.is_empty() && row.ends.is_none() {
                return;
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                hand_ui(ui, row, commands);
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(Label::new(RichText::new(&place).small().color(colours.soft)).truncate());
                });
            });
        });
        let size = app.settings().text_size;
        let mut job = LayoutJob::default();
        job.wrap.max_width = ui.available_width() - 12.0;
        let mut last = PieceKind::Equal;
        for piece in &row.words {
            let mut format = TextFormat {
                font_id: super::theme::text_font(size, false),
                color: colours.ink,
                line_height: Some(size * 1.45),
                ..TextFormat::default()
            };
            match piece.kind {
                PieceKind::Equal if matches!(row.relation, Relation::Nearest(_) | Relation::Cut(_)) => format.color = colours.soft,
                PieceKind::Equal if !piece.quiet => {}
                PieceKind::Gone => (format.color, format.strikethrough) = (colours.gone, egui::Stroke::new(1.0, colours.gone)),
                PieceKind::Equal | PieceKind::New => {
                    (format.color, format.underline) = (colours.changed, egui::Stroke::new(1.0, colours.changed));
                }
            }
            match piece.kind {
                PieceKind::Gone if !piece.quiet => format.background = colours.gone_back,
                PieceKind::New if !piece.quiet => format.background = colours.changed_back,
                _ => {}
            }
            // What went and what came in its place do not run into each other.
            let apart = if (last, piece.kind) == (PieceKind::Gone, PieceKind::New) { size * 0.2 } else { 0.0 };
            last = piece.kind;
            job.append(&piece.words, apart, format);
        }
        let note = note_of(app, row);
        let response = ui
            .vertical(|ui| {
                let response = ui.add(Label::new(job).wrap().sense(Sense::click()));
                if let Some(note) = note {
                    ui.label(RichText::new(format!("\u{201c}{note}\u{201d} \u{2014} your note")).small().color(colours.only));
                }
                response
            })
            .inner;
        if let Some(passage) = row.passage.filter(|_| response.on_hover_text("Click to go there").clicked()) {
            commands.push(Command::Select(At { statement: row.statement, passage }));
        }
    });
    ui.add_space(4.0);
}

/// Issues with their counts in each statement; zeros stand out.
pub(super) fn issues_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let colours = Colours::of(ui);
    ui.label(
        RichText::new("Mentions in each statement, by the number of its pane; journalists are not counted").small().color(colours.soft),
    );
    ui.add_space(4.0);
    let Some(compared) = app.compared() else {
        ui.weak(if app.progress().is_some() { "Comparing…" } else { "Open two statements to compare them." });
        return;
    };
    let columns: Vec<(StatementIdx, &str, bool)> = app
        .content()
        .entries
        .iter()
        .filter_map(|e| compared.idx(e.id).map(|idx| (idx, e.statement.title.as_str(), e.statement.excerpt)))
        .collect();
    let mut issues: Vec<_> = app.issues().iter().collect();
    // Silences first, then what is spoken of most.
    issues.sort_by_key(|issue| {
        (issue.silent.is_empty(), std::cmp::Reverse(columns.iter().map(|(idx, ..)| issue.count(*idx)).sum::<usize>()))
    });
    // As wide as the largest number, so that the columns stand one under the other.
    let largest = app.issues().iter().flat_map(|issue| columns.iter().map(|(idx, ..)| issue.count(*idx))).max().unwrap_or(0);
    let width = 10.0 + 8.0 * (largest.max(10).ilog10() + 1) as f32;
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 1.0;
            for (number, (_, title, _)) in columns.iter().enumerate().rev() {
                let number = RichText::new((number + 1).to_string()).small().color(colours.soft);
                ui.add_sized([width, 16.0], Label::new(number).sense(Sense::hover())).on_hover_text(*title);
            }
        });
    });
    ScrollArea::vertical().id_salt("issues").auto_shrink([false, false]).show(ui, |ui| {
        for issue in issues {
            let is_chosen = app.chosen_issue().is_some_and(|chosen| chosen.name == issue.name);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 1.0;
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    for (idx, title, excerpt) in columns.iter().rev() {
                        let count = issue.count(*idx);
                        let is_silent = issue.silent.contains(idx);
                        let text = RichText::new(format!("{count:>2}")).color(if is_silent { colours.gone } else { colours.ink });
                        let text = if is_silent { text.background_color(colours.gone_back).strong() } else { text };
                        let tip = match (is_silent, *excerpt && count == 0) {
                            (true, _) => format!("\u{201c}{title}\u{201d} does not mention it"),
                            (_, true) => format!("Not in this excerpt: \u{201c}{title}\u{201d}"),
                            _ => format!("{count} in \u{201c}{title}\u{201d}; click to go there"),
                        };
                        let response = ui.add_sized([width, 20.0], Label::new(text).sense(Sense::click())).on_hover_text(tip);
                        let first = issue.mentions.get(idx.0).and_then(|all| all.first());
                        if let (true, Some(first), Some(id)) = (response.clicked(), first, compared.id(*idx)) {
                            commands.push(Command::Issue(Some(issue.name.clone())));
                            commands.push(Command::Show(id, first.span.start));
                        }
                    }
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        let is_proposed = issue.origin == IssueOrigin::Proposed;
                        let name = RichText::new(issue.name.as_str());
                        let name = if is_proposed { name.italics() } else { name };
                        let found = if is_proposed { " (found in the texts)" } else { "" };
                        let response = ui.add(Button::selectable(is_chosen, name).truncate());
                        issue_menu_ui(&response, app, issue, commands);
                        if response.on_hover_text(format!("Light up in every pane: {}{found}", issue.aliases.join(", "))).clicked() {
                            commands.push(Command::Issue((!is_chosen).then(|| issue.name.clone())));
                        }
                    });
                });
            });
        }
        if app.issues().is_empty() {
            ui.weak("None of the tracked issues is mentioned.");
        }
    });
}

/// What can be done with an issue, on a right click.
pub(super) fn issue_menu_ui(response: &egui::Response, app: &App, issue: &Issue, commands: &mut Vec<Command>) {
    response.context_menu(|ui| {
        let mut actions = vec![Action::EditIssue, Action::DropIssue];
        if issue.origin == IssueOrigin::Proposed {
            actions.insert(0, Action::AcceptIssue);
        }
        for action in actions {
            if ui.button(action.label()).on_hover_text(action.tooltip()).clicked() {
                commands.push(Command::Issue(Some(issue.name.clone())));
                commands.push(Command::Run(action));
                ui.close();
            }
        }
        let about = Subject::Issue(issue.name.clone());
        let label = if app.content().review.note(&about).is_some() { "Edit note\u{2026}" } else { "Note\u{2026}" };
        if ui.button(label).clicked() {
            commands.push(Command::Note(about));
            ui.close();
        }
    });
}

/// The last message, until it is dismissed.
pub(super) fn notice_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let Some(notice) = app.notice() else { return };
    let colours = Colours::of(ui);
    ui.horizontal(|ui| {
        let (sign, colour) = if notice.tone == NoticeTone::Error { ("!", colours.error) } else { ("i", colours.soft) };
        ui.label(RichText::new(sign).font(super::theme::font(15.0, true)).color(colour));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button("Dismiss").clicked() {
                commands.push(Command::DismissNotice);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(Label::new(RichText::new(&notice.text).color(colour)).wrap())
            });
        });
    });
}

/// The window with nothing open: what to do.
pub(super) fn welcome_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let colours = Colours::of(ui);
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.22).max(12.0));
        ui.label(RichText::new("Where the official wording and the spoken positions differ").font(super::theme::font(24.0, true)));
        ui.add_space(8.0);
        ui.label(
            RichText::new("Open a joint statement, the press briefing and the other side\u{2019}s response: two to eight texts.")
                .color(colours.soft),
        );
        ui.add_space(20.0);
        if ui.add(Button::new(RichText::new("Open statements…").size(17.0)).min_size(egui::vec2(230.0, 40.0))).clicked() {
            commands.push(Command::Run(Action::Open));
        }
        ui.add_space(8.0);
        ui.label(RichText::new("or drop files here, or paste a text with Ctrl+V").color(colours.soft));
        ui.add_space(26.0);
        if app.is_opening() {
            super::menu::opening_ui(ui);
            return;
        }
        for sample in Sample::ALL {
            if ui.button(sample.label()).clicked() {
                commands.push(Command::Sample(sample));
            }
        }
    });
}
