//! Find in all panes.

use super::{super::App, go};
use crate::view::search;

/// Looks for words and goes to the first hit at or after the selection.
pub(super) fn find(app: &mut App, words: String) {
    app.find.hits = search::find(app.content(), &words);
    app.find.words = words;
    let from =
        app.selected.and_then(|at| Some((at.statement, app.content().entry(at.statement)?.statement.passage(at.passage)?.span.start)));
    let is_after = |hit: &search::Hit| from.is_some_and(|(statement, start)| hit.statement == statement && hit.span.start >= start);
    app.find.current = app.find.hits.iter().position(is_after).unwrap_or(0);
    reveal(app);
}

/// Goes on by so many hits, round the end.
pub(super) fn step(app: &mut App, by: isize) {
    let len = app.find.hits.len() as isize;
    if len > 0 {
        app.find.current = (app.find.current as isize + by).rem_euclid(len) as usize;
        reveal(app);
    }
}

fn reveal(app: &mut App) {
    if let Some(hit) = app.find.hits.get(app.find.current).copied() {
        go::show(app, hit.statement, hit.span.start);
    }
}

/// Looks again after the statements changed, without going anywhere.
pub(super) fn refresh(app: &mut App) {
    app.find.hits = search::find(app.content(), &app.find.words);
    app.find.current = app.find.current.min(app.find.hits.len().saturating_sub(1));
}
