//! What a label of a speaker is: words in capitals and a colon, a title and a name, the house style of a question, a name that
//! comes back.

use regex::{Captures, Regex};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Words that open a label in ordinary case.
const TITLES: &str = "President|Vice President|Prime Minister|Premier|Chancellor|Chairman|Chairwoman|Chair|Secretary|Deputy Secretary|Assistant Secretary|Under Secretary|\
                      Minister|Foreign Minister|Defense Minister|Defence Minister|Vice Minister|First Vice Minister|State Secretary|Ambassador|Spokesperson|Spokesman|Spokeswoman|\
                      General|Gen\\.|Admiral|Adm\\.|Mr\\.?|Mrs\\.?|Ms\\.?|Dr\\.?|Sir|Senator|Secretary General|Secretary-General|Vice Foreign Minister|High Representative|Commissioner|Director|Chief of Staff|Colonel|Captain|Governor|Representative|Congressman|Speaker|Foreign Secretary|Defense Secretary|Taoiseach|Emperor|King|Queen|Crown Prince|Pope|Moderator|Host|Interpreter|Reporter|Journalist|Question";

/// The words that open a label in ordinary case.
pub(super) static OFFICES: LazyLock<Vec<String>> =
    LazyLock::new(|| TITLES.split('|').map(|title| title.trim_end_matches(['?', '.']).replace('\\', "")).collect());

/// Lines in capitals with a colon that name no speaker.
const NO_SPEAKERS: &[&str] = &[
    "NOTE",
    "NOTES",
    "CC",
    "TO",
    "FROM",
    "RE",
    "DATE",
    "TIME",
    "PLACE",
    "SUBJECT",
    "CONTACT",
    "FACT SHEET",
    "READOUT",
    "BACKGROUND",
    "SUMMARY",
    "WASHINGTON",
    "SEOUL",
    "TOKYO",
    "FOR IMMEDIATE RELEASE",
    "END",
    "BEGIN TEXT",
    "END TEXT",
    "UPDATE",
    "CORRECTION",
    "PS",
    "WHO",
    "WHAT",
    "WHERE",
    "WHEN",
    "WHY",
    "HOW",
    "LOCATION",
    "TITLE",
    "SOURCE",
    "PARTICIPANTS",
];

static PATTERNS: LazyLock<[Option<Regex>; 5]> = LazyLock::new(|| {
    [
        Regex::new(r"^(?P<name>\p{Lu}[\p{Lu}0-9 .,'’&-]*?)(?P<brackets>\s*\([^)]+\))?\s*:(?P<after>\s*\([^)]+\))?(?:\s|$)"),
        Regex::new(&format!(r"^(?P<name>(?:{TITLES})(?:\s+(?:of\s+)?[\p{{Lu}}][\p{{L}}.'’-]*)*)(?P<brackets>\s*\([^)]+\))?\s*:(?P<after>\s*\([^)]+\))?(?:\s|$)")),
        // "Jane Roe, Moderator:"
        Regex::new(&format!(r"^(?P<name>\p{{Lu}}[\p{{L}}.'’-]+(?:\s+\p{{Lu}}[\p{{L}}.'’-]*)+,\s+(?:{TITLES}))(?P<brackets>\s*\([^)]+\))?\s*:(?P<after>\s*\([^)]+\))?(?:\s|$)")),
        Regex::new(r#"^(?P<name>Q)(?P<brackets>)[.:]?(?P<after>\s+\([^)]+\))?\s+(?:[\p{Lu}"“'‘—–(\[]|\p{Hangul})"#),
        Regex::new(
            r"^(?P<name>[가-힣]{2,4}\s+[가-힣 ]{0,12}(?:대통령|총리|장관|차관|부상|실장|대변인|국장|위원장|대사|의원|수석|사회자|진행자)|기자|질문|답변|문|답|사회자|통역)(?P<brackets>\s*\([^)]+\))?\s*:(?P<after>\s*\([^)]+\))?(?:\s|$)",
        ),
    ]
    .map(Result::ok)
});

/// What a paragraph of a transcript opens with.
pub(super) struct Label {
    /// As printed, without colon and brackets.
    pub name: String,
    /// Bytes of the label from the start of the paragraph.
    pub len: usize,
    /// Its brackets speak of an interpreter.
    pub interpreted: bool,
}

/// Whether a line opens with a speaker's label.
pub(super) fn has_label(line: &str) -> bool {
    read_label(line).is_some()
}

/// Reads the label that a paragraph opens with.
pub(super) fn read_label(paragraph: &str) -> Option<Label> {
    let found = PATTERNS.iter().flatten().find_map(|pattern| pattern.captures(paragraph).filter(is_short))?;
    let name = found.name("name")?;
    let words = name.as_str().split_whitespace().count();
    let letters = name.as_str().chars().filter(|c| c.is_alphabetic()).count();
    if NO_SPEAKERS.contains(&name.as_str().trim())
        || words > 9
        || letters == 0
        || (letters == 1 && name.as_str() != "Q" && name.as_str() != "A")
    {
        return None;
    }
    let brackets = [found.name("brackets"), found.name("after")];
    let interpreted = brackets.iter().flatten().any(|m| is_interpreted(m.as_str()));
    // The brackets after the colon belong to the label only where they speak of the interpreter.
    let after = found.name("after").filter(|m| is_interpreted(m.as_str()));
    let colon = paragraph.get(name.end()..).and_then(|rest| rest.find(':')).filter(|_| paragraph.get(..name.end()) != Some("Q"));
    let len = after.map_or_else(
        || {
            let end = colon.map_or(name.end(), |at| name.end() + at + 1);
            let rest = paragraph.get(end..).unwrap_or_default();
            end + rest.len() - rest.trim_start_matches(['.', ':']).len()
        },
        |m| m.end(),
    );
    Some(Label { name: name.as_str().trim().trim_end_matches(',').to_owned(), len, interpreted })
}

/// Whether no part is longer than parts of a label are. Said here, because a pattern that counts takes ten times as long to
/// build.
fn is_short(found: &Captures<'_>) -> bool {
    let limits = [("name", 70), ("brackets", 64), ("after", 44)];
    limits.into_iter().all(|(part, limit)| found.name(part).is_none_or(|part| part.as_str().chars().count() <= limit))
}

fn is_interpreted(brackets: &str) -> bool {
    let lower = brackets.to_lowercase();
    ["interpret", "translat", "통역"].iter().any(|word| lower.contains(word))
}

/// A name in ordinary case that a line opens with.
static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(\p{L}[\p{L}.'’-]*(?: \p{L}[\p{L}.'’-]*)*):(?: |$)").ok());
/// Labels of those who have no name, in lower case.
const NAMELESS: &[&str] = &[
    "man",
    "woman",
    "narrator",
    "announcer",
    "interpreter",
    "translator",
    "audience",
    "male speaker",
    "female speaker",
    "speaker",
    "reporter",
];

