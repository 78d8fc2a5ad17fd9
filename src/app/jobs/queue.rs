//! Work that is done one at a time, as a tiny machine without threads: what runs, and what waits.

use std::collections::VecDeque;

/// Jobs of one kind, of which one runs.
#[derive(Debug)]
pub(super) struct Queue<T> {
    is_busy: bool,
    waiting: VecDeque<T>,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self { is_busy: false, waiting: VecDeque::new() }
    }
}

impl<T> Queue<T> {
    /// Asks for a job behind all others. Returns it where it is to be started now.
    pub fn ask(&mut self, job: T) -> Option<T> {
        self.waiting.push_back(job);
        self.start()
    }

    /// Asks for a job in place of those that wait. Returns it where it is to be started now.
    pub fn ask_instead(&mut self, job: T) -> Option<T> {
        self.waiting.clear();
        self.ask(job)
    }

    /// The job that ran has ended. Returns the next to be started.
    pub fn done(&mut self) -> Option<T> {
        self.is_busy = false;
        self.start()
    }

    /// Whether nothing runs and nothing waits.
    pub fn is_idle(&self) -> bool {
        !self.is_busy && self.waiting.is_empty()
    }

    fn start(&mut self) -> Option<T> {
        if self.is_busy {
            return None;
        }
        let next = self.waiting.pop_front();
        self.is_busy = next.is_some();
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let mut queue = Queue::default();
        assert_eq!(queue.ask(1), Some(1));
        assert_eq!((queue.ask(2), queue.ask(3)), (None, None));
        assert_eq!((queue.done(), queue.done(), queue.done()), (Some(2), Some(3), None));
        assert_eq!(queue.ask(4), Some(4));
        assert_eq!((queue.ask_instead(5), queue.ask_instead(6)), (None, None));
        assert_eq!((queue.done(), queue.done()), (Some(6), None), "the newest alone");
    }
}
