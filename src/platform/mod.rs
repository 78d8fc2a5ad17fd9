//! The operating system: bounded reads, atomic writes, folders, the clock, the clipboard, native dialogs. Moves bytes
//! and paths; knows no statements and no sessions.

pub mod files;
pub mod folders;
