//! The table of positions, the "four-column document": a row an issue, a column a statement, party or speaker, exact quotes with
//! their place, the reader's verdict in the last column.

use super::{
    Compared,
    board::{Board, Column},
};
use crate::{
    engine::{
        issues::Issue,
        statement::{SourcePlace, Statement},
    },
    session::{ChosenQuote, Content, Review, Subject, Verdict},
};

/// A quote that can stand in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The sentence, on one line, as it stands.
    pub words: String,
    /// Who says it, and where in the source.
    pub place: String,
    /// Where it begins in its statement.
    pub byte: usize,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The quotes among which the reader chooses: the chosen one first, then the one with most mentions.
    pub quotes: Vec<Quote>,
    /// What stands there where there is no quote: "not mentioned", "not in this excerpt".
    pub silence: &'static str,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The issue's name.
    pub issue: String,
    /// One cell a column.
    pub cells: Vec<Cell>,
    /// The reader's verdict, and his words.
    pub verdict: Option<Verdict>,
    /// The reader's words.
    pub note: String,
}

impl Row {
    /// Whether the reader said something about it.
    pub fn is_judged(&self) -> bool {
        self.verdict.is_some() || !self.note.trim().is_empty()
    }

    /// Verdict and note on one line.
    pub fn judgement(&self) -> String {
        let verdict = self.verdict.as_ref().map(|verdict| verdict.name().to_owned());
        let note = Some(self.note.trim().to_owned()).filter(|note| !note.is_empty());
        [verdict, note].into_iter().flatten().collect::<Vec<_>>().join(": ")
    }
}

/// The most quotes that are offered for a cell.
const MOST: usize = 8;

/// The row of an issue.
pub fn row(compared: &Compared, board: &Board, issue: &Issue, review: &Review) -> Row {
    let cells = board.columns.iter().enumerate().map(|(at, column)| cell(compared, board, issue, (at, column), review)).collect();
    let note = review.note(&Subject::Issue(issue.name.clone()));
    Row {
        issue: issue.name.clone(),
        cells,
        verdict: note.and_then(|note| note.verdict.clone()),
        note: note.map_or_else(String::new, |note| note.text.clone()),
    }
}

fn cell(compared: &Compared, board: &Board, issue: &Issue, (at, column): (usize, &Column), review: &Review) -> Cell {
    let Some(statement) = compared.comparison.statements.get(column.statement.0) else { return Cell::default() };
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for mention in issue.mentions.get(column.statement.0).into_iter().flatten() {
        if !mention.by_journalist && board.column(column.statement, mention.passage) == Some(at) {
            match counts.last_mut() {
                Some((passage, count)) if *passage == mention.passage.0 => *count += 1,
                _ => counts.push((mention.passage.0, 1)),
            }
        }
    }
    counts.sort_by_key(|&(passage, count)| (std::cmp::Reverse(count), passage));
    let mut quotes: Vec<Quote> = counts.iter().take(MOST).filter_map(|&(passage, _)| quote(statement, passage)).collect();
    let is_chosen = |chosen: &&ChosenQuote| chosen.issue == issue.name && chosen.statement == column.id && chosen.who == column.who;
    let chosen = review.table.quotes.iter().find(is_chosen).and_then(|chosen| quotes.iter().position(|quote| quote.byte == chosen.byte));
    if let Some(at) = chosen {
        let quote = quotes.remove(at);
        quotes.insert(0, quote);
    }
    Cell { quotes, silence: if column.is_excerpt { "not in this excerpt" } else { "not mentioned" } }
}

fn quote(statement: &Statement, passage: usize) -> Option<Quote> {
    let idx = crate::engine::statement::PassageIdx(passage);
    let span = statement.passage(idx)?.span;
    let turn = statement.turn_of(idx);
    let speaker =
        turn.map(|turn| turn.name.clone().unwrap_or_else(|| turn.speaker.clone()) + if turn.interpreted { ", interpreted" } else { "" });
    let number = Some(format!("paragraph {}", statement.passage(idx)?.paragraph.0 + 1));
    let place = statement.place_of(idx).map(SourcePlace::words).or(number);
    Some(Quote {
        words: span.of(statement.text()).split_whitespace().collect::<Vec<_>>().join(" "),
        place: [speaker, place].into_iter().flatten().collect::<Vec<_>>().join(", "),
        byte: span.start,
    })
}

/// What stands above a column: title, and whom it counts.
pub fn heading(content: &Content, column: &Column) -> String {
    let title = content.entry(column.id).map_or("", |entry| entry.statement.title.as_str());
    column.who.as_ref().map_or_else(|| title.to_owned(), |who| format!("{who} \u{b7} {title}"))
}
