//! Lines joined to paragraphs: with a blank or without, with the hyphen at the end of a line or without, by what the rest of the
//! file tells.

use super::Piece;
use crate::engine::text::language::is_hangul;
use rustc_hash::FxHashMap;

/// What is the same for the whole file.
#[derive(Default)]
pub(super) struct Habits {
    /// The size of most letters.
    pub(super) size: f32,
    /// Most letters are bold, so that bold says nothing.
    pub(super) is_bold: bool,
    /// Lines keep the blank behind their last word.
    has_blanks: bool,
    /// Lines of Hangul are filled to the edge, so that they may be broken within words.
    fills: bool,
    /// Words are hyphenated at line ends.
    hyphenates: bool,
    /// How often each word stands inside lines.
    words: FxHashMap<String, u32>,
    syllables: Syllables,
}

impl Habits {
    pub(super) fn of(pieces: &[Piece]) -> Self {
        let mut habits = Self::default();
        let mut sizes: FxHashMap<i32, usize> = FxHashMap::default();
        let (mut letters, mut bold, mut wrapped, mut blanks, mut hyphens, mut hangul, mut filled) = (0_usize, 0, 0_usize, 0, 0, 0, 0);
        for piece in pieces {
            for (idx, row) in piece.lines.iter().enumerate() {
                *sizes.entry((row.size * 4.0) as i32).or_default() += row.text.len();
                letters += row.text.len();
                bold += if row.is_bold { row.text.len() } else { 0 };
                habits.read(&row.text);
                if idx + 1 < piece.lines.len() {
                    wrapped += 1;
                    blanks += usize::from(row.text.ends_with(' '));
                    hyphens += usize::from(row.text.ends_with(['-', '\u{2010}']));
                    if row.text.trim_end().ends_with(is_hangul) {
                        hangul += 1;
                        filled += usize::from(piece.edge - row.end_x < 1.2 * row.size);
                    }
                }
            }
        }
        habits.size = sizes.into_iter().max_by_key(|&(size, letters)| (letters, size)).map_or(10.0, |(size, _)| size as f32 / 4.0);
        habits.is_bold = bold * 2 > letters;
        habits.has_blanks = blanks * 4 > wrapped;
        habits.hyphenates = hyphens * 25 > wrapped;
        habits.fills = filled * 10 > hangul * 7;
        habits
    }

    /// Counts the whole words of a line, and the joints of its syllables.
    fn read(&mut self, line: &str) {
        let found: Vec<&str> = line.split_whitespace().collect();
        for word in found.get(1..found.len().saturating_sub(1)).unwrap_or_default() {
            *self.words.entry(bare(word).to_lowercase()).or_default() += 1;
        }
        self.syllables.read(line);
    }

    fn count(&self, word: &str) -> u32 {
        self.words.get(&bare(word).to_lowercase()).copied().unwrap_or(0)
    }
}

/// How often a blank stands behind a syllable and before one, in the lines of the file: by this a Korean word that was parted
/// at a line end is told from two words.
#[derive(Default)]
struct Syllables {
    behind: FxHashMap<char, (u32, u32)>,
    before: FxHashMap<char, (u32, u32)>,
    pairs: FxHashMap<(char, char), (u32, u32)>,
    all: (u32, u32),
}

impl Syllables {
    fn read(&mut self, line: &str) {
        let mut last: Option<(char, u32)> = None;
        for c in line.chars() {
            match last {
                Some((syllable, 0)) if c == ' ' => last = Some((syllable, 1)),
                Some((syllable, blank)) if is_hangul(c) => {
                    let joints = [
                        self.behind.entry(syllable).or_default(),
                        self.before.entry(c).or_default(),
                        self.pairs.entry((syllable, c)).or_default(),
                        &mut self.all,
                    ];
                    for (blanks, total) in joints {
                        *blanks += blank;
                        *total += 1;
                    }
                    last = Some((c, 0));
                }
                _ => last = is_hangul(c).then_some((c, 0)),
            }
        }
    }

