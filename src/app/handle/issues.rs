//! Issues as the reader wants them: made of words, renamed, merged, dropped.

use super::{
    super::{App, Dialog, Notice},
    apply,
};
use crate::{
    engine::{
        issues::{Entry, Issue, IssueOrigin},
        text::one_line,
    },
    session::{ReviewEdit, SessionEdit},
};

/// The entry behind an issue: that of the lexicon, or one made of what was found in the texts.
pub(in crate::app) fn entry_of(app: &App, name: &str) -> Entry {
    let lexicon = app.session.content().review.lexicon();
    let known = lexicon.entries.iter().find(|entry| entry.name == name).cloned();
    let aliases = || app.issues().iter().find(|issue| issue.name == name).map_or_else(Vec::new, |issue| issue.aliases.clone());
    known.unwrap_or_else(|| Entry { name: name.to_owned(), aliases: aliases(), ..Entry::default() })
}

/// Tracks an entry in the place of that called `old`; or adds its wordings to the issue called `into`.
pub(super) fn put(app: &mut App, old: Option<String>, entry: Entry, into: Option<&str>) {
    let mut entry = Entry { aliases: wordings(&entry.aliases), name: entry.name.trim().to_owned(), ..entry };
    if let Some(into) = into {
        let mut other = entry_of(app, into);
        other.aliases = wordings(&[other.aliases, entry.aliases].concat());
        other.except.extend(entry.except);
        entry = other;
    }
    if entry.name.is_empty() || entry.aliases.is_empty() {
        app.notice = Some(Notice::error("An issue needs a name and at least one wording."));
        return;
    }
    let dropped = old.filter(|old| *old != entry.name);
    app.chosen_issue = Some(entry.name.clone());
    track(app, vec![entry], dropped.into_iter().collect());
    app.dialog = None;
}

/// Without blanks around them, empty ones and doubles.
fn wordings(aliases: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for alias in aliases.iter().map(|alias| one_line(alias)) {
        if !alias.is_empty() && !kept.iter().any(|known| known.to_lowercase() == alias.to_lowercase()) {
            kept.push(alias);
        }
    }
    kept
}

fn track(app: &mut App, put: Vec<Entry>, dropped: Vec<String>) {
    apply(app, SessionEdit::Review(ReviewEdit::Issues(put, dropped)));
}

/// Keeps the chosen issue, which was found in the texts.
pub(super) fn accept(app: &mut App) {
    let chosen = app.chosen_issue().filter(|issue| issue.origin == IssueOrigin::Proposed).map(|issue| issue.name.clone());
    let Some(name) = chosen else {
        app.notice = Some(Notice::info("Choose an issue that was found in the texts: its name is slanted."));
        return;
    };
    let entry = entry_of(app, &name);
    track(app, vec![entry], Vec::new());
    app.notice = Some(Notice::info(format!("\u{201c}{name}\u{201d} is tracked from now on in this comparison.")));
}

/// Tracks the chosen issue no longer.
pub(super) fn drop_issue(app: &mut App, name: Option<String>) {
    let Some(name) = name.or_else(|| app.chosen_issue().map(|issue: &Issue| issue.name.clone())) else { return };
    if app.chosen_issue.as_ref() == Some(&name) {
        app.chosen_issue = None;
    }
    app.notice = Some(Notice::info(format!("\u{201c}{name}\u{201d} is no longer tracked in this comparison. Ctrl+Z takes it back.")));
    app.dialog = None;
    track(app, Vec::new(), vec![name]);
}

/// Opens the box of the chosen issue.
pub(super) fn edit(app: &mut App) {
    if let Some(name) = app.chosen_issue().map(|issue| issue.name.clone()) {
        let entry = entry_of(app, &name);
        app.dialog = Some(Dialog::Issue { old: Some(name), entry });
    }
}

/// Opens the box of a new issue, made of words in a text.
pub(super) fn make(app: &mut App, words: Option<String>) {
    let words = words.map(|words| one_line(&words)).filter(|words| !words.is_empty());
    let Some(words) = words.filter(|words| words.len() < 120) else {
        app.notice = Some(Notice::info("Select a few words in a text first, then press Ctrl+I to track them as an issue."));
        return;
    };
    app.dialog = Some(Dialog::Issue { old: None, entry: Entry { name: words.clone(), aliases: vec![words], ..Entry::default() } });
}
