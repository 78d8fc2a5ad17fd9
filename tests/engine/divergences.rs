//! What to look at first: lines that a reader must find in the list, and lines that must not stand in it.

use communique::engine::{
    comparison::{CompareOptions, compare},
    import::import,
    segment::segment,
    text::Never,
};
use std::sync::Arc;

/// Compares statements and looks for lines: kind, beginning of the title, beginning of the first sentence that shows it.
fn check(texts: &[&str], present: &[(&str, &str, &str)], absent: &[&str]) {
    let statements: Vec<_> = texts.iter().map(|text| Arc::new(segment(import(text.as_bytes(), "x.md").unwrap(), "x"))).collect();
    let comparison = compare(&statements, &CompareOptions::default(), &Never).unwrap();
    let lines: Vec<(&str, &str, String)> = comparison
        .divergences
        .iter()
        .map(|line| {
            let first = &line.evidence[0];
            (line.kind.code(), line.title.as_str(), first.span.of(statements[first.statement.0].text()).to_owned())
        })
        .collect();
    for (kind, title, quote) in present {
        let found = lines.iter().any(|line| line.0 == *kind && line.1.starts_with(title) && line.2.starts_with(quote));
        assert!(found, "{kind} {title} {quote} is not in {lines:#?}");
    }
    for kind in absent {
        assert!(!lines.iter().any(|line| line.0 == *kind), "{kind} is in {lines:#?}");
    }
}

const PAPER: &str = "---\ntitle: Paper\nform: written\nparty: joint\nissuer: Ministers of the United States and of the Republic of Korea\ndate: 2031-05-21\n---\n\nThe ministers reaffirmed the complete denuclearization of the Korean Peninsula. They will hold combined exercises in September. Both sides will supply 300 ferries to the islands of Port Aru before winter.\n";

#[test]
fn the_same_term_of_another_place() {
    let podium = "---\ntitle: Podium\nform: spoken\n---\n\nSECRETARY ORD: We look for the complete denuclearization of North Korea. We met for an hour, and it was a good hour.\n";
    check(
        &[PAPER, podium],
        &[(
            "look_alike",
            "\u{201c}complete denuclearization of the Korean Peninsula\u{201d} against \u{201c}complete denuclearization of North Korea\u{201d}",
            "The ministers reaffirmed",
        )],
        &[],
    );
    let less = "---\ntitle: Podium\nform: spoken\n---\n\nSECRETARY ORD: We look for denuclearization, and for nothing less.\n";
    check(
        &[PAPER, less],
        &[(
            "look_alike",
            "\u{201c}complete denuclearization of the Korean Peninsula\u{201d} against \u{201c}denuclearization\u{201d}",
            "The ministers",
        )],
        &[],
    );
    let same =
        "---\ntitle: Podium\nform: spoken\n---\n\nSECRETARY ORD: We look for the complete denuclearization of the Korean Peninsula.\n";
    check(&[PAPER, same], &[], &["look_alike"]);
}

#[test]
fn on_paper_alone_and_aloud_alone() {
    let podium = "---\ntitle: Podium\nform: spoken\n---\n\nSECRETARY ORD: It was a long day. I can announce that Ambassador Lund will go to Arland with 40 experts in May.\n";
    check(
        &[PAPER, podium],
        &[
            ("only_written", "\u{201c}Both sides will supply 300 ferries", "Both sides will supply"),
            ("only_spoken", "\u{201c}I can announce that Ambassador Lund", "I can announce"),
            ("silence", "Exercises and readiness: not mentioned in \u{201c}Podium\u{201d}", "They will hold"),
        ],
        &["only_here"],
    );
    let excerpt = podium.replace("form: spoken", "form: spoken\nexcerpt: true");
    let paper = PAPER.replace("form: written", "form: written\nexcerpt: true");
    check(&[&paper, &excerpt], &[], &["only_written", "only_spoken", "only_here", "silence"]);
}

#[test]
fn one_official_alone() {
    let much = "We spoke at length about ferries and lighthouses, about nets and about weather, and we were content. ".repeat(10);
    let podium = format!(
        "---\ntitle: Podium\nform: spoken\n---\n\nSECRETARY ORD: {much} Beijing must stop its coercion.\n\nMINISTER LEE: {much}\n\nQ: What of Taiwan?\n"
    );
    check(&[PAPER, &podium], &[("only_one_speaker", "China: Ord alone, not Lee", "Beijing must stop")], &[]);
}

#[test]
fn demands_and_their_replies() {
    let demand = "---\ntitle: Response\nform: written\nparty: DPRK\nissuer: KCNA\ndate: 2031-05-22\n---\n\nThe United States must immediately stop its combined exercises. The lake was calm.\n";
    let later = "---\ntitle: Later\nform: written\nparty: US\nissuer: U.S. Department of State\ndate: 2031-05-23\n---\n\nOur combined exercises are defensive and will go on as they did for decades. Nothing else was said.\n";
    let before = later.replace("2031-05-23", "2031-05-01");
    let silent = "---\ntitle: Later\nform: written\nparty: US\nissuer: U.S. Department of State\ndate: 2031-05-23\n---\n\nThe minister opened a lighthouse.\n";
    let line = "DPRK: \u{201c}The United States must immediately stop its combined exercises.\u{201d}";
    check(&[demand, later], &[("unanswered", &format!("{line}: a candidate of a reply"), "The United States must")], &[]);
    check(&[demand, silent], &[("unanswered", &format!("{line}: no reply found"), "The United States must")], &[]);
    check(&[demand, &before], &[], &["unanswered"]);
}
