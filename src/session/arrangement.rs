//! The table of positions as the reader arranged it: which rows stand first, in groups or not at all, which quotes were chosen.

use super::{StatementId, set};
use serde::{Deserialize, Serialize};

/// The quote that the reader chose for a cell of the table of positions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenQuote {
    /// In the row of this issue.
    pub issue: String,
    /// In which statement.
    pub statement: StatementId,
    /// The party or speaker whose column it is.
    #[serde(default)]
    pub who: Option<String>,
    /// Where the quote begins.
    pub byte: usize,
}

/// The group in which a row of the table stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grouped {
    /// The row of this issue.
    pub issue: String,
    /// The name of the group.
    pub group: String,
}

/// The table of positions as the reader arranged it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    /// Issues whose rows the reader put first, in this order.
    pub first: Vec<String>,
    /// Issues whose rows are hidden.
    pub hidden: Vec<String>,
    /// Rows that stand together under a name.
    pub groups: Vec<Grouped>,
    /// Quotes that the reader chose.
    pub quotes: Vec<ChosenQuote>,
}

impl Table {
    /// With another quote in a cell.
    #[must_use]
    pub fn choosing(&self, quote: ChosenQuote) -> Self {
        let mut table = self.clone();
        let same = |known: &ChosenQuote| known.issue == quote.issue && known.statement == quote.statement && known.who == quote.who;
        table.quotes.retain(|known| !same(known));
        table.quotes.push(quote);
        table
    }

    /// With a row before or behind its neighbour among those of `order`, as they are shown; at the edge of its group the group
    /// goes, past the whole group beside it.
    #[must_use]
    pub fn moving(&self, issue: &str, up: bool, order: &[String]) -> Self {
        let blocks: Vec<&[String]> = order.chunk_by(|x, y| self.group_of(x).is_some_and(|group| self.group_of(y) == Some(group))).collect();
        let Some(block) = blocks.iter().position(|block| block.iter().any(|name| name == issue)) else { return self.clone() };
        let mut rows: Vec<Vec<String>> = blocks.iter().map(|block| block.to_vec()).collect();
        let step = |at: usize, len: usize| if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < len) };
        let inside = rows.get(block).and_then(|rows| Some((rows.len(), rows.iter().position(|name| name == issue)?)));
        let Some((len, at)) = inside else { return self.clone() };
        let last = match (step(at, len), step(block, rows.len())) {
            (Some(to), _) => {
                rows.get_mut(block).into_iter().for_each(|rows| rows.swap(at, to));
                block
            }
            (None, Some(to)) => {
                rows.swap(block, to);
                block.max(to)
            }
            (None, None) => return self.clone(),
        };
        // What stands behind keeps the order in which issues come.
        let arranged: usize = rows.iter().take(last + 1).map(Vec::len).sum();
        let mut first = rows.concat();
        first.truncate(arranged.max(self.first.len()));
        Self { first, ..self.clone() }
    }

    /// The group in which a row stands.
    pub fn group_of(&self, issue: &str) -> Option<&str> {
        self.groups.iter().find(|known| known.issue == issue).map(|known| known.group.as_str())
    }

    /// The names of the groups, in the order in which they were made.
    pub fn group_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for known in &self.groups {
            if !names.contains(&known.group.as_str()) {
                names.push(&known.group);
            }
        }
        names
    }

    /// With a row in a group, or in none.
    #[must_use]
    pub fn grouping(&self, issue: &str, group: Option<&str>) -> Self {
        let mut table = self.clone();
        table.groups.retain(|known| known.issue != issue);
        let group = group.map(str::trim).filter(|group| !group.is_empty());
        table.groups.extend(group.map(|group| Grouped { issue: issue.to_owned(), group: group.to_owned() }));
        table
    }

    /// Rows as they are shown: those first that the reader put there, each group together where its first row stands.
    pub fn arrange<T>(&self, rows: &mut [T], name: impl Fn(&T) -> &str) {
        let place = |row: &T| self.first.iter().position(|first| first == name(row)).unwrap_or(usize::MAX);
        rows.sort_by_key(place);
        let groups: Vec<Option<&str>> = rows.iter().map(|row| self.group_of(name(row))).collect();
        let start = |row: &T| self.group_of(name(row)).and_then(|group| groups.iter().position(|other| *other == Some(group)));
        let places: Vec<(String, usize)> =
            rows.iter().enumerate().map(|(at, row)| (name(row).to_owned(), start(row).unwrap_or(at))).collect();
        rows.sort_by_key(|row| places.iter().find(|(known, _)| known == name(row)).map(|(_, place)| *place));
    }

    /// With a row hidden, or not.
    #[must_use]
    pub fn hiding(&self, issue: &str, hidden: bool) -> Self {
        let mut table = self.clone();
        set(&mut table.hidden, issue.to_owned(), hidden);
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_change_places() {
        let check = |first: &[&str], issue: &str, up: bool, expected: &[&str]| {
            let table = Table { first: first.iter().map(|name| (*name).to_owned()).collect(), ..Table::default() };
            let order = ["a", "b", "c"].map(str::to_owned);
            assert_eq!(table.moving(issue, up, &order).first, expected);
        };
        check(&[], "b", true, &["b", "a"]);
        check(&[], "b", false, &["a", "c", "b"]);
        check(&[], "a", true, &[]);
        check(&["a"], "c", false, &["a"]);
    }

    #[test]
    fn rows_stand_in_groups() {
        let check = |groups: &[(&str, &str)], moved: Option<(&str, bool)>, expected: &[&str]| {
            let grouped = |table: Table, (issue, group): &(&str, &str)| table.grouping(issue, Some(group));
            let mut table = groups.iter().fold(Table::default(), grouped);
            let shown = |table: &Table| {
                let mut rows = ["a", "b", "c", "d"].map(str::to_owned);
                table.arrange(&mut rows, |row| row);
                rows
            };
            if let Some((issue, up)) = moved {
                table = table.moving(issue, up, &shown(&table));
            }
            assert_eq!(shown(&table), expected, "{groups:?} {moved:?}");
        };
        check(&[("a", "x"), ("c", "x")], None, &["a", "c", "b", "d"]);
        check(&[("a", "x"), ("c", "x")], Some(("c", true)), &["c", "a", "b", "d"]);
        check(&[("a", "x"), ("c", "x")], Some(("c", false)), &["b", "a", "c", "d"]);
        check(&[("b", "x"), ("d", "x"), ("a", "y")], Some(("d", false)), &["a", "c", "b", "d"]);
        check(&[("a", " ")], None, &["a", "b", "c", "d"]);
    }
}
