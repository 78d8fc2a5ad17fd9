//! A comparison as one HTML page that needs nothing else: silences, then a row for each passage of the base.
//! All words from outside are escaped; nothing of them reaches a tag, an attribute or the style sheet.

use super::remarks::Remark;
use crate::engine::{
    comparison::{Comparison, Link, Origin},
    diff::PieceKind,
    statement::{PassageIdx, PassageKind, StatementIdx},
};
use std::fmt::Write;

/// The page, held against `base`.
pub fn comparison(comparison: &Comparison, base: StatementIdx, remarks: &[Remark]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_page(&mut out, comparison, base, remarks);
    out
}

fn write_page(out: &mut String, comparison: &Comparison, base: StatementIdx, remarks: &[Remark]) -> std::fmt::Result {
    let language = comparison.statements.get(base.0).map_or("en", |s| s.language.code());
    let titles: Vec<String> = comparison.statements.iter().map(|s| escape(&s.title)).collect();
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{}</title><style>\n{}</style></head><body>\n<h1>{}</h1>\n",
        titles.join(" | "),
        include_str!("../../assets/report/style.css"),
        titles.join(" &middot; ")
    )?;
    for note in &comparison.quality.notes {
        writeln!(out, "<p class=\"soft\">{}</p>", escape(note))?;
    }
    if !remarks.is_empty() {
        out.push_str("<h2>Verdicts and notes</h2>\n<ul>\n");
        for remark in remarks {
            let about = remark.about(&comparison.statements).join(" \u{2014} ");
            writeln!(out, "<li><span class=\"soft\">{}</span><br>{}</li>", escape(&about), escape(&remark.words()))?;
        }
        out.push_str("</ul>\n");
    }
    if !comparison.divergences.is_empty() {
        out.push_str("<h2>Where to look</h2>\n<ul>\n");
        for divergence in &comparison.divergences {
            writeln!(
                out,
                "<li>{}: {} <span class=\"soft\">({})</span></li>",
                divergence.kind.name(),
                escape(&divergence.title),
                escape(&divergence.why)
            )?;
        }
        out.push_str("</ul>\n");
    }
    out.push_str("<h2>Passage by passage</h2>\n<p class=\"soft\">= verbatim, \u{2248} reworded, ~ related, \u{2195} moved; <del>only in the base</del>, <ins>only in the other</ins></p>\n");
    write_table(out, comparison, base)?;
    out.push_str("</body></html>\n");
    Ok(())
}

fn write_table(out: &mut String, comparison: &Comparison, base: StatementIdx) -> std::fmt::Result {
    let Some(statement) = comparison.statements.get(base.0) else { return Ok(()) };
    let others: Vec<StatementIdx> = (0..comparison.statements.len()).map(StatementIdx).filter(|&s| s != base).collect();
    out.push_str("<table><thead><tr>");
    for s in std::iter::once(&base).chain(&others).filter_map(|s| comparison.statements.get(s.0)) {
        let about = [Some(s.form.code()), s.party.as_deref(), s.document.date.as_deref(), s.excerpt.then_some("excerpt")];
        let about: Vec<String> = about.iter().flatten().map(|word| escape(word)).collect();
        write!(out, "<th>{}<br><small>{} &middot; {} words</small></th>", escape(&s.title), about.join(" &middot; "), s.words)?;
    }
    out.push_str("</tr></thead><tbody>\n");
    for (idx, passage) in statement.passages.iter().enumerate().filter(|(_, p)| p.kind != PassageKind::Other) {
        let class = if passage.kind == PassageKind::Heading { " class=\"heading\"" } else { "" };
        write!(out, "<tr{class}><td>{}</td>", escape(passage.span.of(statement.text())))?;
        for &other in &others {
            write_cell(out, comparison, base, PassageIdx(idx), other)?;
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table>\n");
    for &other in &others {
        write_only_there(out, comparison, base, other)?;
    }
    Ok(())
}

fn write_cell(out: &mut String, comparison: &Comparison, base: StatementIdx, passage: PassageIdx, other: StatementIdx) -> std::fmt::Result {
    let Some((_, link)) = comparison.link_to(base, passage, other) else {
        return write!(out, "<td class=\"none\">\u{2013}</td>");
    };
    write!(out, "<td><span class=\"sign\">{}</span> ", sign(link))?;
    write_words(out, comparison, link, base)?;
    out.push_str("</td>");
    Ok(())
}

fn sign(link: &Link) -> String {
    let by_hand = if link.origin == Origin::Reader { " by hand" } else { "" };
    format!("{}{}{by_hand}", link.kind.sign(), if link.moved { " \u{2195}" } else { "" })
}

fn write_words(out: &mut String, comparison: &Comparison, link: &Link, base: StatementIdx) -> std::fmt::Result {
    for piece in comparison.pieces(link, base) {
        let words = escape(&piece.words);
        let class = if piece.quiet { " class=\"quiet\"" } else { "" };
        match piece.kind {
            PieceKind::Equal => out.push_str(&words),
            PieceKind::Gone => write!(out, "<del{class}>{words}</del>")?,
            PieceKind::New => write!(out, "<ins{class}>{words}</ins>")?,
        }
    }
    Ok(())
}

fn write_only_there(out: &mut String, comparison: &Comparison, base: StatementIdx, other: StatementIdx) -> std::fmt::Result {
    let Some(statement) = comparison.statements.get(other.0) else { return Ok(()) };
    let is_free = |idx: usize| comparison.link_to(other, PassageIdx(idx), base).is_none();
    let only: Vec<&str> = statement
        .passages
        .iter()
        .enumerate()
        .filter(|(idx, p)| p.kind != PassageKind::Other && is_free(*idx))
        .map(|(_, p)| p.span.of(statement.text()))
        .collect();
    if only.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>Without counterpart in the base: {}</h2>\n<ul>", escape(&statement.title))?;
    for words in only {
        writeln!(out, "<li>{}</li>", escape(words))?;
    }
    out.push_str("</ul>\n");
    Ok(())
}

/// The five characters that mean something in HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn escapes() {
        assert_eq!(escape("<script>\"a\" & 'b'"), "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;");
    }
}
