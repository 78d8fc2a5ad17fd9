//! Passages with their source, for the clipboard.

use super::super::{App, Notice};
use crate::{
    engine::{
        align::Group,
        statement::{SourcePlace, Statement},
    },
    view::strip::{self, Relation},
};

/// Words in quotation marks, with speaker, title, issuer, date, source and place.
fn cited(statement: &Statement, group: Group) -> Option<String> {
    let span = statement.passage(group.first)?.span.cover(statement.passage(group.last)?.span);
    let speaker = statement.turn_of(group.first).map(|turn| turn.speaker.clone() + if turn.interpreted { " (interpreted)" } else { "" });
    let document = &statement.document;
    let source = document.address.clone().unwrap_or_else(|| statement.source.clone());
    let parts = [
        speaker,
        Some(statement.title.clone()),
        document.issuer.clone(),
        document.date.clone(),
        Some(source),
        statement.place_of(group.first).map(SourcePlace::words),
        statement.excerpt.then(|| "excerpt".to_owned()),
    ];
    let mut citation: Vec<String> = parts.into_iter().flatten().collect();
    // Of pasted text the title is all that is known of the source.
    citation.dedup();
    // A soft hyphen is no letter.
    let words = span.of(statement.text()).replace('\u{ad}', "");
    Some(format!("\u{201c}{}\u{201d} ({})", words.trim(), citation.join(", ")))
}

/// Copies the selected passage.
pub(super) fn copy_passage(app: &mut App) {
    let Some(at) = app.selected else { return };
    app.to_copy = app.content().entry(at.statement).and_then(|entry| cited(&entry.statement, Group::one(at.passage)));
    app.notice = Some(Notice::info("The passage was copied with its source."));
}

/// Copies the selected passage and what answers it in each statement.
pub(super) fn copy_all(app: &mut App) {
    let Some(at) = app.selected else { return };
    let mut lines = Vec::new();
    for row in strip::rows(app.content(), app.compared.as_ref(), at, app.counterpart) {
        let Some(statement) = app.content().entry(row.statement).map(|entry| &entry.statement) else { continue };
        let kind = match &row.relation {
            Relation::Selected => String::new(),
            Relation::Linked(kind, ..) | Relation::ByHand(kind) => format!("{}: ", kind.code()),
            Relation::Cut(_) | Relation::Nearest(_) | Relation::None => {
                let place = if statement.excerpt { "in this excerpt" } else { "in" };
                lines.push(format!("no counterpart {place}: {}", statement.title));
                continue;
            }
        };
        let group = app.counterpart_in(at, row.statement).filter(|_| row.statement != at.statement).or(row.passage.map(Group::one));
        lines.extend(group.and_then(|group| cited(statement, group)).map(|cited| kind + &cited));
    }
    app.to_copy = Some(lines.join("\n\n"));
    app.notice = Some(Notice::info("The passage and what answers it were copied with their sources."));
}
