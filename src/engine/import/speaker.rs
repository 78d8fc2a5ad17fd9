//! Labels of transcripts become turns: who speaks, in what role, in which part, for whom.
//!
//! A label opens a paragraph (see [`label`](super::label)); brackets behind it (`(THROUGH TRANSLATOR)`, `(As interpreted.)`)
//! belong to it. A paragraph without label belongs to the turn before.

use super::{
    label::{Label, OFFICES, has_label, name_of, names, read_label},
    party,
};
use crate::engine::{
    statement::{Document, Paragraph, ParagraphKind, Role, Turn, turn::mark_parts},
    text::{ByteSpan, language::is_hangul},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// Fills in [`Document::turns`]. A single odd label in a text without others is no transcript and is left alone.
pub(super) fn find_turns(document: &mut Document) {
    let named: FxHashMap<usize, (String, usize)> =
        document.turns.drain(..).map(|turn| (turn.span.start, (turn.speaker, turn.label.len()))).collect();
    let labels = labels(document, &named);
    let officials = labels.iter().filter(|(_, label)| is_titled(&label.name)).count();
    let has_questions = labels.iter().any(|(_, label)| role_of(&label.name) == Role::Journalist);
    if labels.len() < 2 && !has_questions && officials == 0 && named.is_empty() {
        return;
    }
    let mut turns: Vec<Turn> = Vec::new();
    for (start, label) in labels {
        if let Some(open) = turns.last_mut() {
            open.span.end = close_before(&document.paragraphs, start);
        }
        turns.push(Turn {
            role: role_of(&label.name),
            interpreted: label.interpreted,
            label: ByteSpan::new(start, start + label.len),
            span: ByteSpan::new(start, document.text.len()),
            speaker: label.name,
            ..Turn::default()
        });
    }
    find_askers(&mut turns, &document.text);
    mark_parts(&mut turns);
    let known = names_of(&turns, document);
    for turn in &mut turns {
        turn.name = known.get(turn.speaker.as_str()).cloned();
    }
    mark_interpreted(&mut turns);
    let parties = party::of_speakers(&turns, document);
    for turn in &mut turns {
        turn.party = turn.name.as_deref().and_then(|name| parties.get(name).cloned());
    }
    document.turns = turns;
}

/// The labels, each with the start of its paragraph: by the source's own word, by how they are printed, and names in ordinary
/// case that come back.
fn labels(document: &Document, named: &FxHashMap<usize, (String, usize)>) -> Vec<(usize, Label)> {
    let text_of = |paragraph: &Paragraph| paragraph.span.of(&document.text);
    let known: FxHashSet<&str> = if named.is_empty() { names(document.paragraphs.iter().map(text_of)) } else { FxHashSet::default() };
    let known = if is_talk(document, &known) { known } else { FxHashSet::default() };
    let label_of = |paragraph: &Paragraph| {
        if let Some((name, len)) = named.get(&paragraph.span.start) {
            return Some(Label { name: name.clone(), len: *len, interpreted: false });
        }
        let text = text_of(paragraph);
        let by_name = || {
            name_of(text).filter(|name| known.contains(name)).map(|name| Label {
                name: name.to_owned(),
                len: name.len() + 1,
                interpreted: false,
            })
        };
        read_label(text).or_else(by_name)
    };
    let spoken = document.paragraphs.iter().filter(|paragraph| paragraph.kind != ParagraphKind::Note);
    spoken.filter_map(|paragraph| label_of(paragraph).map(|label| (paragraph.span.start, label))).collect()
}

/// Whether names in ordinary case that come back are people who talk with each other, and not the headings of a form: two
/// speak, or others with titles are there; a name of one word comes a third time; they do not come in the same order again
/// and again, as "Goal: ... Means: ... Costs: ..." do.
fn is_talk(document: &Document, names: &FxHashSet<&str>) -> bool {
    let texts = || document.paragraphs.iter().map(|paragraph| paragraph.span.of(&document.text));
    let order: Vec<&str> = texts().filter_map(name_of).filter(|name| names.contains(name)).collect();
    let is_firm = |name: &&&str| name.contains(' ') || order.iter().filter(|other| other == name).count() > 2;
    let is_round = names.len() > 2 && order.windows(names.len() + 1).all(|window| window.first() == window.last());
    let has_titles = || texts().any(has_label);
    !is_round && names.iter().any(|name| is_firm(&name)) && (names.len() > 1 || has_titles())
}

fn close_before(paragraphs: &[Paragraph], start: usize) -> usize {
    let idx = paragraphs.partition_point(|p| p.span.start < start);
    idx.checked_sub(1).and_then(|last| paragraphs.get(last)).map_or(start, |p| p.span.end)
}

/// Some houses label a question with the name of the paper, or of the journalist. Where others have titles, who has none and
/// mostly asks is a journalist.
fn find_askers(turns: &mut [Turn], text: &str) {
    let titled: FxHashSet<String> = turns.iter().filter(|turn| is_titled(&turn.speaker)).map(|turn| last_word(&turn.speaker)).collect();
    let mut asks: FxHashMap<String, (u32, u32)> = FxHashMap::default();
    for turn in turns.iter().filter(|turn| turn.role == Role::Official && !is_titled(&turn.speaker)) {
        let (asked, all) = asks.entry(turn.speaker.clone()).or_default();
        *asked += u32::from(turn.span.of(text).contains(['?', '\u{ff1f}']));
        *all += 1;
    }
    for turn in turns.iter_mut() {
        let asker = asks.get(&turn.speaker).is_some_and(|(asked, all)| asked * 2 >= *all);
        if asker && !titled.is_empty() && !titled.contains(&last_word(&turn.speaker)) {
            turn.role = Role::Journalist;
        }
    }
}

/// Whoever is interpreted most of the time is interpreted: a label now and then leaves it out.
fn mark_interpreted(turns: &mut [Turn]) {
    let mut count: FxHashMap<String, (u32, u32)> = FxHashMap::default();
    for turn in turns.iter() {
        if let Some(name) = &turn.name {
            let (interpreted, all) = count.entry(name.clone()).or_default();
            *interpreted += u32::from(turn.interpreted);
            *all += 1;
        }
    }
    for turn in turns.iter_mut() {
        let is_mostly = turn.name.as_ref().and_then(|name| count.get(name)).is_some_and(|(interpreted, all)| interpreted * 2 > *all);
        turn.interpreted |= is_mostly;
    }
}

fn is_titled(label: &str) -> bool {
    let upper = label.to_uppercase();
    OFFICES.iter().any(|title| upper.starts_with(&title.to_uppercase())) || label.contains(is_hangul)
}

fn last_word(label: &str) -> String {
    label.split_whitespace().next_back().unwrap_or_default().to_uppercase()
}

fn role_of(label: &str) -> Role {
    let upper = label.to_uppercase();
    let word = upper.trim_end_matches(['.', ' ']);
    let is_one_of =
        |words: &[&str]| words.iter().any(|start| word.starts_with(start)) || words.iter().any(|end| word.ends_with(&format!(", {end}")));
    if matches!(word, "Q" | "PRESS" | "기자" | "질문" | "문") || is_one_of(&["QUESTION", "REPORTER", "JOURNALIST", "CORRESPONDENT"]) {
        Role::Journalist
    } else if matches!(word, "OPERATOR" | "STAFF" | "사회자" | "진행자") || is_one_of(&["MODERATOR", "HOST", "FACILITATOR"]) {
        Role::Moderator
    } else if word.contains("INTERPRETER")
        || word.contains("TRANSLATOR")
        || matches!(word, "통역" | "VOICE" | "PARTICIPANT" | "AUDIENCE" | "MAN" | "WOMAN" | "NARRATOR" | "ANNOUNCER" | "SPEAKER")
        || word.ends_with(" SPEAKER")
    {
        Role::Unknown
    } else {
        Role::Official
    }
}

/// A name for each label of an official, the same for every label of a person: `SECRETARY BLINKEN` and `BLINKEN` are
/// `Blinken`, written as the text writes it.
fn names_of(turns: &[Turn], document: &Document) -> FxHashMap<String, String> {
    let mut words: FxHashMap<String, FxHashMap<&str, u32>> = FxHashMap::default();
    for word in document.text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '\u{2019}'))) {
        *words.entry(word.to_uppercase()).or_default().entry(word).or_default() += 1;
    }
    let labels: FxHashSet<&str> = turns.iter().filter(|turn| turn.role == Role::Official).map(|turn| turn.speaker.as_str()).collect();
    let opening: String = document
        .title
        .iter()
        .map(String::as_str)
        .chain(document.paragraphs.iter().take(6).map(|p| p.span.of(&document.text)))
        .collect::<Vec<_>>()
        .join("\n");
    let addressed = addressed(&document.text);
    let named = |label: &&str| {
        let name = surname(label, &addressed).or_else(|| holder(label, &opening))?;
        Some(((*label).to_owned(), spelled(&name, &words)))
    };
    labels.iter().filter_map(named).collect()
}

