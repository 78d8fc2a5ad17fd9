//! The board of issues and the table of positions.

use super::super::{App, Notice, OpenCell, Surface};
use crate::{
    engine::issues::Issue,
    report::positions,
    session::StatementId,
    view::{
        board::{Level, board, kwic},
        table::{self, Rows},
    },
};
use std::sync::Arc;

/// What the board was made of, besides the comparison: a new one forgets this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct BoardOf {
    order: Vec<StatementId>,
    level: Level,
    cell: Option<OpenCell>,
}

/// Makes the board anew where it is shown and something that it depends on changed.
pub(super) fn make_if_due(app: &mut App) {
    let Some(compared) = app.compared.as_ref().filter(|_| app.surface != Surface::Texts) else {
        if app.compared.is_none() {
            (app.board, app.board_of, app.kwic) = (Arc::default(), None, Arc::default());
        }
        return;
    };
    let order: Vec<StatementId> = app.session.content().entries.iter().map(|entry| entry.id).collect();
    let now = BoardOf { order, level: app.level, cell: app.open_cell.clone() };
    if app.board_of.as_ref() == Some(&now) {
        return;
    }
    let same_columns = |of: &BoardOf| of.order == now.order && of.level == now.level;
    if !app.board_of.as_ref().is_some_and(same_columns) {
        app.board = Arc::new(board(compared, &now.order, app.level));
    }
    let open = now.cell.as_ref().and_then(|cell| {
        let issue = compared.comparison.issues.iter().find(|issue| issue.name == cell.issue)?;
        let column = cell.column.filter(|column| *column < app.board.columns.len());
        let lines = kwic(compared, &app.board, issue, column);
        // Who clicks on a zero wants to know what the others say.
        Some(if lines.is_empty() { kwic(compared, &app.board, issue, None) } else { lines })
    });
    app.kwic = open.unwrap_or_default().into();
    app.board_of = Some(now);
}

/// Opens a count: its mentions in context, lit in every pane.
pub(super) fn open_cell(app: &mut App, cell: OpenCell) {
    app.chosen_issue = Some(cell.issue.clone());
    app.open_cell = Some(cell);
}

/// The issues of the table, those first that the reader put there.
pub(in crate::app) fn table_rows(app: &App) -> Vec<&Issue> {
    let Some(compared) = &app.compared else { return Vec::new() };
    let arranged = &app.session.content().review.table;
    let issues = app.board.rows.iter().filter_map(|row| compared.comparison.issues.get(row.issue));
    let mut rows: Vec<&Issue> = issues.filter(|issue| !arranged.hidden.contains(&issue.name)).collect();
    arranged.arrange(&mut rows, |issue| &issue.name);
    rows
}

/// A row as others get it: of each cell the first quote.
fn written(row: &table::Row) -> positions::Row {
    let field = |cell: &table::Cell| {
        let first = cell.quotes.first();
        positions::Field {
            words: first.map_or_else(String::new, |quote| quote.words.clone()),
            about: first.map_or_else(|| cell.silence.to_owned(), |quote| quote.place.clone()),
        }
    };
    positions::Row {
        group: row.group.clone(),
        issue: row.title.clone(),
        fields: row.cells.iter().map(field).collect(),
        judgement: row.judgement(),
    }
}

/// Puts the table on the clipboard: rows with a verdict or note where there are any, otherwise all.
pub(super) fn copy_table(app: &mut App) {
    let Some(compared) = &app.compared else { return };
    if app.board.columns.is_empty() {
        let order: Vec<StatementId> = app.session.content().entries.iter().map(|entry| entry.id).collect();
        app.board = Arc::new(board(compared, &order, app.level));
    }
    let review = Arc::clone(&app.session.content().review);
    let content = app.session.content();
    let (columns, mut rows) = match app.rows {
        Rows::Issues => {
            let rows = table_rows(app).into_iter().map(|issue| table::row(compared, &app.board, issue, &review)).collect();
            (app.board.columns.clone(), rows)
        }
        Rows::Passages => {
            let columns = table::columns(compared, content);
            let row = |passage| table::passage_row(compared, content, &columns, passage);
            let rows: Vec<table::Row> = table::passages(compared, &columns).into_iter().filter_map(row).collect();
            (columns, rows)
        }
    };
    if rows.iter().any(table::Row::is_judged) {
        rows.retain(table::Row::is_judged);
    }
    let rows: Vec<positions::Row> = rows.iter().map(written).collect();
    let headings: Vec<String> = columns.iter().map(|column| table::heading(content, column)).collect();
    let (text, html) = (positions::text(&headings, &rows), positions::html(&headings, &rows));
    app.notice = Some(match app.platform.copy_table(&text, &html) {
        Ok(()) => Notice::info(format!("{} rows were copied: paste them into a spreadsheet or a document.", rows.len())),
        Err(why) => Notice::error(format!("The table cannot be copied: {why}.")),
    });
}
