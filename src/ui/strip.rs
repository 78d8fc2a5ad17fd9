//! The strip below the panes: the selected passage and what answers it, as running text or word under word.

use super::theme::Colours;
use crate::{
    app::{Action, App, Command, settings::Settings},
    engine::{
        align::{Group, LinkKind},
        comparison::Ruling,
        diff::PieceKind,
        statement::SourcePlace,
    },
    session::{HandLink, SessionEdit, Subject, Verdict, on_one_line},
    view::{
        At,
        collation::{self, Column},
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
    let rows = strip::rows(app.content(), app.compared(), selected, app.counterpart());
    let compared = app.compared().filter(|_| app.settings().aligned);
    let columns = compared.map_or_else(Vec::new, |compared| collation::collate(compared, selected, &rows));
    let is_aligned = |at: &usize| columns.first().and_then(|column| column.readings.get(*at)).is_some_and(Option::is_some);
    // Counterparts by their numbers: those that are compared word by word stand under the passage, the others follow as they are.
    let (aligned, others): (Vec<usize>, Vec<usize>) = (0..rows.len().saturating_sub(1)).partition(is_aligned);
    how_ui(ui, app, commands);
    ScrollArea::vertical().id_salt("strip").auto_shrink([false, false]).show(ui, |ui| {
        match rows.first() {
            Some(_) if !aligned.is_empty() => apparatus_ui(ui, app, &rows, (&columns, &aligned), commands),
            Some(first) => row_ui(ui, app, first, commands),
            None => {}
        }
        for row in others.iter().filter_map(|at| rows.get(at + 1)) {
            row_ui(ui, app, row, commands);
        }
    });
}

/// How the strip shows words, and a button that copies it.
fn how_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().button_padding.y = 1.0;
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.label(RichText::new("Selected passage and what answers it").small().color(Colours::of(ui).soft));
        ui.add_space(8.0);
        for (aligned, label, tip) in [
            (false, "Running text", "Each counterpart as running text, with what went and what came"),
            (true, "Word under word", "All counterparts word under word, as in the apparatus of an edition"),
        ] {
            if ui.selectable_label(app.settings().aligned == aligned, RichText::new(label).small()).on_hover_text(tip).clicked() {
                commands.push(Command::Settings(Box::new(Settings { aligned, ..app.settings().clone() })));
            }
        }
        ui.add_space(8.0);
        for (action, label) in [(Action::CopyApparatus, "Copy all"), (Action::CopyPassage, "Copy passage"), (Action::Note, "Note\u{2026}")]
        {
            let button = ui.add_enabled(action.is_enabled(app), Button::new(RichText::new(label).small()).small());
            if button.on_hover_text(action.tip()).clicked() {
                commands.push(Command::Run(action));
            }
        }
    });
}

/// Width of what stands before a row: which statement, and how it corresponds.
const HEAD: f32 = 220.0;

/// The passage and its counterparts word under word; where the width ends, all rows go on below.
fn apparatus_ui(ui: &mut Ui, app: &App, rows: &[Row], (columns, shown): (&[Column], &[usize]), commands: &mut Vec<Command>) {
    let colours = Colours::of(ui);
    let size = app.settings().text_size;
    let line = size * 1.5;
    let galley = |ui: &Ui, words: &str, differs: bool, is_lemma: bool| {
        let (words, color) = match (words.is_empty(), differs, is_lemma) {
            (_, _, true) => (words, colours.ink),
            (true, true, _) => ("\u{2205}", colours.gone),
            (_, true, _) => (words, colours.changed),
            _ => (words, colours.soft),
        };
        let mut format = TextFormat { font_id: super::theme::text_font(size, false), color, ..TextFormat::default() };
        if differs && !words.is_empty() {
            (format.background, format.underline) = (colours.changed_back, egui::Stroke::new(1.0, color));
        }
        let mut job = LayoutJob::default();
        job.append(words, 0.0, format);
        // A long stretch of other words is broken, or it would be wider than the window.
        job.wrap.max_width = 420.0;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let width = (ui.available_width() - HEAD - 12.0).max(120.0);
    let mut systems: Vec<Vec<(Vec<std::sync::Arc<egui::Galley>>, f32)>> = vec![Vec::new()];
    let mut left = width;
    for column in columns {
        let mut cells = vec![galley(ui, &column.lemma, false, true)];
        for &at in shown {
            let reading = column.readings.get(at).cloned().flatten().unwrap_or_default();
            cells.push(galley(ui, &reading.words, reading.differs, false));
        }
        let needs = cells.iter().map(|cell| cell.size().x).fold(0.0, f32::max) + size * 0.35;
        if needs > left && systems.last().is_some_and(|system| !system.is_empty()) {
            systems.push(Vec::new());
            left = width;
        }
        left -= needs;
        if let Some(system) = systems.last_mut() {
            system.push((cells, needs));
        }
    }
    for (number, system) in systems.iter().enumerate() {
        let heights: Vec<f32> = (0..=shown.len())
            .map(|row| system.iter().filter_map(|(cells, _)| cells.get(row)).map(|cell| cell.size().y).fold(line, f32::max))
            .collect();
        let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), heights.iter().sum::<f32>() + 8.0), Sense::hover());
        let mut top = rect.top();
        for (row, height) in heights.iter().enumerate() {
            let strip = egui::Rect::from_min_size(egui::pos2(rect.left(), top), egui::vec2(rect.width(), *height));
            let of = if row == 0 { rows.first() } else { shown.get(row - 1).and_then(|at| rows.get(at + 1)) };
            if let Some(of) = of {
                let words = spoken(system, row);
                siglum_ui(ui, app, of, (strip, number, words), commands);
            }
            let mut x = strip.left() + HEAD;
            for (cells, needs) in system {
                if let Some(cell) = cells.get(row) {
                    ui.painter().galley(egui::pos2(x, top + (line - size * 1.25) / 2.0), std::sync::Arc::clone(cell), colours.ink);
                }
                x += needs;
            }
            top += height;
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 4.0, egui::Stroke::new(1.0, colours.line));
    }
}

