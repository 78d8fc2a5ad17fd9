//! The window: egui only. Reads `&App`, collects commands, decides nothing. Knows no files, threads or algorithms.

mod board;
mod dialogs;
mod find;
mod header;
mod issue;
mod menu;
mod palette;
mod pane;
mod panels;
mod panes;
mod ribbons;
mod shortcuts;
mod side;
mod speakers;
mod strip;
mod table;
mod theme;

use crate::app::{
    Action, App, Command, Surface,
    settings::{Face, Theme},
};
use egui::{CentralPanel, Context, Frame, Margin, Panel, Ui, ViewportCommand};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

/// The program in its window.
#[derive(Debug)]
pub struct Window {
    app: App,
    panes: panes::Panes,
    drafts: dialogs::Drafts,
    table: table::Drafts,
    title: String,
    find: find::State,
    had_focus: bool,
    face: Face,
    /// High contrast and reduced motion, as they were installed.
    style: (bool, bool),
    /// What the user reads instead of the panes after something went wrong in a frame.
    broken: Option<String>,
}

impl Window {
    /// Puts the program into a window whose context was made ready by [`install`].
    pub fn new(app: App) -> Self {
        Self {
            app,
            panes: panes::Panes::default(),
            drafts: dialogs::Drafts::default(),
            table: table::Drafts::default(),
            title: String::new(),
            find: find::State::default(),
            had_focus: true,
            face: Face::default(),
            style: (false, false),
            broken: None,
        }
    }

    /// The program.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The program, to be driven.
    pub fn app_mut(&mut self) -> &mut App {
        &mut self.app
    }

    /// Whether the heights of all texts that are shown are known; until then the overview may still shift by a little.
    pub fn is_measured(&self) -> bool {
        self.panes.are_measured()
    }

    /// Takes in what is finished; once before a frame.
    pub fn update(&mut self, ctx: &Context) {
        self.guarded(ctx, |window| window.take_in(ctx));
    }

    /// Does what could go wrong. If it does, the work is saved first and the window says so from then on.
    fn guarded(&mut self, ctx: &Context, work: impl FnOnce(&mut Self)) {
        if self.broken.is_none() && catch_unwind(AssertUnwindSafe(|| work(self))).is_err() {
            self.broken = Some(self.app.rescue());
            ctx.request_repaint();
        }
    }

    fn take_in(&mut self, ctx: &Context) {
        self.app.poll();
        ctx.set_theme(match self.app.theme() {
            Theme::System => egui::ThemePreference::System,
            Theme::Light => egui::ThemePreference::Light,
            Theme::Dark => egui::ThemePreference::Dark,
        });
        let face = self.app.settings().face;
        if std::mem::replace(&mut self.face, face) != face {
            theme::install_faces(ctx, face);
        }
        let style = (self.app.settings().high_contrast, self.app.settings().reduced_motion);
        if std::mem::replace(&mut self.style, style) != style {
            theme::install_styles(ctx, style.0, style.1);
        }
        let title = self.app.window_title();
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// One frame.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.guarded(&ctx, |window| window.frame_ui(ui));
        if let Some(sentence) = &self.broken {
            broken_ui(ui, sentence);
        }
    }

