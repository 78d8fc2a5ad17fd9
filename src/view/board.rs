//! The silence board: issues and how often each statement, party or speaker mentions them; zeros first.

use super::Compared;
use crate::{
    engine::{
        issues::Issue,
        statement::{PassageIdx, Role, Statement, StatementIdx},
        text::{ByteSpan, one_line},
    },
    session::StatementId,
};

/// Into what the statements are opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Level {
    /// A column a statement.
    #[default]
    Statements,
    /// A column for each party that speaks in a statement.
    Parties,
    /// A column for each official who speaks in a statement.
    Speakers,
}

impl Level {
    /// All levels, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Statements, Self::Parties, Self::Speakers];

    /// In a word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Statements => "Statements",
            Self::Parties => "Parties",
            Self::Speakers => "Speakers",
        }
    }
}

/// Whose mentions a column counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// In which statement.
    pub statement: StatementIdx,
    /// Its number in the session.
    pub id: StatementId,
    /// A party or a speaker; none where all of the statement is counted.
    pub who: Option<String>,
    /// Words that are said there.
    pub words: usize,
    /// Of an excerpt nothing is called silent.
    pub is_excerpt: bool,
}

/// One count.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cell {
    /// Mentions by whom the column stands for; journalists left out.
    pub count: usize,
    /// Mentions in questions by journalists, in the column of a statement.
    pub by_journalists: usize,
    /// Mentions per 1,000 words.
    pub rate: f32,
    /// Not mentioned here, while somebody else does.
    pub is_silent: bool,
}

/// An issue and its counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Number of the issue in the comparison.
    pub issue: usize,
    /// One count a column.
    pub cells: Vec<Cell>,
}

/// The board.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// Whom it counts, in the order of the panes.
    pub columns: Vec<Column>,
    /// Issues that somebody of these mentions, those with a zero first, the weightiest of them first.
    pub rows: Vec<Row>,
    /// For each statement and passage its column.
    column_of: Vec<Vec<Option<usize>>>,
}

/// Makes the board. `order` are the statements as their panes stand. Linear in the number of passages and mentions.
pub fn board(compared: &Compared, order: &[StatementId], level: Level) -> Board {
    let mut board = Board { column_of: vec![Vec::new(); compared.comparison.statements.len()], ..Board::default() };
    for id in order {
        if let Some((idx, statement)) = compared.idx(*id).and_then(|idx| Some((idx, compared.comparison.statements.get(idx.0)?))) {
            add_columns(&mut board, (idx, *id), statement, level);
        }
    }
    for (number, issue) in compared.comparison.issues.iter().enumerate() {
        let cells = cells(&board, issue);
        if cells.iter().any(|cell| cell.count > 0) {
            board.rows.push(Row { issue: number, cells });
        }
    }
    let weight = |row: &Row| {
        let issue = compared.comparison.issues.get(row.issue);
        let total: usize = row.cells.iter().map(|cell| cell.count).sum();
        (issue.map_or(1.0, |issue| issue.weight.factor()) * 100.0 * total as f32) as i64
    };
    board.rows.sort_by_key(|row| (!row.cells.iter().any(|cell| cell.is_silent), std::cmp::Reverse(weight(row)), row.issue));
    board
}

fn add_columns(board: &mut Board, (idx, id): (StatementIdx, StatementId), statement: &Statement, level: Level) {
    let first = board.columns.len();
    let mut column_of = Vec::with_capacity(statement.passages.len());
    for (at, passage) in statement.passages.iter().enumerate() {
        let turn = statement.turn_of(PassageIdx(at));
        if turn.is_some_and(|turn| matches!(turn.role, Role::Journalist)) {
            column_of.push(None);
            continue;
        }
        let who = match level {
            Level::Statements => None,
            Level::Parties => turn.and_then(|turn| turn.party.clone()).or_else(|| statement.party.clone()),
            Level::Speakers => turn.and_then(|turn| turn.name.clone()),
        };
        let known = board.columns.iter().skip(first).position(|column| column.who == who).map(|at| first + at);
        let at = known.unwrap_or_else(|| {
            board.columns.push(Column { statement: idx, id, who, words: 0, is_excerpt: statement.excerpt });
            board.columns.len() - 1
        });
        if let Some(column) = board.columns.get_mut(at) {
            column.words += passage.span.of(statement.text()).split_whitespace().count();
        }
        column_of.push(Some(at));
    }
    if let Some(place) = board.column_of.get_mut(idx.0) {
        *place = column_of;
    }
    drop_nobody(board, first, idx);
}

/// What stands between the turns of a transcript is nobody's: where somebody has a column, it has none.
fn drop_nobody(board: &mut Board, first: usize, idx: StatementIdx) {
    let is_kept = |column: &Column| column.who.is_some();
    if !board.columns.iter().skip(first).any(is_kept) {
        return;
    }
    let mut next = first;
    let mut to: Vec<Option<usize>> = (0..first).map(Some).collect();
    for column in board.columns.iter().skip(first) {
        to.push(is_kept(column).then_some(next));
        next += usize::from(is_kept(column));
    }
    let mut at = 0;
    board.columns.retain(|column| {
        at += 1;
        at <= first || is_kept(column)
    });
    for column in board.column_of.get_mut(idx.0).into_iter().flatten() {
        *column = column.and_then(|old| to.get(old).copied().flatten());
    }
}

