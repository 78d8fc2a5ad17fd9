//! Positions in a text. The only place that slices a `str`.

use serde::{Deserialize, Serialize};

/// A range of bytes in one statement's UTF-8 text, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ByteSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl ByteSpan {
    /// The span from `start` to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The part of `text` that the span names; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Number of bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the byte at `position` lies inside.
    pub const fn contains(self, position: usize) -> bool {
        self.start <= position && position < self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// What both hold; empty where they do not meet.
    pub fn intersection(self, other: Self) -> Self {
        let start = self.start.max(other.start);
        Self::new(start, self.end.min(other.end).max(start))
    }

    /// The span without white space at its ends.
    pub fn trimmed(self, text: &str) -> Self {
        let inside = self.of(text);
        let start = self.start + (inside.len() - inside.trim_start().len());
        let end = start + inside.trim().len();
        Self::new(start, end)
    }
}

/// The largest character boundary of `text` that is not past `position`.
pub fn floor_boundary(text: &str, position: usize) -> usize {
    text.floor_char_boundary(position.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_and_slices() {
        let text = "  ab 한 ";
        let span = ByteSpan::new(0, text.len()).trimmed(text);
        assert_eq!(span.of(text), "ab 한");
        assert_eq!(ByteSpan::new(6, 7).of(text), "", "inside a character");
    }

    #[test]
    fn meets_and_covers() {
        let (a, b) = (ByteSpan::new(2, 5), ByteSpan::new(4, 9));
        assert!(a.overlaps(b));
        assert_eq!(a.cover(b), ByteSpan::new(2, 9));
        assert_eq!(a.intersection(b), ByteSpan::new(4, 5));
        assert!(a.intersection(ByteSpan::new(7, 8)).is_empty());
    }
}
