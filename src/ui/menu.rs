//! The menu bar and the tool bar below it.

use super::theme::Colours;
use crate::{
    app::{Action, App, Command, Surface, samples::Sample},
    view::{Mode, fold::Folding, runs::Sign},
};
use egui::{Button, MenuBar, RichText, Ui};

/// The menu bar.
pub(super) fn menu_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    MenuBar::new().ui(ui, |ui| {
        ui.menu_button("File", |ui| {
            entries_ui(ui, app, commands, &[Action::New, Action::Open, Action::PasteStatement]);
            ui.menu_button("Recent files", |ui| {
                if app.settings().recent.is_empty() {
                    ui.weak("None yet");
                }
                for path in &app.settings().recent {
                    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                    if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                        commands.push(Command::Open(vec![path.clone()]));
                    }
                }
            });
            for sample in Sample::ALL {
                if ui.button(sample.label()).clicked() {
                    commands.push(Command::Sample(sample));
                }
            }
            ui.separator();
            entries_ui(ui, app, commands, &[Action::Save, Action::SaveAs]);
            ui.separator();
            entries_ui(ui, app, commands, &[Action::Quit]);
        });
        ui.menu_button("Edit", |ui| {
            entries_ui(ui, app, commands, &[Action::Undo, Action::Redo]);
            ui.separator();
            entries_ui(ui, app, commands, &[Action::Link, Action::Unlink, Action::JoinPassage, Action::SplitPassage, Action::Note]);
            ui.separator();
            entries_ui(ui, app, commands, &[Action::TrackWords, Action::EditIssue, Action::AcceptIssue, Action::DropIssue]);
            ui.separator();
            entries_ui(
                ui,
                app,
                commands,
                &[Action::CopyPassage, Action::CopyApparatus, Action::Find, Action::FindNext, Action::FindPrevious],
            );
        });
        ui.menu_button("View", |ui| {
            entries_ui(ui, app, commands, &[Action::Texts, Action::Board, Action::Table, Action::CopyTable]);
            ui.separator();
            ui.menu_button("Colours", |ui| entries_ui(ui, app, commands, &MODES.map(|(.., action)| action)));
            ui.menu_button("Show", |ui| folds_ui(ui, app, commands));
            ui.separator();
            entries_ui(
                ui,
                app,
                commands,
                &[
                    Action::NextDivergence,
                    Action::PreviousDivergence,
                    Action::Tick,
                    Action::Mute,
                    Action::HideSeen,
                    Action::NextDifference,
                    Action::PreviousDifference,
                    Action::NextPassage,
                    Action::PreviousPassage,
                ],
            );
            entries_ui(ui, app, commands, &[Action::PaneRight, Action::PaneLeft, Action::NextCounterpart, Action::PreviousCounterpart]);
            ui.menu_button("Pane of the selected passage", |ui| {
                entries_ui(ui, app, commands, &[Action::MakeBase, Action::LockPane, Action::MovePaneLeft, Action::MovePaneRight]);
            });
            ui.separator();
            entries_ui(ui, app, commands, &[Action::CompareAgain, Action::ToggleIssues, Action::ToggleHidden]);
            ui.separator();
            entries_ui(ui, app, commands, &[Action::Larger, Action::Smaller, Action::NormalSize]);
            ui.separator();
            entries_ui(ui, app, commands, &[Action::Palette, Action::Settings]);
        });
        ui.menu_button("Help", |ui| entries_ui(ui, app, commands, &[Action::Shortcuts, Action::About]));
    });
}

/// What is folded away, and how much stays around what is shown.
fn folds_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    entries_ui(ui, app, commands, &[Action::FoldNothing, Action::FoldSame, Action::FoldAlone, Action::Unfold]);
    ui.separator();
    ui.label(RichText::new("Passages that stay around each").small());
    ui.horizontal(|ui| {
        for passages in [0, 1, 2, 5] {
            if ui.selectable_label(app.folds().context == passages, passages.to_string()).clicked() {
                commands.push(Command::Context(passages));
            }
        }
    });
}

fn entries_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>, actions: &[Action]) {
    for &action in actions {
        let mut button = Button::new(action.label());
        if let Some(shortcut) = action.shortcut() {
            button = button.shortcut_text(shortcut.label());
        }
        if ui.add_enabled(action.is_enabled(app), button).on_hover_text(action.tooltip()).clicked() {
            commands.push(Command::Run(action));
            ui.close();
        }
    }
}

/// An action as a button.
pub(super) fn action_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>, action: Action) {
    labelled_ui(ui, app, commands, (action, action.label()));
}

/// An action as a button with another label.
fn labelled_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>, (action, label): (Action, &str)) {
    let response = ui.add_enabled(action.is_enabled(app), Button::new(label));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, action.is_enabled(app), action.label()));
    if response.on_hover_text(action.tip()).clicked() {
        commands.push(Command::Run(action));
    }
}

/// That something is being opened.
pub(super) fn opening_ui(ui: &mut Ui) {
    ui.add(egui::Spinner::new().size(14.0));
    ui.label("Opening…");
}

/// Buttons for what is done all the time, the colour modes and the legend.
pub(super) fn tools_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    if ui.available_width() < TOOLS {
        // Where they do not fit beside each other they stand in two rows.
        ui.horizontal_wrapped(|ui| {
            buttons_ui(ui, app, commands);
            lists_ui(ui, app, commands);
        });
        return;
    }
    ui.horizontal(|ui| {
        buttons_ui(ui, app, commands);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| lists_ui(ui, app, commands));
    });
}

