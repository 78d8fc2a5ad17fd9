//! How long the engine takes: import and segment, align, the whole comparison; and, as a floor in the same run, a word
//! diff by `similar`, which assumes that the order is kept. `cargo bench --bench engine`; divan prints medians, counts and
//! words a second.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a bench that cannot go on fails")]

mod texts;

use communique::engine::{
    align::{Group, How, LinkModel, Profiles, align},
    comparison::{CompareOptions, Comparer, Decision, Ruling, Side, compare},
    import::import,
    segment::{Tokens, segment},
    statement::{PassageIdx, Statement, StatementIdx},
    text::{Cancel, Never, Vocabulary},
};
use divan::{Bencher, counter::ItemsCount};
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
    mpsc::{SyncSender, sync_channel},
};
use texts::pair;

#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

fn statement(text: &str) -> Statement {
    segment(import(text.as_bytes(), "bench.txt").unwrap(), "bench.txt")
}

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// Words of a side of the largest texts: those of the Bible.
const LARGEST: [usize; 1] = [790_000];

#[divan::bench(args = SIZES, sample_count = 20)]
fn import_and_segment(bencher: Bencher<'_, '_>, words: usize) {
    let (text, _) = pair(words);
    bencher.counter(ItemsCount::new(words)).bench(|| statement(&text));
}

#[divan::bench(args = LARGEST, sample_count = 3)]
fn align_two_largest(bencher: Bencher<'_, '_>, words: usize) {
    align_two(bencher, words);
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn align_two(bencher: Bencher<'_, '_>, words: usize) {
    let (one, two) = pair(words);
    let mut vocabulary = Vocabulary::default();
    let tokens = [&one, &two].map(|text| Tokens::new(&statement(text), &mut vocabulary));
    let model = LinkModel::built_in();
    let how = How { model: &model, threads: 1 };
    bencher
        .counter(ItemsCount::new(words))
        .bench(|| align(&Profiles::new(&tokens, &vocabulary, &Never).unwrap(), (0, 1), &tokens, &vocabulary, &how, &Never));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn compare_three(bencher: Bencher<'_, '_>, words: usize) {
    let (one, two) = pair(words);
    let statements: Vec<Arc<Statement>> = [&one, &two, &one].map(|text| Arc::new(statement(text))).into();
    let options = CompareOptions::default();
    bencher.counter(ItemsCount::new(words)).bench(|| compare(&statements, &options, &Never));
}

#[divan::bench(args = LARGEST, sample_count = 2)]
fn compare_three_largest(bencher: Bencher<'_, '_>, words: usize) {
    compare_three(bencher, words);
}

/// Eight statements, the most that a comparison holds.
#[divan::bench(args = [100_000], sample_count = 2)]
fn compare_eight(bencher: Bencher<'_, '_>, words: usize) {
    let (one, two) = pair(words);
    let statements: Vec<Arc<Statement>> = (0..8).map(|n| Arc::new(statement(if n % 2 == 0 { &one } else { &two }))).collect();
    let options = CompareOptions::default();
    bencher.counter(ItemsCount::new(8 * words)).bench(|| compare(&statements, &options, &Never));
}

/// How long the reader waits after a comparison of eight long statements was given up: from the wish to the end.
#[divan::bench(args = [100_000], sample_count = 20)]
fn give_up(bencher: Bencher<'_, '_>, words: usize) {
    let (one, two) = pair(words);
    let statements: Vec<Arc<Statement>> = (0..8).map(|n| Arc::new(statement(if n % 2 == 0 { &one } else { &two }))).collect();
    let options = CompareOptions::default();
    let sample = AtomicUsize::new(0);
    bencher
        .with_inputs(|| {
            // Another moment each time, counted in questions: a comparison asks some hundred thousand times.
            let moment = sample.fetch_add(1, Ordering::Relaxed) * 15_013;
            let (reached, wait) = sync_channel(1);
            let wish = Arc::new(AtomicBool::new(false));
            let wanted = Wanted { wish: Arc::clone(&wish), asked: AtomicUsize::new(0), moment, reached };
            let (statements, options) = (statements.clone(), options.clone());
            let work = std::thread::spawn(move || compare(&statements, &options, &wanted).is_some());
            // Nothing comes where it ended before.
            let _ = wait.recv();
            (wish, work)
        })
        .bench_local_values(|(wish, work)| {
            wish.store(true, Ordering::Relaxed);
            work.join().unwrap()
        });
}

/// A comparison that is wanted until the wish to give it up is made; tells when it has asked so many times.
struct Wanted {
    wish: Arc<AtomicBool>,
    asked: AtomicUsize,
    moment: usize,
    reached: SyncSender<()>,
}

impl Cancel for Wanted {
    fn is_cancelled(&self) -> bool {
        if self.asked.fetch_add(1, Ordering::Relaxed) == self.moment {
            let _ = self.reached.try_send(());
        }
        self.wish.load(Ordering::Relaxed)
    }
}

/// What the reader waits for after one statement was marked as an excerpt: the texts are the same.
#[divan::bench(args = SIZES, sample_count = 20)]
fn compare_three_again(bencher: Bencher<'_, '_>, words: usize) {
    let (one, two) = pair(words);
    let mut statements: Vec<Arc<Statement>> = [&one, &two, &one].map(|text| Arc::new(statement(text))).into();
    let options = CompareOptions::default();
    let mut comparer = Comparer::default();
    comparer.compare(&statements, &options, &Never).unwrap();
    bencher.counter(ItemsCount::new(words)).bench_local(|| {
        let marked = Statement { excerpt: !statements[0].excerpt, ..Statement::clone(&statements[0]) };
        statements[0] = Arc::new(marked);
        comparer.compare(&statements, &options, &Never)
    });
}

/// What the reader waits for after a link was made by hand.
#[divan::bench(args = SIZES, sample_count = 20)]
fn link_by_hand(bencher: Bencher<'_, '_>, words: usize) {
    let (one, two) = pair(words);
    let statements: Vec<Arc<Statement>> = [&one, &two, &one].map(|text| Arc::new(statement(text))).into();
    let mut comparer = Comparer::default();
    comparer.compare(&statements, &CompareOptions::default(), &Never).unwrap();
    let end = |statement, passage| Side { statement: StatementIdx(statement), group: Group::one(PassageIdx(passage)) };
    let decisions = vec![Decision { a: end(0, 3), b: end(1, 30), ruling: Ruling::Same }];
    let options = CompareOptions { decisions, ..CompareOptions::default() };
    bencher.counter(ItemsCount::new(words)).bench_local(|| comparer.compare(&statements, &options, &Never));
}

/// The floor: words in order, no passages, no search for what moved.
#[divan::bench(args = SIZES, sample_count = 20)]
fn word_diff_by_similar(bencher: Bencher<'_, '_>, words: usize) {
    let (one, two) = pair(words);
    let (one, two): (Vec<&str>, Vec<&str>) = (one.split_whitespace().collect(), two.split_whitespace().collect());
    bencher.counter(ItemsCount::new(words)).bench(|| similar::capture_diff_slices(similar::Algorithm::Myers, &one, &two));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn word_diff_by_imara(bencher: Bencher<'_, '_>, words: usize) {
    let (one, two) = pair(words);
    bencher.counter(ItemsCount::new(words)).bench(|| {
        let mut input = imara_diff::InternedInput::default();
        input.update_before(one.split_whitespace());
        input.update_after(two.split_whitespace());
        imara_diff::Diff::compute(imara_diff::Algorithm::Histogram, &input).count_additions()
    });
}
