//! How a long calculation is asked to stop, and how it says how far it is.

/// Asked from inside loops; the answer is cheap.
pub trait Cancel: Sync {
    /// Whether the result is no longer wanted.
    fn is_cancelled(&self) -> bool;

    /// Told now and then how much is done, from 0.0 to 1.0.
    fn progress(&self, _done: f32) {}
}

/// Nobody cancels: the command line and tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct Never;

impl Cancel for Never {
    fn is_cancelled(&self) -> bool {
        false
    }
}
