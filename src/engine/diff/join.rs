//! Edits that touch become one.
//!
//! ```text
//! ugly  {+will+}[-should-] [-soon-]meet
//! want  [-should soon-]{+will+} meet
//! ```

use super::Run;

/// Joins neighbouring runs of the same kind.
pub(super) fn join_touching(runs: &mut Vec<Run>) {
    runs.dedup_by(|next, kept| {
        let joins = next.equal == kept.equal;
        if joins {
            kept.a = kept.a.start.min(next.a.start)..kept.a.end.max(next.a.end);
            kept.b = kept.b.start.min(next.b.start)..kept.b.end.max(next.b.end);
        }
        joins
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins() {
        let run = |a: std::ops::Range<usize>, b: std::ops::Range<usize>, equal| Run { a, b, equal };
        let mut runs = vec![run(0..1, 0..1, true), run(1..2, 1..1, false), run(2..2, 1..3, false), run(2..3, 3..4, true)];
        join_touching(&mut runs);
        assert_eq!(runs, [run(0..1, 0..1, true), run(1..2, 1..3, false), run(2..3, 3..4, true)]);
    }
}
