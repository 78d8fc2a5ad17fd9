//! What to look at first: one ranked list, each line with its evidence and why it ranks so. Candidates, never verdicts.
//! Knows issues, and links as pairs of places with their word edits.

mod alone;
mod demand;
mod quote;
mod silence;
mod term;
mod wording;
mod words;

use crate::engine::{
    issues::Issue,
    statement::{PassageIdx, Statement, StatementIdx},
    text::ByteSpan,
};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
pub use wording::Pair;

macro_rules! kinds {
    ($($name:ident, $code:literal, $label:literal, $tip:literal;)*) => {
        /// What kind of divergence a line shows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum DivergenceKind { $(#[doc = $tip] $name,)* }

        impl DivergenceKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word of the JSON contract.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The kind in words.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }

            /// What it is, in a sentence.
            pub const fn tip(self) -> &'static str {
                match self { $(Self::$name => $tip,)* }
            }
        }
    };
}

kinds! {
    LookAlike, "look_alike", "look-alike", "Nearly the same words, but for one that weighs: a negation, how much, of whom";
    Verb, "verb", "force", "A verb of other force";
    Hedge, "hedge", "hedge", "What takes force from a promise, on one side";
    Condition, "condition", "condition", "What makes it depend on something, on one side";
    Number, "number", "number", "Another number";
    Name, "name", "name", "Another name";
    Silence, "silence", "silence", "An issue that one statement does not mention while another does";
    OnlyOneSpeaker, "only_one_speaker", "one speaker only", "An issue of which one official speaks, and the others beside him do not";
    OnlySpoken, "only_spoken", "only spoken", "A promise, number or condemnation that is said aloud and stands in no written statement";
    OnlyWritten, "only_written", "only written", "A promise, number or condemnation that is written and that nobody says aloud";
    OnlyHere, "only_here", "only here", "A promise, number or condemnation that one statement alone has";
    Unanswered, "unanswered", "demand or claim", "What one side demands of another or says about it, with the best candidate of a reply";
}

/// A place in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// In which statement.
    pub statement: StatementIdx,
    /// Where in its text.
    pub span: ByteSpan,
}

/// One line of "look here".
#[derive(Clone, Debug, PartialEq)]
pub struct Divergence {
    /// What kind.
    pub kind: DivergenceKind,
    /// The line itself.
    pub title: String,
    /// Why it ranks where it does.
    pub why: String,
    /// 0 to 1; the list is in this order.
    pub score: f32,
    /// The issue that it is about.
    pub issue: Option<String>,
    /// The statement that is silent.
    pub of: Option<StatementIdx>,
    /// Whose position it is about, where it is one's.
    pub party: Option<String>,
    /// Who says it, where one does.
    pub speaker: Option<String>,
    /// Numbers of the links that show it.
    pub links: Vec<usize>,
    /// The sentences that show it.
    pub evidence: Vec<Evidence>,
    /// The best candidate of a reply to a demand or claim.
    pub reply: Option<Evidence>,
}

impl Divergence {
    /// A line without anything in it.
    const fn new(kind: DivergenceKind) -> Self {
        Self {
            kind,
            title: String::new(),
            why: String::new(),
            score: 0.0,
            issue: None,
            of: None,
            party: None,
            speaker: None,
            links: Vec::new(),
            evidence: Vec::new(),
            reply: None,
        }
    }
}

/// What was found near a passage.
pub trait Neighbours {
    /// Whether a link to `other` says that both say the same.
    fn says_the_same(&self, statement: StatementIdx, passage: PassageIdx, other: StatementIdx) -> bool;

    /// The nearest passage in `other`, and the probability that both say the same.
    fn nearest(&self, statement: StatementIdx, passage: PassageIdx, other: StatementIdx) -> Option<(PassageIdx, f32)>;
}