/// The surname in a label; none for `THE PRESIDENT` and the like.
fn surname(label: &str, addressed: &FxHashMap<String, u32>) -> Option<String> {
    if label.contains(is_hangul) {
        return label.split_whitespace().next().filter(|name| !matches!(*name, "답변" | "답")).map(str::to_owned);
    }
    let label = label.split(',').next().unwrap_or(label);
    let is_title =
        |word: &str| OFFICES.iter().any(|title| title.split(' ').any(|part| part.eq_ignore_ascii_case(word.trim_end_matches('.'))));
    let is_small = |word: &str| {
        matches!(word.to_lowercase().as_str(), "of" | "the" | "for" | "and" | "acting" | "senior" | "official" | "state" | "department")
    };
    let words: Vec<&str> = label.split_whitespace().skip_while(|word| is_title(word) || is_small(word)).collect();
    let (first, last) = (words.first()?, words.last()?);
    if label.to_uppercase().starts_with("THE ") || last.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return None;
    }
    // "SENIOR OFFICIAL ONE" is nobody's name: the label stands for it.
    if label.to_uppercase().contains("OFFICIAL") {
        return Some(label.to_owned());
    }
    let is_first = words.len() > 1 && is_surname_first(first, last, addressed);
    Some((if is_first { first } else { last }).trim_end_matches('.').to_owned())
}

