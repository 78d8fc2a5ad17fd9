//! Captions, SRT and WebVTT: cues joined into paragraphs, speakers from `<v Name>`, `- ` and `>>`, the moment of each cue.
//!
//! Read by hand and leniently: captions are made by machines and mended by people, and one broken cue must not cost the rest.

use super::{
    blocks::Blocks,
    label::{has_label, name_of, names},
};
use crate::engine::{
    statement::{Document, ParagraphKind, SourcePlace},
    text::one_line,
};
use regex::Regex;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// A paragraph is ended behind a sentence once it is this long, in bytes.
const LONG: usize = 600;
/// A pause of this many milliseconds behind a sentence ends a paragraph.
const PAUSE: u32 = 2500;

static TIMING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:(\d+):)?(\d+):(\d+)(?:[.,](\d{1,3}))?\s*-->\s*(?:(\d+):)?(\d+):(\d+)(?:[.,](\d{1,3}))?(?:\s|$)").ok()
});
/// Marks of form, and `{\an8}` of other subtitle formats. A voice is read before.
static MARKS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"</?[A-Za-z][^<>]*>|<[\d:.]+>|\{\\[^{}]*\}").ok());
static VOICE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>").ok());

/// Whether a text without telling name is captions: `WEBVTT`, or a number and a timing.
pub(super) fn looks_like_captions(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("WEBVTT") || text.lines().take(3).any(|line| timing(line).is_some())
}

/// Milliseconds at which a cue begins and ends.
fn timing(line: &str) -> Option<(u32, u32)> {
    let found = TIMING.as_ref()?.captures(line)?;
    let number = |group: usize| found.get(group).and_then(|digits| digits.as_str().parse::<u32>().ok());
    let moment = |first: usize| {
        let fraction = found.get(first + 3).map_or(0, |digits| {
            let padded = format!("{:0<3}", digits.as_str());
            padded.parse().unwrap_or(0)
        });
        let seconds = number(first)
            .unwrap_or(0)
            .checked_mul(3600)?
            .checked_add(number(first + 1)?.checked_mul(60)?)?
            .checked_add(number(first + 2)?)?;
        seconds.checked_mul(1000)?.checked_add(fraction)
    };
    Some((moment(1)?, moment(5)?))
}

struct Cue<'a> {
    start: u32,
    end: u32,
    lines: Vec<&'a str>,
}

fn cues(text: &str) -> Vec<Cue<'_>> {
    let mut cues: Vec<Cue<'_>> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        if let Some((start, end)) = timing(line) {
            cues.push(Cue { start, end, lines: Vec::new() });
            is_open = true;
        } else if line.trim().is_empty() {
            is_open = false;
        } else if is_open && let Some(cue) = cues.last_mut() {
            cue.lines.push(line.trim());
        }
    }
    cues
}

/// Reads captions.
pub(super) fn read(text: &str) -> Document {
    let mut blocks = Blocks::default();
    // Where the open paragraph stands: how long it is, how it ends, and when.
    let (mut length, mut is_sentence, mut ended) = (0, true, 0);
    let mut voice = String::new();
    let mut shown: Vec<String> = Vec::new();
    let cues = cues(text);
    let lines: Vec<String> = cues.iter().flat_map(|cue| &cue.lines).map(|line| words(line)).collect();
    let names = names(lines.iter().map(|line| without_dash(line)));
    for cue in cues {
        let pause = cue.start.saturating_sub(ended);
        ended = cue.end;
        if is_sentence && (length > LONG || pause > PAUSE) {
            blocks.end(ParagraphKind::Text);
            length = 0;
        }
        let mut is_placed = false;
        let mut now = Vec::new();
        for raw in cue.lines {
            let line = words(raw);
            // Rolling captions show a line again above the next one.
            if line.is_empty() || shown.contains(&line) {
                now.push(line);
                continue;
            }
            let said = change_of_speaker(raw, &line, &names, &mut voice, &mut blocks);
            if !is_placed {
                blocks.place(SourcePlace::Time(cue.start));
                is_placed = true;
            }
            if blocks.is_at_start() {
                length = 0;
            }
            blocks.text(" ");
            blocks.text(said);
            length += said.len();
            is_sentence = said.ends_with(['.', '!', '?', '\u{2026}', '"', '\u{201d}', ')', ']', '\u{3002}']);
            now.push(line);
        }
        shown = now;
    }
    blocks.finish()
}

