//! Plain text: paragraphs at empty lines; hard-wrapped lines joined, unwrapped lines kept apart; lists.

use super::blocks::Blocks;
use crate::engine::statement::{Document, ParagraphKind};

/// Reads plain text.
pub(super) fn read(text: &str) -> Document {
    let mut blocks = Blocks::default();
    for block in text.split("\n\n").flat_map(|b| b.split("\n \n")) {
        let lines: Vec<&str> = block.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let wrapped = is_hard_wrapped(&lines);
        for (line_idx, line) in lines.iter().enumerate() {
            let item = list_item_text(line);
            if line_idx > 0 && (!wrapped || item.is_some() || super::label::has_label(line)) {
                blocks.end(kind_of(&lines, line_idx - 1, wrapped));
            }
            if line_idx > 0 {
                blocks.text(" ");
            }
            blocks.text(line);
        }
        if let Some(last) = lines.len().checked_sub(1) {
            blocks.end(kind_of(&lines, last, wrapped));
        }
    }
    blocks.finish()
}

/// The kind of the block that ends with line `last`: of a wrapped block, the nearest line before it that opens an item.
fn kind_of(lines: &[&str], last: usize, wrapped: bool) -> ParagraphKind {
    let opener = if wrapped {
        lines.iter().take(last + 1).rev().find(|line| list_item_text(line).is_some() || super::label::has_label(line)).or(lines.first())
    } else {
        lines.get(last)
    };
    match opener {
        Some(line) if list_item_text(line).is_some() => ParagraphKind::ListItem,
        Some(line) if is_heading(line) && (!wrapped || lines.len() == 1) => ParagraphKind::Heading,
        _ => ParagraphKind::Text,
    }
}

/// Lines of a hard-wrapped block are of much the same length, and none but the last is short or very long.
fn is_hard_wrapped(lines: &[&str]) -> bool {
    let Some((_, body)) = lines.split_last() else { return false };
    let longest = body.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let unfinished = body.iter().filter(|line| !line.ends_with(['.', '!', '?', ':', '\u{201d}'])).count();
    let filled = body.iter().filter(|line| line.chars().count() * 10 >= longest * 6).count();
    (30..=110).contains(&longest) && filled * 10 >= body.len() * 7 && unfinished * 2 >= body.len()
}

/// The text of a list item, where `line` opens one: `- x`, `• x`, `3. x`, `(a) x`.
pub(super) fn list_item_text(line: &str) -> Option<&str> {
    let line = line.trim_start();
    if let Some(rest) =
        line.strip_prefix(['-', '*', '\u{2022}', '\u{2013}', '\u{25aa}', '\u{25cf}', '\u{25cb}', '\u{ff65}', '\u{b7}', '\u{25a1}'])
    {
        return rest.starts_with(char::is_whitespace).then(|| rest.trim_start());
    }
    let body = line.strip_prefix('(').unwrap_or(line);
    let label: String = body.chars().take_while(char::is_ascii_alphanumeric).collect();
    let is_label = (1..=3).contains(&label.len()) && label.chars().all(|c| c.is_ascii_digit()) || label.len() == 1;
    let rest = body.strip_prefix(label.as_str())?;
    let closes = if body.len() < line.len() { rest.strip_prefix(')') } else { rest.strip_prefix(['.', ')']) };
    let is_initial = label.chars().all(|c| c.is_ascii_uppercase()) && body.len() == line.len();
    closes.filter(|text| is_label && !is_initial && text.starts_with(' ') && !starts_like_date(text)).map(str::trim_start)
}

/// `18. 3. 2021` and `2021. 3. 18.` are dates, not items.
fn starts_like_date(text: &str) -> bool {
    let text = text.trim_start();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    (1..=2).contains(&digits) && text.chars().nth(digits) == Some('.')
}

/// A short line without a full stop, in capitals or in title case.
pub(super) fn is_heading(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() > 14 || line.ends_with(['.', ',', ';', ':', '?', '!', ')']) || super::label::has_label(line) {
        return false;
    }
    let cased: Vec<&&str> = words.iter().filter(|w| w.chars().any(char::is_alphabetic)).collect();
    let long = cased.iter().filter(|w| w.chars().count() > 3);
    let capital = |w: &&&&str| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let (total, capitals) = (long.clone().count(), long.filter(capital).count());
    total >= 1 && capitals == total && cased.first().is_some_and(|w| capital(&w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Heading, ListItem, Text};

    fn check(text: &str, expected: &[(&str, ParagraphKind)]) {
        let document = read(text);
        let found: Vec<_> = document.paragraphs.iter().map(|p| (p.span.of(&document.text), p.kind)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        check(
            "The two sides met in the capital on Monday and\ndiscussed the situation on the border at length.\n\nThey parted.",
            &[
                ("The two sides met in the capital on Monday and discussed the situation on the border at length.", Text),
                ("They parted.", Text),
            ],
        );
    }

    #[test]
    fn one_line_a_paragraph() {
        check(
            "First point made by the minister.\nSecond point made by the minister.",
            &[("First point made by the minister.", Text), ("Second point made by the minister.", Text)],
        );
    }

    #[test]
    fn lists_and_headings() {
        check(
            "Joint Statement of the Two Ministers\n\nThey agreed:\n- to meet again\n- to write\n\n1. First of all.\n2. Second.",
            &[
                ("Joint Statement of the Two Ministers", Heading),
                ("They agreed:", Text),
                ("- to meet again", ListItem),
                ("- to write", ListItem),
                ("1. First of all.", ListItem),
                ("2. Second.", ListItem),
            ],
        );
    }

    #[test]
    fn items() {
        for (line, expected) in [
            ("(a) x", Some("x")),
            ("12. x", Some("x")),
            ("2021. 3. 18. x", None),
            ("18. 3. 2021", None),
            ("J. Smith", None),
            ("-5 degrees", None),
            ("\u{2022} x", Some("x")),
        ] {
            assert_eq!(list_item_text(line), expected, "{line}");
        }
    }
}
