//! Equal runs that show nothing: a few function words or marks between two changes.
//!
//! ```text
//! old   They condemned the seizure of vessels in the strait.
//! new   They welcomed the return to talks of experts.
//! ugly  They [-condemned-]{+welcomed+} the [-seizure-]{+return to talks+} of [-vessels in the strait-]{+experts+}.
//! want  They [-condemned the seizure of vessels in the strait-]{+welcomed the return to talks of experts+}.
//! ```

use super::Run;
use crate::engine::text::TermId;

/// Turns such runs into changes. A run at the start or end of the link stays: nothing is joined across it.
pub(super) fn drop_chance_matches(runs: &mut [Run], left: &[TermId], is_light: impl Fn(TermId) -> bool) {
    let changed = |run: Option<&Run>| run.filter(|run| !run.equal).map_or(0, |run| run.a.len().max(run.b.len()));
    let drops: Vec<bool> = (0..runs.len())
        .map(|at| {
            let Some(run) = runs.get(at).filter(|run| run.equal) else { return false };
            let before = at.checked_sub(1).map_or(0, |i| changed(runs.get(i)));
            let after = changed(runs.get(at + 1));
            before > 0
                && after > 0
                && run.a.len() <= 3
                && before + after > run.a.len() + 1
                && left.get(run.a.clone()).unwrap_or_default().iter().all(|&id| is_light(id))
        })
        .collect();
    for (run, drop) in runs.iter_mut().zip(drops) {
        run.equal &= !drop;
    }
}
