//! Documents for others: a comparison as JSON, text or HTML. Knows no files and no window.

pub mod html;
pub mod json;
pub mod positions;
pub mod remarks;
pub mod text;
