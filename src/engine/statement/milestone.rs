//! Where pages and recorded moments of the source begin in the text.

use serde::{Deserialize, Serialize};

/// A place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SourcePlace {
    /// A page, counted from 1.
    Page(u32),
    /// A moment of a recording, in milliseconds.
    Time(u32),
}

impl SourcePlace {
    /// In words: "page 3", "at 1:02:07".
    pub fn words(self) -> String {
        match self {
            Self::Page(page) => format!("page {page}"),
            Self::Time(time) => {
                let seconds = time / 1000;
                let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
                if hours > 0 { format!("at {hours}:{minutes:02}:{seconds:02}") } else { format!("at {minutes}:{seconds:02}") }
            }
        }
    }
}

/// Here a place of the source begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// Byte offset in the text.
    pub at: usize,
    /// What begins.
    pub place: SourcePlace,
}

/// The place that holds the byte at `position`; `milestones` ascend.
pub fn place_at(milestones: &[Milestone], position: usize) -> Option<SourcePlace> {
    let passed = milestones.partition_point(|milestone| milestone.at <= position);
    passed.checked_sub(1).and_then(|last| milestones.get(last)).map(|milestone| milestone.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use SourcePlace::{Page, Time};

    #[test]
    fn places() {
        let milestones = [(5, Page(1)), (10, Page(2)), (10, Page(3))].map(|(at, place)| Milestone { at, place });
        let check = |position, expected| assert_eq!(place_at(&milestones, position), expected, "{position}");
        check(4, None);
        check(9, Some(Page(1)));
        check(10, Some(Page(3)));
        assert_eq!([Page(3), Time(62_999), Time(3_723_000)].map(SourcePlace::words), ["page 3", "at 1:02", "at 1:02:03"]);
    }
}