    fn frame_ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        // What a screen reader calls the window.
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |root| root.set_label(self.title.as_str()));
        let mut commands = Vec::new();
        if self.app.dialog().is_none() {
            shortcuts::read(&ctx, &mut commands);
        }
        dropped(&ctx, &mut commands);
        self.panels_ui(ui, &mut commands);
        dialogs::dialogs_ui(&ctx, &self.app, &mut self.drafts, &mut commands);
        let has_focus = ctx.input(|input| input.focused);
        if has_focus && !std::mem::replace(&mut self.had_focus, has_focus) {
            commands.push(Command::Focused);
        }
        self.had_focus = has_focus;
        if ctx.input(|input| input.viewport().close_requested()) && !self.app.is_quitting() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            commands.push(Command::Run(Action::Quit));
        }
        for command in commands {
            if matches!(command, Command::Run(Action::Find) | Command::FindIssue(_)) {
                (self.find.is_open, self.find.wants_focus) = (true, true);
            }
            if command == Command::Run(Action::TrackWords) {
                self.app.handle(Command::TrackWords(self.panes.selected_words(&self.app)));
                continue;
            }
            if command == Command::Run(Action::SplitPassage) {
                let at = self.panes.selection(&self.app).map(|(id, span)| (id, span.start));
                self.app.handle(Command::Split(at));
                continue;
            }
            self.app.handle(command);
        }
        if let Some(text) = self.app.take_copy() {
            ctx.copy_text(text);
        }
        if self.app.is_quitting() {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn panels_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let app = &self.app;
        let is_open = !app.content().entries.is_empty();
        Panel::top("menu").show(ui, |ui| {
            menu::menu_ui(ui, app, commands);
            if is_open {
                ui.add_space(2.0);
                menu::tools_ui(ui, app, commands);
                ui.add_space(3.0);
            }
        });
        if app.notice().is_some() {
            Panel::top("notice").show(ui, |ui| panels::notice_ui(ui, app, commands));
        }
        if self.find.is_open && is_open {
            Panel::top("find").show(ui, |ui| find::find_ui(ui, app, &mut self.find, commands));
        }
        if !is_open {
            CentralPanel::default().show(ui, |ui| panels::welcome_ui(ui, app, commands));
            return;
        }
        if app.surface() != Surface::Table {
            // In a low window most of the height is for the texts.
            let height = (ui.ctx().content_rect().height() * 0.26).min(194.0);
            Panel::bottom("strip").resizable(true).default_size(height).size_range(60.0..=420.0).show(ui, |ui| {
                ui.add_space(4.0);
                match app.surface() {
                    Surface::Board => board::kwic_ui(ui, app, commands),
                    _ if self.find.is_open && self.find.lists => find::hits_ui(ui, app, commands),
                    Surface::Texts | Surface::Table => strip::strip_ui(ui, app, commands),
                }
            });
        }
        if app.shows_issues() {
            Panel::right("issues").resizable(true).default_size(320.0).size_range(180.0..=520.0).show(ui, |ui| {
                ui.add_space(4.0);
                side::side_ui(ui, app, commands);
            });
        }
        let frame = Frame::central_panel(ui.style()).inner_margin(Margin::symmetric(12, 8));
        CentralPanel::default().frame(frame).show(ui, |ui| match app.surface() {
            Surface::Texts => self.panes.ui(ui, app, commands),
            Surface::Board => board::board_ui(ui, app, commands),
            Surface::Table => table::table_ui(ui, app, &mut self.table, commands),
        });
    }
}

/// Installs faces and styles; once, before the first frame.
pub fn install(ctx: &Context) {
    theme::install(ctx);
}

/// Files that were dropped on the window.
fn dropped(ctx: &Context, commands: &mut Vec<Command>) {
    let paths: Vec<_> = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    if !paths.is_empty() {
        commands.push(Command::Open(paths));
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.update(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        Self::ui(self, ui);
    }
}

/// Instead of the panes, after something went wrong: nothing of the program's own is drawn that could fail again.
fn broken_ui(ui: &mut Ui, sentence: &str) {
    let ctx = ui.ctx().clone();
    CentralPanel::default().show(ui, |_| {});
    egui::Window::new("Communiqu\u{e9} has to close")
        .collapsible(false)
        .resizable(false)
        .anchor(egui::Align2::CENTER_CENTER, [0.0, 0.0])
        .show(&ctx, |ui| {
            ui.label(sentence);
            if ui.button("Close").clicked() {
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        });
}

/// Opens the window and runs until it is closed. `start` makes the program; it is given a waker. `window_file` keeps the
/// place of the window. Where one renderer cannot start the other is tried, if it is built in.
///
/// # Errors
/// A sentence, where the system has no display or cannot draw.
pub fn run(icon: &'static [u8], window_file: Option<&Path>, start: impl Fn(Box<dyn Fn() + Send + Sync>) -> App) -> Result<(), String> {
    let mut failures = Vec::new();
    for renderer in RENDERERS {
        let create: eframe::AppCreator<'_> = Box::new(|context| {
            let ctx = context.egui_ctx.clone();
            let app = start(Box::new(move || ctx.request_repaint()));
            install(&context.egui_ctx);
            Ok(Box::new(Window::new(app)))
        });
        match eframe::run_native("communique", options(icon, window_file, *renderer), create) {
            Ok(()) => return Ok(()),
            Err(err) => failures.push(format!("{renderer}: {}", err.to_string().replace('\n', " "))),
        }
    }
    Err(failures.join("; "))
}

/// In the order in which they are tried.
const RENDERERS: &[eframe::Renderer] = &[
    eframe::Renderer::Glow,
    #[cfg(feature = "wgpu")]
    eframe::Renderer::Wgpu,
];

fn options(icon: &'static [u8], window_file: Option<&Path>, renderer: eframe::Renderer) -> eframe::NativeOptions {
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Communiqu\u{e9}")
        .with_app_id("communique")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([640.0, 420.0]);
    // A broken icon must not keep the window shut; a test reads it.
    if let Ok(icon) = eframe::icon_data::from_png_bytes(icon) {
        viewport = viewport.with_icon(icon);
    }
    eframe::NativeOptions {
        viewport,
        renderer,
        persist_window: true,
        persistence_path: window_file.map(Path::to_owned),
        ..eframe::NativeOptions::default()
    }
}