/// Whether the surname stands first, as in `CHUNG EUI-YONG`: by the second part, or by whom the text gives a title.
fn is_surname_first(first: &str, last: &str, addressed: &FxHashMap<String, u32>) -> bool {
    if last.contains('-') && !first.contains('-') && first.chars().count() <= 6 {
        return true;
    }
    let times = |name: &str| addressed.get(&name.to_uppercase()).copied().unwrap_or(0);
    times(first) > times(last)
}

/// How often each word, in capitals, stands behind a form of address.
fn addressed(text: &str) -> FxHashMap<String, u32> {
    let mut count: FxHashMap<String, u32> = FxHashMap::default();
    let mut is_next = false;
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if is_next {
            *count.entry(word.to_uppercase()).or_default() += 1;
        }
        is_next = ADDRESSES.iter().any(|address| address.eq_ignore_ascii_case(word));
    }
    count
}

const ADDRESSES: &[&str] = &["MINISTER", "SECRETARY", "PRESIDENT", "MR", "MS", "MRS", "DR", "AMBASSADOR", "GENERAL"];

/// Who is meant by `THE PRESIDENT`: the one president whom title and opening name.
fn holder(label: &str, opening: &str) -> Option<String> {
    let title = label.to_uppercase();
    let title = title.strip_prefix("THE ")?;
    let words: Vec<&str> = opening.split_whitespace().collect();
    let parts = title.split(' ').count();
    words.windows(parts + 1).find_map(|window| {
        let (name, office) = window.split_last()?;
        let bare = name.trim_matches(|c: char| !c.is_alphanumeric());
        let is_name = bare.starts_with(char::is_uppercase) && bare.chars().skip(1).any(char::is_lowercase);
        (office.join(" ").to_uppercase() == title && is_name).then(|| bare.to_owned())
    })
}

