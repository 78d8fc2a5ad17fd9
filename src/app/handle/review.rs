//! Working through the list: ticking, muting, what is shown of it.

use super::{
    super::{App, Notice, SideList},
    apply, go,
};
use crate::{
    session::{Line, ReviewEdit, SessionEdit},
    view::list::{Listed, line_of, listed},
};

/// What the shown list was made of, besides the comparison: a new one forgets this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct ListOf {
    session: u64,
    revision: u64,
    hides_seen: bool,
}

/// Makes the list anew where something that it depends on changed.
pub(super) fn list_if_due(app: &mut App) {
    let Some(compared) = &app.compared else {
        (app.listed, app.listed_of) = (Listed::default(), None);
        return;
    };
    let now = ListOf { session: app.session_number, revision: app.session.revision(), hides_seen: app.hides_seen };
    if app.listed_of.as_ref() != Some(&now) {
        app.listed = listed(compared, &app.session.content().review, app.hides_seen);
        app.listed_of = Some(now);
    }
}

/// What the divergence of this number is about.
pub(super) fn line(app: &App, number: usize) -> Option<Line> {
    let compared = app.compared.as_ref()?;
    compared.comparison.divergences.get(number).map(|divergence| line_of(compared, divergence))
}

/// The number of the divergence that is about this.
pub(super) fn find(app: &App, line: &Line) -> Option<usize> {
    let compared = app.compared.as_ref()?;
    compared.comparison.divergences.iter().position(|divergence| line_of(compared, divergence) == *line)
}

/// Goes to the shown line before or after the one that was gone to last, and shows the list.
pub(super) fn step(app: &mut App, by: isize) {
    super::command(app, super::super::Command::Side(SideList::Divergences));
    let shown = &app.listed.shown;
    let next = match app.divergence {
        None => Some(0).filter(|_| by > 0),
        Some(at) => match shown.binary_search(&at) {
            Ok(place) => place.checked_add_signed(by),
            // It is hidden now: the one that stands in its place.
            Err(place) => {
                if by > 0 {
                    Some(place)
                } else {
                    place.checked_sub(1)
                }
            }
        },
    };
    match next.and_then(|next| shown.get(next)).copied() {
        Some(next) => go::divergence(app, next),
        None if shown.is_empty() => app.notice = Some(Notice::info("There is nothing left in the list of what to look at first.")),
        None => {
            app.notice =
                Some(Notice::info(if by > 0 { "That was the last line of the list." } else { "That was the first line of the list." }));
        }
    }
}

/// Ticks the line that was gone to last, and goes on; takes the tick away where it has one.
pub(super) fn tick(app: &mut App) {
    let Some((number, line)) = app.divergence.and_then(|number| Some((number, line(app, number)?))) else { return };
    let is_ticked = app.listed.ticked.get(number).copied().unwrap_or(false);
    apply(app, SessionEdit::Review(ReviewEdit::Tick(vec![line], !is_ticked)));
    if !is_ticked {
        step(app, 1);
    }
}

/// Mutes the line that was gone to last, and goes on.
pub(super) fn mute(app: &mut App) {
    let Some(line) = app.divergence.and_then(|number| line(app, number)) else { return };
    apply(app, SessionEdit::Review(ReviewEdit::Mute(line, true)));
    step(app, 1);
    app.notice = Some(Notice::info("The line is muted in this comparison. Ctrl+Z takes it back."));
}