/// Shows or hides the lists at the side.
fn lists_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let button = ui.selectable_label(app.shows_issues(), "Lists");
    if button.on_hover_text("Show or hide what to look at first, and the issues (F9)").clicked() {
        commands.push(Command::Run(Action::ToggleIssues));
    }
}

fn buttons_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    for (action, label) in [
        (Action::Open, "Open…"),
        (Action::Save, "Save"),
        (Action::PreviousDifference, "\u{2190} Difference"),
        (Action::NextDifference, "Difference \u{2192}"),
        (Action::Find, "Find…"),
    ] {
        labelled_ui(ui, app, commands, (action, label));
    }
    ui.separator();
    surfaces_ui(ui, app, commands);
    if app.surface() == Surface::Texts {
        ui.separator();
        modes_ui(ui, app, commands);
        ui.separator();
        let folding = app.folds().folding;
        let label = RichText::new(format!("{}\u{2026}", folding.name()));
        ui.menu_button(if folding == Folding::Nothing { label } else { label.strong() }, |ui| folds_ui(ui, app, commands))
            .response
            .on_hover_text("What the panes show and what they fold away");
        ui.separator();
        // Where there is no room, on demand.
        if ui.available_width() > LEGEND {
            legend_ui(ui, app);
        } else {
            let legend = ui.menu_button("Legend", |ui| {
                legend_ui(ui, app);
                bands_ui(ui);
            });
            legend.response.on_hover_text("What the signs and colours mean");
        }
    }
    if app.is_opening() {
        opening_ui(ui);
    }
    if let Some(progress) = app.progress() {
        ui.add(egui::ProgressBar::new(progress).desired_width(110.0).text("Comparing…"));
        action_ui(ui, app, commands, Action::StopComparing);
    } else if app.is_stopped() {
        ui.label(RichText::new("Not compared").small().color(Colours::of(ui).error));
        action_ui(ui, app, commands, Action::CompareAgain);
    }
}

/// What fills the middle of the window.
fn surfaces_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    for (surface, label, action) in
        [(Surface::Texts, "Texts", Action::Texts), (Surface::Board, "Board", Action::Board), (Surface::Table, "Table", Action::Table)]
    {
        let tip = action.tip();
        let button = ui.add_enabled(action.is_enabled(app), Button::selectable(app.surface() == surface, label));
        if button.on_hover_text(tip).clicked() {
            commands.push(Command::Run(action));
        }
    }
}

/// The room that the buttons need beside each other.
const TOOLS: f32 = 1180.0;
/// The room that the legend and what stands to its right need.
const LEGEND: f32 = 480.0;

/// The modes, their names beside each other, and what their keys do.
const MODES: [(Mode, &str, Action); 5] = [
    (Mode::Differences, "Differences", Action::ColourDifferences),
    (Mode::Shared, "Shared", Action::ColourShared),
    (Mode::OnlyHere, "Only here", Action::ColourOnlyHere),
    (Mode::Issue, "Issue", Action::ColourIssue),
    (Mode::Plain, "Plain", Action::ColourPlain),
];

/// What the colours show.
fn modes_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    ui.spacing_mut().button_padding.x = 6.0;
    for (mode, label, action) in MODES {
        let tip = action.tip();
        if ui.selectable_label(app.mode() == mode, label).on_hover_text(tip).clicked() {
            commands.push(Command::Mode(mode));
        }
    }
}

/// What the bands between the panes and the strip beside each mean.
fn bands_ui(ui: &mut Ui) {
    ui.separator();
    for words in [
        "Bands between the panes: full, word for word; light with edges, in other words;",
        "a dashed line, the same matter; dashed edges and \u{2195}, moved. A click goes there.",
        "The strip beside a text: at the left what stands only here, in the middle what is",
        "worded otherwise, at the right what moved; right across, an issue, a hit, shared wording.",
    ] {
        ui.label(RichText::new(words).small());
    }
}

fn legend_ui(ui: &mut Ui, app: &App) {
    let colours = Colours::of(ui);
    let text = |words: &str| RichText::new(words).small();
    match app.mode() {
        Mode::Differences => {
            ui.label(text("differs").color(colours.changed).background_color(colours.changed_back).underline())
                .on_hover_text("Words that the other side of the link does not have");
            for sign in [Sign::Verbatim, Sign::Reworded, Sign::Related, Sign::OnlyHere] {
                ui.label(text(&format!("{} {}", sign.character(), sign.name())).color(if sign == Sign::OnlyHere {
                    colours.only
                } else {
                    colours.soft
                }));
            }
            ui.label(text("\u{2195} moved").color(colours.soft));
        }
        Mode::Shared => {
            ui.label(text("shared wording").color(colours.shared).background_color(colours.shared_back).underline());
        }
        Mode::OnlyHere => {
            ui.label(text(&format!("{} {}", Sign::OnlyHere.character(), Sign::OnlyHere.name())).color(colours.only));
        }
        Mode::Issue => {
            let issue = app.chosen_issue().map_or("no issue chosen", |issue| issue.name.as_str());
            ui.label(text(issue).background_color(colours.issue_back));
        }
        Mode::Plain => {}
    }
}