/// The name in ordinary case that a line may open with: at most four words before a colon.
pub(super) fn name_of(line: &str) -> Option<&str> {
    let name = NAME.as_ref()?.captures(line)?.get(1)?.as_str();
    (name.split(' ').count() <= 4 && !has_label(line)).then_some(name)
}

/// The names in ordinary case that label speakers among `lines`: those which come back, and those of people without a name.
/// "However:" and "for example:" open sentences.
pub(super) fn names<'a>(lines: impl Iterator<Item = &'a str>) -> FxHashSet<&'a str> {
    let mut count: FxHashMap<&str, u32> = FxHashMap::default();
    for line in lines {
        if let Some(name) = name_of(line) {
            // A name alone on its line is nothing else.
            *count.entry(name).or_default() += if line.trim_end().len() == name.len() + 1 { 2 } else { 1 };
        }
    }
    let is_name = |name: &str, times: u32| {
        let is_capital = name.split(' ').all(|word| word.starts_with(char::is_uppercase));
        NAMELESS.contains(&name.to_lowercase().as_str())
            || (times > 1 && is_capital && !NO_SPEAKERS.contains(&name.to_uppercase().as_str()))
    };
    count.into_iter().filter(|(name, times)| is_name(name, *times)).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        assert!(PATTERNS.iter().all(Option::is_some));
        let check = |line: &str, expected: Option<(&str, &str, bool)>| {
            let found = read_label(line);
            let found = found.as_ref().map(|l| (l.name.as_str(), line.get(..l.len).unwrap_or_default(), l.interpreted));
            assert_eq!(found, expected, "{line}");
        };
        check("SECRETARY BLINKEN:  Good morning.", Some(("SECRETARY BLINKEN", "SECRETARY BLINKEN:", false)));
        check(
            "FOREIGN MINISTER CHUNG (THROUGH TRANSLATOR): Thank you.",
            Some(("FOREIGN MINISTER CHUNG", "FOREIGN MINISTER CHUNG (THROUGH TRANSLATOR):", true)),
        );
        check("PRESIDENT MOON:  (As interpreted.)  Thank you.", Some(("PRESIDENT MOON", "PRESIDENT MOON:  (As interpreted.)", true)));
        check("PRESIDENT MOON: (Laughs.) Thank you.", Some(("PRESIDENT MOON", "PRESIDENT MOON:", false)));
        check("Q Thank you, Mr. President.", Some(("Q", "Q", false)));
        check("Q (As interpreted.) Thank you.", Some(("Q", "Q (As interpreted.)", true)));
        check("Q: Thank you.", Some(("Q", "Q:", false)));
        check("QUESTION: Thank you.", Some(("QUESTION", "QUESTION:", false)));
        check("MR PRICE: Hello.", Some(("MR PRICE", "MR PRICE:", false)));
        check("Minister Ord: Hello.", Some(("Minister Ord", "Minister Ord:", false)));
        check("정의용 장관: 감사합니다.", Some(("정의용 장관", "정의용 장관:", false)));
        check("기자: 질문이 있습니다.", Some(("기자", "기자:", false)));
        check("Jane Roe, Moderator: Hello.", Some(("Jane Roe, Moderator", "Jane Roe, Moderator:", false)));
        check("Secretary General Roe: Hello.", Some(("Secretary General Roe", "Secretary General Roe:", false)));
        check("for example: this", None);
        check("For example: this", None);
        check("NOTE: the text follows.", None);
        check("Q3 figures were good.", None);
        check("The Alliance: Opening a New Chapter", None);
        check("WASHINGTON: the city", None);
    }

    #[test]
    fn names_come_back() {
        let check = |lines: &[&str], expected: &[&str]| {
            let mut found: Vec<&str> = names(lines.iter().copied()).into_iter().collect();
            found.sort_unstable();
            assert_eq!(found, expected);
        };
        check(&["Jane Roe: Hello.", "So: this", "Jane Roe: Bye."], &["Jane Roe"]);
        check(&["Max:", "man: Yes."], &["Max", "man"]);
        check(&["Note: one", "Note: two", "for example: x", "for example: y"], &[]);
    }
}
