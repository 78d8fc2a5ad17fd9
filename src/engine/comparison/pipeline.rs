//! The pipeline, flat: one line a stage. Pairs of statements are aligned side by side on threads; results are put
//! together in the order of the pairs, so their number and speed change nothing.

use super::{Candidate, CompareOptions, Comparison, Link, Origin, Quality, Side, decisions};
use crate::engine::{
    align::{self, Alignment, How, LinkModel, Pairing, Profiles},
    diff,
    divergence::{self, Divergence},
    issues::{self, Finder, Issue, Lexicon, Names, TextMentions},
    phrases::{self, Phrase},
    segment::Tokens,
    statement::{Statement, StatementIdx},
    text::{ByteSpan, Cancel, Vocabulary, threads::on_threads},
};
use rustc_hash::FxHashMap;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// Compares statements. None where it was cancelled.
pub fn compare(statements: &[Arc<Statement>], options: &CompareOptions, cancel: &dyn Cancel) -> Option<Comparison> {
    let matched = match_texts(statements, options, cancel)?;
    let tracked = track(&matched, statements, options);
    complete(matched, tracked, statements, options, cancel)
}

/// Compares again and again, as the window does: what the texts alone decide is kept until a text changes.
#[derive(Debug, Default)]
pub struct Comparer {
    last: Option<Kept>,
}

/// The last comparison, as far as the next one can use it.
#[derive(Debug)]
struct Kept {
    statements: Vec<Arc<Statement>>,
    model: Arc<LinkModel>,
    lexicon: Arc<Lexicon>,
    matched: Matched,
    tracked: Tracked,
}

/// What texts, titles, speakers and the lexicon decide, but not the links made by hand.
#[derive(Clone, Debug, Default)]
struct Tracked {
    /// What each text mentions.
    mentions: Arc<[TextMentions]>,
    issues: Vec<Issue>,
    /// What weighs inside the links of [`Matched`], by their numbers there.
    weighed: Vec<Divergence>,
}

/// What the texts alone decide, held by many: not their titles, parties and forms, nor what is tracked.
#[derive(Clone, Debug, Default)]
struct Matched {
    links: Vec<Link>,
    candidates: Arc<[Candidate]>,
    phrases: Arc<[Phrase]>,
    quality: Quality,
    words: Arc<Words>,
    /// The names in each text.
    names: Vec<Arc<Names>>,
}

/// The statements as words: what links made by hand are compared by.
#[derive(Debug, Default)]
struct Words {
    vocabulary: Vocabulary,
    tokens: Vec<Tokens>,
}

impl Comparer {
    /// Compares statements; the same result as [`compare`]. None where it was cancelled.
    pub fn compare(&mut self, statements: &[Arc<Statement>], options: &CompareOptions, cancel: &dyn Cancel) -> Option<Comparison> {
        let known = self.last.take().filter(|last| same_texts(&last.statements, statements) && *last.model == *options.model);
        let (matched, tracked) = match known {
            Some(last) if last.tracks_the_same(statements, options) => (last.matched, last.tracked),
            Some(last) => {
                let same_titles = last.statements.iter().zip(statements).all(|(x, y)| x.title == y.title);
                let weighed = if same_titles { last.tracked.weighed } else { weigh(&last.matched, statements) };
                let mentions = if last.lexicon == options.lexicon { last.tracked.mentions } else { find_mentions(statements, options) };
                let issues = find_issues(&last.matched, &mentions, statements, options);
                (last.matched, Tracked { mentions, issues, weighed })
            }
            None => {
                let matched = match_texts(statements, options, cancel)?;
                let tracked = track(&matched, statements, options);
                (matched, tracked)
            }
        };
        self.last = Some(Kept {
            statements: statements.to_vec(),
            model: Arc::clone(&options.model),
            lexicon: Arc::clone(&options.lexicon),
            matched: matched.clone(),
            tracked: tracked.clone(),
        });
        complete(matched, tracked, statements, options, cancel)
    }
}

impl Kept {
    /// Whether the same issues would be found in these very statements.
    fn tracks_the_same(&self, statements: &[Arc<Statement>], options: &CompareOptions) -> bool {
        self.lexicon == options.lexicon && self.statements.iter().zip(statements).all(|(x, y)| Arc::ptr_eq(x, y))
    }
}

