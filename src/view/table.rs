//! The table of positions, the "four-column document": a row an issue, a column a statement, party or speaker, exact quotes with
//! their place, the reader's verdict in the last column.

use super::{
    Compared,
    board::{Board, Column},
};
use crate::{
    engine::{
        align::Group,
        issues::Issue,
        statement::{PassageIdx, SourcePlace, Statement},
        text::one_line,
    },
    session::{ChosenQuote, Content, Review, Subject, Verdict, on_one_line},
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

/// What the rows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Rows {
    /// An issue each.
    #[default]
    Issues,
    /// A passage of the base each, and what answers it.
    Passages,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The issue's name, or where the passage stands.
    pub title: String,
    /// The group in which it stands.
    pub group: Option<String>,
    /// What verdict and note are about.
    pub about: Subject,
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
        on_one_line(self.verdict.as_ref().map(Verdict::name), &self.note)
    }
}

/// The most quotes that are offered for a cell.
const MOST: usize = 8;

/// The row of an issue.
pub fn row(compared: &Compared, board: &Board, issue: &Issue, review: &Review) -> Row {
    let cells = board.columns.iter().enumerate().map(|(at, column)| cell(compared, board, issue, (at, column), review)).collect();
    let about = Subject::Issue(issue.name.clone());
    let note = review.note(&about);
    Row {
        title: issue.name.clone(),
        group: review.table.group_of(&issue.name).map(str::to_owned),
        cells,
        verdict: note.and_then(|note| note.verdict.clone()),
        note: note.map_or_else(String::new, |note| note.text.clone()),
        about,
    }
}

/// A column a statement, the base first.
pub fn columns(compared: &Compared, content: &Content) -> Vec<Column> {
    let mut entries: Vec<_> = content.entries.iter().collect();
    entries.sort_by_key(|entry| Some(entry.id) != content.base);
    let column = |entry: &crate::session::Entry| {
        let statement = compared.idx(entry.id)?;
        Some(Column { statement, id: entry.id, who: None, words: entry.statement.words, is_excerpt: entry.statement.excerpt })
    };
    entries.into_iter().filter_map(column).collect()
}

/// The passages of the base that have a row.
pub fn passages(compared: &Compared, columns: &[Column]) -> Vec<PassageIdx> {
    let base = columns.first().and_then(|base| compared.comparison.statements.get(base.statement.0));
    let all = base.into_iter().flat_map(|base| base.passages.iter().enumerate());
    all.filter(|(_, passage)| passage.kind.is_said()).map(|(at, _)| PassageIdx(at)).collect()
}

/// The row of a passage of the base, which is the first column.
pub fn passage_row(compared: &Compared, content: &Content, columns: &[Column], passage: PassageIdx) -> Option<Row> {
    let base = columns.first()?;
    let comparison = &compared.comparison;
    let quote_of = |column: &Column, passage: PassageIdx| quote(comparison.statements.get(column.statement.0)?, passage.0);
    let answer = |column: &Column| {
        let (_, link) = comparison.link_to(base.statement, passage, column.statement)?;
        let (_, far) = link.seen_from(base.statement)?;
        let first = quote_of(column, far.group.first)?;
        Some(Quote { words: comparison.words(far), place: format!("{} \u{b7} {}", link.kind.code(), first.place), ..first })
    };
    let cell = |column: &Column| Cell {
        quotes: if column.id == base.id { quote_of(column, passage) } else { answer(column) }.into_iter().collect(),
        silence: if column.is_excerpt { "not in this excerpt" } else { "no counterpart" },
    };
    let about = Subject::Passage(content.end(base.id, Group::one(passage))?);
    let note = content.review.note(&about);
    Some(Row {
        title: quote_of(base, passage)?.place,
        group: None,
        cells: columns.iter().map(cell).collect(),
        verdict: note.and_then(|note| note.verdict.clone()),
        note: note.map_or_else(String::new, |note| note.text.clone()),
        about,
    })
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
    let idx = PassageIdx(passage);
    let span = statement.passage(idx)?.span;
    let turn = statement.turn_of(idx);
    let speaker =
        turn.map(|turn| turn.name.clone().unwrap_or_else(|| turn.speaker.clone()) + if turn.interpreted { ", interpreted" } else { "" });
    let number = Some(format!("paragraph {}", statement.passage(idx)?.paragraph.0 + 1));
    let place = statement.place_of(idx).map(SourcePlace::words).or(number);
    Some(Quote {
        words: one_line(span.of(statement.text())),
        place: [speaker, place].into_iter().flatten().collect::<Vec<_>>().join(", "),
        byte: span.start,
    })
}

/// What stands above a column: title, and whom it counts.
pub fn heading(content: &Content, column: &Column) -> String {
    let title = content.entry(column.id).map_or("", |entry| entry.statement.title.as_str());
    column.who.as_ref().map_or_else(|| title.to_owned(), |who| format!("{who} \u{b7} {title}"))
}