    /// Whether two words meet here rather than two parts of one. Odds of a blank from both syllables, as if each spoke for
    /// itself, and from the pair where it was seen.
    fn are_apart(&self, last: char, first: char) -> bool {
        let usual = (f64::from(self.all.0) + 1.0) / (f64::from(self.all.1) + 3.0);
        let odds = |seen: Option<&(u32, u32)>, weight: f64| {
            let (blanks, total) = seen.map_or((0.0, 0.0), |&(blanks, total)| (f64::from(blanks), f64::from(total)));
            let share = (blanks + weight * usual) / (total + weight);
            (share / (1.0 - share).max(1e-9)).ln()
        };
        let prior = (usual / (1.0 - usual)).ln();
        let evidence = odds(self.behind.get(&last), 2.0) + odds(self.before.get(&first), 2.0) - prior;
        evidence + 2.0 * (odds(self.pairs.get(&(last, first)), 1.0) - prior) > 0.0
    }
}

/// A word without marks at its ends.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{3001}' | '\u{3002}' | '\u{ff01}'..='\u{ff1f}')
}

/// Adds a line to the lines before it. Returns where it begins.
pub(super) fn join(text: &mut String, line: &str, habits: &Habits) -> usize {
    let had_blank = text.ends_with(' ');
    text.truncate(text.trim_end().len());
    let line = line.trim_start();
    if let (Some(last), Some(first)) = (text.chars().next_back(), line.chars().next()) {
        let left = text.rsplit(char::is_whitespace).next().unwrap_or_default();
        let right = line.split_whitespace().next().unwrap_or_default();
        let hyphen = matches!(last, '-' | '\u{2010}');
        if last == '\u{ad}' || (hyphen && is_hyphenated(left, right, habits)) {
            text.pop();
        } else if is_hangul(last) && is_hangul(first) {
            if had_blank || !is_parted(left, right, habits) {
                text.push(' ');
            }
        } else if last.is_ascii_digit() && is_hangul(first) {
            if had_blank || !habits.fills {
                text.push(' ');
            }
        } else if !(hyphen && first.is_alphanumeric() && left.chars().count() > 1 || is_tight(last, first, had_blank)) {
            text.push(' ');
        }
    }
    let start = text.len();
    text.push_str(line);
    start
}

/// Whether no blank stands between two lines, whatever they say: behind a dash or a slash, between ideographs.
fn is_tight(last: char, first: char, had_blank: bool) -> bool {
    (matches!(last, '\u{2014}' | '/') && !had_blank) || is_ideograph(last) || is_ideograph(first)
}

/// Whether the hyphen at the end of `left` only parts a word: "agree-ment" but not "inter-Korean". The rest of the file tells;
/// where it does not, whether both parts are words, and whether the file hyphenates at all.
fn is_hyphenated(left: &str, right: &str, habits: &Habits) -> bool {
    let stem = left.trim_end_matches(['-', '\u{2010}']);
    let (whole, compound) = (habits.count(&format!("{stem}{right}")), habits.count(&format!("{stem}-{right}")));
    let is_plain = !bare(stem).is_empty() && bare(stem).chars().all(char::is_alphabetic) && right.starts_with(char::is_lowercase);
    if whole != compound {
        return whole > compound;
    }
    is_plain && habits.hyphenates && (habits.count(stem) == 0 || habits.count(right) == 0)
}

/// Whether a Korean word was parted at the end of a line.
fn is_parted(left: &str, right: &str, habits: &Habits) -> bool {
    // Where blanks are kept, there was none.
    if habits.has_blanks {
        return true;
    }
    let (whole, parts) = (habits.count(&format!("{left}{right}")), habits.count(left).min(habits.count(right)));
    if whole != parts {
        return whole > parts;
    }
    let joint = left.chars().next_back().zip(right.chars().next());
    habits.fills && joint.is_some_and(|(last, first)| !habits.syllables.are_apart(last, first))
}
