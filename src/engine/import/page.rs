//! The statement of a web page without what stands around it: menus, banners, related links, share buttons. By Readability
//! (`dom_smoothie`), as browsers do it in their reading view.

use super::html::blocks_of;
use crate::engine::{
    statement::{Document, ParagraphKind, date},
    text::{ByteSpan, span::floor_boundary},
};
use dom_smoothie::{Config, Readability};
use scraper::Html;

/// Parts that only a page has.
const FRAME: &[&str] = &[
    "<nav",
    "<header",
    "<footer",
    "<aside",
    "<main",
    "<article",
    "role=\"navigation\"",
    "<form",
    "id=\"header",
    "id=\"footer",
    "id=\"menu",
];
/// Elements of a page that is read as a whole rather than for minutes.
const MOST_ELEMENTS: usize = 200_000;
/// Where less than this share of the words is left, Readability took a part for the whole.
const LEAST: f64 = 0.25;

/// Whether there is more than a text: a fragment, or a page that is nothing but a text, stays whole.
fn has_frame(html: &str) -> bool {
    let lower = html.to_ascii_lowercase();
    FRAME.iter().any(|part| lower.contains(part))
}

/// The statement of `html`, which `page` is the tree of.
pub(super) fn statement(html: &str, page: &Html) -> Document {
    let whole = blocks_of(page);
    if !has_frame(html) {
        return whole;
    }
    let Some(mut found) = article(html) else { return whole };
    let words = |document: &Document| document.text.split_whitespace().count() as f64;
    let (left, all) = (words(&found), words(&whole));
    if left < 20.0 || left < LEAST * all && all < 400.0 {
        return whole;
    }
    if left < LEAST * all {
        let percent = 100.0 * (1.0 - left / all);
        found.warnings.push(format!("{percent:.0} % of the words of the page were taken for its frame and left out"));
    }
    let before = before(&whole, &found);
    // Ministries print the date above the text, not in it.
    found.date = date::find(before.get(floor_boundary(before, before.len().saturating_sub(600))..).unwrap_or_default());
    let above = whole.paragraphs.iter().take_while(|paragraph| paragraph.span.start < before.len());
    let heading = above.filter(|paragraph| paragraph.kind == ParagraphKind::Heading).last();
    found.title = heading.map(|paragraph| paragraph.span.of(&whole.text).to_owned());
    found
}

/// The text of the page before its statement.
fn before<'a>(whole: &'a Document, found: &Document) -> &'a str {
    let first = found.paragraphs.first().map_or("", |paragraph| paragraph.span.of(&found.text));
    let start = whole.text.find(first).unwrap_or(0);
    ByteSpan::new(0, start).of(&whole.text)
}

/// The article of a page; none where Readability finds none.
fn article(html: &str) -> Option<Document> {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let mut reader = Readability::new(html, None, Some(config)).ok()?;
    let article = reader.parse().ok()?;
    let found = blocks_of(&Html::parse_fragment(&article.content));
    (!found.text.trim().is_empty()).then_some(found)
}
