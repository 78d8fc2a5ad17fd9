//! Measures paragraphs on a thread of its own, so that the overview is exact and nothing jumps when a reader gets there.

use super::{super::theme::Colours, layout::Setting};
use crate::{engine::statement::Statement, session::StatementId};
use egui::{
    Context,
    epaint::text::{FontDefinitions, Fonts, TextOptions, ViewportKey},
};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, TryRecvError, channel},
    },
    thread,
};

/// Paragraphs that are measured before the thread looks whether something else is wanted.
const STEP: usize = 200;

/// A pane that is to be measured.
struct Wish {
    pane: StatementId,
    number: u64,
    statement: Arc<Statement>,
    setting: Setting,
    faces: Faces,
}

/// The faces of the window and how they are drawn.
#[derive(Clone, Debug)]
struct Faces {
    definitions: FontDefinitions,
    options: TextOptions,
    pixels_per_point: f32,
}

impl Faces {
    /// Whether both are the same; faces are told by where they stand in memory, not letter by letter.
    fn are(&self, other: &Self) -> bool {
        let data =
            |faces: &Self| faces.definitions.font_data.iter().map(|(name, data)| (name.clone(), Arc::as_ptr(data))).collect::<Vec<_>>();
        self.options == other.options
            && self.pixels_per_point.to_bits() == other.pixels_per_point.to_bits()
            && self.definitions.families == other.definitions.families
            && data(self) == data(other)
    }
}

/// Heights of paragraphs of a pane, one after the other.
pub(in crate::ui) struct Measured {
    pub pane: StatementId,
    /// The number of the wish that this answers.
    pub number: u64,
    pub first: usize,
    pub heights: Vec<f32>,
    /// Nothing of this wish is left.
    pub is_last: bool,
}

/// The thread that measures, and what it found.
#[derive(Debug)]
pub(in crate::ui) struct Measurer {
    wishes: Sender<Wish>,
    found: Receiver<Measured>,
    number: u64,
}

impl Measurer {
    /// Starts the thread; none where the system gives no thread: heights stay estimated until they are seen.
    pub fn start(ctx: &Context) -> Option<Self> {
        let ((wishes, incoming), (outgoing, found)) = (channel(), channel());
        let ctx = ctx.clone();
        thread::Builder::new().name("measure".to_owned()).spawn(move || work(&incoming, &outgoing, &ctx)).ok()?;
        Some(Self { wishes, found, number: 0 })
    }

    /// Wants a pane to be measured, whatever was wanted of it before. Returns the number of the wish.
    pub(super) fn want(&mut self, ctx: &Context, pane: StatementId, statement: &Arc<Statement>, setting: &Setting) -> u64 {
        self.number += 1;
        let pixels_per_point = ctx.pixels_per_point();
        let faces = ctx.fonts(|fonts| Faces { definitions: fonts.definitions().clone(), options: *fonts.options(), pixels_per_point });
        let wish = Wish { pane, number: self.number, statement: Arc::clone(statement), setting: setting.clone(), faces };
        // A thread that ended measures nothing more: what is shown is measured anyway.
        let _ = self.wishes.send(wish);
        self.number
    }

    /// What was measured since the last time.
    pub fn take(&self) -> impl Iterator<Item = Measured> {
        self.found.try_iter()
    }
}

/// Measures what is wanted, a step of each pane in turn, until the window is closed.
fn work(wishes: &Receiver<Wish>, found: &Sender<Measured>, ctx: &Context) {
    let mut open: HashMap<StatementId, (Wish, usize)> = HashMap::new();
    let mut fonts: Option<(Faces, Fonts)> = None;
    loop {
        let next = if open.is_empty() { wishes.recv().map_err(|_| TryRecvError::Disconnected) } else { wishes.try_recv() };
        match next {
            Ok(wish) => {
                open.insert(wish.pane, (wish, 0));
                continue;
            }
            Err(TryRecvError::Disconnected) => return,
            Err(TryRecvError::Empty) => {}
        }
        let mut done = Vec::new();
        for (pane, (wish, first)) in &mut open {
            if fonts.as_ref().is_none_or(|(faces, _)| !faces.are(&wish.faces)) {
                fonts = Some((wish.faces.clone(), Fonts::new(wish.faces.options, wish.faces.definitions.clone())));
            }
            let Some((faces, fonts)) = &mut fonts else { continue };
            let heights = measure(wish, *first, faces.pixels_per_point, fonts);
            let count = heights.len();
            let is_last = count < STEP;
            if found.send(Measured { pane: *pane, number: wish.number, first: *first, heights, is_last }).is_err() {
                return;
            }
            *first += count;
            if is_last {
                done.push(*pane);
            }
        }
        for pane in done {
            open.remove(&pane);
        }
        // While much is measured, a few times a second are enough.
        ctx.request_repaint_after(std::time::Duration::from_millis(if open.is_empty() { 0 } else { 150 }));
    }
}

fn measure(wish: &Wish, first: usize, pixels_per_point: f32, fonts: &mut Fonts) -> Vec<f32> {
    // Also empties the store of glyphs where it is nearly full.
    fonts.begin_pass(wish.faces.options, ViewportKey::default());
    let last = (first + STEP).min(wish.statement.document.paragraphs.len());
    let height = |paragraph: usize| {
        let runs = Setting::plain_runs(&wish.statement, paragraph);
        let Some((job, _)) = wish.setting.job(&wish.statement, paragraph, &runs, Colours::default()) else { return 0.0 };
        let galley = fonts.layout_uncached(pixels_per_point, Arc::new(job));
        galley.size().y + wish.setting.spacing(&wish.statement, paragraph)
    };
    (first..last).map(height).collect()
}
