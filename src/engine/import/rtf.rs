//! RTF by the tokens of rtf-grimoire: paragraphs, headings, lists, tables, notes; bytes in the code page of their font.
//! Of tracked changes the accepted text.

use super::{ImportError, blocks::Blocks, metadata::take_title};
use crate::engine::statement::{Document, ParagraphKind};
use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, MACINTOSH, SHIFT_JIS, WINDOWS_1252};
use rtf_grimoire::tokenizer::{Token, parse};
use rustc_hash::FxHashMap;

/// Groups whose words are not part of the text.
const LEFT_OUT: &[&str] = &[
    "colortbl",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "annotation",
    "xmlnstbl",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "themedata",
    "datastore",
    "fldinst",
    "bkmkstart",
    "bkmkend",
    "atnid",
    "atnauthor",
    "pnseclvl",
    "nonshppict",
    "revtbl",
    "filetbl",
    "latentstyles",
    "ftnsep",
    "ftnsepc",
    "aftnsep",
    "aftnsepc",
    "tc",
    "xe",
];

/// Reads RTF.
///
/// # Errors
/// [`ImportError::Damaged`] where it is no RTF after all.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ImportError> {
    let (rest, tokens) = parse(bytes).map_err(|_| ImportError::Damaged("an RTF file".into()))?;
    let mut walk = Walk { groups: vec![Group::default()], page: WINDOWS_1252, ..Walk::default() };
    for token in &tokens {
        walk.token(token);
    }
    walk.end(ParagraphKind::Text);
    if walk.is_revised {
        walk.blocks.warn_of_revisions();
    }
    if !rest.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        walk.blocks.warn("the file is damaged or cut short; what could be read of it is shown");
    }
    let title = walk.title;
    let mut document = walk.blocks.finish();
    take_title(&mut document, Some(&title));
    Ok(document)
}

/// Where the words of a group go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Goal {
    #[default]
    Text,
    Nowhere,
    Fonts,
    Styles,
    Title,
    Note,
    /// The mark of a list item.
    Mark,
}

#[derive(Clone, Copy, Debug, Default)]
struct Group {
    goal: Goal,
    font: i32,
    style: i32,
    is_bold: bool,
    is_hidden: bool,
    /// Bytes behind `\u` that stand for it in older readers; 1 where not set.
    stand_ins: Option<usize>,
    /// A group that begins with `\*` is left out unless it is known.
    is_optional: bool,
}

struct Walk {
    blocks: Blocks,
    groups: Vec<Group>,
    page: &'static Encoding,
    fonts: FxHashMap<i32, &'static Encoding>,
    headings: Vec<i32>,
    style_name: String,
    title: String,
    note: String,
    notes: Vec<String>,
    mark: String,
    /// Bytes and UTF-16 units that are not decoded yet.
    bytes: Vec<u8>,
    units: Vec<u16>,
    to_skip: usize,
    in_table: bool,
    /// Whether words of the paragraph are bold throughout; none where there are no words.
    bold: Option<bool>,
    style: i32,
    outline: bool,
    is_revised: bool,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            blocks: Blocks::default(),
            groups: Vec::new(),
            page: WINDOWS_1252,
            fonts: FxHashMap::default(),
            headings: Vec::new(),
            style_name: String::new(),
            title: String::new(),
            note: String::new(),
            notes: Vec::new(),
            mark: String::new(),
            bytes: Vec::new(),
            units: Vec::new(),
            to_skip: 0,
            in_table: false,
            bold: None,
            style: 0,
            outline: false,
            is_revised: false,
        }
    }
}

impl Walk {
    fn group(&self) -> Group {
        self.groups.last().copied().unwrap_or_default()
    }

    fn set(&mut self, change: impl FnOnce(&mut Group)) {
        self.flush();
        if let Some(group) = self.groups.last_mut() {
            change(group);
        }
    }

    fn token(&mut self, token: &Token) {
        match token {
            Token::StartGroup => {
                self.flush();
                self.to_skip = 0;
                self.groups.push(Group { is_optional: false, ..self.group() });
            }
            Token::EndGroup => self.close(),
            Token::Text(bytes) => self.raw(bytes),
            Token::ControlWord { name, arg } if name == "'" => self.raw(&[arg.unwrap_or(0) as u8]),
            Token::ControlWord { name, arg } => self.word(name, *arg),
            Token::ControlSymbol('*') => self.set(|group| group.is_optional = true),
            Token::ControlSymbol(symbol) => self.symbol(*symbol),
            Token::ControlBin(_) | Token::Newline(_) => {}
        }
    }

    fn close(&mut self) {
        self.flush();
        self.to_skip = 0;
        let ended = self.group().goal;
        if self.groups.len() > 1 {
            self.groups.pop();
        }
        let outer = self.group().goal;
        if ended == Goal::Note && outer != Goal::Note {
            let note = std::mem::take(&mut self.note);
            self.notes.extend(note.lines().map(str::to_owned));
        }
    }

