//! Markdown by pulldown-cmark; front matter becomes metadata; a line of bold alone is a heading.

use super::blocks::Blocks;
use crate::engine::statement::{Document, Form, ParagraphKind, date};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Reads Markdown.
pub(super) fn read(text: &str) -> Document {
    let text = text.trim_start_matches('\u{feff}');
    let (front, body) = split_front_matter(text);
    let mut document = read_body(body);
    if let Some(front) = front {
        apply_front_matter(&mut document, front);
    }
    document
}

fn split_front_matter(text: &str) -> (Option<&str>, &str) {
    let Some(rest) = text.strip_prefix("---\n") else { return (None, text) };
    match rest.split_once("\n---\n") {
        Some((front, body)) => (Some(front), body),
        None => (None, text),
    }
}

/// Where the walk stands: what the next block will be.
#[derive(Default)]
struct Walk {
    lists: usize,
    quotes: usize,
    notes: usize,
    item_open: bool,
    bold_depth: usize,
    bold_chars: usize,
    chars: usize,
    html: String,
}

impl Walk {
    fn kind(&mut self, plain: ParagraphKind) -> ParagraphKind {
        let all_bold = self.chars > 0 && self.bold_chars == self.chars && self.chars < 160;
        self.chars = 0;
        self.bold_chars = 0;
        if self.lists > 0 && std::mem::take(&mut self.item_open) {
            ParagraphKind::ListItem
        } else if self.notes > 0 {
            ParagraphKind::Note
        } else if self.quotes > 0 {
            ParagraphKind::Quote
        } else if all_bold && plain == ParagraphKind::Text {
            ParagraphKind::Heading
        } else {
            plain
        }
    }

    fn note(&mut self, text: &str) {
        let count = text.chars().filter(|c| !c.is_whitespace()).count();
        self.chars += count;
        if self.bold_depth > 0 {
            self.bold_chars += count;
        }
    }
}

fn read_body(body: &str) -> Document {
    let mut blocks = Blocks::default();
    let mut walk = Walk::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(body, options) {
        match event {
            Event::Text(text) | Event::Code(text) => {
                walk.note(&text);
                blocks.text(&text);
            }
            Event::SoftBreak => blocks.text(" "),
            Event::HardBreak => blocks.line_break(),
            Event::Start(tag) => open(&tag, &mut blocks, &mut walk),
            Event::End(tag) => close(tag, &mut blocks, &mut walk),
            Event::Html(html) => walk.html.push_str(&html),
            // Inline tags carry no text; what stands between them comes as text events.
            Event::Rule => blocks.end(walk.kind(ParagraphKind::Text)),
            _ => {}
        }
    }
    blocks.finish()
}

fn open(tag: &Tag<'_>, blocks: &mut Blocks, walk: &mut Walk) {
    match tag {
        Tag::Strong | Tag::Emphasis => walk.bold_depth += 1,
        Tag::List(_) => {
            blocks.end(walk.kind(ParagraphKind::Text));
            walk.lists += 1;
        }
        Tag::Item => walk.item_open = true,
        Tag::BlockQuote(_) => walk.quotes += 1,
        Tag::FootnoteDefinition(_) => walk.notes += 1,
        _ => {}
    }
}

fn close(tag: TagEnd, blocks: &mut Blocks, walk: &mut Walk) {
    match tag {
        TagEnd::Strong | TagEnd::Emphasis => walk.bold_depth = walk.bold_depth.saturating_sub(1),
        TagEnd::Heading(_) => blocks.end(walk.kind(ParagraphKind::Heading)),
        TagEnd::Paragraph | TagEnd::CodeBlock => blocks.end(walk.kind(ParagraphKind::Text)),
        TagEnd::FootnoteDefinition => {
            blocks.end(walk.kind(ParagraphKind::Text));
            walk.notes = walk.notes.saturating_sub(1);
        }
        TagEnd::Item => {
            blocks.end(walk.kind(ParagraphKind::ListItem));
            walk.item_open = false;
        }
        TagEnd::List(_) => walk.lists = walk.lists.saturating_sub(1),
        TagEnd::BlockQuote(_) => walk.quotes = walk.quotes.saturating_sub(1),
        TagEnd::TableCell => blocks.text(" \u{2003}"),
        TagEnd::TableHead | TagEnd::TableRow => blocks.end(ParagraphKind::Other),
        TagEnd::HtmlBlock => super::html::read_into(&std::mem::take(&mut walk.html), blocks),
        _ => {}
    }
}