/// The words of a row of a system, for a screen reader.
fn spoken(system: &[(Vec<std::sync::Arc<egui::Galley>>, f32)], row: usize) -> String {
    let cells = system.iter().filter_map(|(cells, _)| cells.get(row));
    cells.map(|cell| cell.job.text.as_str()).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Which statement a row is, how it corresponds, who speaks and where; a click goes there.
fn siglum_ui(ui: &Ui, app: &App, row: &Row, (strip, number, words): (egui::Rect, usize, String), commands: &mut Vec<Command>) {
    let colours = Colours::of(ui);
    let title = app.content().entry(row.statement).map_or("", |entry| entry.statement.title.as_str());
    let position = app.content().position(row.statement).map_or(0, |at| at + 1);
    let place = place_of(app, row);
    let head = if place.is_empty() { title.to_owned() } else { place.clone() };
    let area = egui::Rect::from_min_size(strip.min, egui::vec2(HEAD - 12.0, strip.height()));
    let painter = ui.painter().with_clip_rect(area);
    let (sign, about) = relation_of(row);
    let drawn = painter.text(
        area.left_top() + egui::vec2(0.0, 2.0),
        egui::Align2::LEFT_TOP,
        format!("{sign} {position} "),
        super::theme::font(13.0, true),
        colours.ink,
    );
    painter.text(
        egui::pos2(drawn.right() + 2.0, drawn.top() + 1.0),
        egui::Align2::LEFT_TOP,
        &head,
        super::theme::font(12.0, false),
        colours.soft,
    );
    let response = ui.interact(strip, ui.scope_id().with(("siglum", number, row.statement)), Sense::click());
    let tip = [title, &place, &about, &row.why].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{title}, {about}: {words}")));
    if let Some(passage) = row.passage.filter(|_| response.on_hover_text(tip).clicked()) {
        commands.push(Command::Select(At { statement: row.statement, passage }));
    }
}

/// The sign of a row and how it corresponds, in words.
fn relation_of(row: &Row) -> (&'static str, String) {
    let percent = |p: f32| format!("{:.0} %", p * 100.0);
    match &row.relation {
        Relation::Selected => ("\u{203a}", "selected".to_owned()),
        Relation::Linked(kind, p, moved) => {
            (kind.sign(), format!("{}{} \u{b7} {}", kind.code(), if *moved { ", moved" } else { "" }, percent(*p)))
        }
        Relation::ByHand(kind) => (kind.sign(), format!("{} \u{b7} linked by hand", kind.code())),
        Relation::Cut(p) => ("\u{2022}", format!("cut by hand; nearest \u{b7} {}", percent(*p))),
        Relation::Nearest(p) => ("\u{2022}", format!("no counterpart; nearest \u{b7} {}", percent(*p))),
        Relation::None => ("\u{2022}", "no counterpart, nothing near".to_owned()),
    }
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
    let (sign, about) = relation_of(row);
    ui.horizontal_top(|ui| {
        let mut head = LayoutJob::default();
        head.wrap.max_rows = 1;
        head.append(
            &format!("{sign} "),
            0.0,
            TextFormat { font_id: super::theme::font(14.0, true), color: colours.ink, ..TextFormat::default() },
        );
        head.append(title, 0.0, TextFormat { font_id: super::theme::font(13.0, true), color: colours.ink, ..TextFormat::default() });
        ui.allocate_ui_with_layout(egui::vec2(HEAD, 18.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(HEAD);
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
