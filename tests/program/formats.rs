//! The same short statement in every format that is read: by the real program, and damaged in hundreds of ways.

use communique::engine::import::import;
use serde_json::Value;
use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
    process::Command,
};

const HEADING: &str = "Joint Statement of the Ministers";
const FIRST: &str = "The ministers met in Port Aru and reaffirmed the alliance.";
const SECOND: &str = "They will meet again next year.";

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    zipped(&[
        (
            "[Content_Types].xml",
            &format!(
                "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override PartName='/word/document.xml' ContentType='{word}.document.main+xml'/><Override PartName='/word/styles.xml' ContentType='{word}.styles+xml'/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>",
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='s' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles' Target='styles.xml'/></Relationships>",
        ),
        (
            "word/styles.xml",
            "<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:style w:type='paragraph' w:styleId='h'><w:name w:val='heading 1'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style></w:styles>",
        ),
        (
            "word/document.xml",
            &format!(
                "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{body}</w:body></w:document>"
            ),
        ),
    ])
}

fn word_file() -> Vec<u8> {
    let run = |text: &str| format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>");
    docx(&format!(
        "<w:p><w:pPr><w:pStyle w:val='h'/></w:pPr>{}</w:p><w:p>{}</w:p><w:p>{}<w:ins w:id='1'>{}</w:ins><w:del w:id='2'><w:r><w:delText>soon.</w:delText></w:r></w:del></w:p>",
        run(HEADING),
        run(FIRST),
        run("They will meet again "),
        run("next year."),
    ))
}

fn open_document() -> Vec<u8> {
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", "<manifest/>"),
        (
            "content.xml",
            &format!(
                "<o:document xmlns:o='o' xmlns:t='t'><o:body><o:text><t:h>{HEADING}</t:h><t:p>{FIRST}</t:p><t:p>{SECOND}</t:p></o:text></o:body></o:document>"
            ),
        ),
    ])
}

fn rtf() -> Vec<u8> {
    format!("{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Times;}}}}{{\\b {HEADING}}}\\par {FIRST}\\par {SECOND}\\par}}").into_bytes()
}

