//! Colours by meaning, sizes, and the two faces. The only file with colour values.

use crate::{app::settings::Face, view::runs::Marks};
use egui::{Color32, FontData, FontDefinitions, FontFamily, FontId, Stroke, TextFormat, TextStyle, Theme};
use std::sync::Arc;

/// Names of the faces.
const BOLD: &str = "bold";
const TEXT: &str = "text";
const TEXT_BOLD: &str = "text-bold";

/// Space between the parts of the window, in points.
pub(super) const GAP: f32 = 34.0;
/// Room left of the text for the signs, in points.
pub(super) const GUTTER: f32 = 36.0;

/// How lines of text are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lines {
    /// The size of the text, in points.
    pub size: f32,
    /// From line to line, in sizes.
    pub spacing: f32,
}

impl Lines {
    /// From line to line, in points.
    pub fn height(self) -> f32 {
        self.size * self.spacing
    }
}

/// Room of exactly this size, whatever is in it.
pub(super) fn fixed_ui<R>(
    ui: &mut egui::Ui,
    size: egui::Vec2,
    layout: egui::Layout,
    add: impl FnOnce(&mut egui::Ui) -> R,
) -> (egui::Response, R) {
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
    let result = add(&mut child);
    (response, result)
}

/// Colours of one theme.
#[derive(Clone, Copy, Debug)]
pub(super) struct Colours {
    pub paper: Color32,
    pub ink: Color32,
    pub soft: Color32,
    pub line: Color32,
    pub edge: Color32,
    pub changed: Color32,
    pub changed_back: Color32,
    pub gone: Color32,
    pub gone_back: Color32,
    pub only: Color32,
    pub shared: Color32,
    pub shared_back: Color32,
    pub selected_back: Color32,
    pub issue: Color32,
    pub issue_back: Color32,
    pub hit_back: Color32,
    pub current_hit_back: Color32,
    pub ribbon: Color32,
    pub ribbon_selected: Color32,
    pub error: Color32,
    pub text_selection: Color32,
}

const LIGHT: Colours = Colours {
    paper: Color32::from_rgb(253, 252, 249),
    ink: Color32::from_rgb(27, 29, 33),
    soft: Color32::from_rgb(96, 101, 110),
    line: Color32::from_rgb(218, 214, 206),
    edge: Color32::from_rgb(138, 138, 132),
    changed: Color32::from_rgb(28, 69, 170),
    changed_back: Color32::from_rgb(225, 234, 253),
    gone: Color32::from_rgb(154, 52, 18),
    gone_back: Color32::from_rgb(253, 231, 220),
    only: Color32::from_rgb(138, 74, 8),
    shared: Color32::from_rgb(18, 92, 54),
    shared_back: Color32::from_rgb(220, 243, 229),
    selected_back: Color32::from_rgb(255, 243, 205),
    issue: Color32::from_rgb(112, 72, 176),
    issue_back: Color32::from_rgb(232, 220, 250),
    hit_back: Color32::from_rgb(255, 232, 140),
    current_hit_back: Color32::from_rgb(255, 184, 77),
    ribbon: Color32::from_rgba_premultiplied(22, 30, 46, 40),
    ribbon_selected: Color32::from_rgba_premultiplied(104, 74, 8, 110),
    error: Color32::from_rgb(170, 36, 24),
    text_selection: Color32::from_rgb(186, 214, 251),
};

const DARK: Colours = Colours {
    paper: Color32::from_rgb(24, 26, 30),
    ink: Color32::from_rgb(228, 226, 220),
    soft: Color32::from_rgb(158, 163, 172),
    line: Color32::from_rgb(56, 60, 68),
    edge: Color32::from_rgb(116, 121, 131),
    changed: Color32::from_rgb(160, 192, 255),
    changed_back: Color32::from_rgb(32, 48, 88),
    gone: Color32::from_rgb(253, 176, 132),
    gone_back: Color32::from_rgb(74, 38, 22),
    only: Color32::from_rgb(236, 180, 106),
    shared: Color32::from_rgb(134, 217, 172),
    shared_back: Color32::from_rgb(24, 62, 44),
    selected_back: Color32::from_rgb(66, 56, 22),
    issue: Color32::from_rgb(190, 160, 246),
    issue_back: Color32::from_rgb(66, 48, 98),
    hit_back: Color32::from_rgb(98, 82, 12),
    current_hit_back: Color32::from_rgb(128, 78, 6),
    ribbon: Color32::from_rgba_premultiplied(22, 26, 36, 50),
    ribbon_selected: Color32::from_rgba_premultiplied(84, 66, 20, 120),
    error: Color32::from_rgb(255, 138, 122),
    text_selection: Color32::from_rgb(38, 79, 130),
};

