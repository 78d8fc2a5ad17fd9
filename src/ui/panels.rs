//! What stands around the panes: the list of issues, the message line, the empty window.

use super::theme::Colours;
use crate::{
    app::{Action, App, Command, notice::Tone as NoticeTone, samples::Sample},
    engine::{
        issues::{Issue, IssueOrigin},
        statement::StatementIdx,
    },
    session::Subject,
};
use egui::{Button, Label, RichText, ScrollArea, Sense, Ui};

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
        if ui
            .button("Find its wordings")
            .on_hover_text("Look for every wording of this issue in all panes, by a regular expression")
            .clicked()
        {
            commands.push(Command::FindIssue(issue.name.clone()));
            ui.close();
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
