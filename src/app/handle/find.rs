//! Find in all panes: the texts are searched on another thread, the newest words win.

use super::{
    super::{App, jobs::Search},
    go,
};
use crate::view::search::{Hit, How, Order, any_of, ordered};
use std::sync::Arc;

/// Looks for words; what is found is gone to.
pub(super) fn find(app: &mut App, words: String) {
    app.find.words = words;
    look(app, true);
}

/// Looks for the same words in another way.
pub(super) fn otherwise(app: &mut App, how: How) {
    app.find.how = how;
    look(app, true);
}

/// Looks for all wordings of an issue.
pub(super) fn issue(app: &mut App, name: &str) {
    let Some(issue) = app.issues().iter().find(|issue| issue.name == name) else { return };
    let words = any_of(&issue.aliases);
    app.find.how = How { case: false, whole: false, regex: true };
    find(app, words);
}

/// Lists hits in an order.
pub(super) fn order(app: &mut App, order: Order) {
    app.find.order = order;
    app.find.listed = ordered(app.content(), &app.find.hits, order);
}

/// Goes to a hit.
pub(super) fn at(app: &mut App, number: usize) {
    app.find.current = number;
    reveal(app);
}

fn look(app: &mut App, goes: bool) {
    if app.find.words.trim().is_empty() {
        // What was being looked for meanwhile is no longer wanted.
        app.find.found(Vec::new());
        app.find.listed.clear();
        (app.find.trouble, app.find.current) = (None, 0);
        return;
    }
    let texts = app.content().entries.iter().map(|entry| (entry.id, Arc::clone(&entry.statement))).collect();
    app.jobs.find(Search { words: app.find.words.clone(), how: app.find.how, goes, texts });
}

/// Takes in what was found, and goes to the first hit at or after the selection.
pub(super) fn found(app: &mut App, search: &Search, found: Result<Vec<Hit>, String>) {
    app.jobs.find_ended();
    if search.words != app.find.words || search.how != app.find.how {
        return;
    }
    let (hits, trouble) = found.map_or_else(|trouble| (Vec::new(), Some(trouble)), |hits| (hits, None));
    app.find.found(hits);
    app.find.trouble = trouble;
    order(app, app.find.order);
    if !search.goes {
        app.find.current = app.find.current.min(app.find.hits.len().saturating_sub(1));
        return;
    }
    let from =
        app.selected.and_then(|at| Some((at.statement, app.content().entry(at.statement)?.statement.passage(at.passage)?.span.start)));
    let is_after = |hit: &Hit| from.is_some_and(|(statement, start)| hit.statement == statement && hit.span.start >= start);
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
    let open: Vec<_> = app.content().entries.iter().map(|entry| entry.id).collect();
    let hits = app.find.hits.iter().copied().filter(|hit| open.contains(&hit.statement)).collect();
    app.find.found(hits);
    order(app, app.find.order);
    look(app, false);
}