/// White on black and black on white, marks in strong colours.
const LIGHT_HIGH: Colours = Colours {
    paper: Color32::WHITE,
    ink: Color32::BLACK,
    soft: Color32::from_rgb(51, 51, 51),
    line: Color32::from_rgb(118, 118, 118),
    edge: Color32::BLACK,
    changed: Color32::from_rgb(0, 35, 140),
    changed_back: Color32::from_rgb(214, 228, 255),
    gone: Color32::from_rgb(122, 28, 0),
    gone_back: Color32::from_rgb(255, 224, 209),
    only: Color32::from_rgb(102, 46, 0),
    shared: Color32::from_rgb(0, 68, 32),
    shared_back: Color32::from_rgb(200, 244, 217),
    selected_back: Color32::from_rgb(255, 240, 150),
    issue: Color32::from_rgb(76, 20, 148),
    issue_back: Color32::from_rgb(228, 208, 255),
    hit_back: Color32::from_rgb(255, 230, 90),
    current_hit_back: Color32::from_rgb(255, 170, 30),
    ribbon: Color32::from_rgba_premultiplied(40, 40, 40, 70),
    ribbon_selected: Color32::from_rgba_premultiplied(130, 80, 0, 150),
    error: Color32::from_rgb(140, 0, 0),
    text_selection: Color32::from_rgb(150, 200, 255),
};

const DARK_HIGH: Colours = Colours {
    paper: Color32::BLACK,
    ink: Color32::WHITE,
    soft: Color32::from_rgb(208, 208, 208),
    line: Color32::from_rgb(140, 140, 140),
    edge: Color32::WHITE,
    changed: Color32::from_rgb(186, 214, 255),
    changed_back: Color32::from_rgb(0, 38, 110),
    gone: Color32::from_rgb(255, 196, 160),
    gone_back: Color32::from_rgb(92, 28, 0),
    only: Color32::from_rgb(255, 204, 128),
    shared: Color32::from_rgb(160, 255, 200),
    shared_back: Color32::from_rgb(0, 66, 34),
    selected_back: Color32::from_rgb(84, 66, 0),
    issue: Color32::from_rgb(220, 196, 255),
    issue_back: Color32::from_rgb(72, 24, 132),
    hit_back: Color32::from_rgb(104, 84, 0),
    current_hit_back: Color32::from_rgb(126, 66, 0),
    ribbon: Color32::from_rgba_premultiplied(60, 60, 70, 90),
    ribbon_selected: Color32::from_rgba_premultiplied(140, 104, 20, 170),
    error: Color32::from_rgb(255, 160, 150),
    text_selection: Color32::from_rgb(0, 80, 170),
};

/// The ground of menus and panels.
const LIGHT_PANEL: Color32 = Color32::from_rgb(243, 241, 236);
const DARK_PANEL: Color32 = Color32::from_rgb(32, 34, 39);

/// Where the context keeps whether the reader wants high contrast.
fn contrast_id() -> egui::Id {
    egui::Id::NULL.with("high contrast")
}

/// The colours of a theme, and the ground of its menus and panels.
const fn of_theme(theme: Theme, high_contrast: bool) -> (Colours, Color32) {
    match (theme, high_contrast) {
        (Theme::Light, false) => (LIGHT, LIGHT_PANEL),
        (Theme::Dark, false) => (DARK, DARK_PANEL),
        (Theme::Light, true) => (LIGHT_HIGH, Color32::WHITE),
        (Theme::Dark, true) => (DARK_HIGH, Color32::BLACK),
    }
}