/// What weighs inside linked passages. Linear in their length.
pub fn in_links(statements: &[&Statement], pairs: &[Pair<'_>]) -> Vec<Divergence> {
    wording::divergences(statements, pairs)
}

/// All divergences, those of [`in_links`] among them, the most telling first. Linear in the length of the texts.
pub fn rank(statements: &[&Statement], issues: &[Issue], in_links: Vec<Divergence>, near: &dyn Neighbours) -> Vec<Divergence> {
    let mut found = in_links;
    let speech: Vec<silence::Speech<'_>> = statements.iter().map(|statement| silence::Speech::of(statement)).collect();
    for issue in issues {
        found.extend(silence::of_statements(statements, issue));
        found.extend(silence::of_speakers(statements, &speech, issue));
    }
    found.extend(term::find(statements, issues));
    found.extend(alone::find(statements, issues, near));
    found.extend(demand::find(statements, issues, near));
    name_issues(&mut found, issues);
    for divergence in &mut found {
        caution(divergence, statements);
    }
    sort(&mut found);
    vary(&mut found);
    sort(&mut found);
    found
}

fn sort(divergences: &mut [Divergence]) {
    divergences.sort_by(|x, y| y.score.total_cmp(&x.score).then_with(|| x.title.cmp(&y.title)).then_with(|| x.evidence.cmp(&y.evidence)));
}

/// What each further line of one kind on one issue keeps of its score, and the least that any keeps.
const FURTHER: f32 = 0.88;
const LEAST_KEPT: f32 = 0.5;

/// Lets further lines of one kind on one issue sink: the second silence on a matter tells less than the first on another.
/// Of lines in rank order.
fn vary(divergences: &mut [Divergence]) {
    let mut seen: FxHashMap<(DivergenceKind, String), i32> = FxHashMap::default();
    for divergence in divergences {
        let Some(issue) = divergence.issue.clone() else { continue };
        let before = seen.entry((divergence.kind, issue)).or_default();
        divergence.score *= FURTHER.powi(*before).max(LEAST_KEPT);
        *before += 1;
    }
}

/// Names the heaviest issue that the sentences of a line mention, where it is about none yet.
fn name_issues(divergences: &mut [Divergence], issues: &[Issue]) {
    let mut at: FxHashMap<StatementIdx, Vec<(ByteSpan, usize)>> = FxHashMap::default();
    for (number, issue) in issues.iter().enumerate() {
        for (statement, mentions) in issue.mentions.iter().enumerate() {
            at.entry(StatementIdx(statement)).or_default().extend(mentions.iter().map(|mention| (mention.span, number)));
        }
    }
    for mentions in at.values_mut() {
        mentions.sort_unstable();
    }
    let within = |evidence: &Evidence| {
        let mentions = at.get(&evidence.statement).map(Vec::as_slice).unwrap_or_default();
        let from = mentions.partition_point(|(span, _)| span.end <= evidence.span.start);
        let to = mentions.partition_point(|(span, _)| span.start < evidence.span.end);
        mentions.get(from..to.max(from)).unwrap_or_default()
    };
    for divergence in divergences.iter_mut().filter(|divergence| divergence.issue.is_none()) {
        let named = divergence.evidence.iter().flat_map(within).filter_map(|(_, number)| issues.get(*number).map(|issue| (*number, issue)));
        let heaviest = named.max_by(|(x, a), (y, b)| a.weight.factor().total_cmp(&b.weight.factor()).then_with(|| y.cmp(x)));
        divergence.issue = heaviest.map(|(_, issue)| issue.name.clone());
    }
}

/// Words of an interpreter are not those of the speaker.
fn caution(divergence: &mut Divergence, statements: &[&Statement]) {
    let is_interpreted = divergence.evidence.iter().any(|evidence| {
        let statement = statements.get(evidence.statement.0);
        let turn = statement.and_then(|statement| statement.turn_of(statement.passage_at(evidence.span.start)?));
        turn.is_some_and(|turn| turn.interpreted)
    });
    if is_interpreted {
        divergence.why.push_str("; caution: in part the words of an interpreter");
    }
}