    /// Bytes in the code page of the font.
    fn raw(&mut self, bytes: &[u8]) {
        let skipped = self.to_skip.min(bytes.len());
        self.to_skip -= skipped;
        if !self.units.is_empty() && skipped < bytes.len() {
            self.flush();
        }
        self.bytes.extend(bytes.iter().skip(skipped));
    }

    fn flush(&mut self) {
        let group = self.group();
        let mut text: String =
            char::decode_utf16(std::mem::take(&mut self.units)).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        let page = self.fonts.get(&group.font).copied().unwrap_or(self.page);
        text.push_str(&page.decode_without_bom_handling(&std::mem::take(&mut self.bytes)).0);
        if !text.is_empty() && !group.is_hidden {
            self.put(group, &text);
        }
    }

    fn put(&mut self, group: Group, text: &str) {
        match group.goal {
            Goal::Text => {
                if !text.trim().is_empty() {
                    self.bold = Some(self.bold.unwrap_or(true) && group.is_bold);
                }
                self.blocks.text(text);
            }
            Goal::Note => self.note.push_str(text),
            Goal::Mark => self.mark.push_str(text),
            Goal::Title => self.title.push_str(text),
            Goal::Styles => {
                // `heading 1;` ends the entry of the style that was set last.
                self.style_name.push_str(text);
                if text.contains(';') {
                    let name = std::mem::take(&mut self.style_name).to_lowercase();
                    if name.starts_with("heading") || name.starts_with("title") || name.starts_with("제목") {
                        self.headings.push(group.style);
                    }
                }
            }
            Goal::Fonts | Goal::Nowhere => {}
        }
    }

    fn symbol(&mut self, symbol: char) {
        let text = match symbol {
            '~' => "\u{a0}",
            '_' => "\u{2011}",
            '{' => "{",
            '}' => "}",
            '\\' => "\\",
            // A break where a word may be parted.
            '\n' | '\r' => return self.end_paragraph(),
            _ => return,
        };
        self.flush();
        self.put(self.group(), text);
    }

    fn word(&mut self, name: &str, arg: Option<i32>) {
        if name == "u" {
            self.unit(arg.unwrap_or(0));
            return;
        }
        self.flush();
        let on = arg != Some(0);
        match name {
            "ansicpg" => self.page = code_page(arg.unwrap_or(0)).unwrap_or(self.page),
            "mac" => self.page = MACINTOSH,
            "uc" => self.set(|group| group.stand_ins = Some(arg.unwrap_or(1).clamp(0, 8) as usize)),
            "f" => self.set(|group| group.font = arg.unwrap_or(0)),
            "fcharset" => self.charset(arg.unwrap_or(0)),
            "b" => self.set(|group| group.is_bold = on),
            "v" => self.set(|group| group.is_hidden = on),
            "deleted" => {
                self.is_revised = true;
                self.set(|group| group.is_hidden |= on);
            }
            "revised" => self.is_revised = true,
            "plain" => self.set(|group| (group.is_bold, group.is_hidden) = (false, false)),
            "s" => self.styled(arg.unwrap_or(0)),
            "outlinelevel" => self.outline = arg.is_some_and(|level| level < 9),
            "pard" => (self.style, self.outline, self.in_table) = (0, false, false),
            "intbl" => self.in_table = true,
            "par" | "sect" | "page" => self.end_paragraph(),
            "cell" | "nestcell" => self.put(self.group(), " "),
            "row" | "nestrow" => self.end(ParagraphKind::Other),
            "line" => self.line(),
            _ => self.destination_or_character(name),
        }
    }

    fn unit(&mut self, code: i32) {
        if !self.bytes.is_empty() {
            self.flush();
        }
        // Written as a signed number of 16 bits.
        self.units.push(code as u16);
        self.to_skip = self.group().stand_ins.unwrap_or(1);
    }

    fn styled(&mut self, style: i32) {
        let is_definition = self.group().goal == Goal::Styles;
        self.set(|group| group.style = style);
        if !is_definition {
            self.style = style;
        }
    }

    fn charset(&mut self, charset: i32) {
        let group = self.group();
        if let Some(encoding) = of_charset(charset).filter(|_| group.goal == Goal::Fonts) {
            self.fonts.insert(group.font, encoding);
        }
    }

    fn line(&mut self) {
        match self.group().goal {
            Goal::Text => self.blocks.line_break(),
            _ => self.put(self.group(), " "),
        }
    }