/// What lies over the window while a box is open.
pub(super) const BACKDROP: Color32 = Color32::from_black_alpha(90);

impl Colours {
    /// The colours of the theme that `ui` has.
    pub fn of(ui: &egui::Ui) -> Self {
        let high_contrast = ui.data(|data| data.get_temp(contrast_id()).unwrap_or(false));
        of_theme(if ui.visuals().dark_mode { Theme::Dark } else { Theme::Light }, high_contrast).0
    }

    /// How a marked run looks. Colour never stands alone: changes are underlined, what stands only here has a sign and a
    /// dotted edge in the margin, shared wording is underlined twice as strongly.
    pub fn format(&self, marks: Marks, lines: Lines) -> TextFormat {
        let mut format = TextFormat {
            font_id: text_font(lines.size, marks.strong),
            color: self.ink,
            line_height: Some(lines.height()),
            ..TextFormat::default()
        };
        if marks.inserted {
            (format.color, format.italics) = (self.soft, true);
        }
        if marks.quiet {
            format.underline = Stroke::new(1.0, self.changed);
        }
        if marks.changed {
            (format.color, format.background, format.underline) = (self.changed, self.changed_back, Stroke::new(1.0, self.changed));
        }
        if marks.shared > 0 {
            // The longer, the darker, and the thicker the line below.
            let (ground, line) = match marks.shared {
                1 => (self.shared_back.gamma_multiply(0.45), 0.8),
                2 => (self.shared_back.gamma_multiply(0.75), 1.4),
                _ => (self.shared_back, 2.2),
            };
            (format.color, format.background, format.underline) = (self.shared, ground, Stroke::new(line, self.shared));
        }
        if marks.selected && format.background == Color32::TRANSPARENT {
            format.background = self.selected_back;
        }
        if marks.issue {
            (format.color, format.background, format.underline) = (self.ink, self.issue_back, Stroke::new(1.6, self.ink));
        }
        if marks.hit {
            (format.color, format.background, format.underline) = (self.ink, self.hit_back, Stroke::new(1.0, self.ink));
        }
        if marks.current_hit {
            (format.color, format.background, format.underline) = (self.ink, self.current_hit_back, Stroke::new(1.6, self.ink));
        }
        // A background that reached the next row would cover its underline.
        format.expand_bg = -1.5;
        format
    }

    /// How the line looks that stands for folded passages.
    pub fn fold_format(&self, lines: Lines) -> TextFormat {
        TextFormat {
            font_id: font(lines.size * 0.86, false),
            color: self.soft,
            background: self.line.gamma_multiply(0.6),
            line_height: Some(lines.height()),
            expand_bg: -1.0,
            ..TextFormat::default()
        }
    }
}

impl Default for Colours {
    fn default() -> Self {
        LIGHT
    }
}

/// The face of the statements in a size, plain or bold.
pub(super) fn text_font(size: f32, is_bold: bool) -> FontId {
    FontId::new(size, FontFamily::Name(if is_bold { TEXT_BOLD } else { TEXT }.into()))
}

/// The face of the window in a size, plain or bold.
pub(super) fn font(size: f32, is_bold: bool) -> FontId {
    if is_bold { FontId::new(size, FontFamily::Name(BOLD.into())) } else { FontId::proportional(size) }
}

/// The faces of the texts, plain and bold.
const SANS: [&[u8]; 2] =
    [include_bytes!("../../assets/fonts/CommuniqueText-Regular.ttf"), include_bytes!("../../assets/fonts/CommuniqueText-Bold.ttf")];
const SERIF: [&[u8]; 2] =
    [include_bytes!("../../assets/fonts/CommuniqueSerif-Regular.otf"), include_bytes!("../../assets/fonts/CommuniqueSerif-Bold.otf")];

