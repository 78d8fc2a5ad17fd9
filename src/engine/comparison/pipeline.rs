//! The pipeline, flat: one line a stage. Pairs of statements are aligned side by side on threads; results are put
//! together in the order of the pairs, so their number and speed change nothing.

use super::{Candidate, CompareOptions, Comparison, Link, Quality, Side};
use crate::engine::{
    align::{self, Alignment, Pairing, Profiles},
    diff, divergence, issues, phrases,
    segment::Tokens,
    statement::{Statement, StatementIdx},
    text::{Cancel, Vocabulary},
};
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

/// Compares statements. None where it was cancelled.
pub fn compare(statements: &[Arc<Statement>], options: &CompareOptions, cancel: &dyn Cancel) -> Option<Comparison> {
    let mut vocabulary = Vocabulary::default();
    let tokens: Vec<Tokens> = statements.iter().map(|statement| Tokens::new(statement, &mut vocabulary)).collect();
    let pairs: Vec<(usize, usize)> = (0..statements.len()).flat_map(|a| (a + 1..statements.len()).map(move |b| (a, b))).collect();
    let profiles = Profiles::new(&tokens, &vocabulary);
    let plain: Vec<&Statement> = statements.iter().map(AsRef::as_ref).collect();
    cancel.progress(0.1);

    let done = AtomicUsize::new(0);
    let aligned = on_threads(options.threads, &pairs, |&(a, b)| {
        let alignment = align::align(&profiles, (a, b), &tokens, &vocabulary, &options.model, cancel);
        let result = alignment.map(|alignment| {
            let (links, quality) = pair_links((a, b), &plain, &tokens, &vocabulary, &alignment, cancel);
            (links, alignment, quality)
        });
        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
        cancel.progress(0.1 + 0.7 * count as f32 / pairs.len() as f32);
        result
    });
    let aligned: Vec<PairResult> = aligned.into_iter().collect::<Option<_>>()?;
    let mut result = Comparison { statements: statements.to_vec(), ..Comparison::default() };
    result.candidates = candidates(&pairs, aligned.iter().map(|(_, alignment, _)| alignment));
    for (links, _, quality) in aligned {
        result.links.extend(links);
        result.quality.notes.extend(quality.notes);
    }
    result.phrases = phrases::find(&tokens.iter().collect::<Vec<_>>(), &vocabulary, cancel);
    cancel.progress(0.9);
    result.issues = issues::find(&plain, &options.lexicon);
    result.divergences = divergence::rank(&plain, &result.issues);
    result.index();
    (!cancel.is_cancelled()).then_some(result)
}

type PairResult = (Vec<Link>, Alignment, Quality);

fn pair_links(
    (a, b): (usize, usize),
    statements: &[&Statement],
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
            let left = diff::Side { text: text_a.text(), tokens: tokens_a, range: tokens_a.range_of(pairing.a.first, pairing.a.last) };
            let right = diff::Side { text: text_b.text(), tokens: tokens_b, range: tokens_b.range_of(pairing.b.first, pairing.b.last) };
            if left.range.len().saturating_mul(right.range.len()) > diff::MAX_CELLS {
                quality.notes.push("a very long passage was marked as changed as a whole".to_owned());
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
        kind: pairing.kind,
        score: pairing.score,
        moved: pairing.moved,
        block: pairing.block,
        why: pairing.why.clone(),
        edits,
    }
}

fn candidates<'a>(pairs: &[(usize, usize)], alignments: impl Iterator<Item = &'a Alignment>) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    for (&(a, b), alignment) in pairs.iter().zip(alignments) {
        for (from, to, near) in [(a, b, &alignment.near_a), (b, a, &alignment.near_b)] {
            all.extend(near.iter().map(|n| Candidate { from: (StatementIdx(from), n.from), to: (StatementIdx(to), n.to), score: n.score }));
        }
    }
    // Stable: of one passage and one other statement the best stays first.
    all.sort_by_key(|c| (c.from, c.to.0));
    all
}

/// Maps `work` over `items` on up to `threads` threads; the results keep the order of the items.
fn on_threads<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = threads.clamp(1, items.len().max(1));
    if threads == 1 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(items.len()));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((at, item)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| items.get(at).map(|item| (at, item)))
                {
                    let result = work(item);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
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