    fn destination_or_character(&mut self, name: &str) {
        let goal = match name {
            "fonttbl" => Some(Goal::Fonts),
            "stylesheet" => Some(Goal::Styles),
            "footnote" => Some(Goal::Note),
            "listtext" | "pntext" => Some(Goal::Mark),
            "title" if self.group().goal == Goal::Nowhere || self.groups.len() > 2 => Some(Goal::Title),
            "info" => Some(Goal::Nowhere),
            _ if LEFT_OUT.contains(&name) => Some(Goal::Nowhere),
            // Drawn text and the result of a field are text, whatever stands around them.
            "shptxt" | "fldrslt" => Some(Goal::Text),
            _ if self.group().is_optional => Some(Goal::Nowhere),
            _ => None,
        };
        if let Some(goal) = goal {
            // What stands within something that is left out is left out.
            let outer = self.groups.len().checked_sub(2).and_then(|at| self.groups.get(at)).map_or(Goal::Text, |group| group.goal);
            let stays = outer == Goal::Nowhere && goal != Goal::Title;
            self.set(|group| {
                group.goal = if stays { Goal::Nowhere } else { goal };
                group.is_optional = false;
            });
        } else if let Some(text) = character(name) {
            self.put(self.group(), text);
        }
    }

    fn end_paragraph(&mut self) {
        self.flush();
        match self.group().goal {
            Goal::Text if self.in_table => self.blocks.text(" "),
            Goal::Text => {
                let is_heading = self.outline || self.headings.contains(&self.style) || (self.bold == Some(true) && self.blocks.is_short());
                let kind = match (is_heading, self.mark.is_empty()) {
                    (_, false) => ParagraphKind::ListItem,
                    (true, _) => ParagraphKind::Heading,
                    _ => ParagraphKind::Text,
                };
                self.end(kind);
            }
            Goal::Note => self.note.push('\n'),
            _ => {}
        }
    }

    fn end(&mut self, kind: ParagraphKind) {
        self.flush();
        let mark = std::mem::take(&mut self.mark);
        if mark.chars().any(|c| c.is_ascii_digit()) {
            self.blocks.text_before(&format!("{} ", mark.trim()));
        }
        self.blocks.end(kind);
        self.bold = None;
        for note in std::mem::take(&mut self.notes) {
            self.blocks.text(&note);
            self.blocks.end(ParagraphKind::Note);
        }
    }
}

fn character(name: &str) -> Option<&'static str> {
    Some(match name {
        "tab" => "\t",
        "emdash" => "\u{2014}",
        "endash" => "\u{2013}",
        "lquote" => "\u{2018}",
        "rquote" => "\u{2019}",
        "ldblquote" => "\u{201c}",
        "rdblquote" => "\u{201d}",
        "bullet" => "\u{2022}",
        "emspace" | "enspace" | "qmspace" => " ",
        _ => return None,
    })
}

/// The encoding of a Windows code page.
fn code_page(number: i32) -> Option<&'static Encoding> {
    match number {
        932 => Some(SHIFT_JIS),
        936 => Some(GBK),
        949 => Some(EUC_KR),
        950 => Some(BIG5),
        10000 => Some(MACINTOSH),
        _ => Encoding::for_label(format!("windows-{number}").as_bytes()),
    }
}

/// The encoding of a font's character set, where it is not that of the file.
fn of_charset(charset: i32) -> Option<&'static Encoding> {
    let page = match charset {
        77 => 10000,
        128 => 932,
        129 | 130 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    code_page(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Heading, ListItem, Note, Other, Text};

    fn check(body: &str, expected: &[(&str, ParagraphKind)]) {
        let file = format!(
            "{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Times;}}{{\\f1\\fcharset129 Batang;}}}}{{\\stylesheet{{\\s1\\b heading 1;}}}}{{\\info{{\\title none}}}}{body}}}"
        );
        let document = read(file.as_bytes()).unwrap_or_default();
        let found: Vec<_> = document.paragraphs.iter().map(|p| (p.span.of(&document.text), p.kind)).collect();
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn words() {
        check(r"caf\'e9 \u54620?\u44397? \emdash\~x\par Two\line lines\par", &[("caf\u{e9} 한국 \u{2014} x", Text), ("Two\nlines", Text)]);
        check(r"{\f1\'c7\'d1\'b1\'b9} \u-10179?\u-8704? {\uc2\u44397 xx}y\par", &[("한국 \u{1f600} 국y", Text)]);
        check(r"a{\v hidden}b{\*\unknown gone}c{\header top\par}d\par", &[("abcd", Text)]);
    }

    #[test]
    fn structure() {
        check(
            r"\s1 Head\par\pard {\b Bold alone}\par text{\footnote\pard below\par}\par{\listtext 1.\tab}item\par",
            &[("Head", Heading), ("Bold alone", Heading), ("text", Text), ("below", Note), ("1. item", ListItem)],
        );
        check(r"\trowd\intbl one\cell\intbl two\cell\row\pard after\par", &[("one two", Other), ("after", Text)]);
        check(r"kept {\deleted lost }{\revised new}\par", &[("kept new", Text)]);
        let cut = read(b"{\\rtf1 words\\par{\\b more\\").unwrap_or_default();
        assert_eq!((cut.text.as_str(), cut.warnings.len()), ("words\n\nmore", 1));
    }
}
