//! HTML, a page or a fragment, by html5ever (scraper): block structure kept, scripts and styles dropped.

use super::{blocks::Blocks, page};
use crate::engine::{
    statement::{Document, ParagraphKind, date},
    text::one_line,
};
use ego_tree::NodeRef;
use scraper::{Html, Node, Selector, node::Element};
use std::iter;

/// Elements whose text is never shown.
const HIDDEN: &[&str] = &["script", "style", "noscript", "template", "head", "svg", "iframe", "object", "button", "select", "nav", "form"];
/// Elements that begin and end a block.
const BLOCK: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "ul",
    "ol",
    "dl",
    "table",
    "thead",
    "tbody",
    "figure",
    "figcaption",
    "address",
    "pre",
    "hr",
    "details",
    "summary",
    "body",
    "html",
    "dd",
    "dt",
    "li",
    "tr",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "center",
    "caption",
];

/// Reads a page, without its frame, or a fragment.
pub(super) fn read(html: &str) -> Document {
    let page = Html::parse_document(html);
    let mut document = page::statement(html, &page);
    let named = first_of(&page, &[("meta[property='og:title']", Some("content")), ("title", None), ("h1", None)]);
    // "List of releases | Press | Ministry" names the page, the heading above the statement names the statement.
    let is_of_page = |title: &str| title.contains(['|', '\u{bb}']) || title.contains(" :: ") || title.contains(" > ");
    document.title = named.filter(|title| document.title.is_none() || !is_of_page(title)).or(document.title);
    document.issuer = first_of(&page, &[("meta[property='og:site_name']", Some("content")), ("meta[name='author']", Some("content"))]);
    document.address = first_of(&page, &[("link[rel='canonical']", Some("href")), ("meta[property='og:url']", Some("content"))]);
    document.date = first_of(
        &page,
        &[
            ("meta[property='article:published_time']", Some("content")),
            ("meta[name='date']", Some("content")),
            ("time[datetime]", Some("datetime")),
        ],
    )
    .and_then(|value| date::find(&value))
    .or(document.date);
    document
}

/// The blocks of a whole page or fragment.
pub(super) fn blocks_of(page: &Html) -> Document {
    let mut blocks = Blocks::default();
    walk(page, &mut blocks);
    blocks.finish()
}

/// Adds the blocks of a fragment, as where HTML stands inside Markdown.
pub(super) fn read_into(html: &str, blocks: &mut Blocks) {
    walk(&Html::parse_fragment(html), blocks);
}

fn first_of(page: &Html, places: &[(&str, Option<&str>)]) -> Option<String> {
    places.iter().find_map(|(selector, attribute)| {
        let selector = Selector::parse(selector).ok()?;
        let element = page.select(&selector).next()?;
        let value = match attribute {
            Some(name) => element.value().attr(name)?.to_owned(),
            None => element.text().collect::<String>(),
        };
        let folded = one_line(&value);
        (!folded.is_empty()).then_some(folded)
    })
}

/// An entered element: what its blocks become, and how much of the block so far was bold.
struct Frame {
    kind: ParagraphKind,
    is_bold: bool,
}

/// The walk goes by edges, not by recursion: a page nested ten thousand deep must not overflow the stack.
fn walk(page: &Html, blocks: &mut Blocks) {
    let mut frames = vec![Frame { kind: ParagraphKind::Text, is_bold: false }];
    let mut bold = BoldCount::default();
    let mut hidden_depth = 0_usize;
    for edge in page.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Element(element) if hidden_depth > 0 || is_hidden(element) || is_note_mark(&node) => hidden_depth += 1,
                Node::Element(element) => {
                    let name = element.name();
                    if BLOCK.contains(&name) {
                        end_block(blocks, &mut bold, kind_now(&frames));
                    }
                    if name == "br" {
                        blocks.line_break();
                    }
                    let parent = frames.last();
                    let frame = Frame {
                        kind: note_of(element)
                            .or_else(|| kind_of(name))
                            .filter(|_| !parent.is_some_and(|f| f.kind == ParagraphKind::Note))
                            .unwrap_or_else(|| parent.map_or(ParagraphKind::Text, |f| f.kind)),
                        is_bold: matches!(name, "b" | "strong" | "em" | "i") || parent.is_some_and(|f| f.is_bold),
                    };
                    frames.push(frame);
                }
                Node::Text(text) if hidden_depth == 0 => {
                    let is_preformatted = node.parent().is_some_and(|p| p.value().as_element().is_some_and(|e| e.name() == "pre"));
                    add_text(blocks, text, is_preformatted);
                    bold.add(text, frames.last().is_some_and(|f| f.is_bold));
                }
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                let Node::Element(element) = node.value() else { continue };
                if hidden_depth > 0 {
                    hidden_depth -= 1;
                    continue;
                }
                if matches!(element.name(), "td" | "th") {
                    blocks.text(" \u{2003}");
                }
                if BLOCK.contains(&element.name()) {
                    end_block(blocks, &mut bold, kind_now(&frames));
                }
                frames.pop();
            }
        }
    }
    end_block(blocks, &mut bold, ParagraphKind::Text);
}

