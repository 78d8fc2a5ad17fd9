//! Speaker labels of transcripts become turns.
//!
//! A label opens a paragraph: words in capitals and a colon (`SECRETARY BLINKEN:`), a title, a name and a colon
//! (`Minister Ord:`, `정의용 장관:`), or the house style of a question (`Q`, `Q:`, `QUESTION:`). Brackets behind it
//! (`(THROUGH TRANSLATOR)`, `(As interpreted.)`) belong to it. A paragraph without label belongs to the turn before.

use crate::engine::{
    statement::{Document, ParagraphKind, Part, Role, Turn},
    text::ByteSpan,
};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Words that open a label in ordinary case.
const TITLES: &str = "President|Vice President|Prime Minister|Premier|Chancellor|Chairman|Chairwoman|Chair|Secretary|Deputy Secretary|Assistant Secretary|Under Secretary|\
                      Minister|Foreign Minister|Defense Minister|Defence Minister|Vice Minister|First Vice Minister|State Secretary|Ambassador|Spokesperson|Spokesman|Spokeswoman|\
                      General|Gen\\.|Admiral|Adm\\.|Mr\\.?|Mrs\\.?|Ms\\.?|Dr\\.?|Sir|Senator|Moderator|Host|Interpreter|Reporter|Journalist|Question";

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