/// A name as the text writes it most often where it is not all capitals: `MCKEON` is `McKeon`.
fn spelled(name: &str, words: &FxHashMap<String, FxHashMap<&str, u32>>) -> String {
    let in_text = words.get(&name.to_uppercase()).and_then(|forms| {
        let written = forms.iter().filter(|(form, _)| form.chars().any(char::is_lowercase) && form.starts_with(char::is_uppercase));
        written.max_by(|x, y| x.1.cmp(y.1).then(y.0.cmp(x.0))).map(|(form, _)| (*form).to_owned())
    });
    let title_case = |word: &str| word.split('-').map(capitalised).collect::<Vec<_>>().join("-");
    in_text.unwrap_or_else(|| name.split(' ').map(title_case).collect::<Vec<_>>().join(" "))
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::import::import;

    /// Name, role, part, interpreted of each turn.
    fn check(text: &str, expected: &[(Option<&str>, Role, Part, bool)]) {
        let document = import(text.as_bytes(), "x.txt").unwrap_or_default();
        let found: Vec<_> = document.turns.iter().map(|t| (t.name.as_deref(), t.role, t.part, t.interpreted)).collect();
        assert_eq!(found, expected, "{text}");
    }

    use crate::engine::statement::Part::{self, Answer, Prepared, Question};
    use Role::{Journalist, Moderator, Official};

    #[test]
    fn turns() {
        let text = "East Room\n\nPRESIDENT ARLO:  Welcome.\n\nA second paragraph.\n\nQ  Why now?\n\nPRESIDENT ARLO:  Because.";
        let document = import(text.as_bytes(), "x.txt").unwrap_or_default();
        let found: Vec<&str> = document.turns.iter().map(|t| t.span.of(&document.text)).collect();
        assert_eq!(found, ["PRESIDENT ARLO: Welcome.\n\nA second paragraph.", "Q Why now?", "PRESIDENT ARLO: Because."]);
        check(
            text,
            &[(Some("Arlo"), Official, Prepared, false), (None, Journalist, Question, false), (Some("Arlo"), Official, Answer, false)],
        );
    }

    #[test]
    fn names() {
        check(
            "DEPUTY SECRETARY MCADAM:  Thank you.\n\nSENIOR STATE DEPARTMENT OFFICIAL ONE:  I agree with Deputy Secretary McAdam.",
            &[(Some("McAdam"), Official, Prepared, false), (Some("Senior State Department Official One"), Official, Prepared, false)],
        );
        check(
            "FOREIGN MINISTER CHO MIN-SU:  One.\n\nMINISTER SEO IN (through interpreter):  Two, as Minister Seo says.\n\nMS. DOE-ROE:  Three.",
            &[
                (Some("Cho"), Official, Prepared, false),
                (Some("Seo"), Official, Prepared, true),
                (Some("Doe-Roe"), Official, Prepared, false),
            ],
        );
        check(
            "Remarks by President Arlo at the airport\n\nTHE PRESIDENT:  Thank you.\n\nQ  Why?",
            &[(Some("Arlo"), Official, Prepared, false), (None, Journalist, Question, false)],
        );
        check(
            "정무 장관: 감사합니다.\n\n기자: 왜 그렇습니까?",
            &[(Some("정무"), Official, Prepared, false), (None, Journalist, Question, false)],
        );
    }

    #[test]
    fn roles() {
        check(
            "Jane Roe, Moderator: Welcome.\n\nSecretary General Arlo: Thank you.\n\nAFP: Will you go?\n\nSecretary General Arlo: Yes.",
            &[
                (None, Moderator, Prepared, false),
                (Some("Arlo"), Official, Prepared, false),
                (None, Journalist, Question, false),
                (Some("Arlo"), Official, Answer, false),
            ],
        );
        check(
            "Max Roe: Hello.\n\nJane Doe: Hello, Max.\n\nMax Roe: Bye.\n\nJane Doe: Bye.",
            &[
                (Some("Roe"), Official, Prepared, false),
                (Some("Doe"), Official, Prepared, false),
                (Some("Roe"), Official, Prepared, false),
                (Some("Doe"), Official, Prepared, false),
            ],
        );
        check("Climate: we agreed.\n\nTrade: we did not.", &[]);
        check("Goal: one\n\nMeans: two\n\nCosts: three\n\n".repeat(4).as_str(), &[]);
        check("Goal: one\n\nMeans: two\n\nGoal: three\n\nMeans: four", &[]);
    }

    #[test]
    fn interpreted() {
        check(
            "PRESIDENT ARLO (as interpreted): One.\n\nQ  Why?\n\nPRESIDENT ARLO: Two.\n\nQ  When?\n\nPRESIDENT ARLO (as interpreted): Three.",
            &[
                (Some("Arlo"), Official, Prepared, true),
                (None, Journalist, Question, false),
                (Some("Arlo"), Official, Answer, true),
                (None, Journalist, Question, false),
                (Some("Arlo"), Official, Answer, true),
            ],
        );
    }
}
