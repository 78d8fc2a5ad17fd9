//! A statement as counts: of each passage its stems, concepts, n-grams, pairs of stems, numbers, names and clauses.
//!
//! ```text
//! words     stems with counts, function words left out; an acronym also counts where its long form is written
//! concepts  lists of wordings (`concepts.rs`) with counts; the stem of a word that stands in none
//! grams     character n-grams of the stems, with counts
//! bigrams   stems that stand next to each other
//! clauses   concepts between commas, semicolons and colons, at least five of them
//! ```
//! Counted once a statement, whatever it is compared with. Linear in the number of tokens.
#![expect(clippy::indexing_slicing, reason = "ids are positions in tables of this comparison; covered by the alignment tests")]

use super::reading::{Read, Reading};
use crate::engine::{
    segment::Tokens,
    statement::PassageIdx,
    text::{TermId, TokenKind},
};
use std::ops::Range;

/// Rows of items, one row a passage, in one piece of memory.
#[derive(Clone, Debug)]
pub(super) struct Rows<T> {
    starts: Vec<u32>,
    pub items: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { starts: vec![0], items: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// Ends the row that is being filled.
    fn close(&mut self) {
        self.starts.push(self.items.len() as u32);
    }

    /// Where a row lies in the items.
    pub fn range(&self, row: usize) -> Range<usize> {
        self.starts[row] as usize..self.starts[row + 1] as usize
    }

    /// A row.
    pub fn row(&self, row: usize) -> &[T] {
        &self.items[self.range(row)]
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }
}

impl<T: Ord + Copy> Rows<T> {
    /// Sorts the row that is being filled, leaves each item in it once, and ends it.
    fn close_sorted(&mut self) {
        let start = self.starts[self.len()] as usize;
        self.items[start..].sort_unstable();
        let mut kept = start;
        for at in start..self.items.len() {
            if at == start || self.items[at] != self.items[kept - 1] {
                self.items[kept] = self.items[at];
                kept += 1;
            }
        }
        self.items.truncate(kept);
        self.close();
    }
}

/// Where each row begins, and one behind the last, of items that name their row.
pub(super) fn row_starts(rows_of_items: impl Iterator<Item = usize>, rows: usize) -> Vec<u32> {
    let mut starts = vec![0_u32; rows + 1];
    for row in rows_of_items {
        starts[row + 1] += 1;
    }
    for row in 0..rows {
        starts[row + 1] += starts[row];
    }
    starts
}

/// Ids with their counts; a row is sorted by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub rows: Rows<(u32, u16)>,
    /// In how many passages each id stands.
    pub passages_with: Vec<u32>,
}

impl Counts {
    fn of_size(ids: usize) -> Self {
        Self { rows: Rows::default(), passages_with: vec![0; ids] }
    }

    /// Ends the row: counts what was gathered.
    fn close(&mut self, gathered: &mut Vec<u32>) {
        gathered.sort_unstable();
        let start = self.rows.items.len();
        for &id in gathered.iter() {
            match self.rows.items.get_mut(start..).and_then(<[_]>::last_mut) {
                Some((last, count)) if *last == id => *count = count.saturating_add(1),
                _ => {
                    self.rows.items.push((id, 1));
                    self.passages_with[id as usize] += 1;
                }
            }
        }
        gathered.clear();
        self.rows.close();
    }
}

/// The counts of a statement.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    pub words: Counts,
    pub concepts: Counts,
    pub grams: Counts,
    /// Sorted, each once.
    pub bigrams: Rows<u64>,
    /// Stems of numbers; sorted, each once.
    pub numbers: Rows<u32>,
    /// Stems of words with a capital inside a passage; sorted, each once.
    pub names: Rows<u32>,
    /// For each passage its clauses: rows of `clause_concepts`.
    pub clauses: Rows<u32>,
    /// Concepts of a clause; sorted, each once.
    pub clause_concepts: Rows<u32>,
    pub word_count: Vec<u32>,
    /// A heading, or a label or stage direction: never joined to a neighbour.
    pub stands_alone: Vec<bool>,
    /// Said by a journalist.
    pub is_asked: Vec<bool>,
    /// Passages with at least one word.
    pub worded: usize,
    /// Whether more of its words are written in East Asian scripts than not: words are then found by their n-grams.
    pub is_east_asian: bool,
}

/// Content words that a clause has at least, unless the passage has fewer.
const CLAUSE: usize = 5;

/// What is gathered of one passage.
#[derive(Default)]
struct Gathered {
    read: Vec<Read>,
    /// Whether the word begins with a capital; whether a mark other than a hyphen stands before it.
    capital: Vec<bool>,
    after_mark: Vec<bool>,
    /// Clause of each word.
    clause: Vec<u32>,
    words: Vec<u32>,
    concepts: Vec<u32>,
    grams: Vec<u32>,
    letters: String,
}

