//! The JSON contract of `compare` and `extract` (`communique/comparison/1`). Fields may be added; none changes its meaning.

use super::remarks::Remark;
use crate::engine::{
    comparison::{Comparison, Link, Side},
    issues::{Issue, Mention},
    statement::{Passage, SourcePlace, Statement, StatementIdx, Turn, place_at},
    text::ByteSpan,
};
use serde::Serialize;

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    base: usize,
    statements: Vec<JsonStatement<'a>>,
    links: Vec<JsonLink<'a>>,
    candidates: Vec<JsonCandidate>,
    phrases: Vec<JsonPhrase<'a>>,
    issues: Vec<JsonIssue<'a>>,
    divergences: Vec<JsonDivergence<'a>>,
    /// What the reader wrote in the session.
    notes: Vec<JsonNote<'a>>,
    quality: JsonQuality<'a>,
}

#[derive(Serialize)]
struct JsonNote<'a> {
    issue: Option<&'a str>,
    places: Vec<JsonSpan>,
    verdict: Option<&'a str>,
    text: &'a str,
}

#[derive(Serialize)]
struct JsonStatement<'a> {
    title: &'a str,
    source: &'a str,
    issuer: Option<&'a str>,
    date: Option<&'a str>,
    language: &'static str,
    encoding: &'a str,
    form: &'static str,
    party: Option<&'a str>,
    excerpt: bool,
    warnings: &'a [String],
    text: &'a str,
    words: usize,
    turns: Vec<JsonTurn<'a>>,
    passages: Vec<JsonPassage>,
}

#[derive(Serialize)]
struct JsonTurn<'a> {
    speaker: &'a str,
    name: Option<&'a str>,
    party: Option<&'a str>,
    role: &'static str,
    part: &'static str,
    interpreted: bool,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct JsonPassage {
    start: usize,
    end: usize,
    paragraph: usize,
    turn: Option<usize>,
    kind: &'static str,
    /// Of the source, counted from 1.
    page: Option<u32>,
    /// Of the recording, in seconds.
    time: Option<f64>,
}

#[derive(Serialize)]
struct JsonSide {
    statement: usize,
    passages: Vec<usize>,
}

#[derive(Serialize)]
struct JsonLink<'a> {
    id: usize,
    origin: &'static str,
    a: JsonSide,
    b: JsonSide,
    kind: &'static str,
    score: f64,
    moved: bool,
    block: Option<usize>,
    why: &'a [String],
    edits: Vec<JsonEdit>,
}

#[derive(Serialize)]
struct JsonEdit {
    op: &'static str,
    a: [usize; 2],
    b: [usize; 2],
    quiet: bool,
}

#[derive(Serialize)]
struct JsonEnd {
    statement: usize,
    passage: usize,
}

#[derive(Serialize)]
struct JsonCandidate {
    a: JsonEnd,
    b: JsonEnd,
    score: f64,
}

#[derive(Serialize)]
struct JsonSpan {
    statement: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct JsonPhrase<'a> {
    text: &'a str,
    words: usize,
    weight: f64,
    occurrences: Vec<JsonSpan>,
}

#[derive(Serialize)]
struct JsonMention {
    passage: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct JsonSpeaker<'a> {
    statement: usize,
    name: &'a str,
}

#[derive(Serialize)]
struct JsonIssue<'a> {
    name: &'a str,
    origin: &'static str,
    aliases: &'a [String],
    mentions: Vec<Vec<JsonMention>>,
    silent: Vec<usize>,
    silent_speakers: Vec<JsonSpeaker<'a>>,
}

#[derive(Serialize)]
struct JsonDivergence<'a> {
    id: usize,
    kind: &'static str,
    title: &'a str,
    why: &'a str,
    score: f64,
    issue: Option<&'a str>,
    party: Option<&'a str>,
    speaker: Option<&'a str>,
    links: Vec<usize>,
    evidence: Vec<JsonSpan>,
    reply: Option<JsonSpan>,
}

#[derive(Serialize)]
struct JsonQuality<'a> {
    complete: bool,
    notes: &'a [String],
}

