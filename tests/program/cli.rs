//! The command line, by the real program.

use communique::{
    engine::{import::import, issues::Entry},
    session::{NewStatement, Note, ReviewEdit, Session, SessionEdit, Source, Subject, Verdict, file},
};
use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_communique"))
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .unwrap()
}

fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/invented").join(name).display().to_string()
}

fn check(arguments: &[&str], status: i32, error: &str) {
    let output = run(arguments);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).trim()), (Some(status), error), "{arguments:?}");
}

#[test]
fn errors_are_one_sentence() {
    check(&["compare", "/no/such/file", "/x"], 1, "communique: cannot open /no/such/file: there is no such file");
    check(&["compare", "/tmp", "/x"], 1, "communique: cannot open /tmp: it is a folder");
    check(&["compare", &sample("briefing.md")], 1, "communique: there is only one statement; name at least two files to compare");
    check(
        &["compare", &sample("briefing.md"), &sample("response.md"), "--base", "3"],
        1,
        "communique: there is no statement 3; give --base a number from 1 to 2",
    );
    check(&["--nonsense"], 2, "communique: invalid option '--nonsense'; try --help");
    if cfg!(all(unix, not(target_os = "macos"), feature = "gui")) {
        check(&[], 1, "communique: there is no display to open a window on; use \"communique compare\" instead");
    }
}

