//! Work side by side on threads that end before it returns: results keep the order of the items, whatever their number.

use std::{
    ops::Range,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

/// Maps `work` over `items` on up to `threads` threads; the results keep the order of the items.
pub fn on_threads<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = threads.clamp(1, items.len().max(1));
    if threads == 1 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(items.len()));
    let work_on = || {
        while let Some((at, item)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| items.get(at).map(|item| (at, item))) {
            let result = work(item);
            results.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work_on);
        }
        work_on();
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Items below which a part is not worth a thread.
const WORTH_A_THREAD: usize = 256;

/// What `work` makes of the parts of `0..len`, one after the other, on up to `threads` threads. None where one part gives
/// none: it was cancelled.
pub fn in_parts<R: Send>(threads: usize, len: usize, work: impl Fn(Range<usize>) -> Option<Vec<R>> + Sync) -> Option<Vec<R>> {
    let mut found = on_threads(threads, &parts(threads, len), |part| work(part.clone())).into_iter();
    let mut all = found.next()??;
    for part in found {
        all.append(&mut part?);
    }
    Some(all)
}

/// Cuts `0..len` into parts for so many threads, as equal as can be; one part where there is little to do.
fn parts(threads: usize, len: usize) -> Vec<Range<usize>> {
    let count = threads.clamp(1, (len / WORTH_A_THREAD).max(1));
    (0..count).map(|n| len * n / count..len * (n + 1) / count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_their_order() {
        let items: Vec<usize> = (0..1000).collect();
        for threads in [0, 1, 3] {
            assert_eq!(on_threads(threads, &items, |n| n * 2), items.iter().map(|n| n * 2).collect::<Vec<_>>());
        }
        assert!(on_threads(4, &[], |n: &usize| *n).is_empty());
    }

    #[test]
    fn parts_are_put_together() {
        let doubled = |threads| in_parts(threads, 5_000, |part| Some(part.map(|n| n * 2).collect::<Vec<_>>()));
        assert_eq!(doubled(1), doubled(3));
        assert_eq!(in_parts(3, 5_000, |part| (part.start == 0).then(Vec::<u8>::new)), None);
    }

    #[test]
    fn parts_cover_everything_once() {
        for (threads, len, count) in [(1, 9_999, 1), (3, 10_000, 3), (4, 100, 1), (2, 0, 1), (0, 5, 1)] {
            let parts = parts(threads, len);
            assert_eq!(parts.len(), count);
            assert!(parts.iter().cloned().flatten().eq(0..len));
        }
    }
}