/// Installs the faces: menus and buttons are always set without serifs, statements as the reader wants.
pub(super) fn install_faces(ctx: &egui::Context, face: Face) {
    let mut fonts = FontDefinitions::default();
    let text = if face == Face::Serif { SERIF } else { SANS };
    for (name, bytes) in [("interface", SANS[0]), ("interface-bold", SANS[1]), (TEXT, text[0]), (TEXT_BOLD, text[1])] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    // First in line: a text in which every blank changes the face is shaped many times slower.
    let led_by = |first: &str| std::iter::once(first.to_owned()).chain(fallback.clone()).collect::<Vec<_>>();
    fonts.families.insert(FontFamily::Proportional, led_by("interface"));
    fonts.families.insert(FontFamily::Name(BOLD.into()), led_by("interface-bold"));
    fonts.families.insert(FontFamily::Name(TEXT.into()), led_by(TEXT));
    fonts.families.insert(FontFamily::Name(TEXT_BOLD.into()), led_by(TEXT_BOLD));
    ctx.set_fonts(fonts);
}

/// Installs the faces and the styles of both themes.
pub(super) fn install(ctx: &egui::Context) {
    install_faces(ctx, Face::default());
    // The program's own text size answers to these keys.
    ctx.options_mut(|options| {
        options.zoom_with_keyboard = false;
        // Where the system does not say: paper is white.
        options.fallback_theme = Theme::Light;
    });
    install_styles(ctx, false, false);
}

/// Installs the styles of both themes as the reader wants them.
pub(super) fn install_styles(ctx: &egui::Context, high_contrast: bool, reduced_motion: bool) {
    ctx.data_mut(|data| data.insert_temp(contrast_id(), high_contrast));
    for theme in [Theme::Light, Theme::Dark] {
        let (colours, panel) = of_theme(theme, high_contrast);
        ctx.style_mut_of(theme, |style| {
            style.animation_time = if reduced_motion { 0.0 } else { 1.0 / 12.0 };
            style.scroll_animation =
                if reduced_motion { egui::style::ScrollAnimation::none() } else { egui::style::ScrollAnimation::default() };
            style.spacing.item_spacing = egui::vec2(8.0, 6.0);
            style.spacing.button_padding = egui::vec2(8.0, 4.0);
            for (text_style, size) in [(TextStyle::Small, 12.0), (TextStyle::Body, 14.0), (TextStyle::Button, 14.0)] {
                style.text_styles.insert(text_style, FontId::proportional(size));
            }
            style.visuals.override_text_color = Some(colours.ink);
            style.visuals.panel_fill = panel;
            style.visuals.window_fill = colours.paper;
            // Buttons, boxes and fields have an edge that can be seen on every ground.
            style.visuals.widgets.inactive.bg_stroke = Stroke::new(1.0, colours.edge);
            style.visuals.selection.bg_fill = colours.text_selection;
            style.visuals.weak_text_color = Some(colours.soft);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of WCAG 2.
    fn luminance(colour: Color32) -> f32 {
        let linear = |c: u8| {
            let c = f32::from(c) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Every text on every ground that it stands on has the contrast that WCAG 2 asks of level AA.
    #[test]
    fn texts_can_be_read() {
        for (theme, is_high) in [(Theme::Light, false), (Theme::Dark, false), (Theme::Light, true), (Theme::Dark, true)] {
            let ((c, panel), name) = (of_theme(theme, is_high), format!("{theme:?}, high contrast: {is_high}"));
            let least = if is_high { 7.0 } else { 4.5 };
            let pairs = [
                (
                    "ink",
                    c.ink,
                    vec![c.paper, panel, c.selected_back, c.issue_back, c.hit_back, c.current_hit_back, c.text_selection, c.gone_back],
                ),
                ("soft", c.soft, vec![c.paper, panel]),
                ("changed", c.changed, vec![c.changed_back, panel]),
                ("gone", c.gone, vec![c.gone_back]),
                ("only", c.only, vec![c.paper, panel]),
                ("shared", c.shared, vec![c.shared_back]),
                ("error", c.error, vec![c.paper, panel]),
                ("issue", c.issue, vec![c.paper]),
            ];
            for ground in [c.paper, panel] {
                assert!(contrast(c.edge, ground) >= 3.0, "{name}: the edge of buttons has only {:.1}", contrast(c.edge, ground));
            }
            for (text, colour, grounds) in pairs {
                for ground in grounds {
                    let found = contrast(colour, ground);
                    assert!(found >= least, "{name}: {text} {colour:?} on {ground:?} has only {found:.1}");
                }
            }
        }
    }
}
