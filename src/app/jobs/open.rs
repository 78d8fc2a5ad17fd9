//! Reading: files to statements or a session, the clipboard, sources that changed, work that was left behind.

use super::{Event, name};
use crate::{
    engine::{import::MAX_BYTES, text::threads::on_threads},
    platform::{Platform, threads},
    session::{
        NewStatement, Source, StatementId, digest,
        intake::{self, Company, Opened},
    },
};
use std::path::{Path, PathBuf};

/// Reads files: one session, or statements.
pub(super) fn files(platform: &dyn Platform, paths: &[PathBuf]) -> Event {
    let (mut read, mut issues, mut failed) = (Vec::new(), Vec::new(), Vec::new());
    let all = on_threads(threads(), paths, |path| file(platform, path, Company::of(paths.len())));
    for (path, found) in paths.iter().zip(all) {
        match found {
            Ok((bytes, Opened::Session(session))) => return Event::Session(path.clone(), session, digest(&bytes)),
            Ok((_, Opened::Statement(new))) => read.push((Some(path.clone()), *new)),
            Ok((_, Opened::Issues(lexicon))) => issues.extend(lexicon.entries),
            Err(why) => failed.push(format!("Cannot open {}: {why}.", name(path))),
        }
    }
    if read.is_empty() && issues.is_empty() { Event::NotOpened(failed.join(" ")) } else { Event::Read { read, issues, failed } }
}

fn file(platform: &dyn Platform, path: &Path, company: Company) -> Result<(Vec<u8>, Opened), String> {
    let bytes = platform.read(path, intake::limit(path)).map_err(|err| err.to_string())?;
    let opened = intake::open(&bytes, &path.to_string_lossy(), platform.now(), company, &apart(platform)).map_err(|err| err.to_string())?;
    Ok((bytes, opened))
}

/// Has risky bytes read by another process.
fn apart(platform: &dyn Platform) -> impl Fn(&[u8], &str) -> Result<Vec<u8>, String> + Sync {
    |bytes, name| platform.read_apart(bytes, name).map_err(|err| err.to_string())
}

/// Makes a statement of what lies on the clipboard.
pub(super) fn clipboard(platform: &dyn Platform) -> Event {
    let Some(pasted) = platform.clipboard() else {
        return Event::NotOpened("There is no text on the clipboard; copy some and try again.".to_owned());
    };
    match intake::document(&pasted.bytes, pasted.name, &apart(platform)) {
        Ok(document) => {
            let new = NewStatement::new(document, Source::new(Source::PASTED, &pasted.bytes, platform.now()));
            Event::Read { read: vec![(None, new)], issues: Vec::new(), failed: Vec::new() }
        }
        Err(err) => Event::NotOpened(format!("Cannot use what is on the clipboard: {err}.")),
    }
}

/// The statements whose source is no longer what was read. A source that is gone is no change.
pub(super) fn changed_sources(platform: &dyn Platform, sources: &[(StatementId, Source)]) -> Event {
    let is_changed = |source: &Source| platform.read(Path::new(&source.path), MAX_BYTES).is_ok_and(|bytes| digest(&bytes) != source.sha256);
    Event::Changed(sources.iter().filter(|(_, source)| is_changed(source)).map(|(id, _)| *id).collect())
}

/// Work that programs left behind which ended without closing. What cannot be read is left where it is: it may be the
/// work of a later release.
pub(super) fn left_behind(platform: &dyn Platform) -> Event {
    let mut found = Vec::new();
    for path in platform.left_behind() {
        if let Ok((_, Opened::Session(session))) = file(platform, &path, Company::Alone) {
            found.push((path, session.content().entries.iter().map(|entry| entry.statement.title.clone()).collect()));
        }
    }
    if found.is_empty() { Event::Nothing } else { Event::LeftBehind(found) }
}

/// Reads work that was left behind.
pub(super) fn recover(platform: &dyn Platform, path: PathBuf) -> Event {
    match file(platform, &path, Company::Alone) {
        Ok((_, Opened::Session(session))) => Event::Recovered(path, session),
        Ok(_) => Event::NotOpened("Cannot open the work that was kept: it is not a saved comparison.".to_owned()),
        Err(why) => Event::NotOpened(format!("Cannot open the work that was kept: {why}.")),
    }
}
