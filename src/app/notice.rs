//! Outcomes as sentences for the user. The only place that turns an error into words on screen.

/// How serious a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// For information.
    Info,
    /// Something did not work.
    Error,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How serious.
    pub tone: Tone,
    /// One or two sentences.
    pub text: String,
    /// Stays until it is dismissed, even when something else succeeds meanwhile.
    pub is_lasting: bool,
}

impl Notice {
    /// For information.
    pub fn info(text: impl Into<String>) -> Self {
        Self { tone: Tone::Info, text: text.into(), is_lasting: false }
    }

    /// The same, to stay until it is dismissed.
    pub fn lasting(self) -> Self {
        Self { is_lasting: true, ..self }
    }

    /// Something did not work.
    pub fn error(text: impl Into<String>) -> Self {
        Self { tone: Tone::Error, text: text.into(), is_lasting: false }
    }
}