/// A PDF of pages, each of lines: size, distance from the lower edge, words.
fn pdf(pages: &[&[(u32, u32, &str)]]) -> Vec<u8> {
    let kids = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect::<Vec<_>>().join(" ");
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    for (page, lines) in pages.iter().enumerate() {
        let text: String = lines.iter().fold(String::new(), |mut text, (size, y, words)| {
            let _ = write!(text, "BT /F1 {size} Tf 72 {y} Td ({words}) Tj ET ");
            text
        });
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + 2 * page
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (number, object) in objects.iter().enumerate() {
        let _ = writeln!(places, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let start = file.len();
    let _ = write!(
        file,
        "xref\n0 {0}\n0000000000 65535 f \n{places}trailer << /Root 1 0 R /Size {0} >>\nstartxref\n{start}\n%%EOF",
        objects.len() + 1
    );
    file.into_bytes()
}

fn pdf_file() -> Vec<u8> {
    pdf(&[
        &[
            (18, 700, HEADING),
            (12, 660, "The ministers met in Port Aru and reaffirmed the alli-"),
            (12, 646, "ance. They reaffirmed the alliance."),
            (9, 30, "1"),
        ],
        &[(12, 700, SECOND), (9, 30, "2")],
    ])
}

/// What the program reads from a file.
fn extract(name: &str, bytes: &[u8]) -> Result<Value, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_communique")).args(["extract", path.to_str().unwrap(), "--format", "json"]).output().unwrap();
    if output.status.success() {
        Ok(serde_json::from_slice(&output.stdout).unwrap())
    } else {
        let line = String::from_utf8(output.stderr).unwrap();
        Err(line.rsplit(": ").next().unwrap_or_default().trim().to_owned())
    }
}

fn check(name: &str, bytes: &[u8], text: &str, kinds: &[&str]) -> Value {
    let found = extract(name, bytes).unwrap();
    assert_eq!(found["text"], text, "{name}");
    assert_eq!(
        found["passages"].as_array().unwrap().iter().map(|passage| passage["kind"].as_str().unwrap()).collect::<Vec<_>>(),
        kinds,
        "{name}"
    );
    found
}

#[test]
fn every_format_gives_the_same_text() {
    let text = [HEADING, FIRST, SECOND].join("\n\n");
    let kinds = ["heading", "sentence", "sentence"];
    let found = check("a.docx", &word_file(), &text, &kinds);
    assert_eq!(found["warnings"][0], "changes are tracked in this file; it is read as if all were accepted");
    check("a.odt", &open_document(), &text, &kinds);
    check("a.rtf", &rtf(), &text, &kinds);
    check("a.html", format!("<h1>{HEADING}</h1><p>{FIRST}</p><p>{SECOND}</p>").as_bytes(), &text, &kinds);
    check("a.txt", text.as_bytes(), &text, &kinds);
    // The bytes tell, not the name.
    check("a.txt", &word_file(), &text, &kinds);
    let captions = format!("1\n00:00:01,000 --> 00:00:02,000\n{FIRST}\n\n2\n00:00:09,000 --> 00:00:10,000\n{SECOND}\n");
    let found = check("a.srt", captions.as_bytes(), &[FIRST, SECOND].join("\n\n"), &kinds[1..]);
    assert_eq!((&found["passages"][0]["time"], &found["passages"][1]["time"]), (&1.0.into(), &9.0.into()));
}

#[test]
fn pages_of_a_pdf() {
    let text = [HEADING, "The ministers met in Port Aru and reaffirmed the alliance. They reaffirmed the alliance.", SECOND].join("\n\n");
    let found = check("a.pdf", &pdf_file(), &text, &["heading", "sentence", "sentence", "sentence"]);
    assert_eq!((&found["passages"][2]["page"], &found["passages"][3]["page"]), (&1.into(), &2.into()));
}

/// The article of a page with everything around it that pages have.
#[test]
fn the_statement_of_a_page() {
    let body = format!("<p>{FIRST}</p><p>They condemned, once more, the launches of the spring, and decided to resume the exercises of the autumn.</p><p>{SECOND}</p>").repeat(2);
    let page = format!(
        "<!doctype html><html><head><title>Joint Statement | Releases | Ministry</title></head><body><header><nav><ul><li><a href='/'>Home</a></li><li><a \
         href='/p'>Policy</a></li></ul></nav></header><main><h1>{HEADING}</h1><p>4 May 2031</p><article>{body}</article><aside><a href='/x'>Related \
         remarks</a></aside></main><footer><p>Privacy policy, contact</p></footer></body></html>"
    );
    let found = extract("a.html", page.as_bytes()).unwrap();
    let text = found["text"].as_str().unwrap();
    assert!(
        text.contains(FIRST) && text.contains(SECOND) && !text.contains("Home") && !text.contains("Privacy") && !text.contains("Related"),
        "{text}"
    );
    assert_eq!((&found["title"], &found["date"]), (&HEADING.into(), &"2031-05-04".into()));
}

#[test]
fn what_cannot_be_read_says_so() {
    let check = |name: &str, bytes: &[u8], expected: &str| assert_eq!(extract(name, bytes), Err(expected.to_owned()), "{name}");
    check("a.pdf", &pdf(&[&[]]), "it holds pictures of pages and no text; let a text recognition (OCR) read it first");
    check("a.docx", &word_file()[..400], "it is an archive, which cannot be opened; save it as text or HTML and open that");
    check("a.rtf", b"{\\rtf1 }", "there is no text in it");
    // An entity that names a file of this machine stays unread.
    let body = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><o:document xmlns:o='o' xmlns:t='t'><o:body><t:p>x&e;y</t:p></o:body></o:document>";
    let found = extract("a.odt", &zipped(&[("META-INF/manifest.xml", "<m/>"), ("content.xml", body)]));
    assert_eq!(found.map(|found| found["text"].clone()), Ok("xy".into()));
}

/// Cut short, with bits flipped, with parts doubled: whatever comes, no crash.
#[test]
fn damaged_files_end_in_one_sentence() {
    let files = [word_file(), open_document(), rtf(), pdf_file(), b"1\n00:00:01,000 --> 00:00:02,000\nWords.\n".to_vec()];
    // xorshift: the same damage on every machine.
    let mut state = 88_172_645_463_325_252_u64;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit.max(1) as u64) as usize
    };
    for file in &files {
        for round in 0..200 {
            let mut bytes = file.clone();
            match round % 3 {
                0 => bytes.truncate(below(file.len())),
                1 => (0..=below(40)).for_each(|_| bytes[below(file.len())] ^= 1 << below(8)),
                _ => {
                    let (from, to) = (below(file.len()), below(file.len()));
                    let part = bytes[from.min(to)..from.max(to)].to_vec();
                    let at = below(file.len());
                    bytes.splice(at..at, part);
                }
            }
            if let Ok(document) = import(&bytes, "a.bin") {
                assert!(document.is_sound());
            }
        }
    }
}