fn track(matched: &Matched, statements: &[Arc<Statement>], options: &CompareOptions) -> Tracked {
    let mentions = find_mentions(statements, options);
    Tracked { issues: find_issues(matched, &mentions, statements, options), mentions, weighed: weigh(matched, statements) }
}

fn find_mentions(statements: &[Arc<Statement>], options: &CompareOptions) -> Arc<[TextMentions]> {
    let finder = Finder::new(&options.lexicon);
    on_threads(options.threads, statements, |statement| TextMentions::of(statement, &finder)).into()
}

fn find_issues(matched: &Matched, mentions: &[TextMentions], statements: &[Arc<Statement>], options: &CompareOptions) -> Vec<Issue> {
    let plain: Vec<&Statement> = statements.iter().map(AsRef::as_ref).collect();
    issues::find(&plain, &options.lexicon, mentions, &matched.names)
}

fn weigh(matched: &Matched, statements: &[Arc<Statement>]) -> Vec<Divergence> {
    let plain: Vec<&Statement> = statements.iter().map(AsRef::as_ref).collect();
    divergence::in_links(&plain, &pairs_of(&matched.links, statements, |_| true))
}

/// What weighs inside the links as they are once the reader's decisions are carried out: that of links which stayed is known.
fn weighed(tracked: Vec<Divergence>, before: &[(Side, Side)], links: &[Link], statements: &[Arc<Statement>]) -> Vec<Divergence> {
    let plain: Vec<&Statement> = statements.iter().map(AsRef::as_ref).collect();
    let now: FxHashMap<(Side, Side), usize> = links
        .iter()
        .enumerate()
        .filter(|(_, link)| link.origin == Origin::Engine)
        .map(|(number, link)| ((link.a, link.b), number))
        .collect();
    let renumbered = |mut divergence: Divergence| {
        let number = divergence.links.first().and_then(|old| before.get(*old)).and_then(|sides| now.get(sides))?;
        divergence.links = vec![*number];
        Some(divergence)
    };
    let mut all: Vec<Divergence> = tracked.into_iter().filter_map(renumbered).collect();
    all.extend(divergence::in_links(&plain, &pairs_of(links, statements, |link| link.origin == Origin::Reader)));
    all
}

/// Adds what depends on more than the texts.
fn complete(
    mut matched: Matched,
    tracked: Tracked,
    statements: &[Arc<Statement>],
    options: &CompareOptions,
    cancel: &dyn Cancel,
) -> Option<Comparison> {
    cancel.progress(0.9);
    let words = matched.words;
    let before: Vec<(Side, Side)> = matched.links.iter().map(|link| (link.a, link.b)).collect();
    let notes = decisions::carry_out(&mut matched.links, &options.decisions, statements, &words.tokens, &words.vocabulary);
    matched.quality.notes.extend(notes);
    let plain: Vec<&Statement> = statements.iter().map(AsRef::as_ref).collect();
    let mut result = Comparison {
        statements: statements.to_vec(),
        links: matched.links,
        candidates: matched.candidates,
        phrases: matched.phrases,
        quality: matched.quality,
        issues: tracked.issues,
        ..Comparison::default()
    };
    result.index();
    let weighed = weighed(tracked.weighed, &before, &result.links, statements);
    result.divergences = divergence::rank(&plain, &result.issues, weighed, &result);
    (!cancel.is_cancelled()).then_some(result)
}

/// The wanted links whose sides say the same, with the places of their passages.
fn pairs_of<'a>(links: &'a [Link], statements: &[Arc<Statement>], is_wanted: fn(&Link) -> bool) -> Vec<divergence::Pair<'a>> {
    let span = |side: Side| {
        let statement = statements.get(side.statement.0);
        let spans = side.group.passages().filter_map(|passage| statement.and_then(|statement| statement.passage(passage)).map(|p| p.span));
        spans.reduce(ByteSpan::cover).unwrap_or_default()
    };
    let same = links.iter().enumerate().filter(|(_, link)| !link.edits.is_empty() && is_wanted(link));
    let pair = |(number, link): (usize, &'a Link)| divergence::Pair {
        link: number,
        sides: [link.a, link.b].map(|side| (side.statement, span(side))),
        edits: &link.edits,
        score: link.score,
    };
    same.map(pair).collect()
}

