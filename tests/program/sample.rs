//! The invented sample has the links that are written beside it.

use communique::engine::{
    comparison::{CompareOptions, Comparison, compare},
    import::import,
    segment::segment,
    statement::{PassageIdx, StatementIdx},
    text::Never,
};
use std::{fs, path::Path, sync::Arc};

const FILES: [&str; 3] = ["statement.md", "briefing.md", "response.md"];

/// The passages that hold a piece of text.
fn find(comparison: &Comparison, file: &str, words: &str) -> (StatementIdx, Vec<PassageIdx>) {
    let idx = FILES.iter().position(|&name| name == file).unwrap();
    let statement = &comparison.statements[idx];
    let holds = |p: &usize| statement.passage_text(PassageIdx(*p)).contains(words);
    let passages: Vec<PassageIdx> = (0..statement.passages.len()).filter(holds).map(PassageIdx).collect();
    assert!(!passages.is_empty(), "{file} does not say {words:?}");
    (StatementIdx(idx), passages)
}

#[test]
fn the_expected_links_are_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/invented");
    let read = |name: &&str| Arc::new(segment(import(fs::read(folder.join(name)).unwrap(), name).unwrap(), name));
    let comparison = compare(&FILES.iter().map(read).collect::<Vec<_>>(), &CompareOptions::default(), &Never).unwrap();
    let table = fs::read_to_string(folder.join("links.tsv")).unwrap();
    let mut wrong = Vec::new();
    for row in table.lines().skip(1) {
        let &[file_a, words_a, file_b, words_b, relation] = row.split('\t').collect::<Vec<_>>().as_slice() else { panic!("{row}") };
        let ((a, from), (b, to)) = (find(&comparison, file_a, words_a), find(&comparison, file_b, words_b));
        let link = comparison.links.iter().find(|link| {
            let joins = from.iter().any(|&p| link.a.group.contains(p)) && to.iter().any(|&p| link.b.group.contains(p));
            link.a.statement == a && link.b.statement == b && link.kind.is_same() && joins
        });
        let found = match link {
            None => "none",
            Some(link) if link.moved => "same moved",
            Some(_) => "same",
        };
        if found != relation {
            wrong.push(format!("{words_a} | {words_b}: {found}, expected {relation}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
