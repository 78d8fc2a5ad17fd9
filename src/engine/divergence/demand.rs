//! What one side demands of another or says about it, with the best candidate of a reply in what the other said that day or
//! later.

use super::{
    Divergence, DivergenceKind, Evidence, Neighbours,
    quote::{is_position, owner, passage_evidence, short, speaker_of, weightiest},
    words::{WORDS, any_of},
};
use crate::engine::{
    issues::Issue,
    statement::{
        PassageIdx, PassageKind, Role, Statement, StatementIdx,
        party::{self, JOINT},
    },
};

/// The most of them for one statement.
const MOST: usize = 12;
/// The least probability of a candidate that is shown as a reply.
const REPLY: f32 = 0.04;
/// A claim names the other side so near its beginning, in bytes.
const OPENING: usize = 60;

/// Demands and claims of all statements. Linear in the length of the texts, times the number of statements.
pub(super) fn find(statements: &[&Statement], issues: &[Issue], near: &dyn Neighbours) -> Vec<Divergence> {
    let voices: Vec<Vec<&str>> = statements.iter().map(|statement| parties(statement)).collect();
    let mut stemmer = WORDS.stemmer();
    let mut all = Vec::new();
    for (at, statement) in statements.iter().enumerate() {
        let here = StatementIdx(at);
        let mut found: Vec<(f32, PassageIdx, Divergence)> = Vec::new();
        for (passage, kind) in statement.passages.iter().enumerate().map(|(idx, passage)| (PassageIdx(idx), passage.kind)) {
            let said = is_position(statement, passage);
            let Some(span) = statement.passage(passage).map(|passage| passage.span).filter(|_| said && kind != PassageKind::Heading) else {
                continue;
            };
            let own = owner(statement, passage);
            let words = span.of(statement.text());
            let named: Vec<(usize, &'static str)> =
                party::mentions(words).iter().filter_map(|found| Some((found.span.start, party::name(found.party)?))).collect();
            let other =
                |name: &str| own.is_none_or(|own| own != name && own != JOINT) && !voices.get(at).is_some_and(|own| own.contains(&name));
            let Some(&(first, addressee)) = named.iter().find(|(_, name)| other(name)) else { continue };
            let repliers = repliers(statements, &voices, here, addressee);
            if repliers.is_empty() {
                continue;
            }
            let listed = stemmer.words(statement.text(), span);
            let demand = any_of(&listed, &WORDS.demands);
            let claim = any_of(&listed, &WORDS.claims).filter(|_| first < OPENING);
            let Some((what, weight, word)) =
                demand.map(|word| ("a demand on", 0.75, word)).or_else(|| claim.map(|word| ("a claim about", 0.65, word)))
            else {
                continue;
            };
            if repliers.iter().any(|&other| near.says_the_same(here, passage, other)) {
                continue;
            }
            let reply = reply(statements, issues, near, (here, passage), &repliers);
            let speaker = speaker_of(statement, passage);
            let by = speaker.as_deref().or(own).map_or_else(String::new, |name| format!("{name}: "));
            let is_excerpt = repliers.iter().all(|other| statements.get(other.0).is_some_and(|other| other.excerpt));
            let answer = match (&reply, is_excerpt) {
                (Some(_), _) => "a candidate of a reply is beside it",
                (None, false) => "no reply found",
                (None, true) => "no reply in these excerpts",
            };
            let score = weight * if reply.is_some() { 0.75 } else { 1.0 };
            let mut evidence: Vec<Evidence> = passage_evidence(statements, here, passage).into_iter().collect();
            evidence.extend(reply);
            found.push((
                score,
                passage,
                Divergence {
                    title: format!("{by}\u{201c}{}\u{201d}: {answer}", short(words)),
                    why: format!(
                        "{what} {addressee} (\u{201c}{word}\u{201d}); a reply was looked for in what {addressee} says the same day or later"
                    ),
                    score,
                    party: own.map(str::to_owned),
                    speaker,
                    evidence,
                    reply,
                    ..Divergence::new(DivergenceKind::Unanswered)
                },
            ));
        }
        all.extend(weightiest(found, MOST));
    }
    all
}

/// For whom a statement speaks: its party, those of its officials; of a joint one, whom its first words name.
fn parties(statement: &Statement) -> Vec<&str> {
    let turns = statement.turns.iter().filter(|turn| turn.role == Role::Official).filter_map(|turn| turn.party.as_deref());
    let mut all: Vec<&str> = statement.party.as_deref().into_iter().chain(turns).collect();
    if statement.party.as_deref() == Some(JOINT) {
        let head = [Some(statement.title.as_str()), statement.document.issuer.as_deref()];
        all.extend(head.into_iter().flatten().flat_map(party::mentions).filter_map(|found| party::name(found.party)));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The statements in which `addressee` speaks, of the same or a later day than `here`, or of one that is not known.
fn repliers(statements: &[&Statement], voices: &[Vec<&str>], here: StatementIdx, addressee: &str) -> Vec<StatementIdx> {
    let date = |idx: usize| statements.get(idx).and_then(|statement| statement.document.date.as_deref());
    let in_time = |idx: usize| date(here.0).zip(date(idx)).is_none_or(|(asked, said)| asked <= said);
    let speaks = |idx: &usize| *idx != here.0 && voices.get(*idx).is_some_and(|voices| voices.contains(&addressee)) && in_time(*idx);
    (0..statements.len()).filter(speaks).map(StatementIdx).collect()
}

/// The most probable passage; where none is near, one that mentions a matter of weight which the demand mentions.
fn reply(
    statements: &[&Statement],
    issues: &[Issue],
    near: &dyn Neighbours,
    (here, passage): (StatementIdx, PassageIdx),
    repliers: &[StatementIdx],
) -> Option<Evidence> {
    let nearest = repliers.iter().filter_map(|&other| near.nearest(here, passage, other).map(|(at, score)| (score, other, at)));
    let best = nearest.fold(None, |best: Option<(f32, StatementIdx, PassageIdx)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    if let Some((_, other, at)) = best.filter(|(score, ..)| *score >= REPLY) {
        return passage_evidence(statements, other, at);
    }
    let mentions = |issue: &&Issue| issue.mentions.get(here.0).is_some_and(|all| all.iter().any(|mention| mention.passage == passage));
    let heaviest = issues.iter().filter(|issue| issue.weight.factor() > 1.0).find(mentions)?;
    repliers.iter().find_map(|other| {
        let said = heaviest.mentions.get(other.0)?.iter().find(|mention| !mention.by_journalist)?;
        passage_evidence(statements, *other, said.passage)
    })
}
