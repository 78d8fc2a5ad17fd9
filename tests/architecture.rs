//! The directions between layers: fails when a file names a layer that it must not know.

use std::{fs, path::Path};

/// Folder under `src`, and what its files must not name.
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "engine",
        &[
            "crate::app",
            "crate::cli",
            "crate::platform",
            "crate::report",
            "crate::session",
            "crate::ui",
            "crate::view",
            "egui",
            "std::fs",
            "std::env",
            "std::path",
            "SystemTime",
            "Instant",
            "rfd::",
        ],
    ),
    (
        "session",
        &[
            "crate::app",
            "crate::cli",
            "crate::platform",
            "crate::report",
            "crate::ui",
            "crate::view",
            "egui",
            "std::fs",
            "std::env",
            "SystemTime",
        ],
    ),
    ("report", &["crate::app", "crate::cli", "crate::platform", "crate::ui", "crate::view", "egui", "std::fs"]),
    ("view", &["crate::app", "crate::cli", "crate::platform", "crate::ui", "crate::report", "egui", "std::fs", "Color32"]),
    ("platform", &["crate::app", "crate::cli", "crate::engine", "crate::report", "crate::session", "crate::ui", "crate::view", "egui"]),
    ("app", &["crate::ui", "crate::cli", "egui", "std::fs", "rfd::"]),
    ("cli", &["crate::app", "crate::ui", "crate::view", "egui"]),
    ("ui", &["crate::cli", "crate::platform", "crate::report", "std::fs", "std::thread", "rfd::"]),
    ("engine/text", &["engine::statement", "engine::segment", "engine::align", "engine::diff", "engine::issues", "engine::import"]),
    ("engine/statement", &["engine::segment", "engine::align", "engine::diff", "engine::issues", "engine::import", "engine::comparison"]),
    ("engine/import", &["engine::align", "engine::diff", "engine::issues", "engine::comparison"]),
    ("engine/segment", &["engine::align", "engine::diff", "engine::issues", "engine::comparison"]),
    ("engine/align", &["engine::diff", "engine::issues", "engine::divergence", "engine::comparison"]),
    ("engine/diff", &["engine::align", "engine::issues", "engine::divergence", "engine::comparison"]),
    ("engine/phrases", &["engine::align", "engine::diff", "engine::divergence", "engine::comparison"]),
    ("engine/issues", &["engine::align", "engine::diff", "engine::divergence", "engine::comparison"]),
    ("engine/divergence", &["engine::comparison"]),
];

fn rust_files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file without its tests and comments: tests may reach up to build what they need.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Names inside one `use crate::{…}` are written without `crate::`: they are spelled out before the search.
fn spelled_out(code: &str) -> String {
    let mut out = code.to_owned();
    for (at, _) in code.match_indices("use crate::{") {
        let block: String = code.get(at..).unwrap_or_default().chars().take_while(|&c| c != ';').collect();
        let mut depth = 0;
        let mut name = String::new();
        for c in block.chars().skip("use crate::".len()) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => name.clear(),
                c if depth == 1 && !c.is_whitespace() => name.push(c),
                _ => {}
            }
            if depth == 1 && c == ':' && name.ends_with("::") {
                out.push_str("\ncrate::");
                out.push_str(&name);
            }
        }
    }
    out
}

#[test]
fn no_file_names_a_layer_that_it_must_not_know() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    for (folder, names) in FORBIDDEN {
        let mut files = Vec::new();
        rust_files(&source.join(folder), &mut files);
        assert!(!files.is_empty(), "src/{folder} has no files");
        for file in files {
            let text = spelled_out(&code(&fs::read_to_string(&file).unwrap_or_default()));
            broken.extend(names.iter().filter(|name| text.contains(**name)).map(|name| format!("{} names {name}", file.display())));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let silent: Vec<_> = files.iter().filter(|file| !fs::read_to_string(file).unwrap_or_default().starts_with("//! ")).collect();
    assert!(silent.is_empty(), "{silent:?}");
}
