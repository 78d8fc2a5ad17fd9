//! Pairs of short statements in `tests/cases/links`, each with the links that a careful reader draws.

use communique::engine::{
    align::Group,
    comparison::{CompareOptions, Link, compare},
    import::import,
    segment::segment,
    statement::Statement,
    text::Never,
};
use std::{fs, path::Path, sync::Arc};

fn statement(path: &Path) -> Arc<Statement> {
    Arc::new(segment(import(fs::read(path).unwrap(), "case.txt").unwrap(), "case"))
}

/// `kind a=b`, passages counted from 0, an `m` where moved. Links that only speak of the same matter are left out.
fn written(link: &Link) -> String {
    let side = |group: Group| group.passages().map(|p| p.0.to_string()).collect::<Vec<_>>().join("+");
    format!("{} {}={}{}", link.kind.code(), side(link.a.group), side(link.b.group), if link.moved { " m" } else { "" })
}

/// The folder holds `a.txt`, `b.txt` and `links.txt`, one link a line.
fn check(folder: &Path) {
    let statements = ["a.txt", "b.txt"].map(|name| statement(&folder.join(name)));
    let comparison = compare(&statements, &CompareOptions::default(), &Never).unwrap();
    let found: Vec<String> = comparison.links.iter().filter(|link| link.kind.is_same()).map(written).collect();
    let expected = fs::read_to_string(folder.join("links.txt")).unwrap();
    assert_eq!(found, expected.lines().collect::<Vec<_>>(), "{}", folder.display());
}

#[test]
fn links_of_all_cases() {
    let mut folders: Vec<_> =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/links")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() >= 9);
    for folder in &folders {
        check(folder);
    }
}