/// Ends the paragraph where somebody else speaks; what is left of the line is what he says.
fn change_of_speaker<'a>(raw: &str, line: &'a str, names: &FxHashSet<&str>, voice: &mut String, blocks: &mut Blocks) -> &'a str {
    let named = VOICE.as_ref().and_then(|pattern| pattern.captures(raw)).and_then(|found| found.get(1)).map(|name| words(name.as_str()));
    if let Some(name) = named {
        if name != *voice {
            blocks.speaker(&name);
            *voice = name;
        }
        return line;
    }
    let turned = without_dash(line);
    let is_turn = line.starts_with(">>") || (turned.len() < line.len() && line.starts_with(['-', '\u{2013}']));
    let said = if is_turn { turned } else { line };
    if let Some(name) = name_of(said).filter(|name| names.contains(*name)) {
        voice.clear();
        blocks.speaker(name);
        return said.get(name.len() + 1..).unwrap_or_default().trim_start();
    }
    if is_turn || has_label(said) {
        blocks.end(ParagraphKind::Text);
        voice.clear();
    }
    said
}

/// A line without what tells that somebody else speaks.
fn without_dash(line: &str) -> &str {
    line.trim_start_matches(['>', '-', '\u{2013}', ' '])
}

/// A line without marks, its entities resolved as HTML resolves them.
fn words(line: &str) -> String {
    let plain = MARKS.as_ref().map_or_else(|| line.to_owned(), |marks| marks.replace_all(line, "").into_owned());
    let plain = if plain.contains('&') {
        scraper::Html::parse_fragment(&plain.replace('<', "&lt;")).root_element().text().collect()
    } else {
        plain
    };
    one_line(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert!(TIMING.is_some() && MARKS.is_some() && VOICE.is_some());
        let document = read(text);
        let found: Vec<&str> = document.paragraphs.iter().map(|p| p.span.of(&document.text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn srt() {
        check(
            "1\n00:00:01,000 --> 00:00:02,500\nThe ministers met\n<i>on Monday.</i>\n\n2\n00:00:02,500 --> 00:00:04,000\n{\\an8}They agreed.\n\n\
             3\n00:00:09,000 --> 00:00:10,000\n- MINISTER ORD: Thank you.\n- Why &amp; when?\n",
            &["The ministers met on Monday. They agreed.", "MINISTER ORD: Thank you.", "Why & when?"],
        );
        check(
            "1\n00:01 --> 00:02\nman: Please\nwelcome Jo.\n\n2\n00:02 --> 00:03\nRoe: Hello.\nSo: this\n\n3\n00:03 --> 00:04\nRoe: Bye.",
            &["man: Please welcome Jo.", "Roe: Hello. So: this", "Roe: Bye."],
        );
        check("1\nbroken\n\n2\n00:01 --> 00:02\nStill read", &["Still read"]);
    }

    #[test]
    fn vtt() {
        check(
            "WEBVTT\n\nNOTE nothing\n\n00:01.000 --> 00:02.000 align:start\n<v Jane Roe>Good <c.loud>morning.</c>\n\n00:02.000 --> 00:03.000\n<v Jane Roe>And \
             welcome.\n\n00:03.000 --> 00:04.000\n<v.first Max>Thanks.</v>\n",
            &["Jane Roe: Good morning. And welcome.", "Max: Thanks."],
        );
        check(
            "WEBVTT\n\n00:01.000 --> 00:02.000\nwe will meet\n\n00:02.000 --> 00:03.000\nwe will meet\nagain next<00:02.500> year\n\n00:03.000 --> 00:04.000\n>> Thank you.",
            &["we will meet again next year", "Thank you."],
        );
    }

    #[test]
    fn moments() {
        assert_eq!(timing("01:02:03,4 --> 01:02:04,000"), Some((3_723_400, 3_724_000)));
        assert_eq!(timing("99999999:00:00 --> 99999999:00:01"), None);
        let document = read("1\n00:00:01,500 --> 00:00:02,000\nOne\n\n2\n00:00:02,000 --> 00:00:03,000\ntwo");
        let at = |at, time| crate::engine::statement::Milestone { at, place: SourcePlace::Time(time) };
        assert_eq!(document.milestones, [at(0, 1500), at(4, 2000)]);
    }
}
