//! Frames of the real window without a display: three statements of so many words side by side, and what a frame costs while
//! the reader rests, scrolls, jumps, widens the window, changes the theme, looks for words. A line a case:
//! `frame scroll 1000000 p50_ms=… p99_ms=… max_ms=…`, processor time of the window's own thread, from the input to triangles.
//! `cargo bench --bench frames -- 1000 10000` takes these sizes only.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "a bench that cannot go on fails"
)]

#[path = "../tests/program/fake.rs"]
#[allow(dead_code, reason = "the tests of the program use more of it")]
mod fake;
#[allow(dead_code, reason = "the bench of the engine uses more of it")]
mod texts;

use communique::{
    app::{
        Action, App, Command,
        settings::{Settings, Theme},
    },
    session::StatementId,
    ui::{self, Window},
};
use cpu_time::ThreadTime;
use egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, Vec2, pos2, vec2};
use fake::{Fake, settle};
use std::{collections::HashMap, path::PathBuf, sync::Mutex, time::Instant};

/// The size of the window, in points.
const SIZE: Vec2 = vec2(1280.0, 800.0);
/// What is typed into the find bar.
const WORDS: &str = "tare mosun of the";
/// Frames of a case.
const FRAMES: usize = 300;

/// The window and its clock.
struct Bench {
    ctx: egui::Context,
    window: Window,
    time: f64,
    words: usize,
}

impl Bench {
    fn new(words: usize) -> Self {
        let (one, two) = texts::pair(words);
        let (three, _) = texts::pair(words / 2);
        let files = [("/one.txt", one), ("/two.txt", two.clone()), ("/three.txt", three + "\n\n" + &two[..two.len() / 2])];
        let paths: Vec<PathBuf> = files.iter().map(|(path, _)| PathBuf::from(path)).collect();
        let files: HashMap<PathBuf, Vec<u8>> = files.into_iter().map(|(path, text)| (path.into(), text.into_bytes())).collect();
        let (mut app, platform) = fake::app(Fake { files: Mutex::new(files), ..Fake::default() });
        let start = Instant::now();
        app.handle(Command::Open(paths));
        settle(&mut app);
        assert_eq!(app.content().entries.len(), 3, "{:?}", app.notice());
        // The disk is no memory of the program.
        platform.files.lock().unwrap().clear();
        println!("opened {words} seconds={:.2} resident_mb={}", start.elapsed().as_secs_f64(), resident());
        let ctx = egui::Context::default();
        ui::install(&ctx);
        Self { ctx, window: Window::new(app), time: 0.0, words }
    }

    fn app(&mut self) -> &mut App {
        self.window.app_mut()
    }

    fn ids(&mut self) -> Vec<StatementId> {
        self.app().content().entries.iter().map(|entry| entry.id).collect()
    }

    /// One frame; its processor time in milliseconds.
    fn frame(&mut self, size: Vec2, events: Vec<Event>, command: Option<Command>) -> f64 {
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, size));
        let input = RawInput { screen_rect, time: Some(self.time), events, focused: true, ..RawInput::default() };
        let start = ThreadTime::now();
        if let Some(command) = command {
            self.window.app_mut().handle(command);
        }
        self.window.update(&self.ctx.clone());
        let mut output = self.ctx.run_ui(input, |ui| self.window.ui(ui));
        let triangles = self.ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let spent = start.elapsed().as_secs_f64() * 1000.0;
        drop(triangles);
        output.drop_without_applying_deltas();
        spent
    }

    /// Frames of a case, each with its own input.
    fn case(&mut self, name: &str, frames: usize, mut input: impl FnMut(usize) -> (Vec2, Vec<Event>, Option<Command>)) {
        let mut spent: Vec<f64> = Vec::new();
        for frame in 0..frames {
            let (size, events, command) = input(frame);
            spent.push(self.frame(size, events, command));
        }
        self.print(name, spent);
    }

    fn print(&self, name: &str, mut spent: Vec<f64>) {
        spent.sort_by(f64::total_cmp);
        let at = |share: f64| spent[((spent.len() - 1) as f64 * share).round() as usize];
        println!("frame {name} {} p50_ms={:.2} p99_ms={:.2} max_ms={:.2}", self.words, at(0.5), at(0.99), at(1.0));
    }

    fn settle(&mut self, frames: usize) {
        for _ in 0..frames {
            self.frame(SIZE, Vec::new(), None);
        }
    }
}

/// Memory of the process now, in megabytes; 0 where the system does not tell.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<usize>().ok()).map_or(0, |kilobytes| kilobytes / 1024)
}

fn wheel(frame: usize) -> Vec<Event> {
    // Down for long, then up again, a notch of a fast wheel every frame.
    let down = if frame % 100 < 80 { -90.0 } else { 90.0 };
    vec![
        Event::PointerMoved(pos2(200.0, 400.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, down),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Trackpad,
            modifiers: Modifiers::NONE,
        },
    ]
}

fn main() {
    let wanted: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    for words in [1_000, 10_000, 100_000, 1_000_000] {
        if wanted.is_empty() || wanted.contains(&words) {
            run(words);
        }
    }
}

fn run(words: usize) {
    let mut bench = Bench::new(words);
    let first = bench.frame(SIZE, Vec::new(), None);
    println!("frame first {words} p50_ms={first:.2} p99_ms={first:.2} max_ms={first:.2}");
    bench.settle(10);
    bench.case("idle", FRAMES, |_| (SIZE, Vec::new(), None));
    bench.case("synced", FRAMES, |frame| (SIZE, wheel(frame), None));
    let ids = bench.ids();
    for &id in &ids[1..] {
        bench.app().handle(Command::Lock(id, true));
    }
    bench.case("scroll", FRAMES, |frame| (SIZE, wheel(frame), None));
    for &id in &ids[1..] {
        bench.app().handle(Command::Lock(id, false));
    }
    let lengths: Vec<usize> = bench.app().content().entries.iter().map(|entry| entry.statement.text().len()).collect();
    bench.case("jump", 60, |frame| {
        let pane = frame % ids.len();
        let share = (frame * 7919 % 1000) as f64 / 1000.0;
        (SIZE, vec![], Some(Command::Show(ids[pane], (lengths[pane] as f64 * share) as usize)))
    });
    bench.case("resize", 60, |frame| (SIZE - vec2((frame % 30) as f32 * 6.0, 0.0), Vec::new(), None));
    bench.settle(5);
    bench.case("theme", 30, |frame| {
        let theme = if frame % 2 == 0 { Theme::Dark } else { Theme::Light };
        (SIZE, Vec::new(), Some(Command::Settings(Box::new(Settings { theme, ..Settings::default() }))))
    });
    let mut spent: Vec<f64> = Vec::new();
    for end in 1..=WORDS.len() {
        spent.push(bench.frame(SIZE, Vec::new(), Some(Command::Find(WORDS[..end].to_owned()))));
        // The frame in which what was found arrives.
        settle(bench.app());
        spent.push(bench.frame(SIZE, Vec::new(), None));
    }
    bench.print("find", spent);
    // What the window's thread does when a comparison arrives, and the frame that shows it.
    let spent = (0..5).map(|_| {
        let start = ThreadTime::now();
        bench.app().handle(Command::Run(Action::CompareAgain));
        settle(bench.app());
        start.elapsed().as_secs_f64() * 1000.0 + bench.frame(SIZE, Vec::new(), None)
    });
    let spent = spent.collect();
    bench.print("compared", spent);
    println!("memory {words} resident_mb={}", resident());
}
