//! Where sentences end: one case a line in `tests/cases/sentences`, `|` between two passages.

use communique::engine::{import::import, segment::segment};
use std::{fs, path::Path};

/// The passages of a text, with `joint` between them.
fn marked(text: &str, joint: &str) -> String {
    let statement = segment(import(text.as_bytes(), "case.txt").unwrap(), "case.txt");
    statement.passages.iter().map(|passage| passage.span.of(statement.text())).collect::<Vec<_>>().join(joint)
}

fn check(file: &str, joint: &str, blank: &str) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sentences").join(file);
    let corpus = fs::read_to_string(path).unwrap();
    let cases: Vec<&str> = corpus.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, marked(&case.replace(joint, blank), joint)))
        .filter(|(case, found)| *found != case.split_whitespace().collect::<Vec<_>>().join(" "))
        .map(|(case, found)| format!("expected {case}\n   found {found}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {} in {file}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    cases.len()
}

#[test]
fn sentences_end_where_they_should() {
    let cases = check("english.txt", " | ", " ") + check("korean.txt", " | ", " ") + check("japanese.txt", "|", "");
    assert!(cases >= 150, "only {cases} cases");
}