/// Whether the texts and their passages are the same ones, in the same order.
fn same_texts(before: &[Arc<Statement>], now: &[Arc<Statement>]) -> bool {
    let same = |x: &Statement, y: &Statement| {
        Arc::ptr_eq(&x.document, &y.document) && Arc::ptr_eq(&x.passages, &y.passages) && x.language == y.language
    };
    before.len() == now.len() && before.iter().zip(now).all(|(x, y)| same(x, y))
}

/// One of the jobs that go on side by side.
enum Job {
    Phrases,
    Pair(usize, usize),
}

/// What a job gives.
enum Found {
    Phrases(Vec<Phrase>),
    Pair((usize, usize), PairResult),
}

fn match_texts(statements: &[Arc<Statement>], options: &CompareOptions, cancel: &dyn Cancel) -> Option<Matched> {
    let mut vocabulary = Vocabulary::default();
    let mut tokens: Vec<Tokens> = Vec::with_capacity(statements.len());
    let cut = on_threads(options.threads, statements, |statement| (!cancel.is_cancelled()).then(|| Tokens::cut(statement)));
    for (cut, statement) in cut.into_iter().zip(statements) {
        tokens.push(cut?.interned(statement, &mut vocabulary));
    }
    let profiles = Profiles::new(&tokens, &vocabulary, cancel)?;
    cancel.progress(0.1);

    // Phrases take about as long as a pair: begun first, they do not come last.
    let pairs = (0..statements.len()).flat_map(|a| (a + 1..statements.len()).map(move |b| Job::Pair(a, b)));
    let jobs: Vec<Job> = std::iter::once(Job::Phrases).chain(pairs).collect();
    // What is left of the threads goes into each pair.
    let how = How { model: &options.model, threads: options.threads / (jobs.len() - 1).max(1) };
    let done = AtomicUsize::new(0);
    let found = on_threads(options.threads, &jobs, |job| {
        let found = match *job {
            Job::Phrases => Found::Phrases(phrases::find(&tokens, &vocabulary, cancel)?),
            Job::Pair(a, b) => {
                let alignment = align::align(&profiles, (a, b), &tokens, &vocabulary, &how, cancel)?;
                let (links, quality) = pair_links((a, b), statements, &tokens, &vocabulary, &alignment, cancel);
                Found::Pair((a, b), (links, alignment, quality))
            }
        };
        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
        cancel.progress(0.1 + 0.8 * count as f32 / jobs.len() as f32);
        Some(found)
    });
    let mut matched = Matched::default();
    let mut alignments = Vec::new();
    for found in found {
        match found? {
            Found::Phrases(phrases) => matched.phrases = phrases.into(),
            Found::Pair(pair, (links, alignment, quality)) => {
                matched.links.extend(links);
                matched.quality.notes.extend(quality.notes);
                alignments.push((pair, alignment));
            }
        }
    }
    matched.candidates = candidates(&alignments).into();
    drop(profiles);
    matched.words = Arc::new(Words { vocabulary, tokens });
    matched.names = on_threads(options.threads, statements, |statement| Arc::new(Names::of(statement)));
    (!cancel.is_cancelled()).then_some(matched)
}

type PairResult = (Vec<Link>, Alignment, Quality);

fn pair_links(
    (a, b): (usize, usize),
    statements: &[Arc<Statement>],
    tokens: &[Tokens],
    vocabulary: &Vocabulary,
    alignment: &Alignment,
    cancel: &dyn Cancel,
) -> (Vec<Link>, Quality) {
    let mut quality = Quality::default();
    let (Some(text_a), Some(text_b)) = (statements.get(a), statements.get(b)) else { return (Vec::new(), quality) };
    let (Some(tokens_a), Some(tokens_b)) = (tokens.get(a), tokens.get(b)) else { return (Vec::new(), quality) };
    let links = alignment
        .pairings
        .iter()
        .map(|pairing| {
            let left = diff::Side::new(text_a, tokens_a, tokens_a.range_of(pairing.a.first, pairing.a.last));
            let right = diff::Side::new(text_b, tokens_b, tokens_b.range_of(pairing.b.first, pairing.b.last));
            if pairing.kind.is_same() && diff::are_too_long(&left, &right) {
                quality.notes.push(decisions::TOO_LONG.to_owned());
            }
            let edits =
                if pairing.kind.is_same() && !cancel.is_cancelled() { diff::diff_link(&left, &right, vocabulary) } else { Vec::new() };
            link(a, b, pairing, edits)
        })
        .collect();
    (links, quality)
}

