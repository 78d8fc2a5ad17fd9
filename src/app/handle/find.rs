//! Find in all panes.

use super::{super::App, go};
use crate::view::search;

/// Looks for words and goes to the first hit at or after the selection.
pub(super) fn find(app: &mut App, words: String) {
    app.find.words = words;
    look(app);
    let from =
        app.selected.and_then(|at| Some((at.statement, app.content().entry(at.statement)?.statement.passage(at.passage)?.span.start)));
    let is_after = |hit: &search::Hit| from.is_some_and(|(statement, start)| hit.statement == statement && hit.span.start >= start);
    app.find.current = app.find.hits.iter().position(is_after).unwrap_or(0);
    reveal(app);
}

/// Looks for the same words in another way.
pub(super) fn otherwise(app: &mut App, how: search::How) {
    app.find.how = how;
    find(app, app.find.words.clone());
}

/// Goes to a hit.
pub(super) fn at(app: &mut App, number: usize) {
    app.find.current = number;
    reveal(app);
}

fn look(app: &mut App) {
    let found = search::find(app.content(), &app.find.words, app.find.how);
    (app.find.hits, app.find.trouble) = match found {
        Ok(hits) => (hits, None),
        Err(trouble) => (Vec::new(), Some(trouble)),
    };
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
    look(app);
    app.find.current = app.find.current.min(app.find.hits.len().saturating_sub(1));
}
