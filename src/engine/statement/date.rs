//! Finds a date in a line of text or a meta tag and writes it as `YYYY-MM-DD`.

use regex::Regex;
use std::sync::LazyLock;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

// Patterns are constants, compiled by every test run: `ok()` never drops one unseen.
static PATTERNS: LazyLock<Vec<(Regex, [usize; 3])>> = LazyLock::new(|| {
    [
        (r"\b(\d{4})-(\d{2})-(\d{2})(?:\b|T)", [1, 2, 3]),
        (r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b", [3, 1, 2]),
        (r"(?i)\b(\d{1,2})(?:st|nd|rd|th)?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(\d{4})\b", [3, 2, 1]),
        (r"(\d{4})\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일", [1, 2, 3]),
        (r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日", [1, 2, 3]),
        (r"\b(\d{4})\.\s?(\d{1,2})\.\s?(\d{1,2})\b", [1, 2, 3]),
    ]
    .into_iter()
    .filter_map(|(pattern, order)| Regex::new(pattern).ok().map(|regex| (regex, order)))
    .collect()
});

/// The first date in `text`, as `YYYY-MM-DD`.
pub fn find(text: &str) -> Option<String> {
    PATTERNS
        .iter()
        .filter_map(|(regex, [y, m, d])| {
            let found = regex.captures(text)?;
            let at = found.get(0)?.start();
            let year: u32 = found.get(*y)?.as_str().parse().ok()?;
            let month = month_number(found.get(*m)?.as_str())?;
            let day: u32 = found.get(*d)?.as_str().parse().ok()?;
            let is_date = (1000..=2999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
            is_date.then(|| (at, format!("{year:04}-{month:02}-{day:02}")))
        })
        .min()
        .map(|(_, date)| date)
}

fn month_number(word: &str) -> Option<u32> {
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    let lower = word.to_ascii_lowercase();
    MONTHS.iter().position(|month| lower.starts_with(month)).map(|idx| idx as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(find(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn dates() {
        assert_eq!(PATTERNS.len(), 6);
        check("published 2021-05-21 20:43:59-04:00", Some("2021-05-21"));
        check("Seoul, March 18, 2021", Some("2021-03-18"));
        check("18 Mar 2021", Some("2021-03-18"));
        check("2021년 3월 18일", Some("2021-03-18"));
        check("2021. 3. 18.", Some("2021-03-18"));
        check("resolution 2397 (2017)", None);
        check("on May 5 the 2021 plan", None);
        check("May 40, 2021", None);
    }
}