#[test]
fn the_contract() {
    let files = [sample("statement.md"), sample("briefing.md"), sample("response.md")];
    let arguments = ["compare", &files[0], &files[1], &files[2], "--base", "2", "--format", "json"];
    let (one, two) = (run(&arguments), run(&arguments));
    assert!(one.status.success());
    assert_eq!(one.stdout, two.stdout, "the same input gives the same bytes");
    let root: serde_json::Value = serde_json::from_slice(&one.stdout).unwrap();
    assert_eq!(root["schema"], "communique/comparison/1");
    assert_eq!(root["base"], 1);
    let statements = root["statements"].as_array().unwrap();
    assert_eq!(statements.len(), 3);
    for statement in statements {
        let text = statement["text"].as_str().unwrap();
        let mut end = 0;
        for passage in statement["passages"].as_array().unwrap() {
            let (from, to) = (passage["start"].as_u64().unwrap() as usize, passage["end"].as_u64().unwrap() as usize);
            assert!(from >= end && to > from && text[end..from].trim().is_empty(), "passages partition the text");
            end = to;
        }
        assert!(text[end..].trim().is_empty());
    }
    for link in root["links"].as_array().unwrap() {
        let ends = [&link["a"], &link["b"]];
        assert!(ends[0]["statement"].as_u64() < ends[1]["statement"].as_u64());
        assert!(ends.iter().all(|end| (1..=4).contains(&end["passages"].as_array().unwrap().len())));
        if link["kind"] == "related" {
            continue;
        }
        for (side, end) in ["a", "b"].iter().zip(ends) {
            let passages = &statements[end["statement"].as_u64().unwrap() as usize]["passages"];
            let numbers: Vec<usize> = end["passages"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect();
            let spans: Vec<(u64, u64)> =
                link["edits"].as_array().unwrap().iter().map(|e| (e[side][0].as_u64().unwrap(), e[side][1].as_u64().unwrap())).collect();
            assert_eq!(Some(spans[0].0), passages[numbers[0]]["start"].as_u64());
            assert_eq!(Some(spans[spans.len() - 1].1), passages[numbers[numbers.len() - 1]]["end"].as_u64());
            assert!(spans.windows(2).all(|w| w[0].1 == w[1].0), "edits cover the side in order");
        }
    }
    for edit in root["links"].as_array().unwrap().iter().flat_map(|link| link["edits"].as_array().unwrap()) {
        assert!(edit["quiet"].is_boolean());
    }
    let phrases = root["phrases"].as_array().unwrap();
    let weights: Vec<f64> = phrases.iter().map(|phrase| phrase["weight"].as_f64().unwrap()).collect();
    assert!(weights.len() > 3 && weights.is_sorted_by(|x, y| x >= y), "the weightiest first");
    let divergences = root["divergences"].as_array().unwrap();
    assert!(divergences.iter().any(|d| d["kind"] == "silence"));
    for divergence in divergences {
        let links = divergence["links"].as_array().unwrap();
        let is_wording = ["verb", "hedge", "condition", "number", "name"].contains(&divergence["kind"].as_str().unwrap());
        assert!(!links.is_empty() || !is_wording, "a change of wording names its link");
        let is_of_one = divergence["kind"] == "only_one_speaker";
        assert!(!is_of_one || divergence["speaker"].is_string(), "what one says alone names him");
        assert!(links.iter().all(|link| (link.as_u64().unwrap() as usize) < root["links"].as_array().unwrap().len()));
    }
    assert!(divergences.iter().map(|d| d["score"].as_f64().unwrap()).is_sorted_by(|x, y| x >= y), "the most telling first");
}

#[test]
fn a_session_brings_its_issues_verdicts_and_notes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("work.communique");
    let statement = |name: &str| {
        let bytes = std::fs::read(sample(name)).unwrap();
        NewStatement::new(import(bytes.as_slice(), name).unwrap(), Source::new(name, &bytes, 0))
    };
    let mut session = Session::of(vec![statement("statement.md"), statement("briefing.md")]);
    let entry = Entry { name: "Fishing boats".into(), aliases: vec!["fishing boat".into(), "fisheries".into()], ..Entry::default() };
    session.apply(SessionEdit::Review(ReviewEdit::Issues(vec![entry], vec!["Sanctions".into()])));
    let about = Subject::Issue("Fishing boats".into());
    session.apply(SessionEdit::Review(ReviewEdit::Note(Note { about, verdict: Some(Verdict::Narrower), text: "<b>see</b> annex".into() })));
    std::fs::write(&path, file::write(&session.snapshot())).unwrap();
    let path = path.display().to_string();
    let output = run(&["compare", &path, "--format", "json"]);
    let root: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let names: Vec<&str> = root["issues"].as_array().unwrap().iter().map(|issue| issue["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"Fishing boats") && !names.contains(&"Sanctions"));
    assert_eq!(root["notes"][0]["verdict"], "narrower");
    assert_eq!(root["notes"][0]["issue"], "Fishing boats");
    let text = String::from_utf8(run(&["compare", &path]).stdout).unwrap();
    assert!(text.contains("Fishing boats: narrower: <b>see</b> annex"));
    let html = String::from_utf8(run(&["compare", &path, "--format", "html"]).stdout).unwrap();
    assert!(html.contains("narrower: &lt;b&gt;see&lt;/b&gt; annex"));
}

#[test]
fn html_is_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let one = write("a.txt", "<script>alert(1)</script> said \"no\" to the treaty on river traffic.");
    let two = write("b.txt", "They said yes to the treaty on river traffic & more.");
    let output = run(&["compare", one.to_str().unwrap(), two.to_str().unwrap(), "--format", "html"]);
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && !page.contains("<script>") && page.contains("&lt;script&gt;"), "{page}");
}

#[test]
fn extract_shows_what_is_read() {
    let output = run(&["extract", &sample("briefing.md"), "--format", "json"]);
    let statement: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let turns: Vec<String> =
        statement["turns"].as_array().unwrap().iter().map(|t| format!("{} {} {}", t["speaker"], t["role"], t["interpreted"])).collect();
    assert_eq!(turns[1], "\"FOREIGN MINISTER DELANE\" \"official\" false");
    assert_eq!(turns[2], "\"FOREIGN MINISTER HAUGEN\" \"official\" true");
    assert!(turns.contains(&"\"Q\" \"journalist\" false".to_owned()));
}