/// The whole comparison; `base` is a position in its statements.
///
/// # Errors
/// None in practice: writing to a string cannot fail and all keys are strings.
pub fn comparison(comparison: &Comparison, base: StatementIdx, remarks: &[Remark]) -> Result<String, serde_json::Error> {
    let root = Root {
        schema: "communique/comparison/1",
        base: base.0,
        statements: comparison.statements.iter().map(|s| statement_of(s)).collect(),
        links: comparison.links.iter().enumerate().map(|(id, link)| link_of(id, link)).collect(),
        candidates: comparison
            .candidates
            .iter()
            .map(|c| JsonCandidate {
                a: JsonEnd { statement: c.from.0.0, passage: c.from.1.0 },
                b: JsonEnd { statement: c.to.0.0, passage: c.to.1.0 },
                score: rounded(c.score),
            })
            .collect(),
        phrases: comparison
            .phrases
            .iter()
            .map(|p| JsonPhrase {
                text: p
                    .occurrences
                    .first()
                    .and_then(|o| comparison.statements.get(o.statement.0).map(|s| o.span.of(s.text())))
                    .unwrap_or_default(),
                words: p.words,
                weight: rounded(p.weight),
                occurrences: p.occurrences.iter().map(|o| span_of(o.statement, o.span)).collect(),
            })
            .collect(),
        issues: comparison.issues.iter().map(issue_of).collect(),
        divergences: comparison
            .divergences
            .iter()
            .enumerate()
            .map(|(id, d)| JsonDivergence {
                id,
                kind: d.kind.code(),
                title: &d.title,
                why: &d.why,
                score: rounded(d.score),
                issue: d.issue.as_deref(),
                party: d.party.as_deref(),
                speaker: d.speaker.as_deref(),
                links: d.links.clone(),
                evidence: d.evidence.iter().map(|e| span_of(e.statement, e.span)).collect(),
                reply: d.reply.map(|e| span_of(e.statement, e.span)),
            })
            .collect(),
        notes: remarks.iter().map(note_of).collect(),
        quality: JsonQuality { complete: comparison.quality.notes.is_empty(), notes: &comparison.quality.notes },
    };
    serde_json::to_string(&root)
}

fn note_of(remark: &Remark) -> JsonNote<'_> {
    JsonNote {
        issue: remark.issue.as_deref(),
        places: remark.places.iter().map(|&(statement, span)| span_of(statement, span)).collect(),
        verdict: remark.verdict.as_deref(),
        text: &remark.text,
    }
}

/// One statement, as an element of "statements".
///
/// # Errors
/// None in practice, as [`comparison`].
pub fn statement(statement: &Statement) -> Result<String, serde_json::Error> {
    serde_json::to_string(&statement_of(statement))
}

/// Three decimals: enough for a probability, and the same on every machine.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}

fn statement_of(s: &Statement) -> JsonStatement<'_> {
    JsonStatement {
        title: &s.title,
        source: &s.source,
        issuer: s.document.issuer.as_deref(),
        date: s.document.date.as_deref(),
        language: s.language.code(),
        encoding: &s.document.encoding,
        form: s.form.code(),
        party: s.party.as_deref(),
        excerpt: s.excerpt,
        warnings: &s.document.warnings,
        text: s.text(),
        words: s.words,
        turns: s.turns.iter().map(turn_of).collect(),
        passages: s.passages.iter().map(|p| passage_of(p, place_at(&s.document.milestones, p.span.start))).collect(),
    }
}

fn turn_of(t: &Turn) -> JsonTurn<'_> {
    JsonTurn {
        speaker: &t.speaker,
        name: t.name.as_deref(),
        party: t.party.as_deref(),
        role: t.role.code(),
        part: t.part.code(),
        interpreted: t.interpreted,
        start: t.span.start,
        end: t.span.end,
    }
}

fn passage_of(p: &Passage, place: Option<SourcePlace>) -> JsonPassage {
    let (page, time) = match place {
        Some(SourcePlace::Page(page)) => (Some(page), None),
        Some(SourcePlace::Time(time)) => (None, Some(f64::from(time) / 1000.0)),
        None => (None, None),
    };
    JsonPassage { start: p.span.start, end: p.span.end, paragraph: p.paragraph.0, turn: p.turn, kind: p.kind.code(), page, time }
}

fn side_of(side: Side) -> JsonSide {
    JsonSide { statement: side.statement.0, passages: side.group.passages().map(|p| p.0).collect() }
}

fn link_of(id: usize, link: &Link) -> JsonLink<'_> {
    let edits =
        link.edits.iter().map(|e| JsonEdit { op: e.op.code(), a: [e.a.start, e.a.end], b: [e.b.start, e.b.end], quiet: e.quiet }).collect();
    JsonLink {
        id,
        origin: link.origin.code(),
        a: side_of(link.a),
        b: side_of(link.b),
        kind: link.kind.code(),
        score: rounded(link.score),
        moved: link.moved,
        block: link.block,
        why: &link.why,
        edits,
    }
}

fn span_of(statement: StatementIdx, span: ByteSpan) -> JsonSpan {
    JsonSpan { statement: statement.0, start: span.start, end: span.end }
}

fn issue_of(issue: &Issue) -> JsonIssue<'_> {
    let mention = |m: &Mention| JsonMention { passage: m.passage.0, start: m.span.start, end: m.span.end };
    JsonIssue {
        name: &issue.name,
        origin: issue.origin.code(),
        aliases: &issue.aliases,
        mentions: issue.mentions.iter().map(|all| all.iter().map(mention).collect()).collect(),
        silent: issue.silent.iter().map(|s| s.0).collect(),
        silent_speakers: issue.silent_speakers.iter().map(|s| JsonSpeaker { statement: s.statement.0, name: &s.name }).collect(),
    }
}
