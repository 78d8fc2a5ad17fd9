//! The table of positions for others: tab-separated text for a spreadsheet, HTML for a document.

use super::html::escape;
use std::fmt::Write;

/// A cell: a quote as it stands and its place, or why there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// The quote; empty where there is none.
    pub words: String,
    /// Who says it, and where; or why there is no quote.
    pub about: String,
}

/// A row of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The group in which it stands; where it differs from that of the row before, it stands on a row of its own.
    pub group: Option<String>,
    /// The issue.
    pub issue: String,
    /// One a column.
    pub fields: Vec<Field>,
    /// What the reader finds.
    pub judgement: String,
}

/// What stands above the first and the last column.
const ENDS: [&str; 2] = ["Issue", "Verdict"];

/// Lines of fields between tabs. A field that a spreadsheet would take for a formula begins with an apostrophe.
pub fn text(headings: &[String], rows: &[Row]) -> String {
    let mut out = String::new();
    let mut line = |fields: &mut dyn Iterator<Item = String>| {
        out.push_str(&fields.map(|field| plain(&field)).collect::<Vec<_>>().join("\t"));
        out.push('\n');
    };
    let [first, last] = ENDS.map(str::to_owned);
    line(&mut std::iter::once(first).chain(headings.iter().cloned()).chain([last]));
    for (row, group) in with_groups(rows) {
        if let Some(group) = group {
            line(&mut std::iter::once(group.to_owned()));
        }
        let fields = row.fields.iter().map(|field| match (field.words.as_str(), field.about.as_str()) {
            ("", about) => format!("({about})"),
            (words, "") => format!("\u{201c}{words}\u{201d}"),
            (words, about) => format!("\u{201c}{words}\u{201d} ({about})"),
        });
        line(&mut std::iter::once(row.issue.clone()).chain(fields).chain([row.judgement.clone()]));
    }
    out
}

/// Rows, and the name of the group that begins with each.
fn with_groups(rows: &[Row]) -> impl Iterator<Item = (&Row, Option<&str>)> {
    let before = std::iter::once(None).chain(rows.iter().map(|row| row.group.as_deref()));
    rows.iter().zip(before).map(|(row, before)| (row, row.group.as_deref().filter(|group| Some(*group) != before)))
}

fn plain(field: &str) -> String {
    let field = field.replace(['\t', '\n', '\r'], " ");
    if field.starts_with(['=', '+', '-', '@']) { format!("'{field}") } else { field }
}

/// An HTML table; all words are escaped.
pub fn html(headings: &[String], rows: &[Row]) -> String {
    let mut out = "<table border=\"1\" cellspacing=\"0\" cellpadding=\"6\"><thead><tr>".to_owned();
    let [first, last] = ENDS.map(str::to_owned);
    // Writing to a string cannot fail.
    for heading in std::iter::once(&first).chain(headings).chain([&last]) {
        let _ = write!(out, "<th align=\"left\" valign=\"top\">{}</th>", escape(heading));
    }
    out.push_str("</tr></thead><tbody>\n");
    for (row, group) in with_groups(rows) {
        if let Some(group) = group {
            let columns = headings.len() + ENDS.len();
            let _ = write!(out, "<tr><th align=\"left\" colspan=\"{columns}\">{}</th></tr>", escape(group));
        }
        let _ = write!(out, "<tr><td valign=\"top\"><b>{}</b></td>", escape(&row.issue));
        for field in &row.fields {
            let quote = if field.words.is_empty() { String::new() } else { format!("\u{201c}{}\u{201d}<br>", escape(&field.words)) };
            let _ = write!(out, "<td valign=\"top\">{quote}<small><i>{}</i></small></td>", escape(&field.about));
        }
        let _ = writeln!(out, "<td valign=\"top\">{}</td></tr>", escape(&row.judgement));
    }
    out.push_str("</tbody></table>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns() {
        let field = |words: &str, about: &str| Field { words: words.to_owned(), about: about.to_owned() };
        let row = Row {
            group: None,
            issue: "=China".to_owned(),
            fields: vec![field("They <met>\tonce.", "Ord, page 2"), field("", "not mentioned")],
            judgement: "silent: asked twice".to_owned(),
        };
        let headings = ["Paper".to_owned(), "Podium".to_owned()];
        assert_eq!(
            text(&headings, std::slice::from_ref(&row)),
            "Issue\tPaper\tPodium\tVerdict\n'=China\t\u{201c}They <met> once.\u{201d} (Ord, page 2)\t(not mentioned)\tsilent: asked twice\n"
        );
        let page = html(&headings, std::slice::from_ref(&row));
        assert!(page.contains("\u{201c}They &lt;met&gt;\tonce.\u{201d}<br><small><i>Ord, page 2</i></small>") && !page.contains("<met>"));
        let rows = [Some("Sea & air"), Some("Sea & air"), None].map(|group| Row { group: group.map(str::to_owned), ..row.clone() });
        assert_eq!(
            text(&headings, &rows).lines().map(|line| line.split('\t').next().unwrap_or("")).collect::<Vec<_>>(),
            ["Issue", "Sea & air", "'=China", "'=China", "'=China"]
        );
        assert_eq!(html(&headings, &rows).matches("<th align=\"left\" colspan=\"4\">Sea &amp; air</th>").count(), 1);
    }
}