fn link(a: usize, b: usize, pairing: &Pairing, edits: Vec<diff::Edit>) -> Link {
    Link {
        a: Side { statement: StatementIdx(a), group: pairing.a },
        b: Side { statement: StatementIdx(b), group: pairing.b },
        origin: Origin::Engine,
        kind: pairing.kind,
        score: pairing.score,
        moved: pairing.moved,
        block: pairing.block,
        why: pairing.why.as_slice().into(),
        edits: edits.into(),
    }
}

fn candidates(alignments: &[((usize, usize), Alignment)]) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    for &((a, b), ref alignment) in alignments {
        for (from, to, near) in [(a, b, &alignment.near_a), (b, a, &alignment.near_b)] {
            all.extend(near.iter().map(|n| Candidate { from: (StatementIdx(from), n.from), to: (StatementIdx(to), n.to), score: n.score }));
        }
    }
    // Stable: of one passage and one other statement the best stays first.
    all.sort_by_key(|c| (c.from, c.to.0));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{import::import, segment::segment, text::Never};

    fn read(text: &str) -> Arc<Statement> {
        Arc::new(segment(import(text.as_bytes(), "x.txt").unwrap_or_default(), "x"))
    }

    struct Stopped;
    impl Cancel for Stopped {
        fn is_cancelled(&self) -> bool {
            true
        }
    }

    #[test]
    fn any_number_of_threads_gives_the_same() {
        let texts = [
            "The ministers reaffirmed the treaty. Vessels were seized in the strait. Records will be exchanged monthly.",
            "Vessels were seized in the northern strait. Both ministers reaffirmed the treaty.",
            "Records will be exchanged each month. Nothing was said of vessels.",
        ]
        .map(read);
        let result = |threads| {
            compare(&texts, &CompareOptions { threads, ..CompareOptions::default() }, &Never).map(|c| (c.links, c.candidates, c.phrases))
        };
        assert!(result(1).is_some_and(|(links, ..)| !links.is_empty()));
        assert_eq!(result(1), result(3));
        // Long enough to be done in parts.
        let long = |step: usize| {
            (0..900)
                .map(|n| format!("Vessel number{} left the port{} of call{}.", n * step % 907, n % 89, n % 7))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let texts = [read(&long(1)), read(&long(5))];
        let result = |threads| {
            compare(&texts, &CompareOptions { threads, ..CompareOptions::default() }, &Never).map(|c| (c.links, c.candidates, c.phrases))
        };
        assert!(result(1).is_some_and(|(links, ..)| links.len() > 500));
        assert_eq!(result(1), result(4));
    }

    #[test]
    fn compared_again_gives_the_same() {
        let texts =
            ["Vessels were seized in the strait. Records will be exchanged.", "In the strait two vessels were seized.", "Nothing else."]
                .map(read);
        let options = CompareOptions::default();
        let mut comparer = Comparer::default();
        let told = |comparison: Comparison| (comparison.links, comparison.candidates, comparison.phrases, comparison.divergences);
        let mut check = |statements: &[Arc<Statement>]| {
            let again = comparer.compare(statements, &options, &Never).map(told);
            assert_eq!(again, compare(statements, &options, &Never).map(told));
        };
        check(&texts);
        let renamed = Arc::new(Statement { party: Some("US".to_owned()), title: "Other".to_owned(), ..(*texts[0]).clone() });
        check(&[renamed, Arc::clone(&texts[1]), Arc::clone(&texts[2])]);
        check(&[Arc::clone(&texts[1]), Arc::clone(&texts[0]), Arc::clone(&texts[2])]);
        check(&texts[..2]);
    }

    #[test]
    fn cancelled_gives_nothing() {
        assert!(compare(&[read("One two three."), read("One two four.")], &CompareOptions::default(), &Stopped).is_none());
    }

    #[test]
    fn one_or_none_is_no_error() {
        assert!(compare(&[], &CompareOptions::default(), &Never).is_some_and(|c| c.links.is_empty()));
        assert!(
            compare(&[read("One.")], &CompareOptions::default(), &Never)
                .is_some_and(|c| c.is_only_here(StatementIdx(0), crate::engine::statement::PassageIdx(0)))
        );
    }
}
