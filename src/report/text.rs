//! A comparison or a statement as plain text, for a terminal.

use super::remarks::Remark;
use crate::engine::{
    comparison::{Comparison, Link, Origin},
    diff::Piece,
    statement::{PassageIdx, PassageKind, Statement, StatementIdx},
};
use std::fmt::Write;

/// The whole comparison, held against `base`.
pub fn comparison(comparison: &Comparison, base: StatementIdx, remarks: &[Remark]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_comparison(&mut out, comparison, base, remarks);
    out
}

fn write_comparison(out: &mut String, comparison: &Comparison, base: StatementIdx, remarks: &[Remark]) -> std::fmt::Result {
    for (idx, statement) in comparison.statements.iter().enumerate() {
        let mark = if idx == base.0 { "base" } else { "    " };
        writeln!(out, "{mark} {}  {}", idx + 1, headline(statement))?;
    }
    for note in &comparison.quality.notes {
        writeln!(out, "note: {note}")?;
    }
    if !remarks.is_empty() {
        writeln!(out, "\nVerdicts and notes:")?;
    }
    for remark in remarks {
        writeln!(out, "  {}: {}", remark.about(&comparison.statements).join(" \u{2014} "), remark.words())?;
    }
    write_divergences(out, comparison)?;
    let Some(statement) = comparison.statements.get(base.0) else { return Ok(()) };
    for (other, against) in comparison.statements.iter().enumerate().filter(|(idx, _)| *idx != base.0) {
        let other = StatementIdx(other);
        writeln!(out, "\n== {} | {}", statement.title, against.title)?;
        writeln!(
            out,
            "   = verbatim   \u{2248} reworded   ~ related   \u{2195} moved   * by hand   [-only in the base-] {{+only in the other+}}\n"
        )?;
        write_pair(out, comparison, base, other)?;
    }
    Ok(())
}

/// Title, form, date and size in one line.
fn headline(statement: &Statement) -> String {
    let mut parts = vec![statement.title.clone(), statement.form.code().to_owned()];
    parts.extend(statement.party.clone());
    parts.extend(statement.document.date.clone());
    parts.push(format!("{} words, {} passages", statement.words, statement.passages.len()));
    if statement.excerpt {
        parts.push("excerpt".to_owned());
    }
    parts.join(" \u{b7} ")
}

fn write_divergences(out: &mut String, comparison: &Comparison) -> std::fmt::Result {
    if comparison.divergences.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nWhere to look:")?;
    for divergence in &comparison.divergences {
        writeln!(out, "  {}: {} ({})", divergence.kind.name(), divergence.title, divergence.why)?;
    }
    Ok(())
}

fn write_pair(out: &mut String, comparison: &Comparison, base: StatementIdx, other: StatementIdx) -> std::fmt::Result {
    let (Some(statement), Some(against)) = (comparison.statements.get(base.0), comparison.statements.get(other.0)) else { return Ok(()) };
    let mut shown: Option<usize> = None;
    for (idx, passage) in statement.passages.iter().enumerate().filter(|(_, p)| p.kind != PassageKind::Other) {
        match comparison.link_to(base, PassageIdx(idx), other) {
            Some((id, _)) if shown == Some(id) => {}
            Some((id, link)) => {
                shown = Some(id);
                writeln!(out, "{} {}", sign(link), inline(comparison, link, base))?;
            }
            None => writeln!(out, "[-] {}", flat(passage.span.of(statement.text())))?,
        }
    }
    for (idx, passage) in against.passages.iter().enumerate().filter(|(_, p)| p.kind != PassageKind::Other) {
        if comparison.link_to(other, PassageIdx(idx), base).is_none() {
            writeln!(out, "[+] {}", flat(passage.span.of(against.text())))?;
        }
    }
    Ok(())
}

/// Three characters wide, so that the lines stand level.
fn sign(link: &Link) -> String {
    format!(
        "{:<3}",
        format!("{}{}", link.kind.sign(), if link.moved { "\u{2195}" } else { "" }) + if link.origin == Origin::Reader { "*" } else { "" }
    )
}

fn flat(text: &str) -> String {
    text.replace('\n', " ")
}

/// A link in one line: words of the base in `[-…-]`, of the other in `{+…+}`. Of related passages both, one under the other.
fn inline(comparison: &Comparison, link: &Link, base: StatementIdx) -> String {
    if link.edits.is_empty() {
        let sides = link.seen_from(base).map(|(here, there)| [here, there].map(|side| comparison.words(side)));
        return sides.map_or_else(String::new, |sides| sides.join("\n     ~ "));
    }
    comparison.pieces(link, base).into_iter().map(Piece::bracketed).collect()
}

/// A statement as it was read: metadata, then the text with its paragraphs.
pub fn statement(statement: &Statement) -> String {
    let mut out = String::new();
    let document = &statement.document;
    let fields = [
        ("title", Some(statement.title.as_str())),
        ("issuer", document.issuer.as_deref()),
        ("date", document.date.as_deref()),
        ("address", document.address.as_deref()),
        ("party", statement.party.as_deref()),
        ("form", Some(statement.form.code())),
        ("language", Some(statement.language.code())),
        ("encoding", Some(document.encoding.as_str()).filter(|encoding| !encoding.is_empty())),
    ];
    for (name, value) in fields.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{name}: {value}");
    }
    for warning in &document.warnings {
        let _ = writeln!(out, "warning: {warning}");
    }
    let _ = writeln!(out, "words: {}\n\n{}", statement.words, statement.text());
    out
}