static PATTERNS: LazyLock<[Option<Regex>; 4]> = LazyLock::new(|| {
    [
        Regex::new(r"^(?P<name>\p{Lu}[\p{Lu}0-9 .,'’&-]*?)(?P<brackets>\s*\([^)]+\))?\s*:(?P<after>\s*\([^)]+\))?(?:\s|$)"),
        Regex::new(&format!(r"^(?P<name>(?:{TITLES})(?:\s+(?:of\s+)?[\p{{Lu}}][\p{{L}}.'’-]*)*)(?P<brackets>\s*\([^)]+\))?\s*:(?P<after>\s*\([^)]+\))?(?:\s|$)")),
        Regex::new(r#"^(?P<name>Q)(?P<brackets>)[.:]?(?P<after>\s+\([^)]+\))?\s+(?:[\p{Lu}"“'‘—–(\[]|\p{Hangul})"#),
        Regex::new(
            r"^(?P<name>[가-힣]{2,4}\s+[가-힣 ]{0,12}(?:대통령|총리|장관|차관|부상|실장|대변인|국장|위원장|대사|의원|수석|사회자|진행자)|기자|질문|답변|문|답|사회자|통역)(?P<brackets>\s*\([^)]+\))?\s*:(?P<after>\s*\([^)]+\))?(?:\s|$)",
        ),
    ]
    .map(Result::ok)
});

struct Label {
    name: String,
    /// Bytes of the label from the start of the paragraph.
    len: usize,
    interpreted: bool,
}

/// Whether a line opens with a speaker's label.
pub(super) fn has_label(line: &str) -> bool {
    read_label(line).is_some()
}

fn read_label(paragraph: &str) -> Option<Label> {
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

/// Fills in [`Document::turns`]. A single odd label in a text without others is no transcript and is left alone.
pub(super) fn find_turns(document: &mut Document) {
    let mut turns: Vec<Turn> = Vec::new();
    for paragraph in &document.paragraphs {
        if paragraph.kind == ParagraphKind::Heading && !has_label(paragraph.span.of(&document.text)) {
            continue;
        }
        let start = paragraph.span.start;
        if let Some(label) = read_label(paragraph.span.of(&document.text)) {
            if let Some(open) = turns.last_mut() {
                open.span.end = close_before(document.paragraphs.as_slice(), start);
            }
            turns.push(Turn {
                name: stable_name(&label.name),
                role: role_of(&label.name),
                part: Part::Unknown,
                interpreted: label.interpreted,
                label: ByteSpan::new(start, start + label.len),
                span: ByteSpan::new(start, document.text.len()),
                speaker: label.name,
            });
        }
    }
    let has_questions = turns.iter().any(|turn| turn.role == Role::Journalist);
    let titled = turns.iter().filter(|turn| is_titled(&turn.speaker)).count();
    if turns.len() < 2 && !has_questions && titled == 0 {
        return;
    }
    mark_parts(&mut turns);
    document.turns = turns;
}

fn close_before(paragraphs: &[crate::engine::statement::Paragraph], start: usize) -> usize {
    let idx = paragraphs.partition_point(|p| p.span.start < start);
    idx.checked_sub(1).and_then(|last| paragraphs.get(last)).map_or(start, |p| p.span.end)
}

/// Before the first question everything is prepared; after it what is not asked is answered.
fn mark_parts(turns: &mut [Turn]) {
    let first_question = turns.iter().position(|turn| turn.role == Role::Journalist);
    for (idx, turn) in turns.iter_mut().enumerate() {
        turn.part = match first_question {
            _ if turn.role == Role::Journalist => Part::Question,
            Some(first) if idx > first => Part::Answer,
            _ => Part::Prepared,
        };
    }
}

fn is_titled(label: &str) -> bool {
    let upper = label.to_uppercase();
    TITLES.split('|').any(|title| upper.starts_with(&title.trim_end_matches(['?', '.']).replace("\\.", "").to_uppercase()))
        || label.chars().any(|c| ('가'..='힣').contains(&c))
}

fn role_of(label: &str) -> Role {
    let upper = label.to_uppercase();
    let word = upper.trim_end_matches(['.', ' ']);
    if matches!(word, "Q" | "QUESTION" | "REPORTER" | "JOURNALIST" | "기자" | "질문" | "문")
        || word.starts_with("QUESTION")
        || word.starts_with("REPORTER")
    {
        Role::Journalist
    } else if word.starts_with("MODERATOR") || word.starts_with("HOST") || matches!(word, "OPERATOR" | "사회자" | "진행자") {
        Role::Moderator
    } else if word.contains("INTERPRETER") || word.contains("TRANSLATOR") || matches!(word, "통역" | "VOICE" | "PARTICIPANT" | "AUDIENCE")
    {
        Role::Unknown
    } else {
        Role::Official
    }
}

/// The last word of a label, in ordinary case; none for `Q`, `MODERATOR`, `THE PRESIDENT` and the like.
fn stable_name(label: &str) -> Option<String> {
    if role_of(label) != Role::Official {
        return None;
    }
    if label.chars().any(|c| ('가'..='힣').contains(&c)) {
        return label.split_whitespace().next().filter(|name| !matches!(*name, "답변" | "답")).map(str::to_owned);
    }
    let last = label.split_whitespace().next_back()?;
    let is_title = |word: &str| TITLES.split('|').any(|title| title.split(' ').any(|part| part.eq_ignore_ascii_case(word)));
    if is_title(last) || label.to_uppercase().starts_with("THE ") || last.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return None;
    }
    Some(last.split('-').map(title_case).collect::<Vec<_>>().join("-"))
}

fn title_case(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::import::import;

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
        check("for example: this", None);
        check("For example: this", None);
        check("NOTE: the text follows.", None);
        check("Q3 figures were good.", None);
        check("The Alliance: Opening a New Chapter", None);
        check("WASHINGTON: the city", None);
    }

    #[test]
    fn turns() {
        let text = "East Room\n\nPRESIDENT ARLO:  Welcome.\n\nA second paragraph.\n\nQ  Why now?\n\nPRESIDENT ARLO:  Because.";
        let document = import(text.as_bytes(), "x.txt").unwrap_or_default();
        let found: Vec<_> = document.turns.iter().map(|t| (t.name.as_deref(), t.role, t.part, t.span.of(&document.text))).collect();
        assert_eq!(
            found,
            [
                (Some("Arlo"), Role::Official, Part::Prepared, "PRESIDENT ARLO: Welcome.\n\nA second paragraph."),
                (None, Role::Journalist, Part::Question, "Q Why now?"),
                (Some("Arlo"), Role::Official, Part::Answer, "PRESIDENT ARLO: Because."),
            ]
        );
    }
}
