//! The selected passage and its counterparts word under word, as in the apparatus of a critical edition: a column a word or a
//! stretch that some statement has otherwise, a row a statement.

use super::{At, Compared, strip::Row};
use crate::engine::{
    diff::{Edit, EditOp},
    text::{ByteSpan, one_line},
};

/// What a statement has in a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its words; empty where it has none.
    pub words: String,
    /// Whether they differ from those of the selected passage.
    pub differs: bool,
}

/// A column: the words of the selected passage, empty where only others have words there, and what each other row has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Of the selected passage.
    pub lemma: String,
    /// Of the other rows, in their order; none for rows that are not aligned.
    pub readings: Vec<Option<Reading>>,
}

/// The columns of a strip; rows that are not compared word by word have no readings. Linear in the length of the passages.
pub fn collate(compared: &Compared, at: At, rows: &[Row]) -> Vec<Column> {
    let comparison = &compared.comparison;
    let Some((here, statement)) = compared.idx(at.statement).and_then(|here| Some((here, comparison.statements.get(here.0)?))) else {
        return Vec::new();
    };
    let Some(span) = statement.passage(at.passage).map(|passage| passage.span) else { return Vec::new() };
    let cuts_of = |row: &Row| {
        let link = comparison.links.get(row.link?).filter(|link| !link.edits.is_empty())?;
        let text = comparison.statements.get(compared.idx(row.statement)?.0)?.text();
        Some(cuts(link.edits_from(here), (statement.text(), span), text))
    };
    let aligned: Vec<Option<Vec<Cut>>> = rows.iter().skip(1).map(cuts_of).collect();
    columns(span.of(statement.text()), &aligned)
}

fn columns(lemma: &str, aligned: &[Option<Vec<Cut>>]) -> Vec<Column> {
    // Words that some row has otherwise as one stretch stand in one column.
    let is_inside = |at: &usize| aligned.iter().flatten().flatten().any(|cut| cut.start < *at && *at < cut.end);
    let mut edges: Vec<usize> = words(lemma).into_iter().filter(|at| !is_inside(at)).collect();
    for cut in aligned.iter().flatten().flatten() {
        edges.extend([cut.start, cut.end]);
    }
    edges.extend([0, lemma.len()]);
    edges.sort_unstable();
    edges.dedup();
    let mut columns = Vec::new();
    for (at, &start) in edges.iter().enumerate() {
        // What others put in before this place.
        let put_in = |cuts: &Vec<Cut>| {
            let cut = cuts.iter().find(|cut| cut.start == start && cut.end == start);
            Reading { words: cut.map_or_else(String::new, |cut| cut.words.clone()), differs: cut.is_some() }
        };
        let readings: Vec<Option<Reading>> = aligned.iter().map(|cuts| cuts.as_ref().map(put_in)).collect();
        if readings.iter().flatten().any(|reading| reading.differs) {
            columns.push(Column { lemma: String::new(), readings });
        }
        let Some(&end) = edges.get(at + 1) else { break };
        let words = lemma.get(start..end).unwrap_or("").trim();
        let reading = |cuts: &Vec<Cut>| match cuts.iter().find(|cut| cut.start <= start && end <= cut.end) {
            // What came in place of several columns stands in the first.
            Some(cut) => Reading { words: if cut.start == start { cut.words.clone() } else { String::new() }, differs: true },
            None => Reading { words: words.to_owned(), differs: false },
        };
        if !words.is_empty() {
            let readings = aligned.iter().map(|cuts| cuts.as_ref().map(reading)).collect();
            columns.push(Column { lemma: words.to_owned(), readings });
        }
    }
    columns
}

/// Words of the lemma in whose place a row has other words; nothing is taken where both ends are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cut {
    start: usize,
    end: usize,
    words: String,
}

/// What another statement has otherwise, by places in the passage that `span` is in `own`.
fn cuts(edits: impl Iterator<Item = Edit>, (own, span): (&str, ByteSpan), text: &str) -> Vec<Cut> {
    let is_other = |edit: &Edit| edit.op != EditOp::Equal && !edit.quiet;
    // A link may join more passages than this one.
    let is_here = |edit: &Edit| edit.a.overlaps(span) || edit.a.is_empty() && (span.start..=span.end).contains(&edit.a.start);
    let cut = |edit: Edit| {
        let words = one_line(edit.b.of(text));
        let mine = edit.a.intersection(span);
        let mine = if mine.is_empty() { mine } else { mine.trimmed(own) };
        Cut { start: mine.start.max(span.start) - span.start, end: mine.end.max(span.start) - span.start, words }
    };
    edits.filter(|edit| is_other(edit) && is_here(edit)).map(cut).filter(|cut| cut.start < cut.end || !cut.words.is_empty()).collect()
}

/// Where words begin.
fn words(text: &str) -> Vec<usize> {
    let begins = |(at, c): (usize, char)| c.is_whitespace().then_some(at + c.len_utf8());
    text.char_indices().filter_map(begins).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_under_words() {
        let edit =
            |op, a: (usize, usize), b: (usize, usize)| Edit { op, a: ByteSpan::new(a.0, a.1), b: ByteSpan::new(b.0, b.1), quiet: false };
        // In a text where the passage begins at byte 10.
        let own = "Some more. They met in May.";
        let (lemma, span) = ("They met in May.", ByteSpan::new(11, 27));
        let one = [edit(EditOp::Replace, (15, 19), (5, 13)), edit(EditOp::Insert, (23, 23), (17, 23))];
        let two = [edit(EditOp::Delete, (0, 4), (0, 0)), edit(EditOp::Delete, (19, 26), (8, 8))];
        let aligned = [
            Some(cuts(one.into_iter(), (own, span), "They sat down in early May.")),
            None,
            Some(cuts(two.into_iter(), (own, span), "They met.")),
        ];
        let shown: Vec<String> = columns(lemma, &aligned)
            .into_iter()
            .map(|column| {
                let reading = |reading: &Option<Reading>| match reading {
                    None => "?".to_owned(),
                    Some(reading) if reading.differs => format!("[{}]", reading.words),
                    Some(reading) => reading.words.clone(),
                };
                let readings: Vec<String> = column.readings.iter().map(reading).collect();
                format!("{}|{}", column.lemma, readings.join("|"))
            })
            .collect();
        assert_eq!(shown, ["They|They|?|They", "met|[sat down]|?|met", "in|in|?|[]", "|[early]|?|", "May|May|?|[]", ".|.|?|."]);
    }
}
