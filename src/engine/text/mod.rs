//! Text without meaning: positions, tokens, comparison keys, languages. Knows nothing of statements.

pub mod cancel;
pub mod key;
pub mod language;
pub mod line;
pub mod span;
pub mod threads;
pub mod token;
pub mod vocabulary;

pub use cancel::{Cancel, Never};
pub use language::Language;
pub use line::one_line;
pub use span::ByteSpan;
pub use token::{Token, TokenKind, tokenise};
pub use vocabulary::{Term, TermId, Vocabulary};
