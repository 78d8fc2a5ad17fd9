//! Going from passage to passage.

use super::{
    super::{App, Notice, Reveal, Surface},
    read,
};
use crate::{
    engine::{
        align::LinkKind,
        statement::{PassageIdx, PassageKind},
    },
    session::{SelectedPlace, StatementId},
    view::{At, fold::stretch, sync},
};

/// Selects a passage; the panes bring its counterparts level.
pub(super) fn select(app: &mut App, at: At) {
    let Some(start) = app.content().entry(at.statement).and_then(|entry| entry.statement.passage(at.passage)).map(|p| p.span.start) else {
        return;
    };
    app.surface = Surface::Texts;
    if app.selected != Some(at) {
        app.counterpart = 0;
    }
    app.selected = Some(at);
    read::unfold(app, at.statement, at.passage);
    let panes: Vec<StatementId> = app.content().entries.iter().map(|entry| entry.id).filter(|id| *id != at.statement).collect();
    for pane in panes {
        if let Some(group) = app.counterpart_in(at, pane) {
            read::unfold(app, pane, group.first);
        }
    }
    app.session.place.selected = Some(SelectedPlace { statement: at.statement, start });
    let number = app.reveal.map_or(1, |reveal| reveal.number + 1);
    app.reveal = Some(Reveal { number, at, byte: start });
}

/// Selects the passage at a byte of a statement.
pub(super) fn show(app: &mut App, statement: StatementId, byte: usize) {
    let passage = app.content().entry(statement).and_then(|entry| entry.statement.passage_at(byte));
    if let Some(passage) = passage {
        select(app, At { statement, passage });
    }
}

/// Selects the first passage of the base that is compared, without moving anything.
pub(super) fn first(app: &mut App) {
    let base = app.base();
    let first = app.content().entry(base).and_then(|entry| entry.statement.passages.iter().position(|p| p.kind == PassageKind::Sentence));
    app.selected = first.map(|idx| At { statement: base, passage: PassageIdx(idx) });
}

fn is_compared(app: &App, at: At) -> bool {
    app.content().entry(at.statement).and_then(|entry| entry.statement.passage(at.passage)).is_some_and(|p| p.kind != PassageKind::Other)
}

/// The next passage from the selected one for which `wanted` holds.
fn scan(app: &App, by: isize, wanted: impl Fn(At) -> bool) -> Option<At> {
    let start = app.selected.unwrap_or(At { statement: app.base(), passage: PassageIdx(0) });
    let len = app.content().entry(start.statement)?.statement.passages.len();
    let mut idx = start.passage.0;
    loop {
        idx = idx.checked_add_signed(by).filter(|&next| next < len)?;
        let at = At { statement: start.statement, passage: PassageIdx(idx) };
        if is_compared(app, at) && wanted(at) {
            return Some(at);
        }
    }
}

/// The next passage of the same pane.
pub(super) fn passage(app: &mut App, by: isize) {
    let folded = app.selected.map(|at| app.reading().pane(at.statement).folded).unwrap_or_default();
    if let Some(at) = scan(app, by, |at| stretch(&folded, at.passage.0).is_none()) {
        select(app, at);
    }
}

/// The next passage of the same pane that differs: reworded, related, or only there.
pub(super) fn difference(app: &mut App, by: isize) {
    let Some(compared) = app.compared.clone() else { return };
    let base = compared.idx(app.base());
    let differs = |at: At| {
        let Some(here) = compared.idx(at.statement) else { return false };
        compared.comparison.link_against(here, at.passage, base).is_none_or(|link| link.kind != LinkKind::Verbatim || link.moved)
    };
    match scan(app, by, differs) {
        Some(at) => select(app, at),
        None => {
            app.notice = Some(Notice::info(if by > 0 {
                "No further difference in this statement."
            } else {
                "No earlier difference in this statement."
            }));
        }
    }
}

/// Goes to a divergence: its issue lights up, its first passage is selected.
pub(super) fn divergence(app: &mut App, number: usize) {
    let Some(compared) = app.compared.clone() else { return };
    let Some(divergence) = compared.comparison.divergences.get(number) else { return };
    app.divergence = Some(number);
    app.chosen_issue.clone_from(&divergence.issue);
    if let Some((id, first)) = divergence.evidence.first().and_then(|first| compared.id(first.statement).map(|id| (id, first))) {
        show(app, id, first.span.start);
    }
}

/// What answers the selected passage in the neighbouring pane; where nothing does, the passage that stands level.
pub(super) fn pane(app: &mut App, by: isize) {
    let Some(at) = app.selected else { return };
    let position = app.content().position(at.statement).and_then(|p| p.checked_add_signed(by));
    let Some(next) = position.and_then(|p| app.content().entries.get(p)).map(|entry| entry.id) else { return };
    let level = app.compared.as_ref().and_then(|compared| {
        let linked = app.counterpart_in(at, next).map(|group| group.first);
        linked.or_else(|| sync::follow(compared, at.statement, next, at.passage.0 as f64).map(|place| PassageIdx(place as usize)))
    });
    let last = app.content().entry(next).map_or(0, |entry| entry.statement.passages.len().saturating_sub(1));
    select(app, At { statement: next, passage: PassageIdx(level.map_or(0, |p| p.0).min(last)) });
}

/// Brings the next of several counterparts level with the selected passage.
pub(super) fn counterpart(app: &mut App, by: isize) {
    let (Some(at), Some(_)) = (app.selected, &app.compared) else { return };
    let most = app.content().entries.iter().map(|entry| app.counterparts(entry.id).0).max().unwrap_or(0);
    if most < 2 {
        app.notice = Some(Notice::info("No pane has a second counterpart of this passage."));
        return;
    }
    app.counterpart = (app.counterpart as isize + by).rem_euclid(most as isize) as usize;
    select(app, at);
}