fn kind_now(frames: &[Frame]) -> ParagraphKind {
    frames.last().map_or(ParagraphKind::Text, |frame| frame.kind)
}

fn is_hidden(element: &Element) -> bool {
    HIDDEN.contains(&element.name()) || element.attr("hidden").is_some() || element.attr("aria-hidden") == Some("true")
}

/// The mark of a note, such as `<sup><a href="#fn1">1</a></sup>`: not part of the sentence that it stands in.
fn is_note_mark(node: &NodeRef<'_, Node>) -> bool {
    if node.value().as_element().is_none_or(|element| element.name() != "sup") {
        return false;
    }
    let text: String = node.descendants().filter_map(|inner| inner.value().as_text().map(|text| text.to_string())).collect();
    let leads =
        node.descendants().any(|inner| inner.value().as_element().is_some_and(|e| e.attr("href").is_some_and(|href| href.contains('#'))));
    let mark = text.trim().trim_matches(['[', ']', '(', ')']);
    leads && (mark.len() <= 3) && mark.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '\u{2020}'))
}

/// Parts of a page that hold notes say so.
fn note_of(element: &Element) -> Option<ParagraphKind> {
    let says = |name: &str| element.attr(name).is_some_and(|value| value.contains("footnote") || value.contains("endnote"));
    // A link to a note is none.
    (element.name() != "a" && element.name() != "sup" && (says("class") || says("role") || says("id"))).then_some(ParagraphKind::Note)
}

fn kind_of(name: &str) -> Option<ParagraphKind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(ParagraphKind::Heading),
        "li" => Some(ParagraphKind::ListItem),
        "blockquote" => Some(ParagraphKind::Quote),
        "tr" | "caption" | "figcaption" => Some(ParagraphKind::Other),
        _ => None,
    }
}

/// Line ends are blanks in HTML but for `<pre>`.
fn add_text(blocks: &mut Blocks, text: &str, is_preformatted: bool) {
    if is_preformatted {
        for piece in text.split('\n').zip(iter::once(false).chain(iter::repeat(true))) {
            if piece.1 {
                blocks.line_break();
            }
            blocks.text(piece.0);
        }
    } else {
        blocks.text(&text.replace('\n', " "));
    }
}

/// How much of a block is bold: a short block that is bold throughout is a heading.
#[derive(Default)]
struct BoldCount {
    bold: usize,
    all: usize,
}

impl BoldCount {
    fn add(&mut self, text: &str, is_bold: bool) {
        let count = text.chars().filter(|c| !c.is_whitespace()).count();
        self.all += count;
        self.bold += if is_bold { count } else { 0 };
    }
}

fn end_block(blocks: &mut Blocks, bold: &mut BoldCount, kind: ParagraphKind) {
    let counted = std::mem::take(bold);
    let is_heading = kind == ParagraphKind::Text && counted.all > 0 && counted.bold == counted.all && counted.all < 120;
    blocks.end(if is_heading { ParagraphKind::Heading } else { kind });
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Heading, ListItem, Note, Other, Quote, Text};

    fn check(html: &str, expected: &[(&str, ParagraphKind)]) {
        let document = read(html);
        let found: Vec<_> = document.paragraphs.iter().map(|p| (p.span.of(&document.text), p.kind)).collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn fragment() {
        check(
            "<p>One &amp; two</p><p><b>Bold line</b></p><ul><li>a</li><li>b<p>c</p></li></ul>x<br>y",
            &[("One & two", Text), ("Bold line", Heading), ("a", ListItem), ("b", ListItem), ("c", ListItem), ("x\ny", Text)],
        );
        check("<blockquote><p>said</p></blockquote><table><tr><td>1</td><td>2</td></tr></table>", &[("said", Quote), ("1 2", Other)]);
        check("<p>a<script>bad()</script><style>p{}</style>b</p>", &[("ab", Text)]);
        check(
            "<p>said<sup><a href='#fn1'>1</a></sup> on 26<sup>th</sup> May</p><ol class='footnotes'><li id='fn1'>Below.</li></ol>",
            &[("said on 26th May", Text), ("Below.", Note)],
        );
        check("<pre>one\ntwo</pre>", &[("one\ntwo", Text)]);
    }

    #[test]
    fn page() {
        let document = read(
            "<!doctype html><html><head><title>A  title</title><meta property='article:published_time' content='2021-03-18T10:00:00Z'>\
             <meta property='og:site_name' content='Ministry'></head><body><nav>Home</nav><h1>Head</h1><p>Text</p></body></html>",
        );
        assert_eq!(document.text, "Head\n\nText");
        assert_eq!(
            (document.title.as_deref(), document.issuer.as_deref(), document.date.as_deref()),
            (Some("A title"), Some("Ministry"), Some("2021-03-18"))
        );
    }

    #[test]
    fn deep_nesting_does_not_overflow() {
        let html = format!("{}deep{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        check(&html, &[("deep", Text)]);
    }
}
