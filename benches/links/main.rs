//! What the model of links is fitted on, and comparisons by a model that is not built in. `fit.py` beside it calls this.
//!
//! ```text
//! links evidence A B         passages of both files, and the features of their near pairs, as JSON
//! links compare A B MODEL    the comparison by the model in the file MODEL, in the JSON contract
//! ```
#![allow(missing_docs, clippy::print_stdout, reason = "a tool for those who build the program")]

use communique::{
    engine::{
        align::{FEATURE_NAMES, LinkModel, Profiles},
        comparison::{CompareOptions, compare},
        import::import,
        segment::{Tokens, segment},
        statement::{Statement, StatementIdx},
        text::{Never, Vocabulary},
    },
    report::json,
};
use std::{error::Error, sync::Arc};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["evidence", a, b] => evidence([&read(a)?, &read(b)?]),
        ["compare", a, b, model] => by_model([read(a)?, read(b)?], &std::fs::read_to_string(model)?),
        _ => Err("usage: links evidence A B | links compare A B MODEL".into()),
    }
}

fn read(path: &str) -> Result<Statement, Box<dyn Error>> {
    let bytes = std::fs::read(path).map_err(|err| format!("{path}: {err}"))?;
    let name = path.rsplit('/').next().unwrap_or(path);
    Ok(segment(import(&bytes, name)?, path))
}

fn evidence(statements: [&Statement; 2]) -> Result<(), Box<dyn Error>> {
    let mut vocabulary = Vocabulary::default();
    let tokens = statements.map(|statement| Tokens::new(statement, &mut vocabulary));
    let near: Vec<_> = Profiles::new(&tokens, &vocabulary, &Never)
        .ok_or("cancelled")?
        .evidence(0, 1)
        .iter()
        .map(|(a, b, x)| (a.0, b.0, x.to_vec()))
        .collect();
    let statements = statements.map(json::statement).into_iter().collect::<Result<Vec<String>, _>>()?;
    println!(
        r#"{{"features":{},"statements":[{}],"near":{}}}"#,
        serde_json::to_string(&FEATURE_NAMES.to_vec())?,
        statements.join(","),
        serde_json::to_string(&near)?
    );
    Ok(())
}

fn by_model(statements: [Statement; 2], model: &str) -> Result<(), Box<dyn Error>> {
    let options = CompareOptions { model: Arc::new(LinkModel::parse(model)?), ..CompareOptions::default() };
    let comparison = compare(&statements.map(Arc::new), &options, &Never).ok_or("cancelled")?;
    println!("{}", json::comparison(&comparison, StatementIdx(0), &[])?);
    Ok(())
}