impl Profile {
    /// Counts the passages of a statement.
    pub fn new(tokens: &Tokens, reading: &Reading) -> Self {
        let (stems, concepts, grams) = reading.sizes();
        let mut profile =
            Self { words: Counts::of_size(stems), concepts: Counts::of_size(concepts), grams: Counts::of_size(grams), ..Self::default() };
        let mut gathered = Gathered::default();
        let mut east_asian = 0_isize;
        for passage in (0..tokens.passages()).map(PassageIdx) {
            let is_comparable = tokens.is_comparable(passage);
            let range = if is_comparable { tokens.range(passage) } else { 0..0 };
            gathered.words_of(tokens.terms_in(range.clone()), tokens.capitals_in(range), reading);
            profile.count(&mut gathered, reading);
            profile.stands_alone.push(tokens.is_heading(passage) || !is_comparable);
            profile.is_asked.push(tokens.is_asked(passage));
            let is_east_asian = |read: &Read| crate::engine::text::language::is_east_asian(read.initial);
            east_asian += gathered.read.iter().map(|read| if is_east_asian(read) { 1 } else { -1 }).sum::<isize>();
        }
        profile.is_east_asian = east_asian > 0;
        profile
    }

    /// Number of passages.
    pub fn len(&self) -> usize {
        self.word_count.len()
    }

    fn count(&mut self, gathered: &mut Gathered, reading: &Reading) {
        let mut previous: Option<u32> = None;
        for (at, read) in gathered.read.iter().enumerate().filter(|(_, read)| !read.is_light) {
            gathered.words.push(read.stem);
            gathered.grams.extend_from_slice(reading.grams_of(read.stem));
            if read.kind == TokenKind::Number {
                self.numbers.items.push(read.stem);
            }
            if at > 0 && gathered.capital[at] {
                self.names.items.push(read.stem);
            }
            if let Some(before) = previous.replace(read.stem) {
                self.bigrams.items.push(u64::from(before) << 32 | u64::from(read.stem));
            }
        }
        self.numbers.close_sorted();
        self.names.close_sorted();
        self.bigrams.close_sorted();
        self.count_concepts(gathered, reading);
        if reading.has_acronyms() {
            gathered.find_acronyms(reading);
        }
        self.word_count.push(gathered.read.len() as u32);
        self.worded += usize::from(!gathered.read.is_empty());
        self.words.close(&mut gathered.words);
        self.concepts.close(&mut gathered.concepts);
        self.grams.close(&mut gathered.grams);
    }

    fn count_concepts(&mut self, gathered: &mut Gathered, reading: &Reading) {
        let (mut at, mut clause) = (0, 0);
        let first_clause = self.clause_concepts.len();
        while at < gathered.read.len() {
            if gathered.clause[at] != clause {
                self.clause_concepts.close_sorted();
                clause = gathered.clause[at];
            }
            let (concept, words) =
                reading.wording_at(&gathered.read[at..]).map_or((gathered.read[at].concept, 1), |(concept, words)| (Some(concept), words));
            if let Some(concept) = concept {
                gathered.concepts.push(concept);
                self.clause_concepts.items.push(concept);
            }
            at += words;
        }
        if !gathered.read.is_empty() {
            self.clause_concepts.close_sorted();
        }
        self.clauses.items.extend(first_clause as u32..self.clause_concepts.len() as u32);
        self.clauses.close();
    }
}

impl Gathered {
    /// Takes in the words of a passage and says in which clause each stands.
    fn words_of(&mut self, terms: &[TermId], capitals: &[bool], reading: &Reading) {
        self.read.clear();
        self.capital.clear();
        self.after_mark.clear();
        self.clause.clear();
        let (mut clause, mut content, mut after_mark) = (0, 0, false);
        for (read, &capital) in terms.iter().filter_map(|&id| reading.term(id)).zip(capitals) {
            if read.kind == TokenKind::Mark {
                after_mark |= !read.is_hyphen;
                if read.parts_clauses && content >= CLAUSE {
                    (clause, content) = (clause + 1, 0);
                }
                continue;
            }
            content += usize::from(!read.is_light);
            self.read.push(*read);
            self.capital.push(capital);
            self.after_mark.push(std::mem::take(&mut after_mark));
            self.clause.push(clause);
        }
        if content < CLAUSE && clause > 0 {
            // What is left at the end belongs to the clause before it.
            self.clause.iter_mut().filter(|c| **c == clause).for_each(|c| *c -= 1);
        }
    }

    /// Where a run of capitalised words spells an acronym of any of the texts, the acronym counts as a word here.
    fn find_acronyms(&mut self, reading: &Reading) {
        for start in 0..self.read.len() {
            if !self.capital[start] {
                continue;
            }
            self.letters.clear();
            for at in start..self.read.len().min(start + 12) {
                if at > start && self.after_mark[at] || !self.capital[at] && !self.read[at].is_light {
                    break;
                }
                if !self.capital[at] {
                    continue;
                }
                self.letters.push(self.read[at].initial);
                if let Some(stem) = (self.letters.len() >= 3).then(|| reading.acronym(&self.letters)).flatten() {
                    self.words.push(stem);
                    self.concepts.push(reading.concept_of_stem(stem));
                }
            }
        }
    }
}
