//! Passages that the reader splits and joins.

use super::{
    super::{App, Notice},
    apply, go,
};
use crate::session::{PassageCut, SessionEdit, StatementId};

/// Splits the passage that holds this byte, before it.
pub(super) fn split(app: &mut App, at: Option<(StatementId, usize)>) {
    let Some((statement, byte)) = at else {
        app.notice = Some(Notice::info("Select the first words of what is to be a passage of its own, then press Ctrl+Shift+J."));
        return;
    };
    carry_out(app, statement, PassageCut::Split(byte), byte, "A passage cannot be split there: select words inside it.");
}

/// Joins the selected passage with that before it.
pub(super) fn join(app: &mut App) {
    let Some(at) = app.selected else { return };
    let passage = |passage| app.content().entry(at.statement).and_then(|entry| entry.statement.passage(passage)).map(|p| p.span.start);
    let Some(start) = passage(at.passage) else { return };
    carry_out(app, at.statement, PassageCut::Join(start), start, "Only passages of one paragraph and speaker can be joined.");
}

/// The passage at `byte` stays the selected one.
fn carry_out(app: &mut App, statement: StatementId, cut: PassageCut, byte: usize, refusal: &str) {
    let before = app.session.revision();
    apply(app, SessionEdit::Cut(statement, cut));
    if app.session.revision() == before {
        app.notice = Some(Notice::info(refusal));
    } else {
        go::show(app, statement, byte);
        app.notice = Some(Notice::info("The passages are cut anew. Ctrl+Z takes it back."));
    }
}
