//! Version 1 of the session file, as released: never changed, but for fields that may be absent.

use super::{FORMAT, SessionError, VERSION};
use crate::{
    engine::{
        segment::segment,
        statement::{Document, Form, Milestone, Paragraph, ParagraphKind, Part, Role, SourcePlace, SpeakerMark, Turn},
        text::{ByteSpan, Language},
    },
    session::{Content, Entry, HandLink, PassageCut, Place, Review, Session, Snapshot, Source, StatementId, edit::speak},
};
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
struct File {
    format: String,
    version: u32,
    /// The program that wrote it.
    #[serde(default)]
    program: String,
    base: Option<u32>,
    #[serde(default)]
    place: Place,
    /// Links made and cut by hand.
    #[serde(default)]
    links: Vec<HandLink>,
    /// What the reader ticked, muted, wrote, and what he tracks.
    #[serde(default)]
    review: Review,
    statements: Vec<Saved>,
}

#[derive(Serialize, Deserialize)]
struct Saved {
    id: u32,
    title: String,
    form: Form,
    #[serde(default)]
    party: Option<String>,
    #[serde(default)]
    excerpt: bool,
    source: SavedSource,
    /// What the reader set of its speakers.
    #[serde(default)]
    speakers: Vec<SpeakerMark>,
    /// The language that the reader set.
    #[serde(default)]
    language: Option<Language>,
    /// Passages that the reader split and joined.
    #[serde(default)]
    cuts: Vec<PassageCut>,
    document: SavedDocument,
}

#[derive(Serialize, Deserialize)]
struct SavedSource {
    path: String,
    sha256: String,
    imported: u64,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct SavedDocument {
    title: Option<String>,
    issuer: Option<String>,
    date: Option<String>,
    address: Option<String>,
    party: Option<String>,
    form: Form,
    excerpt: bool,
    encoding: String,
    warnings: Vec<String>,
    paragraphs: Vec<(usize, usize, ParagraphKind)>,
    turns: Vec<SavedTurn>,
    /// Pages and moments of the source.
    milestones: Vec<(usize, SourcePlace)>,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct SavedTurn {
    speaker: String,
    name: Option<String>,
    role: Role,
    part: Part,
    interpreted: bool,
    #[serde(default)]
    party: Option<String>,
    label: (usize, usize),
    span: (usize, usize),
}

pub(super) fn write(snapshot: &Snapshot) -> String {
    let content = &snapshot.content;
    let file = File {
        format: FORMAT.to_owned(),
        version: VERSION,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        base: content.base.map(|id| id.0),
        place: snapshot.place.clone(),
        links: content.links.clone(),
        review: Review::clone(&content.review),
        statements: content.entries.iter().map(save).collect(),
    };
    // These types hold nothing that RON cannot write.
    ron::ser::to_string_pretty(&file, PrettyConfig::new().depth_limit(5).compact_arrays(true)).unwrap_or_default()
}

pub(super) fn read(text: &str) -> Result<Session, SessionError> {
    let file: File = ron::from_str(text).map_err(|err| SessionError::Damaged(err.span.start.line))?;
    let entries = file.statements.into_iter().map(load).collect::<Option<_>>().ok_or(SessionError::Damaged(0))?;
    let mut content = Content { entries, base: file.base.map(StatementId), links: file.links, review: Arc::new(file.review) };
    if content.base.is_none_or(|id| content.entry(id).is_none()) {
        content.base = content.entries.first().map(|entry| entry.id);
    }
    let mut session =
        Session { next_id: content.entries.iter().map(|entry| entry.id.0 + 1).max().unwrap_or(0), place: file.place, ..Session::default() };
    session.history.push(content);
    session.history.forget();
    Ok(session)
}

fn save(entry: &Entry) -> Saved {
    let statement = &entry.statement;
    let document = &statement.document;
    let pair = |span: ByteSpan| (span.start, span.end);
    Saved {
        id: entry.id.0,
        title: statement.title.clone(),
        form: statement.form,
        party: statement.party.clone(),
        excerpt: statement.excerpt,
        source: SavedSource { path: entry.source.path.clone(), sha256: entry.source.sha256.clone(), imported: entry.source.imported },
        speakers: entry.speakers.clone(),
        language: Some(statement.language).filter(|language| *language != Language::guess(&document.text)),
        cuts: entry.cuts.clone(),
        document: SavedDocument {
            title: document.title.clone(),
            issuer: document.issuer.clone(),
            date: document.date.clone(),
            address: document.address.clone(),
            party: document.party.clone(),
            form: document.form,
            excerpt: document.excerpt,
            encoding: document.encoding.clone(),
            warnings: document.warnings.clone(),
            paragraphs: document.paragraphs.iter().map(|p| (p.span.start, p.span.end, p.kind)).collect(),
            turns: document
                .turns
                .iter()
                .map(|t| SavedTurn {
                    speaker: t.speaker.clone(),
                    name: t.name.clone(),
                    role: t.role,
                    part: t.part,
                    interpreted: t.interpreted,
                    party: t.party.clone(),
                    label: pair(t.label),
                    span: pair(t.span),
                })
                .collect(),
            milestones: document.milestones.iter().map(|m| (m.at, m.place)).collect(),
            text: document.text.clone(),
        },
    }
}

/// None where it names places outside its text: somebody may have edited the file.
fn load(saved: Saved) -> Option<Entry> {
    let document = saved.document;
    let span = |(start, end): (usize, usize)| ByteSpan::new(start, end);
    let document = Document {
        title: document.title,
        issuer: document.issuer,
        date: document.date,
        address: document.address,
        party: document.party,
        form: document.form,
        excerpt: document.excerpt,
        encoding: document.encoding,
        warnings: document.warnings,
        paragraphs: document.paragraphs.into_iter().map(|(start, end, kind)| Paragraph { span: ByteSpan::new(start, end), kind }).collect(),
        turns: document
            .turns
            .into_iter()
            .map(|t| Turn {
                speaker: t.speaker,
                name: t.name,
                role: t.role,
                part: t.part,
                interpreted: t.interpreted,
                party: t.party,
                label: span(t.label),
                span: span(t.span),
            })
            .collect(),
        milestones: document.milestones.into_iter().map(|(at, place)| Milestone { at, place }).collect(),
        text: document.text,
    };
    if !document.is_sound() {
        return None;
    }
    let mut statement = segment(document, &saved.source.path);
    if let Some(language) = saved.language {
        speak(&mut statement, language);
    }
    statement.title = saved.title;
    statement.form = saved.form;
    statement.party = saved.party;
    statement.excerpt = saved.excerpt;
    let source = Source { path: saved.source.path, sha256: saved.source.sha256, imported: saved.source.imported };
    let mut entry = Entry { id: StatementId(saved.id), statement: Arc::new(statement), source, speakers: Vec::new(), cuts: saved.cuts };
    entry.cut();
    entry.mark(saved.speakers);
    Some(entry)
}
