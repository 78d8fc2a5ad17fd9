//! Communiqué shows where official wording and spoken positions differ.
//!
//! ```text
//! bytes -> engine::import -> segment -> align -> diff, phrases, issues -> divergence -> engine::comparison
//! session  the saved work; report  documents for others; view  what panes show, as data
//! app      the program without its window; ui  egui; cli  compare and extract; platform  the operating system
//! ```
//! Directions: `engine` knows none of the others; `session` knows the engine; `report` and `view` know both; `app` knows
//! no egui; `ui` knows no files. `tests/architecture.rs` keeps them.

pub mod app;
pub mod cli;
pub mod engine;
pub mod platform;
pub mod report;
pub mod session;
#[cfg(feature = "gui")]
pub mod ui;
pub mod view;
