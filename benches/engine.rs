//! How long the engine takes: import and segment, align, the whole comparison; and, as a floor in the same run, a word
//! diff by `similar`, which assumes that the order is kept. `cargo bench --bench engine`; divan prints medians, counts and
//! words a second.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a bench that cannot go on fails")]

use communique::engine::{
    align::{Group, How, LinkModel, Profiles, align},
    comparison::{CompareOptions, Comparer, Decision, Ruling, Side, compare},
    import::import,
    segment::{Tokens, segment},
    statement::{PassageIdx, Statement, StatementIdx},
    text::{Never, Vocabulary},
};
use divan::{Bencher, counter::ItemsCount};
use std::sync::Arc;

#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// Numbers that look random and are the same at every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % bound as u64) as usize
    }

    /// Small numbers often, large ones rarely, as words of a language are used.
    fn rank(&mut self, bound: usize) -> usize {
        let (x, y) = (self.below(bound), self.below(bound));
        x * y / bound
    }
}

/// Words of no language: as many as a long text has, with function words among the most frequent.
fn lexicon() -> Vec<String> {
    const SYLLABLES: [&str; 16] = ["ta", "re", "mo", "li", "sun", "ka", "ver", "no", "del", "fi", "gor", "pa", "tin", "us", "em", "bra"];
    let mut words: Vec<String> = ["the", "of", "and", "to", "in", "we", "that", "for", "on", "with"].map(str::to_owned).into();
    words.extend((0..6_000_usize).map(|n| {
        let mut word = String::new();
        let mut rest = n + 17;
        while rest > 0 {
            word.push_str(SYLLABLES[rest % 16]);
            rest /= 16;
        }
        word
    }));
    words
}

/// Two statements of so many words: the second says what the first says in other words (a fourth of them), and every
/// twentieth sentence elsewhere.
fn pair(words: usize) -> (String, String) {
    let (lexicon, mut numbers) = (lexicon(), Numbers(7));
    let (mut one, mut two) = (Vec::new(), Vec::new());
    let mut count = 0;
    while count < words {
        let sentence: Vec<usize> = (0..8 + numbers.below(22)).map(|_| numbers.rank(lexicon.len())).collect();
        count += sentence.len();
        let reworded: Vec<usize> =
            sentence.iter().map(|&word| if numbers.below(4) == 0 { numbers.rank(lexicon.len()) } else { word }).collect();
        one.push(sentence);
        let at = if numbers.below(20) == 0 { numbers.below(two.len() + 1) } else { two.len() };
        two.insert(at, reworded);
    }
    let write = |sentences: &[Vec<usize>]| {
        let paragraphs = sentences.chunks(5).map(|paragraph| {
            let written = paragraph.iter().map(|sentence| {
                let words: Vec<&str> = sentence.iter().map(|&word| lexicon[word].as_str()).collect();
                let mut written = words.join(" ");
                written[..1].make_ascii_uppercase();
                written + "."
            });
            written.collect::<Vec<_>>().join(" ")
        });
        paragraphs.collect::<Vec<_>>().join("\n\n")
    };
    (write(&one), write(&two))
}

fn statement(text: &str) -> Statement {
    segment(import(text.as_bytes(), "bench.txt").unwrap(), "bench.txt")
}

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

#[divan::bench(args = SIZES, sample_count = 20)]
fn import_and_segment(bencher: Bencher<'_, '_>, words: usize) {
    let (text, _) = pair(words);
    bencher.counter(ItemsCount::new(words)).bench(|| statement(&text));
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