fn cells(board: &Board, issue: &Issue) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); board.columns.len()];
    for (statement, mentions) in issue.mentions.iter().enumerate() {
        for mention in mentions {
            if mention.by_journalist {
                let of_all = |column: &Column| column.statement.0 == statement && column.who.is_none();
                if let Some(cell) = board.columns.iter().position(of_all).and_then(|at| cells.get_mut(at)) {
                    cell.by_journalists += 1;
                }
            } else if let Some(cell) = board.column(StatementIdx(statement), mention.passage).and_then(|at| cells.get_mut(at)) {
                cell.count += 1;
            }
        }
    }
    let is_said = cells.iter().any(|cell| cell.count > 0);
    for (cell, column) in cells.iter_mut().zip(&board.columns) {
        cell.rate = cell.count as f32 * 1000.0 / column.words.max(1) as f32;
        cell.is_silent = is_said && cell.count == 0 && !column.is_excerpt;
    }
    cells
}

impl Board {
    /// The column that counts a passage.
    pub fn column(&self, statement: StatementIdx, passage: PassageIdx) -> Option<usize> {
        self.column_of.get(statement.0)?.get(passage.0).copied().flatten()
    }
}

/// A mention with what stands around it (key word in context).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kwic {
    /// In which statement.
    pub statement: StatementId,
    /// Where the words begin.
    pub byte: usize,
    /// Who says it, where that is known.
    pub speaker: Option<String>,
    /// Whether a journalist says it.
    pub by_journalist: bool,
    /// What stands before, on one line.
    pub left: String,
    /// The words.
    pub words: String,
    /// What stands behind, on one line.
    pub right: String,
}

/// How much of the sentences around a mention is shown, in characters.
const AROUND: usize = 90;

/// The mentions of an issue in context, in one column or in all, pane after pane.
pub fn kwic(compared: &Compared, board: &Board, issue: &Issue, column: Option<usize>) -> Vec<Kwic> {
    let wanted = column.and_then(|at| board.columns.get(at)).map(|column| (column.statement, column.who.is_none()));
    let mut order: Vec<StatementIdx> = board.columns.iter().map(|column| column.statement).collect();
    order.dedup();
    let mut lines = Vec::new();
    for idx in order {
        let Some((statement, id)) = compared.comparison.statements.get(idx.0).zip(compared.id(idx)) else { continue };
        for mention in issue.mentions.get(idx.0).into_iter().flatten() {
            let is_wanted = wanted.is_none_or(|(of, is_whole)| {
                of == idx && (board.column(idx, mention.passage) == column || is_whole && mention.by_journalist)
            });
            if !is_wanted {
                continue;
            }
            lines.push(Kwic { by_journalist: mention.by_journalist, ..in_context(statement, id, mention.span) });
        }
    }
    lines
}

/// Words with what stands around them, on one line.
pub fn in_context(statement: &Statement, id: StatementId, span: ByteSpan) -> Kwic {
    let text = statement.text();
    let before = text.get(..span.start).unwrap_or_default();
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let after = text.get(span.end..).unwrap_or_default();
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let turn = statement.passage_at(span.start).and_then(|passage| statement.turn_of(passage));
    Kwic {
        statement: id,
        byte: span.start,
        speaker: turn.and_then(|turn| turn.name.clone()),
        by_journalist: turn.is_some_and(|turn| turn.role == Role::Journalist),
        left: one_line(before.get(from..).unwrap_or_default()),
        words: one_line(span.of(text)),
        right: one_line(after.get(..to).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{
        comparison::{CompareOptions, compare},
        import::import,
        segment::segment,
        text::Never,
    };
    use std::sync::Arc;

    fn compared(texts: &[&str]) -> Compared {
        let statements: Vec<_> =
            texts.iter().map(|text| Arc::new(segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x"))).collect();
        let comparison = compare(&statements, &CompareOptions::default(), &Never).unwrap_or_default();
        Compared::new(Arc::new(comparison), (0..texts.len() as u32).map(StatementId).collect())
    }

    const PAPER: &str = "Both sides spoke of the Taiwan Strait and of sanctions.";
    const PODIUM: &str = "SECRETARY ORD: Beijing matters, and China knows it.\n\nMINISTER LEE: Sanctions stay.\n\nQ: What of China?";

    fn check(level: Level, columns: &[&str], china: &[(usize, usize, bool)]) {
        let compared = compared(&[PAPER, PODIUM]);
        let board = board(&compared, &compared.ids, level);
        let names: Vec<String> = board
            .columns
            .iter()
            .map(|column| format!("{}{}", column.id.0, column.who.as_deref().map_or_else(String::new, |who| format!(" {who}"))))
            .collect();
        assert_eq!(names, columns);
        let row = board.rows.iter().find(|row| compared.comparison.issues.get(row.issue).is_some_and(|issue| issue.name == "China"));
        let cells: Vec<_> =
            row.into_iter().flat_map(|row| &row.cells).map(|cell| (cell.count, cell.by_journalists, cell.is_silent)).collect();
        assert_eq!(cells, china);
    }

    #[test]
    fn columns() {
        check(Level::Statements, &["0", "1"], &[(0, 0, true), (2, 1, false)]);
        check(Level::Speakers, &["0", "1 Ord", "1 Lee"], &[(0, 0, true), (2, 0, false), (0, 0, true)]);
    }

    #[test]
    fn mentions_in_context() {
        let compared = compared(&[PAPER, PODIUM]);
        let board = board(&compared, &compared.ids, Level::Statements);
        let china = compared.comparison.issues.iter().find(|issue| issue.name == "China");
        let lines: Vec<_> = china.map(|china| kwic(&compared, &board, china, Some(1))).unwrap_or_default();
        let shown: Vec<_> = lines.iter().map(|line| (line.words.as_str(), line.right.as_str(), line.by_journalist)).collect();
        assert_eq!(
            shown,
            [
                ("Beijing", "matters, and China knows it. MINISTER LEE: Sanctions stay. Q: What of China?", false),
                ("China", "knows it. MINISTER LEE: Sanctions stay. Q: What of China?", false),
                ("China", "?", true)
            ]
        );
    }
}
