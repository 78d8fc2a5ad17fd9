//! Completes what the source did not say: title, date and form, from the first lines and the turns.

use super::party;
use crate::engine::{
    statement::{Document, Form, ParagraphKind, date},
    text::one_line,
};

const WRITTEN: &[&str] = &[
    "joint statement",
    "statement",
    "communiqu",
    "declaration",
    "readout",
    "fact sheet",
    "press release",
    "note verbale",
    "공동성명",
    "성명",
    "담화",
    "선언",
    "보도자료",
];
const SPOKEN: &[&str] = &[
    "press conference",
    "press availability",
    "briefing",
    "remarks",
    "interview",
    "address",
    "speech",
    "q&a",
    "q & a",
    "기자회견",
    "브리핑",
    "연설",
    "인터뷰",
    "모두발언",
];

/// Fills in what can be told from the text itself; what the source said stays.
pub(super) fn complete(document: &mut Document) {
    let opening: String = document.paragraphs.iter().take(6).map(|p| p.span.of(&document.text)).collect::<Vec<_>>().join("\n");
    if document.title.is_none() {
        document.title = document
            .paragraphs
            .iter()
            .take(4)
            .take_while(|p| p.kind == ParagraphKind::Heading || p.span.len() < 120)
            .find(|p| p.kind == ParagraphKind::Heading)
            .map(|p| p.span.of(&document.text).replace('\n', " "))
            // "Begin text:" leads in a text, it does not name it.
            .filter(|title| title.chars().count() <= 200 && !title.ends_with(':'));
    }
    if document.date.is_none() {
        document.date = document.title.as_deref().and_then(date::find).or_else(|| {
            let head: String = opening.chars().take(600).collect();
            date::find(&head)
        });
    }
    if document.form == Form::Unknown {
        document.form = guess_form(document);
    }
    if document.party.is_none() {
        document.party = party::of_statement(document);
    }
}

/// Takes the title that a file's properties name, where the text has it too: templates and programs leave others there.
pub(super) fn take_title(document: &mut Document, named: Option<&str>) {
    let title = named.map(one_line).filter(|title| !title.is_empty());
    document.title = title.filter(|title| document.text.contains(title.as_str()));
}

fn guess_form(document: &Document) -> Form {
    let title = document.title.as_deref().unwrap_or_default().to_lowercase();
    let names = |words: &[&str]| words.iter().any(|word| title.contains(word));
    if names(SPOKEN) || document.turns.len() >= 3 {
        Form::Spoken
    } else if names(WRITTEN) {
        Form::Written
    } else {
        Form::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::super::import;
    use crate::engine::statement::Form;

    #[test]
    fn completes() {
        let check = |text: &str, title: Option<&str>, date: Option<&str>, form| {
            let found = import(text.as_bytes(), "x.txt").unwrap_or_default();
            assert_eq!((found.title.as_deref(), found.date.as_deref(), found.form), (title, date, form), "{text}");
        };
        check(
            "Joint Statement of the Ministers\n\nPort Aru, 4 May 2031. The ministers met.",
            Some("Joint Statement of the Ministers"),
            Some("2031-05-04"),
            Form::Written,
        );
        check("MINISTER ORD:  Good morning.\n\nQ  Why?\n\nMINISTER ORD:  Because.", None, None, Form::Spoken);
        check("<p><b>Begin Text:</b></p><p>We met.</p>", None, None, Form::Unknown);
        check("Nothing is said of it here.", None, None, Form::Unknown);
    }
}
