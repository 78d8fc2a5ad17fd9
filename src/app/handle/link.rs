//! Links that the reader makes and cuts.

use super::{
    super::{App, Notice},
    apply,
};
use crate::{
    engine::{
        align::Group,
        comparison::{Ruling, Side},
    },
    session::{HandLink, LinkEnd, SessionEdit, StatementId},
    view::At,
};

/// The first time the selected passage is remembered; the second time it is linked to the one that is selected then.
pub(super) fn begin_or_end(app: &mut App) {
    let Some(at) = app.selected else { return };
    match app.link_from.take() {
        Some(from) if from.statement != at.statement => link(app, from, at),
        _ => {
            app.link_from = Some(at);
            app.notice = Some(Notice::info("Now select the passage that answers it in another statement and press Ctrl+L again."));
        }
    }
}

/// Links the selected passage to this one.
pub(super) fn to(app: &mut App, at: At) {
    match app.link_from.take().or(app.selected) {
        Some(from) if from.statement != at.statement => link(app, from, at),
        _ => app.notice = Some(Notice::info("A link joins passages of two statements: select one, then Ctrl+click the other.")),
    }
}

fn link(app: &mut App, from: At, to: At) {
    let ends = end(app, from).zip(end(app, to));
    let Some((a, b)) = ends else { return };
    apply(app, SessionEdit::Link(vec![HandLink { a, b, ruling: Ruling::Same }]));
    app.notice = Some(Notice::info("Linked by hand. Ctrl+Z takes it back."));
}

fn end(app: &App, at: At) -> Option<LinkEnd> {
    app.content().end(at.statement, Group::one(at.passage))
}

/// Cuts the links of the selected passage to all other statements.
pub(super) fn cut(app: &mut App) {
    let Some(at) = app.selected else { return };
    let Some((compared, here)) = app.compared.as_ref().and_then(|compared| compared.idx(at.statement).map(|here| (compared, here))) else {
        return;
    };
    let end = |side: Side| compared.id(side.statement).and_then(|id: StatementId| app.content().end(id, side.group));
    let links = compared.comparison.links_at(here, at.passage);
    let cuts: Vec<HandLink> =
        links.filter_map(|(_, link)| Some(HandLink { a: end(link.a)?, b: end(link.b)?, ruling: Ruling::Cut })).collect();
    app.notice =
        Some(Notice::info(if cuts.is_empty() { "This passage has no links." } else { "Its links were cut. Ctrl+Z takes it back." }));
    apply(app, SessionEdit::Link(cuts));
}
