//! What the panes show besides words: made anew where something changed, folded and opened.

use super::{super::App, go};
use crate::{
    engine::statement::PassageIdx,
    session::StatementId,
    view::{
        fold::{Folding, stretch},
        reading::Folds,
    },
};

/// What the reading was made of, besides the comparison: a new one forgets this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct ReadingOf {
    base: StatementId,
    panes: Vec<StatementId>,
    folds: Folds,
}

/// Makes the reading anew where something that it depends on changed; signs stay where only folds did.
pub(super) fn make_if_due(app: &mut App) {
    let content = app.session.content();
    let now = ReadingOf { base: app.base(), panes: content.entries.iter().map(|entry| entry.id).collect(), folds: app.folds.clone() };
    if app.reading_of.as_ref() == Some(&now) {
        return;
    }
    let has_signs = app.reading_of.as_ref().is_some_and(|of| of.base == now.base && of.panes == now.panes);
    app.reading = if has_signs {
        std::mem::take(&mut app.reading).folded(content, &now.folds)
    } else {
        app.reading.made(content, app.compared.as_ref(), now.base, &now.folds)
    };
    app.reading_of = Some(now);
}

/// Folds something away; once more, and all is shown again.
pub(super) fn fold(app: &mut App, folding: Folding) {
    let folding = if app.folds.folding == folding { Folding::Nothing } else { folding };
    app.folds = Folds { folding, opened: Vec::new(), ..app.folds };
    make_if_due(app);
    // What is selected stays in sight, and what answers it level with it.
    if let Some(at) = app.selected {
        go::select(app, at);
    }
}

/// Opens the folded stretch that holds a passage, where one does.
pub(super) fn unfold(app: &mut App, statement: StatementId, passage: PassageIdx) {
    let pane = app.reading.pane(statement);
    app.folds.opened.extend(stretch(&pane.folded, passage.0).map(|stretch| (statement, stretch.clone())));
}

/// Opens the folded stretch behind the selected passage; where there is none, that before it.
pub(super) fn unfold_next(app: &mut App) {
    let Some(at) = app.selected else { return };
    let pane = app.reading.pane(at.statement);
    let next = pane.folded.iter().find(|stretch| stretch.start > at.passage.0).or_else(|| pane.folded.last());
    app.folds.opened.extend(next.map(|stretch| (at.statement, stretch.clone())));
}