/// Front matter is a handful of `key: value` lines of YAML; a full parser would be more code to trust than it reads.
fn apply_front_matter(document: &mut Document, front: &str) {
    let mut lines: Vec<String> = Vec::new();
    for line in front.lines() {
        match lines.last_mut() {
            // A quoted value that goes on: YAML joins the lines by one blank, or by none after a backslash.
            Some(last) if line.starts_with([' ', '\t']) => {
                let continued = last.ends_with('\\');
                if continued {
                    last.pop();
                } else {
                    last.push(' ');
                }
                last.push_str(line.trim());
            }
            _ => lines.push(line.to_owned()),
        }
    }
    for line in &lines {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = unquote(value.trim());
        if value.is_empty() {
            continue;
        }
        match key.trim() {
            "title" => document.title = Some(value),
            "issuer" | "author" | "source" => document.issuer = Some(value),
            "date" => document.date = date::find(&value),
            "source_url" | "url" => document.address = Some(value),
            "party" => document.party = Some(value),
            "form" => document.form = Form::from_code(&value).unwrap_or_default(),
            "excerpt" => document.excerpt = value.eq_ignore_ascii_case("true"),
            _ => {}
        }
    }
}

/// A YAML scalar: single quotes as they are, double quotes with the escapes that scrapers write.
fn unquote(value: &str) -> String {
    if let Some(inside) = value.strip_prefix('\'').and_then(|v| v.strip_suffix('\'')) {
        return inside.replace("''", "'");
    }
    let Some(inside) = value.strip_prefix('"').and_then(|v| v.strip_suffix('"')) else { return value.to_owned() };
    let mut out = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('u') => {
                let code: String = chars.by_ref().take(4).collect();
                out.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
            }
            Some('_') => out.push(' '),
            Some('n') => out.push(' '),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Heading, ListItem, Note, Other, Quote, Text};

    fn check(text: &str, expected: &[(&str, ParagraphKind)]) {
        let document = read(text);
        let found: Vec<_> = document.paragraphs.iter().map(|p| (p.span.of(&document.text), p.kind)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blocks() {
        check(
            "# One\n\nTwo lines\nof text.\n\n***All bold***\n\n- a\n- b\n\n  more b\n\n> said\n\n| x | y |\n|---|---|\n| 1 | 2 |\n",
            &[
                ("One", Heading),
                ("Two lines of text.", Text),
                ("All bold", Heading),
                ("a", ListItem),
                ("b", ListItem),
                ("more b", Text),
                ("said", Quote),
                ("x y", Other),
                ("1 2", Other),
            ],
        );
        check("said[^1] so\n\n[^1]: Below.\n\nafter", &[("said so", Text), ("Below.", Note), ("after", Text)]);
        check("plain <s>old</s> [new]\n\n<p>html &amp; more</p>\n", &[("plain old [new]", Text), ("html & more", Text)]);
    }

    #[test]
    fn front_matter() {
        let document = read(
            "---\ndate: '2021-05-21'\ntitle: \"U.S.-ROK Leaders\\u2019 Joint\\_Statement\\\n  \\ of May\"\nform: written\nexcerpt: true\n---\nText.",
        );
        assert_eq!(document.title.as_deref(), Some("U.S.-ROK Leaders\u{2019} Joint Statement of May"));
        assert_eq!(document.date.as_deref(), Some("2021-05-21"));
        assert_eq!((document.form, document.excerpt), (Form::Written, true));
        assert_eq!(document.text, "Text.");
    }
}
